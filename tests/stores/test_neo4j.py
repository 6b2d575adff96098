"""What only the Neo4j store promises: the marker, foreign databases, credentials, the server's own refusals."""

import subprocess
import sys
from itertools import count

import pytest
from store_content import assert_same, content, smaller, table

from bigblur.errors import NotAStore, QueryError, StoreError, UsageError
from bigblur.graph.stores import neo4j_load
from bigblur.graph.stores.base import Content
from bigblur.graph.stores.neo4j import Neo4jStore
from bigblur.model import node_schema

SECRET = "s3cret-word"  # noqa: S105 - of nothing


class TestAddress:
    """Needs no server."""

    @pytest.mark.parametrize(
        "uri",
        [f"bolt://neo4j:{SECRET}@localhost", f"neo4j+s://{SECRET}@h:7687", f"neo4j:{SECRET}@h", f"bolt://h/{SECRET}@"],
    )
    def test_credentials_in_it_are_refused_and_not_repeated(self, uri):
        with pytest.raises(UsageError, match="NEO4J_PASSWORD") as caught:
            Neo4jStore(uri)
        assert SECRET not in str(caught.value)

    @pytest.mark.parametrize("uri", ["http://localhost", "bolt://", "localhost:7687", "bolt://h:99999", "bolt://[::1"])
    def test_an_address_of_something_else_is_refused(self, uri):
        with pytest.raises(UsageError, match="neo4j"):
            Neo4jStore(uri)

    def test_none_at_all(self, monkeypatch):
        monkeypatch.delenv("NEO4J_URI", raising=False)
        with pytest.raises(UsageError, match="NEO4J_URI"):
            Neo4jStore()

    def test_comes_from_the_environment(self, monkeypatch):
        monkeypatch.setenv("NEO4J_URI", "bolt://example:7687")
        assert Neo4jStore().location == "bolt://example:7687"

    def test_nothing_answers(self):
        with pytest.raises(StoreError, match=r"no Neo4j answers at bolt://127\.0\.0\.1:1; start it"):
            Neo4jStore("bolt://127.0.0.1:1", password=SECRET).statements()

    def test_the_password_is_in_no_text(self, monkeypatch):
        monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
        store = Neo4jStore("bolt://127.0.0.1:1")
        with pytest.raises(StoreError) as caught:
            store.query("RETURN 1")
        shown = [repr(store), repr(vars(store)), repr(vars(store._connection)), str(caught.value), repr(caught.value)]
        assert not any(SECRET in text for text in shown)

    def test_the_driver_is_not_imported_before_use(self):
        code = (
            "import sys; from bigblur.graph.stores.neo4j import Neo4jStore; Neo4jStore('bolt://h'); "
            "sys.exit('neo4j' in sys.modules)"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class TestContent:
    """What is refused before a connection is opened."""

    def refused(self, changed, match):
        with pytest.raises(StoreError, match=match):
            Neo4jStore("bolt://127.0.0.1:1").write(changed)

    def nodes(self, label, *ids):
        return {label: table([{"id": key, "name": key} for key in ids], node_schema("Place"), "id")}

    def test_an_id_that_stands_twice(self):
        self.refused(
            Content(content().statements, self.nodes("Firm", "a", "a"), {}), "'a' stands twice; nothing was changed"
        )

    def test_a_tie_without_an_end(self):
        firms = {"Firm": content().nodes["Firm"].slice(1)}
        ties = {"ACQUIRED": content().ties["ACQUIRED"]}
        self.refused(Content(content().statements, firms, ties), "ACQUIRED: 2 of 5 .* Firm 'firm/a'")

    @pytest.mark.parametrize("label", ["firm", "Firm`", "Firm) DETACH DELETE (n", "Statement", "BigblurStore", ""])
    def test_a_label_that_is_none(self, label):
        self.refused(Content(content().statements, self.nodes(label, "a"), {}), "cannot be a label")

    @pytest.mark.parametrize("kind", ["acquired", "A`", "A B"])
    def test_a_type_that_is_none(self, kind):
        ties = {kind: content().ties["ACQUIRED"]}
        self.refused(Content(content().statements, content().nodes, ties), "cannot be a type")

    def test_a_tie_without_id(self):
        ties = {"ACQUIRED": content().ties["ACQUIRED"].drop_columns("tie_id")}
        self.refused(Content(content().statements, content().nodes, ties), "no column tie_id")


@pytest.mark.neo4j
class TestServer:
    def test_a_wrong_password(self, neo4j_uri):
        store = Neo4jStore(neo4j_uri, username="neo4j", password=SECRET)
        with store, pytest.raises(StoreError, match="NEO4J_USERNAME and NEO4J_PASSWORD") as caught:
            store.query("RETURN 1")
        assert SECRET not in str(caught.value)

    def test_no_such_database(self, neo4j_server):
        store = Neo4jStore(neo4j_server.uri, username="neo4j", password=neo4j_server.password, database="nope")
        with store, pytest.raises(StoreError, match="NEO4J_DATABASE"):
            store.query("RETURN 1")

    def test_an_empty_database_reads_as_empty(self, neo4j_store):
        assert neo4j_store.statements().num_rows == 0
        assert neo4j_store.nodes() == {}
        assert neo4j_store.ties() == {}

    def test_progress_is_told(self, neo4j_store, monkeypatch):
        monkeypatch.setattr(neo4j_load, "BATCH", 5)
        told = []
        neo4j_store._progress = lambda *step: told.append(step)
        neo4j_store.write(content())
        assert [step for step in told if step[0] == "Firm"] == [("Firm", 5, 12), ("Firm", 10, 12), ("Firm", 12, 12)]
        assert_same(neo4j_store.content(), content())
        neo4j_store.write(smaller())
        assert_same(neo4j_store.content(), smaller())

    def test_ids_are_unique_and_names_indexed(self, neo4j_store, neo4j_admin):
        neo4j_store.write(content())
        constraints = neo4j_admin.execute_query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties").records
        found = {(row["labelsOrTypes"][0], row["properties"][0]) for row in constraints}
        assert found >= {("Firm", "id"), ("Deal", "id"), ("Statement", "statement_id"), ("ACQUIRED", "tie_id")}
        indexes = neo4j_admin.execute_query(
            "SHOW INDEXES YIELD labelsOrTypes, properties WHERE size(properties) = 1"
        ).records
        found = {(row["labelsOrTypes"][0], row["properties"][0]) for row in indexes}
        assert found >= {("Firm", "name"), ("Statement", "subject"), ("Statement", "object")}


def breaking(change, limit):
    """Let `limit` changes through, then break off."""
    calls = count()

    def broken(cypher, /, **parameters):
        if next(calls) == limit:
            raise StoreError("broken off")
        change(cypher, **parameters)

    return broken


@pytest.mark.neo4j
class TestMarker:
    @pytest.mark.parametrize(
        "cypher", ["CREATE (:Firm {name: 'x'})", "CREATE (:Statement)", "CREATE (:Movie)-[:ACQUIRED]->(:Movie)"]
    )
    def test_a_foreign_database_is_refused_and_left_alone(self, neo4j_store, neo4j_admin, cypher):
        neo4j_admin.execute_query(cypher)
        before = neo4j_admin.execute_query("MATCH (n) RETURN elementId(n), properties(n)").records
        with pytest.raises(NotAStore, match=r"that bigblur did not write; nothing was changed.* NEO4J_DATABASE"):
            neo4j_store.write(content())
        assert neo4j_admin.execute_query("MATCH (n) RETURN elementId(n), properties(n)").records == before
        with pytest.raises(NotAStore, match="no bigblur store"):
            neo4j_store.query("MATCH (n) RETURN n")

    def test_nodes_of_other_labels_are_left_alone(self, neo4j_store, neo4j_admin):
        neo4j_admin.execute_query("CREATE (:Movie {id: 'm'})-[:SEEN_BY]->(:Person2 {id: 'p'})")
        neo4j_store.write(content())
        neo4j_store.write(smaller())
        assert_same(neo4j_store.content(), smaller())
        assert neo4j_admin.execute_query("MATCH (:Movie)-[:SEEN_BY]->(:Person2) RETURN count(*)").records[0][0] == 1

    def test_another_format_is_refused(self, neo4j_store, neo4j_admin):
        neo4j_store.write(content())
        neo4j_admin.execute_query("MATCH (s:BigblurStore) SET s.format = 99")
        for use in (
            lambda: neo4j_store.write(smaller()),
            neo4j_store.statements,
            lambda: neo4j_store.query("RETURN 1"),
        ):
            with pytest.raises(NotAStore, match="format 99"):
                use()
        assert neo4j_admin.execute_query("MATCH (f:Firm) RETURN count(f)").records[0][0] == 12

    def test_a_load_broken_off_anywhere_is_told_and_goes_on(self, neo4j_store, monkeypatch):
        monkeypatch.setattr(neo4j_load, "BATCH", 3)
        neo4j_store.write(smaller())
        change = neo4j_store._connection.change
        for limit in range(20, 34, 3):
            with monkeypatch.context() as patched:
                patched.setattr(neo4j_store._connection, "change", breaking(change, limit))
                with pytest.raises(StoreError, match="broken off"):
                    neo4j_store.write(content())
            with pytest.raises(StoreError, match="was broken off, or is still running: run it again"):
                neo4j_store.query("RETURN 1")
        neo4j_store.write(content())
        assert_same(neo4j_store.content(), content())

    def test_what_differs_after_a_load_is_named(self, neo4j_store, monkeypatch):
        send = neo4j_load._Load._send
        monkeypatch.setattr(
            neo4j_load._Load, "_send", lambda self, what, rows, *rest: send(self, what, rows.slice(1), *rest)
        )
        with pytest.raises(StoreError, match="Statement: 1 written, 0 read back"):
            neo4j_store.write(smaller())

    def test_properties_written_by_hand_are_put_right(self, neo4j_store):
        neo4j_store.write(content())
        neo4j_store.query("MATCH (f:Firm {id: 'firm/a'}) SET f.name = 'x', f.own = 1", write=True)
        neo4j_store.query("CREATE (:Firm {name: 'no id'})-[:ACQUIRED]->(:Firm {name: 'either'})", write=True)
        neo4j_store.write(content())
        assert_same(neo4j_store.content(), content())
        assert neo4j_store.query("MATCH (f:Firm {id: 'firm/a'}) RETURN f.own AS o")["o"].tolist() == [None]


@pytest.mark.neo4j
class TestQueries:
    @pytest.fixture
    def filled(self, neo4j_store):
        neo4j_store.write(content())
        return neo4j_store

    @pytest.mark.parametrize(
        "cypher",
        [
            "UNWIND [1] AS x CALL (x) { CREATE (:Firm) } IN TRANSACTIONS",
            "CREATE INDEX own FOR (f:Firm) ON (f.own)",
            "DROP CONSTRAINT bigblur_firm_id",
            "CALL db.createLabel('Own')",
            "CALL db.clearQueryCaches()",
            "CALL dbms.killConnection('bolt-0')",
            "TERMINATE TRANSACTION 'neo4j-transaction-0'",
            "CREATE USER own SET PASSWORD 'abcdefgh'",
            "PROFILE CREATE (f:Firm)",
            " explain CREATE (f:Firm)",
            "CYPHER 5 CREATE (f:Firm)",
            "// RETURN 1\nCREATE (f:Firm)",
        ],
    )
    def test_what_would_change_the_server_is_refused(self, filled, cypher):
        with pytest.raises(QueryError, match="--write"):
            filled.query(cypher)
        assert_same(filled.content(), content())

    def test_reading_what_the_server_tells_of_itself(self, filled):
        assert "bigblur_firm_id" in filled.query("SHOW INDEXES YIELD name")["name"].tolist()

    def test_write_is_allowed_when_asked_for(self, filled):
        assert filled.query("MERGE (f:Firm {id: 'firm/new'}) RETURN f.id AS id", write=True)["id"].tolist() == [
            "firm/new"
        ]
        assert filled.query("UNWIND [1] AS x CALL (x) { CREATE (:Firm) } IN TRANSACTIONS", write=True).empty
        assert filled.query("MATCH (f:Firm) RETURN count(*) AS n")["n"].tolist() == [14]

    def test_a_syntax_error_names_its_place(self, filled):
        with pytest.raises(QueryError, match=r"line 1, column 13 \(offset: 12\)"):
            filled.query("RETURN 1 AS ")
        with pytest.raises(QueryError, match=r"line 2, column 4 "):
            filled.query("RETURN 1\nAS ")

    def test_missing_parameters_with_the_way_to_give_them(self, filled):
        with pytest.raises(QueryError, match=r"\$a, \$b; give it with -p a=value -p b=value"):
            filled.query("RETURN $a + $b")

    def test_errors_on_the_way_are_query_errors(self, filled):
        with pytest.raises(QueryError, match="by zero"):
            filled.query("MATCH (f:Firm) RETURN 1 / (size(f.id) - size(f.id))")

    def test_the_time_limit_is_named(self, filled):
        with pytest.raises(QueryError, match=r"gave up after 0\.2 s"):
            filled.query("UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y)", timeout=0.2)

    def test_nodes_ties_and_paths_come_as_plain_values(self, filled):
        found = filled.query(
            "MATCH p = (i:Industry {id: 'industry/y'})<-[o:OPERATES_IN]-(f:Firm {id: 'firm/b'}) "
            "RETURN i, o, p, datetime('2020-01-02T03:04:05Z') AS t, duration('P1D') AS d, point({x: 1, y: 2}) AS at"
        ).iloc[0]
        assert found["i"] == {"id": "industry/y", "name": "Fishing", "aliases": [], "code": "03", "level": "division"}
        assert found["o"] == {"tie_id": "o3", "weight": 1.0}
        assert [step.get("id") for step in found["p"]] == ["industry/y", None, "firm/b"]
        assert found["t"].isoformat() == "2020-01-02T03:04:05+00:00"
        assert (found["d"], found["at"]["coordinates"]) == ("P1D", [1.0, 2.0])
