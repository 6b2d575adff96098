"""The whole graph in one row: its size and how far its ties keep to industries, against chance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bigblur.graph.metrics.assortativity import assortativity
from bigblur.graph.metrics.mixing import Counting, alike, among, counted
from bigblur.graph.metrics.modularity import modularity
from bigblur.graph.metrics.permutation import moments, permute, tail
from bigblur.graph.metrics.senses import Floats, ratio
from bigblur.graph.projection import Projection
from bigblur.progress import Progress

__all__ = ["ei_index", "whole_graph"]

Value = float | int | str


def ei_index(projection: Projection, counting: Counting = "arcs") -> float:
    """Compare the graph's ties between groups (E) with those inside (I): 1 is all between, -1 all inside.

    Formula: (E - I) / (E + I), I = Σ_ij M_ij Σ_s u_is u_js, E + I = Σ_ij M_ij over the nodes that are in a group. M by
    ``counting``: ``arcs`` A, ``dyads`` each tied pair once, ``weighted`` the summed weights.

    Shapes: one number. Complexity: O(m k), k groups per node.

    Direction: arcs each count; ``dyads`` ignores it, and on undirected data both are the same. Weights: with
    ``weighted`` only. Self-loops: dropped. Parallel ties: one (one with the sum of their weights). Isolates and nodes
    without a group: no part. Overlapping groups: by the formula. Undefined without ties.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Krackhardt, D., Stern, R. N. (1988). Informal networks and organizational crises: an experimental
            simulation. Social Psychology Quarterly 51(2), 123-140. doi:10.2307/2786835

    Example: a reciprocated tie inside and a single one across: two arcs to one, one dyad to one.
        >>> edges = pd.DataFrame({"source": ["a", "b", "a"], "target": ["b", "a", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> projection = Projection.from_tables(edges, nodes)
        >>> round(ei_index(projection), 3), ei_index(projection, "dyads")
        (-0.333, 0.0)
    """
    inside, whole = _inside(projection, counting)
    return float(ratio(np.array(whole - 2.0 * inside), np.array(whole)))


def _inside(projection: Projection, counting: Counting) -> tuple[float, float]:
    """Return the arcs inside groups and all arcs between nodes that are in a group."""
    ties, shares = among(projection, counted(projection, counting))
    arcs = ties.tocoo()
    return float(arcs.data @ alike(shares, arcs.row, arcs.col)), float(arcs.data.sum())


def whole_graph(
    projection: Projection, *, draws: int = 999, seed: int = 0, progress: Progress | None = None
) -> pd.DataFrame:
    """Return one row on the whole graph: size, density, assortativity, blur index, modularity, E-I with its test.

    Formula: ``density`` = m / (n (n - 1)); ``density_within`` = Σ_ij A_ij S_ij / Σ_{i≠j} S_ij, S_ij = Σ_s u_is u_js,
    ``density_between`` the same with 1 - S_ij, both over the nodes that are in a group. ``assortativity`` r and
    ``assortativity_error``: see assortativity; ``blur_index`` = 1 - r. ``modularity``: see modularity. E-I indices
    ``ei_arcs``, ``ei_dyads`` (each tied pair once) and, on weighted data, ``ei_weighted``: see ei_index. Their
    expectation under permutation of the industries over the firms, ``ei_expected`` = 1 - 2 Σ_{i≠j} S_ij / (N (N - 1)),
    N nodes in groups, is one and the same for all three; ``_sd`` and ``_z`` are exact (see moments); ``_p`` is
    two-sided, min(1, 2 min(P(≤), P(≥))), by all arrangements (``ei_test`` is ``exact``) if these are at most 20,000,
    else by ``draws`` random ones (``monte-carlo``, with ``_p_error``); see permute and tail. With ``draws=0`` there is
    no p.

    Shapes: 1 row. Complexity: O(m k) and O(draws m k), k groups per node.

    Direction: arcs; undirected ties count once in ``ties``. Weights: in ``ei_weighted`` and, on weighted data, the
    columns ``_w`` only. Self-loops: dropped. Parallel ties: one. Isolates: counted in ``nodes``; they take part in the
    permutation. Nodes without a group: counted in ``nodes``, ``ties`` and ``density`` only. Overlapping groups: by the
    formulas; whole membership rows are permuted. Undefined values are missing: z where sd is 0, for one.

    Raises:
        UsageError: fewer than 0 draws.

    References:
        [1] Newman, M. E. J. (2003). Mixing patterns in networks. doi:10.1103/PhysRevE.67.026126
        [2] Krackhardt, D., Stern, R. N. (1988). doi:10.2307/2786835
        [3] Hubert, L., Schultz, J. (1976). doi:10.1111/j.2044-8317.1976.tb00714.x, for expectation and sd.

    Example: two ties, each inside its industry; of the six ways to deal x, x, y, y two are as this one.
        >>> edges = pd.DataFrame({"source": ["a", "c"], "target": ["b", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> found = whole_graph(Projection.from_tables(edges, nodes))
        >>> found[["assortativity", "modularity", "ei_arcs", "ei_expected", "ei_arcs_p"]].round(3).to_numpy().tolist()
        [[1.0, 0.5, -1.0, 0.333, 0.667]]
    """
    each = 1 if projection.directed else 2
    inside, whole = _inside(projection, "arcs")
    n, nnz = projection.n, int(projection.binary.nnz)
    pairs_in, pairs = _pairs(projection)
    r, error = assortativity(projection)
    row: dict[str, Value] = {
        "nodes": n,
        "nodes_in_groups": int(projection.grouped.sum()),
        "groups": len(projection.groups),
        "ties": nnz // each,
        "ties_in_groups": round(whole) // each,
        "density": _part(nnz, n * (n - 1)),
        "density_within": _part(inside, pairs_in),
        "density_between": _part(whole - inside, pairs - pairs_in),
        "assortativity": r,
        "assortativity_error": error,
        "blur_index": 1.0 - r,
        "blur_index_error": error,
        "modularity": modularity(projection),
    }
    if projection.weighted:
        row["assortativity_w"], row["assortativity_w_error"] = assortativity(projection, weighted=True)
        row["modularity_w"] = modularity(projection, weighted=True)
    tests, method, number = _ei(projection, draws, seed, progress)
    row |= {"ei_expected": 1.0 - 2.0 * _part(pairs_in, pairs), **tests, "ei_test": method, "ei_draws": number}
    frame = pd.DataFrame([row])
    frame.attrs["about"] = {
        **projection.about,
        "label_permutations": {"method": method, "draws": number, "seed": seed if method == "monte-carlo" else None},
    }
    return frame


def _ei(projection: Projection, draws: int, seed: int, progress: Progress | None) -> tuple[dict[str, Value], str, int]:
    columns: dict[str, Value] = {}
    method, number = "none", 0
    for counting in ("arcs", "dyads", "weighted"):
        name = f"ei_{counting}"
        parts = ("", "_sd", "_z", "_p", "_p_error")
        if counting == "dyads" and not projection.directed:
            columns |= {f"{name}{part}": columns[f"ei_arcs{part}"] for part in parts}
            continue
        if counting == "weighted" and not projection.weighted:
            columns |= dict.fromkeys((f"{name}{part}" for part in parts), np.nan)
            continue
        labels = permute(projection, counting, draws=draws, seed=seed, progress=progress)
        method, number = labels.method, labels.draws
        mean, sd = moments(projection, counting).inside
        whole = labels.whole
        indices = ratio(whole - 2.0 * labels.inside.sum(axis=1), np.full(len(labels.inside), whole))
        found = tail(indices[:, np.newaxis], method)
        value = ei_index(projection, counting)
        spread = 2.0 * _part(sd, whole)
        values = (value, spread, _part(value - (1.0 - 2.0 * _part(mean, whole)), spread), found.p[0], found.p_error[0])
        columns |= {f"{name}{part}": float(one) for part, one in zip(parts, values, strict=True)}
    return columns, method, number


def _pairs(projection: Projection) -> tuple[float, float]:
    """Return the ordered pairs of different nodes in groups that are in one group, and all such pairs."""
    shares = projection.membership
    size: Floats = np.asarray(shares.sum(axis=0), dtype=np.float64).ravel()
    n = float(projection.grouped.sum())
    return float(np.sum(size**2) - shares.power(2).sum()), n * (n - 1)


def _part(part: float, whole: float) -> float:
    return float(ratio(np.array(part, dtype=np.float64), np.array(whole, dtype=np.float64)))
