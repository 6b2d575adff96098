"""Why a count is what it is: the two-paths behind a brokerage role, the ties behind a boundary."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from bigblur.errors import UsageError, did_you_mean
from bigblur.graph.metrics.brokerage import ROLES
from bigblur.graph.metrics.senses import Floats, entries
from bigblur.graph.projection import Projection

__all__ = ["explain", "explain_boundary", "find_node"]

Ints = npt.NDArray[np.int64]

# Two-paths looked at together.
_BATCH = 200_000


def explain(node: str, role: str, projection: Projection, *, limit: int | None = None) -> pd.DataFrame:
    """List the open two-paths a→v→b behind a node's count in a brokerage role, with the ties of both legs.

    A path counts with ``chance``, that v plays the role in it: 1 where a, v and b are each in one industry, a share
    where memberships overlap (see `brokerage`). The chances add up to the count, which stands in ``attrs["total"]``,
    the number of paths in ``attrs["paths"]``. On undirected data each pair stands in both orders, as it is counted.

    Complexity: O(Σ_a d_out(a) + d_in(v) d_out(v)) for v; memory for ``limit`` rows and one batch.

    Args:
        node: id or name of the broker v.
        role: one of `ROLES`.
        projection: the graph.
        limit: at most so many rows, those with the largest chances; all if None.

    Returns:
        By falling chance, then by id: ``source source_name source_groups target target_name target_groups chance``,
        ``in_dates in_deals in_types`` of the ties a→v and ``out_...`` of those v→b, several separated by ``; ``.

    Raises:
        UsageError: no such node or role; a node without a group, whose roles are undefined; a limit below 1.

    Example: b takes from fish and gives to oil, its own industry.
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "deal_id": ["d1", "d2"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["fish", "oil", "oil"]})
        >>> rows = explain("b", "gatekeeper", Projection.from_tables(edges, nodes))
        >>> rows[["source", "target", "chance", "in_deals", "out_deals"]].values.tolist()
        [['a', 'c', 1.0, 'd1', 'd2']]
    """
    if role not in ROLES:
        raise UsageError(f"there is no role {role!r}: {', '.join(ROLES)}.{did_you_mean(role, ROLES)}")
    if limit is not None and limit < 1:
        raise UsageError(f"limit={limit}: at least 1 row")
    v = find_node(node, projection)
    if not projection.grouped[v]:
        raise UsageError(f"{projection.ids[v]!r} has no group, so that its brokerage is undefined")
    a, b, chance, total, paths = _paths(projection, v, role, limit)
    ids = np.array(projection.ids, dtype=object)
    order = np.lexsort((ids[b].astype(str), ids[a].astype(str), -chance))[:limit]
    a, b = a[order], b[order]
    table = pd.DataFrame(
        {
            **_ends(projection, "source", a),
            **_ends(projection, "target", b),
            "chance": chance[order],
            **_legs(projection, "in", a, np.full(len(a), v)),
            **_legs(projection, "out", np.full(len(b), v), b),
        }
    )
    table.attrs |= {"total": total, "paths": paths, "node": projection.ids[v], "role": role}
    return table


def find_node(text: str, projection: Projection) -> int:
    """Return the position of the node with an id, or else with a name.

    Raises:
        UsageError: none or several.
    """
    if text in (ids := projection.ids):
        return ids.index(text)
    found = [at for at, name in enumerate(projection.names) if name.casefold() == text.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{text!r} may be several nodes; say which: {', '.join(ids[at] for at in found[:10])}")
    raise UsageError(f"there is no node {text!r}.{did_you_mean(text, [*ids, *projection.names])}")


def _paths(projection: Projection, v: int, role: str, limit: int | None) -> tuple[Ints, Ints, Floats, float, int]:
    """Ends and chances of the paths with the largest chances, sum of all chances and their number."""
    ties = projection.binary
    back = ties.T.tocsr()
    sources, targets = (m.indices[m.indptr[v] : m.indptr[v + 1]].astype(np.int64) for m in (back, ties))
    sources, targets = (part[projection.grouped[part]] for part in (sources, targets))
    rank = np.empty(projection.n, dtype=np.int64)
    rank[sorted(range(projection.n), key=projection.ids.__getitem__)] = np.arange(projection.n)
    kept: list[npt.NDArray[np.float64]] = []
    total, paths, size = 0.0, 0, max(1, _BATCH // max(len(targets), 1))
    for first in range(0, len(sources), size):
        some = sources[first : first + size]
        a, b = np.repeat(some, len(targets)), np.tile(targets, len(some))
        is_open = (a != b) & (entries(ties, a, b) == 0)
        a, b = a[is_open], b[is_open]
        chance = _chance(projection, a, v, b, role)
        counting = chance > 0
        a, b, chance = a[counting], b[counting], chance[counting]
        total, paths = total + float(chance.sum()), paths + len(a)
        kept.append(np.stack([a, b, chance]))
        if limit is not None and sum(part.shape[1] for part in kept) > limit + _BATCH:
            kept = [_largest(np.concatenate(kept, axis=1), rank, limit)]
    whole = np.concatenate(kept, axis=1) if kept else np.zeros((3, 0))
    return whole[0].astype(np.int64), whole[1].astype(np.int64), whole[2], total, paths


def _largest(paths: Floats, rank: Ints, limit: int) -> Floats:
    order = np.lexsort((rank[paths[1].astype(np.int64)], rank[paths[0].astype(np.int64)], -paths[2]))
    return paths[:, order[:limit]]


def _chance(projection: Projection, a: Ints, v: int, b: Ints, role: str) -> Floats:
    """The chance that v plays the role between a and b."""
    if role == "brokerage_total":
        return np.ones(len(a))
    u = projection.membership
    ua, uv, ub = u[a], u[np.full(len(a), v)], u[b]

    def alike(*parts: object) -> Floats:
        product = parts[0]
        for part in parts[1:]:
            product = product.multiply(part)  # type: ignore[attr-defined]
        return np.asarray(product.sum(axis=1), dtype=np.float64).ravel()  # type: ignore[attr-defined]

    same, ends, inner, outer = alike(ua, uv, ub), alike(ua, ub), alike(uv, ub), alike(ua, uv)
    chance = {
        "coordinator": same,
        "itinerant": ends - same,
        "gatekeeper": inner - same,
        "representative": outer - same,
        "liaison": 1.0 - ends - inner - outer + 2.0 * same,
    }[role]
    return np.where(chance > 1e-12, chance, 0.0)


def explain_boundary(
    source_industry: str, target_industry: str, projection: Projection, *, limit: int | None = None
) -> pd.DataFrame:
    """List the firm pairs whose ties make up the count of ties from one industry to another.

    A pair a→b counts with ``chance`` = u_as u_bt; the chances add up to the column ``ties`` of `boundaries`, which
    stands in ``attrs["total"]``. On undirected data a tie inside an industry stands once.

    Args:
        source_industry: group s.
        target_industry: group t, the same or another.
        projection: the graph.
        limit: at most so many rows, those with the largest chances; all if None.

    Returns:
        By falling chance, then by id: ``source source_name target target_name chance weight dates deals types``.

    Raises:
        UsageError: no such group; a limit below 1.

    Example:
        >>> edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"], "date": ["2001", "2003"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["fish", "oil"]})
        >>> rows = explain_boundary("fish", "oil", Projection.from_tables(edges, nodes))
        >>> rows[["source", "target", "chance", "weight", "dates"]].values.tolist()
        [['a', 'b', 1.0, 2.0, '2001-01-01; 2003-01-01']]
    """
    if limit is not None and limit < 1:
        raise UsageError(f"limit={limit}: at least 1 row")
    s, t = (_find_group(group, projection) for group in (source_industry, target_industry))
    ties = projection.binary.tocoo()
    a, b = ties.row.astype(np.int64), ties.col.astype(np.int64)
    if s == t and not projection.directed:
        a, b = a[a < b], b[a < b]
    shares = projection.membership.tocsc()
    from_s, to_t = (shares[:, [group]].toarray().ravel() for group in (s, t))
    chance = from_s[a] * to_t[b]
    counting = chance > 0
    a, b, chance = a[counting], b[counting], chance[counting]
    ids = np.array(projection.ids, dtype=object)
    order = np.lexsort((ids[b].astype(str), ids[a].astype(str), -chance))[:limit]
    table = pd.DataFrame(
        {
            **_ends(projection, "source", a[order], groups=False),
            **_ends(projection, "target", b[order], groups=False),
            "chance": chance[order],
            "weight": entries(projection.adjacency, a[order], b[order]),
            **_legs(projection, "", a[order], b[order]),
        }
    )
    table.attrs |= {"total": float(chance.sum()), "paths": len(chance)}
    return table


def _find_group(text: str, projection: Projection) -> int:
    if text in projection.groups:
        return projection.groups.index(text)
    found = [at for at, name in enumerate(projection.groups) if name.casefold() == text.casefold()]
    if len(found) == 1:
        return found[0]
    hint = did_you_mean(text, projection.groups) or f" Some are: {', '.join(projection.groups[:10])}."
    raise UsageError(f"there is no industry {text!r} here.{hint}")


def _ends(projection: Projection, name: str, nodes: Ints, *, groups: bool = True) -> dict[str, Sequence[object]]:
    columns: dict[str, Sequence[object]] = {
        name: [projection.ids[at] for at in nodes],
        f"{name}_name": [projection.names[at] for at in nodes],
    }
    if groups:
        columns[f"{name}_groups"] = [_groups(projection, int(at)) for at in nodes]
    return columns


def _groups(projection: Projection, node: int) -> str:
    """The node's group, or its groups with their shares."""
    shares = projection.membership
    part = slice(shares.indptr[node], shares.indptr[node + 1])
    held = sorted(zip(shares.indices[part], shares.data[part], strict=True))
    if len(held) == 1:
        return str(projection.groups[held[0][0]])
    return "; ".join(f"{projection.groups[s]} {share:.4g}" for s, share in held)


def _legs(projection: Projection, name: str, start: Ints, end: Ints) -> dict[str, list[str]]:
    """Dates, deals and types of the ties of each pair, in order of date."""
    n = np.int64(projection.n)
    wanted = np.unique(start * n + end)
    ties = projection.ties
    source, target = (ties[side].to_numpy(dtype=np.int64) for side in ("source", "target"))
    ways = [source * n + target] if projection.directed else [source * n + target, target * n + source]
    told: dict[int, list[tuple[str, str, str]]] = {}
    for way in ways:
        rows = np.flatnonzero(np.isin(way, wanted))
        some = ties.iloc[rows]
        for key, *facts in zip(way[rows].tolist(), some["date"], some["deal_id"], some["type"], strict=True):
            told.setdefault(key, []).append(tuple("" if one is None else str(one) for one in facts))  # type: ignore[arg-type]
    made = [sorted(told[key]) for key in (start * n + end).tolist()]
    prefix = f"{name}_" if name else ""
    return {
        f"{prefix}{column}": ["; ".join(dict.fromkeys(row[at] for row in rows if row[at])) for rows in made]
        for at, column in enumerate(("dates", "deals", "types"))
    }
