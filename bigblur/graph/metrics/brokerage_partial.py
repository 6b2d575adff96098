"""Partial brokerage: a pair that several firms stand between is shared among them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bigblur.graph.metrics.brokerage import ROLES
from bigblur.graph.metrics.brokerage_paths import open_paths, role_chances
from bigblur.graph.metrics.senses import sum_at, table
from bigblur.graph.projection import Projection

__all__ = ["brokerage_partial"]


def brokerage_partial(projection: Projection) -> pd.DataFrame:
    """Count brokerage roles with each open pair (a, b) shared equally among all who stand between a and b.

    Formula: role_partial_v = Σ_(a,b) r_avb / k_ab over the ordered pairs with a→v→b, a ≠ b and no a→b; r_avb is 1 in
    v's role on that two-path, else 0 (see brokerage), and k_ab = Σ_w A_aw A_wb. brokerage_total_partial added up over
    all nodes is the number of open pairs at distance two.

    Shapes: n rows, 6 columns. Complexity: O(Σ_v d_in d_out), more than brokerage: hubs are dear; memory O(m) and one
    chunk of two-paths.

    Direction: followed; on undirected data each pair counts in both orders. Weights: ignored. Self-loops: dropped.
    Parallel ties: one. Isolates: 0. Nodes without a group: undefined; they are no ends, and no intermediaries in
    k_ab either. Overlapping groups: r_avb is the chance of the role.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Gould, R. V., Fernandez, R. M. (1989). Structures of mediation. Sociological Methodology 19, 89-126.
            doi:10.2307/270949

    Example: v and w both stand between a and b.
        >>> edges = pd.DataFrame({"source": ["a", "a", "v", "w"], "target": ["v", "w", "b", "b"]})
        >>> nodes = pd.DataFrame({"id": ["a", "v", "w", "b"], "industry": ["x", "x", "y", "y"]})
        >>> result = brokerage_partial(Projection.from_tables(edges, nodes))
        >>> result[["representative_partial", "gatekeeper_partial"]].to_numpy().tolist()
        [[0.0, 0.0], [0.5, 0.0], [0.0, 0.5], [0.0, 0.0]]
    """
    sums = np.zeros((len(ROLES), projection.n))
    for a, v, b in open_paths(projection):
        _, pair, brokers = np.unique(a * np.int64(projection.n) + b, return_inverse=True, return_counts=True)
        part = role_chances(projection.membership, (a, v, b)) / brokers[pair]
        sums += np.stack([sum_at(v, role, projection.n) for role in part])
    sums[:, ~projection.grouped] = np.nan
    return table(projection, {f"{role}_partial": values for role, values in zip(ROLES, sums, strict=True)})
