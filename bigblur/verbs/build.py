"""`bigblur build`: load sources into a store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from bigblur.checks import missing_properties
from bigblur.classifications import Scheme, find_industry
from bigblur.data import folder
from bigblur.errors import InputError, NotAStore, UsageError, did_you_mean
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Store
from bigblur.loaders.loaded import Loaded, Origin
from bigblur.loaders.names import check_names
from bigblur.loaders.schemes import load_schemes, scheme_sources
from bigblur.loaders.tidy import load_tidy
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
        sources: names of bundled sources, folders with a `source.yaml`, or files of RDF that `export` wrote (`.ttl`,
            `.nq`, `.jsonld`); none means all bundled ones.
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
            statements = with_those_before(opened, loaded)
        with step(progress, "resolving"):
            content = resolve(statements)
        advice = opened.advice(content)
        if advice:
            loaded.warnings.append(advice)
        with step(progress, "writing over Bolt (offline import is faster)" if advice else "writing and reading back"):
            opened.write(content)
    return BuildReport(opened.location, tuple(loaded.sources), content.counts(), tuple(loaded.warnings))


def read_sources(sources: Iterable[str | Path] = ()) -> Loaded:
    """Read sources and the industry schemes into statements, and check that they fit together.

    Raises:
        UsageError: there is no such source.
        InputError: a source is not as it should be.
    """
    places = [place_of(source) for source in sources] or list(bundled_sources().values())
    return put_together(places, [load_source(place) for place in places])


def put_together(places: list[Path], read: list[Loaded]) -> Loaded:
    """Join what was read from each place with the industry schemes, and check that all of it fits together.

    Raises:
        InputError: two sources have one id, or one name stands for two things without a note.
    """
    _check_ids(places, read)
    own = [scheme for one in read for scheme in one.schemes]
    spoken_of = {row[end] for one in read for row, _ in one for end in ("subject", "object") if row.get(end)}
    loaded = load_schemes(spoken_of, editorial=any("editorial" in one.sources for one in read), own=own)
    loaded.schemes = own
    for one in read:
        loaded.sources += [source_id for source_id in one.sources if source_id not in loaded.sources]
        loaded.rows += one.rows
        loaded.warnings += one.warnings
    check_names(loaded)
    return loaded


def _check_ids(places: list[Path], read: list[Loaded]) -> None:
    """Each source has an id of its own: a second one by that id would take the place of the first."""
    taken = {**bundled_sources(), **{source.id: source.file for source in scheme_sources()}}
    shared: list[Scheme] = []
    for place, one in zip(places, read, strict=True):
        if place.is_file():
            continue  # RDF holds sources under the ids that they have
        for source_id in (*one.sources, *(scheme.id for scheme in one.schemes if scheme not in shared)):
            other = taken.setdefault(source_id, place)
            if other.resolve() != place.resolve():
                raise InputError(
                    f"the id {source_id!r} belongs to another source ({other}): give this one an id of its own",
                    file=place / "source.yaml",
                )
        shared += one.schemes  # the same scheme may come with two sources


def load_source(place: Path, rejects: list[InputError] | None = None) -> Loaded:
    """Read one source: a folder of tables or a file of RDF; see `load_tidy` and `read_rdf`."""
    if place.is_file():
        from bigblur.rdf.read import read_rdf

        return read_rdf(place, rejects)
    return load_tidy(place, rejects)


def place_of(source: str | Path) -> Path:
    """Find a source: a bundled one by name, a folder with a `source.yaml`, or a file of RDF.

    Raises:
        UsageError: there is no such source.
    """
    bundled = bundled_sources()
    if str(source) in bundled:
        return bundled[str(source)]
    place = Path(source)
    if place.name == "source.yaml":
        place = place.parent
    elif place.is_file():
        return place
    if not (place / "source.yaml").is_file():
        raise UsageError(
            f"There is no source {str(source)!r}: name a bundled one ({', '.join(bundled)}) or a folder with a "
            f"source.yaml.{did_you_mean(str(source), bundled)}"
        )
    return place


def with_those_before(store: Store, loaded: Loaded) -> pa.Table:
    """Join the statements loaded with those that the store holds from other sources.

    Raises:
        InputError: a statement speaks of a node that no source names, or a node lacks what its class must have.
    """
    try:
        before = store.statements(partial=True)
    except NotAStore:
        before = SCHEMA.empty_table()
    # Statements on industries are made anew, so that those stand in the store that some source speaks of.
    schemes = [*(source.id for source in scheme_sources()), *(scheme.id for scheme in loaded.schemes)]
    kept = before.filter(pc.invert(pc.is_in(before["source_id"], pa.array([*loaded.sources, *schemes]))))
    if len(kept):
        spoken_of = {
            node_id for end in ("subject", "object") for node_id in pc.unique(kept[end]).to_pylist() if node_id
        }
        more = load_schemes(spoken_of, editorial=False, own=loaded.schemes)
        loaded.rows += more.rows
        loaded.sources += [source_id for source_id in more.sources if source_id not in loaded.sources]
    named = _named(kept)
    _check_ends(loaded, named)
    _check_required(loaded, kept)
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
                raise _unknown(node_id, named, loaded.schemes, origin, _column(row, end))


def _check_required(loaded: Loaded, kept: pa.Table) -> None:
    """A node has what its class must have, from whichever source."""
    missing = missing_properties(row for row, _ in loaded)
    if not missing:
        return
    given = set(zip(kept["subject"].to_pylist(), kept["predicate"].to_pylist(), strict=True))
    for row, origin in loaded:
        for end in ("subject", "object"):
            node_id = row.get(end)
            if node_id in missing and (node_id, missing[node_id]) not in given:
                raise origin.error(f"{node_id!r} has no {missing[node_id]}: state one", _column(row, end))


def _column(row: Mapping[str, Any], end: str) -> str:
    """The column of a source's table in which this end of a statement stands."""
    predicate = row["predicate"]
    if predicate == "PARTY_TO":
        return str(row["role"]) if end == "subject" else "id"
    if predicate in ties():
        return "source" if end == "subject" else "target"
    return "subject" if predicate in measures() else "id"


def _unknown(node_id: str, named: set[str], own: Iterable[Scheme], origin: Origin, column: str) -> InputError:
    if node_id.startswith("industry/"):
        try:
            find_industry(node_id, own)
        except UsageError as error:
            return origin.error(f"the industry {node_id!r} is not there: {error}", column)
    kin = [name for name in named if name.split("/")[0] == node_id.split("/", maxsplit=1)[0]]
    hint = did_you_mean(node_id, kin)
    return origin.error(f"the node {node_id!r} is not there: declare it in a nodes.csv.{hint}", column)
