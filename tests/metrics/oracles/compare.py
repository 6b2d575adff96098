"""Holding bigblur's columns against the oracles: what is compared, how near is equal, which disagreements are known.

A result is compared value by value; where one side has no value, so must the other. Every disagreement must be in
EXPLAINED, and every entry there must still be seen: one that has gone fails the test as well.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import by_definition  # noqa: E402
from cases import CASES, CRISP  # noqa: E402
from published import PUBLISHED  # noqa: E402
from reference import Graph  # noqa: E402

EXACT, ITERATIVE = 1e-9, 1e-6
ROLES = by_definition.ROLES
_HOLES = ("constraint", "effective_size", "efficiency", "hierarchy")
_SENSES = ("degree", "participation", "blau", "rao_stirling", "within_z", "n_industries", "n_external", "ei")
_ONE = ("pagerank", "eigenvector", "hub", "authority", "katz", "betweenness", "betweenness_cross")
_NEAR = ("closeness_reach", "closeness_wf", "harmonic_sum")

NODE_MEASURES: tuple[str, ...] = (
    *("degree", "strength"),
    *(f"{role}{part}" for part in ("", "_expected", "_sd", "_z", "_partial") for role in ROLES),
    *(f"{hole}{model}" for model in ("", "_ego_model") for hole in _HOLES),
    *(name for name in _SENSES if name != "degree"),
    *(*_ONE, "core", "bridging", *_NEAR),
)
"""The measures per node of METRICS.md, the contract; a column of theirs that bigblur lacks is shown as missing."""

GRAPH_COLUMNS = (
    *("assortativity", "assortativity_error", "blur_index", "modularity", "ei_arcs", "ei_dyads"),
    *(f"{role}{part}" for part in ("", "_expected", "_sd", "_z") for role in ROLES),
)
GROUP_COLUMNS = ("ei_touching", "ei_member_sum")
BOUNDARY_COLUMNS = ("ties", "deals", "weight")

# What the tools iterate to; sums of an eigenvector's error included.
_ITERATED = re.compile(r"^(pagerank|eigenvector|hub|authority|katz)")


def columns_of(measure: str, *, directed: bool, weighted: bool) -> tuple[str, ...]:
    """The columns of a measure on such data."""
    ways = ("out", "in", "total", "alters") if directed else ("all",)
    heavy = tuple(f"{way}_w" for way in ways if way != "alters") if weighted else ()
    if measure == "strength":
        return tuple(f"strength_{way}" for way in ways if way != "alters")
    if measure in ("degree", "n_industries", "n_external"):
        return tuple(f"{measure}_{way}" for way in ways)
    if measure in _SENSES:
        return tuple(f"{measure}_{way}" for way in (*ways, *heavy))
    ends = ("", "_w") if weighted else ("",)
    if measure in _ONE:
        return tuple(f"{measure}{end}" for end in ends)
    if measure in _NEAR:
        return tuple(f"{measure}_{way}{end}" for end in ends for way in (("out", "in") if directed else ("all",)))
    return (measure,)


@cache
def measure_of(column: str) -> str:
    """The measure that a column belongs to."""
    for measure in sorted(NODE_MEASURES, key=len, reverse=True):
        for directed in (True, False):
            if column in columns_of(measure, directed=directed, weighted=True):
                return measure
    return column


@dataclass(frozen=True)
class Oracle:
    """A tool: its name and version, and what it says of each case."""

    name: str
    version: str
    made_by: str
    values: dict[str, dict[str, dict[str, Any]]]


@cache
def oracles() -> tuple[Oracle, ...]:
    """The stored oracles, the definitions and the published tables."""
    stored = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.json")) if path.stem != "cases"
    ]
    tools = [Oracle(one["tool"], one["version"], one["made_by"], one["values"]) for one in stored]
    said = {name: _defined(graph) for name, graph in CASES.items()}
    tables = {name: _published(name) for name in PUBLISHED}
    return (
        Oracle("definition", "in these tests", "by_definition.py", said),
        *tools,
        Oracle("published", "as printed", "published.py", tables),
    )


def _defined(graph: Graph) -> dict[str, dict[str, Any]]:
    brokers = by_definition.brokerage(graph)
    return {
        "nodes": by_definition.nodes(graph, weighted=False, brokers=brokers),
        "weighted": by_definition.nodes(graph, weighted=True, brokers=brokers),
        "graph": by_definition.whole_graph(graph),
        "group": by_definition.per_group(graph),
        "boundaries": by_definition.boundaries(graph),
    }


def _published(name: str) -> dict[str, dict[str, Any]]:
    one = PUBLISHED[name]
    at = {node: i for i, node in enumerate(one.names)}

    def spread(stated: dict[str, dict[str, str]]) -> dict[str, dict[int, str]]:
        return {column: {at[node]: value for node, value in values.items()} for column, values in stated.items()}

    return {"nodes": spread(one.nodes), "weighted": spread(one.weighted), "over": one.over_nodes}


@dataclass
class Agreement:
    """How a column of ours compares with an oracle over the cases."""

    oracle: str
    level: str
    column: str
    cases: set[str] = field(default_factory=set)
    values: int = 0
    furthest: float = 0.0
    differ: dict[str, str] = field(default_factory=dict)
    explained: dict[str, set[str]] = field(default_factory=dict)


def distance(ours: float | None, theirs: float | str | None) -> float:
    """How far two values are apart: relative, absolute below 1; infinite if only one is there."""
    a, b = (math.nan if value is None else float(value) for value in (ours, theirs))
    if math.isnan(a) and math.isnan(b):
        return 0.0
    if math.isnan(a) != math.isnan(b):
        return math.inf
    return abs(a - b) / max(1.0, abs(b))


def bound(column: str, theirs: float | str | None) -> float:
    """How far apart counts as equal; of a value as printed, half a unit of its last digit."""
    if isinstance(theirs, str):
        digits = len(theirs.partition(".")[2]) or 9
        return 0.5 * 10.0**-digits * (1 + 1e-9) / max(1.0, abs(float(theirs)))
    return ITERATIVE if _ITERATED.match(column) else EXACT


OURS_EMPTY, THEIRS_EMPTY, VALUE = "ours empty", "theirs empty", "another value"


@dataclass(frozen=True)
class Explained:
    """A disagreement that is understood: whose, in which columns (a pattern), of what kind, in which cases, and why."""

    oracle: str
    columns: str
    kinds: frozenset[str]
    why: str
    cases: Callable[[str], bool] = bool

    def covers(self, oracle: str, level: str, column: str, case: str) -> bool:
        """Is it about this oracle, column and case?"""
        named = re.fullmatch(self.columns, f"{level}:{column}") is not None
        return oracle == self.oracle and named and self.cases(case)


def _undirected(case: str) -> bool:
    return not CRISP[case].directed


def _directed(case: str) -> bool:
    return CRISP[case].directed


def _explained() -> Iterator[Explained]:
    empty, value, none = frozenset({OURS_EMPTY}), frozenset({VALUE}), frozenset({THEIRS_EMPTY})
    yield Explained(
        "R sna",
        r"(nodes|graph):.*_(sd|z)",
        value,
        "undirected: sna takes the two arcs of a tie for independent; they are one event, so the sd is larger",
        _undirected,
    )
    yield Explained(
        "R sna",
        r"graph:(coordinator|gatekeeper|representative|brokerage_total)_(sd|z)",
        value,
        "sna's sd of the totals is too large (enumerate all digraphs on few nodes); per node it is right",
        _directed,
    )
    for tool in ("R igraph", "igraph"):
        yield Explained(
            tool,
            r"nodes:(eigenvector|hub|authority)(_w)?",
            empty,
            "igraph answers by its start vector where the leading one is not unique; ours is empty, with a warning",
        )
        yield Explained(
            tool,
            r"weighted:constraint",
            none,
            "igraph takes a tie of weight 0 for an alter and divides 0 by 0",
            lambda case: case == "weight of 0",
        )
    yield Explained(
        "R igraph",
        r"nodes:authority(_w)?",
        value,
        "this version gives the hubs as authorities of a graph that is a single arc",
        lambda case: case == "pair",
    )
    yield Explained("networkx", r"nodes:closeness_.*", empty, "networkx writes 0 for a node that reaches nobody, 0/0")
    yield Explained(
        "networkx",
        r"(nodes|weighted):effective_size",
        value,
        "networkx 3.6.1 divides Z_jq by the largest of q, not of j (spread over columns instead of rows)",
    )
    yield Explained(
        "networkx",
        r"nodes:eigenvector_w",
        empty,
        "the graph is acyclic but for ties of weight 0: no unique vector",
        lambda case: case == "weight of 0",
    )
    yield Explained("bctpy", r"nodes:(participation|within_z)_.*", empty, "bctpy writes 0 for what is undefined")
    yield Explained(
        "networkit", r"nodes:betweenness", value, "networkit counts each undirected pair in both orders", _undirected
    )
    yield Explained(
        "networkit",
        r"nodes:pagerank",
        value,
        "undirected, with isolates: their rank is lost even with distributeSinks, the ranks no longer add up to 1",
        lambda case: case in ("Florentine business", "forty undirected"),
    )
    yield Explained(
        "networkit", r"graph:modularity", value, "networkit's modularity is not right on directed graphs", _directed
    )
    yield Explained("networkit", r"nodes:closeness_.*", empty, "networkit writes 0 for a node that reaches nobody")
    yield Explained(
        "easygraph",
        r"(nodes|weighted):(constraint|effective_size|efficiency)",
        none,
        "EasyGraph has no value for a node without out-ties, though ties come in",
        _directed,
    )
    yield Explained(
        "easygraph",
        r"(nodes|weighted):efficiency",
        frozenset({VALUE, THEIRS_EMPTY}),
        "EasyGraph divides by the sum of weights, a reciprocated alter twice; Burt divides by the number of alters",
    )
    yield Explained(
        "easygraph",
        r"(nodes|weighted):hierarchy",
        frozenset({VALUE, OURS_EMPTY}),
        "EasyGraph has 0 with one alter, where Burt has 1, and 0 for isolates",
    )
    yield Explained(
        "easygraph",
        r"weighted:(constraint|effective_size)",
        frozenset({VALUE, OURS_EMPTY}),
        "EasyGraph takes a tie of weight 0 for an alter",
        lambda case: case == "weight of 0",
    )


EXPLAINED: tuple[Explained, ...] = tuple(_explained())


def compare(results: dict[tuple[str, str], Any]) -> list[Agreement]:
    """Compare results by (case, level) with every oracle; levels are nodes, weighted, graph, group and boundaries.

    A result of nodes is columns of lists; of the graph, columns of numbers; of groups and pairs, rows by key.
    """
    found: dict[tuple[str, str, str], Agreement] = {}
    for oracle in oracles():
        for case, levels in oracle.values.items():
            if not levels:  # R writes an empty list for nothing.
                continue
            for level, column, ours, theirs in _pairs(levels, case, results):
                key = (oracle.name, "nodes" if level == "weighted" else level, column)
                row = found.setdefault(key, Agreement(*key))
                _note(row, oracle, level, case, ours, theirs)
    return list(found.values())


def _note(row: Agreement, oracle: Oracle, level: str, case: str, ours: Sequence[Any], theirs: Sequence[Any]) -> None:
    row.cases.add(case)
    kinds: dict[str, str] = {}
    for a, b in zip(ours, theirs, strict=True):
        apart = distance(a, b)
        row.values += 1
        if apart <= bound(row.column, b):
            row.furthest = max(row.furthest, apart)
        else:
            kinds.setdefault(_kind(a, b), f"{level}: ours {a}, theirs {b}")
    known = [one for one in EXPLAINED if one.covers(oracle.name, level, row.column, case) and one.kinds & set(kinds)]
    unknown = set(kinds) - {kind for one in known for kind in one.kinds}
    if unknown:
        row.differ[f"{case} {level}"] = "; ".join(kinds[kind] for kind in sorted(unknown))
    elif known:
        row.explained.setdefault(case, set()).update(one.why for one in known)


def _kind(ours: float | None, theirs: float | None) -> str:
    if ours is None or math.isnan(float(ours)):
        return OURS_EMPTY
    return THEIRS_EMPTY if theirs is None or math.isnan(float(theirs)) else VALUE


Pairs = Iterator[tuple[str, str, list[Any], list[Any]]]


def _pairs(levels: dict[str, Any], case: str, results: dict[tuple[str, str], Any]) -> Pairs:
    for level, columns in levels.items():
        if level == "over":
            yield from _over(columns, results.get((case, "nodes"), {}))
        elif level in ("nodes", "weighted"):
            # Tools write both into one: what needs weights is read off the weighted run only.
            ours = results.get((case, level), {})
            if level == "nodes":
                ours = results.get((case, "weighted"), {}) | ours
            yield from _by_node(level, columns, ours)
        elif (case, level) in results:
            yield from (_by_column if level == "graph" else _by_row)(level, columns, results[case, level])


def _by_node(level: str, columns: dict[str, Any], ours: dict[str, list[Any]]) -> Pairs:
    for column, values in columns.items():
        if column in ours:
            some = values if isinstance(values, dict) else dict(enumerate(values))
            yield level, column, [ours[column][i] for i in some], list(some.values())


def _by_column(level: str, columns: dict[str, Any], ours: dict[str, Any]) -> Pairs:
    for column, value in columns.items():
        if column in ours:
            yield level, column, [ours[column]], [value]


def _by_row(level: str, rows: dict[Any, dict[str, Any]], ours: dict[Any, dict[str, Any]]) -> Pairs:
    keys = sorted({*rows, *ours})
    for column in next(iter(rows.values()), {}):
        # A row that only one side has counts as 0 on the other.
        mine, theirs = ([side.get(key, {}).get(column, 0.0) for key in keys] for side in (ours, rows))
        yield level, column, mine, theirs


def _over(columns: dict[str, dict[str, str]], ours: dict[str, list[float]]) -> Pairs:
    for column, stated in columns.items():
        if column in ours:
            values = [float(value) for value in ours[column]]
            mean = sum(values) / len(values)
            sd = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
            made = {"min": min(values), "max": max(values), "mean": mean, "sd": sd}
            yield "nodes", column, [made[name] for name in stated], list(stated.values())
