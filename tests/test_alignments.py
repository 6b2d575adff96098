"""The alignments to the field's standards: whole, once each, of terms that exist, to names that the standards have."""

import re
from collections import Counter

import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, SDO, SKOS, TIME

from bigblur.data import folder
from bigblur.errors import SchemaError
from bigblur.generate.alignments import UNALIGNED, alignments_page, read_alignments
from bigblur.generate.ontology_reader import read_graph, read_ontology

FILE = folder("ontology") / "alignments.ttl"
OURS = "https://w3id.org/bigblur"
OWL_RELATIONS = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf}
MAPPINGS = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
# The standards whose terms rdflib lists; each list is made from the standard's own file.
CLOSED = (DCTERMS, ORG, PROV, RDF, SDO, SKOS, TIME)
NEWER = {"https://schema.org/observationAbout": "rdflib's list of schema.org is of December 2021; the term came later"}
# RDF lets a tie, a property or a class be of these types; a mapping by an OWL relation must be of like to like.
TYPES = {RDFS.subClassOf: OWL.Class, OWL.inverseOf: OWL.ObjectProperty}


@pytest.fixture(scope="module")
def stated() -> Graph:
    return Graph().parse(FILE)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read_graph(folder("ontology"))


def axioms(graph):
    parts = (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
    return [tuple(graph.value(axiom, part) for part in parts) for axiom in graph.subjects(RDF.type, OWL.Axiom)]


def triples(graph):
    """The plain alignments: what the file says of our terms by one of the relations."""
    return [
        (one, by, other)
        for one, by, other in graph
        if str(one).startswith(OURS) and isinstance(other, URIRef) and by in OWL_RELATIONS | MAPPINGS
    ]


def test_each_term_of_ours_exists(stated, ontology):
    defined = {
        term
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype)
        for term in ontology.subjects(RDF.type, kind)
    }
    named = {term for term, _, _ in axioms(stated)} | set(stated.subjects(UNALIGNED))
    assert named - defined == set()


def test_each_alignment_has_its_axiom_and_each_axiom_its_alignment(stated):
    assert Counter(axioms(stated)) == Counter(triples(stated))


def test_each_axiom_says_where_it_was_seen_and_in_whose_words(stated):
    for axiom in stated.subjects(RDF.type, OWL.Axiom):
        assert len(list(stated.objects(axiom, DCTERMS.source))) == 1
        assert len(list(stated.objects(axiom, RDFS.label))) == 1


def test_no_pair_of_terms_has_two_relations(stated):
    pairs = Counter((one, other) for one, _, other in axioms(stated))
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_an_owl_relation_is_between_terms_of_its_kind(stated, ontology):
    for one, by, other in axioms(stated):
        if by == RDFS.subPropertyOf:
            kinds = set(ontology.objects(one, RDF.type))
            assert kinds & {OWL.ObjectProperty, OWL.DatatypeProperty}, (one, other)
        elif by in TYPES:
            assert (one, RDF.type, TYPES[by]) in ontology, (one, other)


def test_every_class_is_aligned_or_said_to_have_no_counterpart(stated, ontology):
    known = {one for one, _, _ in axioms(stated)} | set(stated.subjects(UNALIGNED))
    assert set(ontology.subjects(RDF.type, OWL.Class)) - known == set()


def test_a_name_in_a_closed_list_of_rdflib_is_in_that_list(stated):
    missing = {
        str(target)
        for _, _, target in axioms(stated)
        for space in CLOSED
        if str(target).startswith(str(space)) and target not in space
    }
    assert missing == set(NEWER)


def test_every_other_name_is_of_a_form_that_its_standard_uses(stated):
    """Names without a list to hold them against: at least the form is checked, so that a slip of the pen is seen."""
    forms = (
        r"https://spec\.edmcouncil\.org/fibo/ontology/(BE|CAE|FND|SEC)/[A-Za-z]+/[A-Za-z]+/[A-Za-z]+",
        r"https://www\.omg\.org/spec/Commons/[A-Za-z]+/[A-Za-z]+",
        r"https://www\.gleif\.org/ontology/L[12]/[A-Za-z]+",
        r"http://www\.wikidata\.org/entity/[PQ][1-9][0-9]*",
        r"http://id\.loc\.gov/datatypes/edtf",
    )
    others = [t for _, _, t in axioms(stated) if not any(str(t).startswith(str(space)) for space in CLOSED)]
    assert [str(t) for t in others if not any(re.fullmatch(form, str(t)) for form in forms)] == []
    # FIBO's own namespace repeats the path of its file, which the source names.
    for axiom in stated.subjects(RDF.type, OWL.Axiom):
        target, source = str(stated.value(axiom, OWL.annotatedTarget)), str(stated.value(axiom, DCTERMS.source))
        if target.startswith("https://spec.edmcouncil.org/"):
            path = target.removeprefix("https://spec.edmcouncil.org/fibo/ontology/").rpartition("/")[0]
            assert f"edmcouncil/fibo, {path}.rdf, commit " in source, target


def test_the_alignments_declare_no_term_of_another_vocabulary(stated):
    """Else the ontology's own lint would ask for their words, and a reader would take them for ours."""
    assert [one for one, _, _ in stated.triples((None, RDF.type, None)) if "://" in one and OURS not in one] == []


def test_the_page_has_every_alignment_and_everything_that_was_not_found():
    model = read_ontology(folder("ontology"))
    lines = alignments_page(model).splitlines()
    for row in model["alignments"]:
        found = [line for line in lines if f"]({row['iri']}) |" in line and f"`{row['term']}`" in line]
        assert len(found) == 1, row
        assert f"| {row['relation']} |" in found[0]
        assert row["comment"] in found[0]
        assert found[0].endswith(f"| {row['source']} |")
    assert sum(line.startswith("- ") for line in lines) == len(model["unaligned"]) > 0


class TestBroken:
    """What is missing is told, with where to add it."""

    @pytest.mark.parametrize(
        ("part", "name"),
        [
            (OWL.annotatedTarget, "owl:annotatedTarget"),
            (RDFS.label, "rdfs:label"),
            (DCTERMS.source, "dcterms:source"),
        ],
    )
    def test_an_axiom_without_a_part(self, stated, part, name):
        graph = Graph() + stated
        (axiom,) = graph.subjects(OWL.annotatedTarget, SDO.citation)
        graph.remove((axiom, part, None))
        with pytest.raises(SchemaError, match=rf"bigblur#cites .* has no {name}: add it in ontology/alignments\.ttl"):
            read_alignments(graph)

    def test_an_axiom_without_its_triple(self, stated):
        graph = Graph() + stated
        graph.remove((None, OWL.inverseOf, None))
        with pytest.raises(SchemaError, match=r"schema\.org/founder: state the triple beside its axiom"):
            read_alignments(graph)

    def test_a_standard_without_a_name(self):
        row = {
            "kind": "Ties",
            "term": "bb:owns",
            "relation": "skos:closeMatch",
            "iri": "http://a.org/b",
            "theirs": "x:b",
        }
        with pytest.raises(SchemaError, match=r"http://a\.org/b: of which standard is it\?"):
            alignments_page({"alignments": [row], "unaligned": [], "classes": {}, "ties": {}})
