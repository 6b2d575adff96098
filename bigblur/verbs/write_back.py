"""`bigblur metrics --write-back`: measures as derived values in the store, so that Cypher can rank by them."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pandas as pd

import bigblur
from bigblur.errors import UsageError
from bigblur.frames import records
from bigblur.graph.metrics import MEASURES
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Derived, Store
from bigblur.model import label_of
from bigblur.output import plain

PREFIX = "metric_"
"""What the names of computed properties begin with: no property of the ontology does."""


def write_back(frame: pd.DataFrame, *, store: str | Path | Store | None = None) -> list[str]:
    """Put the columns of a result of `metrics` on the store's nodes as `metric_...`, until the next build.

    A node `(:Derived)` for each says by which measure and version, on which projection and when it was computed.

    Args:
        frame: a result of `bigblur.metrics` on this store, one row a node.
        store: a path, an address, or an open store; see `open_store`.

    Returns:
        The names of the properties.

    Raises:
        UsageError: the frame is not one row a node of a store.

    Example:
        >>> from tempfile import mkdtemp
        >>> place = mkdtemp() + "/demo.db"
        >>> _ = bigblur.build(store=place)
        >>> write_back(bigblur.metrics(["degree_total"], store=place), store=place)
        ['metric_degree_total']
        >>> top = "MATCH (f:Firm) RETURN f.name AS name ORDER BY f.metric_degree_total DESC LIMIT 1"
        >>> bigblur.query(top, store=place)["name"].tolist()
        ['AKVA']
    """
    if "id" not in frame or any(label_of(str(node)) is None for node in frame["id"]):
        raise UsageError("Only measures of a store's nodes can be written back: leave out --edges, --nodes and --per.")
    columns = [str(name) for name in frame.columns if name not in ("id", "name")]
    values: dict[str, list[dict[str, Any]]] = {}
    for row in records(frame):
        measured = {PREFIX + name: plain(row[name]) for name in columns}
        values.setdefault(str(label_of(row["id"])), []).append({"id": row["id"], **measured})
    now = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
    about = json.dumps(frame.attrs.get("about", {}), ensure_ascii=False, sort_keys=True, default=str)
    made = [
        {
            "id": f"derived/{PREFIX}{name}",
            "name": PREFIX + name,
            "method": _method(name),
            "version": f"bigblur {bigblur.__version__}",
            "projection": about,
            "computed_at": now,
        }
        for name in columns
    ]
    with using(store) as opened:
        opened.write_derived(Derived(values, made))
    return [PREFIX + name for name in columns]


def _method(column: str) -> str:
    """What a column measures, in the words of its measure."""
    found = [name for name in MEASURES if column == name or column.startswith(f"{name}_")]
    if not found:
        return column
    words = MEASURES[max(found, key=len)].family.__doc__ or ""
    return words.strip().partition("\n")[0]
