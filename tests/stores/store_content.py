"""A small content with everything that has ever broken a store: hostile text, nulls, dates, lists, parallel ties."""

from datetime import date
from typing import Any

import pyarrow as pa

from bigblur.graph.stores.base import Content
from bigblur.model import node_schema, tie_schema
from bigblur.statements import SCHEMA, statement_id

HOSTILE = {
    "firm/quotes": """a 'single' "double" `back` \\ slash \\u0041 $x {y} // /* -- ;""",
    "firm/script": "</script><script>alert(1)</script>&amp;<!--",
    "firm/lines": "two\nlines\r\nand\ta tab",
    "firm/rtl": "שלום \u200f\u202eabc\u202c Ltd",
    "firm/long": "한" * 5_000 + "x" * 5_000,
    "firm/korean": "삼성전자 주식회사",
    "firm/emoji": "🐟 Fish & Chips 👩‍🔬 é e\u0301",
    "firm/injection": "x'}) DETACH DELETE n //",
}


def firms() -> list[dict[str, Any]]:
    return [
        {
            "id": "firm/a",
            "name": "Alpha",
            "aliases": ["알파", "ALPHA Inc."],
            "founded": "1998",
            "founded_min": date(1998, 1, 1),
            "founded_max": date(1998, 12, 31),
            "founded_year": 1998,
            "ticker": ["ALP", "ALP.KS"],
        },
        {
            "id": "firm/b",
            "name": "Beta",
            "aliases": [],
            "founded": "2007-03-15",
            "founded_min": date(2007, 3, 15),
            "founded_max": date(2007, 3, 15),
            "founded_year": 2007,
            "domain": "beta.example",
        },
        {"id": "firm/c", "name": "감마", "aliases": ["Gamma"], "founded": "0998", "founded_min": date(998, 1, 1)},
        {"id": "firm/d", "name": "delta", "aliases": None},
        *({"id": key, "name": name, "aliases": [name]} for key, name in HOSTILE.items()),
    ]


def deals() -> list[dict[str, Any]]:
    return [
        {"id": f"deal/{n}", "name": f"Deal {n}", "amount": amount, "currency": currency, "kind": "acquisition"}
        | {"date": f"{year}", "date_min": date(year, 1, 1), "date_max": date(year, 12, 31), "year": year}
        for n, amount, currency, year in (
            (1, 10.0, "USD", 2010),
            (2, 0.1, "KRW", 2012),
            (3, None, None, 2012),
            (4, 1e15, "USD", 2019),
        )
    ]


def acquired() -> list[dict[str, Any]]:
    def tie(key: str, source: str, target: str, deal: int, **more: Any) -> dict[str, Any]:
        ends = {"source": source, "source_label": "Firm", "target": target, "target_label": "Firm"}
        return {"tie_id": key, **ends, "deal_id": f"deal/{deal}", **more}

    return [
        tie("t1", "firm/a", "firm/b", 1, year=2010, amount=10.0, mentions=2, date_min=date(2010, 1, 1)),
        tie("t2", "firm/a", "firm/b", 2, year=2012, amount=0.1, mentions=1, date_min=date(2012, 1, 1)),
        tie("t3", "firm/b", "firm/c", 3, year=2012, mentions=1, note=HOSTILE["firm/quotes"]),
        tie("t4", "firm/c", "firm/d", 4, year=2019, amount=1e15, mentions=3, date_min=date(2019, 1, 1)),
        tie("t5", "firm/d", "firm/d", 4, mentions=1),
    ]


def other_ties() -> dict[str, list[dict[str, Any]]]:
    def ends(source: str, source_label: str, target: str, target_label: str) -> dict[str, str]:
        return {
            "source": source,
            "source_label": source_label,
            "target": target,
            "target_label": target_label,
        }

    return {
        "PARTNERED_WITH": [{"tie_id": "t1", **ends("firm/a", "Firm", "firm/b", "Firm"), "year": 2009}],
        "PARTY_TO": [
            {"tie_id": "p1", **ends("firm/a", "Firm", "deal/1", "Deal"), "role": "acquirer"},
            {"tie_id": "p2", **ends("organization/o", "Organization", "deal/1", "Deal"), "role": "seller"},
        ],
        "OPERATES_IN": [
            {"tie_id": "o1", **ends("firm/a", "Firm", "industry/x", "Industry"), "weight": 0.5},
            {"tie_id": "o2", **ends("firm/a", "Firm", "industry/y", "Industry"), "weight": 0.5},
            {"tie_id": "o3", **ends("firm/b", "Firm", "industry/y", "Industry"), "weight": 1.0},
        ],
    }


def statements() -> list[dict[str, Any]]:
    base = {"source_id": "test", "status": "fact"}
    rows: list[dict[str, Any]] = [
        {"locator": "line 1", "subject": "firm/a", "predicate": "founded", "value": "1998", "confidence": 0.9},
        {"locator": "line 2", "subject": "firm/a", "predicate": "ACQUIRED", "object": "firm/b", "valid_from": "2010"},
        {"locator": "line 3", "subject": "firm/c", "predicate": "name", "value": "감마", "lang": "ko"},
        {"locator": "줄 4", "subject": "firm/quotes", "predicate": "name", "value": HOSTILE["firm/quotes"]},
        {"locator": "line 5", "subject": "firm/long", "predicate": "name", "value": HOSTILE["firm/long"]},
    ]
    return [{**base, **row, "statement_id": statement_id({**base, **row})} for row in rows]


def content() -> Content:
    """The whole content, each table ordered by its key."""
    industries = [
        {"id": "industry/x", "name": "Software", "aliases": ["소프트웨어"], "code": "62", "level": "division"},
        {"id": "industry/y", "name": "Fishing", "aliases": [], "code": "03", "level": "division"},
    ]
    organizations = [{"id": "organization/o", "name": "O", "aliases": None}]
    nodes = {"Firm": firms(), "Deal": deals(), "Industry": industries, "Organization": organizations}
    ties = {"ACQUIRED": acquired(), **other_ties()}
    return Content(
        table(statements(), SCHEMA, "statement_id"),
        {label: table(rows, node_schema(label), "id") for label, rows in nodes.items()},
        {kind: table(rows, tie_schema(), "tie_id") for kind, rows in ties.items()},
    )


def smaller() -> Content:
    """Less of the same: no deals at all, one tie turned around, one property gone."""
    firm_rows = [{**row, "ticker": None} for row in firms()[:2]]
    tie = {**acquired()[0], "source": "firm/b", "target": "firm/a"}
    return Content(
        table(statements()[:1], SCHEMA, "statement_id"),
        {"Firm": table(firm_rows, node_schema("Firm"), "id")},
        {"ACQUIRED": table([tie], tie_schema(), "tie_id")},
    )


def table(rows: list[dict[str, Any]], schema: pa.Schema, key: str) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema).sort_by(key)


def assert_same(found: Content, written: Content) -> None:
    """Compare two contents value by value, type by type; the order of rows does not count."""
    assert found.counts() == written.counts()
    pairs = [("statement_id", found.statements, written.statements)]
    pairs += [("id", found.nodes[label], table) for label, table in written.nodes.items()]
    pairs += [("tie_id", found.ties[kind], table) for kind, table in written.ties.items()]
    for key, one, other in pairs:
        assert one.schema.equals(other.schema)
        assert one.sort_by(key).to_pylist() == other.sort_by(key).to_pylist()
