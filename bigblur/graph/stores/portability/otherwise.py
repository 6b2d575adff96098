"""Where in a statement's words stands what an engine answers otherwise than the other."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bigblur.graph.stores.portability.words import Words


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
    """`n.title`, `(n {type: ...})`, `t.id` and more that the engine makes up, of nodes and ties of a pattern."""
    nodes, ties = words.nodes(), words.ties()
    for at in range(2, len(words)):
        name, of = words.text(at), words.text(at - 2)
        if name in _MADE_UP and words.text(at + 1) == ":" and words.in_pattern(at):
            yield at
        if words.text(at - 1) != "." or words.kind(at) not in ("name", "quoted"):
            continue
        of_tie, of_node = of in ties, of in nodes
        made_up = name in _MADE_UP and (of_tie or of_node)
        if made_up or (name == "id" and ((of_tie and not of_node) or "Statement" in words.labels(of))):
            yield at


_MADE_UP = ("title", "type", "label", "node_type", "connection_type")
"""Names that the engine gives a value on every node or tie; no class of the ontology has a property of such a name."""


def own_keys(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`properties(n)`, `keys(n)` and `n {.*}` of a node that may be a statement."""
    ties, nodes = words.ties(), words.nodes()

    def may_be_statement(name: str) -> bool:
        return name in nodes and name not in ties and bool({"", "Statement"} & words.labels(name))

    for at, name in words.calls():
        arguments = words.arguments(at)
        one = name in ("properties", "keys") and len(arguments) == 1 and len(arguments[0]) == 1
        if one and may_be_statement(words.text(arguments[0][0])):
            yield at
    for at in range(2, len(words)):
        opener = words.opener(at)
        whole = words.text(at) == "*" and words.text(at - 1) == "." and words.text(opener) == "{"
        if whole and may_be_statement(words.text(opener - 1)):
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
    """A date beside a text: `n.date_min >= '2010'`, `date(x) = '2010'`, `IN ['2010']`, `(n {date_min: '2010'})`."""

    def text(at: int) -> bool:
        return _is_text(words, at, parameters)

    for at in range(1, len(words)):
        if words.is_comparison(at):
            found = (_ends_date(words, at - 1) and text(at + 1)) or (_begins_date(words, at + 1) and text(at - 1))
        elif words.upper(at) == "IN":
            listed = words.text(at + 1) == "[" and words.kind(at + 2) == "string"
            found = _ends_date(words, at - 1) and (listed or text(at + 1))
        elif words.text(at + 1) == ":" and words.text(at) in _properties("date"):
            found = words.in_pattern(at) and text(at + 2)
        else:
            found = words.upper(at) == "WHEN" and text(at + 1) and _begins_date(words, _case_of(words, at) + 1)
        if found:
            yield at


def _ends_date(words: Words, at: int) -> bool:
    if words.text(at) == ")":
        return words.upper(words.opener_of(at) - 1) == "DATE"
    return words.text(at - 1) == "." and words.text(at) in _properties("date")


def _begins_date(words: Words, at: int) -> bool:
    called = words.upper(at) == "DATE" and words.text(at + 1) == "("
    return called or (words.text(at + 1) == "." and words.text(at + 2) in _properties("date"))


def _case_of(words: Words, at: int) -> int:
    """The CASE that a WHEN belongs to, of those that are not within it."""
    while at > 0 and words.upper(at) != "CASE":
        at -= 1
    return at


def _is_text(words: Words, at: int, parameters: Mapping[str, Any]) -> bool:
    if words.kind(at) == "parameter":
        given = parameters.get(words.text(at)[1:].strip("`"))
        return isinstance(given, str) or (isinstance(given, list) and any(isinstance(one, str) for one in given))
    return words.kind(at) == "string"


@cache
def _properties(kind: str) -> frozenset[str]:
    """The properties of the ontology that hold dates, or lists."""
    import pyarrow as pa  # noqa: PLC0415 - the other finders need none

    from bigblur.model import classes, node_schema, tie_schema  # noqa: PLC0415

    schemas = [tie_schema(), *(node_schema(name) for name in classes())]
    holds = {"date": pa.types.is_date32, "list": pa.types.is_list}[kind]
    return frozenset(field.name for schema in schemas for field in schema if holds(field.type))


def list_as_truth(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`WHERE f.aliases`: an empty list is true here and false on Neo4j."""
    for at in range(3, len(words)):
        if words.text(at) not in _properties("list") or words.text(at - 1) != ".":
            continue
        after = words.upper(at + 1)
        alone = after in ("", ")", "AND", "OR", "XOR", "RETURN", "WITH", "MATCH", "OPTIONAL", "UNWIND", "ORDER", "THEN")
        if alone and words.upper(at - 3) in ("WHERE", "AND", "OR", "XOR", "NOT", "WHEN"):
            yield at


def quoted_column(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """``RETURN `a b` `` without AS."""
    for at in range(1, len(words)):
        alone = words.upper(at + 1) in ("", ",", "ORDER", "SKIP", "LIMIT", "UNION", "WHERE", ";")
        if words.kind(at) == "quoted" and alone and words.upper(at - 1) in ("RETURN", "DISTINCT", ","):
            returned = any(words.upper(one) == "RETURN" for one in words.clause(at))
            if returned and words.opener(at) < 0:
                yield at


def hours(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`duration({hours: 30})` and `duration('PT30H')`."""
    for at, name in words.calls():
        if name != "duration":
            continue
        inside = [one for part in words.arguments(at) for one in part]
        named = any(words.text(one) in ("hours", "minutes", "seconds") for one in inside)
        if named or any(words.kind(one) == "string" and "T" in words.text(one) for one in inside):
            yield at


def weekday(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
    """`date.weekday`."""
    for at in range(1, len(words)):
        if words.text(at - 1) == "." and words.text(at).lower() in ("weekday", "epochdays"):
            yield at
