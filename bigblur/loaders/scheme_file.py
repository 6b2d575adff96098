"""Read an industry scheme of the user's own: `scheme.yaml` and the tables that it names."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bigblur.classifications import Industry, Scheme, find_scheme, known_schemes
from bigblur.correspondences import Correspondence, Row, relate
from bigblur.errors import InputError, UsageError, did_you_mean
from bigblur.loaders.source import read_yaml, source_of
from bigblur.loaders.tables import read_table
from bigblur.model import classes

SCHEME_FILE = "scheme.yaml"

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9.]+)*-[a-z]*[0-9][0-9.]*")
_CODE = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
_DESCRIBED = frozenset({"id", "title", "licence", "rank", "publisher", "date", "url", "notice"})
_KNOWN = _DESCRIBED | {"lang", "tables", "correspondences"}
_TABLE = {"file": True, "code": True, "name": True, "broader": False, "level": False, "levels": False}
_LINKS = dict.fromkeys(("scheme", "file", "code", "other"), True) | dict.fromkeys(
    ("partial", "other_partial", "part", "skip"), False
)
_PREFIXED = {"scheme": True, "digits": True}
_KINDS: dict[str, tuple[type, str]] = {
    "levels": (dict, "a mapping of lengths of codes to levels"),
    "digits": (int, "a number"),
    "skip": (list, "a list"),
}
PARTIAL = {"": False, "0": False, "1": True, "*": True}
"""What a part flag says: whether only a part of the code is meant."""


def read_scheme(path: str | Path, *, schemes: Iterable[Scheme] = ()) -> Scheme:
    r"""Read a classification of your own, from the tables that you have of it.

    The file, `scheme.yaml`, says what the scheme is, which columns of which CSV tables hold its codes, and, if there is
    one, the table to another scheme. A table may have other columns too, which are passed over:

        id: sic-1987                # system and vintage
        title: Standard Industrial Classification, United States, 1987
        licence: public domain      # what your copy says; publisher, date, url, notice, rank (2), lang (en) may follow
        tables:                     # one or several
          - file: divisions.csv
            code: division          # the column of the codes, written with their leading zeros
            name: description
            level: division         # of all codes of the table; or levels: {2: division, 3: group}, by length of code
          - file: industries.csv
            code: sic
            name: description
            broader: division       # column of the next wider code; without it: the longest code that begins it
            level: industry
        correspondences:            # none or several
          - scheme: isic-rev4       # the other scheme
            file: sic-to-isic.csv
            code: sic
            other: isic
            partial: part_of_sic    # column that says 1 or * where only a part of the code is meant; 0 or nothing: all
            other_partial: part_of_isic
            part: note              # column that says which part
            skip: ["0"]             # what stands in place of a code and is none
          - scheme: uk-sic-2007     # or, without a table:
            digits: 4               # the first four digits of its codes are the codes here, points left out

    Args:
        path: the file, or the folder in which it is called `scheme.yaml`.
        schemes: schemes beside the bundled ones that its correspondences lead to.

    Raises:
        InputError: a file is not as it should be; names file, line and column.

    Example:
        >>> from tempfile import mkdtemp
        >>> place = Path(mkdtemp())
        >>> _ = (place / "codes.csv").write_text("code,title\n01,Farms\n011,Crop farms\n")
        >>> _ = (place / "scheme.yaml").write_text(
        ...     "id: tiny-2020\ntitle: Tiny\nlicence: CC0-1.0\ntables:\n"
        ...     "- {file: codes.csv, code: code, name: title, levels: {2: division, 3: group}}\n"
        ... )
        >>> [(one.code, one.level, one.name) for one in read_scheme(place).chain("011")]
        [('011', 'group', 'Crop farms'), ('01', 'division', 'Farms')]
    """
    place = Path(path)
    place = place / SCHEME_FILE if place.is_dir() else place
    raw = read_yaml(place, _KNOWN)
    source = source_of({"rank": 2, **raw}, place)
    if not _ID.fullmatch(source.id):
        raise InputError(f"the id {source.id!r} is no system with its vintage, such as sic-1987", file=place)
    if source.id in known_schemes(schemes):
        raise InputError(f"the id {source.id!r} belongs to another source: give yours another", file=place)
    industries = _industries(source.id, str(raw.get("lang", "en")), _parts(raw, "tables", place), place)
    scheme = Scheme(source, industries, str(raw.get("notice", "")))
    tables = tuple(_correspondence(scheme, part, place, schemes) for part in _parts(raw, "correspondences", place))
    return Scheme(source, industries, scheme.notice, tables)


def scheme_tables(folder: Path) -> frozenset[Path]:
    """The tables of a folder that belong to its `scheme.yaml`, if it has one."""
    place = folder / SCHEME_FILE
    if not place.is_file():
        return frozenset()
    raw = read_yaml(place, _KNOWN)
    parts = [*_parts(raw, "tables", place), *_parts(raw, "correspondences", place)]
    return frozenset(folder / str(part["file"]) for part in parts if "file" in part)


def wider_by_prefix(code: str, codes: Collection[str]) -> str | None:
    """The longest shorter code that begins this one; a range of codes begins all that it spans.

    Example:
        >>> wider_by_prefix("3114", ["31", "311-312"]), wider_by_prefix("311-312", ["31", "311-312"])
        ('311-312', '31')
    """
    ranges = [one for one in codes if re.fullmatch(r"[0-9]+-[0-9]+", one) and one != code]
    first = code.split("-", maxsplit=1)[0]
    for length in range(len(first) - 1, 0, -1):
        begun = first[:length].rstrip(".")
        if begun in codes:
            return begun
        for one in ranges:
            low, high = one.split("-")
            if len(low) == length and low <= begun <= high:
                return one
    return None


def read_columns(path: Path, columns: Collection[str], filled: tuple[str, ...] = ()) -> Iterator[tuple[int, list[str]]]:
    """Read some columns of a table that is not ours, row by row, with the line on which each row begins.

    Raises:
        InputError: not a table, or a column is missing, or a cell that must be filled is not.
    """
    for line, row in read_table(path, known=None, required=filled):
        for name in columns:
            if name not in row:
                raise InputError(f"the column {name!r} is missing.{did_you_mean(name, row)}", file=path, line=1)
        yield line, [row[name] for name in columns]


def _parts(raw: Mapping[str, Any], name: str, place: Path) -> list[Mapping[str, Any]]:
    """The entries of `tables` or `correspondences`, each with what it must have and nothing that it may not."""
    parts = raw.get(name, [])
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise InputError(f"{name!r} is not a list of mappings: begin each with a hyphen", file=place)
    for part in parts:
        fields = _TABLE if name == "tables" else _PREFIXED if "digits" in part else _LINKS
        for field in part:
            if field not in fields:
                raise InputError(f"{name}: unknown field {field!r}.{did_you_mean(str(field), fields)}", file=place)
        for field, needed in fields.items():
            if needed and part.get(field) in (None, ""):
                raise InputError(f"{name}: the field {field!r} is missing", file=place)
            kind, words = _KINDS.get(field, (object, ""))
            if field in part and not isinstance(part[field], kind):
                raise InputError(f"{name}: the field {field!r} is {words}, not {part[field]!r}", file=place)
    return parts


def _industries(scheme_id: str, lang: str, tables: list[Mapping[str, Any]], place: Path) -> dict[str, Industry]:
    found: dict[str, tuple[Path, int, str, str, str | None]] = {}
    for table in tables:
        path = place.parent / str(table["file"])
        columns = [str(table[name]) for name in ("code", "name", "broader") if name in table]
        for line, (code, name, *wider) in read_columns(path, columns, tuple(columns[:2])):
            if not _CODE.fullmatch(code):
                raise InputError(f"{code!r} is no code", file=path, line=line, column=columns[0])
            if code in found:
                raise InputError(f"{code!r} stands there twice", file=path, line=line, column=columns[0])
            level = _level(table, code, place)
            found[code] = (path, line, name, level, wider[0] if wider else None)
    if not found:
        raise InputError("'tables' names no table with a code", file=place)
    industries = {}
    for code, (path, line, name, level, stated) in found.items():
        wider_code = wider_by_prefix(code, found) if stated is None else stated
        if wider_code and wider_code not in found:
            hint = did_you_mean(wider_code, found)
            raise InputError(f"{code!r} lies under {wider_code!r}, which is no code.{hint}", file=path, line=line)
        broader = (f"industry/{scheme_id}/{wider_code}",) if wider_code else ()
        industries[code] = Industry(scheme_id, code, level, {lang: name}, broader)
    _no_circle(industries, place)
    return industries


def _level(table: Mapping[str, Any], code: str, place: Path) -> str:
    by_length = table.get("levels")
    if ("level" in table) is (by_length is not None):
        raise InputError("a table has either 'level' or 'levels'", file=place)
    length = len(code.split("-", maxsplit=1)[0])
    level = table["level"] if by_length is None else by_length.get(length)
    if level is None:
        raise InputError(f"'levels' does not say what a code of {length} signs is ({code!r})", file=place)
    if wrong := classes()["Industry"].columns["level"].complaint(str(level)):
        raise InputError(f"level: {wrong}", file=place)
    return str(level)


def _no_circle(industries: Mapping[str, Industry], place: Path) -> None:
    for start in industries.values():
        here, steps = start, 0
        while here.broader:
            here, steps = industries[here.broader[0].rsplit("/", 1)[1]], steps + 1
            if steps > len(industries):
                raise InputError(f"{start.code!r} lies under itself", file=place)


def _correspondence(scheme: Scheme, part: Mapping[str, Any], place: Path, schemes: Iterable[Scheme]) -> Correspondence:
    try:
        other = find_scheme(str(part["scheme"]), schemes)
    except UsageError as error:
        raise InputError(f"correspondences: {error}", file=place) from error
    rows = list(_rows_by_digits(scheme, other, part) if "digits" in part else _rows(scheme, other, part, place))
    if not rows:
        raise InputError(f"correspondences: links no code with {other.id}", file=place)
    return relate(scheme, other, rows)


def _rows_by_digits(scheme: Scheme, other: Scheme, part: Mapping[str, Any]) -> Iterator[Row]:
    codes = {code.replace(".", ""): code for code in scheme.industries}
    for code in other.industries:
        begun = code[: int(part["digits"])]
        if begun in codes:
            yield Row(codes[begun], code)


def _rows(scheme: Scheme, other: Scheme, part: Mapping[str, Any], place: Path) -> Iterator[Row]:
    path = place.parent / str(part["file"])
    names = [name for name in ("code", "other", "partial", "other_partial", "part") if name in part]
    columns = [str(part[name]) for name in names]
    skipped = set(map(str, part.get("skip", ())))
    for line, cells in read_columns(path, columns):
        row = dict(zip(names, cells, strict=True))
        if skipped & {row["code"], row["other"]}:
            continue
        for name, end in (("code", scheme), ("other", other)):
            try:
                end.find(row[name])
            except UsageError as error:
                raise InputError(str(error), file=path, line=line, column=str(part[name])) from error
        for name in ("partial", "other_partial"):
            if row.get(name, "") not in PARTIAL:
                wrong = f"{row[name]!r} is not 1 or * (a part) and not 0 or nothing (all)"
                raise InputError(wrong, file=path, line=line, column=str(part[name]))
        one, two = (PARTIAL[row.get(name, "")] for name in ("partial", "other_partial"))
        yield Row(row["code"], row["other"], one, two, row.get("part", ""))
