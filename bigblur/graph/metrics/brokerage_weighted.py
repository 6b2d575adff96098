"""Weighted and normalised brokerage (WNGF): a strong way round beats a weak direct tie; counts over what could be."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from bigblur.graph.metrics.brokerage import ROLES, brokerage
from bigblur.graph.metrics.senses import Floats, counts, ratio, table
from bigblur.graph.metrics.triads import labels_of
from bigblur.graph.metrics.triangles import Skeleton
from bigblur.graph.metrics.two_paths import closed_sums, roles_of_sums, two_path_sums
from bigblur.graph.projection import Projection

__all__ = ["brokerage_weighted"]

Labels = npt.NDArray[np.int32]


def brokerage_weighted(projection: Projection) -> pd.DataFrame:
    """Count brokerage where a weak direct tie does not close a pair, and divide counts by the pairs there could be.

    Formula: v is a broker of the ordered pair (a, b), a ≠ b, if W_av > 0, W_vb > 0 and 1/W_av + 1/W_vb < 1/W_ab, where
    1/0 is infinite; computed as W_ab (W_av + W_vb) < W_av W_vb. By the groups of a, v and b as in brokerage:
    ``role_w``. ``role_normalized`` is the plain count, ``role_normalized_w`` the weighted one, over the number of
    ordered pairs of other nodes between which v would have the role: with N_s nodes in v's group of n in all,
    coordinator (N_s - 1)(N_s - 2), gatekeeper and representative (N_s - 1)(n - N_s), itinerant Σ_{t≠s} N_t (N_t - 1),
    liaison Σ_{t≠s} Σ_{u≠s,t} N_t N_u. ``brokerage_total_normalized`` is the sum of the roles' ratios, those that are
    defined: 0 to 5.

    Shapes: n rows; 6 columns, on weighted data 18. Complexity: that of brokerage; weighted O(m^1.5 k), k groups per
    node, triangles in chunks.

    Direction: followed; on undirected data each pair counts in both orders. Weights: strengths, summed over parallel
    ties; a tie of weight 0 is none for ``_w``; with all weights equal ``role_w`` is the plain count. Self-loops:
    dropped. Isolates: 0. Nodes without a group: undefined, and no part of n or the sizes. Overlapping groups: counts
    and possible pairs are expected ones. A role that v could have between no pair has no ratio (0/0: undefined; the
    authors' own code gives 0).

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Zádor, Z., Zhu, Z., Smith, M., Gorgoni, S. (2022). A weighted and normalized Gould-Fernandez brokerage
            measure. PLOS ONE 17(9), e0274475. doi:10.1371/journal.pone.0274475. Taken from the authors' published
            implementation (github.com/zzsofi/WNGF), which states equation 1 of the paper; held against its output.

    Example: a→b weighs 1, the way by v 1/(1/3 + 1/3): stronger.
        >>> edges = pd.DataFrame({"source": ["a", "v", "a"], "target": ["v", "b", "b"], "weight": [3, 3, 1]})
        >>> nodes = pd.DataFrame({"id": ["a", "v", "b"], "industry": ["x", "x", "x"]})
        >>> result = brokerage_weighted(Projection.from_tables(edges, nodes, weighted=True))
        >>> result.loc[1, ["coordinator_normalized", "coordinator_w", "coordinator_normalized_w"]].tolist()
        [0.0, 1.0, 0.5]
    """
    possible = _possible(projection)
    plain = brokerage(projection)[list(ROLES[:-1])].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    shares = _normalized(plain, possible)
    columns = {f"{role}_normalized": shares[:, at] for at, role in enumerate(ROLES)}
    if not projection.weighted:
        return table(projection, columns)
    heavy = _weighted_roles(projection)
    with_total = np.column_stack([heavy, heavy.sum(axis=1)])
    shares = _normalized(np.where(projection.grouped[:, None], heavy, np.nan), possible)
    by_role = {
        f"{role}_w": counts(with_total[:, at], whole=projection.crisp, defined=projection.grouped)
        for at, role in enumerate(ROLES)
    }
    return table(
        projection, by_role | columns | {f"{role}_normalized_w": shares[:, at] for at, role in enumerate(ROLES)}
    )


def _weighted_roles(projection: Projection) -> Floats:
    weights = projection.weights.copy()
    weights.eliminate_zeros()
    ties = sp.csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=weights.shape)
    shares = projection.membership
    sums = two_path_sums(ties, shares)
    scale = sums[:, 0].copy()
    lost = np.zeros(5 * projection.n)
    label = labels_of(shares) if projection.crisp else None
    # Triangles with a node that is in no group are in no sum.
    kept = sp.diags_array(projection.grouped.astype(np.float64))
    skeleton = Skeleton((kept @ ties @ kept).tocsr())
    along = skeleton.arcs(weights)
    for triangles in skeleton.triangles():
        for a, v, b in permutations(range(3)):
            first, second, direct = (triangles.arc(along, *pair) for pair in ((a, v), (v, b), (a, b)))
            # Multiplied out, so that whole weights compare exactly.
            closed = (first * second > 0) & (direct > 0) & (direct * (first + second) >= first * second)
            x, y, z = (triangles.corner[corner][closed] for corner in (a, v, b))
            if label is None:
                sums -= closed_sums((x, y, z), shares)
            else:
                lost += np.bincount(5 * y + _role(label[x], label[y], label[z]), minlength=len(lost))
    return roles_of_sums(sums, scale) - lost.reshape(-1, 5)


def _role(a: Labels, v: Labels, b: Labels) -> npt.NDArray[np.int64]:
    """Return the place among ROLES of each two-path by its three labels."""
    cases = [(a == v) & (v == b), a == b, v == b, a == v]
    return np.select(cases, [0, 1, 2, 3], default=4)


def _normalized(roles: Floats, possible: Floats) -> Floats:
    shares = np.stack([ratio(roles[:, at], possible[:, at]) for at in range(roles.shape[1])], axis=1)
    known = ~np.isnan(shares)
    total = np.where(known.any(axis=1), np.where(known, shares, 0.0).sum(axis=1), np.nan)
    return np.column_stack([shares, total])


def _possible(projection: Projection) -> Floats:
    """Count the ordered pairs of other nodes between which each node would have each role (n x 5)."""
    shares = projection.membership
    grouped = projection.grouped.astype(np.float64)
    others = grouped.sum() - 1
    size, squares = (np.asarray(shares.power(k).sum(axis=0)).ravel() for k in (1, 2))
    own, own_squares, own_cubes = (np.asarray(shares.power(k).sum(axis=1)).ravel() for k in (1, 2, 3))
    alike = shares @ size - own_squares
    # Σ_s u_vs over ordered pairs of other nodes that are both in s.
    all_three = shares @ (size**2 - squares) - 2 * (shares.power(2) @ size) + 2 * own_cubes
    ends = np.sum(size**2 - squares) - 2 * (shares @ size) + 2 * own_squares
    mixed = alike * (others - 1) - all_three
    pairs = own * others * (others - 1)
    roles = [all_three, ends - all_three, mixed, mixed, pairs - 2 * alike * (others - 1) - ends + 2 * all_three]
    out = np.stack(roles, axis=1)
    out[out <= 1e-9 * np.maximum(pairs, 1)[:, None]] = 0.0
    out[~projection.grouped] = np.nan
    return out
