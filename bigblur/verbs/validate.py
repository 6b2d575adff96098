"""`bigblur validate`: which row of which source breaks what, in plain words; and SHACL over what a store holds."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from bigblur.checks import complaints, missing_properties
from bigblur.errors import BigblurError, InputError
from bigblur.frames import frame_of, records
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Content, Store
from bigblur.progress import Progress, step
from bigblur.verbs.build import load_source, place_of, put_together, with_those_before

_COLUMNS = ("source", "place", "subject", "field", "complaint")


def validate(
    sources: Iterable[str | Path] = (),
    *,
    store: str | Path | Store | None = None,
    sample: int | None = 50,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Check sources, or what a store holds, against the ontology, and list all that is wrong.

    Sources are read as `build` would read them into the store, but past the first error. Of a store every statement is
    checked, and a sample of nodes with their ties and statements goes through SHACL, which is slower and says the same.

    Args:
        sources: names of bundled sources, folders, or files of RDF; none means the store.
        store: a path, an address, or an open store; see `open_store`.
        sample: how many nodes go through SHACL: those whose ids come first by their hash; None takes all, 0 none.
        progress: is told of each step; see `bigblur.progress`.

    Returns:
        One row a complaint: `source` (a file, or a source's id), `place` (line and column of the file, or the
        statement's locator), `subject`, `field`, `complaint`. No rows: nothing is wrong.

    Raises:
        UsageError: there is no such source.

    Example:
        >>> validate(["editorial", "spri-is-123"]).empty
        True
    """
    places = [place_of(source) for source in sources]
    if places:
        with step(progress, "reading sources"):
            rows = list(_of_sources(places, store))
    else:
        with using(store) as opened:
            content = opened.content()
        with step(progress, "checking statements"):
            rows = list(_of_statements(content))
        if sample != 0:
            with step(progress, "SHACL"):
                rows += _of_shacl(content, sample)
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def _of_sources(places: list[Path], store: str | Path | Store | None) -> Iterator[dict[str, Any]]:
    read = []
    rejects: list[InputError] = []
    for place in places:
        try:
            read.append(load_source(place, rejects))
        except InputError as error:
            rejects.append(error)
    yield from map(_row, rejects)
    if not rejects:
        try:
            with using(store) as opened:
                with_those_before(opened, put_together(places, read))
        except BigblurError as error:
            yield _row(error)


def _row(error: BigblurError) -> dict[str, Any]:
    if not isinstance(error, InputError):
        return {"complaint": str(error)}
    place = ", ".join(
        f"{word} {value}" for word, value in (("line", error.line), ("column", error.column)) if value is not None
    )
    return {
        "source": None if error.file is None else str(error.file),
        "place": place or None,
        "field": error.column,
        "complaint": error.message,
    }


def _of_statements(content: Content) -> Iterator[dict[str, Any]]:
    statements = records(frame_of(content.statements))
    for statement in statements:
        where = {"source": statement["source_id"], "place": statement["locator"], "subject": statement["subject"]}
        for complaint in complaints(statement):
            yield where | {"field": complaint.field, "complaint": complaint.text}
    for node_id, name in sorted(missing_properties(statements).items()):
        yield {"subject": node_id, "field": name, "complaint": f"it has no {name}: give it one in its source"}


def _of_shacl(content: Content, sample: int | None) -> list[dict[str, Any]]:
    from bigblur.rdf import descriptions
    from bigblur.rdf.sample import sample_of
    from bigblur.rdf.shacl import shacl_report

    chosen = content if sample is None else sample_of(content, sample)
    by_id = {f"statement/{row['statement_id']}": row for row in chosen.statements.to_pylist()}
    rows = []
    for violation in records(shacl_report(descriptions(chosen))):
        statement = by_id.get(violation["focus"], {})
        rows.append(
            {
                "source": statement.get("source_id"),
                "place": statement.get("locator"),
                "subject": statement.get("subject", violation["focus"]),
                "field": (violation["path"] or "").rpartition("#")[2] or None,
                "complaint": f"SHACL: {violation['message']}",
            }
        )
    return rows
