"""The record of a result: what it holds, how it travels, and that the result can be made again."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pa_parquet
import pytest
from graphs import GRAPHS, project, reordered
from hypothesis import given
from hypothesis import strategies as st
from reference import Graph
from test_metrics_properties import graphs

import bigblur
from bigblur.cli import main
from bigblur.errors import InputError, UsageError
from bigblur.graph.metrics import boundaries, compute
from bigblur.graph.projection import Projection
from bigblur.graph.replay import about_file, input_hash, read_record, record
from bigblur.output import print_rows

NODES = "id,industry\na,x\nb,y\nc,y\nd,x\n"
EDGES = "source,target,date\na,b,2001\nb,c,2002\nc,d,2003\nd,b,2003\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "e.csv").write_text(EDGES)
    (tmp_path / "n.csv").write_text(NODES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["bigblur", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@given(graphs(), st.randoms(use_true_random=False))
def test_the_hash_does_not_see_the_order_of_rows(graph: Graph, random) -> None:
    plain = project(graph, weighted=True)
    order = list(range(graph.n))
    random.shuffle(order)
    ties = plain.ties.sample(frac=1, random_state=random.randrange(1000))
    if not plain.directed:
        ties = ties.rename(columns={"source": "target", "target": "source"})
    assert input_hash(plain) == input_hash(reordered(plain, order, ties))


def changes() -> dict[str, Projection]:
    plain = Graph([{"x": 1.0}, {"y": 1.0}, {"x": 0.5, "y": 0.5}], [(0, 1, 1.0), (1, 2, 2.0)])
    tie = plain.arcs[0]
    dated = project(plain, weighted=True)
    return {
        "weight": project(replace(plain, arcs=[tie, (1, 2, 2.5)]), weighted=True),
        "weighted": project(plain),
        "end": project(replace(plain, arcs=[tie, (2, 1, 2.0)]), weighted=True),
        "parallel": project(replace(plain, arcs=[tie, *plain.arcs]), weighted=True),
        "direction": project(replace(plain, directed=False), weighted=True),
        "membership": project(replace(plain, members=[{"y": 1.0}, *plain.members[1:]]), weighted=True),
        "share": project(replace(plain, members=[*plain.members[:2], {"x": 0.4, "y": 0.6}]), weighted=True),
        "isolate": project(replace(plain, members=[*plain.members, {}]), weighted=True),
        "group": replace(dated, groups=("x", "z")),
        "id": replace(dated, ids=("n0", "n1", "other")),
        "deal": replace(dated, ties=dated.ties.assign(deal_id=["deal/1", None])),
        "deal of the other": replace(dated, ties=dated.ties.assign(deal_id=[None, "deal/1"])),
        "plain": dated,
    }


def test_the_hash_sees_everything_that_counts() -> None:
    assert len({input_hash(one) for one in changes().values()}) == len(changes())


def test_every_result_says_what_made_it() -> None:
    projection = project(GRAPHS["scattered"])
    results = {
        "compute": compute(projection, "degree"),
        "boundaries": boundaries(projection, draws=9, seed=3),
        "test": bigblur.test("degree", projection, n=3, seed=8),
    }
    for function, frame in results.items():
        about = json.loads(json.dumps(frame.attrs["about"]))
        assert about["call"]["function"] == function
        assert about["input"]["sha256"] == input_hash(projection)
        assert about["input"]["nodes"] == projection.n
        assert {"bigblur", "numpy", "scipy", "pandas", "igraph", "python"} <= set(about["versions"])
    assert results["test"].attrs["about"]["call"]["parameters"]["seed"] == 8
    assert results["boundaries"].attrs["about"]["call"]["parameters"]["seed"] == 3


@pytest.mark.parametrize("name", ["out.csv", "out.parquet", "out.jsonl"])
@pytest.mark.parametrize(
    "words",
    [
        ["metrics", "--measures", "brokerage,ei,pagerank"],
        ["metrics", "--measures", "degree", "--every", "year", "--present", "all"],
        ["metrics", "--measures", "ei", "--null", "labels", "--draws", "20", "--seed", "4"],
        ["metrics", "--per", "group", "--draws", "20"],
        ["boundaries", "--draws", "20", "--seed", "2", "--from", "2001"],
        ["boundaries", "--blur", "--every", "year"],
    ],
)
def test_a_result_of_the_command_line_is_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys, words: list[str], name: str
) -> None:
    assert run(monkeypatch, *words, "--edges", "e.csv", "--nodes", "n.csv", "-o", name) == 0
    assert read_record(folder / name)["call"]["parameters"]["edges"] == "e.csv"
    assert run(monkeypatch, "replay", name, "--format", "json") == 0
    out, err = capsys.readouterr()
    rows = {row["what"]: row["equal"] for row in json.loads(out)}
    assert err.endswith("The same.\n")
    assert all(rows.values())
    assert {"input", "python", "numpy"} <= set(rows)
    assert ("result" in rows) == (not name.endswith("jsonl"))


def test_the_record_stands_in_parquet_and_beside_csv(folder: Path) -> None:
    frame = bigblur.metrics("degree", edges="e.csv", nodes="n.csv")
    print_rows(frame, output=folder / "a.parquet")
    print_rows(frame, output=folder / "a.csv")
    assert (folder / "a.csv.about.json").is_file()
    assert not about_file(folder / "a.parquet").exists()
    assert b"bigblur" in pa_parquet.read_schema(folder / "a.parquet").metadata
    assert read_record(folder / "a.parquet") == read_record(folder / "a.csv") == frame.attrs["about"]
    assert read_record(folder / "a.csv.about.json") == frame.attrs["about"]
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "a.parquet"), frame)


def test_another_input_and_another_value_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    assert run(monkeypatch, "metrics", "--edges", "e.csv", "--nodes", "n.csv", "-o", "a.csv") == 0
    text = (folder / "a.csv").read_text()
    (folder / "a.csv").write_text(text.replace("\na,1,", "\na,7,", 1))
    assert run(monkeypatch, "replay", "a.csv") == 1
    assert "Not the same: result." in capsys.readouterr().err
    assert "row 1, column degree_out: '1', was '7'" in bigblur.replay("a.csv")["now"].iloc[-1]
    (folder / "e.csv").write_text(EDGES.replace("d,b,2003", "d,a,2003"))
    assert run(monkeypatch, "replay", "a.csv") == 1
    assert "Not the same: input, result." in capsys.readouterr().err


def test_only_the_call(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    print_rows(bigblur.metrics("ei", edges="e.csv", nodes="n.csv"), output=folder / "a.csv")
    assert run(monkeypatch, "replay", "a.csv", "--show") == 0
    assert capsys.readouterr().out == "bigblur.metrics(measures='ei', edges='e.csv', nodes='n.csv')\n"


def test_what_lay_in_memory_must_be_given(folder: Path) -> None:
    edges, nodes = pd.read_csv("e.csv", dtype=str), pd.read_csv("n.csv", dtype=str)
    print_rows(bigblur.metrics("ei", edges=edges, nodes=nodes), output=folder / "a.csv")
    with pytest.raises(UsageError, match="'edges' lay in memory"):
        bigblur.replay("a.csv")
    assert bigblur.replay("a.csv", edges=edges, nodes=nodes)["equal"].all()
    projection = Projection.from_tables(edges, nodes)
    for frame in (
        compute(projection, "ei"),
        bigblur.metrics("ei", projection=projection),
        boundaries(projection, draws=9),
        bigblur.over_time("degree", projection, [("2001", "2002")]),
        bigblur.test("degree", projection, n=3),
    ):
        print_rows(frame, output=folder / "b.parquet")
        with pytest.raises(UsageError, match="projection"):
            bigblur.replay("b.parquet")
        assert bigblur.replay("b.parquet", projection=projection)["equal"].all()


def test_a_store_is_a_place_or_lies_in_memory(bundled_store, folder: Path) -> None:
    print_rows(bigblur.metrics("ei", store=str(bundled_store.path)), output=folder / "a.csv")
    assert bigblur.replay("a.csv")["equal"].all()
    print_rows(bigblur.metrics("ei", store=bundled_store), output=folder / "b.csv")
    with pytest.raises(UsageError, match="'store' lay in memory"):
        bigblur.replay("b.csv")


def test_a_file_without_a_record_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="there is no file"):
        bigblur.replay("none.csv")
    with pytest.raises(InputError, match="no record of what made it"):
        bigblur.replay("e.csv")
    about_file(folder / "e.csv").write_text("{")
    with pytest.raises(InputError, match="the record is no JSON"):
        bigblur.replay("e.csv")
    pd.DataFrame({"a": [1]}).to_parquet("p.parquet")
    with pytest.raises(InputError, match="no record of what made it"):
        bigblur.replay("p.parquet")
    about = record({}, project(GRAPHS["pair"]), "blend", {})
    about_file(folder / "e.csv").write_text(json.dumps(about))
    with pytest.raises(UsageError, match="cannot call 'blend' again"):
        bigblur.replay("e.csv")
