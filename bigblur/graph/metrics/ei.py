"""The E-I index: do a firm's ties lead out of its industry or stay inside?"""

from __future__ import annotations

import pandas as pd

from bigblur.graph.metrics.senses import group_ties, inside, ratio, senses, table
from bigblur.graph.projection import Projection

__all__ = ["ei"]


def ei(projection: Projection) -> pd.DataFrame:
    """Compare each node's ties to other groups (E) with those to its own (I): 1 is all out, -1 all in.

    Formula: ei_i = (E_i - I_i) / (E_i + I_i) with I_i = Σ_j M_ij Σ_s u_is u_js and E_i = Σ_j M_ij - I_i, over
    the nodes j that are in a group; M is the matrix of the sense.

    Shapes: n rows, one column per sense. Complexity: O(m k), k groups per node.

    Direction: senses ``_out _in _total _alters``, undirected ``_all``. Weights: columns with ``_w`` sum them.
    Self-loops: dropped. Parallel ties: one, summed in ``_w``. Isolates: undefined. Nodes without a group:
    undefined, and ties to them do not count. Overlapping groups: u_is is the chance that i acts in s, so two
    nodes with the same half-and-half membership count as half external.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Krackhardt, D., Stern, R. N. (1988). Informal networks and organizational crises: an experimental
            simulation. Social Psychology Quarterly 51(2), 123-140. doi:10.2307/2786835

    Example: a has two ties out of its industry and one inside: (2 - 1) / 3.
        >>> edges = pd.DataFrame({"source": ["a", "a", "a"], "target": ["b", "c", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "z"]})
        >>> ei(Projection.from_tables(edges, nodes))["ei_out"].round(3).tolist()
        [0.333, nan, nan, nan]
    """
    columns = {}
    for sense, ties in senses(projection).items():
        to_group, total = group_ties(projection, ties)
        total[~projection.grouped] = 0.0
        columns[f"ei_{sense}"] = ratio(total - 2 * inside(projection, to_group), total)
    return table(projection, columns)
