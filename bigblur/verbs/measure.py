"""`bigblur metrics` and `bigblur boundaries`: who spans which boundary, on a store or on plain tables."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from bigblur.dates import parse_date
from bigblur.errors import UsageError
from bigblur.graph.metrics import boundaries as boundary_table
from bigblur.graph.metrics import compute
from bigblur.graph.projection import Missing, Projection
from bigblur.graph.store_projection import DEFAULT_TIES, project
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Store
from bigblur.graph.tables import read_table

Table = str | Path | pd.DataFrame


def projection(
    *,
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


def metrics(measures: Sequence[str] | str | None = None, *, names: bool = False, **options: object) -> pd.DataFrame:
    """Compute one row per node: boundary-spanning and centrality.

    Args:
        measures: names, or `all`; by default all that cost O(m^1.5) or less.
        names: add each node's name behind its id.
        options: what to measure; see `projection`.

    Returns:
        `id`, then the measures' columns, in the order of the node table; undefined is missing. What made the
        projection stands in `attrs["about"]`.

    Raises:
        UsageError: an unknown measure. InputError: a table is not as it should be.

    Example:
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["fish", "fish", "oil"]})
        >>> metrics(["brokerage"], edges=edges, nodes=nodes)["representative"].tolist()
        [0, 1, 0]
    """
    made = projection(**options)  # type: ignore[arg-type]
    frame = compute(made, measures)
    if names:
        frame.insert(1, "name", list(made.names))
    return frame


def boundaries(*, start: str | None = None, end: str | None = None, **options: object) -> pd.DataFrame:
    """Compute one row per ordered pair of industries that has a tie: ties, expected, permeability, first crossing.

    Args:
        start: first day of the period, as precise as you like (`2010` is its first day).
        end: last day of the period (`2010` is its last day).
        options: what to measure; see `projection`.

    Raises:
        UsageError: a date is none. InputError: a table is not as it should be.

    Example:
        >>> edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["fish", "fish", "oil"]})
        >>> boundaries(edges=edges, nodes=nodes)[["source_industry", "target_industry", "ties"]].values.tolist()
        [['fish', 'fish', 1], ['fish', 'oil', 1]]
    """
    try:
        first = parse_date(start).first if start else None
        last = parse_date(end).last if end else None
    except ValueError as error:
        raise UsageError(f"--from and --to: {error}") from error
    return boundary_table(projection(**options), start=first, end=last)  # type: ignore[arg-type]
