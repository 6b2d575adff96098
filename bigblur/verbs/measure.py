"""`bigblur metrics` and `bigblur boundaries`: who spans which boundary, on a store or on plain tables."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from bigblur.dates import parse_date
from bigblur.errors import UsageError, did_you_mean
from bigblur.graph.inference import test
from bigblur.graph.metrics import boundaries as boundary_table
from bigblur.graph.metrics import measured, per_group, whole_graph
from bigblur.graph.metrics.blur import blur_by_period
from bigblur.graph.metrics.boundaries import boundaries_by_period, require_dates
from bigblur.graph.metrics.brokerage_expected import DRAWS, brokerage_totals
from bigblur.graph.metrics.crossings import first_crossings
from bigblur.graph.metrics.nulls import require_null
from bigblur.graph.metrics.trends import trends
from bigblur.graph.over_time import Present, over_time
from bigblur.graph.periods import Period, periods
from bigblur.graph.projection import Missing, Projection
from bigblur.graph.replay import recorded
from bigblur.graph.store_projection import DEFAULT_TIES, project
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Store
from bigblur.graph.tables import read_table
from bigblur.progress import Progress

Table = str | Path | pd.DataFrame
PER = ("node", "group", "graph")


def projection(
    *,
    projection: Projection | Callable[[], Projection] | None = None,
    edges: Table | None = None,
    nodes: Table | None = None,
    group: str = "industry",
    undirected: bool = False,
    weighted: bool = False,
    missing: Missing = "drop",
    store: str | Path | Store | None = None,
    ties: Sequence[str] = DEFAULT_TIES,
    level: str = "domain",
    as_of: str | None = None,
    undated: bool | None = None,
) -> Projection:
    """Make the projection that `metrics` and `boundaries` measure: from two tables if given, else from a store.

    Args:
        projection: one that is made already, or a function that makes it; all else is then left out.
        edges: csv or parquet file, or frame, with `source`, `target`, and where there are any `weight`, `date`.
        nodes: table with `id` and a grouping column.
        group: name of the grouping column.
        undirected: read each tie in both directions.
        weighted: use weights (of tables), count parallel ties (of a store).
        missing: what a node without a group is; see `Projection.from_tables`.
        store: without tables, a path, an address, or an open store.
        ties: types of ties of the store.
        level: of the industries of the store; see `project`.
        as_of: date at which the ties hold.
        undated: keep ties without a date; see `project`.

    Raises:
        UsageError: only one of the two tables is given.
        InputError: a table is not as it should be.
    """
    if projection is not None:
        return projection() if callable(projection) else projection
    if (edges is None) != (nodes is None):
        raise UsageError("Give both tables: --edges (source,target) and --nodes (id and a grouping column).")
    if edges is not None and nodes is not None:
        if tuple(ties) != DEFAULT_TIES or level != "domain":
            raise UsageError("--ties and --level choose from a store; with --edges and --nodes leave them out.")
        frames = [one if isinstance(one, pd.DataFrame) else read_table(one) for one in (edges, nodes)]
        made = Projection.from_tables(
            frames[0], frames[1], group=group, directed=not undirected, weighted=weighted, missing=missing
        )
        return _at(made, frames[0], as_of, undated=bool(undated))
    with using(store) as opened:
        return project(
            opened, ties=ties, level=level, as_of=as_of, undated=undated, directed=not undirected, weighted=weighted
        )


def _at(made: Projection, edges: pd.DataFrame, as_of: str | None, *, undated: bool) -> Projection:
    """The ties of a table that have begun at a date."""
    if as_of is None:
        return made
    if "date" not in edges:
        raise UsageError("--as-of needs a column `date` in the edge table.")
    try:
        day = parse_date(as_of).last
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from error
    return made.during(None, day, undated=undated)


@recorded(projection)
def metrics(
    measures: Sequence[str] | str | None = None,
    *,
    per: str = "node",
    every: str | None = None,
    windows: str | None = None,
    width: str | None = None,
    present: Present = "entered",
    null: str | None = None,
    names: bool = False,
    distances: Table | None = None,
    seed: int | None = None,
    draws: int | None = None,
    progress: Progress | None = None,
    **options: object,
) -> pd.DataFrame:
    """Compute one row per node: boundary-spanning and centrality; or one per group, or one for the graph.

    Args:
        measures: names, or `all`; by default all that cost O(m^1.5) or less. Per group or graph, names of columns.
        per: `node`; `group`, one row per industry; or `graph`, one row.
        every: one row per node (group, graph) and period this long: `year`, `2 years`, `quarter`.
        windows: `disjoint` (default), `cumulative` or `rolling` periods.
        width: length of rolling periods.
        present: which nodes are in a period: `entered` (from their first dated tie on), `active` (with a tie in it),
            `all`; see `over_time`.
        null: hold each value against chance, `labels` (industries permuted) or `degree` (ties rewired); see `test`.
        names: add each node's name behind its id.
        distances: square table of distances between industries in [0, 1], file or frame; for `rao_stirling`.
        seed: of whatever is random; 0 if not given.
        draws: random permutations of industries, 999 per group or graph if not given, where 0 is no test.
        progress: told of the permutations done.
        options: what to measure; see `projection`.

    Returns:
        `id`, then the measures' columns, in the order of the node table; undefined is missing. Per group or graph the
        columns of `per_group` or `whole_graph`, then those of `brokerage_totals`. What made the projection stands in
        `attrs["about"]`.

    Raises:
        UsageError: an unknown measure; an option that does not go with `per`. InputError: a table is not as it should
            be.

    Example:
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["fish", "fish", "oil"]})
        >>> metrics(["brokerage"], edges=edges, nodes=nodes)["representative"].tolist()
        [0, 1, 0]
        >>> metrics(["internal", "external"], per="group", edges=edges, nodes=nodes).values.tolist()
        [['fish', 1, 1], ['oil', 0, 1]]
    """
    _require_per(per, names=names, distances=distances is not None)
    over = bool(every or windows or width)
    if present != "entered" and not over:
        raise UsageError("--present says which nodes are in a period: give --every too.")
    if null and over:
        raise UsageError("--null holds one graph against chance, --every cuts it into periods: ask for one at a time.")
    made = projection(**options)  # type: ignore[arg-type]
    apart = read_table(distances) if isinstance(distances, str | Path) else distances

    def rows(one: Projection) -> pd.DataFrame:
        # Draws within draws would be for nothing.
        if per == "node":
            return measured(one, measures, seed=seed, draws=draws, distances=apart)
        return _rows(one, measures, per, 0 if null else draws, seed, None if over or null else progress)

    if over:
        cut: dict[str, Any] = {"every": every, "width": width, "present": present, "progress": progress}
        frame = over_time(rows, made, windows or "disjoint", **cut)
    elif null:
        chance: dict[str, Any] = {"null": null, "n": DRAWS if draws is None else draws, "seed": seed or 0}
        frame = test(
            rows if per != "node" or measures is None or apart is not None else _listed(measures),
            made,
            progress=progress,
            **chance,
        )
    else:
        frame = rows(made)
    if names:
        frame.insert(1, "name", frame["id"].map(dict(zip(made.ids, made.names, strict=True))))
    return frame


def _listed(measures: Sequence[str] | str) -> list[str]:
    return [name.strip() for name in measures.split(",")] if isinstance(measures, str) else list(measures)


def _require_per(per: str, *, names: bool, distances: bool) -> None:
    if per not in PER:
        raise UsageError(f"--per is {per!r}; it is one of {', '.join(PER)}.{did_you_mean(per, PER)}")
    if names and per != "node":
        raise UsageError("--names adds the names of nodes; it goes with --per node.")
    if distances and per != "node":
        raise UsageError("--distance is for rao_stirling, a measure of nodes; it goes with --per node.")


def _rows(
    made: Projection,
    measures: Sequence[str] | str | None,
    per: str,
    draws: int | None,
    seed: int | None,
    progress: Progress | None,
) -> pd.DataFrame:
    """What `metrics` gives per group or for the graph."""
    table = per_group if per == "group" else whole_graph
    whole = table(made, draws=999 if draws is None else draws, seed=seed or 0, progress=progress)
    chosen = None if measures is None else _listed(measures)
    if chosen is None or any(name not in whole for name in chosen):
        whole = _with_brokerage(whole, made, per, draws, seed or 0)
    return _chosen(whole, chosen, ["group"] if per == "group" else [])


def _with_brokerage(frame: pd.DataFrame, made: Projection, per: str, draws: int | None, seed: int) -> pd.DataFrame:
    """Add the totals of the roles. Overlapping groups take draws for what to expect; with none that stays missing."""
    totals = brokerage_totals(made, draws=DRAWS if draws is None else max(draws, 1), seed=seed)
    null = totals.attrs["about"]["brokerage_null"]
    if draws == 0 and not made.crisp:
        totals.loc[:, totals.columns.str.endswith(("_expected", "_sd", "_z"))] = float("nan")
        null = "none"
    rows = totals[totals["level"] == per].drop(columns=["level", "industry", "size"]).reset_index(drop=True)
    joined = pd.concat([frame, rows], axis="columns")
    joined.attrs["about"] = {**frame.attrs["about"], "brokerage_null": null}
    return joined


def _chosen(frame: pd.DataFrame, columns: Sequence[str] | None, keys: list[str]) -> pd.DataFrame:
    """The columns asked for, by name, behind those that say which row it is."""
    if columns is None or "all" in columns:
        return frame
    for name in columns:
        if name not in frame:
            hint = did_you_mean(name, list(frame.columns)) or f" The columns are: {', '.join(frame.columns)}."
            raise UsageError(f"there is no measure {name!r} in this table.{hint}")
    return frame[list(dict.fromkeys([*keys, *columns]))]


@recorded(projection)
def boundaries(
    *,
    start: str | None = None,
    end: str | None = None,
    every: str | None = None,
    windows: str | None = None,
    width: str | None = None,
    null: str = "degree",
    draws: int | None = None,
    seed: int | None = None,
    untied: bool = False,
    table: str = "pairs",
    progress: Progress | None = None,
    **options: object,
) -> pd.DataFrame:
    """Compute one row per ordered pair of industries that has a tie: ties, expected, permeability, first crossing.

    Args:
        start: first day of the period, as precise as you like (`2010` is its first day).
        end: last day of the period (`2010` is its last day).
        every: cut the time into periods this long (`year`, `2 years`, `quarter`), one row per pair and period.
        windows: `disjoint` (default), `cumulative` (all from the first day) or `rolling`.
        width: length of rolling windows.
        null: what ties are held against: `degree`, `stubs`, `labels` or `none`.
        draws: from the null; 999 if not given, fewer on large graphs.
        seed: of the draws; 0 if not given.
        untied: add the pairs that were tested but have no tie.
        table: `pairs`; `crossings`, the first tie across each boundary; `blur`, the blur index of each period with
            its error; or `trends` over disjoint periods.
        progress: is told of draws and periods.
        options: what to measure; see `projection`.

    Raises:
        UsageError: an option that is unknown, is no date, or does not go with another. InputError: a table is not as
            it should be.

    Example:
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["fish", "fish", "oil"]})
        >>> boundaries(edges=edges, nodes=nodes)[["source_industry", "target_industry", "ties"]].values.tolist()
        [['fish', 'fish', 1], ['fish', 'oil', 1]]
    """
    if table not in TABLES:
        raise UsageError(f"there is no table {table!r}: {', '.join(TABLES)}.{did_you_mean(table, TABLES)}")
    if table != "pairs" and (untied or draws is not None or null != "degree"):
        raise UsageError(f"--null, --draws and --untied go with the table of pairs, not with --{table}")
    require_null(null)
    try:
        first = parse_date(start).first if start else None
        last = parse_date(end).last if end else None
    except ValueError as error:
        raise UsageError(f"--from and --to: {error}") from error
    made = projection(**options)  # type: ignore[arg-type]
    require_dates(made, first, last)
    cut = [Period(first, last)] if first and last else None
    if every or windows or width or table == "trends":
        cut = _periods(made, first, last, every, windows or "disjoint", width)
    if table == "crossings":
        if every or windows or width:
            raise UsageError("--crossings looks at all of the time, or --from and --to; leave the windows out")
        return first_crossings(made, start=first, end=last)
    if table == "trends":
        return trends(made, cut or [])
    if table == "blur":
        return blur_by_period(made if cut else made.during(first, last), cut)
    chosen: dict[str, Any] = {"null": null, "draws": draws, "seed": seed or 0, "untied": untied, "progress": progress}
    if every or windows or width:
        return boundaries_by_period(made, cut or [], **chosen)
    return boundary_table(made, start=first, end=last, **chosen)


TABLES = ("pairs", "crossings", "blur", "trends")


def _periods(
    made: Projection, first: date | None, last: date | None, every: str | None, windows: str, width: str | None
) -> list[Period]:
    """The windows between two days, or else over the years of the dated ties."""
    dated = made.ties["date"].dropna()
    if dated.empty and len(made.ties):
        raise UsageError("windows need dated ties, and no tie has a date: add a column `date` to the edge table")
    if dated.empty and not (first and last):
        raise UsageError("there are no ties to take the time from: give --from and --to")
    if windows == "disjoint" and width and not every:
        every, width = width, None
    return periods(
        first or date(dated.min().year, 1, 1), last or dated.max(), every=every or "year", windows=windows, width=width
    )
