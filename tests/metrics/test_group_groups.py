"""One row per group: against loops, and by hand."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from graphs import project
from group_loops import ALL, SMALL, close, counted, dealt
from reference import NAN, Graph
from scipy.stats import false_discovery_control

from bigblur.graph.metrics import ei, per_group, whole_graph
from bigblur.graph.projection import Projection


def parts(graph: Graph, group: str, *, weighted: bool = False) -> tuple[float, float, float]:
    """Ties inside, out of and into a group; on undirected data a tie once, all across counted as out."""
    inside = out = into = 0.0
    for (a, b), weight in counted(graph, "weighted" if weighted else "arcs").items():
        u, v = graph.members[a].get(group, 0.0), graph.members[b].get(group, 0.0)
        if graph.directed or a < b:
            inside += weight * u * v
            out += weight * u * (1 - v)
            into += weight * (1 - u) * v
    return inside, out, into


def index(external: float, internal: float) -> float:
    return (external - internal) / (external + internal) if external + internal > 1e-12 else NAN


@pytest.mark.parametrize("name", ALL)
def test_ties_by_loops(name: str) -> None:
    graph = ALL[name]
    projection = project(graph, weighted=True)
    found = per_group(projection, draws=0)
    assert list(found["group"]) == list(projection.groups)
    nodes = [node for node in range(graph.n) if graph.members[node]]
    for row in found.to_dict("records"):
        group = row["group"]
        share = [graph.members[node].get(group, 0.0) for node in nodes]
        assert row["nodes"] == sum(one > 0 for one in share)
        assert close(float(row["size"]), sum(share))
        inside, out, into = parts(graph, group)
        assert close(float(row["internal"]), inside)
        assert close(float(row["external"]), out + into)
        if graph.directed:
            assert close(float(row["external_out"]), out)
            assert close(float(row["external_in"]), into)
        assert close(row["ei_touching"], index(out + into, inside))
        assert close(row["ei_member_sum"], index(out + into, 2 * inside))
        pairs = [(a, b) for a, b in product(range(len(share)), repeat=2) if a != b]
        each = 1 if graph.directed else 2
        within = sum(share[a] * share[b] for a, b in pairs)
        between = sum(2 * share[a] * (1 - share[b]) for a, b in pairs)
        assert close(row["density_within"], each * inside / within if within > 1e-12 else NAN)
        assert close(row["density_between"], each * (out + into) / between if between > 1e-12 else NAN)
        inside, out, into = parts(graph, group, weighted=True)
        assert close(row["internal_w"], inside)
        assert close(row["external_w"], out + into)
        assert close(row["ei_touching_w"], index(out + into, inside))
        assert close(row["ei_member_sum_w"], index(out + into, 2 * inside))


@pytest.mark.parametrize("name", SMALL)
def test_expectations_and_p_by_all_permutations(name: str) -> None:
    graph = SMALL[name]
    found = per_group(project(graph))
    all_of_them = dealt(graph)
    for row in found.to_dict("records"):
        group = row["group"]
        split = [parts(one, group) for one in all_of_them]
        for column, twice in (("ei_touching", 1), ("ei_member_sum", 2)):
            values = np.array([index(out + into, twice * inside) for inside, out, into in split])
            values = values[~np.isnan(values)]
            observed = row[column]
            if math.isnan(observed):
                assert math.isnan(row["ei_p"])
                continue
            assert close(row[f"{column}_expected"], values.mean())
            fewer, more = np.mean(values <= observed + 1e-9), np.mean(values >= observed - 1e-9)
            assert close(row["ei_p"], min(1.0, 2 * min(fewer, more)))
        inside = np.array([one[0] for one in split])
        if len(all_of_them) > 1:
            assert close(row["internal_expected"], inside.mean())
            assert row["internal_sd"] == pytest.approx(inside.std(), abs=1e-7)


@pytest.mark.parametrize("name", ALL)
def test_groups_add_up_to_the_graph(name: str) -> None:
    graph = ALL[name]
    projection = project(graph)
    found, row = per_group(projection, draws=0), whole_graph(projection, draws=0).iloc[0]
    inside, external = found["internal"].astype(float).sum(), found["external"].astype(float).sum()
    ties = row["ties_in_groups"]
    # Each tie across has an end in two groups, or a part of it.
    assert inside + external / 2 == pytest.approx(ties)
    assert close(row["ei_arcs"], (ties - 2 * inside) / ties if ties else NAN)


def test_member_sum_is_the_sum_over_the_members() -> None:
    """What UCINET adds up: each member's ties to other groups and to its own."""
    projection = project(ALL["undirected"])
    groups = projection.membership.tocoo()
    own = pd.DataFrame({"group": np.array(projection.groups)[groups.col], "node": groups.row})
    degree = np.asarray(projection.binary @ projection.grouped.astype(float))
    index_of_node = ei(projection)["ei_all"].to_numpy()
    own["total"] = degree[own["node"]]
    own["difference"] = np.nan_to_num(index_of_node[own["node"]]) * own["total"]
    by_hand = own.groupby("group")[["difference", "total"]].sum()
    expected = by_hand["difference"] / by_hand["total"]
    np.testing.assert_allclose(per_group(projection, draws=0)["ei_member_sum"], expected)


def test_q_values_over_the_groups_with_a_p() -> None:
    found = per_group(project(ALL["directed"]), draws=99)
    known = found["ei_p"].notna()
    np.testing.assert_allclose(found.loc[known, "ei_q"], false_discovery_control(found.loc[known, "ei_p"]))
    assert found.attrs["about"]["groups_tested"] == known.sum()


def test_a_group_without_nodes_is_a_row_without_ratios() -> None:
    ties = pd.DataFrame({"source": [0], "target": [1]})
    projection = Projection.from_arrays(["a", "b"], ["x", "y"], [[1, 0], [1, 0]], ties)
    row = per_group(projection).iloc[1]
    assert (row["nodes"], row["size"], row["internal"]) == (0, 0, 0)
    assert np.isnan([row[c] for c in ("ei_touching", "ei_p", "ei_q", "density_within", "density_between")]).all()
