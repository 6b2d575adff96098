"""Which triples a table makes: statements with their provenance, nodes and ties of the resolved view.

A block holds many resources at once, column by column, so that a million of them are written at the speed of arrow.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from bigblur.graph.stores.base import Content, Store
from bigblur.model import Column, classes, property_iris, tie_type
from bigblur.rdf import terms

_STATEMENT_FIELDS = ("unit", "role", "scope", "locator", "as_stated", "status", "flag", "note")


class Field(NamedTuple):
    """What resources of a block are said to have: one value each, or a list; null is nothing."""

    predicate: str
    values: pa.Array
    kind: str
    """`node` (a path under the base), `term` (an IRI of some vocabulary) or `literal`."""
    datatype: str | None = None
    langs: pa.Array | None = None


class Block(NamedTuple):
    """Resources by their paths, what is said of each, and the source in whose graph it stands (None: the default)."""

    paths: pa.Array
    fields: list[Field]
    sources: pa.Array | None = None


def descriptions(held: Content | Store) -> Iterator[Block]:
    """Describe all of a store: its statements, then the nodes and ties of the view; a block at a time.

    Example:
        >>> from bigblur.resolve import resolve
        >>> from bigblur.statements import SCHEMA
        >>> list(descriptions(resolve(SCHEMA.empty_table())))
        []
    """
    for kind, name, table in held.batches():
        if not table.num_rows:
            continue
        if kind == "statement":
            yield statements_block(table)
        elif kind == "node":
            yield nodes_block(name, table)
        else:
            yield ties_block(name, table)
            yield plain_ties(name, table)


class _Columns:
    """The columns of a batch as text; those that are not there or empty are None."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table
        self.rows = table.num_rows

    def __call__(self, name: str) -> pa.Array | None:
        if name not in self.table.column_names:
            return None
        column = self.table[name].combine_chunks()
        if column.null_count == len(column):
            return None
        if pa.types.is_floating(column.type):
            return pa.array([None if value is None else _digits(value) for value in column.to_pylist()], pa.string())
        return column if pa.types.is_list(column.type) else column.cast(pa.string())

    def constant(self, text: str) -> pa.Array:
        return pa.repeat(pa.scalar(text, pa.string()), self.rows)


def _digits(value: float) -> str:
    """A number as plain digits: what `1e16` says, xsd:decimal does not."""
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def _under(folder: str, values: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(pa.scalar(folder), values, "/")


def statements_block(table: pa.Table) -> Block:
    """Describe statements: each an `rdf:Statement` with its primary source, place, words and standing."""
    column = _Columns(table)
    columns = property_iris()
    names, codes = _encoded(column("predicate"))
    predicates = pa.array([terms.predicate_iri(name) for name in names], pa.string()).take(codes)
    fields = [
        Field(terms.TYPE, column.constant(terms.STATEMENT), "term"),
        Field(terms.SUBJECT, column("subject"), "node"),
        Field(terms.PREDICATE, predicates, "term"),
        Field(terms.PRIMARY_SOURCE, _under("source", column("source_id")), "node"),
    ]
    fields += _present(terms.OBJECT, column("object"), "node")
    fields += _present(terms.OBJECT, column("value"), "literal", None, column("lang"))
    for name in _STATEMENT_FIELDS:
        fields += _present(columns[name], column(name), "literal")
    for name in ("valid_from", "valid_to"):
        fields += _present(columns[name], column(name), "literal", terms.DATATYPES["edtf"])
    fields += _present(columns["confidence"], column("confidence"), "literal", terms.DATATYPES["decimal"])
    fields += [Field(columns[name], values, "literal") for name, values in _qualifiers(column("qualifiers")).items()]
    return Block(_under("statement", column("statement_id")), fields, column("source_id"))


def _encoded(values: pa.Array) -> tuple[list[str], pa.Array]:
    encoded = values.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices


def _present(predicate: str, values: pa.Array | None, *how: Any) -> list[Field]:
    return [] if values is None else [Field(predicate, values, *how)]


def _qualifiers(values: pa.Array | None) -> Mapping[str, pa.Array]:
    if values is None:
        return {}
    read = [json.loads(text) if text else {} for text in values.to_pylist()]
    names = sorted({name for one in read for name in one})
    return {name: pa.array([str(one[name]) if name in one else None for one in read], pa.string()) for name in names}


def nodes_block(label: str, table: pa.Table) -> Block:
    """Describe nodes of the view: class, name, aliases and the default value of each property."""
    column = _Columns(table)
    fields = [
        Field(terms.TYPE, column.constant(f"{terms.BB}{label}"), "term"),
        Field(terms.LABEL, column("name"), "literal"),
        *_present(terms.ALTERNATIVE, column("aliases"), "literal"),
        *_properties(classes()[label].columns, column),
    ]
    return Block(column("id"), fields)


def ties_block(name: str, table: pa.Table) -> Block:
    """Describe ties of the view: each a resource of the tie's class with ends, dates, qualifiers, first statement."""
    column = _Columns(table)
    columns = property_iris()
    fields = [
        Field(terms.TYPE, column.constant(terms.tie_class(name)), "term"),
        Field(terms.SUBJECT, column("source"), "node"),
        Field(terms.PREDICATE, column.constant(tie_type(name).iri), "term"),
        Field(terms.OBJECT, column("target"), "node"),
        *_present(f"{terms.BB}deal", column("deal_id"), "node"),
    ]
    based_on = column("statement_id")
    fields += _present(terms.DERIVED_FROM, None if based_on is None else _under("statement", based_on), "node")
    for own, stored in (("valid_from", "date"), ("valid_to", "valid_to")):
        fields += _present(columns[own], column(stored), "literal", terms.DATATYPES["edtf"])
    fields += _properties(tie_type(name).columns, column)
    return Block(_under("tie", column("tie_id")), fields)


def plain_ties(name: str, table: pa.Table) -> Block:
    """Say ties as plain triples, for those who ask no more than who with whom."""
    column = _Columns(table)
    return Block(column("source"), [Field(tie_type(name).iri, column("target"), "node")])


def _properties(columns: Mapping[str, Column], column: _Columns) -> list[Field]:
    fields: list[Field] = []
    for name, one in columns.items():
        fields += _present(property_iris()[name], column(name), "literal", terms.DATATYPES.get(one.datatype))
    return fields
