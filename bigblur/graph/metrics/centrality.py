"""Centrality by way of igraph: betweenness and PageRank."""

from __future__ import annotations

import igraph
import numpy as np
import pandas as pd

from bigblur.errors import InputError
from bigblur.graph.metrics.senses import Floats, table
from bigblur.graph.projection import Projection

__all__ = ["DAMPING", "betweenness", "pagerank"]

DAMPING = 0.85


def betweenness(projection: Projection) -> pd.DataFrame:
    """Count the shortest paths between other nodes that run through each node.

    Formula: betweenness_v = Σ_{a≠v≠b} σ_ab(v) / σ_ab, σ_ab the number of shortest paths from a to b and σ_ab(v)
    of those through v; not normalised; on undirected data each pair counts once.

    Shapes: n rows, 1 column, and ``_w`` on weighted data. Complexity: O(n m), with weights O(n m + n² log n).

    Direction: followed. Weights: ``betweenness`` counts steps; ``betweenness_w`` takes the weight as a length.
    Self-loops: dropped. Parallel ties: one, and the smallest length. Isolates: 0. Overlapping groups: groups
    play no part.

    Raises:
        InputError: a weight of 0, which is no length.

    References:
        [1] Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40(1), 35-41.
            doi:10.2307/3033543
        [2] Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology
            25(2), 163-177. doi:10.1080/0022250X.2001.9990249

    Example: on the path a→b→c only b lies between.
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> betweenness(Projection.from_tables(edges, nodes))["betweenness"].tolist()
        [0.0, 1.0, 0.0]
    """
    pairs = _pairs(projection)
    graph = _igraph(projection, pairs)
    columns = {"betweenness": _floats(graph.betweenness(directed=projection.directed))}
    if projection.weighted:
        _require_lengths(projection, pairs)
        lengths = pairs["shortest"].tolist() or None
        columns["betweenness_w"] = _floats(graph.betweenness(directed=projection.directed, weights=lengths))
    return table(projection, columns)


def pagerank(projection: Projection) -> pd.DataFrame:
    """Find the share of time that a random walker along the ties spends on each node.

    Formula: x = d (P' x + (Σ_{i dangling} x_i) / n) + (1 - d) / n, Σ x = 1, d = 0.85; P_ij = M_ij / Σ_k M_ik, M
    = A, and W in ``pagerank_w``; a node without ties out (dangling) spreads its mass over all nodes. Solved
    by igraph's PRPACK to its own precision (1e-10), not by a fixed number of steps.

    Shapes: n rows, 1 column, and ``_w`` on weighted data. Complexity: O(m) a step.

    Direction: followed; undirected ties go both ways. Weights: ``pagerank_w`` walks in proportion to them.
    Self-loops: dropped. Parallel ties: one, summed in ``_w``. Isolates: the least share there is. Overlapping
    groups: groups play no part.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Brin, S., Page, L. (1998). The anatomy of a large-scale hypertextual Web search engine. Computer
            Networks and ISDN Systems 30, 107-117. doi:10.1016/S0169-7552(98)00110-X

    Example: two nodes that tie each other share equally.
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "a"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["x", "y"]})
        >>> pagerank(Projection.from_tables(edges, nodes))["pagerank"].round(6).tolist()
        [0.5, 0.5]
    """
    pairs = _pairs(projection)
    columns = {"pagerank": _walk(projection, pairs, None)}
    if projection.weighted:
        # A tie of weight 0 is never walked; without it igraph sees a dangling node as one.
        heavy = pairs[pairs["weight"] > 0]
        columns["pagerank_w"] = _walk(projection, heavy, heavy["weight"].tolist() or None)
    return table(projection, columns)


def _walk(projection: Projection, pairs: pd.DataFrame, weights: list[float] | None) -> Floats:
    if projection.n == 0:
        return np.zeros(0)
    graph = _igraph(projection, pairs)
    return _floats(graph.pagerank(directed=projection.directed, damping=DAMPING, weights=weights))


def _pairs(projection: Projection) -> pd.DataFrame:
    """Return the tied pairs, each once, with summed weight and smallest weight; low to high if undirected."""
    ties = projection.ties[["source", "target", "weight"]]
    if not projection.directed:
        ends = np.sort(ties[["source", "target"]].to_numpy(), axis=1)
        ties = ties.assign(source=ends[:, 0], target=ends[:, 1])
    # Smallest first: sums of fractions depend on their order, results must not depend on that of the rows.
    grouped = ties.sort_values("weight").groupby(["source", "target"], sort=True)["weight"]
    return grouped.agg(weight="sum", shortest="min").reset_index()


def _igraph(projection: Projection, pairs: pd.DataFrame) -> igraph.Graph:
    edges = pairs[["source", "target"]].to_numpy(dtype=np.int64)
    return igraph.Graph(n=projection.n, edges=edges, directed=projection.directed)


def _require_lengths(projection: Projection, pairs: pd.DataFrame) -> None:
    zero = pairs[pairs["shortest"] == 0]
    if len(zero):
        a, b = (projection.ids[zero.iloc[0][end].astype(int)] for end in ("source", "target"))
        raise InputError(
            f"the tie {a!r} to {b!r} weighs 0, which is no length for betweenness_w; give it a length above 0, "
            "or leave weights out"
        )


def _floats(values: list[float]) -> Floats:
    return np.array(values, dtype=np.float64)
