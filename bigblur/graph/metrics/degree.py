"""Degree and strength: how many ties a firm has, and how much they weigh."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bigblur.graph.metrics.senses import counts, senses, table
from bigblur.graph.projection import Projection

__all__ = ["degree", "strength"]


def degree(projection: Projection) -> pd.DataFrame:
    """Count each node's distinct ties.

    Formula: degree_out_i = Σ_j A_ij, degree_in_i = Σ_j A_ji, degree_total = out + in,
    degree_alters = |{j: A_ij or A_ji}|; undirected: degree_all_i = Σ_j A_ij.

    Shapes: n rows, 4 columns if directed, else 1. Complexity: O(n + m).

    Direction: senses ``_out _in _total _alters``, undirected ``_all``. Weights: ignored; a tie of weight 0 is
    a tie. Self-loops: dropped. Parallel ties: one. Isolates: 0. Overlapping groups: groups play no part.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Freeman, L. C. (1978). Centrality in social networks: conceptual clarification. Social Networks
            1(3), 215-239. doi:10.1016/0378-8733(78)90021-7

    Example: a and b tie each other, and a ties c.
        >>> edges = pd.DataFrame({"source": ["a", "b", "a"], "target": ["b", "a", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> print(degree(Projection.from_tables(edges, nodes)).to_string(index=False))
        id  degree_out  degree_in  degree_total  degree_alters
         a           2          1             3              2
         b           1          1             2              1
         c           0          1             1              1
    """
    matrices = senses(projection, weighted=False)
    sums = {sense: np.asarray(ties.sum(axis=1)).ravel() for sense, ties in matrices.items()}
    return table(projection, {f"degree_{sense}": counts(values) for sense, values in sums.items()})


def strength(projection: Projection) -> pd.DataFrame:
    """Sum the weights of each node's ties.

    Formula: strength_out_i = Σ_j W_ij, strength_in_i = Σ_j W_ji, strength_total = out + in; undirected:
    strength_all_i = Σ_j W_ij.

    Shapes: n rows, 3 columns if directed, else 1. Complexity: O(n + m).

    Direction: senses ``_out _in _total``, undirected ``_all``. Weights: summed; without weights each tie
    weighs 1, so that strength counts deals where degree counts partners. Self-loops: dropped. Parallel ties:
    summed. Isolates: 0. Overlapping groups: groups play no part.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Barrat, A., Barthélemy, M., Pastor-Satorras, R., Vespignani, A. (2004). The architecture of complex
            weighted networks. PNAS 101(11), 3747-3752. doi:10.1073/pnas.0400087101

    Example: two deals from a to b, worth 2 and 3.
        >>> edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"], "weight": [2, 3]})
        >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["x", "y"]})
        >>> print(strength(Projection.from_tables(edges, nodes, weighted=True)).to_string(index=False))
        id  strength_out  strength_in  strength_total
         a           5.0          0.0             5.0
         b           0.0          5.0             5.0
    """
    out = np.asarray(projection.adjacency.sum(axis=1)).ravel()
    if not projection.directed:
        return table(projection, {"strength_all": out})
    into = np.asarray(projection.adjacency.sum(axis=0)).ravel()
    return table(projection, {"strength_out": out, "strength_in": into, "strength_total": out + into})
