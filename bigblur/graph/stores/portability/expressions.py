"""Constructs in expressions: comparisons, functions, properties, values."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bigblur.graph.stores.portability.words import COMPARISONS, WRITING, Words

Given = Mapping[str, Any]

BOTH = frozenset({
    "abs", "acos", "all", "allshortestpaths", "any", "asin", "atan", "atan2", "avg", "btrim", "ceil", "coalesce",
    "collect", "cos", "cot", "count", "date", "date.truncate", "datetime", "datetime.truncate", "degrees",
    "duration", "duration.between", "duration.indays", "duration.inmonths", "duration.inseconds", "elementid",
    "endnode", "exists", "exp", "floor", "haversin", "head", "id", "keys", "labels", "last", "left", "length",
    "localdatetime", "localdatetime.truncate", "localtime", "localtime.truncate", "log", "log10", "ltrim", "max",
    "min", "nodes", "none", "pi", "properties", "radians", "rand", "randomuuid", "range", "reduce",
    "relationships", "replace", "reverse", "right", "round", "rtrim", "shortestpath", "sign", "sin", "single",
    "size", "split", "sqrt", "startnode", "stdev", "substring", "sum", "tail", "tan", "time", "time.truncate",
    "toboolean", "tofloat", "tointeger", "tolower", "tostring", "toupper", "trim", "type", "valuetype",
})  # fmt: skip
"""The functions that both engines have: those of Neo4j's SHOW FUNCTIONS that kglite 0.21.2 knows too."""


def unknown_function(words: Words, _: Given) -> Iterator[int]:
    """A function that not both engines have: one that no row reaches would silently be none."""
    if not any(words.upper(at) in WRITING for at in range(len(words))):  # that is refused as a whole
        yield from (at for at, name in words.calls if name not in BOTH)


def chained(words: Words, _: Given) -> Iterator[int]:
    """`a < b < c`: two comparisons in one bracket with nothing between that parts them."""
    last: dict[int, bool] = {}
    for at in range(len(words)):
        level = words.opener(at)
        if words.is_comparison(at):
            if last.get(level):
                yield at
            last[level] = True
        elif words.parts_expressions(at):
            last[level] = False


def case(words: Words, _: Given) -> Iterator[int]:
    """`CASE x WHEN 1, 2 THEN` and `CASE x WHEN > 1 THEN`."""
    open_at: dict[int, bool] = {}
    for at in range(len(words)):
        level = words.opener(at)
        if words.upper(at) == "WHEN":
            open_at[level] = True
            if words.text(at + 1) in COMPARISONS or words.upper(at + 1) in ("IS", "IN", "STARTS", "ENDS", "CONTAINS"):
                yield at
        elif words.upper(at) in ("THEN", "END", "RETURN", "WITH", "MATCH"):
            open_at[level] = False
        elif words.text(at) == "," and open_at.get(level):
            yield at


_AGGREGATES = ("count", "sum", "avg", "min", "max", "collect", "stdev")


def aggregate_inside(words: Words, _: Given) -> Iterator[int]:
    """`CASE WHEN count(x) > 3 THEN`, `NOT count(x) > 3`, `(count(x) > 3) AND`, `count(x) IS NULL`."""
    cases = 0
    aggregates = {at for at, name in words.calls if name in _AGGREGATES}
    for at in range(len(words)):
        cases = max(0, cases + (words.upper(at) == "CASE") - (words.upper(at) == "END"))
        if at not in aggregates:
            continue
        after = words.closer_of(at + 1) + 1
        around = words.opener(at)
        bracketed = (
            words.text(around) == "("
            and not words.is_call(around)
            and any(words.is_comparison(one) for one in words.inside(around))
        )
        if cases or bracketed or words.upper(at - 1) == "NOT" or words.upper(after) == "IS":
            yield at


def in_expression(words: Words, _: Given) -> Iterator[int]:
    """`x IN [y IN l | ...]`, `x IN ['a'] + l`: after IN the engine takes a list of values and no more."""
    for at in range(1, len(words)):
        if words.upper(at) != "IN" or words.text(at + 1) != "[":
            continue
        inside = [words.upper(one) for one in words.inside(at + 1) if words.opener(one) == at + 1]
        if "|" in inside or "WHERE" in inside or words.text(words.closer_of(at + 1) + 1) == "+":
            yield at


def foreign_name(words: Words, _: Given) -> Iterator[int]:
    """`AS 이름` without backticks."""
    yield from (at for at in range(len(words)) if words.kind(at) == "name" and not words.text(at).isascii())


def second_statement(words: Words, _: Given) -> Iterator[int]:
    """`RETURN 1; RETURN 2`."""
    yield from (at + 1 for at in range(len(words) - 1) if words.text(at) == ";" and words.text(at + 1) != ";")


def quoted_column(words: Words, _: Given) -> Iterator[int]:
    """``RETURN `a b` `` without AS."""
    for at in range(1, len(words)):
        alone = words.upper(at + 1) in ("", ",", "ORDER", "SKIP", "LIMIT", "UNION", "WHERE", ";")
        whole = words.kind(at) == "quoted" and words.text(at).endswith("`") and len(words.text(at)) > 1
        item = words.opener(at) < 0 and words.upper(at - 1) in ("RETURN", "DISTINCT", ",")
        if whole and alone and item and words.upper(words.clause(at).start) == "RETURN":
            yield at


# --- functions -------------------------------------------------------------------------------------------------------


def list_split(words: Words, _: Given) -> Iterator[int]:
    """`split(x, ['a', 'b'])`."""
    for at, name in words.calls:
        arguments = words.arguments(at)
        if name == "split" and len(arguments) == 2 and words.text(arguments[1][0]) == "[":
            yield at


def trim_from(words: Words, _: Given) -> Iterator[int]:
    """`trim(BOTH 'x' FROM y)`."""
    for at, name in words.calls:
        inside = [words.upper(one) for part in words.arguments(at) for one in part] if name == "trim" else []
        if {"FROM", "BOTH", "LEADING", "TRAILING"} & set(inside):
            yield at


def quarter(words: Words, _: Given) -> Iterator[int]:
    """`date('2020-Q3')`."""
    for at, name in words.calls:
        if name == "date" and words.kind(at + 2) == "string" and "Q" in words.text(at + 2).upper():
            yield at


_OF_A_DAY = ("hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds")


def hours(words: Words, _: Given) -> Iterator[int]:
    """`duration({hours: 30})` and `duration('PT30H')`."""
    for at, name in words.calls:
        if name != "duration":
            continue
        inside = words.inside(at + 1)
        named = any(words.text(one).lower() in _OF_A_DAY for one in inside)
        if named or any(words.kind(one) == "string" and "T" in words.text(one) for one in inside):
            yield at


_JAVA_ONLY = re.compile(r"\\\\[1-9QAZG]|\(\?[=!<>]|[*+?]\+")
_OTHERWISE = re.compile(r"\\\\[wWdDsSbB]|\[\[:|\(\?(?![a-z]*u)[a-z]*i[a-z]*\)")
_CLASS = re.compile(r"\[(?!\[:)\^?\]?[^\]]*\]")


def java_expression(words: Words, given: Given) -> Iterator[int]:
    """A regular expression with what only Java knows."""
    yield from (at for at, text in _expressions(words, given) if _JAVA_ONLY.search(_CLASS.sub("[]", text)))


def other_expression(words: Words, given: Given) -> Iterator[int]:
    """A regular expression that means something else in Rust."""
    yield from (at for at, text in _expressions(words, given) if _OTHERWISE.search(text))


def _expressions(words: Words, given: Given) -> Iterator[tuple[int, str]]:
    """Regular expressions, as Cypher writes them in quotes."""
    for at in range(len(words)):
        if words.text(at) == "=~":
            right = words.bare(at + 1, 1)
            text = words.text(right)
            if words.kind(right) == "parameter":
                text = str(given.get(words.name(right), "")).replace("\\", "\\\\")
            yield at + 1, text


# --- properties ------------------------------------------------------------------------------------------------------

_MADE_UP = ("title", "type", "label", "node_type", "connection_type")
"""Names that the engine gives a value on every node or tie; no class of the ontology has a property of such a name."""


def virtual(words: Words, _: Given) -> Iterator[int]:
    """`n.title`, `(n {type: ...})`, `n {.type}`, `n['type']`, `t.id` and more that the engine makes up."""
    names = words.names
    for at in range(1, len(words)):
        name = words.name(at)
        if name in _MADE_UP and words.text(at + 1) == ":" and words.in_pattern(at):
            yield at
        if words.text(at - 1) == "." and words.is_name(at):
            of = _owner(words, at)
        elif words.kind(at) == "string" and words.text(at - 1) == "[" and words.text(at + 1) == "]":
            name, of = words.text(at)[1:-1], words.name(at - 2)
        else:
            continue
        of_tie, of_node = of in names.ties, of in names.nodes
        statement = names.labels.get(of) == {"Statement"}
        if (name in _MADE_UP and (of_tie or of_node)) or (name == "id" and ((of_tie and not of_node) or statement)):
            yield at


def _owner(words: Words, at: int) -> str:
    """Whose property a word is: `n.name`, or `n {.name}`."""
    before = at - 2
    braces = words.opener(at)
    if words.text(before) in ("{", ",") and words.text(braces) == "{":
        before = braces - 1
    return words.name(before) if words.is_name(before) else ""


def own_keys(words: Words, _: Given) -> Iterator[int]:
    """`properties(n)`, `keys(n)` and `n {.*}` of a node that may be a statement."""
    for at, name in words.calls:
        arguments = words.arguments(at) if name in ("properties", "keys") else []
        one = len(arguments) == 1 and len(arguments[0]) == 1
        if one and words.names.may_be_statement(words.name(arguments[0][0])):
            yield at
    for at in range(2, len(words)):
        opener = words.opener(at)
        whole = words.text(at) == "*" and words.text(at - 1) == "." and words.text(opener) == "{"
        if whole and words.names.may_be_statement(words.name(opener - 1)):
            yield at


def map_projection(words: Words, _: Given) -> Iterator[int]:
    """`m {.a}` where m is not known for a node (null for a map or a tie), and `n {.id, x}`."""
    for at in range(1, len(words) - 1):
        if words.text(at) != "{" or words.text(at + 1) != "." or not words.is_name(at - 1):
            continue
        if words.name(at - 1) not in words.names.nodes:
            yield at
            continue
        for one in words.inside(at):
            alone = words.text(one - 1) in ("{", ",") and words.text(one + 1) in (",", "}")
            if alone and words.opener(one) == at and words.is_name(one):
                yield one


def weekday(words: Words, _: Given) -> Iterator[int]:
    """`date.weekday`."""
    for at in range(1, len(words)):
        if words.text(at - 1) == "." and words.text(at).lower() in ("weekday", "epochdays"):
            yield at


# --- dates and lists of the ontology --------------------------------------------------------------------------------


@cache
def _properties(kind: str) -> frozenset[str]:
    """The properties of the ontology that hold dates, or lists."""
    import pyarrow as pa  # noqa: PLC0415 - the other finders need none

    from bigblur.model import classes, node_schema, tie_schema  # noqa: PLC0415

    schemas = [tie_schema(), *(node_schema(name) for name in classes())]
    holds = {"date": pa.types.is_date32, "list": pa.types.is_list}[kind]
    return frozenset(field.name for schema in schemas for field in schema if holds(field.type))


class _Dates:
    """Which words are dates, and which are texts, as far as names and the ontology show."""

    def __init__(self, words: Words, given: Given) -> None:
        self.words, self.given = words, given
        self.dates: set[str] = set()
        self.texts: set[str] = set()
        for at in range(2, len(words)):
            if words.upper(at - 1) == "AS" and words.is_name(at):
                if self.ends_date(at - 2):
                    self.dates.add(words.name(at))
                elif self.is_text(at - 2) and words.upper(at - 3) in ("WITH", ",", "UNWIND", "DISTINCT"):
                    self.texts.add(words.name(at))

    def of_entity(self, at: int) -> bool:
        """Whether `at - 2`, `at - 1`, `at` are a date of a node or tie."""
        words = self.words
        owner = words.name(at - 2)
        known = owner in words.names.nodes or owner in words.names.ties
        return words.text(at - 1) == "." and known and words.name(at) in _properties("date")

    def ends_date(self, at: int) -> bool:
        at = self.words.bare(at, -1)
        if self.words.text(at) == ")":
            return self.words.upper(self.words.opener_of(at) - 1) == "DATE"
        return self.of_entity(at) or (self.words.name(at) in self.dates and self.words.text(at - 1) != ".")

    def begins_date(self, at: int) -> bool:
        at = self.words.bare(at, 1)
        called = self.words.upper(at) == "DATE" and self.words.text(at + 1) == "("
        return (
            called or self.of_entity(at + 2) or (self.words.name(at) in self.dates and self.words.text(at + 1) != ".")
        )

    def is_text(self, at: int) -> bool:
        words = self.words
        if words.kind(at) == "parameter":
            value = self.given.get(words.name(at))
            return isinstance(value, str) or (isinstance(value, list) and any(isinstance(one, str) for one in value))
        plain = words.is_name(at) and words.text(at - 1) != "." and words.text(at + 1) not in (".", "(")
        return words.kind(at) == "string" or (plain and words.name(at) in self.texts)


def date_as_text(words: Words, given: Given) -> Iterator[int]:
    """A date beside a text: `n.date_min >= '2010'`, `date(x) = '2010'`, `IN ['2010']`, `(n {date_min: '2010'})`."""
    known = _Dates(words, given)
    case_at = 0
    for at in range(1, len(words)):
        if words.is_comparison(at):
            left, right = words.bare(at - 1, -1), words.bare(at + 1, 1)
            found = (known.ends_date(at - 1) and known.is_text(right)) or (
                known.begins_date(at + 1) and known.is_text(left)
            )
        elif words.upper(at) == "IN":
            listed = words.text(at + 1) == "[" and words.kind(at + 2) == "string"
            found = known.ends_date(at - 1) and (listed or known.is_text(at + 1))
        elif words.text(at + 1) == ":" and words.name(at) in _properties("date"):
            found = words.in_pattern(at) and known.is_text(at + 2)
        else:
            case_at = at if words.upper(at) == "CASE" else case_at
            found = words.upper(at) == "WHEN" and known.is_text(at + 1) and known.begins_date(case_at + 1)
        if found:
            yield at


def null_term(words: Words, _: Given) -> Iterator[int]:
    """`list + null`: a literal list, or a property that holds one."""
    for at in range(1, len(words)):
        if words.text(at) != "+":
            continue
        if words.upper(at + 1) == "NULL" and (words.text(at - 1) == "]" or words.text(at - 1) in _properties("list")):
            yield at
        if words.upper(at - 1) == "NULL" and (words.text(at + 1) == "[" or words.text(at + 3) in _properties("list")):
            yield at


_TRUTH_BEGINS = ("WHERE", "AND", "OR", "XOR", "NOT", "WHEN")
_TRUTH_ENDS = ("", "AND", "OR", "XOR", "RETURN", "WITH", "MATCH", "OPTIONAL", "UNWIND", "ORDER", "THEN")


def list_as_truth(words: Words, _: Given) -> Iterator[int]:
    """`WHERE f.aliases`: an empty list is true here and false on Neo4j."""
    for at in range(3, len(words)):
        if words.text(at) not in _properties("list") or words.text(at - 1) != ".":
            continue
        first, last = at - 2, at
        while words.text(first - 1) == "(" and words.text(last + 1) == ")" and not words.is_call(first - 1):
            first, last = first - 1, last + 1
        if words.upper(last + 1) in _TRUTH_ENDS and words.upper(first - 1) in _TRUTH_BEGINS:
            yield at
