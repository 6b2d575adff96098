"""The page of the query library: each question with its call, its Cypher and the first rows of its recorded answer."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from bigblur.errors import InputError
from bigblur.query_library import GROUPS, Parameter, Query

NOTICE = (
    "Generated from queries/ and tests/golden/queries/ by `make generate`. Do not edit: change those and run it again."
)
ROWS = 5
"""How many rows of an answer are shown."""

WIDE = 48
"""How many characters of a cell are shown."""

_SIGNS = re.compile(r"([\\`*_\[\]<>|~$&])")
_CODE = re.compile(r"(`[^`]+`)")


def library_page(queries: Iterable[Query], goldens: Path) -> str:
    """Write `docs/queries.md`: all queries by group, each with the first rows of its answer on the bundled sources.

    Args:
        queries: those to show.
        goldens: the folder of recorded answers; `NAME.csv` is that with the defaults, `NAME--CASE.csv` one with others.

    Returns:
        The page as Markdown.

    Raises:
        InputError: a query has no recorded answer, or one with other columns.
    """
    ordered = sorted(queries, key=lambda one: (GROUPS.index(one.group), one.name))
    parts = [
        f"<!-- {NOTICE} -->",
        "# The library of queries",
        "",
        f"{len(ordered)} questions, each one statement that runs unchanged on the embedded store and on Neo4j.",
        "`bigblur query NAME` runs one, `bigblur query NAME --cypher` prints what Neo4j Browser takes. The rows are",
        f"those on the bundled sources with each parameter's default, cells cut at {WIDE} characters.",
        "How to add one: [queries/README.md](../queries/README.md).",
    ]
    for group in (group for group in GROUPS if any(one.group == group for one in ordered)):
        inside = [one for one in ordered if one.group == group]
        parts += ["", f"## {group.capitalize()}", ""]
        parts += [f"- [{one.name}](#{one.name}): {prose(one.title)}" for one in inside]
        for one in inside:
            parts += ["", *_section(one, goldens)]
    return "\n".join(parts) + "\n"


def _section(one: Query, goldens: Path) -> list[str]:
    parts = [f"### {one.name}", "", f"**{prose(one.title)}.** {prose(one.question)}", "", *_fenced(one.usage, "sh"), ""]
    if one.parameters:
        rows = [
            (f"`{part.name}`", part.type, _default(part), prose(part.about, table=True))
            for part in one.parameters.values()
        ]
        parts += [*_table(("parameter", "type", "default", "what it does"), rows), ""]
    parts += _table(
        ("column", "what it holds"), [(f"`{name}`", prose(text, table=True)) for name, text in one.columns.items()]
    )
    parts += ["", f"How to read it: {prose(one.reading)}", "", *_fenced(one.cypher, "cypher"), ""]
    return parts + _answer(one, goldens)


def _default(part: Parameter) -> str:
    return "must be given" if part.required else cell(part.default_text)


def _answer(one: Query, goldens: Path) -> list[str]:
    """The first rows of the recorded answer."""
    file = _recorded(one, goldens)
    with file.open(encoding="utf-8", newline="") as opened:
        header, *rows = list(csv.reader(opened)) or [[]]
    if header != list(one.columns):
        raise InputError("its columns are not those of the query: run `make golden`", file=file, line=1)
    given = f" (case `{file.stem.partition('--')[2]}`)" if "--" in file.stem else ""
    if not rows:
        return [f"No rows{given}."]
    counted = f"{len(rows):,} row{'s' * (len(rows) != 1)}{given}"
    said = f"{counted}:" if len(rows) <= ROWS else f"The first {ROWS} of {counted}:"
    return [said, "", *_table(header, [[cell(text) for text in row] for row in rows[:ROWS]])]


def _recorded(one: Query, goldens: Path) -> Path:
    """The file of its answer with the defaults; where a parameter must be given, of the first case that gives it."""
    found = [goldens / f"{one.name}.csv", *sorted(goldens.glob(f"{one.name}--*.csv"))]
    for file in found:
        if file.is_file():
            return file
    raise InputError("there is no recorded answer of this query: run `make golden`", file=found[0])


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _fenced(text: str, language: str) -> list[str]:
    """A block of code, in a fence longer than any within it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", text, fence]


def cell(text: str) -> str:
    r"""Write data for a cell of a table: on one line, not too long, no sign of it read as Markdown.

    Example:
        >>> print(cell("a|b `c`\n*d*"))
        a\|b \`c\` \*d\*
        >>> len(cell("x" * 100))
        48
    """
    line = " ".join(text.split())
    return _SIGNS.sub(r"\\\1", line if len(line) <= WIDE else line[: WIDE - 1] + "…")


def prose(text: str, *, table: bool = False) -> str:
    r"""Write words of a header, whose code between backticks stays code; the rest is no Markdown.

    Example:
        >>> print(prose("`bigblur why` a|b *c* `x|y`", table=True))
        `bigblur why` a\|b \*c\* `x\|y`
    """
    # In a table a bar ends the cell even within code.
    bar = r"\|" if table else "|"
    parts = _CODE.split(text)
    return "".join(part.replace("|", bar) if at % 2 else _SIGNS.sub(r"\\\1", part) for at, part in enumerate(parts))
