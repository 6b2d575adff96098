"""Against igraph and networkx, where those are right (docs/measures.md lists where they are not)."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from graphs import GRAPHS, project, scattered
from reference import Graph

from bigblur.graph.metrics import compute, whole_graph

LARGER = {
    "directed": scattered(11, 60, 300),
    "undirected": scattered(12, 60, 200, directed=False),
    "sparse": scattered(13, 80, 90),
}
ALL = {name: graph for name, graph in (GRAPHS | LARGER).items() if graph.n}


def networkx_of(graph: Graph, weights: dict[tuple[int, int], float]) -> nx.Graph:
    out = nx.DiGraph() if graph.directed else nx.Graph()
    out.add_nodes_from(range(graph.n))
    out.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items())
    return out


def shortest(graph: Graph) -> dict[tuple[int, int], float]:
    """The smallest of the parallel weights is the length."""
    out: dict[tuple[int, int], float] = {}
    for a, b, weight in graph.arcs:
        for pair in {(a, b)} if graph.directed else {(a, b), (b, a)}:
            if a != b:
                out[pair] = min(weight, out.get(pair, weight))
    return out


@pytest.mark.parametrize("name", [name for name in ALL if name != "weight of 0"])
def test_betweenness_by_networkx(name: str) -> None:
    graph = ALL[name]
    result = compute(project(graph, weighted=True), ["betweenness"])
    oracle = networkx_of(graph, shortest(graph))
    for column, weight in (("betweenness", None), ("betweenness_w", "weight")):
        expected = nx.betweenness_centrality(oracle, normalized=False, weight=weight)
        np.testing.assert_allclose(result[column], [expected[i] for i in range(graph.n)], atol=1e-9)


@pytest.mark.parametrize("name", ALL)
def test_pagerank_by_networkx(name: str) -> None:
    graph = ALL[name]
    result = compute(project(graph, weighted=True), ["pagerank"])
    for column, weights in (("pagerank", graph.binary()), ("pagerank_w", graph.weights())):
        expected = nx.pagerank(networkx_of(graph, weights), tol=1e-13, max_iter=1000)
        np.testing.assert_allclose(result[column], [expected[i] for i in range(graph.n)], atol=1e-8)


@pytest.mark.parametrize("name", [name for name, graph in ALL.items() if name != "weight of 0" and graph.weights()])
def test_constraint_by_networkx_and_igraph(name: str) -> None:
    graph = ALL[name]
    ours = compute(project(graph, weighted=True), ["constraint"])["constraint"]
    by_networkx = nx.constraint(networkx_of(graph, graph.weights()), weight="weight")
    np.testing.assert_allclose(ours, [by_networkx[i] for i in range(graph.n)], atol=1e-9)
    weights = {(a, b): weight for (a, b), weight in graph.weights().items() if graph.directed or a < b}
    oracle = igraph.Graph(n=graph.n, edges=list(weights), directed=graph.directed)
    np.testing.assert_allclose(ours, oracle.constraint(weights=list(weights.values())), atol=1e-9)


@pytest.mark.parametrize("name", ["undirected"])
def test_effective_size_by_networkx_on_undirected_plain_graphs(name: str) -> None:
    graph = ALL[name]
    ours = compute(project(graph), ["effective_size"])["effective_size"]
    expected = nx.effective_size(networkx_of(graph, graph.binary()))
    np.testing.assert_allclose(ours, [expected[i] for i in range(graph.n)], atol=1e-9)


@pytest.mark.parametrize("name", ["directed", "undirected"])
def test_assortativity_by_networkx(name: str) -> None:
    graph = ALL[name]
    kept = {pair: 1.0 for pair in graph.binary() if graph.members[pair[0]] and graph.members[pair[1]]}
    oracle = networkx_of(graph, kept)
    nx.set_node_attributes(oracle, {i: next(iter(members), "") for i, members in enumerate(graph.members)}, "group")
    row = whole_graph(project(graph), draws=0).iloc[0]
    assert row["assortativity"] == pytest.approx(nx.attribute_assortativity_coefficient(oracle, "group"))
    assert row["blur_index"] == pytest.approx(1 - row["assortativity"])
