"""The blur index of periods: how much of what chance would send across boundaries goes across them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bigblur.graph.metrics.assortativity import blur_index
from bigblur.graph.metrics.boundaries import require_dates
from bigblur.graph.metrics.nulls import Network
from bigblur.graph.periods import Period
from bigblur.graph.projection import Projection

__all__ = ["blur_by_period"]


def blur_by_period(projection: Projection, periods: Sequence[Period] | None = None) -> pd.DataFrame:
    """Return one row per period: its ties, those across boundaries, those expected, and the blur index.

    Formula: blur_index = Σ_{s≠t} O_st / Σ_{s≠t} E_st, E_st = K_s L_t / m, K and L the ties out of s and into t:
    1 as if there were no boundaries, 0 if no tie crosses one. It equals 1 - r, r Newman's assortativity [1],
    and has its jackknife error, the root of Σ (r_i - r)² over ties i left out one by one. Without ``periods`` one
    row on all ties.

    Shapes: a row a period. Complexity: O(m k²) a period, k groups per node.

    Direction: from source to target; an undirected tie counts once in ``ties`` and ``cross_ties``. Weights: none.
    Self-loops: dropped. Parallel ties: one. Isolates and nodes without a group: no part. Overlapping groups: a tie
    crosses with the share 1 - Σ_s u_as u_bs. Undefined, and so empty, in a period without ties, or with all
    of them out of and into one industry.

    Raises:
        UsageError: periods of ties of which none has a date.

    References:
        [1] Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.
            doi:10.1103/PhysRevE.67.026126

    Example: two of four ties cross, where by the ties out and in 2 · 2 / 4 + 2 · 2 / 4 = 2 would.
        >>> edges = pd.DataFrame({"source": ["a", "a", "c", "c"], "target": ["b", "d", "d", "b"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> blur_by_period(Projection.from_tables(edges, nodes))[["cross_ties", "cross_expected"]].values.tolist()
        [[2.0, 2.0]]
    """
    rows = [_row(projection, None)] if periods is None else []
    for one in periods or ():
        require_dates(projection, *one)
        rows.append(_row(projection, one))
    table = pd.DataFrame(rows, columns=["from", "to", "ties", "cross_ties", "cross_expected", *_INDEX])
    table.attrs["about"] = dict(projection.about)
    return table


_INDEX = ("blur_index", "blur_index_error")


def _row(projection: Projection, period: Period | None) -> dict[str, object]:
    inside = projection.during(*period) if period else projection
    network = Network.of(inside)
    keys, ties = network.mix()
    across = keys // max(network.g, 1) != keys % max(network.g, 1)
    halved = 1.0 if network.directed else 0.5  # undirected pairs of industries stand twice
    out, into = network.margins
    m = len(network.source)
    index, error = blur_index(inside)
    return {
        "from": period.start.isoformat() if period else None,
        "to": period.end.isoformat() if period else None,
        "ties": m,
        "cross_ties": float(halved * ties[across].sum()),
        "cross_expected": float(m - halved * (out @ into) / network.arcs) if m else np.nan,
        **dict(zip(_INDEX, (index, error), strict=True)),
    }
