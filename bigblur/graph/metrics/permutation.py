"""Industries permuted over firms: what ties inside industries would be if industry did not matter.

The network stays; the memberships of the nodes that are in a group, whole rows of shares, are dealt anew, each
arrangement as likely as any other. Mean and standard deviation of the ties inside have a closed form; the tails are
found by enumeration of all arrangements if these are few, else by random draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Literal

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bigblur.errors import UsageError
from bigblur.graph.metrics.mixing import Counting, among, counted
from bigblur.graph.metrics.senses import Floats, ratio
from bigblur.graph.projection import Projection
from bigblur.progress import Progress

__all__ = ["Labels", "Moments", "Tail", "moments", "permute", "tail"]

Method = Literal["exact", "monte-carlo", "none"]
Types = npt.NDArray[np.int64]

# Up to so many arrangements all are looked at, if that takes no more than so many steps.
MOST_ARRANGEMENTS = 20_000
_MOST_STEPS = 500_000_000

# Entries of the arrays that hold one batch of draws.
_BATCH = 2_000_000

# Differences below this share are rounding errors.
_ROUNDING = 1e-12
_EQUAL = 1e-9


@dataclass(frozen=True)
class Moments:
    """Mean and standard deviation, under permutation, of the arcs inside all groups and inside each (g)."""

    inside: tuple[float, float]
    by_group: tuple[Floats, Floats]


def moments(projection: Projection, counting: Counting = "arcs") -> Moments:
    """Return mean and sd of the arcs inside groups under permutation of whole membership rows, in closed form.

    Formula: for Γ = Σ_{i≠j} B_ij S_π(i)π(j), B = (M + M')/2 and S symmetric with empty diagonals, N nodes in groups:
    E Γ = b s / N_2 and E Γ² = 2 b₂ s₂ / N_2 + 4 (b_r - b₂)(s_r - s₂) / N_3 + (b² - 4 b_r + 2 b₂)(s² - 4 s_r + 2 s₂) /
    N_4, where x is the sum of the matrix, x₂ that of its squares, x_r that of its squared row sums, and N_k = N (N -
    1) ... (N - k + 1). S_ij = Σ_s u_is u_js for all groups together, u_is u_js for one.

    Shapes: two numbers, twice g. Complexity: O(m + N k²), k groups per node.

    Direction: none, an arc is inside whichever way it runs; on undirected data a tie is two arcs. Weights,
    self-loops, parallel ties: as ``counted``. Isolates: take part, they may get any membership. Nodes without a group:
    no part. Overlapping groups: by the formula. Undefined with fewer than two nodes in groups.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Hubert, L., Schultz, J. (1976). Quadratic assignment as a general data analysis strategy. British Journal of
            Mathematical and Statistical Psychology 29(2), 190-241. doi:10.1111/j.2044-8317.1976.tb00714.x

    Example: one tie among three nodes, of which two are in one industry: inside in 1 of 3 arrangements.
        >>> import pandas as pd
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> projection = Projection.from_tables(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes)
        >>> [round(value, 4) for value in moments(projection).inside]
        [0.3333, 0.4714]
    """
    ties, shares = among(projection, counted(projection, counting))
    n = shares.shape[0]
    b = _sums((ties + ties.T).tocsr() / 2.0)
    size, squares = _columns(shares, 1), _columns(shares, 2)
    own = np.asarray(shares.power(2).sum(axis=1)).ravel()
    rows = np.asarray(shares @ size) - own
    overlap = (shares.T @ shares).tocsr()
    together = (
        np.array([np.sum(size**2) - np.sum(squares)]),
        np.array([np.sum(rows**2)]),
        np.array([float(overlap.power(2).sum()) - float(np.sum(own**2))]),
    )
    thirds, fourths = _columns(shares, 3), _columns(shares, 4)
    each = (
        size**2 - squares,
        squares * size**2 - 2.0 * size * thirds + fourths,
        squares**2 - fourths,
    )
    mean, sd = _mantel(b, together, n)
    return Moments((float(mean[0]), float(sd[0])), _mantel(b, each, n))


def _columns(shares: sp.csr_array, power: int) -> Floats:
    return np.asarray(shares.power(power).sum(axis=0), dtype=np.float64).ravel()


def _sums(matrix: sp.csr_array) -> tuple[float, float, float]:
    rows = np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()
    return float(rows.sum()), float(np.sum(rows**2)), float(matrix.power(2).sum())


def _mantel(b: tuple[float, float, float], s: tuple[Floats, Floats, Floats], n: int) -> tuple[Floats, Floats]:
    if n < 2:
        return np.full(len(s[0]), np.nan), np.full(len(s[0]), np.nan)
    total, rows, squares = b
    s_total, s_rows, s_squares = s
    mean = total * s_total / (n * (n - 1))
    second = 2.0 * squares * s_squares / (n * (n - 1))
    # With fewer nodes there are no pairs that share one node, or none, and the sums beside are 0.
    if n > 2:
        second = second + 4.0 * (rows - squares) * (s_rows - s_squares) / (n * (n - 1) * (n - 2))
    if n > 3:
        apart = (total**2 - 4.0 * rows + 2.0 * squares) * (s_total**2 - 4.0 * s_rows + 2.0 * s_squares)
        second = second + apart / (n * (n - 1) * (n - 2) * (n - 3))
    variance = second - mean**2
    return mean, np.sqrt(np.where(variance > _ROUNDING * second, variance, 0.0))


@dataclass(frozen=True)
class Labels:
    """What permuting the labels gave: for the observed labels (row 0) and each arrangement, ties by group.

    ``inside`` and ``stubs`` are (1 + draws) x g, arcs inside a group and ends of arcs in it; ``whole`` is all arcs.
    """

    method: Method
    draws: int
    inside: Floats
    stubs: Floats
    whole: float


def permute(
    projection: Projection,
    counting: Counting = "arcs",
    *,
    draws: int = 999,
    seed: int = 0,
    progress: Progress | None = None,
) -> Labels:
    """Deal the memberships anew over the nodes that are in a group and count the arcs inside each group.

    If there are at most 20,000 distinct arrangements (of whole membership rows) each is looked at once, whatever
    ``draws``, and the result is exact; else ``draws`` random ones from ``seed``. Nodes and arcs are taken in the order
    of ids, so that the order of rows cannot matter.

    Raises:
        UsageError: fewer than 0 draws.

    Example: of the three ways to deal x, x, y over three nodes one puts the tie a→b inside x.
        >>> import pandas as pd
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> projection = Projection.from_tables(pd.DataFrame({"source": ["a"], "target": ["b"]}), nodes)
        >>> found = permute(projection)
        >>> found.method, found.draws, sorted(found.inside[1:, 0].tolist())
        ('exact', 3, [0.0, 0.0, 1.0])
    """
    if draws < 0:
        raise UsageError(f"draws={draws}: it must be 0 (no test) or more")
    ties, shares = among(projection, counted(projection, counting))
    ids = np.array(projection.ids, dtype=object)[projection.grouped]
    order = np.array(sorted(range(len(ids)), key=lambda node: ids[node]), dtype=np.int64)
    arcs = ties[order][:, order].tocsr()
    arcs.sum_duplicates()
    types, rows = _types(shares[order].tocsr())
    method, number, dealt = _arrangements(types, rows.shape[0], arcs.nnz, draws, seed)
    count = _Count(arcs, rows)
    found = [count(types[np.newaxis])]
    done = 0
    for batch in _batches(dealt, max(1, _BATCH // max(1, arcs.nnz + len(types)))):
        found.append(count(batch))
        done += len(batch)
        if progress:
            progress("permuting industries", done, number)
    inside, stubs = (np.concatenate([part[which] for part in found]) for which in (0, 1))
    return Labels(method, number, inside, stubs, float(arcs.sum()))


def _types(shares: sp.csr_array) -> tuple[Types, sp.csr_array]:
    """Return for each node which of the distinct membership rows it has, and these rows (T x g)."""
    shares.sum_duplicates()
    if shares.nnz == shares.shape[0]:
        return shares.indices.astype(np.int64), sp.eye_array(shares.shape[1], format="csr")
    seen: dict[bytes, int] = {}
    first: list[int] = []
    types = np.empty(shares.shape[0], dtype=np.int64)
    for node in range(shares.shape[0]):
        part = slice(shares.indptr[node], shares.indptr[node + 1])
        row = shares.indices[part].astype(np.int64).tobytes() + shares.data[part].tobytes()
        if row not in seen:
            seen[row] = len(first)
            first.append(node)
        types[node] = seen[row]
    return types, shares[np.array(first, dtype=np.int64)].tocsr()


def _arrangements(types: Types, t: int, m: int, draws: int, seed: int) -> tuple[Method, int, Iterator[Types]]:
    if draws == 0:
        return "none", 0, iter(())
    sizes = np.bincount(types, minlength=t)
    most = min(MOST_ARRANGEMENTS, _MOST_STEPS // (len(types) + m + 1))
    number, free = 1, len(types)
    for size in sorted(sizes.tolist()):
        number *= comb(free, size)
        free -= size
        if number > most:
            return "monte-carlo", draws, _shuffled(types, draws, seed)
    return "exact", number, _enumerated(sizes)


def _shuffled(types: Types, draws: int, seed: int) -> Iterator[Types]:
    random = np.random.default_rng(seed)
    for _ in range(draws):
        yield random.permutation(types)


def _enumerated(sizes: npt.NDArray[np.int64]) -> Iterator[Types]:
    """Each distinct arrangement once."""
    dealt = np.empty(int(sizes.sum()), dtype=np.int64)
    # The largest type takes what is left.
    kinds = sorted(np.flatnonzero(sizes).tolist(), key=lambda kind: int(sizes[kind]))

    def place(at: int, free: tuple[int, ...]) -> Iterator[Types]:
        if at >= len(kinds) - 1:
            dealt[list(free)] = kinds[-1] if kinds else 0
            yield dealt.copy()
            return
        for chosen in combinations(free, int(sizes[kinds[at]])):
            dealt[list(chosen)] = kinds[at]
            taken = set(chosen)
            yield from place(at + 1, tuple(node for node in free if node not in taken))

    return place(0, tuple(range(len(dealt))))


def _batches(dealt: Iterator[Types], size: int) -> Iterator[Types]:
    held: list[Types] = []
    for one in dealt:
        held.append(one)
        if len(held) == size:
            yield np.stack(held)
            held = []
    if held:
        yield np.stack(held)


class _Count:
    """Counts, for a batch of arrangements (B x N), arcs inside each group and ends of arcs in it (each B x g)."""

    def __init__(self, arcs: sp.csr_array, rows: sp.csr_array) -> None:
        self.arcs, self.rows = arcs, rows
        self.ends = np.asarray(arcs.sum(axis=1)).ravel() + np.asarray(arcs.sum(axis=0)).ravel()
        listed = arcs.tocoo()
        self.source, self.target, self.weight = listed.row, listed.col, listed.data
        # One row per group: no node is in two.
        self.crisp = rows.nnz == rows.shape[0] == rows.shape[1]

    def __call__(self, dealt: Types) -> tuple[Floats, Floats]:
        return self._labels(dealt) if self.crisp else self._rows(dealt)

    def _labels(self, dealt: Types) -> tuple[Floats, Floats]:
        b, g = len(dealt), self.rows.shape[1]
        # Arrangement 0 has the labels 0 to g - 1, arrangement 1 the next g, and so on.
        apart = dealt + g * np.arange(b)[:, np.newaxis]
        left, right = apart[:, self.source], apart[:, self.target]
        same = left == right
        weight = np.broadcast_to(self.weight, same.shape)[same]
        inside = np.bincount(left[same], weights=weight, minlength=b * g)
        stubs = np.bincount(apart.ravel(), weights=np.tile(self.ends, b), minlength=b * g)
        return inside.reshape(b, g).astype(np.float64), stubs.reshape(b, g).astype(np.float64)

    def _rows(self, dealt: Types) -> tuple[Floats, Floats]:
        (b, n), g = dealt.shape, self.rows.shape[1]
        # The arrangements stand side by side: N x (B g), groups of arrangement 1 after those of arrangement 0.
        tall = self.rows[dealt.T.ravel()].tocsr()
        lengths = np.diff(tall.indptr)
        columns = tall.indices + g * np.repeat(np.tile(np.arange(b), n), lengths)
        wide = sp.csr_array((tall.data, columns, tall.indptr[::b]), shape=(n, b * g))
        inside = np.asarray(wide.multiply(self.arcs @ wide).sum(axis=0)).reshape(b, g)
        return inside, np.asarray(wide.T @ self.ends).reshape(b, g)


@dataclass(frozen=True)
class Tail:
    """Where what is observed stands among the arrangements: their mean, the two-sided p, its Monte-Carlo error."""

    expected: Floats
    p: Floats
    p_error: Floats


def tail(values: Floats, method: Method) -> Tail:
    """Return for each column of values (row 0 observed, then one row an arrangement) its place among them.

    p = min(1, 2 min(P(≤), P(≥))), P(≤) being the share of arrangements with a value no larger than the observed. Exact:
    among all arrangements, of which the observed is one. Monte-Carlo: (1 + number) / (1 + draws), so that p is
    never 0, with the error 2 √(P (1 - P) / draws) of the smaller tail P. Arrangements in which the value is undefined
    do not count.

    References:
        [1] Phipson, B., Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in
            Genetics and Molecular Biology 9(1), 39. doi:10.2202/1544-6115.1585

    Example: 3 is the largest of the four: 2 · 1/4.
        >>> tail(np.array([[3.0], [0.0], [1.0], [3.0], [2.0]]), "exact").p.tolist()
        [0.5]
    """
    observed, dealt = values[0], values[1:]
    defined = ~np.isnan(dealt)
    number = defined.sum(axis=0).astype(np.float64)
    number[np.isnan(observed)] = 0.0
    slack = _EQUAL * np.maximum(1.0, np.abs(observed))
    fewer = np.sum(defined & (dealt <= observed + slack), axis=0)
    more = np.sum(defined & (dealt >= observed - slack), axis=0)
    extra = 0.0 if method == "exact" else 1.0
    smaller = ratio(np.minimum(fewer, more) + extra, np.where(number > 0, number + extra, 0.0))
    error = 2.0 * np.sqrt(ratio(np.maximum(smaller * (1.0 - smaller), 0.0), number))
    if method == "exact":
        error = np.where(np.isnan(smaller), np.nan, 0.0)
    expected = ratio(np.where(defined, dealt, 0.0).sum(axis=0), number)
    return Tail(expected, np.minimum(1.0, 2.0 * smaller), error)
