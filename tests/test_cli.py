"""The command line: what goes where, in which format, with which exit status."""

import csv
import inspect
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import networkx as nx
import pandas as pd
import pytest

from bigblur.cli import app, main
from bigblur.statements import SCHEMA

VERBS = {(one.name or one.callback.__name__): one.callback for one in app.registered_commands}
EXAMPLES = [
    (verb, line.strip().removeprefix("Example: "))
    for verb, callback in VERBS.items()
    for line in inspect.getdoc(callback).splitlines()
    if line.strip().startswith("Example: ")
]

EDGES = "source,target,weight,date\nNA,b,2,2007\nb,c,1,2010-03\n01,NA,1,\nc,01,3,2012\n"
NODES = "id,industry\nc,\nNA,NA\nlone,01\n01,01\nb,NA\n"


@pytest.fixture
def run(monkeypatch, capsys, bundled_store, tmp_path):
    """Call the command line in this process, in a folder of its own; gives (standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BIGBLUR_STORE", str(bundled_store.path))

    def call(*words, code=0):
        monkeypatch.setattr(sys, "argv", ["bigblur", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert (ended.value.code or 0) == code, err
        assert "Traceback" not in out + err
        return out, err

    return call


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "ties.csv").write_text(EDGES)
    (tmp_path / "firms.csv").write_text(NODES)
    return "--edges", "ties.csv", "--nodes", "firms.csv"


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def process(*words, store, **more):
    """The same as a process of its own, as a shell would start it."""
    command = [sys.executable, "-m", "bigblur.cli", *words]
    environment = os.environ | {"BIGBLUR_STORE": str(store)}
    return subprocess.run(command, env=environment, check=False, timeout=60, **{"capture_output": True, **more})


class TestHelp:
    @pytest.mark.parametrize("verb", VERBS)
    def test_holds_an_example(self, verb, run):
        out, err = run(verb, "--help")
        assert [example for one, example in EXAMPLES if one == verb]
        for one, example in EXAMPLES:
            assert one != verb or example in " ".join(out.split())
        assert err == ""

    @pytest.mark.parametrize(("verb", "example"), EXAMPLES)
    def test_each_example_runs(self, verb, example, run, tables, tmp_path, monkeypatch):
        if verb in {"build", "demo"}:
            monkeypatch.setenv("BIGBLUR_STORE", str(tmp_path / "own.db"))
        if verb == "replay":
            run("metrics", "--measures", "brokerage", *tables, "-o", "brokers.csv")
        program, *words = shlex.split(example)
        assert (program, words[0]) == ("bigblur", verb)
        out, err = run(*words)
        assert out or err

    def test_every_verb_of_the_contract_that_there_is_has_a_function(self):
        import bigblur

        assert set(VERBS) <= set(bigblur.__all__)


class TestStatus:
    @pytest.mark.parametrize(
        ("words", "code", "says"),
        [
            (["query", "acquisition"], 2, "Did you mean 'acquisitions'"),
            (["query", "acquisitions", "-p", "frim=x"], 2, "Did you mean 'firm'"),
            (["query", "acquisitions", "-p", "firm"], 2, "name=value"),
            (["query", "most-crossed-boundaries", "-p", "least=few"], 2, "of type integer"),
            (["query", "MATCH (n"], 1, "bigblur: "),
            (["query", "CREATE (n:Firm {id: 'x'})"], 1, "queries only read"),
            (["query", "MATCH (f:Firm {id: $id}) RETURN f.name"], 1, "id"),
            (["query", "acquisitions", "--format", "cvs"], 2, "Did you mean 'csv'"),
            (["query", "acquisitions", "--format", "parquet"], 2, "-o FILE"),
            (["query", "acquisitions", "--store", "none.db"], 1, "run `bigblur build` first"),
            (["query", "acquisitions", "--store", "http://x"], 2, "bolt"),
            (["query", "acquisitions", "-o", "no/such/folder.csv"], 1, "no/such/folder.csv"),
            (["query", "acquisition", "--cypher"], 2, "Did you mean 'acquisitions'"),
            (["query", "acquisitions", "--cypher", "--as-of", "2015"], 2, "leave out --cypher"),
            (["query", "acquisitions", "--ended"], 2, "--ended goes with --as-of"),
            (["queries", "acquisition"], 2, "Did you mean 'acquisitions'"),
            (["schema", "Dael"], 2, "Did you mean 'Deal'"),
            (["schema", "AQCUIRED"], 2, "Did you mean 'ACQUIRED'"),
            (["why", "Xiaomy"], 2, "Did you mean 'Xiaomi'"),
            (["why", ""], 2, "give a name"),
            (["build", "spri-is-132"], 2, "Did you mean 'spri-is-123'"),
            (["metrics", "--measures", "constrain"], 2, "constraint"),
            (["metrics", "--level", "sektion"], 2, "Did you mean 'section'"),
            (["metrics", "--as-of", "2007-02-30"], 2, "day 30"),
            (["metrics", "--ties", "ACQUIERD"], 2, "Did you mean 'ACQUIRED'"),
            (["metrics", "--edges", "ties.csv"], 2, "Give both tables"),
            (["metrics", "--edges", "none.csv", "--nodes", "firms.csv"], 1, "none.csv"),
            (["metrics", "--edges", "ties.csv", "--nodes", "firms.csv", "--group", "sector"], 1, "industry"),
            (["boundaries", "--from", "2010-13"], 2, "no month 13"),
            (["explore", "--focus", "Xiaomy"], 2, "Did you mean 'Xiaomi'"),
            (["explore", "--edges", "ties.csv"], 2, "Give both tables"),
            (["export", "--format", "graphlm", "-o", "x"], 2, "Did you mean 'graphml'"),
            (["export", "--format", "csv"], 2, "--output"),
            (["metrics", "--no-such-option"], 2, "--no-such-option"),
            (["no-such-verb"], 2, "no-such-verb"),
            (["query"], 2, "Missing argument"),
        ],
    )
    def test_what_is_wrong_is_told_on_standard_error(self, words, code, says, run, tables):  # noqa: ARG002
        out, err = run(*words, code=code)
        assert out == ""
        assert says in err
        assert "internal error" not in err

    def test_a_required_parameter(self, run):
        from bigblur.query_library import library

        for query in library().values():
            if any(one.required for one in query.parameters.values()):
                assert "add -p" in run("query", query.name, code=2)[1]

    def test_a_broken_source_names_file_line_and_column_and_makes_no_store(self, run, tiny_source, tmp_path):
        source = tiny_source()
        source.tables["deals"][0]["date"] = "2007-02-30"
        _, err = run("build", source.save().folder, "--store", "new.db", code=1)
        assert err == (
            f"bigblur: {source.path('deals')}, line 2, column date: "
            "'2007-02-30' is not a date: day 30 is not in 2007-02\n"
        )
        assert not (tmp_path / "new.db").exists()

    def test_debug_gives_a_traceback_and_the_same_error_without_it_does_not(self, bundled_store):
        plain = process("query", "acquisition", store=bundled_store.path, text=True)
        assert (plain.returncode, plain.stdout) == (2, "")
        assert plain.stderr.startswith("bigblur: There is no query")
        assert plain.stderr.count("\n") == 1
        debug = process("--debug", "query", "acquisition", store=bundled_store.path, text=True)
        assert debug.returncode != 0
        assert "Traceback" in debug.stderr
        assert "UsageError" in debug.stderr

    def test_a_reader_that_goes_away_gets_no_traceback(self, bundled_store):
        for words in (["queries"], ["query", "MATCH (s:Statement) RETURN s.as_stated, s.note, s.locator"]):
            reading, writing = os.pipe()
            os.close(reading)
            done = process(
                *words, store=bundled_store.path, capture_output=False, stdout=writing, stderr=subprocess.PIPE
            )
            os.close(writing)
            assert done.stderr == b""
            assert done.returncode == 1

    def test_head(self):
        command = f"{shlex.quote(sys.executable)} -m bigblur.cli queries | head -1"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, timeout=60)
        assert (done.stdout, done.stderr) == ("name,group,title,parameters\n", "")


class TestFormats:
    WORDS = ("query", "acquisitions", "-p", "firm=AKVA")

    def test_csv_when_piped(self, run):
        out, err = run(*self.WORDS)
        found = rows(out)
        assert len(found) == 10
        assert {row["acquirer"] for row in found} == {"AKVA"}
        assert {row["amount"] for row in found} == {""}
        assert err == ""
        assert "\x1b" not in out

    def test_json_and_jsonl_say_the_same(self, run):
        one = json.loads(run(*self.WORDS, "--format", "json")[0])
        lines = [json.loads(line) for line in run(*self.WORDS, "--format", "jsonl")[0].splitlines()]
        assert one == lines
        assert one[0]["amount"] is None
        found = rows(run(*self.WORDS, "--format", "csv")[0])
        assert [{name: value or "" for name, value in row.items()} for row in one] == found

    @pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet"])
    def test_a_file_by_its_ending(self, ending, run, tmp_path):
        out, err = run(*self.WORDS, "-o", f"out.{ending}")
        assert (out, err) == ("", "")
        path = tmp_path / f"out.{ending}"
        readers = {"csv": pd.read_csv, "parquet": pd.read_parquet, "json": pd.read_json}
        frame = readers[ending](path) if ending in readers else pd.read_json(path, lines=True)
        assert len(frame) == 10
        assert list(frame.columns) == list(rows(run(*self.WORDS)[0])[0])

    def test_table(self, run):
        out, _ = run(*self.WORDS, "--format", "table")
        assert "acquirer" in out.splitlines()[0] + out.splitlines()[1]
        assert "\x1b" not in out

    def test_lists_are_json(self, run):
        found = rows(run("query", "MATCH (f:Firm {id: 'firm/xiaomi'}) RETURN f.aliases AS aliases")[0])
        assert "샤오미" in json.loads(found[0]["aliases"])

    def test_an_empty_result_has_its_header(self, run):
        assert run("query", "acquisitions", "-p", "firm=nobody")[0].startswith("acquirer,target,")

    def test_parameters_of_cypher_are_json_or_text(self, run):
        out, _ = run("query", "RETURN $n + 1 AS n, $t AS t", "-p", "n=1", "-p", "t=01")
        assert rows(out) == [{"n": "2", "t": "01"}]

    def test_the_cypher_of_a_query(self, run, bundled_store, tmp_path):
        words = ("query", "acquisitions", "--cypher", "-p", "firm=O'Brien\n; RETURN 1")
        out, err = run(*words)
        line, _, statement = out.partition("\n")
        assert line == r":param firm => 'O\'Brien\n; RETURN 1';"
        assert len(bundled_store.query(statement, {"firm": ""})) >= 10
        assert err == ""
        assert run(*words, "-o", "pasted.cypher") == ("", "")
        assert (tmp_path / "pasted.cypher").read_text(encoding="utf-8") == out

    def test_the_cypher_of_what_is_no_query_of_the_library(self, run):
        out, _ = run("query", "RETURN $x AS x", "-p", "x=[1, null]", "--cypher")
        assert out == ":param x => [1, null];\nRETURN $x AS x;\n"

    def test_one_query_shown(self, run):
        out, _ = run("queries", "acquisitions")
        assert out.startswith("Who acquired whom, and when (ecosystem and deals)\n")
        assert "\nbigblur query acquisitions [-p firm=STRING]\n" in out
        assert '\n  firm (string, default ""): only deals' in out
        assert "MATCH (a)-[d:ACQUIRED]->(b)" in out

    def test_one_query_as_a_record(self, run):
        (found,) = json.loads(run("queries", "acquisitions", "--format", "json")[0])
        assert found["parameters"]["firm"]["default"] == ""
        assert list(found["columns"])[:2] == ["acquirer", "target"]

    def test_a_broken_query_does_not_stop_the_others(self, run, tmp_path, monkeypatch):
        from bigblur import query_library
        from bigblur.data import folder

        place = shutil.copytree(folder("queries"), tmp_path / "queries")
        path = place / "time" / "figures.cypher"
        path.write_text(path.read_text(encoding="utf-8").replace("// group: ", "// group: my "), encoding="utf-8")
        monkeypatch.setattr(query_library, "folder", lambda _: place)
        query_library._read.cache_clear()
        try:
            out, err = run("queries")
            assert err.startswith(f"note: left out: {path}, line 3: there is no group 'my time and provenance'")
            assert err.count("\n") == 1
            assert "figures" not in {row["name"] for row in rows(out)}
            assert run("query", "figures", code=1)[1].startswith(f"bigblur: {path}, line 3: ")
            assert run("queries", "figures", code=1)[1].startswith(f"bigblur: {path}, line 3: ")
            assert len(rows(run(*self.WORDS)[0])) == 10
        finally:
            query_library._read.cache_clear()


class TestWhyAndSchema:
    def test_why_gives_every_field(self, run):
        found = rows(run("why", "AKVA", "UNI Aqua")[0])
        assert set(SCHEMA.names) - {"source_id"} <= set(found[0])
        assert {"says", "source"} <= set(found[0])

    def test_why_in_another_script(self, run):
        assert rows(run("why", "샤오미")[0]) == rows(run("why", "firm/xiaomi")[0])

    def test_why_nothing_is_between_two(self, run):
        out, err = run("why", "AKVA", "firm/xiaomi")
        assert out.startswith("says,")
        assert rows(out) == []
        assert err == "Nothing is stated on that.\n"

    def test_schema_of_a_class(self, run):
        out, err = run("schema", "Deal")
        assert {"id", "name", "aliases", "amount", "currency"} <= {row["column"] for row in rows(out)}
        assert err.startswith("Deal (")

    def test_schema_of_all(self, run):
        from bigblur.model import classes, ties

        assert [row["name"] for row in rows(run("schema")[0])] == [*classes(), *ties()]


class TestMeasures:
    def test_plain_tables_whatever_the_labels(self, run, tables):
        out, _ = run("metrics", "--measures", "degree,ei,brokerage,constraint", *tables)
        found = {row["id"]: row for row in rows(out)}
        assert list(found) == ["c", "NA", "lone", "01", "b"]
        assert (found["NA"]["degree_in"], found["NA"]["degree_out"]) == ("1", "1")
        assert found["lone"]["degree_total"] == "0"
        assert found["lone"]["ei_total"] == found["lone"]["constraint"] == ""
        assert found["c"]["ei_total"] == "", "a node without an industry has no E-I index"
        # NA: one tie within NA (to b), one from 01.
        assert float(found["NA"]["ei_total"]) == 0.0
        assert found["NA"]["gatekeeper"] == "1", "01 → NA → b"

    def test_boundaries_of_plain_tables(self, run, tables):
        out, err = run("boundaries", *tables)
        found = {(row["source_industry"], row["target_industry"]): row["ties"] for row in rows(out)}
        assert found == {("NA", "NA"): "1", ("01", "NA"): "1"}
        assert "no industry" in err

    def test_boundaries_of_a_period(self, run, tables):
        found = rows(run("boundaries", "--from", "2008", *tables)[0])
        assert ("NA", "NA") not in {
            (row["source_industry"], row["target_industry"]) for row in found if row["ties"] == "1"
        }

    def test_of_a_store_one_row_a_body(self, run, bundled_store):
        out, err = run("metrics", "--measures", "degree", "--level", "section")
        bodies = [key for label in ("Firm", "Organization") for key in bundled_store.nodes()[label]["id"].to_pylist()]
        assert [row["id"] for row in rows(out)] == bodies
        assert "note: " in err

    def test_an_xlsx_or_whatever_is_told(self, run, tmp_path, tables):  # noqa: ARG002
        (tmp_path / "ties.csv").write_bytes("source,target\n가,나\n".encode("cp949"))
        _, err = run("metrics", "--edges", "ties.csv", "--nodes", "firms.csv", code=1)
        assert "UTF-8" in err


class TestExplore:
    def test_a_store(self, run, tmp_path):
        out, err = run("explore", "--focus", "Xiaomi", "--hops", "1", "-o", "x.html")
        assert out == ""
        assert "open it in a browser" in err
        assert "Xiaomi" in (tmp_path / "x.html").read_text(encoding="utf-8")

    def test_plain_tables(self, run, tables, tmp_path):
        run("explore", *tables, "-o", "x.html")
        assert (tmp_path / "x.html").read_text(encoding="utf-8").startswith("<!doctype html>")

    def test_plain_tables_around_a_node(self, run, tables):
        run("explore", *tables, "--focus", "NA", "--hops", "0", "-o", "x.html")


class TestExport:
    def test_csv_is_as_the_contract_says(self, run, bundled_store, tmp_path):
        out, _ = run("export", "--format", "csv", "-o", "tables")
        assert out == ""
        content = bundled_store.content()
        nodes, ties, statements = (
            rows((tmp_path / "tables" / f"{name}.csv").read_text(encoding="utf-8"))
            for name in ("nodes", "ties", "statements")
        )
        assert list(nodes[0])[:4] == ["id", "label", "name", "aliases"]
        assert "샤오미" in next(json.loads(row["aliases"]) for row in nodes if row["id"] == "firm/xiaomi")
        asked = [
            "source",
            "type",
            "target",
            "deal_id",
            "date",
            "date_min",
            "date_max",
            "year",
            "amount",
            "currency",
            "amount_stated",
        ]
        asked += ["source_id", "locator", "as_stated", "note"]
        columns = list(ties[0])
        assert [name for name in columns if name in asked] == asked
        assert columns[:4] == asked[:4]
        assert list(statements[0]) == SCHEMA.names
        assert len(nodes) == sum(table.num_rows for table in content.nodes.values())
        assert len(ties) == sum(table.num_rows for table in content.ties.values())
        assert len(statements) == content.statements.num_rows
        acquired = [row for row in ties if row["type"] == "ACQUIRED" and row["deal_id"] == "deal/akva-plastsveis-2012"]
        assert [(row["year"], row["amount"], row["amount_stated"]) for row in acquired] == [("2012", "", "3,574")]

    @pytest.mark.parametrize(("ending", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
    def test_networks_are_read_back(self, ending, read, run, bundled_store, tmp_path):
        run("export", "--format", ending, "-o", f"net.{ending}")
        content = bundled_store.content()
        found = read(tmp_path / f"net.{ending}")
        assert found.number_of_nodes() == sum(table.num_rows for table in content.nodes.values())
        assert found.number_of_edges() == sum(table.num_rows for table in content.ties.values())
        assert found.nodes["firm/xiaomi"]["name"] == "Xiaomi"

    def test_parquet(self, run, bundled_store, tmp_path):
        run("export", "--format", "parquet", "-o", "tables")
        assert len(pd.read_parquet(tmp_path / "tables" / "statements.parquet")) == bundled_store.statements().num_rows
        assert "label" in pd.read_parquet(tmp_path / "tables" / "nodes.parquet")

    def test_an_empty_folder_is_no_store(self, run, tmp_path):
        (tmp_path / "empty").mkdir()
        run("export", "--format", "csv", "-o", "tables", "--store", "empty", code=1)
        assert not (tmp_path / "tables").exists()


def test_build_tells_on_standard_error_what_it_did(run, tiny_source, tmp_path):
    source = tiny_source()
    source.source += "expected: {ties: 3}\n"
    out, err = run("build", source.save().folder, "--store", tmp_path / "s.db")
    assert out == ""
    assert "note: " in err
    assert "3 rows of ties are expected, 4 are there" in err
    assert "Read isic-rev4, convergence, tiny." in err
    assert "3 firms, 1 deals" in err


def test_the_help_names_every_measure_and_the_default_ties():
    # The command line starts without importing the measures, so it names them itself.
    from bigblur.cli import MEASURE_NAMES, TIES_HELP
    from bigblur.graph.metrics import MEASURES
    from bigblur.graph.store_projection import DEFAULT_TIES

    named = set(re.findall(r"\w+", MEASURE_NAMES))
    # A family of many columns is named by its own name.
    assert [name for name, measure in MEASURES.items() if not {name, measure.family.__name__} & named] == []
    assert named <= {*MEASURES, *(measure.family.__name__ for measure in MEASURES.values())}
    assert ",".join(DEFAULT_TIES) in TIES_HELP
