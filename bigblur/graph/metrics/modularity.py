"""Modularity of the industries taken as a partition of the network."""

from __future__ import annotations

import numpy as np

from bigblur.graph.metrics.mixing import alike, among
from bigblur.graph.projection import Projection

__all__ = ["modularity"]


def modularity(projection: Projection, *, weighted: bool = False) -> float:
    """Measure how many more ties lie inside industries than chance would put there, as a share of all.

    Formula: Q = Σ_ij (M_ij - k_i^out k_j^in / m) Σ_s u_is u_js / m = Σ_s (e_ss - a_s b_s), over the nodes that are
    in a group; m = Σ M, e = U' M U / m, a and b its row and column sums. On undirected data k^out = k^in and m is
    twice the number of ties, which is Newman's formula.

    Shapes: one number. Complexity: O(m k), k groups per node.

    Direction: followed. Weights: with ``weighted`` M is the summed weights. Self-loops: dropped. Parallel ties: one
    (one tie with the sum of their weights). Isolates and nodes without a group: no part. Overlapping groups: by the
    formula. Undefined without ties.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Leicht, E. A., Newman, M. E. J. (2008). Community structure in directed networks. Physical Review Letters
            100, 118703. doi:10.1103/PhysRevLett.100.118703
        [2] Newman, M. E. J. (2006). Modularity and community structure in networks. PNAS 103(23), 8577-8582.
            doi:10.1073/pnas.0601602103

    Example: two ties, each inside its industry: 1 - 2 · 1/2 · 1/2.
        >>> import pandas as pd
        >>> edges = pd.DataFrame({"source": ["a", "c"], "target": ["b", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> modularity(Projection.from_tables(edges, nodes))
        0.5
    """
    ties, shares = among(projection, projection.adjacency if weighted else projection.binary)
    total = float(ties.sum())
    if total == 0.0:
        return float("nan")
    out = np.asarray(shares.T @ np.asarray(ties.sum(axis=1)).ravel())
    into = np.asarray(shares.T @ np.asarray(ties.sum(axis=0)).ravel())
    arcs = ties.tocoo()
    inside = float(arcs.data @ alike(shares, arcs.row, arcs.col))
    return inside / total - float(out @ into) / total**2
