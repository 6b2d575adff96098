"""The words of a Cypher statement, and how brackets hold them together: enough to see a construct, no parser.

All that is asked often is worked out once, so that a statement of a megabyte takes seconds, not hours.
"""

import re
from dataclasses import dataclass
from functools import cached_property

COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>//[^\n]*)
  | (?P<block>/\*.*?(?:\*/|\Z))
  | (?P<string>'(?:\\.|[^'\\])*(?:'|\Z)|"(?:\\.|[^"\\])*(?:"|\Z))
  | (?P<quoted>`(?:``|[^`])*(?:`|\Z))
  | (?P<parameter>\$(?:\w+|`(?:``|[^`])*`))
  | (?P<number>0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|(?:\d[\d_]*)?\.\d[\d_]*(?:[eE][+-]?\d+)?|\d[\d_]*(?:[eE][+-]?\d+)?)
  | (?P<name>[^\W\d]\w*)
  | (?P<sign><=|>=|<>|=~|\|\||\.\.|::|\+=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
SHORTEST_PATHS = ("shortestpath", "allshortestpaths")
_CLOSING = {")": "(", "]": "[", "}": "{"}
WRITING = frozenset({"CREATE", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "FOREACH", "INSERT"})
_CLAUSES = WRITING | {
    *("MATCH", "OPTIONAL", "WITH", "RETURN", "UNWIND", "UNION", "CALL", "ORDER", "SKIP", "LIMIT", "YIELD", "ON"),
}
_PARTING = _CLAUSES | {
    *("AND", "OR", "XOR", "NOT", "WHERE", "AS", "BY", "DESC", "ASC", "DESCENDING", "ASCENDING", "ALL", "CASE", "WHEN"),
    *("THEN", "ELSE", "END", "IN", "IS", "STARTS", "ENDS", "CONTAINS", "DISTINCT", "EXISTS", "COUNT", "COLLECT"),
}
_BEFORE_BRACKETS = (_PARTING - {"ALL", "EXISTS", "COUNT", "COLLECT"}) | {"SHORTEST", "USING", "FILTER", "HAVING"}
"""Words of the language that no function is called by."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a statement: a `name`, `string`, `quoted` name, `parameter`, `number`, `sign` or `block` comment."""

    kind: str
    text: str
    start: int
    end: int


def tokens(cypher: str) -> list[Token]:
    """Take a statement apart; blanks and line comments are left out.

    Example:
        >>> [token.text for token in tokens("RETURN 'a // b' // c")]
        ['RETURN', "'a // b'"]
    """
    found = []
    for match in _TOKEN.finditer(cypher):
        kind = match.lastgroup or "sign"
        if kind not in ("space", "comment"):
            found.append(Token(kind, match.group(), match.start(), match.end()))
    return found


class Words:
    """The tokens of a statement with their brackets; places outside are empty words.

    Example:
        >>> words = Words("MATCH (n) RETURN size(n.name)")
        >>> [words.text(at) for at, name in words.calls]
        ['size']
    """

    def __init__(self, cypher: str) -> None:
        self._cypher = cypher
        self._tokens = tokens(cypher)
        self._texts = [token.text for token in self._tokens]
        self._kinds = [token.kind for token in self._tokens]
        self._openers: list[int] = []
        self._opener_of: dict[int, int] = {}
        self._closer_of: dict[int, int] = {}
        stack: list[int] = []
        for at, token in enumerate(self._tokens):
            if token.kind == "sign" and token.text in _CLOSING and stack:
                self._opener_of[at] = stack.pop()
                self._closer_of[self._opener_of[at]] = at
            self._openers.append(stack[-1] if stack else -1)
            if token.kind == "sign" and token.text in "([{":
                stack.append(at)
        self._uppers: list[str] = []
        for at in range(len(self._tokens)):
            self._uppers.append(self._upper(at))

    def _upper(self, at: int) -> str:
        kind, text, before = self._kinds[at], self._texts[at], self.text(at - 1)
        if kind == "sign":
            return text
        if kind != "name" or before == "." or (at and self._uppers[at - 1] == "AS"):
            return ""
        key = self.text(at + 1) == ":" and before in ("{", ",") and self.text(self._openers[at]) == "{"
        return "" if key else text.upper()

    def __len__(self) -> int:
        return len(self._tokens)

    def text(self, at: int) -> str:
        """The word as written."""
        return self._texts[at] if 0 <= at < len(self._texts) else ""

    def kind(self, at: int) -> str:
        """Its kind."""
        return self._kinds[at] if 0 <= at < len(self._kinds) else ""

    def upper(self, at: int) -> str:
        """A word of the language or a sign in capitals; names that somebody gave may be among them.

        Strings, quoted names, names of properties, keys of maps and names after AS are none.
        """
        return self._uppers[at] if 0 <= at < len(self._uppers) else ""

    def is_name(self, at: int) -> bool:
        """Whether a word may name something, in backticks or not."""
        return self.kind(at) in ("name", "quoted")

    def name(self, at: int) -> str:
        """A name without its backticks, of a parameter without its dollar sign too."""
        text = self.text(at)
        if self.kind(at) == "parameter":
            return text[1:].strip("`")
        return text[1:-1].replace("``", "`") if self.kind(at) == "quoted" and len(text) > 1 else text

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, from 1."""
        before = self._cypher[: self._tokens[at].start]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

    # --- brackets ----------------------------------------------------------------------------------------------------

    def opener(self, at: int) -> int:
        """The innermost open bracket around a word, -1 outside of all."""
        return self._openers[at] if 0 <= at < len(self._openers) else -1

    def opener_of(self, at: int) -> int:
        """The bracket that a closing bracket closes, -1 if there is none."""
        return self._opener_of.get(at, -1)

    def closer_of(self, opener: int) -> int:
        """The bracket that closes one, or the end."""
        return self._closer_of.get(opener, len(self))

    def inside(self, opener: int) -> range:
        """The words within a bracket, those within further brackets too."""
        return range(opener + 1, self.closer_of(opener))

    def bare(self, at: int, step: int) -> int:
        """The word itself, or the one within its round brackets: `('a')`; `step` is the way to look, 1 or -1."""
        while self.text(at) == ("(" if step > 0 else ")"):
            if self.is_call(at if step > 0 else self.opener_of(at)):
                break
            at += step
        return at

    def is_call(self, opener: int) -> bool:
        """Whether a round bracket is that of a call: a name stands before it that is no word of the language."""
        return self.is_name(opener - 1) and not self.parts_expressions(opener - 1)

    # --- clauses -----------------------------------------------------------------------------------------------------

    @cached_property
    def _clauses(self) -> tuple[list[int], list[int], list[int]]:
        """Of each word the number of its clause, and of each number the first word and the one after the last."""
        numbers: list[int] = []
        firsts: list[int] = []
        lasts: list[int] = []
        current: dict[int, int] = {}
        for at in range(len(self)):
            level = self._openers[at]
            if level not in current or self._uppers[at] in _CLAUSES:
                if level in current:
                    lasts[current[level]] = at
                current[level] = len(firsts)
                firsts.append(at)
                lasts.append(self.closer_of(level) if level >= 0 else len(self))
            numbers.append(current[level])
        return numbers, firsts, lasts

    def clause_number(self, at: int) -> int:
        """A number that the words of one clause share, those within brackets apart."""
        return self._clauses[0][at]

    def clause(self, at: int) -> range:
        """The words of the clause that a word stands in, those within its brackets too."""
        numbers, firsts, lasts = self._clauses
        return range(firsts[numbers[at]], lasts[numbers[at]])

    def where(self, at: int) -> range:
        """The words of a clause from its WHERE on; none if it has none."""
        clause, level = self.clause(at), self.opener(at)
        found = (one for one in clause if self.upper(one) == "WHERE" and self.opener(one) == level)
        return range(next(found, clause.stop), clause.stop)

    # --- expressions -------------------------------------------------------------------------------------------------

    @cached_property
    def calls(self) -> list[tuple[int, str]]:
        """The functions that are called: where, and the dotted name in small letters; procedures are none."""
        found = []
        for at, token in enumerate(self._tokens):
            if not self.is_name(at) or self.text(at + 1) != "(" or self._uppers[at] in _BEFORE_BRACKETS:
                continue
            first, name = at, self.name(at)
            while self.text(first - 1) == "." and self.is_name(first - 2):
                first -= 2
                name = f"{self.name(first)}.{name}"
            if self.upper(first - 1) != "CALL" and (token.kind == "name" or self._after_expression(at - 1)):
                found.append((first, name.lower()))
        return found

    def _after_expression(self, at: int) -> bool:
        """Whether a quoted name before a bracket may be a function: it is no label, type or variable before one."""
        return self.text(at) in (",", "=", "(", "+") or self.upper(at) in ("RETURN", "WHERE", "AND", "OR", "NOT")

    def arguments(self, at: int) -> list[list[int]]:
        """The words of each argument of a call."""
        opener = at + 1
        while self.text(opener) == ".":
            opener += 2
        parts: list[list[int]] = [[]]
        for one in self.inside(opener):
            if self.text(one) == "," and self.opener(one) == opener:
                parts.append([])
            else:
                parts[-1].append(one)
        return [part for part in parts if part]

    def is_comparison(self, at: int) -> bool:
        """Whether a sign compares: not the heads of arrows, and not the `=` of `p = (a)-->(b)` or `x = 0, y IN`."""
        text, before, after = self.text(at), self.text(at - 1), self.text(at + 1)
        if self.kind(at) != "sign" or text not in COMPARISONS:
            return False
        if text == "<" and after == "-" and (before in (")", "") or self.text(at + 2) in ("[", "-")):
            return False
        return not (text == ">" and before == "-")

    def parts_expressions(self, at: int) -> bool:
        """Whether an expression ends here: a comma, a bar, a colon, or a word of the language."""
        return self.text(at) in (",", "|", ":", ";") if self.kind(at) == "sign" else self.upper(at) in _PARTING

    @cached_property
    def in_shortest_paths(self) -> frozenset[int]:
        """The words within the brackets of shortestPath() and allShortestPaths()."""
        return frozenset(one for at, name in self.calls if name in SHORTEST_PATHS for one in self.inside(at + 1))

    # --- patterns ----------------------------------------------------------------------------------------------------

    def ends_arrow(self, at: int) -> bool:
        """Whether a word is the end of `-->`, `]->` or `]-`."""
        if self.text(at) == ">" and self.text(at - 1) == "-":
            return self.text(at - 2) in ("]", "-")
        return self.text(at) == "-" and self.text(at - 1) == "]" and self.text(self.opener_of(at - 1) - 1) == "-"

    def is_path(self, opener: int) -> bool:
        """Whether a bracket holds a path: `((a)-->(b))`."""
        path = self.text(opener) == "(" and self.text(opener + 1) == "("
        return path and any(self.ends_arrow(at) for at in self.inside(opener))

    def in_pattern(self, at: int) -> bool:
        """Whether a word stands in the properties of a node or tie of a pattern: `(n:A {a: 1})`."""
        braces = self.opener(at)
        around = self.opener(braces)
        if self.text(braces) != "{" or self.text(around) not in ("(", "["):
            return False
        return self.text(around - 1) == "-" if self.text(around) == "[" else self._may_be_node(around)

    @cached_property
    def node_places(self) -> list[int]:
        """Where names stand first in round brackets of a pattern."""
        return self._places("(")

    @cached_property
    def tie_places(self) -> list[int]:
        """Where names stand first in square brackets of a pattern."""
        return self._places("[")

    def _places(self, bracket: str) -> list[int]:
        found = []
        for at in range(1, len(self)):
            if self._texts[at] != bracket or not self.is_name(at + 1):
                continue
            pattern = self.text(at - 1) == "-" if bracket == "[" else self._may_be_node(at)
            if pattern and self.text(at + 2) in (":", ")", "]", "{", "*", "WHERE"):
                found.append(at + 1)
        return found

    def _may_be_node(self, at: int) -> bool:
        """Whether a round bracket may hold a node: it is not the bracket of a call."""
        if self.kind(at - 1) != "name":
            return self.text(at - 1) in ("-", ">", ",", "(", "{", "=", "[", "|")
        return self.upper(at - 1) in ("MATCH", "EXISTS", "NOT", "AND", "OR", "XOR", "WHERE", "WHEN")

    @cached_property
    def names(self) -> "Names":
        """What the names of the statement stand for, as far as its words show."""
        return Names(self)


class Names:
    """Which names of a statement stand for nodes and ties, followed through `WITH a AS b` and `a IN nodes(p)`.

    Example:
        >>> names = Words("MATCH (f:Firm)-[t]->() WITH f AS firm, 1 AS t RETURN firm").names
        >>> sorted(names.nodes), sorted(names.ties)
        (['f', 'firm'], [])
    """

    def __init__(self, words: Words) -> None:
        self.nodes = {words.name(at) for at in words.node_places}
        self.ties = {words.name(at) for at in words.tie_places}
        self.labels: dict[str, set[str]] = {}
        """The first label of each node that a name stands for; empty text where it has none."""
        for at in words.node_places:
            label = words.name(at + 2) if words.text(at + 1) == ":" else ""
            self.labels.setdefault(words.name(at), set()).add(label)
        self._linked = {words.name(at) for at in words.node_places if _beside_tie(words, at) or _has_id(words, at)}
        for at in range(2, len(words)):
            if words.upper(at - 1) == "AS" and words.is_name(at):
                self._rename(words, at)
            elif words.upper(at) == "IN" and words.text(at + 2) == "(" and words.is_name(at - 1):
                {"NODES": self.nodes, "RELATIONSHIPS": self.ties}.get(words.upper(at + 1), set()).add(
                    words.name(at - 1)
                )

    def _rename(self, words: Words, at: int) -> None:
        old, new = words.name(at - 2), words.name(at)
        alone = words.is_name(at - 2) and words.upper(at - 3) in ("WITH", ",", "DISTINCT")
        if alone and old == new:
            return
        for names in (self.nodes, self.ties, self._linked):
            if alone and old in names:
                names.add(new)
            else:
                names.discard(new)
        if alone and old in self.nodes:
            self.labels[new] = self.labels.get(old, {""})

    def may_be_statement(self, name: str) -> bool:
        """Whether a node may be a statement: it has no other label, no tie and no id."""
        return name in self.nodes and name not in self._linked and self.labels.get(name, {""}) <= {"", "Statement"}


def _beside_tie(words: Words, at: int) -> bool:
    opener = at - 1
    return words.text(words.closer_of(opener) + 1) in ("-", "<") or words.text(opener - 1) in ("-", ">")


def _has_id(words: Words, at: int) -> bool:
    return any(words.text(one) == "id" and words.text(one + 1) == ":" for one in words.inside(at - 1))
