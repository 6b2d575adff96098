"""Values between Python, Arrow and Neo4j: parameters going in, rows and tables coming out."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from bigblur.graph.stores.parameters import Value


def plain(value: Value) -> Value:
    """Turn what the driver returns into plain Python: no object of the engine's leaves a store.

    Nodes and ties become dicts of their properties, paths lists of node, tie, node, ..., dates `datetime.date`;
    what Python has no type for (durations, years past 9999) becomes its ISO text.

    Example:
        >>> plain([1, {"a": None}])
        [1, {'a': None}]
    """
    if value is None or isinstance(value, str | bool | int | float | bytes):
        return value
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return _plain_object(value)


def _plain_object(value: Value) -> Value:
    from neo4j.graph import Entity, Path  # noqa: PLC0415 - importing the driver takes a second
    from neo4j.spatial import Point  # noqa: PLC0415

    if isinstance(value, Path):
        return [plain(step) for pair in zip(value.nodes, [*value.relationships, None], strict=True) for step in pair][
            :-1
        ]
    if isinstance(value, Entity):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, Point):
        return {"srid": value.srid, "coordinates": list(value)}
    try:
        return value.to_native()
    except (AttributeError, ValueError):
        return value.iso_format() if hasattr(value, "iso_format") else str(value)


def frame(columns: Sequence[str], rows: Iterable[Sequence[Any]], notes: Iterable[str] = ()) -> pd.DataFrame:
    """Make a data frame of object columns, so that whole numbers stay whole and null stays None.

    What is to be said of the answer stands in its `attrs["notes"]`.

    Example:
        >>> frame(["n", "l"], [[1, [1, 2]], [None, []]])["n"].tolist()
        [1, None]
        >>> list(frame(["n", "l"], []).columns)
        ['n', 'l']
    """
    kept = [[plain(value) for value in row] for row in rows]
    made = pd.DataFrame(
        {name: pd.Series([row[place] for row in kept], dtype=object) for place, name in enumerate(columns)},
        columns=list(columns),
    )
    made.attrs["notes"] = list(notes)
    return made


_PIECE = 50_000
"""Rows that a checksum looks at together."""


def batches(table: pa.Table, order: Sequence[str], size: int) -> Iterator[list[list[Any]]]:
    """Give a table's rows in lists of at most `size`, in ascending order of some columns; each row is a list.

    Example:
        >>> list(batches(pa.table({"id": ["b", "a", "c"]}), ["id"], 2))
        [[['a'], ['b']], [['c']]]
    """
    for piece in _ordered(table, order, size):
        yield [list(row) for row in zip(*(column.to_pylist() for column in piece.columns), strict=True)]


def _ordered(table: pa.Table, order: Sequence[str], size: int) -> Iterator[pa.Table]:
    """The rows of a table in ascending order, piece by piece: a sorted copy of it all would double its memory."""
    places = pc.sort_indices(table, [(name, "ascending") for name in order])
    for start in range(0, table.num_rows, size):
        yield table.take(places.slice(start, size))


def table_of(schema: pa.Schema, rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Make a table of the given columns from rows of the driver's values.

    Example:
        >>> table_of(pa.schema([("id", pa.string()), ("n", pa.int64())]), [["a", 1], ["b", None]]).to_pydict()
        {'id': ['a', 'b'], 'n': [1, None]}
    """
    columns: list[list[Any]] = [[] for _ in schema]
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(plain(value))
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def quoted(name: str) -> str:
    """Write a property's name as Cypher takes it, whatever it holds.

    Example:
        >>> quoted("a`b")
        '`a``b`'
    """
    return "`" + name.replace("`", "``") + "`"


def pack_schema(schema: pa.Schema) -> str:
    """Write down columns and their types as text, so that a store can give back the very types that it was given.

    Example:
        >>> unpack_schema(pack_schema(pa.schema([("id", pa.string())]))).names
        ['id']
    """
    return base64.b64encode(schema.remove_metadata().serialize().to_pybytes()).decode("ascii")


def unpack_schema(packed: str) -> pa.Schema:
    """Read what `pack_schema` wrote."""
    return pa.ipc.read_schema(pa.py_buffer(base64.b64decode(packed)))


class _Sink:
    """A file that keeps nothing but the checksum of what is written to it."""

    closed = False

    def __init__(self) -> None:
        self.checksum = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.checksum.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: there is no buffer."""


def digest(tables: Iterable[tuple[str, str, pa.Table]]) -> str:
    """Checksum tables, given as (name, key column, table), whatever the order of their rows.

    Example:
        >>> one, other = pa.table({"id": ["a", "b"]}), pa.table({"id": ["b", "a"]})
        >>> digest([("Firm", "id", one)]) == digest([("Firm", "id", other)])
        True
    """
    sink = _Sink()
    for name, key, table in tables:
        sink.write(f"\x1f{name}\x1f{table.num_rows}\x1f".encode())
        plain_table = table.replace_schema_metadata(None)
        with pa.ipc.new_stream(pa.PythonFile(sink, mode="w"), plain_table.schema) as stream:
            for piece in _ordered(plain_table, [key], _PIECE):
                stream.write_table(piece.combine_chunks())
    return sink.checksum.hexdigest()
