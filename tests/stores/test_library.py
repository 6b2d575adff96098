"""The bundled sources on both engines: same content, and the README's query; the library is in test_conformance."""

import pandas as pd
import pytest

pytestmark = pytest.mark.neo4j

ACQUIRED = (
    "MATCH (a:Firm)-[d:ACQUIRED]->(b:Firm) RETURN a.name, b.name, d.year, d.amount, d.amount_stated, d.as_stated, "
    "d.locator ORDER BY d.year"
)


@pytest.fixture
def both(bundled_store, neo4j_store):
    neo4j_store.write(bundled_store.content())
    return bundled_store, neo4j_store


def rows(frame: pd.DataFrame) -> list[tuple]:
    return list(frame.itertuples(index=False, name=None))


def test_the_bundled_sources_are_the_same_on_both_engines(both):
    embedded, server = both
    assert_same_view(server.content(), embedded.content())
    assert server.statements().sort_by("statement_id").equals(embedded.statements().sort_by("statement_id"))
    # Ordered by year only: the order within a year is the engine's.
    first, second = embedded.query(ACQUIRED), server.query(ACQUIRED)
    assert list(first.columns) == list(second.columns)
    assert sorted(rows(first), key=repr) == sorted(rows(second), key=repr)
    akva = [row for row in rows(first) if row[0] == "AKVA"]
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
