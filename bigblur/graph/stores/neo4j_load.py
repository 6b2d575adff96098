"""Bringing a `Content` into Neo4j: every step may be broken off and done again."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from bigblur.errors import NotAStore, StoreError
from bigblur.graph.stores.base import DERIVED, FORMAT, Content, Derived
from bigblur.graph.stores.neo4j_connection import Connection
from bigblur.graph.stores.neo4j_content import MARKER, STATEMENT, check
from bigblur.graph.stores.neo4j_values import batches, digest, pack_schema, quoted
from bigblur.model import ENDS, classes
from bigblur.progress import Progress

BATCH = 10_000
PIECE = 50_000
"""Rows that are read back at a time."""

_NAMED = 5
"""Rows that an error names."""

FULL_TEXT = "bigblur_names"
"""CALL db.index.fulltext.queryNodes('bigblur_names', $words) YIELD node, score"""

LOADING, COMPLETE = "loading", "complete"

_TURN = f"MATCH (store:{MARKER} {{id: 'store'}}) SET store.state = '{LOADING}' WITH store"
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
    """Make the database hold just what `content` holds, then read it back and compare.

    The steps are: refuse, constraints, marker `loading`, old ties out, nodes, ties and statements in, old nodes out,
    compare, marker `complete`. All are idempotent; a load that was broken off is repeated from the start and finds its
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
    _Load(connection, content, between, progress or (lambda *_: None), before is None).run()
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

    One full-text index covers names and aliases of all classes; its analyzer finds parts of Korean names, too.
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
    names = "|".join(f"`{label}`" for label in sorted(classes()))
    commands.append(
        f"CREATE FULLTEXT INDEX {FULL_TEXT} IF NOT EXISTS FOR (n:{names}) ON EACH [n.name, n.aliases] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
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
    """The steps of one load, between the two marks.

    Every transaction begins by writing on the marker, which locks it: loaders of one database take turns by batches,
    and so cannot wait for each other in a circle.

    Args:
        fresh: the database held no store before: rows are created instead of looked for first.
    """

    connection: Connection
    content: Content
    marker: Marker
    progress: Progress
    fresh: bool

    def run(self) -> None:
        self.write()
        reconcile(self.connection, self.content, self.marker)

    def write(self) -> None:
        if not self.fresh:
            for kind in self.marker.ties:
                self._remove_ties(kind)
        for label, table in self.content.nodes.items():
            self._write_nodes(label, "id", table)
        for kind, table in self.content.ties.items():
            self._write_ties(kind, table)
        self._write_nodes(STATEMENT, "statement_id", self.content.statements)
        if not self.fresh:
            for label in self.marker.nodes:
                self._remove_nodes(label, "id", self.content.nodes.get(label))
            self._remove_nodes(STATEMENT, "statement_id", self.content.statements)
            # Values computed on what was there before; those on nodes went when the nodes were written anew.
            self._remove_nodes(DERIVED, "id", None)

    def _send(self, what: str, table: pa.Table, order: list[str], cypher: tuple[str, str]) -> None:
        create, merge = cypher
        done = 0
        for rows in batches(table, order, BATCH):
            if self.fresh:
                self.connection.create(create, merge, rows=rows)
            else:
                self.connection.change(merge, rows=rows)
            done += len(rows)
            self.progress(what, done, table.num_rows)

    def _write_nodes(self, label: str, key: str, table: pa.Table) -> None:
        table = table.select([key, *(name for name in _held(table) if name != key)])
        values = _values(table.column_names, 0)
        create = f"{_TURN} UNWIND $rows AS row CREATE (:`{label}` {values})"
        merge = f"{_TURN} UNWIND $rows AS row MERGE (n:`{label}` {{{key}: row[0]}}) SET n = {values}"
        self._send(label, table, [key], (create, merge))

    def _write_ties(self, kind: str, table: pa.Table) -> None:
        ends = table.select(["source_label", "target_label"]).group_by(["source_label", "target_label"]).aggregate([])
        for end in sorted(ends.to_pylist(), key=str):
            source, target = end["source_label"], end["target_label"]
            part = table.filter(
                pc.and_(pc.equal(table["source_label"], source), pc.equal(table["target_label"], target))
            )
            properties = ["tie_id", *(name for name in _held(part) if name not in ENDS and name != "tie_id")]
            values = _values(properties, 2)
            matched = (
                f"{_TURN} UNWIND $rows AS row MATCH (a:`{source}` {{id: row[0]}}) MATCH (b:`{target}` {{id: row[1]}})"
            )
            create = f"{matched} CREATE (a)-[:`{kind}` {values}]->(b)"
            merge = f"{matched} MERGE (a)-[r:`{kind}` {{tie_id: row[2]}}]->(b) SET r = {values}"
            order = ["source", "target", "tie_id"]
            self._send(kind, part.select(["source", "target", *properties]), order, (create, merge))

    def _remove_ties(self, kind: str) -> None:
        """Take out ties that are no longer there, or lie between other nodes now."""
        cypher = f"MATCH (a)-[r:`{kind}`]->(b) RETURN elementId(r), r.tie_id, a.id, labels(a)[0], b.id, labels(b)[0]"
        self._remove(_DELETE_TIES, cypher, ["tie_id", *ENDS], self.content.ties.get(kind))

    def _remove_nodes(self, label: str, key: str, table: pa.Table | None) -> None:
        self._remove(_DELETE_NODES, f"MATCH (n:`{label}`) RETURN elementId(n), n.{key}", [key], table)

    def _remove(self, delete: str, cypher: str, columns: list[str], table: pa.Table | None) -> None:
        """Take out what was found and is not in a table; what is compared are the key, first, and other columns."""
        wanted = None if table is None else table.select(columns).combine_chunks()
        elements: list[str] = []
        for rows in self.connection.pieces(cypher, PIECE):
            texts = [pa.array([_text(row[at]) for row in rows], pa.string()) for at in range(len(columns) + 1)]
            elements += texts[0].filter(_gone(texts[1:], wanted)).to_pylist()
        for start in range(0, len(elements), BATCH):
            self.connection.change(f"{_TURN} {delete}", keys=elements[start : start + BATCH])


def _text(value: Any) -> str | None:
    """A key as found; what somebody else gave another type is none of ours."""
    return value if isinstance(value, str) else None


def _gone(found: list[pa.Array], wanted: pa.Table | None) -> pa.Array:
    """Which of the rows found are not wanted: no such key, or other values beside it."""
    if wanted is None or not wanted.num_rows:
        return pa.repeat(pa.scalar(True), len(found[0]))
    at = pc.index_in(found[0], wanted.column(0).combine_chunks())
    gone = pc.is_null(at)
    for array, column in zip(found[1:], wanted.columns[1:], strict=True):
        gone = pc.or_(gone, pc.fill_null(pc.not_equal(array, column.combine_chunks().take(at)), True))
    return gone


def _held(table: pa.Table) -> list[str]:
    """The columns with any value: a property that is null is no property."""
    return [name for name in table.column_names if table[name].null_count < table.num_rows]


def _values(names: list[str], first: int) -> str:
    """The map of a row's properties in Cypher; each by its place, so that names are not sent with every row."""
    return "{" + ", ".join(f"{quoted(name)}: row[{first + at}]" for at, name in enumerate(names)) + "}"


def reconcile(connection: Connection, content: Content, marker: Marker) -> None:
    """Read back every key and compare it with what was to be written.

    Raises:
        StoreError: rows are missing, or there are more; names them.
    """
    wanted = {label: content.nodes[label]["id"] if label in content.nodes else None for label in marker.nodes}
    checks = [(label, f"MATCH (n:`{label}`) RETURN n.id", keys) for label, keys in wanted.items()]
    checks.append(
        (STATEMENT, f"MATCH (n:{STATEMENT}) RETURN n.statement_id", content.statements["statement_id"]),
    )
    wanted = {kind: content.ties[kind]["tie_id"] if kind in content.ties else None for kind in marker.ties}
    checks += [(kind, f"MATCH ()-[r:`{kind}`]->() RETURN r.tie_id", keys) for kind, keys in wanted.items()]
    differences = [_difference(connection, *one) for one in checks]
    if any(differences):
        raise StoreError(
            f"{connection.location} does not hold what was written ({'; '.join(filter(None, differences))}); "
            "is something else writing to it? Run the load again"
        )


def _difference(connection: Connection, name: str, cypher: str, wanted: pa.ChunkedArray | None) -> str:
    nothing = pa.chunked_array([], pa.string())
    wanted = nothing if wanted is None else wanted
    pieces = [pa.array([_text(row[0]) for row in rows], pa.string()) for rows in connection.pieces(cypher, PIECE)]
    found = pa.chunked_array(pieces, pa.string())
    lost, more = _without(wanted, found), _without(found, wanted)
    if not len(lost) and not len(more) and len(wanted) == len(found):
        return ""
    parts = [f"{name}: {len(wanted):,} written, {len(found):,} read back"]
    parts += [f"{word} {_some(rows)}" for word, rows in (("missing", lost), ("not ours", more)) if len(rows)]
    return ", ".join(parts)


def _without(keys: pa.ChunkedArray, others: pa.ChunkedArray) -> pa.ChunkedArray:
    return keys.filter(pc.invert(pc.is_in(keys, others.combine_chunks())))


def _some(rows: pa.ChunkedArray) -> str:
    shown = ", ".join(
        repr(key) if key is not None else "one without a key" for key in rows.slice(0, _NAMED).to_pylist()
    )
    return shown + (f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else "")
