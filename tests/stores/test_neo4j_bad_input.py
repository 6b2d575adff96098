"""What goes wrong with a server is said in words that name the fix; each case is tried for real."""

import contextlib
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import neo4j_server as server_module
import pytest
from neo4j_server import NoServer
from store_content import assert_same, content, smaller

import bigblur
from bigblur.errors import NotAStore, QueryError, StoreError, UsageError
from bigblur.graph.stores import neo4j as neo4j_store_module
from bigblur.graph.stores import neo4j_load
from bigblur.graph.stores.base import Content
from bigblur.graph.stores.neo4j import Neo4jStore


@contextlib.contextmanager
def listening(answer):
    """A port on which each connection is given to `answer`, in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as port:

        def accept():
            with contextlib.suppress(OSError):
                while True:
                    line, _ = port.accept()
                    threading.Thread(target=serve, args=(line,), daemon=True).start()

        def serve(line):
            with line, contextlib.suppress(OSError):
                answer(line)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{port.getsockname()[1]}"
        finally:
            port.shutdown(socket.SHUT_RDWR)
            thread.join()


def no_common_version(line):
    """Older than every Bolt that the driver speaks: four zeros, as the protocol has it."""
    line.recv(20)
    line.sendall(b"\0\0\0\0")


def neo4j_4(line):
    """The first words of a Neo4j 4.4: it does not start under the Java of today."""
    line.recv(20)
    line.sendall(b"\0\0\4\4")
    agent, connection = b"Neo4j/4.4.30", b"bolt-1"
    hello = b"\xb1\x70\xa2\x86server" + bytes([0x80 + len(agent)]) + agent
    hello += b"\x8dconnection_id" + bytes([0x80 + len(connection)]) + connection
    answers = iter([hello])
    while _message(line):
        words = next(answers, b"\xb1\x70\xa0")
        line.sendall(len(words).to_bytes(2, "big") + words + b"\0\0")


def _message(line):
    """One message, in chunks, or nothing at the end."""
    found = b""
    while head := line.recv(2, socket.MSG_WAITALL):
        length = int.from_bytes(head, "big")
        if not length:
            return found
        found += line.recv(length, socket.MSG_WAITALL)
    return b""


class TestAnotherServer:
    def test_one_that_is_too_old(self):
        with (
            listening(neo4j_4) as place,
            pytest.raises(StoreError, match=r"older than 5\.7 .*Bolt 4\.4.*; .* upgrade it"),
        ):
            Neo4jStore(f"bolt://{place}", password="x").query("RETURN 1")  # noqa: S106 - of nothing

    def test_one_that_is_older_still(self):
        with (
            listening(no_common_version) as place,
            pytest.raises(StoreError, match=r"older than 3\.5; bigblur needs Neo4j 5\.7"),
        ):
            Neo4jStore(f"bolt://{place}").query("RETURN 1")

    def test_a_web_server(self):
        impatient = type("Impatient", (http.server.BaseHTTPRequestHandler,), {"timeout": 1})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), impatient)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with pytest.raises(StoreError, match=r"does not speak Bolt.* 7687"):
                Neo4jStore(f"bolt://127.0.0.1:{server.server_port}").query("RETURN 1")
        finally:
            server.shutdown()
            server.server_close()

    def test_a_name_that_is_no_host(self):
        with pytest.raises(StoreError, match="no host is known"):
            Neo4jStore("bolt://no-such-host.invalid:7687").query("RETURN 1")

    @pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
    def test_none(self, scheme):
        with pytest.raises(StoreError, match=r"no Neo4j answers at .*; start it, or mend --store, BIGBLUR_STORE"):
            Neo4jStore(f"{scheme}://127.0.0.1:1").query("RETURN 1")


@pytest.mark.neo4j
class TestServer:
    @pytest.fixture
    def filled(self, neo4j_store):
        neo4j_store.write(content())
        return neo4j_store

    @pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s"])
    def test_encryption_that_it_does_not_offer(self, neo4j_server, scheme):
        place = neo4j_server.uri.partition("://")[2]
        with pytest.raises(StoreError, match=r"no encrypted connection.* write bolt:// or neo4j://"):
            Neo4jStore(f"{scheme}://{place}", password=neo4j_server.password).query("RETURN 1")

    def test_a_parameter_of_the_wrong_type(self, filled):
        with pytest.raises(QueryError, match=r"parameter 'n': expected Integer but was String"):
            filled.query("MATCH (f:Firm) RETURN f.id LIMIT $n", {"n": "x"})
        with pytest.raises(UsageError, match="year"):
            bigblur.query("dated-before", {"year": "soon"}, store=filled)

    def test_a_statement_that_writes_is_refused_in_a_stream_too(self, filled):
        with pytest.raises(QueryError, match="--write"):
            list(filled.stream("MATCH (f:Firm) SET f.name = 'x' RETURN f.id"))
        assert_same(filled.content(), content())

    def test_the_time_limit_holds_in_a_stream(self, filled):
        long = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN x * y AS product"
        with pytest.raises(QueryError, match=r"gave up after 0\.5 s"):
            for _ in filled.stream(long, timeout=0.5):
                pass

    def test_a_stream_gives_all_rows_once_and_the_columns_of_none(self, filled):
        pieces = list(filled.stream("UNWIND range(1, 25) AS n RETURN n", size=10))
        assert [len(piece) for piece in pieces] == [10, 10, 5]
        assert [n for piece in pieces for n in piece["n"]] == list(range(1, 26))
        none = list(filled.stream("MATCH (f:Firm {id: 'firm/none'}) RETURN f.id AS id"))
        assert [(list(piece.columns), len(piece)) for piece in none] == [(["id"], 0)]

    def test_rows_that_differ_after_a_load_are_named(self, neo4j_store, monkeypatch):
        write = neo4j_load._Load.write

        def disturbed(load):
            write(load)
            load.connection.change("MATCH (f:Firm {id: 'firm/a'}) DETACH DELETE f")
            load.connection.change("CREATE (:Firm {id: 'firm/other'}), (:Firm)")

        monkeypatch.setattr(neo4j_load._Load, "write", disturbed)
        with pytest.raises(StoreError, match=r"Firm: .* missing 'firm/a', not ours") as caught:
            neo4j_store.write(content())
        words = str(caught.value)
        assert "'firm/other'" in words
        assert "one without a key" in words
        assert re.search(r"ACQUIRED: 5 written, 3 read back, missing 't1', 't2'", words)

    def test_an_older_format_and_foreign_data_name_the_way_out(self, filled, neo4j_admin):
        neo4j_admin.execute_query("MATCH (s:BigblurStore) SET s.format = 0")
        with pytest.raises(NotAStore, match=r"format 0, and this bigblur reads format .*NEO4J_DATABASE"):
            filled.write(smaller())
        neo4j_admin.execute_query("MATCH (s:BigblurStore) DELETE s")
        with pytest.raises(NotAStore, match=r"12 nodes of label Firm.* nothing was changed.*empty database"):
            filled.write(smaller())

    def test_full_text_finds_parts_of_names_and_aliases(self, filled):
        found = filled.query(
            "CALL db.awaitIndexes(60) WITH 1 AS x "
            "CALL db.index.fulltext.queryNodes('bigblur_names', $words) YIELD node RETURN node.id AS id",
            {"words": "소프트"},
        )
        assert found["id"].tolist() == ["industry/x"]
        found = filled.query(
            "CALL db.index.fulltext.queryNodes('bigblur_names', 'alpha') YIELD node RETURN node.id AS id"
        )
        assert found["id"].tolist() == ["firm/a"]

    def test_concurrent_loads_of_one_content(self, neo4j_server, neo4j_store, monkeypatch):
        monkeypatch.setattr(neo4j_load, "BATCH", 3)
        others = [
            Neo4jStore(neo4j_server.uri, username=neo4j_server.username, password=neo4j_server.password)
            for _ in range(3)
        ]
        failed = []

        def write(store):
            try:
                with store:
                    store.write(content())
            except StoreError as error:
                failed.append(error)

        threads = [threading.Thread(target=write, args=(store,)) for store in others]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert_same(neo4j_store.content(), content())

    def test_advice_for_much_content_and_an_empty_database_only(self, neo4j_store, monkeypatch):
        assert neo4j_store.advice(content()) is None
        monkeypatch.setattr(neo4j_store_module, "OFFLINE_ROWS", 10)
        assert "export --format neo4j-admin" in neo4j_store.advice(content())
        neo4j_store.write(Content(content().statements, {}, {}))
        assert neo4j_store.advice(content()) is None


_STREAM = """
import sys
from pathlib import Path
from bigblur.graph.stores.neo4j import Neo4jStore
from bigblur.output import print_pieces
with Neo4jStore() as store:
    cypher = "UNWIND range(1, $n) AS n RETURN n, 'a name of some length ' + n AS name"
    rows = print_pieces(store.stream(cypher, {"n": int(sys.argv[1])}), "csv")
high = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(rows, high.split()[1], file=sys.stderr)
"""


@pytest.mark.neo4j
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads peak memory as Linux tells it")
def test_a_million_rows_take_the_memory_of_some(neo4j_server, neo4j_store):
    neo4j_store.write(smaller())

    def peak(rows):
        environment = {"NEO4J_URI": neo4j_server.uri, "NEO4J_USERNAME": neo4j_server.username}
        environment |= {"NEO4J_PASSWORD": neo4j_server.password, "NEO4J_DATABASE": neo4j_server.database or ""}
        done = subprocess.run(
            [sys.executable, "-c", _STREAM, str(rows)],
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
        found, kilobytes = map(int, done.stderr.split())
        assert found == rows
        return kilobytes

    assert peak(1_000_000) < peak(100_000) + 50_000


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_database_set_read_only():
    home = Path(tempfile.mkdtemp(prefix="bigblur-neo4j-"))
    server = None
    try:
        server = server_module.start(home)
        with Neo4jStore(server.uri, username="neo4j", password=server.password) as store:
            store.write(content())
        server.process.terminate()  # in order: a database that is read-only cannot recover from a kill
        server.process.wait(timeout=60)
        server = server_module.start(home, settings={"server.databases.read_only": "neo4j"})
        with Neo4jStore(server.uri, username="neo4j", password=server.password) as store:
            for change in (
                lambda: store.write(smaller()),
                lambda: store.query("CREATE (:Firm {id: 'firm/new'})", write=True),
            ):
                with pytest.raises(StoreError, match=r"set this database read-only; .*NEO4J_DATABASE.*read_only"):
                    change()
            assert_same(store.content(), content())
    except NoServer as error:
        if os.environ.get("BIGBLUR_REQUIRE_NEO4J") == "1":
            raise
        pytest.skip(f"no Neo4j can be had here: {error}")
    finally:
        if server is not None:
            server_module.stop(server)
        shutil.rmtree(home, ignore_errors=True)


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("cypher", "words"),
    [
        ("MATCH (f:Frim) RETURN f.name AS n", "label `Frim` does not exist"),
        ("MATCH (f:Firm) RETURN f.nmae AS n", "property `nmae` does not exist"),
        ("MATCH (f:Firm)-[:ACQURED]->(g) RETURN g.name AS n", "type `ACQURED` does not exist"),
    ],
)
def test_what_the_database_does_not_know_is_said(cypher, words, neo4j_store, capfd):
    neo4j_store.write(smaller())
    for found in (neo4j_store.query(cypher), next(iter(neo4j_store.stream(cypher)))):
        assert [words in note for note in found.attrs["notes"]] == [True]
    assert "Received notification" not in capfd.readouterr().err


@pytest.mark.neo4j
def test_a_database_without_a_store_is_not_asked(neo4j_store):
    for ask in (neo4j_store.query, lambda text: list(neo4j_store.stream(text))):
        with pytest.raises(NotAStore, match="build one with `bigblur build`"):
            ask("RETURN 1 AS one")
