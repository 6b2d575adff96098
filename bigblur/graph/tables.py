"""Reading plain tables: csv and parquet in, text out, and the checks that every table passes."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet

from bigblur.dates import parse_date
from bigblur.errors import InputError

__all__ = ["dates", "places", "read_table", "require_columns", "text", "weights"]

_PARQUET_SUFFIXES = {".parquet", ".pq"}
# What a year read as a float, or a day read as a timestamp, drags along as text.
_STRAY = re.compile(r"(?<=^\d{4})\.0$|(?<=^\d{4}-\d{2}-\d{2})[ T]00:00:00.*$")


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a csv or parquet file as text: no cell is guessed to be a number, a date or missing.

    A csv is comma-separated UTF-8 with a header; ``NA``, ``01`` and ``1.0`` stay what they are and only an
    empty cell is missing (read as ``""``). In parquet everything becomes text but floating-point columns,
    whose nulls stay NaN. The file's name travels along in ``attrs["file"]`` so that later errors can name it.

    Raises:
        InputError: no such file, 0 bytes, not UTF-8 (with the position of the byte), rows of unequal length,
            a repeated column name, not a parquet file.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(f"there is no file {path}; check the name and the folder", file=str(path))
    if path.stat().st_size == 0:
        raise InputError("the file is empty (0 bytes); it needs at least a header row", file=str(path))
    table = _read_parquet(path) if path.suffix.lower() in _PARQUET_SUFFIXES else _read_csv(path)
    table.attrs["file"] = str(path)
    return table


def _read_csv(path: Path) -> pd.DataFrame:
    columns = _header(path)
    try:
        table = pa_csv.read_csv(
            path,
            parse_options=pa_csv.ParseOptions(newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False, null_values=[]
            ),
        )
    except pa.ArrowInvalid as error:
        _require_utf8(path)
        raise InputError(f"not a well-formed csv: {error}", file=str(path)) from error
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            columns = next((row for row in csv.reader(lines) if row), [])
    except UnicodeDecodeError:
        _require_utf8(path)
        raise
    repeated = sorted({name for name in columns if columns.count(name) > 1})
    if repeated:
        raise InputError(f"the column {repeated[0]!r} appears twice in the header; rename one", file=str(path))
    return columns


def _require_utf8(path: Path) -> None:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise InputError(
            f"not UTF-8: byte 0x{byte:02x} at position {error.start}; save the file as UTF-8", file=str(path)
        ) from error


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        table = pa_parquet.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"not a readable parquet file: {error}", file=str(path)) from error
    # Text by way of Arrow, not pandas, which would turn integers with a null into floats ("1" into "1.0").
    arrays = [_as_text(column) for column in table.columns]
    frame: pd.DataFrame = pa.Table.from_arrays(arrays, names=table.column_names).to_pandas()
    return frame


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_floating(column.type) or pa.types.is_nested(column.type):
        return column
    return column.cast(pa.string()).fill_null("")


def require_columns(table: pd.DataFrame, needed: Sequence[str], what: str) -> None:
    """Raise an InputError that lists the columns there are, unless ``table`` has all of ``needed``."""
    missing = [name for name in needed if name not in table.columns]
    if missing:
        there = ", ".join(str(name) for name in table.columns) or "none"
        raise InputError(
            f"the {what} table has no column {missing[0]!r}; its columns are: {there}",
            file=table.attrs.get("file"),
            column=missing[0],
        )


def text(table: pd.DataFrame, column: str) -> npt.NDArray[np.object_]:
    """Return a column as opaque strings, ``""`` where the cell is missing; ``"nan"`` is a label like any other."""
    if isinstance(table[column].dtype, pd.StringDtype):
        return np.asarray(table[column].to_numpy(dtype=object, na_value=""))
    values = table[column].astype(object)
    missing = values.isna().to_numpy()
    out = np.array([str(value) for value in values], dtype=object)
    out[missing] = ""
    return out


def places(table: pd.DataFrame, column: str, among: pa.Array) -> npt.NDArray[np.int64]:
    """Return where each text of a column stands ``among`` others, -1 where it does not.

    Arrow looks up 10,000,000 names in a second, and needs no Python object for each.
    """
    values = table[column]
    arrow = isinstance(values.dtype, pd.StringDtype) and values.dtype.storage == "pyarrow"
    stated = pa.array(values).fill_null("") if arrow else pa.array(text(table, column), pa.large_string())
    if isinstance(stated, pa.ChunkedArray):
        stated = stated.combine_chunks()
    found = pc.index_in(stated.cast(pa.large_string()), value_set=among)
    return np.asarray(found.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)


def weights(table: pd.DataFrame, column: str, what: str) -> npt.NDArray[np.float64]:
    """Return a column of finite weights that are 0 or more; anything else is an error that names the row."""
    stated = text(table, column)
    values = np.asarray(pd.to_numeric(pd.Series(stated, dtype=object), errors="coerce"), dtype=np.float64)
    bad = np.flatnonzero(~np.isfinite(values) | (values < 0))
    if bad.size:
        row = int(bad[0])
        problem = f"is {stated[row]!r}" if stated[row] else "is empty"
        raise InputError(
            f"{what} row {row + 1}: {column} {problem}; it must be a finite number, 0 or more",
            file=table.attrs.get("file"),
            column=column,
        )
    return values


def dates(table: pd.DataFrame, column: str, what: str) -> list[dt.date | None]:
    """Return the first day of each date as stated (see bigblur.dates); None where the cell is empty."""
    known: dict[str, dt.date | None] = {"": None}
    days: list[dt.date | None] = []
    for row, stated in enumerate(text(table, column)):
        if stated not in known:
            known[stated] = _first_day(stated, row, table, column, what)
        days.append(known[stated])
    return days


def _first_day(stated: str, row: int, table: pd.DataFrame, column: str, what: str) -> dt.date:
    try:
        return parse_date(_STRAY.sub("", stated)).first
    except ValueError as error:
        raise InputError(f"{what} row {row + 1}: {error}", file=table.attrs.get("file"), column=column) from error
