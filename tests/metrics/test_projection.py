"""Building a projection: opaque labels, errors that name the row, and the ways in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from bigblur.errors import InputError, UsageError
from bigblur.graph.projection import Projection
from bigblur.graph.tables import read_table

LABELS = ["1", "01", "1.0", "NA", "nan", "None", ""]


def nodes(*labels: str, ids: str = "abcdefg") -> pd.DataFrame:
    return pd.DataFrame({"id": list(ids[: len(labels)]), "industry": list(labels)})


def edges(*pairs: str, **columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"source": [p[0] for p in pairs], "target": [p[1] for p in pairs], **columns})


def test_labels_are_opaque_and_only_the_empty_cell_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "nodes.csv"
    nodes(*LABELS).to_csv(path, index=False)
    projection = Projection.from_tables(edges("ab"), read_table(path))
    assert projection.groups == ("01", "1", "1.0", "NA", "None", "nan")
    assert projection.grouped.tolist() == [True] * 6 + [False]
    assert projection.about["warnings"] == [
        "1 of 7 nodes has no industry (empty cell) and is left out of group measures (missing='drop')"
    ]


def test_parquet_reads_like_csv(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": [1, 2, 3], "industry": ["01", None, "NA"], "year": [2001, None, 2003]})
    frame["year"] = frame["year"].astype("Int64")
    frame.to_parquet(tmp_path / "nodes.parquet")
    table = read_table(tmp_path / "nodes.parquet")
    assert table.to_dict("list") == {"id": ["1", "2", "3"], "industry": ["01", "", "NA"], "year": ["2001", "", "2003"]}


@pytest.mark.parametrize(
    ("missing", "groups", "of_b", "of_c"),
    [
        ("drop", ("x",), None, None),
        ("own-group", ("", "x"), "", ""),
        ("each", ("(none: b)", "(none: c)", "x"), "(none: b)", "(none: c)"),
    ],
)
def test_what_becomes_of_nodes_without_a_group(
    missing: str, groups: tuple[str, ...], of_b: str | None, of_c: str | None
) -> None:
    projection = Projection.from_tables(edges("ab"), nodes("x", "", ""), missing=missing)
    assert projection.groups == groups
    held = [[groups[s] for s in row.nonzero()[0]] for row in projection.membership.toarray()]
    assert held == [["x"], [] if of_b is None else [of_b], [] if of_c is None else [of_c]]


def test_a_made_up_label_never_meets_a_real_one() -> None:
    projection = Projection.from_tables(edges("ab"), nodes("(none: b)", ""), missing="each")
    assert projection.groups == ("(none: b)", "(none: b)'")


def test_loops_go_and_parallel_ties_add_up() -> None:
    table = edges("ab", "ab", "aa", weight=["2", "3.5", "1"], date=["2007", "", "2008"])
    projection = Projection.from_tables(table, nodes("x", "y"), weighted=True)
    assert projection.adjacency.toarray().tolist() == [[0.0, 5.5], [0.0, 0.0]]
    assert projection.ties["date"].tolist() == [dt.date(2007, 1, 1), None]
    assert projection.about["self_loops_dropped"] == 1
    undirected = Projection.from_tables(table, nodes("x", "y"), directed=False)
    assert undirected.adjacency.toarray().tolist() == [[0.0, 2.0], [2.0, 0.0]]
    assert undirected.weights.toarray().tolist() == [[0.0, 1.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        (edges("ab", "aq"), {}, "edge table row 2: target 'q' is not in the node table"),
        (edges("ab").assign(source=""), {}, "edge table row 1: source is empty"),
        (edges("ab", "ba", weight=["1", ""]), {"weighted": True}, "edge table row 2: weight is empty"),
        (edges("ab", weight=["-1"]), {"weighted": True}, "edge table row 1: weight is '-1'"),
        (edges("ab", weight=["inf"]), {"weighted": True}, "edge table row 1: weight is 'inf'"),
        (edges("ab", weight=["nan"]), {"weighted": True}, "edge table row 1: weight is 'nan'"),
        (edges("ab", weight=["1,5"]), {"weighted": True}, "edge table row 1: weight is '1,5'"),
        (edges("ab"), {"weighted": True}, "the edge table has no column 'weight'; its columns are: source, target"),
        (edges("ab"), {"group": "sector"}, "the node table has no column 'sector'; its columns are: id, industry"),
        (edges("ab", date=["May 2007"]), {}, "edge table row 1: 'May 2007' is not a date"),
        (edges("ab", date=["2007-02-30"]), {}, "edge table row 1: '2007-02-30' is not a date"),
    ],
)
def test_an_error_names_the_row(table: pd.DataFrame, options: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as caught:
        Projection.from_tables(table, nodes("x", "y"), **options)
    assert message in str(caught.value)


def test_ids_are_there_once() -> None:
    with pytest.raises(InputError, match="id 'a' stands in rows 1 and 2"):
        Projection.from_tables(edges("aa"), nodes("x", "y", ids="aa"))
    with pytest.raises(InputError, match="row 2 has an empty id"):
        Projection.from_tables(edges("aa"), pd.DataFrame({"id": ["a", None], "industry": "x"}))
    with pytest.raises(UsageError, match="missing='none'"):
        Projection.from_tables(edges("aa"), nodes("x"), missing="none")


@pytest.mark.parametrize("shares", [[[0.5, 0.4]], [[1.5, -0.5]], [[float("nan"), 1.0]]])
def test_shares_sum_to_one(shares: list[list[float]]) -> None:
    with pytest.raises(InputError, match="the shares of 'a'"):
        Projection.from_arrays(["a"], ["x", "y"], shares, pd.DataFrame({"source": [], "target": []}, dtype="int64"))


def test_positions_lie_in_range() -> None:
    with pytest.raises(InputError, match=r"tie 1 names a position outside 0\.\.0"):
        Projection.from_arrays(["a"], ["x"], [[1]], pd.DataFrame({"source": [0], "target": [1]}))


def test_groups_given_out_of_order_are_sorted_with_their_columns() -> None:
    none = pd.DataFrame({"source": [], "target": []}, dtype="int64")
    projection = Projection.from_arrays(["a"], ["y", "x"], [[0.25, 0.75]], none)
    assert projection.groups == ("x", "y")
    assert projection.membership.toarray().tolist() == [[0.75, 0.25]]


def test_from_networkx_keeps_directions_weights_and_names() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node(1, industry="x", name="One")
    graph.add_node(2)
    graph.add_edge(1, 2, weight=2, date="2007-03", deal_id="deal/1")
    graph.add_edge(1, 2, weight=3)
    projection = Projection.from_networkx(graph)
    assert (projection.ids, projection.names) == (("1", "2"), ("One", "2"))
    assert (projection.directed, projection.weighted, projection.groups) == (True, True, ("x",))
    assert projection.adjacency.toarray().tolist() == [[0.0, 5.0], [0.0, 0.0]]
    assert projection.ties["date"].tolist() == [dt.date(2007, 3, 1), None]
    plain = Projection.from_networkx(nx.path_graph(3), group=None)
    assert (plain.directed, plain.weighted, plain.n) == (False, False, 3)
    graph.add_edge(2, 1)
    with pytest.raises(InputError, match="row 3: weight is empty"):
        Projection.from_networkx(graph)
    assert Projection.from_networkx(nx.Graph()).n == 0


def test_during_keeps_the_ties_of_a_period() -> None:
    table = edges("ab", "ba", "ab", date=["2005", "2007", ""])
    projection = Projection.from_tables(table, nodes("x", "y"))
    assert projection.during(None, None) is projection
    kept = projection.during(dt.date(2006, 1, 1), None)
    assert kept.ties[["source", "target"]].to_numpy().tolist() == [[1, 0]]
    assert kept.about["date"] == ["2006-01-01", None]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "0 bytes"),
        (b"id,industry\na,\xff\n", "byte 0xff at position 14"),
        (b"\xff\xfei\x00d\x00", "byte 0xff at position 0"),
        (b"id,industry\na,x,y\n", "not a well-formed csv"),
        (b"id,id\na,x\n", "the column 'id' appears twice"),
    ],
)
def test_a_bad_csv_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "nodes.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_table(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_csv_reads_with_mark_quotes_and_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "nodes.csv"
    path.write_bytes('\ufeffid,industry\n"a ""b""","x,\ny"\n'.encode())
    assert read_table(path).to_dict("list") == {"id": ['a "b"'], "industry": ["x,\ny"]}
    path.write_bytes(b"id,industry\n")
    assert list(read_table(path).columns) == ["id", "industry"]
    assert Projection.from_tables(edges(), read_table(path)).n == 0
    with pytest.raises(InputError, match="there is no file"):
        read_table(tmp_path / "absent.csv")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 not")
    with pytest.raises(InputError, match="not a readable parquet file"):
        read_table(tmp_path / "bad.parquet")
