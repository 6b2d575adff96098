"""Every column of the measures by its definition: dense matrices, small graphs, none of bigblur's code.

What no tool computes is held against this; what tools compute too, against both. It takes graphs with shares as well.
"""

from __future__ import annotations

import math
import sys
from itertools import product
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from cases import alpha, distances, matrix, radius
from reference import Graph

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "brokerage_total")
Columns = dict[str, np.ndarray]


def groups_of(graph: Graph) -> list[str]:
    return sorted({s for members in graph.members for s in members})


def shares_of(graph: Graph) -> np.ndarray:
    """U, n x g."""
    names = groups_of(graph)
    return np.array([[members.get(s, 0.0) for s in names] for members in graph.members]).reshape(graph.n, len(names))


def divide(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.where(whole == 0, np.nan, np.asarray(part, dtype=float) / np.where(whole == 0, 1, whole))


def by_sense(graph: Graph, *, weighted: bool) -> dict[str, np.ndarray]:
    """The matrix of each sense; `_w` with weights."""
    out = {}
    for end, square in (("", matrix(graph)), *((("_w", matrix(graph, "sum")),) if weighted else ())):
        if not graph.directed:
            out[f"all{end}"] = square
            continue
        out |= {f"out{end}": square, f"in{end}": square.T, f"total{end}": square + square.T}
        if not end:
            out["alters"] = ((square + square.T) > 0) * 1.0
    return out


def of_ties(graph: Graph, *, weighted: bool) -> Columns:
    """Degree, participation and all that follows from the ties of each node to each group."""
    u, table = shares_of(graph), {}
    member = u.sum(axis=1) > 0
    apart = distances(groups_of(graph))
    for sense, ties in by_sense(graph, weighted=weighted).items():
        to, whole = ties @ u, (ties @ member).astype(float)
        known = np.where(member, whole, 0.0)
        inside = (u * to).sum(axis=1)
        p = divide(to, known[:, None] * np.ones(u.shape))
        with np.errstate(invalid="ignore"):
            spread = np.where(known == 0, np.nan, 1 - (p**2).sum(axis=1))
        table |= {f"participation_{sense}": spread, f"blau_{sense}": spread}
        table[f"rao_stirling_{sense}"] = np.where(known == 0, np.nan, np.einsum("is,st,it->i", p, apart, p))
        table[f"ei_{sense}"] = divide(known - 2 * inside, known)
        table[f"within_z_{sense}"] = _z(u, to, member)
        if not sense.endswith("_w"):
            table[f"degree_{sense}"] = ties.sum(axis=1)
            table[f"n_industries_{sense}"] = np.where(member, (to > 0).sum(axis=1), np.nan)
            table[f"n_external_{sense}"] = np.where(member, whole - inside, np.nan)
    heavy = matrix(graph, "sum") if weighted else _multiplicity(graph)
    if graph.directed:
        out, into = heavy.sum(axis=1), heavy.sum(axis=0)
        return table | {"strength_out": out, "strength_in": into, "strength_total": out + into}
    return table | {"strength_all": heavy.sum(axis=1)}


def _multiplicity(graph: Graph) -> np.ndarray:
    out = np.zeros((graph.n, graph.n))
    for a, b, _ in graph.arcs:
        if a != b:
            out[a, b] += 1
            if not graph.directed:
                out[b, a] += 1
    return out


def _z(u: np.ndarray, to: np.ndarray, member: np.ndarray) -> np.ndarray:
    size = u.sum(axis=0)
    mean = (u * to).sum(axis=0) / size
    sd = np.sqrt((u * (to - mean) ** 2).sum(axis=0) / size)
    z = divide(to - mean, np.where(sd < 1e-9, 0.0, sd) * np.ones(to.shape))
    return np.where(member, np.where(u > 0, u * z, 0.0).sum(axis=1), np.nan)


def role_chances(u: np.ndarray, v: int, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The chance of each role for v between a[i] and b[i], 6 x pairs."""
    same = (u[a] * u[v] * u[b]).sum(axis=1)
    ends, last, first = ((u[x] * u[y]).sum(axis=1) - same for x, y in ((a, b), ([v] * len(b), b), (a, [v] * len(a))))
    return np.array([same, ends, last, first, 1 - same - ends - last - first, np.ones(len(a))])


def brokerage(graph: Graph) -> Columns:
    """Counts, shared counts, and the moments under independent ties of the same density among nodes in a group."""
    u = shares_of(graph)
    inside = np.flatnonzero(u.sum(axis=1) > 0)
    square, u = matrix(graph)[np.ix_(inside, inside)], u[inside]
    n = len(inside)
    middles = square @ square
    counts, shared = np.zeros((6, n)), np.zeros((6, n))
    for v in range(n):
        a, b = _others(n, v)
        open_pair = square[a, v] * square[v, b] * (1 - square[a, b])
        chances = role_chances(u, v, a, b)
        counts[:, v] = chances @ open_pair
        shared[:, v] = chances @ (open_pair / np.maximum(middles[a, b], 1))
    parts = {"": counts, "_partial": shared}
    if n >= 2 and np.isin(u, (0.0, 1.0)).all():
        mean, sd = _moments(u, square.sum() / (n * (n - 1)), directed=graph.directed)
        parts |= {"_expected": mean, "_sd": sd, "_z": divide(counts - mean, sd)}
    table = {}
    for part, values in parts.items():
        for role, row in zip(ROLES, values, strict=True):
            table[role + part] = np.full(graph.n, np.nan)
            table[role + part][inside] = row
    return table


def totals(graph: Graph) -> dict[str, float]:
    """The counts of all nodes together with their moments, from the covariance of every two open two-paths anywhere."""
    u = shares_of(graph)
    inside = np.flatnonzero(u.sum(axis=1) > 0)
    square, u, n = matrix(graph)[np.ix_(inside, inside)], u[inside], len(inside)
    if n < 2 or not np.isin(u, (0.0, 1.0)).all():
        return {}
    p = square.sum() / (n * (n - 1))
    chances, ties = [np.zeros((6, 0))], [np.zeros((0, 3), dtype=int)]
    for v in range(n):
        a, b = _others(n, v)
        chances.append(role_chances(u, v, a, b))
        names = [(a, [v] * len(a)), ([v] * len(a), b), (a, b)]
        ties.append(
            np.array([_tie(np.array(x, dtype=int), np.array(y, dtype=int), n, graph.directed) for x, y in names]).T
        )
    role, tie = np.concatenate(chances, axis=1), np.concatenate(ties)
    there, absent = tie[:, :2], tie[:, 2]
    shared = sum((there[:, [i]] == there[:, j]).astype(int) for i, j in product(range(2), repeat=2))
    both_absent = absent[:, None] == absent
    clash = sum((there[:, [i]] == absent) | (absent[:, None] == there[:, i]) for i in range(2)) > 0
    joint = np.where(clash, 0.0, p ** (4.0 - shared) * (1 - p) ** np.where(both_absent, 1.0, 2.0))
    variance = ((role @ (joint - (p * p * (1 - p)) ** 2)) * role).sum(axis=1)
    counts, mean = brokerage(graph), role.sum(axis=1) * p * p * (1 - p)
    sd = np.sqrt(np.where(variance > 1e-12, variance, 0.0))
    out = {}
    for k, name in enumerate(ROLES):
        count = float(np.nansum(counts[name]))
        z = (count - mean[k]) / sd[k] if sd[k] else math.nan
        out |= {name: count, f"{name}_expected": float(mean[k]), f"{name}_sd": float(sd[k]), f"{name}_z": float(z)}
    return out


def _tie(x: np.ndarray, y: np.ndarray, n: int, directed: bool) -> np.ndarray:
    """A number for each tie; on undirected graphs the same both ways round."""
    return x * n + y if directed else np.minimum(x, y) * n + np.maximum(x, y)


def _others(n: int, v: int) -> tuple[np.ndarray, np.ndarray]:
    pairs = [(a, b) for a, b in product(range(n), repeat=2) if a != b and v not in (a, b)]
    return np.array([a for a, _ in pairs], dtype=int), np.array([b for _, b in pairs], dtype=int)


def _moments(u: np.ndarray, p: float, *, directed: bool) -> tuple[np.ndarray, np.ndarray]:
    """Mean and sd of each node's counts, from the covariance of every two open two-paths through it."""
    n, q = len(u), 1 - p
    mean, sd, known = np.zeros((6, n)), np.zeros((6, n)), {}
    for v in range(n):
        label = int(u[v].argmax())
        if label not in known:
            a, b = _others(n, v)
            both = (a[:, None] == a).astype(int) + (b[:, None] == b)
            same = both == 2
            if not directed:  # {a, v} and {v, b} are ties, whichever way the path runs.
                both += (a[:, None] == b).astype(int) + (b[:, None] == a)
                same = both == 2
            covariance = p ** (4.0 - both) * q ** np.where(same, 1.0, 2.0) - p**4 * q**2
            covariance[both == 0] = 0.0
            chances = role_chances(u, v, a, b)
            variance = ((chances @ covariance) * chances).sum(axis=1)
            known[label] = chances.sum(axis=1) * p * p * q, np.sqrt(np.where(variance > 1e-12, variance, 0.0))
        mean[:, v], sd[:, v] = known[label]
    return mean, sd


def holes(graph: Graph, *, weighted: bool, ego: bool) -> Columns:
    """Burt's four, on the whole network or as if each ego network were all there is."""
    names = ("constraint", "effective_size", "efficiency", "hierarchy")
    table = {name + ("_ego_model" if ego else ""): np.full(graph.n, np.nan) for name in names}
    square = matrix(graph, "sum" if weighted else "binary")
    whole = square + square.T
    for i in range(graph.n):
        alters = np.flatnonzero(whole[i] > 0)
        if not len(alters):
            continue
        kept = np.r_[i, alters] if ego else np.arange(graph.n)
        z, me = whole[np.ix_(kept, kept)], 0 if ego else i
        there = np.flatnonzero(z[me] > 0)
        p = np.nan_to_num(divide(z, z.sum(axis=1, keepdims=True) * np.ones(z.shape)))
        m = np.nan_to_num(divide(z, z.max(axis=1, keepdims=True) * np.ones(z.shape)))
        c = np.array(
            [(p[me, j] + sum(p[me, q] * p[q, j] for q in range(len(z)) if q not in (me, j))) ** 2 for j in there]
        )
        size = sum(1 - sum(p[me, q] * m[j, q] for q in range(len(z)) if q not in (me, j)) for j in there)
        r = c / c.mean()
        turn = 1.0 if len(c) == 1 else float((r * np.log(r)).sum() / (len(c) * math.log(len(c))))
        for column, value in zip(table, (c.sum(), size, size / len(c), turn), strict=True):
            table[column][i] = value
    return table


def _paths(length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shortest distances and numbers of shortest paths, by trying every tie from near to far."""
    n = len(length)
    d = np.where(length > 0, length, np.inf)
    np.fill_diagonal(d, 0.0)
    for k in range(n):
        d = np.minimum(d, d[:, [k]] + d[[k], :])
    number = np.eye(n)
    for s in range(n):
        for t in np.argsort(d[s]):
            if t != s and np.isfinite(d[s, t]):
                last = (length[:, t] > 0) & np.isclose(d[s] + length[:, t], d[s, t], rtol=1e-12)
                number[s, t] = number[s, last].sum()
    return d, number


def paths(graph: Graph, *, weighted: bool) -> Columns:
    """Betweenness, also across groups, bridging, and the three kinds of closeness."""
    table: Columns = {}
    n, u = graph.n, shares_of(graph)
    member = u.sum(axis=1) > 0
    across = np.outer(member, member) - u @ u.T
    once = 1 if graph.directed else 2
    for end, kind in (("", "binary"), *((("_w", "min"),) if weighted else ())):
        d, number = _paths(matrix(graph, kind))
        table[f"betweenness{end}"] = _between(d, number, np.ones((n, n))) / once
        table[f"betweenness_cross{end}"] = np.where(member, _between(d, number, across) / once, np.nan)
        for way, far in (("out", d), ("in", d.T)) if graph.directed else (("all", d),):
            near = np.isfinite(far) & ~np.eye(n, dtype=bool)
            reached = near.sum(axis=1)
            mean = divide(reached, np.where(near, far, 0.0).sum(axis=1))
            table[f"closeness_reach_{way}{end}"] = mean
            table[f"closeness_wf_{way}{end}"] = divide(mean * reached, np.full(n, n - 1.0))
            table[f"harmonic_sum_{way}{end}"] = np.where(near, 1 / np.where(near, far, 1.0), 0.0).sum(axis=1)
    simple = ((matrix(graph) + matrix(graph).T) > 0) * 1.0
    k = simple.sum(axis=1)
    d, number = _paths(simple)
    table["bridging"] = (
        _between(d, number, np.ones((n, n)))
        / 2
        * divide(divide(np.ones(n), k), simple @ divide(1.0 * (k > 0), np.maximum(k, 1)))
    )
    return table


def _between(d: np.ndarray, number: np.ndarray, count: np.ndarray) -> np.ndarray:
    n = len(d)
    out = np.zeros(n)
    tied = np.isfinite(d) & ~np.eye(n, dtype=bool)
    share = count / np.where(tied, number, 1.0)
    for v in range(n):
        on_the_way = np.add.outer(d[:, v], d[v]) <= d * (1 + 1e-12)
        through = tied & on_the_way
        through[v] = through[:, v] = False
        out[v] = (np.outer(number[:, v], number[v]) * share)[through].sum()
    return out


def spectral(graph: Graph, *, weighted: bool) -> Columns:
    """PageRank, Katz and the leading vectors, by dense algebra; and the core by peeling."""
    table: Columns = {}
    n = graph.n
    for end, kind in (("", "binary"), *((("_w", "sum"),) if weighted else ())):
        square = matrix(graph, kind)
        out = square.sum(axis=1, keepdims=True)
        walk = np.where(out > 0, square / np.where(out > 0, out, 1), 1 / max(n, 1))
        table[f"pagerank{end}"] = np.linalg.solve(np.eye(n) - 0.85 * walk.T, np.full(n, 0.15 / max(n, 1)))
        table[f"katz{end}"] = np.linalg.solve(np.eye(n) - alpha(square) * square.T, np.ones(n))
        table[f"eigenvector{end}"] = _leading(square.T, radius(square))
        hub = _leading(square @ square.T, radius(square @ square.T))
        authority = _leading(square.T @ square, radius(square.T @ square))
        table |= {f"hub{end}": hub, f"authority{end}": authority}
    return table | {"core": _core(((matrix(graph) + matrix(graph).T) > 0) * 1.0)}


def _leading(square: np.ndarray, rho: float) -> np.ndarray:
    """The vector of the largest eigenvalue, maximum 1; none where the space of such vectors has several dimensions."""
    n = len(square)
    if rho <= 1e-12:
        return np.full(n, np.nan)
    _, sizes, rows = np.linalg.svd(square - rho * np.eye(n))
    if (sizes < 1e-9 * rho).sum() != 1:
        return np.full(n, np.nan)
    vector = np.abs(rows[-1]) / np.abs(rows[-1]).max()
    return np.where(vector < 1e-12, 0.0, vector)


def _core(simple: np.ndarray) -> np.ndarray:
    out, k, left = np.zeros(len(simple)), 0, np.ones(len(simple), dtype=bool)
    while left.any():
        thin = left & (simple[:, left].sum(axis=1) <= k)
        if thin.any():
            out[thin], left = k, left & ~thin
        else:
            k += 1
    return out


def nodes(graph: Graph, *, weighted: bool, brokers: Columns | None = None) -> Columns:
    """Every column per node; those of brokerage, which weights do not change, may be given."""
    whole = holes(graph, weighted=weighted, ego=False) | holes(graph, weighted=weighted, ego=True)
    usable = not weighted or all(weight > 0 for _, _, weight in graph.arcs)
    paths_too = paths(graph, weighted=weighted) if usable else {}
    return (
        of_ties(graph, weighted=weighted)
        | (brokers or brokerage(graph))
        | whole
        | paths_too
        | spectral(graph, weighted=weighted)
    )


def whole_graph(graph: Graph) -> dict[str, float]:
    """Assortativity with the jackknife, modularity, E-I; the brokerage of small graphs."""
    u = shares_of(graph)
    member = u.sum(axis=1) > 0
    square = matrix(graph) * np.outer(member, member)
    m = square.sum()
    brokers = totals(graph) if graph.n <= 10 else {}
    if m == 0:
        return brokers
    r = _assortativity(square, u)
    removed = [(a, b) for a, b in zip(*np.nonzero(square), strict=True) if graph.directed or a < b]
    out = []
    for a, b in removed:
        less = square.copy()
        less[a, b] = 0
        if not graph.directed:
            less[b, a] = 0
        out.append(_assortativity(less, u) if less.any() else np.nan)
    mixing = u.T @ square @ u
    dyads = u.T @ (((square + square.T) > 0) * 1.0) @ u
    return brokers | {
        "assortativity": r,
        "assortativity_error": float(np.sqrt(((np.array(out) - r) ** 2).sum())),
        "blur_index": 1 - r,
        "modularity": float((np.trace(mixing) - mixing.sum(axis=1) @ mixing.sum(axis=0) / m) / m),
        "ei_arcs": float(1 - 2 * np.trace(mixing) / m),
        "ei_dyads": float(1 - 2 * np.trace(dyads) / dyads.sum()),
    }


def _assortativity(square: np.ndarray, u: np.ndarray) -> float:
    e = u.T @ square @ u / square.sum()
    by_chance = e.sum(axis=1) @ e.sum(axis=0)
    return float((np.trace(e) - by_chance) / (1 - by_chance)) if abs(1 - by_chance) > 1e-12 else math.nan


def per_group(graph: Graph) -> dict[str, dict[str, float]]:
    """E-I of each group, a tie inside counted once (touching) or once per end."""
    u = shares_of(graph)
    member = u.sum(axis=1) > 0
    square = matrix(graph) * np.outer(member, member)
    mixing = u.T @ square @ u
    out = {}
    for s, name in enumerate(groups_of(graph)):
        inside = mixing[s, s] / (1 if graph.directed else 2)
        leaving = mixing[s].sum() - mixing[s, s] + (mixing[:, s].sum() - mixing[s, s] if graph.directed else 0.0)
        out[name] = {
            "ei_touching": _ei(leaving, inside),
            "ei_member_sum": _ei(leaving, 2 * inside),
        }
    return out


def _ei(external: float, internal: float) -> float:
    return (external - internal) / (external + internal) if external + internal else math.nan


def boundaries(graph: Graph) -> dict[tuple[str, str], dict[str, float]]:
    """Ties, deals, weight between each ordered pair of groups with a tie; a tie inside counts once."""
    u, names = shares_of(graph), groups_of(graph)
    kinds = {"ties": matrix(graph), "deals": _multiplicity(graph), "weight": matrix(graph, "sum")}
    tables = {kind: u.T @ square @ u for kind, square in kinds.items()}
    out = {}
    for (s, a), (t, b) in product(enumerate(names), repeat=2):
        half = 0.5 if s == t and not graph.directed else 1.0
        if tables["ties"][s, t] > 0:
            out[a, b] = {kind: half * table[s, t] for kind, table in tables.items()}
    return out
