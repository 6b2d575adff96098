"""What the tests of whole groups and graphs share: graphs, and ties counted one by one."""

from __future__ import annotations

import math
from itertools import permutations

from graphs import GRAPHS, scattered
from reference import Graph, Weights

from bigblur.graph.metrics.mixing import Counting

ALL = GRAPHS | {
    "directed": scattered(11, 40, 150),
    "undirected": scattered(12, 40, 100, directed=False),
    "overlap": scattered(14, 30, 90, overlap=True),
    "sparse": scattered(13, 60, 50),
}

SMALL = {
    name: graph
    for name, graph in (
        GRAPHS
        | {
            "six": scattered(21, 6, 14),
            "six overlapping": scattered(22, 6, 14, overlap=True),
            "six undirected": scattered(23, 6, 12, directed=False),
            "six overlapping undirected": scattered(24, 6, 12, directed=False, overlap=True),
        }
    ).items()
    if 0 < sum(bool(members) for members in graph.members) <= 6
}


def close(left: float, right: float) -> bool:
    return (math.isnan(left) and math.isnan(right)) or math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-11)


def grouped(graph: Graph, ties: Weights) -> Weights:
    """The ties between nodes that are in a group."""
    return {(a, b): weight for (a, b), weight in ties.items() if graph.members[a] and graph.members[b]}


def counted(graph: Graph, counting: Counting) -> Weights:
    ties = grouped(graph, graph.weights() if counting == "weighted" else graph.binary())
    return dict.fromkeys(ties | {(b, a): 1.0 for a, b in ties}, 1.0) if counting == "dyads" else ties


def dealt(graph: Graph) -> list[Graph]:
    """The graph under all N! permutations of the memberships over the nodes that are in a group."""
    nodes = [node for node in range(graph.n) if graph.members[node]]
    found = []
    for order in permutations(nodes):
        members = list(graph.members)
        for node, other in zip(nodes, order, strict=True):
            members[node] = graph.members[other]
        found.append(Graph(members, graph.arcs, graph.directed))
    return found
