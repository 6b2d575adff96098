"""The ledger of the report: every line yields statements or says why not; errors of a ledger name their place."""

import pytest

import bigblur
from bigblur.data import folder
from bigblur.errors import InputError, UsageError
from bigblur.loaders.source import read_source
from bigblur.verbs.coverage import read_reasons

REPORT = folder("sources") / "spri-is-123"


def test_no_line_of_the_report_is_open(bundled_store):
    ledger = bigblur.coverage("spri-is-123", store=bundled_store)
    assert ledger["line"].tolist() == list(range(1, read_source(REPORT).lines + 1))
    still_open = ledger[(ledger["statements"] == 0) & ledger["reason"].isna()]
    assert still_open["line"].tolist() == []
    assert (ledger["ids"].map(len) == ledger["statements"]).all()
    known = set(bundled_store.statements()["statement_id"].to_pylist())
    assert {one for ids in ledger["ids"] for one in ids} <= known


def test_every_statement_of_the_report_stands_on_a_line(bundled_store):
    ledger = bigblur.coverage("spri-is-123", store=bundled_store)
    covered = {one for ids in ledger["ids"] for one in ids}
    rows = bundled_store.statements().to_pylist()
    said = {
        row["statement_id"] for row in rows if row["source_id"] == "spri-is-123" and row["locator"] != "source.yaml"
    }
    assert said == covered


def test_the_ledger_holds_no_text_of_the_report():
    rows = (REPORT / "coverage.csv").read_text(encoding="utf-8").splitlines()
    assert all(line.isascii() for line in rows)


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ("900,heading", 2, "no line or range within 1 to 820"),
        ("3-2,heading", 2, "no line or range"),
        ("1,headign", 2, "Did you mean 'heading'"),
        ("1-3,blank\n2,heading", 3, "stands there twice"),
        ("1,", 2, "the cell is empty"),
    ],
)
def test_a_broken_ledger_is_named(tmp_path, rows, line, message):
    path = tmp_path / "coverage.csv"
    path.write_text(f"line,reason\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_reasons(path, 820)
    assert (caught.value.file, caught.value.line) == (path, line)


def test_a_source_without_a_text_has_no_lines(bundled_store):
    with pytest.raises(UsageError, match="not read from a text"):
        bigblur.coverage("editorial", store=bundled_store)
    with pytest.raises(UsageError, match="Did you mean 'spri-is-123'"):
        bigblur.coverage("spri-is-12", store=bundled_store)
