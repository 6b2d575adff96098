"""Brokerage against chance: what a firm's, an industry's and a whole graph's role counts would be at random."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from bigblur.errors import UsageError
from bigblur.graph.metrics.brokerage import ROLES, brokerage
from bigblur.graph.metrics.brokerage_moments import Moments, moments
from bigblur.graph.metrics.brokerage_paths import open_paths, role_chances
from bigblur.graph.metrics.senses import Floats, counts, ratio, sum_at, table
from bigblur.graph.metrics.triads import ClosedTriads, labels_of
from bigblur.graph.projection import Projection

__all__ = ["DRAWS", "brokerage_expected", "brokerage_totals"]

Rows = npt.NDArray[np.int64]

DRAWS = 199
"""Permutations of membership rows, where memberships overlap: an sd is then known to about 5 %."""

# Two-paths times groups up to which each two-path is kept, and dense shares looked up: on small graphs far quicker.
_FEW = 1_000_000

# An sd below this share of the count is the rounding of equal sums.
_FLAT = 1e-9


def brokerage_expected(projection: Projection, *, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """Compare each node's brokerage counts with what they would be at random, given the sizes of the groups.

    Formula: one group each: arcs drawn independently with probability p = m/(n(n-1)), over the n nodes in a group and
    the m arcs among them; with q = p²(1 - p), expected = q P, P the possible pairs of the role, and
    sd² = P q (1 - q) + S p³(1 - p)³, S the ordered pairs of such pairs that share their first or their last node.
    Undirected: each tie drawn once, p the same; (a, b) and (b, a) are then one event, so that coordinator,
    itinerant, liaison and brokerage_total have twice that variance; gatekeeper and representative, which never count
    both orders of a pair, keep it. z = (count - expected) / sd.
    Overlapping groups: whole membership rows are dealt anew over the nodes that have one, ties held:
    expected is exact, Σ over the node's open pairs of the mean chance of a role among three different nodes; sd is the
    root mean square distance from it over ``draws`` permutations from ``seed``. This null is another than that of
    arcs, and brokerage_total does not vary under it. ``attrs["about"]["brokerage_null"]`` says which was used.

    Shapes: n rows, 18 columns. Complexity: that of brokerage; overlapping groups: listing the closed triads T, then
    O(draws (m + T) k), k groups per node.

    Direction: followed; see above for undirected data. Weights: ignored. Self-loops: dropped. Parallel ties: one.
    Isolates: count 0, expected as for any other node of their group. Nodes without a group: undefined, and no part
    of n, m or the sizes. A z with sd 0 is undefined; so is all with fewer than two nodes in groups (p is 0/0).

    Raises:
        UsageError: fewer than 1 draw, where memberships overlap.

    References:
        [1] Gould, R. V., Fernandez, R. M. (1989). Structures of mediation. Sociological Methodology 19, 89-126.
            doi:10.2307/270949
        [2] Butts, C. T. R package sna 2.7-1, `brokerage`: `exp.nli`, `sd.nli`, `z.nli` are the same on directed data.

    Example: p = 2/6 and two ordered pairs of the other nodes, one in each order: 1/9 · 2/3.
        >>> edges = pd.DataFrame({"source": ["a", "v"], "target": ["v", "b"]})
        >>> nodes = pd.DataFrame({"id": ["a", "v", "b"], "industry": ["fish", "gear", "gear"]})
        >>> result = brokerage_expected(Projection.from_tables(edges, nodes))
        >>> result.loc[1, ["gatekeeper_expected", "brokerage_total_expected"]].astype(float).round(4).tolist()
        [0.0741, 0.1481]
    """
    if projection.crisp:
        null, about = _exact(projection)
        label = labels_of(projection.membership)
        mean, variance = (_spread(rows, label) for rows in (null.node_mean, null.node_variance))
        sd = np.sqrt(variance)
        observed = _observed(projection)
    else:
        observed = _observed(projection)
        mean = observed[:, -1:] * _mean_chances(projection)
        sd, about = _permuted_sd(projection, mean, draws, seed)
    frame = table(projection, _columns(observed, mean, sd))
    frame.attrs["about"] = {"brokerage_null": about}
    return frame


def brokerage_totals(projection: Projection, *, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """Add brokerage counts up over each group's brokers and over all, with expectation, sd and z.

    Formula: role = Σ_v u_vs count_v for group s, Σ_v count_v for the graph. One group each: expected and sd as in
    brokerage_expected, the sd with the covariances between the counts of different brokers (see moments); exact,
    directed and undirected. Overlapping groups: mean and sd over ``draws`` permutations of whole membership rows.

    Shapes: g + 1 rows: ``level`` (``group``, in the order of labels, then ``graph``), ``industry`` (missing for the
    graph), ``size`` = Σ_v u_vs, then for each role ``role``, ``role_expected``, ``role_sd``, ``role_z``.
    Complexity: as brokerage_expected.

    Direction, weights, self-loops, parallel ties, isolates, nodes without a group: as brokerage_expected.
    Overlapping groups: a broker's counts are shared out over its groups by its shares.

    Raises:
        UsageError: fewer than 1 draw, where memberships overlap.

    References:
        [1] Gould, R. V., Fernandez, R. M. (1989). doi:10.2307/270949
        [2] Butts, C. T. R package sna 2.7-1, `brokerage`: `exp.gli` is the same on directed data; `sd.gli` is not, see
            tests/metrics/test_brokerage_enumeration.py. Its `exp.grp` and `sd.grp` are of one member, not of the group.

    Example: one open pair in 'gear'.
        >>> edges = pd.DataFrame({"source": ["a", "v"], "target": ["v", "b"]})
        >>> nodes = pd.DataFrame({"id": ["a", "v", "b"], "industry": ["fish", "gear", "gear"]})
        >>> totals = brokerage_totals(Projection.from_tables(edges, nodes))
        >>> totals[["level", "gatekeeper", "gatekeeper_expected"]].round(4).values.tolist()
        [['group', 0, 0.0], ['group', 1, 0.1481], ['graph', 1, 0.1481]]
    """
    shares = projection.membership
    observed = _by_group(shares, _observed(projection))
    if projection.crisp:
        null, about = _exact(projection)
        mean = np.vstack([null.group_mean, null.graph_mean])
        sd = np.sqrt(np.vstack([null.group_variance, null.graph_variance]))
    else:
        dealt = np.array([_by_group(shares[rows], roles) for rows, roles in _permuted(projection, draws, seed)])
        mean, sd = dealt.mean(axis=0), dealt.std(axis=0)
        sd[sd <= _FLAT * np.abs(mean)] = 0.0
        about = f"permutation of whole membership rows: {draws} draws, seed {seed}"
    roles = _columns(observed, mean, sd)
    columns: dict[str, object] = {
        "level": ["group"] * len(projection.groups) + ["graph"],
        "industry": pd.array([*projection.groups, None], dtype=object),
        "size": np.append(np.asarray(shares.sum(axis=0)).ravel(), shares.sum()),
    }
    for at, role in enumerate(ROLES):
        columns[role] = counts(observed[:, at], whole=projection.crisp)
        columns |= {f"{role}_{part}": roles[f"{role}_{part}"] for part in ("expected", "sd", "z")}
    frame = pd.DataFrame(columns)
    frame.attrs["about"] = {**projection.about, "brokerage_null": about}
    return frame


def _observed(projection: Projection) -> Floats:
    roles = brokerage(projection)[list(ROLES)]
    return roles.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)


def _columns(observed: Floats, mean: Floats, sd: Floats) -> dict[str, Floats]:
    z = ratio(observed - mean, sd)
    return {
        f"{role}_{part}": values[:, at]
        for at, role in enumerate(ROLES)
        for part, values in (("expected", mean), ("sd", sd), ("z", z))
    }


def _exact(projection: Projection) -> tuple[Moments, str]:
    grouped = projection.grouped.astype(np.float64)
    n = int(grouped.sum())
    arcs = int(grouped @ (projection.binary @ grouped))
    p = arcs / (n * (n - 1)) if n > 1 else np.nan
    sizes = np.rint(np.asarray(projection.membership.sum(axis=0))).ravel().astype(np.int64)
    drawn = "arcs" if projection.directed else "ties"
    about = f"independent {drawn} of probability {p:.6g} among the {n} nodes in a group, given group sizes; exact"
    return moments(sizes.tolist(), p, directed=projection.directed), about


def _spread(by_group: Floats, label: npt.NDArray[np.int32]) -> Floats:
    out = np.full((len(label), len(ROLES)), np.nan)
    out[label >= 0] = by_group[label[label >= 0]]
    return out


def _mean_chances(projection: Projection) -> Floats:
    """Return the mean chance of each role over all ordered triples of different nodes that are in a group (6)."""
    shares = projection.membership
    n = int(projection.grouped.sum())
    one, two, three = (np.asarray(shares.power(k).sum(axis=0)).ravel() for k in (1, 2, 3))
    pair = float(np.sum(one**2 - two)) / max(n * (n - 1), 1)
    all_three = float(np.sum(one**3 - 3 * one * two + 2 * three)) / max(n * (n - 1) * (n - 2), 1)
    other = pair - all_three
    return np.maximum([all_three, other, other, other, 1 - 3 * pair + 2 * all_three, 1.0], 0.0)


def _permuted(projection: Projection, draws: int, seed: int) -> Iterator[tuple[Rows, Floats]]:
    """Yield which node's membership row each node is dealt (n), and the roles with these (n x 6)."""
    if draws < 1:
        raise UsageError(f"draws={draws}: where memberships overlap at least 1 permutation is needed")
    counted = _counter(projection)
    member = np.flatnonzero(projection.grouped)
    # By id: the order of rows must not matter.
    member = member[np.argsort(np.array(projection.ids, dtype=object)[member], kind="stable")]
    random = np.random.default_rng(seed)
    source = np.arange(projection.n)
    for _ in range(draws):
        source[member] = random.permutation(member)
        yield source, counted(source)


def _counter(projection: Projection) -> Callable[[Rows], Floats]:
    """Return what counts the roles (n x 6) with membership rows dealt anew over the nodes that have one."""
    ties = projection.binary
    if float(ties.sum(axis=0) @ ties.sum(axis=1)) * len(projection.groups) > _FEW:
        triads = ClosedTriads(projection)
        return lambda source: triads.roles(projection.membership[source])
    none = np.zeros(0, dtype=np.int64)
    a, v, b = (np.concatenate(ends) for ends in zip((none, none, none), *open_paths(projection), strict=True))
    shares = projection.membership.toarray()

    def counted(source: Rows) -> Floats:
        chances = role_chances(shares, (source[a], source[v], source[b]))
        roles = np.stack([sum_at(v, chance, projection.n) for chance in chances], axis=1)
        roles[~projection.grouped] = np.nan
        return roles

    return counted


def _permuted_sd(projection: Projection, mean: Floats, draws: int, seed: int) -> tuple[Floats, str]:
    squares = np.zeros_like(mean)
    for _, roles in _permuted(projection, draws, seed):
        squares += (roles - mean) ** 2
    sd = np.sqrt(squares / draws)
    sd[sd <= _FLAT * mean[:, -1:]] = 0.0
    return sd, f"permutation of whole membership rows: expectation exact, sd from {draws} draws, seed {seed}"


def _by_group(shares: sp.csr_array, roles: Floats) -> Floats:
    known = np.nan_to_num(roles)
    return np.vstack([shares.T @ known, known.sum(axis=0)])
