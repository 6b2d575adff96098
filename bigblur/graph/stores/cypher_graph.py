"""The embedded engine's graph (kglite): made of a content, and asked in Cypher."""

from collections.abc import Mapping
from typing import Any

import kglite
import pandas as pd
import pyarrow as pa

from bigblur.errors import QueryError
from bigblur.frames import records
from bigblur.graph.stores.base import DERIVED, Content, Derived
from bigblur.graph.stores.parameters import checked_parameters
from bigblur.model import ENDS


def run(
    graph: kglite.KnowledgeGraph, cypher: str, parameters: Mapping[str, Any] | None, timeout: float | None
) -> pd.DataFrame:
    """Run one Cypher statement that reads, and return its rows as plain Python values.

    Raises:
        QueryError: the engine refused the statement, it would write, or it took longer than `timeout`.
    """
    given = checked_parameters(parameters)
    try:
        view: Any = graph.cypher(
            cypher,
            params=given,
            timeout_ms=None if timeout is None else max(1, int(timeout * 1000)),
            hide_structural_keys=True,
        )
        rows = list(view)
    except kglite.ReadOnlyError as error:
        raise QueryError("The statement would write, and queries only read.") from error
    except kglite.CypherTimeoutError as error:
        raise QueryError(f"The statement ran longer than {timeout} s: anchor it, or raise --timeout.") from error
    except kglite.KgError as error:
        raise QueryError(_message(error)) from error
    columns = list(view.columns)
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=object) for name in columns}, columns=columns
    )


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
        graph.add_nodes(_frame(content.statements), "Statement", "statement_id")
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
