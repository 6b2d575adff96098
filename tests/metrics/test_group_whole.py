"""The whole graph in one row: against loops, networkx, igraph and Newman's published table."""

from __future__ import annotations

import math
from itertools import product

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from graphs import GRAPHS, project
from group_loops import ALL, close, counted, grouped
from reference import NAN, Graph, Weights

from bigblur.errors import UsageError
from bigblur.graph.metrics import assortativity, blur_index, ei_index, mixing_matrix, modularity, whole_graph
from bigblur.graph.projection import Projection

CRISP = {name: graph for name, graph in ALL.items() if all(len(members) < 2 for members in graph.members)}


def sums(graph: Graph, ties: Weights) -> tuple[float, float]:
    """Share of ties inside, and what chance gives: Σ e_ss and Σ a_s b_s."""
    m = sum(ties.values())
    groups = {s for members in graph.members for s in members}
    inside = sum(weight * graph.alike(a, b) for (a, b), weight in ties.items()) / m
    chance = 0.0
    for s in groups:
        out = sum(weight * graph.members[a].get(s, 0.0) for (a, _), weight in ties.items())
        into = sum(weight * graph.members[b].get(s, 0.0) for (_, b), weight in ties.items())
        chance += out * into / m**2
    return inside, chance


def r_by_loop(graph: Graph, ties: Weights) -> float:
    if sum(ties.values()) == 0:
        return NAN
    inside, chance = sums(graph, ties)
    return NAN if chance > 1 - 1e-12 else (inside - chance) / (1 - chance)


def error_by_loop(graph: Graph, ties: Weights) -> float:
    """Takes each tie out in fact."""
    r = r_by_loop(graph, ties)
    left_out = []
    for a, b in ties:
        if graph.directed or a < b:
            gone = {(a, b)} if graph.directed else {(a, b), (b, a)}
            left_out.append(r_by_loop(graph, {pair: weight for pair, weight in ties.items() if pair not in gone}))
    return math.sqrt(sum((one - r) ** 2 for one in left_out)) if left_out else NAN


@pytest.mark.parametrize("name", ALL)
def test_assortativity_and_its_error_by_leaving_each_tie_out(name: str) -> None:
    graph = ALL[name]
    for weighted in (False, True):
        ties = counted(graph, "weighted" if weighted else "arcs")
        r, error = assortativity(project(graph, weighted=True), weighted=weighted)
        assert close(r, r_by_loop(graph, ties))
        if name != "weight of 0":  # without the one tie that weighs nothing r is the same, but by another sum
            assert close(error, error_by_loop(graph, ties))


@pytest.mark.parametrize("name", ALL)
def test_modularity_and_ei_by_loops(name: str) -> None:
    graph = ALL[name]
    projection = project(graph, weighted=True)
    for weighted in (False, True):
        ties = counted(graph, "weighted" if weighted else "arcs")
        inside, chance = sums(graph, ties) if sum(ties.values()) else (NAN, NAN)
        assert close(modularity(projection, weighted=weighted), inside - chance)
    for counting in ("arcs", "dyads", "weighted"):
        ties = counted(graph, counting)
        m = sum(ties.values())
        external = sum(weight * (1 - graph.alike(a, b)) for (a, b), weight in ties.items())
        assert close(ei_index(projection, counting), (2 * external - m) / m if m else NAN)


@pytest.mark.parametrize("name", ALL)
def test_the_blur_index_is_ties_across_over_what_is_expected(name: str) -> None:
    ties = mixing_matrix(project(ALL[name])).to_numpy()
    if not ALL[name].directed:
        ties = ties + np.diag(np.diag(ties))
    m = ties.sum()
    expected = np.outer(ties.sum(axis=1), ties.sum(axis=0)) / m if m else ties
    across = expected.sum() - np.trace(expected)
    value, error = blur_index(project(ALL[name]))
    assert close(value, (m - np.trace(ties)) / across if across > 1e-9 else NAN)
    assert close(error, assortativity(project(ALL[name]))[1])


@pytest.mark.parametrize("name", CRISP)
def test_by_networkx_and_igraph(name: str) -> None:
    graph = CRISP[name]
    projection = project(graph, weighted=True)
    ties, weights = (grouped(graph, found) for found in (graph.binary(), graph.weights()))
    nodes = [node for node in range(graph.n) if graph.members[node]]
    label = {node: next(iter(graph.members[node])) for node in nodes}
    r, q = assortativity(projection)[0], modularity(projection)
    if not ties:
        assert math.isnan(r)
        assert math.isnan(q)
        return
    oracle = nx.DiGraph() if graph.directed else nx.Graph()
    oracle.add_nodes_from(nodes)
    oracle.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items())
    nx.set_node_attributes(oracle, label, "group")
    parts = [{node for node in nodes if label[node] == s} for s in sorted(set(label.values()))]
    assert close(q, nx.community.modularity(oracle, parts, weight=None))
    if sum(weights.values()):
        assert close(modularity(projection, weighted=True), nx.community.modularity(oracle, parts, weight="weight"))
    place = {node: at for at, node in enumerate(nodes)}
    once = [(place[a], place[b]) for a, b in ties if graph.directed or a < b]
    other = igraph.Graph(n=len(nodes), edges=once, directed=graph.directed)
    types = [sorted(set(label.values())).index(label[node]) for node in nodes]
    assert close(q, other.modularity(types, directed=graph.directed))
    if math.isnan(r):
        # All by chance alone: 0/0. igraph gives NaN, networkx (3.6.1) divides with numpy and warns.
        assert math.isnan(other.assortativity_nominal(types, directed=graph.directed))
    else:
        assert close(r, other.assortativity_nominal(types, directed=graph.directed))
        assert close(r, nx.attribute_assortativity_coefficient(oracle, "group"))


# Newman 2003, table I: sexual partnerships by ethnicity, men in rows, women in columns (data of Catania et al. 1992),
# as networkx's own test has it, in thousandths. The paper gives r = 0.621; the printed, rounded table gives 0.623.
PARTNERS = [[258, 16, 35, 13], [12, 157, 58, 19], [13, 23, 306, 35], [5, 7, 24, 16]]


def test_newmans_table_of_partnerships() -> None:
    kinds = ("black", "hispanic", "white", "other")
    pairs = [(kinds[s], kinds[t]) for s, t in product(range(4), repeat=2) for _ in range(PARTNERS[s][t])]
    nodes = [(f"m{i}", man) for i, (man, _) in enumerate(pairs)] + [
        (f"w{i}", woman) for i, (_, woman) in enumerate(pairs)
    ]
    ties = [(f"m{i}", f"w{i}") for i in range(len(pairs))]
    projection = Projection.from_tables(
        pd.DataFrame(ties, columns=["source", "target"]), pd.DataFrame(nodes, columns=["id", "industry"])
    )
    r, error = assortativity(projection)
    assert round(r, 3) == 0.623
    assert round(r, 2) == round(0.621, 2)
    # Kappa, which r is, has this error in large samples (Fleiss, Cohen & Everitt 1969, doi:10.1037/h0028106).
    assert error == pytest.approx(_kappa_error(np.array(PARTNERS)), rel=0.01)


def _kappa_error(table: np.ndarray) -> float:
    p = table / table.sum()
    a, b = p.sum(axis=1), p.sum(axis=0)
    observed, chance = np.trace(p), a @ b
    first = sum(p[i, i] * (1 - chance - (a[i] + b[i]) * (1 - observed)) ** 2 for i in range(4))
    second = (1 - observed) ** 2 * sum(p[i, j] * (b[i] + a[j]) ** 2 for i, j in product(range(4), repeat=2) if i != j)
    third = (observed * chance - 2 * chance + observed) ** 2
    return math.sqrt((first + second - third) / table.sum()) / (1 - chance) ** 2


def test_the_karate_club() -> None:
    club = nx.karate_club_graph()
    row = whole_graph(Projection.from_networkx(club, group="club", weight=None), draws=0).iloc[0]
    sides = [{node for node in club if club.nodes[node]["club"] == side} for side in ("Mr. Hi", "Officer")]
    assert row["modularity"] == pytest.approx(nx.community.modularity(club, sides, weight=None))
    across = sum(len({a, b} & sides[0]) == 1 for a, b in club.edges)
    assert row["ei_arcs"] == row["ei_dyads"] == pytest.approx((across - (78 - across)) / 78)


@pytest.mark.parametrize("name", ALL)
def test_the_mixing_matrix_by_loop(name: str) -> None:
    graph = ALL[name]
    for counting in ("arcs", "dyads", "weighted"):
        ties = counted(graph, counting)
        found = mixing_matrix(project(graph, weighted=True), counting)
        groups = list(found.index)
        expected = np.zeros((len(groups), len(groups)))
        for (a, b), weight in ties.items():
            for (s, u), (t, v) in product(graph.members[a].items(), graph.members[b].items()):
                half = 0.5 if s == t and (counting == "dyads" or not graph.directed) else 1.0
                expected[groups.index(s), groups.index(t)] += weight * u * v * half
        np.testing.assert_allclose(found.to_numpy(), expected, atol=1e-12)


@pytest.mark.parametrize("name", ALL)
def test_sizes_and_densities(name: str) -> None:
    graph = ALL[name]
    row = whole_graph(project(graph), draws=0).iloc[0]
    nodes = [node for node in range(graph.n) if graph.members[node]]
    pairs = [(a, b) for a, b in product(nodes, repeat=2) if a != b]
    ties = counted(graph, "arcs")
    same = sum(graph.alike(*pair) for pair in pairs)
    inside = sum(graph.alike(*pair) for pair in ties)
    assert close(row["density_within"], inside / same if same > 1e-12 else NAN)
    different = len(pairs) - same
    assert close(row["density_between"], (len(ties) - inside) / different if different > 1e-12 else NAN)
    assert row["nodes_in_groups"] == len(nodes)
    assert row["ties_in_groups"] == len(ties) // (1 if graph.directed else 2)


def test_ten_thousand_groups_make_no_square() -> None:
    nodes = pd.DataFrame({"id": [f"n{i}" for i in range(10_000)], "industry": [f"g{i}" for i in range(10_000)]})
    edges = pd.DataFrame({"source": nodes["id"][:-1].array, "target": nodes["id"][1:].array})
    projection = Projection.from_tables(edges, nodes)
    row = whole_graph(projection, draws=3).iloc[0]
    assert (row["ei_arcs"], row["groups"]) == (1.0, 10_000)
    with pytest.raises(UsageError, match="10,000 groups"):
        mixing_matrix(projection)


def test_an_unknown_counting_is_refused() -> None:
    with pytest.raises(UsageError, match="none of arcs, dyads, weighted"):
        mixing_matrix(project(GRAPHS["pair"]), "arc")  # type: ignore[arg-type]
