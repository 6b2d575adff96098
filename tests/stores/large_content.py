"""A content of many ties, and the process that loads it: `python large_content.py SEED FIRMS TIES` into NEO4J_URI."""

import datetime as dt
import random
import sys

import pyarrow as pa

from bigblur.graph.stores.base import Content
from bigblur.model import node_schema, tie_schema
from bigblur.statements import SCHEMA, statement_id


def large_content(seed: int, firms: int, ties: int) -> Content:
    """Firms with Korean aliases, each with a statement, and ties of two types between them, hubs among the firms."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    keys = [f"firm/f{at}" for at in range(firms)]
    nodes = [{"id": key, "name": f"Firm {key[6:]}", "aliases": [f"기업 {key[6:]}"]} for key in keys]
    stated = [
        {"subject": key, "predicate": "name", "value": f"Firm {key[6:]}", "source_id": "made", "locator": f"line {at}"}
        for at, key in enumerate(keys)
    ]
    made: dict[str, list[dict[str, object]]] = {"PARTNERED_WITH": [], "SUPPLIES": []}
    for at in range(ties):
        year = chance.randrange(1990, 2025)
        row = {"source": keys[int(firms * chance.random() ** 2)], "target": chance.choice(keys)}
        row |= {"source_label": "Firm", "target_label": "Firm", "tie_id": f"t{seed}-{at}", "locator": f"줄 {at}"}
        days = {"year": year, "date_min": dt.date(year, 1, 1), "date_max": dt.date(year, 12, 31)}
        made[chance.choice(list(made))].append({**row, **days, "mentions": 1 + at % 3})
    return Content(
        pa.Table.from_pylist(
            [row | {"status": "fact", "statement_id": statement_id(row)} for row in stated], schema=SCHEMA
        ),
        {"Firm": pa.Table.from_pylist(nodes, schema=node_schema("Firm"))},
        {kind: pa.Table.from_pylist(rows, schema=tie_schema()) for kind, rows in made.items()},
    )


def _load(seed: int, firms: int, ties: int) -> None:
    from bigblur.graph.stores.neo4j import Neo4jStore

    content = large_content(seed, firms, ties)
    print("begun", flush=True)
    with Neo4jStore(progress=lambda *step: print(*step, flush=True)) as store:
        store.write(content)
    print("done", flush=True)


if __name__ == "__main__":
    _load(*map(int, sys.argv[1:]))
