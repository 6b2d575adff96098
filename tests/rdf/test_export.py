"""The graph as RDF: read by two libraries, whole under SHACL, and back again."""

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from tiny import statement, table_of

import bigblur
from bigblur.errors import InputError, UsageError
from bigblur.graph.stores.embedded import EmbeddedStore, digest_of
from bigblur.rdf import SYNTAXES, descriptions, read_rdf, write_rdf
from bigblur.rdf.shacl import shacl_report
from bigblur.resolve import resolve

ENDINGS = {"turtle": ".ttl", "nquads": ".nq", "jsonld": ".jsonld"}


@pytest.fixture(scope="module")
def exported(bundled_store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rdf")
    return {
        name: bigblur.export(name, folder / f"all{ending}", store=bundled_store.path)[0]
        for name, ending in ENDINGS.items()
    }


def triples(path):
    return {(quad.subject, quad.predicate, quad.object) for quad in pyoxigraph.parse(path=str(path), format=_of(path))}


def _of(path):
    return {
        ".ttl": pyoxigraph.RdfFormat.TURTLE,
        ".nq": pyoxigraph.RdfFormat.N_QUADS,
        ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }[path.suffix]


def test_all_syntaxes_say_the_same(exported):
    turtle = triples(exported["turtle"])
    assert len(turtle) > 50_000
    assert triples(exported["nquads"]) == turtle
    assert triples(exported["jsonld"]) == turtle


def test_rdflib_and_pyoxigraph_read_the_same(exported):
    def key(graph):
        return {(str(one), str(two), str(three)) for one, two, three in graph}

    theirs = {(one.value, two.value, three.value) for one, two, three in triples(exported["turtle"])}
    assert key(rdflib.Graph().parse(exported["turtle"])) == theirs


def test_statements_stand_in_the_graph_of_their_source(exported):
    graphs = {
        str(quad.graph_name) for quad in pyoxigraph.parse(path=str(exported["nquads"]), format=_of(exported["nquads"]))
    }
    assert "<https://w3id.org/bigblur/source/spri-is-123>" in graphs
    assert "DEFAULT" in graphs


@pytest.mark.slow
def test_the_report_has_no_violation(bundled_store):
    assert shacl_report(descriptions(bundled_store.content())).empty


@pytest.mark.parametrize("syntax", ENDINGS)
def test_reading_back_gives_the_same_store(syntax, exported, bundled_store, tmp_path):
    bigblur.build([exported[syntax]], store=tmp_path / "back.db")
    assert digest_of(EmbeddedStore(tmp_path / "back.db").content()) == digest_of(bundled_store.content())


NASTY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1f\x00"), min_size=1)


@given(name=NASTY, words=NASTY, note=NASTY)
@pytest.mark.parametrize("syntax", ENDINGS)
def test_any_text_survives(syntax, name, words, note, tmp_path_factory):
    rows = [
        statement("firm/a", "name", value=name, lang="ko", as_stated=name),
        statement("source/s", "name", value=f'</script>"{name}\\', as_stated=words, flag="misprint", note=note),
        statement("firm/a", "founded", value="198X"),
        statement("firm/a", "PARTNERED_WITH", object="firm/b", scope=words, valid_from="2007-02", confidence=0.25),
        statement("firm/a", "OWNS", object="firm/b", qualifiers='{"share": "0.5"}'),
        statement("firm/b", "name", value="b"),
    ]
    path = tmp_path_factory.mktemp("nasty") / f"a{ENDINGS[syntax]}"
    write_rdf(descriptions(resolve(table_of(rows))), syntax, path)
    expected = [{name: value for name, value in row.items() if value is not None} for row in rows]
    got = [row | {"statement_id": bigblur.statements.statement_id(row)} for row, _ in read_rdf(path)]
    assert sorted(got, key=lambda row: row["statement_id"]) == sorted(expected, key=lambda row: row["statement_id"])


class TestBadInput:
    def test_a_file_that_is_no_turtle_names_the_line(self, tmp_path):
        path = tmp_path / "bad.ttl"
        path.write_text("@prefix bb: <https://w3id.org/bigblur#> .\n\n<a> bb:x \n\n. oops", encoding="utf-8")
        with pytest.raises(InputError, match=r"bad\.ttl, line [35]") as caught:
            bigblur.build([path], store=tmp_path / "x.db")
        assert caught.value.file == path

    def test_an_ending_of_no_syntax(self, tmp_path):
        path = tmp_path / "graph.doc"
        path.write_text("x", encoding="utf-8")
        with pytest.raises(UsageError, match=r"\.ttl, \.nq"):
            bigblur.build([path], store=tmp_path / "x.db")

    @pytest.mark.parametrize(
        "text", ["", "<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"]
    )
    def test_rdf_without_statements(self, text, tmp_path):
        path = tmp_path / "other.nq"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="holds no statements"):
            bigblur.build([path], store=tmp_path / "x.db")

    def test_a_statement_changed_by_hand_is_told(self, exported, tmp_path):
        path = tmp_path / "changed.ttl"
        text = exported["turtle"].read_text(encoding="utf-8")
        assert "Sperre AS" in text
        path.write_text(text.replace('"Sperre AS"', '"Sperre ASA"'), encoding="utf-8")
        with pytest.raises(InputError, match="it was changed after it was exported"):
            bigblur.build([path], store=tmp_path / "x.db")
        assert not (tmp_path / "x.db" / "manifest.json").exists()

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            (
                'bb:status "fact"',
                'bb:confidence "abc"^^xsd:decimal ;\n    bb:status "fact"',
                "'abc' is not a plain number",
            ),
            ('    bb:status "fact"', '    bb:statuz "fact"', "which the ontology does not know"),
            ('    bb:status "fact" ;\n', "", "needs a status"),
            ('    rdf:object "Sperre AS"', '    rdf:object "Sperre" , "Sperre AS"', "two values"),
            ('    rdf:object "Sperre AS"', '    rdf:object [ bb:x "y" ]', "neither an IRI nor a value"),
        ],
    )
    def test_hostile_statements_are_told(self, old, new, words, exported, tmp_path):
        path = tmp_path / "hostile.ttl"
        text = exported["turtle"].read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(InputError, match=words):
            read_rdf(path)

    def test_an_unknown_format_is_told(self, bundled_store, tmp_path):
        with pytest.raises(UsageError, match=r"no export format 'turtel'.*Did you mean 'turtle'"):
            bigblur.export("turtel", tmp_path / "x", store=bundled_store.path)


def test_numbers_are_written_as_xsd_decimal_has_them():
    rows = [
        statement("deal/a", "kind", value="investment"),
        statement("deal/a", "amount", value="1" + "0" * 23),
        statement("deal/a", "stake", value="0.1"),
        statement("firm/a", "name", value="a"),
        statement("firm/a", "PARTY_TO", object="deal/a", role="investor"),
    ]
    text = SYNTAXES["turtle"].text(descriptions(resolve(table_of(rows))))
    assert '"100000000000000000000000"^^xsd:decimal' in text
    assert '"0.1"^^xsd:decimal' in text
