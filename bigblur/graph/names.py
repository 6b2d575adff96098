"""Find nodes by what people call them."""

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

import pyarrow as pa

from bigblur.errors import UsageError

_BODIES = ("Firm", "Organization", "Person")


@dataclass(frozen=True)
class NameIndex:
    """Names, aliases and ids of the nodes of a store.

    Args:
        nodes: class label → table of nodes, as a store gives them.
    """

    nodes: dict[str, pa.Table]

    @cached_property
    def rows(self) -> list[tuple[str, str, str, tuple[str, ...]]]:
        """(id, label, name, aliases) of every node."""
        return [
            (row["id"], label, row["name"], tuple(row["aliases"] or ()))
            for label, table in self.nodes.items()
            for row in table.select(["id", "name", "aliases"]).to_pylist()
        ]

    @cached_property
    def unique_names(self) -> dict[str, str]:
        """Name by id; where several nodes share a name, the id stands behind it."""
        shared = Counter(name for _, _, name, _ in self.rows)
        return {node_id: name if shared[name] == 1 else f"{name} [{node_id}]" for node_id, _, name, _ in self.rows}

    def matches(self, text: str) -> list[tuple[str, str]]:
        """The nodes (id, label) that a text means: by id, by name, by alias, by the beginning or a part of one.

        Only the closest kind of match counts; none gives an empty list.
        """
        wanted = text.strip().casefold()
        tests = (
            lambda node_id, _: node_id.casefold() == wanted,
            lambda _, names: names[0] == wanted,
            lambda _, names: wanted in names,
            lambda _, names: any(name.startswith(wanted) for name in names),
            lambda _, names: any(wanted in name for name in names),
        )
        for test in tests if wanted else ():
            found = [
                (node_id, label)
                for node_id, label, name, aliases in self.rows
                if test(node_id, [one.casefold() for one in (name, *aliases)])
            ]
            if found:
                return sorted(found)
        return []

    def find(self, text: str) -> str:
        """Find the one node that a text means; among equals firms, organizations and people come before other things.

        Raises:
            UsageError: nothing matches, or several do equally well; names them.
        """
        matches = self.matches(text)
        found = [one for one in matches if one[1] in _BODIES] or matches
        if len(found) == 1:
            return found[0][0]
        if found:
            ids = ", ".join(node_id for node_id, _ in found[:10])
            raise UsageError(f"{text!r} may mean several things; name one by its id: {ids}")
        if not text.strip():
            raise UsageError("An empty name means nothing: give a name, an alias or an id.")
        known = {one.casefold(): one for _, _, name, aliases in self.rows for one in (name, *aliases)}
        near = [known[key] for key in get_close_matches(text.strip().casefold(), known, n=3)]
        hint = f" Did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
        raise UsageError(f"Nothing here is called {text!r}.{hint}")

    def namesakes(self, text: str) -> list[str]:
        """What else a text means just as well as what `find` gives: ids of things called the same."""
        return [node_id for node_id, _ in self.matches(text) if node_id != self.find(text)]
