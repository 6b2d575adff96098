"""From data frames to the plain records that the page embeds, and from those to text that is inert inside HTML."""

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from bigblur.errors import InputError

NODE_COLUMNS = ("id", "label", "name", "aliases", "industry", "size")
TIE_COLUMNS = ("source", "type", "target")
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")  # the last: lone surrogates, which UTF-8 cannot hold

Record = dict[str, Any]


def plain(value: object) -> Any:
    """Turn one cell into what JSON can hold; None for what is missing.

    Whole floats become integers (a year in a column with gaps), a time at midnight becomes a date, infinities text.

    Example:
        >>> plain(np.float64(2007.0)), plain(pd.Timestamp("2007-03-15")), plain(pd.NA)
        (2007, '2007-03-15', None)
    """
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        return _plain_float(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value.tolist()]
    if isinstance(value, list | tuple | set | frozenset):
        ordered = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in ordered]
    return str(value)


def _plain_float(value: float) -> float | int | str | None:
    if math.isnan(value):
        return None
    if math.isinf(value):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def node_records(nodes: pd.DataFrame) -> list[Record]:
    """List the nodes (n rows) in order of their ids: the fixed fields, and under `more` every further one not null.

    Raises:
        InputError: a column is missing, an id stands twice or is empty.

    Example:
        >>> node_records(pd.DataFrame({"id": ["firm/a"], "label": ["Firm"], "name": ["A"], "founded": [1999.0]}))
        [{'id': 'firm/a', 'label': 'Firm', 'name': 'A', 'more': {'founded': 1999}}]
    """
    _require(nodes, ("id", "label", "name"), "nodes")
    records = []
    for row in _rows(nodes):
        record = {column: row.pop(column) for column in NODE_COLUMNS if column in row}
        more = {key: value for key, value in row.items() if value != []}
        records.append({**record, **({"more": more} if more else {})})
    for record in records:
        if "id" not in record or "label" not in record:
            raise InputError("a node has no id or no label; every node needs both", column="id")
        record["id"], record["name"] = str(record["id"]), str(record.get("name", record["id"]))
        if isinstance(record.get("size"), str):
            raise InputError(f"the size of {record['id']!r} is {record['size']!r}; it must be a number", column="size")
    records.sort(key=lambda record: record["id"])
    for first, second in pairwise(records):
        if first["id"] == second["id"]:
            raise InputError(f"the node {first['id']!r} stands twice; ids must be unique", column="id")
    return records


def tie_records(ties: pd.DataFrame, index: Mapping[str, int]) -> list[Record]:
    """List the ties (m rows), their ends as positions `s` and `t` in `index`, in an order of their own.

    Raises:
        InputError: a column is missing, or an end of a tie is no node of `index`.

    Example:
        >>> owns = pd.DataFrame({"source": ["a"], "type": ["OWNS"], "target": ["b"], "year": [2007]})
        >>> tie_records(owns, {"a": 0, "b": 1})
        [{'s': 0, 't': 1, 'type': 'OWNS', 'year': 2007}]
    """
    _require(ties, TIE_COLUMNS, "ties")
    records = []
    for row in _rows(ties):
        ends = {short: str(row.pop(column, "")) for short, column in (("s", "source"), ("t", "target"))}
        for end in ends.values():
            if end not in index:
                what = f"a tie {row.get('type')} ends at {end!r}, which is no row of nodes"
                raise InputError(f"{what}; add it or drop the tie")
        places = {short: index[end] for short, end in ends.items()}
        records.append({**places, **row, "type": str(row.get("type", "TIE"))})
    return sorted(records, key=lambda record: json.dumps(record, sort_keys=True, ensure_ascii=False))


def embed(value: object) -> str:
    r"""Write a value as JSON that no HTML parser can leave early: `<`, `>`, `&`, U+2028 and U+2029 are escaped.

    Example:
        >>> embed({"name": "</script>"})
        '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _rows(frame: pd.DataFrame) -> Iterable[Record]:
    columns = [str(column) for column in frame.columns]
    values = [[plain(value) for value in frame[column].tolist()] for column in frame.columns]
    for row in zip(*values, strict=True):
        yield {column: value for column, value in zip(columns, row, strict=True) if value is not None}


def _require(frame: pd.DataFrame, columns: Iterable[str], what: str) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise InputError(f"{what} lack the column {', '.join(missing)}; they have {', '.join(map(str, frame.columns))}")
