"""The nulls of the boundaries against enumeration, against one another, and against scipy."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations, product

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from graphs import GRAPHS, project, reordered, scattered
from reference import Graph, mixing

from bigblur.errors import UsageError
from bigblur.graph.metrics import boundaries, stubs, swaps
from bigblur.graph.metrics.nulls import Network, benjamini_hochberg, draws_for
from bigblur.graph.metrics.swaps import rewired
from bigblur.graph.projection import Projection

# Degree sequences small enough to list every graph: one needs its cycle turned, one has a hub.
DIGRAPHS = {
    "cycle": [(0, 1), (1, 2), (2, 0)],
    "cycle among full nodes": [(0, 1), (1, 2), (2, 0), *((3, v) for v in range(3)), *((v, 3) for v in range(3))],
    "hub": [(0, 1), (0, 2), (0, 3), (1, 2), (3, 0), (2, 3)],
}
UNDIRECTED = {"path and edge": [(0, 1), (1, 2), (3, 4)], "two triangles": [(0, 1), (1, 2), (0, 2), (3, 4)]}


def degrees(ties: frozenset[tuple[int, int]], n: int, directed: bool) -> tuple[tuple[int, ...], ...]:
    out = tuple(sum(a == v for a, _ in ties) for v in range(n))
    into = tuple(sum(b == v for _, b in ties) for v in range(n))
    return (out, into) if directed else (tuple(map(sum, zip(out, into, strict=True))),)


def all_graphs(ties: list[tuple[int, int]], n: int, directed: bool) -> list[frozenset[tuple[int, int]]]:
    """Every simple graph with these degrees."""
    pairs = [(a, b) for a, b in product(range(n), repeat=2) if (a != b if directed else a < b)]
    wanted = degrees(frozenset(ties), n, directed)
    chosen = map(frozenset, combinations(pairs, len(ties)))
    return [graph for graph in chosen if degrees(graph, n, directed) == wanted]


def drawn(
    ties: list[tuple[int, int]], n: int, directed: bool, draws: int = 2000
) -> Counter[frozenset[tuple[int, int]]]:
    source, target = np.array(ties).T
    found: Counter[frozenset[tuple[int, int]]] = Counter()
    for s, t in rewired(source, target, n, directed=directed, draws=draws, seed=7):
        pairs = zip(s.tolist(), t.tolist(), strict=True)
        found[frozenset(pair if directed else (min(pair), max(pair)) for pair in pairs)] += 1
    return found


@pytest.mark.parametrize("name", [*DIGRAPHS, *UNDIRECTED])
def test_swaps_reach_every_graph_with_the_degrees_equally_often(name: str) -> None:
    directed = name in DIGRAPHS
    ties = (DIGRAPHS | UNDIRECTED)[name]
    n = 1 + max(max(tie) for tie in ties)
    every = all_graphs(ties, n, directed)
    found = drawn(ties, n, directed)
    assert set(found) == set(every)
    assert scipy.stats.chisquare([found[graph] for graph in every]).pvalue > 1e-3


@pytest.mark.parametrize("directed", [True, False])
def test_compiled_and_numpy_chains_draw_the_same(monkeypatch: pytest.MonkeyPatch, directed: bool) -> None:
    network = Network.of(project(scattered(8, 12, 60, directed=directed)))

    def draw(threads: int = 1) -> list[list[list[int]]]:
        options = {"directed": directed, "draws": 20, "seed": 5, "threads": threads}
        return [[s.tolist(), t.tolist()] for s, t in rewired(network.source, network.target, network.n, **options)]

    together = draw()
    monkeypatch.setattr(swaps, "CHAIN_CELLS", 3 * 12 * 12)
    assert draw() == together
    monkeypatch.setattr(swaps, "SMALL", 0)
    assert draw() == together
    assert draw(threads=3) == together
    monkeypatch.setattr(swaps, "BLOCK", 64)
    assert len({str(one) for one in draw()}) > 10


@pytest.mark.parametrize("directed", [True, False])
def test_a_draw_keeps_degrees_and_stays_simple(monkeypatch: pytest.MonkeyPatch, directed: bool) -> None:
    monkeypatch.setattr(swaps, "SMALL", 0)
    network = Network.of(project(scattered(3, 60, 500, directed=directed)))
    ties = frozenset(zip(network.source.tolist(), network.target.tolist(), strict=True))
    moved = drawn(sorted(ties), network.n, directed, draws=5)
    for graph in moved:
        assert degrees(graph, network.n, directed) == degrees(ties, network.n, directed)
        assert len(graph) == len(ties)
        assert all(a != b for a, b in graph)
        assert len(graph & ties) < len(ties) / 2


def two_sided(values: list[float], observed: float) -> float:
    low = np.mean([value <= observed + 1e-9 for value in values])
    high = np.mean([value >= observed - 1e-9 for value in values])
    return float(min(1.0, 2 * min(low, high)))


SHARES = {
    "crisp": [{"x": 1.0}, {"x": 1.0}, {"y": 1.0}, {"y": 1.0}, {"z": 1.0}],
    "overlapping": [{"x": 1.0}, {"x": 0.5, "y": 0.5}, {"y": 1.0}, {"x": 0.25, "z": 0.75}, {"z": 1.0}],
}


@pytest.mark.parametrize("members", SHARES)
@pytest.mark.parametrize("name", ["hub", "two triangles"])
@pytest.mark.parametrize("null", ["degree", "labels"])
def test_expected_and_p_equal_enumeration(name: str, members: str, null: str) -> None:
    directed = name in DIGRAPHS
    ties = (DIGRAPHS | UNDIRECTED)[name]
    n = 1 + max(max(tie) for tie in ties)
    graph = Graph(SHARES[members][:n], [(a, b, 1.0) for a, b in ties], directed)
    if null == "degree":
        worlds = [
            Graph(graph.members, [(a, b, 1.0) for a, b in one], directed) for one in all_graphs(ties, n, directed)
        ]
    else:
        worlds = [Graph(list(order), graph.arcs, directed) for order in permutations(graph.members)]
    tables = [mixing(world, world.binary()) for world in worlds]
    rows = boundaries(project(graph), null=null, draws=600, seed=1, untied=True)
    assert len(rows)
    for row in rows.to_dict("records"):
        values = [table.get((row["source_industry"], row["target_industry"]), 0.0) for table in tables]
        exact = 1e-9 if null == "labels" else 5 * row["expected_error"] + 1e-9
        assert row["expected"] == pytest.approx(np.mean(values), abs=exact)
        expected_p = two_sided(values, float(row["ties"]))
        assert row["p_value"] == pytest.approx(expected_p, abs=5 * row["p_value_error"] + 2 / 600)


def test_stubs_are_hypergeometric_where_no_self_pair_can_be() -> None:
    random = np.random.default_rng(2)
    pairs = sorted(
        {(int(a), int(b)) for a, b in zip(random.integers(0, 10, 60), random.integers(10, 25, 60), strict=True)}
    )
    members = [{"xyz"[v % 3]: 1.0} for v in range(25)]
    rows = boundaries(project(Graph(members, [(a, b, 1.0) for a, b in pairs])), null="stubs")
    for row in rows.to_dict("records"):
        k = sum("xyz"[a % 3] == row["source_industry"] for a, _ in pairs)
        into = sum("xyz"[b % 3] == row["target_industry"] for _, b in pairs)
        chance = scipy.stats.hypergeom(len(pairs), k, into)
        assert row["expected"] == pytest.approx(chance.mean())
        p = min(1.0, 2 * min(chance.cdf(row["ties"]), chance.sf(row["ties"] - 1)))
        # The odds are 1 but for the discreteness of the mean: K L / m gives exactly 1.
        assert row["p_value"] == pytest.approx(p, rel=1e-6)
    assert rows["p_value_error"].isna().all()


def test_the_closed_form_of_stubs_is_near_what_is_drawn() -> None:
    network = Network.of(project(scattered(11, 24, 120)))
    keys, ties = network.mix()
    expected, p = stubs.tails(network, keys // network.g, keys % network.g, ties)
    draws = [
        _filled(
            keys, *network.mix(ends=stubs.matched(network.source, network.target, True, np.random.default_rng(seed)))
        )
        for seed in range(800)
    ]
    np.testing.assert_allclose(expected, np.mean(draws, axis=0), rtol=0.06)
    np.testing.assert_allclose(p, [two_sided([d[i] for d in draws], ties[i]) for i in range(len(keys))], atol=0.09)


def _filled(keys: np.ndarray, found: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.array([dict(zip(found.tolist(), values.tolist(), strict=True)).get(key, 0.0) for key in keys.tolist()])


@pytest.mark.parametrize("directed", [True, False])
def test_matched_stubs_keep_degrees_without_self_pairs(directed: bool) -> None:
    network = Network.of(project(scattered(4, 8, 60, directed=directed)))
    for seed in range(50):
        s, t = stubs.matched(network.source, network.target, directed, np.random.default_rng(seed))
        assert not np.any(s == t)
        if directed:
            assert sorted(s) == sorted(network.source)
        assert sorted(np.r_[s, t]) == sorted(np.r_[network.source, network.target])


def test_fitted_margins_hold() -> None:
    out, into = np.array([3.0, 1.0, 0.0, 2.0]), np.array([1.0, 1.0, 2.0, 2.0])
    x, y = stubs.fitted(out, into)
    table = np.outer(x, y) * (1 - np.eye(4))
    np.testing.assert_allclose(table.sum(axis=1), out)
    np.testing.assert_allclose(table.sum(axis=0), into)


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("null", ["degree", "stubs", "labels"])
def test_every_possible_pair_is_tested(name: str, null: str) -> None:
    graph = GRAPHS[name]
    ties = graph.binary()
    inside = [(a, b) for a, b in ties if graph.members[a] and graph.members[b]]
    nodes = [v for v in range(graph.n) if graph.members[v]]
    senders, receivers = {a for a, _ in inside}, {b for _, b in inside}
    pool = product(nodes, nodes) if null == "labels" else product(senders, receivers)
    possible = (
        {(s, t) for a, b in pool if a != b for s in graph.members[a] for t in graph.members[b]} if inside else set()
    )
    if not graph.directed:
        possible = {(min(pair), max(pair)) for pair in possible}
    rows = boundaries(project(graph), null=null, draws=9, untied=True)
    assert rows.attrs["about"]["tested"] == len(possible)
    listed = set(zip(rows["source_industry"], rows["target_industry"], strict=True))
    assert listed == possible | (set() if graph.directed else {(t, s) for s, t in possible})
    assert rows["p_value"].between(0, 1).all()
    assert (rows["q_value"] >= rows["p_value"] - 1e-12).all()


def test_q_values_are_those_of_scipy() -> None:
    p = np.random.default_rng(1).uniform(size=30) ** 2
    rest = np.ones(12)
    expected = scipy.stats.false_discovery_control(np.r_[p, rest])[:30]
    np.testing.assert_allclose(benjamini_hochberg(p, 42), expected)


@pytest.mark.parametrize("null", ["degree", "stubs", "labels"])
@pytest.mark.parametrize("name", ["scattered", "scattered overlap", "scattered undirected"])
def test_the_order_of_rows_does_not_matter(name: str, null: str) -> None:
    graph = GRAPHS[name]
    made = project(graph)
    nodes = np.random.default_rng(3).permutation(graph.n)
    turned = reordered(made, nodes, made.ties.iloc[::-1])
    one, other = (boundaries(table, null=null, draws=49, seed=2) for table in (made, turned))
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_a_seed_gives_the_same_and_another_another() -> None:
    made = project(GRAPHS["scattered"])
    one, same, other = (boundaries(made, draws=49, seed=seed)["expected"].tolist() for seed in (1, 1, 2))
    assert one == same != other


def test_ten_thousand_industries_stay_a_list() -> None:
    n = 10_000
    random = np.random.default_rng(0)
    ties = pd.DataFrame({"source": random.integers(0, n, 3000), "target": random.integers(0, n, 3000)})
    membership = np.arange(n)
    import scipy.sparse as sp

    shares = sp.csr_array((np.ones(n), (np.arange(n), membership)), shape=(n, n))
    made = Projection.from_arrays([f"{v:05}" for v in range(n)], [f"g{v:05}" for v in range(n)], shares, ties)
    rows = boundaries(made, draws=9)
    assert len(rows) == len(ties.query("source != target").drop_duplicates())
    sent, received = ties.query("source != target").nunique()
    both = len({*ties["source"]} & {*ties["target"]})
    assert rows.attrs["about"]["tested"] == pytest.approx(sent * received - both, abs=5)
    with pytest.raises(UsageError, match="too many to list"):
        boundaries(made, draws=9, untied=True)
    assert len(boundaries(made, null="labels", draws=9)) == len(boundaries(made, null="stubs")) == len(rows)


def test_pairs_followed_on_many_industries_give_the_same_q(monkeypatch: pytest.MonkeyPatch) -> None:
    from bigblur.graph.metrics import nulls

    made = project(scattered(9, 40, 200))
    for null in ("stubs", "labels", "degree"):
        whole = boundaries(made, null=null, draws=99)
        monkeypatch.setattr(nulls, "EVERY_PAIR", 1)
        few = boundaries(made, null=null, draws=99)
        monkeypatch.undo()
        pd.testing.assert_frame_equal(whole, few)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"null": "degre"}, "no null 'degre'.*Did you mean 'degree'"),
        ({"draws": 0}, "--draws 0: at least 1"),
        ({"draws": -3}, "at least 1"),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        boundaries(project(GRAPHS["pair"]), **options)


def test_large_graphs_draw_less_and_say_so() -> None:
    network = Network.of(project(GRAPHS["scattered"]))
    assert draws_for(network, "degree", None) == (999, None)
    large = Network(np.zeros(10**6, dtype=np.int64), network.target, network.membership, True, network.position)
    draws, note = draws_for(large, "degree", None)
    assert draws == 200
    assert "1,000,000 ties are many" in note
    assert draws_for(large, "degree", 999) == (999, None)
    assert draws_for(large, "labels", None) == (999, None)


def test_too_few_draws_for_q_are_told() -> None:
    graph = Graph([{"x": 1.0}] * 8 + [{"y": 1.0}] * 8, [(a, b, 1.0) for a in range(8) for b in range(8) if a != b])
    graph.arcs.extend((a, b, 1.0) for a in range(8, 16) for b in range(8, 16) if a != b)
    rows = boundaries(project(graph), draws=19)
    assert any("let no p be below 0.1" in warning for warning in rows.attrs["about"]["warnings"])
    assert rows.attrs["about"]["draws"] == 19
