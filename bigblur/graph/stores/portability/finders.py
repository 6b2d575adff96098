"""Where in a statement's words each construct stands."""

from collections.abc import Callable, Iterator, Mapping
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


JAVA_ONLY = ("\\1", "\\2", "(?=", "(?!", "(?<", "(?>", "*+", "++", "?+", "\\Q")
OTHERWISE = ("\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "\\b", "\\B", "[[:", "(?i)")


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
