"""Gould-Fernandez brokerage: between whom a firm stands."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from bigblur.graph.metrics.senses import Floats, counts, table
from bigblur.graph.metrics.triangles import Skeleton, Triangles
from bigblur.graph.projection import Projection

__all__ = ["ROLES", "brokerage"]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "brokerage_total")

# What remains of a difference of equal sums of fractions, as a share of the two-paths summed.
_ROUNDING = 1e-12


def brokerage(projection: Projection) -> pd.DataFrame:
    """Count, for each node v, the pairs it stands between (a→v→b without a→b) by the groups of a, v and b.

    Formula: over the ordered pairs (a, b), a ≠ b, with A_av A_vb = 1 and A_ab = 0:
    coordinator = Σ Σ_s u_as u_vs u_bs (all in one group), itinerant = Σ Σ_s u_as u_bs - coordinator (a and b
    in one group, v outside), gatekeeper = Σ Σ_s u_vs u_bs - coordinator (from outside into v's group),
    representative = Σ Σ_s u_as u_vs - coordinator (from v's group to outside), liaison = the rest (all
    different), brokerage_total = the number of pairs. Computed as all two-paths, from the in- and out-degrees
    by group, less a→v→a, less the closed ones a→v→b with a→b, from a list of triangles; two-paths are never
    enumerated.

    Shapes: n rows, 6 columns; in- and out-degrees by group are n x g, sparse. Complexity: O(m^1.5 + m k), k
    groups per node; memory O(m + n g).

    Direction: followed; on undirected data each tie is two arcs, so each pair counts in both orders and
    gatekeeper equals representative. Weights: ignored. Self-loops: dropped. Parallel ties: one. Isolates: 0.
    Nodes without a group: undefined, and two-paths through or between them do not count. Overlapping groups:
    u_vs is the chance that v acts in s; counts are then expected counts.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Gould, R. V., Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in
            transaction networks. Sociological Methodology 19, 89-126. doi:10.2307/270949

    Example: v takes from outside into its own industry.
        >>> edges = pd.DataFrame({"source": ["a", "v"], "target": ["v", "b"]})
        >>> nodes = pd.DataFrame({"id": ["a", "v", "b"], "industry": ["fish", "gear", "gear"]})
        >>> brokerage(Projection.from_tables(edges, nodes)).iloc[1].to_dict()
        {'id': 'v', 'coordinator': 0, 'itinerant': 0, 'gatekeeper': 1, 'representative': 0, 'liaison': 0, \
'brokerage_total': 1}
    """
    mask = projection.grouped
    among = projection.binary[mask][:, mask].tocsr()
    sums = _role_sums(among, projection.membership[mask].tocsr())
    columns = {}
    for role, values in zip(ROLES, sums, strict=True):
        spread = np.zeros(projection.n)
        spread[mask] = values
        columns[role] = counts(spread, whole=projection.crisp, defined=mask)
    return table(projection, columns)


def _role_sums(ties: sp.csr_array, shares: sp.csr_array) -> list[Floats]:
    all_pairs = _two_paths(ties, shares)
    sums = all_pairs - _there_and_back(ties, shares) - _closed(ties, shares)
    sums[np.abs(sums) <= _ROUNDING * all_pairs[0]] = 0.0
    pairs, v_with_b, a_with_v, a_with_b, same = sums
    liaison = pairs - v_with_b - a_with_v - a_with_b + 2 * same
    roles = [same, a_with_b - same, v_with_b - same, a_with_v - same, liaison]
    return [_clean(role, all_pairs[0]) for role in roles] + [pairs]


def _clean(values: Floats, scale: Floats) -> Floats:
    return np.where(values <= _ROUNDING * scale, 0.0, values)


# Each of the three sums below is a 5 x n array over two-paths a→v→b, for each v: their number, then the
# chance that v and b, a and v, a and b, and all three act in one group.


def _two_paths(ties: sp.csr_array, shares: sp.csr_array) -> Floats:
    back = ties.T.tocsr()
    into, out = (back @ shares).tocsr(), (ties @ shares).tocsr()
    d_in, d_out = _row_sums(back), _row_sums(ties)
    both = into.multiply(out).tocsr()
    return np.stack(
        [
            d_in * d_out,
            d_in * _row_sums(shares.multiply(out)),
            d_out * _row_sums(shares.multiply(into)),
            _row_sums(both),
            _row_sums(shares.multiply(both)),
        ]
    )


def _there_and_back(ties: sp.csr_array, shares: sp.csr_array) -> Floats:
    mutual = ties.multiply(ties.T).tocsr()
    squares = shares.power(2)
    with_v = _row_sums(shares.multiply(mutual @ shares))
    a_with_a = np.asarray(mutual @ _row_sums(squares))
    return np.stack([_row_sums(mutual), with_v, with_v, a_with_a, _row_sums(shares.multiply(mutual @ squares))])


def _closed(ties: sp.csr_array, shares: sp.csr_array) -> Floats:
    sums = np.zeros((5, ties.shape[0]))
    skeleton = Skeleton(ties)
    arcs = skeleton.arcs(ties)
    alike = np.stack([_row_sums(shares[skeleton.start].multiply(shares[skeleton.end]))] * 2, axis=1)
    for triangles in skeleton.triangles():
        in_one = _all_three(triangles, alike, shares)
        for a, v, b in permutations(range(3)):
            closed = triangles.arc(arcs, a, v) * triangles.arc(arcs, v, b) * triangles.arc(arcs, a, b) > 0
            broker = triangles.corner[v][closed]
            chances = (
                np.ones(len(broker)),
                *(triangles.arc(alike, *pair)[closed] for pair in ((v, b), (a, v), (a, b))),
                in_one[closed],
            )
            for row, chance in zip(sums, chances, strict=True):
                np.add.at(row, broker, chance)
    return sums


def _all_three(triangles: Triangles, alike: Floats, shares: sp.csr_array) -> Floats:
    """Return Σ_s u_xs u_ys u_ws for each triangle; only those alike in all three pairs are worked out."""
    x, y, w = triangles.corner
    chance = triangles.arc(alike, 0, 1) * triangles.arc(alike, 0, 2) * triangles.arc(alike, 1, 2)
    maybe: npt.NDArray[np.int64] = np.flatnonzero(chance > 0)
    if maybe.size:
        chance[maybe] = _row_sums(shares[x[maybe]].multiply(shares[y[maybe]]).multiply(shares[w[maybe]]))
    return chance


def _row_sums(matrix: sp.csr_array) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()
