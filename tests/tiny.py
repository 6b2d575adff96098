"""A small valid source in the shape of `sources/README.md`, each cell of which a test may break."""

import csv
import io
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from bigblur.statements import SCHEMA, statement_id

SOURCE = """\
id: tiny
title: A tiny source
licence: CC0-1.0
rank: 5
date: 2020-06-01
lines: 40
sections:
  - {from: 1, title: front}
  - {from: 20, title: "2"}
"""

TABLES = {
    "nodes": """\
id,name,lang,line,place,flag,note
firm/alpha,Alpha,en,1,,,
firm/beta,Beta,en,2,,,
firm/gamma,감마,ko,3,,,
organization/board,Board,en,4,,,
person/kim,Kim,en,5,,,
platform/hub,Hub,en,6,,,
""",
    "aliases": """\
id,alias,lang,line
firm/alpha,알파,ko,1
""",
    "properties": """\
id,property,value,line,place,as_stated,status,flag,note
firm/alpha,founded,1999,7,,since 1999,,,
firm/alpha,ticker,ALP,8,,ALP,,,
""",
    "ties": """\
source,type,target,valid_from,valid_to,role,scope,share,stage,line,place,as_stated,status,confidence,flag,note
firm/alpha,OPERATES_IN,industry/isic-rev4/03,,,core,,,,9,,fish farms,,,,
firm/beta,OPERATES_IN,industry/isic-rev4/62,,,core,,,,9,,software,,,,
firm/alpha,PARTNERED_WITH,firm/beta,2010-03,,,feed,,,10-11,"table 1, row 2",,,0.8,,
person/kim,LED,firm/alpha,2001,2005,chair,,,,12,,,,,,
""",
    "deals": """\
id,kind,date,acquirer,target,seller,amount,currency,amount_stated,stake,line,place,as_stated,status,flag,note
deal/alpha-beta-2007,acquisition,2007,firm/alpha,firm/beta,,12.5,NOK,NOK 12.5,1,20,,bought Beta,,,
""",
    "observations": """\
subject,measure,scope,value,unit,bound,period,period_end,line,as_stated,status,flag,note
firm/alpha,revenue,,1000,NOK,about,2019,,21,about 1000,,,
""",
}


class TinySource:
    """A source's folder, written by `save`; tables are lists of dicts of text and may be changed before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = SOURCE
        self.columns: dict[str, list[str]] = {}
        self.tables: dict[str, list[dict[str, str]]] = {}
        for name, text in TABLES.items():
            reader = csv.DictReader(io.StringIO(text))
            self.tables[name] = list(reader)
            self.columns[name] = list(reader.fieldnames or ())

    def path(self, table: str) -> Path:
        return self.folder / "part" / f"{table}.csv"

    def add(self, table: str, **cells: str) -> int:
        """Add a row and tell the line on which it will stand."""
        self.tables[table].append(dict.fromkeys(self.columns[table], "") | cells)
        return len(self.tables[table]) + 1

    def only(self, table: str, *rows: dict[str, str]) -> None:
        """Put these rows in place of a table's own."""
        self.tables[table] = []
        for row in rows:
            self.add(table, **row)

    def save(self) -> "TinySource":
        self.path("x").parent.mkdir(parents=True, exist_ok=True)
        (self.folder / "source.yaml").write_text(self.source, encoding="utf-8")
        for name, rows in self.tables.items():
            with self.path(name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, self.columns[name], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return self

    def overwrite(self, table: str, content: bytes) -> Path:
        """Save, then replace a table by these bytes."""
        self.save()
        self.path(table).write_bytes(content)
        return self.path(table)


def statement(subject: str, predicate: str, **fields: Any) -> dict[str, Any]:
    """A statement as a mapping, with its id, for tests that need no files."""
    row = dict.fromkeys(SCHEMA.names) | {"source_id": "s", "locator": "line 1", "status": "fact"}
    row |= {"subject": subject, "predicate": predicate, **fields}
    return row | {"statement_id": statement_id(row)}


def table_of(statements: list[dict[str, Any]]) -> pa.Table:
    """Statements as the table that `resolve` takes."""
    return pa.Table.from_pylist(statements, schema=SCHEMA)


def fingerprint(path: Path) -> dict[str, str]:
    """The digest of every file at or under a path, by its name from there."""
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return {str(one.relative_to(path)): sha256(one.read_bytes()).hexdigest() for one in files}
