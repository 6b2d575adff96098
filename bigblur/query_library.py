"""The library of Cypher in `queries/`: one file a question, with a header that says what it asks and gives back.

A header is the leading comment lines, each `// field: text`:

    // title: Who acquired whom, and when
    // question: Which body bought which, in what year, for how much as the source has it?
    // group: ecosystem and deals
    // param firm: string = "" | only deals of the body with this name or alias; empty for all
    // column acquirer: the buying body
    // reading: One row a deal; an empty amount means that the source states none.

A parameter without `= default` must be given. Types are string, integer, float, boolean, date and list. A group is one
of `GROUPS`. A file that is broken does not keep the others from being used: it is told when it is asked for.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from bigblur.data import folder
from bigblur.errors import InputError, UsageError, did_you_mean
from bigblur.loaders.tables import read_text

GROUPS = (
    "ecosystem and deals",
    "boundaries and convergence",
    "platforms and products",
    "time and provenance",
    "data quality",
)
"""The groups of the library, in the order in which they are shown."""

_FIELD = re.compile(r"//\s*(?P<field>title|question|group|reading|param|column)(?:\s+(?P<name>\w+))?:\s*(?P<text>.*)")
_PARAM = re.compile(
    r"(?P<type>string|integer|float|boolean|date|list)(?:\s*=\s*(?P<default>[^|]*?))?\s*\|\s*(?P<about>.+)"
)
_TYPES = {"string": str, "integer": int, "float": float, "boolean": bool, "date": date, "list": list}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a library query; `default` is not set where it must be given."""

    name: str
    type: str
    about: str
    default: Any = None
    required: bool = False

    @property
    def default_text(self) -> str:
        """The default as the header writes it."""
        return json.dumps(self.default, ensure_ascii=False, default=str)


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

    @property
    def usage(self) -> str:
        """How it is called; what may be left out stands in brackets."""
        words = [
            text if one.required else f"[{text}]"
            for one in self.parameters.values()
            for text in [f"-p {one.name}={one.type.upper()}"]
        ]
        return " ".join(["bigblur query", self.name, *words])

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
        InputError: it is no text, its header is incomplete or wrong, or no statement follows; names file and line.
    """
    lines = read_text(path).replace("\r\n", "\n").split("\n")
    head = list(takewhile(lambda line: line.startswith("//"), lines))
    found: dict[str, dict[str, Any]] = {"param": {}, "column": {}, "text": {}}
    for number, line in enumerate(head, start=1):
        try:
            _read_field(line, found)
        except ValueError as error:
            raise InputError(str(error), file=path, line=number) from error
    texts, columns = found["text"], found["column"]
    missing = [name for name in ("title", "question", "group", "reading") if not texts.get(name)]
    if missing:
        add = f"add a line `// {missing[0]}: text`"
        raise InputError(f"its header lacks {', '.join(missing)}: {add}", file=path, line=1)
    if not columns:
        add = "add a line `// column name: what it holds` for each"
        raise InputError(f"its header lacks columns: {add}", file=path, line=1)
    cypher = "\n".join(lines[len(head) :]).strip()
    if not cypher:
        raise InputError("no statement follows its header: write one", file=path, line=len(head))
    return Query(path.stem, **texts, parameters=found["param"], columns=columns, cypher=cypher)


def _read_field(line: str, found: dict[str, dict[str, Any]]) -> None:
    """Add what a line of a header says to what was found so far; ValueError if it is none."""
    shape = _FIELD.fullmatch(line.strip())
    if not shape or (shape["field"] in ("param", "column")) != bool(shape["name"]):
        raise ValueError(
            "a header line is not `// field: text` with title, question, group or reading, "
            "nor `// param name: text` or `// column name: text`"
        )
    kind, name, text = shape["field"], shape["name"] or shape["field"], shape["text"]
    if kind == "group" and text and text not in GROUPS:
        raise ValueError(f"there is no group {text!r}: {', '.join(GROUPS)}.{did_you_mean(text, GROUPS)}")
    part = found.get(kind, found["text"])
    if name in part:
        raise ValueError(f"{line.partition(':')[0]!r} stands there a second time: delete one")
    part[name] = _parameter(name, text) if kind == "param" else text


def _parameter(name: str, text: str) -> Parameter:
    shape = _PARAM.fullmatch(text)
    if not shape:
        raise ValueError("a parameter is `// param name: type = default | what it does`")
    kind, about, written = shape["type"], shape["about"], shape["default"]
    if written is None:
        return Parameter(name, kind, about, required=True)
    try:
        default = json.loads(written)
    except ValueError as error:
        raise ValueError(f"the default {written!r} is not JSON") from error
    return Parameter(name, kind, about, _default(kind, default, written))


def _default(kind: str, value: Any, written: str) -> Any:
    """A default in its parameter's type, as `convert` makes it of text; null fits any."""
    if kind == "date" and isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"the default {written} is not of type date") from error
    if kind == "float" and type(value) is int:
        value = float(value)
    # Not isinstance: to Python a truth value is a whole number.
    if value is not None and type(value) is not _TYPES[kind]:
        raise ValueError(f"the default {written} is not of type {kind}")
    return value


def read_library(place: Path) -> tuple[dict[str, Query], dict[str, InputError]]:
    """Read every query below a folder; a broken file does not keep the others from being read.

    Args:
        place: the folder; queries are found at any depth.

    Returns:
        The queries by name, and by its name what is wrong with each broken file. Of two files with one name neither is
        a query.

    Example:
        >>> queries, broken = read_library(folder("queries"))
        >>> queries["acquisitions"].group
        'ecosystem and deals'
    """
    queries: dict[str, Query] = {}
    broken: dict[str, InputError] = {}
    seen: dict[str, Path] = {}
    for path in sorted(place.rglob("*.cypher")):
        first = seen.setdefault(path.stem, path)
        if first is not path:
            queries.pop(path.stem, None)
            broken[path.stem] = InputError(f"{first} has the same name: rename one of them", file=path, line=1)
            continue
        try:
            queries[path.stem] = parse_query(path)
        except InputError as error:
            broken[path.stem] = error
    return queries, broken


@cache
def _read() -> tuple[dict[str, Query], dict[str, InputError]]:
    return read_library(folder("queries"))


def library() -> dict[str, Query]:
    """Every query of the library that can be used, by name."""
    return _read()[0]


def broken_queries() -> dict[str, InputError]:
    """What is wrong with each file of the library that cannot be used, by name."""
    return _read()[1]


def find_query(name: str) -> Query:
    """Find a query of the library by its name.

    Raises:
        UsageError: there is none; names the nearest.
        InputError: its file is broken; names file and line.
    """
    if name in broken_queries():
        raise broken_queries()[name].with_traceback(None)
    if name not in library():
        raise UsageError(f"There is no query {name!r}.{did_you_mean(name, library())} `bigblur queries` lists them.")
    return library()[name]
