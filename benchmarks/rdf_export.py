"""Writing a large graph as RDF: `python benchmarks/rdf_export.py [TIES]`, a million by default.

Reports time and peak memory of N-Quads, Turtle and JSON-LD, each in a process of its own that reads the tables of an
embedded store, and beside it rdflib's own N-Quads serializer on statements of the same kind (a part of them: rdflib
holds its graph in memory), as quads a second.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from memory import peak_mb
from rdflib import Dataset
from synthetic import content

import bigblur
from bigblur.graph.stores.base import FORMAT
from bigblur.graph.stores.embedded import write_tables

RDFLIB_TIES = 20_000
CODE = "import sys; sys.path.insert(0, sys.argv[1]); import rdf_export; rdf_export.{}(sys.argv[2])"


def write_store(folder: Path, ties: int) -> None:
    """The parquet of an embedded store; its graph for Cypher is not read by an export."""
    made = content(max(ties // 5, 2), ties)
    write_tables(folder / "00", made)
    manifest = {"format": FORMAT, "digest": "00", "counts": made.counts(), "versions": {}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def ours(place: str) -> None:
    folder, syntax = Path(place).parent, Path(place).name
    begun = perf_counter()
    bigblur.export(syntax, folder.parent / f"out.{syntax}", store=folder)
    seconds = perf_counter() - begun
    print(
        json.dumps(
            {"seconds": seconds, "peak_mb": peak_mb(), "mb": (folder.parent / f"out.{syntax}").stat().st_size / 1e6}
        )
    )


def theirs(place: str) -> None:
    graph = Dataset().parse(Path(place) / "out.nquads", format="nquads")
    begun = perf_counter()
    graph.serialize(Path(place) / "theirs.nq", format="nquads", encoding="utf-8")
    print(json.dumps({"seconds": perf_counter() - begun, "quads": len(graph)}))


def run(function: str, place: Path) -> dict[str, float]:
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(function), here, str(place)], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def main() -> None:
    ties = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as large, tempfile.TemporaryDirectory() as small:
        write_store(Path(large) / "s.db", ties)
        for syntax in ("nquads", "turtle", "jsonld"):
            one = run("ours", Path(large) / "s.db" / syntax)
            line = f"{syntax}: {one['seconds']:.1f} s, {one['mb']:.0f} MB written, peak memory {one['peak_mb']:.0f} MB"
            if syntax == "nquads":
                with (Path(large) / "out.nquads").open("rb") as file:
                    quads = sum(1 for _ in file)
                line += f", {quads:,} quads, {quads / one['seconds']:,.0f} a second"
            print(line)
        write_store(Path(small) / "s.db", RDFLIB_TIES)
        part = run("ours", Path(small) / "s.db" / "nquads")
        other = run("theirs", Path(small))
        print(
            f"{other['quads']:,} quads: rdflib {other['seconds']:.2f} s, its graph in memory already; "
            f"bigblur {part['seconds']:.2f} s from the tables, {other['seconds'] / part['seconds']:.1f} times as fast"
        )


if __name__ == "__main__":
    main()
