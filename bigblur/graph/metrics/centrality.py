"""Centrality by walks and by shells: PageRank, Katz and the core number."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from bigblur.errors import NotConverged, UsageError
from bigblur.graph.metrics.pairs import as_igraph
from bigblur.graph.metrics.senses import Floats, counts, ratio, senses, table
from bigblur.graph.metrics.spectral import incoming_classes, spectral_ways
from bigblur.graph.metrics.triads import COMPILED_FROM
from bigblur.graph.projection import Projection

__all__ = ["DAMPING", "KATZ_SHARE", "core", "katz", "pagerank"]

DAMPING = 0.85

KATZ_SHARE = 0.85
"""Katz's α as a share of the largest that converges."""

# The largest change of a node in a step, as a share of its value: the error is then below 1e-12, whatever n.
_SETTLED = 1e-13
_STEPS = 100_000


def pagerank(projection: Projection) -> pd.DataFrame:
    """Find the share of time that a random walker along the ties spends on each node.

    Formula: x = d (P' x + (Σ_{i dangling} x_i) / n) + (1 - d) / n, Σ x = 1, d = 0.85; P_ij = M_ij / Σ_k M_ik, M
    = A, and W in ``pagerank_w``; a node without ties out (dangling) spreads its mass over all nodes. Repeated
    until no node changes by more than 1e-13 of its own value, so that each is right to 1e-12 whatever n;
    libraries stop at a total change, which for large n is no bound on a node.

    Shapes: n rows, 1 column, and ``_w`` on weighted data. Complexity: O(m) a step, at most about 200 steps.
    Library: scipy's sparse product (0.1 s at n = 10⁵, m = 10⁶, where igraph's PRPACK took 0.3 s after 0.6 s of
    making its graph, and was off by 1e-11).

    Direction: followed; undirected ties go both ways. Weights: ``pagerank_w`` walks in proportion to them.
    Self-loops: dropped. Parallel ties: one, summed in ``_w``. Isolates: the least share there is. Overlapping
    groups: groups play no part.

    Raises:
        NotConverged: no result after 100,000 steps.

    References:
        [1] Brin, S., Page, L. (1998). The anatomy of a large-scale hypertextual Web search engine. Computer
            Networks and ISDN Systems 30, 107-117. doi:10.1016/S0169-7552(98)00110-X

    Example: two nodes that tie each other share equally.
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "a"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["x", "y"]})
        >>> pagerank(Projection.from_tables(edges, nodes))["pagerank"].round(6).tolist()
        [0.5, 0.5]
    """
    return table(projection, {f"pagerank{suffix}": _walk(ties) for suffix, ties in spectral_ways(projection).items()})


def _walk(ties: sp.csr_array) -> Floats:
    n = ties.shape[0]
    out = np.asarray(ties.sum(axis=1)).ravel()
    dangling = out == 0
    # A tie of weight 0 is never walked; a node with no other is dangling.
    share = np.nan_to_num(ratio(ties.data, np.repeat(out, np.diff(ties.indptr))))
    onwards = sp.csr_array((share, ties.indices, ties.indptr), shape=ties.shape).T.tocsr()
    x = np.full(n, 1.0 / max(n, 1))
    for _ in range(_STEPS):
        after = DAMPING * (onwards @ x + x[dangling].sum() / max(n, 1)) + (1 - DAMPING) / max(n, 1)
        after /= after.sum() if n else 1.0
        if np.all(np.abs(after - x) <= _SETTLED * after):
            return np.asarray(after)
        x = after
    raise NotConverged("pagerank", _STEPS)


def katz(projection: Projection, *, alpha: float | None = None) -> pd.DataFrame:
    """Count the walks that end at each node, each step further away counting α as much.

    Formula: x = α A' x + 1, that is x_i = Σ_k α^k (number of walks of k steps that end at i), k = 0 included;
    not normalised; W for A in ``katz_w``. α is 0.85 / ρ, ρ the largest eigenvalue of A (of W in ``_w``), and
    0.85 where ρ = 0 (no node leads back to itself, so that any α converges). A library's fixed 0.1 converges
    only where ρ < 10. The α used stands in ``about`` under ``katz_alpha``.

    Shapes: n rows, 1 column, and ``_w`` on weighted data. Complexity: O(m) a step, some 200 steps; each value
    is right to 1e-12 of itself. Library: scipy's sparse product.

    Direction: by incoming arcs; undirected ties go both ways. Weights: strengths in ``katz_w``. Self-loops:
    dropped. Parallel ties: one, summed in ``_w``. Isolates: 1, the walk of no steps. Overlapping groups: groups
    play no part.

    Args:
        projection: the graph.
        alpha: another α, above 0 and below 1 / ρ.

    Raises:
        UsageError: an α that does not converge.
        NotConverged: no result after 100,000 steps.

    References:
        [1] Katz, L. (1953). A new status index derived from sociometric analysis. Psychometrika 18, 39-43.
            doi:10.1007/BF02289026
        [2] Benzi, M., Klymko, C. (2015). On the limiting behavior of parameter-dependent network centrality
            measures. SIAM Journal on Matrix Analysis and Applications 36(2), 686-706. doi:10.1137/130950550

    Example: on a→b→c with α = 0.5, c ends walks of 0, 1 and 2 steps: 1 + 0.5 + 0.25.
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> katz(Projection.from_tables(edges, nodes), alpha=0.5)["katz"].tolist()
        [1.0, 1.5, 1.75]
    """
    columns: dict[str, Floats] = {}
    used: dict[str, float] = {}
    for suffix, ties in spectral_ways(projection).items():
        value = incoming_classes(projection, suffix, ties).value
        if alpha is not None and not 0 < alpha * max(value, 1e-300) < 1:
            raise UsageError(f"alpha={alpha:g} does not converge; it must lie between 0 and {1 / value:g}")
        chosen = alpha if alpha is not None else KATZ_SHARE / (value or 1.0)
        columns[f"katz{suffix}"], used[f"katz{suffix}"] = _walks(ties.T.tocsr(), chosen), chosen
    frame = table(projection, columns)
    frame.attrs["about"] = {"katz_alpha": used}
    return frame


def _walks(back: sp.csr_array, alpha: float) -> Floats:
    x = np.ones(back.shape[0])
    for _ in range(_STEPS):
        after = alpha * (back @ x) + 1.0
        if np.all(np.abs(after - x) <= _SETTLED * after):
            return np.asarray(after)
        x = after
    raise NotConverged("katz", _STEPS)


def core(projection: Projection) -> pd.DataFrame:
    """Find the innermost shell that each node belongs to.

    Formula: core_i = the largest k such that i is in a set of nodes each of which has at least k distinct
    neighbours in the set.

    Shapes: n rows, 1 column. Complexity: O(m). Library: igraph's coreness; from 30,000 ties on a
    compiled loop (`kernels_core`), since handing them to igraph takes ten times as long as the work.

    Direction: ignored, each neighbour counts once; igraph's and networkx's own answers on directed graphs
    count a reciprocated tie twice. Weights: ignored. Self-loops: dropped. Parallel ties: one. Isolates: 0.
    Overlapping groups: groups play no part.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5(3), 269-287.
            doi:10.1016/0378-8733(83)90028-X

    Example: a triangle and a node that hangs on it.
        >>> edges = pd.DataFrame({"source": ["a", "b", "c", "c"], "target": ["b", "c", "a", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> core(Projection.from_tables(edges, nodes))["core"].tolist()
        [2, 2, 2, 1]
    """
    shells = _shells(projection) if projection.binary.nnz >= COMPILED_FROM else _shells_by_igraph(projection)
    return table(projection, {"core": counts(shells)})


def _shells_by_igraph(projection: Projection) -> Floats:
    return np.array(as_igraph(projection, directed=False).coreness(), dtype=np.float64)


def _shells(projection: Projection) -> Floats:
    from bigblur.graph.metrics import kernels_core

    name = "alters" if projection.directed else "all"
    ties = senses(projection, weighted=False)[name]
    start, index = ties.indptr.astype(np.int64), ties.indices.astype(np.int32)
    return np.asarray(kernels_core.shells(start, index), dtype=np.float64)
