"""Measures over windows of time: who is there when, and which ties count."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from graphs import scattered
from hypothesis import given
from hypothesis import strategies as st

import bigblur
from bigblur import over_time
from bigblur.errors import InputError, UsageError
from bigblur.graph.metrics import compute, whole_graph
from bigblur.graph.over_time import windows_of
from bigblur.graph.projection import Projection

NODES = pd.DataFrame({"id": ["a", "b", "c", "lone"], "industry": ["x", "x", "y", "y"]})
EDGES = pd.DataFrame(
    [("a", "b", "2000-05"), ("b", "c", "2001"), ("a", "b", "2003"), ("c", "lone", "")],
    columns=["source", "target", "date"],
)


@pytest.fixture
def dated() -> Projection:
    return Projection.from_tables(EDGES, NODES)


def present(rows: pd.DataFrame) -> dict[str, str]:
    return {str(year)[:4]: "".join(ids) for year, ids in rows.groupby("from")["id"]}


def test_a_node_is_there_from_its_first_dated_tie_on(dated: Projection) -> None:
    rows = over_time("degree", dated)
    assert list(rows.columns[:4]) == ["id", "from", "to", "degree_out"]
    assert present(rows) == {"2000": "ab", "2001": "abc", "2002": "abc", "2003": "abc"}
    assert rows.loc[rows["from"] == "2001-01-01", "degree_total"].tolist() == [0, 1, 1]
    assert any("1 of 4 ties have no date" in one for one in rows.attrs["about"]["warnings"])


def test_present_says_who_else(dated: Projection) -> None:
    assert present(over_time("degree", dated, present="active")) == {"2000": "ab", "2001": "bc", "2003": "ab"}
    everyone = present(over_time("degree", dated, present="all"))
    assert set(everyone.values()) == {"abclone"}


def test_lifetimes_let_nodes_leave_and_their_ties_with_them(dated: Projection) -> None:
    lifetimes = pd.DataFrame({"id": ["b", "lone"], "from": ["", "2001-03"], "to": ["2001", ""]})
    rows = over_time("degree", dated, lifetimes=lifetimes)
    assert present(rows) == {"2000": "ab", "2001": "abclone", "2002": "aclone", "2003": "aclone"}
    assert rows.loc[rows["from"] == "2003-01-01", "degree_total"].sum() == 0


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"id": ["q"], "from": [""], "to": [""]}, "'q' is not among the nodes"),
        ({"id": ["a", "a"], "from": ["", ""], "to": ["", ""]}, "'a' stands in the table twice"),
        ({"id": ["a"], "from": ["2003"], "to": ["2001"]}, "runs backwards"),
        ({"id": ["a"], "from": ["soon"], "to": [""]}, "'soon' is not a date"),
        ({"id": ["a"], "from": [""]}, "no column 'to'"),
    ],
)
def test_lifetimes_that_cannot_be_are_refused(dated: Projection, table: dict[str, list[str]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        over_time("degree", dated, lifetimes=pd.DataFrame(table))


def test_windows_are_days_both_included(dated: Projection) -> None:
    rows = over_time("strength", dated, [("2000", "2001"), (dt.date(2001, 1, 2), dt.date(2003, 1, 1))], present="all")
    assert rows.loc[rows["id"] == "a", "strength_out"].tolist() == [1.0, 1.0]
    assert rows.loc[rows["id"] == "b", "strength_out"].tolist() == [1.0, 0.0]
    assert rows["to"].unique().tolist() == ["2001-12-31", "2003-01-01"]


def test_cumulative_and_rolling(dated: Projection) -> None:
    last = over_time("strength", dated, "cumulative").query("id == 'a'")["strength_out"].tolist()
    assert last == [1.0, 1.0, 1.0, 2.0]
    rolling = over_time("strength", dated, "rolling", width="2 years").query("id == 'a'")
    assert (rolling["from"].str[:4].tolist(), rolling["strength_out"].tolist()) == (
        ["2000", "2001", "2002"],
        [1.0, 0.0, 1.0],
    )


def test_a_function_and_a_table_without_ids(dated: Projection) -> None:
    rows = over_time(lambda one: whole_graph(one, draws=0), dated, every="2 years")
    assert list(rows.columns[:3]) == ["from", "to", "nodes"]
    assert (rows["nodes"].tolist(), rows["ties"].tolist()) == ([3, 3], [2, 1])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"windows": [("2001", "2000")]}, "runs backwards"),
        ({"windows": [("20x", "2000")]}, "'20x' is not a date"),
        ({"windows": []}, "there are no windows"),
        ({"windows": [("2000", "2001")], "every": "year"}, "given one by one"),
        ({"windows": "rolled"}, "rolling"),
        ({"present": "actve"}, "Did you mean 'active'"),
    ],
)
def test_options_that_cannot_be_are_refused(dated: Projection, options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        over_time("degree", dated, **options)


def test_without_dates_there_are_no_windows() -> None:
    with pytest.raises(UsageError, match="no tie has a date"):
        over_time("degree", Projection.from_tables(EDGES.drop(columns="date"), NODES))


@given(st.integers(0, 10_000), st.integers(1, 30))
def test_one_window_over_all_ties_is_the_plain_measure(seed: int, m: int) -> None:
    graph = scattered(seed, 8, m, overlap=True)
    ids = [f"n{i}" for i in range(graph.n)]
    ties = pd.DataFrame([(a, b, w, dt.date(2000 + a, 1, 1)) for a, b, w in graph.arcs])
    ties.columns = pd.Index(["source", "target", "weight", "date"])
    shares = np.array([[members.get(s, 0.0) for s in "xyz"] for members in graph.members])
    projection = Projection.from_arrays(ids, list("xyz"), shares, ties, weighted=True)
    rows = over_time(["degree", "strength", "ei", "brokerage"], projection, [("1999", "2020")], present="all")
    plain = compute(projection, ["degree", "strength", "ei", "brokerage"])
    pd.testing.assert_frame_equal(rows.drop(columns=["from", "to"]), plain)
    entered = over_time("degree", projection, [("1999", "2020")])
    assert set(entered["id"]) == {ids[i] for a, b, _ in graph.arcs if a != b for i in (a, b)}


def test_the_verb_has_windows() -> None:
    rows = bigblur.metrics("degree_total", edges=EDGES, nodes=NODES, every="2 years", names=True)
    assert rows.columns.tolist() == ["id", "name", "from", "to", "degree_total"]
    assert rows["degree_total"].tolist() == [1, 2, 1, 1, 1, 0]
    graph = bigblur.metrics("ties", per="graph", edges=EDGES, nodes=NODES, windows="cumulative", draws=0)
    assert graph["ties"].tolist() == [1, 2, 2, 2]
    with pytest.raises(UsageError, match="--present"):
        bigblur.metrics("degree", edges=EDGES, nodes=NODES, present="all")
    with pytest.raises(UsageError, match="one at a time"):
        bigblur.metrics("degree", edges=EDGES, nodes=NODES, every="year", null="labels")


def test_the_windows_begin_with_the_first_year(dated: Projection) -> None:
    assert windows_of(dated)[0] == (dt.date(2000, 1, 1), dt.date(2000, 12, 31))
