"""The mixing matrix: ties between each ordered pair of groups, and the sums over ties that whole groups need."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from bigblur.errors import UsageError, did_you_mean
from bigblur.graph.metrics.senses import Floats
from bigblur.graph.projection import Projection

__all__ = ["COUNTINGS", "Counting", "alike", "among", "counted", "mixing", "mixing_matrix"]

Counting = Literal["arcs", "dyads", "weighted"]
COUNTINGS: tuple[Counting, ...] = ("arcs", "dyads", "weighted")

# A square of more groups than this is no table to look at, and fills the memory.
_MOST_GROUPS = 4000

# Rows of memberships multiplied at a time.
_CHUNK = 1_000_000


def counted(projection: Projection, counting: Counting) -> sp.csr_array:
    """Return the n x n matrix of ties: each arc once, each tied pair once in both directions, or the weights."""
    if counting == "weighted":
        return projection.adjacency
    if counting == "arcs" or not projection.directed:
        return projection.binary
    both = (projection.binary + projection.binary.T).tocsr()
    both.data[:] = 1.0
    return both


def among(projection: Projection, ties: sp.csr_array) -> tuple[sp.csr_array, sp.csr_array]:
    """Return the ties between nodes that are in a group (N x N), and the memberships of these (N x g)."""
    mask = projection.grouped
    return ties[mask][:, mask].tocsr(), projection.membership[mask].tocsr()


def alike(shares: sp.csr_array, one: npt.NDArray[np.integer], other: npt.NDArray[np.integer]) -> Floats:
    """Return Σ_s u_is u_js, the chance that i and j act in one group, for many pairs of nodes that are in a group."""
    if shares.nnz == shares.shape[0]:
        return np.asarray(shares.indices[one] == shares.indices[other], dtype=np.float64)
    out = np.empty(len(one))
    for start in range(0, len(one), _CHUNK):
        part = slice(start, start + _CHUNK)
        out[part] = np.asarray(shares[one[part]].multiply(shares[other[part]]).sum(axis=1)).ravel()
    return out


def mixing(projection: Projection, ties: sp.csr_array) -> sp.csr_array:
    """Return U' M U (g x g): a tie a→b counts u_as u_bt towards (s, t)."""
    shares = projection.membership
    return (shares.T @ (ties @ shares)).tocsr()


def mixing_matrix(projection: Projection, counting: Counting = "arcs") -> pd.DataFrame:
    """Return the square table of ties from each group (rows) to each (columns).

    Formula: e_st = Σ_ab M_ab u_as u_bt. M by ``counting``: ``arcs`` A; ``dyads`` each tied pair once in both
    directions, so that the table is symmetric; ``weighted`` the summed weights.

    Shapes: g x g, labelled by the groups, sorted. Complexity: O(m k²), k groups per node.

    Direction: rows send, columns receive; on undirected data, and with ``dyads``, (s, t) and (t, s) hold the same
    number and a tie inside a group counts once. Weights: with ``weighted`` only (1 a tie without weights).
    Self-loops: dropped. Parallel ties: one, each counted in ``weighted``. Isolates: no part. Nodes without a group:
    no part. Overlapping groups: by the formula, so that a tie may count in several cells; they add up to 1.

    Raises:
        UsageError: an unknown counting; more than 4,000 groups (``boundaries`` lists the pairs that have ties).

    References:
        [1] Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.
            doi:10.1103/PhysRevE.67.026126

    Example:
        >>> edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> mixing_matrix(Projection.from_tables(edges, nodes)).to_dict("index")
        {'x': {'x': 1.0, 'y': 1.0}, 'y': {'x': 0.0, 'y': 0.0}}
    """
    if counting not in COUNTINGS:
        raise UsageError(f"counting={counting!r} is none of {', '.join(COUNTINGS)}.{did_you_mean(counting, COUNTINGS)}")
    g = len(projection.groups)
    if g > _MOST_GROUPS:
        raise UsageError(
            f"a mixing matrix of {g:,} groups has {g * g:,} cells; `boundaries` lists the pairs that have ties"
        )
    ties = mixing(projection, counted(projection, counting)).toarray()
    if counting == "dyads" or not projection.directed:
        ties[np.diag_indices(g)] /= 2.0
    return pd.DataFrame(
        ties,
        index=pd.Index(projection.groups, dtype=object, name="source_industry"),
        columns=pd.Index(projection.groups, dtype=object, name="target_industry"),
    )
