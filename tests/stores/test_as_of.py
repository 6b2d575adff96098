"""A store as it was at a date."""

import pytest
from tiny import statement, table_of

import bigblur
from bigblur.errors import QueryError, UsageError
from bigblur.graph.as_of import as_of
from bigblur.graph.stores.memory import MemoryStore
from bigblur.resolve import resolve

ROWS = [
    *(statement(f"firm/{name}", "name", value=name) for name in "abc"),
    statement("firm/a", "OWNS", object="firm/b", valid_from="2005", valid_to="2010-06"),
    statement("firm/a", "SUPPLIES", object="firm/c", valid_from="2010-03"),
    statement("firm/b", "PARTNERED_WITH", object="firm/c"),
    statement("deal/x", "kind", value="acquisition"),
    statement("deal/x", "date", value="2012-Q2"),
    statement("firm/a", "PARTY_TO", object="deal/x", role="acquirer", valid_from="2012-Q2"),
    statement("firm/c", "PARTY_TO", object="deal/x", role="target", valid_from="2012-Q2"),
    statement("firm/a", "revenue", value="5", unit="NOK", valid_from="2011"),
]
TIES = "MATCH (x)-[t]->(y) RETURN type(t) AS tie ORDER BY tie"


@pytest.fixture
def store():
    return MemoryStore(resolve(table_of(ROWS)), "made")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2004", []),
        ("2005", ["OWNS"]),
        ("2009-12-31", ["OWNS"]),
        ("2010", ["OWNS", "SUPPLIES"]),
        ("2010-02", ["OWNS"]),
        ("2010-07", ["SUPPLIES"]),
        ("2011-05", ["ABOUT", "SUPPLIES"]),
        ("2012-03-31", ["ABOUT", "SUPPLIES"]),
        ("2012-04-01", ["ABOUT", "ACQUIRED", "PARTY_TO", "PARTY_TO", "SUPPLIES"]),
    ],
)
def test_what_holds_at_a_date(store, date, expected):
    assert as_of(store, date, undated=False).query(TIES)["tie"].tolist() == expected
    kept = sorted([*expected, "PARTNERED_WITH"])
    assert as_of(store, date).query(TIES)["tie"].tolist() == kept


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2004", []), ("2010-07", ["OWNS", "SUPPLIES"]), ("2011-05", ["ABOUT", "OWNS", "SUPPLIES"])],
)
def test_what_had_ended_is_there_on_request(store, date, expected):
    assert as_of(store, date, undated=False, ended=True).query(TIES)["tie"].tolist() == expected
    given = {"store": store, "as_of": date, "undated": False, "ended": True}
    assert bigblur.query(TIES, **given)["tie"].tolist() == expected


def test_what_lasts_is_there_and_what_happens_later_is_not(store):
    view = as_of(store, "2010")
    assert view.query("MATCH (f:Firm) RETURN count(f) AS n")["n"].tolist() == [3]
    assert view.query("MATCH (d:Deal) RETURN count(d) AS n")["n"].tolist() == [0]
    assert view.query("MATCH (s:Statement) RETURN count(s) AS n")["n"].tolist() == [len(ROWS)]


def test_the_store_itself_stays(store):
    as_of(store, "2004")
    assert len(store.query(TIES)) == 7


def test_a_view_takes_no_writing(store):
    with pytest.raises(QueryError, match="view of a store at a date"):
        as_of(store, "2010").query("CREATE (:Firm {id: 'firm/z'})", write=True)
    with pytest.raises(QueryError, match="would write"):
        as_of(store, "2010").query("CREATE (:Firm {id: 'firm/z'})")


def test_a_date_that_is_none(store):
    with pytest.raises(UsageError, match="--as-of: '2007-02-30' is not a date"):
        as_of(store, "2007-02-30")


def test_a_query_of_the_library_at_a_date(bundled_store):
    all_of_them = bigblur.query("acquisitions", store=bundled_store)
    before = bigblur.query("acquisitions", store=bundled_store, as_of="2010", undated=False)
    assert 0 < len(before) < len(all_of_them)
    assert max(before["date"]) <= "2010"


@pytest.mark.neo4j
def test_a_server_gives_the_same_view(neo4j_store, store):
    neo4j_store.write(store.content())
    for date in ("2004", "2010", "2012"):
        assert as_of(neo4j_store, date).query(TIES).equals(as_of(store, date).query(TIES))
