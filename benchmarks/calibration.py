"""How often each null of `bigblur boundaries` calls a pair of industries unusual where nothing is: 5 % is right.

    python benchmarks/calibration.py [--graphs 150] [--draws 99]

Graphs are drawn in which ties do not look at industries beyond what degrees bring with them, and every pair of
industries that can have a tie is tested. Writes the table into docs/boundaries.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from bigblur.graph.metrics import swaps
from bigblur.graph.metrics.nulls import Network, chance
from bigblur.graph.projection import Projection

PAGE = Path(__file__).parent.parent / "docs" / "boundaries.md"
BEGIN, END = "<!-- calibration -->", "<!-- /calibration -->"
NODES, GROUPS, LEVEL = 80, 4, 0.05
NULLS = ("degree", "stubs", "labels")

Random = np.random.Generator
Drawn = tuple[np.ndarray, np.ndarray]
"""Ties (m x 2, a repeated deal a repeated row) and memberships (n x g)."""


def crisp(labels: np.ndarray) -> np.ndarray:
    return np.eye(GROUPS)[labels]


def drawn_ties(random: Random, out: np.ndarray, into: np.ndarray) -> np.ndarray:
    """Each pair has a tie with odds out_a · in_b, independently: given the degrees all graphs are as likely."""
    odds = np.outer(out, into)
    chances = odds / (1.0 + odds)
    np.fill_diagonal(chances, 0.0)
    return np.argwhere(random.random(odds.shape) < chances)


def plain(random: Random) -> Drawn:
    same = np.full(NODES, np.sqrt(0.04))
    return drawn_ties(random, same, same), crisp(random.integers(0, GROUPS, NODES))


def hubs(random: Random) -> Drawn:
    """Heavy-tailed degrees, the same firms big buyers and big targets, and big firms more often in one industry."""
    size = random.pareto(1.2, NODES) + 0.1
    ties = drawn_ties(random, 0.16 * size, 0.16 * size)
    big = np.argsort(np.argsort(-size)) < NODES // 4
    labels = np.where(big & (random.random(NODES) < 0.7), 0, random.integers(0, GROUPS, NODES))
    return ties, crisp(labels)


def repeated(random: Random) -> Drawn:
    """Hubs, each pair of firms dealing 3 times on average (1 + Poisson(2))."""
    ties, memberships = hubs(random)
    return np.repeat(ties, 1 + random.poisson(2.0, len(ties)), axis=0), memberships


def fractional(random: Random) -> Drawn:
    """Hubs, every other firm half and half or a quarter and three quarters in two industries."""
    ties, memberships = hubs(random)
    share = random.choice([0.0, 0.0, 0.5, 0.25], NODES)[:, None]
    return ties, (1 - share) * memberships + share * crisp(random.integers(0, GROUPS, NODES))


def undirected(random: Random) -> Drawn:
    ties, memberships = hubs(random)
    return ties[ties[:, 0] < ties[:, 1]], memberships


WORLDS: dict[str, Callable[[Random], Drawn]] = {
    "random simple digraph": plain,
    "with hubs": hubs,
    "with hubs and repeated deals": repeated,
    "with hubs, several industries a firm": fractional,
    "with hubs, undirected": undirected,
}


def project(ties: np.ndarray, memberships: np.ndarray, *, directed: bool) -> Projection:
    frame = pd.DataFrame(ties, columns=["source", "target"])
    ids = [f"n{node:04}" for node in range(len(memberships))]
    return Projection.from_arrays(ids, [f"g{s}" for s in range(GROUPS)], memberships, frame, directed=directed)


def p_values(world: str, null: str, seed: int, draws: int) -> np.ndarray:
    """The p of every tested pair of one graph."""
    random = np.random.default_rng([seed, list(WORLDS).index(world)])
    network = Network.of(project(*WORLDS[world](random), directed=world != "with hubs, undirected"))
    keys, ties = network.mix()
    return chance(network, null, keys, ties, draws=draws, seed=seed).p_value  # type: ignore[arg-type]


def deal_by_deal(seed: int) -> np.ndarray:
    """What `bigblur boundaries` does not do: every deal a tie of its own, ends matched at random."""
    random = np.random.default_rng([seed, list(WORLDS).index("with hubs and repeated deals")])
    ties, memberships = repeated(random)
    source, target = ties.T
    whole = Network.of(project(ties, memberships, directed=True))
    network = Network(source, target, whole.membership, True, whole.position)
    return chance(network, "stubs", *network.mix(), draws=1, seed=0).p_value


def rate(p: np.ndarray) -> tuple[float, float]:
    """The share of p at most 5 %, and its standard error over graphs (the pairs of one graph hang together)."""
    shares = np.array([np.mean(one <= LEVEL) for one in p if len(one)])
    return float(shares.mean()), float(shares.std(ddof=1) / np.sqrt(len(shares)))


def table(graphs: int, draws: int) -> list[str]:
    rows = ["| ties | " + " | ".join(f"`{null}`" for null in NULLS) + " |", "| --- |" + " --- |" * len(NULLS)]
    for world in WORLDS:
        cells = []
        for null in NULLS:
            value, error = rate([p_values(world, null, seed, draws) for seed in range(graphs)])
            cells.append(f"{100 * value:.1f} ± {100 * error:.1f}")
        rows.append(f"| {world} | " + " | ".join(cells) + " |")
        print(rows[-1], flush=True)
    value, error = rate([deal_by_deal(seed) for seed in range(graphs)])
    rows += ["", f"Were repeated deals tested one by one (`stubs`): {100 * value:.1f} ± {100 * error:.1f}."]
    print(rows[-1])
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--graphs", type=int, default=150)
    options.add_argument("--draws", type=int, default=99)
    given = options.parse_args()
    swaps.SMALL = 0  # many graphs: compiled from the first
    rows = table(given.graphs, given.draws)
    about = f"{given.graphs} graphs a row, {NODES} firms, {GROUPS} industries, {given.draws} draws, seeds from 0."
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join([*rows, "", about]) + f"\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
