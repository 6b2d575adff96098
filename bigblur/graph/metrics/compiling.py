"""Compiling loops with numba, for large graphs.

Importing numba takes most of a second, and the first time on a machine each loop is compiled (some seconds in all;
kept on disk). So what calls `compiled` stands in modules of its own, which are imported inside functions and above
a stated size only. Each loop has a second implementation with numpy, which serves small graphs and which the tests
hold it against. Loops run on one thread and let others run (nogil), so that sums of fractions stand in one order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy.typing as npt

__all__ = ["Array", "compiled"]

Array = npt.NDArray[Any]
_Loop = TypeVar("_Loop", bound=Callable[..., Any])


def compiled(signature: str) -> Callable[[_Loop], _Loop]:
    """Compile a loop for one signature; the result is kept on disk where there is a folder to write to.

    >>> @compiled("int64(int64)")
    ... def twice(x: int) -> int:
    ...     return 2 * x
    >>> twice(21)
    42
    """

    def decorate(loop: _Loop) -> _Loop:
        options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
        try:
            made = numba.njit(signature, cache=True, **options)(loop)
        except RuntimeError:
            # Neither the package's folder nor the user's cache can be written: compile in each process.
            made = numba.njit(signature, **options)(loop)
        return cast("_Loop", made)

    return decorate
