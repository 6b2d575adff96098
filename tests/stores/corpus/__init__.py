r"""Read statements of the kind an analyst writes, by theme: each `.cypher` file beside this one holds some.

A statement ends with a semicolon at the end of a line. Above it stand lines of the form `// key: value`:

- `// name: text`, which every statement has, and no two the same;
- `// ordered`: the statement orders its rows totally, so that their order counts;
- `// param name: type = value`: the value in JSON, a date as YYYY-MM-DD;
- `// bags: column, column`: columns whose lists have no order;
- `// outcome: ...`: one of `OUTCOMES`, where that is not the same answer on both engines;
- `// embedded: [[...]]`: the rows that the embedded store gives in JSON, where it answers otherwise and is not mended;
- `// why: ...`: the explanation, which every outcome but the same has; of what is unsupported, the construct;
- `// portable: ...`: a statement that both engines answer as Neo4j answers this one;
- `// instead: ...`: what to write, where that is no whole statement.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

OUTCOMES = {
    "same": "both engines give the same values",
    "wrong": "the embedded engine by itself answers wrongly: the store mends it, refuses it or adds a note",
    "neo4j wrong": "Neo4j answers wrongly: the store adds a note",
    "guarded": "refused as one of a kind that the embedded engine can answer wrongly; this one it answers rightly",
    "unguarded": "the embedded engine answers otherwise, and the store does not stop it",
    "unsupported": "the embedded engine does not know the construct, Neo4j answers",
    "open": "the answers differ, and the language leaves that open",
    "neo4j": "Neo4j refuses it, and the embedded engine alone answers",
    "both": "both refuse it",
}
_TYPES = {"string": str, "integer": int, "float": float, "boolean": bool, "list": list, "map": dict, "null": type(None)}
_HEADER = re.compile(r"// (\w+)(?: (\w+))?(?:: (.*))?")


@dataclass
class Entry:
    """A statement of the corpus."""

    theme: str
    name: str = ""
    cypher: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    ordered: bool = False
    bags: tuple[str, ...] = ()
    outcome: str = "same"
    why: str = ""
    portable: str = ""
    instead: str = ""
    embedded: str = ""


def _value(kind: str, text: str) -> Any:
    if kind == "date":
        return date.fromisoformat(text)
    value = json.loads(text)
    if type(value) is not _TYPES[kind]:
        raise ValueError(f"{text} is no {kind}")
    return value


def _entry(theme: str, lines: list[str]) -> Entry:
    entry, at = Entry(theme), 0
    for line in lines:
        match = _HEADER.fullmatch(line)
        if match is None:
            break
        at += 1
        key, what, value = match.groups()
        if key == "ordered":
            entry.ordered = True
        elif key == "bags":
            entry.bags = tuple(value.split(", "))
        elif key == "param":
            kind, _, text = value.partition(" = ")
            entry.parameters[what] = _value(kind, text)
        elif key in ("name", "outcome", "why", "portable", "instead", "embedded"):
            setattr(entry, key, value)
        else:
            raise ValueError(f"{theme}: a line that says nothing known: {line}")
    entry.cypher = "\n".join(lines[at:]).strip()
    if (
        not (entry.name and entry.cypher)
        or entry.outcome not in OUTCOMES
        or (entry.outcome == "same") == bool(entry.why)
    ):
        raise ValueError(f"{theme}: not a whole entry: {lines}")
    return entry


def read(path: Path) -> Iterator[Entry]:
    """The statements of a file, in its order."""
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        lines.append(line.removesuffix(";"))
        if line.endswith(";"):
            yield _entry(path.stem, [part for part in lines if part])
            lines = []
    if any(lines):
        raise ValueError(f"{path.name} does not end with a semicolon: {lines[-1]}")


def _corpus() -> dict[str, Entry]:
    entries = [entry for path in sorted(Path(__file__).parent.glob("*.cypher")) for entry in read(path)]
    found = {entry.name: entry for entry in entries}
    if len(found) < len(entries):
        raise ValueError("two statements of the corpus have one name")
    return found


CORPUS = _corpus()
