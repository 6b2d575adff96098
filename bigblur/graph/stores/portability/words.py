"""The words of a Cypher statement, and how brackets hold them together: enough to see a construct, no parser."""

import re
from dataclasses import dataclass

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
_CLOSING = {")": "(", "]": "[", "}": "{"}
_CLAUSES = frozenset(
    {"MATCH", "OPTIONAL", "WITH", "RETURN", "UNWIND", "UNION", "CALL", "ORDER", "SKIP", "LIMIT", "YIELD"}
)
_PARTING = _CLAUSES | frozenset(
    {"AND", "OR", "XOR", "NOT", "WHERE", "AS", "BY", "DESC", "ASC", "DESCENDING", "ASCENDING", "ALL", "CASE", "WHEN"}
    | {"THEN", "ELSE", "END", "IN", "IS", "STARTS", "ENDS", "CONTAINS", "DISTINCT", "EXISTS", "COUNT", "COLLECT"}
)
_BEFORE_BRACKETS = _PARTING - {"ALL", "EXISTS", "COUNT", "COLLECT"}
"""Words of the language that no function is called by."""


@dataclass(frozen=True)
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
        >>> [words.text(at) for at, name in words.calls()]
        ['size']
    """

    def __init__(self, cypher: str) -> None:
        self._cypher = cypher
        self._tokens = tokens(cypher)
        self._openers: list[int] = []
        self._opener_of: dict[int, int] = {}
        stack: list[int] = []
        for at, token in enumerate(self._tokens):
            if token.kind == "sign" and token.text in _CLOSING and stack:
                self._opener_of[at] = stack.pop()
            self._openers.append(stack[-1] if stack else -1)
            if token.kind == "sign" and token.text in "([{":
                stack.append(at)

    def __len__(self) -> int:
        return len(self._tokens)

    def _at(self, at: int) -> Token | None:
        return self._tokens[at] if 0 <= at < len(self._tokens) else None

    def text(self, at: int) -> str:
        """The word as written."""
        token = self._at(at)
        return token.text if token else ""

    def kind(self, at: int) -> str:
        """Its kind."""
        token = self._at(at)
        return token.kind if token else ""

    def upper(self, at: int) -> str:
        """A name or sign in capitals; strings, quoted names and names of properties are no words."""
        token = self._at(at)
        if token is None or token.kind not in ("name", "sign") or (token.kind == "name" and self.text(at - 1) == "."):
            return ""
        return token.text.upper()

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, from 1."""
        before = self._cypher[: self._tokens[at].start]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

    def opener(self, at: int) -> int:
        """The innermost open bracket around a word, -1 outside of all."""
        return self._openers[at] if 0 <= at < len(self._openers) else -1

    def opener_of(self, at: int) -> int:
        """The bracket that a closing bracket closes, -1 if there is none."""
        return self._opener_of.get(at, -1)

    def inside(self, opener: int) -> list[int]:
        """The words within a bracket, those within further brackets too."""
        closer = next((at for at, one in self._opener_of.items() if one == opener), len(self))
        return list(range(opener + 1, closer))

    def calls(self) -> list[tuple[int, str]]:
        """The functions that are called: where, and the dotted name in small letters."""
        found = []
        for at, token in enumerate(self._tokens):
            if token.kind == "name" and self.text(at + 1) == "(" and token.text.upper() not in _BEFORE_BRACKETS:
                first, name = at, token.text
                while self.text(first - 1) == "." and self.kind(first - 2) == "name":
                    first -= 2
                    name = f"{self.text(first)}.{name}"
                found.append((first, name.lower()))
        return found

    def arguments(self, at: int) -> list[list[int]]:
        """The words of each argument of a call."""
        opener = next((one for one in range(at, len(self)) if self.text(one) == "("), len(self))
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

    def ends_arrow(self, at: int) -> bool:
        """Whether a word is the end of `-->`, `]->` or `]-`."""
        if self.text(at) == ">" and self.text(at - 1) == "-":
            return self.text(at - 2) in ("]", "-")
        return self.text(at) == "-" and self.text(at - 1) == "]" and self.text(self.opener_of(at - 1) - 1) == "-"

    def is_path(self, opener: int) -> bool:
        """Whether a bracket holds a path: `((a)-->(b))`."""
        return (
            self.text(opener) == "("
            and self.text(opener + 1) == "("
            and any(self.ends_arrow(at) for at in self.inside(opener))
        )

    def parts_expressions(self, at: int) -> bool:
        """Whether an expression ends here: a comma, a bar, a colon, or a word of the language."""
        return self.text(at) in (",", "|", ":", ";") if self.kind(at) == "sign" else self.upper(at) in _PARTING

    def clause(self, at: int) -> list[int]:
        """The words of the clause that a word stands in, in the same bracket or deeper."""
        level = self.opener(at)
        first, last = at, at
        while first > level + 1 and not self._begins_clause(first, level):
            first -= 1
        while last + 1 < len(self) and self.opener(last + 1) >= level and not self._begins_clause(last + 1, level):
            last += 1
        return list(range(first, last + 1))

    def _begins_clause(self, at: int, level: int) -> bool:
        return self.upper(at) in _CLAUSES and self.opener(at) == level

    def nodes(self) -> set[str]:
        """Names that stand first in round brackets of a pattern."""
        return {self.text(at) for at in self.variables("(")}

    def ties(self) -> set[str]:
        """Names that stand first in square brackets of a pattern."""
        return {self.text(at) for at in self.variables("[")}

    def labels(self, name: str) -> set[str]:
        """The first label of each node that a name stands for in a pattern; empty text where it has none."""
        return {
            self.text(at + 2) if self.text(at + 1) == ":" else "" for at in self.variables("(") if self.text(at) == name
        }

    def in_pattern(self, at: int) -> bool:
        """Whether a word stands in the properties of a node or tie of a pattern: `(n:A {a: 1})`."""
        braces = self.opener(at)
        around = self.opener(braces)
        if self.text(braces) != "{" or self.text(around) not in ("(", "["):
            return False
        return self.text(around - 1) == "-" if self.text(around) == "[" else self._may_be_node(around)

    def variables(self, bracket: str) -> list[int]:
        """Where names stand first in round or square brackets of a pattern."""
        found = []
        for at in range(1, len(self)):
            if self.text(at) != bracket or self.kind(at + 1) not in ("name", "quoted"):
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
