"""Values written as Cypher, for a text that people paste; what a store runs is given parameters instead."""

import datetime as dt
import math
import re

from bigblur.errors import QueryError
from bigblur.graph.stores.neo4j_values import quoted
from bigblur.graph.stores.parameters import Value

_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# All that would end the literal or its line, and lone surrogates, which UTF-8 cannot hold.
_UNSAFE = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def literal(value: Value) -> str:
    r"""Write a value as a Cypher literal on one line, whatever it holds.

    Raises:
        QueryError: Cypher has no literal for it.

    Source:
        Neo4j Cypher Manual 5, "Expressions: literals"; the escapes and NaN, Infinity are tried on Neo4j 5.26.

    Example:
        >>> print(literal("O'Brien\\\n"))
        'O\'Brien\\\n'
        >>> literal([1, 0.5, None, True, dt.date(2007, 3, 15)])
        "[1, 0.5, null, true, date('2007-03-15')]"
        >>> literal({"a`b": "x"})
        "({`a``b`: 'x'})"
    """
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        # In round brackets: Neo4j Browser would read the bare map as an object of JavaScript.
        return "({" + ", ".join(f"{quoted(str(key))}: {literal(part)}" for key, part in value.items()) + "})"
    if isinstance(value, str):
        return "'" + _UNSAFE.sub(lambda found: _ESCAPED.get(found[0], f"\\u{ord(found[0]):04X}"), value) + "'"
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"
    return _simple(value)


def _simple(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return f"date('{value.isoformat()}')"
    raise QueryError(f"a {type(value).__name__} cannot be written as Cypher: give text, a number, a date or a list")
