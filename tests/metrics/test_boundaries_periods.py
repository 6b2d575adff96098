"""Periods, first crossings, the blur index by period, and trends."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
import scipy.stats

import bigblur
from bigblur.errors import InputError, UsageError
from bigblur.graph.metrics import boundaries
from bigblur.graph.metrics.blur import blur_by_period
from bigblur.graph.metrics.boundaries import BOUNDARIES, boundaries_by_period
from bigblur.graph.metrics.crossings import first_crossings
from bigblur.graph.metrics.trends import TRENDS, mann_kendall, trends
from bigblur.graph.periods import Period, periods
from bigblur.graph.projection import Projection

NODES = pd.DataFrame({"id": list("abcdef"), "industry": ["x", "x", "x", "y", "y", "y"]}, dtype=object)
EDGES = pd.DataFrame(
    [
        ("a", "b", "2001", "D1"),
        ("b", "d", "2002-03-04", "D3"),
        ("a", "d", "2002-03-04", "D2"),
        ("a", "d", "2004", "D4"),
        ("d", "e", "2005-Q3", "D5"),
        ("e", "a", "2006", "D6"),
        ("f", "a", "", "D7"),
    ],
    columns=["source", "target", "date", "deal_id"],
    dtype=object,
)
TABLES = {"edges": EDGES, "nodes": NODES}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def dated() -> Projection:
    return Projection.from_tables(EDGES, NODES)


def test_columns_stand_in_the_order_of_the_contract(dated: Projection) -> None:
    assert list(boundaries(dated, draws=9).columns) == list(BOUNDARIES)
    stated = "source_industry target_industry from to ties deals weight expected ratio log_ratio p_value q_value null "
    assert list(BOUNDARIES[:16]) == (stated + "first_tie first_by ties_to_date").split()


def test_periods_of_every_kind() -> None:
    first, last = day("2000-01-01"), day("2004-06-30")
    disjoint = periods(first, last, every="2 years")
    assert [(one.start.year, one.end.isoformat()) for one in disjoint] == [
        (2000, "2001-12-31"),
        (2002, "2003-12-31"),
        (2004, "2005-12-31"),
    ]
    cumulative = periods(first, last, every="2y", windows="cumulative")
    assert cumulative == [Period(first, one.end) for one in disjoint]
    rolling = periods(first, last, every="year", windows="rolling", width="3 years")
    assert [(one.start.year, one.end.year) for one in rolling] == [(2000, 2002), (2001, 2003), (2002, 2004)]
    assert len(periods(first, last, every="quarter")) == 18
    assert len(periods(first, last, every="6 months")) == 9
    ends = [one.end.isoformat() for one in periods(day("2001-01-31"), day("2001-04-30"), every="month")]
    assert ends == ["2001-02-27", "2001-03-30", "2001-04-29", "2001-05-30"]
    assert periods(first, first) == [Period(first, day("2000-12-31"))]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"windows": "slding"}, "no windows 'slding'"),
        ({"windows": "cummulative"}, "Did you mean 'cumulative'"),
        ({"windows": "rolling"}, "need --width"),
        ({"width": "2 years"}, "goes with rolling"),
        ({"every": "fortnight"}, "--every 'fortnight' is no length of time"),
        ({"every": "0 years"}, "no length of time"),
        ({"windows": "rolling", "width": "wide"}, "--width 'wide' is no length"),
        ({"windows": "rolling", "width": "90 years"}, "no room for a window of 90 years"),
    ],
)
def test_periods_that_cannot_be_are_refused(options: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        periods(day("2000-01-01"), day("2001-06-01"), **options)


def test_periods_of_the_whole_calendar_end() -> None:
    with pytest.raises(UsageError, match="more than 10,000 periods"):
        periods(dt.date.min, dt.date.max, every="month")
    with pytest.raises(UsageError, match="runs backwards"):
        periods(day("2001-01-01"), day("2000-01-01"))
    with pytest.raises(UsageError, match="beyond the year 9999"):
        periods(day("9990-01-01"), day("9998-01-01"), every="20 years")


def test_each_period_is_that_period_by_itself(dated: Projection) -> None:
    cut = periods(day("2001-01-01"), day("2006-12-31"), every="3 years")
    whole = boundaries_by_period(dated, cut, draws=29, seed=4)
    assert whole["from"].unique().tolist() == ["2001-01-01", "2004-01-01"]
    for start, end in cut:
        alone = boundaries(dated, start=start, end=end, draws=29, seed=4)
        part = whole[whole["from"] == start.isoformat()].reset_index(drop=True)
        pd.testing.assert_frame_equal(part, alone, check_dtype=False)
    about = whole.attrs["about"]
    assert about["date"] == [["2001-01-01", "2003-12-31"], ["2004-01-01", "2006-12-31"]]
    assert len(about["tested"]) == 2
    assert "1 of 7 ties have no date and stand in no period" in about["warnings"]


def test_cumulative_periods_of_the_verb() -> None:
    frame = bigblur.boundaries(**TABLES, every="2 years", windows="cumulative", null="none")
    counts = frame.groupby("to")["ties"].sum().to_dict()
    assert counts == {"2002-12-31": 3, "2004-12-31": 3, "2006-12-31": 5}
    assert set(frame["from"]) == {"2001-01-01"}
    disjoint = bigblur.boundaries(**TABLES, windows="disjoint", width="2 years", null="none")
    assert disjoint.groupby("to")["ties"].sum().to_dict() == {"2002-12-31": 3, "2004-12-31": 1, "2006-12-31": 2}
    rolling = bigblur.boundaries(**TABLES, windows="rolling", width="5 years", null="none")
    assert sorted(set(rolling["from"])) == ["2001-01-01", "2002-01-01"]


def test_first_crossings_by_whom_and_in_which_deal(dated: Projection) -> None:
    rows = first_crossings(dated)
    assert rows.astype(str).to_numpy().tolist() == [
        ["x", "y", "2002-03-04", "a", "d", "D2"],
        ["y", "x", "2006-01-01", "e", "a", "D6"],
    ]
    assert first_crossings(dated, start=day("2003-01-01"))["deal_id"].tolist() == ["D6"]
    assert first_crossings(dated, end=day("2003-01-01"))["deal_id"].tolist() == ["D2"]
    undirected = Projection.from_tables(EDGES, NODES, directed=False)
    assert first_crossings(undirected)[["first_by", "first_to", "deal_id"]].to_numpy().tolist() == [
        ["a", "d", "D2"],
        ["d", "a", "D2"],
    ]


def test_blur_of_each_period_is_one_less_assortativity(dated: Projection) -> None:
    cut = [Period(day("2001-01-01"), day("2003-12-31")), Period(day("2004-01-01"), day("2009-12-31"))]
    rows = blur_by_period(dated, [*cut, Period(day("2010-01-01"), day("2010-12-31"))])
    for one, row in zip(cut, rows.to_dict("records"), strict=False):
        table = boundaries(dated, start=one.start, end=one.end, null="none", untied=True)
        across = table["source_industry"] != table["target_industry"]
        assert row["cross_ties"] == table.loc[across, "ties"].sum()
        assert row["ties"] == table["ties"].sum()
    # By hand: 3 - 3 · 1 / 3, then 3 - (1 · 1 + 2 · 2) / 3.
    assert rows["cross_expected"].tolist()[:2] == pytest.approx([2.0, 4 / 3])
    assert rows["blur_index"].tolist()[1] == pytest.approx(rows["cross_ties"][1] / rows["cross_expected"][1])
    assert rows.loc[2, ["cross_expected", "blur_index", "blur_index_error"]].isna().all()


def test_blur_on_undirected_and_overlapping_data_equals_its_ratio() -> None:
    from graphs import GRAPHS, project

    for name in ("scattered", "scattered undirected", "scattered overlap", "scattered overlap undirected"):
        row = blur_by_period(project(GRAPHS[name])).iloc[0]
        assert row["blur_index"] == pytest.approx(row["cross_ties"] / row["cross_expected"]), name
        assert row["blur_index_error"] > 0


def enumerated(values: list[float]) -> float:
    def s(order: tuple[float, ...]) -> float:
        return float(sum(np.sign(order[j] - order[i]) for i in range(len(order)) for j in range(i + 1, len(order))))

    all_s = [s(order) for order in permutations(values)]
    seen = s(tuple(values))
    return float(min(1.0, 2 * min(np.mean([one <= seen for one in all_s]), np.mean([one >= seen for one in all_s]))))


@pytest.mark.parametrize(
    "values", [[1, 3, 2, 5, 4, 6], [1, 1, 2, 2, 2, 3], [0, 0, 0, 1, 0, 2], [5, 4, 4, 1, 1, 0], [2, 1], [1, 2, 1]]
)
def test_mann_kendall_is_exact_with_equal_values_too(values: list[float]) -> None:
    found = mann_kendall(range(len(values)), np.array(values, dtype=float))
    assert found.p_value == pytest.approx(enumerated(values), rel=1e-12)


def test_mann_kendall_and_sen_equal_scipy() -> None:
    random = np.random.default_rng(5)
    times = np.cumsum(random.uniform(0.5, 2.0, 12))
    values = 0.1 * times + random.normal(size=12)
    found = mann_kendall(times, values)
    tau = scipy.stats.kendalltau(times, values, method="exact")
    assert (found.tau, found.p_value) == (pytest.approx(tau.statistic), pytest.approx(tau.pvalue))
    assert found.slope == pytest.approx(scipy.stats.theilslopes(values, times).slope)
    equal = np.round(values)
    assert mann_kendall(times, equal).tau == pytest.approx(scipy.stats.kendalltau(times, equal).statistic)


def test_long_series_are_nearly_normal(monkeypatch: pytest.MonkeyPatch) -> None:
    from bigblur.graph.metrics import trends as module

    values = np.round(np.random.default_rng(2).normal(size=50) + np.arange(50) / 60, 1)
    exact = mann_kendall(range(50), values).p_value
    monkeypatch.setattr(module, "EXACT", 10)
    assert mann_kendall(range(50), values).p_value == pytest.approx(exact, rel=0.05)


def test_series_with_nothing_to_test() -> None:
    assert np.isnan(mann_kendall([1, 2], [np.nan, 1.0])).all()
    flat = mann_kendall([1, 2, 3], [1.0, 1.0, 1.0])
    assert (flat.s, flat.slope) == (0.0, 0.0)
    assert np.isnan([flat.tau, flat.p_value]).all()
    with pytest.raises(ValueError, match="must rise"):
        mann_kendall([1, 1], [1.0, 2.0])


def test_a_boundary_that_opens_has_a_trend() -> None:
    """Each year one more of eight ties out of x crosses, and ties out of y fill up the margins."""
    rows = []
    for step in range(6):
        ends = ["d" if number <= step else "b" for number in range(8)]
        rows += [(f"s{number}", end, str(2001 + step)) for number, end in enumerate(ends)]
        rows += [(f"t{number}", "b" if end == "d" else "d", str(2001 + step)) for number, end in enumerate(ends)]
    edges = pd.DataFrame(rows, columns=["source", "target", "date"])
    ids = [*(f"s{k}" for k in range(8)), "b", *(f"t{k}" for k in range(8)), "d"]
    nodes = pd.DataFrame({"id": ids, "industry": ["x"] * 9 + ["y"] * 9})
    frame = bigblur.boundaries(edges=edges, nodes=nodes, every="year", table="trends")
    assert list(frame.columns) == list(TRENDS)
    blur = frame.iloc[0]
    assert (blur["of"], blur["periods"], blur["s"]) == ("blur_index", 6, 15.0)
    assert blur["p_value"] == pytest.approx(2 / 720)
    assert blur["slope"] == pytest.approx(0.25, rel=1e-3)
    pairs = frame.set_index(["source_industry", "target_industry"])
    assert pairs.loc[("x", "y"), "slope"] > 0 > pairs.loc[("x", "x"), "slope"]
    assert pairs.loc[("x", "y"), "q_value"] == pytest.approx(2 / 720)


@pytest.mark.parametrize("windows", ["cumulative", "rolling"])
def test_trends_over_windows_that_overlap_are_refused(windows: str) -> None:
    width = "2 years" if windows == "rolling" else None
    with pytest.raises(UsageError, match="trends need disjoint periods"):
        bigblur.boundaries(**TABLES, table="trends", every="year", windows=windows, width=width)


def test_one_period_is_no_trend(dated: Projection) -> None:
    with pytest.raises(UsageError, match="2 periods or more"):
        trends(dated, [Period(day("2001-01-01"), day("2006-12-31"))])


UNDATED = EDGES.drop(columns="date")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"start": "2008", "end": "2004"}, "the period runs backwards: from 2008-01-01 to 2004-12-31"),
        ({"start": "2008-13"}, "no month 13"),
        ({"table": "blurr"}, "no table 'blurr'.*Did you mean 'blur'"),
        ({"table": "blur", "null": "labels"}, "go with the table of pairs"),
        ({"table": "crossings", "every": "year"}, "leave the windows out"),
        ({"edges": UNDATED, "every": "year"}, "windows need dated ties"),
        ({"edges": UNDATED, "start": "2004"}, "a period needs dated ties"),
        ({"edges": EDGES.iloc[:0], "every": "year"}, "give --from and --to"),
        ({"null": "none", "every": "yer"}, "--every 'yer' is no length"),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        bigblur.boundaries(**{**TABLES, **options})


@pytest.mark.parametrize("stated", ["-1", "inf", "", "nan", "much"])
def test_weights_that_are_none_are_refused(stated: str) -> None:
    edges = EDGES.assign(weight=["1"] * 6 + [stated])
    with pytest.raises(InputError, match="edge table row 7: weight"):
        bigblur.boundaries(edges=edges, nodes=NODES, weighted=True)


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputError, match="day 30 is not in 2004-02"):
        bigblur.boundaries(edges=EDGES.assign(date="2004-02-30"), nodes=NODES)


@pytest.mark.parametrize("null", ["degree", "stubs", "labels", "none"])
@pytest.mark.parametrize("nodes", [NODES.iloc[:0], NODES.iloc[:1], NODES])
def test_without_ties_there_are_no_rows_but_columns(nodes: pd.DataFrame, null: str) -> None:
    for undirected in (False, True):
        frame = bigblur.boundaries(edges=EDGES.iloc[:0], nodes=nodes, null=null, undirected=undirected)
        assert list(frame.columns) == list(BOUNDARIES)
        assert frame.empty
    assert bigblur.boundaries(edges=EDGES.iloc[:0], nodes=nodes, table="crossings").empty
    assert len(bigblur.boundaries(edges=EDGES.iloc[:0], nodes=nodes, table="blur")) == 1


def test_a_weight_of_0_is_a_tie_and_self_loops_are_none() -> None:
    edges = pd.DataFrame([("a", "d", "0"), ("a", "a", "5")], columns=["source", "target", "weight"])
    frame = bigblur.boundaries(edges=edges, nodes=NODES, weighted=True)
    assert frame[["ties", "deals", "weight", "ratio"]].to_numpy().tolist() == [[1, 1, 0.0, 1.0]]
