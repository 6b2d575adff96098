"""The id of a statement: stable, and made of what makes two statements two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import TinySource

from bigblur.loaders.tidy import load_tidy
from bigblur.statements import KEY, SCHEMA, statement_id

GOLDEN = {
    "source_id": "spri-is-123",
    "locator": "section 3(2), line 248, table AKVA acquisitions, row 7",
    "subject": "firm/akva-group",
    "predicate": "PARTY_TO",
    "object": "deal/akva-uni-aqua-2007-1",
    "role": "acquirer",
    "valid_from": "2007",
    "as_stated": "UNI Aqua A/S",
}

fields = st.dictionaries(
    st.sampled_from(KEY), st.text(st.characters(codec="utf-8", exclude_characters="\x1f\x00"), max_size=8)
)


def test_pinned():
    """Ids stand in stores, exports and papers: a change of them is a change of format."""
    assert statement_id(GOLDEN) == "28bb537ad9cae9f8f55a"


def test_the_key_is_made_of_columns():
    assert set(KEY) <= set(SCHEMA.names)
    assert set(SCHEMA.names) - set(KEY) == {"statement_id", "status", "confidence", "flag", "note"}


@pytest.mark.parametrize("comment", ["note", "flag", "status", "confidence", "statement_id", "no_column"])
def test_comments_do_not_change_it(comment):
    assert statement_id(GOLDEN | {comment: "else"}) == statement_id(GOLDEN)


@pytest.mark.parametrize("field", KEY)
def test_every_field_of_the_key_does(field):
    assert statement_id(GOLDEN | {field: "else"}) != statement_id(GOLDEN)
    assert statement_id({**GOLDEN, field: ""}) != statement_id({**GOLDEN, field: None})


def test_absent_is_null():
    assert statement_id(dict.fromkeys(KEY) | GOLDEN) == statement_id(GOLDEN)


@given(fields, fields)
def test_equal_keys_and_only_they_have_equal_ids(one, other):
    same = all(one.get(name) == other.get(name) for name in KEY)
    assert (statement_id(one) == statement_id(other)) is same


@given(fields, st.randoms(use_true_random=False))
def test_the_order_of_fields_does_not_matter(row, random):
    names = list(row)
    random.shuffle(names)
    assert statement_id({name: row[name] for name in names}) == statement_id(row)


def test_what_is_loaded_has_ids_of_its_own(tmp_path):
    rows = [row for row, _ in load_tidy(TinySource(tmp_path / "tiny").save().folder)]
    assert len({statement_id(row) for row in rows}) == len(rows)


def test_a_mended_note_makes_no_new_statement(tmp_path):
    source = TinySource(tmp_path / "tiny").save()
    before = [statement_id(row) for row, _ in load_tidy(source.folder)]
    for row in source.tables["ties"]:
        row |= {"note": "mended", "status": "plan", "confidence": "0.5"}
    assert [statement_id(row) for row, _ in load_tidy(source.save().folder)] == before
