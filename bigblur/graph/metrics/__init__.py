"""Measures of boundary spanning and centrality: a projection in, a data frame with one row per node out.

``MEASURES`` lists them; ``compute`` runs some or all; each is also a function of its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

import pandas as pd

from bigblur.errors import UsageError, did_you_mean
from bigblur.graph.memory import require_memory
from bigblur.graph.metrics.assortativity import assortativity, blur_index
from bigblur.graph.metrics.boundaries import boundaries
from bigblur.graph.metrics.bridging import bridging
from bigblur.graph.metrics.brokerage import ROLES, brokerage
from bigblur.graph.metrics.brokerage_expected import brokerage_expected, brokerage_totals
from bigblur.graph.metrics.brokerage_kinds import brokerage_by_kind
from bigblur.graph.metrics.brokerage_partial import brokerage_partial
from bigblur.graph.metrics.brokerage_weighted import brokerage_weighted
from bigblur.graph.metrics.centrality import core, katz, pagerank
from bigblur.graph.metrics.cross import betweenness_cross
from bigblur.graph.metrics.degree import degree, strength
from bigblur.graph.metrics.ei import ei
from bigblur.graph.metrics.groups import per_group
from bigblur.graph.metrics.mixing import mixing_matrix
from bigblur.graph.metrics.modularity import modularity
from bigblur.graph.metrics.participation import blau, industries, participation, within_z
from bigblur.graph.metrics.paths import betweenness, closeness
from bigblur.graph.metrics.rao_stirling import rao_stirling
from bigblur.graph.metrics.senses import sense_names, table
from bigblur.graph.metrics.spectral import eigenvector, hubs
from bigblur.graph.metrics.structural_holes import HOLES, structural_holes
from bigblur.graph.metrics.structural_holes_ego import EGO_HOLES, structural_holes_ego
from bigblur.graph.metrics.whole_graph import ei_index, whole_graph
from bigblur.graph.projection import Projection
from bigblur.graph.replay import record

__all__ = [
    "MEASURES",
    "Measure",
    "assortativity",
    "betweenness",
    "betweenness_cross",
    "blau",
    "blur_index",
    "boundaries",
    "bridging",
    "brokerage",
    "brokerage_by_kind",
    "brokerage_expected",
    "brokerage_partial",
    "brokerage_totals",
    "brokerage_weighted",
    "closeness",
    "compute",
    "core",
    "degree",
    "ei",
    "ei_index",
    "eigenvector",
    "hubs",
    "industries",
    "katz",
    "measured",
    "mixing_matrix",
    "modularity",
    "pagerank",
    "participation",
    "per_group",
    "rao_stirling",
    "strength",
    "structural_holes",
    "structural_holes_ego",
    "whole_graph",
    "within_z",
]

Cost = Literal["ties", "triangles", "paths"]
Senses = Literal["none", "binary", "sums", "both", "weight", "weighted", "reach"]


@dataclass(frozen=True)
class Measure:
    """A measure: its name, the function that computes its family, its columns and what it costs.

    ``cost``: ``ties`` is O(m), ``triangles`` O(m^1.5), ``paths`` more than that and left out by default.
    ``needs`` are options of ``compute`` without which the measure cannot be had; it is then left out of
    ``"all"`` and of the default. A family may put ``warnings`` and facts into its frame's ``attrs["about"]``.
    """

    name: str
    family: Callable[..., pd.DataFrame]
    senses: Senses
    cost: Cost
    needs: tuple[str, ...] = ()

    def columns(self, projection: Projection) -> tuple[str, ...]:
        """Name the columns that the measure has on this projection."""
        if self.senses == "none":
            return (self.name,)
        if self.senses == "weighted":
            return (self.name,) if projection.weighted else ()
        if self.senses == "weight":
            return (self.name, f"{self.name}_w") if projection.weighted else (self.name,)
        if self.senses == "reach":
            ways, suffixes = ("out", "in") if projection.directed else ("all",), ("", "_w")[: 1 + projection.weighted]
            return tuple(f"{self.name}_{way}{suffix}" for suffix in suffixes for way in ways)
        if self.senses == "sums":
            return tuple(f"{self.name}_{s}" for s in sense_names(projection, weighted=False) if s != "alters")
        return tuple(f"{self.name}_{s}" for s in sense_names(projection, weighted=self.senses == "both"))


_ALL = (
    Measure("degree", degree, "binary", "ties"),
    Measure("strength", strength, "sums", "ties"),
    *(Measure(role, brokerage, "none", "triangles") for role in ROLES),
    *(
        Measure(f"{role}_{part}", brokerage_expected, "none", "triangles")
        for role in ROLES
        for part in ("expected", "sd", "z")
    ),
    *(Measure(f"{role}_w", brokerage_weighted, "weighted", "triangles") for role in ROLES),
    *(Measure(f"{role}_normalized", brokerage_weighted, "weight", "triangles") for role in ROLES),
    *(Measure(f"{role}_partial", brokerage_partial, "none", "paths") for role in ROLES),
    *(Measure(hole, structural_holes, "none", "triangles") for hole in HOLES),
    *(Measure(hole, structural_holes_ego, "none", "triangles") for hole in EGO_HOLES),
    Measure("participation", participation, "both", "ties"),
    Measure("within_z", within_z, "both", "ties"),
    Measure("n_industries", industries, "binary", "ties"),
    Measure("n_external", industries, "binary", "ties"),
    Measure("ei", ei, "both", "ties"),
    Measure("blau", blau, "both", "ties"),
    Measure("rao_stirling", rao_stirling, "both", "ties", needs=("distances",)),
    Measure("pagerank", pagerank, "weight", "ties"),
    Measure("eigenvector", eigenvector, "weight", "ties"),
    Measure("hub", hubs, "weight", "ties"),
    Measure("authority", hubs, "weight", "ties"),
    Measure("katz", katz, "weight", "ties"),
    Measure("core", core, "none", "ties"),
    Measure("betweenness", betweenness, "weight", "paths"),
    Measure("betweenness_cross", betweenness_cross, "weight", "paths"),
    Measure("bridging", bridging, "none", "paths"),
    Measure("closeness_reach", closeness, "reach", "paths"),
    Measure("closeness_wf", closeness, "reach", "paths"),
    Measure("harmonic_sum", closeness, "reach", "paths"),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _ALL})
"""Every measure by name, in the order of the columns."""


def compute(projection: Projection, measures: Sequence[str] | str | None = None, **options: object) -> pd.DataFrame:
    """Return one row per node, in the order of the node table: ``id``, then the measures' columns.

    ``measures`` are names of measures (``participation``: all its senses), of families (``brokerage``,
    ``structural_holes``, ``industries``) or of single columns (``ei_out``); ``"all"`` is every measure, None
    those that cost O(m^1.5) or less. ``options`` go to the families that take them: ``distances`` (see
    ``rao_stirling``), ``seed`` (whatever is random). Undefined values are missing, never 0. What the result rests on is
    in ``attrs["about"]``.

    >>> edges = pd.DataFrame({"source": ["a"], "target": ["b"]})
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["x", "y"]})
    >>> compute(Projection.from_tables(edges, nodes), ["ei_total", "constraint"]).values.tolist()
    [['a', 1.0, 1.0], ['b', 1.0, 1.0]]

    Raises:
        UsageError: an unknown measure; names the nearest ones. An option that no measure takes, or one that a
            measure asked for by name needs. More memory needed than there is (`bigblur.graph.memory`).
    """
    frame = measured(projection, measures, **options)
    frame.attrs["about"] = record(frame.attrs["about"], projection, "compute", {"measures": measures, **options})
    return frame


def measured(projection: Projection, measures: Sequence[str] | str | None = None, **options: object) -> pd.DataFrame:
    """Return what ``compute`` returns, without the record of the call: for what calls it a thousand times."""
    options = {name: value for name, value in options.items() if value is not None}
    wanted = _columns(projection, measures, options)
    require_memory(projection, [family.__name__ for family in dict.fromkeys(wanted.values())])
    with projection.sharing():
        results = {family: family(projection, **_taken(family, options)) for family in dict.fromkeys(wanted.values())}
    frame = table(projection, {column: results[family][column].array for column, family in wanted.items()})
    frame.attrs["about"] = _about(projection, list(results.values()))
    return frame


def _taken(family: Callable[..., pd.DataFrame], options: Mapping[str, object]) -> dict[str, object]:
    return {name: options[name] for name in _parameters(family) if name in options}


@cache
def _parameters(family: Callable[..., pd.DataFrame]) -> tuple[str, ...]:
    # Looked up once: tests against chance come by a thousand times.
    return tuple(inspect.signature(family).parameters)


def _about(projection: Projection, results: Sequence[pd.DataFrame]) -> dict[str, object]:
    """What the projection rests on, and what each family adds to that."""
    about = dict(projection.about)
    warnings = list(projection.about.get("warnings", ()))  # type: ignore[call-overload]
    for result in results:
        added = dict(result.attrs.get("about", {}))
        warnings += [warning for warning in added.pop("warnings", ()) if warning not in warnings]
        about |= {name: value for name, value in added.items() if name not in about}
    return about | {"warnings": warnings}


def _columns(
    projection: Projection, measures: Sequence[str] | str | None, options: Mapping[str, object]
) -> dict[str, Callable[..., pd.DataFrame]]:
    usable = {option for measure in _ALL for option in _parameters(measure.family)} - {"projection"}
    for option in options:
        if option not in usable:
            raise UsageError(f"no measure takes {option!r}; the options are: {', '.join(sorted(usable))}")
    columns = {name: measure.columns(projection) for name, measure in MEASURES.items()}
    possible = [name for name, one in MEASURES.items() if columns[name] and all(need in options for need in one.needs)]
    names = _names(measures, possible)
    wanted: dict[str, Callable[..., pd.DataFrame]] = {}
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
    for measure in MEASURES.values():
        lacking = [option for option in measure.needs if option not in options]
        if lacking and measure.family in wanted.values():
            raise UsageError(f"{measure.name} needs {lacking[0]!r}; see the help of {measure.family.__name__}")
    return wanted


def _names(measures: Sequence[str] | str | None, possible: Sequence[str]) -> list[str]:
    if measures is None:
        return [name for name in possible if MEASURES[name].cost != "paths"]
    if isinstance(measures, str):
        measures = [name.strip() for name in measures.split(",")]
    return [found for name in measures for found in (possible if name == "all" else [name])]
