"""The swap chain compiled (numba), for graphs too large for the numpy chains of `swaps`.

Importing this module compiles the loop once on a machine; the result is kept on disk. ``keys`` and ``ties`` are an
open hash table, a power of 2 long, from pair of nodes to tie; a key of -1 is free.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from bigblur.graph.metrics.compiling import compiled

__all__ = ["compiled_swap"]

Array = npt.NDArray[Any]


@compiled("int64(int64, int64)")
def _home(pair: int, mask: int) -> int:
    mixed = np.uint64(pair) * np.uint64(0x9E3779B97F4A7C15)
    return np.int64(mixed >> np.uint64(20)) & mask  # type: ignore[return-value]


@compiled("int64(int64[::1], int64, int64, int64, boolean)")
def _place(keys: Array, a: int, b: int, n: int, directed: bool) -> int:
    """Return where the pair stands, or where it would stand."""
    pair = a * n + b if directed or a < b else b * n + a
    mask = len(keys) - 1
    at = _home(pair, mask)
    while keys[at] != -1 and keys[at] != pair:
        at = (at + 1) & mask
    return at


@compiled("void(int64[::1], int32[::1], int64, int64, int64, int64, boolean)")
def _put(keys: Array, ties: Array, tie: int, a: int, b: int, n: int, directed: bool) -> None:
    at = _place(keys, a, b, n, directed)
    keys[at] = a * n + b if directed or a < b else b * n + a
    ties[at] = tie


@compiled("void(int64[::1], int32[::1], int64, int64, int64, boolean)")
def _drop(keys: Array, ties: Array, a: int, b: int, n: int, directed: bool) -> None:
    mask = len(keys) - 1
    hole = _place(keys, a, b, n, directed)
    keys[hole] = -1
    at = (hole + 1) & mask
    while keys[at] != -1:
        # An entry moves up into the hole unless its home lies between the two.
        if ((at - _home(keys[at], mask)) & mask) >= ((at - hole) & mask):
            keys[hole], ties[hole] = keys[at], ties[at]
            keys[at] = -1
            hole = at
        at = (at + 1) & mask


@compiled("boolean(int64[::1], int64, int64, int64, boolean)")
def _there(keys: Array, a: int, b: int, n: int, directed: bool) -> bool:
    return bool(keys[_place(keys, a, b, n, directed)] != -1)


@compiled("void(int32[::1], int32[::1], int64[::1], int32[::1], int64, int64, boolean)")
def _reverse(source: Array, target: Array, keys: Array, ties: Array, tie: int, n: int, directed: bool) -> None:
    one, other = source[tie], target[tie]
    _drop(keys, ties, one, other, n, directed)
    source[tie], target[tie] = other, one
    _put(keys, ties, tie, other, one, n, directed)


@compiled("void(int32[::1], int32[::1], int64[::1], int32[::1], int64, int64, int64)")
def _turn(source: Array, target: Array, keys: Array, ties: Array, first: int, y: int, n: int) -> None:
    """Turn the cycle a→b→y→a round, a→b the first tie, if it is there and nothing runs the other way."""
    a, b = source[first], target[first]
    if y in (a, b) or not _there(keys, b, y, n, True) or not _there(keys, y, a, n, True):
        return
    if _there(keys, b, a, n, True) or _there(keys, y, b, n, True) or _there(keys, a, y, n, True):
        return
    second, third = ties[_place(keys, b, y, n, True)], ties[_place(keys, y, a, n, True)]
    _reverse(source, target, keys, ties, first, n, True)
    _reverse(source, target, keys, ties, second, n, True)
    _reverse(source, target, keys, ties, third, n, True)


@compiled(
    "void(int32[::1], int32[::1], int64[::1], int32[::1], int32[:, ::1], uint8[::1], int64, boolean, int64, int64)"
)
def compiled_swap(
    source: Array,
    target: Array,
    keys: Array,
    ties: Array,
    picks: Array,
    coins: Array,
    n: int,
    directed: bool,
    turn: int,
    flip: int,
) -> None:
    """Take the proposed steps one by one, in place; `swaps` says what a step is. An empty table is filled first."""
    if len(source) and not _there(keys, source[0], target[0], n, directed):
        for tie in range(len(source)):
            _put(keys, ties, tie, source[tie], target[tie], n, directed)
    for step in range(len(picks)):
        i, j, coin = picks[step, 0], picks[step, 1], coins[step]
        a, b, x, y = source[i], target[i], source[j], target[j]
        if directed and coin < turn:
            _turn(source, target, keys, ties, i, y, n)
            continue
        if not directed and coin < flip:
            x, y = y, x
        if a == y or x == b:
            continue
        if _there(keys, a, y, n, directed) or _there(keys, x, b, n, directed):
            continue
        _drop(keys, ties, a, b, n, directed)
        _drop(keys, ties, x, y, n, directed)
        source[i], target[i] = a, y
        source[j], target[j] = x, b
        _put(keys, ties, i, a, y, n, directed)
        _put(keys, ties, j, x, b, n, directed)
