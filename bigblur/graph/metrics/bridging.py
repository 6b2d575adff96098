"""Bridging centrality: on many shortest paths, and between well-connected neighbours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bigblur.graph.metrics.pairs import as_igraph
from bigblur.graph.metrics.paths import betweenness_of
from bigblur.graph.metrics.sampling import Sources
from bigblur.graph.metrics.senses import Floats, ratio, table
from bigblur.graph.projection import Projection

__all__ = ["bridging"]


def bridging(projection: Projection, *, seed: int = 0) -> pd.DataFrame:
    """Find the nodes that bridge between densely tied parts.

    Formula: bridging_v = betweenness_v · (1 / k_v) / Σ_{u∈N(v)} 1 / k_u, N(v) the distinct neighbours of v, k_v
    their number; betweenness in steps, not normalised, each pair once. On undirected data it is the column
    ``betweenness`` times the bridging coefficient. Beyond n (n + m) of 5·10⁹ the betweenness is estimated, as
    for ``betweenness``.

    Shapes: n rows, 1 column. Complexity: as betweenness. Library: igraph.

    Direction: ignored in all parts, the measure being defined without. Weights: ignored. Self-loops: dropped.
    Parallel and reciprocated ties: one. Isolates: the coefficient is 0/0, undefined. Overlapping groups: groups
    play no part.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Hwang, W., Kim, T., Ramanathan, M., Zhang, A. (2008). Bridging centrality: graph mining from element
            level to group level. KDD '08, 336-344. doi:10.1145/1401890.1401934

    Example: on the path a-b-c, b lies between the one pair; its coefficient is (1/2) / (1 + 1).
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> bridging(Projection.from_tables(edges, nodes))["bridging"].tolist()
        [0.0, 0.25, 0.0]
    """
    sources = Sources.of(projection, seed)
    between, error = projection.once(
        ("betweenness", False, seed), lambda: betweenness_of(as_igraph(projection, directed=False), sources)
    )
    factor = _coefficient(projection)
    found = {"bridging": (between * factor, error * factor)}
    frame = table(projection, {"bridging": found["bridging"][0]})
    frame.attrs["about"] = sources.about(found)
    return frame


def _coefficient(projection: Projection) -> Floats:
    ties = projection.binary
    neighbours = ((ties + ties.T) > 0).astype(np.float64).tocsr() if projection.directed else ties
    inverse = ratio(np.ones(projection.n), np.diff(neighbours.indptr).astype(np.float64))
    return ratio(inverse, np.asarray(neighbours @ np.nan_to_num(inverse)))
