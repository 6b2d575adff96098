"""Each measure as a loop over ties: slow, short, and written straight from the definitions in docs/measures.md.

A graph is its arcs as a list of (source, target, weight), self-loops and parallel ties included, and the
members: for each node a dictionary of group to share, empty for a node without a group. On undirected data a tie
stands once.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

NAN = math.nan
Weights = dict[tuple[int, int], float]


@dataclass(frozen=True)
class Graph:
    """What the loops run over."""

    members: list[dict[str, float]]
    arcs: list[tuple[int, int, float]]
    directed: bool = True

    @property
    def n(self) -> int:
        return len(self.members)

    def weights(self) -> Weights:
        """Summed weight of each tied pair, both ways round if undirected."""
        out: Weights = {}
        for a, b, weight in self.arcs:
            for pair in {(a, b)} if self.directed else {(a, b), (b, a)}:
                if a != b:
                    out[pair] = out.get(pair, 0.0) + weight
        return out

    def binary(self) -> Weights:
        return dict.fromkeys(self.weights(), 1.0)

    def alike(self, *nodes: int) -> float:
        """Chance that all the nodes act in one group."""
        groups = {s for node in nodes for s in self.members[node]}
        return sum(math.prod(self.members[node].get(s, 0.0) for node in nodes) for s in groups)


def sense(graph: Graph, name: str) -> Weights:
    """The weights w[i, j] that count for node i in a sense."""
    ties = graph.weights() if name.endswith("_w") else graph.binary()
    back = {(b, a): weight for (a, b), weight in ties.items()}
    match name.removesuffix("_w"):
        case "in":
            return back
        case "total":
            return {pair: ties.get(pair, 0.0) + back.get(pair, 0.0) for pair in ties | back}
        case "alters":
            return dict.fromkeys(ties | back, 1.0)
        case _:
            return ties


def group_ties(graph: Graph, name: str, i: int) -> dict[str, float]:
    """Ties of i to each group."""
    out: dict[str, float] = {}
    for (a, j), weight in sense(graph, name).items():
        if a == i:
            for s, share in graph.members[j].items():
                out[s] = out.get(s, 0.0) + weight * share
    return out


def per_node(measure: Callable[[Graph, str, int], float]) -> Callable[[Graph, str], list[float]]:
    return lambda graph, name: [measure(graph, name, i) for i in range(graph.n)]


@per_node
def degree(graph: Graph, name: str, i: int) -> float:
    return sum(weight for (a, _), weight in sense(graph, name).items() if a == i)


def strength(graph: Graph, name: str) -> list[float]:
    return degree(graph, f"{name}_w")


@per_node
def participation(graph: Graph, name: str, i: int) -> float:
    ties = group_ties(graph, name, i)
    total = sum(ties.values())
    if not graph.members[i] or total == 0:
        return NAN
    return 1 - sum((k / total) ** 2 for k in ties.values())


@per_node
def n_industries(graph: Graph, name: str, i: int) -> float:
    return sum(k > 0 for k in group_ties(graph, name, i).values()) if graph.members[i] else NAN


def inside_outside(graph: Graph, name: str, i: int) -> tuple[float, float]:
    inside = outside = 0.0
    for (a, j), weight in sense(graph, name).items():
        if a == i and graph.members[j]:
            inside += weight * graph.alike(i, j)
            outside += weight * (1 - graph.alike(i, j))
    return inside, outside


@per_node
def n_external(graph: Graph, name: str, i: int) -> float:
    return inside_outside(graph, name, i)[1] if graph.members[i] else NAN


@per_node
def ei(graph: Graph, name: str, i: int) -> float:
    inside, outside = inside_outside(graph, name, i)
    if not graph.members[i] or inside + outside == 0:
        return NAN
    return (outside - inside) / (outside + inside)


@per_node
def within_z(graph: Graph, name: str, i: int) -> float:
    if not graph.members[i]:
        return NAN
    z = 0.0
    for s, share in graph.members[i].items():
        kappa = {v: group_ties(graph, name, v).get(s, 0.0) for v in range(graph.n) if s in graph.members[v]}
        size = sum(graph.members[v][s] for v in kappa)
        mean = sum(graph.members[v][s] * k for v, k in kappa.items()) / size
        sd = math.sqrt(sum(graph.members[v][s] * (k - mean) ** 2 for v, k in kappa.items()) / size)
        z += share * ((kappa[i] - mean) / sd if sd > 1e-9 else NAN)
    return z


def brokerage(graph: Graph) -> dict[str, list[float]]:
    """Every open two-path a→v→b, one by one."""
    roles = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "brokerage_total")
    counts = {role: [0.0 if members else NAN for members in graph.members] for role in roles}
    ties = graph.binary()
    for a, v, b in product([node for node in range(graph.n) if graph.members[node]], repeat=3):
        if a != b and (a, v) in ties and (v, b) in ties and (a, b) not in ties:
            same = graph.alike(a, v, b)
            chances = (same, graph.alike(a, b) - same, graph.alike(v, b) - same, graph.alike(a, v) - same)
            for role, chance in zip(roles, (*chances, 1 - same - sum(chances[1:]), 1.0), strict=True):
                counts[role][v] += chance
    return counts


def structural_holes(graph: Graph, *, weighted: bool) -> dict[str, list[float]]:
    """Burt's four, straight from the formulas, over all q."""
    ties = graph.weights() if weighted else graph.binary()
    z = {(i, j): ties.get((i, j), 0.0) + ties.get((j, i), 0.0) for i, j in product(range(graph.n), repeat=2)}

    def p(i: int, j: int) -> float:
        total = sum(z[i, k] for k in range(graph.n))
        return z[i, j] / total if total else 0.0

    def m(j: int, q: int) -> float:
        return z[j, q] / max(z[j, k] for k in range(graph.n))

    out: dict[str, list[float]] = {"constraint": [], "effective_size": [], "efficiency": [], "hierarchy": []}
    for i in range(graph.n):
        alters = [j for j in range(graph.n) if z[i, j] > 0]
        others = {j: [q for q in range(graph.n) if q not in (i, j)] for j in alters}
        c = {j: (p(i, j) + sum(p(i, q) * p(q, j) for q in others[j])) ** 2 for j in alters}
        size = sum(1 - sum(p(i, q) * m(j, q) for q in others[j]) for j in alters)
        count, total = len(alters), sum(c.values())
        out["constraint"].append(total if alters else NAN)
        out["effective_size"].append(size if alters else NAN)
        out["efficiency"].append(size / count if alters else NAN)
        out["hierarchy"].append(_hierarchy(list(c.values())))
    return out


def _hierarchy(c: list[float]) -> float:
    if len(c) < 2:
        return 1.0 if c else NAN
    r = [value * len(c) / sum(c) for value in c]
    return sum(value * math.log(value) for value in r) / (len(c) * math.log(len(c)))


def mixing(graph: Graph, ties: Weights) -> dict[tuple[str, str], float]:
    """Ties between each ordered pair of groups; on undirected data a tie counts once in each pair."""
    out: dict[tuple[str, str], float] = {}
    for (a, b), weight in ties.items():
        for (s, u), (t, v) in product(graph.members[a].items(), graph.members[b].items()):
            half = 0.5 if s == t and not graph.directed else 1.0
            out[s, t] = out.get((s, t), 0.0) + weight * u * v * half
    return out
