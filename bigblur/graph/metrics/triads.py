"""Triads a→v→b by the groups of their nodes: counted once, or listed to be counted under many groupings."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bigblur.graph.metrics import two_paths
from bigblur.graph.metrics.senses import Floats
from bigblur.graph.projection import Projection

__all__ = ["COMPILED_FROM", "ClosedTriads", "labels_of", "open_triads"]

COMPILED_FROM = 30_000
"""From so many ties on compiled loops are used; below, numpy is done before numba is loaded."""

# Runs of the triangle loop, whose sums are added in order: the same whatever the number of threads.
_PARTS = 4

Array = npt.NDArray[Any]


def labels_of(membership: sp.csr_array) -> npt.NDArray[np.int32]:
    """Return the group of each node as a position, -1 where it has none (n); for memberships that do not overlap."""
    label = np.full(membership.shape[0], -1, dtype=np.int32)
    label[np.diff(membership.indptr) > 0] = membership.indices
    return label


def open_triads(projection: Projection) -> Floats:
    """Count the open triads a→v→b of each node by the five roles of v (n x 5); see `brokerage`.

    Complexity: O(m^1.5), and O(m^1.5 k) where memberships overlap; memory O(m + n). On large graphs triangles are
    looked for on as many threads as there are processors, at most 4; the result does not depend on their number.
    """
    return projection.once("open_triads", partial(_open, projection))


def _open(projection: Projection) -> Floats:
    if projection.binary.nnz >= COMPILED_FROM:
        return _compiled_open(projection)
    ties, shares = projection.binary, projection.membership
    sums = two_paths.two_path_sums(ties, shares)
    return two_paths.roles_of_sums(sums - two_paths.closed_sums(two_paths.list_closed(ties), shares), sums[:, 0])


def _compiled_open(projection: Projection) -> Floats:
    from bigblur.graph.metrics import kernels, kernels_shared

    arcs = _Arcs(projection.binary)
    start, index, ways = arcs.ahead(projection.grouped[arcs.node])
    cut = kernels.cuts(start, index, _PARTS)
    membership, g = projection.membership[arcs.node], len(projection.groups)
    if projection.crisp:
        label = labels_of(membership)
        roles = np.zeros((projection.n, 5), dtype=np.int64)

        def closed(part: int) -> Array:
            some = np.zeros_like(roles)
            kernels.closed_roles(start, index, ways, label, cut[part], cut[part + 1], some)
            return some

        kernels.two_paths(*arcs.both, label, g, roles)
        roles -= _added(closed)
        return arcs.by_node(roles.astype(np.float64))
    sums = np.zeros((projection.n, 5))
    held = _held(membership)

    def shared(part: int) -> Array:
        some = np.zeros_like(sums)
        kernels_shared.shared_closed(start, index, ways, *held, g, cut[part], cut[part + 1], some)
        return some

    kernels_shared.shared_two_paths(*arcs.both, *held, g, sums)
    return arcs.by_node(two_paths.roles_of_sums(sums - _added(shared), sums[:, 0]))


def _added(loop: Callable[[int], Array]) -> Array:
    with ThreadPoolExecutor(min(_PARTS, os.cpu_count() or 1)) as pool:
        first, *others = pool.map(loop, range(_PARTS))
    for other in others:
        first += other
    return first


class _Arcs:
    """The ties of a binary matrix as compiled loops take them: in ranks, out of each node and into it."""

    def __init__(self, ties: sp.csr_array) -> None:
        from bigblur.graph.metrics import kernels

        start, index = ties.indptr.astype(np.int64), ties.indices.astype(np.int32, copy=False)
        self.node, rank = kernels.ranked(kernels.degrees(start, index))
        out = kernels.in_ranks(start, index, self.node, rank)
        self.both = (*out, *kernels.turned(*out))

    def ahead(self, kept: npt.NDArray[np.bool_]) -> tuple[Array, Array, Array]:
        from bigblur.graph.metrics import kernels

        made: tuple[Array, Array, Array] = kernels.ahead_of(*self.both, kept)
        return made

    def by_node(self, values: Array) -> Array:
        """Put rows that stand in ranks into the order of the nodes."""
        out = np.empty_like(values)
        out[self.node] = values
        return out


def _held(membership: sp.csr_array) -> tuple[Array, Array, Array]:
    membership = membership.sorted_indices()
    return membership.indptr.astype(np.int64), membership.indices.astype(np.int32), membership.data


class ClosedTriads:
    """The closed triads a→v→b, a→b of a graph, listed once: brokerage under any other grouping is then quick.

    For permutations of labels, and of whole membership rows. Shapes: T closed triads, in 8 T bytes on large graphs.
    Complexity: O(m^1.5) to list them; then O(m + T) a grouping, O((m + T) k) where memberships overlap.

    Example: b stands between a and c, and between a and d; the tie from a to c closes the first pair.
        >>> import pandas as pd
        >>> edges = pd.DataFrame({"source": ["a", "b", "b", "a"], "target": ["b", "c", "d", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> triads = ClosedTriads(Projection.from_tables(edges, nodes))
        >>> len(triads), triads.roles([0, 0, 1, 1]).tolist()[1]
        (1, [0.0, 0.0, 0.0, 1.0, 0.0, 1.0])
        >>> triads.totals([[0, 0, 1, 1], [0, 1, 0, 0]]).tolist()
        [[0.0, 0.0, 0.0, 1.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0, 0.0, 1.0]]
    """

    def __init__(self, projection: Projection) -> None:
        self._ties, self._n = projection.binary, projection.n
        self._compiled = self._ties.nnz >= COMPILED_FROM
        if self._compiled:
            self._list_compiled()
        else:
            self._closed = two_paths.list_closed(self._ties)

    def __len__(self) -> int:
        """Return T, the number of closed triads."""
        return len(self._a if self._compiled else self._closed[0])

    def roles(self, membership: npt.ArrayLike | sp.sparray) -> Floats:
        """Count the open triads of each node by role under a grouping (n x 6, the columns of ROLES).

        Args:
            membership: the group of each node as a position, -1 for none (n); or shares, dense or sparse (n x g).

        Returns:
            Counts, expected ones where shares overlap; NaN in the row of a node without a group.
        """
        if not sp.issparse(membership):
            membership = np.asarray(membership)
            if membership.ndim == 1:
                label = np.ascontiguousarray(membership, dtype=np.int32)
                return self._with_total(self._crisp(label), label >= 0)
        shares = sp.csr_array(membership, dtype=np.float64)
        shares.eliminate_zeros()
        return self._with_total(self._shared(shares), np.diff(shares.indptr) > 0)

    def totals(self, labels: npt.ArrayLike) -> Floats:
        """Sum the roles over all nodes under each of many groupings: r rows of n positions in, r x 6 out."""
        return np.array([np.nansum(self.roles(row), axis=0) for row in np.asarray(labels)]).reshape(-1, 6)

    def _with_total(self, roles: Floats, defined: npt.NDArray[np.bool_]) -> Floats:
        out = np.column_stack([roles, roles.sum(axis=1)])
        out[~defined] = np.nan
        return out

    def _list_compiled(self) -> None:
        from bigblur.graph.metrics import kernels

        self._arcs = _Arcs(self._ties)
        ahead = self._arcs.ahead(np.ones(self._n, dtype=bool))
        number = np.zeros(self._n, dtype=np.int64)
        kernels.count_closed(*ahead, 0, self._n, number)
        self._first = np.concatenate([[0], np.cumsum(number)])
        self._a, self._b = (np.empty(self._first[-1], dtype=np.int32) for _ in range(2))
        kernels.list_closed(*ahead, self._first[:-1].copy(), self._a, self._b)

    def _crisp(self, label: npt.NDArray[np.int32]) -> Floats:
        g = int(label.max(initial=-1)) + 1
        if not self._compiled:
            member = np.flatnonzero(label >= 0)
            ones = (np.ones(len(member)), (member, label[member]))
            return self._shared(sp.coo_array(ones, shape=(self._n, g)).tocsr())
        from bigblur.graph.metrics import kernels

        roles = np.zeros((self._n, 5), dtype=np.int64)
        label = label[self._arcs.node]
        kernels.two_paths(*self._arcs.both, label, g, roles)
        kernels.subtract_listed(self._first, self._a, self._b, label, roles)
        return self._arcs.by_node(roles.astype(np.float64))

    def _shared(self, shares: sp.csr_array) -> Floats:
        if not self._compiled:
            sums = two_paths.two_path_sums(self._ties, shares)
            return two_paths.roles_of_sums(sums - two_paths.closed_sums(self._closed, shares), sums[:, 0])
        from bigblur.graph.metrics import kernels_shared

        held, g = _held(shares[self._arcs.node]), shares.shape[1]
        sums = np.zeros((self._n, 5))
        kernels_shared.shared_two_paths(*self._arcs.both, *held, g, sums)
        scale = sums[:, 0].copy()
        kernels_shared.shared_listed(self._first, self._a, self._b, *held, g, sums)
        return self._arcs.by_node(two_paths.roles_of_sums(sums, scale))
