"""What the embedded engine cannot run or answers otherwise than Neo4j, found in a statement before it runs.

An engine that meets an unknown function only when a row reaches it gives no rows instead of an error, and one that
takes `date = '2007'` for true gives rows that Neo4j does not. So each such construct is looked for in the words of the
statement, and refused with the form that both engines answer alike. `docs/conformance.md` shows all, run on both.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bigblur.errors import QueryError
from bigblur.graph.stores.portability.constructs import CONSTRUCTS, NEO4J_CONSTRUCTS, Construct
from bigblur.graph.stores.portability.words import Words

__all__ = ["CONSTRUCTS", "NEO4J_CONSTRUCTS", "neo4j_notes", "refuse", "returns_all"]


def refuse(cypher: str, parameters: Mapping[str, Any]) -> list[str]:
    """Refuse a statement that the embedded engine would not answer as Neo4j does; gives notes on one that may run.

    Args:
        cypher: the statement.
        parameters: by name, without the dollar sign; of some the type counts.

    Returns:
        What is to be said of a statement that runs, one sentence a construct.

    Raises:
        QueryError: names the construct, its place and the portable form.

    Example:
        >>> refuse("MATCH (f:Firm) RETURN toUpper(f.name) AS name", {})
        []
        >>> refuse("MATCH (f:Firm) RETURN upper(f.name) AS name", {})
        Traceback (most recent call last):
        ...
        bigblur.errors.QueryError: line 1, column 23: the embedded engine has no function upper(). Write toUpper(), \
which Neo4j takes too. (docs/conformance.md)
    """
    words = Words(cypher)
    notes = []
    for construct, place in _found(words, parameters, CONSTRUCTS):
        if construct.kind == "note":
            notes.append(f"{place}: {construct.name}: {construct.instead}.")
            continue
        verb = "has no" if construct.kind == "unsupported" else "answers otherwise than Neo4j:"
        advice = (
            f"Write {construct.instead}, which Neo4j takes too"
            if construct.portable
            else f"Instead {construct.instead}"
        )
        raise QueryError(f"{place}: the embedded engine {verb} {construct.name}. {advice}. (docs/conformance.md)")
    return notes


def returns_all(cypher: str) -> bool:
    """Whether a statement ends in `RETURN *`: Neo4j gives those columns in alphabetical order.

    Example:
        >>> [returns_all(text) for text in ("MATCH (n) RETURN *", "RETURN 'return *' AS b, 1 AS a")]
        [True, False]
    """
    words = Words(cypher)
    returns = [at for at in range(len(words)) if words.upper(at) == "RETURN" and words.opener(at) < 0]
    last = returns[-1] if returns else 0
    return words.text(last + 1 + (words.upper(last + 1) == "DISTINCT")) == "*"


def neo4j_notes(cypher: str) -> list[str]:
    """What is to be said of a statement that Neo4j may answer wrongly.

    Example:
        >>> neo4j_notes("MATCH (f:Firm) OPTIONAL MATCH (f)-->(g) WHERE COUNT { (g)-->() } > 1 RETURN g.name AS name")
        ['line 1, column 47: COUNT, COLLECT or a pattern comprehension in the condition of an OPTIONAL MATCH: Neo4j \
before 5.26.31 gives null for rows that fulfil it (neo4j/neo4j#13877); count in a WITH before.']
    """
    return [
        f"{place}: {construct.name}: {construct.instead}."
        for construct, place in _found(Words(cypher), {}, NEO4J_CONSTRUCTS)
    ]


def _found(
    words: Words, parameters: Mapping[str, Any], constructs: Iterable[Construct]
) -> Iterator[tuple[Construct, str]]:
    """The constructs that a statement has, each with its first place, in words."""
    for construct in constructs:
        at = next(construct.found(words, parameters), None)
        if at is not None:
            line, column = words.place(at)
            yield construct, f"line {line}, column {column}"
