"""The embedded engine's graph (kglite): made of a content, and asked in Cypher."""

from collections.abc import Mapping
from typing import Any

import kglite
import pandas as pd
import pyarrow as pa

from bigblur.errors import QueryError
from bigblur.frames import records
from bigblur.graph.stores.base import DERIVED, Content, Derived
from bigblur.graph.stores.parameters import Value, checked_parameters
from bigblur.graph.stores.portability import refuse, returns_all
from bigblur.model import ENDS

kglite.set_query_warning_policy("silent")  # what it warns of stands in the notes of an answer

_WRONG_PASSES = ["fuse_match_return_aggregate", "fuse_optional_match_aggregate"]
"""Passes of the engine's planner that make statements give wrong rows (kglite 0.21.2), and are left out.

The first counts no row of two hops where the second lies in either direction or has a condition on its tie:
`MATCH (a)-[]-(b)-[]-(c) RETURN count(*)` is 0. The second puts the rows of all nodes into one group with those of none:
`MATCH (a) OPTIONAL MATCH (a)-[]->(b) WITH b, count(*) AS n RETURN b.id, n`. `docs/conformance.md` has both.
"""


def run(
    graph: kglite.KnowledgeGraph, cypher: str, parameters: Mapping[str, Any] | None, timeout: float | None
) -> pd.DataFrame:
    """Run one Cypher statement that reads, and return its rows as plain Python values.

    Raises:
        QueryError: the engine refused the statement, it would write, or it took longer than `timeout`.
    """
    given = checked_parameters(parameters)
    notes = refuse(cypher, given)
    try:
        view: Any = graph.cypher(
            cypher,
            params=given,
            timeout_ms=None if timeout is None else max(1, int(timeout * 1000)),
            hide_structural_keys=True,
            disabled_passes=_WRONG_PASSES,
        )
        rows = list(view)
    except kglite.ReadOnlyError as error:
        raise QueryError("The statement would write, and queries only read.") from error
    except kglite.CypherTimeoutError as error:
        raise QueryError(f"The statement ran longer than {timeout} s: anchor it, or raise --timeout.") from error
    except kglite.KgError as error:
        raise QueryError(_message(error)) from error
    columns = sorted(view.columns) if returns_all(cypher) else list(view.columns)
    durations = "duration" in cypher.lower()
    frame = pd.DataFrame(
        {name: pd.Series([plain(row[name], durations=durations) for row in rows], dtype=object) for name in columns},
        columns=columns,
    )
    frame.attrs["notes"] = [*notes, *view.warnings]
    return frame


_NODE = {"id", "labels", "properties"}
_TIE = {"id", "start", "end", "type", "properties"}
_PATH = {"nodes", "relationships"}
_DURATION = {"months", "days", "seconds"}
_VIRTUAL = ("title", "type")
"""Keys that the engine puts beside the properties of a whole node; no class of the ontology has such a property."""


def plain(value: Value, *, durations: bool = False) -> Value:
    """Turn a whole node, tie, path or duration of the engine into what a Neo4j store gives.

    Nodes and ties become dicts of their properties, paths lists of node, tie, node, ..., durations ISO text. The engine
    gives them as maps, so a map is taken for one only if it has all of its keys and shapes.

    Args:
        value: as the engine gives it.
        durations: whether there may be durations: a map of months, days and seconds is else somebody's own.

    Example:
        >>> plain([{"id": 7, "labels": ["Firm"], "properties": {"id": "firm/a", "type": "Firm"}}, {"id": 7}])
        [{'id': 'firm/a'}, {'id': 7}]
        >>> plain({"nodes": [1], "relationships": []})
        {'nodes': [1], 'relationships': []}
        >>> plain({"id": 1, "labels": [], "properties": 2})
        {'id': 1, 'labels': [], 'properties': 2}
    """
    if isinstance(value, list):
        return [plain(part, durations=durations) for part in value]
    if not isinstance(value, dict):
        return value
    if _is_path(value):
        steps: list[Value] = [None] * (2 * len(value["nodes"]) - 1)
        steps[::2], steps[1::2] = plain(value["nodes"]), plain(value["relationships"])
        return steps
    if _is_node(value):
        hidden = {*_VIRTUAL, "id"} if value["labels"] == ["Statement"] else set(_VIRTUAL)
        return {key: part for key, part in value["properties"].items() if key not in hidden}
    if _is_tie(value):
        return dict(value["properties"])
    if durations and _DURATION <= value.keys() <= _DURATION | {"nanoseconds"}:
        return _duration(**value)
    return {key: plain(part, durations=durations) for key, part in value.items()}


def _is_node(value: Value) -> bool:
    if not isinstance(value, dict) or value.keys() != _NODE:
        return False
    return isinstance(value["properties"], dict) and "type" in value["properties"]


def _is_tie(value: Value) -> bool:
    return isinstance(value, dict) and value.keys() == _TIE and isinstance(value["properties"], dict)


def _is_path(value: dict[str, Any]) -> bool:
    if value.keys() != _PATH or not all(isinstance(part, list) for part in value.values()):
        return False
    nodes, ties = value["nodes"], value["relationships"]
    return len(nodes) == len(ties) + 1 and all(map(_is_node, nodes)) and all(map(_is_tie, ties))


def _duration(months: int, days: int, seconds: int, nanoseconds: int = 0) -> str:
    """A duration as ISO text, as the driver of Neo4j writes it.

    Example:
        >>> _duration(14, 3, -90), _duration(0, 0, 0, 1_000_000), _duration(0, 0, 0)
        ('P1Y2M3DT-1M-30S', 'PT0.001S', 'PT0S')
    """
    years, months = _parts(months, 12)
    minutes, rest = _parts(seconds, 60)
    hours, minutes = _parts(minutes, 60)
    fraction = f".{abs(nanoseconds):09}".rstrip("0") if nanoseconds else ""
    second = f"{'-' if not rest and nanoseconds < 0 else ''}{rest}{fraction}" if rest or fraction else ""
    day = "".join(f"{number}{unit}" for number, unit in ((years, "Y"), (months, "M"), (days, "D")) if number)
    time = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (second, "S")) if number)
    return f"P{day}{'T' + time if time else ''}" if day or time else "PT0S"


def _parts(number: int, size: int) -> tuple[int, int]:
    """Divide towards zero: both parts have the sign of the number."""
    sign = -1 if number < 0 else 1
    return sign * (abs(number) // size), sign * (abs(number) % size)


def _frame(table: pa.Table) -> pd.DataFrame:
    """A data frame that the engine reads without loss: nullable integers, dates as dates, lists as lists.

    Columns without any value are left out, for the engine would guess their type.
    """
    kept = [name for name in table.column_names if table[name].null_count < table.num_rows]
    frame: pd.DataFrame = table.select(kept).to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    for field in table.select(kept).schema:
        if pa.types.is_list(field.type):
            frame[field.name] = pd.Series(table[field.name].to_pylist(), dtype=object)
    return frame


def make_graph(content: Content) -> kglite.KnowledgeGraph:
    """Put a content into an engine in memory: nodes and ties of the view, and the statements as nodes without ties."""
    graph = kglite.KnowledgeGraph()
    for label, table in content.nodes.items():
        if table.num_rows:
            graph.add_nodes(_frame(table), label, "id", "name")
            graph.create_index(label, "id")
            graph.create_index(label, "name")
    if content.statements.num_rows:
        # Without a title of its own the engine would take the id, and `MATCH (n) WHERE n.name ...` find it as a name.
        untitled = _frame(content.statements).assign(name=pd.Series([None], dtype=object))
        graph.add_nodes(untitled, "Statement", "statement_id", "name")
        for end in ("subject", "object"):
            graph.create_index("Statement", end)
    for name, table in content.ties.items():
        if table.num_rows:
            _add_ties(graph, name, table)
    return graph


def _add_ties(graph: kglite.KnowledgeGraph, name: str, table: pa.Table) -> None:
    """Add the ties of one type.

    `add_relationships` folds ties of one type between the same two nodes into one, in every call for the type but the
    first (kglite 0.21.2); so the first tie of each pair goes that way, and the parallel ones are created one by one.
    """
    rows = _frame(table)
    again = rows.duplicated(["source", "target"])
    for labels, part in rows[~again].groupby(["source_label", "target_label"], sort=True):
        source_label, target_label = map(str, labels)
        kept = part.drop(columns=["source_label", "target_label"])
        graph.add_relationships(kept, name, source_label, "source", target_label, "target")
    for labels, part in rows[again].groupby(["source_label", "target_label"], sort=True):
        source_label, target_label = map(str, labels)
        graph.cypher(
            "UNWIND $rows AS row "
            f"MATCH (a:{source_label} {{id: row.source}}) MATCH (b:{target_label} {{id: row.target}}) "
            f"CREATE (a)-[r:{name}]->(b) SET r += row.values",
            params={"rows": [_parallel(row) for row in records(part)]},
        )


def _parallel(row: dict[str, Any]) -> dict[str, Any]:
    """A tie as a parameter of Cypher: its ends, and its properties without those that are null."""
    values = {name: value for name, value in row.items() if name not in ENDS and not pd.isna(value)}
    return {"source": row["source"], "target": row["target"], "values": values}


def add_derived(graph: kglite.KnowledgeGraph, derived: Derived) -> None:
    """Put computed values on nodes, and a node for each property that says how they came about."""
    for label, rows in derived.nodes.items():
        graph.cypher(
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row.values", params={"rows": _values(rows)}
        )
    ids = [record["id"] for record in derived.records]
    if DERIVED in graph.node_types:
        graph.cypher(f"MATCH (d:{DERIVED}) WHERE d.id IN $ids DETACH DELETE d", params={"ids": ids})
    graph.add_nodes(pd.DataFrame(derived.records), DERIVED, "id", "name")


def _values(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": row["id"], "values": {key: value for key, value in row.items() if key != "id"}} for row in rows]


def _message(error: kglite.KgError) -> str:
    return str(error).removeprefix("Cypher execution error: ")
