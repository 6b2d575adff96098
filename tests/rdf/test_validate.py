"""The column checks and SHACL, which are generated from the same shapes, say the same of broken data."""

from itertools import product

import pyarrow as pa
import pytest
from unchecked import described, local, unchecked_statements

import bigblur
from bigblur.checks import complaints, period_complaint
from bigblur.frames import records
from bigblur.rdf.describe import nodes_block, ties_block
from bigblur.rdf.shacl import shacl_report

# table, row, column, what is put there | the column that the checks blame, their words | where SHACL points, what at
BROKEN = {
    "a kind that is not on the list": ("deals", 0, "kind", "takeover", "kind", "not one of", "deal", "kind"),
    "a day that does not exist": ("deals", 0, "date", "2007-02-30", "date", "day 30 is not in", "deal", "date"),
    "an amount in words": ("deals", 0, "amount", "twelve", "amount", "not a plain number", "deal", "amount"),
    "a currency in words": ("deals", 0, "currency", "kroner", "currency", "does not match", "deal", "currency"),
    "a property of another class": (
        *("properties", 1, "property", "currency"),
        *("property", "a Firm has no property 'currency'", "firm", "currency"),
    ),
    "a founding year in words": ("properties", 0, "value", "long ago", "value", "is not a date", "firm", "founded"),
    "a tie between the wrong classes": (
        *("ties", 0, "source", "person/kim"),
        *("type", "OPERATES_IN does not go from Person to Industry", "tie", ""),
    ),
    "a tie without its role": ("ties", 0, "role", "", "role", "OPERATES_IN needs a role", "tie", "role"),
    "a role that is not on the list": ("ties", 0, "role", "visitor", "role", "not one of", "tie", "role"),
    "a qualifier that the tie has not": ("ties", 0, "share", "0.5", "share", "has no share", "tie", "share"),
    "a derived tie": ("ties", 2, "type", "ACQUIRED", "type", "ACQUIRED is derived", "statement", "predicate"),
    "an end before the beginning": ("ties", 3, "valid_to", "1999", "valid_to", "before it begins", "tie", "validTo"),
    "a stake of more than all": ("deals", 0, "stake", "51", "stake", "'51' is more than 1", "deal", "stake"),
    "a status of another kind": ("ties", 0, "status", "rumour", "status", "not one of", "statement", "status"),
    "a flag without a note": (
        *("ties", 0, "flag", "misprint"),
        *("note", "a flag needs a note", "statement", "note"),
    ),
    "a confidence above 1": ("ties", 2, "confidence", "1.5", "confidence", "more than 1", "statement", "confidence"),
    "a class that there is not": ("ties", 3, "source", "human/kim", "source", "is no id", "statement", "subject"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_both_checkers_find_what_is_broken(name, tiny_source, tmp_path):
    table, row, column, value, blamed, words, focus, path = BROKEN[name]
    source = tiny_source()
    source.tables[table][row][column] = value
    folder = source.save().folder

    complaints = records(bigblur.validate([folder], store=tmp_path / "none.db"))
    assert {(one["source"], one["place"]) for one in complaints} == {
        (str(source.path(table)), f"line {row + 2}, column {blamed}")
    }
    assert words in complaints[0]["complaint"]

    violations = records(shacl_report(described(unchecked_statements(folder))))
    found = {(one["focus"].split("/")[0], local(one["path"])) for one in violations}
    assert (focus, path) in found
    # What follows of it is said of the same thing or of the statement behind it, of nothing else.
    assert {what for what, _ in found} <= {focus, "statement", "tie"}


def test_neither_checker_complains_of_what_is_whole(tiny_source, tmp_path):
    folder = tiny_source().save().folder
    assert bigblur.validate([folder], store=tmp_path / "none.db").empty
    assert shacl_report(described(unchecked_statements(folder))).empty


def test_every_complaint_is_told_not_only_the_first(tiny_source, tmp_path):
    source = tiny_source()
    source.tables["deals"][0]["currency"] = "kroner"
    source.tables["ties"][0]["role"] = "visitor"
    source.tables["ties"][1]["role"] = "visitor"
    rows = bigblur.validate([source.save().folder], store=tmp_path / "none.db")
    assert rows["place"].tolist() == ["line 2, column currency", "line 2, column role", "line 3, column role"]


def test_a_deal_without_a_kind_is_refused_by_all(tiny_source, tmp_path):
    source = tiny_source()
    source.only("deals")
    for party, role in (("firm/alpha", "acquirer"), ("firm/beta", "target")):
        source.add("ties", source=party, type="PARTY_TO", target="deal/x", role=role, line="13")
    folder = source.save().folder
    rows = bigblur.validate([folder], store=tmp_path / "none.db")
    assert rows["complaint"].tolist() == ["'deal/x' has no kind: state one"]
    with pytest.raises(bigblur.errors.InputError, match="'deal/x' has no kind"):
        bigblur.build([folder], store=tmp_path / "none.db")
    violations = shacl_report(described(unchecked_statements(folder)))
    assert [(one["focus"], local(one["path"])) for one in records(violations)] == [("deal/x", "kind")]


FORMS = ["198X", "1985", "199X", "2020", "2020-Q1", "2020-Q3", "2020-03", "2020-06", "2020-03-15", "2020-07-01"]


def test_both_compare_dates_of_every_form_alike():
    """One tie for each pair of dates: the resource's number says which."""
    pairs = list(product(FORMS, FORMS))
    rows = [
        {"tie_id": f"{at}", "source": "firm/a", "target": "firm/b", "date": begun, "valid_to": ended}
        for at, (begun, ended) in enumerate(pairs)
    ]
    blocks = [
        ties_block("SUPPLIES", pa.Table.from_pylist(rows)),
        nodes_block("Firm", pa.table({"id": ["firm/a", "firm/b"], "name": ["a", "b"]})),
    ]
    violations = {int(one["focus"].removeprefix("tie/")) for one in records(shacl_report(blocks))}
    assert violations == {at for at, pair in enumerate(pairs) if list(period_complaint(*pair))}
    assert 20 < len(violations) < 60


def test_a_statement_without_a_status():
    assert [one.field for one in complaints({"subject": "firm/a", "predicate": "founded", "value": "1999"})] == [
        "status"
    ]


def test_a_store_is_whole(bundled_store):
    assert bigblur.validate(store=bundled_store.path, sample=20).empty
