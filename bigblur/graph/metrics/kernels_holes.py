"""Compiled loops over weighted triangles, for structural holes; notation as in `kernels`."""

from __future__ import annotations

import numpy as np

from bigblur.graph.metrics.compiling import Array, compiled

__all__ = ["burt", "weighted_ahead"]


@compiled("Tuple((int64[::1], int32[::1], float64[::1]))(int64[::1], int32[::1], float64[::1], int32[::1], int32[::1])")
def weighted_ahead(start: Array, index: Array, z: Array, node: Array, rank: Array) -> tuple[Array, Array, Array]:
    """List for each rank its neighbours of higher rank and the weight between them, out of a symmetric matrix. O(e)."""
    n, pairs = len(node), len(index) // 2
    first = np.zeros(n + 1, dtype=np.int64)
    ahead, weight = np.empty(pairs, dtype=np.int32), np.empty(pairs)
    number = 0
    for x in range(n):
        v = node[x]
        for at in range(start[v], start[v + 1]):
            w = rank[index[at]]
            if w > x:
                ahead[number], weight[number] = w, z[at]
                number += 1
        first[x + 1] = number
    return first, ahead, weight


@compiled("float64[:, ::1](int64[::1], int32[::1], float64[::1])")
def burt(first: Array, ahead: Array, z: Array) -> Array:
    """Return C_i, Σ_j Σ_q p_iq m_jq, N_i and Σ_j r_j ln r_j of each rank (n x 4); see structural_holes. O(e^1.5).

    ``z`` is Z_xy of the pairs listed by ``weighted_ahead``. Through q the pair gets Z_iq Z_qj / Σ_k Z_qk whichever
    way it is read, so one sum a pair is enough.
    """
    n, pairs = len(first) - 1, len(ahead)
    total, top, out = np.zeros(n), np.zeros(n), np.zeros((n, 4))
    for x in range(n):
        for at in range(first[x], first[x + 1]):
            y, weight = ahead[at], z[at]
            total[x] += weight
            total[y] += weight
            top[x] = max(top[x], weight)
            top[y] = max(top[y], weight)
            out[x, 2] += 1
            out[y, 2] += 1
    through = np.zeros(pairs)
    mark = np.full(n, -1, dtype=np.int64)
    for x in range(n):
        if first[x + 1] - first[x] < 2:
            continue
        for at in range(first[x], first[x + 1]):
            mark[ahead[at]] = at
        for at in range(first[x], first[x + 1]):
            y, xy, sum_xy = ahead[at], z[at], 0.0
            for to in range(first[y], first[y + 1]):
                w = ahead[to]
                place = mark[w]
                if place >= 0:
                    xw, yw = z[place], z[to]
                    sum_xy += xw * yw / total[w]
                    through[place] += xy * yw / total[y]
                    through[to] += xy * xw / total[x]
                    out[x, 1] += yw * (xw / top[y] + xy / top[w])
                    out[y, 1] += xw * (yw / top[x] + xy / top[w])
                    out[w, 1] += xy * (yw / top[x] + xw / top[y])
            through[at] += sum_xy
        for at in range(first[x], first[x + 1]):
            mark[ahead[at]] = -1
    for x in range(n):
        out[x, 1] /= total[x]
        for at in range(first[x], first[x + 1]):
            y, both = ahead[at], z[at] + through[at]
            out[x, 0] += (both / total[x]) ** 2
            out[y, 0] += (both / total[y]) ** 2
    for x in range(n):
        for at in range(first[x], first[x + 1]):
            y, both = ahead[at], z[at] + through[at]
            # r can only be 0 by underflow; r ln r then tends to 0.
            r = (both / total[x]) ** 2 * out[x, 2] / out[x, 0]
            out[x, 3] += r * np.log(r) if r > 0 else 0.0
            r = (both / total[y]) ** 2 * out[y, 2] / out[y, 0]
            out[y, 3] += r * np.log(r) if r > 0 else 0.0
    return out
