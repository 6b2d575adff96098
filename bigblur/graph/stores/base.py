"""What every store can do: the one interface over the embedded engine and Neo4j."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple, Self

import pandas as pd
import pyarrow as pa

BATCH = 50_000
"""Rows of a piece of a store."""

FORMAT = 1
"""Version of what a store holds; a store of another format is refused, never converted in place."""


@dataclass(frozen=True)
class Content:
    """Everything that a store holds: the statements, and the resolved view of them.

    Args:
        statements: every statement, one row each, in the columns of `bigblur.statements.SCHEMA`.
        nodes: class label → nodes of that class; columns `id`, `name`, `aliases` (list of text), then properties.
        ties: tie type → ties of that type; columns `source`, `source_label`, `target`, `target_label`, then properties.
    """

    statements: pa.Table
    nodes: Mapping[str, pa.Table]
    ties: Mapping[str, pa.Table]

    def counts(self) -> dict[str, int]:
        """Rows by label and type, and of statements: what a store must read back after a load."""
        tables = {"Statement": self.statements, **self.nodes, **self.ties}
        return {name: table.num_rows for name, table in tables.items()}

    def batches(self) -> "Iterator[Batch]":
        """All of it in pieces: the statements, then nodes and ties by name; what has no rows is one empty piece."""
        for kind, tables in (("statement", {"Statement": self.statements}), ("node", self.nodes), ("tie", self.ties)):
            for name, table in tables.items():
                pieces = table.to_batches(max_chunksize=BATCH) or [None]
                for piece in pieces:
                    yield Batch(kind, name, pa.Table.from_batches([piece] if piece else [], table.schema))


class Batch(NamedTuple):
    """Some rows of a store."""

    kind: str
    """`statement`, `node` or `tie`."""
    name: str
    """The class or the type of the ties."""
    table: pa.Table


@dataclass(frozen=True)
class Derived:
    """Computed values, and what they rest on: no statements, and never mixed with what a source says.

    Args:
        nodes: label → rows of `id` and the properties to set; a property without a value is taken off the node.
        records: one row a property, for a node `(:Derived)`: `id`, and how, of what and when it was computed.
    """

    nodes: Mapping[str, list[dict[str, Any]]]
    records: list[dict[str, Any]]


DERIVED = "Derived"
"""The label of the records of computed values."""


class Store(ABC):
    """A place that holds one `Content` and answers Cypher on it. Use as a context manager."""

    location: str
    """The path or address, without credentials: for messages."""

    @abstractmethod
    def write(self, content: Content) -> None:
        """Replace what the store holds, then read it back and compare.

        Raises:
            StoreInUse: another process holds the store; nothing was changed.
            NotAStore: the place holds something that is not ours; nothing was changed.
            StoreError: what was read back is not what was written; the message names the difference.
        """

    def advice(self, content: Content) -> str | None:  # noqa: ARG002 - a store in a folder knows no faster way
        """A faster way to bring this content into the store, if there is one, in a sentence for the user."""
        return None

    @abstractmethod
    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
    ) -> pd.DataFrame:
        """Run one Cypher statement and return its rows, one column a returned expression.

        What is to be said of the answer stands in the frame's `attrs["notes"]`, as on the first piece of a stream.

        Args:
            cypher: the statement; values only ever come in as `$parameters`.
            parameters: by name, without the dollar sign.
            write: allow the statement to change the store.
            timeout: seconds after which the engine gives up.

        Raises:
            QueryError: the engine refused the statement, or it would write and `write` is false.
        """

    def stream(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        size: int = BATCH,
    ) -> Iterator[pd.DataFrame]:
        """Run one Cypher statement that reads, and give its rows in pieces; at least one, so that columns are known.

        An engine in memory has all rows of an answer at once; a server sends them as they are asked for.

        Args:
            cypher: the statement; values only ever come in as `$parameters`.
            parameters: by name, without the dollar sign.
            timeout: seconds after which the engine gives up.
            size: most rows of a piece.

        Raises:
            QueryError: the engine refused the statement, or it would write.
        """
        frame = self.query(cypher, parameters, timeout=timeout)
        for start in range(0, max(len(frame), 1), size):
            yield frame.iloc[start : start + size]

    @abstractmethod
    def write_derived(self, derived: "Derived") -> None:
        """Put computed values on nodes, so that Cypher can rank by them; the next `write` drops them.

        Earlier values of the same names are replaced, those of other names stay.

        Raises:
            StoreInUse: another process holds the store; nothing was changed.
            NotAStore: there is no store yet.
        """

    @abstractmethod
    def statements(self, *, partial: bool = False) -> pa.Table:
        """Every statement, in the columns of `bigblur.statements.SCHEMA`.

        Args:
            partial: also those of a store whose load was broken off, so that the load can go on.

        Raises:
            NotAStore: there is no store yet (an empty Neo4j database reads as an empty store).
        """

    @abstractmethod
    def nodes(self) -> dict[str, pa.Table]:
        """The resolved nodes by class label."""

    @abstractmethod
    def ties(self) -> dict[str, pa.Table]:
        """The resolved ties by type."""

    def content(self) -> Content:
        """All of it, as it would be written to another store."""
        return Content(self.statements(), self.nodes(), self.ties())

    def batches(self) -> Iterator[Batch]:
        """All of it in pieces, so that a large store can be read in little memory."""
        yield from self.content().batches()

    def close(self) -> None:  # noqa: B027 - a store without a connection has nothing to close
        """Give back what the store holds open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
