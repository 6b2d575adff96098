"""Compiled loops over weighted triangles, for structural holes inside ego networks; notation as in `kernels`."""

from __future__ import annotations

import numpy as np

from bigblur.graph.metrics.compiling import Array, compiled

__all__ = ["burt_ego"]


@compiled(
    "void(int64[::1], int32[::1], float64[::1], float64[:, ::1], float64[:, ::1], float64[:, ::1], float64[:, ::1])"
)
def _reach(first: Array, ahead: Array, z: Array, total: Array, top: Array, through: Array, out: Array) -> None:
    """Meet every triangle once: without ``through`` to fill total and top, with it to fill through and out.

    Row e of total, top and through is the pair e = (x, y); column 0 is y seen by ego x, column 1 x seen by ego y.
    """
    mark = np.full(len(first) - 1, -1, dtype=np.int64)
    for x in range(len(first) - 1):
        if first[x + 1] - first[x] < 2:
            continue
        for at in range(first[x], first[x + 1]):
            mark[ahead[at]] = at
        for a in range(first[x], first[x + 1]):
            y, xy = ahead[a], z[a]
            for c in range(first[y], first[y + 1]):
                w, b = ahead[c], mark[ahead[c]]
                if b < 0:
                    continue
                xw, yw = z[b], z[c]
                if len(through) == 0:
                    for pair, way, third in ((a, 0, yw), (a, 1, xw), (b, 0, yw), (b, 1, xy), (c, 0, xw), (c, 1, xy)):
                        total[pair, way] += third
                        top[pair, way] = max(top[pair, way], third)
                    continue
                at_x, at_y, at_w = xw * yw, xw * yw, xw * xy
                through[a, 0] += at_x / total[b, 0]
                through[b, 0] += xy * yw / total[a, 0]
                through[a, 1] += at_y / total[c, 0]
                through[c, 0] += xy * xw / total[a, 1]
                through[b, 1] += xy * yw / total[c, 1]
                through[c, 1] += at_w / total[b, 1]
                out[x, 1] += at_x / top[a, 0] + xy * yw / top[b, 0]
                out[y, 1] += at_y / top[a, 1] + xy * xw / top[c, 0]
                out[w, 1] += xy * yw / top[b, 1] + at_w / top[c, 1]
        for at in range(first[x], first[x + 1]):
            mark[ahead[at]] = -1


@compiled("float64[:, ::1](int64[::1], int32[::1], float64[::1])")
def burt_ego(first: Array, ahead: Array, z: Array) -> Array:
    """Return C_i, Σ_j Σ_q p_iq m_jq, N_i and Σ_j r_j ln r_j of each rank (n x 4); see structural_holes_ego."""
    n, pairs = len(first) - 1, len(ahead)
    own, out = np.zeros(n), np.zeros((n, 4))
    total, top = np.empty((pairs, 2)), np.empty((pairs, 2))
    for x in range(n):
        for at in range(first[x], first[x + 1]):
            for way, end in ((0, x), (1, np.int64(ahead[at]))):
                total[at, way], top[at, way] = z[at], z[at]
                own[end] += z[at]
                out[end, 2] += 1
    _reach(first, ahead, z, total, top, np.empty((0, 2)), out)
    through = np.zeros((pairs, 2))
    _reach(first, ahead, z, total, top, through, out)
    for x in range(n):
        out[x, 1] /= own[x]
        for at in range(first[x], first[x + 1]):
            y = ahead[at]
            out[x, 0] += ((z[at] + through[at, 0]) / own[x]) ** 2
            out[y, 0] += ((z[at] + through[at, 1]) / own[y]) ** 2
    for x in range(n):
        for at in range(first[x], first[x + 1]):
            for way, end in ((0, x), (1, np.int64(ahead[at]))):
                # r can only be 0 by underflow; r ln r then tends to 0.
                r = ((z[at] + through[at, way]) / own[end]) ** 2 * out[end, 2] / out[end, 0]
                out[end, 3] += r * np.log(r) if r > 0 else 0.0
    return out
