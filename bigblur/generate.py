"""Write everything that follows from the ontology: `python -m bigblur.generate` (`make generate`).

What it writes is a pure function of the Turtle files: no times, no versions, stable order. It is committed, and CI
fails when the tree is dirty afterwards. Needs rdflib, a tool of the developers.
"""

import json
import sys
from pathlib import Path
from typing import Any

from bigblur.data import folder
from bigblur.errors import SchemaError
from bigblur.graph.stores.neo4j_load import schema_commands
from bigblur.ontology_reader import read_ontology

PACKAGE = Path(__file__).resolve().parent
NOTICE = "Generated from ontology/ by `make generate`. Do not edit: change the Turtle and run it again."


def generated_files(model: dict[str, Any]) -> dict[Path, str]:
    """Make the content of every generated file, by its path from the root of the checkout."""
    schema = {"notice": NOTICE, **{key: model[key] for key in ("classes", "ties", "properties", "measures")}}
    return {
        Path("bigblur/generated/schema.json"): _json(schema),
        Path("bigblur/generated/industries.json"): _json({"notice": NOTICE, "industries": model["industries"]}),
        Path("bigblur/generated/neo4j.cypher"): _constraints(model),
        Path("docs/reference/model.md"): _reference(model),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _constraints(model: dict[str, Any]) -> str:
    commands = schema_commands(model["classes"], model["ties"])
    return "\n".join([f"// {NOTICE}", *(f"{command};" for command in commands)]) + "\n"


def _reference(model: dict[str, Any]) -> str:
    parts = [f"<!-- {NOTICE} -->", "# Classes, ties and measures", "", "`bigblur schema NAME` prints any of these.", ""]
    parts += ["## Classes", ""]
    for label, part in model["classes"].items():
        derived = " *Derived: no source states it.*" if part["derived"] else ""
        parts += [
            f"### {label} ({part['label_ko']})",
            "",
            f"{part['definition']}{derived} For example: {part['example']}.",
            "",
            "Besides `id`, `name`, `aliases`:" if part["properties"] else "Only `id`, `name`, `aliases`.",
            "",
        ]
        if part["properties"]:
            parts += [*_columns(part["properties"], model["properties"]), ""]
    parts += ["## Ties", ""]
    for name, part in model["ties"].items():
        marks = [word for word in ("derived", "symmetric") if part[word]]
        parts += [
            f"### {name} ({part['label_ko']})",
            "",
            f"{part['definition']} For example: {part['example']}" + (f" *({', '.join(marks)})*" if marks else ""),
            "",
        ]
        parts += [f"- from {', '.join(end['sources'])} to {', '.join(end['targets'])}" for end in part["ends"]]
        parts += [""]
        if part["qualifiers"]:
            parts += [*_columns(part["qualifiers"], model["properties"]), ""]
    parts += ["## Measures of observations", "", "| measure | 한국어 | what it is |", "| --- | --- | --- |"]
    parts += [f"| `{name}` | {part['label_ko']} | {part['definition']} |" for name, part in model["measures"].items()]
    return "\n".join(parts) + "\n"


def _columns(columns: dict[str, Any], words: dict[str, Any]) -> list[str]:
    rows = ["| column | type | what it is |", "| --- | --- | --- |"]
    for name, column in columns.items():
        kind = (
            column["datatype"] + (", several" if column["many"] else "") + (", required" if column["required"] else "")
        )
        if column["allowed"]:
            kind += ": " + ", ".join(f"`{value}`" for value in column["allowed"])
        rows.append(f"| `{name}` | {kind} | {words[name]['definition']} |")
    return rows


def main() -> int:
    """Write all generated files of a checkout; returns the exit status."""
    root = PACKAGE.parent
    try:
        files = generated_files(read_ontology(folder("ontology")))
    except SchemaError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
