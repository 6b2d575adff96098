"""Industry schemes of the user's own, and which industries a store holds."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from classification_tables import moved, tables_folder

import bigblur
from bigblur.classifications import find_scheme
from bigblur.correspondences import HOWS, Correspondence, Link, translate
from bigblur.errors import InputError, UsageError
from bigblur.loaders.scheme_file import read_scheme
from bigblur.loaders.schemes import load_schemes

DOCS = Path(__file__).resolve().parents[2] / "docs" / "classifications.md"

EXACT, LOSSY, SEVERAL = HOWS

OWN = {
    "codes.csv": "Code,Title,Parent,Extra\nA,Farming,,x\n01,Farms,A,\n01.1,Crops,01,\n01.2,Animals,01,\n",
    "links.csv": "code,isic,mine,theirs,note\n01.1,0111,,1,\n01.2,0141,1,0,cattle\n01.2,0142,*,,horses\n01.2,0,,,\n",
    "scheme.yaml": """\
id: own-2020
title: Own
licence: CC0-1.0
tables:
  - {file: codes.csv, code: Code, name: Title, broader: Parent, levels: {1: section, 2: division, 4: group}}
correspondences:
  - {scheme: isic-rev4, file: links.csv, code: code, other: isic,
     partial: mine, other_partial: theirs, part: note, skip: ["0"]}
""",
}


def written(place, files=OWN):
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


class TestOwn:
    @pytest.fixture
    def place(self, tmp_path):
        return written(tmp_path / "own")

    def test_codes_levels_and_what_is_broader(self, place):
        own = read_scheme(place)
        assert own == read_scheme(place / "scheme.yaml")
        assert (own.id, own.source.rank, own.levels()) == ("own-2020", 2, {"section": 1, "division": 1, "group": 2})
        assert [one.code for one in own.chain("01.1")] == ["01.1", "01", "A"]

    def test_it_can_be_moved_and_moved_to(self, place):
        own = [read_scheme(place)]
        assert moved("own-2020", "01.1", "isic-rev4", schemes=own) == [("0111", LOSSY)]
        assert moved("own-2020", "01.2", "isic-rev4", schemes=own) == [("0141", SEVERAL), ("0142", SEVERAL)]
        assert [one.part for one in translate("own-2020", "01.2", "isic-rev4", schemes=own)] == ["cattle", "horses"]
        assert moved("isic-rev4", "0142", "own-2020", schemes=own) == [("01.2", LOSSY)]
        assert moved("naics-2017", "112920", "own-2020", schemes=own) == [("01.2", LOSSY)]  # over ISIC
        with pytest.raises(UsageError, match="no scheme 'own-2020'"):
            translate("own-2020", "01.1", "isic-rev4")

    def test_below_the_level_of_a_table(self, place):
        """A class goes where its group goes, and is a part of it."""
        (place / "links.csv").write_text("code,isic,mine,theirs,note\n01.1,011,,,\n", encoding="utf-8")
        own = [read_scheme(place)]
        assert moved("own-2020", "01.1", "isic-rev4", schemes=own) == [("011", EXACT)]
        assert moved("isic-rev4", "0111", "own-2020", schemes=own) == [("01.1", LOSSY)]
        assert moved("isic-rev4", "011", "own-2020", schemes=own) == [("01.1", EXACT)]
        assert moved("isic-rev4", "01", "own-2020", schemes=own) == [("01.1", SEVERAL)], "the rest of 01 leads nowhere"
        assert moved("isic-rev4", "02", "own-2020", schemes=own) == []

    def test_its_own_table_goes_before_a_bundled_one(self):
        table = Correspondence("isic-rev4", "isic-rev3.1", (Link("0111", "9900", "exactMatch"),))
        scheme = find_scheme("isic-rev4")
        own = replace(scheme, correspondences=(table,))
        assert moved("isic-rev4", "0111", "isic-rev3.1", schemes=[own]) == [("9900", EXACT)]

    def test_by_prefix_and_by_digits(self, tmp_path):
        files = {
            "codes.csv": "code,name\n01,Farms\n01.1,Crops\n01.11,Cereals\n01.12,Rice\n10-12,Food\n11.0,Drinks\n",
            "scheme.yaml": "id: nace-rev2\ntitle: N\nlicence: none\ntables:\n- {file: codes.csv, code: code,\n"
            "   name: name, levels: {2: division, 4: group, 5: class}}\n"
            "correspondences:\n- {scheme: uk-sic-2007, digits: 4}\n",
        }
        own = read_scheme(written(tmp_path / "nace", files))
        assert [one.code for one in own.chain("01.11")] == ["01.11", "01.1", "01"]
        assert [one.code for one in own.chain("11.0")] == ["11.0", "10-12"]
        assert moved("uk-sic-2007", "01110", "nace-rev2", schemes=[own]) == [("01.11", EXACT)]
        assert moved("uk-sic-2007", "99999", "nace-rev2", schemes=[own]) == []

    def test_the_verb_takes_it(self, place):
        frame = bigblur.industries(schemes=[place])
        assert frame.loc[frame["scheme"] == "own-2020", "tables"].tolist() == [["isic-rev4"]]
        assert bigblur.industries("01.1", schemes=[read_scheme(place)])["scheme"].tolist() == ["own-2020"] * 3

    @pytest.mark.parametrize(
        ("name", "old", "new", "words"),
        [
            ("scheme.yaml", "id: own-2020", "id: own", r"'own' is no system with its vintage"),
            ("scheme.yaml", "id: own-2020", "id: isic-rev4", r"'isic-rev4' belongs to another source"),
            ("scheme.yaml", 'skip: ["0"]', "skip: 0", r"'skip' is a list, not 0"),
            ("scheme.yaml", "{1: section, 2: division, 4: group}", "group", r"'levels' is a mapping .*, not 'group'"),
            ("scheme.yaml", "licence: CC0-1.0\n", "", r"'licence' is missing"),
            ("scheme.yaml", "title:", "titel:", r"unknown field 'titel'.*Did you mean 'title'"),
            ("scheme.yaml", "code: Code", "cod: Code", r"tables: unknown field 'cod'.*Did you mean 'code'"),
            ("scheme.yaml", "file: links.csv, ", "", r"correspondences: the field 'file' is missing"),
            ("scheme.yaml", "code: Code", "code: Kode", r"codes\.csv, line 1.*'Kode' is missing"),
            ("scheme.yaml", "broader: Parent", "broader: Eltern", r"'Eltern' is missing"),
            ("scheme.yaml", "4: group", "4: grup", r"'grup' is not one of.*Did you mean 'group'"),
            ("scheme.yaml", ", 4: group", "", r"code of 4 signs"),
            ("scheme.yaml", "levels:", "level: group, levels:", r"either 'level' or 'levels'"),
            ("scheme.yaml", "scheme: isic-rev4", "scheme: isic", r"no scheme 'isic'"),
            ("scheme.yaml", 'skip: ["0"]', "skip: []", r"links\.csv, line 5, column isic: isic-rev4 has no code '0'"),
            ("scheme.yaml", "tables:", "tables: x\ny:", r"unknown field 'y'"),
            ("codes.csv", "01.2,Animals", "01.1,Animals", r"codes\.csv, line 5, column Code: '01\.1' stands .* twice"),
            ("codes.csv", "01.2,Animals,01", "01.2,Animals,02", r"line 5: '01\.2' lies under '02', which is no code"),
            ("codes.csv", "A,Farming,", "A,Farming,01.1", r"lies under itself"),
            ("codes.csv", "01.2,Animals", "01 2,Animals", r"line 5, column Code: '01 2' is no code"),
            ("codes.csv", "01.2,Animals", "01.2,", r"line 5, column Title: the cell is empty"),
            ("links.csv", "01.1,0111", "01.1,111", r"line 2, column isic: .*no code '111'\. Did you mean '0111'"),
            ("links.csv", "01.1,0111", "01.3,0111", r"line 2, column code: own-2020 has no code '01\.3'"),
            ("links.csv", "0111,,1", "0111,,2", r"line 2, column theirs: '2' is not 1 or \*"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_told(self, place, name, old, new, words):
        text = (place / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (place / name).write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError, match=words):
            read_scheme(place)

    def test_an_empty_scheme_and_one_that_is_not_there(self, place, tmp_path):
        (place / "codes.csv").write_text("Code,Title,Parent\n", encoding="utf-8")
        with pytest.raises(InputError, match="no table with a code"):
            read_scheme(place)
        with pytest.raises(InputError, match="no such file"):
            read_scheme(tmp_path / "none.yaml")


class TestDocs:
    """The examples of docs/classifications.md run."""

    @pytest.fixture
    def examples(self):
        blocks = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
        return {yaml.safe_load(block)["id"]: block for block in blocks}

    def test_sic_1987(self, examples, tmp_path):
        for path in tables_folder().glob("sic_1987*.csv"):
            shutil.copy(path, tmp_path)
        (tmp_path / "scheme.yaml").write_text(examples["sic-1987"], encoding="utf-8")
        sic = read_scheme(tmp_path)
        assert sic.levels() == {"division": 10, "major group": 83, "industry group": 416, "industry": 1005}
        assert [one.code for one in sic.chain("0111")] == ["0111", "011", "01", "A"]

    def test_nace(self, examples, tmp_path):
        codes = "Code,Description,Parent\nA,Agriculture,\n01,Crops and animals,A\n01.1,Crops,01\n01.11,Cereals,01.1\n"
        (tmp_path / "nace.csv").write_text(codes, encoding="utf-8")
        (tmp_path / "scheme.yaml").write_text(examples["nace-rev2"], encoding="utf-8")
        assert moved("uk-sic-2007", "01110", "nace-rev2", schemes=[read_scheme(tmp_path)]) == [("01.11", EXACT)]

    def test_naics_2022(self, examples, tmp_path):
        (tmp_path / "naics-2022.csv").write_text(
            "code,title\n31-33,Manufacturing\n311,Food\n3112,Mills\n31121,Flour\n311211,Flour milling\n",
            encoding="utf-8",
        )
        (tmp_path / "naics-2022-to-isic4.csv").write_text(
            "naics,isic,part_of_naics,part_of_isic,note\n311211,1061,,*,\n0,9810,,,\n", encoding="utf-8"
        )
        (tmp_path / "scheme.yaml").write_text(examples["naics-2022"], encoding="utf-8")
        own = [read_scheme(tmp_path)]
        assert moved("naics-2022", "311211", "isic-rev4", schemes=own) == [("1061", LOSSY)]
        assert [one.code for one in own[0].chain("311211")] == ["311211", "31121", "3112", "311", "31-33"]
        assert translate("naics-2022", "31-33", "isic-rev3", schemes=own)


class TestInAStore:
    """Only what is spoken of, with all that is broader."""

    def subjects(self, path):
        statements = bigblur.open_store(path).statements().to_pylist()
        return {row["subject"] for row in statements if row["subject"].startswith(("industry/", "source/"))}

    def test_nothing_spoken_of(self):
        loaded = load_schemes(["industry/none-1/1", "firm/a"], editorial=False)
        found = {row["subject"] for row, _ in loaded if row["subject"].startswith("industry/")}
        isic, domains = find_scheme("isic-rev4").industries, find_scheme("convergence").industries
        backbone = {one.id for one in isic.values() if one.level in ("section", "division")}
        assert found == backbone | {one.id for one in domains.values()}
        assert len(backbone) == 109

    def test_a_code_brings_what_is_broader_and_its_scheme_as_a_source(self, tiny_source, tmp_path):
        source = tiny_source()
        before = self.subjects(bigblur.build([source.save().folder], store=tmp_path / "s.db").location)
        source.add(
            "ties", source="firm/gamma", type="OPERATES_IN", target="industry/naics-2017/311111", role="core", line="9"
        )
        source.add(
            "ties", source="firm/gamma", type="OPERATES_IN", target="industry/isic-rev4/0321", role="entered", line="9"
        )
        source.add(
            "ties", source="firm/gamma", type="OPERATES_IN", target="industry/ksic-10/03", role="entered", line="9"
        )
        report = bigblur.build([source.save().folder], store=tmp_path / "s.db")
        codes = (
            "naics-2017/311111",
            "naics-2017/31111",
            "naics-2017/3111",
            "naics-2017/311",
            "naics-2017/31-33",
            "isic-rev4/0321",
            "isic-rev4/032",
            "ksic-10/03",
            "ksic-10/A",
        )
        assert self.subjects(report.location) - before == {
            *(f"industry/{code}" for code in codes),
            "source/naics-2017",
            "source/ksic-10",
        }
        assert report.sources == ("isic-rev4", "ksic-10", "naics-2017", "convergence", "tiny")
        rows = bigblur.query("MATCH (s:Source {id: 'source/naics-2017'}) RETURN s.licence AS l", store=report.location)
        assert rows["l"].tolist() == ["US government, public domain"]
        rows = bigblur.query("MATCH (i:Industry {id: 'industry/ksic-10/03'}) RETURN i.name AS n", store=report.location)
        assert rows["n"].tolist() == ["어업"]

    def test_one_after_the_other_is_as_both_at_once(self, tiny_source, tmp_path):
        first, second = tiny_source("first"), tiny_source("second")
        for source, code in ((first, "111110"), (second, "221111")):
            source.add(
                "ties",
                source="firm/alpha",
                type="OPERATES_IN",
                target=f"industry/naics-2017/{code}",
                role="core",
                line="9",
            )
            source.save()
        bigblur.build([first.folder, second.folder], store=tmp_path / "both.db")
        bigblur.build([first.folder], store=tmp_path / "each.db")
        bigblur.build([second.folder], store=tmp_path / "each.db")
        assert self.subjects(tmp_path / "each.db") == self.subjects(tmp_path / "both.db")
        first.tables["ties"].pop()
        bigblur.build([first.save().folder], store=tmp_path / "each.db")
        gone = self.subjects(tmp_path / "both.db") - self.subjects(tmp_path / "each.db")
        assert gone == {f"industry/naics-2017/{code}" for code in ("111110", "11111", "1111", "111", "11")}

    @pytest.mark.parametrize(
        ("target", "words"),
        [
            ("industry/naics-2017/11110", r"naics-2017 has no code '11110'\. Did you mean"),
            ("industry/naics/111110", r"no scheme 'naics'.*Of naics there is naics-2017"),
            ("industry/isic-rev4/111", r"no code '111'\. Did you mean '0111'"),
            ("industry/own-2020/01.1", r"no scheme 'own-2020'.*scheme\.yaml"),
        ],
    )
    def test_an_unknown_code_is_refused(self, target, words, tiny_source, tmp_path):
        source = tiny_source()
        line = source.add("ties", source="firm/gamma", type="OPERATES_IN", target=target, role="core", line="9")
        with pytest.raises(InputError, match=words) as caught:
            bigblur.build([source.save().folder], store=tmp_path / "s.db")
        assert (caught.value.line, caught.value.column) == (line, "target")

    def test_a_source_s_own_scheme(self, tiny_source, tmp_path):
        source = tiny_source()
        source.add(
            "ties", source="firm/gamma", type="OPERATES_IN", target="industry/own-2020/01.1", role="core", line="9"
        )
        written(source.save().folder)
        report = bigblur.build([source.folder], store=tmp_path / "s.db")
        own = {one for one in self.subjects(report.location) if "own-2020" in one}
        assert own == {"source/own-2020", *(f"industry/own-2020/{code}" for code in ("01.1", "01", "A"))}
        source.tables["ties"][-1]["target"] = "industry/own-2020/01.11"
        source.save()
        with pytest.raises(InputError, match=r"own-2020 has no code '01\.11'"):
            bigblur.build([source.folder], store=tmp_path / "s.db")

    def test_two_sources_may_share_a_scheme_but_not_its_name(self, tiny_source, tmp_path):
        first, second = tiny_source("first"), tiny_source("second")
        for source, code in ((first, "01.1"), (second, "01.2")):
            source.add(
                "ties",
                source="firm/gamma",
                type="OPERATES_IN",
                target=f"industry/own-2020/{code}",
                role="core",
                line="9",
            )
            written(source.save().folder)
        bigblur.build([first.folder, second.folder], store=tmp_path / "both.db")
        bigblur.build([first.folder], store=tmp_path / "each.db")
        bigblur.build([second.folder], store=tmp_path / "each.db")
        assert self.subjects(tmp_path / "each.db") == self.subjects(tmp_path / "both.db")
        written(second.folder, OWN | {"codes.csv": OWN["codes.csv"].replace("Crops", "Plants")})
        with pytest.raises(InputError, match="the id 'own-2020' belongs to another source"):
            bigblur.build([first.folder, second.folder], store=tmp_path / "both.db")

    def test_a_bundled_id_is_taken(self, tiny_source, tmp_path):
        source = tiny_source().save()
        written(source.folder, OWN | {"scheme.yaml": OWN["scheme.yaml"].replace("own-2020", "naics-2017")})
        with pytest.raises(InputError, match="the id 'naics-2017' belongs to another source"):
            bigblur.build([source.folder], store=tmp_path / "s.db")
