"""From one industry classification to another: the tables, and the function that moves a code and says how.

A table is kept as it is, many to many. Each of its links has a relation of SKOS, which says what of the one code lies
in the other.
"""

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from bigblur.classifications import GENERATED, Scheme, find_scheme, known_schemes
from bigblur.errors import UsageError

EXACT, BROAD, NARROW, RELATED = "exactMatch", "broadMatch", "narrowMatch", "relatedMatch"
"""Both whole; the source a part of the target; the target a part of the source; of each only a part in the other."""

_TURNED = {EXACT: EXACT, BROAD: NARROW, NARROW: BROAD, RELATED: RELATED}

SEVERAL = "one of several"
HOWS = ("exact", "lossy", SEVERAL)
"""How a code was moved, surest first; see `translate`."""


class Link(NamedTuple):
    """One row of a table: two codes, the relation of SKOS between them, and which part the table says is meant."""

    source: str
    target: str
    relation: str
    part: str = ""


@dataclass(frozen=True)
class Correspondence:
    """A table from one scheme to another.

    Args:
        source: a scheme's id.
        target: the other's.
        links: no two of the same pair of codes.
    """

    source: str
    target: str
    links: tuple[Link, ...]

    @cached_property
    def by_source(self) -> dict[str, list[Link]]:
        """The links of each code of the source."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.source].append(link)
        return dict(found)

    @cached_property
    def turned(self) -> "Correspondence":
        """The same table from right to left.

        Example:
            >>> Correspondence("a-1", "b-2", (Link("x", "y", "broadMatch"),)).turned.links[0].relation
            'narrowMatch'
        """
        links = tuple(Link(link.target, link.source, _TURNED[link.relation], link.part) for link in self.links)
        return Correspondence(self.target, self.source, links)


class Row(NamedTuple):
    """A row of a table as it stands in a file: the part flags say that only a part of a code is meant."""

    source: str
    target: str
    source_part: bool = False
    target_part: bool = False
    part: str = ""


def relate(source: Scheme, target: Scheme, rows: Sequence[Row]) -> Correspondence:
    """Make a table of rows: a code counts as split where the row says so, or where it has several partners.

    Partners of what lies under a code are partners of that code as well. Rows of one pair are one link.

    Example:
        >>> from bigblur.classifications import find_scheme
        >>> rows = [Row("0210", "0200"), Row("0220", "0200"), Row("0321", "0502")]
        >>> made = relate(find_scheme("isic-rev4"), find_scheme("isic-rev3.1"), rows)
        >>> [(link.source, link.target, link.relation) for link in made.links]
        [('0210', '0200', 'broadMatch'), ('0220', '0200', 'broadMatch'), ('0321', '0502', 'exactMatch')]
    """
    partners: dict[tuple[str, str], set[str]] = defaultdict(set)
    merged: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        merged[row.source, row.target].append(row)
        for above in source.chain(row.source):
            partners["source", above.code].add(row.target)
        for above in target.chain(row.target):
            partners["target", above.code].add(row.source)
    relations = {(False, False): EXACT, (False, True): BROAD, (True, False): NARROW, (True, True): RELATED}
    links = []
    for (one, other), same in merged.items():
        source_part = any(row.source_part for row in same) or len(partners["source", one]) > 1
        target_part = any(row.target_part for row in same) or len(partners["target", other]) > 1
        part = "; ".join(dict.fromkeys(row.part for row in same if row.part))
        links.append(Link(one, other, relations[source_part, target_part], part))
    return Correspondence(source.id, target.id, tuple(links))


@cache
def correspondences() -> tuple[Correspondence, ...]:
    """The bundled tables."""
    loaded = json.loads((GENERATED / "correspondences.json").read_text(encoding="utf-8"))
    return tuple(
        Correspondence(part["source"], part["target"], tuple(Link(*link) for link in part["links"]))
        for part in loaded["correspondences"]
    )


class Translation(NamedTuple):
    """A code of another scheme that stands for the one asked about.

    Args:
        scheme: the other scheme.
        code: its code.
        name: the concept's name.
        how: one of `HOWS`.
        part: which part the tables say is meant, in their words; empty where they do not say.
    """

    scheme: str
    code: str
    name: str
    how: str
    part: str


def translate(scheme: str, code: str, to: str, *, schemes: Iterable[Scheme] = ()) -> list[Translation]:
    """Move a code from one scheme to another, over others in between where no table links the two.

    How, the same for all results:

    - `exact`: all of the code is all of the one target.
    - `lossy`: all of the code lies in the one target, which holds more, or may.
    - `one of several`: the code is split over the targets, or the tables place only a part of it.

    Over several tables it is the weakest of the steps, except that a split whose parts all meet again in one target is
    `lossy`; and where it is split, some of the targets may hold nothing of it, since tables do not tell the part of a
    part. A code above the level of a table goes where all that lies under it goes; one below goes where the next
    wider code in the table goes, at best `lossy`.

    Args:
        scheme: the code's scheme, vintage included.
        code: as the scheme writes it.
        to: the scheme to move it to.
        schemes: schemes beside the bundled ones, with the tables that came with them, which go before bundled ones.

    Returns:
        The targets, by code; none where the tables link the code to nothing.

    Raises:
        UsageError: there is no such scheme or code, or no tables lead from one scheme to the other.

    Example:
        >>> [(one.code, one.how) for one in translate("naics-2017", "111110", "isic-rev4")]
        [('0111', 'lossy')]
        >>> [(one.code, one.how) for one in translate("isic-rev4", "0113", "isic-rev3.1")]
        [('0111', 'one of several'), ('0112', 'one of several')]
    """
    known = known_schemes(schemes)
    start = find_scheme(scheme, known.values()).find(code)
    target = find_scheme(to, known.values())
    found = _Reach({start.code: ""}, "exact", whole=True)
    for table in _path(scheme, to, known):
        found = _joined([_reach(known[table.source], table, one) for one in found.targets], found)
    return [Translation(to, one, target.find(one).name, found.how, found.targets[one]) for one in sorted(found.targets)]


class _Reach(NamedTuple):
    """Where a code leads: target → what the tables say of the part; how; and whether all of the code is placed."""

    targets: dict[str, str]
    how: str
    whole: bool


_NOWHERE = _Reach({}, SEVERAL, whole=False)


def _path(start: str, end: str, known: dict[str, Scheme]) -> list[Correspondence]:
    """The shortest way over tables; of two ways as short, the one whose tables come first."""
    steps: dict[str, dict[str, Correspondence]] = defaultdict(dict)
    for table in (*(one for scheme in known.values() for one in scheme.correspondences), *correspondences()):
        steps[table.source].setdefault(table.target, table)
        steps[table.target].setdefault(table.source, table)
    before = {start: start}
    queue = deque([start])
    while queue and end not in before:
        here = queue.popleft()
        for there in steps[here]:
            if there not in before:
                before[there] = here
                queue.append(there)
    if end not in before:
        linked = ", ".join(one for one in before if one != start) or "no other"
        raise UsageError(
            f"No tables lead from {start} to {end}: from {start} they lead to {linked}. "
            "A scheme.yaml brings a table of your own (docs/classifications.md)."
        )
    path = []
    while end != start:
        table = steps[before[end]][end]
        path.append(table if table.target == end else table.turned)
        end = before[end]
    return path[::-1]


def _reach(scheme: Scheme, table: Correspondence, code: str) -> _Reach:
    """Where a table leads from a code of any level."""
    found = _downwards(scheme, table, code)
    front = [code]
    while not found.targets and front:
        front = [wider for one in front for wider in scheme.wider(scheme.industries[one])]
        above = [_linked(table, one) for one in front if one in table.by_source]
        if above:
            found = _joined(above, _Reach({}, "lossy", whole=True))
    return found


def _downwards(scheme: Scheme, table: Correspondence, code: str) -> _Reach:
    """Where the code itself leads, and all that lies under it."""
    below = [_downwards(scheme, table, one) for one in scheme.narrower.get(code, ())]
    if code not in table.by_source:
        found = _joined(below, _Reach({}, "exact", whole=True)) if below else _NOWHERE
        # What the table says of a part of what lies under the code, it does not say of the code.
        return found._replace(targets=dict.fromkeys(found.targets, ""))
    own = _linked(table, code)
    # A link of the code's own may or may not mean what lies under it, so that the two together are never sure.
    return _joined([own, *below]) if any(part.targets for part in below) else own


def _linked(table: Correspondence, code: str) -> _Reach:
    """Where the links of the code itself lead."""
    links = table.by_source[code]
    how = {EXACT: "exact", BROAD: "lossy"}.get(links[0].relation, SEVERAL) if len(links) == 1 else SEVERAL
    return _Reach({link.target: link.part for link in links}, how, whole=len(links) > 1 or how != SEVERAL)


def _joined(parts: Sequence[_Reach], before: _Reach = _NOWHERE) -> _Reach:
    """Put together where the parts of a code lead.

    Args:
        parts: where each leads.
        before: how the code came apart into them, and what the tables said of each, in the same order.
    """
    targets: dict[str, list[str]] = defaultdict(list)
    for part, said in zip(parts, before.targets.values() or [""] * len(parts), strict=True):
        for target, more in part.targets.items():
            targets[target].append(" → ".join(filter(None, (said, more))))
    whole = before.whole and all(part.whole for part in parts)
    if len(parts) == 1:
        how = max(before.how, parts[0].how, key=HOWS.index)
    else:
        how = "lossy" if whole and len(targets) == 1 else SEVERAL
    texts = {target: "; ".join(dict.fromkeys(filter(None, found))) for target, found in targets.items()}
    return _Reach(texts, how, whole)
