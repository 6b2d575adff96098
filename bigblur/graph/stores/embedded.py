"""The embedded store: a folder of parquet with a kglite graph beside it, built whole and put in place at once.

    bigblur.db/
    ├── manifest.json    which generation is the current one, the format, the versions, a digest of the content
    ├── building         lock: held by the one build that may write
    ├── lock             held while a reader opens files, and for the moment in which a build puts its work in place
    └── <digest>/        one generation
        ├── statements.parquet
        ├── nodes/CLASS.parquet, ties/TYPE.parquet
        ├── graph.kgl    the same content for Cypher
        └── derived.kgl  the same with computed values on its nodes, once there are any

A build writes a new generation beside the old one, reads it back, and only then replaces the manifest in one step; a
build killed at any moment leaves the old manifest, and with it the old generation, whole.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import kglite
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from bigblur.errors import NotAStore, QueryError, StoreError, StoreInUse
from bigblur.graph.stores.base import BATCH, FORMAT, Batch, Content, Derived, Store
from bigblur.graph.stores.cypher_graph import add_derived, make_graph, run
from bigblur.statements import SCHEMA

_MANIFEST = "manifest.json"
_BUILDING, _READING = "building", "lock"
_DERIVED = "derived.kgl"
_WAIT = 10.0
"""Seconds that a reader, or a build about to put its work in place, waits for the others."""


class EmbeddedStore(Store):
    """A store in a folder; see the module for what lies in it.

    Args:
        path: the folder; it need not exist before the first `write`.

    Example:
        >>> from tempfile import mkdtemp
        >>> EmbeddedStore(Path(mkdtemp()) / "new.db").statements().num_rows
        Traceback (most recent call last):
        ...
        bigblur.errors.NotAStore: ...new.db: there is no store here yet: run `bigblur build` first
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.location = str(path)
        self._graph: kglite.KnowledgeGraph | None = None

    # -- writing ------------------------------------------------------------------------------------------------------

    def write(self, content: Content) -> None:
        """Build a generation beside the current one, read it back, and put it in place."""
        self._refuse_strangers()
        self.path.mkdir(parents=True, exist_ok=True)
        with self._locked(_BUILDING, wait=0.0):
            digest = digest_of(content)
            generation = self.path / digest
            current = self._is_current(digest)
            if not current:
                shutil.rmtree(generation, ignore_errors=True)
                _write_generation(generation, content)
                _reconcile(generation, content)
            try:
                with self._locked(_READING, wait=_WAIT):
                    (generation / _DERIVED).unlink(missing_ok=True)
                    if not current:
                        self._publish(digest, content)
                    self._clear(keep=generation)
            except StoreInUse:
                if not current:
                    shutil.rmtree(generation, ignore_errors=True)
                raise

    def _clear(self, keep: Path) -> None:
        """Clear away older generations and what killed builds left; never what a person put here."""
        self._graph = None
        for other in self.path.iterdir():
            if other != keep and other.is_dir() and _is_ours(other):
                shutil.rmtree(other, ignore_errors=True)

    def exists(self) -> bool:
        """Whether a store was built here already."""
        return (self.path / _MANIFEST).is_file()

    def _refuse_strangers(self) -> None:
        if self.exists():
            self._manifest()
        elif self.path.is_file():
            raise NotAStore(f"{self.path}: is a file and no store: name another path with --store")
        elif self.path.is_dir() and any(entry for entry in self.path.iterdir() if not _is_ours(entry)):
            raise NotAStore(
                f"{self.path}: is a folder with other things in it and no store: name another path with --store"
            )

    def _is_current(self, digest: str) -> bool:
        return self.exists() and self._manifest()["digest"] == digest and (self.path / digest / "graph.kgl").is_file()

    def _publish(self, digest: str, content: Content) -> None:
        manifest = {
            "format": FORMAT,
            "digest": digest,
            "counts": content.counts(),
            "versions": {name: version(name) for name in ("bigblur", "kglite", "pyarrow")},
        }
        beside = self.path / f"{_MANIFEST}.new"
        with beside.open("w", encoding="utf-8") as file:
            json.dump(manifest, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path / _MANIFEST)

    def write_derived(self, derived: Derived) -> None:
        """Put computed values on the nodes of a copy of the graph, which queries read from then on."""
        self._manifest()  # before the lock, which would make the folder
        with self._locked(_BUILDING, wait=0.0), self._generation() as generation:
            graph = kglite.load(str(_graph_file(generation)))
            add_derived(graph, derived)
            beside = generation / f"{_DERIVED}.new"
            graph.save(str(beside))
            beside.replace(generation / _DERIVED)
        self._graph = None

    # -- reading ------------------------------------------------------------------------------------------------------

    def statements(self, *, partial: bool = False) -> pa.Table:  # noqa: ARG002 - a build here is whole or not there
        """Every statement."""
        with self._generation() as generation:
            return _read(generation / "statements.parquet")

    def nodes(self) -> dict[str, pa.Table]:
        """The resolved nodes by class label."""
        with self._generation() as generation:
            return {path.stem: _read(path) for path in sorted((generation / "nodes").iterdir())}

    def ties(self) -> dict[str, pa.Table]:
        """The resolved ties by type."""
        with self._generation() as generation:
            return {path.stem: _read(path) for path in sorted((generation / "ties").iterdir())}

    def content(self) -> Content:
        """All of it, from one generation."""
        self._manifest()  # before the lock, which would make the folder
        with self._locked(_READING, wait=_WAIT):
            return super().content()

    def batches(self) -> Iterator[Batch]:
        """All of it in pieces, from one generation."""
        with self._generation() as generation:
            yield from _pieces("statement", "Statement", generation / "statements.parquet")
            for kind in ("node", "tie"):
                for path in sorted((generation / f"{kind}s").iterdir()):
                    yield from _pieces(kind, path.stem, path)

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
    ) -> pd.DataFrame:
        """Run one Cypher statement on the kglite graph; it is read-only, for it is rebuilt from statements."""
        if write:
            raise QueryError(
                "The embedded store is rebuilt from its sources, so what a query wrote would be lost: "
                "add a source and build it, or use a Neo4j store."
            )
        return run(self._open_graph(), cypher, parameters, timeout)

    def _open_graph(self) -> kglite.KnowledgeGraph:
        if self._graph is None:
            with self._generation() as generation:
                self._graph = kglite.load(str(_graph_file(generation)))
            self._graph.read_only(True)
        return self._graph

    def _manifest(self) -> dict[str, Any]:
        if not self.exists():
            if self.path.exists() and (
                self.path.is_file() or any(not _is_ours(entry) for entry in self.path.iterdir())
            ):
                raise NotAStore(f"{self.path}: is no bigblur store: name another path with --store")
            server = "; for the server of NEO4J_URI, set BIGBLUR_STORE to it" if os.environ.get("NEO4J_URI") else ""
            raise NotAStore(f"{self.path}: there is no store here yet: run `bigblur build` first{server}")
        try:
            manifest: dict[str, Any] = json.loads((self.path / _MANIFEST).read_text(encoding="utf-8"))
            found, _ = manifest["format"], bytes.fromhex(manifest["digest"])
        except (ValueError, KeyError, TypeError) as error:
            raise NotAStore(
                f"{self.path}: {_MANIFEST} is not one of a bigblur store: name another path with --store"
            ) from error
        if found != FORMAT:
            raise NotAStore(
                f"{self.path}: was written in format {found}, this version reads {FORMAT}: "
                "build it anew from its sources at another path, or use the version that wrote it"
            )
        return manifest

    @contextmanager
    def _generation(self) -> Iterator[Path]:
        """The folder of the current generation, held against a build that would clear it away."""
        self._manifest()
        with self._locked(_READING, wait=_WAIT):
            generation = self.path / self._manifest()["digest"]
            if not generation.is_dir():
                raise StoreError(f"{self.path}: the content is missing: build it again from its sources")
            yield generation

    @contextmanager
    def _locked(self, name: str, wait: float) -> Iterator[None]:
        """Hold one of the store's locks; within one process and thread it may be taken again."""
        lock = FileLock(self.path / name, is_singleton=True)
        try:
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise StoreInUse(
                f"{self.path}: another process holds this store: wait for it to end, or name another path"
            ) from error
        except PermissionError:
            # A store that we may only read has no lock for us; whoever may build it keeps its manifest whole.
            yield
            return
        try:
            yield
        finally:
            lock.release()


def _is_ours(entry: Path) -> bool:
    """Whether a name in a folder without a manifest is what a killed first build leaves."""
    return entry.name in (_BUILDING, _READING, f"{_MANIFEST}.new") or (
        entry.is_dir() and len(entry.name) == 32 and not set(entry.name) - set("0123456789abcdef")
    )


def digest_of(content: Content) -> str:
    """Digest all of a content: equal content, equal digest, whatever wrote it."""
    digest = sha256()
    for name, table in sorted({"": content.statements, **content.nodes, **content.ties}.items()):
        digest.update(f"{name} {table.num_rows}".encode())
        for column in table.column_names:
            kind = table[column].type
            # Parquet calls a list's part "element" where Arrow says "item".
            kind = f"list of {kind.value_type}" if pa.types.is_list(kind) else kind
            digest.update(f"{column} {kind}".encode())
            _update(digest, table[column].combine_chunks())
    return digest.hexdigest()[:32]


def _update(digest: Any, array: pa.Array) -> None:
    """Feed the values of an array, not its buffers: these hold anything where a value is null."""
    digest.update(np.packbits(array.is_valid().to_numpy(zero_copy_only=False)).tobytes())
    held = array.drop_null()
    if not len(held):
        return
    if pa.types.is_list(held.type):
        digest.update(pc.list_value_length(held).to_numpy().tobytes())
        _update(digest, held.flatten())
    elif pa.types.is_string(held.type):
        digest.update(pc.binary_length(held).to_numpy().tobytes())
        _, offsets, text = held.buffers()
        first, *_, last = np.frombuffer(offsets, dtype=np.int32)[held.offset : held.offset + len(held) + 1]
        digest.update(memoryview(text)[first:last])
    else:
        digest.update(held.to_numpy(zero_copy_only=False).tobytes())


def _graph_file(generation: Path) -> Path:
    """The graph with computed values, if there are any, else the one that was built."""
    derived = generation / _DERIVED
    return derived if derived.is_file() else generation / "graph.kgl"


def _read(path: Path) -> pa.Table:
    # The file, not the folder: parquet would else read `ties/` as a partitioned data set.
    return pq.ParquetFile(path).read()


def _pieces(kind: str, name: str, path: Path) -> Iterator[Batch]:
    file = pq.ParquetFile(path)
    if not file.metadata.num_rows:
        yield Batch(kind, name, file.read())
    for batch in file.iter_batches(BATCH):
        yield Batch(kind, name, pa.Table.from_batches([batch]))


def _write_generation(folder: Path, content: Content) -> None:
    write_tables(folder, content)
    make_graph(content).save(str(folder / "graph.kgl"))


def write_tables(folder: Path, content: Content) -> None:
    """Write the parquet part of a generation."""
    for part in ("nodes", "ties"):
        (folder / part).mkdir(parents=True)
    pq.write_table(content.statements, folder / "statements.parquet")
    for label, table in content.nodes.items():
        pq.write_table(table, folder / "nodes" / f"{label}.parquet")
    for name, table in content.ties.items():
        pq.write_table(table, folder / "ties" / f"{name}.parquet")


def _reconcile(folder: Path, content: Content) -> None:
    """Load what was written and compare every id with what should be there; a loader must not lose a row silently."""
    graph = kglite.load(str(folder / "graph.kgl"))
    checks = [
        (label, table["id"], f"MATCH (n:{label}) RETURN n.id AS id")
        for label, table in content.nodes.items()
        if table.num_rows
    ]
    checks += [
        (name, table["tie_id"], f"MATCH ()-[r:{name}]->() RETURN r.tie_id AS id")
        for name, table in content.ties.items()
        if table.num_rows
    ]
    checks.append(("Statement", content.statements["statement_id"], "MATCH (n:Statement) RETURN n.statement_id AS id"))
    for name, wanted, cypher in checks:
        rows: Any = graph.cypher(cypher)
        written = sorted(row["id"] for row in rows)
        if written != sorted(wanted.to_pylist()):
            lost = sorted(set(wanted.to_pylist()) - set(written))[:5]
            raise StoreError(
                f"{name}: {len(wanted)} rows were written and {len(written)} read back; missing for example {lost}"
            )
    if not _read(folder / "statements.parquet").schema.equals(SCHEMA):
        raise StoreError("the columns of the statements changed when they were written")
