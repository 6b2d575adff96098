"""Every measure against its loop in reference.py, over every small graph, with and without weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import reference
from graphs import GRAPHS, project

from bigblur.graph.metrics import MEASURES, boundaries, compute, triangles
from bigblur.graph.metrics.senses import sense_names

# Other measures are held against theirs in test_centrality_*.py, test_brokerage_*.py and their like.
BY_SENSE = {
    "degree": reference.degree,
    "strength": reference.strength,
    "participation": reference.participation,
    "blau": reference.participation,
    "within_z": reference.within_z,
    "n_industries": reference.n_industries,
    "n_external": reference.n_external,
    "ei": reference.ei,
}

BY_NODE = {*reference.brokerage(GRAPHS["pair"]), *reference.structural_holes(GRAPHS["pair"], weighted=False)}


def floats(column: pd.Series) -> np.ndarray:
    return column.astype("Float64").to_numpy(dtype=float, na_value=np.nan)


def expected_columns(graph: reference.Graph, *, weighted: bool) -> dict[str, list[float]]:
    ties = graph if weighted else replace(graph, arcs=[(a, b, 1.0) for a, b, _ in graph.arcs])
    out = reference.brokerage(graph) | reference.structural_holes(graph, weighted=weighted)
    for name, measure in MEASURES.items():
        if name in BY_SENSE:
            for column in measure.columns(project(graph, weighted=weighted)):
                out[column] = BY_SENSE[name](ties, column.removeprefix(f"{name}_"))
    return out


@pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
@pytest.mark.parametrize("name", GRAPHS)
def test_every_measure_equals_its_loop(name: str, weighted: bool) -> None:
    graph = GRAPHS[name]
    result = compute(project(graph, weighted=weighted), [*BY_SENSE, *BY_NODE])
    expected = expected_columns(graph, weighted=weighted)
    assert set(result.columns) == {"id", *expected}
    for column, values in expected.items():
        np.testing.assert_allclose(floats(result[column]), values, rtol=1e-9, atol=1e-9, err_msg=column)


@pytest.mark.parametrize("name", GRAPHS)
def test_boundaries_equal_their_loop(name: str) -> None:
    graph = GRAPHS[name]
    result = boundaries(project(graph, weighted=True)).set_index(["source_industry", "target_industry"])
    number: reference.Weights = {}
    for a, b, _ in graph.arcs:
        for pair in {(a, b)} if graph.directed else {(a, b), (b, a)}:
            number[pair] = number.get(pair, 0.0) + (a != b)
    for column, ties in (("ties", graph.binary()), ("deals", number), ("weight", graph.weights())):
        mixing = reference.mixing(graph, ties)
        assert {pair for pair, value in reference.mixing(graph, graph.binary()).items() if value} == set(result.index)
        for pair in result.index:
            assert float(result.loc[pair, column]) == pytest.approx(mixing[pair]), (pair, column)


@pytest.mark.parametrize("name", GRAPHS)
def test_expected_ties_add_up_to_the_observed(name: str) -> None:
    graph = GRAPHS[name]
    arcs = reference.mixing(replace(graph, directed=True), graph.binary())
    m = sum(arcs.values())
    result = boundaries(project(graph), null="none")
    for row in result.to_dict("records"):
        s, t = row["source_industry"], row["target_industry"]
        k_s = sum(value for (a, _), value in arcs.items() if a == s)
        k_t = sum(value for (_, b), value in arcs.items() if b == t)
        half = 0.5 if s == t and not graph.directed else 1.0
        assert row["expected"] == pytest.approx(half * k_s * k_t / m)
        assert row["ratio"] == pytest.approx(row["ties"] / row["expected"])
        assert row["log_ratio"] == pytest.approx(np.log(row["ratio"]))


def test_columns_stand_in_the_order_of_the_registry() -> None:
    projection = project(GRAPHS["scattered"], weighted=True)
    assert sense_names(projection) == ("out", "in", "total", "alters", "out_w", "in_w", "total_w")
    possible = [measure for measure in MEASURES.values() if not measure.needs]
    columns = [column for measure in possible for column in measure.columns(projection)]
    assert list(compute(projection, "all").columns) == ["id", *columns]


@pytest.mark.parametrize("chunk", [1, 7])
def test_triangles_in_many_chunks_are_the_same(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    projection = project(GRAPHS["scattered dense"])
    families = ["brokerage", "structural_holes"]
    whole = compute(projection, families)
    monkeypatch.setattr(triangles, "CHUNK", chunk)
    pd.testing.assert_frame_equal(compute(projection, families), whole)


@pytest.mark.parametrize("directed", [True, False])
def test_sums_of_fractions_do_not_see_the_order_of_rows(directed: bool) -> None:
    arcs = [(0, 1, 0.1 * k) for k in range(1, 30)] + [(1, 2, 0.3)]
    graph = reference.Graph([{"x": 1.0}, {"y": 1.0}, {"x": 1.0}], arcs, directed)
    turned = replace(graph, arcs=arcs[::-1])
    pd.testing.assert_frame_equal(
        compute(project(graph, weighted=True), "all"), compute(project(turned, weighted=True), "all"), check_exact=True
    )
