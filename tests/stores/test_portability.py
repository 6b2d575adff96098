"""The guard of the embedded engine: what it refuses, where it says it stands, and what it lets pass."""

import contextlib
from datetime import date

import pytest
from corpus import CORPUS
from portable import PORTABLE

from bigblur.errors import QueryError
from bigblur.graph.stores.portability import CONSTRUCTS, NEO4J_CONSTRUCTS, neo4j_notes, refuse
from bigblur.graph.stores.portability.words import tokens
from bigblur.query_library import library

# Construct → a statement that has it, and the same in the portable form.
EXAMPLES = {
    "function upper()": ("MATCH (n) RETURN upper(n.name)", "MATCH (n) RETURN toUpper(n.name)"),
    "function lower()": (
        "MATCH (n) WHERE LOWER(n.name) = 'a' RETURN 1",
        "MATCH (n) WHERE toLower(n.name) = 'a' RETURN 1",
    ),
    "function toBooleanOrNull()": ("RETURN toBooleanOrNull('x')", "RETURN toBoolean('x')"),
    "function toIntegerOrNull()": ("RETURN toIntegerOrNull('x')", "RETURN toInteger('x')"),
    "function toFloatOrNull()": ("RETURN toFloatOrNull('x')", "RETURN toFloat('x')"),
    "function toStringOrNull()": ("RETURN toStringOrNull(1)", "RETURN toString(1)"),
    "function toBooleanList()": ("RETURN toBooleanList(['true'])", "RETURN [x IN ['true'] | toBoolean(x)]"),
    "function toIntegerList()": ("RETURN toIntegerList(['1'])", "RETURN [x IN ['1'] | toInteger(x)]"),
    "function toFloatList()": ("RETURN toFloatList(['1'])", "RETURN [x IN ['1'] | toFloat(x)]"),
    "function toStringList()": ("RETURN toStringList([1])", "RETURN [x IN [1] | toString(x)]"),
    "function isEmpty()": ("RETURN isEmpty([])", "RETURN size([]) = 0"),
    "function nullIf()": ("RETURN nullIf(1, 1)", "RETURN CASE WHEN 1 = 1 THEN null ELSE 1 END"),
    "function char_length()": ("RETURN char_length('한글')", "RETURN size('한글')"),
    "function character_length()": ("RETURN character_length('한글')", "RETURN size('한글')"),
    "function normalize()": ("RETURN normalize('é')", "RETURN 'é'"),
    "function isNaN()": ("RETURN isNaN(1.0)", "RETURN 1.0"),
    "function of this name, or Neo4j has none": ("RETURN sinh(1)", "CALL db.labels() YIELD label RETURN label"),
    "second statement": ("RETURN 1 AS a; RETURN 2 AS b", "RETURN ';' AS a;"),
    "label alternative in an expression": (
        "MATCH (n) WHERE n:Firm|Person RETURN 1",
        "MATCH (n:Firm|Person) WHERE n:Firm OR n:Person RETURN 1",
    ),
    "list comprehension, or sum of lists, just after IN": (
        "MATCH (n) WHERE n.name IN [x IN $names | toLower(x)] RETURN 1",
        "MATCH (n) WHERE n.name IN ([x IN $names | toLower(x)]) AND n.id IN ['a', 'b'] RETURN 1",
    ),
    "tie variable of a shortest path": (
        "MATCH p = shortestPath((a:Firm)-[r*..4]-(b:Firm)) RETURN size(r)",
        "MATCH p = shortestPath((a:Firm)-[r*..4]-(b:Firm)) RETURN size(relationships(p))",
    ),
    "function e()": ("RETURN e()", "RETURN exp(1)"),
    "function percentileCont()": (
        "UNWIND [1, 2] AS x RETURN percentileCont(x, 0.5)",
        "UNWIND [1, 2] AS x RETURN collect(x)",
    ),
    "function percentileDisc()": (
        "UNWIND [3, 1, 2] AS x RETURN percentileDisc(x, 0.5)",
        "UNWIND [3, 1, 2] AS x WITH x ORDER BY x WITH collect(x) AS xs RETURN xs[toInteger(ceil(0.5 * size(xs))) - 1]",
    ),
    "function stDevP()": (
        "UNWIND [1, 3] AS x RETURN stDevP(x)",
        "UNWIND [1, 3] AS x RETURN (avg(x * x) - avg(x) * avg(x)) ^ 0.5",
    ),
    "function timestamp()": ("RETURN timestamp()", "RETURN datetime().epochMillis"),
    "clock such as date.statement()": ("RETURN date.statement()", "RETURN date($now)"),
    "chained comparison": ("RETURN 1 < 2 <= 3", "RETURN 1 < 2 AND 2 <= 3"),
    "WHERE inside a pattern": (
        "MATCH (a)-[t WHERE t.year > 1]->(b) RETURN 1",
        "MATCH (a)-[t]->(b) WHERE t.year > 1 RETURN 1",
    ),
    "quantified path pattern": ("MATCH (a)-[:OWNS]->{1,2}(b) RETURN 1", "MATCH (a)-[:OWNS*1..2]->(b) RETURN 1"),
    "SHORTEST in a pattern": (
        "MATCH p = SHORTEST 1 (a)-[:OWNS]-(b) RETURN 1",
        "MATCH p = shortestPath((a)-[:OWNS*]-(b)) RETURN length(p)",
    ),
    "shortestPath() in an expression": (
        "MATCH (a:Firm), (b:Firm) RETURN length(shortestPath((a)-[*]-(b)))",
        "MATCH (a:Firm), (b:Firm), p = shortestPath((a)-[*]-(b)) RETURN length(p)",
    ),
    "COLLECT subquery": (
        "MATCH (a) RETURN COLLECT { MATCH (a)-->(b) RETURN b.id }",
        "MATCH (a) RETURN [(a)-->(b) | b.id]",
    ),
    "label expression with ! & % or brackets": ("MATCH (n:!Firm) RETURN 1", "MATCH (n) WHERE NOT n:Firm RETURN 1"),
    "label after IS": ("MATCH (n IS Firm) RETURN 1", "MATCH (n:Firm) WHERE (n.id IS NOT NULL) RETURN 1"),
    "CASE with several or partial conditions in one WHEN": (
        "RETURN CASE 1 WHEN 1, 2 THEN 'a' END",
        "RETURN CASE WHEN 1 IN [1, 2] THEN coalesce('a', 'b') END",
    ),
    "block comment": ("/* all */ RETURN 1", "RETURN '/* none */' // or so"),
    "number with _": ("RETURN 1_000", "MATCH (n) RETURN 1000, n.founded_1_x"),
    "trim() with FROM": ("RETURN trim(BOTH 'x' FROM 'xax')", "RETURN trim(' from ')"),
    "second argument of ltrim(), rtrim() and btrim()": ("RETURN ltrim('xa', 'x')", "RETURN ltrim(coalesce(' a', ''))"),
    "split() at several texts": ("RETURN split('a,b', [',', ';'])", "RETURN split('a,b', ',')[0]"),
    "name that is not ASCII": ("RETURN 1 AS 이름", "RETURN 1 AS `이름`, '이름' AS x // 이름"),
    "variable of a pattern that is not ASCII": (
        "MATCH (`회사`:Firm) RETURN 1",
        "MATCH (f:Firm {name: '회사'}) RETURN 1",
    ),
    "aggregate inside CASE, NOT, IS or a bracket": (
        "MATCH (n) RETURN CASE WHEN count(n) > 3 THEN 'many' END",
        "MATCH (n) WITH count(CASE WHEN n.name = 'a' THEN 1 END) AS k RETURN CASE WHEN k > 3 THEN 'many' END",
    ),
    "subquery of EXISTS or COUNT with more than MATCH and WHERE": (
        "MATCH (a) RETURN COUNT { MATCH (a)-->(b) RETURN DISTINCT b }",
        "MATCH (a) WHERE COUNT { (a)-->() } > 1 AND a.name STARTS WITH 'x' RETURN count(a)",
    ),
    "COUNT subquery just after a bracket": (
        "MATCH (a) WHERE (COUNT { (a)-->() } > 2) RETURN 1",
        "MATCH (a) WHERE (2 < COUNT { (a)-->() }) RETURN toFloat(COUNT { (a)-->() })",
    ),
    "OPTIONAL CALL": (
        "MATCH (a) OPTIONAL CALL (a) { MATCH (a)-->(b) RETURN b } RETURN 1",
        "MATCH (a) OPTIONAL MATCH (a)-->(b) RETURN 1",
    ),
    "pattern with two heads, `<-[]->`": ("MATCH (a)<-[t]->(b) RETURN 1", "MATCH (a)<-[t]-(b)-[u]->(c) RETURN 1"),
    "date of a quarter": ("RETURN date('2020-Q3')", "RETURN date({year: 2020, quarter: 3})"),
    "USE": ("USE neo4j MATCH (n) RETURN 1", "MATCH (use) RETURN use.name"),
    "LOAD CSV": (
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "RETURN 'LOAD CSV'",
    ),
    "id() and elementId(), the engine's own numbers": ("MATCH (n) RETURN id(n)", "MATCH (n) RETURN n.id"),
    "all properties of a node that may be a statement": (
        "MATCH (n) RETURN keys(n)",
        "MATCH (n:Firm)-[t]->() RETURN keys(t), n {.*}",
    ),
    "projection of a map or a tie, or with a variable": (
        "WITH {a: 1} AS m RETURN m {.a}",
        "MATCH (n:Firm) RETURN n {.id, year: n.founded_year}",
    ),
    "properties that nodes and ties do not have": (
        "MATCH (n:Firm) RETURN n.title",
        "UNWIND [{title: 'a'}] AS m RETURN m.title",
    ),
    "path without an upper bound, which ends at 10 ties": (
        "MATCH (a)-[:SUCCEEDED*2..]->(b) RETURN 1",
        "MATCH (a)-[:SUCCEEDED*2..20]->(b)-[:OWNS*2]->(c) RETURN count(*)",
    ),
    "one name for two ties of a pattern": (
        "MATCH (a)-[t]->(b)-[t]->(c) RETURN 1",
        "MATCH (a)-[t]->(b) RETURN 1 AS n UNION MATCH (a)-[t]->(b) RETURN 2 AS n",
    ),
    "condition on a shortest path beside it": (
        "MATCH p = shortestPath((a:Firm)-[*]-(b:Firm)) WHERE length(p) > 1 RETURN 1",
        "MATCH p = shortestPath((a:Firm)-[*]-(b:Firm)) WHERE a.id < b.id WITH p WHERE length(p) > 1 RETURN 1",
    ),
    "list + null": ("MATCH (n) RETURN n.aliases + null", "MATCH (n) RETURN n.aliases + [null], n.name IS NULL"),
    "RETURN * with further columns": ("MATCH (n) RETURN *, 1 AS one", "MATCH (n) RETURN *"),
    "a date beside a text": (
        "MATCH (f:Firm) WHERE f.founded_min >= '2010' RETURN 1",
        "MATCH (f:Firm) WHERE f.founded >= '2010' RETURN 1",
    ),
    "a list as truth value": (
        "MATCH (f:Firm) WHERE f.aliases RETURN 1",
        "MATCH (f:Firm) WHERE size(f.aliases) > 0 AND f.aliases IS NOT NULL RETURN f.aliases",
    ),
    "column named by a quoted name alone": (
        "WITH 1 AS `a b` RETURN `a b`",
        "WITH 1 AS `a b` RETURN `a b` AS `a b`, `a b` + 1 AS c",
    ),
    "hours, minutes and seconds of a duration": (
        "RETURN duration({hours: 30})",
        "RETURN duration({days: 3}), duration('P1M')",
    ),
    "weekday and epochDays of a date": ("RETURN date('2020-02-28').weekday", "RETURN date('2020-02-28').dayOfWeek"),
    "sqrt(), log() and log10()": ("RETURN sqrt(2)", "RETURN 2 ^ 0.5"),
    "duration.between()": (
        "RETURN duration.between(date('2020-01-01'), date('2021-01-01'))",
        "RETURN duration.inDays(date('2020-01-01'), date('2021-01-01')).days",
    ),
    "round() with a mode": ("RETURN round(2.5, 0, 'HALF_EVEN')", "RETURN floor(2.5)"),
    "`||`": ("RETURN [1] || [2]", "RETURN [1] + [2], 'a || b'"),
    "regular expression with look-around, back-references or possessive quantifiers": (
        "RETURN 'ab' =~ '(?=a).*'",
        "RETURN 'ab' =~ '[a-c]+'",
    ),
    "regular expression with \\w, \\d, \\s, \\b or (?i)": (
        "RETURN '가' =~ '\\\\w'",
        "RETURN '가' =~ '[가-힣]', 'w' = '\\\\w'",
    ),
    "round()": ("RETURN round(2.5)", "RETURN floor(2.5 + 0.5)"),
    "stDev()": ("UNWIND [1, 2] AS x RETURN stDev(x)", "UNWIND [1, 2] AS x RETURN avg(x)"),
}


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda one: one.name)
def test_each_construct_is_found_and_its_portable_form_is_not(construct):
    example, portable = EXAMPLES[construct.name]
    if construct.kind == "note":
        assert [construct.name in note for note in refuse(example, {})] == [True]
    else:
        with pytest.raises(QueryError) as caught:
            refuse(example, {})
        assert construct.name in str(caught.value)
        assert construct.instead in str(caught.value)
    assert refuse(portable, {}) == []


def test_every_example_is_of_a_construct():
    assert set(EXAMPLES) == {one.name for one in CONSTRUCTS}


def test_says_where():
    with pytest.raises(
        QueryError, match=r"^line 2, column 8: the embedded engine has no function upper\(\)\. Write toUpp"
    ):
        refuse("MATCH (n) // upper()\nRETURN upper(n.name)", {})


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (f:Firm {founded_min: '1983-01-01'}) RETURN 1",
        "MATCH (f:Firm) WHERE f.founded_min IN ['1983-01-01'] RETURN 1",
        "MATCH (f:Firm) WHERE '1983-01-01' <= f.founded_min RETURN 1",
        "RETURN date('2020-01-01') = '2020-01-01'",
        "RETURN '2020-01-01' = date('2020-01-01')",
        "RETURN CASE date('2020-01-01') WHEN '2020-01-01' THEN 1 END",
    ],
)
def test_dates_beside_texts(cypher):
    with pytest.raises(QueryError, match="a date beside a text"):
        refuse(cypher, {})


def test_dates_beside_dates():
    cypher = (
        "MATCH (f:Firm {founded_min: date('1983-01-01')}) "
        "WHERE f.founded_min IN [date('1983-01-01')] AND f.name = '1983' "
        "RETURN {founded_min: '1983'}, CASE WHEN f.founded_min > date('2000-01-01') THEN '2000' END"
    )
    assert refuse(cypher, {}) == []


@pytest.mark.parametrize(
    "cypher",
    ["MATCH (f:Firm {title: 'a'}) RETURN 1", "MATCH (s:Statement) RETURN s.id", "MATCH ()-[t]->() RETURN t.id"],
)
def test_made_up_properties(cypher):
    with pytest.raises(QueryError, match="properties that nodes and ties do not have"):
        refuse(cypher, {})


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (o:Observation) RETURN o.period_max AS end, count(*) AS n",
        "MATCH (d:Deal) RETURN d.date_min AS when, d.name AS what",
        "MATCH (f:Firm) RETURN {case: f.name, when: 1, shortest: 2, n: count(*)} AS m",
        "MATCH (f:Firm) WITH f AS firm LIMIT 1 RETURN firm {.name} AS m",
        "MATCH p = (a:Firm)-[:OWNS*1..2]->(b) RETURN [n IN nodes(p) | n {.name}] AS l",
        "MATCH (f:Firm)-[r]->(n) RETURN properties(n) AS a, keys(r) AS b",
        "MATCH (n {id: 'firm/tesla'}) RETURN properties(n) AS p",
        "MATCH (f:Firm)-[r]->() WITH f, {type: type(r)} AS r RETURN r.type AS type",
        "UNWIND $rows AS row RETURN row.date_min >= '2010' AS late",
        "match (a:Firm)-[t:OWNS]->(b) where a.founded_year<-1 and 2<3 return a.name as n order by n",
        "MATCH (a)<-[:OWNS]-(b) WHERE a.x < 3 AND (a)-->(b) RETURN 1 < 2 AS x, [y IN [1] WHERE y > 0 | y < 2] AS l",
        "RETURN 'x' =~ '.*[*+].*' AS a, 'x' =~ '(?iu)X' AS b",
        "MATCH (f:Firm) RETURN f.name AS `a b` ORDER BY `a b`",
        "MATCH (a:Firm) CALL (a) { MATCH (a)-->(b) RETURN count(b) AS n } RETURN a.name AS name, n",
    ],
)
def test_everyday_statements_pass(cypher):
    assert refuse(cypher, {"rows": [{"date_min": "2010"}]}) == []


@pytest.mark.parametrize(
    ("cypher", "words"),
    [
        ("MATCH ()-[r:OWNS]->() RETURN r {.year} AS m", "projection of a map or a tie"),
        ("MATCH (d:Deal) WITH d.date_min AS day WHERE day >= '2010-01-01' RETURN 1", "a date beside a text"),
        ("WITH '2010-01-01' AS day MATCH (d:Deal) WHERE d.date_min >= day RETURN 1", "a date beside a text"),
        ("MATCH (d:Deal) WHERE (d.`date_min`) >= ('2010-01-01') RETURN 1", "a date beside a text"),
        ("MATCH (f:Firm) RETURN f {.title}", "properties that nodes and ties do not have"),
        ("MATCH (f:Firm) RETURN f['title']", "properties that nodes and ties do not have"),
        ("MATCH ()-[r]->() WITH r AS q RETURN q.id", "properties that nodes and ties do not have"),
        ("MATCH p = ()-[:OWNS*1..2]->() RETURN [r IN relationships(p) | r.type]", "properties that nodes and ties"),
        ("MATCH (n) WITH n AS s RETURN keys(s)", "a node that may be a statement"),
        ("MATCH (f:Firm) WHERE (count(*) > 3) AND true RETURN 1", "aggregate inside"),
        ("MATCH (a)<-->(b) RETURN 1", "two heads"),
        ("MATCH (f:Firm) WHERE f.name =~ ('(?is)tesla') RETURN 1", "regular expression"),
        ("RETURN duration({milliseconds: 90000000})", "hours, minutes and seconds"),
        ("MATCH (f:Firm) WHERE (f.aliases) RETURN 1", "a list as truth value"),
        ("RETURN `lower`('A')", "function lower"),
        ("MATCH (f:Firm) WHERE f.name = 'none' AND nosuch(f.x) RETURN 1", "function of this name"),
    ],
)
def test_other_forms_are_seen_too(cypher, words):
    with pytest.raises(QueryError, match=words):
        refuse(cypher, {})


@pytest.mark.parametrize(
    "cypher", ["MATCH (f:Firm) SET f.a = 1 SET f.b = 2", "MATCH (a:Firm) WHERE a.x > 1 CREATE (b:Firm {x: 1}) RETURN b"]
)
def test_what_writes_is_left_to_the_engine_which_says_so(cypher):
    assert refuse(cypher, {}) == []


def test_a_parameter_is_looked_at_too():
    cypher = "MATCH (f:Firm) WHERE f.founded_min > $since AND f.name =~ $like RETURN f.name"
    assert refuse(cypher, {"since": date(2010, 1, 1), "like": "A.*"}) == []
    with pytest.raises(QueryError, match="a date beside a text"):
        refuse(cypher, {"since": "2010-01-01", "like": "A.*"})
    with pytest.raises(QueryError, match="regular expression"):
        refuse(cypher, {"since": date(2010, 1, 1), "like": "\\w+"})


@pytest.mark.parametrize("name", library())
def test_the_library_passes(name):
    query = library()[name]
    assert refuse(query.cypher, query.bind({})) == []
    assert neo4j_notes(query.cypher) == []


@pytest.mark.parametrize("name", PORTABLE)
def test_what_is_known_to_be_portable_passes(name):
    cypher, parameters, _ = PORTABLE[name]
    assert refuse(cypher, parameters) == []


@pytest.mark.parametrize("name", [name for name, entry in CORPUS.items() if entry.outcome == "same"])
def test_what_both_engines_answer_alike_is_not_refused(name):
    refuse(CORPUS[name].cypher, CORPUS[name].parameters)


@pytest.mark.parametrize(
    "text", ["", "'", '"\\', "`", "/*", "(((", ")]}", "$", "RETURN 'a", "{.", "[*", "WHEN", "OPTIONAL MATCH", "=~"]
)
def test_half_a_statement_is_left_to_the_engine(text):
    with contextlib.suppress(QueryError):  # and no other error
        refuse(text, {})


def test_tokens_are_the_statement():
    text = "MATCH (n {a: 'it\\'s'})-[:`x``y`*1..2]->() // end\nRETURN n.b =~ \"q\", $p, 1.5e3, 0x1F, 1..2 /* c */"
    assert "".join(token.text for token in tokens(text)) == "".join(text.replace("// end", "").split()).replace(
        "/*c*/", "/* c */"
    )


def test_neo4j_says_where_it_may_be_wrong():
    assert len(NEO4J_CONSTRUCTS) == 1
    wrong = "MATCH (a:Firm) OPTIONAL MATCH (a)-->(b) WHERE {} RETURN b.id"
    for condition in (
        "COUNT { (b)-->() } > 1",
        "size([(b)-->(c) | 1]) = 0",
        "NOT COLLECT { MATCH (b)-->(c) RETURN c.id } = []",
    ):
        assert len(neo4j_notes(wrong.replace("{}", condition))) == 1
    assert neo4j_notes(wrong.replace("{}", "b.founded_year > 1 AND EXISTS { (b)-->() }")) == []
    assert (
        neo4j_notes("MATCH (a) WHERE COUNT { (a)-->() } > 1 OPTIONAL MATCH (a)-->(b) RETURN COUNT { (b)-->() } AS n")
        == []
    )
