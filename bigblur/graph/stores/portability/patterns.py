"""Constructs in patterns, labels and paths."""

from collections.abc import Iterator, Mapping
from typing import Any

from bigblur.graph.stores.portability.words import SHORTEST_PATHS, Words

Given = Mapping[str, Any]


def inline_where(words: Words, _: Given) -> Iterator[int]:
    """`(a WHERE ...)` and `[t WHERE ...]`, which are no comprehension and no subquery."""
    for at in range(len(words)):
        opener = words.opener(at)
        if words.upper(at) != "WHERE" or opener < 0 or words.text(opener) == "{":
            continue
        same = [one for one in range(opener + 1, at) if words.opener(one) == opener]
        if not any(
            words.upper(one) in ("IN", "MATCH", "WITH", "RETURN", "YIELD") or words.text(one) in ("=", "(")
            for one in same
        ):
            yield at


def quantified(words: Words, _: Given) -> Iterator[int]:
    """`-[:T]->{1,3}`, `-->+` and `((a)-->(b)){2}`."""
    for at in range(1, len(words)):
        if words.text(at) not in ("{", "+", "*"):
            continue
        if words.ends_arrow(at - 1) or (words.text(at - 1) == ")" and words.is_path(words.opener_of(at - 1))):
            yield at


def both_heads(words: Words, _: Given) -> Iterator[int]:
    """`<-[t]->` and `<-->`."""
    for at in range(2, len(words)):
        if words.text(at) != ">" or words.text(at - 1) != "-":
            continue
        begin = words.opener_of(at - 2) if words.text(at - 2) == "]" else at - 1
        if words.text(begin - 2) == "<" and words.text(begin - 1) == "-":
            yield at


def label_expression(words: Words, _: Given) -> Iterator[int]:
    """`:!A`, `:A&B`, `:%` and `:(A|B)`."""
    for at in range(len(words)):
        if words.text(at) in ("!", "&") or (words.text(at) == ":" and words.text(at + 1) in ("%", "(")):
            yield at


def label_alternative(words: Words, _: Given) -> Iterator[int]:
    """`WHERE a:A|B`, outside of a pattern."""
    for at in range(1, len(words) - 3):
        alternative = words.text(at) == ":" and words.is_name(at + 1) and words.text(at + 2) == "|"
        asked = words.is_name(at - 1) and words.upper(at - 2) in ("WHERE", "AND", "OR", "XOR", "NOT", "RETURN")
        if alternative and asked:
            yield at


def is_label(words: Words, _: Given) -> Iterator[int]:
    """`(n IS Firm)`."""
    for at in range(1, len(words)):
        if words.upper(at) == "IS" and words.is_name(at + 1):
            plain = words.upper(at + 1) not in ("NULL", "NOT", "TYPED", "NORMALIZED", "NFC", "NFD", "NFKC", "NFKD")
            if plain and at - 2 == words.opener(at) and words.text(at - 2) in ("(", "["):
                yield at


def shortest_path(words: Words, _: Given) -> Iterator[int]:
    """`shortestPath(...)` inside an expression, or after another pattern of the MATCH."""
    for at, name in words.calls:
        if name in SHORTEST_PATHS and not (words.text(at - 1) == "=" or words.upper(at - 1) == "MATCH"):
            yield at


def tie_of_shortest_path(words: Words, _: Given) -> Iterator[int]:
    """`shortestPath((a)-[r*]-(b))` with r used elsewhere: it is null."""
    within = words.in_shortest_paths
    names = {words.name(at) for at in words.tie_places if at in within}
    for at in range(len(words)):
        if at not in within and words.is_name(at) and words.name(at) in names and words.text(at - 1) != ".":
            yield at


def path_condition(words: Words, _: Given) -> Iterator[int]:
    """`MATCH p = shortestPath((a)-[*]-(b)) WHERE` with p in the condition."""
    for at, name in words.calls:
        if name not in SHORTEST_PATHS or words.text(at - 1) != "=":
            continue
        path = words.name(at - 2)
        for one in words.where(at):
            if words.is_name(one) and words.name(one) == path and words.text(one - 1) != ".":
                yield one


def unbounded(words: Words, _: Given) -> Iterator[int]:
    """`-[:T*]->` and `-[:T*2..]->` outside shortestPath()."""
    within = words.in_shortest_paths
    for at in range(len(words)):
        opener = words.opener(at)
        if words.text(at) != "*" or words.text(opener) != "[" or words.text(opener - 1) != "-" or at in within:
            continue
        bound = at + 1 if words.kind(at + 1) != "number" else at + 2
        if words.text(bound) == "..":
            bound += 1
        elif words.kind(at + 1) == "number":
            continue  # `*2`
        if words.kind(bound) != "number":
            yield at


def tie_twice(words: Words, _: Given) -> Iterator[int]:
    """`(a)-[t]->(b)-[t]->(c)`: one name for two ties of a pattern."""
    seen = set()
    for at in words.tie_places:
        one = (words.clause_number(words.opener(at)), words.name(at))
        if one in seen:
            yield at
        seen.add(one)


def foreign_variable(words: Words, _: Given) -> Iterator[int]:
    """A variable of a pattern that is not ASCII, in backticks or not."""
    yield from (at for at in (*words.node_places, *words.tie_places) if not words.text(at).isascii())


def whole_subquery(words: Words, _: Given) -> Iterator[int]:
    """`EXISTS { ... }` and `COUNT { ... }` with more than one MATCH and its WHERE."""
    for at in range(len(words)):
        opener = words.opener(at)
        if words.text(opener) != "{" or words.upper(opener - 1) not in ("EXISTS", "COUNT"):
            continue
        if words.upper(at) in ("RETURN", "UNION", "UNWIND", "OPTIONAL", "CALL"):
            yield at
        if words.upper(at) == "WITH" and words.upper(at - 1) not in ("STARTS", "ENDS"):
            yield at


def bracketed_count(words: Words, _: Given) -> Iterator[int]:
    """`(COUNT { ... } > 1)`: after a bracket that is not of a function the engine looks for a node."""
    for at in range(len(words)):
        opens = words.text(at) == "(" and words.upper(at + 1) == "COUNT" and words.text(at + 2) == "{"
        if opens and not words.is_call(at):
            yield at


def optional_count(words: Words, _: Given) -> Iterator[int]:
    """`OPTIONAL MATCH ... WHERE` with a COUNT or COLLECT subquery or a pattern comprehension."""
    for at in range(len(words) - 1):
        if words.upper(at) != "OPTIONAL" or words.upper(at + 1) != "MATCH":
            continue
        for one in words.where(at + 1):
            subquery = words.upper(one) in ("COUNT", "COLLECT") and words.text(one + 1) == "{"
            if subquery or (words.text(one) == "[" and words.text(one + 1) == "("):
                yield one
