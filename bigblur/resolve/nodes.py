"""Nodes of the view: which there are, their names, and of each property the default value."""

from collections import defaultdict
from typing import Any

import pandas as pd

from bigblur.model import classes, label_of
from bigblur.resolve.rows import typed

Nodes = dict[str, dict[str, Any]]
"""Id → the node's row."""

_NAMES = ("name", "alias")


def stated_nodes(ranked: pd.DataFrame) -> Nodes:
    """Every node that a statement names as subject or object, with name, aliases and properties.

    The name is the first English one in the order of ranks, else the first of any language; every other name and
    alias is an alias, in order of ranks. A node without a name has none yet (a deal's is made later).
    """
    ids = sorted({*ranked["subject"], *ranked["object"].dropna()})
    nodes: Nodes = {node_id: {"id": node_id, "aliases": []} for node_id in ids}
    _add_names(nodes, ranked[ranked["predicate"].isin(_NAMES)])
    properties = ranked[(ranked["kind"] == "property") & ~ranked["predicate"].isin(_NAMES)]
    for node_id, predicate, value in zip(
        properties["subject"], properties["predicate"], properties["value"], strict=True
    ):
        label = label_of(node_id)
        if label is None or predicate not in classes()[label].columns:
            continue
        column = classes()[label].columns[predicate]
        if column.many:
            values = nodes[node_id].setdefault(predicate, [])
            if value not in values:
                values.append(value)
        elif predicate not in nodes[node_id]:
            nodes[node_id] |= typed(column, value)
    return nodes


def _add_names(nodes: Nodes, named: pd.DataFrame) -> None:
    names: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for node_id, predicate, value, lang in zip(
        named["subject"], named["predicate"], named["value"], named["lang"], strict=True
    ):
        names[node_id].append((predicate, value, lang))
    for node_id, found in names.items():
        candidates = [(value, lang) for predicate, value, lang in found if predicate == "name"]
        english = [value for value, lang in candidates if lang == "en"]
        chosen = english[0] if english else candidates[0][0] if candidates else found[0][1]
        nodes[node_id]["name"] = chosen
        nodes[node_id]["aliases"] = list(dict.fromkeys(value for _, value, _ in found if value != chosen))
