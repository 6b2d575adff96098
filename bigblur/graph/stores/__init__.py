"""The stores: one interface (`base`), an embedded engine (`embedded`) and a server (`neo4j`)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bigblur.errors import UsageError
from bigblur.graph.stores.base import Store
from bigblur.progress import Progress

DEFAULT_STORE = "bigblur.db"
_SERVER_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_store(location: str | Path | None = None, *, progress: Progress | None = None) -> Store:
    """Open the store at a path or address; without one, that of `BIGBLUR_STORE`, else `bigblur.db` in this folder.

    Args:
        location: a folder (embedded), or a `neo4j://` or `bolt://` address whose credentials stand in
            `NEO4J_USERNAME`, `NEO4J_PASSWORD` and `NEO4J_DATABASE`.
        progress: is told how far a load into a server has come.

    Raises:
        UsageError: the address has a scheme that no store has.
    """
    place = str(location or os.environ.get("BIGBLUR_STORE") or DEFAULT_STORE)
    scheme, separator, _ = place.partition("://")
    if not separator:
        from bigblur.graph.stores.embedded import EmbeddedStore

        return EmbeddedStore(Path(place))
    if scheme not in _SERVER_SCHEMES:
        raise UsageError(f"No store is reached by {scheme}://: use a path, or one of {', '.join(_SERVER_SCHEMES)}.")
    from bigblur.graph.stores.neo4j import Neo4jStore

    return Neo4jStore(place, progress=progress)


@contextmanager
def using(store: str | Path | Store | None, *, progress: Progress | None = None) -> Iterator[Store]:
    """Use a store: one that is open stays open, one named by its place is opened and closed again.

    Args:
        store: an open store, or what `open_store` takes.
        progress: see `open_store`.
    """
    if isinstance(store, Store):
        yield store
        return
    with open_store(store, progress=progress) as opened:
        yield opened
