"""Random contents that the ontology allows: a few classes, ties between them, values for half of their columns."""

from datetime import date
from random import Random
from typing import Any

import pyarrow as pa

from bigblur.graph.stores.base import Content
from bigblur.model import classes, node_schema, tie_schema, ties
from bigblur.statements import SCHEMA

KINDS = {pa.string(): "text", pa.int64(): "whole", pa.float64(): "number", pa.date32(): "day"}

WORDS = ["Alpha", "beta", "감마 전자", "Δ", "x y", "A", "알파", "O'Neill", "zeta-9", "İstanbul"]


def content(seed: str, nodes: int = 24, tie_count: int = 90) -> Content:
    """A random content: some classes, ties that the ontology allows between them, values for some of their columns."""
    random = Random(f"graph {seed}")  # noqa: S311 - a graph, no secrets
    labels = random.sample(sorted(classes()), 6)
    found: dict[str, list[dict[str, Any]]] = {label: [] for label in labels}
    for number in range(nodes):
        label = random.choice(labels)
        row = {"id": f"{label.lower()}/{number}", "name": random.choice(WORDS), "aliases": random.choice(ALIASES)}
        found[label].append(row | values(random, classes()[label].columns))
    lines: dict[str, list[dict[str, Any]]] = {}
    kinds = [kind for kind in ties().values() if ends(kind.name, labels)]
    for number in range(tie_count if kinds else 0):
        kind = random.choice(kinds)
        source, target = random.choice(ends(kind.name, labels))
        if not found[source] or not found[target]:
            continue
        row = {"tie_id": f"t{number}", "source_label": source, "target_label": target, "mentions": random.randrange(4)}
        row |= {"source": random.choice(found[source])["id"], "target": random.choice(found[target])["id"]}
        row |= {"status": random.choice(["fact", "claim", None])} | values(random, {"year": None})
        lines.setdefault(kind.name, []).append(row | values(random, kind.columns))
    return Content(
        SCHEMA.empty_table(),
        {label: pa.Table.from_pylist(rows, schema=node_schema(label)) for label, rows in found.items() if rows},
        {name: pa.Table.from_pylist(rows, schema=tie_schema()) for name, rows in sorted(lines.items())},
    )


ALIASES = [[], None, ["A"], ["알파", "Alpha Inc."], ["x", "x", "Y"]]


def ends(name: str, labels: list[str]) -> list[tuple[str, str]]:
    return [(source, target) for source in labels for target in labels if ties()[name].allows(source, target)]


def values(random: Random, columns: Any) -> dict[str, Any]:
    """Values for about half of some columns."""
    made: dict[str, Any] = {}
    for name in columns:
        column = columns[name]
        fields = column.fields() if column is not None else [pa.field("year", pa.int64())]
        if random.random() < 0.5:
            continue
        day = date(random.randrange(1990, 2024), random.randrange(1, 13), random.randrange(1, 28))
        for one in fields:
            kind = kind_of(one.type)
            made[one.name] = {
                "text": random.choice(WORDS),
                "whole": day.year,
                "number": random.choice([0.0, 0.5, 1.0, 2.25, -1.5, 1e6]),
                "day": day,
                "texts": random.choice(ALIASES),
            }.get(kind)
            if pa.types.is_list(one.type) and not pa.types.is_string(one.type.value_type):
                made[one.name] = None
    return made


def kind_of(type_: pa.DataType) -> str:
    return "texts" if pa.types.is_list(type_) else KINDS[type_]
