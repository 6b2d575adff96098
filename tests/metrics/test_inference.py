"""Measures against chance: exact on small graphs, the same under a seed, no test to pytest."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from graphs import GRAPHS, project, scattered

import bigblur
from bigblur.errors import UsageError
from bigblur.graph import inference
from bigblur.graph.metrics import compute, measured, per_group
from bigblur.graph.projection import Projection

COLUMNS = ["measure", "observed", "expected", "sd", "z", "p_value", "expected_error", "p_value_error", "draws", "null"]


def held(graph: str | Projection, measure: object, **options: object) -> pd.DataFrame:
    projection = project(GRAPHS[graph]) if isinstance(graph, str) else graph
    return inference.test(measure, projection, **options)


def test_the_name_is_no_test_to_pytest() -> None:
    assert bigblur.test is inference.test
    assert bigblur.test.__test__ is False


def test_columns_and_rows() -> None:
    rows = held("scattered", ["coordinator", "ei_out"], n=19)
    assert list(rows.columns) == ["id", *COLUMNS]
    assert rows["id"].tolist()[:4] == ["n0", "n0", "n1", "n1"]
    plain = compute(project(GRAPHS["scattered"]), ["coordinator", "ei_out"])
    observed = rows["observed"].to_numpy().reshape(-1, 2)
    np.testing.assert_array_equal(observed[:, 1], plain["ei_out"])
    assert rows.attrs["about"]["call"]["parameters"]["seed"] == 0


@pytest.mark.parametrize("overlap", [False, True])
def test_labels_agree_with_all_permutations(overlap: bool) -> None:
    graph = scattered(8, 5, 11, overlap=overlap)
    projection = project(graph)
    grouped = np.flatnonzero(projection.grouped)
    rows = held(projection, ["brokerage"], n=399, seed=3)
    every = []
    for order in permutations(grouped):
        members = list(graph.members)
        for at, other in zip(grouped, order, strict=True):
            members[at] = graph.members[other]
        drawn = measured(project(type(graph)(members, graph.arcs)), ["brokerage"])
        every.append(drawn.drop(columns="id").astype("Float64").to_numpy(dtype=float, na_value=np.nan).ravel())
    values = np.array(every)
    observed = rows["observed"].to_numpy()
    known = ~np.isnan(observed)
    mean, sd = np.nanmean(values[:, known], axis=0), np.nanstd(values[:, known], axis=0)
    np.testing.assert_array_less(np.abs(rows["expected"][known] - mean), 5 * rows["expected_error"][known] + 1e-9)
    np.testing.assert_allclose(rows["sd"][known], sd, rtol=0.2, atol=1e-9)
    low = np.nanmean(values[:, known] <= observed[known] + 1e-9, axis=0)
    high = np.nanmean(values[:, known] >= observed[known] - 1e-9, axis=0)
    exact = np.minimum(2 * np.minimum(low, high), 1)
    np.testing.assert_array_less(np.abs(rows["p_value"][known] - exact), 5 * rows["p_value_error"][known] + 1e-2)
    assert (rows.loc[rows["sd"] == 0, "z"].isna()).all()
    assert rows.loc[~known, ["z", "p_value"]].isna().all(axis=None)


@pytest.mark.parametrize("null", ["labels", "degree"])
@pytest.mark.parametrize("graph", ["scattered", "scattered undirected", "scattered overlap"])
def test_the_seed_decides_whatever_the_threads_and_the_order_of_rows(graph: str, null: str) -> None:
    plain = project(GRAPHS[graph])
    once = held(plain, ["gatekeeper", "blau"], null=null, n=12, seed=5, threads=1)
    pd.testing.assert_frame_equal(once, held(plain, ["gatekeeper", "blau"], null=null, n=12, seed=5, threads=3))
    assert not once.equals(held(plain, ["gatekeeper", "blau"], null=null, n=12, seed=6))
    turn = np.arange(plain.n)[::-1]
    ties = plain.ties.assign(source=turn[plain.ties["source"]], target=turn[plain.ties["target"]])[::-1]
    turned = Projection.from_arrays(
        plain.ids[::-1], plain.groups, plain.membership[turn], ties, directed=plain.directed
    )
    other = held(turned, ["gatekeeper", "blau"], null=null, n=12, seed=5)
    order = ["id", "measure"]
    pd.testing.assert_frame_equal(
        once.sort_values(order, ignore_index=True), other.sort_values(order, ignore_index=True)
    )


@pytest.mark.parametrize("directed", [True, False])
def test_rewiring_keeps_every_degree(directed: bool) -> None:
    projection = project(scattered(2, 12, 40, directed=directed))
    rows = held(projection, "degree", null="degree", n=30)
    kept = rows[~rows["measure"].eq("degree_alters")]
    assert (kept["sd"] == 0).all()
    assert (kept["expected"] == kept["observed"]).all()
    assert held(projection, "constraint", null="degree", n=30)["sd"].max() > 0


def test_rewiring_deals_the_weights() -> None:
    projection = project(scattered(2, 12, 40), weighted=True)
    total = held(projection, lambda one: pd.DataFrame({"sum": [one.adjacency.sum()]}), null="degree", n=9)
    assert total[["observed", "expected", "sd"]].to_numpy().tolist() == [[projection.adjacency.sum()] * 2 + [0.0]]


def test_brokerage_by_the_quick_way_is_the_plain_one() -> None:
    projection = project(GRAPHS["scattered overlap"])
    names = ["coordinator", "liaison"]
    slow = held(projection, lambda one: measured(one, names), n=50, seed=2)
    pd.testing.assert_frame_equal(held(projection, names, n=50, seed=2), slow)


def test_a_function_as_null_and_a_table_per_group() -> None:
    projection = project(GRAPHS["scattered"])
    rows = held(projection, lambda one: per_group(one, draws=0)[["group", "internal"]], n=20)
    assert rows["group"].tolist() == ["x", "y", "z"]
    same = held(projection, "degree_out", null=lambda one, _: one, n=5)
    assert (same["p_value"] == 1).all()
    assert same["z"].isna().all()


def test_an_isolate_is_undefined_and_draws_count_the_defined() -> None:
    edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    nodes = pd.DataFrame({"id": ["a", "b", "c", "lone"], "industry": ["x", "x", "y", "y"]})
    rows = held(Projection.from_tables(edges, nodes), "ei_total", n=25).set_index("id")
    assert rows.loc["lone", "draws"] == 0
    assert rows.loc["lone", ["observed", "expected", "sd", "z", "p_value"]].isna().all()
    assert rows.loc["a", "draws"] == 25


def test_a_measure_never_rejects_more_often_than_it_says() -> None:
    """On labels dealt at random the p-values are at most uniform."""
    graph = scattered(4, 12, 36)
    random = np.random.default_rng(1)
    small = 0
    for trial in range(40):
        members = [graph.members[at] for at in random.permutation(graph.n)]
        rows = held(project(type(graph)(members, graph.arcs)), ["coordinator"], n=19, seed=trial)
        node = rows["p_value"].first_valid_index()
        small += bool(rows["p_value"][node] <= 0.1)
    assert small <= 12  # at most 4 expected; the chance of more than 12 is below 0.001


@pytest.mark.parametrize(
    ("options", "message"), [({"null": "lables"}, "Did you mean 'labels'"), ({"n": 0}, "at least 1 draw")]
)
def test_options_that_cannot_be_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        held("pair", "degree", **options)


@pytest.mark.parametrize("name", ["empty", "one node", "isolates", "no groups at all", "half and half"])
@pytest.mark.parametrize("null", ["labels", "degree"])
def test_pathological_graphs(name: str, null: str) -> None:
    rows = held(name, ["degree", "brokerage", "ei"], null=null, n=5)
    assert len(rows) == GRAPHS[name].n * 14


def test_the_verb_has_the_nulls() -> None:
    edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
    rows = bigblur.metrics("brokerage", edges=edges, nodes=nodes, null="labels", draws=19, seed=4)
    assert list(rows.columns) == ["id", *COLUMNS]
    assert set(rows["draws"]) == {19}
    assert (bigblur.metrics("ties", per="graph", edges=edges, nodes=nodes, null="degree", draws=5)["sd"] == 0).all()
