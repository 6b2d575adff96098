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
_SPOKEN = re.compile(r"not supported for the Bolt Protocol ([\d.]+)")
"""What the driver says of a server older than 5.7, which cannot be told to keep its notifications to itself."""


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
        raise StoreError(_unavailable(location, " ".join(_chain(error)))) from error
    except neo.ConfigurationError as error:
        raise StoreError(_other_server(location, str(error))) from error
    except neo.AuthError as error:
        raise StoreError(
            f"Neo4j at {location} refuses the user name or password; set NEO4J_USERNAME and NEO4J_PASSWORD"
        ) from error
    except neo.ClientError as error:
        if error.code == _NO_DATABASE:
            raise StoreError(f"Neo4j at {location} has no such database; mend NEO4J_DATABASE") from error
        if is_read_only(error.code):
            raise StoreError(_READ_ONLY_DATABASE.format(location)) from error
        raise StoreError(f"Neo4j at {location}: {first_line(error.message)}") from error
    except (neo.Neo4jError, neo.DriverError) as error:
        if isinstance(error, neo.Neo4jError) and is_read_only(error.code):
            raise StoreError(_READ_ONLY_DATABASE.format(location)) from error
        words = error.message if isinstance(error, neo.Neo4jError) else str(error)
        raise StoreError(f"Neo4j at {location}: {first_line(words)}") from error


_READ_ONLY_DATABASE = (
    "Neo4j at {} has set this database read-only; nothing was changed. Name another in NEO4J_DATABASE, or let its "
    "owner take it out of server.databases.read_only (or default_to_read_only) in neo4j.conf"
)


def is_read_only(code: str | None) -> bool:
    """Whether an error's code says that the database, not the statement, is read-only.

    Example:
        >>> is_read_only("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase")
        True
    """
    return "ReadOnly" in (code or "")


def _chain(error: BaseException | None) -> Iterator[str]:
    """The texts of an error, of what caused it, and of what a group of errors holds."""
    while error is not None:
        yield str(error)
        if isinstance(error, BaseExceptionGroup):
            for part in error.exceptions:
                yield from _chain(part)
        error = error.__cause__ or error.__context__


def _other_server(location: str, words: str) -> str:
    needed = "bigblur needs Neo4j 5.7 or newer: upgrade it, or start another (compose.yaml, docs/neo4j.md)"
    if spoken := _SPOKEN.search(words):
        return f"a Neo4j older than 5.7 answers at {location} (it speaks Bolt {spoken[1]}); {needed}"
    if "does not support communication with this driver" in words:
        return (
            f"what answers at {location} speaks a Bolt that the driver does not know: it is no Neo4j, or one older "
            f"than 3.5; {needed}"
        )
    return f"Neo4j at {location}: {first_line(words)}"


def _unavailable(location: str, words: str) -> str:
    if "SSL" in words or "certificate" in words.lower():
        return (
            f"no encrypted connection to {location}: where the server has no TLS write bolt:// or neo4j://, where its "
            "certificate is its own write bolt+ssc:// or neo4j+ssc://; +s needs one that this machine trusts"
        )
    if "handshake" in words.lower():
        return (
            f"what answers at {location} does not speak Bolt: Neo4j's Bolt port is 7687 as a rule, 7474 and 7473 are "
            "those of its browser; mend --store, BIGBLUR_STORE or NEO4J_URI"
        )
    if "DNS" in words:
        return f"no host is known by the name in {location}; mend --store, BIGBLUR_STORE or NEO4J_URI"
    return f"no Neo4j answers at {location}; start it, or mend --store, BIGBLUR_STORE or NEO4J_URI"


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
        if error.code == _NO_DATABASE or is_read_only(error.code):
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
