"""Read the Turtle files into plain dictionaries: what classes, ties, measures and industries there are.

Only SHACL shapes and the annotations of `ontology/meta.ttl` are read, never domain and range. This module needs
rdflib, which is a tool of the developers: the package itself runs on what `bigblur.generate` wrote.
"""

import re
from pathlib import Path
from typing import Any

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, SH, SKOS
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from bigblur.errors import SchemaError
from bigblur.generate.alignments import read_alignments, read_unaligned
from bigblur.generate.scheme_reader import read_schemes

BB = Namespace("https://w3id.org/bigblur#")
META = Namespace("https://w3id.org/bigblur/meta#")
SCHEMES = "schemes"
"""The folder of the industry schemes."""

DATATYPES = {
    XSD.string: "string",
    XSD.decimal: "decimal",
    XSD.integer: "integer",
    META.edtf: "edtf",
}


def read_graph(folder: Path) -> Graph:
    """Parse every Turtle file under a folder but the industry schemes, which `read_schemes` reads.

    Raises:
        SchemaError: a file does not parse; names file and line.
    """
    graph = Graph()
    for path in sorted(set(folder.rglob("*.ttl")) - set((folder / SCHEMES).rglob("*.ttl"))):
        try:
            graph.parse(path, format="turtle")
        except BadSyntax as error:
            raise SchemaError(f"{path}, line {error.lines + 1}: not Turtle: {error.message}") from error
        except UnicodeDecodeError as error:
            raise SchemaError(f"{path}: not UTF-8 at byte {error.start}") from error
    return graph


def snake(name: str) -> str:
    """Turn a property's local name into its column: `amountStated` becomes `amount_stated`.

    Example:
        >>> snake("amountStated")
        'amount_stated'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _local(node: Node | None) -> str:
    return str(node).rsplit("#", 1)[-1]


def _text(graph: Graph, subject: Node, predicate: URIRef, lang: str) -> str | None:
    texts = sorted(
        str(value)
        for value in graph.objects(subject, predicate)
        if isinstance(value, Literal) and value.language == lang
    )
    return texts[0] if texts else None


def _words(graph: Graph, subject: Node, *, example: bool = True) -> dict[str, Any]:
    """Label, definition and example of a term, which every term must have."""
    words = {
        "label": _text(graph, subject, RDFS.label, "en"),
        "label_ko": _text(graph, subject, RDFS.label, "ko"),
        "definition": _text(graph, subject, SKOS.definition, "en"),
    }
    if example:
        words["example"] = next((str(value) for value in graph.objects(subject, SKOS.example)), None)
    missing = [name for name, text in words.items() if not text]
    if missing:
        raise SchemaError(f"bb:{_local(subject)} has no {', '.join(missing)}: add it in ontology/")
    return words


def _is_true(graph: Graph, subject: Node, predicate: URIRef) -> bool:
    return graph.value(subject, predicate) == Literal(True)


def _number(graph: Graph, prop: Node, facet: URIRef) -> float | None:
    value = graph.value(prop, facet)
    return None if value is None else float(str(value))


def _property_shapes(graph: Graph, shape: Node) -> dict[str, dict[str, Any]]:
    """The columns that a shape allows, by column name, in order of name."""
    columns: dict[str, dict[str, Any]] = {}
    for prop in graph.objects(shape, SH.property):
        path = graph.value(prop, SH.path)
        datatype = DATATYPES.get(graph.value(prop, SH.datatype))  # type: ignore[call-overload]
        if path is not None and not str(path).startswith(str(BB)):
            continue  # of another vocabulary: a record's ends and its provenance
        if path is not None and graph.value(prop, SH["class"]) is not None:
            continue  # a record's link to another resource
        if path is None or datatype is None:
            raise SchemaError(f"a property of {_local(shape)} has no sh:path or no known sh:datatype")
        most = graph.value(prop, SH.maxCount)
        least = graph.value(prop, SH.minCount)
        allowed = graph.value(prop, SH["in"])
        pattern = graph.value(prop, SH.pattern)
        columns[snake(_local(path))] = {
            "datatype": datatype,
            "many": most is None,
            "required": least is not None and int(str(least)) > 0,
            "allowed": [str(value) for value in Collection(graph, allowed)] if allowed else None,
            "pattern": str(pattern) if pattern else None,
            "least": _number(graph, prop, SH.minInclusive),
            "most": _number(graph, prop, SH.maxInclusive),
            "key": _is_true(graph, prop, META.key),
        }
    return dict(sorted(columns.items()))


def _shapes_of(graph: Graph, predicate: URIRef, term: Node) -> list[Node]:
    return sorted(graph.subjects(predicate, term), key=str)


def read_classes(graph: Graph) -> dict[str, dict[str, Any]]:
    """Every class with its words, its properties and whether it is derived, by label."""
    classes = {}
    for term in sorted(graph.subjects(RDF.type, OWL.Class), key=str):
        if _is_true(graph, term, META.record):
            continue
        shapes = _shapes_of(graph, SH.targetClass, term)
        if len(shapes) != 1:
            raise SchemaError(f"bb:{_local(term)} has {len(shapes)} shapes: give it exactly one")
        classes[_local(term)] = {
            **_words(graph, term),
            "derived": _is_true(graph, term, META.derived),
            "properties": _property_shapes(graph, shapes[0]),
        }
    return classes


def read_ties(graph: Graph) -> dict[str, dict[str, Any]]:
    """Every tie with its words, the classes at its ends and its qualifiers, by type; the English label is the type."""
    ties = {}
    for term in sorted(graph.subjects(RDF.type, OWL.ObjectProperty), key=str):
        if _is_true(graph, term, META.record):
            continue
        words = _words(graph, term)
        shapes = _shapes_of(graph, META.tie, term)
        if not shapes:
            raise SchemaError(f"bb:{_local(term)} has no shape: write one with bbm:tie")
        if not re.fullmatch(r"[A-Z][A-Z_]*", words["label"]):
            raise SchemaError(f"bb:{_local(term)}: its English label is the tie's type: write it like PARTNERED_WITH")
        ends = [
            {
                "sources": sorted(_local(end) for end in graph.objects(shape, META.source)),
                "targets": sorted(_local(end) for end in graph.objects(shape, META.target)),
            }
            for shape in shapes
        ]
        qualifiers: dict[str, dict[str, Any]] = {}
        for shape in shapes:
            qualifiers |= _property_shapes(graph, shape)
        ties[words["label"]] = {
            **words,
            "iri": str(term),
            "derived": any(_is_true(graph, shape, META.derived) for shape in shapes),
            "symmetric": any(_is_true(graph, shape, META.symmetric) for shape in shapes),
            "ends": ends,
            "qualifiers": qualifiers,
        }
    return dict(sorted(ties.items()))


def read_records(graph: Graph) -> dict[str, dict[str, Any]]:
    """The classes of the graph's own book-keeping, statements and ties as resources, with their fields."""
    records = {}
    for term in sorted(graph.subjects(META.record, Literal(True)), key=str):
        words = _words(graph, term)
        for shape in _shapes_of(graph, SH.targetClass, term):
            records[_local(term)] = {**words, "fields": _property_shapes(graph, shape)}
    return records


def read_datatypes(graph: Graph) -> dict[str, dict[str, Any]]:
    """The datatypes of our own, with the pattern of their texts."""
    found = {}
    for term in sorted(graph.subjects(OWL.onDatatype, XSD.string), key=str):
        restriction = graph.value(term, OWL.withRestrictions)
        facet = next(iter(Collection(graph, restriction))) if restriction else None
        pattern = graph.value(facet, XSD.pattern) if facet else None
        if pattern is None:
            raise SchemaError(f"bbm:{_local(term)} has no xsd:pattern")
        found[_local(term)] = {"iri": str(term), "pattern": str(pattern)}
    return found


def read_properties(graph: Graph) -> dict[str, dict[str, Any]]:
    """Every property with its words, by column name."""
    terms = sorted(graph.subjects(RDF.type, OWL.DatatypeProperty), key=str)
    return {snake(_local(term)): {**_words(graph, term), "iri": str(term)} for term in terms}


def read_measures(graph: Graph) -> dict[str, dict[str, Any]]:
    """Every measure that an observation may be of, by notation."""
    found = {}
    for term in graph.subjects(SKOS.inScheme, BB.measures):
        words = _words(graph, term, example=False)
        found[str(graph.value(term, SKOS.notation))] = {**words, "iri": str(term)}
    return dict(sorted(found.items()))


def read_ontology(folder: Path) -> dict[str, Any]:
    """Read all of the ontology and check that its parts fit together.

    Raises:
        SchemaError: a file does not parse, a term lacks words or a shape, a name has no definition.
    """
    graph = read_graph(folder)
    model: dict[str, Any] = {
        "classes": read_classes(graph),
        "ties": read_ties(graph),
        "records": read_records(graph),
        "datatypes": read_datatypes(graph),
        "properties": read_properties(graph),
        "measures": read_measures(graph),
        "alignments": read_alignments(graph),
        "unaligned": read_unaligned(graph),
    }
    used = [name for part in model["classes"].values() for name in part["properties"]]
    used += [name for part in model["ties"].values() for name in part["qualifiers"]]
    used += [name for part in model["records"].values() for name in part["fields"]]
    unknown, orphans = set(used) - set(model["properties"]), set(model["properties"]) - set(used)
    if unknown or orphans:
        raise SchemaError(
            f"properties without a definition: {sorted(unknown)}; defined but in no shape: {sorted(orphans)}"
        )
    doubled = set(model["properties"]) & set(model["measures"])
    if doubled:
        raise SchemaError(f"one name, one meaning: {sorted(doubled)} are properties and measures")
    for name, tie in model["ties"].items():
        for end in tie["ends"]:
            strangers = set(end["sources"] + end["targets"]) - set(model["classes"])
            if strangers or not end["sources"] or not end["targets"]:
                raise SchemaError(f"{name}: its ends name no class or an unknown one: {sorted(strangers)}")
    return {**model, **read_schemes(folder / SCHEMES)}
