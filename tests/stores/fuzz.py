"""Random statements on both engines: `python tests/stores/fuzz.py [NUMBER [SEED]]`, 10,000 by default.

Starts a Neo4j of its own, or takes the one of NEO4J_URI (whose database must be empty). Every hundred statements meet
another random graph. A difference is shrunk and printed with its seed and number, and the run goes on.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import neo4j_server  # noqa: E402
from alike import Answer, answer, same  # noqa: E402
from cypher_fuzz import Graph, Statement, statement  # noqa: E402
from random_content import content  # noqa: E402
from shrink import shrink  # noqa: E402

from bigblur.graph.stores.base import Store  # noqa: E402
from bigblur.graph.stores.memory import MemoryStore  # noqa: E402
from bigblur.graph.stores.neo4j import Neo4jStore  # noqa: E402

A_GRAPH = 100
"""Statements that meet one graph."""
_ANY_NODE = re.compile(r"MATCH \( (\w+ )?\)(?! [-<])")
"""All nodes, whatever they are: a Neo4j store has one more, which says that it is a store."""
SECONDS = 5
"""After which a statement is given up: three hops anchored by a range alone can take either engine minutes."""


@dataclass(frozen=True)
class Outcome:
    """What both engines made of a statement: `same`, `empty` (the same, without rows), `too long` or `different`."""

    kind: str
    text: str = ""


def outcomes(server: Store, seed: int, number: int) -> Iterator[Outcome]:
    """Run the statements of a seed on the embedded engine and a server, whose content is replaced."""
    for first in range(0, number, A_GRAPH):
        made = content(f"{seed}/{first}")
        known = Graph.of(made)
        embedded = MemoryStore(made, "embedded")
        server.write(made)
        for at in range(first, min(first + A_GRAPH, number)):
            asked = statement(known, seed, at)
            yield _outcome(embedded, server, asked, f"seed {seed}, number {at}")


def _outcome(embedded: Store, server: Store, asked: Statement, where: str) -> Outcome:
    def both(cypher: str) -> tuple[Answer, Answer]:
        return tuple(answer(one, cypher, asked.parameters, timeout=SECONDS) for one in (embedded, server))

    first = both(asked.cypher)
    if any("ran longer than" in one for one in first if isinstance(one, str)):
        return Outcome("too long")
    if same(*first, ordered=asked.ordered, bags=asked.bags):
        return Outcome("same" if len(first[0]) > 1 else "empty")

    def fails(cypher: str) -> bool:
        """Whether it differs in the same way: another error would be another matter, and so is our marker node."""
        if _ANY_NODE.search(cypher):
            return False
        now = both(cypher)
        alike = all(
            one[:60] == other[:60] if isinstance(one, str) and isinstance(other, str) else type(one) is type(other)
            for one, other in zip(now, first, strict=True)
        )
        return alike and not same(*now, ordered=False, bags=asked.bags)

    least = shrink(asked.cypher, fails) if fails(asked.cypher) else asked.cypher
    shown = [f"{name}: {str(rows)[:300]}" for name, rows in zip(("embedded", "neo4j"), both(least), strict=True)]
    given = {name: value for name, value in asked.parameters.items() if f"${name}" in least}
    return Outcome("different", "\n  ".join([f"{where}: {asked.cypher}", f"least: {least}  {given or ''}", *shown]))


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    print(f"{number:,} statements, seed {seed}", flush=True)
    found: Counter[str] = Counter()
    with neo4j_server.running() as server:
        store = Neo4jStore(server.uri, username=server.username, password=server.password, database=server.database)
        with store:
            for one in outcomes(store, seed, number):
                found[one.kind] += 1
                if one.text:
                    print(one.text, flush=True)
                if found.total() % 1_000 == 0:
                    print(dict(found), flush=True)
    print(f"seed {seed}: {dict(found)}")
    sys.exit(1 if found["different"] else 0)


if __name__ == "__main__":
    main()
