"""Networks that the literature computes with, and what was published of them. Only the ties of small tables stand here.

The groups of networks that have none here are ours (position modulo 3), so that the measures by group have something to
measure; no published value depends on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import networkx as nx
from reference import Graph


@dataclass(frozen=True)
class Published:
    """A network, where it is from, and the values as stated of it: by column, of nodes or of all nodes together."""

    graph: Graph
    names: tuple[str, ...]
    source: str
    licence: str
    stated_in: str = ""
    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    over_nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    weighted: dict[str, dict[str, str]] = field(default_factory=dict)


def _groups(labels: Sequence[str]) -> list[dict[str, float]]:
    return [{label: 1.0} for label in labels]


def _thirds(n: int) -> list[dict[str, float]]:
    return _groups(["xyz"[i % 3] for i in range(n)])


def _from_rows(rows: str, names: str) -> tuple[Graph, tuple[str, ...]]:
    arcs = [(i, j, 1.0) for i, row in enumerate(rows.split()) for j, cell in enumerate(row) if cell == "1"]
    return Graph(_thirds(len(names.split())), arcs), tuple(names.split())


def _from_pairs(pairs: str, *, alone: str = "") -> tuple[Graph, tuple[str, ...]]:
    """From `A-B` or `A-B:weight`; the nodes in alphabetical order."""
    ties = [one.partition(":") for one in pairs.split()]
    names = sorted({end for pair, _, _ in ties for end in pair.split("-")} | set(alone.split()))
    at = {name: i for i, name in enumerate(names)}
    arcs = [(*(at[end] for end in pair.split("-")), float(weight or 1.0)) for pair, _, weight in ties]
    return Graph(_thirds(len(names)), arcs, directed=False), tuple(names)


def _from_networkx(graph: nx.Graph, attribute: str | None) -> tuple[Graph, tuple[str, ...]]:
    names = sorted(graph, key=lambda node: (not isinstance(node, int), node))
    at = {name: i for i, name in enumerate(names)}
    members = _groups([graph.nodes[v][attribute] for v in names]) if attribute else _thirds(len(names))
    arcs = [(at[a], at[b], 1.0) for a, b in graph.edges]
    return Graph(members, arcs, directed=False), tuple(str(name) for name in names)


_KNOKE = _from_rows(
    """0100101010 1011101110 0101111001 1100101000 1111001111
       0010001010 0101100000 1101101010 0100101000 1110101000""",
    "COUN COMM EDUC INDU MAYR WRO NEWS UWAY WELF WEST",
)
_BUSINESS = _from_pairs(
    """Barbadori-Castellani Barbadori-Ginori Barbadori-Medici Barbadori-Peruzzi Bischeri-Guadagni Bischeri-Lamberteschi
       Bischeri-Peruzzi Castellani-Lamberteschi Castellani-Peruzzi Ginori-Medici Guadagni-Lamberteschi
       Lamberteschi-Peruzzi Medici-Pazzi Medici-Salviati Medici-Tornabuoni""",
    alone="Acciaiuoli Albizzi Pucci Ridolfi Strozzi",
)
_MARRIAGE = _from_networkx(nx.florentine_families_graph(), None)
_KARATE = _from_networkx(nx.karate_club_graph(), "club")
_HOLES = _from_pairs("A-B:2 A-F:3 A-G:5 A-E:2 E-G:8 F-G:3 B-G:4 B-D:1 D-G:3 G-C:10")
_THREE = Graph(_thirds(3), [(0, 1, 2.0), (0, 2, 2.0), (1, 0, 1.0), (2, 1, 1.0)])

_FACT = "facts of a published table"
_NX = "networkx's tests of structuralholes, whose values were computed with UCINET and igraph and checked by hand"

PUBLISHED: dict[str, Published] = {
    "Knoke information": Published(
        *_KNOKE,
        source="Knoke & Wood (1981) Organized for Action, Rutgers; relation KNOKI of UCINET's knokbur.dat",
        licence=_FACT,
        stated_in="CASOS, ORA standard network analysis of KNOKI (casos.cs.cmu.edu, 2011)",
        over_nodes={
            "degree_out": {"min": "3.000", "max": "8.000", "mean": "4.900", "sd": "1.700"},
            "degree_in": {"min": "1.000", "max": "9.000", "mean": "4.900", "sd": "2.625"},
            "degree_total": {"min": "4.000", "max": "16.000", "mean": "9.800", "sd": "3.458"},
            "betweenness": {"min": "0.000", "max": "17.833", "mean": "4.800", "sd": "6.220"},
        },
    ),
    "Florentine marriages": Published(
        *_MARRIAGE,
        source="Padgett & Ansell (1993) doi:10.1086/230190, by way of Breiger & Pattison (1986); in networkx",
        licence="BSD-3-Clause (networkx); facts of a published table",
    ),
    "Florentine business": Published(
        *_BUSINESS,
        source="Padgett & Ansell (1993) doi:10.1086/230190; UCINET's PADGB, with the 5 families that have no tie",
        licence=_FACT,
    ),
    "Zachary karate": Published(
        *_KARATE,
        source="Zachary (1977) doi:10.1086/jar.33.4.3629752; in networkx, without weights; groups: the club joined",
        licence="BSD-3-Clause (networkx); facts of a published table",
    ),
    "Borgatti holes": Published(
        *_HOLES,
        source="Borgatti (1997) Structural holes: unpacking Burt's redundancy measures, Connections 20(1)",
        licence=_FACT,
        stated_in=_NX,
        nodes={
            "constraint": {"G": "0.400", "A": "0.595", "C": "1"},
            "effective_size": {"G": "4.67", "A": "2.50", "C": "1"},
        },
        weighted={
            "constraint": {"G": "0.299", "A": "0.795", "C": "1"},
            "effective_size": {"G": "5.47", "A": "2.47", "C": "1"},
        },
    ),
    "three nodes": Published(
        _THREE,
        ("0", "1", "2"),
        source="networkx's tests of structuralholes (BSD-3-Clause): an example of Burt's measures with direction",
        licence="BSD-3-Clause",
        stated_in=_NX,
        nodes={
            "constraint": {"0": "1.003", "1": "1.003", "2": "1.389"},
            "effective_size": {"0": "1.167", "1": "1.167", "2": "1"},
        },
        weighted={
            "constraint": {"0": "0.840", "1": "1.143", "2": "1.378"},
            "effective_size": {"0": "1.567", "1": "1.083", "2": "1"},
        },
    ),
}
