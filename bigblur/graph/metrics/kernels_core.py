"""A compiled loop that peels a graph into shells; notation as in `kernels`."""

from __future__ import annotations

import numpy as np

from bigblur.graph.metrics.compiling import Array, compiled

__all__ = ["shells"]


@compiled("int64[::1](int64[::1], int32[::1])")
def shells(start: Array, index: Array) -> Array:
    """Return the core number of each node of a symmetric graph (Batagelj & Zaversnik 2003). O(n + e).

    Nodes stand in a row by the neighbours they have left; taking the first one moves each of its neighbours with more
    left than it one bin down, by a swap with the first node of its bin.
    """
    n = len(start) - 1
    left = start[1:] - start[:-1]
    top = 0
    for v in range(n):
        top = max(top, left[v])
    first = np.zeros(top + 2, dtype=np.int64)
    for v in range(n):
        first[left[v] + 1] += 1
    for d in range(top + 1):
        first[d + 1] += first[d]
    row, place, free = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64), first.copy()
    for v in range(n):
        place[v] = free[left[v]]
        row[place[v]] = v
        free[left[v]] += 1
    for at in range(n):
        v = row[at]
        for to in range(start[v], start[v + 1]):
            w = index[to]
            if left[w] > left[v]:
                other_place = max(first[left[w]], at + 1)
                other = row[other_place]
                row[place[w]], row[other_place] = other, w
                place[other], place[w] = place[w], other_place
                first[left[w]] = other_place + 1
                left[w] -= 1
    return left
