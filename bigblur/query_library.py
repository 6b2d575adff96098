"""The library of Cypher in `queries/`: one file a question, with a header that says what it asks and gives back.

A header is the leading comment lines, each `// field: text`:

    // title: Who acquired whom, and when
    // question: Which body bought which, in what year, for how much as the source has it?
    // group: ecosystem and deals
    // param firm: string = "" | only deals of the body with this name or alias; empty for all
    // column acquirer: the buying body
    // reading: One row a deal; an empty amount means that the source states none.

A parameter without `= default` must be given. Types are string, integer, float, boolean, date and list.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bigblur.data import folder
from bigblur.errors import InputError, UsageError, did_you_mean

_FIELD = re.compile(r"//\s*(?P<field>title|question|group|reading|param|column)(?:\s+(?P<name>\w+))?:\s*(?P<text>.*)")
_PARAM = re.compile(
    r"(?P<type>string|integer|float|boolean|date|list)(?:\s*=\s*(?P<default>[^|]*?))?\s*\|\s*(?P<about>.+)"
)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a library query; `default` is not set where it must be given."""

    name: str
    type: str
    about: str
    default: Any = None
    required: bool = False


@dataclass(frozen=True)
class Query:
    """A question of the library.

    Args:
        name: under which it is run: the file's name without ending.
        title, question, group, reading: from the header.
        parameters: by name.
        columns: what each result column holds, by name.
        cypher: the statement, as Neo4j Browser takes it.
    """

    name: str
    title: str
    question: str
    group: str
    reading: str
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, str]
    cypher: str = field(repr=False)

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Fill in defaults and turn text into each parameter's type.

        Raises:
            UsageError: a parameter is unknown, missing, or not of its type.
        """
        for name in given:
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                hint = did_you_mean(name, self.parameters)
                raise UsageError(f"The query {self.name} has no parameter {name!r} (it has: {known}).{hint}")
        return {name: self._value(parameter, given) for name, parameter in self.parameters.items()}

    def _value(self, parameter: Parameter, given: Mapping[str, Any]) -> Any:
        if parameter.name not in given:
            if parameter.required:
                raise UsageError(
                    f"The query {self.name} needs the parameter {parameter.name} ({parameter.about}): "
                    f"add -p {parameter.name}=VALUE"
                )
            return parameter.default
        return convert(parameter.name, parameter.type, given[parameter.name])


def convert(name: str, kind: str, value: Any) -> Any:
    """Turn a parameter's text into its type; a value that is no text is taken as it is.

    Raises:
        UsageError: the text is not of the type.

    Example:
        >>> convert("year", "integer", "2007")
        2007
    """
    if not isinstance(value, str) or kind == "string":
        return value
    try:
        if kind == "date":
            return date.fromisoformat(value)
        if kind == "list":
            parsed = json.loads(value) if value.lstrip().startswith("[") else value.split(",")
        elif kind == "boolean":
            parsed = {"true": True, "false": False}[value.lower()]
        else:
            parsed = {"integer": int, "float": float}[kind](value)
    except (ValueError, KeyError) as error:
        raise UsageError(f"The parameter {name} is of type {kind}, and {value!r} is not one.") from error
    return parsed


def parse_query(path: Path) -> Query:
    """Read one file of the library.

    Raises:
        InputError: its header is incomplete; names file and line.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    texts: dict[str, str] = {}
    parameters: dict[str, Parameter] = {}
    columns: dict[str, str] = {}
    body = 0
    for number, line in enumerate(lines, start=1):
        if not line.startswith("//"):
            break
        body = number
        shape = _FIELD.fullmatch(line.strip())
        if not shape:
            raise InputError("a header line is not `// field: text`", file=path, line=number)
        if shape["field"] == "param":
            parameters[shape["name"]] = _parameter(shape["name"], shape["text"], path, number)
        elif shape["field"] == "column":
            columns[shape["name"]] = shape["text"]
        else:
            texts[shape["field"]] = shape["text"]
    missing = [name for name in ("title", "question", "group", "reading") if not texts.get(name)]
    if missing or not columns:
        raise InputError(f"its header lacks {', '.join(missing) or 'columns'}", file=path)
    cypher = "\n".join(lines[body:]).strip()
    return Query(path.stem, **texts, parameters=parameters, columns=columns, cypher=cypher)


def _parameter(name: str, text: str, path: Path, line: int) -> Parameter:
    shape = _PARAM.fullmatch(text)
    if not shape:
        raise InputError("a parameter is `// param name: type = default | what it does`", file=path, line=line)
    if shape["default"] is None:
        return Parameter(name, shape["type"], shape["about"], required=True)
    try:
        default = json.loads(shape["default"])
    except ValueError as error:
        raise InputError(f"the default {shape['default']!r} is not JSON", file=path, line=line) from error
    return Parameter(name, shape["type"], shape["about"], default)


@cache
def library() -> dict[str, Query]:
    """Every query of the library, by name."""
    return {path.stem: parse_query(path) for path in sorted(folder("queries").rglob("*.cypher"))}


def find_query(name: str) -> Query:
    """Find a query of the library by its name.

    Raises:
        UsageError: there is none; names the nearest.
    """
    if name not in library():
        raise UsageError(f"There is no query {name!r}.{did_you_mean(name, library())} `bigblur queries` lists them.")
    return library()[name]
