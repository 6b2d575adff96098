"""Progress on a terminal: a bar for each step, with rate and time left; nothing when piped."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bigblur.progress import Progress


@contextmanager
def bars() -> Iterator[Progress]:
    """Give a callback that draws bars on standard error while the block runs.

    Example:
        >>> with bars() as progress:
        ...     progress("reading", 0, 2)
        ...     progress("reading", 2, 2)
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as drawn:
        tasks = {}

        def tell(name: str, done: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = drawn.add_task(name, total=total, rate="")
            speed = drawn.tasks[tasks[name]].speed
            rate = f"{speed:,.0f}/s" if speed and total and total > 1 else ""
            drawn.update(tasks[name], completed=done, total=total, rate=rate)

        yield tell
