"""`bigblur build`: load sources into a store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from bigblur.data import folder
from bigblur.errors import InputError, NotAStore, UsageError, did_you_mean
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Store
from bigblur.loaders.loaded import Loaded, Origin
from bigblur.loaders.names import check_names
from bigblur.loaders.schemes import load_schemes, scheme_sources
from bigblur.loaders.tidy import describe_source, load_tidy
from bigblur.model import measures, ties
from bigblur.progress import Progress, step
from bigblur.resolve import resolve
from bigblur.statements import SCHEMA, statement_id


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Args:
        location: the store.
        sources: the sources read.
        counts: rows by label, tie type and `Statement` in the store now.
        warnings: what is odd but no error.
    """

    location: str
    sources: tuple[str, ...]
    counts: dict[str, int]
    warnings: tuple[str, ...] = field(default_factory=tuple)


def bundled_sources() -> dict[str, Path]:
    """The sources that come with bigblur, by name."""
    return {path.parent.name: path.parent for path in sorted(folder("sources").glob("*/source.yaml"))}


def build(
    sources: Iterable[str | Path] = (), *, store: str | Path | Store | None = None, progress: Progress | None = None
) -> BuildReport:
    """Load sources into a store: all of them or, on any error, none; loading again changes nothing.

    Statements of sources that the store holds already and that are not named stay; those of the sources named are
    replaced by what the sources say now.

    Args:
        sources: names of bundled sources, or folders with a `source.yaml`; none means all bundled ones.
        store: a path, an address, or an open store; see `open_store`.
        progress: is told of each step; see `bigblur.progress`.

    Raises:
        UsageError: there is no such source.
        InputError: a source is not as it should be; names file, line and column. The store is untouched.
        StoreError: the store is in use, is not ours, or gave back something else than was written.

    Example:
        >>> from tempfile import mkdtemp
        >>> report = build(["spri-is-123", "editorial"], store=Path(mkdtemp()) / "demo.db")
        >>> report.counts["Deal"] >= 10
        True
    """
    with step(progress, "reading sources"):
        loaded = read_sources(sources)
    with using(store, progress=progress) as opened:
        with step(progress, "checking statements"):
            statements = _with_those_before(opened, loaded)
        with step(progress, "resolving"):
            content = resolve(statements)
        with step(progress, "writing and reading back"):
            opened.write(content)
    return BuildReport(opened.location, tuple(loaded.sources), content.counts(), tuple(loaded.warnings))


def read_sources(sources: Iterable[str | Path] = ()) -> Loaded:
    """Read sources and the industry schemes into statements, and check that they fit together.

    Raises:
        UsageError: there is no such source.
        InputError: a source is not as it should be.
    """
    places = [folder_of(source) for source in sources] or list(bundled_sources().values())
    read = [load_tidy(place) for place in places]
    _check_ids(places, read)
    loaded = load_schemes(editorial=any("editorial" in one.sources for one in read))
    for source in scheme_sources():
        describe_source(loaded, source)
    for one in read:
        loaded.sources += one.sources
        loaded.rows += one.rows
        loaded.warnings += one.warnings
    check_names(loaded)
    return loaded


def _check_ids(places: list[Path], read: list[Loaded]) -> None:
    """Each source has an id of its own: a second one by that id would take the place of the first."""
    taken = {**bundled_sources(), **{source.id: source.file for source in scheme_sources()}}
    for place, one in zip(places, read, strict=True):
        for source_id in one.sources:
            other = taken.setdefault(source_id, place)
            if other.resolve() != place.resolve():
                raise InputError(
                    f"the id {source_id!r} belongs to another source ({other}): give this one an id of its own",
                    file=place / "source.yaml",
                )


def folder_of(source: str | Path) -> Path:
    """Find a source's folder: a bundled one by name, or a folder with a `source.yaml`.

    Raises:
        UsageError: there is no such source.
    """
    bundled = bundled_sources()
    if str(source) in bundled:
        return bundled[str(source)]
    place = Path(source)
    if place.name == "source.yaml":
        place = place.parent
    if not (place / "source.yaml").is_file():
        raise UsageError(
            f"There is no source {str(source)!r}: name a bundled one ({', '.join(bundled)}) or a folder with a "
            f"source.yaml.{did_you_mean(str(source), bundled)}"
        )
    return place


def _with_those_before(store: Store, loaded: Loaded) -> pa.Table:
    """The statements loaded, with those that the store holds from other sources; every node named must be known."""
    try:
        before = store.statements(partial=True)
    except NotAStore:
        before = SCHEMA.empty_table()
    kept = before.filter(pc.invert(pc.is_in(before["source_id"], pa.array(loaded.sources))))
    named = _named(kept)
    _check_ends(loaded, named)
    _check_kept(kept, named, store.location)
    rows = {statement_id(statement): statement for statement, _ in loaded}
    listed = [
        {name: statement.get(name) for name in SCHEMA.names} | {"statement_id": key} for key, statement in rows.items()
    ]
    return pa.concat_tables([kept, pa.Table.from_pylist(listed, schema=SCHEMA)])


def _named(statements: pa.Table) -> set[str]:
    names = statements.filter(pc.equal(statements["predicate"], "name"))["subject"]
    deals = statements.filter(pc.equal(statements["predicate"], "PARTY_TO"))["object"]
    return {*names.to_pylist(), *deals.to_pylist()}


def _check_kept(kept: pa.Table, named: set[str], location: str) -> None:
    """What other sources in the store speak of must still be there when a source is replaced."""
    known = pa.array(sorted(named), pa.string())
    for end in ("subject", "object"):
        lost = kept.filter(pc.and_(pc.is_valid(kept[end]), pc.invert(pc.is_in(kept[end], known)))).slice(0, 1)
        for row in lost.to_pylist():
            raise InputError(
                f"the source {row['source_id']} in this store speaks of {row[end]!r} ({row['locator']}), which no "
                f"source declares any more: declare it in a nodes.csv, or build {row['source_id']} along",
                file=location,
            )


def _check_ends(loaded: Loaded, named: set[str]) -> None:
    """Every node that is spoken of must have a name, or be a deal: a tie to a node that is not there is an error."""
    named |= {row["subject"] for row, _ in loaded if row["predicate"] == "name"}
    named |= {row["object"] for row, _ in loaded if row["predicate"] == "PARTY_TO"}
    for row, origin in loaded:
        for end in ("subject", "object"):
            node_id = row.get(end)
            if node_id and node_id not in named:
                raise _unknown(node_id, named, origin, _column(row, end))


def _column(row: Mapping[str, Any], end: str) -> str:
    """The column of a source's table in which this end of a statement stands."""
    predicate = row["predicate"]
    if predicate == "PARTY_TO":
        return str(row["role"]) if end == "subject" else "id"
    if predicate in ties():
        return "source" if end == "subject" else "target"
    return "subject" if predicate in measures() else "id"


def _unknown(node_id: str, named: set[str], origin: Origin, column: str) -> InputError:
    kin = [name for name in named if name.split("/")[0] == node_id.split("/", maxsplit=1)[0]]
    what = "industry" if node_id.startswith("industry/") else "node"
    where = "in ontology/schemes" if what == "industry" else "in a nodes.csv"
    return origin.error(f"the {what} {node_id!r} is not there: declare it {where}.{did_you_mean(node_id, kin)}", column)
