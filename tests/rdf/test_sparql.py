"""SPARQL over the graph gives what Cypher gives."""

import pytest

import bigblur
from bigblur.errors import QueryError, UsageError
from bigblur.verbs.sparql import examples


def test_acquisitions_are_those_of_cypher(bundled_store):
    cypher = (
        "MATCH (a)-[d:ACQUIRED]->(b) RETURN a.name AS acquirer, b.name AS target, d.date AS date, "
        "d.as_stated AS as_stated, d.locator AS locator"
    )
    ours = bigblur.query(cypher, store=bundled_store.path)
    theirs = bigblur.sparql("acquisitions", store=bundled_store.path)
    assert sorted(map(repr, theirs.itertuples(index=False, name=None))) == sorted(
        map(repr, ours[list(theirs.columns)].itertuples(index=False, name=None))
    )
    assert len(theirs) > 10


def test_flags_are_counted_as_cypher_counts_them(bundled_store):
    cypher = "MATCH (s:Statement) WHERE s.flag IS NOT NULL RETURN s.flag AS flag, count(*) AS n"
    ours = bigblur.query(cypher, store=bundled_store.path)
    theirs = bigblur.sparql("unclear", store=bundled_store.path)
    assert theirs.groupby("flag")["statements"].sum().to_dict() == dict(zip(ours["flag"], ours["n"], strict=True))


def test_spans_section_finds_platforms_over_sections(bundled_store):
    found = bigblur.sparql("spans-section", store=bundled_store.path)
    assert found["sections"].is_monotonic_decreasing
    assert found["sections"].min() >= 2
    assert "AKVA platform" in set(found["platform"])


def test_ask_and_construct(bundled_store):
    asked = bigblur.sparql("ASK { ?firm a bb:Firm }", store=bundled_store.path)
    assert asked["answer"].tolist() == [True]
    made = bigblur.sparql("CONSTRUCT { ?a bb:acquired ?b } WHERE { ?a bb:acquired ?b }", store=bundled_store.path)
    assert set(made["predicate"]) == {"bb:acquired"}


def test_bad_input(bundled_store):
    with pytest.raises(UsageError, match=r"no SPARQL example 'acquisition'.*Did you mean 'acquisitions'"):
        bigblur.sparql("acquisition", store=bundled_store.path)
    with pytest.raises(QueryError, match="no SPARQL"):
        bigblur.sparql("SELECT ?x WHERE {", store=bundled_store.path)


def test_every_example_has_a_title():
    assert len(examples()) >= 3
    assert all(examples().values())
