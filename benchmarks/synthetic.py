"""A synthetic ecosystem as a store holds it, straight into columns: what a million ties cost, without a loader."""

import hashlib

import numpy as np
import pyarrow as pa

from bigblur.graph.stores.base import Content
from bigblur.model import classes, node_schema, tie_schema, ties
from bigblur.statements import SCHEMA


def content(firms: int, links: int, seed: int = 1) -> Content:
    """Firms with names and ties of three kinds between them, a statement behind each; hubs as in real ecosystems."""
    random = np.random.default_rng(seed)
    ids = np.array([f"firm/f{at}" for at in range(firms)], dtype=object)
    sources = (firms * random.random(links) ** 2).astype(int)
    targets = (sources + 1 + random.integers(0, firms - 1, links)) % firms
    kinds = np.array(["MEMBER_OF", "PARTNERED_WITH", "SUPPLIES"], dtype=object)[random.integers(1, 3, links)]
    years = random.integers(1990, 2025, links).astype(str).astype(object)
    keys = np.array(
        [hashlib.sha256(f"{seed}/{at}".encode()).hexdigest()[:20] for at in range(firms + links)], dtype=object
    )
    lines = np.array([f"line {at}" for at in range(firms + links)], dtype=object)
    names = np.array([f"Firm {at} 기업" for at in range(firms)], dtype=object)
    statements = _table(
        SCHEMA,
        firms + links,
        statement_id=keys,
        subject=np.concatenate([ids, ids[sources]]),
        predicate=np.concatenate([np.full(firms, "name", dtype=object), kinds]),
        object=np.concatenate([np.full(firms, None), ids[targets]]),
        value=np.concatenate([names, np.full(links, None)]),
        lang=np.concatenate([np.full(firms, "en", dtype=object), np.full(links, None)]),
        valid_from=np.concatenate([np.full(firms, None), years]),
        source_id=np.full(firms + links, "synthetic", dtype=object),
        locator=lines,
        status=np.full(firms + links, "fact", dtype=object),
    )
    nodes = {label: node_schema(label).empty_table() for label in classes()}
    nodes["Firm"] = _table(node_schema("Firm"), firms, id=ids, name=names).sort_by("id")
    made = {name: tie_schema().empty_table() for name in ties()}
    days = years.astype("datetime64[Y]").astype("datetime64[D]").astype(object)
    for kind in ("PARTNERED_WITH", "SUPPLIES"):
        own = kinds == kind
        made[kind] = _table(
            tie_schema(),
            int(own.sum()),
            tie_id=keys[firms:][own],
            source=ids[sources][own],
            source_label=np.full(int(own.sum()), "Firm", dtype=object),
            target=ids[targets][own],
            target_label=np.full(int(own.sum()), "Firm", dtype=object),
            date=years[own],
            date_min=days[own],
            date_max=days[own],
            year=years[own].astype(int),
            status=np.full(int(own.sum()), "fact", dtype=object),
            source_id=np.full(int(own.sum()), "synthetic", dtype=object),
            locator=lines[firms:][own],
            statement_id=keys[firms:][own],
            mentions=np.ones(int(own.sum()), dtype=int),
        )
    return Content(statements, nodes, made)


def _table(schema: pa.Schema, rows: int, **columns: np.ndarray) -> pa.Table:
    """A table of these columns, the others null."""
    return pa.table(
        [
            pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(rows, field.type)
            for field in schema
        ],
        schema=schema,
    )
