"""The library of queries: what each gives on the bundled sources (golden files), and its header."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from bigblur.data import folder
from bigblur.errors import InputError, UsageError
from bigblur.output import print_rows
from bigblur.query_library import convert, find_query, library, parse_query

GOLDEN = Path(__file__).parent / "golden" / "queries"

# Beside its defaults; the name of each set is part of the golden file's name.
MORE = {
    "acquisitions": {"akva": {"firm": "AKVA"}, "alias": {"firm": "아크바"}},
    "boundary-crossing-deals": {"one": {"industry": "Aquaculture"}},
    "contradictions": {"xiaomi": {"subject": "firm/xiaomi"}},
    "dated-before": {"1990": {"year": "1990"}},
    "entries-with-products": {"xiaomi": {"firm": "Xiaomi"}},
    "figures": {"akva": {"name": "firm/akva-group"}, "nothing": {"name": "no such firm"}},
    "in-both-rankings": {"turned": {"first": "2020", "second": "2009"}},
    "industry-moves": {"akva": {"firm": "firm/akva-group"}},
    "investments-by-industry": {"nobody": {"investor": "no such firm"}},
    "most-crossed-boundaries": {"three": {"least": "3"}},
    "partners-and-suppliers": {"akva": {"firm": "firm/akva-group"}},
    "people": {"xiaomi": {"body": "Xiaomi"}},
    "platforms-by-type": {"nothing": {"type": "no such type"}},
    "platforms-spanning-industries": {"three": {"least": "3"}},
    "policies": {"aquaculture": {"name": "industry/convergence/aquaculture"}},
    "products-and-platforms": {"xiaomi": {"firm": "Xiaomi"}},
    "ranking": {"earlier": {"period": "2009"}},
    "strategy-stages": {"akva": {"body": "firm/akva-group"}},
    "timeline": {"alias": {"name": "샤오미"}},
    "unclear": {"identity": {"flag": "ambiguous_identity"}},
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


def test_names_are_used_once():
    files = [path.stem for path in folder("queries").rglob("*.cypher")]
    assert sorted(files) == sorted(set(files))


HEADER = """\
// title: T
// question: Q?
// group: g
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
        assert (query.name, query.title, query.question, query.group, query.reading) == ("one", "T", "Q?", "g", "R")
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
            ("// title: T\n", "", None, "lacks title"),
            ("// title: T\n", "// title:\n", None, "lacks title"),
            ("// reading: R\n", "", None, "lacks reading"),
            ("// column n: a number\n", "", None, "lacks columns"),
            ("// group: g", "// grp: g", 3, "is not `// field: text`"),
            ("// group: g", "// a word of mine", 3, "is not `// field: text`"),
            ("integer = 1", "whole = 1", 4, "param name: type = default"),
            ("integer = 1 | at least", "integer = 1", 4, "param name: type = default"),
            ("integer = 1", "integer = one", 4, "'one' is not JSON"),
        ],
    )
    def test_a_bad_one_is_told(self, old, new, line, words, tmp_path):
        path = write(tmp_path, HEADER.replace(old, new))
        with pytest.raises(InputError, match=words) as caught:
            parse_query(path)
        assert (caught.value.file, caught.value.line) == (path, line)


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
