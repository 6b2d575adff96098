"""Betweenness across groups: between whom of different industries a firm lies."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from bigblur.graph.metrics.pairs import lengths, tied_pairs
from bigblur.graph.metrics.sampling import Sources
from bigblur.graph.metrics.senses import Floats, table
from bigblur.graph.projection import Projection

__all__ = ["betweenness_cross"]

# Up to n (n + m) of this a plain loop is done sooner (0.3 s) than compiled loops are loaded.
_PLAIN_WORK = 300_000

# Lengths that differ by less than this share of them are equal, as in igraph.
_EQUAL = 1e-10

_Batch = Callable[[npt.NDArray[np.int64]], Floats]


def betweenness_cross(projection: Projection, *, seed: int = 0) -> pd.DataFrame:
    """Count the shortest paths between nodes of different groups that run through each node.

    Formula: betweenness_cross_v = Σ_{a≠v≠b} (1 - Σ_s u_as u_bs) σ_ab(v) / σ_ab, over the pairs whose two ends
    are in a group; σ_ab the number of shortest paths from a to b and σ_ab(v) of those through v; not normalised;
    on undirected data each pair counts once. v's own group plays no part. It is the global gefura measure
    without its normalisation. Beyond n (n + m) of 5·10⁹ a sample of sources serves, as for ``betweenness``.

    Shapes: n rows, 1 column, and ``_w`` on weighted data. Complexity: O(n (m + n k)), k groups per node, with
    weights O(n m log n), up to the bound above. Library: Brandes' algorithm of our own, as igraph has no
    weight for a pair (its betweenness between sets of nodes serves the tests): a plain loop on small graphs,
    numba and threads above; sources go in 20 batches summed in order, so that threads change nothing.

    Direction: followed. Weights: ``betweenness_cross`` counts steps; ``betweenness_cross_w`` takes the weight as
    a length, and lengths that differ by less than 1e-10 of them as equal. Self-loops: dropped. Parallel ties:
    one, and the smallest length. Isolates: 0. Nodes without a group: undefined; they end no pair, but paths run
    through them and are shared with them. Overlapping groups: a pair counts with the chance that its ends act in
    different groups.

    Raises:
        InputError: a weight of 0, which is no length.

    References:
        [1] Flom, P. L., Friedman, S. R., Strauss, S., Neaigus, A. (2004). A new measure of linkage between two
            sub-networks. Connections 26(1), 62-70. No DOI.
        [2] Guns, R., Rousseau, R. (2015). Unnormalized and normalized forms of gefura measures in directed and
            undirected networks. Frontiers of Information Technology & Electronic Engineering 16(4), 311-320.
            doi:10.1631/FITEE.1400425

    Example: on the path a→b→c→d, b lies between a and d of different groups, not between a and c of one.
        >>> edges = pd.DataFrame({"source": ["a", "b", "c"], "target": ["b", "c", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "y", "x", "y"]})
        >>> betweenness_cross(Projection.from_tables(edges, nodes))["betweenness_cross"].tolist()
        [0.0, 1.0, 1.0, 0.0]
    """
    sources = Sources.of(projection, seed)
    half = (1.0 if projection.directed else 0.5) * (sources.n / sources.size if sources.size else 1.0)
    found: dict[str, tuple[Floats, Floats]] = {}
    for column, ties in _ways(projection).items():
        parts = _parts(_counter(projection, ties, weighted=column.endswith("_w")), sources)
        values, error = sources.total(parts, lambda sums: half * sums)
        found[column] = np.where(projection.grouped, values, np.nan), error
    frame = table(projection, {column: values for column, (values, _) in found.items()})
    frame.attrs["about"] = sources.about(found)
    return frame


def _ways(projection: Projection) -> dict[str, sp.csr_array]:
    ways = {"betweenness_cross": projection.binary}
    if projection.weighted:
        found, pairs = lengths(projection, "betweenness_cross_w"), tied_pairs(projection)
        a, b = pairs["source"].to_numpy(), pairs["target"].to_numpy()
        if not projection.directed:
            a, b, found = np.r_[a, b], np.r_[b, a], [*found, *found]
        n = projection.n
        ways["betweenness_cross_w"] = sp.coo_array((np.array(found, dtype=float), (a, b)), shape=(n, n)).tocsr()
    return ways


def _parts(count: _Batch, sources: Sources) -> list[Floats]:
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(count, sources.batches))


def _counter(projection: Projection, ties: sp.csr_array, *, weighted: bool) -> _Batch:
    """Return what counts the paths from a batch of sources; a source without a group ends no pair."""
    n, grouped = projection.n, projection.grouped
    if n * (n + int(ties.nnz)) <= _PLAIN_WORK:
        return lambda batch: _plain(ties, projection.membership, batch[grouped[batch]])
    from bigblur.graph.metrics import kernels_cross

    shares = projection.membership
    arcs = (ties.indptr.astype(np.int64), ties.indices.astype(np.int32), ties.data.astype(np.float64))
    members = (shares.indptr.astype(np.int64), shares.indices.astype(np.int32), shares.data.astype(np.float64))

    def compiled(batch: npt.NDArray[np.int64]) -> Floats:
        sums = np.zeros(n)
        kernels_cross.across(*arcs, *members, shares.shape[1], batch[grouped[batch]], not weighted, sums)
        return sums

    return compiled


def _plain(ties: sp.csr_array, shares: sp.csr_array, batch: npt.NDArray[np.int64]) -> Floats:
    """The compiled loops' work on lists: shortest paths by a heap, then back from the farthest node."""
    ahead, members = _rows(ties), [dict(row) for row in _rows(shares)]
    sums = np.zeros(ties.shape[0])
    for s in batch.tolist():
        paths, before = _shortest(ahead, s)
        passed = dict.fromkeys(before, 0.0)
        for w in reversed(before):
            if w != s:
                sums[w] += passed[w]
            same = sum(share * members[s].get(group, 0.0) for group, share in members[w].items())
            each = (passed[w] + (max(1.0 - same, 0.0) if members[w] else 0.0)) / paths[w]
            for v in before[w]:
                passed[v] += paths[v] * each
    return sums


def _rows(matrix: sp.csr_array) -> list[list[tuple[int, float]]]:
    cells = list(zip(matrix.indices.tolist(), matrix.data.tolist(), strict=True))
    return [cells[a:b] for a, b in pairwise(matrix.indptr.tolist())]


def _shortest(ahead: list[list[tuple[int, float]]], source: int) -> tuple[dict[int, float], dict[int, list[int]]]:
    """Return the number of shortest paths to each node, and the last nodes before it, nearest node first."""
    far, paths = {source: 0.0}, {source: 1.0}
    last: dict[int, list[int]] = {source: []}
    before: dict[int, list[int]] = {}
    heap = [(0.0, source)]
    while heap:
        _, v = heappop(heap)
        if v in before:
            continue
        before[v] = last[v]
        for w, length in ahead[v]:
            reach = far[v] + length
            if w not in far or reach < far[w] * (1 - _EQUAL):
                far[w], paths[w], last[w] = reach, paths[v], [v]
                heappush(heap, (reach, w))
            elif w not in before and reach <= far[w] * (1 + _EQUAL):
                paths[w] += paths[v]
                last[w].append(v)
    return paths, before
