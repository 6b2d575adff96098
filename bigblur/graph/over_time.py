"""Any measure over windows of time, with nodes that enter and leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from bigblur.dates import Span, parse_date
from bigblur.errors import InputError, UsageError, did_you_mean
from bigblur.graph import tables
from bigblur.graph.applied import Measurable, applied, part_of
from bigblur.graph.periods import Period, periods
from bigblur.graph.projection import Projection
from bigblur.graph.replay import record
from bigblur.progress import Progress

__all__ = ["Present", "over_time", "windows_of"]

Present = Literal["entered", "active", "all"]
Day = str | dt.date
Floats = npt.NDArray[np.float64]

# Days as numbers; what has no date never begins.
_NEVER, _ALWAYS = np.inf, -np.inf


def over_time(
    measure: Measurable,
    projection: Projection,
    windows: Sequence[tuple[Day, Day]] | str = "disjoint",
    *,
    every: str | None = None,
    width: str | None = None,
    present: Present = "entered",
    lifetimes: pd.DataFrame | None = None,
    progress: Progress | None = None,
    **options: object,
) -> pd.DataFrame:
    """Apply a measure to each window of time: the nodes present in it and the ties dated in it.

    A node is present in a window: ``entered``, from its first dated tie on (that is no later than the window's last
    day), and then in every later window; ``active``, if it has a tie in the window; ``all``, always. Under ``entered``
    and ``active`` a node without a dated tie is never present. ``lifetimes`` says it from outside instead: a table
    ``id,from,to``, an empty cell is open; a node is present in the windows that its time overlaps, one that the table
    does not name by the rule ``present``; ties of a node that is not present do not count. Absent nodes are no part of
    the window's graph and have no row in it: an isolate that is present counts in whatever depends on the number
    of nodes, an absent one does not. Undated ties stand in no window. Memberships are those of the projection.

    Args:
        measure: names as `compute` takes them, or a function that makes a frame of a projection.
        projection: what to measure; its ties carry dates.
        windows: pairs of first and last day (both included, `2010` is the whole year); or `disjoint`, `cumulative`,
            `rolling`, cut by `periods` from the first day of the first tie's year to the last tie.
        every: length of the windows, or step of the rolling ones: `year` (default), `2 years`, `6m`.
        width: length of rolling windows.
        present: which nodes are in a window.
        lifetimes: when nodes begin and end.
        progress: told of the windows done.
        options: for `compute`, such as ``seed``.

    Returns:
        The measure's rows of one window after the other, ``from`` and ``to`` behind ``id`` (in front, if the measure
        has no ``id``). What made it stands in ``attrs["about"]``.

    Raises:
        UsageError: no dated tie, a date that is none, a window that runs backwards, an option that is unknown.
        InputError: ``lifetimes`` names a node twice or one that is not there, or a time that runs backwards.

    Example: b enters with the tie of 2001.
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["c", "c"], "date": ["2000", "2001"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": "x"})
        >>> rows = over_time("degree_in", Projection.from_tables(edges, nodes))
        >>> rows[["id", "from", "degree_in"]].values.tolist()[:3]
        [['a', '2000-01-01', 0], ['c', '2000-01-01', 1], ['a', '2001-01-01', 0]]
    """
    if present not in get_args(Present):
        known = get_args(Present)
        raise UsageError(f"present={present!r} is none of {', '.join(known)}.{did_you_mean(present, known)}")
    function, cut = applied(measure, **options), windows_of(projection, windows, every=every, width=width)
    day = _days(projection)
    spans = None if lifetimes is None else _spans(lifetimes, projection)
    frames = []
    for done, (start, end) in enumerate(cut):
        if progress:
            progress("windows", done, len(cut))
        inside = (day >= start.toordinal()) & (day <= end.toordinal())
        here = _present(projection, day, inside, end, present)
        if spans is not None:
            named, begins, ends = spans
            here = np.where(named, (begins <= end.toordinal()) & (ends >= start.toordinal()), here)
        frames.append(_placed(function(part_of(projection, here, inside)), start, end))
    if progress:
        progress("windows", len(cut), len(cut))
    # Empty frames would only cloud the types of the columns.
    made = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    undated = int(np.isinf(day).sum())
    about = dict(projection.about)
    if undated:
        stated = about.get("warnings", ())
        note = f"{undated} of {len(day)} ties have no date and stand in no window"
        about["warnings"] = [*stated, note] if isinstance(stated, list | tuple) else [note]
    called: dict[str, object] = {"measure": measure, "windows": windows, "every": every, "width": width}
    called |= {"present": present, "lifetimes": lifetimes, **options}
    made.attrs["about"] = record(about, projection, "over_time", called)
    return made


def windows_of(
    projection: Projection,
    windows: Sequence[tuple[Day, Day]] | str = "disjoint",
    *,
    every: str | None = None,
    width: str | None = None,
) -> list[Period]:
    """Return the windows as days: those given, or cut over the years of the dated ties; see `over_time`."""
    if not isinstance(windows, str):
        if every or width:
            raise UsageError("windows are given one by one; leave `every` and `width` out")
        made = [Period(_day(start).first, _day(end).last) for start, end in windows]
        for start, end in made:
            if start > end:
                raise UsageError(f"the window runs backwards: from {start} to {end}")
        if not made:
            raise UsageError("there are no windows: give at least one")
        return made
    dated = projection.ties["date"].dropna()
    if dated.empty:
        raise UsageError("windows need dated ties, and no tie has a date: add a column `date` to the edge table")
    first = dt.date(dated.min().year, 1, 1)
    return periods(first, dated.max(), every=every or "year", windows=windows, width=width)


def _day(stated: Day) -> Span:
    if isinstance(stated, dt.date):
        return Span(stated, stated, stated.year)
    try:
        return parse_date(stated)
    except ValueError as error:
        raise UsageError(f"windows: {error}") from error


def _days(projection: Projection) -> Floats:
    return np.array([_NEVER if day is None else day.toordinal() for day in projection.ties["date"]], dtype=np.float64)


def _present(
    projection: Projection, day: Floats, inside: npt.NDArray[np.bool_], end: dt.date, present: Present
) -> npt.NDArray[np.bool_]:
    if present == "all":
        return np.ones(projection.n, dtype=bool)
    here = np.zeros(projection.n, dtype=bool)
    counting = inside if present == "active" else day <= end.toordinal()
    for side in ("source", "target"):
        here[projection.ties[side].to_numpy(dtype=np.int64)[counting]] = True
    return here


def _spans(lifetimes: pd.DataFrame, projection: Projection) -> tuple[npt.NDArray[np.bool_], Floats, Floats]:
    """For each node: is it named, and its first and last day as numbers."""
    tables.require_columns(lifetimes, ["id", "from", "to"], "lifetimes")
    place = {name: at for at, name in enumerate(projection.ids)}
    named = np.zeros(projection.n, dtype=bool)
    begins, ends = np.full(projection.n, _ALWAYS), np.full(projection.n, _NEVER)
    starts = tables.dates(lifetimes, "from", "lifetimes")
    lasts = [None if not text else _day(text).last for text in tables.text(lifetimes, "to")]
    for row, (name, start, last) in enumerate(zip(tables.text(lifetimes, "id"), starts, lasts, strict=True), start=1):
        if name not in place or named[place[name]]:
            problem = "stands in the table twice" if name in place else "is not among the nodes"
            raise InputError(f"lifetimes row {row}: {name!r} {problem}", column="id")
        if start and last and start > last:
            raise InputError(f"lifetimes row {row}: the time of {name!r} runs backwards: from {start} to {last}")
        at = place[name]
        named[at] = True
        begins[at] = start.toordinal() if start else _ALWAYS
        ends[at] = last.toordinal() if last else _NEVER
    return named, begins, ends


def _placed(frame: pd.DataFrame, start: dt.date, end: dt.date) -> pd.DataFrame:
    """The window behind ``id``, or in front; a table of periods already says its own."""
    at = 1 if "id" in frame.columns else 0
    frame = frame.drop(columns=[name for name in ("from", "to") if name in frame.columns])
    frame.insert(at, "from", start.isoformat())
    frame.insert(at + 1, "to", end.isoformat())
    frame.attrs = {}
    return frame
