"""Measures of boundary spanning and centrality: a projection in, a data frame with one row per node out.

``MEASURES`` lists them; ``compute`` runs some or all; each is also a function of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import pandas as pd

from bigblur.errors import UsageError, did_you_mean
from bigblur.graph.metrics.boundaries import boundaries, summary
from bigblur.graph.metrics.brokerage import ROLES, brokerage
from bigblur.graph.metrics.centrality import betweenness, pagerank
from bigblur.graph.metrics.degree import degree, strength
from bigblur.graph.metrics.ei import ei
from bigblur.graph.metrics.participation import blau, industries, participation, within_z
from bigblur.graph.metrics.senses import sense_names, table
from bigblur.graph.metrics.structural_holes import HOLES, structural_holes
from bigblur.graph.projection import Projection

__all__ = [
    "MEASURES",
    "Measure",
    "betweenness",
    "blau",
    "boundaries",
    "brokerage",
    "compute",
    "degree",
    "ei",
    "industries",
    "pagerank",
    "participation",
    "strength",
    "structural_holes",
    "summary",
    "within_z",
]

Cost = Literal["ties", "triangles", "paths"]
Senses = Literal["none", "binary", "sums", "both", "weight"]


@dataclass(frozen=True)
class Measure:
    """A measure: its name, the function that computes its family, its columns and what it costs.

    ``cost``: ``ties`` is O(m), ``triangles`` O(m^1.5), ``paths`` more than that and left out by default.
    """

    name: str
    family: Callable[[Projection], pd.DataFrame]
    senses: Senses
    cost: Cost

    def columns(self, projection: Projection) -> tuple[str, ...]:
        """Name the columns that the measure has on this projection."""
        if self.senses == "none":
            return (self.name,)
        if self.senses == "weight":
            return (self.name, f"{self.name}_w") if projection.weighted else (self.name,)
        if self.senses == "sums":
            return tuple(f"{self.name}_{s}" for s in sense_names(projection, weighted=False) if s != "alters")
        return tuple(f"{self.name}_{s}" for s in sense_names(projection, weighted=self.senses == "both"))


_ALL = (
    Measure("degree", degree, "binary", "ties"),
    Measure("strength", strength, "sums", "ties"),
    *(Measure(role, brokerage, "none", "triangles") for role in ROLES),
    *(Measure(hole, structural_holes, "none", "triangles") for hole in HOLES),
    Measure("participation", participation, "both", "ties"),
    Measure("within_z", within_z, "both", "ties"),
    Measure("n_industries", industries, "binary", "ties"),
    Measure("n_external", industries, "binary", "ties"),
    Measure("ei", ei, "both", "ties"),
    Measure("blau", blau, "both", "ties"),
    Measure("pagerank", pagerank, "weight", "ties"),
    Measure("betweenness", betweenness, "weight", "paths"),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _ALL})
"""Every measure by name, in the order of the columns."""


def compute(projection: Projection, measures: Sequence[str] | str | None = None) -> pd.DataFrame:
    """Return one row per node, in the order of the node table: ``id``, then the measures' columns.

    ``measures`` are names of measures (``participation``: all its senses), of families (``brokerage``,
    ``structural_holes``, ``industries``) or of single columns (``ei_out``); ``"all"`` is every measure, None
    those that cost O(m^1.5) or less. Undefined values are missing, never 0. What the result rests on is
    in ``attrs["about"]``.

    >>> edges = pd.DataFrame({"source": ["a"], "target": ["b"]})
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["x", "y"]})
    >>> compute(Projection.from_tables(edges, nodes), ["ei_total", "constraint"]).values.tolist()
    [['a', 1.0, 1.0], ['b', 1.0, 1.0]]

    Raises:
        UsageError: an unknown measure; names the nearest ones.
    """
    wanted = _columns(projection, measures)
    results = {family: family(projection) for family in dict.fromkeys(wanted.values())}
    frame = table(projection, {column: results[family][column].array for column, family in wanted.items()})
    frame.attrs["about"] = dict(projection.about)
    return frame


def _columns(
    projection: Projection, measures: Sequence[str] | str | None
) -> dict[str, Callable[[Projection], pd.DataFrame]]:
    names = _names(measures)
    columns = {name: measure.columns(projection) for name, measure in MEASURES.items()}
    wanted: dict[str, Callable[[Projection], pd.DataFrame]] = {}
    for name in names:
        chosen = [
            (column, measure.family)
            for measure in MEASURES.values()
            for column in columns[measure.name]
            if name in (measure.name, measure.family.__name__, column)
        ]
        if not chosen:
            known = {*MEASURES, *(m.family.__name__ for m in _ALL), *(c for cs in columns.values() for c in cs)}
            hint = did_you_mean(name, sorted(known)) or f" The measures are: {', '.join(MEASURES)}."
            raise UsageError(f"there is no measure {name!r} on this data.{hint}")
        wanted.update(chosen)
    return wanted


def _names(measures: Sequence[str] | str | None) -> list[str]:
    if measures is None:
        return [name for name, measure in MEASURES.items() if measure.cost != "paths"]
    if isinstance(measures, str):
        measures = [name.strip() for name in measures.split(",")]
    return [found for name in measures for found in (MEASURES if name == "all" else [name])]
