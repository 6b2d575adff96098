"""What the ontology demands of a statement: the one checker, for every loader and for `bigblur validate`.

Every rule comes from the shapes of the ontology; SHACL over the exported graph says the same (`tests/rdf`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from bigblur.dates import parse_date
from bigblur.errors import did_you_mean
from bigblur.model import Column, TieType, classes, label_of, measures, record_fields, tie_type, ties

_NAMES = ("name", "alias")


class Complaint(NamedTuple):
    """What is wrong with one statement: the field of `bigblur.statements.SCHEMA` or the qualifier, and why."""

    field: str
    text: str


def complaints(statement: Mapping[str, Any]) -> Iterator[Complaint]:
    """Say all that is wrong with one statement by itself.

    Example:
        >>> akva = {"subject": "deal/a", "predicate": "currency", "value": "kroner", "status": "fact"}
        >>> list(complaints(akva))
        [Complaint(field='value', text="'kroner' does not match ^[A-Z]{3}$")]
    """
    yield from _of_the_record(statement)
    text = _id_complaint(statement.get("subject") or "")
    if text:
        yield Complaint("subject", text)
        return
    predicate = statement.get("predicate") or ""
    if predicate in ties():
        yield from _of_a_tie(statement, tie_type(predicate))
    elif predicate in measures():
        yield from _of_a_figure(statement)
    else:
        yield from _of_a_property(statement, predicate)


def period_complaint(begun: str | None, ended: str | None) -> Iterator[Complaint]:
    """Say what is wrong with the dates of a statement."""
    moment = classes()["Deal"].columns["date"]
    wrong = False
    for name, text in (("valid_from", begun), ("valid_to", ended)):
        if text and (why := moment.complaint(text)):
            wrong = True
            yield Complaint(name, why)
    if begun and ended and not wrong and parse_date(ended).last < parse_date(begun).first:
        yield Complaint("valid_to", f"ends ({ended}) before it begins ({begun})")


def missing_properties(statements: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Find the nodes that lack a property which their class must have: node → the property.

    Example:
        >>> missing_properties([{"subject": "firm/a", "predicate": "PARTY_TO", "object": "deal/a"}])
        {'deal/a': 'kind'}
    """
    required = {
        label: [name for name, column in part.columns.items() if column.required]
        for label, part in classes().items()
        if not part.derived
    }
    given: dict[str, set[str]] = {}
    for statement in statements:
        given.setdefault(statement["subject"], set()).add(statement["predicate"])
        if statement.get("object"):
            given.setdefault(statement["object"], set())
    return {
        node_id: name
        for node_id, names in given.items()
        for name in required.get(label_of(node_id) or "", ())
        if name not in names
    }


def _of_the_record(statement: Mapping[str, Any]) -> Iterator[Complaint]:
    """How the statement speaks of itself: status, flag, confidence."""
    fields = record_fields("Statement")
    for name in ("status", "flag", "confidence"):
        text = statement.get(name)
        if text not in (None, "") and (why := fields[name].complaint(str(text))):
            yield Complaint(name, why)
    if not statement.get("status"):
        yield Complaint("status", f"a statement needs a status{_one_of(fields['status'])}")
    lang = statement.get("lang")
    if lang and not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", lang):
        yield Complaint("lang", f"{lang!r} is no language tag in lower case: write en, ko, zh-hant")
    if statement.get("flag") and not statement.get("note"):
        yield Complaint("note", "a flag needs a note that says what is unclear")


def _id_complaint(node_id: str) -> str | None:
    label = label_of(node_id)
    if label is None:
        known = [name.lower() for name in classes()]
        return (
            f"{node_id!r} is no id: write class/slug with a class of {', '.join(known)}."
            f"{did_you_mean(node_id.split('/', maxsplit=1)[0], known)}"
        )
    if label != "Industry" and node_id != node_id.lower():
        return f"{node_id!r}: ids are in lower case: write {node_id.lower()!r}"
    if classes()[label].derived:
        return f"{node_id!r}: a {label} is derived, no source may name one"
    return None


def _of_a_property(statement: Mapping[str, Any], name: str) -> Iterator[Complaint]:
    label = str(label_of(statement["subject"]))
    value = statement.get("value") or ""
    columns = classes()[label].columns
    if name in _NAMES:
        if not value:
            yield Complaint("value", f"the {name} is empty")
    elif name not in columns:
        yield Complaint("predicate", f"a {label} has no property {name!r}.{did_you_mean(name, columns)}")
    elif text := columns[name].complaint(value):
        yield Complaint("value", text)


def _of_a_tie(statement: Mapping[str, Any], tie: TieType) -> Iterator[Complaint]:
    target = statement.get("object") or ""
    text = _id_complaint(target)
    if text:
        yield Complaint("object", text)
        return
    one, two = str(label_of(statement["subject"])), str(label_of(target))
    if tie.derived:
        why = "state the deal in deals.csv, or what else it follows from"
        yield Complaint("predicate", f"{tie.name} is derived: {why}")
    elif not tie.allows(one, two):
        ends = "; or ".join(f"{', '.join(sources)} to {', '.join(targets)}" for sources, targets in tie.ends)
        yield Complaint("predicate", f"{tie.name} does not go from {one} to {two}: it goes from {ends}")
    given = qualifiers_of(statement)
    for column in tie.columns.values():
        if column.required and not given.get(column.name):
            yield Complaint(column.name, f"{tie.name} needs a {column.name}{_one_of(column)}")
    for name, value in given.items():
        if name not in tie.columns:
            known = ", ".join(tie.columns) or "nothing"
            yield Complaint(name, f"{tie.name} has no {name}: empty the cell; what it may have is {known}")
        elif text := tie.columns[name].complaint(str(value)):
            yield Complaint(name, text)
    yield from period_complaint(statement.get("valid_from"), statement.get("valid_to"))


def _one_of(column: Column) -> str:
    return f": one of {', '.join(column.allowed)}" if column.allowed else ""


def _of_a_figure(statement: Mapping[str, Any]) -> Iterator[Complaint]:
    columns = classes()["Observation"].columns
    value = statement.get("value")
    if value:
        if text := columns["value"].complaint(value):
            yield Complaint("value", text)
    elif not statement.get("as_stated"):
        yield Complaint("value", "a figure needs a value, or where it is no plain number, its text in as_stated")
    for name, given in qualifiers_of(statement).items():
        if name not in ("bound", "scope"):
            yield Complaint(name, f"a figure has no {name}")
        elif text := columns[name].complaint(str(given)):
            yield Complaint(name, text)
    yield from period_complaint(statement.get("valid_from"), statement.get("valid_to"))


def qualifiers_of(statement: Mapping[str, Any]) -> dict[str, str]:
    """All qualifiers of a statement, those with a column of their own and those in `qualifiers`.

    Example:
        >>> qualifiers_of({"role": "core", "qualifiers": '{"stage": "entry"}'})
        {'stage': 'entry', 'role': 'core'}
    """
    others: dict[str, str] = json.loads(statement["qualifiers"]) if statement.get("qualifiers") else {}
    return others | {name: statement[name] for name in ("role", "scope") if statement.get(name)}
