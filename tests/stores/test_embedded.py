"""What only the embedded store promises: whole or not at all, one builder at a time, nobody else's files touched."""

import json
import random
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from store_content import assert_same, content, smaller
from tiny import fingerprint

import bigblur
from bigblur.errors import NotAStore, QueryError, StoreError, StoreInUse
from bigblur.graph.stores import embedded
from bigblur.graph.stores.base import FORMAT
from bigblur.graph.stores.embedded import EmbeddedStore, digest_of


def manifest(path):
    return json.loads((path / "manifest.json").read_text(encoding="utf-8"))


def names(path):
    return {one.name for one in path.iterdir()}


class TestTwice:
    def test_the_same_sources_built_twice_are_the_same(self, bundled_store, tmp_path):
        first = bundled_store.content()
        bigblur.build(["editorial", "spri-is-123"], store=tmp_path / "again.db")
        second = EmbeddedStore(tmp_path / "again.db").content()
        assert first.statements.equals(second.statements)
        assert digest_of(first) == digest_of(second) == manifest(tmp_path / "again.db")["digest"]

    def test_loading_again_into_a_store_writes_nothing(self, tmp_path):
        path = tmp_path / "s.db"
        bigblur.build(["spri-is-123", "editorial"], store=path)
        before = fingerprint(path)
        report = bigblur.build(["spri-is-123", "editorial"], store=path)
        assert fingerprint(path) == before
        assert report.counts == manifest(path)["counts"]

    def test_sources_one_after_the_other_are_as_both_at_once(self, bundled_store, tmp_path):
        path = tmp_path / "s.db"
        for source in ("spri-is-123", "editorial", "spri-is-123"):
            bigblur.build([source], store=path)
        assert digest_of(EmbeddedStore(path).content()) == digest_of(bundled_store.content())

    def test_the_digest_is_of_values_not_of_who_wrote_them(self, tmp_path):
        store = EmbeddedStore(tmp_path / "s.db")
        store.write(content())
        other = EmbeddedStore(tmp_path / "t.db")
        other.write(store.content())
        assert manifest(store.path)["digest"] == manifest(other.path)["digest"] == digest_of(content())
        assert digest_of(smaller()) != digest_of(content())


BUILDER = """
import sys
from pathlib import Path
from bigblur.graph.stores.embedded import EmbeddedStore

one, other, store = (EmbeddedStore(Path(path)) for path in sys.argv[1:])
contents = [one.content(), other.content()]
print("ready", flush=True)
while True:
    for each in contents:
        store.write(each)
"""
KILLS = 12


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_store(bundled_store, report_store, tmp_path):
    store = EmbeddedStore(tmp_path / "killed.db")
    started = time.perf_counter()
    store.write(report_store.content())
    # Two builds' time: kills fall into each phase of either build.
    longest = 2 * (time.perf_counter() - started)
    whole = {digest_of(one.content()): one.content().counts() for one in (bundled_store, report_store)}
    moments = random.Random(11)  # noqa: S311 - moments, no secrets
    command = [sys.executable, "-c", BUILDER, *(str(one.path) for one in (bundled_store, report_store, store))]
    interrupted, seen = 0, set()
    for kill in range(KILLS):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "ready\n"
            time.sleep(longest * (kill + moments.random()) / KILLS)
            process.kill()
        interrupted += names(store.path) - {"building", "lock", "manifest.json"} != {manifest(store.path)["digest"]}
        left = EmbeddedStore(store.path)
        digest = digest_of(left.content())
        assert digest == manifest(store.path)["digest"]
        assert whole[digest] == left.content().counts()
        assert left.query("MATCH (f:Firm) RETURN count(*) AS n")["n"].tolist() == [whole[digest]["Firm"]]
        seen.add(digest)
    assert interrupted >= KILLS // 3, "too few kills fell into a write to prove anything"
    assert seen == set(whole)
    store.write(smaller())
    assert names(store.path) == {"building", "lock", "manifest.json", digest_of(smaller())}


HOLDER = """
import sys
from pathlib import Path
from bigblur.graph.stores.embedded import EmbeddedStore

with EmbeddedStore(Path(sys.argv[1]))._locked(sys.argv[2], wait=0.0):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(path, lock="lock"):
    """Another process that holds one of the store's locks: as a reader, or as a build (`building`)."""
    command = [sys.executable, "-c", HOLDER, str(path), lock]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        try:
            yield
        finally:
            process.stdin.close()


class TestInUse:
    def test_by_another_process_it_is_refused_and_untouched(self, tmp_path, monkeypatch):
        monkeypatch.setattr(embedded, "_WAIT", 0.2)
        store = EmbeddedStore(tmp_path / "s.db")
        store.write(content())
        before = fingerprint(store.path)
        with held(store.path):
            for use in (
                lambda: store.write(smaller()),
                store.statements,
                store.content,
                lambda: store.query("RETURN 1"),
            ):
                with pytest.raises(StoreInUse, match="another process holds this store: wait"):
                    use()
            assert fingerprint(store.path) == before
        store.write(smaller())
        assert_same(store.content(), smaller())

    def test_a_second_build_is_refused_at_once_and_readers_go_on(self, tmp_path):
        store = EmbeddedStore(tmp_path / "s.db")
        store.write(content())
        before = fingerprint(store.path)
        with held(store.path, "building"):
            with pytest.raises(StoreInUse, match="another process holds this store: wait"):
                store.write(smaller())
            assert_same(store.content(), content())
            assert len(store.query("RETURN 1 AS one")) == 1
        assert fingerprint(store.path) == before

    def test_a_reader_waits_for_a_build_to_end(self, tmp_path):
        store = EmbeddedStore(tmp_path / "s.db")
        store.write(content())
        found = []
        reader = threading.Thread(target=lambda: found.append(store.statements().num_rows))
        with held(store.path):
            reader.start()
            time.sleep(0.3)
            assert found == []
        reader.join()
        assert found == [content().statements.num_rows]

    def test_threads_of_one_process_read_while_another_writes(self, tmp_path):
        store = EmbeddedStore(tmp_path / "s.db")
        store.write(content())
        found, wrong = [], []

        def read():
            try:
                found.extend(digest_of(EmbeddedStore(store.path).content()) for _ in range(4))
            except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
                wrong.append(error)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        written = 0
        while any(reader.is_alive() for reader in readers):
            try:
                store.write((content(), smaller())[written % 2])
                written += 1
            except StoreInUse:
                time.sleep(0.001)
        for reader in readers:
            reader.join()
        assert wrong == []
        assert set(found) <= {digest_of(content()), digest_of(smaller())}
        assert len(found) == 12


def _file(path):
    path.write_text("dear diary")


def _folder(path):
    (path / "photos").mkdir(parents=True)
    (path / "notes.txt").write_text("mine")


def _hex_file(path):
    path.mkdir()
    (path / ("a" * 32)).write_text("a file by the name of a generation")


def _manifest(text):
    def make(path):
        (path / ("b" * 32)).mkdir(parents=True)
        (path / "manifest.json").write_text(text)

    return make


FOREIGN = {
    "a file": (_file, r"is a file and no store|is no bigblur store"),
    "a folder of other things": (_folder, r"other things in it|is no bigblur store"),
    "a file with the name of a generation": (_hex_file, r"other things in it|is no bigblur store"),
    "another format": (_manifest(json.dumps({"format": FORMAT + 1, "digest": "b" * 32})), rf"in format {FORMAT + 1}"),
    "a damaged manifest": (_manifest('{"format": 1, "dig'), r"manifest\.json is not one of a bigblur store"),
    "an empty manifest": (_manifest(""), r"manifest\.json is not one"),
    "a manifest without a digest": (_manifest('{"format": 1}'), r"manifest\.json is not one"),
    "a digest that is a path": (_manifest('{"format": 1, "digest": "../.."}'), r"manifest\.json is not one"),
    "a manifest of something else": (_manifest('{"name": "app", "manifest_version": 3}'), r"manifest\.json is not one"),
    "a manifest that is a list": (_manifest("[1, 2]"), r"manifest\.json is not one"),
    "bytes": (
        lambda path: (path.mkdir(), (path / "manifest.json").write_bytes(b"\xff\xfe\x00")),
        r"manifest\.json is not",
    ),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_not_ours_is_refused_and_untouched(kind, tmp_path):
    make, words = FOREIGN[kind]
    path = tmp_path / "foreign.db"
    make(path)
    before = fingerprint(path)
    store = EmbeddedStore(path)
    uses = [lambda: store.write(content()), store.statements, store.nodes, store.ties, store.content]
    for use in [*uses, lambda: store.query("RETURN 1"), lambda: bigblur.build(["spri-is-123"], store=path)]:
        with pytest.raises(NotAStore, match=words) as caught:
            use()
        assert str(caught.value).startswith(f"{path}: ")
    assert fingerprint(path) == before


def test_reading_what_is_not_there_makes_nothing(tmp_path):
    store = EmbeddedStore(tmp_path / "none.db")
    for use in (store.statements, store.nodes, store.ties, store.content, lambda: store.query("RETURN 1")):
        with pytest.raises(NotAStore, match="there is no store here yet: run `bigblur build` first"):
            use()
    assert not store.path.exists()


def test_what_a_person_put_beside_it_stays(tmp_path):
    store = EmbeddedStore(tmp_path / "s.db")
    store.write(content())
    (store.path / "notes").mkdir()
    (store.path / "notes" / "mine.txt").write_text("mine")
    store.write(smaller())
    assert names(store.path) == {"building", "lock", "manifest.json", "notes", digest_of(smaller())}
    assert (store.path / "notes" / "mine.txt").read_text() == "mine"


def test_leftovers_of_a_killed_first_build_are_cleared(tmp_path):
    path = tmp_path / "s.db"
    (path / ("c" * 32) / "nodes").mkdir(parents=True)
    (path / digest_of(content())).mkdir()
    (path / "manifest.json.new").write_text("{")
    EmbeddedStore(path).write(content())
    assert names(path) == {"building", "lock", "manifest.json", digest_of(content())}
    assert_same(EmbeddedStore(path).content(), content())


def test_a_generation_that_is_gone_says_so_and_is_built_again(tmp_path):
    store = EmbeddedStore(tmp_path / "s.db")
    store.write(content())
    for one in sorted((store.path / digest_of(content())).rglob("*"), reverse=True):
        one.rmdir() if one.is_dir() else one.unlink()
    (store.path / digest_of(content())).rmdir()
    with pytest.raises(StoreError, match="content is missing: build it again"):
        EmbeddedStore(store.path).statements()
    store.write(content())
    assert_same(store.content(), content())


def test_a_row_that_the_engine_lost_is_noticed(tmp_path):
    embedded._write_generation(tmp_path / "g", smaller())
    with pytest.raises(StoreError, match=r"Firm: \d+ rows were written and 2 read back; missing for example \['firm/c"):
        embedded._reconcile(tmp_path / "g", content())


class TestQuery:
    @pytest.mark.parametrize(
        "cypher",
        [
            "CREATE (f:Firm {id: 'firm/x'})",
            "MATCH (f:Firm) SET f.name = 'x'",
            "MATCH (f:Firm) DETACH DELETE f",
            "MERGE (f:Firm {id: 'q'})",
        ],
    )
    def test_reads_only(self, cypher, bundled_store):
        before = fingerprint(bundled_store.path)
        with pytest.raises(QueryError, match="would write, and queries only read"):
            bundled_store.query(cypher)
        with pytest.raises(QueryError, match="rebuilt from its sources"):
            bundled_store.query(cypher, write=True)
        assert fingerprint(bundled_store.path) == before

    def test_gives_up_in_time(self, bundled_store):
        started = time.perf_counter()
        endless = "MATCH (a), (b), (c), (d) WHERE a.id + b.id = c.id + d.id + 'x' RETURN count(*) AS n"
        with pytest.raises(QueryError, match=r"longer than 0\.05 s: anchor it, or raise --timeout"):
            bundled_store.query(endless, timeout=0.05)
        assert time.perf_counter() - started < 5
        assert bundled_store.query("RETURN 1 AS one")["one"].tolist() == [1]

    def test_after_a_build_of_its_own_it_reads_the_new(self, tmp_path):
        store = EmbeddedStore(tmp_path / "s.db")
        store.write(smaller())
        count = "MATCH (f:Firm) RETURN count(*) AS n"
        assert store.query(count)["n"].tolist() == [2]
        store.write(content())
        assert store.query(count)["n"].tolist() == [content().nodes["Firm"].num_rows]
