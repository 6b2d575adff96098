"""`bigblur query` and `bigblur queries`: Cypher, by name from the library or as given."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from bigblur.errors import UsageError
from bigblur.graph.as_of import as_of as view_at
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Store
from bigblur.graph.stores.literals import literal
from bigblur.graph.stores.parameters import checked_parameters
from bigblur.query_library import GROUPS, Query, broken_queries, find_query, library


def query(
    name_or_cypher: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    store: str | Path | Store | None = None,
    write: bool = False,
    timeout: float | None = None,
    as_of: str | None = None,
    undated: bool = True,
    ended: bool = False,
) -> pd.DataFrame:
    """Run a query of the library by its name, or Cypher, and return its rows.

    Args:
        name_or_cypher: a name without blanks is looked up in the library; anything else is Cypher.
        parameters: by name; for a library query text is turned into each parameter's type.
        store: a path, an address, or an open store; see `open_store`.
        write: let the statement change the store (Neo4j only).
        timeout: seconds after which the engine gives up.
        as_of: ask the store as it was at this date: ended ties and those not yet begun are hidden; see
            `bigblur.graph.as_of`.
        undated: with a date, keep ties without one.
        ended: with a date, keep ties that had ended by then.

    Raises:
        UsageError: there is no such query, or a parameter is missing, unknown or of the wrong type.
        QueryError: the engine refused the statement.

    Example:
        >>> from tempfile import mkdtemp
        >>> import bigblur
        >>> place = Path(mkdtemp()) / "demo.db"
        >>> _ = bigblur.build(store=place)
        >>> query("MATCH (f:Firm {id: $id}) RETURN f.name AS name", {"id": "firm/xiaomi"}, store=place)["name"].tolist()
        ['Xiaomi']
    """
    cypher, given = _bound(name_or_cypher, parameters)
    with using(store) as opened:
        asked = opened if as_of is None else view_at(opened, as_of, undated=undated, ended=ended)
        return asked.query(cypher, given, write=write, timeout=timeout)


def stream(
    name_or_cypher: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    store: str | Path | Store | None = None,
    timeout: float | None = None,
    as_of: str | None = None,
    undated: bool = True,
    ended: bool = False,
) -> Iterator[pd.DataFrame]:
    """Run a query as `query` does, and give its rows in pieces; at least one, which may be empty.

    Neo4j sends them as they are asked for, so that a million rows need little memory; the embedded engine has the whole
    answer in memory.

    Args:
        name_or_cypher: see `query`, as all that follows.
        parameters: by name.
        store: a path, an address, or an open store.
        timeout: seconds after which the engine gives up.
        as_of: ask the store as it was at this date.
        undated: with a date, keep ties without one.
        ended: with a date, keep ties that had ended by then.

    Raises:
        UsageError: there is no such query, or a parameter is missing, unknown or of the wrong type.
        QueryError: the engine refused the statement.

    Example:
        >>> from tempfile import mkdtemp
        >>> import bigblur
        >>> place = Path(mkdtemp()) / "demo.db"
        >>> _ = bigblur.build(store=place)
        >>> [len(rows) for rows in stream("MATCH (f:Firm) RETURN f.name AS name LIMIT 3", store=place)]
        [3]
    """
    cypher, given = _bound(name_or_cypher, parameters)
    with using(store) as opened:
        asked = opened if as_of is None else view_at(opened, as_of, undated=undated, ended=ended)
        yield from asked.stream(cypher, given, timeout=timeout)


def _bound(name_or_cypher: str, parameters: Mapping[str, Any] | None) -> tuple[str, dict[str, Any]]:
    """The Cypher, and its parameters in their types where the library says them."""
    if len(name_or_cypher.split()) != 1:
        return name_or_cypher, dict(parameters or {})
    found = find_query(name_or_cypher.removesuffix(".cypher"))
    return found.cypher, found.bind(dict(parameters or {}))


def browser_text(name_or_cypher: str, parameters: Mapping[str, Any] | None = None) -> str:
    r"""Write what Neo4j Browser takes: a line that sets each parameter, then the statement.

    Args:
        name_or_cypher: see `query`.
        parameters: by name; those of a library query that are not given take their defaults.

    Raises:
        UsageError: there is no such query, or a parameter is missing, unknown, of the wrong type or badly named.
        QueryError: a parameter's value cannot be written as Cypher.

    Source:
        https://neo4j.com/docs/browser/operations/query-parameters: what stands right of `=>` is evaluated as Cypher.
        The semicolons part the lines in a pasted text (https://github.com/neo4j/neo4j-browser/issues/961).

    Example:
        >>> print(browser_text("RETURN $name AS name", {"name": "O'Brien"}))
        :param name => 'O\'Brien';
        RETURN $name AS name;
    """
    cypher, given = _bound(name_or_cypher, parameters)
    for name in given:
        if not name.isidentifier():
            raise UsageError(f"The parameter {name!r} has a name that Neo4j does not take: use letters, digits and _.")
    lines = [f":param {name} => {literal(value)};" for name, value in checked_parameters(given).items()]
    statement = cypher.strip().removesuffix(";").rstrip()
    # Behind a comment the semicolon would be part of it.
    commented = "//" in statement.rpartition("\n")[2]
    return "\n".join([*lines, statement + ("\n;" if commented else ";")])


def queries(name: str | None = None) -> pd.DataFrame:
    """List the library: name, group, title, parameters; or give all that there is on one query, as one row.

    A file of the library that is broken is left out; `attrs["about"]["warnings"]` names it.

    Args:
        name: only this query.

    Raises:
        UsageError: there is no such query.
        InputError: its file is broken; names file and line.

    Example:
        >>> "acquisitions" in set(queries()["name"])
        True
        >>> queries("acquisitions")["columns"][0]["acquirer"]
        'the buying body'
    """
    if name is not None:
        return pd.DataFrame([_record(find_query(name))])
    frame = pd.DataFrame(
        [
            {"name": one.name, "group": one.group, "title": one.title, "parameters": ", ".join(one.parameters)}
            for one in sorted(library().values(), key=lambda one: (GROUPS.index(one.group), one.name))
        ]
    )
    frame.attrs["about"] = {"warnings": [f"left out: {error}" for error in broken_queries().values()]}
    return frame


def _record(one: Query) -> dict[str, Any]:
    parameters = {
        name: {"type": part.type, "about": part.about} | ({} if part.required else {"default": part.default})
        for name, part in one.parameters.items()
    }
    return {
        "name": one.name,
        "group": one.group,
        "title": one.title,
        "question": one.question,
        "usage": one.usage,
        "parameters": parameters,
        "columns": dict(one.columns),
        "reading": one.reading,
        "cypher": one.cypher,
    }


def as_text(one: Query) -> str:
    """Show a query of the library: question, call, parameters, columns, how to read the answer, Cypher.

    Example:
        >>> print(as_text(find_query("acquisitions")).splitlines()[3])
        bigblur query acquisitions [-p firm=STRING]
    """
    parameters = [
        f"  {part.name} ({part.type}, {default}): {part.about}"
        for part in one.parameters.values()
        for default in ["must be given" if part.required else f"default {part.default_text}"]
    ]
    return "\n".join(
        [
            f"{one.title} ({one.group})",
            one.question,
            "",
            one.usage,
            "",
            *(["Parameters:", *parameters, ""] if parameters else []),
            "Columns:",
            *(f"  {column}: {text}" for column, text in one.columns.items()),
            "",
            f"How to read it: {one.reading}",
            "",
            one.cypher,
        ]
    )


def parse_parameters(texts: list[str], *, typed: bool) -> dict[str, Any]:
    """Read `key=value` words; where no library query says the types, what is JSON is taken as such, the rest as text.

    Raises:
        UsageError: a word has no `=`.

    Example:
        >>> parse_parameters(["year=2007", "name=AKVA", "code=01"], typed=False)
        {'year': 2007, 'name': 'AKVA', 'code': '01'}
    """
    found: dict[str, Any] = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator or not name:
            raise UsageError(f"A parameter is name=value, not {text!r}.")
        found[name] = value if typed else _json_or_text(value)
    return found


def _json_or_text(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
