"""Dates as precise as their source."""

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigblur.dates import Span, parse_date
from bigblur.model import datatype_pattern


@pytest.mark.parametrize(
    ("text", "first", "last", "year"),
    [
        ("2007", date(2007, 1, 1), date(2007, 12, 31), 2007),
        ("0998", date(998, 1, 1), date(998, 12, 31), 998),
        ("2007-03", date(2007, 3, 1), date(2007, 3, 31), 2007),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29), 2008),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28), 1900),
        ("2000-02-29", date(2000, 2, 29), date(2000, 2, 29), 2000),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31), 2020),
        ("2020-Q4", date(2020, 10, 1), date(2020, 12, 31), 2020),
        ("198X", date(1980, 1, 1), date(1989, 12, 31), None),
        ("9999", date(9999, 1, 1), date(9999, 12, 31), 9999),
        ("999X", date(9990, 1, 1), date(9999, 12, 31), None),
    ],
)
def test_spans_by_hand(text, first, last, year):
    assert parse_date(text) == Span(first, last, year)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2007 ",
        " 2007",
        "2007\n",
        "07",
        "20070315",
        "2007/03",
        "2007-3",
        "2007-00",
        "2007-13",
        "2007-02-30",
        "2007-02-00",
        "1900-02-29",
        "2007-Q0",
        "2007-Q5",
        "2007-q1",
        "0000",
        "000X",
        "19XX",
        "198x",
        "-2007",
        "12007",
        "2007-03-15T00:00",
        "2007~",
        "c. 2007",
        "2007년",
        "２００７",
        "None",
        "nan",
    ],
)
def test_what_is_no_date_is_refused_by_name(text):
    with pytest.raises(ValueError, match="is not a date") as caught:
        parse_date(text)
    assert repr(text) in str(caught.value)


@given(st.dates())
def test_a_day_comes_back(day):
    assert parse_date(day.isoformat()) == Span(day, day, day.year)


@given(st.dates())
def test_wider_dates_hold_narrower_ones(day):
    quarter = (day.month - 1) // 3 + 1
    narrow_to_wide = [
        parse_date(day.isoformat()),
        parse_date(f"{day.year:04}-{day.month:02}"),
        parse_date(f"{day.year:04}-Q{quarter}"),
        parse_date(f"{day.year:04}"),
    ]
    for inner, outer in pairwise(narrow_to_wide):
        assert outer.first <= inner.first <= inner.last <= outer.last


@given(st.integers(1, 9998), st.integers(1, 12))
def test_months_follow_each_other_without_a_gap(year, month):
    following = f"{year + month // 12:04}-{month % 12 + 1:02}"
    span = parse_date(f"{year:04}-{month:02}")
    assert parse_date(following).first - span.last == timedelta(days=1)
    assert span.last.day == monthrange(year, month)[1]


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        span = parse_date(text)
    except ValueError:
        return
    assert span.first <= span.last


@given(st.from_regex(r"[0-9]{3}X|[0-9]{4}(-Q[0-5]|-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True))
def test_the_ontology_s_pattern_says_what_the_parser_says(text):
    """SHACL sees a date by its pattern, loaders by reading it."""
    pattern = datatype_pattern("edtf")
    try:
        parse_date(text)
    except ValueError:
        assert not re.fullmatch(pattern, text)
    else:
        assert re.fullmatch(pattern, text)


@pytest.mark.parametrize("year", [1900, 2000, 2004, 2007, 2100, 2400])
def test_every_day_around_february(year):
    for month in (1, 2, 3):
        for day in range(34):
            text = f"{year}-{month:02}-{day:02}"
            fits = 1 <= day <= monthrange(year, month)[1]
            assert bool(re.fullmatch(datatype_pattern("edtf"), text)) is fits, text
