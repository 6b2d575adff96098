"""Checks on a `Content` before any of it is sent to Neo4j: nothing is changed when it is not sound."""

import re
from collections import Counter
from typing import Any

import pyarrow as pa

from bigblur.errors import StoreError
from bigblur.graph.stores.base import Content
from bigblur.model import ENDS

STATEMENT = "Statement"
MARKER = "BigblurStore"

_LABEL = re.compile(r"[A-Z][A-Za-z]*")
_TYPE = re.compile(r"[A-Z_]+")


def check(content: Content) -> None:
    """Make sure that labels and types are names, keys unique, and that every tie lies between two nodes.

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
        if not _LABEL.fullmatch(label) or label in {STATEMENT, MARKER}:
            raise StoreError(f"{label!r} cannot be a label of a node: write capital and small letters; {_UNCHANGED}")
        _check_key(f"nodes of label {label}", table, "id")
    for kind, table in content.ties.items():
        if not _TYPE.fullmatch(kind):
            raise StoreError(f"{kind!r} cannot be a type of a tie: write capital letters and _; {_UNCHANGED}")
        _check_key(f"ties of type {kind}", table, "tie_id")
    _check_key("statements", content.statements, "statement_id")
    _check_ends(content)


_UNCHANGED = "nothing was changed"


def _check_key(what: str, table: pa.Table, column: str) -> None:
    keys = _column(what, table, column)
    if None in keys:
        raise StoreError(f"{what}: row {keys.index(None) + 1} has no {column}; {_UNCHANGED}")
    if len(set(keys)) < len(keys):
        twice = next(key for key, times in Counter(keys).items() if times > 1)
        raise StoreError(f"{what}: {column} {twice!r} stands twice; {_UNCHANGED}")


def _column(what: str, table: pa.Table, column: str) -> list[Any]:
    if column not in table.column_names:
        raise StoreError(f"{what} have no column {column}; {_UNCHANGED}")
    values: list[Any] = table[column].to_pylist()
    return values


def _check_ends(content: Content) -> None:
    known = {label: set(table["id"].to_pylist()) for label, table in content.nodes.items()}
    for kind, table in content.ties.items():
        ends = [_column(f"ties of type {kind}", table, column) for column in ENDS]
        for ids, labels in (ends[:2], ends[2:]):
            loose = [(label, node) for node, label in zip(ids, labels, strict=True) if node not in known.get(label, ())]
            if loose:
                label, node = loose[0]
                raise StoreError(
                    f"ties of type {kind}: {len(loose)} of {table.num_rows} have an end that is no node, "
                    f"the first is {label} {node!r}; {_UNCHANGED}"
                )
