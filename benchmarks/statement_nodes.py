"""What it costs the embedded engine to hold statements as nodes: `python benchmarks/statement_nodes.py`.

Builds the same synthetic ecosystem with and without `(:Statement)` nodes, each in a process of its own, and reports
file size, time to load and to answer a two-hop count, and peak memory, as ratios.
"""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import kglite
import numpy as np
import pyarrow as pa

from bigblur.graph.stores.base import Content
from bigblur.graph.stores.cypher_graph import make_graph
from bigblur.resolve import resolve
from bigblur.statements import SCHEMA, statement_id

FIRMS, TIES = 20_000, 60_000


def statements():
    random = np.random.default_rng(1)
    common = {"source_id": "synthetic", "status": "fact"}
    rows = [
        {"subject": f"firm/f{at}", "predicate": "name", "value": f"Firm {at}", "locator": f"line {at}", **common}
        for at in range(FIRMS)
    ]
    ends = random.integers(0, FIRMS, (TIES, 2))
    rows += [
        {"subject": f"firm/f{a}", "predicate": "SUPPLIES", "object": f"firm/f{b}", "locator": f"line {at}", **common}
        for at, (a, b) in enumerate(ends)
    ]
    listed = [{name: row.get(name) for name in SCHEMA.names} | {"statement_id": statement_id(row)} for row in rows]
    return pa.Table.from_pylist(listed, schema=SCHEMA)


def measure(with_statements: bool) -> dict[str, float]:
    content = resolve(statements())
    if not with_statements:
        content = Content(SCHEMA.empty_table(), content.nodes, content.ties)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.kgl"
        make_graph(content).save(str(path))
        begun = perf_counter()
        graph = kglite.load(str(path))
        loaded = perf_counter()
        list(graph.cypher("MATCH (a:Firm)-[:SUPPLIES]->(b:Firm)-[:SUPPLIES]->(c:Firm) RETURN count(*) AS n"))
        answered = perf_counter()
        return {
            "file_mb": path.stat().st_size / 1e6,
            "load_s": loaded - begun,
            "two_hop_s": answered - loaded,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
        }


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1] == "with")))
        return
    found = {}
    for case in ("without", "with"):
        done = subprocess.run([sys.executable, __file__, case], capture_output=True, text=True, check=True)
        found[case] = json.loads(done.stdout)
    print(f"{FIRMS:,} firms, {TIES:,} ties, {FIRMS + TIES:,} statements")
    for name, value in found["without"].items():
        other = found["with"][name]
        print(f"{name:>10}: without {value:8.3f}  with {other:8.3f}  ratio {other / value:.2f}")


if __name__ == "__main__":
    main()
