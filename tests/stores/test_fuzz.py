"""Random statements on both engines; the long run is `python tests/stores/fuzz.py`, with another seed each time."""

import os
from collections import Counter

import pytest
from alike import same
from cypher_fuzz import Graph, statement
from fuzz import outcomes
from random_content import content
from shrink import shrink

from bigblur.graph.stores.portability import neo4j_notes, refuse

SEED = int(os.environ.get("BIGBLUR_FUZZ_SEED", "5"))
NUMBER = int(os.environ.get("BIGBLUR_FUZZ", "300"))


@pytest.mark.neo4j
@pytest.mark.slow
def test_both_engines_answer_random_statements_alike(neo4j_store):
    found = list(outcomes(neo4j_store, SEED, NUMBER))
    kinds = Counter(one.kind for one in found)
    print(f"seed {SEED}: {dict(kinds)}")
    assert [one.text for one in found if one.kind == "different"] == []
    assert kinds["same"] > NUMBER / 2
    assert kinds["too long"] < NUMBER / 20


def test_a_seed_and_a_number_give_the_same_statement():
    graph = Graph.of(content("1"))
    assert [statement(graph, 1, at) for at in range(20)] == [
        statement(Graph.of(content("1")), 1, at) for at in range(20)
    ]
    assert statement(graph, 1, 0) != statement(graph, 2, 0)


def test_what_is_generated_is_portable():
    graph = Graph.of(content("1"))
    for at in range(300):
        asked = statement(graph, 1, at)
        assert refuse(asked.cypher, asked.parameters) == []
        assert neo4j_notes(asked.cypher) == []


def test_shrinks_to_what_makes_the_difference():
    asked = "MATCH (a:Firm)-->(b) WHERE a.name = 'x' AND b.year > 3 RETURN a.id AS a, b.id AS b ORDER BY a, b LIMIT 3"
    assert shrink(asked, lambda one: "year" in one) == "year"
    least = shrink(asked, lambda one: "ORDER BY a, b LIMIT 3" in one and "MATCH" in one)
    assert least == "MATCH ORDER BY a, b LIMIT 3"


@pytest.mark.parametrize(
    ("one", "other", "ordered", "expected"),
    [
        ([["a"], [1], [2]], [["a"], [2], [1]], False, True),
        ([["a"], [1], [2]], [["a"], [2], [1]], True, False),
        ([["a"], [1]], [["a"], [1.0]], True, False),
        ([["a"], [0.1 + 0.2]], [["a"], [0.3]], True, True),
        ([["a"], [True]], [["a"], [1]], True, False),
        ([["a"], [None]], [["a"]], True, False),
        ([["a"]], [["b"]], True, False),
        ([["a"], [[1, None]]], [["a"], [[1, None]]], True, True),
        ("refused", "refused", True, False),
    ],
)
def test_what_counts_as_the_same(one, other, ordered, expected):
    assert same(one, other, ordered=ordered) is expected
    assert same([["a"], [[2, 1]]], [["a"], [[1, 2]]], ordered=True, bags=["a"])
