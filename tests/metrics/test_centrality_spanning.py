"""Rao-Stirling diversity with its table of distances, and structural holes inside ego networks."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import centrality_loops as loops
import numpy as np
import pandas as pd
import pytest
import reference
from graphs import GRAPHS, project, scattered

from bigblur.errors import InputError, UsageError
from bigblur.graph.metrics import compute, rao_stirling, structural_holes_ego
from bigblur.verbs.measure import metrics

APART = pd.DataFrame(
    [[0.0, 0.3, 1.0, 0.5], [0.3, 0.0, 0.25, 0.5], [1.0, 0.25, 0.0, 0.5], [0.5, 0.5, 0.5, 0.0]],
    index=list("xyzq"),
    columns=list("xyzq"),
)
EVEN = 1.0 - pd.DataFrame(np.eye(3), index=list("xyz"), columns=list("xyz"))


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name", GRAPHS)
def test_rao_stirling_equals_its_loop(name: str, weighted: bool) -> None:
    graph = GRAPHS[name]
    ties = graph if weighted else replace(graph, arcs=[(a, b, 1.0) for a, b, _ in graph.arcs])
    ours = rao_stirling(project(graph, weighted=weighted), APART)
    apart = {(s, t): APART.loc[s, t] for s in APART.index for t in APART.columns}
    for column in ours.columns.drop("id"):
        expected = loops.rao_stirling(ties, column.removeprefix("rao_stirling_"), apart)
        np.testing.assert_allclose(ours[column], expected, rtol=1e-9, atol=1e-12)


def test_with_all_distances_1_it_is_blau() -> None:
    projection = project(scattered(61, 60, 400, overlap=True), weighted=True)
    ours = compute(projection, ["rao_stirling", "blau"], distances=EVEN)
    for column in [name for name in ours if name.startswith("blau")]:
        np.testing.assert_allclose(ours[column], ours[column.replace("blau", "rao_stirling")], atol=1e-12)


def test_the_order_and_form_of_the_table_do_not_matter(tmp_path: Path) -> None:
    projection = project(GRAPHS["scattered overlap"])
    expected = rao_stirling(projection, APART)
    turned = APART.loc[list("qzxy"), list("yqxz")]
    path = tmp_path / "d.csv"
    turned.rename_axis("industry").to_csv(path)
    labelled = turned.rename_axis("any name").reset_index()
    for form in (turned, labelled, path, str(path)):
        pd.testing.assert_frame_equal(rao_stirling(projection, form), expected)
    parquet = tmp_path / "d.parquet"
    labelled.to_parquet(parquet)
    pd.testing.assert_frame_equal(rao_stirling(projection, parquet), expected)


def changed(row: str, column: str, value: object) -> pd.DataFrame:
    out = APART.astype(object)
    out.loc[row, column] = value
    return out


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (changed("x", "y", 0.4), "from 'x' to 'y' is 0.4: it differs from the cell across the diagonal"),
        (changed("x", "y", np.nan), "from 'x' to 'y' is empty: it must be a number from 0 to 1"),
        (changed("x", "y", "far"), "from 'x' to 'y' is far: it must be a number"),
        (changed("z", "x", 1.5), "from 'z' to 'x' is 1.5: it must be a number from 0 to 1"),
        (changed("z", "x", -0.1), "from 'z' to 'x' is -0.1"),
        (changed("z", "x", np.inf), "from 'z' to 'x' is inf"),
        (changed("y", "y", 1.0), "from 'y' to 'y' is 1.0: it stands on the diagonal and must be 0"),
        (APART.loc[list("xyq"), list("xyq")], "has no industry 'z'; it has: 'q', 'x', 'y'"),
        (APART.drop(columns="q").rename_axis("i").reset_index(), "has a row 'q' but no such column"),
        (APART.drop(index="q").rename_axis("i").reset_index(), "has a column 'q' but no such row"),
        (pd.DataFrame({"i": ["x", "x"], "x": [0, 0]}), "has 'x' twice in its rows"),
        (pd.DataFrame(), "has no industry 'x'"),
    ],
)
def test_a_table_that_is_not_one_of_distances(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(InputError, match=message):
        rao_stirling(project(GRAPHS["scattered"]), table)


def test_a_diagonal_may_be_empty() -> None:
    empty = APART.copy()
    np.fill_diagonal(values := empty.to_numpy(copy=True), np.nan)
    hollow = pd.DataFrame(values, index=empty.index, columns=empty.columns)
    projection = project(GRAPHS["scattered"])
    pd.testing.assert_frame_equal(rao_stirling(projection, hollow), rao_stirling(projection, APART))


def test_without_a_table_it_is_left_out_or_asked_for() -> None:
    projection = project(GRAPHS["scattered"])
    for measures in (None, "all"):
        assert not any(column.startswith("rao") for column in compute(projection, measures))
        assert "rao_stirling_out" in compute(projection, measures, distances=APART)
    with pytest.raises(UsageError, match="rao_stirling needs 'distances'"):
        compute(projection, ["rao_stirling"])
    with pytest.raises(UsageError, match="no measure takes 'distance'"):
        compute(projection, ["blau"], distance=APART)


def test_through_the_verb(tmp_path: Path) -> None:
    edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]})
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["01", "01", "NA"]})
    path = tmp_path / "d.csv"
    path.write_text(",01,NA\n01,0,0.4\nNA,0.4,0\n", encoding="utf-8")
    result = metrics(["rao_stirling"], edges=edges, nodes=nodes, distances=path)
    assert result["rao_stirling_out"].round(12).tolist()[0] == 0.2


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name", GRAPHS)
def test_holes_of_the_ego_network_are_those_of_the_graph_cut_down_to_it(name: str, weighted: bool) -> None:
    graph = GRAPHS[name]
    ours = structural_holes_ego(project(graph, weighted=weighted))
    for i in range(graph.n):
        cut, _ = loops.ego_network(graph, i, weighted=weighted)
        for hole, values in reference.structural_holes(cut, weighted=weighted).items():
            np.testing.assert_allclose(ours[f"{hole}_ego_model"].iloc[i], values[0], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", [*GRAPHS, "larger"])
def test_the_compiled_loop_equals_numpy(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    projection = project(GRAPHS.get(name) or scattered(62, 80, 1200), weighted=True)
    by_numpy = structural_holes_ego(projection)
    monkeypatch.setattr(sys.modules[structural_holes_ego.__module__], "COMPILED_FROM", 0)
    pd.testing.assert_frame_equal(structural_holes_ego(projection), by_numpy, rtol=1e-11, atol=1e-11)


def test_effective_size_is_that_of_the_whole_network_where_ties_are_plain_and_undirected() -> None:
    projection = project(scattered(63, 40, 160, directed=False))
    ours = compute(projection, ["effective_size", "effective_size_ego_model", "constraint", "constraint_ego_model"])
    np.testing.assert_allclose(ours["effective_size"], ours["effective_size_ego_model"], atol=1e-12)
    # Fewer ties of an alter count, so each of the rest weighs more.
    assert (ours["constraint_ego_model"].dropna() >= ours["constraint"].dropna() - 1e-12).all()


def test_a_complete_graph_has_no_beyond() -> None:
    ties = [(a, b, 1.0) for a, b in permutations(range(5), 2)]
    ours = compute(project(reference.Graph([{"x": 1.0}] * 5, ties)), ["structural_holes", "structural_holes_ego"])
    for hole in ("constraint", "effective_size", "efficiency", "hierarchy"):
        np.testing.assert_allclose(ours[hole], ours[f"{hole}_ego_model"])
