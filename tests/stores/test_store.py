"""One suite for every store: what the interface promises, on the embedded engine and on a real Neo4j."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from portable import PORTABLE
from store_content import HOSTILE, assert_same, content, smaller

from bigblur.errors import NotAStore, QueryError
from bigblur.graph.stores.base import Content, Store
from bigblur.graph.stores.embedded import EmbeddedStore

ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]


def _make(engine: str, path: Path, request: pytest.FixtureRequest) -> Store:
    store: Store = EmbeddedStore(path) if engine == "embedded" else request.getfixturevalue("neo4j_store")
    return store


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store."""
    return _make(request.param, tmp_path / "store.db", request)


@pytest.fixture
def filled(store: Store) -> Store:
    """A store that holds `content()`."""
    store.write(content())
    return store


def rows(store: Store, cypher: str, parameters: dict[str, Any] | None = None) -> list[list[Any]]:
    return store.query(cypher, parameters).to_numpy(dtype=object).tolist()


class TestWrite:
    def test_read_back_is_what_was_written(self, filled):
        assert_same(filled.content(), content())

    def test_each_hostile_name_is_found_as_it_is(self, filled):
        for key, name in HOSTILE.items():
            assert rows(filled, "MATCH (f:Firm {id: $id}) RETURN f.name", {"id": key}) == [[name]]
            assert rows(filled, "MATCH (f:Firm) WHERE f.name = $name RETURN f.id", {"name": name}) == [[key]]

    def test_writing_twice_changes_nothing(self, filled):
        filled.write(content())
        assert_same(filled.content(), content())

    def test_a_smaller_content_takes_out_the_rest(self, filled):
        filled.write(smaller())
        assert_same(filled.content(), smaller())
        assert rows(filled, "MATCH (n) WHERE n.id STARTS WITH 'deal/' RETURN count(*)") == [[0]]
        assert rows(filled, "MATCH (a)-[t]->(b) RETURN a.id, t.tie_id, b.id") == [["firm/b", "t1", "firm/a"]]
        assert rows(filled, "MATCH (f:Firm {id: 'firm/a'}) RETURN f.ticker") == [[None]]

    def test_and_the_larger_one_again(self, filled):
        filled.write(smaller())
        filled.write(content())
        assert_same(filled.content(), content())

    def test_an_empty_content(self, filled):
        nothing = Content(content().statements.slice(0, 0), {}, {})
        filled.write(nothing)
        assert_same(filled.content(), nothing)
        assert rows(filled, "MATCH (f:Firm) RETURN f.id") == []

    def test_parallel_ties_stay_apart(self, filled):
        found = rows(
            filled,
            "MATCH (:Firm {id: 'firm/a'})-[t]->(:Firm {id: 'firm/b'}) RETURN type(t) AS k, t.tie_id AS i ORDER BY k, i",
        )
        assert found == [["ACQUIRED", "t1"], ["ACQUIRED", "t2"], ["PARTNERED_WITH", "t1"]]

    def test_a_store_opened_again_holds_the_same(self, filled, tmp_path):
        filled.close()
        again = EmbeddedStore(tmp_path / "store.db") if isinstance(filled, EmbeddedStore) else filled
        assert_same(again.content(), content())


class TestQuery:
    @pytest.mark.parametrize("name", PORTABLE)
    def test_portable_statement(self, filled, name):
        cypher, parameters, expected = PORTABLE[name]
        if expected is not None:
            assert rows(filled, cypher, parameters) == expected

    def test_values_are_plain_python(self, filled):
        found = filled.query(
            "MATCH (f:Firm {id: 'firm/a'}) RETURN f.founded_year AS y, f.founded_min AS d, f.lei AS n, 0.5 AS x"
        )
        assert [type(value) for value in found.iloc[0]] == [int, date, type(None), float]
        assert set(found.dtypes) == {np.dtype(object)}

    def test_whole_numbers_stay_whole_beside_null(self, filled):
        found = filled.query("MATCH (f:Firm) RETURN f.founded_year AS y ORDER BY f.id LIMIT 3")
        assert found["y"].tolist() == [1998, 2007, None]

    def test_columns_keep_their_order(self, filled):
        found = filled.query("MATCH (f:Firm {id: 'firm/a'}) RETURN f.name AS z, f.id AS a, 1 AS m")
        assert list(found.columns) == ["z", "a", "m"]

    def test_no_rows_keep_the_columns(self, filled):
        found = filled.query("MATCH (f:Firm {id: 'firm/none'}) RETURN f.id AS id, f.name AS name")
        assert list(found.columns) == ["id", "name"]
        assert found.empty

    @pytest.mark.parametrize(
        "value",
        [1, -(2**62), 0.1, True, None, "x", "' OR 1=1 //", "$x", [1, 2], [], ["a'b"], date(2020, 2, 29), {"k": "'}"}],
    )
    def test_a_parameter_comes_back_as_it_went(self, filled, value):
        found = rows(filled, "RETURN $value AS value", {"value": value})
        assert found == [[value]]
        assert type(found[0][0]) is type(value)

    @pytest.mark.parametrize("text", ["x'}) DETACH DELETE n //", "' RETURN 1 //", "\\'", "`", "${x}", "\n//"])
    def test_an_injected_text_stays_data(self, filled, text):
        assert rows(filled, "MATCH (f:Firm) WHERE f.id = $id RETURN f.id", {"id": text}) == []
        assert rows(filled, "MATCH (f:Firm) WHERE f.id IN $ids RETURN f.id", {"ids": ["firm/a", text]}) == [["firm/a"]]
        assert rows(filled, "MATCH (n:Firm) RETURN count(*)") == [[12]]

    @pytest.mark.parametrize(
        "cypher",
        [
            "CREATE (f:Firm {id: 'firm/new'})",
            "CREATE (f:Firm {id: 'firm/new'}) RETURN f.id",
            "MERGE (f:Firm {id: 'firm/new'}) RETURN f.id",
            "MATCH (f:Firm) SET f.name = 'x'",
            "MATCH (f:Firm) REMOVE f.name",
            "MATCH (f:Firm) DETACH DELETE f",
            "MATCH (f:Firm) WITH f LIMIT 1 FOREACH (x IN [1] | SET f.name = 'x')",
            "/* RETURN 1 */ MATCH (f:Firm) SET f.name = 'x' RETURN f.id",
        ],
    )
    def test_a_writing_statement_is_refused(self, filled, cypher):
        with pytest.raises(QueryError):
            filled.query(cypher)
        assert_same(filled.content(), content())
        assert rows(filled, "MATCH (f:Firm) WHERE f.name IS NOT NULL AND f.name <> 'x' RETURN count(*)") == [[12]]

    @pytest.mark.parametrize("cypher", ["MATCH (f:Firm RETURN f", "RETURN", "", "FOO", "MATCH (f:Firm) RETURN g.name"])
    def test_a_wrong_statement_is_a_query_error(self, filled, cypher):
        with pytest.raises(QueryError):
            filled.query(cypher)

    def test_a_missing_parameter_is_named(self, filled):
        with pytest.raises(QueryError, match="firm_id"):
            filled.query("MATCH (f:Firm {id: $firm_id}) RETURN f.name")

    def test_a_parameter_of_no_type_is_named(self, filled):
        with pytest.raises(QueryError, match="things"):
            filled.query("RETURN $things", {"things": object()})

    def test_a_time_limit_ends_a_long_statement(self, filled):
        with pytest.raises(QueryError):
            filled.query("MATCH (a), (b), (c), (d), (e), (f), (g), (h) WHERE a.id < h.id RETURN count(*)", timeout=0.2)


@pytest.mark.neo4j
def test_both_engines_answer_alike(tmp_path, neo4j_store):
    stores = EmbeddedStore(tmp_path / "store.db"), neo4j_store
    for store in stores:
        store.write(content())
    different = {}
    for name, (cypher, parameters, _) in PORTABLE.items():
        embedded, neo4j = (store.query(cypher, parameters) for store in stores)
        answers = [[list(found.columns), *found.to_numpy(dtype=object).tolist()] for found in (embedded, neo4j)]
        if repr(answers[0]) != repr(answers[1]):  # as text: 1, 1.0 and True are three values
            different[name] = answers
    assert different == {}


def _other_format(store: Store, request: pytest.FixtureRequest) -> None:
    if isinstance(store, EmbeddedStore):
        manifest = store.path / "manifest.json"
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 99}))
    else:
        request.getfixturevalue("neo4j_admin").execute_query("MATCH (s:BigblurStore) SET s.format = 99")


def _foreign(store: Store, request: pytest.FixtureRequest) -> None:
    if isinstance(store, EmbeddedStore):
        store.path.mkdir()
        (store.path / "notes.txt").write_text("mine")
    else:
        request.getfixturevalue("neo4j_admin").execute_query("CREATE (:Firm {name: 'mine'})")


def test_a_store_of_another_format_is_refused(filled, request):
    _other_format(filled, request)
    for use in (lambda: filled.write(smaller()), filled.statements, filled.nodes, filled.ties, filled.content):
        with pytest.raises(NotAStore, match="format 99"):
            use()


def test_what_is_not_ours_is_refused(store, request):
    _foreign(store, request)
    for use in (lambda: store.write(content()), store.statements, lambda: store.query("MATCH (n) RETURN n.name")):
        with pytest.raises(NotAStore):
            use()
