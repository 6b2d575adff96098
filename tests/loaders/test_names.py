"""One thing under two ids, or one name for two things, is an error unless a note says why."""

import pytest

import bigblur
from bigblur.errors import InputError


def test_a_firm_under_two_ids_is_refused(tiny_source, tmp_path):
    source = tiny_source()
    line = source.add("nodes", id="firm/alpha-again", name="ALPHA", lang="en", line="14")
    source.save()
    with pytest.raises(InputError, match=r"bears the name of 'firm/alpha'.*use one id.*say so in a note") as caught:
        bigblur.build([source.folder], store=tmp_path / "s.db")
    assert (caught.value.file, caught.value.line) == (source.path("nodes"), line)


def test_an_alias_of_two_nodes_needs_a_note(tiny_source, tmp_path):
    source = tiny_source()
    source.columns["aliases"].append("note")
    for row in source.tables["aliases"]:
        row["note"] = ""
    line = source.add("aliases", id="firm/beta", alias="알파", lang="ko", line="14")
    source.save()
    with pytest.raises(InputError, match="bears the name of 'firm/alpha'") as caught:
        bigblur.build([source.folder], store=tmp_path / "s.db")
    assert (caught.value.file, caught.value.line) == (source.path("aliases"), line)
    source.tables["aliases"][-1]["note"] = "Printed for both."
    source.save()
    assert bigblur.build([source.folder], store=tmp_path / "s.db").counts["Firm"] == 3


def test_a_firm_and_its_platform_may_share_a_name(tiny_source, tmp_path):
    source = tiny_source()
    source.add("nodes", id="platform/alpha", name="Alpha", lang="en", line="14")
    source.save()
    assert bigblur.build([source.folder], store=tmp_path / "s.db").counts["Platform"] == 2
