"""`bigblur metrics --per group` and `--per graph`: from files to files."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pandas as pd
import pytest
from graphs import project
from group_loops import ALL

import bigblur
from bigblur.cli import main
from bigblur.errors import UsageError
from bigblur.graph.metrics import mixing_matrix, per_group, whole_graph
from bigblur.graph.projection import Projection
from bigblur.verbs.measure import _with_brokerage

NODES = "id,industry\na,fish\nb,fish\nc,oil\nd,oil\ne,\n"
EDGES = "source,target\na,b\nb,a\na,c\nc,d\nd,e\n"


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.chdir(tmp_path)
    Path("firms.csv").write_text(NODES, encoding="utf-8")
    Path("ties.csv").write_text(EDGES, encoding="utf-8")
    return "--edges", "ties.csv", "--nodes", "firms.csv"


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["bigblur", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_one_row_per_group(
    tables: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(monkeypatch, capsys, "metrics", "--per", "group", *tables)
    assert code == 0
    assert "1 of 5 nodes has no industry" in err
    rows = list(csv.DictReader(out.splitlines()))
    assert [(row["group"], row["size"], row["internal"], row["external"]) for row in rows] == [
        ("fish", "2", "2", "1"),
        ("oil", "2", "1", "1"),
    ]
    assert [row["ei_member_sum"] for row in rows] == ["-0.6", str(-1 / 3)]


def test_one_row_for_the_graph_empty_where_undefined(
    tables: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(monkeypatch, capsys, "metrics", "--per", "graph", *tables)
    (row,) = csv.DictReader(out.splitlines())
    assert code == 0
    assert (row["nodes"], row["nodes_in_groups"], row["ties"], row["ties_in_groups"]) == ("5", "4", "5", "4")
    assert (row["ei_arcs"], row["ei_weighted"], row["ei_test"], row["ei_draws"]) == ("-0.5", "", "exact", "6")


def test_parquet_and_chosen_columns(
    tables: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("metrics", "--per", "group", "--measures", "ei_touching,size", *tables, "-o", "out.parquet")
    assert run(monkeypatch, capsys, *words)[0] == 0
    assert list(pd.read_parquet("out.parquet").columns) == ["group", "ei_touching", "size"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--per", "groups"), "Did you mean 'group'"),
        (("--per", "graph", "--measures", "modularty"), "Did you mean 'modularity'"),
        (("--per", "group", "--draws", "-1"), "draws=-1"),
        (("--per", "group", "--names"), "--names adds"),
        (("--per", "graph", "--write-back"), "--write-back puts"),
    ],
)
def test_wrong_use_is_explained(
    words: tuple[str, ...],
    message: str,
    tables: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(monkeypatch, capsys, "metrics", *words, *tables)
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("name", ["directed", "undirected", "overlap", "no groups at all", "empty"])
def test_totals_of_brokerage_stand_behind(name: str) -> None:
    graph = ALL[name]
    labels = [next(iter(one), "") for one in graph.members]
    nodes = pd.DataFrame({"id": range(graph.n), "industry": labels}, dtype=object)
    edges = pd.DataFrame(graph.arcs, columns=["source", "target", "weight"]).astype(object)
    tables = {"edges": edges, "nodes": nodes, "undirected": not graph.directed}
    by_node = bigblur.metrics(["brokerage"], **tables).drop(columns="id").astype("Float64").fillna(0.0)
    by_group = bigblur.metrics(per="group", draws=0, **tables)
    whole = bigblur.metrics(per="graph", draws=0, **tables)
    assert len(by_group) == len({*labels} - {""})
    for role in by_node:
        assert float(whole[role].iloc[0]) == pytest.approx(by_node[role].sum())
        assert float(by_group[role].sum()) == pytest.approx(by_node[role].sum())
        assert f"{role}_z" in by_group


@pytest.mark.parametrize("per", ["group", "graph"])
def test_the_same_seed_gives_the_same(per: str) -> None:
    graph = ALL["directed"]
    nodes = pd.DataFrame(
        {"id": range(graph.n), "industry": [next(iter(one), "") for one in graph.members]}, dtype=object
    )
    edges = pd.DataFrame(graph.arcs, columns=["source", "target", "weight"]).astype(object)
    one, two, other = (bigblur.metrics(per=per, edges=edges, nodes=nodes, seed=seed, draws=99) for seed in (3, 3, 4))
    pd.testing.assert_frame_equal(one, two)
    assert not one.equals(other)
    assert one.attrs["about"]["label_permutations"] == {"method": "monte-carlo", "draws": 99, "seed": 3}


def test_an_unknown_per_is_refused() -> None:
    with pytest.raises(UsageError, match="one of node, group, graph"):
        bigblur.metrics(per="tie")


@pytest.mark.parametrize("name", ALL)
def test_turning_every_tie_round_swaps_out_and_in_and_no_more(name: str) -> None:
    graph = ALL[name]
    projection = project(graph, weighted=True)
    ties = projection.ties.rename(columns={"source": "target", "target": "source"})
    turned = _with(projection, ties=ties)
    swap = {"external_out": "external_in", "external_in": "external_out"}
    left = per_group(projection, draws=20)
    pd.testing.assert_frame_equal(left, per_group(turned, draws=20).rename(columns=swap)[left.columns], rtol=1e-9)
    pd.testing.assert_frame_equal(whole_graph(projection, draws=20), whole_graph(turned, draws=20), rtol=1e-9)


@pytest.mark.parametrize("name", ALL)
def test_doubling_all_weights_changes_sums_only(name: str) -> None:
    projection = project(ALL[name], weighted=True)
    heavy = _with(projection, ties=projection.ties.assign(weight=2 * projection.ties["weight"]))
    sums = ["internal_w", "external_w"]
    left, right = per_group(projection, draws=0), per_group(heavy, draws=0)
    pd.testing.assert_frame_equal(left.drop(columns=sums), right.drop(columns=sums))
    pd.testing.assert_frame_equal(2 * left[sums], right[sums])
    pd.testing.assert_frame_equal(whole_graph(projection, draws=0), whole_graph(heavy, draws=0))


@pytest.mark.parametrize("name", ALL)
def test_merging_two_groups_adds_up_what_runs_between_them(name: str) -> None:
    projection = project(ALL[name])
    groups = list(projection.groups)
    if len(groups) < 2:
        return
    merged = projection.membership.toarray()
    merged[:, 0] += merged[:, 1]
    joined = _with(projection, groups=[groups[0], *groups[2:]], membership=merged[:, [0, *range(2, len(groups))]])
    before, after = per_group(projection, draws=0), per_group(joined, draws=0)
    total = before["internal"].iloc[:2].astype(float).sum() + between_the_first_two(projection)
    assert float(after["internal"].iloc[0]) == pytest.approx(total, abs=1e-12)
    assert float(after["size"].iloc[0]) == pytest.approx(before["size"].iloc[:2].astype(float).sum())
    rest = before.iloc[2:].reset_index(drop=True)
    pd.testing.assert_frame_equal(rest, after.iloc[1:].reset_index(drop=True), check_dtype=False)


def test_overlapping_groups_without_draws_have_totals_but_nothing_to_expect() -> None:
    made = project(ALL["overlap"])
    for draws, known in ((0, False), (5, True)):
        found = _with_brokerage(whole_graph(made, draws=draws), made, "graph", draws, 0)
        assert float(found["liaison"].iloc[0]) > 0
        assert found["liaison_z"].notna().iloc[0] == known
        assert (found.attrs["about"]["brokerage_null"] != "none") == known


def between_the_first_two(projection: Projection) -> float:
    """Ties between the first two groups, from the mixing matrix."""
    ties = mixing_matrix(projection).to_numpy()
    return float(ties[0, 1] + ties[1, 0]) if projection.directed else float(ties[0, 1])


def _with(projection: Projection, **changes: object) -> Projection:
    parts = {"groups": projection.groups, "membership": projection.membership, "ties": projection.ties} | changes
    return Projection.from_arrays(
        projection.ids,
        **parts,
        directed=projection.directed,
        weighted=projection.weighted,  # type: ignore[arg-type]
    )
