"""Minimal triads by hand: R's `sna` has gatekeeper (b_OI) and representative (b_IO) side by side, easily swapped."""

from __future__ import annotations

import pandas as pd
import pytest

from bigblur.graph.metrics import brokerage
from bigblur.graph.metrics.brokerage import ROLES
from bigblur.graph.projection import Projection


def broker(labels: str, edges: list[tuple[str, str]], *, directed: bool = True) -> dict[str, int]:
    nodes = pd.DataFrame({"id": list("avb"), "industry": list(labels)})
    table = pd.DataFrame(edges, columns=["source", "target"])
    row = brokerage(Projection.from_tables(table, nodes, directed=directed)).set_index("id").loc["v"]
    return {role: int(row[role]) for role in ROLES if row[role] != 0}


@pytest.mark.parametrize(
    ("labels", "role"),
    [
        ("xxx", "coordinator"),
        ("xyx", "itinerant"),
        ("xyy", "gatekeeper"),  # from outside into v's own group
        ("xxy", "representative"),  # from v's own group to outside
        ("xyz", "liaison"),
    ],
)
def test_the_role_of_a_minimal_triad(labels: str, role: str) -> None:
    assert broker(labels, [("a", "v"), ("v", "b")]) == {role: 1, "brokerage_total": 1}


def test_a_closed_triad_has_no_broker() -> None:
    assert broker("xyz", [("a", "v"), ("v", "b"), ("a", "b")]) == {}


def test_a_tie_back_does_not_close_the_pair() -> None:
    assert broker("xyz", [("a", "v"), ("v", "b"), ("b", "a")]) == {"liaison": 1, "brokerage_total": 1}


def test_there_and_back_is_no_pair() -> None:
    assert broker("xyz", [("a", "v"), ("v", "a")]) == {}


def test_an_undirected_pair_counts_in_both_orders() -> None:
    ties = [("a", "v"), ("v", "b")]
    assert broker("xyy", ties, directed=False) == {"gatekeeper": 1, "representative": 1, "brokerage_total": 2}
    assert broker("xyx", ties, directed=False) == {"itinerant": 2, "brokerage_total": 2}
