"""What our terms are in the field's standards: reads `ontology/alignments.ttl`, writes `docs/alignments.md`."""

from collections import Counter
from typing import Any

from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.namespace import DCTERMS, OWL
from rdflib.term import Node

from bigblur.errors import SchemaError
from bigblur.generate.notice import NOTICE

UNALIGNED = URIRef("https://w3id.org/bigblur/meta#unaligned")

# By the first part of the prefix: fibo-be-le-lp is FIBO's.
STANDARDS = {
    "cmns": "OMG Commons (under FIBO)",
    "dcterms": "Dublin Core",
    "fibo": "FIBO",
    "gleif": "GLEIF",
    "locdt": "Library of Congress",
    "org": "W3C ORG",
    "prov": "PROV-O",
    "rdf": "RDF",
    "schema": "schema.org",
    "skos": "SKOS",
    "time": "OWL-Time",
    "wd": "Wikidata",
}
_CLASSES, _TIES, _OTHERS = "Classes", "Ties", "Properties and datatypes"
_WHERE = "in ontology/alignments.ttl"


def read_alignments(graph: Graph) -> list[dict[str, str]]:
    """Read every alignment of a graph with what its axiom says of it, ordered by our term.

    Args:
        graph: The ontology, alignments included.

    Returns:
        One row per axiom: `kind`, `term`, `relation`, `iri`, `theirs` (short names where a prefix is bound), `label`,
        `source` and `comment`, which may be empty.

    Raises:
        SchemaError: An axiom lacks one of its parts, or the triple that it is about is not stated.

    Example:
        >>> from bigblur.data import folder
        >>> rows = read_alignments(Graph().parse(folder("ontology") / "alignments.ttl"))
        >>> [row["theirs"] for row in rows if row["relation"] == "owl:inverseOf"]
        ['schema:founder']
    """
    rows = []
    for axiom in graph.subjects(RDF.type, OWL.Axiom):
        term, relation, target = (
            _part(graph, axiom, part) for part in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        )
        if (term, relation, target) not in graph:
            raise SchemaError(f"{term} {relation} {target}: state the triple beside its axiom {_WHERE}")
        rows.append(
            {
                "kind": _kind(graph, term),
                "term": _short(graph, term),
                "relation": _short(graph, relation),
                "iri": str(target),
                "theirs": _short(graph, target),
                "label": str(_part(graph, axiom, RDFS.label)),
                "source": str(_part(graph, axiom, DCTERMS.source)),
                "comment": str(graph.value(axiom, RDFS.comment) or ""),
            }
        )
    return sorted(rows, key=lambda row: (row["term"], row["theirs"]))


def _part(graph: Graph, axiom: Node, part: URIRef) -> Node:
    value = graph.value(axiom, part)
    if value is None:
        about = graph.value(axiom, OWL.annotatedSource), graph.value(axiom, OWL.annotatedTarget)
        raise SchemaError(f"the owl:Axiom from {about[0]} to {about[1]} has no {_short(graph, part)}: add it {_WHERE}")
    return value


def _kind(graph: Graph, term: Node) -> str:
    if (term, RDF.type, OWL.Class) in graph:
        return _CLASSES
    return _TIES if (term, RDF.type, OWL.ObjectProperty) in graph else _OTHERS


def read_unaligned(graph: Graph) -> list[dict[str, str]]:
    """Read what was looked for in the standards and not found, ordered by our term.

    Args:
        graph: The ontology, alignments included.

    Returns:
        One row per note: `term` and `note`.

    Example:
        >>> from bigblur.data import folder
        >>> read_unaligned(Graph().parse(folder("ontology") / "alignments.ttl"))[0]["term"]
        'bb:Boundary'
    """
    notes = graph.subject_objects(UNALIGNED)
    return sorted(
        ({"term": _short(graph, term), "note": str(note)} for term, note in notes), key=lambda row: row["term"]
    )


def _short(graph: Graph, term: Node) -> str:
    """The name with its prefix, by the longest namespace that fits; without one, the whole IRI."""
    fits = [(space, prefix) for prefix, space in graph.namespaces() if prefix and str(term).startswith(space)]
    if not fits:
        return str(term)
    space, prefix = max(fits, key=lambda pair: len(pair[0]))
    return f"{prefix}:{str(term).removeprefix(space)}"


def alignments_page(model: dict[str, Any]) -> str:
    """Write `docs/alignments.md`: a table of the alignments for each kind of term, and what was not found.

    Args:
        model: What `read_ontology` makes; `alignments`, `unaligned`, `classes` and `ties` are used.

    Returns:
        The page as Markdown.

    Raises:
        SchemaError: An alignment is to a standard that this module does not know by its prefix.

    Example:
        >>> row = {"kind": "Classes", "term": "bb:Firm", "relation": "skos:closeMatch", "iri": "http://an.org/Firm"}
        >>> row |= {"theirs": "org:Firm", "label": "Firm", "source": "seen here", "comment": ""}
        >>> page = alignments_page({"alignments": [row], "unaligned": [], "classes": {"Firm": {}}, "ties": {}})
        >>> print(page.splitlines()[-4])
        | [`bb:Firm`](reference/Firm.md) | skos:closeMatch | [org:Firm](http://an.org/Firm) | Firm | seen here |
    """
    rows = model["alignments"]
    counts = Counter(_standard(row) for row in rows)
    parts = [
        f"<!-- {NOTICE} -->",
        "# Alignments to the field's standards",
        "",
        f"{len(rows)} alignments: {', '.join(f'{name} {count}' for name, count in sorted(counts.items()))}.",
        "They are stated in `ontology/alignments.ttl`, whose head says when a relation is OWL's and when SKOS's.",
        "In a SKOS relation broad means that theirs is the wider term.",
    ]
    links = {f"bb:{label}": f"reference/{label}.md" for label in model["classes"]}
    links |= {
        f"bb:{tie['iri'].rsplit('#', 1)[-1]}": f"reference/ties.md#{name.lower()}"
        for name, tie in model["ties"].items()
    }
    for kind in (kind for kind in (_CLASSES, _TIES, _OTHERS) if any(row["kind"] == kind for row in rows)):
        parts += ["", f"## {kind}", "", "| our term | relation | their term | their words | where seen |"]
        parts += ["| --- | --- | --- | --- | --- |"]
        parts += [_line(row, links) for row in rows if row["kind"] == kind]
    parts += ["", "## Looked for and not found", ""]
    parts += [f"- {_linked(row['term'], links)}: {row['note']}" for row in model["unaligned"]]
    return "\n".join(parts) + "\n"


def _standard(row: dict[str, str]) -> str:
    prefix = row["theirs"].partition(":")[0].partition("-")[0]
    if prefix not in STANDARDS:
        raise SchemaError(f"{row['iri']}: of which standard is it? Name its prefix in bigblur/generate/alignments.py")
    return STANDARDS[prefix]


def _line(row: dict[str, str], links: dict[str, str]) -> str:
    words = f"{row['label']}. *{row['comment']}*" if row["comment"] else row["label"]
    theirs = f"[{row['theirs']}]({row['iri']})"
    return f"| {_linked(row['term'], links)} | {row['relation']} | {theirs} | {words} | {row['source']} |"


def _linked(term: str, links: dict[str, str]) -> str:
    return f"[`{term}`]({links[term]})" if term in links else f"`{term}`"
