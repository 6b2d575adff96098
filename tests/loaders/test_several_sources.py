"""Several sources in one store: what is replaced, what stays, and what must fit together."""

import shutil

import pytest
from tiny import fingerprint

import bigblur
from bigblur.errors import InputError
from bigblur.graph.stores.embedded import EmbeddedStore, digest_of


@pytest.fixture
def first(tiny_source):
    return tiny_source("first").save()


@pytest.fixture
def second(tiny_source):
    """A source that declares nothing, and speaks of what the first one declares."""
    source = tiny_source("second")
    source.tables = {
        "ties": [source.tables["ties"][2] | {"valid_from": "2012"}],
        "properties": [
            dict.fromkeys(source.columns["properties"], "")
            | {"id": "deal/alpha-beta-2007", "property": "stake", "value": "0.9", "line": "30"}
        ],
    }
    return source.save()


def digest(path):
    return digest_of(EmbeddedStore(path).content())


def test_one_after_the_other_is_as_both_at_once(first, second, tmp_path):
    bigblur.build([first.folder, second.folder], store=tmp_path / "both.db")
    bigblur.build([first.folder], store=tmp_path / "each.db")
    bigblur.build([second.folder], store=tmp_path / "each.db")
    assert digest(tmp_path / "each.db") == digest(tmp_path / "both.db")


def test_the_order_of_sources_does_not_matter(first, second, tmp_path):
    bigblur.build([first.folder, second.folder], store=tmp_path / "one.db")
    bigblur.build([second.folder, first.folder], store=tmp_path / "other.db")
    assert digest(tmp_path / "one.db") == digest(tmp_path / "other.db")


def test_what_a_source_no_longer_says_goes_and_the_others_stay(first, second, tmp_path):
    path = tmp_path / "s.db"
    bigblur.build([first.folder, second.folder], store=path)
    first.tables["properties"].clear()
    bigblur.build([first.save().folder], store=path)
    node = EmbeddedStore(path).query(
        "MATCH (f:Firm {id: 'firm/alpha'})-[t:PARTNERED_WITH]-() RETURN f.founded AS f, t.mentions AS n"
    )
    assert node.to_numpy().tolist() == [[None, 2]]


def test_a_source_alone_that_speaks_of_another_s_nodes(second, tmp_path):
    with pytest.raises(InputError, match=r"declare it in a nodes\.csv"):
        bigblur.build([second.folder], store=tmp_path / "s.db")
    assert not (tmp_path / "s.db").exists()


def test_a_node_that_another_source_needs_cannot_go(first, second, tmp_path):
    path = tmp_path / "s.db"
    bigblur.build([first.folder, second.folder], store=path)
    before = fingerprint(path)
    for name, rows in first.tables.items():
        first.tables[name] = [row for row in rows if not {"firm/beta", "deal/alpha-beta-2007"} & set(row.values())]
    words = r"the source second in this store speaks of '(firm/beta|deal/alpha-beta-2007)' .* build second along"
    with pytest.raises(InputError, match=words) as caught:
        bigblur.build([first.save().folder], store=path)
    assert caught.value.file == str(path)
    assert fingerprint(path) == before


def test_the_stronger_source_is_the_default_whichever_came_first(first, tiny_source, tmp_path):
    stronger = tiny_source("stronger")
    stronger.source = stronger.source.replace("rank: 5", "rank: 1")
    stronger.tables["properties"][0]["value"] = "1985"
    for order in ([first, stronger.save()], [stronger, first]):
        path = tmp_path / f"{order[0].folder.name}.db"
        for source in order:
            bigblur.build([source.folder], store=path)
        store = EmbeddedStore(path)
        assert store.query("MATCH (f:Firm {id: 'firm/alpha'}) RETURN f.founded AS f")["f"].tolist() == ["1985"]
        stated = bigblur.why("firm/alpha", store=store)
        assert set(stated[stated["predicate"] == "founded"]["value"]) == {"1985", "1999"}


def test_a_source_under_a_bundled_id_is_refused(tiny_source, tmp_path):
    source = tiny_source("editorial").save()
    with pytest.raises(InputError, match="the id 'editorial' belongs to another source") as caught:
        bigblur.build([source.folder], store=tmp_path / "s.db")
    assert caught.value.file == source.folder / "source.yaml"
    assert not (tmp_path / "s.db").exists()


def test_two_sources_under_one_id_are_refused(first, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(first.folder, copy)
    with pytest.raises(InputError, match="the id 'first' belongs to another source"):
        bigblur.build([first.folder, copy], store=tmp_path / "s.db")


def test_a_tie_that_ends_before_it_begins_is_refused(first, tmp_path):
    line = first.add("ties", source="firm/alpha", type="SUPPLIES", target="firm/beta", line="9", valid_from="2022")
    first.tables["ties"][-1]["valid_to"] = "2019"
    first.save()
    with pytest.raises(InputError, match=r"ends \(2019\) before it begins \(2022\)") as caught:
        bigblur.build([first.folder], store=tmp_path / "s.db")
    assert (caught.value.line, caught.value.column) == (line, "valid_to")


def test_a_tie_to_itself_is_told(first, tmp_path):
    line = first.add("ties", source="firm/alpha", type="SUPPLIES", target="firm/alpha", line="9")
    first.save()
    report = bigblur.build([first.folder], store=tmp_path / "s.db")
    assert any(f"line {line}: firm/alpha SUPPLIES itself" in warning for warning in report.warnings)


def test_an_id_in_capitals_is_refused(first, tmp_path):
    first.add("nodes", id="firm/Delta", name="Delta", line="9")
    first.save()
    with pytest.raises(InputError, match="ids are in lower case: write 'firm/delta'"):
        bigblur.build([first.folder], store=tmp_path / "s.db")
