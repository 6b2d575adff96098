"""What a loader gives back: statements, each with the place in the loader's own files that it was read from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from bigblur.classifications import Scheme
from bigblur.errors import InputError


class Origin(NamedTuple):
    """The row of our own tables that a statement was read from: for error messages, not for analysts."""

    file: Path
    line: int | None

    def error(self, message: str, column: str | None = None) -> InputError:
        """Make an error that names this row."""
        return InputError(message, file=self.file, line=self.line, column=column)


@dataclass
class Loaded:
    """The statements of one or more sources.

    Args:
        sources: the ids of the sources read whole: in a store, their statements replace those loaded before.
        rows: (statement as a mapping without its id, origin).
        warnings: what is odd but no error, one sentence each.
        schemes: the industry schemes that came with the sources, whose codes they may speak of.
    """

    sources: list[str] = field(default_factory=list)
    rows: list[tuple[dict[str, Any], Origin]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    schemes: list[Scheme] = field(default_factory=list)

    def add(self, origin: Origin, **statement: Any) -> None:
        """Add one statement; empty text counts as absent."""
        self.rows.append(({name: value for name, value in statement.items() if value not in ("", None)}, origin))

    def __iter__(self) -> Iterator[tuple[dict[str, Any], Origin]]:
        return iter(self.rows)
