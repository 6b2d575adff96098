"""Centralities as slow loops: every shortest path walked, every eigenvector worked out whole, nothing shared."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
from reference import NAN, Graph, Weights, group_ties

from bigblur.graph.metrics.senses import Floats


def lengths(graph: Graph, *, weighted: bool) -> Weights:
    """The smallest of the parallel weights of each tied pair, or 1."""
    out: Weights = {}
    for a, b, weight in graph.arcs:
        for pair in {(a, b)} if graph.directed else {(a, b), (b, a)}:
            if a != b:
                out[pair] = min(weight, out.get(pair, weight)) if weighted else 1.0
    return out


def distances(graph: Graph, *, weighted: bool) -> Floats:
    """Floyd-Warshall."""
    d = np.full((graph.n, graph.n), math.inf)
    np.fill_diagonal(d, 0.0)
    for (a, b), length in lengths(graph, weighted=weighted).items():
        d[a, b] = length
    for k in range(graph.n):
        d = np.minimum(d, d[:, [k]] + d[[k], :])
    return d


def shortest_paths(graph: Graph, a: int, b: int, ties: Weights, d: Floats) -> list[list[int]]:
    """Every shortest path from a to b, by walking on along ties that bring b nearer."""
    if a == b:
        return [[b]]
    onwards = [w for (v, w), length in ties.items() if v == a and math.isclose(length + d[w, b], d[a, b], abs_tol=1e-9)]
    return [[a, *rest] for w in onwards for rest in shortest_paths(graph, w, b, ties, d)]


def betweenness(graph: Graph, *, weighted: bool, cross: bool) -> list[float]:
    ties, d = lengths(graph, weighted=weighted), distances(graph, weighted=weighted)
    out = [0.0] * graph.n
    for a, b in product(range(graph.n), repeat=2):
        if a == b or math.isinf(d[a, b]) or (cross and not (graph.members[a] and graph.members[b])):
            continue
        paths = shortest_paths(graph, a, b, ties, d)
        worth = (1 - graph.alike(a, b) if cross else 1.0) * (1.0 if graph.directed else 0.5)
        for path in paths:
            for v in path[1:-1]:
                out[v] += worth / len(paths)
    return [NAN if cross and not members else value for members, value in zip(graph.members, out, strict=True)]


def bridging(graph: Graph) -> list[float]:
    plain = Graph(graph.members, graph.arcs, directed=False)
    near = [{w for v, w in plain.binary() if v == i} for i in range(graph.n)]
    between = betweenness(plain, weighted=False, cross=False)
    return [
        between[v] * (1 / len(near[v])) / sum(1 / len(near[u]) for u in near[v]) if near[v] else NAN
        for v in range(graph.n)
    ]


def closeness(graph: Graph, sense: str, *, weighted: bool) -> dict[str, list[float]]:
    d = distances(graph, weighted=weighted)
    out: dict[str, list[float]] = {"closeness_reach": [], "closeness_wf": [], "harmonic_sum": []}
    for i in range(graph.n):
        to = d[:, i] if sense == "in" else d[i, :]
        far = [to[j] for j in range(graph.n) if j != i and math.isfinite(to[j])]
        near = len(far) / sum(far) if far else NAN
        out["closeness_reach"].append(near)
        out["closeness_wf"].append(near * len(far) / (graph.n - 1) if far else NAN)
        out["harmonic_sum"].append(sum(1 / one for one in far))
    return out


def matrix(graph: Graph, *, weighted: bool) -> Floats:
    out = np.zeros((graph.n, graph.n))
    for pair, weight in (graph.weights() if weighted else graph.binary()).items():
        out[pair] = weight
    return out


def pagerank(graph: Graph, *, weighted: bool) -> Floats:
    """The linear system, solved whole."""
    n, m = graph.n, matrix(graph, weighted=weighted)
    out = m.sum(axis=1, keepdims=True)
    p = np.divide(m, out, out=np.full((n, n), 1 / max(n, 1)), where=out > 0)
    return np.linalg.solve(np.eye(n) - 0.85 * p.T, np.full(n, 0.15 / max(n, 1)))


def katz(graph: Graph, alpha: float, *, weighted: bool) -> Floats:
    return np.linalg.solve(np.eye(graph.n) - alpha * matrix(graph, weighted=weighted).T, np.ones(graph.n))


def radius(m: Floats) -> float:
    return float(np.abs(np.linalg.eigvals(m)).max(initial=0.0))


def perron(m: Floats) -> Floats | None:
    """The one x ≥ 0 with m x = ρ x and largest entry 1, or None, from limits of walks: no theory of classes.

    (m + ρ 1)^k started at the unit vector of a node grows like (2ρ)^k k^depth, or dies out against that. Where
    those that do not die out all take the same direction, and only there, x is unique. k is 2^24.
    """
    value = radius(m)
    if value < 1e-6:
        return None
    power = m / value + np.eye(len(m))
    for _ in range(24):
        power = power @ power
        power /= power.max()
    columns = [column / column.max() for column in power.T if column.max() > 1e-20]
    same = all(np.allclose(columns[0], other, atol=1e-5) for other in columns)
    return columns[0] if same else None


def core(graph: Graph) -> list[int]:
    """Take off nodes with too few neighbours, for each k anew."""
    near = [{w for v, w in Graph(graph.members, graph.arcs, directed=False).binary() if v == i} for i in range(graph.n)]
    shell = [0] * graph.n
    for k in range(1, graph.n):
        left = set(range(graph.n))
        while weak := {v for v in left if len(near[v] & left) < k}:
            left -= weak
        for v in left:
            shell[v] = k
    return shell


def rao_stirling(graph: Graph, sense: str, apart: dict[tuple[str, str], float]) -> list[float]:
    out = []
    for i in range(graph.n):
        ties = group_ties(graph, sense, i)
        total = sum(ties.values())
        pairs = product(ties, repeat=2)
        known = graph.members[i] and total
        out.append(sum(apart[s, t] * ties[s] * ties[t] / total**2 for s, t in pairs if s != t) if known else NAN)
    return out


def ego_network(graph: Graph, i: int, *, weighted: bool) -> tuple[Graph, list[int]]:
    """The graph cut down to i and whoever it has a tie of weight above 0 with; i comes first."""
    ties = graph.weights() if weighted else graph.binary()
    alters = sorted({b if a == i else a for (a, b), weight in ties.items() if i in (a, b) and weight > 0})
    kept = [i, *alters]
    place = {node: at for at, node in enumerate(kept)}
    arcs = [(place[a], place[b], weight) for a, b, weight in graph.arcs if a in place and b in place]
    return Graph([graph.members[node] for node in kept], arcs, graph.directed), kept
