"""Path measures against loops over every shortest path, and against igraph and networkx."""

from __future__ import annotations

from dataclasses import replace

import centrality_loops as loops
import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from graphs import GRAPHS, project, scattered
from reference import Graph

from bigblur.errors import InputError
from bigblur.graph.metrics import betweenness, betweenness_cross, bridging, closeness, compute, cross, sampling
from bigblur.graph.metrics.pairs import as_igraph
from bigblur.graph.metrics.paths import betweenness_of

MORE = {
    "scattered larger": scattered(21, 25, 60),
    "scattered larger undirected": scattered(22, 25, 50, directed=False),
    "scattered larger overlap": scattered(23, 20, 60, overlap=True),
    "fractional lengths": Graph(
        [{"x": 1.0}, {"y": 1.0}, {"x": 0.5, "y": 0.5}, {"z": 1.0}],
        [(0, 1, 0.1), (1, 2, 0.2), (0, 2, 0.3), (2, 3, 0.7), (1, 3, 0.9)],
    ),
}
ALL = GRAPHS | MORE
LENGTHS = [name for name in ALL if name != "weight of 0"]


@pytest.mark.parametrize("name", ALL)
def test_betweenness_cross_counts_every_path_between_groups(name: str) -> None:
    graph = ALL[name]
    ours = betweenness_cross(project(graph))["betweenness_cross"]
    np.testing.assert_allclose(ours, loops.betweenness(graph, weighted=False, cross=True), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", LENGTHS)
def test_weighted_paths_count_every_path(name: str) -> None:
    graph = ALL[name]
    ours = compute(project(graph, weighted=True), ["betweenness_w", "betweenness_cross_w"])
    for column, cross_only in (("betweenness_w", False), ("betweenness_cross_w", True)):
        expected = loops.betweenness(graph, weighted=True, cross=cross_only)
        np.testing.assert_allclose(ours[column], expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name", LENGTHS)
def test_compiled_loops_equal_the_plain_ones(monkeypatch: pytest.MonkeyPatch, name: str, weighted: bool) -> None:
    projection = project(ALL[name], weighted=weighted)
    plain = betweenness_cross(projection)
    monkeypatch.setattr(cross, "_PLAIN_WORK", -1)
    pd.testing.assert_frame_equal(betweenness_cross(projection), plain, rtol=1e-12)


def test_betweenness_cross_is_what_igraph_leaves_between_groups() -> None:
    """Betweenness less that between the members of each group; igraph halves undirected pairs, as we do."""
    for graph in (scattered(31, 200, 900), scattered(32, 200, 600, directed=False)):
        full = replace(graph, members=[members or {"x": 1.0} for members in graph.members])
        edges = [pair for pair in full.binary() if full.directed or pair[0] < pair[1]]
        oracle = igraph.Graph(n=full.n, edges=edges, directed=full.directed)
        groups = [[i for i in range(full.n) if s in full.members[i]] for s in ("x", "y", "z")]
        within = [np.array(oracle.betweenness(sources=group, targets=group)) for group in groups]
        expected = np.array(oracle.betweenness()) - sum(within)
        ours = betweenness_cross(project(full))["betweenness_cross"]
        np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-8)


@pytest.mark.parametrize("name", ALL)
def test_bridging_equals_its_loop(name: str) -> None:
    np.testing.assert_allclose(bridging(project(ALL[name]))["bridging"], loops.bridging(ALL[name]), atol=1e-9)


@pytest.mark.parametrize("name", LENGTHS)
def test_closeness_equals_its_loop(name: str) -> None:
    graph = ALL[name]
    ours = closeness(project(graph, weighted=True))
    senses = ("out", "in") if graph.directed else ("all",)
    assert len(ours.columns) == 1 + 6 * len(senses)
    for weighted, suffix in ((False, ""), (True, "_w")):
        for sense in senses:
            for measure, expected in loops.closeness(graph, sense, weighted=weighted).items():
                np.testing.assert_allclose(ours[f"{measure}_{sense}{suffix}"], expected, rtol=1e-9, atol=1e-12)


def test_closeness_by_networkx() -> None:
    """networkx counts distances towards a node; where it has 0 for 0/0 we are empty."""
    graph = MORE["scattered larger"]
    ours = closeness(project(graph))
    oracle = nx.DiGraph(list(graph.binary()))
    oracle.add_nodes_from(range(graph.n))
    expected = {
        "closeness_reach_in": nx.closeness_centrality(oracle, wf_improved=False),
        "closeness_wf_in": nx.closeness_centrality(oracle),
        "closeness_wf_out": nx.closeness_centrality(oracle.reverse()),
        "harmonic_sum_in": nx.harmonic_centrality(oracle),
        "harmonic_sum_out": nx.harmonic_centrality(oracle.reverse()),
    }
    for column, values in expected.items():
        np.testing.assert_allclose(ours[column].fillna(0.0), [values[i] for i in range(graph.n)], atol=1e-12)


@pytest.mark.parametrize("directed", [True, False])
def test_large_graphs_are_sampled_and_say_so(monkeypatch: pytest.MonkeyPatch, directed: bool) -> None:
    projection = project(scattered(41, 400, 1600, directed=directed))
    names = ["betweenness", "betweenness_cross", "bridging", "closeness", "harmonic_sum"]
    exact = compute(projection, names)
    assert "sampled" not in exact.attrs["about"]
    monkeypatch.setattr(sampling, "EXACT_WORK", 200 * (400 + projection.binary.nnz))
    rough, again, other = (compute(projection, names, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(rough, again)
    assert not rough.equals(other)
    assert rough.attrs["about"]["sampled"] == {"sources": 200, "of": 400, "seed": 1}
    assert any("estimated from the paths of 200 of 400 nodes" in line for line in rough.attrs["about"]["warnings"])
    for column in exact.columns.drop("id"):
        known = exact[column].notna() & rough[column].notna()
        assert known.mean() > 0.8
        # Bridging is largest where betweenness is small, and so where half the paths say least.
        least = 0.6 if column == "bridging" else 0.9
        assert np.corrcoef(exact.loc[known, column], rough.loc[known, column])[0, 1] > least, column


def test_the_stated_error_is_that_of_repeated_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    projection = project(scattered(42, 200, 800))
    exact = betweenness(projection)["betweenness"].to_numpy()
    monkeypatch.setattr(sampling, "EXACT_WORK", 100 * (200 + projection.binary.nnz))
    hub = int(np.argmax(exact))
    values, errors = [], []
    for seed in range(40):
        sources = sampling.Sources.of(projection, seed)
        value, error = betweenness_of(as_igraph(projection), sources)
        values.append(value[hub])
        errors.append(error[hub])
    assert abs(np.mean(values) - exact[hub]) < 4 * np.std(values) / np.sqrt(40)
    assert 0.6 < np.mean(errors) / np.std(values, ddof=1) < 1.6


@pytest.mark.parametrize("measure", ["betweenness", "betweenness_cross", "closeness_reach"])
def test_a_length_of_0_is_refused(measure: str) -> None:
    with pytest.raises(InputError, match=r"the tie 'n0' to 'n1' weighs 0, which is no length for \w+_w"):
        compute(project(GRAPHS["weight of 0"], weighted=True), [measure])
