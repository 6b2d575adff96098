"""`bigblur coverage`: which lines of a source's text yielded statements, and why the others did not."""

import re
from collections import defaultdict
from pathlib import Path

import pandas as pd

from bigblur.errors import InputError, UsageError, did_you_mean
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Store
from bigblur.loaders.source import read_source
from bigblur.loaders.tables import read_table
from bigblur.loaders.tidy import LEDGER
from bigblur.verbs.build import place_of

REASONS = (
    "blank",
    "front matter",
    "contents",
    "heading",
    "caption",
    "table header",
    "figure without text",
    "opinion",
    "repeated elsewhere",
    "general knowledge",
)
"""Why a line may yield no statement."""

_LINES = re.compile(r"\blines? (\d+)(?:-(\d+))?")


def coverage(source: str | Path = "spri-is-123", *, store: str | Path | Store | None = None) -> pd.DataFrame:
    """Map each line of a source's text to the statements it yielded, or to the reason why it yielded none.

    The reasons stand in `coverage.csv` in the source's folder; the statements are those of the store. The table holds
    line numbers and ids, not the source's text.

    Args:
        source: a source that was read from a text: a bundled one by name, or a folder.
        store: a path, an address, or an open store; see `open_store`.

    Returns:
        One row a line: `line`, `section`, `statements` (how many), `reason`, `ids` (of the statements). A line with
        neither is open.

    Raises:
        UsageError: there is no such source, or it has no text.
        InputError: the ledger is not as it should be.

    Example:
        >>> from tempfile import mkdtemp
        >>> import bigblur
        >>> place = Path(mkdtemp()) / "demo.db"
        >>> _ = bigblur.build(store=place)
        >>> ledger = coverage(store=place)
        >>> len(ledger), int(ledger.loc[ledger["line"] == 239, "statements"].iloc[0]) > 0
        (820, True)
    """
    place = place_of(source)
    described = read_source(place)
    if described.lines is None:
        raise UsageError(f"The source {str(source)!r} was not read from a text, so it has no lines to cover.")
    with using(store) as opened:
        statements = opened.statements()
    ids: dict[int, list[str]] = defaultdict(list)
    for row in statements.select(["statement_id", "source_id", "locator"]).to_pylist():
        if row["source_id"] == described.id and (shape := _LINES.search(row["locator"])):
            for line in range(int(shape[1]), int(shape[2] or shape[1]) + 1):
                ids[line].append(row["statement_id"])
    ledger = place / LEDGER
    reasons = read_reasons(ledger, described.lines) if ledger.is_file() else {}
    return pd.DataFrame(
        [
            {
                "line": line,
                "section": described.section_of(line),
                "statements": len(ids[line]),
                "reason": None if ids[line] else reasons.get(line),
                "ids": sorted(ids[line]),
            }
            for line in range(1, described.lines + 1)
        ]
    )


def read_reasons(path: Path, lines: int) -> dict[int, str]:
    """Read the ledger of a source: lines (`12` or `12-15`) and why they yield no statement.

    Raises:
        InputError: a line is out of range or stands there twice, or a reason is unknown.
    """
    found: dict[int, str] = {}
    for at, row in read_table(path, known=frozenset({"line", "reason"}), required=("line", "reason")):
        shape = re.fullmatch(r"(\d+)(?:-(\d+))?", row["line"])
        if not shape or not 1 <= int(shape[1]) <= int(shape[2] or shape[1]) <= lines:
            raise InputError(
                f"{row['line']!r} is no line or range within 1 to {lines}", file=path, line=at, column="line"
            )
        if row["reason"] not in REASONS:
            hint = did_you_mean(row["reason"], REASONS)
            raise InputError(
                f"{row['reason']!r} is not one of {', '.join(REASONS)}.{hint}", file=path, line=at, column="reason"
            )
        for line in range(int(shape[1]), int(shape[2] or shape[1]) + 1):
            if line in found:
                raise InputError(f"line {line} stands there twice", file=path, line=at, column="line")
            found[line] = row["reason"]
    return found
