"""Source tables: what is read from good ones, and what is said of bad ones."""

import re

import pytest
from tiny import TinySource, fingerprint

import bigblur
from bigblur.errors import BigblurError, InputError, UsageError
from bigblur.graph.stores.embedded import EmbeddedStore
from bigblur.loaders.tidy import load_tidy
from bigblur.verbs.build import read_sources


@pytest.fixture(scope="module")
def built_tiny(tmp_path_factory):
    """A store that holds the tiny source, as it is before anything is broken."""
    folder = tmp_path_factory.mktemp("before")
    bigblur.build([TinySource(folder / "tiny").save().folder], store=folder / "tiny.db")
    return folder / "tiny.db"


# table, row, column, what is put there, the column that is blamed, words that say what is wrong and how to mend it
BAD_CELLS = {
    "unknown industry": (
        "ties",
        0,
        "target",
        "industry/isic-rev4/033",
        "target",
        r"isic-rev4 has no code '033'\. Did you mean .*'03'",
    ),
    "a day that does not exist": ("deals", 0, "date", "2007-02-30", "date", r"day 30 is not in 2007-02"),
    "a date in another shape": ("ties", 2, "valid_from", "3/2010", "valid_from", r"write 2007, 2007-03, 2007-03-15"),
    "an impossible end": ("ties", 3, "valid_to", "2005-13", "valid_to", r"there is no month 13"),
    "an impossible period": ("observations", 0, "period", "year 2019", "period", r"write 2007"),
    "an impossible property": ("properties", 0, "value", "1999-02-30", "value", r"day 30 is not in 1999-02"),
    "a firm that is not there": (
        "ties",
        2,
        "target",
        "firm/betta",
        "target",
        r"declare it in a nodes\.csv.*Did you mean 'firm/beta'",
    ),
    "a party that is not there": (
        "deals",
        0,
        "acquirer",
        "firm/alfa",
        "acquirer",
        r"declare it in a nodes\.csv.*Did you mean 'firm/alpha'",
    ),
    "a property of nobody": ("properties", 1, "id", "firm/nobody", "id", r"declare it in a nodes\.csv"),
    "an alias of nobody": ("aliases", 0, "id", "firm/alphas", "id", r"Did you mean 'firm/alpha'"),
    "a figure of nobody": ("observations", 0, "subject", "firm/alphas", "subject", r"Did you mean 'firm/alpha'"),
    "an id twice": ("nodes", 1, "id", "firm/alpha", "id", r"declared twice: first on line 2"),
    "no id": ("nodes", 1, "id", "Beta Ltd", "id", r"write class/slug"),
    "an id of no class": ("nodes", 1, "id", "frim/beta", "id", r"write class/slug.*Did you mean 'firm'"),
    "an id in capitals": ("nodes", 1, "id", "Firm/beta", "id", r"write class/slug"),
    "a derived class": ("nodes", 1, "id", "boundary/isic-rev4/03--62", "id", r"derived, no source may name one"),
    "an empty id": ("nodes", 1, "id", "", "id", r"the cell is empty"),
    "an empty name": ("nodes", 1, "name", "   ", "name", r"the cell is empty"),
    "a line out of range": ("ties", 1, "line", "41", "line", r"lines 1 to 40"),
    "line 0": ("ties", 1, "line", "0", "line", r"lines 1 to 40"),
    "a range backwards": ("ties", 1, "line", "12-9", "line", r"lines 1 to 40"),
    "a line in words": ("ties", 1, "line", "p. 9", "line", r"is not a line \(279\) or range of lines \(279-281\)"),
    "no locator": ("ties", 1, "line", "", "line", r"needs the line of the text"),
    "unknown tie": ("ties", 2, "type", "PARTNERD_WITH", "type", r"Did you mean 'PARTNERED_WITH'"),
    "a qualifier that the tie lacks": ("ties", 2, "share", "50", "share", r"PARTNERED_WITH has no share.*scope"),
    "a missing qualifier": ("ties", 0, "role", "", "role", r"OPERATES_IN needs a role"),
    "unknown value of a qualifier": (
        "ties",
        0,
        "role",
        "cor",
        "role",
        r"one of core, entered, exited.*Did you mean 'core'",
    ),
    "unknown flag": ("ties", 0, "flag", "ambigous_date", "flag", r"Did you mean 'ambiguous_date'"),
    "unknown status": (
        "ties",
        0,
        "status",
        "facts",
        "status",
        r"one of fact, plan, forecast, estimate.*Did you mean 'fact'",
    ),
    "a flag without a note": ("ties", 0, "flag", "misprint", "note", r"needs a note that says what is unclear"),
    "a tie between wrong classes": (
        "ties",
        3,
        "target",
        "person/kim",
        "type",
        r"LED does not go from Person to Person.*Firm",
    ),
    "a derived shortcut": ("ties", 2, "type", "ACQUIRED", "type", r"derived: state the deal in deals\.csv"),
    "another derived tie": ("ties", 2, "type", "CROSSES", "type", r"CROSSES is derived"),
    "unknown property": (
        "properties",
        0,
        "property",
        "fonded",
        "property",
        r"a Firm has no property 'fonded'.*Did you mean 'founded'",
    ),
    "unknown measure": ("observations", 0, "measure", "revenues", "measure", r"Did you mean 'revenue'"),
    "unknown bound": ("observations", 0, "bound", "circa", "bound", r"one of about, at_least"),
    "a figure in words": (
        "observations",
        0,
        "value",
        "1,000",
        "value",
        r"plain number: write digits and at most one point",
    ),
    "a deal with one party": ("deals", 0, "target", "", "target", r"at least two parties"),
    "a deal by another id": ("deals", 0, "id", "firm/alpha", "id", r"begins with deal/"),
    "unknown kind of deal": ("deals", 0, "kind", "acquisiton", "kind", r"Did you mean 'acquisition'"),
    "a party that is no party": (
        "deals",
        0,
        "acquirer",
        "industry/isic-rev4/03",
        "acquirer",
        r"PARTY_TO does not go from Industry to Deal",
    ),
    "an amount with a comma": (
        "deals",
        0,
        "amount",
        "3,574",
        "amount",
        r"plain number: write digits and at most one point",
    ),
    "an amount with its unit": ("deals", 0, "amount", "12.5 MNOK", "amount", r"plain number"),
    "a currency by name": ("deals", 0, "currency", "kroner", "currency", r"does not match"),
    "a confidence beyond 1": ("ties", 2, "confidence", "1.5", "confidence", r"'1\.5' is more than 1"),
}


@pytest.mark.parametrize("name", BAD_CELLS)
def test_a_bad_cell_is_told_and_leaves_the_store_as_it_was(name, tiny_source, built_tiny):
    table, row, column, value, blamed, words = BAD_CELLS[name]
    source = tiny_source()
    source.tables[table][row][column] = value
    before = fingerprint(built_tiny)
    with pytest.raises(InputError, match=words) as caught:
        bigblur.build([source.save().folder], store=built_tiny)
    error = caught.value
    assert (error.file, error.line, error.column) == (source.path(table), row + 2, blamed)
    assert str(error).startswith(f"{source.path(table)}, line {row + 2}, column {blamed}: ")
    assert fingerprint(built_tiny) == before


BAD_BYTES = {
    "0 bytes": (b"", None, None, r"needs at least its header line"),
    "CP949": ("id,name,line\nfirm/a,감마,1\n".encode("cp949"), 2, None, r"save it as UTF-8"),
    "UTF-16": ("id,name,line\n".encode("utf-16"), 1, None, r"save it as UTF-8"),
    "a ragged row": (b"id,name,line\nfirm/a,A,1\nfirm/b,B\n", 3, None, r"has 2 cells where the header has 3.*quot"),
    "a row too long": (b"id,name,line\nfirm/a,A, Inc.,1\n", 2, None, r"has 4 cells where the header has 3.*quot"),
    "an unclosed quote": (b'id,name,line\nfirm/a,A,1\nfirm/b,"B,1\nfirm/c,C,1\n', 3, None, r"is not CSV.*quot"),
    "a quote within": (b'id,name,line\nfirm/a,"A" Inc,1\n', 2, None, r"is not CSV.*quot"),
    "a NUL": (b"id,name,line\nfirm/a,A,1\nfirm/b,B\x00,1\n", 3, None, r"NUL character.*delete"),
    "a separator": (b"id,name,line\nfirm/a,A\x1fB,1\n", 2, None, r"U\+001F character: delete"),
    "a missing column": (b"id,line\nfirm/a,1\n", 1, "name", r"the column 'name' is missing.*add"),
    "an unknown column": (
        b"id,name,line,nmae\nfirm/a,A,1,x\n",
        1,
        "nmae",
        r"unknown column 'nmae'.*Did you mean 'name'",
    ),
    "a column like no other": (b"id,name,line,zzz\nfirm/a,A,1,x\n", 1, "zzz", r"Known are: .*lang"),
    "a column twice": (b"id,name,line,id\nfirm/a,A,1,firm/a\n", 1, "id", r"stands there twice.*one of them"),
    "no line column": (b"id,name\nfirm/a,A\n", 2, "line", r"needs the line of the text"),
}


@pytest.mark.parametrize("name", BAD_BYTES)
def test_a_file_that_is_no_table(name, tiny_source, built_tiny):
    content, line, column, words = BAD_BYTES[name]
    source = tiny_source()
    path = source.overwrite("nodes", content)
    before = fingerprint(built_tiny)
    with pytest.raises(InputError, match=words) as caught:
        bigblur.build([source.folder], store=built_tiny)
    assert (caught.value.file, caught.value.line, caught.value.column) == (path, line, column)
    assert fingerprint(built_tiny) == before


class TestSource:
    def test_an_empty_source(self, tiny_source):
        source = tiny_source()
        source.tables = {}
        with pytest.raises(InputError, match="no tables: an empty source is not an empty success") as caught:
            load_tidy(source.save().folder)
        assert caught.value.file == source.folder

    def test_tables_with_headers_only(self, tiny_source):
        source = tiny_source()
        for rows in source.tables.values():
            rows.clear()
        with pytest.raises(InputError, match="an empty source"):
            load_tidy(source.save().folder)

    def test_a_table_of_another_name(self, tiny_source):
        path = tiny_source().save().folder / "part" / "tie.csv"
        path.write_text("source,type,target\n")
        with pytest.raises(InputError, match=r"is no table of a source.*Did you mean 'ties'") as caught:
            load_tidy(path.parent.parent)
        assert caught.value.file == path

    def test_fewer_rows_than_expected_are_fatal(self, tiny_source):
        source = tiny_source()
        source.source += "expected: {ties: 5}\n"
        with pytest.raises(InputError, match=r"5 rows of ties are expected, 4 are there.*mend 'expected'") as caught:
            load_tidy(source.save().folder)
        assert caught.value.file == source.folder / "source.yaml"

    def test_more_rows_than_expected_warn(self, tiny_source):
        source = tiny_source()
        source.source += "expected: {ties: 3, nodes: 6}\n"
        (warning,) = load_tidy(source.save().folder).warnings
        assert "3 rows of ties are expected, 4 are there" in warning

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("id: tiny\ntitle: T\nrank: 1\n", r"the field 'licence' is missing"),
            (
                "id: tiny\ntitle: T\nlicence: x\nrank: 1\nlicense: y\n",
                r"unknown field 'license'.*Did you mean 'licence'",
            ),
            ("id: Tiny One\ntitle: T\nlicence: x\nrank: 1\n", r"is no slug"),
            ("id: tiny\ntitle: T\nlicence: x\nrank: high\n", r"'rank' is not a whole number"),
            ("id: tiny\ntitle: T\nlicence: x\nrank: 1\ndate: 2007-02-30\n", r"date that does not exist"),
            ("id: tiny\ntitle: T\nlicence: x\nrank: 1\ndate: June 2020\n", r"the field 'date'.*write 2007"),
            ("id: tiny\ntitle: T\nlicence: x\nrank: 1\nexpected: {firms: 3}\n", r"'expected' maps"),
            ("id: tiny\ntitle: [\n", r"is not YAML"),
            ("- a\n- b\n", r"is not a mapping"),
        ],
    )
    def test_a_bad_description(self, text, words, tiny_source):
        source = tiny_source()
        source.source = text
        with pytest.raises(InputError, match=words) as caught:
            load_tidy(source.save().folder)
        assert caught.value.file == source.folder / "source.yaml"

    def test_one_that_is_not_there(self, tmp_path):
        with pytest.raises(UsageError, match=r"no source 'spri-is-132'.*Did you mean 'spri-is-123'"):
            read_sources(["spri-is-132"])
        with pytest.raises(UsageError, match=r"a folder with a source\.yaml"):
            read_sources([tmp_path])


class TestTwice:
    def test_the_same_statement_twice(self, tiny_source):
        source = tiny_source()
        line = source.add("ties", **source.tables["ties"][0])
        with pytest.raises(InputError, match=r"says the same as line 2: keep one") as caught:
            load_tidy(source.save().folder)
        assert (caught.value.file, caught.value.line) == (source.path("ties"), line)

    def test_two_parts_may_say_the_same_which_is_one_statement(self, tiny_source, tmp_path):
        source = tiny_source().save()
        other = source.folder / "qart" / "ties.csv"
        other.parent.mkdir()
        other.write_bytes(source.path("ties").read_bytes())
        once = bigblur.build([tiny_source("once").save().folder], store=tmp_path / "once.db")
        twice = bigblur.build([source.folder], store=tmp_path / "twice.db")
        assert twice.counts == once.counts

    def test_the_same_on_another_line_is_a_second_mention(self, tiny_source):
        source = tiny_source()
        source.add("ties", **source.tables["ties"][0] | {"line": "15"})
        assert len(load_tidy(source.save().folder).rows) == len(load_tidy(tiny_source("other").save().folder).rows) + 1

    def test_a_node_named_otherwise_in_another_part(self, tiny_source):
        source = tiny_source().save()
        other = source.folder / "qart" / "nodes.csv"
        other.parent.mkdir()
        other.write_text("id,name,line\nfirm/alpha,Alpha Inc.,3\n")
        with pytest.raises(InputError, match=r"is named 'Alpha' in .*nodes\.csv, line 2: .*aliases") as caught:
            load_tidy(source.folder)
        assert (caught.value.file, caught.value.line, caught.value.column) == (other, 2, "name")
        other.write_text("id,name,line\nfirm/alpha,Alpha,3\n")
        load_tidy(source.folder)


HOSTILE = {
    "quotes": """O'Neil "and" `sons` \\ back {x} $y""",
    "markup": "</script><script>alert(1)</script>&amp;<!--",
    "line ends": "two\nlines",
    "a carriage return": "two\r\nlines",
    "right to left": "שלום \u200f\u202eabc\u202c",
    "very long": "한" * 5_000 + "x" * 5_000,
    "emoji": "🐟 Fish 👩‍🔬 e\u0301",
    "cypher": "x'}) DETACH DELETE n //",
    "formula": "=1+1",
    "NA": "NA",
    "a line separator": "a\u2028b\x85c",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_names_come_back_as_they_are(kind, tiny_source, tmp_path):
    source = tiny_source()
    source.tables["nodes"][0]["name"] = HOSTILE[kind]
    source.tables["ties"][0]["as_stated"] = HOSTILE[kind]
    bigblur.build([source.save().folder], store=tmp_path / "s.db")
    store = EmbeddedStore(tmp_path / "s.db")
    found = store.query(
        "MATCH (f:Firm {id: 'firm/alpha'})-[t:OPERATES_IN]->() RETURN f.name AS name, t.as_stated AS said"
    )
    assert found.to_numpy().tolist() == [[HOSTILE[kind], HOSTILE[kind]]]
    assert store.query("MATCH (f:Firm) WHERE f.name = $n RETURN f.id AS id", {"n": HOSTILE[kind]})["id"].tolist() == [
        "firm/alpha"
    ]
    assert HOSTILE[kind] in bigblur.why("firm/alpha", store=store)["value"].tolist()


class TestGood:
    def test_a_byte_order_mark_is_passed_over(self, tiny_source):
        source = tiny_source().save()
        plain = load_tidy(source.folder).rows
        for table in source.tables:
            source.path(table).write_bytes(b"\xef\xbb\xbf" + source.path(table).read_bytes())
        assert load_tidy(source.folder).rows == plain

    def test_line_ends_of_windows_change_nothing(self, tiny_source):
        source = tiny_source().save()
        plain = load_tidy(source.folder).rows
        for table in source.tables:
            source.path(table).write_bytes(source.path(table).read_bytes().replace(b"\n", b"\r\n"))
        assert load_tidy(source.folder).rows == plain

    def test_a_row_after_a_cell_of_two_lines_is_named_by_its_own_line(self, tiny_source):
        source = tiny_source()
        path = source.overwrite("nodes", b'id,name,line\nfirm/a,"A\nInc",1\n\nfirm/b,B,99\n')
        with pytest.raises(InputError) as caught:
            load_tidy(source.folder)
        assert (caught.value.file, caught.value.line, caught.value.column) == (path, 5, "line")

    def test_a_locator_says_section_line_and_place(self, tiny_source):
        rows = [row for row, _ in load_tidy(tiny_source().save().folder)]
        places = {row["predicate"]: row["locator"] for row in rows}
        assert places["PARTNERED_WITH"] == "front, lines 10-11, table 1, row 2"
        assert places["revenue"] == "section 2, line 21"

    def test_a_source_without_a_text_needs_a_place(self, tiny_source):
        source = tiny_source()
        source.source = re.sub(r"lines: 40\nsections:\n(  .*\n)+", "", source.source)
        for name, rows in source.tables.items():
            for row in rows:
                row["line"] = ""
                row["place"] = f"{name} by hand"
            if "place" not in source.columns[name]:
                source.columns[name].append("place")
        rows = [row for row, _ in load_tidy(source.save().folder)]
        assert {row["locator"] for row in rows if row["predicate"] == "revenue"} == {"observations by hand"}
        source.tables["ties"][1]["place"] = ""
        with pytest.raises(InputError, match="needs a place: the ground it stands on") as caught:
            load_tidy(source.save().folder)
        assert (caught.value.line, caught.value.column) == (3, "place")

    def test_several_parties_in_one_cell(self, tiny_source):
        source = tiny_source()
        source.tables["deals"][0]["acquirer"] = "firm/alpha | firm/gamma"
        parties = {
            (row["role"], row["subject"])
            for row, _ in load_tidy(source.save().folder)
            if row["predicate"] == "PARTY_TO"
        }
        assert parties == {("acquirer", "firm/alpha"), ("acquirer", "firm/gamma"), ("target", "firm/beta")}

    def test_a_flag_on_the_amount_does_not_touch_the_parties(self, tiny_source):
        source = tiny_source()
        source.tables["deals"][0] |= {"flag": "ambiguous_amount", "note": "which krone?"}
        flagged = {row["predicate"] for row, _ in load_tidy(source.save().folder) if row.get("flag")}
        assert flagged == {"amount", "currency", "amount_stated"}

    def test_every_error_is_one_of_ours(self):
        assert issubclass(InputError, BigblurError)
