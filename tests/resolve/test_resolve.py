"""The resolved view: which statement is the default, what a thing is called, what follows from deals and industries."""

import random
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import TinySource, statement, table_of

from bigblur.errors import UsageError
from bigblur.graph.store_projection import lift, project
from bigblur.graph.stores.embedded import EmbeddedStore, digest_of
from bigblur.resolve import resolve
from bigblur.verbs.build import read_sources

AB = {"firm/a": "A", "firm/b": "B", "firm/c": "C"}


def named(**names):
    found = {key.replace("_", "/", 1): name for key, name in names.items()} or AB
    return [statement(key, "name", value=name, lang="en", as_stated=name) for key, name in found.items()]


def source(source_id, rank, day=None):
    rows = [("name", source_id), ("precedence", str(rank)), *([("date", day)] if day else [])]
    common = {"source_id": source_id, "locator": "source.yaml"}
    return [statement(f"source/{source_id}", predicate, value=value, **common) for predicate, value in rows]


def view(*parts):
    return resolve(table_of([row for part in parts for row in (part if isinstance(part, list) else [part])]))


def nodes(content, label="Firm"):
    return {row["id"]: row for row in content.nodes[label].to_pylist()}


def ties(content, name):
    return content.ties[name].to_pylist()


def deal(key, buyer, bought, *, date_=None, **properties):
    rows = [statement(f"deal/{key}", "kind", value="acquisition")]
    for role, body in (("acquirer", buyer), ("target", bought)):
        rows.append(statement(body, "PARTY_TO", object=f"deal/{key}", role=role, valid_from=date_))
    given_ = {"date": date_, **properties}
    return rows + [statement(f"deal/{key}", name, value=value) for name, value in given_.items() if value]


def industry(code, name, *, scheme="isic-rev4", level="division", within=()):
    key = f"industry/{scheme}/{code}"
    values = {"name": name, "scheme": scheme, "code": code, "level": level}
    rows = [statement(key, predicate, value=value) for predicate, value in values.items()]
    return rows + [statement(key, "BROADER", object=wider) for wider in within]


def member(body, code, role="core", scheme="isic-rev4", **more):
    return statement(body, "OPERATES_IN", object=f"industry/{scheme}/{code}", role=role, **more)


class TestRanking:
    """Rank of the source, then precision, then the newest, then the first in the text."""

    def founded(self, *candidates):
        rows = [statement("firm/a", "founded", **one) for one in candidates]
        sources = source("strong", 1, "2000"), source("weak", 2, "2020"), source("s", 5), source("new", 5, "2019")
        return nodes(view(named(), *sources, rows))["firm/a"]["founded"]

    def test_the_stronger_source_wins_though_it_is_vaguer_and_older(self):
        strong = {"value": "198X", "source_id": "strong", "locator": "line 9"}
        weak = {"value": "1983-05-02", "source_id": "weak", "locator": "line 1"}
        assert self.founded(strong, weak) == "198X"

    def test_of_one_rank_the_more_precise_wins(self):
        assert self.founded({"value": "1983"}, {"value": "1984-02", "locator": "line 7"}) == "1984-02"
        assert self.founded({"value": "198X"}, {"value": "1984", "locator": "line 7"}) == "1984"

    def test_a_leap_year_and_a_short_month_are_as_vague_as_others(self):
        assert self.founded({"value": "1984"}, {"value": "1983", "locator": "line 7"}) == "1984"
        assert self.founded({"value": "1983-03"}, {"value": "1983-02", "locator": "line 7"}) == "1983-03"

    def test_of_one_precision_the_newest_source_wins(self):
        older = {"value": "1983", "source_id": "s", "locator": "line 1"}
        newer = {"value": "1984", "source_id": "new", "locator": "line 9"}
        assert self.founded(older, newer) == "1984"

    def test_of_one_source_the_first_line_wins_by_number(self):
        assert (
            self.founded({"value": "1983", "locator": "line 10"}, {"value": "1984", "locator": "lines 9-12"}) == "1984"
        )

    def test_a_source_without_a_rank_comes_last(self):
        assert self.founded({"value": "1983-01", "source_id": "zz"}, {"value": "198X", "source_id": "weak"}) == "198X"

    def test_what_a_source_says_of_a_work_that_it_cites_is_not_its_own_standing(self):
        cited = [
            statement("source/weak", "date", value="2030", source_id="s"),
            statement("source/weak", "precedence", value="1", source_id="s"),
        ]
        rows = [
            statement("firm/a", "founded", value="1983", source_id="weak", locator="line 1"),
            statement("firm/a", "founded", value="1984", source_id="new", locator="line 9"),
        ]
        content = view(named(), source("weak", 5, "2001"), source("new", 5, "2019"), source("s", 5), cited, rows)
        assert nodes(content)["firm/a"]["founded"] == "1984"

    def test_precision_of_a_tie_is_that_of_its_date(self):
        rows = [
            statement("firm/a", "OWNS", object="firm/b", valid_from="2010", locator="line 1"),
            statement("firm/a", "OWNS", object="firm/b", valid_from="2010-03-05", locator="line 2"),
            statement("firm/a", "OWNS", object="firm/b", locator="line 3"),
        ]
        (tie,) = ties(view(named(), rows), "OWNS")
        assert (tie["date"], tie["mentions"], tie["locator"]) == ("2010-03-05", 3, "line 2")


class TestNames:
    def test_the_first_english_one(self):
        rows = [
            statement("firm/a", "name", value="에이", lang="ko", locator="line 1"),
            statement("firm/a", "name", value="Ay", lang="en", locator="line 2"),
            statement("firm/a", "name", value="Ay Corp", lang="en", locator="line 3"),
        ]
        node = nodes(view(rows))["firm/a"]
        assert (node["name"], node["aliases"]) == ("Ay", ["에이", "Ay Corp"])

    def test_an_english_alias_is_no_name(self):
        rows = [
            statement("firm/a", "name", value="에이", lang="ko", locator="line 9"),
            statement("firm/a", "alias", value="Ay", lang="en", locator="line 1"),
        ]
        assert nodes(view(rows))["firm/a"]["name"] == "에이"

    def test_the_editors_name_where_the_report_prints_none(self, bundled_store, report_store):
        people = {row["id"]: row for row in bundled_store.nodes()["Person"].to_pylist()}
        alone = {row["id"]: row for row in report_store.nodes()["Person"].to_pylist()}
        assert people["person/lei-jun"]["name"] == "Lei Jun"
        assert not alone["person/lei-jun"]["name"].isascii()
        assert alone["person/lei-jun"]["name"] in people["person/lei-jun"]["aliases"]

    def test_the_report_s_own_english_name_stands_before_the_editors(self):
        rows = [
            statement("firm/a", "name", value="Own", lang="en"),
            statement("firm/a", "name", value="Ours", lang="en", source_id="editorial"),
        ]
        node = nodes(view(source("s", 1), source("editorial", 9), rows))["firm/a"]
        assert (node["name"], node["aliases"]) == ("Own", ["Ours"])


class TestContradictions:
    def test_all_statements_stay_and_one_is_the_default(self):
        rows = [statement("firm/a", "founded", value=str(year), locator=f"line {year}") for year in (1980, 1974, 1990)]
        content = view(named(), rows)
        assert nodes(content)["firm/a"]["founded"] == "1974"
        kept = [row["value"] for row in content.statements.to_pylist() if row["predicate"] == "founded"]
        assert sorted(kept) == ["1974", "1980", "1990"]

    def test_a_property_of_many_values_keeps_them_all_in_order(self):
        rows = [
            statement("firm/a", "ticker", value=text, locator=f"line {n}") for n, text in ((3, "X"), (1, "Y"), (5, "X"))
        ]
        assert nodes(view(named(), rows))["firm/a"]["ticker"] == ["Y", "X"]

    def test_dates_are_spread(self):
        node = nodes(view(named(), statement("firm/a", "founded", value="198X")))["firm/a"]
        spread = [node[name] for name in ("founded", "founded_min", "founded_max", "founded_year")]
        assert spread == ["198X", date(1980, 1, 1), date(1989, 12, 31), None]


class TestDeals:
    def test_two_deals_between_the_same_firms_are_two_ties(self):
        made = deal("1", "firm/a", "firm/b", date_="2007", amount="0.42"), deal("2", "firm/a", "firm/b", date_="2009")
        content = view(named(), *made)
        found = [(tie["deal_id"], tie["year"], tie["amount"]) for tie in ties(content, "ACQUIRED")]
        assert sorted(found) == [("deal/1", 2007, 0.42), ("deal/2", 2009, None)]
        assert nodes(content, "Deal")["deal/1"]["name"] == "A – B (acquisition, 2007)"

    def test_one_deal_told_twice_is_one_tie(self):
        again = [{**row, "locator": "line 30"} for row in deal("1", "firm/a", "firm/b", date_="2007")]
        again = [statement(row.pop("subject"), row.pop("predicate"), **row) for row in again]
        (tie,) = ties(view(named(), deal("1", "firm/a", "firm/b", date_="2007"), again), "ACQUIRED")
        assert (tie["deal_id"], tie["mentions"], tie["locator"]) == ("deal/1", 2, "line 1")

    def test_each_buyer_is_tied_to_each_target(self):
        more = [statement("firm/c", "PARTY_TO", object="deal/1", role="acquirer")]
        found = {
            (tie["source"], tie["target"])
            for tie in ties(view(named(), deal("1", "firm/a", "firm/b"), more), "ACQUIRED")
        }
        assert found == {("firm/a", "firm/b"), ("firm/c", "firm/b")}

    def test_investments_and_sellers(self):
        rows = [
            statement("firm/a", "PARTY_TO", object="deal/1", role="investor"),
            statement("firm/b", "PARTY_TO", object="deal/1", role="investee"),
            statement("firm/c", "PARTY_TO", object="deal/1", role="seller"),
        ]
        content = view(named(), rows)
        assert [(tie["source"], tie["target"]) for tie in ties(content, "INVESTED_IN")] == [("firm/a", "firm/b")]
        assert ties(content, "ACQUIRED") == []
        assert len(ties(content, "PARTY_TO")) == 3

    def test_where_deals_contradict_the_tie_carries_the_default(self):
        rows = [statement("deal/1", "date", value="2008-03", locator="line 2")]
        (tie,) = ties(view(named(), deal("1", "firm/a", "firm/b", date_="2007"), rows), "ACQUIRED")
        assert (tie["date"], tie["date_min"], tie["year"]) == ("2008-03", date(2008, 3, 1), 2008)


class TestTies:
    def test_a_symmetric_tie_told_from_both_ends_is_one(self):
        rows = [
            statement("firm/b", "PARTNERED_WITH", object="firm/a", valid_from="2010", locator="line 1"),
            statement("firm/a", "PARTNERED_WITH", object="firm/b", valid_from="2011", locator="line 2"),
        ]
        (tie,) = ties(view(named(), rows), "PARTNERED_WITH")
        assert (tie["source"], tie["target"], tie["mentions"], tie["date"]) == ("firm/a", "firm/b", 2, "2010")

    def test_a_directed_tie_told_both_ways_is_two(self):
        rows = [statement("firm/b", "SUPPLIES", object="firm/a"), statement("firm/a", "SUPPLIES", object="firm/b")]
        assert len(ties(view(named(), rows), "SUPPLIES")) == 2

    def test_key_qualifiers_tell_ties_apart_and_others_do_not(self):
        person = statement("person/p", "name", value="P")
        led = [statement("person/p", "LED", object="firm/a", role=role) for role in ("chair", "founder", "chair")]
        led[2] = statement("person/p", "LED", object="firm/a", role="chair", locator="line 2")
        partner = [statement("firm/a", "PARTNERED_WITH", object="firm/b", scope=scope) for scope in ("feed", "nets")]
        content = view(named(), person, led, partner)
        assert sorted((tie["role"], tie["mentions"]) for tie in ties(content, "LED")) == [("chair", 2), ("founder", 1)]
        assert len(ties(content, "PARTNERED_WITH")) == 1

    def test_qualifiers_are_typed(self):
        rows = [statement("firm/a", "OWNS", object="firm/b", qualifiers='{"share": "51.5"}', valid_to="2019-Q2")]
        (tie,) = ties(view(named(), rows), "OWNS")
        assert (tie["share"], tie["valid_to_min"], tie["valid_to_max"]) == (51.5, date(2019, 4, 1), date(2019, 6, 30))

    @pytest.mark.parametrize(
        ("other", "stage"),
        [({}, "growth"), ({"source_id": "t"}, None), ({"status": "plan"}, None)],
        ids=["same source", "other source", "other status"],
    )
    def test_a_qualifier_that_the_first_leaves_open_comes_from_its_own_source(self, other, stage):
        at = {"object": "industry/x", "role": "entered"}
        rows = [
            statement("firm/a", "OPERATES_IN", **at, locator="line 1"),
            statement(
                "firm/a",
                "OPERATES_IN",
                **at,
                locator="line 2",
                qualifiers='{"stage": "growth", "weight": "0.5"}',
                **other,
            ),
            statement("firm/a", "OPERATES_IN", **at, locator="line 3", qualifiers='{"stage": "leap"}', **other),
        ]
        (tie,) = ties(view(named(), [statement("industry/x", "name", value="X")], rows), "OPERATES_IN")
        assert (tie["stage"], tie["weight"], tie["mentions"], tie["locator"]) == (stage, None, 3, "line 1")


class TestObservations:
    def test_each_period_scope_and_unit_is_one_node_tied_to_its_subject(self):
        rows = [
            statement("firm/a", "revenue", value="10", unit="NOK", valid_from="2019", as_stated="ten"),
            statement("firm/a", "revenue", value="11", unit="NOK", valid_from="2019", locator="line 2"),
            statement("firm/a", "revenue", value="12", unit="NOK", valid_from="2020"),
            statement("firm/a", "revenue", value="2", unit="USD", valid_from="2020"),
            statement("firm/a", "revenue", unit="NOK", valid_from="2021", as_stated="무려 수백"),
        ]
        content = view(named(), rows)
        found = nodes(content, "Observation")
        assert set(found) == {
            "observation/firm-a/revenue/2019/NOK",
            "observation/firm-a/revenue/2020/NOK",
            "observation/firm-a/revenue/2020/USD",
            "observation/firm-a/revenue/2021/NOK",
        }
        first = found["observation/firm-a/revenue/2019/NOK"]
        assert (first["value"], first["value_stated"], first["period_year"]) == (10.0, "ten", 2019)
        assert found["observation/firm-a/revenue/2021/NOK"]["value"] is None
        assert found["observation/firm-a/revenue/2021/NOK"]["value_stated"] == "무려 수백"
        mentions = {tie["source"]: (tie["target"], tie["mentions"]) for tie in ties(content, "ABOUT")}
        assert mentions["observation/firm-a/revenue/2019/NOK"] == ("firm/a", 2)

    def test_scopes_in_other_scripts_stay_apart(self):
        rows = [
            statement("firm/a", "revenue", value="1", scope=scope) for scope in ("국내", "해외", "a" * 60, "a" * 61)
        ]
        assert len(nodes(view(named(), rows), "Observation")) == 4


class TestBoundaries:
    """By hand: A is at home in fishing (03), B in software (62) and telecoms (61)."""

    INDUSTRIES = (
        *industry("03", "Fishing"),
        *industry("62", "Software"),
        *industry("61", "Telecoms"),
        *industry("fin", "Fintech", scheme="convergence", level="domain"),
    )

    def crossings(self, *rows):
        content = view(named(), [*self.INDUSTRIES], *rows)
        return {(tie["source"], tie["target"].removeprefix("boundary/isic-rev4/")) for tie in ties(content, "CROSSES")}

    def test_a_deal_crosses_from_the_buyers_core_to_each_industry_of_the_other_side(self):
        members = [member("firm/a", "03"), member("firm/b", "62"), member("firm/b", "61", "entered")]
        found = self.crossings(members, deal("1", "firm/a", "firm/b", date_="2007"))
        assert {one for one in found if one[0] == "deal/1"} == {("deal/1", "03--62"), ("deal/1", "03--61")}

    def test_nothing_is_crossed_within_an_industry_or_without_one(self):
        assert self.crossings(member("firm/a", "03"), member("firm/b", "03"), deal("1", "firm/a", "firm/b")) == set()
        assert self.crossings(member("firm/a", "03"), deal("1", "firm/a", "firm/b")) == set()
        gone = member("firm/b", "62", "exited")
        assert self.crossings(member("firm/a", "03"), gone, deal("1", "firm/a", "firm/b")) == set()

    def test_a_body_crosses_to_what_it_entered(self):
        members = [member("firm/a", "03"), member("firm/a", "62", "entered"), member("firm/a", "61", "exited")]
        assert self.crossings(members) == {("firm/a", "03--62")}

    def test_a_platform_crosses_between_all_that_it_spans(self):
        spans = [statement("platform/p", "SPANS", object=f"industry/isic-rev4/{code}") for code in ("62", "03", "61")]
        found = self.crossings(statement("platform/p", "name", value="P"), spans)
        assert found == {("platform/p", "03--62"), ("platform/p", "03--61"), ("platform/p", "61--62")}

    def test_schemes_do_not_mix(self):
        assert self.crossings(member("firm/a", "03"), member("firm/a", "fin", "entered", scheme="convergence")) == set()

    def test_a_boundary_lies_between_its_two(self):
        content = view(named(), [*self.INDUSTRIES], member("firm/a", "03"), member("firm/a", "62", "entered"))
        (boundary,) = nodes(content, "Boundary").values()
        assert (boundary["id"], boundary["name"]) == ("boundary/isic-rev4/03--62", "Fishing | Software")
        assert {tie["target"] for tie in ties(content, "BETWEEN")} == {"industry/isic-rev4/03", "industry/isic-rev4/62"}


class TestOrder:
    @given(st.randoms(use_true_random=False))
    def test_the_order_of_statements_does_not_matter(self, shuffler):
        rows = list(_tiny_statements())
        expected = digest_of(resolve(table_of(rows)))
        shuffler.shuffle(rows)
        assert digest_of(resolve(table_of(rows))) == expected

    def test_nor_in_the_bundled_sources(self, bundled_store):
        content = bundled_store.content()
        rows = content.statements.to_pylist()
        random.Random(7).shuffle(rows)  # noqa: S311 - an order, no secret
        assert digest_of(resolve(table_of(rows))) == digest_of(content)

    @given(st.lists(st.integers(0, 10_000), max_size=12, unique=True))
    def test_any_part_of_the_statements_resolves(self, left_out):
        """Each tie lies between nodes that are there, whatever is missing."""
        rows = _tiny_statements()
        # What the loaders see to: each node has a name, each industry its scheme, code and level.
        needed = {"name", "scheme", "code", "level"}
        loose = [row for row in rows if row["predicate"] not in needed]
        without = {loose[one % len(loose)]["statement_id"] for one in left_out}
        kept = [row for row in rows if row["statement_id"] not in without]
        content = resolve(table_of(kept))
        there = {key for table in content.nodes.values() for key in table["id"].to_pylist()}
        for table in content.ties.values():
            assert set(table["source"].to_pylist()) | set(table["target"].to_pylist()) <= there


_TINY: list[dict] = []


def _tiny_statements():
    """The statements of a source that holds a contradiction and several mentions of the same, read once."""
    if not _TINY:
        with TemporaryDirectory() as place:
            tiny = TinySource(Path(place) / "tiny")
            tiny.add("properties", id="firm/alpha", property="founded", value="1998", line="8")
            tiny.add(
                "ties", source="firm/beta", type="PARTNERED_WITH", target="firm/alpha", valid_from="2011", line="13"
            )
            tiny.add(
                "ties",
                source="firm/alpha",
                type="OPERATES_IN",
                target="industry/isic-rev4/62",
                role="entered",
                line="14",
            )
            tiny.add(
                "ties",
                source="firm/alpha",
                type="OPERATES_IN",
                target="industry/isic-rev4/61",
                role="exited",
                line="14",
            )
            tiny.add(
                "observations",
                subject="firm/alpha",
                measure="revenue",
                value="900",
                unit="NOK",
                period="2019",
                line="22",
            )
            loaded = read_sources([tiny.save().folder])
        used = {"03", "61", "62", "A", "J"}
        for row, _ in loaded:
            if not row["subject"].startswith("industry/") or row["subject"].rsplit("/", 1)[1] in used:
                _TINY.append(statement(**row))
    return _TINY


class TestLifting:
    """fin lies under K and, by two ways, under J: 62 and 63."""

    @pytest.fixture
    def levels(self):
        rows = [
            *industry("J", "Information", level="section"),
            *industry("K", "Finance", level="section"),
            *industry("62", "Software", within=["industry/isic-rev4/J"]),
            *industry("63", "Services", within=["industry/isic-rev4/J"]),
            *industry("64", "Banks", within=["industry/isic-rev4/K"]),
            *industry(
                "fin",
                "Fintech",
                scheme="convergence",
                level="domain",
                within=[f"industry/isic-rev4/{code}" for code in ("62", "63", "64")],
            ),
            *industry("none", "Nowhere", scheme="convergence", level="domain"),
        ]
        content = view(rows)
        return content.ties["BROADER"], {key: row["level"] for key, row in nodes(content, "Industry").items()}

    def test_several_parents_split_equally(self, levels):
        shares = {"firm/a": {"industry/convergence/fin": 1.0}}
        third = pytest.approx(1 / 3)
        assert lift(shares, *levels, "division") == {
            "firm/a": {"industry/isic-rev4/62": third, "industry/isic-rev4/63": third, "industry/isic-rev4/64": third}
        }
        assert lift(shares, *levels, "section") == {
            "firm/a": {"industry/isic-rev4/J": pytest.approx(2 / 3), "industry/isic-rev4/K": third}
        }
        assert lift(shares, *levels, "domain") == shares

    def test_what_is_at_the_level_stays(self, levels):
        shares = {"firm/a": {"industry/isic-rev4/62": 0.5, "industry/isic-rev4/64": 0.5}}
        assert lift(shares, *levels, "division") == shares

    def test_what_lies_under_nothing_is_left_out_and_the_rest_made_whole(self, levels):
        shares = {
            "firm/a": {"industry/convergence/none": 0.5, "industry/isic-rev4/62": 0.5},
            "firm/b": {"industry/convergence/none": 1.0},
        }
        assert lift(shares, *levels, "section") == {"firm/a": {"industry/isic-rev4/J": 1.0}}

    def test_a_ring_of_broader_links_ends(self):
        rows = [
            *industry("x", "X", level="group", within=["industry/isic-rev4/y"]),
            *industry("y", "Y", level="group", within=["industry/isic-rev4/x"]),
        ]
        content = view(rows)
        levels = {key: row["level"] for key, row in nodes(content, "Industry").items()}
        assert lift({"firm/a": {"industry/isic-rev4/x": 1.0}}, content.ties["BROADER"], levels, "section") == {}


class TestProjection:
    @pytest.fixture
    def store(self, tmp_path):
        rows = [
            named(),
            *(industry(code, code) for code in ("03", "61", "62")),
            member("firm/a", "03"),
            member("firm/a", "62", "entered", valid_from="2010"),
            member("firm/a", "61", "entered", valid_from="2005"),
            member("firm/a", "61", "exited", valid_from="2015"),
            member("firm/b", "62", qualifiers='{"weight": "3"}'),
            member("firm/b", "61", qualifiers='{"weight": "1"}'),
            deal("1", "firm/a", "firm/b", date_="2007-06"),
            deal("2", "firm/a", "firm/b", date_="2012"),
            statement("firm/b", "PARTNERED_WITH", object="firm/c"),
            statement("firm/a", "SUPPLIES", object="firm/c", valid_from="2000", valid_to="2008"),
        ]
        made = EmbeddedStore(tmp_path / "s.db")
        made.write(view(*rows))
        return made

    def pairs(self, store, **options):
        found = project(store, **options)
        return sorted((found.ids[one], found.ids[other]) for one, other in zip(*found.adjacency.nonzero(), strict=True))

    def shares(self, store, body, **options):
        found = project(store, **options)
        row = found.membership[found.ids.index(body)].toarray().ravel()
        return {group: share for group, share in zip(found.groups, row, strict=True) if share}

    def test_without_a_date_all_ties_count_symmetric_ones_both_ways(self, store):
        partners = [("firm/b", "firm/c"), ("firm/c", "firm/b")]
        assert self.pairs(store) == sorted([("firm/a", "firm/b"), ("firm/a", "firm/c"), *partners])

    def test_as_of_leaves_out_what_had_not_begun_or_had_ended(self, store):
        assert self.pairs(store, as_of="2006") == [("firm/a", "firm/c")]
        assert self.pairs(store, as_of="2007-05") == [("firm/a", "firm/c")]
        assert self.pairs(store, as_of="2007-06-01") == [("firm/a", "firm/b"), ("firm/a", "firm/c")]
        assert self.pairs(store, as_of="2009") == [("firm/a", "firm/b")]

    def test_undated_ties_are_an_option(self, store):
        partners = [("firm/b", "firm/c"), ("firm/c", "firm/b")]
        assert self.pairs(store, as_of="1990", undated=True) == partners
        assert ("firm/b", "firm/c") not in self.pairs(store, undated=False)

    def test_parallel_ties_count_where_weighted(self, store):
        found = project(store, weighted=True, ties=["ACQUIRED"])
        assert found.adjacency.toarray()[found.ids.index("firm/a"), found.ids.index("firm/b")] == 2.0

    def test_memberships_at_a_date(self, store):
        half, third = pytest.approx(0.5), pytest.approx(1 / 3)
        assert self.shares(store, "firm/a", as_of="2004") == {"03": 1.0}
        assert self.shares(store, "firm/a", as_of="2006") == {"03": half, "61": half}
        assert self.shares(store, "firm/a", as_of="2012") == {"03": third, "61": third, "62": third}
        assert self.shares(store, "firm/a", as_of="2016") == {"03": half, "62": half}
        assert self.shares(store, "firm/a") == {"03": half, "62": half}

    def test_weights_that_a_source_states_stand(self, store):
        assert self.shares(store, "firm/b") == {"61": 0.25, "62": 0.75}

    def test_it_says_what_made_it(self, store):
        about = project(store, as_of="2010", ties=["ACQUIRED", "SUPPLIES"]).about
        assert (about["ties"], about["date"], about["undated"]) == ("ACQUIRED, SUPPLIES", "2010", "left out")
        assert any("too few" in warning for warning in about["warnings"])

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"ties": ["ACQUIERD"]}, "Did you mean 'ACQUIRED'"),
            ({"level": "sections"}, "Did you mean 'section'"),
            ({"as_of": "2007-02-30"}, "day 30"),
        ],
    )
    def test_bad_options(self, options, words, store):
        with pytest.raises(UsageError, match=words):
            project(store, **options)
