"""Shaping rows for the tables of the view: dates spread over their columns, text turned into its type."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from bigblur.dates import parse_date
from bigblur.model import Column


def spread_date(text: str | None, name: str = "date") -> dict[str, Any]:
    """A date as stated with its first day, last day and year, under the names that columns of `name` have.

    Example:
        >>> spread_date("198X", "founded")["founded_max"]
        datetime.date(1989, 12, 31)
    """
    if not text:
        return {}
    span = parse_date(text)
    year = "year" if name == "date" else f"{name}_year"
    return {name: text, f"{name}_min": span.first, f"{name}_max": span.last, year: span.year}


def typed(column: Column, text: str) -> dict[str, Any]:
    """A value written as text, as the columns that its datatype takes."""
    if column.datatype == "edtf" and not column.many:
        return spread_date(text, column.name)
    if column.datatype == "decimal":
        return {column.name: float(text)}
    if column.datatype == "integer":
        return {column.name: int(text)}
    return {column.name: text}


def table(rows: Iterable[Mapping[str, Any]], schema: pa.Schema, order: list[str]) -> pa.Table:
    """Make a table of these columns, rows in a total order; what a row lacks is null, what has no column is dropped."""
    listed = [{name: row.get(name) for name in schema.names} for row in rows]
    made = pa.Table.from_pylist(listed, schema=schema)
    return made.sort_by([(name, "ascending") for name in order]) if made.num_rows else made
