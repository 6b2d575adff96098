"""Structural holes: how far a firm's partners are tied to one another."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from bigblur.graph.metrics.senses import Floats, ratio, sum_at, table
from bigblur.graph.metrics.triads import COMPILED_FROM
from bigblur.graph.metrics.triangles import Skeleton
from bigblur.graph.projection import Projection

__all__ = ["HOLES", "structural_holes"]

HOLES = ("constraint", "effective_size", "efficiency", "hierarchy")


def structural_holes(projection: Projection) -> pd.DataFrame:
    """Measure how far each node's alters are tied to one another and so leave it nothing to bridge.

    Formula: Z = W + W', Z_ii = 0; p_ij = Z_ij / Σ_k Z_ik; m_jq = Z_jq / max_k Z_jk; c_ij = (p_ij +
    Σ_{q≠i,j} p_iq p_qj)² for the alters j of i, the N_i nodes with Z_ij > 0.
    constraint_i = C_i = Σ_j c_ij; effective_size_i = Σ_j (1 - Σ_{q≠i,j} p_iq m_jq) = N_i - Σ_j Σ_q p_iq m_jq;
    efficiency_i = effective_size_i / N_i; hierarchy_i = Σ_j r_j ln r_j / (N_i ln N_i), r_j = c_ij / (C_i /
    N_i), and 1 with a single alter (Burt's convention). The sums over q run over the whole network, not the
    ego network only; for alters j both only meet nodes tied to i and j, so a list of triangles serves.

    Shapes: n rows, 4 columns. Complexity: O(m^1.5); memory O(m). From 30,000 ties on with a compiled
    loop (`kernels_holes.burt`), below with numpy.

    Direction: ignored, both directions added up in Z. Weights: used if the data is weighted, else every tie
    counts 1 (a reciprocated one 2). Ties of weight 0 do not make an alter. Self-loops: dropped. Parallel ties:
    summed if weighted, else one. Isolates: undefined. Overlapping groups: groups play no part.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Burt, R. S. (1992). Structural Holes: The Social Structure of Competition. Harvard University Press.
            doi:10.4159/9780674029095

    Example: on the path b-a-c, a spans a hole: c_ab = c_ac = (1/2)².
        >>> edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> print(structural_holes(Projection.from_tables(edges, nodes)).to_string(index=False))
        id  constraint  effective_size  efficiency  hierarchy
         a         0.5             2.0         1.0        0.0
         b         1.0             1.0         1.0        1.0
         c         1.0             1.0         1.0        1.0
    """
    z = both_ways(projection)
    measured = _compiled(z) if z.nnz >= COMPILED_FROM else _by_numpy(z)
    return table(projection, dict(zip(HOLES, ratios(measured), strict=True)))


def ratios(measured: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Turn C_i, Σ_j Σ_q p_iq m_jq, N_i and Σ_j r_j ln r_j (n x 4) into the four measures, undefined without alters."""
    constraint, redundancy, alters, disorder = measured.T
    size = np.where(alters > 0, alters - redundancy, np.nan)
    several = alters > 1
    scale = np.where(several, alters * np.log(np.where(several, alters, 1.0)), 0.0)
    hierarchy = np.maximum(ratio(disorder, scale), 0.0)
    hierarchy[alters == 1] = 1.0
    return np.where(alters > 0, constraint, np.nan), size, ratio(size, alters), hierarchy


def _compiled(z: sp.csr_array) -> Floats:
    from bigblur.graph.metrics import kernels, kernels_holes

    start, index = z.indptr.astype(np.int64), z.indices.astype(np.int32)
    node, rank = kernels.ranked(np.diff(start))
    out = np.empty((z.shape[0], 4))
    out[node] = kernels_holes.burt(*kernels_holes.weighted_ahead(start, index, z.data, node, rank))
    return out


def _by_numpy(z: sp.csr_array) -> Floats:
    n = z.shape[0]
    skeleton = Skeleton(z)
    share = skeleton.arcs(_scaled(z, np.asarray(z.sum(axis=1)).ravel()))
    marginal = skeleton.arcs(_scaled(z, _row_max(z)))
    indirect, redundancy = _through_others(skeleton, share, marginal, n)
    ego = np.concatenate([skeleton.start, skeleton.end])
    # Column 0 holds the arcs from start to end, column 1 those back: the same order as ego.
    c = ((share + indirect) ** 2).ravel(order="F")
    alters, constraint = np.bincount(ego, minlength=n).astype(np.float64), sum_at(ego, c, n)
    r = c / ratio(constraint, alters)[ego]
    # r can only be 0 by underflow; r ln r then tends to 0.
    disorder = sum_at(ego, r * np.log(np.where(r > 0, r, 1.0)), n)
    return np.stack([constraint, redundancy, alters, disorder], axis=1)


def both_ways(projection: Projection) -> sp.csr_array:
    ties = projection.weights
    # On undirected data W + W' = 2W, and p and m do not see the factor.
    z = sp.csr_array(ties + ties.T) if projection.directed else ties.copy()
    z.eliminate_zeros()
    return z


def _row_max(z: sp.csr_array) -> Floats:
    top = np.zeros(z.shape[0])
    np.maximum.at(top, np.repeat(np.arange(z.shape[0]), np.diff(z.indptr)), z.data)
    return top


def _scaled(z: sp.csr_array, by: Floats) -> sp.csr_array:
    data = z.data / np.repeat(by, np.diff(z.indptr))
    return sp.csr_array((data, z.indices, z.indptr), shape=z.shape)


def _through_others(skeleton: Skeleton, share: Floats, marginal: Floats, n: int) -> tuple[Floats, Floats]:
    """Return Σ_q p_iq p_qj for each arc i→j, and Σ_j Σ_q p_iq m_jq for each node i."""
    indirect, redundancy = np.zeros_like(share), np.zeros(n)
    for triangles in skeleton.triangles():
        for i, j, q in permutations(range(3)):
            edge, direction = triangles.side[i, j]
            to_q = triangles.arc(share, i, q)
            np.add.at(indirect[:, direction], edge, to_q * triangles.arc(share, q, j))
            np.add.at(redundancy, triangles.corner[i], to_q * triangles.arc(marginal, j, q))
    return indirect, redundancy
