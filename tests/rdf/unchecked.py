"""Statements of a source as its rows say them, however wrong, as resources: what SHACL is to complain of."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from bigblur.checks import qualifiers_of
from bigblur.classifications import industries
from bigblur.loaders import tidy
from bigblur.model import classes, label_of, property_iris, ties
from bigblur.rdf import terms
from bigblur.rdf.describe import Block, Field, nodes_block, plain_ties, statements_block, ties_block
from bigblur.statements import SCHEMA, statement_id


def unchecked_statements(folder: Path) -> list[dict[str, Any]]:
    """Read a source with the column checks switched off."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tidy, "complaints", lambda _: ())
        rows = [row for row, _ in tidy.load_tidy(folder)]
    named = {row.get("object") for row in rows}
    common = {"source_id": "tiny", "locator": "scheme", "status": "fact"}
    rows += [
        {**common, "subject": industry.id, "predicate": name, "value": getattr(industry, name)}
        for industry in industries()
        if industry.id in named
        for name in ("scheme", "code", "level")
    ]
    return [row | {"statement_id": statement_id(row)} for row in rows]


def described(statements: list[dict[str, Any]]) -> list[Block]:
    """Describe statements, and the view that they would make if nothing were checked: values stay text."""
    rows = [{name: row.get(name) or None for name in SCHEMA.names} for row in statements]
    made = [statements_block(pa.Table.from_pylist(rows))]
    nodes: dict[str, dict[str, Any]] = defaultdict(dict)
    links: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in statements:
        nodes[row["subject"]].setdefault("name", row["subject"])
        if row["predicate"] in ties():
            nodes[row["object"]].setdefault("name", row["object"])
            links[row["predicate"]].append(_tie(row))
        elif row["predicate"] in property_iris():
            _put(nodes[row["subject"]], row)
    for label, part in classes().items():
        own = [{"id": node_id, **node} for node_id, node in nodes.items() if label_of(node_id) == label]
        made += _with_strangers(nodes_block, label, own, part.columns)
    for name, own in links.items():
        made += [*_with_strangers(ties_block, name, own, ties()[name].columns), plain_ties(name, _table(own))]
    return made


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    names = sorted({name for row in rows for name, value in row.items() if value is not None})
    return pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows])


def _with_strangers(
    block: Callable[[str, pa.Table], Block], name: str, rows: list[dict[str, Any]], known: Mapping[str, Any]
) -> list[Block]:
    """A block, with what the ontology gives to others and not to this class or tie."""
    if not rows:
        return []
    table = _table(rows)
    made = block(name, table)
    own = {*known, "date", "valid_to"} if block is ties_block else {*known}
    strange = [column for column in table.column_names if column in property_iris() and column not in own]
    fields = [Field(property_iris()[column], table[column].combine_chunks(), "literal") for column in strange]
    return [made._replace(fields=[*made.fields, *fields])]


def _put(node: dict[str, Any], row: dict[str, Any]) -> None:
    column = classes()[str(label_of(row["subject"]))].columns.get(row["predicate"])
    if column is not None and column.many:
        node.setdefault(column.name, []).append(row["value"])
    else:
        node[row["predicate"]] = row["value"]


def _tie(row: dict[str, Any]) -> dict[str, Any]:
    ends = {"tie_id": row["statement_id"], "source": row["subject"], "target": row["object"]}
    return ends | {"date": row.get("valid_from") or None, "valid_to": row.get("valid_to") or None} | qualifiers_of(row)


def local(iri: str | None) -> str:
    """The last part of a term."""
    return (iri or "").removeprefix(terms.BB).rpartition("#")[2] or (iri or "").removeprefix(terms.BB)
