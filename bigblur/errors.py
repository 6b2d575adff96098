"""Every error that bigblur raises on purpose.

BigblurError
├── InputError          data from outside is not what it should be (file, line, column)
├── SchemaError         the ontology's own files are not what they should be
├── UsageError          the call itself is wrong: an unknown name, a bad option
├── NotConverged        an iterative measure came to no result (iterations)
└── StoreError          a store cannot do what was asked
    ├── StoreInUse      another process holds it
    ├── NotAStore       the path holds something else, or another version wrote it
    └── QueryError      the engine refused the statement

The command line turns UsageError into exit status 2, the others into 1.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path


class BigblurError(Exception):
    """Root of all errors that bigblur raises on purpose; its text says what, where, and how to mend it."""


class UsageError(BigblurError):
    """The call is wrong: an unknown name, a missing or bad option."""


class SchemaError(BigblurError):
    """The ontology's own files contradict each other or cannot be read."""


class InputError(BigblurError):
    """Data from outside is not what it should be; names the file, the line and the column where known.

    Args:
        message: what is wrong and how to mend it.
        file: the file it stands in.
        line: 1-based line of that file (the header is line 1).
        column: name of the column.

    Example:
        >>> print(InputError("no such firm 'firm/x'", file="ties.csv", line=7, column="target"))
        ties.csv, line 7, column target: no such firm 'firm/x'
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        self.message, self.file, self.line, self.column = message, file, line, column
        place = [
            text
            for text in (
                str(file) if file is not None else "",
                f"line {line}" if line is not None else "",
                f"column {column}" if column is not None else "",
            )
            if text
        ]
        super().__init__(f"{', '.join(place)}: {message}" if place else message)


class NotConverged(BigblurError):
    """An iterative measure did not settle; what it had reached is not returned.

    Args:
        what: the measure.
        iterations: how many steps were taken.

    Example:
        >>> print(NotConverged("katz", 1000))
        katz did not settle within 1,000 iterations; leave it out of --measures
    """

    def __init__(self, what: str, iterations: int) -> None:
        self.what, self.iterations = what, iterations
        super().__init__(f"{what} did not settle within {iterations:,} iterations; leave it out of --measures")


class StoreError(BigblurError):
    """A store cannot do what was asked."""


class StoreInUse(StoreError):
    """Another process holds the store."""


class NotAStore(StoreError):
    """The path holds something that is not a bigblur store, or one of another version."""


class QueryError(StoreError):
    """The engine refused the statement; carries the engine's own words."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Name the nearest known words, as a sentence to append to an error; empty if none is near.

    Example:
        >>> did_you_mean("aqcuired", ["ACQUIRED", "OWNS"])
        " Did you mean 'ACQUIRED'?"
    """
    by_key = {name.casefold(): name for name in known}
    near = [by_key[key] for key in get_close_matches(word.casefold(), by_key, n=3, cutoff=0.6)]
    return f" Did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
