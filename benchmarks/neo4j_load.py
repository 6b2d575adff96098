"""Loading a large graph: `python benchmarks/neo4j_load.py [FIRMS TIES]`, 200,000 firms and 1,000,000 ties by default.

The same content, a statement behind each firm and tie included, goes into a new Neo4j of its own for each way: our
store over Bolt; a plain loop over the official driver in batches of 1,000, 10,000 and 50,000 rows (UNWIND $rows, CREATE
under the same constraints and indexes, one map a row without nulls, ends matched by id, one managed transaction
a batch); `neo4j-admin database import` from our files; and beside them into the embedded engine. Timed is the write
phase alone: from the tables in memory to the last commit, without constraints before and reading back after; for
the embedded engine the parquet and the graph's file. Memory is the peak of the client's process, which reads the
content from parquet and holds it.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]

import neo4j_server  # noqa: E402
from memory import peak_mb  # noqa: E402
from synthetic import content  # noqa: E402

from bigblur.graph.stores import neo4j_load  # noqa: E402
from bigblur.graph.stores.base import Content  # noqa: E402
from bigblur.graph.stores.embedded import EmbeddedStore, write_tables  # noqa: E402
from bigblur.graph.stores.memory import MemoryStore  # noqa: E402
from bigblur.graph.stores.neo4j import Neo4jStore  # noqa: E402
from bigblur.graph.stores.neo4j_import import write_import_files  # noqa: E402
from bigblur.model import ENDS  # noqa: E402

PLAIN = (1_000, 10_000, 50_000)
SETTINGS = {"server.memory.pagecache.size": "1g", "server.memory.heap.max_size": "2g"}
OPTIONS = ("-Xmx2g",)


def ours(made: Content, uri: str) -> dict[str, float]:
    """`Store.write`, with the time of its write phase and of all of it."""
    phase = {}
    write = neo4j_load._Load.write

    def timed(self: object) -> None:
        begun = perf_counter()
        write(self)
        phase["seconds"] = perf_counter() - begun

    neo4j_load._Load.write = timed
    begun = perf_counter()
    with Neo4jStore(uri, username="neo4j", password=neo4j_server.PASSWORD) as store:
        store.write(made)
    return {**phase, "with_checks": perf_counter() - begun}


def plain(made: Content, uri: str, size: int) -> dict[str, float]:
    """What one writes without a library."""
    from neo4j import GraphDatabase

    with (
        GraphDatabase.driver(uri, auth=("neo4j", neo4j_server.PASSWORD), notifications_min_severity="OFF") as driver,
        driver.session() as session,
    ):
        for command in neo4j_load.schema_commands(made.nodes, made.ties):
            session.run(command).consume()
        session.run("CALL db.awaitIndexes(600)").consume()
        begun = perf_counter()
        for name, table in {**made.nodes, "Statement": made.statements}.items():
            cypher = f"UNWIND $rows AS row CREATE (n:{name}) SET n = row"
            for start in range(0, table.num_rows, size):
                rows = [_held(row) for row in table.slice(start, size).to_pylist()]
                session.execute_write(lambda tx, c, r: tx.run(c, rows=r).consume(), cypher, rows)
        for name, table in made.ties.items():
            cypher = (
                "UNWIND $rows AS row MATCH (a:Firm {id: row.source}) MATCH (b:Firm {id: row.target}) "
                f"CREATE (a)-[r:{name}]->(b) SET r = row.values"
            )
            for start in range(0, table.num_rows, size):
                rows = [
                    {"source": row["source"], "target": row["target"], "values": _held(row, ENDS)}
                    for row in table.slice(start, size).to_pylist()
                ]
                session.execute_write(lambda tx, c, r: tx.run(c, rows=r).consume(), cypher, rows)
        return {"seconds": perf_counter() - begun}


def _held(row: dict[str, object], without: tuple[str, ...] = ()) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None and name not in without}


def embedded(made: Content, folder: Path) -> dict[str, float]:
    """The write phase of the embedded store: its parquet and its graph."""
    from bigblur.graph.stores.cypher_graph import make_graph

    begun = perf_counter()
    write_tables(folder, made)
    make_graph(made).save(str(folder / "graph.kgl"))
    return {"seconds": perf_counter() - begun}


def offline(made: Content, folder: Path) -> dict[str, float]:
    """Our files and Neo4j's own import tool; constraints come after."""
    begun = perf_counter()
    write_import_files(MemoryStore(made, "made"), folder / "files")
    files = perf_counter() - begun
    (folder / "home").mkdir()
    neo4j_server.bulk_import(folder / "home", folder / "files")
    return {"seconds": perf_counter() - begun, "files": files}


def child(way: str, made_store: str, place: str) -> None:
    made = EmbeddedStore(Path(made_store)).content()
    if way == "ours":
        found = ours(made, place)
    elif way == "embedded":
        found = embedded(made, Path(place) / "s")
    elif way == "offline":
        found = offline(made, Path(place))
    else:
        found = plain(made, place, int(way))
    print(json.dumps({**found, "peak_mb": peak_mb()}))


def run(way: str, made_store: Path) -> dict[str, float]:
    """One way, in a process of its own and against a server of its own."""
    home = Path(tempfile.mkdtemp(prefix="bigblur-bench-"))
    server = None
    try:
        place = str(home)
        if way not in ("embedded", "offline"):
            server = neo4j_server.start(home, settings=SETTINGS, options=OPTIONS)
            place = server.uri
        done = subprocess.run(
            [sys.executable, __file__, "--child", way, str(made_store), place],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        found: dict[str, float] = json.loads(done.stdout)
        return found
    finally:
        if server is not None:
            neo4j_server.stop(server)
        shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    firms, ties = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (200_000, 1_000_000)
    print(f"{firms:,} firms, {ties:,} ties, {firms + ties:,} statements; Neo4j {neo4j_server.VERSION}")
    made_store = Path(tempfile.mkdtemp(prefix="bigblur-bench-")) / "made.db"
    EmbeddedStore(made_store).write(content(firms, ties))
    found = {}
    for way in ("embedded", "offline", "ours", *map(str, PLAIN)):
        one = found[way] = run(way, made_store)
        name = f"plain batches of {int(way):,}" if way.isdecimal() else way
        more = "".join(f", {key} {one[key]:.1f} s" for key in ("with_checks", "files") if key in one)
        print(f"{name}: {one['seconds']:.1f} s{more}, peak memory {one['peak_mb']:.0f} MB", flush=True)
    shutil.rmtree(made_store.parent)
    best = min(found[str(size)]["seconds"] for size in PLAIN)
    print(
        f"over Bolt {best / found['ours']['seconds']:.2f} of the best plain; "
        f"embedded {found['ours']['seconds'] / found['embedded']['seconds']:.1f} times as fast as ours over Bolt"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:5])
    else:
        main()
