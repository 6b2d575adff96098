"""What a change of the graph must do to every registered measure (Hypothesis).

Each test runs over all of ``MEASURES``: a new measure is included by being registered. Where one may differ, it stands
in a list with the reason; whatever is not named must hold.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from graphs import GRAPHS, project, reordered
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import Graph
from test_metrics_properties import SHARES, graphs

from bigblur.graph.metrics import MEASURES, compute
from bigblur.graph.metrics.brokerage import ROLES
from bigblur.graph.projection import Projection

CRISP = SHARES[:4]
# All measures at once cost many times what one does.
few = settings(max_examples=max(8, settings.default.max_examples // 3))

# Beginnings or endings of names of columns, each with the reason why they may differ.
Differing = dict[str, str]

NUMBER_OF_NODES: Differing = {
    "pagerank": "the walker jumps to any node",
    "closeness_wf": "corrects for the share of nodes reached",
    "_normalized": "over the pairs of other nodes",
    "_normalized_w": "over the pairs of other nodes",
    "_expected": "the density of the whole graph",
    "_sd": "the density of the whole graph",
    "_z": "the density of the whole graph",
}


def distances(groups: tuple[str, ...]) -> pd.DataFrame:
    """Some distance for each pair of labels, the same whatever the others are."""
    apart = {
        (s, t): 0.0 if s == t else (sum(map(ord, s)) * sum(map(ord, t)) % 7 + 1) / 8 for s in groups for t in groups
    }
    return pd.DataFrame([[s, *(str(apart[s, t]) for t in groups)] for s in groups], columns=["industry", *groups])


def all_of(projection: Projection) -> pd.DataFrame:
    """Every column of every measure, by id."""
    frame = compute(projection, "all", distances=distances(projection.groups), draws=3)
    names = [column for measure in MEASURES.values() for column in measure.columns(projection)]
    assert list(frame.columns) == ["id", *names]
    return frame.set_index("id").astype("Float64").astype(float)


def values(graph: Graph) -> pd.DataFrame:
    return all_of(project(graph, weighted=True))


def same(left: pd.DataFrame, right: pd.DataFrame, differing: Differing | None = None) -> None:
    assert list(left.columns) == list(right.columns)
    left, right = (one[keep(one, differing or {})] for one in (left, right))
    for column in left:
        np.testing.assert_allclose(left[column], right[column], rtol=1e-7, atol=1e-9, err_msg=column)


def keep(frame: pd.DataFrame, differing: Differing) -> list[str]:
    return [c for c in frame.columns if not any(c.startswith(name) or c.endswith(name) for name in differing)]


def test_every_exception_names_a_measure() -> None:
    columns = values(GRAPHS["scattered"]).columns
    for differing in (NUMBER_OF_NODES, ISOLATE, REVERSED, DOUBLED, UNION, DRAWN):
        for name in differing:
            assert any(c.startswith(name) or c.endswith(name) for c in columns), name
    for name in (*FEWER, *MORE, *CHANGED):
        assert any(c.startswith(name) for c in columns), name


DRAWN: Differing = {
    "_sd": "where memberships overlap it is drawn, in the order of ids",
    "_z": "where memberships overlap its sd is drawn",
}


@few
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(graph: Graph, random) -> None:
    """The same ids in another order, what is drawn included."""
    plain = project(graph, weighted=True)
    order = list(range(graph.n))
    random.shuffle(order)
    moved = reordered(plain, order, plain.ties.sample(frac=1, random_state=random.randrange(1000)))
    same(all_of(plain), all_of(moved).loc[list(plain.ids)])


@few
@given(graphs(), st.randoms(use_true_random=False))
def test_relabelling_nodes_changes_nothing(graph: Graph, random) -> None:
    plain = project(graph, weighted=True)
    names = [f"m{at:03}" for at in range(graph.n)]
    random.shuffle(names)
    renamed = all_of(replace(plain, ids=tuple(names)))
    assert list(renamed.index) == names
    same(all_of(plain), renamed, {} if plain.crisp else DRAWN)


@few
@given(graphs(CRISP), st.sampled_from(["x", "y", "z"]))
def test_relabelling_a_group_changes_nothing(graph: Graph, label: str) -> None:
    new = {"x": "0", "y": "nan", "z": "ä b"}[label]
    members = [{new if s == label else s: share for s, share in shares.items()} for shares in graph.members]
    apart = {"rao_stirling": "the distances of this file go by the label"}
    same(values(graph), values(replace(graph, members=members)), apart)


ISOLATE: Differing = {**NUMBER_OF_NODES, "within_z": "a member more in the group"}


@few
@given(graphs(), st.sampled_from(SHARES))
def test_an_isolate_changes_nothing_for_the_others(graph: Graph, shares: dict[str, float]) -> None:
    more = values(replace(graph, members=[*graph.members, shares]))
    same(values(graph), more.iloc[: graph.n], ISOLATE)


# What two groups made one do to a measure; all others do not see groups.
FEWER = ("n_external", "n_industries", "participation", "blau", "ei", "betweenness_cross", "liaison")
MORE = ("coordinator",)
CHANGED = ("itinerant", "gatekeeper", "representative", "within_z", "rao_stirling")
BY_SIZE = ("_normalized", "_normalized_w", "_expected", "_sd", "_z")


@few
@given(graphs())
def test_merging_two_groups(graph: Graph) -> None:
    """Ties to others and the spread over groups can only shrink, coordination only grow."""
    members = []
    for shares in graph.members:
        merged: dict[str, float] = {}
        for s, share in shares.items():
            merged[{"y": "x"}.get(s, s)] = merged.get({"y": "x"}.get(s, s), 0.0) + share
        members.append(merged)
    before, after = values(graph), values(replace(graph, members=members))
    for column in before:
        if column.startswith(CHANGED) or column.endswith(BY_SIZE):
            continue
        assert (before[column].isna() == after[column].isna()).all(), column
        change = (after[column] - before[column]).dropna()
        if column.startswith(FEWER):
            assert (change <= 1e-9).all(), column
        elif column.startswith(MORE):
            assert (change >= -1e-9).all(), column
        else:
            np.testing.assert_allclose(after[column], before[column], rtol=1e-7, atol=1e-9, err_msg=column)


REVERSED: Differing = {
    "pagerank": "follows the ties",
    "eigenvector": "goes by incoming arcs",
    "katz": "goes by incoming arcs",
}


def turned_name(column: str) -> str:
    """The column that holds the same after every tie is turned round."""
    for one, other in (("gatekeeper", "representative"), ("hub", "authority")):
        for here, there in ((one, other), (other, one)):
            if column.startswith(here):
                return there + column.removeprefix(here)
    parts = ["in" if part == "out" else "out" if part == "in" else part for part in column.split("_")]
    return column if column.startswith("n_") and parts[-1] not in ("in", "out") else "_".join(parts)


@few
@given(graphs(CRISP))
def test_turning_every_tie_round(graph: Graph) -> None:
    turned = replace(graph, arcs=[(b, a, weight) for a, b, weight in graph.arcs])
    before, after = values(graph), values(turned)
    if not graph.directed:
        same(before, after)
        return
    names = [turned_name(column) for column in before]
    assert sorted(names) == sorted(before.columns)
    same(before, after[names].set_axis(before.columns, axis=1), REVERSED)


@few
@given(graphs())
def test_two_halves_of_a_membership_are_the_whole(graph: Graph) -> None:
    plain = project(graph, weighted=True)
    held = plain.membership.tocoo()
    halves = (np.tile(held.data / 2, 2), (np.tile(held.row, 2), np.tile(held.col, 2)))
    split = Projection.from_arrays(
        plain.ids,
        plain.groups,
        sp.coo_array(halves, shape=plain.membership.shape),
        plain.ties,
        directed=plain.directed,
        weighted=True,
    )
    pd.testing.assert_frame_equal(all_of(plain), all_of(split))


DOUBLED: Differing = {"katz_w": "without a cycle its α is fixed"}
TIMES = {"strength": 2.0, "closeness_reach": 0.5, "closeness_wf": 0.5, "harmonic_sum": 0.5}


@few
@given(graphs())
def test_doubling_all_weights(graph: Graph) -> None:
    """Sums double, what goes by lengths halves, all else stays."""
    before = values(graph)
    after = values(replace(graph, arcs=[(a, b, 2 * weight) for a, b, weight in graph.arcs]))
    for column in before:
        for name, factor in TIMES.items():
            if column.startswith(name) and (name == "strength" or column.endswith("_w")):
                before[column] *= factor
    same(before, after, DOUBLED)


UNION: Differing = {
    **NUMBER_OF_NODES,
    "eigenvector": "the part with the larger eigenvalue takes all",
    "hub": "the part with the larger singular value takes all",
    "authority": "the part with the larger singular value takes all",
    "katz": "its α goes by the larger eigenvalue",
}


@few
@given(graphs(), graphs())
def test_a_disjoint_union_is_its_parts(one: Graph, other: Graph) -> None:
    other = replace(other, directed=one.directed)
    renamed = [{f"other {s}": share for s, share in shares.items()} for shares in other.members]
    arcs = [*one.arcs, *((a + one.n, b + one.n, weight) for a, b, weight in other.arcs)]
    whole = values(Graph([*one.members, *renamed], arcs, one.directed))
    same(values(one), whole.iloc[: one.n], UNION)
    parts = values(replace(other, members=renamed))
    same(parts, whole.iloc[one.n :].set_axis(parts.index), UNION)


@few
@given(graphs())
def test_roles_add_up_to_all_open_two_paths(graph: Graph) -> None:
    frame = values(graph)
    ties = graph.binary()
    grouped = [node for node in range(graph.n) if graph.members[node]]
    counted = np.array([0.0 if members else np.nan for members in graph.members])
    for a, v, b in product(grouped, repeat=3):
        counted[v] += a != b and (a, v) in ties and (v, b) in ties and (a, b) not in ties
    np.testing.assert_allclose(frame["brokerage_total"], counted, atol=1e-9)
    for variant in ("", "_expected", "_w", "_partial"):
        roles = sum(frame[f"{role}{variant}"] for role in ROLES[:5])
        np.testing.assert_allclose(roles, frame[f"brokerage_total{variant}"], rtol=1e-7, atol=1e-9, err_msg=variant)
        assert (roles.dropna() >= -1e-9).all(), variant


@pytest.mark.parametrize("column", ["ei_out", "n_industries_in", "gatekeeper_z", "hub_w", "within_z_total", "core"])
def test_turning_twice_is_the_same(column: str) -> None:
    assert turned_name(turned_name(column)) == column
