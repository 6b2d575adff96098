"""Mean and variance of brokerage counts when every arc is drawn by itself, in closed form.

A broker's counts are sums over triads (a, v, b) of the event a→v, v→b, no a→b. Two triads depend on one another only
if they share an arc (undirected: a tie), and then they have at most four nodes. So the variance of any sum of counts
is a sum over the ways in which a second triad can lie on a first one, and over the ways to deal the at most four
nodes to groups: a covariance times a number of placements, and that number is exact (whole numbers).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations

import numpy as np

from bigblur.graph.metrics.senses import Floats

__all__ = ["Moments", "moments"]

_A, _V, _B = 0, 1, 2
_ROLES = 6
# The levels at which counts are added up: over one node, over a group, over all.
_NODE, _GROUP, _GRAPH = 0, 1, 2

Triad = tuple[int, ...]
Pattern = tuple[int, ...]
Factor = tuple[int, ...]


@dataclass(frozen=True)
class Moments:
    """Mean and variance of the six counts: of a node by its group, of each group, of the graph.

    Shapes: ``node_*`` and ``group_*`` are g x 6, ``graph_*`` 6; columns as ``brokerage.ROLES``.
    """

    node_mean: Floats
    node_variance: Floats
    group_mean: Floats
    group_variance: Floats
    graph_mean: Floats
    graph_variance: Floats


def moments(sizes: Sequence[int], p: float, *, directed: bool) -> Moments:
    """Return the mean and variance of brokerage counts under independent arcs of probability p.

    Formula: mean = Σ N(π) p²(1 - p) over the patterns π of equal groups among a, v, b; variance = Σ_τ Σ_π N(π)
    Cov(first triad, τ), τ the second triad on nodes of the first and at most one more, π the patterns of equal groups
    among all these nodes under which both triads have the role, N(π) the number of ways to choose the nodes. For a
    node both triads have the broker v; for a group both brokers are in it. Undirected, an arc and its reverse are one
    event, and each unordered pair counts in both orders.

    Shapes: see `Moments`. Complexity: O(d) in whole numbers, d the number of distinct sizes; then O(g).

    References:
        [1] Gould, R. V., Fernandez, R. M. (1989). doi:10.2307/270949, for the mean, and for a node's variance on
            directed data. The other variances are derived here and held against full enumeration in the tests.

    Example: three nodes in one group; a is broker of (b, c) and (c, b), each with chance 1/8.
        >>> moments([3], 0.5, directed=True).node_mean[0].tolist()
        [0.25, 0.0, 0.0, 0.0, 0.0, 0.25]
    """
    distinct = Counter(int(size) for size in sizes)
    sums = np.zeros((3, 2, len(distinct), _ROLES))
    for power, terms in enumerate((_mean_terms(p), _variance_terms(p, directed))):
        for (pattern, level), by_role in terms.items():
            for at, placed in enumerate(_placements(pattern, level, distinct)):
                sums[level, power, at] += [coefficient * placed for coefficient in by_role]
    row = {size: at for at, size in enumerate(distinct)}
    of_group = [row[int(size)] for size in sizes]
    node, group = sums[_NODE][:, of_group], sums[_GROUP][:, of_group]
    graph = np.array(sums[_GRAPH].sum(axis=1))
    # A variance of 0 may come out as a rounding error below it.
    return Moments(
        node[0], np.maximum(node[1], 0), group[0], np.maximum(group[1], 0), graph[0], np.maximum(graph[1], 0)
    )


def _mean_terms(p: float) -> dict[tuple[Pattern, int], list[float]]:
    event = p * p * (1 - p)
    return {
        (pattern, level): [event * has for has in _has_role(pattern, (_A, _V, _B))]
        for pattern in _patterns(3)
        for level in (_NODE, _GROUP, _GRAPH)
    }


def _variance_terms(p: float, directed: bool) -> dict[tuple[Pattern, int], list[float]]:
    parts: dict[tuple[Pattern, int], list[list[float]]] = {}
    for second in _second_triads():
        covariance = _covariance(second, p, directed)
        if covariance == 0:
            continue
        for pattern in _patterns(max(3, 1 + max(second))):
            both = zip(_has_role(pattern, (_A, _V, _B)), _has_role(pattern, second), strict=True)
            shared = [covariance * first * other for first, other in both]
            broker = second[1]
            for level, within in (
                (_NODE, broker == _V),
                (_GROUP, pattern[broker] == pattern[_V]),
                (_GRAPH, True),
            ):
                if within:
                    parts.setdefault((pattern, level), []).append(shared)
    return {key: [math.fsum(role) for role in zip(*rows, strict=True)] for key, rows in parts.items()}


def _second_triads() -> Iterator[Triad]:
    """Yield the triads that share at least two nodes with (a, v, b); a fourth node is 3."""
    yield from permutations(range(4), 3)


def _covariance(second: Triad, p: float, directed: bool) -> float:
    def pair(i: int, j: int) -> tuple[int, int]:
        return (i, j) if directed or i < j else (j, i)

    def split(triad: Triad) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        a, v, b = triad
        return {pair(a, v), pair(v, b)}, {pair(a, b)}

    (tied, open_), (tied_too, open_too) = split((_A, _V, _B)), split(second)
    if not (tied | open_) & (tied_too | open_too):
        return 0.0
    there, absent = tied | tied_too, open_ | open_too
    both = 0.0 if there & absent else p ** len(there) * (1 - p) ** len(absent)
    return both - (p * p * (1 - p)) ** 2


def _has_role(pattern: Pattern, triad: Triad) -> tuple[int, ...]:
    a, v, b = (pattern[node] for node in triad)
    roles = (a == v == b, a == b != v, a != v == b, a == v != b, a != v != b != a, True)
    return tuple(int(has) for has in roles)


@cache
def _patterns(nodes: int) -> tuple[Pattern, ...]:
    """Return every way in which the nodes can share groups: the number of each node's group, first seen first."""
    found: list[Pattern] = [()]
    for _ in range(nodes):
        found = [(*one, group) for one in found for group in range(max(one, default=-1) + 2)]
    return tuple(found)


def _placements(pattern: Pattern, level: int, distinct: Counter[int]) -> list[int]:
    """Count the ways to choose the nodes of a pattern, v in a group of each distinct size.

    For a node v itself is given; for the graph the groups of that size are added up.
    """
    blocks = Counter(pattern)
    own = blocks.pop(pattern[_V])
    others = tuple((size,) for size in blocks.values())
    sums = _Sums(distinct)
    ways = []
    for size, groups in distinct.items():
        chosen = math.perm(size, own) * sums.distinct(others, without=size)
        # v is one of the nodes of its group, each as good as another.
        ways.append({_NODE: chosen // size if size else 0, _GROUP: chosen, _GRAPH: chosen * groups}[level])
    return ways


class _Sums:
    """Sums over distinct groups of products of falling factorials of their sizes."""

    def __init__(self, distinct: Counter[int]) -> None:
        self._distinct = distinct
        self._whole: dict[Factor, int] = {}

    def distinct(self, factors: tuple[Factor, ...], *, without: int) -> int:
        """Sum over different groups, one for each factor, none the left-out group (of size ``without``)."""
        if not factors:
            return 1
        first, *rest = factors
        total = self._one(first, without) * self.distinct(tuple(rest), without=without)
        # Take away the choices in which the first group is also another's.
        for at, other in enumerate(rest):
            merged = [*rest[:at], tuple(sorted(first + other)), *rest[at + 1 :]]
            total -= self.distinct(tuple(merged), without=without)
        return total

    def _one(self, factor: Factor, without: int) -> int:
        if factor not in self._whole:
            self._whole[factor] = sum(groups * _product(factor, size) for size, groups in self._distinct.items())
        return self._whole[factor] - _product(factor, without)


def _product(factor: Factor, size: int) -> int:
    return math.prod(math.perm(size, chosen) for chosen in factor)
