"""Boundaries: between which industries ties run, and whether more or fewer than by chance."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import scipy.sparse as sp

from bigblur.graph.metrics.senses import Floats, counts, ratio, senses
from bigblur.graph.projection import Projection

__all__ = ["boundaries", "summary"]


def boundaries(projection: Projection, *, start: dt.date | None = None, end: dt.date | None = None) -> pd.DataFrame:
    """Return one row per ordered pair of groups that has a tie: how many there are and how many to expect.

    Formula: ties O = U' A U, so that a tie a→b counts u_as u_bt towards (s, t); deals and weight are the same
    over all ties, parallel ones too; expected E_st = K_s K_t / m, K_s = Σ_t O_st the stubs out of s, K_t =
    Σ_s O_st those into t, m = Σ O; ratio = O / E is the permeability (1 = as if the boundary were not there),
    log_ratio its natural logarithm. E is a closed form without a test: ``null`` is ``none``, and there is no
    p_value or q_value. first_tie is the first date of a tie of the pair up to ``end`` (of the period or
    before it), first_by the id of its end in the source industry; ties_to_date counts distinct firm pairs of
    dated ties up to ``end``. These three stand only where ties carry dates.

    Shapes: up to g² rows, sorted by the two labels. Complexity: O(m k²), k groups per node.

    Direction: from source to target; on undirected data (s, t) and (t, s) hold the same counts, and a tie
    inside an industry counts once. Weights: ``weight`` sums them (1 a tie without weights). Self-loops:
    dropped. Parallel ties: one in ``ties``, each in ``deals``. Isolates and nodes without a group: no part.
    Overlapping groups: by the formula. With ``start`` or ``end`` undated ties are left out.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.
            doi:10.1103/PhysRevE.67.026126

    Example: of four ties out of x two go to y, where 4 · 2 / 4 = 2 are expected.
        >>> edges = pd.DataFrame({"source": ["a", "a", "b", "b"], "target": ["b", "c", "a", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> result = boundaries(Projection.from_tables(edges, nodes))
        >>> print(result[["source_industry", "target_industry", "ties", "expected", "ratio"]].to_string(index=False))
        source_industry target_industry  ties  expected  ratio
                      x               x     2       2.0    1.0
                      x               y     2       2.0    1.0
    """
    period = projection.during(start, end)
    ties = _mixing(period, period.binary)
    number, weight = _mixing(period, _multiplicity(period)), _mixing(period, period.adjacency)
    expected = ratio(np.outer(ties.sum(axis=1), ties.sum(axis=0)), np.full(ties.shape, ties.sum()))
    halved = _diagonal_once(projection, len(projection.groups))
    s, t = np.nonzero(ties)
    at = (s, t)
    observed, chance = (ties * halved)[at], (expected * halved)[at]
    permeability = ratio(observed, chance)
    groups = np.array(projection.groups, dtype=object)
    table = pd.DataFrame(
        {
            "source_industry": groups[s],
            "target_industry": groups[t],
            "from": start.isoformat() if start else None,
            "to": end.isoformat() if end else None,
            "ties": counts(observed, whole=projection.crisp),
            "deals": counts((number * halved)[at], whole=projection.crisp),
            "weight": (weight * halved)[at],
            "expected": chance,
            "ratio": permeability,
            "log_ratio": np.log(permeability),
            "null": "none",
        }
    )
    if projection.ties["date"].notna().any():
        table = table.merge(_first(projection.during(None, end)), how="left", on=["source_industry", "target_industry"])
        to_date = _mixing(projection, projection.during(None, end or dt.date.max).binary)
        table["ties_to_date"] = counts((to_date * halved)[at], whole=projection.crisp)
    table.attrs["about"] = dict(period.about)
    return table


def _mixing(projection: Projection, ties: sp.csr_array) -> Floats:
    """Return U' M U (g x g), dense: industries are few."""
    shares = projection.membership
    return np.asarray((shares.T @ (ties @ shares)).toarray(), dtype=np.float64)


def _multiplicity(projection: Projection) -> sp.csr_array:
    """Return the number of parallel ties of each pair (n x n)."""
    source, target = projection.ties["source"].to_numpy(), projection.ties["target"].to_numpy()
    ones = (np.ones(len(source)), (source, target))
    matrix = sp.coo_array(ones, shape=(projection.n, projection.n)).tocsr()
    return matrix if projection.directed else (matrix + matrix.T).tocsr()


def _diagonal_once(projection: Projection, g: int) -> Floats:
    # An undirected tie is two arcs; between two industries they fall in different rows, inside one in the same.
    return np.ones((g, g)) - (0.0 if projection.directed else 0.5) * np.eye(g)


def _first(projection: Projection) -> pd.DataFrame:
    """Return for each pair of industries the date of its first dated tie, and who made it."""
    ties = projection.ties.loc[projection.ties["date"].notna(), ["date", "source", "target"]]
    if not projection.directed:
        ties = pd.concat([ties, ties.rename(columns={"source": "target", "target": "source"})])
    ids = np.array(projection.ids, dtype=object)
    ties = ties.assign(first_by=ids[ties["source"].to_numpy()], other=ids[ties["target"].to_numpy()])
    # Ties of one day stand in the order of ids, so that the order of rows cannot matter.
    ties = ties.sort_values(["date", "first_by", "other"])
    shares = projection.membership.tocoo()
    groups = np.array(projection.groups, dtype=object)
    for end in ("source", "target"):
        members = pd.DataFrame({end: shares.row.astype(np.int64), f"{end}_industry": groups[shares.col]})
        ties = ties.merge(members, how="inner", on=end)
    first = ties.drop_duplicates(["source_industry", "target_industry"])
    return first.rename(columns={"date": "first_tie"})[["source_industry", "target_industry", "first_tie", "first_by"]]


def summary(projection: Projection) -> pd.DataFrame:
    """Return one row on the whole graph: its size, nominal assortativity, blur index and E-I indices.

    Formula: e = U' A U / m; assortativity r = (Σ_s e_ss - Σ_s a_s b_s) / (1 - Σ_s a_s b_s), a and b the row and
    column sums of e; blur_index = 1 - r = Σ_{s≠t} O_st / Σ_{s≠t} E_st with E = K_s K_t / m; ei = (E - I) / (E +
    I) over arcs, over dyads (each pair of firms once) and, on weighted data, by weight.

    Shapes: 1 row. Complexity: O(m k + g²), k groups per node.

    Direction: arcs; an undirected tie is two. Weights: in ei_weighted only. Self-loops: dropped. Parallel ties:
    one. Isolates and nodes without a group: counted in ``nodes`` only. Overlapping groups: by the formula.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Newman, M. E. J. (2003). Mixing patterns in networks. doi:10.1103/PhysRevE.67.026126
        [2] Krackhardt, D., Stern, R. N. (1988). doi:10.2307/2786835

    Example: two ties, each inside its industry.
        >>> edges = pd.DataFrame({"source": ["a", "c"], "target": ["b", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> summary(Projection.from_tables(edges, nodes))[["assortativity", "ei_arcs"]].values.tolist()
        [[1.0, -1.0]]
    """
    arcs = _mixing(projection, projection.binary)
    m = np.array(arcs.sum())
    a_b = ratio(np.array(arcs.sum(axis=1) @ arcs.sum(axis=0)), m**2)
    r = ratio(ratio(np.array(np.trace(arcs)), m) - a_b, 1.0 - a_b)
    matrices = senses(projection)
    dyads = _mixing(projection, matrices["alters" if projection.directed else "all"])
    row = {
        "nodes": projection.n,
        "nodes_in_groups": int(projection.grouped.sum()),
        "groups": len(projection.groups),
        "ties": int(projection.binary.nnz) // (1 if projection.directed else 2),
        "assortativity": float(r),
        "blur_index": float(1.0 - r),
        "ei_arcs": _ei(arcs),
        "ei_dyads": _ei(dyads),
        "ei_weighted": _ei(_mixing(projection, projection.adjacency)) if projection.weighted else np.nan,
    }
    return pd.DataFrame([row])


def _ei(mixing: Floats) -> float:
    total = np.array(mixing.sum())
    return float(ratio(total - 2 * np.trace(mixing), total))
