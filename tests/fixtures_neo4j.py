"""Fixtures that need a real Neo4j: `neo4j_server` (address and credentials), `neo4j_uri`, `neo4j_store` (empty)."""

import os
from collections.abc import Iterator

import neo4j_server as server_module
import pytest
from neo4j import Driver, GraphDatabase
from neo4j_server import NoServer, Server

from bigblur.graph.stores.neo4j import Neo4jStore


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """The server of NEO4J_URI if that is set, else one of our own, else the test is skipped and says why."""
    running = server_module.running()
    try:
        server = running.__enter__()
    except NoServer as error:
        if os.environ.get("BIGBLUR_REQUIRE_NEO4J") == "1":
            pytest.fail(f"BIGBLUR_REQUIRE_NEO4J=1, but no Neo4j can be had here: {error}")
        pytest.skip(f"no Neo4j can be had here: {error}")
    try:
        if server.process is None:
            _require_empty(server)
        yield server
    finally:
        running.__exit__(None, None, None)


def _driver(server: Server) -> Driver:
    return GraphDatabase.driver(server.uri, auth=(server.username, server.password), notifications_min_severity="OFF")


def _require_empty(server: Server) -> None:
    with _driver(server) as driver:
        nodes = driver.execute_query("MATCH (n) RETURN count(n)", database_=server.database).records[0][0]
    if nodes:
        pytest.fail(f"NEO4J_URI names a database with {nodes} nodes, and the tests would wipe it: name an empty one")


@pytest.fixture(scope="session")
def neo4j_uri(neo4j_server: Server) -> str:
    return neo4j_server.uri


@pytest.fixture
def neo4j_admin(neo4j_server: Server) -> Iterator[Driver]:
    """The driver itself, on an emptied database: to prepare what our store must cope with."""
    with _driver(neo4j_server) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=neo4j_server.database)
        yield driver
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=neo4j_server.database)


@pytest.fixture
def neo4j_store(
    neo4j_server: Server,
    neo4j_admin: Driver,  # noqa: ARG001 - it empties the database
) -> Iterator[Neo4jStore]:
    """Our store, on an emptied database."""
    store = Neo4jStore(
        neo4j_server.uri,
        username=neo4j_server.username,
        password=neo4j_server.password,
        database=neo4j_server.database,
    )
    with store:
        yield store
