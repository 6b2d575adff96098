"""Sums over the two-paths a→v→b of each node v, with numpy: what brokerage on a small graph is computed from.

Each sum is an n x 5 array: the number of two-paths, then the chance that v and b, a and v, a and b, and all three
act in one group. `bigblur.graph.metrics.kernels` does the same in compiled loops.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bigblur.graph.metrics.senses import Floats, sum_at
from bigblur.graph.metrics.triangles import Skeleton

__all__ = ["Triples", "closed_sums", "list_closed", "roles_of_sums", "two_path_sums"]

Triples = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]

# What remains of a difference of equal sums of fractions, as a share of the two-paths summed.
_ROUNDING = 1e-12


def roles_of_sums(sums: Floats, scale: Floats) -> Floats:
    """Turn the sums over two-paths into coordinator, itinerant, gatekeeper, representative, liaison (n x 5).

    ``scale`` (n) are the two-paths that were summed over: a remainder far below is rounding.
    """
    least = _ROUNDING * scale[:, None]
    sums = np.where(np.abs(sums) <= least, 0.0, sums)
    pairs, v_with_b, a_with_v, a_with_b, same = sums.T
    liaison = pairs - v_with_b - a_with_v - a_with_b + 2 * same
    roles = np.stack([same, a_with_b - same, v_with_b - same, a_with_v - same, liaison], axis=1)
    return np.where(roles <= least, 0.0, roles)


def two_path_sums(ties: sp.csr_array, shares: sp.csr_array) -> Floats:
    """Sum over all two-paths with a ≠ b, open or closed, from the in- and out-degrees by group. O(m k + n g)."""
    back = ties.T.tocsr()
    into, out = (back @ shares).tocsr(), (ties @ shares).tocsr()
    grouped = (np.diff(shares.indptr) > 0).astype(np.float64)
    d_in, d_out = back @ grouped, ties @ grouped
    both = into.multiply(out).tocsr()
    sums = np.stack(
        [
            d_in * d_out,
            d_in * _row_sums(shares.multiply(out)),
            d_out * _row_sums(shares.multiply(into)),
            _row_sums(both),
            _row_sums(shares.multiply(both)),
        ],
        axis=1,
    )
    sums -= _there_and_back(ties.multiply(ties.T).tocsr(), shares, grouped)
    return np.asarray(sums * grouped[:, None])


def _there_and_back(mutual: sp.csr_array, shares: sp.csr_array, grouped: Floats) -> Floats:
    squares = shares.power(2)
    with_v = _row_sums(shares.multiply(mutual @ shares))
    a_with_a = mutual @ _row_sums(squares)
    return np.stack([mutual @ grouped, with_v, with_v, a_with_a, _row_sums(shares.multiply(mutual @ squares))], axis=1)


def list_closed(ties: sp.csr_array) -> Triples:
    """List the closed triads a→v→b, a→b: the nodes a, v and b of each. O(m^1.5)."""
    skeleton = Skeleton(ties)
    arcs = skeleton.arcs(ties)
    found = [np.empty((3, 0), dtype=np.int64)]
    for triangles in skeleton.triangles():
        for a, v, b in permutations(range(3)):
            closed = triangles.arc(arcs, a, v) * triangles.arc(arcs, v, b) * triangles.arc(arcs, a, b) > 0
            found.append(np.stack([triangles.corner[k][closed] for k in (a, v, b)]))
    a, v, b = np.concatenate(found, axis=1)
    return a, v, b


def closed_sums(closed: Triples, shares: sp.csr_array) -> Floats:
    """Sum over listed closed triads; one with a node that is in no group counts nowhere. O(T k)."""
    n = shares.shape[0]
    grouped = np.diff(shares.indptr) > 0
    kept = grouped[closed[0]] & grouped[closed[1]] & grouped[closed[2]]
    a, v, b = (corner[kept] for corner in closed)
    of_a, of_v, of_b = shares[a], shares[v], shares[b]
    ends = of_a.multiply(of_b)
    chances = (
        np.ones(len(v)),
        _row_sums(of_v.multiply(of_b)),
        _row_sums(of_a.multiply(of_v)),
        _row_sums(ends),
        _row_sums(ends.multiply(of_v)),
    )
    return np.stack([sum_at(v, chance, n) for chance in chances], axis=1)


def _row_sums(matrix: sp.sparray) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()
