"""The ontology as the rest of the package reads it: classes, ties, measures, industries, and their column types.

Everything here comes from the files that `make generate` writes from `ontology/`; nothing about the domain is stated
a second time in Python.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from bigblur.dates import parse_date
from bigblur.errors import UsageError, did_you_mean

_GENERATED = Path(__file__).resolve().parent / "generated"

_ARROW = {"string": pa.string(), "edtf": pa.string(), "decimal": pa.float64(), "integer": pa.int64()}

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(r"(?P<prefix>[a-z]+)/(?P<rest>[A-Za-z0-9.-]+(?:/[A-Za-z0-9.-]+)*)")


@dataclass(frozen=True)
class Column:
    """One property of a class or one qualifier of a tie, as its shape has it.

    Args:
        name: the column's name.
        datatype: `string`, `decimal`, `integer` or `edtf` (a date as precise as its source).
        many: may hold several values.
        required: must hold one.
        allowed: the closed list of values, if there is one.
        pattern: regular expression that a value must match, if there is one.
        least: the smallest number allowed, if there is one.
        most: the largest.
        key: for a qualifier, whether it tells two ties between the same nodes apart.
    """

    name: str
    datatype: str
    many: bool
    required: bool
    allowed: tuple[str, ...] | None
    pattern: str | None
    least: float | None
    most: float | None
    key: bool

    def complaint(self, text: str) -> str | None:
        """Say what is wrong with a value written as text, or None if nothing is.

        Example:
            >>> node_class("Deal").columns["currency"].complaint("kroner")
            "'kroner' does not match ^[A-Z]{3}$"
        """
        if self.allowed is not None and text not in self.allowed:
            return f"{text!r} is not one of {', '.join(self.allowed)}.{did_you_mean(text, self.allowed)}"
        if self.pattern is not None and not re.search(self.pattern, text):
            return f"{text!r} does not match {self.pattern}"
        if self.datatype == "edtf":
            try:
                parse_date(text)
            except ValueError as error:
                return str(error)
        if self.datatype == "integer" and not re.fullmatch(r"-?[0-9]+", text):
            return f"{text!r} is not a whole number"
        if self.datatype == "decimal" and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            return f"{text!r} is not a plain number: write digits and at most one point"
        if self.least is not None and float(text) < self.least:
            return f"{text!r} is less than {self.least:g}"
        if self.most is not None and float(text) > self.most:
            return f"{text!r} is more than {self.most:g}"
        return None

    def fields(self) -> list[pa.Field]:
        """The columns that it takes in a table: a date brings its first and last day and its year with it."""
        kind = _ARROW[self.datatype]
        if self.many:
            return [pa.field(self.name, pa.list_(kind))]
        if self.datatype != "edtf":
            return [pa.field(self.name, kind)]
        year = "year" if self.name == "date" else f"{self.name}_year"
        return [
            pa.field(self.name, kind),
            pa.field(f"{self.name}_min", pa.date32()),
            pa.field(f"{self.name}_max", pa.date32()),
            pa.field(year, pa.int64()),
        ]


@dataclass(frozen=True)
class NodeClass:
    """A class of nodes; `columns` by name."""

    label: str
    label_ko: str
    definition: str
    example: str
    derived: bool
    columns: Mapping[str, Column]


@dataclass(frozen=True)
class TieType:
    """A type of ties; `ends` are alternatives of (labels at its beginning, labels at its end)."""

    name: str
    label_ko: str
    definition: str
    example: str
    iri: str
    derived: bool
    symmetric: bool
    ends: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    columns: Mapping[str, Column] = field(hash=False)

    def allows(self, source_label: str, target_label: str) -> bool:
        """Whether a tie of this type may go from one class to the other.

        Example:
            >>> tie_type("ACQUIRED").allows("Firm", "Person")
            False
        """
        return any(source_label in sources and target_label in targets for sources, targets in self.ends)


@cache
def _schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((_GENERATED / "schema.json").read_text(encoding="utf-8"))
    return loaded


def _columns(parts: Mapping[str, Any]) -> dict[str, Column]:
    return {
        name: Column(
            name,
            part["datatype"],
            part["many"],
            part["required"],
            tuple(part["allowed"]) if part["allowed"] else None,
            part["pattern"],
            part["least"],
            part["most"],
            part["key"],
        )
        for name, part in parts.items()
    }


@cache
def classes() -> dict[str, NodeClass]:
    """Every class of nodes, by label."""
    return {
        label: NodeClass(
            label,
            part["label_ko"],
            part["definition"],
            part["example"],
            part["derived"],
            _columns(part["properties"]),
        )
        for label, part in _schema()["classes"].items()
    }


@cache
def ties() -> dict[str, TieType]:
    """Every type of ties, by name."""
    return {
        name: TieType(
            name,
            part["label_ko"],
            part["definition"],
            part["example"],
            part["iri"],
            part["derived"],
            part["symmetric"],
            tuple((tuple(end["sources"]), tuple(end["targets"])) for end in part["ends"]),
            _columns(part["qualifiers"]),
        )
        for name, part in _schema()["ties"].items()
    }


@dataclass(frozen=True)
class Measure:
    """What an observation may be of."""

    name: str
    label_ko: str
    definition: str
    iri: str


@cache
def measures() -> dict[str, Measure]:
    """Every measure that an observation may be of, by name."""
    return {
        name: Measure(name, part["label_ko"], part["definition"], part["iri"])
        for name, part in _schema()["measures"].items()
    }


@cache
def record_fields(name: str) -> dict[str, Column]:
    """The fields of a record of the graph's own book-keeping, `Statement` or `Tie`, by name."""
    return _columns(_schema()["records"][name]["fields"])


def datatype_pattern(name: str) -> str:
    """The regular expression that texts of one of our own datatypes match as a whole.

    Example:
        >>> bool(re.fullmatch(datatype_pattern("edtf"), "2007-02-30"))
        False
    """
    return str(_schema()["datatypes"][name]["pattern"])


@cache
def property_definitions() -> dict[str, str]:
    """What each column means, by name."""
    return {name: part["definition"] for name, part in _schema()["properties"].items()}


@cache
def property_iris() -> dict[str, str]:
    """The term of the ontology that each column is, by the column's name."""
    return {name: part["iri"] for name, part in _schema()["properties"].items()}


def node_class(label: str) -> NodeClass:
    """Find a class by its label.

    Raises:
        UsageError: there is none; names the nearest.
    """
    if label not in classes():
        raise UsageError(f"There is no class {label!r}.{did_you_mean(label, classes())}")
    return classes()[label]


def tie_type(name: str) -> TieType:
    """Find a type of ties by its name.

    Raises:
        UsageError: there is none; names the nearest.
    """
    if name not in ties():
        raise UsageError(f"There is no tie {name!r}.{did_you_mean(name, ties())}")
    return ties()[name]


@cache
def _labels_by_prefix() -> dict[str, str]:
    return {label.lower(): label for label in classes()}


def label_of(node_id: str) -> str | None:
    """Tell a node's class from its id, whose first part names it; None if the id is not well formed.

    Example:
        >>> label_of("firm/akva-group"), label_of("company/akva")
        ('Firm', None)
    """
    shape = _ID.fullmatch(node_id)
    return _labels_by_prefix().get(shape["prefix"]) if shape else None


@cache
def node_schema(label: str) -> pa.Schema:
    """Column types of a table of nodes of one class.

    Example:
        >>> node_schema("Place").names
        ['id', 'name', 'aliases', 'kind']
    """
    fields = [
        pa.field("id", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("aliases", pa.list_(pa.string())),
    ]
    for column in node_class(label).columns.values():
        fields += column.fields()
    return pa.schema(fields)


@cache
def qualifier_columns() -> dict[str, Column]:
    """Every qualifier that some tie may carry, by name."""
    found: dict[str, Column] = {}
    for tie in ties().values():
        found |= tie.columns
    return dict(sorted(found.items()))


@cache
def tie_schema() -> pa.Schema:
    """Column types of a table of ties, the same for every type: what a tie does not have is null.

    `source`, `source_label`, `target`, `target_label` say where it lies and are no properties of the tie in an engine.
    """
    text = pa.string()
    fields = [
        pa.field("tie_id", text, nullable=False),
        pa.field("source", text, nullable=False),
        pa.field("source_label", text, nullable=False),
        pa.field("target", text, nullable=False),
        pa.field("target_label", text, nullable=False),
        pa.field("deal_id", text),
        pa.field("date", text),
        pa.field("date_min", pa.date32()),
        pa.field("date_max", pa.date32()),
        pa.field("year", pa.int64()),
        pa.field("valid_to", text),
        pa.field("valid_to_min", pa.date32()),
        pa.field("valid_to_max", pa.date32()),
        pa.field("amount", pa.float64()),
        pa.field("currency", text),
        pa.field("amount_stated", text),
        pa.field("stake", pa.float64()),
    ]
    for column in qualifier_columns().values():
        fields += column.fields()
    fields += [
        pa.field("status", text),
        pa.field("confidence", pa.float64()),
        pa.field("flag", text),
        pa.field("source_id", text),
        pa.field("locator", text),
        pa.field("as_stated", text),
        pa.field("note", text),
        pa.field("statement_id", text),
        pa.field("mentions", pa.int64()),
    ]
    return pa.schema(fields)


ENDS = ("source", "source_label", "target", "target_label")
"""The columns of a table of ties that say where a tie lies."""
