"""Random graphs in which every node keeps its degree: a chain of swaps, many draws from one seed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

import numpy as np
import numpy.typing as npt

__all__ = ["STEPS_PER_TIE", "rewired"]

Ints = npt.NDArray[np.integer]

STEPS_PER_TIE = 10
"""Proposed steps per tie between two draws: each tie is picked 20 times."""
LEAST_STEPS = 500
"""On few ties, so that turning a cycle of three has its chance."""
TURN, FLIP, COINS = 1, 5, 10
"""Of ten steps on directed ties one tries to turn a cycle; on undirected ties five flip the second tie first."""
SMALL = 150_000
"""Up to so many ties times draws all chains advance together in numpy (about 1 s): no wait to compile ..."""
SMALL_TIES, SMALL_NODES = 1000, 400
"""... on so few ties and nodes."""
CHAIN_CELLS = 1 << 24
BLOCK = 1 << 20


def rewired(
    source: Ints, target: Ints, n: int, *, directed: bool, draws: int, seed: int, threads: int | None = None
) -> Iterator[tuple[Ints, Ints]]:
    """Draw graphs with the degrees of a given one, without self-loops and without repeated ties.

    A step picks two ties a→b and x→y and makes them a→y and x→b, unless that would make a self-loop or a tie that
    is there; then all stays. On directed ties one step in ten takes a→b and y and turns the cycle a→b→y→a
    round, if it is there and no tie runs the other way: without it there are graphs that swaps never reach
    [2]. On undirected ties x and y change places first in half of the steps. Each step is as likely as its
    reverse, so that in the long run every graph with these degrees is as likely as every other.

    The given graph is walked away from once, then each draw walks from there on its own, always with 10 steps a
    tie. Were the given graph itself drawn at random, it and the draws would be exchangeable however short
    the walks [1]: a Monte-Carlo p-value holds its level even where the chain mixes badly.

    Args:
        source: positions of the ties' sources (m); no self-loops, no repeats.
        target: positions of their targets (m).
        n: number of nodes.
        directed: keep in- and out-degree each; undirected ties stand once each, in either order.
        draws: number of graphs.
        seed: the same seed gives the same draws, whatever the number of threads.
        threads: at most so many; default one a processor.

    Yields:
        Sources and targets of a drawn graph.

    Source:
        [1] Besag, J., Clifford, P. (1989). Generalized Monte Carlo significance tests. Biometrika 76, 633-642.
            doi:10.1093/biomet/76.4.633
        [2] Berger, A., Müller-Hannemann, M. (2010). Uniform sampling of digraphs with a fixed degree sequence.
            doi:10.1007/978-3-642-16926-7_21

    Example: two ties can only stay or swap their targets.
        >>> draws = rewired(np.array([0, 1]), np.array([2, 3]), 4, directed=True, draws=200, seed=1)
        >>> sorted({tuple(sorted(zip(s.tolist(), t.tolist()))) for s, t in draws})
        [((0, 2), (1, 3)), ((0, 3), (1, 2))]
    """
    start = (np.ascontiguousarray(source, dtype=np.int32), np.ascontiguousarray(target, dtype=np.int32))
    seeds = np.random.SeedSequence(seed).spawn(draws + 1)
    if len(start[0]) < 2:
        for _ in range(draws):
            yield start
    elif len(start[0]) <= SMALL_TIES and len(start[0]) * draws <= SMALL and n <= SMALL_NODES:
        yield from _together(start, n, directed, seeds)
    else:
        yield from _one_by_one(start, n, directed, seeds, threads or os.cpu_count() or 1)


def _steps(m: int) -> int:
    return max(STEPS_PER_TIE * m, LEAST_STEPS)


def _proposals(m: int, seed: np.random.SeedSequence) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]]:
    draw, left = np.random.default_rng(seed), _steps(m)
    while left:
        size = min(left, BLOCK)
        left -= size
        picks = draw.integers(0, m, (size, 2), dtype=np.int32)
        yield picks, draw.integers(0, COINS, size, dtype=np.uint8)


def _one_by_one(
    start: tuple[Ints, Ints], n: int, directed: bool, seeds: list[np.random.SeedSequence], threads: int
) -> Iterator[tuple[Ints, Ints]]:
    # Numba takes 0.3 s to load: small graphs and the command line's help do without.
    from bigblur.graph.metrics.swap_kernel import compiled_swap

    m = len(start[0])
    size = 1 << (4 * m - 1).bit_length()

    def walk(origin: tuple[Ints, Ints], seed: np.random.SeedSequence) -> tuple[Ints, Ints]:
        source, target = origin[0].copy(), origin[1].copy()
        keys, ties = np.full(size, -1, dtype=np.int64), np.zeros(size, dtype=np.int32)
        for picks, coins in _proposals(m, seed):
            compiled_swap(source, target, keys, ties, picks, coins, n, directed, TURN, FLIP)
        return source, target

    hub = walk(start, seeds[0])
    with ThreadPoolExecutor(threads) as pool:
        rest = iter(seeds[1:])
        waiting: list[Future[tuple[Ints, Ints]]] = [pool.submit(walk, hub, seed) for seed in islice(rest, 2 * threads)]
        try:
            while waiting:
                yield waiting.pop(0).result()
                waiting += [pool.submit(walk, hub, seed) for seed in islice(rest, 1)]
        finally:
            for one in waiting:
                one.cancel()


def _together(
    start: tuple[Ints, Ints], n: int, directed: bool, seeds: list[np.random.SeedSequence]
) -> Iterator[tuple[Ints, Ints]]:
    """Walk many chains at once, step by step: the same draws as the compiled loop."""
    hub = tuple(ends[0] for ends in _walks(start, n, directed, seeds[:1]))
    many = max(1, CHAIN_CELLS // (n * n))
    for first in range(1, len(seeds), many):
        source, target = _walks((hub[0], hub[1]), n, directed, seeds[first : first + many])
        yield from zip(source, target, strict=True)


def _walks(origin: tuple[Ints, Ints], n: int, directed: bool, seeds: list[np.random.SeedSequence]) -> tuple[Ints, Ints]:
    m, chains = len(origin[0]), np.arange(len(seeds))
    source, target = (np.tile(ends, (len(seeds), 1)) for ends in origin)
    tie = np.full((len(seeds), n, n), -1, dtype=np.int32)
    tie[:, origin[0], origin[1]] = np.arange(m)
    if not directed:
        tie[:, origin[1], origin[0]] = np.arange(m)
    proposed = [next(_proposals(m, seed)) for seed in seeds]
    picks, coins = np.stack([one[0] for one in proposed], axis=2), np.stack([one[1] for one in proposed], axis=1)
    for (i, j), coin in zip(picks, coins, strict=True):
        a, b, x, y = source[chains, i], target[chains, i], source[chains, j], target[chains, j]
        turning = (coin < TURN) & directed
        if not directed:
            x, y = np.where(coin < FLIP, y, x), np.where(coin < FLIP, x, y)
        free = (tie[chains, a, y] < 0) & (tie[chains, x, b] < 0) & (a != y) & (x != b) & ~turning
        at = np.flatnonzero(free)
        _move(tie, source, target, directed, at, i[at], (a[at], b[at]), (a[at], y[at]))
        _move(tie, source, target, directed, at, j[at], (x[at], y[at]), (x[at], b[at]))
        if turning.any():
            second, third = tie[chains, b, y], tie[chains, y, a]
            back = (tie[chains, b, a] >= 0) | (tie[chains, y, b] >= 0) | (tie[chains, a, y] >= 0)
            at = np.flatnonzero(turning & (second >= 0) & (third >= 0) & ~back)
            for which, one, other in ((i, a, b), (second, b, y), (third, y, a)):
                _move(tie, source, target, directed, at, which[at], (one[at], other[at]), (other[at], one[at]))
    return source, target


def _move(
    tie: Ints,
    source: Ints,
    target: Ints,
    directed: bool,
    at: Ints,
    which: Ints,
    old: tuple[Ints, Ints],
    new: tuple[Ints, Ints],
) -> None:
    """Put tie ``which`` of the chains ``at`` elsewhere."""
    tie[at, old[0], old[1]] = -1
    tie[at, new[0], new[1]] = which
    if not directed:
        tie[at, old[1], old[0]] = -1
        tie[at, new[1], new[0]] = which
    source[at, which], target[at, which] = new
