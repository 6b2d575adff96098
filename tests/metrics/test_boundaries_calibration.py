"""The nulls hold their level, or fail to, as docs/boundaries.md says: few graphs, wide bounds, fixed seeds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bigblur.graph.metrics import swaps

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import calibration

GRAPHS = 40


def rate(world: str, null: str) -> float:
    return calibration.rate([calibration.p_values(world, null, seed, 39) for seed in range(GRAPHS)])[0]


@pytest.mark.parametrize("world", calibration.WORLDS)
def test_the_default_holds_its_level(monkeypatch: pytest.MonkeyPatch, world: str) -> None:
    monkeypatch.setattr(swaps, "SMALL", 0)
    assert rate(world, "degree") < 0.075


def test_stubs_hold_it_without_hubs() -> None:
    assert rate("random simple digraph", "stubs") < 0.06


def test_labels_do_not_where_hubs_are_in_one_industry() -> None:
    assert rate("with hubs", "labels") > 0.1


def test_deals_one_by_one_would_be_badly_wrong() -> None:
    assert calibration.rate([calibration.deal_by_deal(seed) for seed in range(GRAPHS)])[0] > 0.15
    assert rate("with hubs and repeated deals", "stubs") < 0.15


def test_the_page_has_the_table() -> None:
    text = calibration.PAGE.read_text(encoding="utf-8")
    made = text.split(calibration.BEGIN)[1].split(calibration.END)[0]
    for world in calibration.WORLDS:
        assert f"| {world} |" in made
