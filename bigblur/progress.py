"""How long work tells that it goes on: a callback, so that the library prints nothing by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int | None], None]
"""Called with the step's name, how much is done, and how much there is in all (None: not known)."""


@contextmanager
def step(progress: Progress | None, name: str) -> Iterator[None]:
    """Tell of a step that has no parts to count: 0 of 1 before, 1 of 1 after."""
    if progress:
        progress(name, 0, 1)
    yield
    if progress:
        progress(name, 1, 1)
