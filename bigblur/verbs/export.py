"""`bigblur export`: the store's content for other tools."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bigblur.errors import UsageError, did_you_mean
from bigblur.frames import frame_of, records
from bigblur.graph.stores import using
from bigblur.graph.stores.base import Content, Store
from bigblur.output import plain, print_rows


def export(format: str, output: str | Path, *, store: str | Path | Store | None = None) -> list[Path]:  # noqa: A002
    """Write all of a store for other tools.

    Args:
        format: `csv` or `parquet` (a folder with `nodes`, `ties` and `statements`), `graphml` or `gexf` (one file, for
            Gephi, Cytoscape, yEd, igraph, networkx), `turtle`, `nquads` or `jsonld` (one file of RDF), `neo4j-admin` (a
            folder of files for Neo4j's offline import, with the command).
        output: the folder or file; a folder is made, files of these names in it are replaced.
        store: a path, an address, or an open store; see `open_store`.

    Returns:
        The files written.

    Raises:
        UsageError: there is no such format.

    Example:
        >>> from tempfile import mkdtemp
        >>> import bigblur
        >>> place = Path(mkdtemp())
        >>> _ = bigblur.build(store=place / "demo.db")
        >>> [path.name for path in export("csv", place / "tables", store=place / "demo.db")]
        ['nodes.csv', 'ties.csv', 'statements.csv']
    """
    if format not in _WRITERS:
        raise UsageError(
            f"There is no export format {format!r}: {', '.join(_WRITERS)}.{did_you_mean(format, _WRITERS)}"
        )
    with using(store) as opened:
        return _WRITERS[format](opened, Path(output))


def node_frame(content: Content) -> pd.DataFrame:
    """All nodes in one frame: id, label, name, aliases, then every property that some class has."""
    tables = [
        table.add_column(1, "label", pa.array([label] * table.num_rows, pa.string()))
        for label, table in content.nodes.items()
        if table.num_rows
    ]
    frame = frame_of(pa.concat_tables(tables, promote_options="default")) if tables else pd.DataFrame()
    first = ["id", "label", "name", "aliases"]
    return frame[[*first, *sorted(set(frame.columns) - set(first))]] if tables else pd.DataFrame(columns=first)


def tie_frame(content: Content) -> pd.DataFrame:
    """All ties in one frame: source, type, target, then the columns of `bigblur.model.tie_schema`."""
    tables = [
        table.add_column(1, "type", pa.array([name] * table.num_rows, pa.string()))
        for name, table in content.ties.items()
        if table.num_rows
    ]
    first = ["source", "type", "target", "deal_id"]
    if not tables:
        return pd.DataFrame(columns=first)
    frame = frame_of(pa.concat_tables(tables))
    return frame[[*first, *(column for column in frame.columns if column not in first)]]


def _tables(content: Content) -> dict[str, pd.DataFrame]:
    return {"nodes": node_frame(content), "ties": tie_frame(content), "statements": frame_of(content.statements)}


def _csv(store: Store, folder: Path) -> list[Path]:
    tables = _tables(store.content())
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in tables.items():
        written.append(folder / f"{name}.csv")
        print_rows(frame, "csv", written[-1])
    return written


def _parquet(store: Store, folder: Path) -> list[Path]:
    content = store.content()
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / f"{name}.parquet" for name in ("nodes", "ties", "statements")]
    node_tables = [
        table.add_column(1, "label", pa.array([label] * table.num_rows, pa.string()))
        for label, table in content.nodes.items()
    ]
    tie_tables = [
        table.add_column(1, "type", pa.array([name] * table.num_rows, pa.string()))
        for name, table in content.ties.items()
    ]
    pq.write_table(pa.concat_tables(node_tables, promote_options="default"), written[0])
    pq.write_table(pa.concat_tables(tie_tables), written[1])
    pq.write_table(content.statements, written[2])
    return written


def _network(content: Content) -> Any:
    """The nodes and ties as a networkx multigraph; what has no value is left out, lists become JSON text."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for row in records(node_frame(content)):
        graph.add_node(
            row["id"], **{str(name): _attribute(value) for name, value in row.items() if _present(name, value)}
        )
    for row in records(tie_frame(content)):
        attributes = {str(name): _attribute(value) for name, value in row.items() if _present(name, value)}
        graph.add_edge(row["source"], row["target"], key=row["tie_id"], **attributes)
    return graph


def _present(name: object, value: object) -> bool:
    return name not in ("id", "source", "target") and plain(value) is not None and value != []


def _attribute(value: Any) -> Any:
    value = plain(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    # XML holds no control characters but tab and line ends.
    return "".join(sign for sign in value if sign >= " " or sign in "\t\n\r") if isinstance(value, str) else value


def _graphml(store: Store, path: Path) -> list[Path]:
    import networkx as nx

    graph = _network(store.content())
    path.parent.mkdir(parents=True, exist_ok=True)
    nx.write_graphml_xml(graph, path)
    return [path]


def _gexf(store: Store, path: Path) -> list[Path]:
    import networkx as nx

    graph = _network(store.content())
    for _, attributes in graph.nodes(data=True):
        attributes["class"] = attributes.pop("label")
        attributes["label"] = attributes["name"]
    path.parent.mkdir(parents=True, exist_ok=True)
    nx.write_gexf(graph, path)
    return [path]


def _rdf(syntax: str) -> Callable[[Store, Path], list[Path]]:
    def write(store: Store, path: Path) -> list[Path]:
        from bigblur.rdf import descriptions, write_rdf

        write_rdf(descriptions(store), syntax, path)
        return [path]

    return write


def _neo4j_admin(store: Store, folder: Path) -> list[Path]:
    from bigblur.graph.stores.neo4j_import import write_import_files

    return write_import_files(store, folder)


_WRITERS: dict[str, Callable[[Store, Path], list[Path]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "graphml": _graphml,
    "gexf": _gexf,
    "turtle": _rdf("turtle"),
    "nquads": _rdf("nquads"),
    "jsonld": _rdf("jsonld"),
    "neo4j-admin": _neo4j_admin,
}
