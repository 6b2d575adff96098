"""The smallest statement that still shows what a longer one showed."""

from collections.abc import Callable, Iterator

from bigblur.graph.stores.portability.words import tokens

_CLAUSES = {"MATCH", "OPTIONAL", "WITH", "RETURN", "UNWIND", "UNION", "WHERE", "CALL"}


def shrink(cypher: str, fails: Callable[[str], bool], budget: int = 600) -> str:
    """Take out runs of tokens, long ones first, as long as what is left still fails; an ordering goes whole."""
    parts = list(_parts(cypher))
    size = len(parts) // 2
    while size and budget > 0:
        start, shorter = 0, False
        while start < len(parts) and budget > 0:
            rest = parts[:start] + parts[start + size :]
            budget -= 1
            if rest and fails(" ".join(rest)):
                parts, shorter = rest, True
            else:
                start += 1
        size = 1 if shorter and size == 1 else size // 2
    return " ".join(parts)


def _parts(cypher: str) -> Iterator[str]:
    """The tokens, `ORDER BY ... LIMIT n` as one: without its order a limit may give any rows."""
    found = tokens(cypher)
    at = 0
    while at < len(found):
        end = at + 1
        if found[at].text.upper() == "ORDER":
            depth = 0
            while end < len(found):
                word = found[end].text
                depth += (word in "([{") - (word in ")]}")
                if depth < 0 or (depth == 0 and word.upper() in _CLAUSES):
                    break
                end += 1
        yield cypher[found[at].start : found[end - 1].end]
        at = end
