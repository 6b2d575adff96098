"""What is generated is what the ontology says, and the ontology says it well."""

import csv
import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from rdflib import RDF, RDFS, Graph, Literal
from rdflib.namespace import OWL, SKOS

from bigblur.data import folder
from bigblur.errors import SchemaError
from bigblur.generate import generated_files
from bigblur.generate.ontology_reader import read_graph, read_ontology
from bigblur.model import classes, label_of, node_schema, record_fields, ties
from bigblur.verbs.build import bundled_sources

ROOT = Path(__file__).resolve().parents[1]

# Columns whose facets differ from one class or tie to another on purpose, with the reason.
DIFFER = {
    "kind": "each class has kinds of its own, some of them a closed list",
    "role": "each tie has roles of its own",
    "level": "a boundary takes the level of its industries, where the list of levels is closed",
    "stage": "a person may lead a firm in two stages, which are two ties; elsewhere the stage tells nothing apart",
}


@pytest.fixture(scope="module")
def model():
    return read_ontology(folder("ontology"))


@pytest.fixture(scope="module")
def graph() -> Graph:
    return read_graph(folder("ontology"))


def test_the_committed_files_are_what_the_ontology_gives(model):
    stale = [
        str(path)
        for path, text in generated_files(model).items()
        if not (ROOT / path).is_file() or (ROOT / path).read_bytes() != text.encode("utf-8")
    ]
    assert stale == [], f"run `make generate` and commit {', '.join(stale)}"


def test_the_same_ontology_gives_the_same_files(model):
    assert generated_files(model) == generated_files(read_ontology(folder("ontology")))


class TestLint:
    def test_one_name_one_meaning(self, model):
        """A column has the same datatype and the same facets wherever it stands; exceptions are named, and used."""
        facets = defaultdict(set)
        for part, columns in (("classes", "properties"), ("ties", "qualifiers")):
            for term in model[part].values():
                for name, column in term[columns].items():
                    facets[name].add(json.dumps(column, sort_keys=True))
        assert {name for name, found in facets.items() if len(found) > 1} == set(DIFFER)
        for name, found in facets.items():
            assert len({json.loads(one)["datatype"] for one in found}) == 1, name

    def test_each_term_has_one_label_and_definition_a_language_and_an_example(self, graph):
        wrong = []
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
            for term in graph.subjects(RDF.type, kind):
                for predicate, lang in ((RDFS.label, "en"), (RDFS.label, "ko"), (SKOS.definition, "en")):
                    words = [
                        one
                        for one in graph.objects(term, predicate)
                        if isinstance(one, Literal) and one.language == lang
                    ]
                    if len(words) != 1 or not str(words[0]).strip():
                        wrong.append((str(term), str(predicate), lang, len(words)))
                if len(list(graph.objects(term, SKOS.example))) != 1:
                    wrong.append((str(term), "example"))
        assert wrong == []

    def test_no_label_names_two_terms(self, graph):
        named = defaultdict(set)
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
            for term in graph.subjects(RDF.type, kind):
                for label in graph.objects(term, RDFS.label):
                    named[kind, label].add(term)
        assert {label: terms for (_, label), terms in named.items() if len(terms) > 1} == {}

    def test_a_korean_label_is_korean(self, graph):
        for term in graph.subjects(RDF.type, OWL.Class):
            labels = [
                str(one) for one in graph.objects(term, RDFS.label) if isinstance(one, Literal) and one.language == "ko"
            ]
            assert any("가" <= sign <= "힣" for label in labels for sign in label), term

    def test_the_contract_s_vocabulary_is_there(self, model):
        labels = (
            "Firm Organization Person Industry Boundary Deal Platform Product Facility Technology Policy Event Concept"
        )
        types = (
            "ACQUIRED INVESTED_IN PARTY_TO OWNS PARTNERED_WITH SUPPLIES COMPETES_WITH MEMBER_OF OPERATES_IN OPERATES "
            "SPANS MAKES USES FOUNDED LED AFFECTS BETWEEN CROSSES"
        )
        assert set(f"{labels} Observation Place Source".split()) <= set(model["classes"])
        assert set(types.split()) <= set(model["ties"])

    def test_prefixes_of_ids_are_unambiguous(self):
        assert len({label.lower() for label in classes()}) == len(classes())
        for label in classes():
            assert label_of(f"{label.lower()}/x") == label
            assert node_schema(label).names[:3] == ["id", "name", "aliases"]

    def test_what_is_derived_has_only_derived_ties(self):
        for name, tie in ties().items():
            for sources, targets in tie.ends:
                if "Boundary" in (*sources, *targets):
                    assert tie.derived, name

    def test_closed_lists_have_no_doubles(self):
        for name in ("status", "flag"):
            values = record_fields("Statement")[name].allowed
            assert values
            assert len(set(values)) == len(values)


class TestBroken:
    """A broken ontology is told by file or term."""

    @pytest.fixture
    def copy(self, tmp_path):
        return Path(
            shutil.copytree(folder("ontology"), tmp_path / "ontology", ignore=shutil.ignore_patterns("__pycache__"))
        )

    def change(self, copy, name, old, new):
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def test_not_turtle(self, copy):
        (copy / "deals.ttl").write_text(
            (copy / "deals.ttl").read_text(encoding="utf-8") + "\nbb:x a b c d .\n", encoding="utf-8"
        )
        with pytest.raises(SchemaError, match=r"deals\.ttl, line \d+: not Turtle"):
            read_ontology(copy)

    def test_not_utf8(self, copy):
        (copy / "deals.ttl").write_bytes("# 거래\n".encode("cp949"))
        with pytest.raises(SchemaError, match=r"deals\.ttl.*UTF-8"):
            read_ontology(copy)

    def test_a_class_without_shape_or_words(self, copy):
        with (copy / "deals.ttl").open("a", encoding="utf-8") as file:
            file.write('\nbb:Bare a owl:Class ; rdfs:label "Bare"@en .\n')
        with pytest.raises(SchemaError, match="bb:Bare has 0 shapes: give it exactly one"):
            read_ontology(copy)

    def test_a_wider_industry_that_is_not_there(self, copy):
        with (copy / "schemes" / "isic-rev4.ttl").open("a", encoding="utf-8") as file:
            file.write(
                "\n<https://w3id.org/bigblur/industry/isic-rev4/03> "
                "<http://www.w3.org/2004/02/skos/core#broader> <https://w3id.org/bigblur/industry/isic-rev4/999> .\n"
            )
        with pytest.raises(SchemaError, match=r"isic-rev4/03: skos:broader names industry/isic-rev4/999"):
            read_ontology(copy)


class TestJsonSchema:
    """What an editor checks while a source is written is what the loader takes."""

    def schema(self, name):
        return json.loads((ROOT / "bigblur" / "generated" / f"{name}.schema.json").read_text(encoding="utf-8"))

    @pytest.mark.parametrize("source", sorted(bundled_sources()))
    def test_the_bundled_sources_fit(self, source):
        place = bundled_sources()[source]
        described = yaml.safe_load((place / "source.yaml").read_text(encoding="utf-8"))
        described["date"] = str(described.get("date"))
        Draft202012Validator(self.schema("source")).validate(described)
        tables = self.schema("tables")
        for path in place.rglob("*.csv"):
            if path.name == "coverage.csv":
                continue
            check = Draft202012Validator({**tables, "$ref": f"#/$defs/{path.stem}"})
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    check.validate(row)

    @pytest.mark.parametrize(
        ("table", "column", "value"),
        [
            ("nodes", "id", "company/alpha"),
            ("ties", "type", "ACQUIRED"),
            ("ties", "valid_from", "2007-02-30"),
            ("deals", "kind", "takeover"),
            ("deals", "currency", "kroner"),
            ("deals", "amount", "twelve"),
            ("properties", "property", "colour"),
            ("observations", "measure", "beauty"),
            ("ties", "status", "rumour"),
            ("ties", "colour", "red"),
        ],
    )
    def test_what_the_loader_refuses_does_not_fit(self, table, column, value, tiny_source):
        row = tiny_source().tables[table][0]
        check = Draft202012Validator({**self.schema("tables"), "$ref": f"#/$defs/{table}"})
        assert check.is_valid(row)
        assert not check.is_valid(row | {column: value})
