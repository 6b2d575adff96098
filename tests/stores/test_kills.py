"""A load that is killed at a random moment and run again gives the content of an undisturbed one.

BIGBLUR_KILLS=20 BIGBLUR_KILL_TIES=100000 pytest -s tests/stores/test_kills.py     the large run
"""

import contextlib
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import neo4j_server as server_module
import pytest
from large_content import large_content
from neo4j import GraphDatabase
from neo4j_server import NoServer, Server
from store_content import assert_same

from bigblur.graph.stores.base import Content
from bigblur.graph.stores.neo4j import Neo4jStore

KILLS = int(os.environ.get("BIGBLUR_KILLS", "4"))
TIES = int(os.environ.get("BIGBLUR_KILL_TIES", "10000"))
SEED = int(os.environ.get("BIGBLUR_KILL_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
FIRMS = TIES // 20
WHAT = ("client", "server", "connection", "client")
"""What is killed, in turns."""


class OwnServer:
    """A server that may be killed and comes back at the same address with the same data."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.server: Server = server_module.start(home)

    def kill_and_restart(self) -> None:
        server_module.stop(self.server)  # SIGKILL
        self.server = server_module.start(self.home, port=int(self.server.uri.rpartition(":")[2]))

    def store(self) -> Neo4jStore:
        return Neo4jStore(self.server.uri, username=self.server.username, password=self.server.password)

    def empty(self) -> None:
        with GraphDatabase.driver(self.server.uri, auth=(self.server.username, self.server.password)) as driver:
            for part in ("()-[x]->()", "(x)"):
                with driver.session() as session:
                    session.run(f"MATCH {part} CALL (x) {{ DELETE x }} IN TRANSACTIONS OF 10000 ROWS").consume()


class Line:
    """A line between a client and the server that can be cut: what was open breaks, new connections go through."""

    def __init__(self, port: int) -> None:
        self.server_port = port
        self.open: list[socket.socket] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:  # closed
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.server_port))
            except OSError:  # the server is down
                client.close()
                continue
            self.open += [client, server]
            for ends in ((client, server), (server, client)):
                threading.Thread(target=_copy, args=ends, daemon=True).start()

    def cut(self) -> None:
        for end in self.open:
            _hang_up(end)
        self.open.clear()

    def close(self) -> None:
        self.cut()
        _hang_up(self.listening)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    _hang_up(source)
    _hang_up(target)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@pytest.fixture(scope="module")
def own_server() -> Iterator[OwnServer]:
    home = Path(tempfile.mkdtemp(prefix="bigblur-neo4j-"))
    try:
        try:
            own = OwnServer(home)
        except NoServer as error:
            if os.environ.get("BIGBLUR_REQUIRE_NEO4J") == "1":
                raise
            pytest.skip(f"no Neo4j can be had here: {error}")
        try:
            yield own
        finally:
            server_module.stop(own.server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def client(uri: str, password: str, seed: int) -> "subprocess.Popen[str]":
    here = Path(__file__).parent
    return subprocess.Popen(
        [sys.executable, str(here / "large_content.py"), str(seed), str(FIRMS), str(TIES)],
        env={**os.environ, "NEO4J_URI": uri, "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": password},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def disturbed(own: OwnServer, what: str, seed: int, chance: random.Random) -> str:
    """Load in another process, kill something after a random step of it, and say where that was."""
    line = Line(int(own.server.uri.rpartition(":")[2]))
    process = client(line.uri, own.server.password, seed)
    assert process.stdout is not None
    try:
        steps = chance.randrange(2 + (2 * FIRMS + TIES) // 10_000)
        seen = [process.stdout.readline() for _ in range(steps + 1)][-1].strip()
        time.sleep(chance.random() * chance.choice((0.05, 0.5, 2)))
        ended = process.poll()
        if what == "client":
            process.kill()
        elif what == "connection":
            line.cut()
        else:
            own.kill_and_restart()
        _, words = process.communicate(timeout=300)
        # What the driver could try again, it did; else the load ends with an error of ours, and is run again.
        assert what == "client" or process.returncode == 0 or "bigblur.errors.StoreError" in words, words
        return f"after {seen!r}, " + (
            "when it had ended" if ended is not None else f"client ended {process.returncode}"
        )
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
        line.close()


@pytest.fixture(scope="module")
def contents() -> tuple[Content, Content]:
    return large_content(1, FIRMS, TIES), large_content(2, FIRMS, TIES)


@pytest.mark.neo4j
@pytest.mark.slow
@pytest.mark.parametrize("at", range(KILLS))
def test_killed_and_run_again(own_server, contents, at):
    chance = random.Random(f"{SEED}/{at}")  # noqa: S311 - no secret
    what = WHAT[at % len(WHAT)]
    if at // 2 % 2 == 0:
        own_server.empty()  # else the load takes the place of the other content
    begun = time.monotonic()
    where = disturbed(own_server, what, 1 + at % 2, chance)
    with own_server.store() as store:
        store.write(contents[at % 2])
        assert_same(store.content(), contents[at % 2])
    print(f"seed {SEED}, kill {at + 1} of {KILLS}: {what} {where}; same content, {time.monotonic() - begun:.0f} s")
