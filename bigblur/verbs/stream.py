"""The rows of `bigblur query` in pieces, for answers that are too large to gather."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from bigblur.graph.as_of import as_of as view_at
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Store
from bigblur.query_library import find_query


def stream(
    name_or_cypher: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    store: str | Path | Store | None = None,
    timeout: float | None = None,
    as_of: str | None = None,
    undated: bool = True,
) -> Iterator[pd.DataFrame]:
    """Run a query as `bigblur.query` does, and give its rows in pieces; at least one, which may be empty.

    Neo4j sends them as they are asked for, so that a million rows need little memory; the embedded engine has the whole
    answer in memory.

    Args:
        name_or_cypher: see `bigblur.query`, as all that follows.
        parameters: by name.
        store: a path, an address, or an open store.
        timeout: seconds after which the engine gives up.
        as_of: ask the store as it was at this date.
        undated: with a date, keep ties without one.

    Raises:
        UsageError: there is no such query, or a parameter is missing, unknown or of the wrong type.
        QueryError: the engine refused the statement.

    Example:
        >>> from tempfile import mkdtemp
        >>> import bigblur
        >>> place = Path(mkdtemp()) / "demo.db"
        >>> _ = bigblur.build(store=place)
        >>> [len(rows) for rows in stream("MATCH (f:Firm) RETURN f.name AS name LIMIT 3", store=place)]
        [3]
    """
    cypher, given = name_or_cypher, dict(parameters or {})
    if len(name_or_cypher.split()) == 1:
        found = find_query(name_or_cypher.removesuffix(".cypher"))
        cypher, given = found.cypher, found.bind(given)
    with using(store) as opened:
        asked = opened if as_of is None else view_at(opened, as_of, undated=undated)
        yield from asked.stream(cypher, given, timeout=timeout)
