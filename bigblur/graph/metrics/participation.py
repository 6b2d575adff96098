"""Participation: over how many industries a firm's ties spread, and how evenly."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from bigblur.graph.metrics.senses import Floats, counts, entries, group_ties, inside, ratio, senses, sum_at, table
from bigblur.graph.projection import Projection

__all__ = ["blau", "industries", "participation", "within_z"]

# A spread below this share of the largest value is the rounding error of equal values.
_FLAT = 1e-12


def participation(projection: Projection) -> pd.DataFrame:
    """Measure how evenly each node's ties spread over the groups: 0 is all to one group.

    Formula: participation_i = 1 - Σ_s (k_is / k_i)², k_is = Σ_j M_ij u_js, k_i = Σ_s k_is, over the nodes j
    that are in a group; M is the matrix of the sense.

    Shapes: n rows, one column per sense; k is n x g, sparse. Complexity: O(m k), k groups per node.

    Direction: senses ``_out _in _total _alters``, undirected ``_all``. Weights: columns with ``_w`` sum them.
    Self-loops: dropped. Parallel ties: one, summed in ``_w``. Isolates: undefined. Nodes without a group:
    undefined, and ties to them do not count. Overlapping groups: a tie to j counts u_js towards group s.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Guimerà, R., Amaral, L. A. N. (2005). Functional cartography of complex metabolic networks. Nature
            433, 895-900. doi:10.1038/nature03288

    Example: a has two ties to x and one to y: 1 - (4/9 + 1/9).
        >>> edges = pd.DataFrame({"source": ["a", "a", "a"], "target": ["b", "c", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "x", "y"]})
        >>> participation(Projection.from_tables(edges, nodes))["participation_out"].round(3).tolist()
        [0.444, nan, nan, nan]
    """
    columns = {f"participation_{sense}": _spread(projection, ties) for sense, ties in senses(projection).items()}
    return table(projection, columns)


def blau(projection: Projection) -> pd.DataFrame:
    """Measure the diversity of the groups each node ties to: the chance that two of its ties differ in group.

    Formula: blau_i = 1 - Σ_s p_is², p_is = k_is / k_i the share of i's ties that go to group s. It equals
    participation; both names are kept because both fields look for theirs.

    Shapes, complexity, direction, weights, self-loops, parallel ties, isolates, overlapping groups: as
    participation.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Blau, P. M. (1977). Inequality and Heterogeneity. Free Press. No DOI.

    Example: one tie to each of two industries.
        >>> edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> blau(Projection.from_tables(edges, nodes))["blau_out"].tolist()
        [0.5, nan, nan]
    """
    columns = {f"blau_{sense}": _spread(projection, ties) for sense, ties in senses(projection).items()}
    return table(projection, columns)


def _spread(projection: Projection, ties: sp.csr_array) -> Floats:
    to_group, total = group_ties(projection, ties)
    total[~projection.grouped] = 0.0
    squares = np.asarray(to_group.power(2).sum(axis=1)).ravel()
    return np.maximum(1.0 - ratio(squares, total**2), 0.0)


def industries(projection: Projection) -> pd.DataFrame:
    """Count the groups each node ties to, and its ties that leave its own group.

    Formula: n_industries_i = |{s: k_is > 0}|, i's own group counted if it has ties there; n_external_i =
    Σ_j M_ij (1 - Σ_s u_is u_js), over the nodes j that are in a group.

    Shapes: n rows, two columns per sense. Complexity: O(m k), k groups per node.

    Direction: senses ``_out _in _total _alters``, undirected ``_all``. Weights: ignored. Self-loops: dropped.
    Parallel ties: one. Isolates: 0. Nodes without a group: undefined, and ties to them do not count.
    Overlapping groups: n_industries counts every group that an alter has a share in; n_external may be a
    fraction.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Guimerà, R., Amaral, L. A. N. (2005). doi:10.1038/nature03288, whose k_is is counted here.

    Example: a ties one node of its own industry and two of others.
        >>> edges = pd.DataFrame({"source": ["a", "a", "a"], "target": ["b", "c", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "z"]})
        >>> result = industries(Projection.from_tables(edges, nodes))
        >>> result["n_industries_out"].tolist(), result["n_external_out"].tolist()
        ([3, 0, 0, 0], [2, 0, 0, 0])
    """
    distinct, external = {}, {}
    for sense, ties in senses(projection, weighted=False).items():
        to_group, total = group_ties(projection, ties)
        to_group.eliminate_zeros()
        groups = np.diff(to_group.indptr).astype(np.float64)
        distinct[f"n_industries_{sense}"] = counts(groups, defined=projection.grouped)
        leaving = np.maximum(total - inside(projection, to_group), 0.0)
        external[f"n_external_{sense}"] = counts(leaving, whole=projection.crisp, defined=projection.grouped)
    return table(projection, distinct | external)


def within_z(projection: Projection) -> pd.DataFrame:
    """Compare each node's ties inside its own group with those of the group's other members.

    Formula: z_i = Σ_s u_is (κ_is - mean_s) / sd_s, κ_is = Σ_j M_ij u_js; mean_s and sd_s are the population
    mean and standard deviation of κ_is over the members i of s, weighted by u_is.

    Shapes: n rows, one column per sense. Complexity: O(m k), k groups per node.

    Direction: senses ``_out _in _total _alters``, undirected ``_all``. Weights: columns with ``_w`` sum them.
    Self-loops: dropped. Parallel ties: one, summed in ``_w``. Isolates: members like others, with κ = 0. A
    group whose members are all alike has sd 0: undefined. Nodes without a group: undefined. Overlapping
    groups: the expected z over the groups that i acts in; undefined if one of them is.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Guimerà, R., Amaral, L. A. N. (2005). doi:10.1038/nature03288

    Example: in x, κ = 1 and 0: mean 0.5, sd 0.5.
        >>> edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> within_z(Projection.from_tables(edges, nodes))["within_z_out"].tolist()
        [1.0, -1.0, nan]
    """
    columns = {f"within_z_{sense}": _z(projection, ties) for sense, ties in senses(projection).items()}
    return table(projection, columns)


def _z(projection: Projection, ties: sp.csr_array) -> Floats:
    g, shares = len(projection.groups), projection.membership.tocoo()
    to_group, _ = group_ties(projection, ties)
    inner = entries(to_group, shares.row, shares.col)
    size = sum_at(shares.col, shares.data, g)
    mean = ratio(sum_at(shares.col, shares.data * inner, g), size)
    off = inner - mean[shares.col]
    sd = np.sqrt(ratio(sum_at(shares.col, shares.data * off**2, g), size))
    largest = np.zeros(g)
    np.maximum.at(largest, shares.col, inner)
    sd[sd <= _FLAT * largest] = 0.0
    z = sum_at(shares.row, shares.data * ratio(off, sd[shares.col]), projection.n)
    return np.where(projection.grouped, z, np.nan)
