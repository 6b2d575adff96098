"""A real Neo4j Community server for the tests, from its Maven artifacts: needs Java 17 and, the first time, Maven.

Run it by hand with `python tests/neo4j_server.py`: it prints the address and the password, and ends on Ctrl-C.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

VERSION = "5.26.12"
PASSWORD = "only-for-tests"  # noqa: S105 - of a server that listens on 127.0.0.1 for the length of a test run
ARTIFACTS = ("org.neo4j:neo4j", "org.neo4j.app:neo4j-server")
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
START_SECONDS = 120


class NoServer(Exception):
    """No Neo4j can be started here; says why."""


@dataclass(frozen=True)
class Server:
    uri: str
    username: str
    password: str
    database: str | None
    process: subprocess.Popen[bytes] | None = None


def given() -> Server | None:
    """The server that NEO4J_URI names, if any."""
    env = os.environ
    if not env.get("NEO4J_URI"):
        return None
    return Server(
        env["NEO4J_URI"], env.get("NEO4J_USERNAME", "neo4j"), env.get("NEO4J_PASSWORD", ""), env.get("NEO4J_DATABASE")
    )


def cache_folder() -> Path:
    default = Path.home() / ".cache" / "bigblur-neo4j"
    return Path(os.environ.get("BIGBLUR_NEO4J_CACHE") or default) / VERSION


def pom() -> str:
    dependencies = "".join(
        f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{VERSION}</version></dependency>"
        for group, name in (artifact.split(":") for artifact in ARTIFACTS)
    )
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>bigblur</groupId><artifactId>test-neo4j</artifactId><version>1</version><packaging>pom</packaging>"
        f"<dependencies>{dependencies}</dependencies></project>\n"
    )


def jars() -> Path:
    """The folder of jars; fetched by Maven beside its place and renamed, so that half a download is never used."""
    cache = cache_folder()
    lib = cache / "lib"
    if lib.is_dir():
        return lib
    mvn = shutil.which("mvn")
    if mvn is None:
        raise NoServer(f"no `mvn` on the PATH, and no jars in {lib}")
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "pom.xml").write_text(pom(), encoding="utf-8")
    part = Path(tempfile.mkdtemp(prefix="lib-", dir=cache))
    done = subprocess.run(
        [mvn, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={part}"],
        cwd=cache,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(part)
        raise NoServer(f"Maven could not fetch Neo4j {VERSION}: {done.stdout.strip()[:400]}")
    with contextlib.suppress(OSError):  # another run was faster; its folder is as good
        part.rename(lib)
    shutil.rmtree(part, ignore_errors=True)
    return lib


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configuration(port: int, settings: Mapping[str, str] | None = None) -> str:
    """The text of neo4j.conf, with settings of one's own in place of or beside ours."""
    lines = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "server.memory.pagecache.size": "128m",
        "server.memory.heap.max_size": "1g",
        "dbms.security.auth_enabled": "true",
        "db.tx_log.rotation.retention_policy": "keep_none",
        **(settings or {}),
    }
    return "".join(f"{name}={value}\n" for name, value in lines.items())


def java_command(*options: str) -> list[str]:
    """How Java is started with Neo4j's jars."""
    java = shutil.which("java")
    if java is None:
        raise NoServer("no `java` on the PATH")
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    return [java, "-Xmx1g", "-XX:+UseSerialGC", *options, *opened, "-cp", f"{jars()}/*"]


def bulk_import(home: Path, folder: Path, *arguments: str) -> None:
    """Run the `import.sh` of a folder of import files into a server that is not running, with Neo4j's own tool."""
    (home / "conf").mkdir(exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(configuration(0), encoding="utf-8")
    admin = home / "admin.sh"
    command = " ".join(f"'{word}'" for word in [*java_command(), "org.neo4j.cli.AdminTool"])
    admin.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    admin.chmod(0o755)
    environment = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf"), "NEO4J_ADMIN": str(admin)}
    done = subprocess.run(
        ["sh", str(folder / "import.sh"), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NoServer(f"the import failed: {done.stdout[-600:]} {done.stderr[-600:]}")


QUICK = ("-XX:TieredStopAtLevel=1",)
"""For Java: start fast. A benchmark leaves it out, so that the server reaches the speed that it has at work."""


def start(
    home: Path, *, port: int | None = None, settings: Mapping[str, str] | None = None, options: Sequence[str] = QUICK
) -> Server:
    """Start a server in the folder `home`, new or used before, wait until it answers and see to the tests' password.

    `settings` are further lines of neo4j.conf; a `port` is given to come back at the address of a server that ended.
    """
    port, conf = port or free_port(), home / "conf"
    conf.mkdir(exist_ok=True)
    (conf / "neo4j.conf").write_text(configuration(port, settings), encoding="utf-8")
    command = java_command(*options)
    command += ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={conf}"]
    with (home / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    server = Server(f"bolt://127.0.0.1:{port}", "neo4j", PASSWORD, None, process)
    try:
        _wait(process, port, home)
        _set_password(server)
    except BaseException:
        stop(server)
        raise
    return server


def _wait(process: subprocess.Popen[bytes], port: int, home: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    words = (home / "output.txt").read_text(encoding="utf-8", errors="replace")[-600:]
    raise NoServer(f"Neo4j {VERSION} did not answer within {START_SECONDS} s: {words}")


def _set_password(server: Server) -> None:
    """Give a new server the tests' password; one that was here before has it."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            if _asked(server, server.password):
                return
            _asked(server, "neo4j", "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new")
        except (DriverError, Neo4jError):  # the port is open a moment before the databases are
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _asked(server: Server, password: str, cypher: str = "") -> bool:
    """Run a statement on the system database, or one that asks nothing; False where the password is wrong."""
    with GraphDatabase.driver(server.uri, auth=(server.username, password)) as driver:
        try:
            if cypher:
                driver.execute_query(cypher, new=server.password, database_="system")
            else:
                driver.execute_query("RETURN 1")
        except AuthError:
            return False
    return True


def stop(server: Server) -> None:
    """End the server by its own process id; a server that was given is left alone."""
    if server.process is None:
        return
    server.process.kill()  # its data are thrown away: an orderly end would only take longer
    server.process.wait()


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """The server that NEO4J_URI names, else one of our own for as long as the block lasts."""
    server = given()
    if server is not None:
        yield server
        return
    home = Path(tempfile.mkdtemp(prefix="bigblur-neo4j-"))
    try:
        server = start(home)
        try:
            yield server
        finally:
            stop(server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does, with the server
    with running() as mine, contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write(f"export NEO4J_URI={mine.uri} NEO4J_USERNAME={mine.username} NEO4J_PASSWORD={mine.password}\n")
        sys.stdout.flush()
        while True:
            time.sleep(1)
