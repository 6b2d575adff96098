"""The measures against every oracle, by way of the command line; docs/validation.md is the result."""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ORACLES = Path(__file__).parent / "oracles"
sys.path.append(str(ORACLES))

import by_definition  # noqa: E402
import compare  # noqa: E402
import measured  # noqa: E402
import page  # noqa: E402
from cases import CASES, CRISP, labels, matrix, ties  # noqa: E402
from reference import Graph  # noqa: E402

Results = dict[tuple[str, str], Any]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return measured.everything(tmp_path_factory.mktemp("cases"))


@pytest.fixture(scope="module")
def agreements(results: Results) -> list[compare.Agreement]:
    return compare.compare(results)


def stored(tool: str, case: str, level: str = "nodes") -> dict[str, Any]:
    (oracle,) = [one for one in compare.oracles() if one.name == tool]
    return oracle.values[case][level]


def test_enough_graphs() -> None:
    assert len(CRISP) >= 20
    assert all(len(one.values) >= 20 for one in compare.oracles() if one.name != "published")


def test_the_stored_graphs_are_those_of_the_tests() -> None:
    told = json.loads((ORACLES / "cases.json").read_text(encoding="utf-8"))
    assert list(told) == list(CRISP)
    for name, graph in CRISP.items():
        assert told[name]["ties"] == [list(tie) for tie in ties(graph)]
        assert (told[name]["groups"], told[name]["directed"]) == (labels(graph), graph.directed)


@pytest.mark.parametrize("case", CRISP)
def test_every_column_comes_out_of_the_command_line(results: Results, case: str) -> None:
    graph = CRISP[case]
    lengths = all(smallest > 0 for _, _, _, smallest in ties(graph))
    paths = ("betweenness", "bridging", "closeness", "harmonic")
    for level, weighted in (("nodes", False), ("weighted", True)):
        for measure in compare.NODE_MEASURES:
            # Without rows csv has no cell to read a column from; shares of ties need groups, lengths must not be 0.
            if not graph.n or (measure == "rao_stirling" and not any(graph.members)):
                continue
            if (
                weighted
                and not lengths
                and (measure.startswith(paths) or measure.endswith("_partial") or measure == "rao_stirling")
            ):
                continue
            for column in compare.columns_of(measure, directed=graph.directed, weighted=weighted):
                assert column in results[case, level], (measure, column)


def test_every_column_agrees_or_is_explained(agreements: list[compare.Agreement]) -> None:
    differ = {(row.oracle, row.level, row.column): row.differ for row in agreements if row.differ}
    assert not differ


@pytest.mark.parametrize(("column", "case"), [("constraint", "Borgatti holes"), ("liaison_sd", "Knoke information")])
def test_a_value_that_is_a_little_off_is_seen(results: Results, column: str, case: str) -> None:
    off = dict(results[case, "nodes"])
    off[column] = [value * (1 + 1e-8) for value in off[column]]
    rows = compare.compare({(case, "nodes"): off})
    assert {row.column for row in rows if row.differ} == {column}


def test_a_0_where_there_is_no_value_is_seen(results: Results) -> None:
    off = dict(results["isolates", "nodes"])
    off["constraint"] = [0.0] * 3
    rows = compare.compare({("isolates", "nodes"): off})
    assert {row.column for row in rows if row.differ} == {"constraint"}


def test_every_measure_has_an_oracle(agreements: list[compare.Agreement]) -> None:
    covered = {(row.level, compare.measure_of(row.column)) for row in agreements}
    needed = {("nodes", name) for name in compare.NODE_MEASURES} | {("graph", name) for name in compare.GRAPH_COLUMNS}
    needed |= {("group", name) for name in compare.GROUP_COLUMNS} | {
        ("boundaries", name) for name in compare.BOUNDARY_COLUMNS
    }
    assert needed <= covered


def test_no_explanation_is_left_over(agreements: list[compare.Agreement]) -> None:
    used = {why for row in agreements for whys in row.explained.values() for why in whys}
    assert {one.why for one in compare.EXPLAINED} <= used


def test_published_values_were_met(agreements: list[compare.Agreement]) -> None:
    published = {row.column: row for row in agreements if row.oracle == "published"}
    assert set(published) == {"degree_out", "degree_in", "degree_total", "betweenness", "constraint", "effective_size"}
    assert not any(row.differ or row.explained for row in published.values())


def test_the_page_is_up_to_date(results: Results) -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.text(results), "run python tests/metrics/oracles/page.py"


def test_every_column_of_from_r_exists(results: Results) -> None:
    text = (page.PAGE.parent / "from-r.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ") and " | " in line]
    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row[1])}
    levels = ("nodes", "weighted", "graph")
    known = {column for (_, level), found in results.items() if level in levels for column in found}
    known |= set(compare.GROUP_COLUMNS)
    assert len(named) > 50
    assert named <= known


# That the explanations explain: each tool's value follows from what is said of it.


def test_sna_on_undirected_graphs_has_the_sd_of_two_independent_arcs() -> None:
    graph = CRISP["Florentine marriages"]
    u = by_definition.shares_of(graph)
    density = matrix(graph).sum() / (graph.n * (graph.n - 1))
    _, sd = by_definition._moments(u, density, directed=True)
    for role, row in zip(by_definition.ROLES, sd, strict=True):
        np.testing.assert_allclose(stored("R sna", "Florentine marriages")[f"{role}_sd"], row, rtol=1e-9)


@pytest.mark.parametrize("case", ["reciprocal path", "parallel"])
def test_sna_has_the_sd_of_totals_wrong_and_ours_is_that_of_all_digraphs(results: Results, case: str) -> None:
    graph, theirs, ours = CRISP[case], stored("R sna", case, "graph"), results[case, "graph"]
    moments = enumerated(graph)
    for role, (mean, sd) in moments.items():
        assert ours[f"{role}_expected"] == pytest.approx(mean, rel=1e-9)
        assert ours[f"{role}_sd"] == pytest.approx(sd, rel=1e-9)
    wrong = {role for role, (_, sd) in moments.items() if theirs[f"{role}_sd"] > sd * 1.01}
    assert {"gatekeeper", "representative", "brokerage_total"} <= wrong


def enumerated(graph: Graph) -> dict[str, tuple[float, float]]:
    """Mean and sd of the totals over all digraphs on these nodes, each by its chance under independent arcs."""
    places = [(a, b) for a, b in product(range(graph.n), repeat=2) if a != b]
    p = matrix(graph).sum() / len(places)
    chances, totals = [], []
    for bits in product((0, 1), repeat=len(places)):
        arcs = [(a, b, 1.0) for (a, b), bit in zip(places, bits, strict=True) if bit]
        counts = by_definition.brokerage(Graph(graph.members, arcs))
        chances.append(p ** len(arcs) * (1 - p) ** (len(places) - len(arcs)))
        totals.append([counts[role].sum() for role in by_definition.ROLES])
    weight, total = np.array(chances), np.array(totals)
    mean = weight @ total
    sd = np.sqrt(weight @ (total - mean) ** 2)
    return {role: (mean[k], sd[k]) for k, role in enumerate(by_definition.ROLES)}


@pytest.mark.parametrize("case", ["parallel", "three nodes", "Borgatti holes", "forty directed"])
def test_networkx_divides_by_the_largest_tie_of_the_wrong_node(case: str) -> None:
    z = matrix(CRISP[case], "sum")
    z = z + z.T
    p = z / z.sum(axis=1, keepdims=True)
    by_column = z / z.max(axis=1)[None, :]  # Z_jq over the largest of q
    sizes = ((1 - p @ by_column.T) * (p > 0)).sum(axis=1)
    np.testing.assert_allclose(stored("networkx", case, "weighted")["effective_size"], sizes, rtol=1e-9)


def test_networkit_doubles_undirected_betweenness_and_loses_the_rank_of_isolates(results: Results) -> None:
    theirs = stored("networkit", "Florentine business")
    np.testing.assert_allclose(
        theirs["betweenness"], 2 * np.array(results["Florentine business", "nodes"]["betweenness"])
    )
    assert sum(theirs["pagerank"]) == pytest.approx(0.734375)
    assert sum(results["Florentine business", "nodes"]["pagerank"]) == pytest.approx(1.0)


def test_easygraph_divides_the_effective_size_by_the_sum_of_weights() -> None:
    theirs = stored("easygraph", "Knoke information")
    square = matrix(CRISP["Knoke information"])
    weights = square.sum(axis=1) + square.sum(axis=0)
    np.testing.assert_allclose(theirs["efficiency"], np.array(theirs["effective_size"]) / weights)


def test_igraph_of_a_single_arc_in_r() -> None:
    theirs = stored("R igraph", "pair")
    assert theirs["hub"] == theirs["authority"] == [1, 0]  # The arc runs from the first to the second.


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    # The definitions divide 0 by 0 on purpose.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield


def test_the_definitions_take_shares_too() -> None:
    assert any(case not in CRISP for case in CASES)
    counts = by_definition.brokerage(CASES["scattered overlap"])
    parts = sum(counts[role] for role in by_definition.ROLES[:5])
    np.testing.assert_allclose(parts, counts["brokerage_total"])
