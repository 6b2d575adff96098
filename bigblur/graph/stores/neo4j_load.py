"""Bringing a `Content` into Neo4j: every step may be broken off and done again."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from bigblur.errors import NotAStore, StoreError
from bigblur.graph.stores.base import DERIVED, FORMAT, Content, Derived
from bigblur.graph.stores.neo4j_connection import Connection
from bigblur.graph.stores.neo4j_content import MARKER, STATEMENT, check
from bigblur.graph.stores.neo4j_values import batches, digest, pack_schema
from bigblur.model import ENDS
from bigblur.progress import Progress

BATCH = 10_000
LOADING, COMPLETE = "loading", "complete"

_DELETE_NODES = "UNWIND $keys AS key MATCH (n) WHERE elementId(n) = key DETACH DELETE n"
_DELETE_TIES = "UNWIND $keys AS key MATCH ()-[r]->() WHERE elementId(r) = key DELETE r"


@dataclass(frozen=True)
class Marker:
    """What stands on the one node that makes a database a bigblur store.

    Args:
        format: of the store, see `bigblur.graph.stores.base.FORMAT`.
        state: `loading` from before the first change of a load to after its last, else `complete`.
        nodes: label → packed Arrow schema, of every label that the store may hold.
        ties: the same by type.
    """

    format: int
    state: str
    nodes: Mapping[str, str] = field(default_factory=dict)
    ties: Mapping[str, str] = field(default_factory=dict)


def read_marker(connection: Connection) -> Marker | None:
    """Find the marker of a store; None if the database has none."""
    found = connection.rows(f"MATCH (s:{MARKER} {{id: 'store'}}) RETURN s.format, s.state, s.nodes, s.ties")
    if not found:
        return None
    version, state, nodes, ties = found[0]
    return Marker(version, state, json.loads(nodes or "{}"), json.loads(ties or "{}"))


def check_format(marker: Marker, location: str) -> None:
    """Refuse a store that another version wrote.

    Raises:
        NotAStore: its format is not ours.
    """
    if marker.format != FORMAT:
        raise NotAStore(
            f"{location} holds a store of format {marker.format}, and this bigblur reads format {FORMAT}; nothing "
            "was changed. Use the bigblur that wrote it, or build into an empty database (NEO4J_DATABASE)"
        )


def load(connection: Connection, content: Content, progress: Progress | None = None) -> None:
    """Make the database hold just what `content` holds, then count it.

    The steps are: refuse, constraints, marker `loading`, old ties out, nodes, ties and statements in, old nodes out,
    count, marker `complete`. All are idempotent; a load that was broken off is repeated from the start and finds its
    work done.

    Raises:
        NotAStore: the database holds nodes or ties of these kinds that bigblur did not write, or another format.
        StoreError: the content is not sound, the server is gone, or what was read back differs.
    """
    check(content)
    before = read_marker(connection)
    _refuse(connection, content, before)
    after = Marker(FORMAT, COMPLETE, _schemas(content.nodes), _schemas(content.ties))
    between = after
    if before is not None:
        between = Marker(FORMAT, LOADING, {**before.nodes, **after.nodes}, {**before.ties, **after.ties})
    for command in schema_commands(content.nodes, content.ties):
        connection.change(command)
    connection.change("CALL db.awaitIndexes(600)")
    checksum = digest(_tables(content))
    _mark(connection, between, LOADING, checksum)
    _Load(connection, content, between, progress or (lambda *_: None)).run()
    _mark(connection, after, COMPLETE, checksum)


def write_derived(connection: Connection, derived: Derived) -> None:
    """Put computed values on nodes, and a node for each property that says how they came about; may be run again."""
    for label, rows in derived.nodes.items():
        cypher = f"UNWIND $rows AS row MATCH (n:`{label}` {{id: row.id}}) SET n += row"
        for start in range(0, len(rows), BATCH):
            connection.change(cypher, rows=rows[start : start + BATCH])
    connection.change(f"UNWIND $rows AS row MERGE (d:{DERIVED} {{id: row.id}}) SET d = row", rows=derived.records)


def schema_commands(labels: Iterable[str], types: Iterable[str]) -> list[str]:
    """Write the constraints and indexes that a store needs; each may be run again.

    Names get a text index: a range index refuses values of more than 8 kB, and a text index serves `=`,
    `STARTS WITH` and `CONTAINS` alike.

    Example:
        >>> schema_commands(["Firm"], [])[2]
        'CREATE CONSTRAINT bigblur_firm_id IF NOT EXISTS FOR (n:`Firm`) REQUIRE n.id IS UNIQUE'
    """
    unique = "CREATE CONSTRAINT bigblur_{}_{} IF NOT EXISTS FOR {} REQUIRE {} IS UNIQUE".format
    commands = [
        unique("store", "id", f"(n:{MARKER})", "n.id"),
        unique("statement", "statement_id", f"(n:{STATEMENT})", "n.statement_id"),
    ]
    for label in labels:
        commands.append(unique(label.lower(), "id", f"(n:`{label}`)", "n.id"))
        commands.append(f"CREATE TEXT INDEX bigblur_{label.lower()}_name IF NOT EXISTS FOR (n:`{label}`) ON (n.name)")
    commands += [unique(kind.lower(), "tie_id", f"()-[r:`{kind}`]-()", "r.tie_id") for kind in types]
    commands += [
        f"CREATE INDEX bigblur_statement_{end} IF NOT EXISTS FOR (n:{STATEMENT}) ON (n.{end})"
        for end in ("subject", "object")
    ]
    return commands


def _schemas(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    return {name: pack_schema(table.schema) for name, table in tables.items()}


def _tables(content: Content) -> list[tuple[str, str, pa.Table]]:
    return [
        *((label, "id", table) for label, table in content.nodes.items()),
        *((kind, "tie_id", table) for kind, table in content.ties.items()),
        (STATEMENT, "statement_id", content.statements),
    ]


def marker_values(marker: Marker, state: str, checksum: str) -> dict[str, Any]:
    """What stands on the marker's node."""
    return {
        "id": "store",
        "format": marker.format,
        "digest": checksum,
        "state": state,
        "nodes": json.dumps(marker.nodes),
        "ties": json.dumps(marker.ties),
    }


def _mark(connection: Connection, marker: Marker, state: str, checksum: str) -> None:
    values = marker_values(marker, state, checksum)
    connection.change(f"MERGE (s:{MARKER} {{id: 'store'}}) SET s = $values", values=values)


def _refuse(connection: Connection, content: Content, marker: Marker | None) -> None:
    if marker is not None:
        check_format(marker, connection.location)
    ours = {STATEMENT, *marker.nodes} if marker is not None else set()
    labels = [label for label in (*content.nodes, STATEMENT) if label not in ours]
    types = [kind for kind in content.ties if marker is None or kind not in marker.ties]
    found = [f"{n:,} nodes of label {name}" for name, n in count_nodes(connection, labels).items() if n]
    found += [f"{n:,} ties of type {name}" for name, n in count_ties(connection, types).items() if n]
    if found:
        raise NotAStore(
            f"{connection.location} holds {', '.join(found)} that bigblur did not write; nothing was changed. "
            "Build into an empty database: another NEO4J_DATABASE, or another server"
        )


def count_nodes(connection: Connection, labels: Iterable[str]) -> dict[str, int]:
    """Count the nodes of each label, from Neo4j's own counters."""
    return {label: connection.rows(f"MATCH (n:`{label}`) RETURN count(n)")[0][0] for label in labels}


def count_ties(connection: Connection, types: Iterable[str]) -> dict[str, int]:
    """Count the ties of each type, from Neo4j's own counters."""
    return {kind: connection.rows(f"MATCH ()-[r:`{kind}`]->() RETURN count(r)")[0][0] for kind in types}


@dataclass(frozen=True)
class _Load:
    """The steps of one load, between the two marks."""

    connection: Connection
    content: Content
    marker: Marker
    progress: Progress

    def run(self) -> None:
        for kind in self.marker.ties:
            self._remove_ties(kind)
        for label, table in self.content.nodes.items():
            cypher = f"UNWIND $rows AS row MERGE (n:`{label}` {{id: row.id}}) SET n = row"
            self._send(label, table, "id", cypher)
        for kind, table in self.content.ties.items():
            self._write_ties(kind, table)
        cypher = f"UNWIND $rows AS row MERGE (n:{STATEMENT} {{statement_id: row.statement_id}}) SET n = row"
        self._send(STATEMENT, self.content.statements, "statement_id", cypher)
        for label in self.marker.nodes:
            self._remove_nodes(label, "id", self.content.nodes.get(label))
        self._remove_nodes(STATEMENT, "statement_id", self.content.statements)
        # Values computed on what was there before; those on nodes went when the nodes were written anew.
        self._remove_nodes(DERIVED, "id", None)
        self._compare()

    def _send(
        self,
        what: str,
        table: pa.Table,
        key: str,
        cypher: str,
        shape: Callable[[dict[str, Any]], dict[str, Any]] = lambda row: row,
    ) -> None:
        done = 0
        for rows in batches(table, key, BATCH):
            self.connection.change(cypher, rows=[shape(row) for row in rows])
            done += len(rows)
            self.progress(what, done, table.num_rows)

    def _write_ties(self, kind: str, table: pa.Table) -> None:
        ends = table.select(["source_label", "target_label"]).group_by(["source_label", "target_label"]).aggregate([])
        for end in sorted(ends.to_pylist(), key=str):
            source, target = end["source_label"], end["target_label"]
            part = table.filter(
                pc.and_(pc.equal(table["source_label"], source), pc.equal(table["target_label"], target))
            )
            cypher = (
                f"UNWIND $rows AS row MATCH (a:`{source}` {{id: row.source}}) MATCH (b:`{target}` {{id: row.target}}) "
                f"MERGE (a)-[r:`{kind}` {{tie_id: row.tie_id}}]->(b) SET r = row.values"
            )
            self._send(kind, part, "tie_id", cypher, _tie_row)

    def _remove_ties(self, kind: str) -> None:
        """Take out ties that are no longer there, or lie between other nodes now."""
        table = self.content.ties.get(kind)
        kept: set[tuple[Any, ...]] = set()
        if table is not None:
            kept = set(zip(*(table[name].to_pylist() for name in ("tie_id", *ENDS)), strict=True))
        there = self.connection.rows(
            f"MATCH (a)-[r:`{kind}`]->(b) RETURN elementId(r), r.tie_id, a.id, labels(a)[0], b.id, labels(b)[0]"
        )
        self._remove(_DELETE_TIES, [key for key, *rest in there if tuple(rest) not in kept])

    def _remove_nodes(self, label: str, key: str, table: pa.Table | None) -> None:
        kept = set() if table is None else set(table[key].to_pylist())
        there = self.connection.rows(f"MATCH (n:`{label}`) RETURN elementId(n), n[$key]", key=key)
        self._remove(_DELETE_NODES, [element for element, name in there if name not in kept])

    def _remove(self, cypher: str, elements: list[str]) -> None:
        elements.sort()
        for start in range(0, len(elements), BATCH):
            self.connection.change(cypher, keys=elements[start : start + BATCH])

    def _compare(self) -> None:
        written = self.content.counts()
        there = count_nodes(self.connection, [*self.marker.nodes, STATEMENT])
        there |= count_ties(self.connection, self.marker.ties)
        differences = [
            f"{name}: {written.get(name, 0):,} written, {found:,} read back"
            for name, found in there.items()
            if found != written.get(name, 0)
        ]
        if differences:
            raise StoreError(
                f"{self.connection.location} does not hold what was written ({'; '.join(differences)}); "
                "is something else writing to it? Run the load again"
            )


def _tie_row(row: dict[str, Any]) -> dict[str, Any]:
    """Tell where a tie lies from what stands on it."""
    values = {name: value for name, value in row.items() if name not in ENDS}
    return {"tie_id": row["tie_id"], "source": row["source"], "target": row["target"], "values": values}
