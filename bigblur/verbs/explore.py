"""`bigblur explore`: the graph as one HTML file."""

import re
from collections import deque
from pathlib import Path

import pandas as pd

from bigblur.explorer.page import render
from bigblur.graph.metrics import compute
from bigblur.graph.names import NameIndex
from bigblur.graph.projection import Projection
from bigblur.graph.store_projection import project
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Content, Store
from bigblur.graph.tables import read_table
from bigblur.output import plain
from bigblur.verbs.export import node_frame, tie_frame

DEFAULT_SIZE = "degree_total"


def explore(
    output: str | Path = "explore.html",
    *,
    focus: str | None = None,
    hops: int = 2,
    size_by: str = DEFAULT_SIZE,
    store: str | Path | Store | None = None,
    edges: str | Path | pd.DataFrame | None = None,
    nodes: str | Path | pd.DataFrame | None = None,
    group: str = "industry",
) -> Path:
    """Write one self-contained HTML file of the graph, coloured by industry and sized by a measure.

    Args:
        output: the file.
        focus: show only what lies around the node of this name, alias or id.
        hops: how far around it.
        size_by: a column of `metrics` on the default projection.
        store: a path, an address, or an open store; see `open_store`.
        edges: instead of a store, a table of ties as for `metrics`,
        nodes: and a table of nodes,
        group: whose column of this name is the industry.

    Returns:
        The file's path.

    Raises:
        InputError: more nodes than a page can show; names the way to narrow it.
        UsageError: the focus means nothing or several things, or there is no such measure.

    Example:
        >>> from tempfile import mkdtemp
        >>> import bigblur
        >>> place = Path(mkdtemp())
        >>> _ = bigblur.build(store=place / "demo.db")
        >>> page = explore(place / "akva.html", focus="AKVA", hops=1, store=place / "demo.db")
        >>> page.read_text(encoding="utf-8").startswith("<!doctype html>")
        True
    """
    if edges is not None and nodes is not None:
        node_rows, tie_rows, about = _from_tables(edges, nodes, group, size_by)
    else:
        node_rows, tie_rows, about = _from_store(store, size_by)
    if focus is not None:
        centre = _find(node_rows, focus)
        kept = _around(tie_rows, centre, hops)
        node_rows = node_rows[node_rows["id"].isin(kept)]
        tie_rows = tie_rows[tie_rows["source"].isin(kept) & tie_rows["target"].isin(kept)]
        about["view"] = f"{hops} hop{'s' if hops != 1 else ''} around {focus}"
    title = f"bigblur: {focus}" if focus else "bigblur"
    page = render(node_rows, tie_rows, title=title, about=about, size_by=size_by if "size" in node_rows else None)
    path = Path(output)
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


def _from_store(store: str | Path | Store | None, size_by: str) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
    with using(store) as opened:
        content = opened.content()
        projection = project(opened)
    nodes, ties = node_frame(content), tie_frame(content)
    # The date as stated says it; the days it can mean are for computing.
    nodes = nodes.drop(
        columns=[name for name in map(str, nodes.columns) if re.search(r"_(min|max|year)$|^year$", name)]
    )
    measured = compute(projection, [size_by])
    sizes = dict(zip(measured["id"], measured[measured.columns[-1]].astype("float64"), strict=True))
    nodes["size"] = nodes["id"].map(sizes)
    nodes["industry"] = nodes["id"].map(main_industries(content, projection))
    titles = dict(zip(nodes["id"], nodes["name"], strict=True))
    ties["source_title"] = ties["source_id"].map(lambda source: titles.get(f"source/{source}", source))
    used = set(ties["source"]) | set(ties["target"])
    # Industries that nothing here belongs to, and what no tie reaches, are no part of the picture.
    nodes = nodes[nodes["id"].isin(used) & ~((nodes["label"] == "Industry") & ~nodes["id"].isin(_inhabited(ties)))]
    ties = ties[ties["source"].isin(set(nodes["id"])) & ties["target"].isin(set(nodes["id"]))]
    about = {
        "of the store": f"{len(nodes):,} nodes, {len(ties):,} ties",
        "size": f"{measured.columns[-1]} over {projection.about['ties']}",
        "sources": "; ".join(
            sorted({str(titles.get(f"source/{one}", one)) for one in ties["source_id"] if plain(one)})
        ),
    }
    return nodes, ties, about


def _inhabited(ties: pd.DataFrame) -> set[str]:
    return set(ties.loc[ties["type"].isin(["OPERATES_IN", "SPANS", "BETWEEN", "AFFECTS"]), "target"])


def main_industries(content: Content, projection: Projection) -> dict[str, str]:
    """The industry that gives each body its colour: its first core one by the order of the source, by name."""
    names = dict(
        zip(content.nodes["Industry"]["id"].to_pylist(), content.nodes["Industry"]["name"].to_pylist(), strict=True)
    )
    rows = content.ties["OPERATES_IN"].select(["source", "target", "role", "date_min", "mentions"]).to_pylist()
    # Core before entered, the most often stated first, then by name, so that the choice is stable.
    rows.sort(key=lambda row: (row["role"] != "core", -row["mentions"], names[row["target"]]))
    main: dict[str, str] = {}
    for row in rows:
        if row["role"] != "exited":
            main.setdefault(row["source"], names[row["target"]])
    return {body: industry for body, industry in main.items() if body in set(projection.ids)}


def _from_tables(
    edges: str | Path | pd.DataFrame, nodes: str | Path | pd.DataFrame, group: str, size_by: str
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
    edge_rows, node_rows = (one.copy() if isinstance(one, pd.DataFrame) else read_table(one) for one in (edges, nodes))
    projection = Projection.from_tables(edge_rows, node_rows, group=group)
    measured = compute(projection, [size_by])
    node_rows = node_rows.assign(
        label="Node",
        name=list(projection.names),
        industry=node_rows[group].where(node_rows[group] != "", None),
        size=measured[measured.columns[-1]].astype("float64").to_numpy(),
    )
    edge_rows = edge_rows.assign(type=edge_rows.get("type", "TIE"))
    return node_rows, edge_rows, {"what": f"{len(node_rows):,} nodes, {len(edge_rows):,} ties"}


def _find(nodes: pd.DataFrame, name: str) -> str:
    import pyarrow as pa

    aliases = nodes["aliases"] if "aliases" in nodes else pd.Series([[]] * len(nodes))
    tables = {
        str(label): pa.table(
            {
                "id": part["id"].tolist(),
                "name": part["name"].tolist(),
                "aliases": [list(one or []) for one in aliases[part.index]],
            }
        )
        for label, part in nodes.groupby("label")
    }
    return NameIndex(tables).find(name)


def _around(ties: pd.DataFrame, centre: str, hops: int) -> set[str]:
    """Everything within so many ties of a node, in either direction."""
    neighbours: dict[str, set[str]] = {}
    for one, other in zip(ties["source"], ties["target"], strict=True):
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    distance = {centre: 0}
    queue = deque([centre])
    while queue:
        node = queue.popleft()
        for other in neighbours.get(node, ()) if distance[node] < hops else ():
            if other not in distance:
                distance[other] = distance[node] + 1
                queue.append(other)
    return set(distance)
