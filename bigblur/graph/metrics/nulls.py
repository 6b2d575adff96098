"""Nulls of the boundaries: what the ties between industries would be by chance, and how far from it they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bigblur.errors import UsageError, did_you_mean
from bigblur.graph.metrics import stubs
from bigblur.graph.metrics.senses import Floats, ratio, sum_at
from bigblur.graph.metrics.swaps import STEPS_PER_TIE, rewired
from bigblur.graph.projection import Projection
from bigblur.progress import Progress

__all__ = ["Chance", "Network", "Null", "benjamini_hochberg", "chance", "draws_for", "require_null"]

Ints = npt.NDArray[np.integer]
Null = Literal["degree", "stubs", "labels", "none"]

DRAWS = 999
MOST_STEPS = 2_000_000_000
"""Steps of the swap chain beyond which fewer draws are made unless a number is asked for: some minutes."""
LEAST_DRAWS = 99
EVERY_PAIR = 1_000_000
"""Up to so many pairs of industries all are followed; beyond, those with a tie or more than LITTLE expected."""
LITTLE = 0.25
CELLS = 1 << 22


def require_null(null: str) -> None:
    """Raise a UsageError unless there is such a null."""
    if null not in get_args(Null):
        raise UsageError(f"there is no null {null!r}: {', '.join(get_args(Null))}.{did_you_mean(null, get_args(Null))}")


def draws_for(network: Network, null: str, draws: int | None) -> tuple[int, str | None]:
    """Return the number of draws, and a note if the size of the graph made it smaller than usual.

    Raises:
        UsageError: fewer than one draw.
    """
    if draws is not None:
        if draws < 1:
            raise UsageError(f"--draws {draws}: at least 1 draw, better 999")
        return draws, None
    steps = STEPS_PER_TIE * max(len(network.source), 1)
    fits = max(LEAST_DRAWS, MOST_STEPS // steps)
    if null != "degree" or fits >= DRAWS:
        return DRAWS, None
    return fits, f"{len(network.source):,} ties are many: {fits} draws instead of {DRAWS} (--draws asks for more)"


@dataclass(frozen=True)
class Network:
    """What the nulls shuffle: the distinct ties among nodes that are in a group.

    Nodes stand in the order of their ids and ties in that of their nodes, so that draws do not depend on the
    order of rows. An undirected tie stands once, its lower node first.
    """

    source: Ints
    target: Ints
    membership: sp.csr_array
    directed: bool
    position: Ints
    """For each node of the projection its place here, -1 without a group."""

    @classmethod
    def of(cls, projection: Projection) -> Network:
        """Take the network out of a projection."""
        ids = np.array(projection.ids, dtype=object)
        inside = np.flatnonzero(projection.grouped)
        order = inside[np.argsort(ids[inside], kind="stable")] if len(inside) else inside
        position = np.full(projection.n, -1, dtype=np.int64)
        position[order] = np.arange(len(order))
        pairs = projection.binary.tocoo()
        source, target, _ = cls.kept(position, pairs.row, pairs.col, np.ones(pairs.nnz), directed=projection.directed)
        return cls(source, target, projection.membership[order].tocsr(), projection.directed, position)

    @staticmethod
    def kept(
        position: Ints,
        rows: npt.NDArray[np.integer],
        columns: npt.NDArray[np.integer],
        values: Floats,
        *,
        directed: bool,
    ) -> tuple[Ints, Ints, Floats]:
        """Move the entries of an n x n matrix to the network's order; those of nodes without a group go."""
        source, target = position[rows], position[columns]
        keep = (source >= 0) & (target >= 0) & ((source < target) | directed)
        source, target, values = source[keep], target[keep], values[keep]
        order = np.lexsort((target, source))
        return source[order], target[order], values[order]

    @property
    def n(self) -> int:
        """Number of nodes in groups."""
        return int(self.membership.shape[0])

    @property
    def g(self) -> int:
        """Number of groups."""
        return int(self.membership.shape[1])

    @cached_property
    def crisp(self) -> bool:
        """True if each node is in one group."""
        return bool(np.all(np.diff(self.membership.indptr) == 1))

    @cached_property
    def padded(self) -> tuple[Ints, Floats]:
        """The groups of each node and its shares in them (n x most groups of a node), filled up with shares of 0."""
        held = np.diff(self.membership.indptr)
        inside = np.arange(held.max(initial=1)) < held[:, None]
        group, share = np.zeros(inside.shape, dtype=np.int64), np.zeros(inside.shape)
        group[inside], share[inside] = self.membership.indices, self.membership.data
        return group, share

    @cached_property
    def group(self) -> Ints:
        """The group of each node, on crisp data."""
        return np.asarray(self.membership.indices, dtype=np.int64)

    @cached_property
    def sizes(self) -> Floats:
        """Members of each group (g)."""
        return np.asarray(self.membership.sum(axis=0)).ravel()

    @cached_property
    def degrees(self) -> tuple[Floats, Floats]:
        """Out- and in-degree of each node (n); on undirected data the degree, twice."""
        out, into = (np.bincount(ends, minlength=self.n).astype(np.float64) for ends in (self.source, self.target))
        return (out, into) if self.directed else (out + into, out + into)

    @cached_property
    def margins(self) -> tuple[Floats, Floats]:
        """K_s and L_t: stubs out of and into each group (g)."""
        out, into = (np.asarray(self.membership.T @ degree) for degree in self.degrees)
        return out, into

    @property
    def arcs(self) -> int:
        """Number of arcs: an undirected tie is two."""
        return len(self.source) * (1 if self.directed else 2)

    def mix(
        self,
        values: Floats | None = None,
        *,
        ends: tuple[Ints, Ints] | None = None,
    ) -> tuple[Ints, Floats]:
        """Return the pairs of groups with a tie, as sorted keys s·g + t, and Σ u_as u_bt over their ties.

        An undirected tie counts in (s, t) and in (t, s), inside a group once.
        """
        source, target = ends or (self.source, self.target)
        left, right = self.membership[source], self.membership[target]
        if values is not None:
            left = sp.diags_array(values) @ left
        table = (left.T @ right).tocoo()
        s, t, value = table.row.astype(np.int64), table.col.astype(np.int64), table.data
        if not self.directed:
            s, t, value = np.r_[s, t[s != t]], np.r_[t, s[s != t]], np.r_[value, value[s != t]]
        keys, place = np.unique(s * self.g + t, return_inverse=True)
        return keys, sum_at(place, value, len(keys))

    def tested(self, null: str, tied: Ints) -> tuple[Ints, int]:
        """Return the pairs to follow (keys) and the number of pairs tested.

        Tested is each pair between which the null allows a tie, with a tie or not: degrees and sizes decide,
        which the null keeps, and not the ties, which it tests. A pair that has no tie and expects at most half
        a one has P(O = 0) ≥ 1/2 (Markov) and so p = 1: it counts without being followed. Undirected pairs
        are one test, s ≤ t.
        """
        degrees = (np.ones(self.n), np.ones(self.n)) if null == "labels" else self.degrees
        (rows, sole_row), (columns, sole_column) = (self._active(degree) for degree in degrees)
        r, c = np.flatnonzero(rows), np.flatnonzero(columns)
        alone, other = (np.bincount(sole[sole >= 0], minlength=self.n) for sole in (sole_row, sole_column))
        if self.directed:
            number = len(r) * len(c) - int(alone @ other)
        else:
            number = (len(r) * (len(r) + 1) - int(alone @ (alone + 1))) // 2
            tied = tied[tied // self.g <= tied % self.g]
        if len(tied) == 0:
            return tied, 0
        if len(r) * len(c) <= EVERY_PAIR:
            followed: tuple[Ints, Ints] = (np.repeat(r, len(c)), np.tile(c, len(r)))
        else:
            followed = self._likely(null)
        s, t = followed
        possible = (sole_row[s] < 0) | (sole_row[s] != sole_column[t])
        if not self.directed:
            possible &= s <= t
        return np.union1d((s * self.g + t)[possible], tied), number

    def _active(self, degree: Floats) -> tuple[npt.NDArray[np.bool_], Ints]:
        """Which groups have a node with a tie that way, and which node if it is one alone (else -1)."""
        mine = self.membership.tocoo()
        keep = degree[mine.row] > 0
        node, group = mine.row[keep], mine.col[keep]
        count = np.bincount(group, minlength=self.g)
        sole = np.full(self.g, -1, dtype=np.int64)
        sole[group] = node
        sole[count != 1] = -1
        return count > 0, sole

    def _likely(self, null: str) -> tuple[Ints, Ints]:
        rows, columns, whole = self.product(null)
        order = np.argsort(-columns, kind="stable")
        falling = -columns[order]
        reach = np.searchsorted(falling, -LITTLE * whole / np.maximum(rows, 1e-300), side="left")
        s = np.repeat(np.arange(self.g), reach)
        start = np.repeat(np.cumsum(reach) - reach, reach)
        return s, order[np.arange(len(s)) - start]

    def product(self, null: str) -> tuple[Floats, Floats, float]:
        """Return rows, columns and a whole such that ties are expected in about rows · columns / whole."""
        if null == "labels":
            return self.sizes, self.sizes, self.n * (self.n - 1) / max(self.arcs, 1)
        return *self.margins, float(max(self.arcs, 1))

    def margin_expected(self, s: Ints, t: Ints) -> Floats:
        """Return K_s L_t / m at some pairs."""
        out, into = self.margins
        return ratio(out[s] * into[t], np.full(len(s), float(self.arcs))) * self._once(s, t)

    def label_expected(self, s: Ints, t: Ints) -> Floats:
        """Return m (n_s n_t - Σ_v u_vs u_vt) / (n (n - 1)) at some pairs: the mean over all permutations."""
        both = (self.membership.T @ self.membership).tocsr()
        shared = np.asarray(both[s, t]).ravel() if len(s) else np.zeros(0)
        pairs = np.full(len(s), float(self.n * (self.n - 1)))
        return ratio(self.arcs * (self.sizes[s] * self.sizes[t] - shared), pairs) * self._once(s, t)

    def _once(self, s: Ints, t: Ints) -> Floats:
        return np.where((s == t) & (not self.directed), 0.5, 1.0)


@dataclass(frozen=True)
class Chance:
    """What a null says of some pairs: NaN where it says nothing."""

    keys: Ints
    expected: Floats
    expected_error: Floats
    p_value: Floats
    p_value_error: Floats
    q_value: Floats
    tested: int


def chance(
    network: Network, null: Null, keys: Ints, ties: Floats, *, draws: int, seed: int, progress: Progress | None = None
) -> Chance:
    """Hold the ties of each pair of groups against a null.

    Args:
        network: what is shuffled.
        null: `degree`, `stubs`, `labels` or `none`; see `boundaries`.
        keys: the pairs that have a tie, as `Network.mix` gives them.
        ties: O of these.
        draws: number of draws where the null is drawn.
        seed: of the draws.
        progress: is told of each draw.
    """
    if null == "none":
        expected = network.margin_expected(keys // network.g, keys % network.g)
        empty = np.full(len(keys), np.nan)
        return Chance(keys, expected, empty, empty, empty, empty, 0)
    followed, tested = network.tested(null, keys)
    observed = np.zeros(len(followed))
    observed[np.searchsorted(followed, keys[np.isin(keys, followed)])] = ties[np.isin(keys, followed)]
    s, t = followed // network.g, followed % network.g
    if null == "stubs" and network.directed and network.crisp:
        expected, p = stubs.tails(network, s, t, observed)
        no_error = np.full(len(s), np.nan)
        return Chance(followed, expected, no_error, p, no_error, benjamini_hochberg(p, tested), tested)
    made = _simulated(network, null, followed, observed, draws, seed, progress)
    if null == "labels":
        made = (network.label_expected(s, t), np.zeros(len(s)), *made[2:])
    return Chance(followed, *made, benjamini_hochberg(made[2], tested), tested)


def _simulated(
    network: Network, null: str, keys: Ints, observed: Floats, draws: int, seed: int, progress: Progress | None
) -> tuple[Floats, Floats, Floats, Floats]:
    """Mean, its error, two-sided p and its error over the draws."""
    low, high, total, squares = (np.zeros(len(keys)) for _ in range(4))
    near = 1e-9 * (1.0 + observed)  # sums of shares are not whole numbers
    if len(keys):
        for done, drawn in enumerate(_draws(network, null, keys, draws, seed), start=1):
            low += drawn <= observed + near
            high += drawn >= observed - near
            total += drawn
            squares += drawn * drawn
            if progress and (done % 10 == 0 or done == draws):
                progress(f"drawing from the null {null}", done, draws)
    mean = total / draws
    spread = np.sqrt(np.maximum(squares / draws - mean**2, 0.0) / max(draws - 1, 1))
    tail = (1.0 + np.minimum(low, high)) / (draws + 1.0)
    return mean, spread, np.minimum(2.0 * tail, 1.0), 2.0 * np.sqrt(np.maximum(tail * (1.0 - tail), 0.0) / draws)


def _draws(network: Network, null: str, keys: Ints, draws: int, seed: int) -> Iterator[Floats]:
    """The ties of the followed pairs in each draw."""
    count = _Counter(network, keys)
    if null == "degree":
        walks = rewired(network.source, network.target, network.n, directed=network.directed, draws=draws, seed=seed)
        yield from (count(source, target, None) for source, target in walks)
        return
    for child in np.random.SeedSequence(seed).spawn(draws):
        random = np.random.default_rng(child)
        if null == "labels":
            yield count(network.source, network.target, random.permutation(network.n))
        else:
            yield count(*stubs.matched(network.source, network.target, network.directed, random), None)


class _Counter:
    """Counts ties per followed pair; most of the time of the nulls `labels` and `stubs` is spent here."""

    def __init__(self, network: Network, keys: Ints) -> None:
        self.network, self.keys, self.g = network, keys, network.g
        self.group, self.share = network.padded
        # Up to this size looking up a table is quicker than searching.
        self.place: Ints | None = None
        if self.g * self.g <= 4 * EVERY_PAIR:
            self.place = np.full(self.g * self.g, len(keys), dtype=np.int64)
            self.place[keys] = np.arange(len(keys))

    def __call__(self, source: Ints, target: Ints, order: Ints | None) -> Floats:
        if order is not None:
            source, target = order[source], order[target]
        out = np.zeros(len(self.keys) + 1)
        part = max(1, CELLS // self.group.shape[1] ** 2)
        for first in range(0, len(source), part):
            out += self._part(source[first : first + part], target[first : first + part])
        return out[:-1]

    def _part(self, source: Ints, target: Ints) -> Floats:
        s, t = self.group[source][:, :, None], self.group[target][:, None, :]
        if not self.network.directed:
            s, t = np.minimum(s, t), np.maximum(s, t)
        found = (s * self.g + t).ravel()
        values = None
        if not self.network.crisp:
            values = (self.share[source][:, :, None] * self.share[target][:, None, :]).ravel()
        if self.place is not None:
            at = self.place[found]
        else:
            at = np.minimum(np.searchsorted(self.keys, found), len(self.keys) - 1)
            at[self.keys[at] != found] = len(self.keys)
        return np.bincount(at, weights=values, minlength=len(self.keys) + 1).astype(np.float64)


def benjamini_hochberg(p: Floats, tests: int) -> Floats:
    """Return q: the smallest false discovery rate at which each p is still taken for a discovery.

    q of the i-th smallest p is min over j ≥ i of p_j · tests / j, at most 1 [1]. The ``tests`` - len(p) that are
    not in ``p`` have p = 1.

    Source:
        [1] Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
            Statistical Society B 57, 289-300. doi:10.1111/j.2517-6161.1995.tb02031.x

    Example:
        >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03]), 4).tolist()
        [0.04, 0.05333333333333334, 0.05333333333333334]
    """
    order = np.argsort(p, kind="stable")
    scaled = p[order] * tests / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q
