"""Whether two engines' answers are the same, value by value."""

import math
from collections.abc import Collection
from typing import Any

from bigblur.errors import QueryError
from bigblur.graph.stores.base import Store

Answer = list[list[Any]] | str
"""The columns and the rows, or why there are none."""


def answer(store: Store, cypher: str, parameters: dict[str, Any], timeout: float = 20) -> Answer:
    try:
        found = store.query(cypher, parameters, timeout=timeout)
    except QueryError as error:
        return str(error)
    return [list(found.columns), *found.to_numpy(dtype=object).tolist()]


def same_value(one: Any, other: Any) -> bool:
    """Of the same type and value; the last digits of a number are the order in which an engine adds up."""
    if isinstance(one, float) and isinstance(other, float):
        return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-12, abs_tol=0)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_value, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_value(one[key], other[key]) for key in one)
    return type(one) is type(other) and bool(one == other)


def sort_key(value: Any) -> str:
    """A text to sort by in which numbers that count as the same are the same."""
    if isinstance(value, float):
        return f"float {value:.9e}"
    if isinstance(value, list):
        return "[" + ", ".join(map(sort_key, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {sort_key(value[key])}" for key in sorted(value)) + "}"
    return f"{type(value).__name__} {value!r}"


def same(one: Answer, other: Answer, *, ordered: bool, bags: Collection[str] = ()) -> bool:
    """Whether two answers are the same; `bags` are columns whose lists have no order."""
    if isinstance(one, str) or isinstance(other, str):
        return False
    if one[0] != other[0] or len(one) != len(other):
        return False
    mine, theirs = (_rows(part, bags) for part in (one, other))
    if not ordered:
        mine, theirs = sorted(mine, key=sort_key), sorted(theirs, key=sort_key)
    return same_value(mine, theirs)


def _rows(found: list[list[Any]], bags: Collection[str]) -> list[list[Any]]:
    columns = found[0]
    return [
        [
            sorted(value, key=sort_key) if name in bags and value else value
            for name, value in zip(columns, row, strict=True)
        ]
        for row in found[1:]
    ]
