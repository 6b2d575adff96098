"""Dates as precise as their source: the part of EDTF that bigblur reads, and the days they can mean."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_SHAPE = re.compile(
    r"(?P<decade>\d{3})X|(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?",
    re.ASCII,
)


class Span(NamedTuple):
    """The first and the last day that a date can mean, and its year where it lies in one."""

    first: date
    last: date
    year: int | None


def parse_date(text: str) -> Span:
    """Read a date as stated: `2007`, `2007-03`, `2007-03-15`, `2020-Q3`, or `198X` for a decade.

    Raises:
        ValueError: the text is none of these, or names a day that does not exist.

    Source:
        Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019 (levels 0 and 1; quarters as `Qn`).

    Example:
        >>> parse_date("2007-02")
        Span(first=datetime.date(2007, 2, 1), last=datetime.date(2007, 2, 28), year=2007)
        >>> parse_date("198X").last
        datetime.date(1989, 12, 31)
        >>> parse_date("2007-02-30")
        Traceback (most recent call last):
        ...
        ValueError: '2007-02-30' is not a date: day 30 is not in 2007-02
    """
    shape = _SHAPE.fullmatch(text)
    if not shape:
        raise ValueError(f"{text!r} is not a date: write 2007, 2007-03, 2007-03-15, 2020-Q3 or 198X")
    if shape["decade"]:
        first = int(shape["decade"]) * 10
        if first == 0:
            raise ValueError(f"{text!r} is not a date: there is no year 0")
        return Span(date(first, 1, 1), date(first + 9, 12, 31), None)
    year = int(shape["year"])
    if year == 0:
        raise ValueError(f"{text!r} is not a date: there is no year 0")
    if shape["quarter"]:
        last_month = int(shape["quarter"]) * 3
        return Span(date(year, last_month - 2, 1), date(year, last_month, monthrange(year, last_month)[1]), year)
    if not shape["month"]:
        return Span(date(year, 1, 1), date(year, 12, 31), year)
    month = int(shape["month"])
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} is not a date: there is no month {month}")
    days = monthrange(year, month)[1]
    if not shape["day"]:
        return Span(date(year, month, 1), date(year, month, days), year)
    day = int(shape["day"])
    if not 1 <= day <= days:
        raise ValueError(f"{text!r} is not a date: day {day} is not in {year:04}-{month:02}")
    return Span(date(year, month, day), date(year, month, day), year)
