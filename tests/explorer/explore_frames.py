"""A small graph with real names and a few hostile ones, shared by the tests of the explorer."""

import pandas as pd

SCRIPT = """</script><script>window.__pwned = 1</script>"""
HOSTILE = {
    "firm/script": SCRIPT,
    "firm/image": "\"><img src=x onerror='window.__pwned = 2'>",
    "firm/comment": "<!-- <script> {{data}} {{title}} ${alert(1)} \\u003c",
    "firm/newlines": "line one\nline two\r\n\ttabbed \u2028 separated \u2029 end",
    "firm/rtl": "\u202egnirts desrever\u202c \u200f שלום عربي",
    "firm/long": "L" * 10_000,
}
SOURCE_TITLE = "Convergence of industries, a report (made up for this test)"


def node(identifier, label, name, **more):
    return {"id": identifier, "label": label, "name": name, **more}


def tie(source, kind, target, **more):
    return {"source": source, "type": kind, "target": target, "source_id": "source/report", **more}


def nodes():
    rows = [
        node(
            "firm/akva-group",
            "Firm",
            "AKVA Group",
            aliases=["AKVA group ASA"],
            industry="Fisheries",
            size=4,
            country="NO",
            founded=1974,
        ),
        node("firm/sperre", "Firm", "Sperre AS", aliases=[], industry="Machinery", size=1, country="NO"),
        node("firm/uni-aqua", "Firm", "UNI Aqua", aliases=["Uni-Aqua A/S"], industry="Fisheries", size=1, country="DK"),
        node("firm/xiaomi", "Firm", "Xiaomi", aliases=["샤오미", "小米"], industry="Electronics", size=3, country="CN"),
        node("firm/huami", "Firm", "Huami", aliases=["화미"], industry="Health", size=2, country="CN"),
        node("firm/tesla", "Firm", "Tesla", aliases=["테슬라"], industry="Automotive", size=2),
        node("firm/solarcity", "Firm", "SolarCity", aliases=["솔라시티"], industry="Energy", size=1),
        node("organization/hydrogen-council", "Organization", "Hydrogen Council", aliases=[], industry="Energy"),
        node("firm/alone", "Firm", "Stands Alone", aliases=[]),
        *(node(key, "Firm", name, aliases=[name[:20]]) for key, name in HOSTILE.items()),
        *(
            node(f"industry/{name.lower()}", "Industry", name)
            for name in ("Fisheries", "Machinery", "Electronics", "Health", "Automotive", "Energy")
        ),
        node("deal/akva-sperre", "Deal", "AKVA Group acquires Sperre", kind="Acquisition"),
        node("product/mi-band", "Product", "Mi Band", aliases=["미밴드"]),
        node("source/report", "Source", SOURCE_TITLE),
    ]
    return pd.DataFrame(rows)


def ties():
    members = [
        ("firm/akva-group", "fisheries"),
        ("firm/sperre", "machinery"),
        ("firm/uni-aqua", "fisheries"),
        ("firm/xiaomi", "electronics"),
        ("firm/huami", "health"),
        ("firm/tesla", "automotive"),
        ("firm/solarcity", "energy"),
        ("organization/hydrogen-council", "energy"),
    ]
    rows = [
        tie(
            "firm/akva-group",
            "ACQUIRED",
            "firm/sperre",
            deal_id="deal/akva-sperre",
            date="2016-11",
            date_min="2016-11-01",
            date_max="2016-11-30",
            year=2016,
            amount=90_000_000.0,
            currency="NOK",
            amount_stated="NOK 90 million",
            status="fact",
            locator="section 4.2, table 3, row 7",
            as_stated="아크바그룹이 스페레를 인수",
            note="stake as printed",
        ),
        tie(
            "firm/akva-group",
            "ACQUIRED",
            "firm/uni-aqua",
            date="2007",
            year=2007,
            locator="section 4.2, table 3, row 2",
        ),
        tie(
            "firm/xiaomi",
            "INVESTED_IN",
            "firm/huami",
            date="2014",
            year=2014,
            locator="page 51, line 8",
            as_stated="샤오미는 화미에 투자",
        ),
        tie("firm/xiaomi", "INVESTED_IN", "firm/huami", date="2015", year=2015, locator="page 51, line 9"),
        tie("firm/huami", "SUPPLIES", "firm/xiaomi", locator="page 52, line 1"),
        tie(
            "firm/tesla",
            "ACQUIRED",
            "firm/solarcity",
            date="2016-11-21",
            year=2016,
            locator=SCRIPT,
            as_stated=SCRIPT,
            note=SCRIPT,
        ),
        tie("firm/tesla", "PARTNERED_WITH", "firm/solarcity", date="2010", year=2010, locator="page 9"),
        tie("firm/script", "PARTNERED_WITH", "firm/image", year=2012),
        tie("firm/akva-group", "PARTY_TO", "deal/akva-sperre", role="acquirer"),
        tie("firm/sperre", "PARTY_TO", "deal/akva-sperre", role="target"),
        tie("firm/huami", "MAKES", "product/mi-band"),
        *(tie(firm, "OPERATES_IN", f"industry/{name}", role="core") for firm, name in members),
    ]
    return pd.DataFrame(rows)
