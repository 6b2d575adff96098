"""The parameters of a Cypher statement: checked before any engine sees them, alike for all."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from bigblur.errors import QueryError

Value = Any
"""A value of Cypher, or of Python: nothing can be said of its type."""

_PLAIN = (str, bool, float, bytes, dt.date, dt.time, dt.timedelta, type(None))
_LONGEST = 2**63


def checked_parameters(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Check parameters before anything is sent: text, numbers, truth values, dates, lists and maps of them, or None.

    Raises:
        QueryError: a value that Cypher has no type for; names the parameter.

    Example:
        >>> checked_parameters({"ids": ("a", "b"), "year": np.int64(2007)})
        {'ids': ['a', 'b'], 'year': 2007}
        >>> checked_parameters({"x": {1, 2}})
        Traceback (most recent call last):
        ...
        bigblur.errors.QueryError: parameter $x: Cypher has no type for a set; give text, a number, a date or a list
    """
    return {name: _parameter(name, value) for name, value in (given or {}).items()}


def _parameter(name: str, value: Value) -> Value:
    if isinstance(value, np.generic | np.ndarray):
        return _parameter(name, value.tolist())
    if isinstance(value, int) and not isinstance(value, bool):
        if not -_LONGEST <= value < _LONGEST:
            raise QueryError(f"parameter ${name}: {value} does not fit into 64 bits")
        return value
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, list | tuple):
        return [_parameter(name, part) for part in value]
    if isinstance(value, dict):
        return {str(key): _parameter(name, part) for key, part in value.items()}
    kind = type(value).__name__
    raise QueryError(f"parameter ${name}: Cypher has no type for a {kind}; give text, a number, a date or a list")
