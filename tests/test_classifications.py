"""Industry classifications: what the bundled ones hold, how a code moves between them, and the tables."""

import csv
import json
import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from classification_tables import moved, tables_folder

import bigblur
from bigblur.classifications import find_industry, find_scheme, industries, schemes
from bigblur.correspondences import HOWS, Link, Row, correspondences, relate, translate
from bigblur.data import folder
from bigblur.errors import SchemaError, UsageError
from bigblur.generate.scheme_reader import read_schemes
from bigblur.generate.schemes import scheme_files

LEVELS = {
    "isic-rev4": {"section": 21, "division": 88, "group": 238, "class": 419},
    "isic-rev3.1": {"section": 17, "division": 62, "group": 161, "class": 298},
    "isic-rev3": {"section": 17, "division": 60, "group": 159, "class": 292},
    "isic-rev2": {"major division": 10, "division": 34, "major group": 72, "group": 160},
    "naics-2017": {"sector": 20, "subsector": 99, "industry group": 311, "industry": 707, "national industry": 1057},
    "uk-sic-2007": {"subclass": 731},
    "ksic-10": {"section": 21, "division": 77, "group": 232, "class": 495, "subclass": 1196},
    "ksic-9": {"section": 21, "division": 76, "group": 228, "class": 487, "subclass": 1145},
}

EXACT, LOSSY, SEVERAL = HOWS


@pytest.fixture
def tables():
    return tables_folder()


def column(path, *names, revision=None):
    """Some columns of a table; of those of KSIC the rows of one revision."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if revision in (None, row.get("ksic_C"))]
    return [tuple(row[name] for name in names) for row in rows]


class TestBundled:
    @pytest.mark.parametrize("scheme", LEVELS)
    def test_each_level_is_complete(self, scheme):
        assert find_scheme(scheme).levels() == LEVELS[scheme]

    def test_there_are_no_others(self):
        assert set(schemes()) == {*LEVELS, "convergence"}

    def test_every_link_leads_somewhere_and_none_leads_back(self):
        broader = {one.id: one.broader for one in industries()}
        for start in broader:
            seen, front = set(), [start]
            while front:
                here = front.pop()
                assert here in broader
                front += [wider for wider in broader[here] if wider not in seen]
                seen |= set(broader[here])
            assert start not in seen, f"{start} lies under itself"

    def test_only_the_widest_level_has_nothing_above(self):
        for name in LEVELS:
            scheme = find_scheme(name)
            widest = next(iter(scheme.levels()))
            for one in scheme.industries.values():
                assert (not one.broader) is (one.level == widest), one.id

    def test_every_domain_reaches_isic(self):
        broader = {one.id: one.broader for one in industries()}

        def reaches(key):
            return key.startswith("industry/isic-rev4/") or any(map(reaches, broader[key]))

        assert [one for one in broader if one.startswith("industry/convergence/") and not reaches(one)] == []

    def test_no_code_lost_a_zero(self):
        for name, levels in LEVELS.items():
            for level in levels:
                scheme = find_scheme(name)
                lengths = {len(code.split("-")[0]) for code, one in scheme.industries.items() if one.level == level}
                assert len(lengths) == 1, (name, level)

    def test_a_range_code_spans_what_it_says(self):
        naics = find_scheme("naics-2017")
        assert naics.narrower["31-33"][0].startswith("311")
        assert {code[:2] for code in naics.narrower["31-33"]} == {"31", "32", "33"}
        assert [one.code for one in naics.chain("445110")] == ["445110", "44511", "4451", "445", "44-45"]
        assert [one.code for one in find_scheme("isic-rev2").chain("3121")] == ["3121", "311-312", "31", "3"]

    def test_korean_names(self):
        fishing = find_scheme("ksic-10").find("A")
        assert (fishing.names, fishing.name) == ({"ko": "농업, 임업 및 어업"}, "농업, 임업 및 어업")
        for name in ("ksic-9", "ksic-10"):
            for one in find_scheme(name).industries.values():
                assert re.search("[가-힣]", one.name), one.id
                assert not re.search(r"\(\d|  ", one.name), one.id

    def test_each_has_its_licence_and_each_copy_its_notice(self):
        readme = (folder("ontology") / "schemes" / "README.md").read_text(encoding="utf-8")
        for name, scheme in schemes().items():
            assert scheme.source.details["licence"], name
            assert f"`{name}`" in readme
            assert scheme.notice or name == "convergence"
        assert "Open Government Licence v3.0" in find_scheme("uk-sic-2007").notice
        assert "Copyright (c) 2014 insongkim" in readme


class TestTables:
    """The bundled tables by themselves: the relation of each link fits how many links its ends have."""

    def test_relations_fit_the_number_of_partners(self):
        for table in correspondences():
            for one in (table, table.turned):
                for code, links in one.by_source.items():
                    assert len({link.target for link in links}) == len(links), code
                    if len(links) > 1:
                        assert {link.relation for link in links} <= {"narrowMatch", "relatedMatch"}, (one.source, code)

    def test_an_exact_pair_has_no_other_partner(self):
        for table in correspondences():
            for link in table.links:
                if link.relation == "exactMatch":
                    assert len(table.by_source[link.source]) == len(table.turned.by_source[link.target]) == 1

    def test_their_size(self):
        assert {(one.source, one.target): len(one.links) for one in correspondences()} == {
            ("isic-rev4", "isic-rev3.1"): 737,
            ("isic-rev3.1", "isic-rev3"): 314,  # 316 rows, two of them n/a
            ("isic-rev3", "isic-rev2"): 585,  # 586 rows, one pair twice
            ("naics-2017", "isic-rev4"): 1652,  # 1,655 rows, one pair twice, two with 0
            ("ksic-10", "ksic-9"): 1377,
        }

    def test_relate_counts_what_lies_under_a_code(self):
        """014 is flagged whole, but a class under it leads elsewhere."""
        naics, isic = find_scheme("naics-2017"), find_scheme("isic-rev4")
        made = relate(naics, isic, [Row("112990", "014"), Row("112111", "0141")])
        assert [link.relation for link in made.links] == ["broadMatch", "exactMatch"]
        alone = relate(naics, isic, [Row("112990", "014")])
        assert [link.relation for link in alone.links] == ["exactMatch"]

    def test_relate_keeps_flags_that_have_no_second_row(self):
        made = relate(find_scheme("ksic-9"), find_scheme("ksic-10"), [Row("01110", "01110", source_part=True)])
        assert made.links == (Link("01110", "01110", "narrowMatch"),)


class TestTranslate:
    """By hand from the tables."""

    @pytest.mark.parametrize(
        ("scheme", "code", "to", "expected"),
        [
            ("naics-2017", "111110", "isic-rev4", [("0111", LOSSY)]),
            ("naics-2017", "114111", "isic-rev4", [("0311", SEVERAL), ("0312", SEVERAL)]),
            ("naics-2017", "112920", "isic-rev4", [("0142", EXACT)]),
            ("naics-2017", "111336", "isic-rev4", [("012", LOSSY)]),  # a link to a group
            ("isic-rev4", "0142", "naics-2017", [("112920", EXACT)]),
            ("isic-rev4", "0113", "isic-rev3.1", [("0111", SEVERAL), ("0112", SEVERAL)]),
            ("isic-rev4", "0321", "isic-rev3.1", [("0122", SEVERAL), ("0502", SEVERAL)]),
            ("isic-rev4", "0210", "isic-rev3.1", [("0200", LOSSY)]),
            ("isic-rev3.1", "5520", "isic-rev3", [("5520", SEVERAL), ("8532", SEVERAL)]),
            ("isic-rev3.1", "8532", "isic-rev3", [("8532", LOSSY)]),
            ("isic-rev3", "0111", "isic-rev2", [("1110", LOSSY)]),
            ("ksic-9", "01110", "ksic-10", [("01110", LOSSY)]),
            ("ksic-10", "01110", "ksic-9", [("01110", SEVERAL), ("01140", SEVERAL)]),
            ("ksic-9", "01122", "ksic-10", [("01122", EXACT)]),
        ],
    )
    def test_one_table(self, scheme, code, to, expected):
        assert moved(scheme, code, to) == expected

    def test_to_itself(self):
        assert moved("isic-rev4", "03", "isic-rev4") == [("03", EXACT)]

    def test_the_part_is_told_in_the_words_of_the_table(self):
        sea, fresh = translate("naics-2017", "114111", "isic-rev4")
        assert (sea.part, fresh.part) == ("marine finfish fishing", "freshwater finfish fishing")
        assert (sea.scheme, sea.name) == ("isic-rev4", "Marine fishing")

    def test_a_chain_is_as_sure_as_its_weakest_step(self):
        for code in find_scheme("isic-rev4").industries:
            steps = [EXACT]
            here = [code]
            for start, end in (("isic-rev4", "isic-rev3.1"), ("isic-rev3.1", "isic-rev3"), ("isic-rev3", "isic-rev2")):
                found = [one for there in here for one in translate(start, there, end)]
                steps += [one.how for one in found]
                here = sorted({one.code for one in found})
            whole = translate("isic-rev4", code, "isic-rev2")
            assert [one.code for one in whole] == here
            if len(here) > 1:
                assert {one.how for one in whole} == {SEVERAL}
            elif here and SEVERAL not in steps:
                assert whole[0].how == max(steps, key=HOWS.index)

    def test_a_split_whose_parts_meet_again_is_lossy(self):
        """Finfish fishing is marine or freshwater fishing in Rev. 4, both of which are wholly in 0501 of Rev. 3.1."""
        (one,) = translate("naics-2017", "114111", "isic-rev3.1")
        assert (one.code, one.how) == ("0501", LOSSY)
        assert one.part == "marine finfish fishing; freshwater finfish fishing"
        assert moved("naics-2017", "114", "isic-rev3.1")[0] == (
            "0150",
            SEVERAL,
        )  # hunting and trapping lie under it too

    def test_what_the_tables_say_at_each_step(self):
        found = {one.code: one.part for one in translate("isic-rev4", "5110", "isic-rev3")}
        assert found["6210"] == "Transport of passengers by air over regular routes and by regular schedules"
        (one,) = translate("isic-rev4", "4791", "isic-rev2")
        assert one.part == "Retail sale via mail order houses; Internet retail auctions → Other non-store retail sale"

    @pytest.mark.parametrize(
        ("scheme", "code", "to", "expected"),
        [
            ("naics-2017", "11111", "isic-rev4", [("0111", LOSSY)]),  # one industry under it
            ("naics-2017", "11292", "isic-rev4", [("0142", EXACT)]),
            ("isic-rev4", "U", "isic-rev3.1", [("9900", EXACT)]),  # one class under it
        ],
    )
    def test_above_the_table_where_all_below_agree(self, scheme, code, to, expected):
        assert moved(scheme, code, to) == expected

    def test_above_the_table_where_they_do_not(self):
        found = translate("isic-rev4", "01", "isic-rev3.1")
        assert len(found) > 3
        assert {one.how for one in found} == {SEVERAL}
        below = {code for code in find_scheme("isic-rev4").industries if code.startswith("01") and len(code) == 4}
        assert {one.code for one in found} == {
            one.code for code in below for one in translate("isic-rev4", code, "isic-rev3.1")
        }
        assert {one.part for one in found} == {""}, "what is said of a class is not said of its division"

    def test_what_the_tables_do_not_place(self):
        assert moved("isic-rev4", "9810", "naics-2017") == []
        assert moved("isic-rev2", "0000", "isic-rev4") == []
        assert moved("isic-rev3.1", "9600", "isic-rev3") == []

    @pytest.mark.parametrize("table", correspondences(), ids=lambda one: f"{one.source}--{one.target}")
    def test_there_and_back(self, table):
        """Every code is among those that its targets lead back to, and an exact one comes back alone and exact."""
        for code in table.by_source:
            for there in translate(table.source, code, table.target):
                back = translate(table.target, there.code, table.source)
                assert code in {one.code for one in back}
                if there.how == EXACT:
                    assert [(one.code, one.how) for one in back] == [(code, EXACT)]


class TestRefused:
    @pytest.mark.parametrize(
        ("scheme", "code", "to", "words"),
        [
            ("isic", "0111", "isic-rev3", r"no scheme 'isic'.*its vintage.*isic-rev3\.1, isic-rev4"),
            ("naics-2012", "111110", "isic-rev4", r"no scheme 'naics-2012'.* Of naics there is naics-2017"),
            ("isic-rev4", "0111", "nace-rev2", r"no scheme 'nace-rev2'.*docs/classifications"),
            ("isic-rev5", "0111", "isic-rev4", r"no scheme 'isic-rev5'"),
            ("isic-rev44", "0111", "isic-rev4", r"no scheme 'isic-rev44'"),
            ("isic-rev4", "111", "isic-rev3.1", r"no code '111'\. Did you mean '0111'\?.*leading zeros"),
            ("ksic-10", "1122", "ksic-9", r"no code '1122'\. Did you mean '01122'\?"),
            ("isic-rev4", "0117", "isic-rev3.1", r"no code '0117'\. Did you mean "),
            ("isic-rev4", "a", "isic-rev3.1", r"no code 'a'"),
            ("isic-rev4", " 0111", "isic-rev3.1", r"no code ' 0111'"),
            ("isic-rev4", "", "isic-rev3.1", r"no code ''"),
            ("isic-rev4", 111, "isic-rev3.1", r"111 is a number"),
            ("naics-2017", "238111", "isic-rev4", r"no code '238111'"),
            ("ksic-10", "01110", "isic-rev4", r"No tables lead from ksic-10 to isic-rev4: .* they lead to ksic-9"),
            ("uk-sic-2007", "01110", "isic-rev4", r"from uk-sic-2007 they lead to no other"),
        ],
    )  # fmt: skip
    def test_unknown_is_not_guessed(self, scheme, code, to, words):
        with pytest.raises(UsageError, match=words):
            translate(scheme, code, to)

    def test_an_id_without_a_vintage(self):
        with pytest.raises(UsageError, match="no scheme 'naics'"):
            find_industry("industry/naics/111110")


def test_the_docs_count_right():
    text = (Path(__file__).resolve().parents[1] / "docs" / "classifications.md").read_text(encoding="utf-8")
    for name, levels in LEVELS.items():
        (row,) = re.findall(rf"^\| `{re.escape(name)}` \|(.*?)\|", text, re.MULTILINE)
        numbers = [int(one.replace(",", "")) for one in re.findall(r"\b\d[\d,]*\b", row)]
        assert numbers == list(levels.values()), name


class TestVerb:
    def test_schemes(self):
        frame = bigblur.industries().set_index("scheme")
        assert frame.loc["isic-rev4", "levels"] == "21 section, 88 division, 238 group, 419 class"
        assert frame.loc["isic-rev4", "tables"] == ["isic-rev3.1", "naics-2017"]
        assert frame.loc["naics-2017", "licence"] == "US government, public domain"
        assert frame.loc["uk-sic-2007", "tables"] == []

    def test_a_code_with_what_is_broader(self):
        frame = bigblur.industries("0321", scheme="isic-rev4")
        assert frame["code"].tolist() == ["0321", "032", "03", "A"]
        assert frame["broader"].tolist() == [["isic-rev4/032"], ["isic-rev4/03"], ["isic-rev4/A"], []]

    def test_a_code_of_several_schemes_is_shown_in_each(self):
        frame = bigblur.industries("0321")
        assert frame["scheme"].drop_duplicates().tolist() == ["isic-rev4", "ksic-10", "ksic-9"]
        with pytest.raises(UsageError, match="No scheme has a code '032111'"):
            bigblur.industries("032111")

    def test_a_scheme_whole(self):
        assert len(bigblur.industries(scheme="isic-rev2")) == 276

    def test_a_code_is_moved(self):
        frame = bigblur.industries("114111", scheme="naics-2017", to="isic-rev4")
        assert frame[["from", "code", "how"]].to_numpy().tolist() == [
            ["114111", "0311", SEVERAL],
            ["114111", "0312", SEVERAL],
        ]
        every = bigblur.industries(scheme="ksic-9", to="ksic-10")
        assert set(every["from"]) == set(find_scheme("ksic-9").industries)
        assert bigblur.industries("9810", scheme="isic-rev4", to="naics-2017").empty

    def test_a_move_needs_the_scheme(self):
        with pytest.raises(UsageError, match="--scheme"):
            bigblur.industries("0111", to="isic-rev4")


class TestGenerated:
    def test_the_turtle_is_what_the_tables_give(self, tables):
        for path, text in scheme_files(tables).items():
            assert (folder("ontology") / "schemes" / path).read_text(encoding="utf-8") == text, (
                f"run `python -m bigblur.generate.schemes {tables}` and commit {path}"
            )

    def test_what_is_read_is_what_stands_in_the_turtle(self):
        read = read_schemes(folder("ontology") / "schemes")
        assert {part["id"]: len(part["industries"]) for part in read["schemes"]} == {
            name: len(scheme.industries) for name, scheme in schemes().items()
        }

    def test_codes_and_names_are_those_of_the_tables(self, tables):
        for name, file in (("4", "4"), ("3.1", "31"), ("3", "3"), ("2", "2")):
            expected = dict(column(tables / f"isic_rev{file}.csv", "code", "description"))
            found = {code: one.name for code, one in find_scheme(f"isic-rev{name}").industries.items()}
            assert found == {code: " ".join(text.split()) for code, text in expected.items()}
        for name, revision in (("ksic-9", "C9"), ("ksic-10", "C10")):
            expected = column(tables / "ksic_codes.csv", "cd", revision=revision)
            assert {(code,) for code in find_scheme(name).industries} == set(expected)
        uk = column(tables / "uk_sic_2007.csv", "code")
        assert {(code,) for code in find_scheme("uk-sic-2007").industries} == set(uk)

    def test_the_tree_of_ksic(self, tables):
        """Each path of the tree, level by level."""
        parts = ("ksic5_cd", "ksic4_cd", "ksic3_cd", "ksic2_cd", "ksic1_cd")
        for path in column(tables / "ksic_tree.csv", *parts, revision="C10"):
            assert tuple(one.code for one in find_scheme("ksic-10").chain(path[0])) == path

    def test_flags_of_isic_say_what_the_number_of_partners_says(self, tables):
        rows = column(tables / "isic4_to_isic31.csv", "isic4code", "partialisic4", "isic31code", "partialisic31")
        (table,) = [one for one in correspondences() if one.source == "isic-rev4"]
        relations = {
            ("0", "0"): "exactMatch",
            ("0", "1"): "broadMatch",
            ("1", "0"): "narrowMatch",
            ("1", "1"): "relatedMatch",
        }
        found = {(link.source, link.target): link.relation for link in table.links}
        assert found == {(one, other): relations[part, whole] for one, part, other, whole in rows}

    def test_con_of_ksic_is_the_number_of_links_of_the_right_hand_code(self, tables):
        for file, right in (("ksic_10_to_9.csv", "ksic9_cd"), ("ksic_9_to_10.csv", "ksic10_cd")):
            rows = column(tables / file, right, "con")
            counts = Counter(code for code, _ in rows)
            assert all(int(con) == counts[code] for code, con in rows)

    def test_both_tables_of_ksic_hold_the_same_pairs(self, tables):
        (table,) = [one for one in correspondences() if one.source == "ksic-10"]
        pairs = column(tables / "ksic_9_to_10.csv", "ksic10_cd", "ksic9_cd")
        assert {(link.source, link.target) for link in table.links} == set(pairs)

    @pytest.fixture
    def copy(self, tmp_path):
        place = tmp_path / "schemes"
        for name in ("isic-rev3.ttl", "isic-rev2.ttl", "correspondences/isic-rev3--isic-rev2.ttl"):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder("ontology") / "schemes" / name, place / name)
        return place

    @pytest.mark.parametrize(
        ("name", "old", "new", "words"),
        [
            ("isic-rev2.ttl", 'bb:level "group" ;', "", r"isic-rev2/1110>.*bb:level"),
            ("isic-rev2.ttl", 'prefLabel "Coal Mining"@en', 'altLabel "Coal"@en', r"isic-rev2/21>.*prefLabel"),
            ("isic-rev2.ttl", 'skos:notation "1110"', 'skos:notation "1111"', r"isic-rev2/1110>.*notation"),
            ("isic-rev2.ttl", "broader isic2:111 ", "broader isic2:119 ", r"1110: skos:broader names .*isic-rev2/119"),
            ("isic-rev2.ttl", "dcterms:license", "dcterms:rights", r"isic-rev2>.*missing: licence"),
            ("isic-rev2.ttl", " .\n", " ;;\n[", r"isic-rev2\.ttl, line \d+: not Turtle"),
            ("correspondences/isic-rev3--isic-rev2.ttl", "isic2:1110", "isic2:1111", r"no scheme holds isic-rev2/1111"),
        ],
    )  # fmt: skip
    def test_broken_turtle_is_told(self, copy, name, old, new, words):
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(SchemaError, match=words):
            read_schemes(copy)

    def test_a_concept_needs_a_name_in_any_language(self, copy):
        text = (copy / "isic-rev2.ttl").read_text(encoding="utf-8")
        (copy / "isic-rev2.ttl").write_text(text.replace('"Coal Mining"@en', '"석탄 광업"@ko'), encoding="utf-8")
        (rev2, _) = read_schemes(copy)["schemes"]
        assert ["21", "division", {"ko": "석탄 광업"}, ["isic-rev2/2"]] in rev2["industries"]


def test_generated_json_has_one_row_a_line():
    for name, rows in (("industries", "industries"), ("correspondences", "links")):
        path = Path(bigblur.__file__).parent / "generated" / f"{name}.json"
        text = path.read_text(encoding="utf-8")
        parts = next(value for key, value in json.loads(text).items() if key != "notice")
        counted = defaultdict(int)
        for line in text.splitlines():
            counted[line.startswith('["')] += 1
        assert counted[True] == sum(len(part[rows]) for part in parts)
