"""Compiled loops over two-paths and triangles where memberships overlap; notation as in `kernels`."""

from __future__ import annotations

import numpy as np

from bigblur.graph.metrics.compiling import Array, compiled

__all__ = ["shared_closed", "shared_listed", "shared_two_paths"]


@compiled(
    "void(int64[::1], int32[::1], int64[::1], int32[::1], int64[::1], int32[::1], float64[::1], int64, float64[:, ::1])"
)
def shared_two_paths(
    out_start: Array,
    out_index: Array,
    in_start: Array,
    in_index: Array,
    held_start: Array,
    held: Array,
    share: Array,
    g: int,
    sums: Array,
) -> None:
    """Write the sums of ``shared_closed`` over all two-paths a→v→b with a≠b, where memberships overlap. O(m k)."""
    n = len(held_start) - 1
    into, own = np.zeros(g), np.zeros(g)
    from_v = np.full(n, -1, dtype=np.int32)
    for v in range(n):
        if held_start[v] == held_start[v + 1]:
            continue
        for h in range(held_start[v], held_start[v + 1]):
            own[held[h]] = share[h]
        d_in, own_in = 0, 0.0
        for at in range(in_start[v], in_start[v + 1]):
            a = in_index[at]
            d_in += held_start[a] < held_start[a + 1]
            from_v[a] = v
            for h in range(held_start[a], held_start[a + 1]):
                into[held[h]] += share[h]
        for h in range(held_start[v], held_start[v + 1]):
            own_in += share[h] * into[held[h]]
        d_out, own_out, alike, same = 0, 0.0, 0.0, 0.0
        back, back_own, back_alike, back_same = 0, 0.0, 0.0, 0.0
        for at in range(out_start[v], out_start[v + 1]):
            b = out_index[at]
            d_out += held_start[b] < held_start[b + 1]
            mutual = from_v[b] == v
            back += mutual and held_start[b] < held_start[b + 1]
            for h in range(held_start[b], held_start[b + 1]):
                s, u = held[h], share[h]
                own_out += own[s] * u
                alike += into[s] * u
                same += into[s] * own[s] * u
                if mutual:
                    back_own += own[s] * u
                    back_alike += u * u
                    back_same += own[s] * u * u
        sums[v, 0] = d_in * d_out - back
        sums[v, 1] = d_in * own_out - back_own
        sums[v, 2] = d_out * own_in - back_own
        sums[v, 3] = alike - back_alike
        sums[v, 4] = same - back_same
        for at in range(in_start[v], in_start[v + 1]):
            a = in_index[at]
            for h in range(held_start[a], held_start[a + 1]):
                into[held[h]] = 0.0
        for h in range(held_start[v], held_start[v + 1]):
            own[held[h]] = 0.0


@compiled(
    "void(int64[::1], int32[::1], uint8[::1], int64[::1], int32[::1], float64[::1], int64, int64, int64,"
    " float64[:, ::1])"
)
def shared_closed(
    start: Array,
    index: Array,
    arcs: Array,
    held_start: Array,
    held: Array,
    share: Array,
    g: int,
    first: int,
    last: int,
    sums: Array,
) -> None:
    """Add to ``sums`` (n x 5, by rank), for the closed triads a→v→b, a→b, where memberships overlap. O(e^1.5 k).

    Their number, then the chance that v and b, a and v, a and b, and all three act in one group.
    """
    mark = np.zeros(len(start) - 1, dtype=np.uint8)
    in_x, in_xy = np.zeros(g), np.zeros(g)
    in_y = np.zeros(g)
    for x in range(first, last):
        if start[x + 1] - start[x] < 2:
            continue
        for h in range(held_start[x], held_start[x + 1]):
            in_x[held[h]] = share[h]
        for at in range(start[x], start[x + 1]):
            mark[index[at]] = arcs[at]
        for at in range(start[x], start[x + 1]):
            y, xy = index[at], arcs[at]
            both_xy = 0.0
            for h in range(held_start[y], held_start[y + 1]):
                s = held[h]
                in_y[s] = share[h]
                in_xy[s] = in_x[s] * share[h]
                both_xy += in_xy[s]
            for to in range(start[y], start[y + 1]):
                w = index[to]
                xw = mark[w]
                if xw:
                    yw = arcs[to]
                    both_xw, both_yw, all_three = 0.0, 0.0, 0.0
                    for h in range(held_start[w], held_start[w + 1]):
                        s, u = held[h], share[h]
                        both_xw += in_x[s] * u
                        both_yw += in_y[s] * u
                        all_three += in_xy[s] * u
                    # Through each corner in both orders: whether a→v→b and a→b, for (a, b) and for (b, a).
                    one, other = xy & xw & yw & 1, (xy & xw & yw) >> 1
                    if one or other:
                        sums[y, 0] += one + other
                        sums[y, 1] += one * both_yw + other * both_xy
                        sums[y, 2] += one * both_xy + other * both_yw
                        sums[y, 3] += (one + other) * both_xw
                        sums[y, 4] += (one + other) * all_three
                    one, other = xw & (yw >> 1) & xy & 1, yw & (xw >> 1) & (xy >> 1) & 1
                    if one or other:
                        sums[w, 0] += one + other
                        sums[w, 1] += one * both_yw + other * both_xw
                        sums[w, 2] += one * both_xw + other * both_yw
                        sums[w, 3] += (one + other) * both_xy
                        sums[w, 4] += (one + other) * all_three
                    one, other = (xw >> 1) & xy & (yw >> 1) & 1, (xy >> 1) & xw & yw & 1
                    if one or other:
                        sums[x, 0] += one + other
                        sums[x, 1] += one * both_xy + other * both_xw
                        sums[x, 2] += one * both_xw + other * both_xy
                        sums[x, 3] += (one + other) * both_yw
                        sums[x, 4] += (one + other) * all_three
            for h in range(held_start[y], held_start[y + 1]):
                in_y[held[h]] = 0.0
                in_xy[held[h]] = 0.0
        for at in range(start[x], start[x + 1]):
            mark[index[at]] = 0
        for h in range(held_start[x], held_start[x + 1]):
            in_x[held[h]] = 0.0


@compiled("void(int64[::1], int32[::1], int32[::1], int64[::1], int32[::1], float64[::1], int64, float64[:, ::1])")
def shared_listed(
    first: Array, ends_a: Array, ends_b: Array, held_start: Array, held: Array, share: Array, g: int, sums: Array
) -> None:
    """Take listed closed triads away from the sums of ``shared_two_paths``; ``held`` sorted in each row. O(T k)."""
    own = np.zeros(g)
    for v in range(len(first) - 1):
        if held_start[v] == held_start[v + 1]:
            continue
        for h in range(held_start[v], held_start[v + 1]):
            own[held[h]] = share[h]
        for at in range(first[v], first[v + 1]):
            a, b = ends_a[at], ends_b[at]
            i, i_end, j, j_end = held_start[a], held_start[a + 1], held_start[b], held_start[b + 1]
            if i == i_end or j == j_end:
                continue
            with_a, with_b, alike, same = 0.0, 0.0, 0.0, 0.0
            for h in range(i, i_end):
                with_a += own[held[h]] * share[h]
            for h in range(j, j_end):
                with_b += own[held[h]] * share[h]
            while i < i_end and j < j_end:
                if held[i] < held[j]:
                    i += 1
                elif held[j] < held[i]:
                    j += 1
                else:
                    alike += share[i] * share[j]
                    same += share[i] * share[j] * own[held[i]]
                    i, j = i + 1, j + 1
            sums[v, 0] -= 1
            sums[v, 1] -= with_b
            sums[v, 2] -= with_a
            sums[v, 3] -= alike
            sums[v, 4] -= same
        for h in range(held_start[v], held_start[v + 1]):
            own[held[h]] = 0.0
