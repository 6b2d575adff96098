"""Choosing measures, and what a result looks like as a file."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest
from graphs import GRAPHS, project

from bigblur.errors import InputError, UsageError
from bigblur.graph.metrics import MEASURES, boundaries, compute
from bigblur.graph.projection import Projection


def test_default_leaves_out_what_costs_more_than_m_to_the_one_and_a_half() -> None:
    projection = project(GRAPHS["pair"])
    dear = {column for one in MEASURES.values() if one.cost == "paths" for column in one.columns(projection)}
    assert "betweenness" in dear
    assert set(compute(projection, "all").columns) - set(compute(projection).columns) == dear


def test_names_of_measures_families_and_columns() -> None:
    projection = project(GRAPHS["pair"])
    chosen = compute(projection, ["ei_out", "structural_holes", "degree", "ei_out"])
    holes = ["constraint", "effective_size", "efficiency", "hierarchy"]
    degrees = ["degree_out", "degree_in", "degree_total", "degree_alters"]
    assert list(chosen.columns) == ["id", "ei_out", *holes, *degrees]
    assert list(compute(projection, "ei_out, constraint").columns) == ["id", "ei_out", "constraint"]


def test_an_unknown_measure_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"no measure 'constrant' on this data. Did you mean 'constraint'"):
        compute(project(GRAPHS["pair"]), ["constrant"])
    with pytest.raises(UsageError, match="The measures are: degree"):
        compute(project(GRAPHS["pair"]), ["qqqqqq"])


def test_undefined_is_empty_in_csv_and_counts_are_whole() -> None:
    frame = compute(project(GRAPHS["groupless ends"]), ["coordinator", "ei_out", "degree_out"])
    rows = ["id,coordinator,ei_out,degree_out", "n0,,,1", "n1,0,0.0,2", "n2,0,,0", "n3,0,-1.0,1"]
    assert frame.to_csv(index=False).splitlines() == rows


def test_a_result_says_what_made_it_and_survives_parquet(tmp_path: object) -> None:
    frame = compute(project(GRAPHS["scattered"]))
    json.dumps(frame.attrs)
    path = tmp_path / "measures.parquet"
    frame.to_parquet(path)
    pd.testing.assert_frame_equal(pd.read_parquet(path)[["constraint"]], frame[["constraint"]])


def test_a_length_of_0_is_refused() -> None:
    with pytest.raises(InputError, match="the tie 'n0' to 'n1' weighs 0"):
        compute(project(GRAPHS["weight of 0"], weighted=True), ["betweenness"])


@pytest.fixture
def dated() -> Projection:
    nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
    rows = [("b", "c", "2007"), ("a", "d", "2005-06"), ("a", "d", "2008"), ("b", "d", "2005-06"), ("d", "a", "")]
    return Projection.from_tables(pd.DataFrame(rows, columns=["source", "target", "date"]), nodes)


def test_boundaries_say_who_crossed_first(dated: Projection) -> None:
    rows = boundaries(dated).set_index(["source_industry", "target_industry"])
    across = rows.loc[("x", "y")]
    assert (across["ties"], across["deals"], across["ties_to_date"]) == (3, 4, 3)
    assert (across["first_tie"], across["first_by"]) == (dt.date(2005, 6, 1), "a")
    back = rows.loc[("y", "x")]
    assert (back["ties"], back["ties_to_date"]) == (1, 0)
    assert pd.isna(back["first_tie"])


def test_boundaries_of_a_period_look_back_for_the_first(dated: Projection) -> None:
    rows = boundaries(dated, start=dt.date(2006, 1, 1), end=dt.date(2007, 12, 31))
    assert rows[["from", "to", "ties", "ties_to_date", "first_by"]].to_numpy().tolist() == [
        ["2006-01-01", "2007-12-31", 1, 3, "a"]
    ]


def test_boundaries_without_dates_have_empty_date_columns() -> None:
    rows = boundaries(project(GRAPHS["pair"]))
    assert rows[["first_tie", "first_by", "ties_to_date"]].isna().all(axis=None)
