"""Any measure against chance: what it would be if industries, or ties, were dealt at random."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from bigblur.errors import UsageError, did_you_mean
from bigblur.graph.applied import Measurable, applied
from bigblur.graph.metrics.brokerage import ROLES
from bigblur.graph.metrics.senses import Floats, ratio
from bigblur.graph.metrics.swaps import rewired
from bigblur.graph.metrics.triads import ClosedTriads, labels_of
from bigblur.graph.projection import Projection
from bigblur.graph.replay import record
from bigblur.progress import Progress

__all__ = ["test"]

Null = Literal["labels", "degree"]
Draw = Callable[[Projection, np.random.Generator], Projection]

# Values that differ by less than this share are equal: sums of fractions depend on their order.
_EQUAL = 1e-9


def test(
    measure: Measurable,
    projection: Projection,
    *,
    null: Null | Draw = "labels",
    n: int = 999,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
    **options: object,
) -> pd.DataFrame:
    """Compare each value of a measure, per node, group or graph, with what it is on graphs drawn at random.

    Formula: over the draws on which the value is defined: expected their mean, sd their standard deviation (divided by
    draws - 1), z = (observed - expected) / sd, p_value = min(1, 2 min(t_low, t_high)), each tail t = (1 + draws as far
    out as the observed) / (1 + draws) [1]; the Monte-Carlo errors expected_error = sd / √draws and p_value_error =
    2 √(t (1 - t) / draws), t the smaller tail. z is empty where sd is 0, p_value where the measure itself is
    undefined; p is never 0. Many values are tested at once: p_value is that of one by itself.

    ``null``: ``labels``, memberships dealt anew over the nodes that are in a group, whole rows of shares, ties fixed;
    a node's own industry moves too. ``degree``, the distinct ties rewired, in- and out-degree of each node kept, no
    self-loops, no repeats (`swaps.rewired`); on weighted data the summed weights are dealt with the ties; dates, deals
    and types are lost. Or a function that makes a projection of a projection and a random generator.

    A row that a draw does not have is undefined there, not 0: for pairs of industries use `boundaries`.

    Shapes: a row for each value. Complexity: that of the measure times ``n``; brokerage under ``labels`` lists the
    closed triads once, then O(m + T) a draw. Direction, weights, self-loops, parallel ties, isolates, nodes without a
    group and overlapping groups: as the measure has them.

    Args:
        measure: names as `compute` takes them, or a function that makes a frame of a projection.
        projection: what to measure.
        null: what is drawn.
        n: number of draws.
        seed: the same seed gives the same numbers, whatever the number of threads and the order of rows.
        threads: at most so many; default one a processor.
        progress: told of the draws done.
        options: for `compute`, such as ``distances``.

    Returns:
        The columns that say which row it is (``id``, ``group``), then ``measure`` (name of the column), ``observed
        expected sd z p_value expected_error p_value_error draws null``. What made it stands in ``attrs["about"]``.

    Raises:
        UsageError: an unknown null or measure, fewer than 1 draw.

    References:
        [1] Phipson, B., Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in
            Genetics and Molecular Biology 9(1), 39. doi:10.2202/1544-6115.1585

    Example: degree does not see labels, so every draw is as the observed.
        >>> edges = pd.DataFrame({"source": ["a"], "target": ["b"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["x", "y"]})
        >>> rows = test("degree_out", Projection.from_tables(edges, nodes), n=9)
        >>> rows[["id", "measure", "observed", "expected", "sd", "z", "p_value"]].values.tolist()
        [['a', 'degree_out', 1.0, 1.0, 0.0, nan, 1.0], ['b', 'degree_out', 0.0, 0.0, 0.0, nan, 1.0]]
    """
    if not callable(null) and null not in get_args(Null):
        known = get_args(Null)
        raise UsageError(f"there is no null {null!r}: {', '.join(known)}, or a function.{did_you_mean(null, known)}")
    if n < 1:
        raise UsageError(f"n={n}: at least 1 draw, better 999")
    function = applied(measure, **options)
    frame = function(projection)
    numbers = [name for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name])]
    keys = [name for name in frame.columns if name not in numbers]
    tally = _Tally(_values(frame, numbers))
    same, threads = _Same(frame, keys, numbers), threads or os.cpu_count() or 1
    if null == "labels" and set(numbers) <= set(ROLES) and not callable(measure):
        values = _quick_roles(projection, numbers)
    else:
        values = lambda drawn: same(function(drawn))  # noqa: E731
    drawn = _drawn(values, _projections(projection, null, n, seed, threads), threads)
    for done, one in enumerate(drawn, start=1):
        tally.add(one)
        if progress and (done % 10 == 0 or done == n):
            progress("draws", done, n)
    made = _tidy(frame[keys], numbers, tally)
    made["null"] = getattr(null, "__name__", "function") if callable(null) else null
    called = {"measure": measure, "null": null, "n": n, "seed": seed, **options}
    made.attrs["about"] = record(frame.attrs.get("about", projection.about), projection, "test", called)
    return made


# The name is that of the contract; pytest must not collect it where users import it.
test.__test__ = False  # type: ignore[attr-defined]


def _values(frame: pd.DataFrame, numbers: Sequence[str]) -> Floats:
    """The numbers of a frame as rows x columns of floats, NaN where undefined."""
    columns = [frame[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in numbers]
    return np.column_stack(columns) if columns else np.zeros((len(frame), 0))


class _Same:
    """Applies no measure itself, but brings a drawn frame into the rows of the observed one."""

    def __init__(self, frame: pd.DataFrame, keys: list[str], numbers: list[str]) -> None:
        self.keys, self.numbers, self.rows = keys, numbers, self._rows(frame, keys)
        self.place = {row: at for at, row in enumerate(self.rows)}

    @staticmethod
    def _rows(frame: pd.DataFrame, keys: list[str]) -> list[tuple[object, ...]]:
        return list(zip(*(frame[name].map(str) for name in keys), strict=True)) if keys else [()] * len(frame)

    def __call__(self, frame: pd.DataFrame) -> Floats:
        rows = self._rows(frame, self.keys)
        there = [name for name in self.numbers if name in frame.columns]
        values = np.full((len(frame), len(self.numbers)), np.nan)
        values[:, [self.numbers.index(name) for name in there]] = _values(frame, there)
        if rows == self.rows:
            return values
        out = np.full((len(self.rows), len(self.numbers)), np.nan)
        found = [(at, self.place[row]) for at, row in enumerate(rows) if row in self.place]
        if found:
            mine, theirs = zip(*found, strict=True)
            out[list(theirs)] = values[list(mine)]
        return out


def _quick_roles(projection: Projection, roles: Sequence[str]) -> Callable[[Projection], Floats]:
    """Brokerage under many groupings: the closed triads are listed once."""
    triads, at = ClosedTriads(projection), [ROLES.index(name) for name in roles]

    def values(drawn: Projection) -> Floats:
        held = labels_of(drawn.membership) if drawn.crisp else drawn.membership
        return np.asarray(triads.roles(held)[:, at])

    return values


def _drawn(values: Callable[[Projection], Floats], draws: Iterator[Projection], threads: int) -> Iterator[Floats]:
    """The measure's values on each draw, in the order of the draws; a few at a time, so that memory stays small."""
    with ThreadPoolExecutor(threads) as pool:
        while batch := list(islice(draws, 4 * threads)):
            yield from pool.map(values, batch)


def _projections(projection: Projection, null: Null | Draw, n: int, seed: int, threads: int) -> Iterator[Projection]:
    order = np.array(sorted(range(projection.n), key=projection.ids.__getitem__), dtype=np.int64)
    if null == "degree":
        yield from _rewired(projection, order, n, seed, threads)
        return
    grouped = order[projection.grouped[order]]
    for child in np.random.SeedSequence(seed).spawn(n):
        random = np.random.default_rng(child)
        if callable(null):
            yield null(projection, random)
            continue
        rows = np.arange(projection.n)
        rows[grouped] = grouped[random.permutation(len(grouped))]
        yield replace(projection, membership=projection.membership[rows].tocsr())


def _rewired(
    projection: Projection, order: npt.NDArray[np.int64], n: int, seed: int, threads: int
) -> Iterator[Projection]:
    """Graphs with the degrees of the given one, drawn over the nodes in the order of their ids."""
    ties = projection.weights[order][:, order].tocoo()
    once = np.ones(ties.nnz, dtype=bool) if projection.directed else ties.row < ties.col
    place = np.lexsort((ties.col[once], ties.row[once]))
    start, end, weight = (part[once][place] for part in (ties.row, ties.col, ties.data))
    draws = rewired(start, end, projection.n, directed=projection.directed, draws=n, seed=seed, threads=threads)
    for source, target in draws:
        made = Projection.from_arrays(
            projection.ids,
            projection.groups,
            projection.membership,
            pd.DataFrame({"source": order[source], "target": order[target], "weight": weight}),
            names=projection.names,
            directed=projection.directed,
            weighted=projection.weighted,
        )
        yield replace(made, about=projection.about)


class _Tally:
    """Mean, spread and tails of values that come draw by draw, undefined ones left out (Welford's sums)."""

    def __init__(self, observed: Floats) -> None:
        self.observed = observed
        self.count, self.mean, self.squares, self.low, self.high = (np.zeros_like(observed) for _ in range(5))
        self.largest = np.zeros_like(observed)

    def add(self, drawn: Floats) -> None:
        known = ~np.isnan(drawn)
        self.count += known
        value = np.where(known, drawn, self.mean)
        off = value - self.mean
        self.mean += np.divide(off, self.count, out=np.zeros_like(off), where=known)
        self.squares += off * (value - self.mean)
        self.largest = np.maximum(self.largest, np.abs(value))
        near = _EQUAL * np.maximum(np.abs(self.observed), np.abs(value))
        self.low += known & (value <= self.observed + near)
        self.high += known & (value >= self.observed - near)


def _tidy(keys: pd.DataFrame, numbers: list[str], tally: _Tally) -> pd.DataFrame:
    count, observed = tally.count, tally.observed
    expected = np.where(count > 0, tally.mean, np.nan)
    sd = np.sqrt(ratio(tally.squares, np.maximum(count - 1, 0)))
    # What remains of equal values is rounding.
    sd[sd <= _EQUAL * tally.largest] = 0.0
    tail = np.where((count > 0) & ~np.isnan(observed), (1 + np.minimum(tally.low, tally.high)) / (1 + count), np.nan)
    columns = {
        "observed": observed,
        "expected": expected,
        "sd": sd,
        "z": ratio(observed - expected, sd),
        "p_value": np.minimum(2 * tail, 1.0),
        "expected_error": ratio(sd, np.sqrt(count)),
        "p_value_error": 2 * np.sqrt(ratio(np.maximum(tail * (1 - tail), 0.0), count)),
    }
    made = keys.loc[keys.index.repeat(len(numbers))].reset_index(drop=True)
    made["measure"] = np.tile(np.array(numbers, dtype=object), len(keys))
    return made.assign(
        **{name: values.ravel() for name, values in columns.items()}, draws=count.ravel().astype(np.int64)
    )
