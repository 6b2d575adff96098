"""JSON Schema of the files that people write: a source's `source.yaml` and the rows of its tables, for editors."""

from typing import Any

from bigblur.generate.notice import NOTICE

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_BASE = "https://w3id.org/bigblur/"
_TEXT = {"type": "string"}
_LINE = {"type": "string", "pattern": "^([0-9]+(-[0-9]+)?)?$"}
_NUMBER = r"^(-?[0-9]+(\.[0-9]+)?)?$"


def source_schema() -> dict[str, Any]:
    """The schema of `source.yaml`."""
    count = {"type": "integer", "minimum": 0}
    properties: dict[str, Any] = {
        "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "The slug statements name."},
        "title": _TEXT,
        "licence": _TEXT,
        "rank": {"type": "integer", "description": "Standing where sources disagree; the smaller, the stronger."},
        "authors": {"type": "array", "items": _TEXT},
        **dict.fromkeys(("publisher", "url", "checksum", "notice"), _TEXT),
        "date": {"description": "As precise as known: 2007, 2007-03, 2007-03-15."},
        "lines": {**count, "description": "Of the text that was read."},
        "sections": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["from", "title"],
                "properties": {"from": count, "title": {"type": ["string", "integer"]}},
                "additionalProperties": False,
            },
        },
        "expected": {
            "type": "object",
            "propertyNames": {"enum": ["nodes", "aliases", "properties", "ties", "deals", "observations"]},
            "additionalProperties": count,
        },
    }
    head = {"$schema": _DRAFT, "$id": f"{_BASE}source.schema.json", "$comment": NOTICE, "title": "source.yaml"}
    return head | {
        "type": "object",
        "required": ["id", "title", "licence", "rank"],
        "properties": properties,
        "additionalProperties": False,
    }


def table_schema(model: dict[str, Any]) -> dict[str, Any]:
    """The schema of a row of each table, as an object of texts by column; an empty cell is an empty text."""
    fields = model["records"]["Statement"]["fields"]
    where = {"line": _LINE, "place": _TEXT, "note": _TEXT, "flag": _closed(fields["flag"])}
    said = {"as_stated": _TEXT, "status": _closed(fields["status"])}
    stated = {name: part for name, part in model["ties"].items() if not part["derived"]}
    node = {"type": "string", "pattern": f"^({'|'.join(_prefixes(model))})/"}
    date = {"type": "string", "pattern": f"^({model['datatypes']['edtf']['pattern']})?$"}
    named = sorted({name for part in model["classes"].values() if not part["derived"] for name in part["properties"]})
    qualifiers = {name: column for part in stated.values() for name, column in part["qualifiers"].items()}
    deal = {name: _cell(column, date) for name, column in model["classes"]["Deal"]["properties"].items()}
    roles = stated["PARTY_TO"]["qualifiers"]["role"]["allowed"]
    tables: dict[str, tuple[dict[str, Any], list[str]]] = {
        "nodes": ({"id": node, "name": _TEXT, "lang": _TEXT}, ["id", "name"]),
        "aliases": ({"id": node, "alias": _TEXT, "lang": _TEXT}, ["id", "alias"]),
        "properties": ({"id": node, "property": {"enum": named}, "value": _TEXT, **said}, ["id", "property", "value"]),
        "ties": (
            {
                "source": node,
                "type": {"enum": sorted(stated)},
                "target": node,
                "valid_from": date,
                "valid_to": date,
                **{name: {"type": "string"} for name in sorted(qualifiers)},
                "confidence": {"type": "string", "pattern": _NUMBER},
                **said,
            },
            ["source", "type", "target"],
        ),
        "deals": ({"id": node, **deal, **dict.fromkeys(roles, _TEXT), **said}, ["id", "kind"]),
        "observations": (
            {
                "subject": node,
                "measure": {"enum": sorted(model["measures"])},
                "scope": _TEXT,
                "unit": _TEXT,
                "value": {"type": "string", "pattern": _NUMBER},
                "period": date,
                "period_end": date,
                "bound": _closed(model["classes"]["Observation"]["properties"]["bound"]),
                **said,
            },
            ["subject", "measure"],
        ),
    }
    head = {"$schema": _DRAFT, "$id": f"{_BASE}tables.schema.json", "$comment": NOTICE, "title": "Rows of tables"}
    return head | {
        "$defs": {
            name: {
                "type": "object",
                "required": required,
                "properties": {**columns, **where},
                "additionalProperties": False,
            }
            for name, (columns, required) in tables.items()
        }
    }


def _prefixes(model: dict[str, Any]) -> list[str]:
    return sorted(label.lower() for label, part in model["classes"].items() if not part["derived"])


def _closed(column: dict[str, Any]) -> dict[str, Any]:
    """One of a list, or empty."""
    return {"enum": ["", *column["allowed"]]}


def _cell(column: dict[str, Any], date: dict[str, Any]) -> dict[str, Any]:
    if column["allowed"]:
        return _closed(column)
    if column["datatype"] == "edtf":
        return date
    if column["datatype"] in ("decimal", "integer"):
        return {"type": "string", "pattern": _NUMBER}
    return {"type": "string", "pattern": f"^$|{column['pattern']}"} if column["pattern"] else _TEXT
