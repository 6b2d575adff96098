"""Periods: a stretch of time cut into windows, disjoint, cumulative or rolling."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from itertools import count
from typing import Literal, NamedTuple, get_args

from bigblur.errors import UsageError, did_you_mean

__all__ = ["Period", "Windows", "periods"]

Windows = Literal["disjoint", "cumulative", "rolling"]

_SPAN = re.compile(r"(?:(?P<number>\d+)\s*)?(?P<unit>y|q|m|years?|quarters?|months?)", re.IGNORECASE)
_MONTHS = {"y": 12, "q": 3, "m": 1}
MOST = 10_000


class Period(NamedTuple):
    """From the first day to the last, both included."""

    start: dt.date
    end: dt.date


def periods(
    first: dt.date, last: dt.date, *, every: str = "year", windows: str = "disjoint", width: str | None = None
) -> list[Period]:
    """Cut the time from ``first`` to ``last`` into periods.

    ``disjoint``: one after the other, each as long as ``every``; the last one may reach beyond ``last``.
    ``cumulative``: the same ends, all from the first day. ``rolling``: the same ends from the first that leaves
    room for ``width``, each that long.

    Args:
        first: the first day.
        last: a day of the last period.
        every: `year`, `2 years`, `quarter`, `6 months`, or short `1y`, `1q`, `6m`.
        windows: how the periods lie to each other.
        width: of rolling periods, written as ``every``.

    Raises:
        UsageError: no such windows or span, ``first`` after ``last``, rolling without a width, a width elsewhere.

    Example:
        >>> from datetime import date
        >>> for one in periods(date(2000, 1, 1), date(2003, 6, 1), every="2 years"):
        ...     print(one.start, one.end)
        2000-01-01 2001-12-31
        2002-01-01 2003-12-31
        >>> [one.start.year for one in periods(date(2000, 1, 1), date(2003, 6, 1), windows="rolling", width="3 years")]
        [2000, 2001]
    """
    if windows not in get_args(Windows):
        known = get_args(Windows)
        raise UsageError(f"there are no windows {windows!r}: {', '.join(known)}.{did_you_mean(windows, known)}")
    if first > last:
        raise UsageError(f"the time runs backwards: from {first} to {last}")
    if (width is None) == (windows == "rolling"):
        raise UsageError(
            "rolling windows need --width (such as 5 years)"
            if width is None
            else f"--width goes with rolling windows; how long {windows} ones are says --every"
        )
    step, wide = _months(every, "--every"), _months(width, "--width") if width else None
    found = []
    for months in count(step, step):
        end = _later(first, months)
        # Both ends are counted from the first day, so that a period begun on the 31st does not creep.
        start = first if windows == "cumulative" else _later(first, months - (wide or step))
        if start >= first:
            found.append(Period(start, end - dt.timedelta(days=1)))
        if len(found) > MOST:
            raise UsageError(f"from {first} to {last} there are more than {MOST:,} periods of {every}")
        if end > last:
            break
    if not found:
        raise UsageError(f"from {first} to {last} there is no room for a window of {width}")
    return found


def _months(span: str, option: str) -> int:
    found = _SPAN.fullmatch(span.strip())
    months = int(found["number"] or 1) * _MONTHS[found["unit"][0].lower()] if found else 0
    if months == 0:
        raise UsageError(f"{option} {span!r} is no length of time: write year, 2 years, quarter or 6 months")
    return months


def _later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise UsageError(f"a period would end beyond the year {dt.MAXYEAR} or begin before {dt.MINYEAR}")
    # A period that begins on the 31st begins on the last day of shorter months.
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
