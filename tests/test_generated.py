"""What is generated is what the ontology says, and the ontology says it well."""

import csv
import io
import json
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from rdflib import RDF, RDFS, Graph, Literal
from rdflib.namespace import OWL, SKOS

from bigblur.data import folder
from bigblur.errors import InputError, SchemaError
from bigblur.generate import generated_files
from bigblur.generate.ontology_reader import read_graph, read_ontology
from bigblur.generate.queries_page import ROWS, WIDE, cell, library_page, prose
from bigblur.model import classes, label_of, node_schema, record_fields, ties
from bigblur.query_library import GROUPS, Query, library
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


GOLDEN = ROOT / "tests" / "golden" / "queries"


def sections() -> dict[str, str]:
    """What the page of the queries says of each."""
    _, *parts = re.split(r"^### (.+)\n", library_page(library().values(), GOLDEN), flags=re.MULTILINE)
    return {name: text.split("\n## ")[0] for name, text in zip(parts[::2], parts[1::2], strict=True)}


def last_table(page: str) -> list[str]:
    """The cells of the last table of a page, by the parser that rich brings; none may be more than text."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page)
    begins = [at for at, token in enumerate(tokens) if token.type == "table_open"]
    cells = [token for token in tokens[begins[-1] :] if token.type == "inline"]
    assert {part.type for token in cells for part in token.children} <= {"text", "text_special"}
    return ["".join(part.content for part in token.children) for token in cells]


class TestQueriesPage:
    @pytest.fixture
    def page(self, tmp_path):
        """Make a page of one query with this answer."""

        def make(answer, name="one.csv", **more):
            (tmp_path / name).write_text(answer, encoding="utf-8")
            fields = {"title": "T", "question": "Q?", "group": GROUPS[0], "reading": "R", "cypher": "RETURN 1 AS n"}
            fields |= {"parameters": {}, "columns": {"n": "a number"}} | more
            return library_page([Query("one", **fields)], tmp_path).splitlines()

        return make

    def test_shows_every_query_by_group(self):
        lines = library_page(library().values(), GOLDEN).splitlines()
        assert [line[3:].lower() for line in lines if line.startswith("## ")] == list(GROUPS)
        found = sections()
        assert sorted(found) == sorted(library())
        for name, query in library().items():
            section = found[name]
            assert f"```sh\n{query.usage}\n```" in section
            assert f"```cypher\n{query.cypher}\n```" in section
            for word in (*query.parameters, *query.columns):
                assert f"\n| `{word}` | " in section, (name, word)

    def test_rows_are_the_first_of_the_recorded_answer_and_counted(self, page):
        lines = page("n\n" + "".join(f"{n}\n" for n in range(1234)))
        at = lines.index(f"The first {ROWS} of 1,234 rows:")
        assert lines[at + 2 :] == ["| n |", "| --- |", *(f"| {n} |" for n in range(ROWS))]
        assert "1 row:" in page("n\n7\n")
        assert "No rows." in page("n\n")

    def test_a_reader_of_markdown_finds_the_recorded_answers_in_it(self):
        for name, section in sections().items():
            with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                head, *rows = csv.reader(file)
            wanted = [" ".join(one.split()) for row in rows[:ROWS] for one in row]
            short = [one if len(one) <= WIDE else f"{one[: WIDE - 1]}…" for one in wanted]
            assert last_table(section) == head + short, name

    def test_a_reader_of_markdown_finds_hostile_values_in_it(self, page):
        signs = [
            "a|b",
            "\\|",
            "`c`",
            "``",
            "*d* _e_ **f**",
            "[g](h)",
            "![i](j)",
            "<b>k</b>",
            "<https://l.m>",
            "&lt; &#35;",
            "~~n~~",
        ]
        for start in range(0, len(signs), ROWS):
            some = signs[start : start + ROWS]
            answer = io.StringIO(newline="")
            csv.writer(answer).writerows([["n"], *([one] for one in some)])
            assert last_table("\n".join(page(answer.getvalue()))) == ["n", *some]

    def test_no_value_is_read_as_markdown(self, page):
        lines = page('n\n"a|b\n`c` <b>*[d](e)*\\"\n')
        assert lines[-1] == r"| a\|b \`c\` \<b\>\*\[d\](e)\*\\ |"
        assert cell("가" * 100) == "가" * (WIDE - 1) + "…"
        assert prose("`bigblur why` <b> `x|y` a`b") == r"`bigblur why` \<b\> `x|y` a\`b"

    def test_code_ends_where_it_ends(self, page):
        lines = page("n\n1\n", cypher="RETURN 1 AS n // ```` not yet")
        assert [line for line in lines if line.startswith("```")][2:] == ["`````cypher", "`````"]

    def test_without_its_answer_there_is_no_page(self, page):
        with pytest.raises(InputError, match=r"one\.csv: there is no recorded answer.*make golden"):
            page("n\n", name="other.csv")
        with pytest.raises(InputError, match=r"one\.csv, line 1: its columns are not those of the query"):
            page("m\n1\n")

    def test_where_a_parameter_must_be_given_the_first_case_is_shown(self, page):
        assert "1 row (case `b`):" in page("n\n1\n", name="one--b.csv")
