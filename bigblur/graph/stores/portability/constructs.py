"""The constructs that are looked for."""

from dataclasses import dataclass

from bigblur.graph.stores.portability import finders, otherwise
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
    """

    name: str
    instead: str
    found: Finder
    kind: str = "unsupported"


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
    "normalize": "the text itself and normalize it in Python (unicodedata.normalize)",
    "isNaN": "`x IS NULL`, for what is not a number is null here",
    "e": "exp(1)",
    "percentileCont": "collect(x) and take the percentile in Python (numpy.percentile)",
    "percentileDisc": "WITH x ORDER BY x WITH collect(x) AS xs RETURN xs[toInteger(ceil(0.5 * size(xs))) - 1]",
    "stDevP": "(avg(x * x) - avg(x) * avg(x)) ^ 0.5",
    "timestamp": "the time as a parameter",
}
_CLOCKS = [
    f"{kind}.{clock}"
    for kind in ("date", "datetime", "localdatetime", "localtime", "time")
    for clock in ("realtime", "statement", "transaction")
]

CONSTRUCTS = (
    *(Construct(f"function {name}()", instead, finders.call(name)) for name, instead in _FUNCTIONS.items()),
    Construct("clock such as date.statement()", "the day as a parameter", finders.call(*_CLOCKS)),
    Construct("chained comparison", "`a < b AND b < c`", finders.chained),
    Construct("WHERE inside a pattern", "WHERE after the MATCH", finders.inline_where),
    Construct("quantified path pattern", "`-[:T*1..3]->`", finders.quantified),
    Construct("SHORTEST in a pattern", "`MATCH p = shortestPath((a)-[*]-(b))`", finders.sequence("SHORTEST")),
    Construct("shortestPath() in an expression", "`MATCH p = shortestPath((a)-[*]-(b))`", finders.shortest_path),
    Construct(
        "COLLECT subquery",
        "a pattern comprehension, `[(a)-->(b) | b.id]`, or OPTIONAL MATCH and collect()",
        finders.sequence("COLLECT", "{"),
    ),
    Construct("label expression with ! & % or brackets", "`WHERE n:A AND NOT n:B`", finders.label_expression),
    Construct("label after IS", "`(n:A)`", finders.is_label),
    Construct("CASE with several or partial conditions in one WHEN", "`CASE WHEN x = 1 OR x = 2 THEN`", finders.case),
    Construct("block comment", "`// ...` on a line of its own", finders.kind("block")),
    Construct("number with _", "the number without it", finders.kind("number", "_")),
    Construct("trim() with FROM", "trim(x) for blanks, or replace()", finders.trim_from),
    Construct(
        "second argument of ltrim(), rtrim() and btrim()",
        "ltrim(x) for blanks, or replace()",
        finders.call("ltrim", "rtrim", "btrim", least=2),
    ),
    Construct("split() at several texts", "replace() to one of them first", finders.list_split),
    Construct("name that is not ASCII", "it in backticks", finders.foreign_name),
    Construct("variable of a pattern that is not ASCII", "another name", finders.foreign_variable),
    Construct(
        "aggregate inside CASE, NOT or IS", "`WITH count(x) AS n RETURN CASE WHEN n > 3 ...`", finders.aggregate_inside
    ),
    Construct("subquery with WITH or RETURN", "OPTIONAL MATCH and count(DISTINCT x)", finders.whole_subquery),
    Construct(
        "COUNT subquery just after a bracket", "`2 < COUNT { ... }`, without the bracket", finders.bracketed_count
    ),
    Construct("OPTIONAL CALL", "OPTIONAL MATCH", finders.sequence("OPTIONAL", "CALL")),
    Construct("pattern with two heads, `<-[]->`", "`-[]-`", finders.both_heads),
    Construct("date of a quarter", "date({year: 2020, quarter: 3})", finders.quarter),
    Construct("USE", "the statement alone, and NEO4J_DATABASE for the database", finders.first("USE")),
    Construct("LOAD CSV: queries do not read files", "`bigblur load` for tables", finders.sequence("LOAD", "CSV")),
    Construct(
        "id() and elementId(), the engine's own numbers",
        "n.id for nodes and r.tie_id for ties",
        finders.call("id", "elementId"),
        "wrong",
    ),
    Construct(
        "all properties of a node that may be a statement",
        "the properties by name, `n {.id, .name}`, or a label",
        otherwise.own_keys,
        "wrong",
    ),
    Construct("projection of a map, or with a variable", "`{a: m.a}`", otherwise.map_projection, "wrong"),
    Construct(
        "properties that nodes and ties do not have",
        "n.name for `title`, labels(n)[0] and type(t) for `type`, t.tie_id and s.statement_id for `id`",
        otherwise.virtual,
        "wrong",
    ),
    Construct("path without an upper bound, which ends at 10 ties", "a bound: `*1..15`", otherwise.unbounded, "wrong"),
    Construct("one name for two ties of a pattern", "two names", otherwise.tie_twice, "wrong"),
    Construct(
        "condition on a shortest path beside it",
        "the types in the pattern, or `WITH p WHERE ...` to look at the path that was found",
        otherwise.path_condition,
        "wrong",
    ),
    Construct("list + null", "coalesce(), for the sum is null", otherwise.null_term, "wrong"),
    Construct("RETURN * with further columns", "the columns by name", finders.sequence("RETURN", "*", ","), "wrong"),
    Construct(
        "a date beside a text", "date('2010-01-01'), or a parameter of type date", otherwise.date_as_text, "wrong"
    ),
    Construct("a list as truth value", "`size(x) > 0`", otherwise.list_as_truth, "wrong"),
    Construct("column named by a quoted name alone", "AS and the name again", otherwise.quoted_column, "wrong"),
    Construct("hours, minutes and seconds of a duration", "days", otherwise.hours, "wrong"),
    Construct("weekday and epochDays of a date", "dayOfWeek", otherwise.weekday, "wrong"),
    Construct("duration.between()", "duration.inDays(a, b).days", finders.call("duration.between"), "wrong"),
    Construct("round() with a mode", "round(x, 2), floor(x) or ceil(x)", finders.call("round", least=3), "wrong"),
    Construct("`||`", "`+`", finders.sign("||"), "wrong"),
    Construct(
        "regular expression with look-around, back-references or possessive quantifiers",
        "STARTS WITH, ENDS WITH and CONTAINS, or classes like [a-z]",
        finders.regular(finders.JAVA_ONLY),
    ),
    Construct(
        "regular expression with \\w, \\d, \\s, \\b or (?i)",
        "the characters, [0-9A-Za-z_가-힣], and toLower()",
        finders.regular(finders.OTHERWISE),
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
        otherwise.optional_count,
        "note",
    ),
)
"""Noted on Neo4j."""
