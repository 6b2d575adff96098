"""Industries permuted over firms: the closed form and the tests against all permutations, one by one."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from graphs import GRAPHS, project, scattered
from group_loops import SMALL, counted, dealt
from reference import Graph
from scipy.stats import binomtest

from bigblur.errors import UsageError
from bigblur.graph.metrics import per_group, whole_graph
from bigblur.graph.metrics.mixing import among
from bigblur.graph.metrics.permutation import _Count, moments, permute, tail
from bigblur.graph.projection import Projection


def inside(graph: Graph, counting: str, group: str | None = None) -> float:
    total = 0.0
    for (a, b), weight in counted(graph, counting).items():  # type: ignore[arg-type]
        if group is None:
            total += weight * graph.alike(a, b)
        else:
            total += weight * graph.members[a].get(group, 0.0) * graph.members[b].get(group, 0.0)
    return total


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("counting", ["arcs", "dyads", "weighted"])
def test_mean_and_sd_by_all_permutations(name: str, counting: str) -> None:
    graph = SMALL[name]
    projection = project(graph, weighted=True)
    found = moments(projection, counting)  # type: ignore[arg-type]
    if sum(bool(members) for members in graph.members) < 2:
        assert math.isnan(found.inside[0])
        return
    all_of_them = dealt(graph)
    totals = [inside(one, counting) for one in all_of_them]
    np.testing.assert_allclose(found.inside, (np.mean(totals), np.std(totals)), rtol=1e-9, atol=1e-7)
    for at, group in enumerate(projection.groups):
        values = [inside(one, counting, group) for one in all_of_them]
        mean, sd = (part[at] for part in found.by_group)
        np.testing.assert_allclose((mean, sd), (np.mean(values), np.std(values)), rtol=1e-9, atol=1e-7)


@pytest.mark.parametrize("name", SMALL)
def test_the_exact_p_by_all_permutations(name: str) -> None:
    graph = SMALL[name]
    projection = project(graph, weighted=True)
    row = whole_graph(projection).iloc[0]
    assert row["ei_test"] == "exact"
    for counting in ("arcs", "dyads", "weighted"):
        observed = inside(graph, counting)
        if not sum(counted(graph, counting).values()):  # type: ignore[arg-type]
            assert math.isnan(row[f"ei_{counting}_p"])
            continue
        values = np.array([inside(one, counting) for one in dealt(graph)])
        # N! permutations count each distinct arrangement equally often.
        fewer, more = np.mean(values <= observed + 1e-9), np.mean(values >= observed - 1e-9)
        assert row[f"ei_{counting}_p"] == pytest.approx(min(1.0, 2 * min(fewer, more)))
        assert row[f"ei_{counting}_p_error"] == 0.0
        whole = sum(counted(graph, counting).values())  # type: ignore[arg-type]
        assert row["ei_expected"] == pytest.approx(1 - 2 * values.mean() / whole)
        sd = 2 * values.std() / whole
        assert row[f"ei_{counting}_sd"] == pytest.approx(sd, abs=1e-7)
        if sd > 1e-6:
            assert row[f"ei_{counting}_z"] == pytest.approx((row[f"ei_{counting}"] - row["ei_expected"]) / sd)
        else:
            assert math.isnan(row[f"ei_{counting}_z"])


def test_each_distinct_arrangement_is_looked_at_once() -> None:
    nodes = pd.DataFrame({"id": list("abcdefg"), "industry": list("xxyyyzz")})
    edges = pd.DataFrame({"source": list("abcde"), "target": list("bcdef")})
    found = permute(Projection.from_tables(edges, nodes))
    assert (found.method, found.draws) == ("exact", math.factorial(7) // (2 * 6 * 2))
    assert len(found.inside) == found.draws + 1


@pytest.mark.parametrize("directed", [True, False])
def test_monte_carlo_agrees_with_the_closed_form(directed: bool) -> None:
    projection = project(scattered(31, 60, 200, directed=directed), weighted=True)
    found = permute(projection, "weighted", draws=4000, seed=5)
    assert found.method == "monte-carlo"
    mean, sd = moments(projection, "weighted").by_group
    drawn = found.inside[1:]
    assert (np.abs(drawn.mean(axis=0) - mean) < 4 * sd / math.sqrt(4000)).all()
    np.testing.assert_allclose(drawn.std(axis=0), sd, rtol=0.1)


def test_labels_and_rows_are_counted_alike() -> None:
    """The way for one group each and the way for shares give the same where both can go."""
    projection = project(scattered(32, 30, 90), weighted=True)
    ties, shares = among(projection, projection.adjacency)
    rows = sp.eye_array(shares.shape[1], format="csr")
    count = _Count(ties, rows)
    labels = np.stack([np.random.default_rng(at).permutation(shares.indices) for at in range(5)])
    assert count.crisp
    for left, right in zip(count._labels(labels), count._rows(labels), strict=True):
        np.testing.assert_allclose(left, right)


def test_a_seed_gives_the_same_whatever_the_order_of_rows() -> None:
    graph = scattered(33, 40, 120, overlap=True)
    projection = project(graph, weighted=True)
    groups = sorted({s for members in graph.members for s in members})
    order = np.random.default_rng(1).permutation(graph.n)
    place = np.argsort(order)
    ties = projection.ties.sample(frac=1.0, random_state=2)
    turned = Projection.from_arrays(
        [projection.ids[node] for node in order],
        groups,
        projection.membership[order],
        ties.assign(source=place[ties["source"]], target=place[ties["target"]]),
        weighted=True,
    )
    for table in (whole_graph, per_group):
        left, right = table(projection, draws=200, seed=7), table(turned, draws=200, seed=7)
        pd.testing.assert_frame_equal(left, right, rtol=1e-9)
        assert not left.equals(table(projection, draws=200, seed=8))


def test_the_monte_carlo_p_and_its_error() -> None:
    graph = scattered(34, 40, 120)
    rows = [whole_graph(project(graph), draws=400, seed=seed).iloc[0] for seed in range(20)]
    p = np.array([row["ei_arcs_p"] for row in rows])
    stated = np.mean([row["ei_arcs_p_error"] for row in rows])
    assert stated / 2 < p.std() < stated * 2
    assert p.min() >= 2 / 401


def test_the_test_holds_its_level() -> None:
    """Industries dealt at random over a network with a hub: p is at most 5 % in at most 5 % of cases."""
    random = np.random.default_rng(9)
    found = []
    for at in range(200):
        ties = pd.DataFrame({"source": [0] * 12 + list(range(1, 13)), "target": [*range(1, 13), *range(13, 25)]})
        labels = random.permutation(np.repeat([0, 1, 2], [8, 8, 9]))
        shares = np.eye(3)[labels]
        projection = Projection.from_arrays([f"n{i}" for i in range(25)], ["x", "y", "z"], shares, ties)
        found.append(whole_graph(projection, draws=199, seed=at).iloc[0]["ei_arcs_p"])
    rejected = int(np.sum(np.array(found) <= 0.05))
    assert binomtest(rejected, 200, 0.05, alternative="greater").pvalue > 0.001


def test_without_draws_there_is_no_p_but_what_is_exact_stays() -> None:
    row = whole_graph(project(scattered(35, 40, 120)), draws=0).iloc[0]
    assert (row["ei_test"], row["ei_draws"]) == ("none", 0)
    assert math.isnan(row["ei_arcs_p"])
    assert not math.isnan(row["ei_arcs_z"])


def test_fewer_than_no_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="draws=-1"):
        permute(project(GRAPHS["pair"]), draws=-1)


def test_undefined_values_do_not_count() -> None:
    found = tail(np.array([[1.0, np.nan], [np.nan, 1.0], [0.0, 1.0], [2.0, 1.0], [1.0, 1.0]]), "exact")
    assert found.p[0] == 1.0
    assert found.expected[0] == 1.0
    assert np.isnan([found.p[1], found.p_error[1], found.expected[1]]).all()
