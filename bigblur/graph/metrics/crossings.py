"""First crossings: when each boundary was first crossed, by whom, in which deal."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from bigblur.graph.projection import Projection

__all__ = ["first_crossings", "first_ties"]

_PAIR = ["source_industry", "target_industry"]


def first_ties(projection: Projection) -> pd.DataFrame:
    """Return for each ordered pair of groups its first dated tie: ``first_tie first_by first_to deal_id``.

    Ties of one day stand in the order of their ids (source, target, deal), so that the order of rows does not
    matter. Overlapping groups: a tie is the first of each pair in which both ends have a share.
    """
    ties = projection.ties.loc[projection.ties["date"].notna(), ["date", "source", "target", "deal_id"]]
    if not projection.directed:
        ties = pd.concat([ties, ties.rename(columns={"source": "target", "target": "source"})])
    ids = np.array(projection.ids, dtype=object)
    ties = ties.assign(first_by=ids[ties["source"].to_numpy()], first_to=ids[ties["target"].to_numpy()])
    ties = ties.assign(deal=ties["deal_id"].fillna("")).sort_values(["date", "first_by", "first_to", "deal"])
    shares = projection.membership.tocoo()
    groups = np.array(projection.groups, dtype=object)
    for end in ("source", "target"):
        members = pd.DataFrame({end: shares.row.astype(np.int64), f"{end}_industry": groups[shares.col]})
        ties = ties.merge(members, how="inner", on=end)
    first = ties.drop_duplicates(_PAIR).rename(columns={"date": "first_tie"})
    return first[[*_PAIR, "first_tie", "first_by", "first_to", "deal_id"]].reset_index(drop=True)


def first_crossings(
    projection: Projection, *, start: dt.date | None = None, end: dt.date | None = None
) -> pd.DataFrame:
    """Return one row per ordered pair of different groups: the date of its first tie, by whom, to whom, which deal.

    Formula: the earliest tie by ``date``, over all ties up to ``end``; with ``start`` only boundaries first crossed
    on that day or later. Where a date is a year or a month, its first day.

    Shapes: up to g² - g rows, by date, then labels. Complexity: O(m k² log m), k groups per node.

    Direction: from source to target; undirected ties cross both ways. Weights: none. Self-loops: dropped.
    Parallel ties: the first. Isolates and nodes without a group: no part. Undated ties: no part. Overlapping
    groups: any share counts, so that a firm in x and y with a tie to a firm in x crosses from y to x.

    Raises:
        Nothing beyond what building the projection raises.

    Example:
        >>> edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"], "date": ["2011", "2009-05"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["fish", "oil"]})
        >>> first = first_crossings(Projection.from_tables(edges, nodes))
        >>> first[["source_industry", "target_industry", "first_by", "first_to"]].values.tolist()
        [['fish', 'oil', 'a', 'b']]
        >>> first["first_tie"][0].isoformat()
        '2009-05-01'
    """
    found = first_ties(projection.during(None, end))
    found = found[found["source_industry"] != found["target_industry"]]
    if start is not None:
        found = found[[day >= start for day in found["first_tie"]]]
    found = found.sort_values(["first_tie", *_PAIR]).reset_index(drop=True)
    found.attrs["about"] = dict(projection.about)
    return found
