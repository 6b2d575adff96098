"""Read a table of text, and say exactly where it is not one."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from bigblur.errors import InputError, did_you_mean


def read_text(path: Path) -> str:
    """Read a UTF-8 file (a byte-order mark is passed over).

    Raises:
        InputError: the file is missing, empty, or not UTF-8; names line and byte.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("there is no such file", file=path) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=path) from error
    if not data:
        raise InputError("is empty (0 bytes): it needs at least its header line", file=path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"is not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start}): save it as UTF-8",
            file=path,
            line=line,
        ) from error
    for sign, name in (("\x00", "NUL"), ("\x1f", "U+001F")):  # what `statement_id` puts between fields
        if sign in text:
            line = text.count("\n", 0, text.index(sign)) + 1
            raise InputError(f"holds a {name} character: delete it", file=path, line=line)
    return text


def read_table(
    path: Path, *, known: frozenset[str] | None, required: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a CSV table row by row, with the line on which each row begins; cells are stripped text, empty if blank.

    Args:
        path: the file.
        known: the columns that it may have; None for a table that is not ours, which may have any.
        required: the columns that it must have, and whose cells may not be empty.

    Raises:
        InputError: not a table of these columns; names file, line and column.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    line = 1
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header, known, required)
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield line, _row(path, line, header, cells, required)
            line = reader.line_num + 1
    except csv.Error as error:
        # The line on which the row begins: an unclosed quote is noticed only at the end of the file.
        raise InputError(
            f"is not CSV: {error}: close each quote, and write a quote within a cell twice", file=path, line=line
        ) from error


def _check_header(path: Path, header: list[str], known: frozenset[str] | None, required: tuple[str, ...]) -> None:
    for name in header:
        if header.count(name) > 1:
            raise InputError("the column stands there twice: keep one of them", file=path, line=1, column=name)
        if known is not None and name not in known:
            hint = did_you_mean(name, known) or f" Known are: {', '.join(sorted(known))}."
            raise InputError(f"unknown column {name!r}.{hint}", file=path, line=1, column=name)
    for name in required:
        if name not in header:
            raise InputError(f"the column {name!r} is missing: add it to the header", file=path, line=1, column=name)


def _row(path: Path, line: int, header: list[str], cells: list[str], required: tuple[str, ...]) -> dict[str, str]:
    if len(cells) != len(header):
        raise InputError(
            f"has {len(cells)} cells where the header has {len(header)}: put a cell that holds a comma in quotes",
            file=path,
            line=line,
        )
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    for name in required:
        if not row[name]:
            raise InputError("the cell is empty", file=path, line=line, column=name)
    return row
