"""Print rows: a table on a terminal, CSV when piped, or what `--format` says; to a file with `-o`."""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import pandas as pd

from bigblur.errors import UsageError, did_you_mean

FORMATS = ("table", "csv", "json", "jsonl", "parquet")
_WIDE = 60
"""Characters of a cell that a table on a terminal shows before it folds."""

_WIDTH = 140
"""Columns of a table that does not go to a terminal."""


def print_rows(frame: pd.DataFrame, format: str | None = None, output: Path | None = None) -> None:  # noqa: A002
    """Write a frame's rows to standard output or to a file; an undefined value is empty, never NaN.

    Args:
        frame: the rows.
        format: one of `FORMATS`; by default that of the file's ending, `table` on a terminal, `csv` elsewhere.
        output: the file; standard output if None.

    Raises:
        UsageError: the format is unknown, or cannot be printed.
    """
    chosen = format or _default(output)
    if chosen not in FORMATS:
        raise UsageError(f"There is no format {chosen!r}: {', '.join(FORMATS)}.{did_you_mean(chosen, FORMATS)}")
    if chosen == "parquet":
        if output is None:
            raise UsageError("Parquet is not for a terminal: name a file with -o FILE.")
        frame.to_parquet(output, index=False)
    elif output is None:
        _write(frame, chosen, sys.stdout)
    else:
        with output.open("w", encoding="utf-8", newline="") as file:
            _write(frame, chosen, file)


def _default(output: Path | None) -> str:
    ending = output.suffix.lstrip(".") if output else ""
    if ending in FORMATS:
        return ending
    return "table" if output is None and sys.stdout.isatty() else "csv"


def plain(value: Any) -> Any:
    """A value as JSON can hold it; missing is None."""
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    columns = [str(name) for name in frame.columns]
    for row in frame.itertuples(index=False, name=None):
        yield dict(zip(columns, map(plain, row), strict=True))


def cell(value: Any) -> str:
    """A value as text for a cell: empty if missing, lists and maps as JSON, whole numbers without a point."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _write(frame: pd.DataFrame, format: str, file: IO[str]) -> None:  # noqa: A002
    if format == "table":
        _table(frame, file)
    elif format == "csv":
        text = frame.astype(object).map(cell) if len(frame) else frame
        text.to_csv(file, index=False, lineterminator="\n")
    elif format == "jsonl":
        for record in _records(frame):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    else:
        json.dump(list(_records(frame)), file, ensure_ascii=False, indent=1)
        file.write("\n")


def _table(frame: pd.DataFrame, file: IO[str]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for at, name in enumerate(frame.columns):
        numeric = pd.api.types.is_numeric_dtype(frame[name])
        table.add_column(
            Text(str(name)), justify="right" if numeric else "left", overflow="fold", max_width=_WIDE, no_wrap=at == 0
        )
    for row in frame.itertuples(index=False, name=None):
        # Text, not str: square brackets in a name are no markup.
        table.add_row(*(Text(_short(value)) for value in row))
    # Off a terminal rich would fold to 80 columns.
    width = None if file.isatty() else _WIDTH
    Console(file=file, highlight=False, width=width).print(table)


def _short(value: Any) -> str:
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return f"{value:.4g}" if isinstance(value, float) and value == value and not value.is_integer() else cell(value)
