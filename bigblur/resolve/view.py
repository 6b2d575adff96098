"""The resolved view as a whole."""

from collections import defaultdict
from typing import Any

import pyarrow as pa

from bigblur.frames import frame_of
from bigblur.graph.stores.base import Content
from bigblur.model import classes, label_of, node_schema, tie_schema
from bigblur.model import ties as tie_types
from bigblur.resolve.derived import add_observations, boundaries, deal_shortcuts
from bigblur.resolve.nodes import stated_nodes
from bigblur.resolve.ranking import rank
from bigblur.resolve.rows import table
from bigblur.resolve.ties import stated_ties


def resolve(statements: pa.Table) -> Content:
    """Make the resolved view of statements, and put both together as a store holds them.

    The same statements give the same view, row for row, in whatever order they come.

    Args:
        statements: in the columns of `bigblur.statements.SCHEMA`.

    Returns:
        A table for every class and every type of ties, some of them without rows.
    """
    ordered = statements.sort_by("statement_id")
    ranked = rank(frame_of(ordered))
    nodes = stated_nodes(ranked)
    ties = stated_ties(ranked)
    ties += deal_shortcuts(nodes, ties)
    ties += boundaries(nodes, ties)
    ties += add_observations(nodes, ranked)
    return Content(ordered, _node_tables(nodes.values()), _tie_tables(ties))


def _node_tables(nodes: Any) -> dict[str, pa.Table]:
    by_label: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in nodes:
        label = label_of(node["id"])
        by_label[str(label)].append({**node, "name": node.get("name", node["id"])})
    return {label: table(by_label[label], node_schema(label), ["id"]) for label in classes()}


def _tie_tables(ties: list[dict[str, Any]]) -> dict[str, pa.Table]:
    by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for tie in ties:
        by_type[tie["type"]].append(tie)
    return {name: table(by_type[name], tie_schema(), ["source", "target", "tie_id"]) for name in tie_types()}
