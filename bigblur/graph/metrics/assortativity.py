"""Nominal assortativity: whether ties keep to industries, and how sure that is; the blur index is what is left to 1."""

from __future__ import annotations

import numpy as np

from bigblur.graph.metrics.mixing import alike, among
from bigblur.graph.metrics.senses import Floats
from bigblur.graph.projection import Projection

__all__ = ["assortativity", "blur_index"]

# What is below this share of the whole is the rounding error of equal sums.
_ROUNDING = 1e-12


def assortativity(projection: Projection, *, weighted: bool = False) -> tuple[float, float]:
    """Measure how far ties keep to industries: 1 all inside, 0 as by chance; with its jackknife error.

    Formula: r = (Σ_s e_ss - Σ_s a_s b_s) / (1 - Σ_s a_s b_s), e = U' M U / Σ M over the nodes that are in a group,
    a and b its row and column sums. Error: σ² = Σ_i (r_i - r)², r_i being r without tie i; each r_i is worked out in
    closed form from the sums of all ties, no tie is taken out in fact.

    Shapes: two numbers. Complexity: O(m k), k groups per node.

    Direction: followed; an undirected tie is two arcs, and is left out with both. Weights: with ``weighted`` M is
    the summed weights and a tie is left out with all its weight. Self-loops: dropped. Parallel ties: one (one tie with
    the sum of their weights). Isolates and nodes without a group: no part. Overlapping groups: by the formula. r is
    undefined without ties, or if all begin or all end in one and the same group so that chance alone gives 1; the
    error also if r is undefined without some tie.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.
            doi:10.1103/PhysRevE.67.026126

    Example: three ties of four inside, Σ a_s b_s = 3/4 · 1/2 + 1/4 · 1/2: r = (3/4 - 1/2) / (1 - 1/2). Without one
    tie in turn r is 0.4, 0.4, 1 and 0: σ² = 0.01 + 0.01 + 0.25 + 0.25.
        >>> import pandas as pd
        >>> edges = pd.DataFrame({"source": ["a", "b", "a", "c"], "target": ["b", "a", "c", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> [round(value, 3) for value in assortativity(Projection.from_tables(edges, nodes))]
        [0.5, 0.721]
    """
    ties, shares = among(projection, projection.adjacency if weighted else projection.binary)
    out = np.asarray(shares.T @ np.asarray(ties.sum(axis=1)).ravel())
    into = np.asarray(shares.T @ np.asarray(ties.sum(axis=0)).ravel())
    arcs = ties.tocoo()
    source, target, weight = arcs.row, arcs.col, arcs.data
    if not projection.directed:
        once = source < target
        source, target, weight = source[once], target[once], weight[once]
    same = alike(shares, source, target)
    to_into, to_out = np.asarray(shares @ into), np.asarray(shares @ out)
    each = 1.0 if projection.directed else 2.0
    total, inside, chance = float(ties.sum()), each * float(weight @ same), float(out @ into)
    lost_chance = weight * (to_into[source] + to_out[target]) - weight**2 * same
    if not projection.directed:
        own = np.asarray(shares.power(2).sum(axis=1)).ravel()
        lost_chance = 2.0 * weight * (to_out[source] + to_out[target])
        lost_chance -= weight**2 * (own[source] + own[target] + 2.0 * same)
    left_out = _r(inside - each * weight * same, chance - lost_chance, total - each * weight, total)
    r = _r(np.array([inside]), np.array([chance]), np.array([total]), total)[0]
    error = float(np.sqrt(np.sum((left_out - r) ** 2))) if len(weight) else np.nan
    return float(r), error


def _r(inside: Floats, chance: Floats, total: Floats, scale: float) -> Floats:
    whole = total**2 - chance
    defined = (total > _ROUNDING * scale) & (whole > _ROUNDING * total**2)
    out = np.full(len(total), np.nan)
    np.divide(inside * total - chance, whole, out=out, where=defined)
    return out


def blur_index(projection: Projection) -> tuple[float, float]:
    """Measure how far ties run across industry boundaries, as a share of what chance would give; with its error.

    Formula: Σ_{s≠t} O_st / Σ_{s≠t} E_st with O = U' A U and E_st = K_s K_t / m, K the ties out of s and into t; it
    equals 1 - r, and so has the jackknife error of r. 0: no tie crosses; 1: as if there were no boundaries; more: ties
    seek other industries.

    Shapes, complexity, direction, self-loops, parallel ties, isolates, nodes without a group, overlapping groups: as
    assortativity. Weights: ignored.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Newman, M. E. J. (2003). doi:10.1103/PhysRevE.67.026126, for r and its error.

    Example: one tie of four crosses, where 4 · (3/4 · 1/2 + 1/4 · 1/2) = 2 are expected.
        >>> import pandas as pd
        >>> edges = pd.DataFrame({"source": ["a", "b", "a", "c"], "target": ["b", "a", "c", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> [round(value, 3) for value in blur_index(Projection.from_tables(edges, nodes))]
        [0.5, 0.721]
    """
    r, error = assortativity(projection)
    return 1.0 - r, error
