"""PageRank, Katz, eigenvector, hubs and cores against whole linear systems, networkx and igraph."""

from __future__ import annotations

import centrality_loops as loops
import networkx as nx
import numpy as np
import pytest
from graphs import GRAPHS, project, scattered
from reference import Graph

from bigblur.errors import UsageError
from bigblur.graph.metrics import compute, core, eigenvector, hubs, katz, leading, pagerank
from bigblur.graph.metrics.leading import classes_of


def plain(n: int, *pairs: tuple[int, int], directed: bool = True) -> Graph:
    return Graph([{"x": 1.0}] * n, [(a, b, 1.0) for a, b in pairs], directed)


TWO = ((0, 1), (1, 0))
MORE = {
    "acyclic": plain(4, (0, 1), (1, 2), (0, 3)),
    "two equal components": plain(4, *TWO, (2, 3), (3, 2)),
    "one component leads to its equal": plain(5, *TWO, (1, 2), (2, 3), (3, 2), (3, 4)),
    "two lead to a third, all equal": plain(6, *TWO, (2, 3), (3, 2), (4, 5), (5, 4), (1, 4), (3, 5)),
    "one leads to two, all equal": plain(6, *TWO, (2, 3), (3, 2), (4, 5), (5, 4), (1, 2), (1, 4)),
    "periodic with a tail": plain(6, (0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (0, 4), (5, 0)),
    "triangle and pair": plain(5, (0, 1), (1, 2), (0, 2), (3, 4), directed=False),
    "two triangles": plain(6, (0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), directed=False),
    "path undirected": plain(5, (0, 1), (1, 2), (2, 3), (3, 4), directed=False),
    "scattered larger": scattered(21, 40, 160),
    "scattered larger undirected": scattered(22, 40, 120, directed=False),
}
ALL = GRAPHS | MORE
WAYS = (("", False), ("_w", True))


@pytest.mark.parametrize("name", ALL)
def test_pagerank_and_katz_solve_their_systems(name: str) -> None:
    graph = ALL[name]
    walk, walks = pagerank(project(graph, weighted=True)), katz(project(graph, weighted=True))
    for suffix, weighted in WAYS:
        expected = loops.pagerank(graph, weighted=weighted)
        np.testing.assert_allclose(walk[f"pagerank{suffix}"], expected, rtol=1e-11)
        radius = loops.radius(loops.matrix(graph, weighted=weighted))
        alpha = walks.attrs["about"]["katz_alpha"][f"katz{suffix}"]
        assert alpha == pytest.approx(0.85 / (radius if radius > 1e-3 else 1.0), rel=1e-7)
        np.testing.assert_allclose(walks[f"katz{suffix}"], loops.katz(graph, alpha, weighted=weighted), rtol=1e-9)


def test_katz_by_networkx() -> None:
    graph = MORE["scattered larger"]
    oracle = nx.DiGraph(list(graph.binary()))
    oracle.add_nodes_from(range(graph.n))
    expected = nx.katz_centrality_numpy(oracle, alpha=0.1, normalized=False)
    ours = katz(project(graph), alpha=0.1)["katz"]
    np.testing.assert_allclose(ours, [expected[i] for i in range(graph.n)], rtol=1e-9)


def test_an_alpha_that_does_not_converge_is_refused() -> None:
    for alpha in (1.0, 2.0, 0.0, -0.5):
        with pytest.raises(UsageError, match="it must lie between 0 and 1"):
            katz(project(GRAPHS["cycle"]), alpha=alpha)


@pytest.mark.parametrize("name", ALL)
def test_eigenvector_is_the_one_limit_of_walks_or_empty(name: str) -> None:
    graph = ALL[name]
    ours = eigenvector(project(graph, weighted=True))
    for suffix, weighted in WAYS:
        expected = loops.perron(loops.matrix(graph, weighted=weighted).T)
        values = ours[f"eigenvector{suffix}"].to_numpy()
        np.testing.assert_allclose(values, np.full(graph.n, np.nan) if expected is None else expected, atol=1e-6)
        said = [line for line in ours.attrs["about"]["warnings"] if line.startswith(f"eigenvector{suffix} is empty")]
        assert bool(said) == (expected is None and graph.n > 0)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("acyclic", "no node leads back to itself"),
        ("two equal components", "2 components share the largest eigenvalue, 1"),
        ("one leads to two, all equal", "2 components share"),
        ("two triangles", "2 components share the largest eigenvalue, 2"),
    ],
)
def test_an_eigenvector_that_is_not_unique_is_empty_with_a_warning(name: str, reason: str) -> None:
    result = compute(project(MORE[name]), ["eigenvector"])
    assert result["eigenvector"].isna().all()
    assert any(reason in line for line in result.attrs["about"]["warnings"])


def test_of_equal_components_in_a_row_the_last_one_has_it_all() -> None:
    result = eigenvector(project(MORE["one component leads to its equal"]))["eigenvector"]
    np.testing.assert_allclose(result, [0, 0, 1, 1, 1])
    result = eigenvector(project(MORE["two lead to a third, all equal"]))["eigenvector"]
    np.testing.assert_allclose(result, [0, 0, 0, 0, 1, 1])


@pytest.mark.parametrize("name", ["scattered larger", "scattered larger undirected", "triangle and pair"])
def test_eigenvector_and_hubs_by_networkx(name: str) -> None:
    graph = MORE[name]
    kept = max(nx.connected_components(nx.Graph(list(graph.binary()))), key=len)
    oracle = nx.DiGraph([pair for pair in graph.binary() if pair[0] in kept])
    vector = nx.eigenvector_centrality(oracle, max_iter=10_000, tol=1e-14)
    hub, authority = nx.hits(oracle, max_iter=10_000, tol=1e-14)
    ours = compute(project(graph), ["eigenvector", "hub", "authority"])
    for column, expected in (("eigenvector", vector), ("hub", hub), ("authority", authority)):
        top = max(expected.values())
        np.testing.assert_allclose(ours[column][sorted(kept)], [expected[i] / top for i in sorted(kept)], atol=1e-6)


@pytest.mark.parametrize("name", ALL)
def test_hubs_are_the_one_pair_of_singular_vectors_or_empty(name: str) -> None:
    graph = ALL[name]
    ours = hubs(project(graph, weighted=True))
    for suffix, weighted in WAYS:
        m = loops.matrix(graph, weighted=weighted)
        left, values, right = np.linalg.svd(m) if graph.n else (m, np.zeros(0), m)
        unique = graph.n > 0 and values[0] > 0 and (graph.n == 1 or values[1] < values[0] * (1 - 1e-9))
        for column, vector in ((f"hub{suffix}", left[:, :1]), (f"authority{suffix}", right.T[:, :1])):
            expected = np.abs(vector[:, 0]) / np.abs(vector).max() if unique else np.full(graph.n, np.nan)
            np.testing.assert_allclose(ours[column], expected, atol=1e-9)


def test_a_tree_without_direction_has_no_unique_hubs() -> None:
    result = compute(project(MORE["path undirected"]), ["hub", "eigenvector"])
    assert result["hub"].isna().all()
    assert result["eigenvector"].notna().all()
    assert any("hub and authority are empty" in line for line in result.attrs["about"]["warnings"])


@pytest.mark.parametrize("directed", [True, False])
def test_components_whole_by_walking_arpack_and_factorising(monkeypatch: pytest.MonkeyPatch, directed: bool) -> None:
    graph = scattered(51, 120, 500, directed=directed)
    ring = plain(210, *((a, (a + 1) % 210) for a in range(210)), (0, 105), directed=directed)
    for one in (graph, ring):
        exact = eigenvector(project(one))["eigenvector"]
        for dense, walk in ((1000, 0), (5, 0), (5, 150)):
            with monkeypatch.context() as patch:
                patch.setattr(leading, "_DENSE", dense)
                patch.setattr(leading, "_WALK", walk)
                again = eigenvector(project(one))["eigenvector"]
            np.testing.assert_allclose(again, exact, atol=1e-8)
        assert classes_of(project(one).binary).value == pytest.approx(loops.radius(loops.matrix(one, weighted=False)))


@pytest.mark.parametrize("name", ALL)
def test_core_equals_its_loop_and_networkx(name: str) -> None:
    graph = ALL[name]
    ours = core(project(graph))["core"].tolist()
    assert ours == loops.core(graph)
    oracle = nx.Graph(list(graph.binary()))
    oracle.add_nodes_from(range(graph.n))
    expected = nx.core_number(oracle)
    assert ours == [expected[i] for i in range(graph.n)]
