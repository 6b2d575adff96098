"""The library of queries: what each gives on the bundled sources (golden files), and its header."""

import math
import os
import re
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from bigblur import query_library
from bigblur.data import folder
from bigblur.errors import InputError, QueryError, UsageError
from bigblur.graph.stores.literals import literal
from bigblur.output import print_rows
from bigblur.query_library import (
    GROUPS,
    broken_queries,
    convert,
    find_query,
    library,
    parse_query,
    read_library,
)
from bigblur.verbs.query import browser_text, queries

GOLDEN = Path(__file__).parent / "golden" / "queries"

# Beside its defaults; the name of each set is part of the golden file's name.
MORE = {
    "acquisitions": {"akva": {"firm": "AKVA"}, "alias": {"firm": "아크바"}},
    "activity-by-year": {"late": {"first": "2019"}},
    "around-a-platform": {"alias": {"platform": "안드로이드"}, "nothing": {"platform": "no such platform"}},
    "begun-between": {"2003": {"first": "2003", "last": "2003"}},
    "bought-into": {"alias": {"firm": "테슬라"}},
    "boundary-crossing-deals": {"one": {"industry": "Aquaculture"}},
    "compare-figures": {"price": {"measure": "price"}, "year": {"measure": "number_of_members", "period": "2015"}},
    "contradictions": {"xiaomi": {"subject": "firm/xiaomi"}},
    "crossed-in-several-ways": {"three": {"ways": "3"}},
    "dated-before": {"1990": {"year": "1990"}},
    "deals-by-year": {"alias": {"firm": "아크바"}, "nothing": {"firm": "no such firm"}},
    "deals-inside-or-across": {"investment": {"kind": "investment"}},
    "ended": {"alias": {"name": "가민"}},
    "entrants": {"alias": {"industry": "스마트 선박"}, "nothing": {"industry": "no such industry"}},
    "entries-by-stage": {"alias": {"body": "샤오미"}},
    "entries-with-products": {"xiaomi": {"firm": "Xiaomi"}},
    "events": {"alias": {"name": "테슬라"}},
    "figures": {"akva": {"name": "firm/akva-group"}, "nothing": {"name": "no such firm"}},
    "generations": {"id": {"name": "platform/tesla-os"}, "maker": {"name": "테슬라"}},
    "groups-sharing-members": {"two": {"least": "2"}},
    "growth": {"nothing": {"measure": "valuation"}, "revenue": {"measure": "revenue"}},
    "hedged-figures": {"most": {"bound": "at_most"}},
    "in-both-rankings": {"turned": {"first": "2020", "second": "2009"}},
    "industries-between": {"joined": {"first": "automobiles", "second": "smartphones"}},
    "industries-by-boundaries": {"twenty": {"least": "20"}},
    "industries-by-entrants": {"five": {"least": "5"}},
    "industries-sharing-firms": {"five": {"least": "5"}},
    "industry-moves": {"akva": {"firm": "firm/akva-group"}},
    "investments-by-industry": {"nobody": {"investor": "no such firm"}},
    "investors-that-work-with": {"holding": {"firm": "Huami"}},
    "isic-sections-bridged": {"twenty": {"least": "20"}},
    "korean-names": {"people": {"class": "Person"}},
    "launches": {"alias": {"firm": "가민"}},
    "links-between-two": {
        "alias": {"first": "샤오미", "second": "firm/garmin"},
        "nothing": {"first": "Zara", "second": "AKVA"},
    },
    "loose-ends": {"technologies": {"class": "Technology", "most": "1"}},
    "members": {"alias": {"member": "아마존"}, "group": {"group": "GAIA-X"}},
    "most-crossed-boundaries": {"three": {"least": "3"}},
    "most-said": {"eight": {"least": "8"}},
    "most-spread-firms": {"ten": {"least": "10"}},
    "moves-between-industries": {"both-ways": {"least": "1", "industry": "retail"}},
    "offerings-from-outside": {"alias": {"industry": "헬스케어"}},
    "parties-to-deals": {"seller": {"role": "seller"}, "shunwei": {"firm": "Shunwei Capital"}},
    "partners-and-suppliers": {"akva": {"firm": "firm/akva-group"}},
    "peers-of-a-firm": {"two": {"firm": "firm/amazon", "least": "2"}},
    "people": {"xiaomi": {"body": "Xiaomi"}},
    "plans-and-forecasts": {"estimates": {"status": "estimate"}, "spans": {"tie": "SPANS"}},
    "platform-parts": {"gaia-x": {"platform": "GAIA-X"}},
    "platforms-by-type": {"nothing": {"type": "no such type"}},
    "platforms-spanning-industries": {"three": {"least": "3"}},
    "policies": {"aquaculture": {"name": "industry/convergence/aquaculture"}},
    "policies-by-country": {"alias": {"country": "노르웨이"}},
    "portfolios": {"shunwei": {"investor": "Shunwei Capital"}},
    "products-and-platforms": {"xiaomi": {"firm": "Xiaomi"}},
    "ranking": {"earlier": {"period": "2009"}},
    "said-at": {"source": {"place": "source.yaml", "source": "spri-is-123"}},
    "serial-acquirers": {"nobody": {"least": "11"}},
    "several-values": {"launched": {"predicate": "launched"}},
    "shared-names": {"across": {"across": "true"}},
    "shared-neighbours": {"alias": {"firm": "샤오미"}, "nothing": {"firm": "firm/xiaomi", "least": "2"}},
    "shared-technologies": {"four": {"least": "4"}},
    "statements-by-section": {"isic": {"source": "isic-rev4"}},
    "strategy-stages": {"akva": {"body": "firm/akva-group"}},
    "supply-through-products": {"alias": {"firm": "샤오미"}, "all": {"firm": ""}},
    "ties-of-a-body": {"id": {"body": "firm/huami"}},
    "timeline": {"alias": {"name": "샤오미"}},
    "unclear": {"identity": {"flag": "ambiguous_identity"}},
    "what-a-source-adds": {"convergence": {"source": "convergence"}},
    "widest-crossers": {"deals": {"class": "Deal", "least": "4"}},
}

CASES = [(name, "", {}) for name in library()]
CASES += [(name, f"--{label}", given) for name, sets in MORE.items() for label, given in sets.items()]


def defaults_suffice(name):
    return not any(parameter.required for parameter in library()[name].parameters.values())


@pytest.mark.parametrize(("name", "label", "given"), [case for case in CASES if case[2] or defaults_suffice(case[0])])
def test_gives_what_it_gave(name, label, given, bundled_store, tmp_path):
    """After a change that is meant to change results: BIGBLUR_UPDATE_GOLDEN=1 (`make golden`), and read the diff."""
    query = find_query(name)
    rows = bundled_store.query(query.cypher, query.bind(given))
    assert list(rows.columns) == list(query.columns)
    found, wanted = tmp_path / "found.csv", GOLDEN / f"{name}{label}.csv"
    print_rows(rows, "csv", found)
    if os.environ.get("BIGBLUR_UPDATE_GOLDEN") == "1":
        wanted.parent.mkdir(parents=True, exist_ok=True)
        wanted.write_bytes(found.read_bytes())
    assert wanted.is_file(), f"no golden file for {name}{label}: run `make golden`"
    assert found.read_text(encoding="utf-8") == wanted.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in library() if defaults_suffice(name)])
def test_shows_something_with_its_defaults(name):
    assert len((GOLDEN / f"{name}.csv").read_text(encoding="utf-8").splitlines()) > 1


def test_every_golden_file_belongs_to_a_case():
    cases = {f"{name}{label}.csv" for name, label, _ in CASES}
    assert {path.name for path in GOLDEN.iterdir()} <= cases


def test_every_extra_case_is_of_a_query():
    assert set(MORE) <= set(library())


@pytest.mark.parametrize("name", library())
class TestFile:
    def test_has_an_order(self, name):
        """Without one, two engines may give the same rows in two orders; UNION takes none, its parts must be few."""
        cypher = re.sub(r"//.*", "", library()[name].cypher)
        assert "ORDER BY" in cypher or "UNION" in cypher

    def test_uses_each_parameter_and_no_other(self, name):
        query = library()[name]
        assert set(re.findall(r"\$(\w+)", query.cypher)) == set(query.parameters)

    def test_says_what_it_asks(self, name):
        query = library()[name]
        assert query.question.endswith("?")
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


def test_no_file_of_ours_is_broken():
    assert broken_queries() == {}
    assert len(library()) == len(list(folder("queries").rglob("*.cypher")))


def test_each_group_has_queries_and_they_are_listed_in_its_order():
    listed = queries()
    assert list(dict.fromkeys(listed["group"])) == list(GROUPS)
    assert sorted(listed["name"]) == sorted(library())


HEADER = """\
// title: T
// question: Q?
// group: data quality
// param least: integer = 1 | at least
// param day: date | must be given
// param names: list = ["a"] | some
// column n: a number
// reading: R
MATCH (n) WHERE n.x >= $least RETURN count(n) AS n
"""


def write(tmp_path, text):
    path = tmp_path / "one.cypher"
    path.write_text(text, encoding="utf-8")
    return path


class TestHeader:
    def test_is_read(self, tmp_path):
        query = parse_query(write(tmp_path, HEADER))
        assert (query.name, query.title, query.question, query.group, query.reading) == (
            "one",
            "T",
            "Q?",
            "data quality",
            "R",
        )
        assert {name: (one.type, one.default, one.required) for name, one in query.parameters.items()} == {
            "least": ("integer", 1, False),
            "day": ("date", None, True),
            "names": ("list", ["a"], False),
        }
        assert query.columns == {"n": "a number"}
        assert query.cypher.startswith("MATCH (n)")

    @pytest.mark.parametrize(
        ("old", "new", "line", "words"),
        [
            ("// title: T\n", "", 1, "lacks title: add a line `// title: text`"),
            ("// title: T\n", "// title:\n", 1, "lacks title"),
            ("// reading: R\n", "", 1, "lacks reading"),
            ("// column n: a number\n", "", 1, "lacks columns: add a line"),
            ("// group: data quality", "// grp: g", 3, "is not `// field: text`"),
            ("// group: data quality", "// a word of mine", 3, "is not `// field: text`"),
            ("// group: data quality", "// group: data qualtiy", 3, "no group 'data qualtiy'.*mean 'data quality'"),
            ("// group: data quality", "// group:", 1, "lacks group"),
            ("// title: T", "// title one: T", 1, "is not `// field: text`"),
            ("// column n: a number", "// column: a number", 7, "is not `// field: text`"),
            ("// question: Q?", "// title: U", 2, "'// title' stands there a second time"),
            ("// param day: date |", "// param least: date |", 5, "'// param least' stands there a second time"),
            ("integer = 1", "whole = 1", 4, "param name: type = default"),
            ("integer = 1 | at least", "integer = 1", 4, "param name: type = default"),
            ("integer = 1", "integer = one", 4, "'one' is not JSON"),
            ("integer = 1", 'integer = "1"', 4, 'default "1" is not of type integer'),
            ("integer = 1", "integer = true", 4, "default true is not of type integer"),
            ("date |", 'date = "2007" |', 5, 'default "2007" is not of type date'),
            ("MATCH (n) WHERE n.x >= $least RETURN count(n) AS n\n", "\n", 8, "no statement follows"),
        ],
    )
    def test_a_bad_one_is_told(self, old, new, line, words, tmp_path):
        path = write(tmp_path, HEADER.replace(old, new))
        with pytest.raises(InputError, match=words) as caught:
            parse_query(path)
        assert (caught.value.file, caught.value.line) == (path, line)

    @pytest.mark.parametrize(
        ("kind", "written", "default"),
        [
            ("date", '"2007-03-15"', date(2007, 3, 15)),
            ("date", "null", None),
            ("float", "1", 1.0),
            ("boolean", "false", False),
            ("string", '"샤오미"', "샤오미"),
        ],
    )
    def test_a_default_is_of_its_type(self, kind, written, default, tmp_path):
        found = parse_query(write(tmp_path, HEADER.replace("integer = 1", f"{kind} = {written}"))).bind(
            {"day": "2007-01-01"}
        )
        assert (type(found["least"]), found["least"]) == (type(default), default)

    def test_windows_files_are_read_too(self, tmp_path):
        path = tmp_path / "one.cypher"
        path.write_bytes(b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode())
        assert parse_query(path) == parse_query(write(tmp_path, HEADER))

    def test_how_it_is_called(self, tmp_path):
        usage = "bigblur query one [-p least=INTEGER] -p day=DATE [-p names=LIST]"
        assert parse_query(write(tmp_path, HEADER)).usage == usage


BROKEN = {
    "bad-header": ("// titel: T\n", r"bad-header\.cypher, line 1: a header line is not"),
    "cp949": ("// title: T\n// question: 누가?\n".encode("cp949"), r"cp949\.cypher, line 2: is not UTF-8"),
    "utf16": ("// title: T\n".encode("utf-16"), r"utf16\.cypher, line 1: is not UTF-8"),
    "empty": ("", r"empty\.cypher: is empty \(0 bytes\)"),
    "binary": (HEADER + "\0", r"binary\.cypher, line 10: holds a NUL"),
    "folder": (None, r"folder\.cypher: cannot be read: Is a directory"),
}


class TestBrokenLibrary:
    @pytest.fixture
    def place(self, tmp_path):
        """The library, and beside it one file of each kind of broken ones."""
        place = shutil.copytree(folder("queries"), tmp_path / "queries")
        for name, (content, _) in BROKEN.items():
            path = place / "time" / f"{name}.cypher"
            if content is None:
                path.mkdir()
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        shutil.copy(place / "deals" / "acquisitions.cypher", place / "time")
        return place

    @pytest.fixture
    def installed(self, place, monkeypatch):
        """The same in the place of our own library."""
        monkeypatch.setattr(query_library, "folder", lambda _: place)
        query_library._read.cache_clear()
        yield
        query_library._read.cache_clear()

    def test_the_others_are_read(self, place):
        found, broken = read_library(place)
        assert found == {name: one for name, one in library().items() if name != "acquisitions"}
        assert set(broken) == {*BROKEN, "acquisitions"}

    @pytest.mark.usefixtures("installed")
    @pytest.mark.parametrize("name", BROKEN)
    def test_it_is_told_when_it_is_asked_for(self, name):
        with pytest.raises(InputError, match=BROKEN[name][1]):
            find_query(name)

    @pytest.mark.usefixtures("installed")
    def test_of_two_with_one_name_neither_is_taken(self):
        with pytest.raises(
            InputError, match=r"time/acquisitions\.cypher, line 1: .*deals/acquisitions\.cypher has the same"
        ):
            find_query("acquisitions")

    @pytest.mark.usefixtures("installed")
    def test_the_list_names_them(self):
        listed = queries()
        assert "figures" in set(listed["name"])
        assert not {*BROKEN, "acquisitions"} & set(listed["name"])
        warnings = listed.attrs["about"]["warnings"]
        assert len(warnings) == len(BROKEN) + 1
        for _, words in BROKEN.values():
            assert any(re.search(words, one) for one in warnings)


HOSTILE = [
    "",
    "O'Brien",
    'say "x"',
    "a\\",
    "\\'",
    "\\u0027 OR true",
    "two\nlines\r\n\tand a tab",
    "'; MATCH (n) DETACH DELETE n; //",
    "/* ` $x {y} */",
    "\x00\x01\x1f\x7f\x85\u2028\u2029",
    "샤오미 😀",
]
VALUES = [
    *HOSTILE,
    HOSTILE,
    None,
    True,
    False,
    0,
    -(2**63),
    2**63 - 1,
    0.1,
    -0.0,
    1e22,
    1e-7,
    5e-324,
    math.inf,
    -math.inf,
]
VALUES += [date(2007, 3, 15), date(1, 1, 1), [], [1, [None, ["x"]]], {"a`b'": [HOSTILE[1]], "c": {}}]


class TestBrowserText:
    def test_a_line_sets_each_parameter(self):
        text = browser_text("in-both-rankings", {"first": "2001"}).splitlines()
        assert text[:3] == [
            ":param scope => 'market value of listed firms';",
            ":param first => '2001';",
            ":param second => '2020';",
        ]
        assert "\n".join(text[3:]) == f"{library()['in-both-rankings'].cypher};"

    def test_values_of_every_type(self):
        given = {"a": None, "b": [1, "x"], "c": date(2007, 3, 15), "d": {"k": 0.5}, "e": True}
        assert browser_text("RETURN $a;", given) == (
            ":param a => null;\n:param b => [1, 'x'];\n:param c => date('2007-03-15');\n"
            ":param d => ({`k`: 0.5});\n:param e => true;\nRETURN $a;"
        )

    @pytest.mark.parametrize("value", VALUES)
    def test_a_parameter_is_one_line(self, value):
        text = browser_text("RETURN $x AS x", {"x": value})
        assert len(text.splitlines()) == 2
        text.encode()

    def test_the_semicolon_is_not_part_of_a_comment(self):
        assert browser_text("RETURN 1 // one") == "RETURN 1 // one\n;"

    def test_what_cannot_be_written_is_told(self):
        with pytest.raises(UsageError, match="has a name that Neo4j does not take"):
            browser_text("RETURN 1", {"x => 1; MATCH (n) DETACH DELETE n //": 1})
        with pytest.raises(UsageError, match="no parameter 'frim'"):
            browser_text("acquisitions", {"frim": "x"})
        with pytest.raises(UsageError, match="of type integer"):
            browser_text("most-crossed-boundaries", {"least": "few"})
        with pytest.raises(QueryError, match="64 bits"):
            browser_text("most-crossed-boundaries", {"least": 2**63})
        with pytest.raises(QueryError, match="a datetime cannot be written"):
            literal(datetime(2007, 1, 1))  # noqa: DTZ001 - a time without a zone is what is tried

    @pytest.mark.neo4j
    def test_neo4j_reads_what_was_meant(self, neo4j_store, bundled_store):
        """Browser sends what stands right of the arrow to the server, with RETURN before it."""

        def paste(text):
            lines = text.splitlines()
            given = {}
            while lines[0].startswith(":param "):
                name, _, value = lines.pop(0).removeprefix(":param ").removesuffix(";").partition(" => ")
                given[name] = neo4j_store.query(f"RETURN {value} AS x")["x"][0]
            return neo4j_store.query("\n".join(lines).removesuffix(";"), given)

        neo4j_store.write(bundled_store.content())
        for value in VALUES:
            found = paste(browser_text("RETURN $x AS x", {"x": value}))["x"][0]
            assert (type(found), found) == (type(value), value)
        assert math.isnan(paste(browser_text("RETURN $x AS x", {"x": math.nan}))["x"][0])
        akva = neo4j_store.query(library()["acquisitions"].cypher, {"firm": "아크바"})
        assert len(akva) == 10
        assert paste(browser_text("acquisitions", {"firm": "아크바"})).equals(akva)


class TestParameters:
    @pytest.fixture
    def query(self, tmp_path):
        return parse_query(write(tmp_path, HEADER))

    def test_text_becomes_its_type_and_defaults_are_filled_in(self, query):
        assert query.bind({"day": "2007-03-15"}) == {"least": 1, "day": date(2007, 3, 15), "names": ["a"]}
        assert query.bind({"day": "2007-03-15", "least": "3", "names": "b,c"})["names"] == ["b", "c"]
        assert query.bind({"day": date(2007, 1, 1), "least": 4})["least"] == 4

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({}, r"needs the parameter day \(must be given\): add -p day=VALUE"),
            ({"day": "2007"}, "of type date, and '2007' is not one"),
            ({"day": "2007-01-01", "least": "few"}, "of type integer, and 'few' is not one"),
            ({"day": "2007-01-01", "leats": "1"}, r"no parameter 'leats'.*Did you mean 'least'"),
        ],
    )
    def test_bad_ones_are_told(self, given, words, query):
        with pytest.raises(UsageError, match=words):
            query.bind(given)

    @pytest.mark.parametrize(
        ("kind", "text", "value"),
        [("integer", "-3", -3), ("float", "0.5", 0.5), ("boolean", "True", True), ("list", '["a,b"]', ["a,b"])],
    )
    def test_conversions(self, kind, text, value):
        assert convert("x", kind, text) == value

    @pytest.mark.parametrize(
        ("kind", "text"),
        [("integer", "1.0"), ("float", "x"), ("boolean", "yes"), ("list", "[a"), ("date", "2007-02-30")],
    )
    def test_what_is_no_value_of_the_type(self, kind, text):
        with pytest.raises(UsageError, match=f"of type {kind}"):
            convert("x", kind, text)

    def test_a_query_that_is_not_there(self):
        with pytest.raises(UsageError, match=r"no query 'acquisition'.*Did you mean 'acquisitions'"):
            find_query("acquisition")
