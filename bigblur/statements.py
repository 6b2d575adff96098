"""The statement: the atom of the graph, its columns and its id."""

import hashlib
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

SCHEMA = pa.schema(
    [
        pa.field("statement_id", pa.string(), nullable=False),
        pa.field("subject", pa.string(), nullable=False),
        pa.field("predicate", pa.string(), nullable=False),
        pa.field("object", pa.string()),
        pa.field("value", pa.string()),
        pa.field("unit", pa.string()),
        pa.field("lang", pa.string()),
        pa.field("role", pa.string()),
        pa.field("scope", pa.string()),
        pa.field("valid_from", pa.string()),
        pa.field("valid_to", pa.string()),
        pa.field("qualifiers", pa.string()),
        pa.field("source_id", pa.string(), nullable=False),
        pa.field("locator", pa.string(), nullable=False),
        pa.field("as_stated", pa.string()),
        pa.field("status", pa.string(), nullable=False),
        pa.field("confidence", pa.float64()),
        pa.field("flag", pa.string()),
        pa.field("note", pa.string()),
    ]
)
"""Columns of a table of statements.

`subject` and `object` are node ids; a statement has either an `object` (a tie) or a `value` (a property or an
observed measure, as text in canonical form). `predicate` is a property, a measure, or a tie type. `role` and `scope`
tell apart what shares subject, predicate and object; further qualifiers stand in `qualifiers` as a JSON object with
sorted keys, or null. Dates are in EDTF as far as `bigblur.dates` reads it.
"""

KEY = (
    "source_id",
    "locator",
    "subject",
    "predicate",
    "object",
    "value",
    "unit",
    "lang",
    "role",
    "scope",
    "valid_from",
    "valid_to",
    "qualifiers",
    "as_stated",
)
"""The fields that make two statements two: who says what of whom, since when, where it says so, and in which words."""


def statement_id(statement: Mapping[str, Any]) -> str:
    """Make a statement's id: the first 20 hex digits of the SHA-256 of its key fields.

    Comments on a statement (note, flag, confidence, status) are not part of its identity, so
    that mending a note does not make a new statement.

    Example:
        >>> akva = {"source_id": "s", "locator": "line 1", "subject": "firm/a", "predicate": "founded", "value": "1983"}
        >>> statement_id(akva)
        '073f644695023aaf329a'
        >>> statement_id(akva | {"note": "mended"}) == statement_id(akva)
        True
    """
    # U+001F cannot stand in a CSV field that passed the loader's checks; null and the empty text differ by the mark.
    key = "\x1f".join("\x00" if statement.get(field) is None else str(statement[field]) for field in KEY)
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:20]
