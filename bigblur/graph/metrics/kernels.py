"""Compiled loops over two-paths and triangles, for brokerage; see `compiling`.

Notation: n nodes, m ties, e pairs of nodes with a tie either way, k groups per node. Nodes are positions in the
node table, or *ranks*: positions by degree, hubs last. ``ahead`` are a node's neighbours of higher rank; no node
has more than √(2e), so that all triangles are met in O(e^1.5) (Chiba & Nishizeki 1985, doi:10.1137/0214017).
"""

from __future__ import annotations

import numpy as np

from bigblur.graph.metrics.compiling import Array, compiled

__all__ = [
    "ahead_of",
    "closed_roles",
    "count_closed",
    "cuts",
    "degrees",
    "in_ranks",
    "list_closed",
    "ranked",
    "role_of",
    "subtract_listed",
    "turned",
    "two_paths",
]


@compiled("Tuple((int64[::1], int32[::1]))(int64[::1], int32[::1])")
def turned(start: Array, index: Array) -> tuple[Array, Array]:
    """Turn every arc round: the rows of the transpose, each sorted. O(n + m)."""
    n = len(start) - 1
    first = np.zeros(n + 1, dtype=np.int64)
    for at in range(len(index)):
        first[index[at] + 1] += 1
    for v in range(n):
        first[v + 1] += first[v]
    place = first[:-1].copy()
    out = np.empty(len(index), dtype=np.int32)
    for v in range(n):
        for at in range(start[v], start[v + 1]):
            w = index[at]
            out[place[w]] = v
            place[w] += 1
    return first, out


@compiled("Tuple((int32[::1], int32[::1]))(int64[::1])")
def ranked(degree: Array) -> tuple[Array, Array]:
    """Rank nodes by degree, equal ones by position: the node of each rank, and the rank of each node. O(n + m)."""
    n = len(degree)
    top = 0
    for v in range(n):
        top = max(top, degree[v])
    place = np.zeros(top + 2, dtype=np.int64)
    for v in range(n):
        place[degree[v] + 1] += 1
    for d in range(top + 1):
        place[d + 1] += place[d]
    node, rank = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    for v in range(n):
        at = place[degree[v]]
        place[degree[v]] += 1
        node[at], rank[v] = v, at
    return node, rank


@compiled("int64[::1](int64[::1], int32[::1])")
def degrees(start: Array, index: Array) -> Array:
    """Count the arcs at each node, out and in. O(n + m)."""
    degree = start[1:] - start[:-1]
    for at in range(len(index)):
        degree[index[at]] += 1
    return degree


@compiled("Tuple((int64[::1], int32[::1]))(int64[::1], int32[::1], int32[::1], int32[::1])")
def in_ranks(start: Array, index: Array, node: Array, rank: Array) -> tuple[Array, Array]:
    """Write the arcs in ranks: what hubs are asked for then lies side by side, and stays in the cache. O(n + m)."""
    first, out = np.zeros(len(start), dtype=np.int64), np.empty(len(index), dtype=np.int32)
    place = 0
    for x in range(len(node)):
        for at in range(start[node[x]], start[node[x] + 1]):
            out[place] = rank[index[at]]
            place += 1
        first[x + 1] = place
    return first, out


@compiled("Tuple((int64[::1], int32[::1], uint8[::1]))(int64[::1], int32[::1], int64[::1], int32[::1], boolean[::1])")
def ahead_of(
    out_start: Array, out_index: Array, in_start: Array, in_index: Array, kept: Array
) -> tuple[Array, Array, Array]:
    """List for each rank its neighbours of higher rank: 1 an arc to it, 2 one from it, 3 both. O(n + m).

    Nodes that are not ``kept`` have no neighbours.
    """
    n = len(kept)
    start = np.zeros(n + 1, dtype=np.int64)
    index, arcs = np.empty(len(out_index), dtype=np.int32), np.empty(len(out_index), dtype=np.uint8)
    place_of = np.full(n, -1, dtype=np.int64)
    place = 0
    for x in range(n):
        if kept[x]:
            for at in range(out_start[x], out_start[x + 1]):
                w = out_index[at]
                if w > x and kept[w]:
                    index[place], arcs[place] = w, 1
                    place_of[w] = place
                    place += 1
            for at in range(in_start[x], in_start[x + 1]):
                w = in_index[at]
                if w > x and kept[w]:
                    if place_of[w] >= start[x]:
                        arcs[place_of[w]] = 3
                    else:
                        index[place], arcs[place] = w, 2
                        place += 1
        start[x + 1] = place
    return start, index[:place].copy(), arcs[:place].copy()


@compiled("int64[::1](int64[::1], int32[::1], int64)")
def cuts(start: Array, index: Array, parts: int) -> Array:
    """Cut the ranks into ``parts`` runs with about as many wedges to look at each. O(e)."""
    n = len(start) - 1
    wedges = 0
    for at in range(len(index)):
        wedges += start[index[at] + 1] - start[index[at]]
    out = np.full(parts + 1, n, dtype=np.int64)
    out[0], done, part = 0, 0, 1
    for x in range(n):
        while part < parts and done * parts >= wedges * part:
            out[part] = x
            part += 1
        for at in range(start[x], start[x + 1]):
            done += start[index[at] + 1] - start[index[at]]
    return out


@compiled("int64(int32, int32, int32)")
def role_of(a: int, v: int, b: int) -> int:
    """Return the place in ROLES of the role of v between a and b, by their groups."""
    if a == v:
        return 0 if v == b else 3
    if a == b:
        return 1
    return 2 if v == b else 4


@compiled("void(int64[::1], int32[::1], int64[::1], int32[::1], int32[::1], int64, int64[:, ::1])")
def two_paths(
    out_start: Array, out_index: Array, in_start: Array, in_index: Array, label: Array, g: int, roles: Array
) -> None:
    """Add to ``roles`` (n x 5) the two-paths a→v→b, a≠b, open or closed, by role of v. O(m).

    ``label`` is -1 for a node without a group, which has no part.
    """
    into = np.zeros(g, dtype=np.int64)
    from_v = np.full(len(label), -1, dtype=np.int32)
    for v in range(len(label)):
        own = label[v]
        if own < 0:
            continue
        d_in = 0
        for at in range(in_start[v], in_start[v + 1]):
            a = in_index[at]
            if label[a] >= 0:
                d_in += 1
                into[label[a]] += 1
                from_v[a] = v
        d_out, own_out, alike, back_own, back = 0, 0, 0, 0, 0
        for at in range(out_start[v], out_start[v + 1]):
            b = out_index[at]
            if label[b] >= 0:
                d_out += 1
                alike += into[label[b]]
                mutual = from_v[b] == v
                back += mutual
                if label[b] == own:
                    own_out += 1
                    back_own += mutual
        own_in = into[own]
        same = own_in * own_out
        roles[v, 0] += same - back_own
        roles[v, 1] += alike - same - (back - back_own)
        roles[v, 2] += d_in * own_out - same
        roles[v, 3] += own_in * d_out - same
        roles[v, 4] += d_in * d_out - d_in * own_out - own_in * d_out - alike + 2 * same
        for at in range(in_start[v], in_start[v + 1]):
            if label[in_index[at]] >= 0:
                into[label[in_index[at]]] = 0


@compiled("void(int64[::1], int32[::1], uint8[::1], int32[::1], int64, int64, int64[:, ::1])")
def closed_roles(start: Array, index: Array, arcs: Array, label: Array, first: int, last: int, roles: Array) -> None:
    """Add to ``roles`` (n x 5) the closed triads a→v→b, a→b, by role of v. O(e^1.5).

    Only the triangles whose lowest rank is in first..last-1.
    """
    mark = np.zeros(len(label), dtype=np.uint8)
    for x in range(first, last):
        if start[x + 1] - start[x] < 2:
            continue
        for at in range(start[x], start[x + 1]):
            mark[index[at]] = arcs[at]
        gx = label[x]
        for at in range(start[x], start[x + 1]):
            y, xy = index[at], arcs[at]
            gy = label[y]
            for to in range(start[y], start[y + 1]):
                w = index[to]
                xw = mark[w]
                if xw:
                    yw, gw = arcs[to], label[w]
                    # Bit 1 of a pair is the arc up (x→y, x→w, y→w), bit 2 the arc down.
                    if xy & 1:
                        if xw & 1:
                            if yw & 1:
                                roles[y, role_of(gx, gy, gw)] += 1
                            if yw & 2:
                                roles[w, role_of(gx, gw, gy)] += 1
                        if xw & 2 and yw & 2:
                            roles[x, role_of(gw, gx, gy)] += 1
                    if xy & 2:
                        if xw & 2:
                            if yw & 1:
                                roles[w, role_of(gy, gw, gx)] += 1
                            if yw & 2:
                                roles[y, role_of(gw, gy, gx)] += 1
                        if xw & 1 and yw & 1:
                            roles[x, role_of(gy, gx, gw)] += 1
        for at in range(start[x], start[x + 1]):
            mark[index[at]] = 0


@compiled("void(int64[::1], int32[::1], uint8[::1], int64, int64, int64[::1])")
def count_closed(start: Array, index: Array, arcs: Array, first: int, last: int, number: Array) -> None:
    """Add to ``number`` (n) the closed triads a→v→b, a→b through each v. O(e^1.5)."""
    mark = np.zeros(len(start) - 1, dtype=np.uint8)
    for x in range(first, last):
        if start[x + 1] - start[x] < 2:
            continue
        for at in range(start[x], start[x + 1]):
            mark[index[at]] = arcs[at]
        for at in range(start[x], start[x + 1]):
            y, xy = index[at], arcs[at]
            for to in range(start[y], start[y + 1]):
                w = index[to]
                xw = mark[w]
                if xw:
                    yw = arcs[to]
                    up, down = (xy & 1) & (yw & 1), (xy >> 1) & (yw >> 1)
                    number[y] += (up & xw) + (down & (xw >> 1))
                    number[w] += (xy & xw & (yw >> 1) & 1) + ((xy >> 1) & (xw >> 1) & yw & 1)
                    number[x] += ((xw >> 1) & (yw >> 1) & xy & 1) + ((xy >> 1) & xw & yw & 1)
        for at in range(start[x], start[x + 1]):
            mark[index[at]] = 0


@compiled("void(int64[::1], int32[::1], uint8[::1], int64[::1], int32[::1], int32[::1])")
def list_closed(start: Array, index: Array, arcs: Array, place: Array, ends_a: Array, ends_b: Array) -> None:
    """Write the ends a and b of every closed triad a→v→b, a→b, those of each v side by side. O(e^1.5).

    ``place`` says where those of v begin; it is used up.
    """
    mark = np.zeros(len(start) - 1, dtype=np.uint8)
    for x in range(len(start) - 1):
        if start[x + 1] - start[x] < 2:
            continue
        for at in range(start[x], start[x + 1]):
            mark[index[at]] = arcs[at]
        for at in range(start[x], start[x + 1]):
            y, xy = index[at], arcs[at]
            for to in range(start[y], start[y + 1]):
                w = index[to]
                xw = mark[w]
                if xw:
                    yw = arcs[to]
                    # The six orders of the corners: from a through v to b.
                    for order in range(6):
                        a, v, b = x, y, w
                        closed = xy & yw & xw & 1
                        if order == 1:
                            a, v, b, closed = w, y, x, (xy & yw & xw) >> 1
                        elif order == 2:
                            a, v, b, closed = x, w, y, xw & (yw >> 1) & xy & 1
                        elif order == 3:
                            a, v, b, closed = y, w, x, yw & (xw >> 1) & (xy >> 1) & 1
                        elif order == 4:
                            a, v, b, closed = w, x, y, (xw >> 1) & xy & (yw >> 1) & 1
                        elif order == 5:
                            a, v, b, closed = y, x, w, (xy >> 1) & xw & yw & 1
                        if closed:
                            ends_a[place[v]], ends_b[place[v]] = a, b
                            place[v] += 1
        for at in range(start[x], start[x + 1]):
            mark[index[at]] = 0


@compiled("void(int64[::1], int32[::1], int32[::1], int32[::1], int64[:, ::1])")
def subtract_listed(first: Array, ends_a: Array, ends_b: Array, label: Array, roles: Array) -> None:
    """Take listed closed triads away from ``roles`` (n x 5), by the groups of a, v and b. O(T)."""
    for v in range(len(label)):
        own = label[v]
        if own < 0:
            continue
        liaison, itinerant, gatekeeper, representative, coordinator = 0, 0, 0, 0, 0
        for at in range(first[v], first[v + 1]):
            a, b = label[ends_a[at]], label[ends_b[at]]
            if a >= 0 and b >= 0:
                av, vb, ab = a == own, b == own, a == b
                coordinator += av & vb
                itinerant += ab & (not av)
                gatekeeper += vb & (not av)
                representative += av & (not vb)
                liaison += (not av) & (not vb) & (not ab)
        roles[v, 0] -= coordinator
        roles[v, 1] -= itinerant
        roles[v, 2] -= gatekeeper
        roles[v, 3] -= representative
        roles[v, 4] -= liaison
