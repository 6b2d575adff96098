"""The tables of industry classifications, as they were collected, made into schemes and correspondences.

Each function knows the dirt of its table, which `docs/classifications.md` lists; nothing else of a table is changed.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bigblur.classifications import Industry, Scheme
from bigblur.correspondences import Correspondence, Row, relate
from bigblur.errors import InputError
from bigblur.generate.scheme_sources import SCHEMES, Described
from bigblur.loaders.scheme_file import PARTIAL, read_columns, wider_by_prefix

_ISIC_LEVELS = {1: "section", 2: "division", 3: "group", 4: "class"}
_ISIC2_LEVELS = {1: "major division", 2: "division", 3: "major group", 4: "group"}
_NAICS_LEVELS = {2: "sector", 3: "subsector", 4: "industry group", 5: "industry", 6: "national industry"}
_KSIC_LEVELS = {1: "section", 2: "division", 3: "group", 4: "class", 5: "subclass"}

_MULTIPLE = "0"
"""In the NAICS table: no code, but all of NAICS."""

_RANGE = re.compile(r"\s*\([0-9]{2}(\s*~\s*[0-9]{2})?\)$")
"""The divisions of a section behind its Korean name: (01~03)."""


def read_tables(folder: Path) -> tuple[list[Scheme], list[Correspondence]]:
    """Make all schemes and correspondences that we may pass on from the folder of tables.

    Raises:
        InputError: a table is missing, or a correspondence names a code that its scheme does not have.
    """
    naics, naics_rows = _naics(folder)
    schemes = {
        scheme.id: scheme
        for scheme in (
            *(_isic(folder / f"isic_rev{name}.csv", f"isic-rev{vintage}") for name, vintage in _ISIC.items()),
            naics,
            _uk_sic(folder),
            _ksic(folder, "C9", "ksic-9"),
            _ksic(folder, "C10", "ksic-10"),
        )
    }
    isic4 = schemes["isic-rev4"]
    tables = [(naics, isic4, [row._replace(target=_isic4_code(row, title, isic4)) for row, title in naics_rows])]
    for name, (one, columns) in _ISIC_TABLES.items():
        source, target = (schemes[f"isic-rev{vintage}"] for vintage in one)
        tables.append((source, target, list(_flagged(folder / name, columns))))
    tables.append((schemes["ksic-10"], schemes["ksic-9"], list(_ksic_rows(folder))))
    return list(schemes.values()), [_related(*table) for table in tables]


_ISIC = {"2": "2", "3": "3", "31": "3.1", "4": "4"}
_ISIC_TABLES = {
    "isic4_to_isic31.csv": (("4", "3.1"), ("isic4code", "isic31code", "partialisic4", "partialisic31", "detail")),
    "isic31_to_isic3.csv": (("3.1", "3"), ("rev31", "rev3", "partial31", "partial3", "activity")),
    "isic3_to_isic2.csv": (("3", "2"), ("isic3", "isic2", "partialisic3", "partialisic2", "detail")),
}


def _related(source: Scheme, target: Scheme, rows: list[Row]) -> Correspondence:
    for row in rows:
        source.find(row.source)
        target.find(row.target)
    return relate(source, target, rows)


def _scheme(scheme_id: str, industries: Iterable[Industry]) -> Scheme:
    described: Described = SCHEMES[scheme_id]
    return Scheme(described.source, {one.code: one for one in industries}, described.notice)


def _cells(path: Path, *columns: str) -> Iterator[list[str]]:
    return (cells for _, cells in read_columns(path, columns))


def _named(text: str) -> str:
    """A name with one blank where the table has several."""
    return " ".join(text.split())


def _isic(path: Path, scheme_id: str) -> Scheme:
    """Codes of four lengths; a section stands in the table before its divisions, a range code is a group's."""
    rows = {code: _named(name) for code, name in _cells(path, "code", "description")}
    levels = _ISIC2_LEVELS if scheme_id == "isic-rev2" else _ISIC_LEVELS
    industries = []
    section = None
    for code, name in rows.items():
        wider = wider_by_prefix(code, rows)
        if code.isalpha():
            section = code
        elif wider is None:
            wider = section
        level = levels[len(code.split("-")[0])]
        industries.append(_industry(scheme_id, code, level, {"en": name}, wider))
    return _scheme(scheme_id, industries)


def _industry(scheme_id: str, code: str, level: str, names: dict[str, str], wider: str | None) -> Industry:
    return Industry(scheme_id, code, level, names, (f"industry/{scheme_id}/{wider}",) if wider else ())


def _flagged(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table with part flags; `n/a` is no code but says that there is none."""
    for one, other, source_part, target_part, part in _cells(path, *columns):
        if other != "n/a":
            yield Row(one, other, PARTIAL[source_part], PARTIAL[target_part], _named(part))


def _naics(folder: Path) -> tuple[Scheme, list[tuple[Row, str]]]:
    """The national industries of the table to ISIC, under the wider titles that they have; and that table's rows.

    The titles come from a list of the Bureau of Labor Statistics, which has industries of its own making beside those
    of NAICS and leaves out what does not exist in the United States.
    """
    columns = ("naics_2017", "isic4", "part_of_naics", "part_of_isic", "note", "naics_title", "isic4_title")
    rows, titles = [], {}
    path = folder / "naics_2017_to_isic4.csv"
    for code, isic, source_part, target_part, part, title, isic_title in _cells(path, *columns):
        if code != _MULTIPLE:
            rows.append((Row(code, isic, PARTIAL[source_part], PARTIAL[target_part], _named(part)), isic_title))
            titles[code] = title
    names = titles | dict(_cells(folder / "naics_2017_titles.csv", "naics", "full_title"))
    used: dict[str, str | None] = {}
    for code in titles:
        here: str | None = code
        while here and here not in used:
            used[here] = wider_by_prefix(here, names)
            here = used[here]
    levels = {code: _NAICS_LEVELS[len(code.split("-")[0])] for code in used}
    industries = [
        _industry("naics-2017", code, levels[code], {"en": _named(names[code])}, used[code]) for code in sorted(used)
    ]
    return _scheme("naics-2017", industries), rows


def _isic4_code(row: Row, title: str, isic4: Scheme) -> str:
    """The code of ISIC whose zeros the NAICS table lost, told by the title beside it: 12 is 012, 111 is 0111."""
    found = [zeros + row.target for zeros in ("0", "00", "") if zeros + row.target in isic4.industries]
    same = [code for code in found if isic4.industries[code].name == title.strip()]
    if len(found) != 1 and len(same) != 1:
        raise InputError(f"ISIC {row.target!r}, {title!r}, is none or several of {found}", file="naics_2017_to_isic4")
    return (same or found)[0]


def _uk_sic(folder: Path) -> Scheme:
    """Codes of five digits without anything wider."""
    rows = _cells(folder / "uk_sic_2007.csv", "code", "description")
    return _scheme(
        "uk-sic-2007", [_industry("uk-sic-2007", code, "subclass", {"en": _named(name)}, None) for code, name in rows]
    )


def _ksic(folder: Path, revision: str, scheme_id: str) -> Scheme:
    """Codes and names of one revision, with the sections of the table that has the whole path of each code."""
    sections = {
        division: section
        for section, division, of in _cells(folder / "ksic_tree.csv", "ksic1_cd", "ksic2_cd", "ksic_C")
        if of == revision
    }
    rows = _cells(folder / "ksic_codes.csv", "cd", "nm", "digit", "ksic_C")
    return _scheme(
        scheme_id,
        [
            _industry(
                scheme_id,
                code,
                _KSIC_LEVELS[int(digit)],
                {"ko": _named(_RANGE.sub("", name))},
                sections[code] if len(code) == 2 else code[:-1] or None,
            )
            for code, name, digit, of in rows
            if of == revision
        ],
    )


def _ksic_rows(folder: Path) -> Iterator[Row]:
    """The pairs of the table from 10 to 9; that from 9 to 10 has the same ones."""
    for new, old, part in _cells(folder / "ksic_10_to_9.csv", "ksic10_cd", "ksic9_cd", "detail"):
        yield Row(new, old, part=_named(part))
