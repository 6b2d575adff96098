"""`bigblur demo`: the first look, from nothing to a picture."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from bigblur.graph.stores.embedded import EmbeddedStore
from bigblur.progress import Progress, step
from bigblur.verbs.build import BuildReport, build
from bigblur.verbs.explore import explore
from bigblur.verbs.measure import boundaries, metrics
from bigblur.verbs.query import query

QUERIES = ("acquisitions", "industry-moves", "investments-by-industry")


@dataclass(frozen=True)
class Demo:
    """What the demo made: the store, its report, the rows of each query, the measures, the page."""

    store: Path
    report: BuildReport
    queries: dict[str, pd.DataFrame]
    spanners: pd.DataFrame
    boundaries: pd.DataFrame
    warnings: list[str]
    page: Path


def demo(output: str | Path = "demo", *, progress: Progress | None = None) -> Demo:
    """Build the bundled sources, ask three questions, measure who spans boundaries, and write the explorer.

    Args:
        output: folder for the store and the page.
        progress: is told of each step.

    Example:
        >>> from tempfile import mkdtemp
        >>> made = demo(Path(mkdtemp()) / "demo")
        >>> made.page.name, len(made.queries)
        ('explore.html', 3)
    """
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "bigblur.db"
    store = EmbeddedStore(place)
    report = build(store=store, progress=progress)
    with step(progress, "asking three questions"):
        answers = {name: query(name, store=store) for name in QUERIES}
    with step(progress, "measuring"):
        columns = ["brokerage_total", "liaison", "participation_total", "constraint", "degree_alters"]
        measured = metrics(columns, names=True, store=store)
        warnings = list(measured.attrs["about"]["warnings"])
        spanners = measured.sort_values(["brokerage_total", "degree_alters", "id"], ascending=[False, False, True])
        pairs = boundaries(store=store, level="section").sort_values(
            ["ties", "source_industry"], ascending=[False, True]
        )
    with step(progress, "writing the page"):
        page = explore(folder / "explore.html", store=store)
    columns_shown = ["source_industry", "target_industry", "ties", "deals", "expected", "ratio"]
    return Demo(place, report, answers, spanners.head(8), pairs.head(8)[columns_shown], warnings, page)
