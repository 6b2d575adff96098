"""The connection to one Neo4j database: where it is, who we are, and the transactions that a store needs."""

import logging
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bigblur.errors import UsageError
from bigblur.graph.stores.neo4j_errors import translated
from bigblur.graph.stores.parameters import Value

if TYPE_CHECKING:
    from neo4j import Driver, Query, Session

# Without any handler, Python would print what the driver logs beside our own notes and errors.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_CONNECT_SECONDS = 15
_FETCH = 10_000
"""Rows that the server sends before it waits to be asked for more."""


class Connection:
    """One database of one server; nothing is opened, and the driver not even imported, before the first use.

    Args:
        uri: `neo4j://host:7687`, `neo4j+s://`, `bolt://`, ...; without one, NEO4J_URI.
        username: without one, NEO4J_USERNAME, else `neo4j`.
        password: without one, NEO4J_PASSWORD; without that either, no credentials are sent.
        database: without one, NEO4J_DATABASE, else the server's default.

    Raises:
        UsageError: no address, or not one of Neo4j, or one that carries credentials (it is not repeated).
    """

    def __init__(self, uri: str | None, username: str | None, password: str | None, database: str | None) -> None:
        self.location = checked_uri(uri or os.environ.get("NEO4J_URI", ""))
        self.database = database or os.environ.get("NEO4J_DATABASE") or None
        name = username or os.environ.get("NEO4J_USERNAME") or "neo4j"
        secret = password or os.environ.get("NEO4J_PASSWORD")
        # In a closure, so that no repr, no dump of attributes and no log shows the password.
        self._credentials: Callable[[], tuple[str, str] | None] = lambda: (name, secret) if secret else None
        self._driver: Driver | None = None

    def __repr__(self) -> str:
        return f"Connection({self.location!r}, database={self.database!r})"

    @property
    def driver(self) -> "Driver":
        """The driver, connected; opened on first use.

        Raises:
            StoreError: no server answers, or it does not let us in.
        """
        if self._driver is None:
            from neo4j import GraphDatabase  # noqa: PLC0415 - importing the driver takes a second

            driver = GraphDatabase.driver(
                self.location,
                auth=self._credentials(),
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=2 * _CONNECT_SECONDS,  # with the first words that are exchanged
                notifications_min_severity="OFF",
            )
            try:
                with translated(self.location):
                    driver.verify_connectivity()  # a managed transaction would try again for half a minute
            except BaseException:
                driver.close()
                raise
            self._bookmarks = GraphDatabase.bookmark_manager()
            self._driver = driver
        return self._driver

    def session(self, *, write: bool = False, warnings: bool = False) -> "Session":
        """Open a session; what one session wrote, the next one of this connection sees, on a cluster too.

        Args:
            write: whether it may change the database.
            warnings: whether the server should say what it finds odd in a statement, such as an unknown label.
        """
        driver = self.driver
        return driver.session(
            database=self.database,
            default_access_mode="WRITE" if write else "READ",
            bookmark_manager=self._bookmarks,
            fetch_size=_FETCH,
            notifications_min_severity="WARNING" if warnings else "OFF",
        )

    def rows(self, cypher: str, /, **parameters: Value) -> list[list[Any]]:
        """Run one of our own statements in a read transaction and give its rows.

        Raises:
            StoreError: the server is gone or refuses.
        """
        with translated(self.location), self.session() as session:
            return session.execute_read(lambda tx: [r.values() for r in tx.run(cypher, parameters)])

    def pieces(self, cypher: str, size: int, /, **parameters: Value) -> Iterator[list[list[Any]]]:
        """Run one of our own statements that reads, and give its rows in lists of at most `size` as they come.

        Raises:
            StoreError: the server is gone or refuses.
        """
        with translated(self.location), self.session() as session, session.begin_transaction() as tx:
            result = tx.run(cypher, parameters)
            while rows := result.fetch(size):
                yield [row.values() for row in rows]

    def create(self, cypher: str, otherwise: str, /, **parameters: Value) -> None:
        """Run a statement of ours that creates and, where some of it is there already, the idempotent one instead.

        So it is when the connection was lost while the server committed, or when somebody else loads the same.

        Raises:
            StoreError: the server is gone or refuses.
        """
        from neo4j.exceptions import ConstraintError  # noqa: PLC0415 - importing the driver takes a second

        with translated(self.location), self.session(write=True) as session:
            try:
                session.execute_write(lambda tx: tx.run(cypher, parameters).consume())
            except ConstraintError:
                session.execute_write(lambda tx: tx.run(otherwise, parameters).consume())

    def change(self, cypher: str, /, **parameters: Value) -> None:
        """Run one of our own statements in a write transaction; it may run again, so it must be idempotent.

        Raises:
            StoreError: the server is gone or refuses.
        """
        with translated(self.location), self.session(write=True) as session:
            session.execute_write(lambda tx: tx.run(cypher, parameters).consume())

    def close(self) -> None:
        """Close the driver, if it was opened."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None


def timed(cypher: str, timeout: float | None) -> "Query":
    """Make a statement with a time limit, for a transaction of its own."""
    from neo4j import Query  # noqa: PLC0415 - importing the driver takes a second

    return Query(cypher, timeout=timeout)


def checked_uri(uri: str) -> str:
    """Give back an address of Neo4j, after making sure that it is one and holds no credentials.

    Raises:
        UsageError: it is neither; the address is not repeated, as it may hold a password.

    Example:
        >>> checked_uri("bolt://localhost:7687")
        'bolt://localhost:7687'
        >>> checked_uri("bolt://neo4j:secret@localhost")
        Traceback (most recent call last):
        ...
        bigblur.errors.UsageError: the Neo4j address holds a user name or password; set NEO4J_USERNAME and \
NEO4J_PASSWORD instead, and write only neo4j://host:port
    """
    if not uri:
        raise UsageError("no Neo4j address: set NEO4J_URI, or pass --store neo4j://host:7687")
    if "@" in uri:
        raise UsageError(
            "the Neo4j address holds a user name or password; set NEO4J_USERNAME and NEO4J_PASSWORD instead, "
            "and write only neo4j://host:port"
        )
    try:
        parts = urlsplit(uri)
        good = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise UsageError(f"not an address of Neo4j: write one of {', '.join(SCHEMES)}, then ://host:port")
    return uri
