"""One row per group: its size, its ties inside and out, and whether these are more or fewer than by chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.stats import false_discovery_control

from bigblur.graph.metrics.mixing import Counting, among, counted
from bigblur.graph.metrics.permutation import moments, permute, tail
from bigblur.graph.metrics.senses import Floats, counts, ratio
from bigblur.graph.projection import Projection
from bigblur.progress import Progress

__all__ = ["per_group"]


def per_group(
    projection: Projection, *, draws: int = 999, seed: int = 0, progress: Progress | None = None
) -> pd.DataFrame:
    """Return one row per group, in the order of labels: size, ties inside and across, density, E-I with its test.

    Formula: ``nodes`` = |{i: u_is > 0}|, ``size`` N_s = Σ_i u_is. Over the nodes that are in a group: ``internal``
    I_s = Σ_ij A_ij u_is u_js; ``external_out`` = Σ_ij A_ij u_is (1 - u_js), ``external_in`` = Σ_ij A_ij (1 - u_is)
    u_js, ``external`` E_s their sum. ``internal_expected``, ``internal_sd``, ``internal_z``: exact, under permutation
    of the industries over the firms (see moments). ``density_within`` = I_s / Σ_{i≠j} u_is u_js; ``density_between`` =
    E_s / (2 Σ_{i≠j} u_is (1 - u_js)). ``ei_touching`` = (E_s - I_s) / (E_s + I_s): each tie that touches the group
    once; ``ei_member_sum`` = (E_s - 2 I_s) / (E_s + 2 I_s): the sum over the members' own ties, so that a tie inside
    counts at both its ends, as UCINET has it. Their ``_expected`` are means over the arrangements in which the group
    has ties; ``ei_p`` is the two-sided p of both (each rises as the other does): min(1, 2 min(P(≤), P(≥)));
    ``ei_p_error`` its Monte-Carlo error, 0 when all arrangements were looked at (see permute and tail); ``ei_q`` by
    Benjamini-Hochberg over the groups that have a p. With ``draws=0`` there is no p.

    Shapes: g rows. Complexity: O(m k) and O(draws m k), k groups per node.

    Direction: arcs; on undirected data a tie counts once, there is ``external`` only. Weights: on weighted data
    ``internal_w``, ``external_w``, ``ei_touching_w``, ``ei_member_sum_w``; elsewhere ignored. Self-loops: dropped.
    Parallel ties: one, summed in ``_w``. Isolates: counted in ``nodes`` and ``size``. Nodes without a group: no part,
    nor have ties to them. Overlapping groups: u_is is the chance that i acts in s; numbers of ties are then expected
    ones. A group without ties has no E-I; one of a single firm no ``density_within``.

    Raises:
        UsageError: fewer than 0 draws.

    References:
        [1] Krackhardt, D., Stern, R. N. (1988). Informal networks and organizational crises: an experimental
            simulation. Social Psychology Quarterly 51(2), 123-140. doi:10.2307/2786835
        [2] Hubert, L., Schultz, J. (1976). doi:10.1111/j.2044-8317.1976.tb00714.x, for expectation and sd.
        [3] Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical
            Society B 57(1), 289-300. doi:10.1111/j.2517-6161.1995.tb02031.x

    Example: x has one tie inside and two across: (2 - 1) / 3, and (2 - 2) / 4 by its members' ties.
        >>> edges = pd.DataFrame({"source": ["a", "a", "c"], "target": ["b", "c", "b"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> result = per_group(Projection.from_tables(edges, nodes))
        >>> result[["internal", "external", "ei_touching", "ei_member_sum"]].round(3).to_numpy().tolist()
        [[1, 2, 0.333, 0.0], [0, 2, 1.0, 1.0]]
    """
    shares = projection.membership
    each = 1.0 if projection.directed else 2.0
    size, squares = (np.asarray(part.sum(axis=0)).ravel() for part in (shares, shares.power(2)))
    n = float(projection.grouped.sum())
    inside, out, into = _ties(projection, "arcs")
    internal, external = inside / each, (out + into - 2.0 * inside) / each
    labels = permute(projection, draws=draws, seed=seed, progress=progress)
    crossing = labels.stubs - 2.0 * labels.inside
    touching = tail(_ei(crossing, labels.inside), labels.method)
    members = tail(_ei(crossing, 2.0 * labels.inside), labels.method)
    mean, sd = (part / each for part in moments(projection).by_group)
    whole = projection.crisp
    columns = {
        "group": np.array(projection.groups, dtype=object),
        "nodes": np.bincount(shares.indices, minlength=len(projection.groups)),
        "size": counts(size, whole=whole),
        "internal": counts(internal, whole=whole),
        "external": counts(external, whole=whole),
    }
    if projection.directed:
        columns |= {
            "external_out": counts(out - inside, whole=whole),
            "external_in": counts(into - inside, whole=whole),
        }
    columns |= {
        "internal_expected": mean,
        "internal_sd": sd,
        "internal_z": ratio(internal - mean, sd),
        "density_within": ratio(inside, size**2 - squares),
        "density_between": ratio(external * each, 2.0 * (size * (n - size) - (size - squares))),
        "ei_touching": _ei(external, internal),
        "ei_touching_expected": touching.expected,
        "ei_member_sum": _ei(external, 2.0 * internal),
        "ei_member_sum_expected": members.expected,
        "ei_p": touching.p,
        "ei_p_error": touching.p_error,
        "ei_q": _q(touching.p),
    }
    if projection.weighted:
        inside, out, into = _ties(projection, "weighted")
        internal, external = inside / each, (out + into - 2.0 * inside) / each
        columns |= {
            "internal_w": internal,
            "external_w": external,
            "ei_touching_w": _ei(external, internal),
            "ei_member_sum_w": _ei(external, 2.0 * internal),
        }
    frame = pd.DataFrame(columns)
    monte_carlo = labels.method == "monte-carlo"
    frame.attrs["about"] = {
        **projection.about,
        "label_permutations": {
            "method": labels.method,
            "draws": labels.draws,
            "seed": seed if monte_carlo else None,
        },
        "groups_tested": int(np.sum(~np.isnan(touching.p))),
    }
    return frame


def _ties(projection: Projection, counting: Counting) -> tuple[Floats, Floats, Floats]:
    """Return for each group the arcs inside it, those that begin in it, and those that end in it."""
    ties, shares = among(projection, counted(projection, counting))
    inside = _sum(shares.multiply(ties @ shares))
    out, into = (shares.T @ np.asarray(ties.sum(axis=axis)).ravel() for axis in (1, 0))
    return inside, np.asarray(out), np.asarray(into)


def _sum(matrix: sp.csr_array) -> Floats:
    return np.asarray(matrix.sum(axis=0), dtype=np.float64).ravel()


def _ei(external: Floats, internal: Floats) -> Floats:
    # What is left of a difference of equal sums is no tie.
    external = np.where(np.abs(external) <= 1e-12 * (np.abs(internal) + 1.0), 0.0, external)
    return ratio(external - internal, external + internal)


def _q(p: Floats) -> Floats:
    q = np.full(len(p), np.nan)
    known = ~np.isnan(p)
    if known.any():
        q[known] = false_discovery_control(p[known])
    return q
