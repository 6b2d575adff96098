"""`bigblur schema`: what the ontology says of a class or tie."""

from typing import Any

import pandas as pd

from bigblur.errors import UsageError, did_you_mean
from bigblur.model import Column, classes, measures, property_definitions, ties


def schema(name: str | None = None) -> pd.DataFrame:
    """Say what the ontology holds: every class and tie, or the columns of one.

    Args:
        name: a class (`Deal`), a tie (`ACQUIRED`) or `measures`; None lists all.

    Raises:
        UsageError: there is no such class or tie; names the nearest.

    Example:
        >>> schema("Place")["column"].tolist()
        ['id', 'name', 'aliases', 'kind']
    """
    if name is None:
        return _all()
    if name == "measures":
        return pd.DataFrame(
            [{"measure": key, "한국어": one.label_ko, "definition": one.definition} for key, one in measures().items()]
        )
    known = [*classes(), *ties(), "measures"]
    if name in classes():
        builtin = [("id", "stable id"), ("name", "canonical name"), ("aliases", "further names, in any script")]
        rows = [{"column": column, "type": "string", "definition": text} for column, text in builtin]
        return pd.DataFrame(rows + [_row(column) for column in classes()[name].columns.values()])
    if name in ties():
        tie = ties()[name]
        rows = [
            {"column": "from → to", "type": "", "definition": f"{', '.join(one)} → {', '.join(two)}"}
            for one, two in tie.ends
        ]
        return pd.DataFrame(rows + [_row(column) for column in tie.columns.values()])
    raise UsageError(f"There is no class or tie {name!r}.{did_you_mean(name, known)} `bigblur schema` lists them.")


def describe(name: str) -> str:
    """The definition and an example of a class or tie, as one paragraph; empty for anything else."""
    part = classes().get(name) or ties().get(name)
    if part is None:
        return ""
    derived = " Derived: no source states it." if part.derived else ""
    return f"{name} ({part.label_ko}): {part.definition} For example: {part.example}{derived}"


def _row(column: Column) -> dict[str, Any]:
    kind = column.datatype + (", several" if column.many else "") + (", required" if column.required else "")
    allowed = f" One of {', '.join(column.allowed)}." if column.allowed else ""
    return {"column": column.name, "type": kind, "definition": property_definitions()[column.name] + allowed}


def _all() -> pd.DataFrame:
    rows = [
        {"name": label, "what": "class", "한국어": part.label_ko, "definition": part.definition}
        for label, part in classes().items()
    ]
    rows += [
        {"name": name, "what": "tie", "한국어": part.label_ko, "definition": part.definition}
        for name, part in ties().items()
    ]
    return pd.DataFrame(rows)
