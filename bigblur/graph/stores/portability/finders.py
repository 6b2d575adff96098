"""Where in a statement's words each construct stands."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from bigblur.graph.stores.portability.words import COMPARISONS, Words

Finder = Callable[[Words, Mapping[str, Any]], Iterator[int]]


def call(*names: str, least: int = 0, most: int = 99) -> Finder:
    """Calls of functions, by number of arguments."""
    wanted = {name.lower() for name in names}

    def found(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
        for at, name in words.calls():
            if name in wanted and least <= len(words.arguments(at)) <= most:
                yield at

    return found


def sequence(*texts: str) -> Finder:
    """Words that follow each other, whatever their case."""

    def found(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
        for at in range(len(words) - len(texts) + 1):
            if all(words.upper(at + step) == text for step, text in enumerate(texts)):
                yield at

    return found


def chained(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
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


def inline_where(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`(a WHERE ...)` and `[t WHERE ...]`, which are no comprehension and no subquery."""
    for at in range(len(words)):
        opener = words.opener(at)
        if words.upper(at) != "WHERE" or opener < 0 or words.text(opener) == "{":
            continue
        inside = range(opener + 1, at)
        same = [one for one in inside if words.opener(one) == opener]
        if not any(
            words.upper(one) in ("IN", "MATCH", "WITH", "RETURN", "YIELD") or words.text(one) in ("=", "(")
            for one in same
        ):
            yield at


def quantified(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`-[:T]->{1,3}`, `-->+` and `((a)-->(b)){2}`."""
    for at in range(1, len(words)):
        if words.text(at) not in ("{", "+", "*"):
            continue
        if words.ends_arrow(at - 1) or (words.text(at - 1) == ")" and words.is_path(words.opener_of(at - 1))):
            yield at


def label_expression(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`:!A`, `:A&B`, `:%` and `:(A|B)`."""
    for at in range(len(words)):
        if words.text(at) in ("!", "&") or (words.text(at) == ":" and words.text(at + 1) in ("%", "(")):
            yield at


def is_label(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`(n IS Firm)`."""
    for at in range(1, len(words)):
        if words.upper(at) == "IS" and words.kind(at + 1) in ("name", "quoted"):
            plain = words.upper(at + 1) not in ("NULL", "NOT", "TYPED", "NORMALIZED", "NFC", "NFD", "NFKC", "NFKD")
            if plain and at - 2 == words.opener(at) and words.text(at - 2) in ("(", "["):
                yield at


def case(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`CASE x WHEN 1, 2 THEN` and `CASE x WHEN > 1 THEN`."""
    for at in range(len(words)):
        if words.upper(at) != "WHEN":
            continue
        if words.text(at + 1) in COMPARISONS or words.upper(at + 1) in ("IS", "IN", "STARTS", "ENDS", "CONTAINS"):
            yield at
        for after in range(at + 1, len(words)):
            if words.upper(after) == "THEN" and words.opener(after) == words.opener(at):
                break
            if words.text(after) == "," and words.opener(after) == words.opener(at):
                yield after


def shortest_path(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`shortestPath(...)` inside an expression."""
    for at, name in words.calls():
        if (
            name in ("shortestpath", "allshortestpaths")
            and words.text(at - 1) not in ("=", ",")
            and words.upper(at - 1) != "MATCH"
        ):
            yield at


def path_condition(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`MATCH p = shortestPath((a)-[r*]-(b)) WHERE` with p or r in the condition."""
    for at, name in words.calls():
        if name not in ("shortestpath", "allshortestpaths"):
            continue
        ties = [words.text(one + 1) for one in words.inside(at + 1) if words.text(one) == "["]
        names = {one for one in [words.text(at - 2), *ties] if one not in (":", "*", "]")}
        clause = words.clause(at)
        where = next((one for one in clause if words.upper(one) == "WHERE"), None)
        if where is not None:
            yield from (
                one for one in clause if one > where and words.text(one) in names and words.text(one - 1) != "."
            )


def unbounded(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`-[:T*]->` and `-[:T*2..]->` outside shortestPath()."""
    shortest = {
        one
        for at, name in words.calls()
        if name in ("shortestpath", "allshortestpaths")
        for one in words.inside(at + 1)
    }
    for at in range(len(words)):
        opener = words.opener(at)
        if words.text(at) != "*" or words.text(opener) != "[" or words.text(opener - 1) != "-" or at in shortest:
            continue
        bound = at + 1 if words.kind(at + 1) != "number" else at + 2
        if words.text(bound) == "..":
            bound += 1
        elif words.kind(at + 1) == "number":
            continue  # `*2`
        if words.kind(bound) != "number":
            yield at


def tie_twice(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`(a)-[t]->(b)-[t]->(c)`: one name for two ties of a pattern."""
    places = words.variables("[")
    for at in places:
        clause = set(words.clause(words.opener(at)))
        if any(one < at and one in clause and words.text(one) == words.text(at) for one in places):
            yield at


def foreign_variable(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """A variable of a pattern that is not ASCII, in backticks or not."""
    for bracket in "([":
        yield from (at for at in words.variables(bracket) if not words.text(at).isascii())


def foreign_name(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`AS 이름` without backticks."""
    yield from (at for at in range(len(words)) if words.kind(at) == "name" and not words.text(at).isascii())


_AGGREGATES = ("count", "sum", "avg", "min", "max", "collect", "stdev")


def aggregate_inside(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`CASE WHEN count(x) > 3 THEN`, `NOT count(x) > 3`, `count(x) IS NULL`."""
    cases = 0
    aggregates = {at for at, name in words.calls() if name in _AGGREGATES}
    for at in range(len(words)):
        cases += (words.upper(at) == "CASE") - (words.upper(at) == "END")
        if at not in aggregates:
            continue
        inside = words.inside(at + 1)
        after = (inside[-1] if inside else at + 1) + 2
        if cases or words.upper(at - 1) == "NOT" or words.upper(after) == "IS":
            yield at


def whole_subquery(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`EXISTS { MATCH ... WITH ... }` and `COUNT { MATCH ... RETURN ... }`."""
    for at in range(len(words)):
        before = words.upper(words.opener(at) - 1)
        if (
            before in ("EXISTS", "COUNT")
            and words.upper(at) in ("WITH", "RETURN")
            and words.upper(at - 1) not in ("STARTS", "ENDS")
        ):
            yield at


def bracketed_count(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`(COUNT { ... } > 1)`: after a bracket that is not of a function the engine looks for a node."""
    for at in range(1, len(words)):
        opens = words.text(at) == "(" and words.upper(at + 1) == "COUNT" and words.text(at + 2) == "{"
        if opens and (words.kind(at - 1) != "name" or words.parts_expressions(at - 1)):
            yield at


def optional_count(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`OPTIONAL MATCH ... WHERE` with a COUNT or COLLECT subquery or a pattern comprehension."""
    for at in range(len(words) - 1):
        if words.upper(at) != "OPTIONAL" or words.upper(at + 1) != "MATCH":
            continue
        clause = words.clause(at + 1)
        wheres = [one for one in clause if words.upper(one) == "WHERE" and words.opener(one) == words.opener(at)]
        for one in clause if wheres else ():
            subquery = words.upper(one) in ("COUNT", "COLLECT") and words.text(one + 1) == "{"
            if one > wheres[0] and (subquery or (words.text(one) == "[" and words.text(one + 1) == "(")):
                yield one


def both_heads(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`<-[t]->`."""
    for at in range(2, len(words)):
        right = words.text(at) == ">" and words.text(at - 1) == "-" and words.text(at - 2) == "]"
        if right and words.text(words.opener_of(at - 2) - 2) == "<":
            yield at


def quarter(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`date('2020-Q3')`."""
    for at, name in words.calls():
        if name == "date" and words.kind(at + 2) == "string" and "Q" in words.text(at + 2).upper():
            yield at


def null_term(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`list + null`: a literal list, or a property that holds one."""
    for at in range(1, len(words)):
        if words.text(at) != "+":
            continue
        if words.upper(at + 1) == "NULL" and (words.text(at - 1) == "]" or words.text(at - 1) in _properties("list")):
            yield at
        if words.upper(at - 1) == "NULL" and (words.text(at + 1) == "[" or words.text(at + 3) in _properties("list")):
            yield at


def virtual(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`n.title`, `n.type`, `t.id` and more that the engine makes up, of nodes and ties of a pattern."""
    nodes, ties = words.nodes(), words.ties()
    statements = {words.text(at) for at in words.variables("(") if words.text(at + 2) == "Statement"}
    for at in range(2, len(words)):
        name, of = words.text(at), words.text(at - 2)
        if words.text(at - 1) != "." or words.kind(at) not in ("name", "quoted"):
            continue
        of_tie, of_node = of in ties, of in nodes
        made_up = name in _MADE_UP and (of_tie or of_node)
        if made_up or (name == "id" and ((of_tie and not of_node) or of in statements)):
            yield at


_MADE_UP = ("title", "type", "label", "node_type", "connection_type")
"""Names that the engine gives a value on every node or tie; no class of the ontology has a property of such a name."""


def own_keys(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`properties(n)`, `keys(n)` and `n {.*}` of a node."""
    ties, nodes = words.ties(), words.nodes()
    for at, name in words.calls():
        arguments = words.arguments(at)
        if name in ("properties", "keys") and len(arguments) == 1 and len(arguments[0]) == 1:
            one = words.text(arguments[0][0])
            if one in nodes and one not in ties:
                yield at
    for at in range(2, len(words)):
        opener = words.opener(at)
        whole = words.text(at) == "*" and words.text(at - 1) == "." and words.text(opener) == "{"
        if whole and words.text(opener - 1) not in ties:
            yield at


def map_projection(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`m {.a}` where m is no node and no tie of a pattern (null for a map), and `n {.id, x}`."""
    known = words.nodes() | words.ties()
    for at in range(1, len(words) - 1):
        if words.text(at) != "{" or words.text(at + 1) != "." or words.kind(at - 1) not in ("name", "quoted"):
            continue
        if words.text(at - 1) not in known:
            yield at
        for one in words.inside(at):
            alone = words.text(one - 1) in ("{", ",") and words.text(one + 1) in (",", "}")
            if alone and words.opener(one) == at and words.kind(one) == "name":
                yield one


def date_as_text(words: Words, parameters: Mapping[str, Any]) -> Iterator[int]:
    """`n.date_min >= '2010'`: a date beside a text, in the statement or as a parameter."""
    for at in range(1, len(words)):
        if not words.is_comparison(at):
            continue
        for property_at, other in ((at - 1, at + 1), (at + 1, at - 1)):
            name = property_at if property_at < at else property_at + 2
            dated = words.text(name - 1) == "." and words.text(name) in _properties("date")
            if dated and _is_text(words, other, parameters):
                yield at


def _is_text(words: Words, at: int, parameters: Mapping[str, Any]) -> bool:
    if words.kind(at) == "parameter":
        return isinstance(parameters.get(words.text(at)[1:].strip("`")), str)
    return words.kind(at) == "string"


@cache
def _properties(kind: str) -> frozenset[str]:
    """The properties of the ontology that hold dates, or lists."""
    import pyarrow as pa  # noqa: PLC0415 - the other finders need none

    from bigblur.model import classes, node_schema, tie_schema  # noqa: PLC0415

    schemas = [tie_schema(), *(node_schema(name) for name in classes())]
    holds = {"date": pa.types.is_date32, "list": pa.types.is_list}[kind]
    return frozenset(field.name for schema in schemas for field in schema if holds(field.type))


JAVA_ONLY = ("\\1", "\\2", "(?=", "(?!", "(?<", "(?>", "*+", "++", "?+", "\\Q")
OTHERWISE = ("\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "\\b", "\\B", "[[:", "(?i")


def regular(parts: tuple[str, ...]) -> Finder:
    """A regular expression, right of =~, that holds one of some parts."""

    def found(words: Words, parameters: Mapping[str, Any]) -> Iterator[int]:
        for at in range(len(words)):
            if words.text(at) != "=~":
                continue
            text = words.text(at + 1)
            if words.kind(at + 1) == "parameter":
                text = str(parameters.get(text[1:].strip("`"), "")).replace("\\", "\\\\")
            if any(part.replace("\\", "\\\\") in text for part in parts):
                yield at + 1

    return found


def list_split(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`split(x, ['a', 'b'])`."""
    for at, name in words.calls():
        arguments = words.arguments(at)
        if name == "split" and len(arguments) == 2 and words.text(arguments[1][0]) == "[":
            yield at


def first(text: str) -> Finder:
    """A word that begins the statement."""

    def found(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
        if words.upper(0) == text:
            yield 0

    return found


def kind(kind: str, holds: str = "") -> Finder:
    """Words of a kind that hold a sign."""

    def found(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
        for at in range(len(words)):
            if words.kind(at) == kind and holds in words.text(at):
                yield at

    return found


def sign(text: str) -> Finder:
    """A sign."""

    def found(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
        for at in range(len(words)):
            if words.kind(at) == "sign" and words.text(at) == text:
                yield at

    return found


def trim_from(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`trim(BOTH 'x' FROM y)`."""
    for at, name in words.calls():
        inside = [words.upper(one) for part in words.arguments(at) for one in part]
        if name == "trim" and {"FROM", "BOTH", "LEADING", "TRAILING"} & set(inside):
            yield at
