"""Statements that both engines must answer alike, with the answer where it is short enough to state."""

from datetime import date
from typing import Any

Rows = list[list[Any]]

PORTABLE: dict[str, tuple[str, dict[str, Any], Rows | None]] = {
    "count": ("MATCH (f:Firm) RETURN count(*) AS n, count(f.founded_year) AS dated", {}, [[12, 2]]),
    "aggregates": (
        "MATCH (d:Deal) RETURN sum(d.amount) AS s, min(d.amount) AS lo, max(d.year) AS hi, avg(d.year) AS mean",
        {},
        None,
    ),
    "group": (
        "MATCH (d:Deal) RETURN d.currency AS currency, count(*) AS n ORDER BY n DESC, currency",
        {},
        [["USD", 2], ["KRW", 1], [None, 1]],
    ),
    "optional": (
        (
            "MATCH (f:Firm) WHERE f.id IN ['firm/a', 'firm/d', 'firm/rtl'] OPTIONAL MATCH (f)-[t:ACQUIRED]->(g:Firm) "
            "RETURN f.id AS f, g.id AS g, t.year AS year ORDER BY f, year"
        ),
        {},
        [
            ["firm/a", "firm/b", 2010],
            ["firm/a", "firm/b", 2012],
            ["firm/d", "firm/d", None],
            ["firm/rtl", None, None],
        ],
    ),
    "order_nulls_last": (
        "MATCH (d:Deal) RETURN d.id AS id ORDER BY d.amount, id",
        {},
        [["deal/2"], ["deal/1"], ["deal/4"], ["deal/3"]],
    ),
    "order_nulls_first": (
        "MATCH (d:Deal) RETURN d.id AS id ORDER BY d.amount DESC, id LIMIT 2",
        {},
        [["deal/3"], ["deal/4"]],
    ),
    "skip_limit": (
        "MATCH (f:Firm) RETURN f.id AS id ORDER BY id SKIP $skip LIMIT $limit",
        {"skip": 1, "limit": 2},
        [["firm/b"], ["firm/c"]],
    ),
    "distinct": ("MATCH (d:Deal) RETURN DISTINCT d.year AS year ORDER BY year", {}, [[2010], [2012], [2019]]),
    "count_distinct": (
        "MATCH (a:Firm)-[t:ACQUIRED]->(b:Firm) RETURN count(t) AS ties, count(DISTINCT a) AS acquirers",
        {},
        [[5, 4]],
    ),
    "collect": (
        (
            "MATCH (a:Firm)-[:OPERATES_IN]->(i:Industry) WITH a, i ORDER BY i.code "
            "RETURN a.name AS name, collect(i.name) AS industries ORDER BY name"
        ),
        {},
        [["Alpha", ["Fishing", "Software"]], ["Beta", ["Fishing"]]],
    ),
    "unwind": (
        "UNWIND $ids AS id RETURN id, size(id) AS n",
        {"ids": ["a", "한글", ""]},
        [["a", 1], ["한글", 2], ["", 0]],
    ),
    "unwind_match": (
        "UNWIND $ids AS id MATCH (f:Firm {id: id}) RETURN f.name AS name ORDER BY name",
        {"ids": ["firm/c", "firm/a", "firm/none"]},
        [["Alpha"], ["감마"]],
    ),
    "exists": (
        "MATCH (f:Firm) WHERE EXISTS { MATCH (f)-[:PARTY_TO]->(:Deal) } RETURN f.id AS id",
        {},
        [["firm/a"]],
    ),
    "not_pattern": (
        "MATCH (f:Firm) WHERE f.id STARTS WITH 'firm/' AND NOT (f)-[:ACQUIRED]-() RETURN count(*) AS n",
        {},
        [[8]],
    ),
    "text_functions": (
        (
            "MATCH (f:Firm {id: 'firm/korean'}) RETURN size(f.name) AS n, substring(f.name, 0, 2) AS head, "
            "f.name CONTAINS '전자' AS has, split(f.name, ' ')[1] AS tail, replace(f.name, '삼성', 'S') AS other"
        ),
        {},
        [[9, "삼성", True, "주식회사", "S전자 주식회사"]],
    ),
    "lower": (
        "MATCH (f:Firm) WHERE toLower(f.name) STARTS WITH $q RETURN toUpper(f.name) AS name ORDER BY name",
        {"q": "delt"},
        [["DELTA"]],
    ),
    "dates_compare": (
        "MATCH (f:Firm) WHERE f.founded_min >= date('1998-01-01') RETURN f.id AS id, f.founded_min AS day ORDER BY id",
        {},
        [["firm/a", date(1998, 1, 1)], ["firm/b", date(2007, 3, 15)]],
    ),
    "dates_parameter": (
        "MATCH (f:Firm) WHERE f.founded_min > $day RETURN f.id AS id",
        {"day": date(2000, 1, 1)},
        [["firm/b"]],
    ),
    "dates_parts": (
        (
            "MATCH (f:Firm {id: 'firm/b'}) RETURN f.founded_min.year AS y, f.founded_min.month AS m, "
            "f.founded_min.day AS d"
        ),
        {},
        [[2007, 3, 15]],
    ),
    "dates_early": (
        "MATCH (f:Firm) WHERE f.founded_min < date('1500-01-01') RETURN f.name AS name, f.founded_min AS day",
        {},
        [["감마", date(998, 1, 1)]],
    ),
    "var_length": (
        "MATCH (a:Firm {id: 'firm/a'})-[:ACQUIRED*1..3]->(b:Firm) RETURN DISTINCT b.id AS id ORDER BY id",
        {},
        [["firm/b"], ["firm/c"], ["firm/d"]],
    ),
    "var_length_count": (
        "MATCH p = (a:Firm {id: 'firm/a'})-[:ACQUIRED*1..4]->(b:Firm) RETURN b.id AS id, length(p) AS n ORDER BY id, n",
        {},
        None,
    ),
    "case": (
        (
            "MATCH (d:Deal) RETURN d.id AS id, CASE WHEN d.amount IS NULL THEN 'unknown' WHEN d.amount > 1 THEN 'big' "
            "ELSE 'small' END AS size ORDER BY id"
        ),
        {},
        [["deal/1", "big"], ["deal/2", "small"], ["deal/3", "unknown"], ["deal/4", "big"]],
    ),
    "union": (
        (
            "MATCH (f:Firm {id: 'firm/a'}) RETURN f.name AS name UNION MATCH (i:Industry {code: '62'}) "
            "RETURN i.name AS name"
        ),
        {},
        [["Alpha"], ["Software"]],
    ),
    "list_predicates": (
        (
            "MATCH (f:Firm) WHERE any(x IN f.aliases WHERE x CONTAINS 'Gam') OR 'ALP' IN f.ticker RETURN f.id AS id "
            "ORDER BY id"
        ),
        {},
        [["firm/a"], ["firm/c"]],
    ),
    "list_comprehension": (
        (
            "MATCH (f:Firm {id: 'firm/a'}) RETURN [x IN f.aliases WHERE size(x) = 2 | x + '!'] AS short, "
            "size(f.aliases) AS n, f.aliases[0] AS head, f.aliases AS every"
        ),
        {},
        [[["알파!"], 2, "알파", ["알파", "ALPHA Inc."]]],
    ),
    "empty_list": (
        "MATCH (f:Firm) WHERE f.id IN ['firm/b', 'firm/d'] RETURN f.id AS id, f.aliases AS aliases ORDER BY id",
        {},
        [["firm/b", []], ["firm/d", None]],
    ),
    "coalesce": (
        (
            "MATCH (f:Firm) WHERE f.founded_year IS NULL RETURN coalesce(f.founded, 'unknown') AS f, count(*) AS n "
            "ORDER BY f"
        ),
        {},
        [["0998", 1], ["unknown", 9]],
    ),
    "with_having": (
        "MATCH (a:Firm)-[t:ACQUIRED]->(b:Firm) WITH a, count(t) AS n WHERE n > 1 RETURN a.id AS id, n",
        {},
        [["firm/a", 2]],
    ),
    "tie_properties": (
        (
            "MATCH (a:Firm)-[t:ACQUIRED]->(b:Firm) RETURN t.tie_id AS tie, type(t) AS type, startNode(t).id AS a, "
            "t.deal_id AS deal, t.amount AS amount, t.mentions AS n ORDER BY tie LIMIT 3"
        ),
        {},
        [
            ["t1", "ACQUIRED", "firm/a", "deal/1", 10.0, 2],
            ["t2", "ACQUIRED", "firm/a", "deal/2", 0.1, 1],
            ["t3", "ACQUIRED", "firm/b", "deal/3", None, 1],
        ],
    ),
    "labels": (
        "MATCH (n)-[:PARTY_TO]->(d:Deal) RETURN labels(n) AS labels, n.id AS id ORDER BY id",
        {},
        [[["Firm"], "firm/a"], [["Organization"], "organization/o"]],
    ),
    "types_alternative": (
        (
            "MATCH (:Firm {id: 'firm/a'})-[t:ACQUIRED|PARTNERED_WITH]->(b:Firm) RETURN type(t) AS t, count(*) AS n "
            "ORDER BY t"
        ),
        {},
        [["ACQUIRED", 2], ["PARTNERED_WITH", 1]],
    ),
    "undirected": (
        "MATCH (f:Firm {id: 'firm/b'})-[t:ACQUIRED]-(g:Firm) RETURN g.id AS g, count(t) AS n ORDER BY g",
        {},
        [["firm/a", 2], ["firm/c", 1]],
    ),
    "statements_beside": (
        "MATCH (s:Statement {subject: 'firm/a'}) RETURN s.predicate AS p, s.value AS v, s.confidence AS c ORDER BY p",
        {},
        [["ACQUIRED", None, None], ["founded", "1998", 0.9]],
    ),
    "arithmetic": ("RETURN 7 / 2 AS whole, 7 / 2.0 AS half, 7 % 3 AS rest, 2 ^ 3 AS power", {}, [[3, 3.5, 1, 8.0]]),
    "null_logic": ("RETURN null = null AS a, null IS NULL AS b, 1 IN [2, null] AS c, null + 1 AS d", {}, None),
    "hostile_text": (
        "MATCH (f:Firm) WHERE f.name = $name RETURN f.id AS id",
        {"name": "x'}) DETACH DELETE n //"},
        [["firm/injection"]],
    ),
}
