"""Ties of the view: statements on the same tie become one, which carries the first of them and how many there are.

A qualifier that the first does not state, such as a stage or a share, comes from the next of the same source and status
that does.
"""

import hashlib
import json
from typing import Any

import pandas as pd

from bigblur.frames import records
from bigblur.model import TieType, label_of, tie_type
from bigblur.resolve.rows import spread_date, typed

Tie = dict[str, Any]

EVIDENCE = ("status", "confidence", "flag", "source_id", "locator", "as_stated", "note", "statement_id")
"""What a tie takes from the statement that it rests on first."""


def tie_id(*parts: str | None) -> str:
    """Make the id of a tie from what tells it from others; the same in every store and every build.

    Example:
        >>> len(tie_id("firm/a", "OWNS", "firm/b", None))
        16
    """
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode()).hexdigest()[:16]


def stated_ties(ranked: pd.DataFrame) -> list[Tie]:
    """Every tie that statements state, once each."""
    found: dict[str, Tie] = {}
    for statement in records(ranked[ranked["kind"] == "tie"]):
        tie = tie_type(statement["predicate"])
        source, target = _ends(tie, statement)
        qualifiers = _qualifiers(statement)
        key = tie_id(source, tie.name, target, _key_value(tie, qualifiers))
        if key in found:
            _mention(found[key], tie, qualifiers, statement)
        else:
            found[key] = _tie(tie, key, (source, target), qualifiers, statement)
    return list(found.values())


def _mention(made: Tie, tie: TieType, qualifiers: dict[str, str], statement: dict[str, Any]) -> None:
    """Count a further statement on a tie; it fills in what its source, and no other, left open in the first."""
    made["mentions"] += 1
    if all(made[name] == statement.get(name) for name in ("source_id", "status")):
        # Weights are left out: they share a whole with those of other ties.
        further = {name: text for name, text in qualifiers.items() if name != "weight"}
        made |= {name: value for name, value in _typed(tie, further).items() if made.get(name) is None}


def _ends(tie: TieType, statement: dict[str, Any]) -> tuple[str, str]:
    source, target = str(statement["subject"]), str(statement["object"])
    return (target, source) if tie.symmetric and target < source else (source, target)


def _qualifiers(statement: dict[str, Any]) -> dict[str, str]:
    others = json.loads(statement["qualifiers"]) if statement["qualifiers"] else {}
    return others | {name: statement[name] for name in ("role", "scope") if statement[name]}


def _key_value(tie: TieType, qualifiers: dict[str, str]) -> str | None:
    keys = [name for name, column in tie.columns.items() if column.key]
    return "|".join(qualifiers.get(name, "") for name in keys) if keys else None


def _tie(tie: TieType, key: str, at: tuple[str, str], qualifiers: dict[str, str], statement: dict[str, Any]) -> Tie:
    return {
        "type": tie.name,
        "tie_id": key,
        **ends(*at),
        **spread_date(statement.get("valid_from")),
        **_ended(statement.get("valid_to")),
        **{name: statement.get(name) for name in EVIDENCE},
        "mentions": 1,
        **_typed(tie, qualifiers),
    }


def _typed(tie: TieType, qualifiers: dict[str, str]) -> Tie:
    """Qualifiers in the columns of the tie."""
    made: Tie = {}
    for name, text in qualifiers.items():
        made |= typed(tie.columns[name], str(text))
    return made


def ends(source: str, target: str) -> dict[str, str | None]:
    """The columns that say where a tie lies."""
    return {"source": source, "source_label": label_of(source), "target": target, "target_label": label_of(target)}


def _ended(text: str | None) -> dict[str, Any]:
    spread = spread_date(text, "valid_to")
    spread.pop("valid_to_year", None)
    return spread
