"""The tied pairs of a projection, each once, and as igraph wants them."""

from __future__ import annotations

import igraph
import numpy as np
import pandas as pd

from bigblur.errors import InputError
from bigblur.graph.projection import Projection

__all__ = ["as_igraph", "lengths", "tied_pairs"]


def tied_pairs(projection: Projection) -> pd.DataFrame:
    """Return ``source target shortest``: each tied pair once with its smallest weight; low to high if undirected."""
    ties = projection.ties[["source", "target", "weight"]]
    if not projection.directed:
        ends = np.sort(ties[["source", "target"]].to_numpy(), axis=1)
        ties = ties.assign(source=ends[:, 0], target=ends[:, 1])
    # Sorted, so that what comes of it cannot depend on the order of rows.
    grouped = ties.groupby(["source", "target"], sort=True)["weight"]
    return grouped.agg(shortest="min").reset_index()


def as_igraph(projection: Projection, *, directed: bool | None = None) -> igraph.Graph:
    """Return the tied pairs as an igraph graph, ordered as in ``tied_pairs``; ``directed`` False ignores directions."""
    directed = projection.directed if directed is None else directed
    ties = projection.binary.tocoo()
    source, target = ties.row.astype(np.int64), ties.col.astype(np.int64)
    if not directed:
        keys = np.unique(np.minimum(source, target) * projection.n + np.maximum(source, target))
        source, target = np.divmod(keys, max(projection.n, 1))
    return igraph.Graph(n=projection.n, edges=np.stack([source, target], axis=1), directed=directed)


def lengths(projection: Projection, what: str) -> list[float]:
    """Return the smallest weight of each tied pair, in the order of ``tied_pairs``.

    Raises:
        InputError: a weight of 0, which is no length.
    """
    pairs = tied_pairs(projection)
    zero = pairs[pairs["shortest"] == 0]
    if len(zero):
        a, b = (projection.ids[int(zero.iloc[0][end])] for end in ("source", "target"))
        raise InputError(
            f"the tie {a!r} to {b!r} weighs 0, which is no length for {what}; give it a length above 0, "
            "or leave weights out"
        )
    found: list[float] = pairs["shortest"].tolist()
    return found
