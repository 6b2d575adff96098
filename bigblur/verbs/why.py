"""`bigblur why`: who says so, and where."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from bigblur.frames import frame_of, records
from bigblur.graph.names import NameIndex
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Store
from bigblur.model import measures, ties

_FIRST = ("says", "as_stated", "source", "locator", "status", "flag", "note")


def why(name: str, other: str | None = None, *, store: str | Path | Store | None = None) -> pd.DataFrame:
    """List every statement on a node, or between two nodes, with its source, its place and the value as stated.

    Between two nodes count the statements that tie them directly, in either direction, and all statements on the deals
    that both are party to.

    Args:
        name: an id, a name or an alias in any script, or a part of one that means one node only.
        other: a second one.
        store: a path, an address, or an open store; see `open_store`.

    Returns:
        One row a statement: `says` (a sentence), `as_stated`, `source` (its id), `locator`, `status`, `flag`, `note`,
        then the fields of the statement. What else bears the name stands in `attrs["namesakes"]`.

    Raises:
        UsageError: a name means nothing, or several things.

    Example:
        >>> from tempfile import mkdtemp
        >>> import bigblur
        >>> place = Path(mkdtemp()) / "demo.db"
        >>> _ = bigblur.build(store=place)
        >>> rows = why("AKVA", "UNI Aqua", store=place)
        >>> sorted(set(rows["subject"][rows["subject"].str.startswith("deal/")]))
        ['deal/akva-uni-aqua-2007-1', 'deal/akva-uni-aqua-2007-2']
    """
    with using(store) as opened:
        index = NameIndex(opened.nodes())
        statements = frame_of(opened.statements())
    one = index.find(name)
    rows = _on(statements, one) if other is None else _between(statements, one, index.find(other))
    rows = rows.sort_values(
        ["_order", "subject", "predicate", "valid_from", "locator"], kind="stable", na_position="last"
    )
    says = [_sentence(row, index.unique_names) for row in records(rows)]
    made = rows.drop(columns=["_order"]).rename(columns={"source_id": "source"})
    made.insert(0, "says", says)
    made = made[[*_FIRST, *(column for column in made.columns if column not in _FIRST)]].reset_index(drop=True)
    made.attrs["namesakes"] = [one for text in (name, other) if text for one in index.namesakes(text)]
    return made


def as_text(rows: pd.DataFrame) -> str:
    """Write the rows of `why` for reading: what is said, the words printed, where, and what is unclear."""
    lines: list[str] = []
    told: set[str] = set()
    for row in records(rows):
        lines.append(row["says"])
        status = "" if row["status"] == "fact" else f" [{row['status']}]"
        if row["as_stated"]:
            lines.append(f"    as stated  {row['as_stated']}")
        lines.append(f"    where      {row['source']}: {row['locator']}{status}")
        if row["note"] in told:
            lines.append(f"    {'unclear' if row['flag'] else 'note':<9}  as said above{_tag(row['flag'])}")
        elif row["note"]:
            told.add(row["note"])
            lines.append(f"    {'unclear' if row['flag'] else 'note':<9}  {row['note']}{_tag(row['flag'])}")
    return "\n".join(lines)


def _tag(flag: str | None) -> str:
    return f" ({flag.replace('_', ' ')})" if flag else ""


def _on(statements: pd.DataFrame, node: str) -> pd.DataFrame:
    """Figures first, then properties and names, then ties."""
    rows = statements[(statements["subject"] == node) | (statements["object"] == node)].copy()
    order = {**dict.fromkeys(measures(), 0), **dict.fromkeys(ties(), 2)}
    return rows.assign(_order=rows["predicate"].map(order).fillna(1))


def _between(statements: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    ends = statements["subject"], statements["object"]
    direct = ((ends[0] == one) & (ends[1] == other)) | ((ends[0] == other) & (ends[1] == one))
    parties = statements[statements["predicate"] == "PARTY_TO"]
    shared = set(parties.loc[parties["subject"] == one, "object"]) & set(
        parties.loc[parties["subject"] == other, "object"]
    )
    of_deals = statements["subject"].isin(shared) | statements["object"].isin(shared)
    rows = statements[direct | of_deals].copy()
    deal = rows["object"].where(rows["object"].isin(shared), rows["subject"].where(rows["subject"].isin(shared)))
    return rows.assign(_order=deal.fillna(""))


def _sentence(row: dict[str, Any], names: dict[str, str]) -> str:
    subject = names.get(row["subject"], row["subject"])
    if row["object"]:
        body = f"{subject} {row['predicate']} {names.get(row['object'], row['object'])}"
    else:
        value = " ".join(part for part in (row["value"] or row["as_stated"], row["unit"]) if part)
        body = f"{subject}: {row['predicate'].replace('_', ' ')} {value}"
    others = json.loads(row["qualifiers"]).values() if row["qualifiers"] else ()
    ended = row["valid_to"] and f"to {row['valid_to']}"
    told = ", ".join(
        str(part) for part in (row["role"], row["scope"], *others, row["lang"], row["valid_from"], ended) if part
    )
    return f"{body} ({told})" if told else body
