"""Read the industry schemes and the correspondences between them, as SKOS, into plain dictionaries."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from bigblur.errors import SchemaError
from bigblur.rdf.terms import BASE, BB, RDF, RDFS, SKOS

DCTERMS = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"

_INDUSTRY = f"{BASE}industry/"
_MATCHES = ("exactMatch", "broadMatch", "narrowMatch", "relatedMatch")

_Term = Literal | NamedNode | BlankNode
_Terms = Mapping[str, Mapping[str, list[_Term]]]
"""Subject → predicate → objects."""


def read_schemes(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read every scheme and every correspondence under a folder.

    Returns:
        `schemes` with their `industries` (code, level, names, broader), and `correspondences` with their `links`
        (code, code, relation, part): each by id or code.

    Raises:
        SchemaError: a file is not Turtle, a concept lacks what it must have, or a link leads nowhere.
    """
    terms = _read(folder)
    schemes = [
        _scheme(iri, terms)
        for iri, parts in sorted(terms.items())
        if f"{SKOS}ConceptScheme" in map(_value, parts.get(f"{RDF}type", ()))
    ]
    known = {f"{part['id']}/{industry[0]}" for part in schemes for industry in part["industries"]}
    for part in schemes:
        for code, _, _, broader in part["industries"]:
            for wider in broader:
                if wider not in known:
                    raise SchemaError(
                        f"industry/{part['id']}/{code}: skos:broader names industry/{wider}, which no scheme holds"
                    )
    return {"schemes": schemes, "correspondences": _correspondences(terms, known)}


def _read(folder: Path) -> _Terms:
    terms: dict[str, dict[str, list[_Term]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.rglob("*.ttl")):
        try:
            for triple in parse(path=path, format=RdfFormat.TURTLE):
                if not isinstance(triple.subject, NamedNode | BlankNode) or not isinstance(triple.object, _Term):
                    raise SchemaError(f"{path}: holds a triple within a triple, which no scheme needs: {triple}")
                terms[triple.subject.value][triple.predicate.value].append(triple.object)
        except SyntaxError as error:
            raise SchemaError(f"{path}, line {error.lineno}: not Turtle: {error.msg}") from error
    return terms


def _value(term: _Term) -> str:
    return term.value


def _one(parts: Mapping[str, list[_Term]], predicate: str) -> str | None:
    values = sorted(map(_value, parts.get(predicate, ())))
    return values[0] if values else None


def _by_language(parts: Mapping[str, list[_Term]], predicate: str) -> dict[str, str]:
    texts = [(term.language or "", term.value) for term in parts.get(predicate, ()) if isinstance(term, Literal)]
    return dict(sorted(texts))


def _scheme(iri: str, terms: _Terms) -> dict[str, Any]:
    parts = terms[iri]
    made = {
        "id": _one(parts, f"{SKOS}notation"),
        "title": _one(parts, f"{DCTERMS}title"),
        "publisher": _one(parts, f"{DCTERMS}publisher"),
        "date": _one(parts, f"{DCTERMS}issued"),
        "licence": _one(parts, f"{DCTERMS}license"),
        "url": _one(parts, f"{RDFS}seeAlso"),
        "notice": _one(parts, f"{DCTERMS}rights"),
        "rank": int(_one(parts, f"{BB}precedence") or 0),
    }
    needed = {name: made[name] for name in ("id", "title", "licence", "rank")} | {"label": _one(parts, f"{RDFS}label")}
    missing = [name for name, value in needed.items() if not value]
    if missing or iri != f"{_INDUSTRY}{made['id']}":
        raise SchemaError(
            f"<{iri}>: a scheme's IRI ends in its skos:notation, and it needs rdfs:label, dcterms:title, "
            f"dcterms:license and bb:precedence; missing: {', '.join(missing) or 'nothing'}"
        )
    level = _one(parts, f"{BB}level")
    inside = [
        (term, concept) for term, concept in terms.items() if iri in map(_value, concept.get(f"{SKOS}inScheme", ()))
    ]
    return made | {"industries": sorted((_industry(iri, level, *one) for one in inside), key=lambda row: str(row[0]))}


def _industry(scheme: str, level: str | None, iri: str, parts: Mapping[str, list[_Term]]) -> list[Any]:
    code = _one(parts, f"{SKOS}notation")
    level = _one(parts, f"{BB}level") or level
    names = _by_language(parts, f"{SKOS}prefLabel")
    if iri != f"{scheme}/{code}" or not names or not level:
        raise SchemaError(
            f"<{iri}>: its IRI must end in its scheme and notation, and it needs a prefLabel, and a bb:level of its "
            "own or of its scheme"
        )
    broader = sorted(_value(wider).removeprefix(_INDUSTRY) for wider in parts.get(f"{SKOS}broader", ()))
    return [code, level, names, broader]


def _correspondences(terms: _Terms, known: set[str]) -> list[dict[str, Any]]:
    said = {
        tuple(_one(parts, f"{OWL}annotated{end}") for end in ("Source", "Property", "Target")): _one(
            parts, f"{SKOS}note"
        )
        for parts in terms.values()
        if f"{OWL}annotatedSource" in parts
    }
    links: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for iri, parts in terms.items():
        for relation in _MATCHES:
            for other in map(_value, parts.get(f"{SKOS}{relation}", ())):
                ends = [end.removeprefix(_INDUSTRY) for end in (iri, other)]
                for end in ends:
                    if end not in known:
                        raise SchemaError(f"skos:{relation} between {' and '.join(ends)}: no scheme holds {end}")
                (source, code), (target, there) = (end.split("/") for end in ends)
                part = said.get((iri, f"{SKOS}{relation}", other)) or ""
                links[source, target].append([code, there, relation, part])
    return [
        {"source": source, "target": target, "links": sorted(found)}
        for (source, target), found in sorted(links.items())
    ]
