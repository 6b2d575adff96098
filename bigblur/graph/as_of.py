"""A store as it was at a date: what had begun, and had not ended."""

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from bigblur.dates import parse_date
from bigblur.errors import UsageError
from bigblur.graph.stores.base import Content, Store
from bigblur.graph.stores.memory import MemoryStore

_BEGINS = {"Deal": "date_min", "Event": "date_min", "Observation": "period_min", "Source": "date_min"}
"""The classes whose nodes happen at a date, and the column of its first day; all others are there at any time."""


def as_of(store: Store, date: str, *, undated: bool = True, ended: bool = False) -> Store:
    """View a store at a date, without a predicate in any query.

    A tie is there if it may have begun by the last day that the date means, and had not surely ended before its first
    day: a tie of 2010 is there as of 2010, and one that ended in 2010 is too. Deals, events, figures and sources are
    there from their dates on. Firms, products and all that lasts are there at any time.

    Args:
        store: any store; it is read whole, and the view lies in memory, asked by the embedded engine.
        date: as precise as you like: `2015`, `2015-03`, `2015-03-15`.
        undated: keep ties without a date.
        ended: keep ties that had ended before the date: all that had begun by then.

    Raises:
        UsageError: the date is none.

    Example:
        >>> from tempfile import mkdtemp
        >>> import bigblur
        >>> place = mkdtemp() + "/demo.db"
        >>> _ = bigblur.build(store=place)
        >>> count = "MATCH (:Firm {id: 'firm/akva-group'})-[d:ACQUIRED]->() RETURN count(d) AS n"
        >>> with bigblur.open_store(place) as store:
        ...     [int(one.query(count)["n"][0]) for one in (store, as_of(store, "2010"))]
        [10, 5]
    """
    try:
        span = parse_date(date)
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from error
    held = _at(store.content(), None if ended else span.first, span.last, undated=undated)
    return MemoryStore(held, f"{store.location} as of {date}")


def _at(content: Content, first: dt.date | None, last: dt.date, *, undated: bool) -> Content:
    """What had begun by the last day and, with a first day, had not ended before it."""
    nodes = {label: _begun(table, _BEGINS.get(label), last) for label, table in content.nodes.items()}
    known = pa.array(sorted(one for table in nodes.values() for one in table["id"].to_pylist()), pa.string())
    ties = {name: _holding(table, known, (first, last), undated=undated) for name, table in content.ties.items()}
    return Content(content.statements, nodes, ties)


def _begun(table: pa.Table, column: str | None, last: dt.date) -> pa.Table:
    if column is None or not table.num_rows:
        return table
    return table.filter(pc.fill_null(pc.less_equal(table[column], pa.scalar(last, pa.date32())), True))


def _holding(table: pa.Table, known: pa.Array, span: tuple[dt.date | None, dt.date], *, undated: bool) -> pa.Table:
    first, last = span
    kept = pc.fill_null(pc.less_equal(table["date_min"], pa.scalar(last, pa.date32())), undated)
    if first is not None:
        lasts = pc.fill_null(pc.greater_equal(table["valid_to_max"], pa.scalar(first, pa.date32())), True)
        kept = pc.and_(kept, lasts)
    ends = pc.and_(pc.is_in(table["source"], known), pc.is_in(table["target"], known))
    return table.filter(pc.and_(kept, ends))
