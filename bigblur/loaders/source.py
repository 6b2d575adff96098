"""A source's own description: `source.yaml`."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from bigblur.dates import parse_date
from bigblur.errors import InputError, did_you_mean
from bigblur.loaders.tables import read_text
from bigblur.model import SLUG

_TEXTS = ("id", "title", "publisher", "date", "licence", "url", "checksum", "notice")
_KNOWN = frozenset({*_TEXTS, "authors", "rank", "lines", "sections", "expected"})
_COUNTED = frozenset({"nodes", "aliases", "properties", "ties", "deals", "observations"})


@dataclass(frozen=True)
class Source:
    """What a source is, where it stands among others, and what is expected of it.

    Args:
        id: the slug under which statements name it.
        title: as printed.
        rank: standing where sources disagree; the smaller, the stronger.
        file: the `source.yaml` it was read from.
        details: publisher, date, licence, url, checksum: text, by property; absent where unknown.
        authors: as printed.
        lines: how many lines the text has that it was read from; None if it has no such text.
        sections: (first line, title) of the text's sections, in order.
        expected: table → how many rows its parts hold together; fewer is an error, more a warning.
    """

    id: str
    title: str
    rank: int
    file: Path = field(compare=False)
    details: Mapping[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    lines: int | None = None
    sections: tuple[tuple[int, str], ...] = ()
    expected: Mapping[str, int] = field(default_factory=dict)

    def section_of(self, line: int) -> str | None:
        """The title of the section that a line of the text lies in; None before the first."""
        at = bisect_right([first for first, _ in self.sections], line) - 1
        return self.sections[at][1] if at >= 0 else None


def read_source(folder: Path) -> Source:
    """Read `source.yaml` of a folder.

    Raises:
        InputError: it is missing, not YAML, lacks a field, or holds one that is unknown.
    """
    path = folder / "source.yaml"
    raw = read_yaml(path, _KNOWN)
    source = source_of(raw, path)
    if not re.fullmatch(SLUG, source.id):
        raise InputError(f"the id {source.id!r} is no slug: lower-case letters, digits and hyphens", file=path)
    return replace(
        source,
        authors=tuple(str(author) for author in raw.get("authors", ())),
        lines=_number(raw["lines"], "lines", path) if "lines" in raw else None,
        sections=tuple(
            sorted((_number(part["from"], "from", path), str(part["title"])) for part in raw.get("sections", ()))
        ),
        expected=_expected(raw.get("expected", {}), path),
    )


def read_yaml(path: Path, known: frozenset[str]) -> dict[str, Any]:
    """Read a mapping of names to values, none of them unknown.

    Raises:
        InputError: it is missing, not YAML, no mapping, or holds a field that is unknown.
    """
    try:
        raw = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError(f"is not YAML: {error}", file=path, line=mark.line + 1 if mark else None) from error
    except ValueError as error:  # YAML's own dates: 2007-02-30
        raise InputError(f"holds a date that does not exist: {error}", file=path) from error
    if not isinstance(raw, dict):
        raise InputError("is not a mapping of names to values", file=path)
    for name in raw:
        if name not in known:
            raise InputError(f"unknown field {name!r}.{did_you_mean(str(name), known)}", file=path)
    return raw


def source_of(raw: Mapping[str, Any], path: Path) -> Source:
    """Make the description of a source from what its file says: id, title, licence, rank, and the details there are.

    Raises:
        InputError: a field is missing, or not what it must be.
    """
    for name in ("id", "title", "licence", "rank"):
        if raw.get(name) in (None, ""):
            raise InputError(f"the field {name!r} is missing", file=path)
    rank = _number(raw["rank"], "rank", path)
    return Source(str(raw["id"]), str(raw["title"]), rank, path, _details(raw, path))


def _number(value: Any, name: str, path: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f"the field {name!r} is not a whole number: {value!r}", file=path)
    return value


def _details(raw: Mapping[str, Any], path: Path) -> dict[str, str]:
    details = {
        name: str(raw[name])
        for name in ("publisher", "date", "licence", "url", "checksum")
        if raw.get(name) is not None
    }
    if "date" in details:
        try:
            parse_date(details["date"])
        except ValueError as error:
            raise InputError(f"the field 'date': {error}", file=path) from error
    return details


def _expected(raw: Any, path: Path) -> dict[str, int]:
    if not isinstance(raw, dict) or not set(raw) <= _COUNTED:
        raise InputError(f"'expected' maps {', '.join(sorted(_COUNTED))} to numbers of rows", file=path)
    return {name: _number(count, name, path) for name, count in raw.items()}
