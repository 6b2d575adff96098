"""The query library and the corpus on both engines, compared value by value; `docs/conformance.md` is made here.

`BIGBLUR_UPDATE_GOLDEN=1` writes the page anew; without it the page must be what the engines answer now.
"""

import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kglite
import pandas as pd
import pytest
from alike import Answer, answer, same
from corpus import CORPUS, OUTCOMES, Entry
from neo4j import GraphDatabase
from test_queries import CASES, defaults_suffice

from bigblur.graph.stores.neo4j import Neo4jStore
from bigblur.graph.stores.portability import neo4j_notes
from bigblur.query_library import find_query

pytestmark = pytest.mark.neo4j

PAGE = Path(__file__).parents[2] / "docs" / "conformance.md"
ACCEPTED = {
    "open": {"different", "wrong", "guarded"},
    "unguarded": {"different", "wrong", "guarded"},
    "guarded": {"guarded", "same"},
}
"""What may be found where this is recorded: to be refused, or not to be any more, needs no new record."""

_CONSTRUCT = re.compile(r"the embedded engine (?:has no|answers otherwise than Neo4j:) (?P<construct>.*?)\. Write ")


@dataclass
class Outcome:
    """What came of an entry: on the embedded store, on its engine alone, on Neo4j, and of the portable form."""

    entry: Entry
    embedded: Answer
    alone: Answer
    neo4j: Answer
    notes: list[str]
    portable: tuple[Answer, Answer] | None

    def alike(self, one: Answer, other: Answer) -> bool:
        return same(one, other, ordered=self.entry.ordered, bags=self.entry.bags)

    @property
    def found(self) -> str:
        """The outcome as the engines show it; `different` is none that may be left."""
        refused = isinstance(self.embedded, str), isinstance(self.neo4j, str)
        if all(refused):
            return "neo4j" if not isinstance(self.alone, str) else "both"
        if refused[1]:
            return "neo4j"
        if refused[0]:
            return "unsupported" if isinstance(self.alone, str) else self._guard
        if self.alike(self.embedded, self.neo4j):
            return "same" if self.alike(self.alone, self.neo4j) or self.entry.outcome == "same" else "wrong"
        if neo4j_notes(self.entry.cypher):
            return "neo4j wrong"
        return "wrong" if self.notes else "different"

    @property
    def _guard(self) -> str:
        return "guarded" if self.alike(self.alone, self.neo4j) else "wrong"

    @property
    def heading(self) -> str:
        """Under which outcome the page has it."""
        if self.entry.outcome == "open" or self.found == "different":
            return self.entry.outcome
        return self.found

    @property
    def shown(self) -> str:
        """How the embedded store meets it, in the page's words."""
        if isinstance(self.embedded, str):
            match = _CONSTRUCT.search(self.embedded)
            return f"refused: {match['construct']}" if match else "refused"
        if isinstance(self.neo4j, str):
            return "answers"
        if self.alike(self.embedded, self.neo4j):
            return "same" if self.alike(self.alone, self.neo4j) or self.entry.outcome == "same" else "mended"
        if self.found == "neo4j wrong":
            return "answers rightly"
        return "answers otherwise, with a note" if self.notes else "answers otherwise"


def alone(graph: kglite.KnowledgeGraph, entry: Entry) -> Answer:
    """What the engine says without our guard, without our settings of its planner, and unmended."""
    try:
        view: Any = graph.cypher(entry.cypher, params=entry.parameters, hide_structural_keys=True, timeout_ms=20_000)
        return [list(view.columns), *([row[name] for name in view.columns] for row in view)]
    except kglite.KgError as error:
        return str(error)


@pytest.fixture(scope="module")
def outcomes(bundled_store, neo4j_filled):
    graph = bundled_store._open_graph()
    found = {}
    for name, entry in CORPUS.items():
        embedded = answer(bundled_store, entry.cypher, entry.parameters)
        notes: list[str] = []
        if not isinstance(embedded, str):  # the engine's own warnings name no place, ours do
            notes = bundled_store.query(entry.cypher, entry.parameters).attrs.get("notes", [])
            notes = [note for note in notes if note.startswith("line ")]
        portable = None
        if entry.portable:
            portable = tuple(answer(store, entry.portable, entry.parameters) for store in (bundled_store, neo4j_filled))
        neo4j = answer(neo4j_filled, entry.cypher, entry.parameters)
        found[name] = Outcome(entry, embedded, alone(graph, entry), neo4j, notes, portable)
    return found


@pytest.fixture(scope="module")
def neo4j_filled(bundled_store, neo4j_server):
    """A Neo4j store of the bundled sources; emptied after this module."""
    login = {"username": neo4j_server.username, "password": neo4j_server.password, "database": neo4j_server.database}
    with Neo4jStore(neo4j_server.uri, **login) as store:
        store.write(bundled_store.content())
        yield store
    auth = (neo4j_server.username, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=neo4j_server.database)


@pytest.mark.parametrize("name", CORPUS)
def test_outcome_is_as_recorded(name, outcomes):
    """A new outcome is recorded in the corpus, with its reason, by whoever has understood it."""
    outcome = outcomes[name]
    said = f"\n{outcome.entry.cypher}\nembedded: {str(outcome.embedded)[:1000]}\nneo4j: {str(outcome.neo4j)[:1000]}"
    assert outcome.found in ACCEPTED.get(outcome.entry.outcome, {outcome.entry.outcome}), said


@pytest.mark.parametrize("name", [entry.name for entry in CORPUS.values() if entry.embedded])
def test_what_is_known_to_differ_differs_as_known(name, outcomes):
    """Another difference than the one that was understood is a new one."""
    outcome = outcomes[name]
    assert json.dumps(outcome.embedded[1:], ensure_ascii=False, default=str) == outcome.entry.embedded


@pytest.mark.parametrize("name", [entry.name for entry in CORPUS.values() if entry.portable])
def test_portable_form_gives_what_neo4j_gives(name, outcomes):
    outcome = outcomes[name]
    embedded, neo4j = outcome.portable
    assert outcome.alike(embedded, neo4j), f"\n{outcome.entry.portable}\nembedded: {embedded}\nneo4j: {neo4j}"
    right = outcome.embedded if outcome.found == "neo4j wrong" else outcome.neo4j
    if not isinstance(right, str) and outcome.entry.outcome != "open":
        assert outcome.alike(embedded, right), f"\n{embedded}\nthe statement itself: {right}"


@pytest.mark.parametrize(("name", "label", "given"), [case for case in CASES if case[2] or defaults_suffice(case[0])])
def test_library_query(name, label, given, bundled_store, neo4j_filled):  # noqa: ARG001 - the label names the case
    query = find_query(name)
    bound = query.bind(given)
    one, other = (answer(store, query.cypher, bound) for store in (bundled_store, neo4j_filled))
    assert same(one, other, ordered="ORDER BY" in query.cypher)
    assert one[0] == list(query.columns)


ACQUIRED = (
    "MATCH (a:Firm)-[d:ACQUIRED]->(b:Firm) RETURN a.name, b.name, d.year, d.amount, d.amount_stated, d.as_stated, "
    "d.locator ORDER BY d.year"
)


def test_the_bundled_sources_are_the_same_on_both_engines(bundled_store, neo4j_filled):
    assert_same_view(neo4j_filled.content(), bundled_store.content())
    one, other = (store.statements().sort_by("statement_id") for store in (neo4j_filled, bundled_store))
    assert one.equals(other)
    # Ordered by year only: the order within a year is the engine's.
    found, theirs = (answer(store, ACQUIRED, {}) for store in (bundled_store, neo4j_filled))
    assert same(found, theirs, ordered=False)
    akva = [row for row in found[1:] if row[0] == "AKVA"]
    assert len(akva) == 10
    assert all(row[3] is None for row in akva)


def assert_same_view(content, other):
    """Every node and tie alike, in whatever order the stores give them."""
    keys = {"nodes": "id", "ties": "tie_id"}
    for part, key in keys.items():
        mine, theirs = getattr(content, part), getattr(other, part)
        assert set(mine) == set(theirs)
        for name, table in theirs.items():
            assert mine[name].sort_by(key).equals(table.sort_by(key)), name


def test_corpus_is_large_and_mostly_the_same():
    counts = Counter(entry.outcome for entry in CORPUS.values())
    assert counts["same"] >= 300
    assert len({entry.cypher for entry in CORPUS.values()}) == len(CORPUS)


def test_why_a_path_needs_a_bound():
    """No chain of the bundled sources is long enough to show it."""
    chain = kglite.KnowledgeGraph()
    steps = [f"step{n:02}" for n in range(16)]
    chain.add_nodes(pd.DataFrame({"id": steps, "name": steps}), "Event", "id", "name")
    chain.add_relationships(
        pd.DataFrame({"source": steps[:-1], "target": steps[1:]}), "SUCCEEDED", "Event", "source", "Event", "target"
    )
    counts = [
        [
            row["n"]
            for row in chain.cypher(f"MATCH (:Event {{id: 'step00'}})-[:SUCCEEDED{stars}]->(x) RETURN count(*) AS n")
        ]
        for stars in ("*", "*1..15")
    ]
    assert counts == [[10], [15]]


def test_page_is_what_the_engines_answer(outcomes):
    text = page(outcomes)
    if os.environ.get("BIGBLUR_UPDATE_GOLDEN") == "1":
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text, "BIGBLUR_UPDATE_GOLDEN=1 writes the page anew"


def page(outcomes: dict[str, Outcome]) -> str:
    counts = Counter(outcome.heading for outcome in outcomes.values())
    names = sorted({name for name, _, given in CASES if given or defaults_suffice(name)})
    lines = [
        "<!-- Generated by tests/stores/test_conformance.py with BIGBLUR_UPDATE_GOLDEN=1. Do not edit. -->",
        "# Conformance",
        "",
        "One text for both engines is a promise, so it is tried: each query of the library and each statement of a",
        f"corpus ({len(CORPUS)}, in `tests/stores/corpus/`) runs on the embedded store (kglite {kglite.__version__})",
        "and on Neo4j 5, over the bundled sources, and the answers are compared value by value: types too, order where",
        "the statement orders its rows totally, floats to 12 digits.",
        "",
        "| outcome | statements | meaning |",
        "| --- | ---: | --- |",
        *(f"| {key} | {counts[key]} | {meaning} |" for key, meaning in OUTCOMES.items()),
        "",
        "What the embedded store *refuses* it refuses before it runs, with the construct, its place and what to write.",
        "",
    ]
    headings = {
        "wrong": "Where the embedded engine is wrong",
        "neo4j wrong": "Where Neo4j is wrong",
        "unguarded": "Where it answers otherwise and is not stopped",
        "guarded": "Refused with others of their kind",
        "unsupported": "What the embedded engine does not know",
        "open": "Rightly different",
        "neo4j": "What Neo4j refuses",
        "both": "What both refuse",
    }
    for key, heading in headings.items():
        chosen = [outcome for outcome in outcomes.values() if outcome.heading == key]
        if chosen:
            lines += [f"## {heading}", "", *_differing(chosen), ""]
    lines += [
        "## The same on both",
        "",
        f"The {len(names)} queries of the library ([queries.md](queries.md)): {', '.join(names)}.",
    ]
    for theme in sorted({entry.theme for entry in CORPUS.values()}):
        rows = [entry for name, entry in CORPUS.items() if (entry.theme, outcomes[name].heading) == (theme, "same")]
        lines += ["", f"### {theme.capitalize()}", "", "| statement | embedded | Neo4j |", "| --- | --- | --- |"]
        lines += [f"| **{entry.name}** {_code(entry.cypher)} | same | same |" for entry in rows]
    return "\n".join(lines) + "\n"


def _differing(chosen: list[Outcome]) -> list[str]:
    rows = ["| statement | embedded | Neo4j | why | instead |", "| --- | --- | --- | --- | --- |"]
    for outcome in chosen:
        entry = outcome.entry
        instead = _code(entry.portable) if entry.portable else _cell(entry.instead)
        neo4j = "refused" if isinstance(outcome.neo4j, str) else "answers"
        if outcome.heading == "neo4j wrong":
            neo4j = "answers wrongly, with a note"
        cells = [f"**{entry.name}** {_code(entry.cypher)}", _cell(outcome.shown), neo4j, _cell(entry.why), instead]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _code(cypher: str) -> str:
    """A statement in a cell of a table, line by line; two backticks around a line that holds one."""
    lines = [line.rstrip().replace("|", "\\|") for line in cypher.splitlines()]
    return "<br>".join(f"`` {line} ``" if "`" in line else f"`{line}`" for line in lines if line)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
