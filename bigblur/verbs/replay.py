"""`bigblur replay`: make a result again from its record and say whether it is the same."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from bigblur.errors import UsageError
from bigblur.graph.inference import test
from bigblur.graph.metrics import compute
from bigblur.graph.over_time import over_time
from bigblur.graph.replay import IN_MEMORY, read_record, versions
from bigblur.graph.tables import read_table
from bigblur.output import cells
from bigblur.verbs.measure import boundaries, metrics

_VERBS: dict[str, Callable[..., pd.DataFrame]] = {"metrics": metrics, "boundaries": boundaries}
_FUNCTIONS: dict[str, Callable[..., pd.DataFrame]] = {"compute": compute, "over_time": over_time, "test": test}
_CLOSE = 1e-9


def replay(file: str | Path, **options: Any) -> pd.DataFrame:
    """Make a result again, from the record in its file, and compare input, versions and values.

    Args:
        file: a result of `bigblur metrics` or `bigblur boundaries` written with `-o`: parquet, or csv with its
            `NAME.csv.about.json` beside it.
        options: in place of what was recorded: where the tables or the store are now, or ``projection`` for what was
            computed in Python.

    Returns:
        One row for each thing compared: ``what`` (`input`, a package, `result`), ``recorded``, ``now``, ``equal``.
        `result` compares the values of csv and parquet files, numbers to 1e-9 of their size, and is empty for others.

    Raises:
        InputError: no record there. UsageError: what was measured lay in memory and is not given.

    Example:
        >>> from tempfile import mkdtemp
        >>> from bigblur.output import print_rows
        >>> edges = pd.DataFrame({"source": ["a"], "target": ["b"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["x", "y"]})
        >>> place = Path(mkdtemp()) / "degree.csv"
        >>> print_rows(metrics("degree", edges=edges, nodes=nodes), output=place)
        >>> replay(place, edges=edges, nodes=nodes)["equal"].all()
        np.True_
    """
    path = Path(file)
    about = read_record(path)
    again = again_from(about, options)
    now = again.attrs["about"]
    rows = [("input", about["input"]["sha256"], now["input"]["sha256"])]
    packages = dict.fromkeys([*about.get("versions", {}), *versions()])
    rows += [(name, about.get("versions", {}).get(name), versions().get(name)) for name in packages]
    compared = [(what, recorded, there, recorded == there) for what, recorded, there in rows]
    difference = _difference(path, again)
    if difference is not None:
        compared.append(("result", path.name, difference or path.name, not difference))
    return pd.DataFrame(compared, columns=["what", "recorded", "now", "equal"])


def again_from(about: dict[str, Any], options: dict[str, Any]) -> pd.DataFrame:
    """Call again what a record tells of."""
    name, parameters = about["call"]["function"], dict(about["call"]["parameters"])
    if name in _VERBS:
        if "projection" in options:
            # It stands for the tables or the store, which may have lain in memory.
            parameters = {key: value for key, value in parameters.items() if value != IN_MEMORY}
        given = parameters | options
        _require_known(given)
        return _VERBS[name](**given)
    if name not in _FUNCTIONS:
        raise UsageError(f"this bigblur cannot call {name!r} again; it knows {', '.join([*_VERBS, *_FUNCTIONS])}")
    if "projection" not in options:
        raise UsageError(f"{name} was called in Python on a projection: give it, replay(file, projection=...)")
    _require_known(parameters)
    made = options["projection"]
    measure = [parameters.pop("measure")] if "measure" in parameters else []
    return _FUNCTIONS[name](*measure, made, **parameters)


def _require_known(parameters: dict[str, Any]) -> None:
    lost = [key for key, value in parameters.items() if isinstance(value, str) and value == IN_MEMORY]
    if lost:
        raise UsageError(f"{lost[0]!r} lay in memory, not in a file: give it again, replay(file, {lost[0]}=...)")


def as_call(about: dict[str, Any]) -> str:
    """Write the recorded call as Python.

    >>> as_call({"call": {"function": "metrics", "parameters": {"measures": "ei", "edges": "e.csv"}}})
    "bigblur.metrics(measures='ei', edges='e.csv')"
    """
    parameters = ", ".join(f"{name}={value!r}" for name, value in about["call"]["parameters"].items())
    return f"bigblur.{about['call']['function']}({parameters})"


def _difference(path: Path, again: pd.DataFrame) -> str | None:
    """Where the file and the result differ first; empty if nowhere, None if the file cannot be compared."""
    if path.suffix == ".parquet":
        was = pd.read_parquet(path)
    elif path.suffix == ".csv":
        was = read_table(path)
    else:
        return None
    if list(was.columns) != list(again.columns) or len(was) != len(again):
        return f"{len(again)} rows, columns {', '.join(again.columns)}"
    for name in was.columns:
        for row, (one, other) in enumerate(zip(cells(was[name]), cells(again[name]), strict=True), start=1):
            if one != other and not _close(one, other):
                return f"row {row}, column {name}: {other!r}, was {one!r}"
    return ""


def _close(one: str, other: str) -> bool:
    try:
        return math.isclose(float(one), float(other), rel_tol=_CLOSE)
    except ValueError:
        return False
