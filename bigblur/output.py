"""Print rows: a table on a terminal, CSV when piped, or what `--format` says; to a file with `-o`."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bigblur.errors import UsageError, did_you_mean

FORMATS = ("table", "csv", "json", "jsonl", "parquet")
_WIDE = 60
"""Characters of a cell that a table on a terminal shows before it folds."""

_WIDTH = 140
"""Columns of a table that does not go to a terminal."""


def print_rows(frame: pd.DataFrame, format: str | None = None, output: Path | None = None) -> None:  # noqa: A002
    """Write a frame's rows to standard output or to a file; an undefined value is empty, never NaN.

    The record of what made a result of measures goes along: in the metadata of a parquet file, beside any other.

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
        _write_parquet(frame, output)
    elif output is None:
        _write(frame, chosen, sys.stdout)
    else:
        with output.open("w", encoding="utf-8", newline="") as file:
            _write(frame, chosen, file)
        if "call" in frame.attrs.get("about", {}):
            from bigblur.graph.replay import about_file

            record = json.dumps(frame.attrs["about"], ensure_ascii=False, indent=1)
            about_file(output).write_text(record + "\n", encoding="utf-8")


STREAMED = ("csv", "jsonl")
"""The formats that can be written piece by piece."""


def streams(format: str | None, output: Path | None) -> bool:  # noqa: A002
    """Whether rows are written in a format that needs only a piece of them at a time.

    Example:
        >>> streams(None, Path("rows.csv")), streams("table", None)
        (True, False)
    """
    return (format or _default(output)) in STREAMED


def print_pieces(frames: Iterable[pd.DataFrame], format: str | None = None, output: Path | None = None) -> int:  # noqa: A002
    """Write rows as their pieces come, in csv or jsonl; a file is put in place once it is whole.

    Args:
        frames: pieces of one table, all with the same columns.
        format: csv or jsonl; by default that of the file's ending, csv elsewhere.
        output: the file; standard output if None.

    Returns:
        How many rows there were.

    Raises:
        UsageError: the format cannot be written in pieces.
    """
    chosen = format or _default(output)
    if chosen not in STREAMED:
        raise UsageError(f"{chosen!r} cannot be written in pieces: {', '.join(STREAMED)}.")
    if output is None:
        return _write_pieces(frames, chosen, sys.stdout)
    beside = output.with_name(f"{output.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            rows = _write_pieces(frames, chosen, file)
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)
    return rows


def _write_pieces(frames: Iterable[pd.DataFrame], format: str, file: IO[str]) -> int:  # noqa: A002
    rows = 0
    for at, frame in enumerate(frames):
        if format == "csv":
            _write_csv(frame, file, header=at == 0)
        else:
            _write(frame, format, file)
        rows += len(frame)
    return rows


def _write_parquet(frame: pd.DataFrame, output: Path) -> None:
    """Write the rows and, in the file's metadata, the record of what made them."""
    import pyarrow as pa
    import pyarrow.parquet as pa_parquet

    from bigblur.graph.replay import METADATA_KEY

    table = pa.Table.from_pandas(frame, preserve_index=False)
    if "call" in frame.attrs.get("about", {}):
        record = json.dumps(frame.attrs["about"], ensure_ascii=False).encode()
        table = table.replace_schema_metadata({**table.schema.metadata, METADATA_KEY: record})
    pa_parquet.write_table(table, output)


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


def cells(column: pd.Series) -> list[str]:
    """A column as `cell` writes it; numbers by the column, since measures of a large graph are millions of cells."""
    if column.dtype == "float64":
        return _floats(column.to_numpy())
    if pd.api.types.is_integer_dtype(column.dtype):
        import pyarrow as pa

        texts: list[str] = pa.array(column).cast(pa.string()).fill_null("").to_pylist()
        return texts
    return [cell(value) for value in column.astype(object)]


# Where Arrow, four times as fast, writes the digits of a fraction as Python does.
_SAME_DIGITS = (1e-4, 1e10)


def _floats(values: npt.NDArray[np.float64]) -> list[str]:
    import pyarrow as pa
    import pyarrow.compute as pc

    size = np.abs(values)
    plain_digits = ((size >= _SAME_DIGITS[0]) & (size < _SAME_DIGITS[1])) | (size == 0)
    text = pa.array(values, mask=np.isnan(values)).cast(pa.string()).fill_null("")
    whole = plain_digits & (np.rint(values) == values)
    if whole.any():
        text = pc.if_else(whole, pc.binary_join_element_wise(text, ".0", ""), text)
    found: list[str] = text.to_pylist()
    others = np.flatnonzero(~plain_digits & ~np.isnan(values))
    for at, value in zip(others.tolist(), values[others].tolist(), strict=True):
        found[at] = repr(value)
    return found


def _quoted(column: pd.Series) -> list[str]:
    """A column's cells for a csv, those quoted that need it."""
    texts = cells(column)
    if pd.api.types.is_numeric_dtype(column.dtype):
        return texts
    return ['"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n\r') else text for text in texts]


def _write_csv(frame: pd.DataFrame, file: IO[str], *, header: bool = True) -> None:
    if header:
        file.write(",".join(_quoted(pd.Series(frame.columns, dtype=object))) + "\n")
    columns = [_quoted(frame.iloc[:, at]) for at in range(frame.shape[1])]
    # A line whose only cell is empty would be no line.
    empty = '""' if len(columns) == 1 else ""
    file.writelines((",".join(row) or empty) + "\n" for row in zip(*columns, strict=True))


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
        _write_csv(frame, file)
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
