"""Compiled loops for ``betweenness_cross`` on large graphs; ``cross.py`` has the same as a plain loop.

A graph is ``start``, ``index`` and ``length``: v has ties to ``index[start[v]:start[v + 1]]``. Membership is
``held``, ``group`` and ``share`` alike. ``far`` is a node's distance from the source, ``paths`` the number of
shortest paths to it, ``order`` the nodes reached, nearest first.
"""

from __future__ import annotations

import numpy as np

from bigblur.graph.metrics.compiling import Array, compiled

__all__ = ["across"]

_EQUAL = 1e-10


@compiled("int64(int64[::1], int32[::1], int64, float64[::1], float64[::1], int32[::1])")
def _by_steps(start: Array, index: Array, source: int, far: Array, paths: Array, order: Array) -> int:
    """Fill far, paths and order, every tie one step; return how many nodes are reached. O(n + m)."""
    order[0], far[source], paths[source] = source, 0.0, 1.0
    head, tail = 0, 1
    while head < tail:
        v = order[head]
        head += 1
        reach = far[v] + 1.0
        for at in range(start[v], start[v + 1]):
            w = index[at]
            if far[w] == np.inf:
                far[w] = reach
                order[tail] = w
                tail += 1
            if far[w] == reach:
                paths[w] += paths[v]
    return tail


@compiled("void(int32[::1], int64[::1], float64[::1], int64)")
def _up(heap: Array, place: Array, far: Array, at: int) -> None:
    v = heap[at]
    while at > 0 and far[v] < far[heap[(at - 1) // 2]]:
        heap[at] = heap[(at - 1) // 2]
        place[heap[at]] = at
        at = (at - 1) // 2
    heap[at] = v
    place[v] = at


@compiled("void(int32[::1], int64[::1], float64[::1], int64)")
def _down(heap: Array, place: Array, far: Array, size: int) -> None:
    """Let what was last, at index size, sink from the top."""
    v = heap[size]
    at, child = 0, 1
    while child < size:
        if child + 1 < size and far[heap[child + 1]] < far[heap[child]]:
            child += 1
        if far[v] <= far[heap[child]]:
            break
        heap[at] = heap[child]
        place[heap[at]] = at
        at, child = child, 2 * child + 1
    heap[at] = v
    place[v] = at


@compiled(
    "int64(int64[::1], int32[::1], float64[::1], int64, float64[::1], float64[::1], int32[::1], int32[::1], int64[::1])"
)
def _by_lengths(
    start: Array,
    index: Array,
    length: Array,
    source: int,
    far: Array,
    paths: Array,
    order: Array,
    heap: Array,
    place: Array,
) -> int:
    """Fill far, paths and order by Dijkstra's algorithm; place is n for a node that is done. O((n + m) log n)."""
    n = len(far)
    far[source], paths[source], heap[0], place[source] = 0.0, 1.0, source, 0
    size, tail = 1, 0
    while size > 0:
        v = heap[0]
        size -= 1
        _down(heap, place, far, size)
        place[v] = n
        order[tail] = v
        tail += 1
        for at in range(start[v], start[v + 1]):
            w, reach = index[at], far[v] + length[at]
            if place[w] == n or reach > far[w] * (1.0 + _EQUAL):
                continue
            if place[w] >= 0 and reach >= far[w] * (1.0 - _EQUAL):
                paths[w] += paths[v]
                continue
            if place[w] < 0:
                heap[size] = w
                place[w] = size
                size += 1
            far[w], paths[w] = reach, paths[v]
            _up(heap, place, far, place[w])
    return tail


@compiled("float64(int64[::1], int32[::1], float64[::1], float64[::1], int64)")
def _different(held: Array, group: Array, share: Array, own: Array, w: int) -> float:
    """Return the chance that w acts in another group than the source; 0 if w is in none."""
    if held[w] == held[w + 1]:
        return 0.0
    same = 0.0
    for at in range(held[w], held[w + 1]):
        same += share[at] * own[group[at]]
    return max(1.0 - same, 0.0)


@compiled(
    "void(int64[::1], int32[::1], float64[::1], int64[::1], int32[::1], float64[::1], int64, int64[::1], boolean, "
    "float64[::1])"
)
def across(
    start: Array,
    index: Array,
    length: Array,
    held: Array,
    group: Array,
    share: Array,
    groups: int,
    sources: Array,
    steps: bool,
    sums: Array,
) -> None:
    """Add to sums what lies on paths from the sources: Brandes' algorithm with a weight for each pair."""
    n = len(start) - 1
    own, far = np.zeros(groups), np.full(n, np.inf)
    paths, passed = np.zeros(n), np.zeros(n)
    order, heap, place = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32), np.full(n, -1, dtype=np.int64)
    for s in sources:
        for at in range(held[s], held[s + 1]):
            own[group[at]] = share[at]
        if steps:
            reached = _by_steps(start, index, s, far, paths, order)
        else:
            reached = _by_lengths(start, index, length, s, far, paths, order, heap, place)
        for back in range(reached - 1, -1, -1):
            v, total = order[back], 0.0
            for at in range(start[v], start[v + 1]):
                w = index[at]
                if abs(far[v] + length[at] - far[w]) <= _EQUAL * far[w]:
                    total += passed[w]
            if v != s:
                sums[v] += total * paths[v]
            passed[v] = total + _different(held, group, share, own, v) / paths[v]
        for at in range(reached):
            w = order[at]
            far[w], paths[w], place[w] = np.inf, 0.0, -1
        for at in range(held[s], held[s + 1]):
            own[group[at]] = 0.0
