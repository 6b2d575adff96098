"""The graph against the report: facts of two cases by hand, and every place and word that a statement claims."""

import os
import re
from hashlib import sha256
from pathlib import Path

import pytest

import bigblur
from bigblur.data import folder
from bigblur.errors import UsageError
from bigblur.graph.names import NameIndex
from bigblur.loaders.source import read_source
from bigblur.model import classes, ties

REPORT = "spri-is-123"


@pytest.fixture(scope="module")
def source():
    return read_source(folder("sources") / REPORT)


@pytest.fixture(scope="module")
def statements(bundled_store):
    """The report's own statements, without those on the report."""
    rows = bundled_store.statements().to_pylist()
    return [row for row in rows if row["source_id"] == REPORT and row["locator"] != "source.yaml"]


@pytest.fixture(scope="module")
def text():
    """The report as text, which is not ours to ship: beside the checkout, or where BIGBLUR_SEED says."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "seed" / f"{REPORT}.ko.txt"
    path = Path(os.environ.get("BIGBLUR_SEED", beside))
    if not path.is_file():
        pytest.skip(f"the report's text is not at {path}: set BIGBLUR_SEED to it")
    return path.read_bytes()


def lines_of(locator):
    shape = re.search(r"\blines? (\d+)(?:-(\d+))?(?:,|$)", locator)
    return (int(shape[1]), int(shape[2] or shape[1])) if shape else None


class TestAkva:
    def test_ten_deals_with_their_amounts_as_printed(self, bundled_store):
        rows = bundled_store.query(
            "MATCH (:Firm {id: 'firm/akva-group'})-[d:ACQUIRED]->(b) "
            "RETURN d.year AS year, b.id AS id, d.amount_stated AS stated, d.amount AS amount, d.currency AS currency"
        )
        assert sorted(rows[["year", "id", "stated"]].itertuples(index=False, name=None), key=str) == sorted(
            [
                (2016, "firm/sperre", None),  # the table prints a dash
                (2015, "firm/ad-offshore", None),
                (2015, "firm/aquatec-solutions", None),
                (2014, "firm/yesmaritime", None),
                (2012, "firm/plastsveis", "3,574"),
                (2008, "firm/idema-aqua", "12,014"),
                (2007, "firm/uni-aqua", "0.420"),
                (2007, "firm/future-sea-tech", "0.487"),
                (2007, "firm/uni-aqua", "2.453"),
                (2007, "firm/maritech-international", "15.104"),
            ],
            key=str,
        )
        assert rows["amount"].isna().all(), "a column headed MM without a currency is no clear unit"
        assert rows["currency"].isna().all()

    def test_nobody_else_buys_or_is_bought_there(self, bundled_store):
        count = "MATCH (:Firm {id: 'firm/akva-group'})-[d:ACQUIRED]-() RETURN count(d) AS n"
        assert bundled_store.query(count)["n"].tolist() == [10]

    def test_why_says_that_uni_aqua_is_ambiguous(self, bundled_store):
        rows = bigblur.why("AKVA", "UNI Aqua", store=bundled_store)
        deals = set(rows["subject"]) | set(rows["object"].dropna())
        assert {one for one in deals if one.startswith("deal/")} == {
            "deal/akva-uni-aqua-2007-1",
            "deal/akva-uni-aqua-2007-2",
        }
        assert set(rows["flag"].dropna()) == {"ambiguous_identity"}
        assert any("leaves open whether they are one deal or two" in note for note in rows["note"].dropna())
        stated = rows[rows["predicate"] == "amount_stated"]
        assert {(value, lines_of(place)) for value, place in zip(stated["value"], stated["locator"], strict=True)} == {
            ("0.420", (248, 248)),
            ("2.453", (250, 250)),
        }

    def test_revenue(self, bundled_store):
        assert figures(bundled_store, "firm/akva-group", "revenue") == {
            ("2002", "KRW"): (13e9, "130억원 수준", "about"),
            ("2019", "KRW"): (410e9, "약 4,100억원", "about"),
        }


class TestXiaomi:
    def test_revenue_in_two_currencies(self, bundled_store):
        assert figures(bundled_store, "firm/xiaomi", "revenue") == {
            ("2020", "KRW"): (42.7e12, "약 42조 7000억원", "about"),
            ("2019", "CNY"): (205.8e9, "2,058억위안", None),
            ("2019", "KRW"): (35.5e12, "약 35.5조원", "about"),
        }

    def test_a_figure_without_a_number_has_none(self, bundled_store):
        rows = bundled_store.query("MATCH (o:Observation) WHERE o.value_stated = '수백 종' RETURN o.value AS value")
        assert rows["value"].tolist() == [None]

    def test_invested_in_the_makers_of_its_ecosystem(self, bundled_store):
        rows = bundled_store.query(
            "MATCH (:Firm {id: 'firm/xiaomi'})-[d:INVESTED_IN]->(b:Firm) RETURN b.id AS id, d.amount AS a"
        )
        assert {f"firm/{name}" for name in ("huami", "qingmi", "lanmi", "zimi", "ninebot", "sunmi")} <= set(rows["id"])
        assert rows["a"].isna().all()

    def test_two_spellings_of_its_founder_are_one_person(self, bundled_store):
        index = NameIndex(bundled_store.nodes())
        assert {index.find(name) for name in ("Lei Jun", "레위 쥘", "레위진")} == {"person/lei-jun"}


def figures(store, subject, measure):
    rows = store.query(
        "MATCH (o:Observation)-[:ABOUT]->(x {id: $id}) WHERE o.measure = $measure "
        "RETURN o.period AS p, o.unit AS u, o.value AS v, o.value_stated AS s, o.bound AS b",
        {"id": subject, "measure": measure},
    )
    return {(p, u): (v, s, b) for p, u, v, s, b in rows.itertuples(index=False, name=None)}


class TestNames:
    def test_each_korean_name_is_a_name_or_alias(self, bundled_store, statements):
        index = NameIndex(bundled_store.nodes())
        names = {key: {name, *aliases} for key, _, name, aliases in index.rows}
        korean = {
            (row["subject"], row["value"])
            for row in statements
            if row["predicate"] in ("name", "alias") and row["lang"] == "ko"
        }
        assert len(korean) > 100
        assert {(key, name) for key, name in korean if name not in names[key]} == set()

    def test_each_is_found_by_it(self, bundled_store, statements):
        """What another thing is called too is told with the ids of both."""
        index = NameIndex(bundled_store.nodes())
        lost = []
        for row in statements:
            if row["predicate"] not in ("name", "alias") or row["lang"] != "ko":
                continue
            try:
                found = index.find(row["value"])
            except UsageError as error:
                if row["subject"] not in str(error):
                    lost.append((row["subject"], row["value"], str(error)))
                continue
            if found != row["subject"] and not found.startswith(("firm/", "organization/", "person/")):
                lost.append((row["subject"], row["value"], found))
        assert lost == []


class TestPlaces:
    def test_every_statement_has_a_line_of_the_text(self, statements, source):
        assert len(statements) > 1000
        without = [row["locator"] for row in statements if lines_of(row["locator"]) is None]
        assert without == []
        beyond = [
            row["locator"]
            for row in statements
            if not 1 <= lines_of(row["locator"])[0] <= lines_of(row["locator"])[1] <= source.lines
        ]
        assert (source.lines, beyond) == (820, [])

    def test_no_as_stated_is_a_sentence(self, statements):
        """The report's licence lets us state facts, not repeat its text."""
        long = {row["as_stated"] for row in statements if row["as_stated"] and len(row["as_stated"]) > 160}
        assert long == set()

    def test_the_text_is_the_one_that_was_read(self, text, source):
        assert f"sha256:{sha256(text).hexdigest()}" == source.details["checksum"]
        assert len(text.decode("utf-8").splitlines()) in (source.lines, source.lines + 1)

    def test_everything_as_stated_stands_on_its_lines(self, text, statements):
        """Blanks aside; ` / ` joins what stands in one table cell on several lines."""
        lines = text.decode("utf-8").split("\n")
        missing = set()
        for row in statements:
            first, last = lines_of(row["locator"])
            here = without_blanks("".join(lines[first - 1 : last]))
            for part in (row["as_stated"] or "").split(" / "):
                if without_blanks(part) not in here:
                    missing.add((row["locator"], row["as_stated"]))
        assert missing == set()


def without_blanks(text):
    return re.sub(r"\s+", "", text)


def test_every_class_and_tie_is_used(bundled_store):
    """Nothing stands in the ontology that no source speaks of."""
    counts = bundled_store.content().counts()
    unused = [name for name in (*classes(), *ties()) if not counts.get(name)]
    assert unused == []
