"""The store on a Neo4j server, over Bolt with the official driver."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from bigblur.errors import NotAStore, QueryError, StoreError
from bigblur.graph.stores.base import BATCH, Batch, Content, Derived, Store
from bigblur.graph.stores.neo4j_connection import Connection, timed
from bigblur.graph.stores.neo4j_content import STATEMENT
from bigblur.graph.stores.neo4j_errors import EXPLAIN, READ_ONLY, translated, translated_query
from bigblur.graph.stores.neo4j_load import LOADING, Marker, check_format, load, read_marker, write_derived
from bigblur.graph.stores.neo4j_values import frame, quoted, table_of, unpack_schema
from bigblur.graph.stores.parameters import checked_parameters
from bigblur.graph.stores.portability import neo4j_notes
from bigblur.model import ENDS
from bigblur.progress import Progress
from bigblur.statements import SCHEMA

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Transaction

_PREFIX = re.compile(r"\s*(?:EXPLAIN|PROFILE)\b", re.IGNORECASE)
_SHORTEST = 0.001
OFFLINE_ROWS = 500_000
"""Nodes, ties and statements from which on an offline import is worth stopping the server; see docs/benchmarks.md."""

_AT_ENDS = {"source": "a.id", "source_label": "labels(a)[0]", "target": "b.id", "target_label": "labels(b)[0]"}


class Neo4jStore(Store):
    """A store in one database of a Neo4j server; connects on first use.

    Statements are nodes `(:Statement)` without ties; one node `(:BigblurStore)` says that the database is ours, in
    which format, and whether a load is under way.

    Args:
        uri: `neo4j://host:7687`, `neo4j+s://`, `bolt://`, ...; without one, NEO4J_URI.
        username: without one, NEO4J_USERNAME.
        password: without one, NEO4J_PASSWORD; it is never printed.
        database: without one, NEO4J_DATABASE, else the server's default.
        progress: told (what, rows done, rows in all) while a load runs.

    Raises:
        UsageError: the address is not one, or holds credentials.

    Example:
        With NEO4J_PASSWORD set::

            with Neo4jStore("neo4j://localhost:7687") as store:
                store.query("MATCH (f:Firm) RETURN count(*) AS firms")
    """

    def __init__(
        self,
        uri: str | None = None,
        *,
        username: str | None = None,
        password: str | None = None,
        database: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._connection = Connection(uri, username, password, database)
        self._progress = progress
        self.location = self._connection.location

    def __repr__(self) -> str:
        return f"Neo4jStore({self.location!r})"

    def write(self, content: Content) -> None:
        """Replace what the database holds, in batches that may be broken off and run again, then compare.

        Raises:
            NotAStore: the database holds such nodes or ties that are not ours, or another format; nothing was changed.
            StoreError: the content is not sound, no server answers, or what was read back differs.
        """
        load(self._connection, content, self._progress)

    def advice(self, content: Content) -> str | None:
        """For much content and an empty database: how to import it offline.

        Raises:
            StoreError: no server answers.
        """
        rows = sum(content.counts().values())
        if rows < OFFLINE_ROWS or read_marker(self._connection) is not None:
            return None
        return (
            f"{rows:,} rows go into an empty Neo4j in batches over Bolt; an offline import is faster: build an "
            "embedded store, `bigblur export --format neo4j-admin -o DIR`, then, the server being stopped, "
            "`sh DIR/import.sh` (docs/neo4j.md)"
        )

    def write_derived(self, derived: Derived) -> None:
        """Put computed values on nodes, in batches; the next load drops them.

        Raises:
            StoreError: no server answers, or a load was broken off.
        """
        self._built()
        write_derived(self._connection, derived)

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
    ) -> pd.DataFrame:
        """Run one Cypher statement and return its rows, one column of plain Python values a returned expression.

        Unless `write` is given the server plans the statement first and it runs only if the plan reads.

        Raises:
            QueryError: Neo4j refuses the statement, it would write, lacks a parameter, or took longer than `timeout`.
            StoreError: no server answers, or a load was broken off.
        """
        given = checked_parameters(parameters)
        limit = None if timeout is None else max(timeout, _SHORTEST)
        self._built()
        with translated(self.location):
            if write:
                return frame(*self._write(cypher, given, limit))
            return self._read(cypher, given, limit)

    def stream(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        size: int = BATCH,
    ) -> Iterator[pd.DataFrame]:
        """Run one Cypher statement that reads, and give its rows in pieces as the server sends them.

        Unlike `query` it is not run again when the connection is lost: rows were given away already.

        Raises:
            QueryError: see `query`.
            StoreError: no server answers, or a load was broken off.
        """
        given = checked_parameters(parameters)
        limit = None if timeout is None else max(timeout, _SHORTEST)
        self._built()
        with (
            translated(self.location),
            self._connection.session(warnings=True) as session,
            session.begin_transaction(timeout=limit) as tx,
        ):
            notes = _refuse_writes(tx, cypher, given)
            with translated_query(limit):
                result = tx.run(cypher, given)
                columns, rows = result.keys(), result.fetch(size)
            yield frame(columns, [row.values() for row in rows], notes)
            while rows:
                with translated_query(limit):
                    rows = result.fetch(size)
                if rows:
                    yield frame(columns, [row.values() for row in rows])

    def _read(self, cypher: str, given: dict[str, Any], timeout: float | None) -> pd.DataFrame:
        from neo4j import unit_of_work  # noqa: PLC0415 - importing the driver takes a second

        @unit_of_work(timeout=timeout)
        def work(tx: "ManagedTransaction") -> pd.DataFrame:
            notes = _refuse_writes(tx, cypher, given)
            with translated_query(timeout):
                result = tx.run(cypher, given)
                return frame(result.keys(), [record.values() for record in result], notes)

        with self._connection.session(warnings=True) as session:
            return session.execute_read(work)

    def _write(
        self, cypher: str, given: dict[str, Any], timeout: float | None
    ) -> tuple[Sequence[str], list[list[Any]]]:
        # Not a managed transaction: that would run the statement again after a lost connection, and CREATE twice.
        with self._connection.session(write=True) as session, translated_query(timeout):
            result = session.run(timed(cypher, timeout), given)
            return result.keys(), [record.values() for record in result]

    def statements(self, *, partial: bool = False) -> pa.Table:
        """Every statement, ordered by id; of a store whose load was broken off only if `partial`.

        Raises:
            StoreError: no server answers, or a load was broken off.
        """
        if self._readable(partial=partial) is None:
            return SCHEMA.empty_table()
        return _whole(SCHEMA, self._pieces(*_STATEMENTS))

    def nodes(self) -> dict[str, pa.Table]:
        """The resolved nodes by label, in the columns and types that were written, ordered by id.

        Raises:
            StoreError: no server answers, or a load was broken off.
        """
        marker = self._readable()
        asked = {} if marker is None else {name: _asked_nodes(name, one) for name, one in _unpack(marker.nodes)}
        return {name: _whole(one[1], self._pieces(*one)) for name, one in asked.items()}

    def ties(self) -> dict[str, pa.Table]:
        """The resolved ties by type, in the columns and types that were written, ordered by tie_id.

        Raises:
            StoreError: no server answers, or a load was broken off.
        """
        marker = self._readable()
        asked = {} if marker is None else {name: _asked_ties(name, one) for name, one in _unpack(marker.ties)}
        return {name: _whole(one[1], self._pieces(*one)) for name, one in asked.items()}

    def batches(self) -> Iterator[Batch]:
        """All of it in pieces, as the server sends them.

        Raises:
            StoreError: no server answers, or a load was broken off.
        """
        marker = self._readable()
        asked = [("statement", STATEMENT, _STATEMENTS)]
        if marker is not None:
            asked += [("node", name, _asked_nodes(name, one)) for name, one in _unpack(marker.nodes)]
            asked += [("tie", name, _asked_ties(name, one)) for name, one in _unpack(marker.ties)]
        for kind, name, (cypher, schema) in asked:
            none = True
            for table in self._pieces(cypher, schema):
                none = False
                yield Batch(kind, name, table)
            if none:
                yield Batch(kind, name, schema.empty_table())

    def _pieces(self, cypher: str, schema: pa.Schema) -> Iterator[pa.Table]:
        for rows in self._connection.pieces(cypher, BATCH):
            yield table_of(schema, rows)

    def close(self) -> None:
        """Close the connection; the next use opens it again."""
        self._connection.close()

    def _readable(self, *, partial: bool = False) -> Marker | None:
        """Give the marker of a store that may be read; None for an empty database."""
        marker = read_marker(self._connection)
        if marker is None:
            self._refuse_foreign()
            return None
        check_format(marker, self.location)
        if marker.state == LOADING and not partial:
            raise StoreError(
                f"a load of {self.location} was broken off, or is still running: run it again "
                "(bigblur build), it goes on where it stopped"
            )
        return marker

    def _built(self) -> None:
        """Refuse to answer from a database that nothing was built into."""
        if self._readable() is None:
            raise NotAStore(f"{self.location} holds no bigblur store yet; build one with `bigblur build`")

    def _refuse_foreign(self) -> None:
        count = self._connection.rows("MATCH (n) RETURN count(n)")[0][0]
        if count:
            raise NotAStore(
                f"{self.location} holds {count:,} nodes, and no bigblur store; build one with `bigblur build`, "
                "or name another database in NEO4J_DATABASE"
            )


def _refuse_writes(tx: "ManagedTransaction | Transaction", cypher: str, given: dict[str, Any]) -> list[str]:
    """Let the server plan a statement, refuse it unless all that it does is read, and give notes on it.

    A read transaction alone is not enough: administration (`CALL dbms.killConnection`, `db.clearQueryCaches`) runs in
    it, and `TERMINATE TRANSACTIONS` is even planned as a read.
    """
    with translated_query(explained=True):
        summary = tx.run(EXPLAIN + _PREFIX.sub("", cypher, count=1), given).consume()
    if summary.query_type != "r" or "TerminateTransactions" in str(summary.plan):
        raise QueryError(READ_ONLY)
    found = [one for one in summary.gql_status_objects if one.raw_classification == "UNRECOGNIZED"]
    return [*neo4j_notes(cypher), *(one.status_description.partition(". ")[2] for one in found)]


def _asked_nodes(label: str, schema: pa.Schema) -> tuple[str, pa.Schema]:
    columns = ", ".join(f"n.{quoted(name)}" for name in schema.names)
    return f"MATCH (n:`{label}`) RETURN {columns} ORDER BY n.id", schema


def _asked_ties(kind: str, schema: pa.Schema) -> tuple[str, pa.Schema]:
    columns = ", ".join(_AT_ENDS[name] if name in ENDS else f"r.{quoted(name)}" for name in schema.names)
    return f"MATCH (a)-[r:`{kind}`]->(b) RETURN {columns} ORDER BY r.tie_id", schema


_STATEMENTS = (
    f"MATCH (n:{STATEMENT}) RETURN {', '.join(f'n.{name}' for name in SCHEMA.names)} ORDER BY n.statement_id",
    SCHEMA,
)


def _whole(schema: pa.Schema, pieces: Iterator[pa.Table]) -> pa.Table:
    return pa.concat_tables([schema.empty_table(), *pieces])


def _unpack(packed: Mapping[str, str]) -> list[tuple[str, pa.Schema]]:
    return [(name, unpack_schema(text)) for name, text in packed.items()]
