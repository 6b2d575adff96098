"""Read a folder of tidy tables, as `sources/README.md` describes them."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bigblur.checks import complaints
from bigblur.errors import InputError, did_you_mean
from bigblur.loaders.loaded import Loaded, Origin
from bigblur.loaders.scheme_file import SCHEME_FILE, read_scheme, scheme_tables
from bigblur.loaders.source import Source, read_source
from bigblur.loaders.tables import read_table
from bigblur.model import classes, label_of, measures, qualifier_columns, tie_type, ties
from bigblur.statements import KEY

LEDGER = "coverage.csv"
"""Beside the tables, which lines of the text yield nothing and why; no statements of its own."""

_WHERE = ("line", "place", "flag", "note")
_PARTIES = tie_type("PARTY_TO").columns["role"].allowed or ()
_DEAL_PROPERTIES = tuple(classes()["Deal"].columns)
_FLAGGED = {"ambiguous_amount": ("amount", "amount_stated", "currency"), "ambiguous_date": ("date",)}
"""What a flag on a deal's row is about, where it is not about all of the row."""

_Read = tuple[dict[str, Any], Mapping[str, str]]
"""A statement as a row says it, unchecked; and of its fields, the columns of the row that they come from."""


@dataclass(frozen=True)
class _Table:
    columns: tuple[str, ...]
    required: tuple[str, ...]
    read: Callable[[dict[str, str], dict[str, Any]], Iterator[_Read]]


def load_tidy(folder: Path, rejects: list[InputError] | None = None) -> Loaded:
    """Read a source's folder into statements; all of it or, on any error, nothing.

    Args:
        folder: with `source.yaml` and tables; with a `scheme.yaml` too where it uses an industry scheme of its own.
        rejects: takes the errors of single rows, which are then left out; without it the first one is raised.

    Raises:
        InputError: a table is not as it should be; names file, line and column.
    """
    source = read_source(folder)
    loaded = Loaded(sources=[source.id])
    if (folder / SCHEME_FILE).is_file():
        loaded.schemes.append(read_scheme(folder))
    describe_source(loaded, source)
    counts: Counter[str] = Counter()
    declared: dict[str, tuple[str, Origin]] = {}
    for table, origin, row in _rows(folder):
        counts[table] += 1
        try:
            statements = _checked(table, row, source, origin)
            if table == "nodes":
                _declare(declared, row["id"], row["name"], origin)
        except InputError as error:
            if rejects is None:
                raise
            rejects.append(error)
        else:
            for statement in statements:
                _add(loaded, origin, statement)
    if not counts:
        raise InputError("the source has no tables: an empty source is not an empty success", file=folder)
    _compare_counts(source, counts, loaded)
    _no_statement_twice(loaded)
    return loaded


def _rows(folder: Path) -> Iterator[tuple[str, Origin, dict[str, str]]]:
    """Every row of every table of a source, with the table's name and the row's place."""
    for path in sorted(set(folder.rglob("*.csv")) - {folder / LEDGER, *scheme_tables(folder)}):
        table = _TABLES.get(path.stem)
        if table is None:
            raise InputError(f"is no table of a source.{did_you_mean(path.stem, _TABLES)}", file=path)
        known = frozenset((*table.columns, *_WHERE))
        for line, row in read_table(path, known=known, required=table.required):
            yield path.stem, Origin(path, line), row


def _checked(table: str, row: dict[str, str], source: Source, origin: Origin) -> list[dict[str, Any]]:
    """The statements of one row, or the first complaint about it."""
    _check_row(table, row, origin)
    statements = []
    for statement, columns in _TABLES[table].read(row, _common(source, origin, row)):
        for complaint in complaints(statement):
            raise origin.error(complaint.text, columns.get(complaint.field, complaint.field))
        statements.append(statement)
    return statements


def _add(loaded: Loaded, origin: Origin, statement: dict[str, Any]) -> None:
    if statement["subject"] == statement.get("object"):
        loaded.warnings.append(
            f"{origin.file}, line {origin.line}: {statement['subject']} {statement['predicate']} itself"
        )
    loaded.add(origin, **statement)


def describe_source(loaded: Loaded, source: Source) -> None:
    """Add the statements that describe the source itself."""
    origin = Origin(source.file, None)
    common = {"subject": f"source/{source.id}", "source_id": source.id, "locator": "source.yaml", "status": "fact"}
    loaded.add(origin, **common, predicate="name", value=source.title)
    loaded.add(origin, **common, predicate="precedence", value=str(source.rank))
    for author in source.authors:
        loaded.add(origin, **common, predicate="authors", value=author)
    for name, value in source.details.items():
        loaded.add(origin, **common, predicate=name, value=value)


def _declare(declared: dict[str, tuple[str, Origin]], node_id: str, name: str, origin: Origin) -> None:
    """Each node is declared once in a table; another part may name it again, by the same name."""
    name_before, first = declared.setdefault(node_id, (name, origin))
    if first == origin:
        return
    if first.file == origin.file:
        raise origin.error(f"{node_id!r} is declared twice: first on line {first.line}", "id")
    if name_before != name:
        raise origin.error(
            f"{node_id!r} is named {name_before!r} in {first.file}, line {first.line}: put the other into aliases.csv",
            "name",
        )


def _common(source: Source, origin: Origin, row: Mapping[str, str]) -> dict[str, Any]:
    """Gather what every row says of itself: where it stands in the source, and how sure it is."""
    confidence = row.get("confidence", "")
    number = re.fullmatch(r"[0-9]+(\.[0-9]+)?", confidence)
    return {
        "source_id": source.id,
        "locator": _locator(source, origin, row.get("line", ""), row.get("place", "")),
        "as_stated": row.get("as_stated"),
        "status": row.get("status") or "fact",
        "confidence": float(confidence) if number else confidence,
        "flag": row.get("flag"),
        "note": row.get("note"),
    }


def _locator(source: Source, origin: Origin, line: str, place: str) -> str:
    if not line:
        if source.lines is not None:
            raise origin.error("a statement needs the line of the text that says it", "line")
        if not place:
            raise origin.error("a statement needs a place: the ground it stands on", "place")
        return place
    shape = re.fullmatch(r"([0-9]+)(?:-([0-9]+))?", line)
    if source.lines is None:
        raise origin.error(
            f"{source.file.name} has no 'lines', so the source has no text to count lines of: add `lines: N` there, "
            "or leave the column line out and say where in the column place",
            "line",
        )
    if not shape:
        raise origin.error(f"{line!r} is not a line (279) or range of lines (279-281) of the source's text", "line")
    first, last = int(shape[1]), int(shape[2] or shape[1])
    if not 1 <= first <= last <= source.lines:
        raise origin.error(f"{line} is out of range: the source's text has lines 1 to {source.lines}", "line")
    section = source.section_of(first)
    if section and section[0].isdigit():
        section = f"section {section}"
    word = "line" if first == last else "lines"
    return ", ".join(part for part in (section, f"{word} {line}", place) if part)


def _of_node(row: dict[str, str], common: dict[str, Any]) -> Iterator[_Read]:
    yield _named(row, "name", common)


def _of_alias(row: dict[str, str], common: dict[str, Any]) -> Iterator[_Read]:
    yield _named(row, "alias", common)


def _named(row: Mapping[str, str], predicate: str, common: dict[str, Any]) -> _Read:
    own = {"subject": row["id"], "predicate": predicate, "value": row[predicate], "lang": row.get("lang")}
    return common | own | {"as_stated": row[predicate]}, {"subject": "id", "value": predicate}


def _of_property(row: dict[str, str], common: dict[str, Any]) -> Iterator[_Read]:
    own = {"subject": row["id"], "predicate": row["property"], "value": row["value"]}
    yield common | own, {"subject": "id", "predicate": "property"}


def _of_tie(row: dict[str, str], common: dict[str, Any]) -> Iterator[_Read]:
    own = {"subject": row["source"], "predicate": row["type"], "object": row["target"]}
    dates = {name: row.get(name, "") for name in ("valid_from", "valid_to")}
    given = {name: row[name] for name in qualifier_columns() if row.get(name)}
    yield common | own | dates | _qualified(given), {"subject": "source", "predicate": "type", "object": "target"}


def _qualified(given: Mapping[str, str]) -> dict[str, str]:
    """Put the qualifiers that have a column of their own there, the others into one JSON object."""
    own = {name: given[name] for name in ("role", "scope") if name in given}
    rest = {name: value for name, value in sorted(given.items()) if name not in own}
    return {**own, **({"qualifiers": json.dumps(rest, ensure_ascii=False, sort_keys=True)} if rest else {})}


def _of_deal(row: dict[str, str], common: dict[str, Any]) -> Iterator[_Read]:
    flag = common["flag"]
    for name in _DEAL_PROPERTIES:
        if row.get(name):
            about = flag if name in _FLAGGED.get(flag, _DEAL_PROPERTIES) else ""
            own = {"subject": row["id"], "predicate": name, "value": row[name], "flag": about}
            yield common | own, {"subject": "id", "value": name, "predicate": "id"}
    for role in _PARTIES:
        for party in filter(None, map(str.strip, row.get(role, "").split("|"))):
            own = {"subject": party, "predicate": "PARTY_TO", "object": row["id"], "role": role}
            about = {"flag": "" if flag in _FLAGGED else flag, "valid_from": row.get("date", "")}
            yield common | own | about, {"subject": role, "predicate": role, "object": "id", "valid_from": "date"}


def _of_observation(row: dict[str, str], common: dict[str, Any]) -> Iterator[_Read]:
    own = {"subject": row["subject"], "predicate": row["measure"], "value": _plain_number(row.get("value", ""))}
    dates = {"valid_from": row.get("period", ""), "valid_to": row.get("period_end", "")}
    given = {name: row[name] for name in ("bound", "scope") if row.get(name)}
    columns = {"predicate": "measure", "valid_from": "period", "valid_to": "period_end"}
    yield common | own | dates | {"unit": row.get("unit")} | _qualified(given), columns


def _plain_number(text: str) -> str:
    """A number in the one form in which a statement holds it; anything else as it is, to be complained of."""
    return str(Decimal(text)) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else text


_TABLES = {
    "nodes": _Table(("id", "name", "lang"), ("id", "name"), _of_node),
    "aliases": _Table(("id", "alias", "lang"), ("id", "alias"), _of_alias),
    "properties": _Table(("id", "property", "value", "as_stated", "status"), ("id", "property", "value"), _of_property),
    "ties": _Table(
        (
            *("source", "type", "target", "valid_from", "valid_to"),
            *qualifier_columns(),
            *("as_stated", "status", "confidence"),
        ),
        ("source", "type", "target"),
        _of_tie,
    ),
    "deals": _Table(("id", *_DEAL_PROPERTIES, *_PARTIES, "as_stated", "status"), ("id", "kind"), _of_deal),
    "observations": _Table(
        ("subject", "measure", "scope", "value", "unit", "bound", "period", "period_end", "as_stated", "status"),
        ("subject", "measure"),
        _of_observation,
    ),
}


def _check_row(table: str, row: Mapping[str, str], origin: Origin) -> None:
    """What can be said of a row only as a whole."""
    if table == "observations" and row["measure"] not in measures():
        raise origin.error(
            f"there is no measure {row['measure']!r}.{did_you_mean(row['measure'], measures())}", "measure"
        )
    if table == "ties" and row["type"] not in ties():
        raise origin.error(f"there is no tie {row['type']!r}.{did_you_mean(row['type'], ties())}", "type")
    if table == "properties" and (row["property"] in ties() or row["property"] in measures()):
        raise origin.error(
            f"{row['property']!r} is no property: it belongs in ties.csv or observations.csv", "property"
        )
    if table == "deals":
        if label_of(row["id"]) != "Deal":
            raise origin.error(f"{row['id']!r} is no deal: its id begins with deal/", "id")
        parties = [party for role in _PARTIES for party in row.get(role, "").split("|") if party.strip()]
        if len(parties) < 2:
            raise origin.error("a deal needs at least two parties", "target")


def _compare_counts(source: Source, counts: Counter[str], loaded: Loaded) -> None:
    for table, expected in source.expected.items():
        found = counts[table]
        if found < expected:
            raise InputError(
                f"{expected} rows of {table} are expected, {found} are there: rows were lost, or mend 'expected'",
                file=source.file,
            )
        if found > expected:
            loaded.warnings.append(f"{source.file}: {expected} rows of {table} are expected, {found} are there")


def _no_statement_twice(loaded: Loaded) -> None:
    """A table says a thing once; two parts may say the same, which is one statement."""
    seen: dict[tuple[Any, ...], Origin] = {}
    for statement, origin in loaded:
        key = tuple(statement.get(name) for name in KEY)
        first = seen.setdefault(key, origin)
        if first.file == origin.file and first.line != origin.line:
            raise origin.error(f"says the same as line {first.line}: keep one of them")
