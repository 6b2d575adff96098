"""Checks on a `Content` before any of it is sent to Neo4j: nothing is changed when it is not sound."""

import pyarrow as pa
import pyarrow.compute as pc

from bigblur.errors import StoreError, did_you_mean
from bigblur.graph.stores.base import Content
from bigblur.model import ENDS, classes, ties

STATEMENT = "Statement"
MARKER = "BigblurStore"


def check(content: Content) -> None:
    """Make sure that labels and types are the ontology's, keys unique, and that every tie lies between two nodes.

    Raises:
        StoreError: they are not; names the table, the first offender, and how many there are.

    Example:
        >>> from bigblur.statements import SCHEMA
        >>> check(Content(SCHEMA.empty_table(), {"Firm": pa.table({"id": ["firm/a", "firm/a"]})}, {}))
        Traceback (most recent call last):
        ...
        bigblur.errors.StoreError: nodes of label Firm: id 'firm/a' stands twice; nothing was changed
    """
    for label, table in content.nodes.items():
        if label not in classes():
            raise StoreError(
                f"{label!r} cannot be a label of a node: the ontology has no such class "
                f"(bigblur schema lists them).{did_you_mean(label, classes())} {_UNCHANGED.capitalize()}"
            )
        _check_key(f"nodes of label {label}", table, "id")
    for kind, table in content.ties.items():
        if kind not in ties():
            raise StoreError(
                f"{kind!r} cannot be a type of a tie: the ontology has none of that name "
                f"(bigblur schema lists them).{did_you_mean(kind, ties())} {_UNCHANGED.capitalize()}"
            )
        _check_key(f"ties of type {kind}", table, "tie_id")
    _check_key("statements", content.statements, "statement_id")
    _check_ends(content)


_UNCHANGED = "nothing was changed"


def _check_key(what: str, table: pa.Table, column: str) -> None:
    keys = _column(what, table, column)
    if keys.null_count:
        row = pc.index(pc.is_null(keys), True).as_py() + 1
        raise StoreError(f"{what}: row {row} has no {column}; {_UNCHANGED}")
    ordered = keys.take(pc.sort_indices(keys)).combine_chunks()  # a table of the distinct ones would be far larger
    twice = pc.index(pc.equal(ordered[1:], ordered[:-1]), True).as_py()
    if twice >= 0:
        raise StoreError(f"{what}: {column} {ordered[twice].as_py()!r} stands twice; {_UNCHANGED}")


def _column(what: str, table: pa.Table, column: str) -> pa.ChunkedArray:
    if column not in table.column_names:
        raise StoreError(f"{what} have no column {column}; {_UNCHANGED}")
    return table[column]


def _check_ends(content: Content) -> None:
    nothing = pa.array([], pa.string())
    known = {label: table["id"] for label, table in content.nodes.items()}
    for kind, table in content.ties.items():
        ends = [_column(f"ties of type {kind}", table, column) for column in ENDS]
        for ids, labels in (ends[:2], ends[2:]):
            loose = [
                (label, ids.filter(pc.and_(_is(labels, label), pc.invert(pc.is_in(ids, known.get(label, nothing))))))
                for label in pc.unique(labels).to_pylist()
            ]
            count = sum(len(part) for _, part in loose)
            if count:
                label, part = next(one for one in loose if len(one[1]))
                raise StoreError(
                    f"ties of type {kind}: {count} of {table.num_rows} have an end that is no node, "
                    f"the first is {label} {part[0].as_py()!r}; {_UNCHANGED}"
                )


def _is(labels: pa.ChunkedArray, label: str | None) -> pa.ChunkedArray:
    return pc.is_null(labels) if label is None else pc.fill_null(pc.equal(labels, label), False)
