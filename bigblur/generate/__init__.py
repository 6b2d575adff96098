"""Write everything that follows from the ontology and the queries: `python -m bigblur.generate` (`make generate`).

What it writes is a pure function of the Turtle files, and for the page of the queries of their files and their recorded
answers: no times, no versions, stable order. It is committed, and CI fails when the tree is dirty afterwards. Needs
rdflib, a tool of the developers.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bigblur.data import folder
from bigblur.errors import InputError, SchemaError
from bigblur.generate.alignments import alignments_page
from bigblur.generate.json_schema import source_schema, table_schema
from bigblur.generate.notice import NOTICE
from bigblur.generate.ontology_reader import read_ontology
from bigblur.generate.queries_page import library_page
from bigblur.generate.reference import reference_pages
from bigblur.generate.shapes import shapes
from bigblur.graph.stores.neo4j_load import schema_commands
from bigblur.query_library import read_library

PACKAGE = Path(__file__).resolve().parents[1]


def generated_files(model: dict[str, Any]) -> dict[Path, str]:
    """Make the content of every generated file, by its path from the root of the checkout."""
    schema = {
        "notice": NOTICE,
        **{key: model[key] for key in ("classes", "ties", "records", "datatypes", "properties", "measures")},
    }
    pages = {Path("docs/reference") / name: text for name, text in reference_pages(model).items()}
    return pages | {
        Path("bigblur/generated/schema.json"): _json(schema),
        Path("bigblur/generated/industries.json"): _by_row(model["schemes"], "schemes", "industries"),
        Path("bigblur/generated/correspondences.json"): _by_row(model["correspondences"], "correspondences", "links"),
        Path("bigblur/generated/neo4j.cypher"): _constraints(model),
        Path("bigblur/generated/shapes.ttl"): shapes(model),
        Path("bigblur/generated/source.schema.json"): _json(source_schema()),
        Path("bigblur/generated/tables.schema.json"): _json(table_schema(model)),
        Path("docs/alignments.md"): alignments_page(model),
        Path("docs/queries.md"): _queries(),
    }


def _queries() -> str:
    queries, broken = read_library(folder("queries"))
    for error in broken.values():
        raise error
    return library_page(queries.values(), PACKAGE.parent / "tests" / "golden" / "queries")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _by_row(parts: list[dict[str, Any]], name: str, rows: str) -> str:
    """Tables as JSON, one line a row: thousands of rows stay small and show what changed."""
    texts = []
    for part in parts:
        head = json.dumps({key: value for key, value in part.items() if key != rows}, ensure_ascii=False, indent=1)
        lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in part[rows]]
        texts.append(head.removesuffix("\n}") + f',\n "{rows}": [\n' + ",\n".join(lines) + "\n]}")
    return f'{{"notice": {json.dumps(NOTICE)},\n"{name}": [\n' + ",\n".join(texts) + "\n]}\n"


def _constraints(model: dict[str, Any]) -> str:
    commands = schema_commands(model["classes"], model["ties"])
    return "\n".join([f"// {NOTICE}", *(f"{command};" for command in commands)]) + "\n"


def main(arguments: Sequence[str] = ()) -> int:
    """Write all generated files of a checkout, or with `--check` only compare; returns the exit status."""
    root = PACKAGE.parent
    try:
        files = generated_files(read_ontology(folder("ontology")))
    except (SchemaError, InputError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    stale = [path for path in files if not _is(root / path, files[path])]
    stale += [path for path in _left_over(root) if path not in files]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path} is not what ontology/ and queries/ give: run `make generate` and commit it\n")
        return 1 if stale else 0
    for path in stale:
        if path in files:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(files[path], encoding="utf-8", newline="\n")
        else:
            (root / path).unlink()
    return 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _left_over(root: Path) -> Iterator[Path]:
    """Pages of classes that may be there no more."""
    for path in sorted((root / "docs" / "reference").glob("*.md")):
        yield path.relative_to(root)
