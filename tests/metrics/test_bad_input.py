"""Bad and extreme tables through the command line: each gets a clear error, or the convention that is stated."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from bigblur.cli import main

NODES = "id,industry\na,x\nb,y\nc,y\n"
EDGES = "source,target\na,b\nb,c\n"
WEIGHED = "source,target,weight\na,b,{}\nb,c,2\n"
DATED = "source,target,date\na,b,{}\nb,c,2003\n"

Run = Callable[..., tuple[list[dict[str, str]], str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Write the two tables, call a verb on them, and give its rows and what it said on standard error."""
    monkeypatch.chdir(tmp_path)

    def call(verb: str, edges: str, nodes: str, *words: str, code: int = 0) -> tuple[list[dict[str, str]], str]:
        Path("e.csv").write_text(edges, encoding="utf-8")
        Path("n.csv").write_text(nodes, encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["bigblur", verb, "--edges", "e.csv", "--nodes", "n.csv", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert (ended.value.code or 0) == code, err
        assert "Traceback" not in err
        assert "internal error" not in err
        if code:
            assert out == ""
        return list(csv.DictReader(io.StringIO(out))), err

    return call


VERBS = ("metrics", "boundaries")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("edges", "nodes", "words", "code", "says"),
    [
        (WEIGHED.format("-1"), NODES, ["--weighted"], 1, "e.csv, column weight: edge table row 1: weight is '-1'"),
        (WEIGHED.format(""), NODES, ["--weighted"], 1, "edge table row 1: weight is empty"),
        (WEIGHED.format("inf"), NODES, ["--weighted"], 1, "edge table row 1: weight is 'inf'"),
        (WEIGHED.format("NaN"), NODES, ["--weighted"], 1, "edge table row 1: weight is 'NaN'"),
        (WEIGHED.format("1e999"), NODES, ["--weighted"], 1, "edge table row 1: weight is '1e999'"),
        (WEIGHED.format('"1,5"'), NODES, ["--weighted"], 1, "edge table row 1: weight is '1,5'"),
        (EDGES, NODES, ["--weighted"], 1, "the edge table has no column 'weight'; its columns are: source, target"),
        (EDGES + "q,a\n", NODES, [], 1, "e.csv, column source: edge table row 3: source 'q' is not in the node table"),
        (EDGES + "a,\n", NODES, [], 1, "edge table row 3: target is empty"),
        (EDGES, NODES + "a,z\n", [], 1, "n.csv, column id: the node table: id 'a' stands in rows 1 and 4"),
        (EDGES, NODES + ",z\n", [], 1, "the node table: row 4 has an empty id"),
        (DATED.format("2003-02-30"), NODES, [], 1, "'2003-02-30' is not a date: day 30 is not in 2003-02"),
        (DATED.format("2003-13"), NODES, [], 1, "there is no month 13"),
        (DATED.format("0000"), NODES, [], 1, "there is no year 0"),
        (DATED.format("May 2003"), NODES, [], 1, "'May 2003' is not a date: write 2007"),
        (
            EDGES,
            NODES,
            ["--group", "sector"],
            1,
            "the node table has no column 'sector'; its columns are: id, industry",
        ),
        (EDGES, "industry\nx\n", [], 1, "the node table has no column 'id'"),
        ("from,to\na,b\n", NODES, [], 1, "the edge table has no column 'source'; its columns are: from, to"),
        ("", NODES, [], 1, "e.csv: the file is empty (0 bytes)"),
        (EDGES, "", [], 1, "n.csv: the file is empty (0 bytes)"),
        (EDGES + "a,b,c\n", NODES, [], 1, "e.csv: not a well-formed csv"),
        ("source,source,target\na,a,b\n", NODES, [], 1, "the column 'source' appears twice"),
        (EDGES, NODES, ["--missing", "none"], 2, "missing='none' is none of drop, own-group, each"),
        (EDGES, NODES, ["--every", "year"], 2, "no tie has a date: add a column `date`"),
        (DATED.format("2001"), NODES, ["--every", "fortnight"], 2, "'fortnight' is no length of time"),
        (DATED.format("2001"), NODES, ["--every", "year", "--windows", "rolled"], 2, "no windows 'rolled'"),
        (DATED.format("2001"), NODES, ["--windows", "rolling"], 2, "rolling windows need --width"),
        (EDGES, NODES, ["--as-of", "2003"], 2, "--as-of needs a column `date`"),
    ],
)
def test_a_table_that_cannot_be_measured_is_refused(
    run: Run, verb: str, edges: str, nodes: str, words: list[str], code: int, says: str
) -> None:
    _, err = run(verb, edges, nodes, *words, code=code)
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--null", "label"], "Did you mean 'labels'"),
        (["--null", "labels", "--draws", "0"], "at least 1 draw"),
        (["--present", "all"], "--present says which nodes are in a period"),
        (["--names", "--per", "group"], "--names adds the names of nodes"),
    ],
)
def test_options_of_metrics_that_cannot_be_are_refused(run: Run, words: list[str], says: str) -> None:
    assert says in run("metrics", EDGES, NODES, *words, code=2)[1]


def test_a_weight_of_0_is_a_tie_of_strength_0_and_no_length(run: Run) -> None:
    rows, _ = run("metrics", WEIGHED.format("0"), NODES, "--weighted", "--measures", "degree,strength")
    assert (rows[0]["degree_out"], rows[0]["strength_out"]) == ("1", "0.0")
    _, err = run("metrics", WEIGHED.format("0"), NODES, "--weighted", "--measures", "betweenness", code=1)
    assert "the tie 'a' to 'b' weighs 0, which is no length" in err


def test_weights_are_not_read_unless_asked_for(run: Run) -> None:
    assert run("metrics", WEIGHED.format("-1"), NODES, "--measures", "degree")[0][0]["degree_out"] == "1"


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("edges", "nodes"),
    [
        ("source,target\n", "id,industry\n"),
        ("source,target\n", "id,industry\na,x\n"),
        ("source,target\na,a\n", "id,industry\na,x\n"),
        ("source,target\n", "id,industry\na,\n"),
        ("source,target\n", NODES),
        (EDGES, "id,industry\na,\nb,\nc,\n"),
    ],
    ids=["no rows", "one node", "one self-loop", "one node without a group", "no ties", "no groups"],
)
def test_small_graphs_have_no_warning_and_no_number_where_nothing_is_defined(
    run: Run, verb: str, edges: str, nodes: str, directed: bool
) -> None:
    words = ["--measures", "all"] if verb == "metrics" else []
    rows, _ = run(verb, edges, nodes, *words, *([] if directed else ["--undirected"]))
    if verb == "boundaries":
        assert rows == []
        return
    assert [row["id"] for row in rows] == [line.split(",")[0] for line in nodes.splitlines()[1:]]
    for row in rows:
        assert {"nan", "NaN", "inf", "-inf", "None", "<NA>"}.isdisjoint(row.values())
        assert row["brokerage_total"] == ("0" if nodes.splitlines()[1].partition(",")[2] else "")
        if edges != EDGES:
            undefined = ("constraint", "efficiency", "hierarchy", "coordinator_z")
            assert [row[name] for name in undefined] == [""] * len(undefined)
            assert {value for name, value in row.items() if name.startswith("ei_")} == {""}


@pytest.mark.parametrize("per", ["group", "graph"])
@pytest.mark.parametrize("nodes", ["id,industry\n", "id,industry\na,x\n"])
def test_groups_and_graphs_of_nothing(run: Run, per: str, nodes: str) -> None:
    rows, _ = run("metrics", "source,target\n", nodes, "--per", per, "--draws", "9")
    assert len(rows) == (1 if per == "graph" else nodes.count("x"))
    for row in rows:
        assert {"nan", "NaN", "inf", "None", "<NA>"}.isdisjoint(row.values())


def test_ten_thousand_groups(run: Run) -> None:
    n = 10_000
    nodes = "id,industry\n" + "".join(f"n{at},g{at}\n" for at in range(n))
    edges = "source,target\n" + "".join(f"n{at},n{(at * 7 + 1) % n}\n" for at in range(n))
    rows, _ = run("metrics", edges, nodes, "--measures", "brokerage,ei,participation")
    assert len(rows) == n
    assert all(row["coordinator"] == "0" for row in rows)
    assert {row["ei_out"] for row in rows} <= {"1.0", ""}
    pairs, _ = run("boundaries", edges, nodes, "--null", "none")
    assert len(pairs) == sum(at != (at * 7 + 1) % n for at in range(n))
    assert {pair["ties"] for pair in pairs} == {"1"}


def test_labels_that_look_missing_are_labels_and_an_empty_cell_is_told(run: Run) -> None:
    nodes = "id,industry\na,NA\nb,nan\nc,1\nd,01\ne,1.0\nf,None\ng,\n"
    edges = "source,target\n" + "".join(f"a,{other}\n" for other in "bcdefg")
    rows, err = run("metrics", edges, nodes, "--measures", "n_industries,ei")
    assert (rows[0]["n_industries_out"], rows[0]["ei_out"]) == ("5", "1.0")
    assert rows[6]["n_industries_in"] == ""
    assert "1 of 7 nodes has no industry (empty cell) and is left out of group measures" in err


def test_parquet_is_read_as_csv_is(run: Run, tmp_path: Path) -> None:
    pd.DataFrame({"source": [1, 2], "target": [2, 3], "weight": [1.0, None]}).to_parquet(tmp_path / "e.parquet")
    nodes = "id,industry\n1,x\n2,y\n3,y\n"
    words = ("--edges", "e.parquet", "--weighted")
    assert "edge table row 2: weight is empty" in run("metrics", EDGES, nodes, *words, code=1)[1]
    rows, _ = run("metrics", EDGES, nodes, "--edges", "e.parquet", "--measures", "degree")
    assert [row["degree_total"] for row in rows] == ["1", "2", "1"]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("industry,x,y\nx,0,0.5\ny,0.4,0\n", "symmetric"),
        ("industry,x\nx,0\n", "'y'"),
        ("industry,x,y\nx,0,1.5\ny,1.5,0\n", "1.5"),
        ("industry,x,y\nx,0,\ny,,0\n", "x"),
        ("industry,x,y\nx,0,far\ny,far,0\n", "far"),
    ],
)
def test_a_distance_table_that_cannot_be_is_refused(run: Run, tmp_path: Path, table: str, says: str) -> None:
    (tmp_path / "d.csv").write_text(table)
    _, err = run("metrics", EDGES, NODES, "--measures", "rao_stirling", "--distance", "d.csv", code=1)
    assert says in err
    assert "d.csv" in err
