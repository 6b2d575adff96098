"""Partial, weighted, normalised brokerage, brokerage by kind of tie, and chance with overlapping groups."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
import reference
from graphs import GRAPHS, project
from reference import Graph

from bigblur.errors import UsageError
from bigblur.graph.metrics import (
    brokerage,
    brokerage_by_kind,
    brokerage_expected,
    brokerage_partial,
    brokerage_paths,
    brokerage_totals,
    brokerage_weighted,
    compute,
)
from bigblur.graph.metrics.brokerage import ROLES
from bigblur.graph.metrics.brokerage_moments import moments
from bigblur.graph.projection import Projection

NAN = math.nan
# The package's attribute of that name is the function.
brokerage_expected_module = sys.modules["bigblur.graph.metrics.brokerage_expected"]
KINDS = ("ACQUIRED", "INVESTED_IN", "")


def floats(frame: pd.DataFrame, columns: list[str]) -> np.ndarray:
    return frame[columns].astype("Float64").to_numpy(dtype=float, na_value=np.nan)


def chances(graph: Graph, a: int, v: int, b: int) -> np.ndarray:
    same = graph.alike(a, v, b)
    mixed = [graph.alike(*pair) - same for pair in ((a, b), (v, b), (a, v))]
    return np.array([same, *mixed, 1 - same - sum(mixed), 1.0])


def triples(graph: Graph) -> list[tuple[int, int, int]]:
    return list(permutations([node for node in range(graph.n) if graph.members[node]], 3))


def empty(graph: Graph) -> np.ndarray:
    return np.array([[0.0 if members else NAN] * 6 for members in graph.members]).reshape(-1, 6)


def open_paths(graph: Graph) -> list[tuple[int, int, int]]:
    ties = graph.binary()
    return [(a, v, b) for a, v, b in triples(graph) if (a, v) in ties and (v, b) in ties and (a, b) not in ties]


@pytest.mark.parametrize("chunk", [1, 10, 1_000_000])
@pytest.mark.parametrize("name", GRAPHS)
def test_partial_brokerage_shares_each_pair(monkeypatch: pytest.MonkeyPatch, name: str, chunk: int) -> None:
    monkeypatch.setattr(brokerage_paths, "CHUNK", chunk)
    graph = GRAPHS[name]
    paths, expected = open_paths(graph), empty(graph)
    for a, v, b in paths:
        expected[v] += chances(graph, a, v, b) / sum((a, b) == (start, end) for start, _, end in paths)
    result = floats(brokerage_partial(project(graph)), [f"{role}_partial" for role in ROLES])
    np.testing.assert_allclose(result, expected, atol=1e-12)
    assert np.nansum(result[:, 5]) == pytest.approx(len({(a, b) for a, _, b in paths}))


@pytest.mark.parametrize("name", GRAPHS)
def test_brokerage_by_kind_is_the_sum_over_kinds_of_legs(name: str) -> None:
    graph = GRAPHS[name]
    plain = project(graph)
    kind = np.array(KINDS)[np.arange(len(plain.ties)) % 3]
    projection = replace(plain, ties=plain.ties.assign(type=[k or None for k in kind]))
    has = set(zip(plain.ties["source"], plain.ties["target"], kind, strict=True))
    if not graph.directed:
        has |= {(b, a, k) for a, b, k in has}
    rows = brokerage_by_kind(projection)
    present = sorted({str(k) for k in kind})
    pairs = list(product(present, repeat=2))
    assert rows["id"].tolist() == [node for node in plain.ids for _ in pairs]
    for first, second in pairs:
        expected = empty(graph)
        for a, v, b in open_paths(graph):
            if (a, v, first) in has and (v, b, second) in has:
                expected[v] += chances(graph, a, v, b)
        here = (rows["first_kind"] == first) & (rows["second_kind"] == second)
        np.testing.assert_allclose(floats(rows[here], list(ROLES)), expected, atol=1e-12)


def test_rows_by_kind_add_up_to_brokerage_where_each_pair_has_one_kind() -> None:
    graph = GRAPHS["scattered"]
    kinds = [KINDS[(a + 2 * b) % 2] for a, b, _ in graph.arcs if a != b]
    plain = project(graph)
    rows = brokerage_by_kind(replace(plain, ties=plain.ties.assign(type=kinds)))
    sums = rows.groupby("id", sort=False)[list(ROLES)].sum(min_count=1)
    np.testing.assert_array_equal(floats(sums, list(ROLES)), floats(brokerage(plain), list(ROLES)))


def possible(graph: Graph, v: int) -> np.ndarray:
    return sum((chances(graph, *triple) for triple in triples(graph) if triple[1] == v), np.zeros(6))


def normalized(graph: Graph, counts: np.ndarray) -> np.ndarray:
    out = np.full((graph.n, 6), NAN)
    for v in range(graph.n):
        could = possible(graph, v)
        for at in range(5):
            if could[at] > 1e-9:
                out[v, at] = counts[v, at] / could[at]
        if not np.isnan(out[v, :5]).all():
            out[v, 5] = np.nansum(out[v, :5])
    return out


@pytest.mark.parametrize("name", GRAPHS)
def test_weighted_and_normalized_brokerage(name: str) -> None:
    graph = GRAPHS[name]
    weights, expected, plain = graph.weights(), empty(graph), empty(graph)
    for a, v, b in triples(graph):
        first, second, direct = (weights.get(pair, 0.0) for pair in ((a, v), (v, b), (a, b)))
        if first > 0 and second > 0 and (direct == 0 or 1 / first + 1 / second < 1 / direct - 1e-12):
            expected[v] += chances(graph, a, v, b)
    for a, v, b in open_paths(graph):
        plain[v] += chances(graph, a, v, b)
    result = brokerage_weighted(project(graph, weighted=True))
    np.testing.assert_allclose(floats(result, [f"{role}_w" for role in ROLES]), expected, atol=1e-9)
    for suffix, counts in (("normalized", plain), ("normalized_w", expected)):
        found = floats(result, [f"{role}_{suffix}" for role in ROLES])
        np.testing.assert_allclose(found, normalized(graph, counts), atol=1e-9)
    unweighted = brokerage_weighted(project(graph))
    assert list(unweighted.columns) == ["id", *(f"{role}_normalized" for role in ROLES)]


def test_equal_weights_are_no_weights() -> None:
    graph = GRAPHS["scattered"]
    pairs = [(a, b, 2.5) for a, b in sorted(graph.binary())]
    result = brokerage_weighted(project(replace(graph, arcs=pairs), weighted=True))
    plain = floats(brokerage(project(graph)), list(ROLES))
    np.testing.assert_array_equal(floats(result, [f"{role}_w" for role in ROLES]), plain)


# What the authors' notebook prints (github.com/zzsofi/WNGF, WNGF_reusable_implementation.ipynb, commit f1f941a): node,
# then coordinator, itinerant, gatekeeper, representative, liaison, and the sum of the five normalised.
WNGF = {
    4: (5, 17, 19, 18, 25, 2.266667),
    7: (2, 18, 9, 11, 15, 1.416667),
    11: (2, 8, 15, 7, 8, 1.076667),
    2: (1, 12, 7, 5, 17, 1.023333),
    14: (2, 9, 13, 2, 10, 0.966667),
    0: (3, 6, 7, 10, 7, 0.965),
    3: (2, 6, 4, 17, 5, 0.941667),
    8: (2, 6, 10, 8, 7, 0.906667),
    13: (2, 10, 8, 3, 10, 0.891667),
    10: (2, 7, 4, 5, 11, 0.786667),
}


def test_weighted_brokerage_is_that_of_its_authors() -> None:
    weights = np.random.RandomState(42).choice([0, 0, 0, 1, 2, 3, 5, 8, 13], size=(15, 15)).astype(float)
    np.fill_diagonal(weights, 0)
    assert weights[0].tolist() == [0, 1, 8, 2, 5, 0, 5, 8, 2, 1, 8, 8, 0, 3, 2]
    arcs = [(a, b, weights[a, b]) for a, b in zip(*weights.nonzero(), strict=True)]
    graph = Graph([{"ABC"[i % 3]: 1.0} for i in range(15)], arcs)
    result = brokerage_weighted(project(graph, weighted=True))
    for node, (*counts, total) in WNGF.items():
        assert [result.loc[node, f"{role}_w"] for role in ROLES] == [*counts, sum(counts)]
        assert result.loc[node, "brokerage_total_normalized_w"] == pytest.approx(total, abs=1e-6)
    assert result.loc[4, "coordinator_normalized_w"] == pytest.approx(5 / 12)
    assert result.loc[4, "liaison_normalized_w"] == pytest.approx(25 / 50)


OVERLAP = Graph(
    [{"x": 1.0}, {"x": 0.5, "y": 0.5}, {"y": 1.0}, {"x": 0.25, "z": 0.75}, {"z": 1.0}, {}],
    [(a, b, 1.0) for a, b in ((0, 1), (1, 2), (1, 3), (3, 4), (4, 0), (2, 4), (4, 3), (5, 1), (1, 5))],
)


def test_both_ways_to_count_under_permutations_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    projection = project(GRAPHS["scattered overlap"])
    few = brokerage_expected(projection, draws=5)
    monkeypatch.setattr(brokerage_expected_module, "_FEW", -1)
    pd.testing.assert_frame_equal(brokerage_expected(projection, draws=5), few)


@pytest.mark.parametrize("directed", [True, False], ids=["directed", "undirected"])
def test_overlapping_groups_by_all_permutations(directed: bool) -> None:
    graph = replace(OVERLAP, directed=directed)
    dealt = np.array(
        [
            list(reference.brokerage(replace(graph, members=[*order, {}])).values())
            for order in permutations(graph.members[:5])
        ]
    )[:, :, :5]
    result = brokerage_expected(project(graph), draws=2000, seed=3)
    assert result.attrs["about"]["brokerage_null"].endswith("sd from 2000 draws, seed 3")
    mean = floats(result, [f"{role}_expected" for role in ROLES])
    np.testing.assert_allclose(mean[:5], dealt.mean(axis=0).T, atol=1e-9)
    sd = floats(result, [f"{role}_sd" for role in ROLES])
    # Four standard errors of an sd from 2000 draws are at most 6 % or so of values as skewed as these.
    np.testing.assert_allclose(sd[:5], dealt.std(axis=0).T, rtol=0.12, atol=1e-9)
    assert np.isnan(mean[5]).all()
    assert result["brokerage_total_z"].isna().all()
    totals = brokerage_totals(project(graph), draws=2000, seed=3)
    whole = dealt.sum(axis=2)
    for at, role in enumerate(ROLES):
        last = totals.iloc[-1]
        assert last[f"{role}_expected"] == pytest.approx(whole[:, at].mean(), rel=0.1)
        assert last[f"{role}_sd"] == pytest.approx(whole[:, at].std(), rel=0.1, abs=1e-9)
        assert totals[role][:-1].sum() == pytest.approx(last[role])


def test_the_order_of_rows_changes_no_draw() -> None:
    graph = OVERLAP
    plain = project(graph)
    order = [3, 0, 5, 2, 4, 1]
    place = {old: new for new, old in enumerate(order)}
    ties = plain.ties.assign(**{end: plain.ties[end].map(place) for end in ("source", "target")})
    moved = Projection.from_arrays(
        [plain.ids[old] for old in order], plain.groups, plain.membership[np.array(order)], ties[::-1]
    )
    for family in (brokerage_expected, brokerage_partial, brokerage_weighted):
        left, right = (family(one).set_index("id") for one in (plain, moved))
        np.testing.assert_allclose(left, right.loc[left.index], rtol=1e-9, atol=1e-12)
    with pytest.raises(UsageError, match="at least 1 permutation"):
        brokerage_expected(plain, draws=0)


@pytest.mark.parametrize("name", GRAPHS)
def test_chance_is_there_for_every_graph(name: str) -> None:
    """Undefined is missing: a node without a group, a z without spread, anything without a density."""
    graph = GRAPHS[name]
    projection = project(graph)
    frame, totals = brokerage_expected(projection, draws=19), brokerage_totals(projection, draws=19)
    several = sum(bool(members) for members in graph.members) > 1
    for role in ROLES:
        defined = np.array([bool(members) for members in graph.members], dtype=bool) & (several or not projection.crisp)
        assert frame[f"{role}_expected"].notna().tolist() == defined.tolist()
        assert (frame[f"{role}_z"].notna() == (frame[f"{role}_sd"] > 0)).all()
        assert not np.isinf(frame[f"{role}_z"]).any()
        counted = brokerage(projection)[role]
        assert totals[role].iloc[-1] == pytest.approx(float(counted.fillna(0).sum()))


def test_large_numbers_of_placements_are_whole() -> None:
    """They reach 10^23 here; rounded, a liaison between two groups would have a variance that it cannot have."""
    two = moments([400_000, 600_000], 1e-5, directed=True)
    assert two.node_variance[:, 4].tolist() == two.group_variance[:, 4].tolist() == [0.0, 0.0]
    assert two.graph_variance[4] == 0
    n, p = 1_000_000, 1e-5
    assert two.graph_mean[5] == pytest.approx(n * (n - 1) * (n - 2) * p**2 * (1 - p))
    many = moments([1 + s % 50 for s in range(10_000)], 1e-4, directed=False)
    np.testing.assert_allclose(many.group_mean.sum(axis=0), many.graph_mean)


def test_compute_has_the_new_columns() -> None:
    projection = project(GRAPHS["scattered"], weighted=True)
    frame = compute(projection, ["coordinator_z", "brokerage_partial", "liaison_w", "liaison_normalized"])
    partial = [f"{role}_partial" for role in ROLES]
    columns = ["id", "coordinator_z", *partial, "liaison_w", "liaison_normalized", "liaison_normalized_w"]
    assert list(frame.columns) == columns
    assert "independent arcs" in frame.attrs["about"]["brokerage_null"]
    with pytest.raises(UsageError, match="no measure 'liaison_w' on this data"):
        compute(project(GRAPHS["scattered"]), ["liaison_w"])
