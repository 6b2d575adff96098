"""The record of a result: what made it, so that it can be made again and compared."""

from __future__ import annotations

import datetime as dt
import hashlib
import inspect
import json
import platform
from collections.abc import Callable, Mapping
from functools import cache, wraps
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, ParamSpec
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd

from bigblur.errors import InputError
from bigblur.graph.projection import Projection

__all__ = ["METADATA_KEY", "about_file", "input_hash", "read_record", "record", "recorded", "stated", "versions"]

METADATA_KEY = b"bigblur"
"""Where a parquet file holds the record."""

IN_MEMORY = "(in memory)"
"""Stands for a data frame, a projection or an open store among the parameters: it cannot be read again."""

_PACKAGES = ("bigblur", "numpy", "scipy", "pandas", "igraph", "numba")
_NOT_RECORDED = {"progress", "threads"}

Given = ParamSpec("Given")

_hashes: WeakKeyDictionary[Projection, str] = WeakKeyDictionary()


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that make the numbers."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def input_hash(projection: Projection) -> str:
    """Return the SHA-256 of what is measured: nodes, memberships and ties, whatever the order of rows.

    Names of nodes do not count, ids do; ties count with weight, date, deal and type, undirected ones whichever end is
    stated first.

    >>> ties = pd.DataFrame({"source": [0, 1], "target": [1, 0]})
    >>> one = Projection.from_arrays(["a", "b"], ["x"], [[1], [1]], ties)
    >>> other = Projection.from_arrays(["b", "a"], ["x"], [[1], [1]], ties[::-1])
    >>> input_hash(one) == input_hash(other)
    True
    """
    if projection not in _hashes:
        _hashes[projection] = _digest(projection)
    return _hashes[projection]


def _digest(projection: Projection) -> str:
    order = np.array(sorted(range(projection.n), key=projection.ids.__getitem__), dtype=np.int64)
    rank = np.empty(projection.n, dtype=np.int64)
    rank[order] = np.arange(projection.n)
    shares = projection.membership[order].tocsr()
    shares.sort_indices()
    head = {
        "directed": projection.directed,
        "weighted": projection.weighted,
        "ids": [projection.ids[node] for node in order],
        "groups": projection.groups,
    }
    hashed = hashlib.sha256(json.dumps(head).encode())
    for part in (shares.indptr, shares.indices):
        hashed.update(part.astype("<i8").tobytes())
    hashed.update(shares.data.astype("<f8").tobytes())
    keys, texts = _tie_keys(projection, rank)
    hashed.update(json.dumps(texts).encode())
    rows = np.lexsort(keys[::-1])
    for key in keys:
        hashed.update(key[rows].astype("<f8" if key.dtype.kind == "f" else "<i8").tobytes())
    return hashed.hexdigest()


def _tie_keys(projection: Projection, rank: npt.NDArray[np.int64]) -> tuple[list[npt.NDArray[Any]], list[list[str]]]:
    """Columns of numbers that tell the ties apart, and the texts that some of the numbers stand for."""
    source, target = (rank[projection.ties[end].to_numpy(dtype=np.int64)] for end in ("source", "target"))
    if not projection.directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    weight = projection.ties["weight"].to_numpy(dtype=np.float64)
    keys: list[npt.NDArray[Any]] = [source * np.int64(projection.n) + target]
    texts: list[list[str]] = []
    # What is the same for all ties needs no sorting.
    if len(weight) and (weight == weight[0]).all():
        texts.append([repr(float(weight[0]))])
    else:
        texts.append([])
        keys.append(weight)
    for name in ("date", "deal_id", "type"):
        column = projection.ties[name]
        if column.isna().all():
            texts.append([])
            continue
        code, known = pd.factorize(column.astype(object).where(column.notna(), "").map(str), sort=True)
        keys.append(np.asarray(code, dtype=np.int64))
        texts.append([str(text) for text in known])
    return keys, texts


def record(
    about: Mapping[str, object], projection: Projection, function: str, parameters: Mapping[str, object]
) -> dict[str, object]:
    """Return ``about`` with what made the result: the call, the input's hash and size, the versions.

    Args:
        about: what the result says of itself so far.
        projection: what was measured.
        function: the name of the function that was called.
        parameters: what it was called with; a seed among them.
    """
    return {
        **about,
        "call": {
            "function": function,
            "parameters": {name: stated(value) for name, value in parameters.items() if name not in _NOT_RECORDED},
        },
        "input": {
            "sha256": input_hash(projection),
            "nodes": projection.n,
            "ties": len(projection.ties),
            "groups": len(projection.groups),
            "directed": projection.directed,
            "weighted": projection.weighted,
        },
        "versions": versions(),
    }


def stated(value: object) -> Any:
    """Return a parameter as JSON can hold it; what lies only in memory becomes ``(in memory)``."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [stated(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): stated(one) for name, one in value.items()}
    if callable(value):
        return getattr(value, "__name__", IN_MEMORY)
    return IN_MEMORY


def recorded(
    make: Callable[..., Projection],
) -> Callable[[Callable[Given, pd.DataFrame]], Callable[Given, pd.DataFrame]]:
    """Decorate a verb whose ``**options`` say what to measure: its result carries the record of the call.

    The projection is made once, when the verb asks for it by its only option, ``projection``.
    """

    def decorate(verb: Callable[Given, pd.DataFrame]) -> Callable[Given, pd.DataFrame]:
        signature = inspect.signature(verb)

        @wraps(verb)
        def run(*args: Given.args, **given: Given.kwargs) -> pd.DataFrame:
            stated_call = signature.bind(*args, **given).arguments
            options = stated_call.pop("options", {})
            # Made when the verb asks for it: what is wrong with the other options is told first.
            once = cache(lambda: make(**options))
            frame = verb(**stated_call, projection=once)  # type: ignore[call-arg, arg-type]
            made = once()
            about = frame.attrs.get("about", made.about)
            frame.attrs["about"] = record(about, made, verb.__name__, stated_call | options)
            return frame

        return run

    return decorate


def about_file(path: Path) -> Path:
    """Return where the record of a file other than parquet stands: beside it."""
    return path.with_name(f"{path.name}.about.json")


def read_record(path: Path) -> dict[str, Any]:
    """Return the record of a result file, or of the side-file itself.

    Raises:
        InputError: there is no such file, or it holds no record.
    """
    import pyarrow.parquet as pa_parquet  # noqa: PLC0415 - only for files

    if not path.is_file():
        raise InputError(f"there is no file {path}; check the name and the folder", file=path)
    if path.suffix == ".parquet":
        text = (pa_parquet.read_schema(path).metadata or {}).get(METADATA_KEY)
    else:
        beside = path if path.name.endswith(".about.json") else about_file(path)
        text = beside.read_bytes() if beside.is_file() else None
    try:
        found = json.loads(text) if text else None
    except ValueError as error:
        raise InputError(f"the record is no JSON: {error}", file=path) from error
    if not isinstance(found, dict) or not {"call", "input"} <= found.keys():
        raise InputError(
            f"no record of what made it: none in the file, no {about_file(path).name} beside it; write results with -o",
            file=path,
        )
    return found
