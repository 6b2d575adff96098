"""Triangles of the undirected skeleton, listed once and in chunks, with the arcs on each of their sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bigblur.graph.metrics.senses import Floats, entries

__all__ = ["Skeleton", "Triangles"]

Ints = npt.NDArray[np.int64]

# Wedges looked at together: bounds the memory a chunk takes (about 100 bytes each).
CHUNK = 2_000_000


@dataclass(frozen=True)
class Triangles:
    """Some triangles: three corners each, and for each ordered pair of corners where its arc stands.

    ``side[k, l]`` is (edge numbers, direction), the place of the arc from corner k to corner l in an array
    made by ``Skeleton.arcs``.
    """

    corner: tuple[Ints, Ints, Ints]
    side: dict[tuple[int, int], tuple[Ints, int]]

    def arc(self, values: Floats, k: int, l: int) -> Floats:  # noqa: E741
        """Return the value on the arc from corner k to corner l of each triangle."""
        edge, direction = self.side[k, l]
        return np.asarray(values[edge, direction])


class Skeleton:
    """The pairs of nodes with a tie either way, ordered so that hubs come last.

    Each pair points from the lower to the higher rank by degree; no node then points to more than √(2m)
    others, so that all triangles are found in O(m^1.5) (Chiba & Nishizeki 1985, doi:10.1137/0214017).
    """

    def __init__(self, ties: sp.csr_array) -> None:
        n = ties.shape[0]
        either = ties.tocoo()
        degree = np.bincount(either.row, minlength=n) + np.bincount(either.col, minlength=n)
        by_rank = np.argsort(degree, kind="stable")
        rank = np.empty(n, dtype=np.int64)
        rank[by_rank] = np.arange(n)
        low, high = np.minimum(rank[either.row], rank[either.col]), np.maximum(rank[either.row], rank[either.col])
        self._n = np.int64(n)
        self._keys = np.unique(low * self._n + high)
        self._low, self._high = np.divmod(self._keys, self._n) if n else (self._keys, self._keys)
        self.start, self.end = by_rank[self._low], by_rank[self._high]

    def arcs(self, matrix: sp.csr_array) -> Floats:
        """Return the matrix's entries along each edge: column 0 from start to end, column 1 back."""
        return np.stack([entries(matrix, self.start, self.end), entries(matrix, self.end, self.start)], axis=1)

    def triangles(self) -> Iterator[Triangles]:
        """Yield every triangle once, in chunks."""
        edges = np.arange(len(self._keys), dtype=np.int64)
        # Edge (x, y) makes a wedge with each later edge (x, w) of x; (y, w) closes it.
        later = np.searchsorted(self._low, self._low, side="right") - 1 - edges
        upto = np.cumsum(later)
        first = 0
        while first < len(edges):
            done = upto[first - 1] if first else 0
            last = max(first + 1, int(np.searchsorted(upto, done + CHUNK, side="right")))
            chunk = self._closed(edges[first:last], later[first:last])
            if len(chunk.corner[0]):
                yield chunk
            first = last

    def _closed(self, edges: Ints, later: Ints) -> Triangles:
        xy = np.repeat(edges, later)
        xw = xy + 1 + np.arange(len(xy)) - np.repeat(np.cumsum(later) - later, later)
        key = self._high[xy] * self._n + self._high[xw]
        yw = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        closed = self._keys[yw] == key
        xy, xw, yw = xy[closed], xw[closed], yw[closed]
        side = {(0, 1): (xy, 0), (1, 0): (xy, 1), (0, 2): (xw, 0), (2, 0): (xw, 1), (1, 2): (yw, 0), (2, 1): (yw, 1)}
        return Triangles((self.start[xy], self.end[xy], self.end[xw]), side)
