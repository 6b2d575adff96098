"""A store in memory: a content that may be read and asked, and is gone with the process."""

from collections.abc import Mapping
from typing import Any

import kglite
import pandas as pd
import pyarrow as pa

from bigblur.errors import QueryError
from bigblur.graph.stores.base import Content, Derived, Store
from bigblur.graph.stores.cypher_graph import add_derived, make_graph, run


class MemoryStore(Store):
    """A content as a store.

    Args:
        content: what it holds.
        location: what it is called in messages.

    Example:
        >>> from bigblur.resolve import resolve
        >>> from bigblur.statements import SCHEMA
        >>> MemoryStore(resolve(SCHEMA.empty_table()), "nothing").query("RETURN 1 AS one")["one"].tolist()
        [1]
    """

    def __init__(self, content: Content, location: str) -> None:
        self.location = location
        self._content = content
        self._graph: kglite.KnowledgeGraph | None = None

    def write(self, content: Content) -> None:
        """Hold another content."""
        self._content, self._graph = content, None

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
    ) -> pd.DataFrame:
        """Run one Cypher statement that reads."""
        if write:
            raise QueryError("This is a view of a store at a date: what a query wrote would be lost.")
        if self._graph is None:
            self._graph = make_graph(self._content)
            self._graph.read_only(True)
        try:
            return run(self._graph, cypher, parameters, timeout)
        except QueryError as error:
            raise QueryError(f"{error} ({self.location}: a view in memory is asked by the embedded engine.)") from error

    def write_derived(self, derived: Derived) -> None:
        """Put computed values on the nodes of this view."""
        self._graph = make_graph(self._content) if self._graph is None else self._graph
        self._graph.read_only(False)
        add_derived(self._graph, derived)
        self._graph.read_only(True)

    def statements(self, *, partial: bool = False) -> pa.Table:  # noqa: ARG002 - it is always whole
        """Every statement."""
        return self._content.statements

    def nodes(self) -> dict[str, pa.Table]:
        """The nodes by class label."""
        return dict(self._content.nodes)

    def ties(self) -> dict[str, pa.Table]:
        """The ties by type."""
        return dict(self._content.ties)
