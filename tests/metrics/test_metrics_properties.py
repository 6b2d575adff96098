"""What must hold on any graph (Hypothesis)."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pandas as pd
from graphs import project
from hypothesis import given
from hypothesis import strategies as st
from reference import Graph

from bigblur.graph.metrics import brokerage, compute, whole_graph

SHARES = [{}, {"x": 1.0}, {"y": 1.0}, {"z": 1.0}, {"x": 0.5, "y": 0.5}, {"x": 0.25, "z": 0.75}]


@st.composite
def graphs(draw: st.DrawFn, shares: list[dict[str, float]] = SHARES) -> Graph:
    members = draw(st.lists(st.sampled_from(shares), min_size=1, max_size=8))
    node = st.integers(0, len(members) - 1)
    arcs = draw(st.lists(st.tuples(node, node, st.sampled_from([1.0, 2.0, 5.0])), max_size=30))
    return Graph(members, arcs, draw(st.booleans()))


def values(graph: Graph) -> pd.DataFrame:
    # Brokerage by chance has tests of its own: where memberships overlap its draws go by id, and n and m matter.
    frame = compute(project(graph, weighted=True), "all", draws=1).drop(columns="id")
    kept = [c for c in frame.columns if not c.endswith(("_expected", "_sd", "_z"))]
    return frame[kept].astype("Float64").astype(float)


def same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    assert list(left.columns) == list(right.columns)
    np.testing.assert_allclose(left.to_numpy(), right.to_numpy(), rtol=1e-7, atol=1e-9)


@given(graphs(), st.randoms(use_true_random=False))
def test_relabelling_and_the_order_of_rows_change_nothing(graph: Graph, random: Random) -> None:
    order = list(range(graph.n))
    random.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    arcs = [(place[a], place[b], weight) for a, b, weight in graph.arcs]
    random.shuffle(arcs)
    moved = values(Graph([graph.members[old] for old in order], arcs, graph.directed))
    same(values(graph), moved.loc[[place[i] for i in range(graph.n)]])


@given(graphs())
def test_turning_every_tie_round_swaps_gatekeeper_and_representative(graph: Graph) -> None:
    turned = replace(graph, arcs=[(b, a, weight) for a, b, weight in graph.arcs])
    swap = {"gatekeeper": "representative", "representative": "gatekeeper"}
    roles = brokerage(project(graph)).drop(columns="id").astype(float)
    same(roles, brokerage(project(turned)).rename(columns=swap)[list(roles.columns)].astype(float))


@given(graphs(), st.sampled_from(SHARES))
def test_an_isolate_changes_nothing_for_the_others(graph: Graph, shares: dict[str, float]) -> None:
    # It does change PageRank's walk, the share of nodes reached, and a member more its group's mean and sd.
    columns = [c for c in values(graph).columns if not c.startswith(("pagerank", "within_z", "closeness_wf"))]
    # A node more is a pair more that a broker could stand between.
    columns = [c for c in columns if not c.endswith(("_normalized", "_normalized_w"))]
    more = values(replace(graph, members=[*graph.members, shares]))
    same(values(graph)[columns], more.loc[: graph.n - 1, columns])


@given(graphs())
def test_roles_add_up_to_the_open_two_paths(graph: Graph) -> None:
    roles = brokerage(project(graph)).drop(columns="id").astype("Float64").astype(float)
    np.testing.assert_allclose(roles.iloc[:, :5].sum(axis=1, skipna=False), roles["brokerage_total"], atol=1e-9)
    assert (roles.fillna(0.0) >= 0).all(axis=None)


@given(graphs(SHARES[:4]), st.sampled_from(["x", "y", "z"]))
def test_renaming_a_group_changes_nothing(graph: Graph, label: str) -> None:
    renamed = [{f"new {s}" if s == label else s: share for s, share in members.items()} for members in graph.members]
    same(values(graph), values(replace(graph, members=renamed)))


@given(graphs())
def test_ratios_stay_within_their_bounds(graph: Graph) -> None:
    frame = values(graph)
    for column in frame.columns:
        known = frame[column].dropna()
        if column.startswith("ei_"):
            assert known.between(-1 - 1e-9, 1 + 1e-9).all()
        if column.startswith(("participation_", "blau_", "pagerank", "hierarchy")):
            assert known.between(-1e-9, 1 + 1e-9).all()
    assert (frame["efficiency"].dropna() <= 1 + 1e-9).all()


@given(graphs())
def test_blur_index_is_one_less_assortativity(graph: Graph) -> None:
    row = whole_graph(project(graph), draws=0).iloc[0]
    assert np.isnan(row["assortativity"]) or np.isclose(row["blur_index"], 1 - row["assortativity"])
