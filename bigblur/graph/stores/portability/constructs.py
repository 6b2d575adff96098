"""The constructs that are looked for."""

from dataclasses import dataclass

from bigblur.graph.stores.portability import expressions, finders, patterns
from bigblur.graph.stores.portability.finders import Finder


@dataclass(frozen=True)
class Construct:
    """Something that Cypher has and the embedded engine (kglite 0.21.2) has not, or has otherwise.

    Args:
        name: what it is called in messages.
        instead: what to write, in words that follow "write".
        found: gives the places in a statement's words.
        kind: `unsupported`: the engine has no such thing; `wrong`: it answers, and not as Neo4j; `note`: it answers
            as Neo4j but in rare cases, which `instead` names; the statement runs.
        portable: whether `instead` is Cypher that both engines answer alike; else it is some other advice.
    """

    name: str
    instead: str
    found: Finder
    kind: str = "unsupported"
    portable: bool = True


_FUNCTIONS = {
    "upper": "toUpper()",
    "lower": "toLower()",
    "toBooleanOrNull": "toBoolean() for text, and CASE for the rest",
    "toIntegerOrNull": "toInteger()",
    "toFloatOrNull": "toFloat()",
    "toStringOrNull": "toString()",
    "toBooleanList": "[x IN list | toBoolean(x)]",
    "toIntegerList": "[x IN list | toInteger(x)]",
    "toFloatList": "[x IN list | toFloat(x)]",
    "toStringList": "[x IN list | toString(x)]",
    "isEmpty": "size(x) = 0",
    "nullIf": "CASE WHEN a = b THEN null ELSE a END",
    "char_length": "size()",
    "character_length": "size()",
    "e": "exp(1)",
    "percentileDisc": "WITH x ORDER BY x WITH collect(x) AS xs RETURN xs[toInteger(ceil(0.5 * size(xs))) - 1]",
    "stDevP": "WITH avg(x) AS m, collect(x) AS xs RETURN sqrt(reduce(s = 0.0, x IN xs | s + (x - m) ^ 2) / size(xs))",
    "timestamp": "datetime().epochMillis",
}
_ADVICE = {
    "percentileCont": "collect the values and take the percentile in Python (numpy.percentile)",
    "normalize": "normalize in Python (unicodedata.normalize)",
    "isNaN": "leave it out: a store holds no NaN, and what is not a number is null here",
}
_CLOCKS = [
    f"{kind}.{clock}"
    for kind in ("date", "datetime", "localdatetime", "localtime", "time")
    for clock in ("realtime", "statement", "transaction")
]

CONSTRUCTS = (
    *(Construct(f"function {name}()", instead, finders.call(name)) for name, instead in _FUNCTIONS.items()),
    *(
        Construct(f"function {name}()", instead, finders.call(name), portable=False)
        for name, instead in _ADVICE.items()
    ),
    Construct("clock such as date.statement()", "give the day as a parameter", finders.call(*_CLOCKS), portable=False),
    Construct(
        "function of this name, or Neo4j has none",
        "see the functions of Neo4j (SHOW FUNCTIONS), and which of them run here (docs/conformance.md)",
        expressions.unknown_function,
        portable=False,
    ),
    Construct("second statement", "run one at a time", expressions.second_statement, portable=False),
    Construct("chained comparison", "`a < b AND b < c`", expressions.chained),
    Construct("WHERE inside a pattern", "WHERE after the MATCH", patterns.inline_where),
    Construct("quantified path pattern", "`-[:T*1..3]->`", patterns.quantified),
    Construct("SHORTEST in a pattern", "`MATCH p = shortestPath((a)-[*]-(b))`", finders.sequence("SHORTEST")),
    Construct("shortestPath() in an expression", "`MATCH p = shortestPath((a)-[*]-(b))`", patterns.shortest_path),
    Construct(
        "COLLECT subquery",
        "a pattern comprehension, `[(a)-->(b) | b.id]`, or OPTIONAL MATCH and collect()",
        finders.sequence("COLLECT", "{"),
    ),
    Construct("label expression with ! & % or brackets", "`WHERE n:A AND NOT n:B`", patterns.label_expression),
    Construct("label after IS", "`(n:A)`", patterns.is_label),
    Construct(
        "CASE with several or partial conditions in one WHEN", "`CASE WHEN x = 1 OR x = 2 THEN`", expressions.case
    ),
    Construct("block comment", "`// ...` on a line of its own", finders.kind("block")),
    Construct("number with _", "the number without it", finders.kind("number", "_")),
    Construct("trim() with FROM", "trim(x) for blanks, or replace()", expressions.trim_from),
    Construct(
        "second argument of ltrim(), rtrim() and btrim()",
        "ltrim(x) for blanks, or replace()",
        finders.call("ltrim", "rtrim", "btrim", least=2),
    ),
    Construct("split() at several texts", "replace() to one of them first", expressions.list_split),
    Construct("name that is not ASCII", "it in backticks", expressions.foreign_name),
    Construct("variable of a pattern that is not ASCII", "another name", patterns.foreign_variable),
    Construct(
        "aggregate inside CASE, NOT, IS or a bracket",
        "`WITH count(x) AS n RETURN CASE WHEN n > 3 ...`",
        expressions.aggregate_inside,
    ),
    Construct(
        "subquery of EXISTS or COUNT with more than MATCH and WHERE",
        "OPTIONAL MATCH and count(DISTINCT x)",
        patterns.whole_subquery,
    ),
    Construct(
        "COUNT subquery just after a bracket", "`2 < COUNT { ... }`, without the bracket", patterns.bracketed_count
    ),
    Construct("OPTIONAL CALL", "OPTIONAL MATCH", finders.sequence("OPTIONAL", "CALL")),
    Construct("pattern with two heads, `<-[]->`", "`-[]-`", patterns.both_heads),
    Construct("date of a quarter", "date({year: 2020, quarter: 3})", expressions.quarter),
    Construct(
        "USE", "give the statement alone, and NEO4J_DATABASE for the database", finders.first("USE"), portable=False
    ),
    Construct(
        "LOAD CSV",
        "build from tables (`bigblur build FOLDER`): queries read no files",
        finders.sequence("LOAD", "CSV"),
        portable=False,
    ),
    Construct("label alternative in an expression", "`a:A OR a:B`", patterns.label_alternative),
    Construct("list comprehension, or sum of lists, just after IN", "it in round brackets", expressions.in_expression),
    Construct(
        "id() and elementId(), the engine's own numbers",
        "n.id for nodes and r.tie_id for ties",
        finders.call("id", "elementId"),
        "wrong",
    ),
    Construct(
        "all properties of a node that may be a statement",
        "the properties by name, `n {.id, .name}`, or a label",
        expressions.own_keys,
        "wrong",
    ),
    Construct(
        "projection of a map or a tie, or with a variable",
        "`{a: m.a}`, or properties(t) of a tie",
        expressions.map_projection,
        "wrong",
    ),
    Construct(
        "properties that nodes and ties do not have",
        "n.name for `title`, labels(n)[0] and type(t) for `type`, t.tie_id and s.statement_id for `id`",
        expressions.virtual,
        "wrong",
    ),
    Construct("path without an upper bound, which ends at 10 ties", "a bound: `*1..15`", patterns.unbounded, "wrong"),
    Construct(
        "tie variable of a shortest path",
        "relationships(p) of `p = shortestPath(...)`",
        patterns.tie_of_shortest_path,
        "wrong",
    ),
    Construct("one name for two ties of a pattern", "two names", patterns.tie_twice, "wrong"),
    Construct(
        "condition on a shortest path beside it",
        "the types in the pattern, or `WITH p WHERE ...` to look at the path that was found",
        patterns.path_condition,
        "wrong",
    ),
    Construct("list + null", "coalesce(), for the sum is null", expressions.null_term, "wrong"),
    Construct("RETURN * with further columns", "the columns by name", finders.sequence("RETURN", "*", ","), "wrong"),
    Construct(
        "a date beside a text", "date('2010-01-01'), or date($day) with a parameter", expressions.date_as_text, "wrong"
    ),
    Construct("a list as truth value", "`size(x) > 0`", expressions.list_as_truth, "wrong"),
    Construct("column named by a quoted name alone", "AS and the name again", expressions.quoted_column, "wrong"),
    Construct("hours, minutes and seconds of a duration", "days", expressions.hours, "wrong"),
    Construct("weekday and epochDays of a date", "dayOfWeek", expressions.weekday, "wrong"),
    Construct("duration.between()", "duration.inDays(a, b).days", finders.call("duration.between"), "wrong"),
    Construct("round() with a mode", "floor(x) or ceil(x)", finders.call("round", least=3), "wrong"),
    Construct("`||`", "`+`", finders.kind("sign", "||"), "wrong"),
    Construct(
        "regular expression with look-around, back-references or possessive quantifiers",
        "STARTS WITH, ENDS WITH and CONTAINS, or classes like [a-z]",
        expressions.java_expression,
    ),
    Construct(
        "regular expression with \\w, \\d, \\s, \\b or (?i)",
        "the characters, [0-9A-Za-z_가-힣], and (?iu) or toLower()",
        expressions.other_expression,
        "wrong",
    ),
    Construct(
        "round()",
        "a value just between two differs: -2.5 gives -3 here and -2 on Neo4j, round(1.005, 2) 1.0 and 1.01",
        finders.call("round", most=2),
        "note",
    ),
    Construct(
        "sqrt(), log() and log10()",
        "what is no number, or infinite, is null here and NaN or -Infinity on Neo4j",
        finders.call("sqrt", "log", "log10", "asin", "acos"),
        "note",
    ),
    Construct("stDev()", "of a single value it is null here and 0.0 on Neo4j", finders.call("stDev"), "note"),
)
"""Refused, or noted, on the embedded engine."""

NEO4J_CONSTRUCTS = (
    Construct(
        "COUNT, COLLECT or a pattern comprehension in the condition of an OPTIONAL MATCH",
        "Neo4j before 5.26.31 gives null for rows that fulfil it (neo4j/neo4j#13877); count in a WITH before",
        patterns.optional_count,
        "note",
    ),
)
"""Noted on Neo4j."""
