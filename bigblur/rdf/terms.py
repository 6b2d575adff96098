"""How things are named in RDF: IRIs of nodes, statements and ties, and which term of the ontology a column is."""

from functools import cache

from bigblur.model import measures, property_iris, tie_type, ties

BASE = "https://w3id.org/bigblur/"
BB = "https://w3id.org/bigblur#"
BBM = "https://w3id.org/bigblur/meta#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {"bb": BB, "bbm": BBM, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "xsd": XSD}

DATATYPES = {"decimal": f"{XSD}decimal", "integer": f"{XSD}integer", "edtf": f"{BBM}edtf"}
"""The datatype of a column's values; text has none of its own."""

TYPE = f"{RDF}type"
SUBJECT, PREDICATE, OBJECT = f"{RDF}subject", f"{RDF}predicate", f"{RDF}object"
LABEL, ALTERNATIVE = f"{RDFS}label", f"{SKOS}altLabel"
PRIMARY_SOURCE, DERIVED_FROM = f"{PROV}hadPrimarySource", f"{PROV}wasDerivedFrom"
STATEMENT, TIE = f"{BB}Statement", f"{BB}Tie"

_NAMES = {"name": LABEL, "alias": ALTERNATIVE}


@cache
def predicate_iri(name: str) -> str:
    """The IRI of what a statement says: a property, a measure or a tie.

    Example:
        >>> predicate_iri("ACQUIRED"), predicate_iri("alias")
        ('https://w3id.org/bigblur#acquired', 'http://www.w3.org/2004/02/skos/core#altLabel')
    """
    if name in _NAMES:
        return _NAMES[name]
    if name in ties():
        return tie_type(name).iri
    return measures()[name].iri if name in measures() else property_iris()[name]


@cache
def predicates() -> dict[str, str]:
    """Every predicate of a statement by its IRI: `predicate_iri` read backwards."""
    names = (*_NAMES, *ties(), *measures(), *property_iris())
    return {predicate_iri(name): name for name in names}


@cache
def tie_class(name: str) -> str:
    """The class of the resources that stand for ties of one type: `ACQUIRED` makes a `bb:Acquired`.

    Example:
        >>> tie_class("OPERATES_IN")
        'https://w3id.org/bigblur#OperatesIn'
    """
    local = tie_type(name).iri.removeprefix(BB)
    return f"{BB}{local[0].upper()}{local[1:]}"
