"""Files for Neo4j's offline import, taken in by Neo4j's own tool, give the store that was written."""

import os

import neo4j_server as server_module
import pyarrow as pa
import pytest
from neo4j import GraphDatabase
from neo4j_server import NoServer
from store_content import assert_same
from store_content import content as made_content

from bigblur.graph.stores.base import Content
from bigblur.graph.stores.memory import MemoryStore
from bigblur.graph.stores.neo4j import Neo4jStore
from bigblur.graph.stores.neo4j_import import write_import_files


@pytest.fixture
def imported(tmp_path):
    """A server of its own, whose database was imported before it started."""

    def make(store, *, used=False):
        write_import_files(store, tmp_path / "files")
        home = tmp_path / "home"
        home.mkdir()
        try:
            if used:
                server_module.stop(server_module.start(home))
                with pytest.raises(NoServer, match="overwrite-destination"):
                    server_module.bulk_import(home, tmp_path / "files")
            server_module.bulk_import(home, tmp_path / "files", *(["neo4j", "--overwrite-destination"] if used else []))
            return server_module.start(home)
        except NoServer as error:
            if os.environ.get("BIGBLUR_REQUIRE_NEO4J") == "1":
                raise
            pytest.skip(f"no Neo4j can be had here: {error}")

    return make


def opened(server, folder):
    """The store that was imported, after the script that is to be run then."""
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        for command in (folder / "after-import.cypher").read_text(encoding="utf-8").split(";\n"):
            if command:
                driver.execute_query(command)
    return Neo4jStore(server.uri, username=server.username, password=server.password)


@pytest.mark.neo4j
@pytest.mark.slow
def test_what_is_imported_is_what_was_there(imported, bundled_store, tmp_path):
    server = imported(bundled_store, used=True)
    try:
        with opened(server, tmp_path / "files") as store:
            assert_same(store.content(), bundled_store.content())
            store.write(bundled_store.content())  # and a load over Bolt finds its work done
            assert_same(store.content(), bundled_store.content())
    finally:
        server_module.stop(server)


@pytest.mark.neo4j
@pytest.mark.slow
def test_hostile_values_are_imported_as_they_are(imported, tmp_path):
    made = made_content()
    nodes = {}
    for label, table in made.nodes.items():  # resolved nodes always have a list of aliases
        rows = [row | {"aliases": row["aliases"] or []} for row in table.to_pylist()]
        nodes[label] = pa.Table.from_pylist(rows, schema=table.schema)
    content = Content(made.statements, nodes, made.ties)
    server = imported(MemoryStore(content, "made"))
    try:
        with opened(server, tmp_path / "files") as store:
            assert_same(store.content(), content)
    finally:
        server_module.stop(server)
