"""Trends: whether boundaries become more permeable from period to period (Mann-Kendall, Sen)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from bigblur.errors import UsageError
from bigblur.graph.metrics.blur import blur_by_period
from bigblur.graph.metrics.nulls import Network, benjamini_hochberg
from bigblur.graph.metrics.senses import Floats, ratio
from bigblur.graph.periods import Period
from bigblur.graph.projection import Projection

__all__ = ["Trend", "mann_kendall", "trends"]

EXACT = 60
"""Up to so many values p is exact; beyond, normal with correction for continuity."""
YEAR = 365.2425


class Trend(NamedTuple):
    """A monotonic trend: Kendall's S and tau-b, the two-sided p, Sen's slope."""

    s: float
    tau: float
    p_value: float
    slope: float


def mann_kendall(times: Sequence[float] | Floats, values: Sequence[float] | Floats) -> Trend:
    """Test a series for a monotonic trend and estimate its slope.

    Formula: S = Σ_{i<j} sign(x_j - x_i) over times in order [1, 2]; tau = S / √(p₀ p₁), p₀ the pairs of times, p₁ those
    of them with different x (tau-b, since times differ); p = min(1, 2 min(P(S' ≤ S), P(S' ≥ S))) over all orders of
    the values as they are, equal ones too: exact up to 60 values (the inversions of a multiset are counted by
    a Gaussian multinomial), normal beyond with variance (n(n-1)(2n+5) - Σ t(t-1)(2t+5)) / 18. slope = median of
    (x_j - x_i) / (t_j - t_i) [3]. Missing values are left out. Neighbours in
    time are taken for independent.

    Shapes: n times and values. Complexity: O(n²), the exact p O(n³).

    Raises:
        ValueError: times that do not rise.

    References:
        [1] Mann, H. B. (1945). Nonparametric tests against trend. Econometrica 13, 245-259. doi:10.2307/1907187
        [2] Kendall, M. G. (1975). Rank correlation methods. Griffin.
        [3] Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall's tau. Journal of the American
            Statistical Association 63, 1379-1389. doi:10.1080/01621459.1968.10480934

    Example: of 5! orders one rises throughout and one falls, p = 2/120.
        >>> mann_kendall([1, 2, 3, 4, 5], [1.0, 3.0, 4.0, 7.0, 9.0])
        Trend(s=10.0, tau=1.0, p_value=0.016666666666666666, slope=2.0)
    """
    t, x = np.asarray(times, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if np.any(np.diff(t) <= 0):
        raise ValueError("times must rise")
    t, x = t[~np.isnan(x)], x[~np.isnan(x)]
    n = len(x)
    if n < 2:
        return Trend(math.nan, math.nan, math.nan, math.nan)
    i, j = np.triu_indices(n, 1)
    s = float(np.sign(x[j] - x[i]).sum())
    slope = float(np.median((x[j] - x[i]) / (t[j] - t[i])))
    repeats = [int(size) for size in np.unique(x, return_counts=True)[1]]
    differing = n * (n - 1) // 2 - sum(size * (size - 1) // 2 for size in repeats)
    if differing == 0:
        # All values are equal: there is one order, and no trend to speak of.
        return Trend(0.0, math.nan, math.nan, slope)
    tau = s / math.sqrt(n * (n - 1) / 2 * differing)
    p = _exact(s, repeats, differing) if n <= EXACT else _normal(s, n, repeats)
    return Trend(s, tau, p, slope)


def _exact(s: float, repeats: list[int], differing: int) -> float:
    """S = differing - 2 · inversions, and inversions have the Gaussian multinomial as generating function."""
    ways, size = [1], 0
    for repeat in repeats:
        for step in range(1, repeat + 1):
            size += 1
            ways = _divided(_times(ways, size), step)
    # By symmetry one tail is enough: as many inversions as seen, or fewer.
    inversions = round((differing - abs(s)) / 2)
    return min(1.0, 2 * sum(ways[: inversions + 1]) / sum(ways))


def _times(ways: list[int], power: int) -> list[int]:
    """Multiply a polynomial by 1 - q^power."""
    out = ways + [0] * power
    for at, way in enumerate(ways):
        out[at + power] -= way
    return out


def _divided(ways: list[int], power: int) -> list[int]:
    """Divide it by 1 - q^power, which leaves no rest."""
    out = ways.copy()
    for at in range(power, len(out)):
        out[at] += out[at - power]
    return out[: len(out) - power]


def _normal(s: float, n: int, repeats: list[int]) -> float:
    variance = (n * (n - 1) * (2 * n + 5) - sum(size * (size - 1) * (2 * size + 5) for size in repeats)) / 18
    z = max(abs(s) - 1.0, 0.0) / math.sqrt(variance)
    return math.erfc(z / math.sqrt(2.0))


def trends(projection: Projection, periods: Sequence[Period]) -> pd.DataFrame:
    """Return one row per pair of groups that ever has a tie, and one for the blur index, with its trend.

    Formula: the series of a pair is its ratio O / E of each period, E_st = K_s L_t / m of that period (`boundaries`
    with the null ``none``); empty in periods where E = 0, and those are left out; 0 where E > 0 and O = 0. The first
    row, without industries, is that of blur_index. Each series is tested by ``mann_kendall``: slope is the change a
    year, p_value needs 5 periods or more to be below 0.05, and q_value is by Benjamini and Hochberg over the pairs.

    Shapes: 1 + up to g² rows: ``of source_industry target_industry periods s tau p_value q_value slope``.
    Complexity: O(m k²) a period, O(periods²) a pair.

    Direction, weights, self-loops, parallel ties, isolates, nodes without a group, overlapping groups: as in
    ``boundaries``. Undated ties: no part.

    Raises:
        UsageError: periods that overlap (cumulative, rolling), whose values share ties and so cannot be tested as if
            they were independent; fewer than 2 periods; no dated tie.

    References:
        [1] Mann (1945), doi:10.2307/1907187. [2] Sen (1968), doi:10.1080/01621459.1968.10480934

    Example: in both years one tie crosses where one is expected; ties inside x there are in one year only.
        >>> from bigblur.graph.periods import periods
        >>> from datetime import date
        >>> edges = pd.DataFrame({"source": ["a", "a", "a"], "target": ["b", "b", "c"], "date": [2001, 2002, 2002]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "y", "x"]})
        >>> years = periods(date(2001, 1, 1), date(2002, 12, 31))
        >>> trends(Projection.from_tables(edges, nodes), years)[["of", "periods", "s"]].values.tolist()
        [['blur_index', 2, 0.0], ['ratio', 1, nan], ['ratio', 2, 0.0]]
    """
    ordered = sorted(periods)
    if any(later.start <= earlier.end for earlier, later in pairwise(ordered)):
        raise UsageError(
            "trends need disjoint periods: cumulative and rolling windows share ties, so that their values follow "
            "one another without any trend; use --windows disjoint"
        )
    if len(ordered) < 2:
        raise UsageError("a trend needs 2 periods or more (5 for a p below 0.05); give a shorter --every")
    times = np.array([(one.start.toordinal() + one.end.toordinal()) / 2 / YEAR for one in ordered])
    blur = blur_by_period(projection, ordered)
    first = _row("blur_index", None, None, times, blur["blur_index"].to_numpy(dtype=np.float64))
    networks = [Network.of(projection.during(*one)) for one in ordered]
    mixed = [network.mix() for network in networks]
    pairs = np.unique(np.concatenate([keys for keys, _ in mixed]))
    series = np.column_stack([_ratios(network, pairs, *one) for network, one in zip(networks, mixed, strict=True)])
    groups, g = projection.groups, max(len(projection.groups), 1)
    rows = [
        _row("ratio", groups[pair // g], groups[pair % g], times, values)
        for pair, values in zip(pairs, series, strict=True)
    ]
    table = pd.DataFrame([first, *rows])
    tested = table["p_value"].notna() & (table["of"] == "ratio")
    table["q_value"] = np.nan
    p = table.loc[tested, "p_value"].to_numpy(dtype=np.float64)
    table.loc[tested, "q_value"] = benjamini_hochberg(p, len(p))
    table.attrs["about"] = {
        **projection.about,
        "date": [[one.start.isoformat(), one.end.isoformat()] for one in ordered],
        "tested": int(tested.sum()),
    }
    return table[list(TRENDS)]


TRENDS = ("of", "source_industry", "target_industry", "periods", "s", "tau", "p_value", "q_value", "slope")
"""The columns, in order."""


def _row(of: str, source: str | None, target: str | None, times: Floats, values: Floats) -> dict[str, object]:
    found = mann_kendall(times, values)._asdict()
    known = int(np.sum(~np.isnan(values)))
    return {"of": of, "source_industry": source, "target_industry": target, "periods": known, **found}


def _ratios(network: Network, pairs: np.ndarray, keys: np.ndarray, ties: Floats) -> Floats:
    g = max(network.g, 1)
    observed = np.zeros(len(pairs))
    observed[np.searchsorted(pairs, keys)] = ties
    return ratio(observed, np.nan_to_num(network.margin_expected(pairs // g, pairs % g)))
