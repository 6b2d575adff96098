"""Read statements back from RDF: what `bigblur export` wrote, or another tool made of it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph

from bigblur.checks import complaints
from bigblur.errors import InputError, UsageError
from bigblur.loaders.loaded import Loaded, Origin
from bigblur.model import property_iris
from bigblur.rdf import terms
from bigblur.statements import SCHEMA, statement_id

FORMATS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
"""By the file's ending."""

_PREFIX = f"{terms.BASE}statement/"


def quads_of(path: Path) -> Iterator[pyoxigraph.Quad]:
    """Every triple of a file, with its graph.

    Raises:
        UsageError: the ending tells no syntax.
        InputError: the file does not parse; names the line where the parser knows it.
    """
    if path.suffix not in FORMATS:
        raise UsageError(f"{path}: the ending tells no syntax of RDF: {', '.join(FORMATS)}")
    try:
        yield from pyoxigraph.parse(path=str(path), format=FORMATS[path.suffix])
    except SyntaxError as error:
        raise InputError(f"is not {path.suffix} as RDF has it: {error.msg}", file=path, line=error.lineno) from error
    except (ValueError, OSError) as error:
        raise InputError(f"is not RDF that can be read: {error}", file=path) from error


def read_rdf(path: Path, rejects: list[InputError] | None = None) -> Loaded:
    """Read the statements of an RDF file; the resolved view in it is left aside, for it follows from them.

    Args:
        path: a file of one of `FORMATS`.
        rejects: takes the errors of single statements, which are then left out; without it the first is raised.

    Raises:
        UsageError: the ending tells no syntax.
        InputError: the file does not parse, holds no statements, or one of them breaks the ontology.
    """
    fields: dict[str, dict[str, Any]] = defaultdict(dict)
    loaded = Loaded()
    for quad in quads_of(path):
        name = quad.subject.value if isinstance(quad.subject, pyoxigraph.NamedNode) else ""
        if name.startswith(_PREFIX):
            _take(fields[name.removeprefix(_PREFIX)], quad.predicate.value, quad.object, path)
    if not fields:
        raise InputError(f"holds no statements: resources under {_PREFIX}, as `bigblur export` writes them", file=path)
    origin = Origin(path, None)
    for key, found in sorted(fields.items()):
        statement = _statement(found)
        wrong = _complaint(key, statement)
        if wrong is None:
            loaded.add(origin, **statement)
            continue
        where = ", ".join(str(statement[name]) for name in ("source_id", "locator") if statement.get(name))
        error = origin.error(f"statement {key} ({where}): {wrong}")
        if rejects is None:
            raise error
        rejects.append(error)
    loaded.sources = sorted({row["source_id"] for row, _ in loaded})
    return loaded


def _take(fields: dict[str, Any], predicate: str, term: Any, path: Path) -> None:
    """Put one triple's end into the field of the statement that it belongs to."""
    name = _FIELDS.get(predicate) or _columns().get(predicate)
    if name is None:
        if predicate.startswith(terms.BB):
            raise InputError(f"a statement has {predicate}, which the ontology does not know", file=path)
        return
    if not isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal):
        raise InputError(f"a statement has neither an IRI nor a value for {predicate}: {term}", file=path)
    found: dict[str, Any] = {name: _value(name, term)}
    if name == "object" and isinstance(term, pyoxigraph.Literal):
        found = {"value": term.value, "lang": term.language}
    taken = {"object", "value"} if name == "object" else {name}
    before = {key: fields[key] for key in (*sorted(taken), *found) if key in fields}
    if before and before != found:
        raise InputError(f"a statement has two values for {predicate}: {before} and {found}", file=path)
    fields |= found


def _value(name: str, term: Any) -> Any:
    text = str(term.value)
    if isinstance(term, pyoxigraph.Literal):
        number = name == "confidence" and re.fullmatch(r"[0-9]+(\.[0-9]+)?", text)
        return float(text) if number else text
    if name == "predicate":
        return terms.predicates().get(text, text)
    return text.removeprefix(terms.BASE)


_FIELDS = {
    terms.SUBJECT: "subject",
    terms.PREDICATE: "predicate",
    terms.OBJECT: "object",
    terms.PRIMARY_SOURCE: "source",
}


def _columns() -> dict[str, str]:
    return {iri: name for name, iri in property_iris().items()}


def _statement(fields: dict[str, Any]) -> dict[str, Any]:
    own = {name: value for name, value in fields.items() if name in SCHEMA.names}
    others = {name: value for name, value in sorted(fields.items()) if name not in SCHEMA.names and name != "source"}
    if others:
        own["qualifiers"] = json.dumps(others, ensure_ascii=False, sort_keys=True)
    return own | {"source_id": str(fields.get("source", "")).removeprefix("source/")}


def _complaint(key: str, statement: dict[str, Any]) -> str | None:
    for complaint in complaints(statement):
        return f"{complaint.field}: {complaint.text}"
    for name in ("source_id", "locator"):
        if not statement.get(name):
            return f"{name}: a statement says where it stands"
    if statement_id(statement) != key:
        return "its id is not the one of what it says: it was changed after it was exported"
    return None
