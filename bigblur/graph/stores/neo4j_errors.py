"""What Neo4j and its driver say when something fails, in our words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from bigblur.errors import QueryError, StoreError

EXPLAIN = "EXPLAIN "
READ_ONLY = (
    "the statement would change the store, and it was sent as a read-only query; nothing was changed. "
    "Pass --write (from Python: write=True) if the change is meant"
)

_PLACE = re.compile(r"line 1, column (\d+) \(offset: (\d+)\)")
_MISSING = "Neo.ClientError.Statement.ParameterMissing"
_ACCESS = "Neo.ClientError.Statement.AccessMode"
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"


@contextmanager
def translated(location: str) -> Iterator[None]:
    """Turn the driver's errors about connections, rights and contents into StoreError.

    Args:
        location: the address, without credentials.

    Raises:
        StoreError: no server answers, it does not let us in, it has no such database, or it refused what was sent.
    """
    from neo4j import exceptions as neo  # noqa: PLC0415 - importing the driver takes a second

    try:
        yield
    except (neo.ServiceUnavailable, neo.SessionExpired) as error:
        raise StoreError(f"no Neo4j answers at {location}; start it, or mend NEO4J_URI or --store") from error
    except neo.AuthError as error:
        raise StoreError(
            f"Neo4j at {location} refuses the user name or password; set NEO4J_USERNAME and NEO4J_PASSWORD"
        ) from error
    except neo.ClientError as error:
        if error.code == _NO_DATABASE:
            raise StoreError(f"Neo4j at {location} has no such database; mend NEO4J_DATABASE") from error
        raise StoreError(f"Neo4j at {location}: {first_line(error.message)}") from error
    except (neo.Neo4jError, neo.DriverError) as error:
        words = error.message if isinstance(error, neo.Neo4jError) else str(error)
        raise StoreError(f"Neo4j at {location}: {first_line(words)}") from error


@contextmanager
def translated_query(timeout: float | None = None, *, explained: bool = False) -> Iterator[None]:
    """Turn Neo4j's refusal of a statement into QueryError with its own words; leaves the connection's errors alone.

    Args:
        timeout: the limit that the statement ran under, for the message.
        explained: it was sent with `EXPLAIN ` before it, so that places in its first line are too far right.

    Raises:
        QueryError: the statement is wrong, lacks a parameter, would write, took too long, or failed on its way.
    """
    from neo4j.exceptions import AuthError, Neo4jError  # noqa: PLC0415 - importing the driver takes a second

    try:
        yield
    except AuthError:
        raise
    except Neo4jError as error:
        if error.code == _NO_DATABASE:
            raise
        if error.is_retryable():
            raise
        message = error.message or str(error)
        words = unshift(message) if explained else message
        raise QueryError(_query_words(error.code or "", words, timeout)) from error


def _query_words(code: str, message: str, timeout: float | None) -> str:
    if code == _MISSING:
        names = message.partition(":")[2].replace(" ", "").split(",")
        needed = ", ".join(f"${name}" for name in names)
        return f"the statement needs the parameter {needed}; give it with " + " ".join(f"-p {n}=value" for n in names)
    if code == _ACCESS:
        return READ_ONLY
    if code.startswith(_TIMED_OUT):
        limit = f"after {timeout:g} s" if timeout is not None else "at the server's own limit"
        return f"Neo4j gave up {limit}; ask for less (LIMIT, a narrower MATCH), or allow more time"
    return f"Neo4j refuses the statement: {first_line(message)}"


def unshift(message: str) -> str:
    """Take `EXPLAIN ` out of the place that Neo4j names in a statement sent with it.

    Example:
        >>> unshift("Invalid input (line 1, column 20 (offset: 19))")
        'Invalid input (line 1, column 12 (offset: 11))'
    """
    width = len(EXPLAIN)
    return _PLACE.sub(
        lambda place: f"line 1, column {max(1, int(place[1]) - width)} (offset: {max(0, int(place[2]) - width)})",
        message,
    )


def first_line(words: str | None) -> str:
    r"""Give the first line of an error's text.

    Example:
        >>> first_line("Invalid input\n  ^")
        'Invalid input'
    """
    return (words or "no reason given").strip().partition("\n")[0]
