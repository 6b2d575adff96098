"""Measures as something to apply: by name or as a function, over parts and variants of a projection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from bigblur.graph.metrics import measured
from bigblur.graph.projection import Projection

__all__ = ["Measurable", "applied", "part_of"]

Measurable = str | Sequence[str] | Callable[[Projection], pd.DataFrame]
"""Names as `compute` takes them, or a function that makes a frame of a projection."""


def applied(measure: Measurable, **options: object) -> Callable[[Projection], pd.DataFrame]:
    """Return a measure as a function of a projection; ``options`` go to `compute`."""
    if callable(measure):
        return measure
    names = measure
    return lambda projection: measured(projection, names, **options)


def part_of(projection: Projection, nodes: npt.NDArray[np.bool_], ties: npt.NDArray[np.bool_]) -> Projection:
    """Keep some nodes, and of the chosen ties those between them; groups stay, also those left without a member."""
    source, target = (projection.ties[end].to_numpy(dtype=np.int64) for end in ("source", "target"))
    kept = ties & nodes[source] & nodes[target]
    place = np.cumsum(nodes) - 1
    rows = projection.ties[kept].assign(source=place[source[kept]], target=place[target[kept]])
    chosen = np.flatnonzero(nodes)
    made = Projection.from_arrays(
        [projection.ids[node] for node in chosen],
        projection.groups,
        projection.membership[chosen],
        rows,
        names=[projection.names[node] for node in chosen],
        directed=projection.directed,
        weighted=projection.weighted,
    )
    return replace(made, about=projection.about)
