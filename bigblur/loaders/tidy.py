"""Read a folder of tidy tables, as `sources/README.md` describes them."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bigblur.dates import parse_date
from bigblur.errors import InputError, did_you_mean
from bigblur.loaders.loaded import Loaded, Origin
from bigblur.loaders.source import Source, read_source
from bigblur.loaders.tables import read_table
from bigblur.model import FLAGS, STATUSES, Column, classes, label_of, measures, tie_type, ties
from bigblur.statements import KEY

LEDGER = "coverage.csv"
"""Beside the tables, which lines of the text yield nothing and why; no statements of its own."""

_WHERE = ("line", "place", "flag", "note")
_PARTIES = ("acquirer", "target", "investor", "investee", "seller", "partner", "asset")
_DEAL_PROPERTIES = ("kind", "date", "amount", "currency", "amount_stated", "stake", "deal_status")
_FLAGGED = {"ambiguous_amount": ("amount", "amount_stated", "currency"), "ambiguous_date": ("date",)}
"""What a flag on a deal's row is about, where it is not about all of the row."""
_TIE_QUALIFIERS = ("role", "scope", "share", "stage", "weight")


@dataclass(frozen=True)
class _Table:
    columns: tuple[str, ...]
    required: tuple[str, ...]
    read: Callable[[Loaded, Origin, dict[str, str], dict[str, Any]], None]


def load_tidy(folder: Path) -> Loaded:
    """Read a source's folder into statements; all of it or, on any error, nothing.

    Raises:
        InputError: a table is not as it should be; names file, line and column.
    """
    source = read_source(folder)
    loaded = Loaded(sources=[source.id])
    describe_source(loaded, source)
    counts: Counter[str] = Counter()
    declared: dict[str, tuple[str, Origin]] = {}
    for path in sorted(folder.rglob("*.csv")):
        if path == folder / LEDGER:
            continue
        table = _TABLES.get(path.stem)
        if table is None:
            raise InputError(f"is no table of a source.{did_you_mean(path.stem, _TABLES)}", file=path)
        known = frozenset((*table.columns, *_WHERE))
        for line, row in read_table(path, known=known, required=table.required):
            origin = Origin(path, line)
            if path.stem == "nodes":
                _declare(declared, row["id"], row["name"], origin)
            table.read(loaded, origin, row, _common(source, origin, row))
            counts[path.stem] += 1
    if not counts:
        raise InputError("the source has no tables: an empty source is not an empty success", file=folder)
    _compare_counts(source, counts, loaded)
    _no_statement_twice(loaded)
    return loaded


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
    """Check and gather what every row says of itself: where it stands in the source, and how sure it is."""
    status = row.get("status") or "fact"
    if status not in STATUSES:
        raise origin.error(f"{status!r} is not one of {', '.join(STATUSES)}.{did_you_mean(status, STATUSES)}", "status")
    flag = row.get("flag", "")
    if flag and flag not in FLAGS:
        raise origin.error(f"{flag!r} is not one of {', '.join(FLAGS)}.{did_you_mean(flag, FLAGS)}", "flag")
    if flag and not row.get("note"):
        raise origin.error("a flag needs a note that says what is unclear", "note")
    return {
        "source_id": source.id,
        "locator": _locator(source, origin, row.get("line", ""), row.get("place", "")),
        "as_stated": row.get("as_stated"),
        "status": status,
        "confidence": _confidence(origin, row.get("confidence", "")),
        "flag": flag,
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


def _confidence(origin: Origin, text: str) -> float | None:
    if not text:
        return None
    if not re.fullmatch(r"0(\.[0-9]+)?|1(\.0+)?", text):
        raise origin.error(f"{text!r} is not a number from 0 to 1", "confidence")
    return float(text)


def _check_id(origin: Origin, node_id: str, column: str) -> str:
    label = label_of(node_id)
    if label is None:
        known = [name.lower() for name in classes()]
        raise origin.error(
            f"{node_id!r} is no id: write class/slug with a class of {', '.join(known)}."
            f"{did_you_mean(node_id.split('/', maxsplit=1)[0], known)}",
            column,
        )
    if label != "Industry" and node_id != node_id.lower():
        raise origin.error(f"{node_id!r}: ids are in lower case: write {node_id.lower()!r}", column)
    if classes()[label].derived:
        raise origin.error(f"{node_id!r}: a {label} is derived, no source may name one", column)
    return label


def _check_value(origin: Origin, column: Column, text: str) -> str:
    complaint = column.complaint(text)
    if complaint:
        raise origin.error(complaint, column.name)
    return text


def _check_period(origin: Origin, row: Mapping[str, str], names: tuple[str, str]) -> dict[str, str]:
    moment = classes()["Deal"].columns["date"]
    for name in names:
        if row.get(name) and (complaint := moment.complaint(row[name])):
            raise origin.error(complaint, name)
    begun, ended = (row.get(name, "") for name in names)
    if begun and ended and parse_date(ended).last < parse_date(begun).first:
        raise origin.error(f"ends ({ended}) before it begins ({begun})", names[1])
    return {"valid_from": begun, "valid_to": ended}


def _read_node(loaded: Loaded, origin: Origin, row: dict[str, str], common: dict[str, Any]) -> None:
    _check_id(origin, row["id"], "id")
    loaded.add(
        origin,
        **{**common, "as_stated": row["name"]},
        subject=row["id"],
        predicate="name",
        value=row["name"],
        lang=row.get("lang"),
    )


def _read_alias(loaded: Loaded, origin: Origin, row: dict[str, str], common: dict[str, Any]) -> None:
    _check_id(origin, row["id"], "id")
    loaded.add(
        origin,
        **{**common, "as_stated": row["alias"]},
        subject=row["id"],
        predicate="alias",
        value=row["alias"],
        lang=row.get("lang"),
    )


def _read_property(loaded: Loaded, origin: Origin, row: dict[str, str], common: dict[str, Any]) -> None:
    label = _check_id(origin, row["id"], "id")
    columns = classes()[label].columns
    name = row["property"]
    if name not in columns:
        raise origin.error(f"a {label} has no property {name!r}.{did_you_mean(name, columns)}", "property")
    complaint = columns[name].complaint(row["value"])
    if complaint:
        raise origin.error(complaint, "value")
    loaded.add(origin, **common, subject=row["id"], predicate=name, value=row["value"])


def _read_tie(loaded: Loaded, origin: Origin, row: dict[str, str], common: dict[str, Any]) -> None:
    source_label = _check_id(origin, row["source"], "source")
    target_label = _check_id(origin, row["target"], "target")
    if row["type"] not in ties():
        raise origin.error(f"there is no tie {row['type']!r}.{did_you_mean(row['type'], ties())}", "type")
    tie = tie_type(row["type"])
    if row["source"] == row["target"]:
        loaded.warnings.append(f"{origin.file}, line {origin.line}: {row['source']} {tie.name} itself")
    if tie.derived:
        raise origin.error(f"{tie.name} is derived: state the deal in deals.csv, or what else it follows from", "type")
    if not tie.allows(source_label, target_label):
        ends = "; or ".join(f"{', '.join(one)} to {', '.join(two)}" for one, two in tie.ends)
        raise origin.error(
            f"{tie.name} does not go from a {source_label} to a {target_label}: it goes from {ends}", "type"
        )
    for column in tie.columns.values():
        if column.required and not row.get(column.name):
            allowed = f": one of {', '.join(column.allowed)}" if column.allowed else ""
            raise origin.error(f"{tie.name} needs a {column.name}{allowed}", column.name)
    given = {name: row[name] for name in _TIE_QUALIFIERS if row.get(name)}
    for name, value in given.items():
        if name not in tie.columns:
            known = ", ".join(tie.columns) or "nothing"
            raise origin.error(f"{tie.name} has no {name}: empty the cell; what it may have is {known}", name)
        _check_value(origin, tie.columns[name], value)
    loaded.add(
        origin,
        **common,
        **_check_period(origin, row, ("valid_from", "valid_to")),
        **_qualified(given),
        subject=row["source"],
        predicate=tie.name,
        object=row["target"],
    )


def _qualified(given: Mapping[str, str]) -> dict[str, str]:
    """Put the qualifiers that have a column of their own there, the others into one JSON object."""
    own = {name: given[name] for name in ("role", "scope") if name in given}
    rest = {name: value for name, value in sorted(given.items()) if name not in own}
    return {**own, **({"qualifiers": json.dumps(rest, ensure_ascii=False, sort_keys=True)} if rest else {})}


def _read_deal(loaded: Loaded, origin: Origin, row: dict[str, str], common: dict[str, Any]) -> None:
    if _check_id(origin, row["id"], "id") != "Deal":
        raise origin.error(f"{row['id']!r} is no deal: its id begins with deal/", "id")
    columns = classes()["Deal"].columns
    for name in _DEAL_PROPERTIES:
        if row.get(name):
            value = _check_value(origin, columns[name], row[name])
            flag = common["flag"] if name in _FLAGGED.get(common["flag"], _DEAL_PROPERTIES) else ""
            loaded.add(origin, **{**common, "flag": flag}, subject=row["id"], predicate=name, value=value)
    parties = [(role, party) for role in _PARTIES for party in row.get(role, "").split("|") if party.strip()]
    if len(parties) < 2:
        raise origin.error("a deal needs at least two parties", "target")
    for role, party in parties:
        label = _check_id(origin, party.strip(), role)
        if not tie_type("PARTY_TO").allows(label, "Deal"):
            raise origin.error(f"a {label} cannot be party to a deal", role)
        flag = "" if common["flag"] in _FLAGGED else common["flag"]
        loaded.add(
            origin,
            **{**common, "flag": flag},
            subject=party.strip(),
            predicate="PARTY_TO",
            object=row["id"],
            role=role,
            valid_from=row.get("date", ""),
        )


def _read_observation(loaded: Loaded, origin: Origin, row: dict[str, str], common: dict[str, Any]) -> None:
    _check_id(origin, row["subject"], "subject")
    if row["measure"] not in measures():
        raise origin.error(
            f"there is no measure {row['measure']!r}.{did_you_mean(row['measure'], measures())}", "measure"
        )
    columns = classes()["Observation"].columns
    value = row.get("value") or ""
    if value:
        value = str(Decimal(_check_value(origin, columns["value"], value)))
    elif not row.get("as_stated"):
        raise origin.error("a figure needs a value, or where it is no plain number, its text in as_stated", "value")
    bound = {"bound": _check_value(origin, columns["bound"], row["bound"])} if row.get("bound") else {}
    loaded.add(
        origin,
        **common,
        **_check_period(origin, row, ("period", "period_end")),
        **_qualified({**bound, **({"scope": row["scope"]} if row.get("scope") else {})}),
        subject=row["subject"],
        predicate=row["measure"],
        value=value,
        unit=row.get("unit"),
    )


_TABLES = {
    "nodes": _Table(("id", "name", "lang"), ("id", "name"), _read_node),
    "aliases": _Table(("id", "alias", "lang"), ("id", "alias"), _read_alias),
    "properties": _Table(
        ("id", "property", "value", "as_stated", "status"), ("id", "property", "value"), _read_property
    ),
    "ties": _Table(
        ("source", "type", "target", "valid_from", "valid_to", *_TIE_QUALIFIERS, "as_stated", "status", "confidence"),
        ("source", "type", "target"),
        _read_tie,
    ),
    "deals": _Table(("id", *_DEAL_PROPERTIES, *_PARTIES, "as_stated", "status"), ("id", "kind"), _read_deal),
    "observations": _Table(
        ("subject", "measure", "scope", "value", "unit", "bound", "period", "period_end", "as_stated", "status"),
        ("subject", "measure"),
        _read_observation,
    ),
}


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
