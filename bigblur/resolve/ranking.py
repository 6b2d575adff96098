"""The rule by which statements that say different things of the same are ranked."""

from functools import cache

import pandas as pd

from bigblur.dates import parse_date
from bigblur.model import classes, measures, ties

_LAST = 10**6
_NO_DATE = 10**6


_UNITS = (0, 30, 91, 365, 3652)
"""The most days after the first that a day, month, quarter, year and decade have."""


@cache
def _days(text: str) -> int:
    """How much a date leaves open, by its unit: a leap year is no vaguer than another year."""
    span = parse_date(text)
    return next(most for most in _UNITS if (span.last - span.first).days <= most)


@cache
def dated_properties() -> frozenset[str]:
    """The properties whose values are dates."""
    return frozenset(
        column.name for part in classes().values() for column in part.columns.values() if column.datatype == "edtf"
    )


def _imprecision(frame: pd.DataFrame) -> pd.Series:
    """Days that the statement's date may mean: its value where that is a date, else when it holds; none counts most."""
    own = frame["value"].where(frame["predicate"].isin(list(dated_properties())), frame["valid_from"])
    known = {text: _days(text) for text in own.dropna().unique()}
    return own.map(known).fillna(_NO_DATE)


def rank(statements: pd.DataFrame) -> pd.DataFrame:
    """Order statements so that of those on one thing the first is the default.

    The rule: the source's precedence (smaller is stronger), then precision (a day before a month, a quarter, a year, a
    decade), then the newest source, then what stands first in the source's text, then the id: a total order, the same
    everywhere.

    Args:
        statements: in the columns of `bigblur.statements.SCHEMA`.

    Returns:
        The same rows, ordered, with a column `kind`: `tie`, `measure` or `property`.
    """
    frame = statements.copy()
    # What a source says of itself, not of the works it cites.
    about = frame[frame["subject"] == "source/" + frame["source_id"]]
    ranks = about[about["predicate"] == "precedence"].set_index("source_id")["value"].astype("int64")
    dates = about[about["predicate"] == "date"].set_index("source_id")["value"]
    newest = dates.map(lambda text: -parse_date(text).last.toordinal())
    frame["_rank"] = frame["source_id"].map(ranks.to_dict()).fillna(_LAST)
    frame["_imprecision"] = _imprecision(frame)
    frame["_age"] = frame["source_id"].map(newest.to_dict()).fillna(0)
    frame["_line"] = frame["locator"].str.extract(r"\blines? (\d+)", expand=False).astype("float64").fillna(0)
    frame["kind"] = "property"
    frame.loc[frame["predicate"].isin(list(ties())), "kind"] = "tie"
    frame.loc[frame["predicate"].isin(list(measures())), "kind"] = "measure"
    frame = frame.sort_values(["_rank", "_imprecision", "_age", "_line", "statement_id"], kind="stable")
    return frame.drop(columns=["_rank", "_imprecision", "_age", "_line"]).reset_index(drop=True)
