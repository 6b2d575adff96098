"""Small graphs, the pathological ones among them, and how to make a projection of each."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pandas as pd
from reference import Graph

from bigblur.graph.projection import Projection


def _in(*labels: str) -> list[dict[str, float]]:
    return [{label: 1.0} if label else {} for label in labels]


def _plain(*pairs: tuple[int, int]) -> list[tuple[int, int, float]]:
    return [(a, b, 1.0) for a, b in pairs]


def scattered(seed: int, n: int, m: int, *, directed: bool = True, overlap: bool = False) -> Graph:
    """A random graph with self-loops, parallel ties, weights and nodes without a group."""
    draw = random.Random(seed)  # noqa: S311 - not for secrets
    arcs = [(draw.randrange(n), draw.randrange(n), draw.choice([0.5, 1.0, 2.0, 3.0])) for _ in range(m)]
    members = _in(*draw.choices(["x", "y", "z", ""], weights=[4, 4, 4, 1], k=n))
    if overlap:
        for node in range(0, n, 2):
            members[node] = draw.choice([{"x": 0.5, "y": 0.5}, {"x": 0.2, "z": 0.8}, dict.fromkeys("xyz", 1 / 3)])
    return Graph(members, arcs, directed)


_COMPLETE = _plain(*((a, b) for a in range(5) for b in range(5) if a != b))

GRAPHS: dict[str, Graph] = {
    "empty": Graph([], []),
    "empty undirected": Graph([], [], directed=False),
    "one node": Graph(_in("x"), []),
    "one node with a self-loop": Graph(_in("x"), _plain((0, 0))),
    "isolates": Graph(_in("x", "y", "x"), []),
    "isolates undirected": Graph(_in("x", "y", "x"), [], directed=False),
    "pair": Graph(_in("x", "y"), _plain((0, 1))),
    "reciprocal pair": Graph(_in("x", "x"), _plain((0, 1), (1, 0))),
    "reciprocal path": Graph(_in("x", "y", "x"), _plain((0, 1), (1, 0), (1, 2), (2, 1))),
    "two-cycle and loop": Graph(_in("x", "y", "z"), _plain((0, 1), (1, 0), (1, 1), (1, 2))),
    "parallel": Graph(_in("x", "y", "y"), [(0, 1, 2.0), (0, 1, 3.0), (1, 2, 1.0), (1, 2, 0.5), (2, 0, 4.0)]),
    "weight of 0": Graph(_in("x", "y", "y"), [(0, 1, 0.0), (1, 2, 1.0), (2, 0, 0.0)]),
    "transitive": Graph(_in("x", "y", "z"), _plain((0, 1), (1, 2), (0, 2))),
    "cycle": Graph(_in("x", "y", "z"), _plain((0, 1), (1, 2), (2, 0))),
    "complete": Graph(_in("x", "x", "y", "y", "z"), _COMPLETE),
    "complete undirected": Graph(_in("x", "x", "y", "y", "z"), [t for t in _COMPLETE if t[0] < t[1]], directed=False),
    "star out": Graph(_in("x", "x", "y", "y", "z"), _plain((0, 1), (0, 2), (0, 3), (0, 4))),
    "star undirected": Graph(_in("x", "x", "y", "y", "z"), _plain((0, 1), (2, 0), (0, 3), (0, 4)), directed=False),
    "no groups at all": Graph(_in("", "", ""), _plain((0, 1), (1, 2))),
    "groupless broker": Graph(_in("x", "", "y"), _plain((0, 1), (1, 2))),
    "groupless ends": Graph(_in("", "x", "y", "x"), _plain((0, 1), (1, 2), (1, 3), (3, 1))),
    "half and half": Graph([{"x": 0.5, "y": 0.5}] * 3, _plain((0, 1), (1, 2), (2, 1))),
    "scattered": scattered(1, 9, 30),
    "scattered dense": scattered(2, 8, 60),
    "scattered undirected": scattered(3, 9, 24, directed=False),
    "scattered overlap": scattered(4, 9, 30, overlap=True),
    "scattered overlap undirected": scattered(5, 9, 24, directed=False, overlap=True),
}


def project(graph: Graph, *, weighted: bool = False) -> Projection:
    """Make a projection by way of arrays, as a store does."""
    groups = sorted({s for members in graph.members for s in members})
    shares = [[members.get(s, 0.0) for s in groups] for members in graph.members]
    ties = pd.DataFrame(graph.arcs, columns=["source", "target", "weight"])
    if not weighted:
        ties = ties.drop(columns="weight")
    return Projection.from_arrays(
        [f"n{i}" for i in range(graph.n)],
        groups,
        shares or None,
        ties,
        directed=graph.directed,
        weighted=weighted,
    )


def reordered(made: Projection, order: Sequence[int], ties: pd.DataFrame) -> Projection:
    """The same projection with its nodes in another order, and its ties as they are given."""
    place = np.argsort(order)
    return Projection.from_arrays(
        [made.ids[at] for at in order],
        made.groups,
        made.membership[list(order)],
        ties.assign(source=place[ties["source"]], target=place[ties["target"]]),
        directed=made.directed,
        weighted=made.weighted,
    )
