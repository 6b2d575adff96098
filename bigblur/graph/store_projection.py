"""Out of a store, the projection that measures take."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from bigblur.dates import parse_date
from bigblur.errors import UsageError, did_you_mean
from bigblur.graph.projection import Projection
from bigblur.graph.stores.base import Store
from bigblur.model import ties as tie_types

DEFAULT_TIES = ("ACQUIRED", "INVESTED_IN", "PARTNERED_WITH", "SUPPLIES")
NODES = ("Firm", "Organization")
LEVELS = ("section", "division", "domain")


def project(
    store: Store,
    *,
    ties: Sequence[str] = DEFAULT_TIES,
    level: str = "domain",
    as_of: str | None = None,
    undated: bool | None = None,
    directed: bool = True,
    weighted: bool = False,
) -> Projection:
    """Take firms, organizations and the ties between them out of a store, with their industries at a level.

    A body's weight is spread equally over the industries it holds (core or entered, not exited) at the date, unless a
    source gives weights; lifting follows the scheme's broader links, and a concept with several parents splits equally.
    A symmetric tie counts in both directions.

    Args:
        store: an open store.
        ties: types of ties.
        level: `domain` (the industries as the sources name them), `division` or `section` (of ISIC).
        as_of: a date; ties that begin after it or ended before it are left out, industries entered after it too.
        undated: keep ties without a date; by default yes without `as_of`, no with it. Undated memberships always stay.
        directed: keep the direction of ties.
        weighted: count parallel ties.

    Returns:
        A projection whose `about` says what made it.

    Raises:
        UsageError: an unknown type of ties or level, or a date that is none.
    """
    for name in ties:
        if name not in tie_types():
            raise UsageError(f"There is no tie {name!r}.{did_you_mean(name, tie_types())}")
    if level not in LEVELS:
        raise UsageError(f"There is no level {level!r}: {', '.join(LEVELS)}.{did_you_mean(level, LEVELS)}")
    day = _last_day(as_of)
    keep_undated = undated if undated is not None else day is None
    nodes, tables = store.nodes(), store.ties()
    bodies = pa.concat_tables([nodes[label].select(["id", "name"]) for label in NODES if label in nodes])
    ids = bodies["id"].to_pylist()
    position = {node_id: at for at, node_id in enumerate(ids)}
    rows = _tie_rows(tables, ties, position, day, keep_undated)
    beyond = sum(
        one not in position or other not in position
        for name in ties
        if name in tables
        for one, other in zip(tables[name]["source"].to_pylist(), tables[name]["target"].to_pylist(), strict=True)
    )
    industries = {row["id"]: row for row in nodes["Industry"].select(["id", "name", "level"]).to_pylist()}
    levels = {industry: row["level"] for industry, row in industries.items()}
    shares = lift(_memberships(tables["OPERATES_IN"], day), tables["BROADER"], levels, level)
    groups = sorted({industry for held in shares.values() for industry in held})
    membership = np.zeros((len(ids), len(groups)))
    column = {industry: at for at, industry in enumerate(groups)}
    for at, node_id in enumerate(ids):
        for industry, share in shares.get(node_id, {}).items():
            membership[at, column[industry]] = share
    without = int((membership.sum(axis=1) == 0).sum())
    return Projection.from_arrays(
        ids,
        [industries[group]["name"] for group in groups],
        membership,
        rows,
        names=bodies["name"].to_pylist(),
        directed=directed,
        weighted=weighted,
        about={
            "ties": ", ".join(ties),
            "date": as_of,
            "undated": "kept" if keep_undated else "left out",
            "membership": f"equal over the industries held, core or entered, lifted to {level}",
            "warnings": _warnings(len(ids), without, len(rows), beyond),
        },
    )


_SMALL = 100
"""Below this many nodes a statistic on a projection is illustration."""


def _warnings(nodes: int, without: int, ties: int, beyond: int) -> list[str]:
    found = []
    if beyond:
        found.append(f"{beyond} of these ties lead to or from what is no {' or '.join(NODES)} and are left out")
    if without:
        found.append(f"{without} of {nodes} nodes have no industry at this level and are left out of group measures")
    if nodes < _SMALL:
        found.append(
            f"{nodes} nodes and {ties} ties are too few for statistics to mean much: read them as illustration"
        )
    return found


def _last_day(as_of: str | None) -> dt.date | None:
    if as_of is None:
        return None
    try:
        return parse_date(as_of).last
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from error


def _tie_rows(
    tables: dict[str, pa.Table], names: Sequence[str], position: dict[str, int], day: dt.date | None, undated: bool
) -> pd.DataFrame:
    found: list[dict[str, Any]] = []
    for name in names:
        columns = ["source", "target", "date_min", "valid_to_max", "deal_id"]
        for row in tables[name].select(columns).to_pylist() if name in tables else ():
            one, other = position.get(row["source"]), position.get(row["target"])
            if one is None or other is None or not _holds(row, day, undated):
                continue
            tie = {"weight": 1.0, "date": row["date_min"], "deal_id": row["deal_id"], "type": name}
            found.append({"source": one, "target": other, **tie})
            if tie_types()[name].symmetric and one != other:
                found.append({"source": other, "target": one, **tie})
    return pd.DataFrame(found, columns=["source", "target", "weight", "date", "deal_id", "type"])


def _holds(row: dict[str, Any], day: dt.date | None, undated: bool) -> bool:
    if row["date_min"] is None and not undated:
        return False
    if day is None:
        return True
    begun = row["date_min"] is None or row["date_min"] <= day
    return begun and (row["valid_to_max"] is None or row["valid_to_max"] >= day)


def _memberships(table: pa.Table, day: dt.date | None) -> dict[str, dict[str, float]]:
    """Body → industry → share, before lifting; shares a source states stand, others are equal."""
    held: dict[str, dict[str, float]] = {}
    left: dict[str, set[str]] = {}
    for row in table.select(["source", "target", "role", "weight", "date_min", "valid_to_max"]).to_pylist():
        begun = day is None or row["date_min"] is None or row["date_min"] <= day
        ended = day is not None and row["valid_to_max"] is not None and row["valid_to_max"] < day
        if row["role"] == "exited":
            if begun:
                left.setdefault(row["source"], set()).add(row["target"])
        elif begun and not ended:
            held.setdefault(row["source"], {})[row["target"]] = 1.0 if row["weight"] is None else row["weight"]
    shares = {}
    for body, industries in held.items():
        kept = {name: weight for name, weight in industries.items() if name not in left.get(body, ()) and weight > 0}
        whole = sum(kept.values())
        if whole:
            shares[body] = {name: weight / whole for name, weight in sorted(kept.items())}
    return shares


def lift(
    shares: dict[str, dict[str, float]], broader: pa.Table, levels: dict[str, str], level: str
) -> dict[str, dict[str, float]]:
    """Move memberships up a scheme to a level; what lies under no industry of that level is left out.

    Args:
        shares: body → industry → share.
        broader: the ties BROADER.
        levels: level by industry.
        level: `domain` leaves everything as it is.
    """
    if level == "domain":
        return shares
    parents: dict[str, list[str]] = {}
    for row in broader.select(["source", "target"]).to_pylist():
        parents.setdefault(row["source"], []).append(row["target"])
    lifted = {}
    for body, held in shares.items():
        total: defaultdict[str, float] = defaultdict(float)
        for industry, share in held.items():
            for top, part in _tops(industry, level, parents, levels).items():
                total[top] += share * part
        whole = sum(total.values())
        if whole:
            lifted[body] = {top: part / whole for top, part in sorted(total.items())}
    return lifted


def _tops(
    industry: str, level: str, parents: dict[str, list[str]], levels: dict[str, str], seen: frozenset[str] = frozenset()
) -> dict[str, float]:
    """The industries of a level above (or at) one, with the part of it that falls to each."""
    if levels.get(industry) == level:
        return {industry: 1.0}
    wider = [parent for parent in parents.get(industry, ()) if parent not in seen]
    found: defaultdict[str, float] = defaultdict(float)
    for parent in wider:
        for top, part in _tops(parent, level, parents, levels, seen | {industry}).items():
            found[top] += part / len(wider)
    return found
