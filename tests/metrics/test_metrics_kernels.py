"""Compiled loops against their second implementation with numpy, which other tests hold against readable loops."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from graphs import GRAPHS, project, scattered
from reference import Graph

from bigblur.graph.metrics import centrality, compute, structural_holes, triads
from bigblur.graph.metrics.brokerage import ROLES
from bigblur.graph.metrics.triads import ClosedTriads
from bigblur.graph.projection import Projection

FAMILIES = ["brokerage", "structural_holes", "core"]
LARGER = {
    f"{kind}{' overlap' if overlap else ''}": scattered(seed, 120, 1500, directed=kind != "undirected", overlap=overlap)
    for seed, kind in enumerate(["directed", "undirected"], start=21)
    for overlap in (False, True)
}
ALL = GRAPHS | LARGER


def compile_all(patch: pytest.MonkeyPatch) -> None:
    for module in (triads, centrality, sys.modules[structural_holes.__module__]):
        patch.setattr(module, "COMPILED_FROM", 0)


@pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
@pytest.mark.parametrize("name", ALL)
def test_compiled_equals_numpy(name: str, weighted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    projection = project(ALL[name], weighted=weighted)
    by_numpy = compute(projection, FAMILIES)
    compile_all(monkeypatch)
    compiled = compute(projection, FAMILIES)
    pd.testing.assert_frame_equal(compiled, by_numpy, rtol=1e-12, atol=1e-12)
    if projection.crisp:
        pd.testing.assert_frame_equal(compiled[list(ROLES)], by_numpy[list(ROLES)], check_exact=True)


def expected(graph: Graph, shares: np.ndarray) -> np.ndarray:
    """The roles of a graph whose nodes have other memberships."""
    plain = project(graph)
    groups = [str(s) for s in range(shares.shape[1])]
    other = Projection.from_arrays(plain.ids, groups, shares, plain.ties, directed=plain.directed)
    return compute(other, ["brokerage"])[list(ROLES)].astype("Float64").to_numpy(dtype=float, na_value=np.nan)


@pytest.mark.parametrize("compiled", [False, True], ids=["numpy", "compiled"])
@pytest.mark.parametrize("name", [name for name, graph in ALL.items() if graph.n])
def test_listed_triads_serve_any_grouping(name: str, compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = ALL[name]
    draw = np.random.default_rng(5)
    labels = draw.integers(-1, 3, graph.n)
    crisp = np.eye(4)[labels][:, :3]
    shares = draw.dirichlet(np.ones(3), graph.n) * (draw.random((graph.n, 1)) < 0.9)
    wanted = [expected(graph, crisp), expected(graph, shares)]
    if compiled:
        compile_all(monkeypatch)
    listed = ClosedTriads(project(graph))
    np.testing.assert_array_equal(listed.roles(labels), wanted[0])
    np.testing.assert_allclose(listed.roles(crisp), wanted[0], atol=1e-9)
    np.testing.assert_allclose(listed.roles(shares), wanted[1], rtol=1e-9, atol=1e-9)
    rows = np.array([labels, draw.permutation(labels)])
    totals = listed.totals(rows)
    np.testing.assert_array_equal(totals[0], np.nansum(wanted[0], axis=0))
    np.testing.assert_array_equal(totals[1], np.nansum(listed.roles(rows[1]), axis=0))


def test_closed_triads_are_counted_by_hand() -> None:
    assert len(ClosedTriads(project(GRAPHS["transitive"]))) == 1
    assert len(ClosedTriads(project(GRAPHS["cycle"]))) == 0
    assert len(ClosedTriads(project(GRAPHS["complete"]))) == 5 * 4 * 3
    assert ClosedTriads(project(GRAPHS["pair"])).totals(np.empty((0, 2))).shape == (0, 6)


@pytest.mark.parametrize("name", ["directed", "directed overlap"])
def test_the_number_of_threads_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_all(monkeypatch)
    results = []
    for processors in (1, 2, 16):
        monkeypatch.setattr("os.cpu_count", lambda number=processors: number)
        results.append(compute(project(LARGER[name]), FAMILIES))
    for other in results[1:]:
        pd.testing.assert_frame_equal(other, results[0], check_exact=True)


def test_small_graphs_do_not_load_numba() -> None:
    code = (
        "import sys, pandas as pd; from bigblur.verbs.measure import metrics; "
        "metrics(edges=pd.DataFrame({'source': ['a'], 'target': ['b']}), "
        "nodes=pd.DataFrame({'id': ['a', 'b'], 'industry': ['x', 'y']})); print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
