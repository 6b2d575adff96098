"""What follows from statements: observations, the shortcuts of deals, and the boundaries that are crossed."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from bigblur.frames import records
from bigblur.resolve.nodes import Nodes
from bigblur.resolve.rows import spread_date
from bigblur.resolve.ties import EVIDENCE, Tie, ends, tie_id

_SHORTCUTS = {
    ("acquirer", "target"): "ACQUIRED",
    ("investor", "investee"): "INVESTED_IN",
    ("acquirer", "asset"): "ACQUIRED",
}
_DEAL_FIELDS = ("date", "date_min", "date_max", "year", "amount", "currency", "amount_stated", "stake")


def add_observations(nodes: Nodes, ranked: pd.DataFrame) -> list[Tie]:
    """Make a node of each figure and tie it to what it is about; figures that contradict each other are one node."""
    ties: dict[str, Tie] = {}
    for statement in records(ranked[ranked["kind"] == "measure"]):
        node_id = _observation_id(statement)
        if node_id in ties:
            ties[node_id]["mentions"] += 1
            continue
        nodes[node_id] = _observation(node_id, statement, nodes[statement["subject"]].get("name"))
        ties[node_id] = {
            "type": "ABOUT",
            "tie_id": tie_id(node_id, "ABOUT", statement["subject"]),
            **ends(node_id, statement["subject"]),
            **spread_date(statement["valid_from"]),
            **{name: statement[name] for name in EVIDENCE},
            "mentions": 1,
        }
    return list(ties.values())


def _observation_id(statement: dict[str, Any]) -> str:
    """Readable, and stable as long as subject, measure, scope, unit and period are."""
    scope = statement["scope"] or ""
    slug = re.sub(r"[^a-z0-9]+", "-", scope.lower()).strip("-")
    if scope and (len(slug) > 40 or not slug):
        slug = f"{slug[:30].rstrip('-')}-{hashlib.sha256(scope.encode()).hexdigest()[:6]}".lstrip("-")
    period = "-".join(part for part in (statement["valid_from"], statement["valid_to"]) if part)
    unit = re.sub(r"[^A-Za-z0-9]+", "-", statement["unit"] or "").strip("-")
    parts = (statement["subject"].replace("/", "-"), statement["predicate"].replace("_", "-"), slug, period, unit)
    return "observation/" + "/".join(part for part in parts if part)


def _observation(node_id: str, statement: dict[str, Any], subject_name: str | None) -> dict[str, Any]:
    qualifiers = json.loads(statement["qualifiers"]) if statement["qualifiers"] else {}
    words = [statement["predicate"].replace("_", " "), statement["scope"] and f"({statement['scope']})", "of"]
    words += [subject_name or statement["subject"], statement["valid_from"] and f"in {statement['valid_from']}"]
    return {
        "id": node_id,
        "name": " ".join(word for word in words if word),
        "aliases": [],
        "subject": statement["subject"],
        "measure": statement["predicate"],
        "value": float(statement["value"]) if statement["value"] else None,
        "value_stated": statement["as_stated"],
        "unit": statement["unit"],
        **spread_date(statement["valid_from"], "period"),
        **spread_date(statement["valid_to"], "period_end"),
        "scope": statement["scope"],
        "bound": qualifiers.get("bound"),
        "status": statement["status"],
        "locator": statement["locator"],
        "source_id": statement["source_id"],
    }


def deal_shortcuts(nodes: Nodes, ties: Iterable[Tie]) -> list[Tie]:
    """Tie the two sides of each deal directly, with the deal's id, date and amount; name deals that have no name."""
    parties: dict[str, dict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for tie in ties:
        if tie["type"] == "PARTY_TO":
            parties[tie["target"]][tie["role"]].append(tie)
    made = []
    for deal_id, roles in sorted(parties.items()):
        deal = nodes[deal_id]
        for (buying, bought), name in _SHORTCUTS.items():
            for one in roles.get(buying, ()):
                made += [_shortcut(name, one, other, deal) for other in roles.get(bought, ())]
        deal.setdefault("name", _deal_name(deal, roles, nodes))
    return made


def _shortcut(name: str, one: Tie, other: Tie, deal: dict[str, Any]) -> Tie:
    return {
        "type": name,
        "tie_id": tie_id(one["source"], name, other["source"], deal["id"]),
        **ends(one["source"], other["source"]),
        "deal_id": deal["id"],
        **{field: deal.get(field) for field in _DEAL_FIELDS},
        **{field: other.get(field) for field in EVIDENCE},
        "mentions": other["mentions"],
    }


def _deal_name(deal: dict[str, Any], roles: dict[str, list[Tie]], nodes: Nodes) -> str:
    def names(*wanted: str) -> str:
        return ", ".join(nodes[tie["source"]]["name"] for role in wanted for tie in roles.get(role, ()))

    sides = [side for side in (names("acquirer", "investor", "partner"), names("target", "investee", "asset")) if side]
    kind = str(deal.get("kind", "deal")).replace("_", " ")
    return f"{' – '.join(sides)} ({', '.join(part for part in (kind, deal.get('date')) if part)})"


def boundaries(nodes: Nodes, ties: list[Tie]) -> list[Tie]:
    """Make a boundary of each pair of industries that something crosses, tied to both and to what crosses it.

    - A deal crosses from each core industry of the buying side to each industry of the other side that is not core too.
    - A body crosses from each core industry to each one that it entered.
    - A platform, product or technology crosses between the industries that it spans.

    Only pairs within one scheme and level make a boundary.
    """
    core, other, spanned = _memberships(ties)
    crossings: dict[tuple[str, str, str], Tie | None] = {}
    for tie in ties:
        if tie["type"] in ("ACQUIRED", "INVESTED_IN"):
            home = core[tie["source"]]
            for one, two in _pairs(
                home, [to for to in (*core[tie["target"]], *other[tie["target"]]) if to not in home]
            ):
                crossings.setdefault((tie["deal_id"], one, two), tie)
        elif tie["type"] == "OPERATES_IN" and tie["role"] == "entered":
            for one, two in _pairs(core[tie["source"]], [tie["target"]]):
                crossings.setdefault((tie["source"], one, two), tie)
    for thing, industries in spanned.items():
        for first, second in combinations(sorted(industries), 2):
            crossings.setdefault((thing, first, second), industries[second])
    return list(_boundary_ties(nodes, crossings))


def _memberships(ties: Iterable[Tie]) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, dict[str, Tie]]]:
    core: dict[str, list[str]] = defaultdict(list)
    entered: dict[str, list[str]] = defaultdict(list)
    spanned: dict[str, dict[str, Tie]] = defaultdict(dict)
    for tie in ties:
        if tie["type"] == "OPERATES_IN" and tie["role"] != "exited":
            (core if tie["role"] == "core" else entered)[tie["source"]].append(tie["target"])
        elif tie["type"] == "SPANS":
            spanned[tie["source"]][tie["target"]] = tie
    return core, entered, spanned


def _pairs(home: Iterable[str], away: Iterable[str]) -> Iterator[tuple[str, str]]:
    for one in home:
        for two in away:
            if one != two:
                yield (one, two) if one < two else (two, one)


def _boundary_ties(nodes: Nodes, crossings: dict[tuple[str, str, str], Tie | None]) -> Iterator[Tie]:
    for (thing, one, two), basis in sorted(crossings.items(), key=lambda item: item[0]):
        first, second = nodes[one], nodes[two]
        scheme, level = first.get("scheme"), first.get("level")
        if (scheme, level) != (second.get("scheme"), second.get("level")):
            continue
        boundary = f"boundary/{scheme}/{first['code']}--{second['code']}"
        if boundary not in nodes:
            name = f"{first['name']} | {second['name']}"
            nodes[boundary] = {"id": boundary, "name": name, "aliases": [], "scheme": scheme, "level": level}
            for industry in (one, two):
                yield {
                    "type": "BETWEEN",
                    "tie_id": tie_id(boundary, "BETWEEN", industry),
                    **ends(boundary, industry),
                    "status": "fact",
                    "mentions": 0,
                }
        fields = ("date", "date_min", "date_max", "year", "deal_id", "stage", *EVIDENCE)
        yield {
            "type": "CROSSES",
            "tie_id": tie_id(thing, "CROSSES", boundary),
            **ends(thing, boundary),
            **({field: basis.get(field) for field in fields} if basis else {}),
            "mentions": basis["mentions"] if basis else 0,
        }
