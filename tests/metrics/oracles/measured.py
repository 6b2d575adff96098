"""What bigblur's command line says of the cases, from plain tables, in the form that compare.py takes."""

from __future__ import annotations

import contextlib
import csv
import io
import sys
from pathlib import Path
from typing import Any

from typer.main import get_command

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from cases import CASES, CRISP, distances, labels  # noqa: E402
from graphs import project  # noqa: E402
from reference import Graph  # noqa: E402

from bigblur.cli import app  # noqa: E402
from bigblur.graph import metrics as measures  # noqa: E402

_COMMAND = get_command(app)


def command(words: list[str]) -> str:
    """Run a command line in this process; what it writes to standard output."""
    out, notes = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(notes):
        try:
            _COMMAND.main(words, standalone_mode=False)
        except SystemExit as done:
            if done.code:
                raise RuntimeError(f"bigblur {' '.join(words)}: {notes.getvalue()}") from done
    return out.getvalue()


def write_tables(graph: Graph, folder: Path) -> list[str]:
    """Write a case as plain tables; the options that name them."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = [f"n{i}" for i in range(graph.n)]
    groups = sorted({label for label in labels(graph) if label})
    rows = {
        "edges": [["source", "target", "weight"], *([ids[a], ids[b], weight] for a, b, weight in graph.arcs)],
        "nodes": [["id", "industry"], *zip(ids, labels(graph), strict=True)],
        "distance": [
            ["", *groups],
            *([name, *row] for name, row in zip(groups, distances(groups).tolist(), strict=True)),
        ],
    }
    for name, table in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
    options = ["--edges", str(folder / "edges.csv"), "--nodes", str(folder / "nodes.csv"), "--format", "csv"]
    return options + ([] if graph.directed else ["--undirected"])


def _read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _number(cell: str | None) -> float | None:
    return float(cell) if cell else None


def nodes(options: list[str], folder: Path, graph: Graph, *, weighted: bool) -> dict[str, list[float | None]]:
    """Every column per node, as the command line prints them."""
    words = ["metrics", "--measures", "all", *options]
    if weighted:
        words.append("--weighted")
        if any(weight == 0 for a, b, weight in graph.arcs if a != b):
            # A length of 0 is refused: take what is no path.
            words[2] = ",".join(
                name for name, one in measures.MEASURES.items() if one.cost != "paths" and not one.needs
            )
    if any(label for label in labels(graph)):
        words += ["--distance", str(folder / "distance.csv")] if "rao_stirling" in words[2] or words[2] == "all" else []
    rows = _read(command(words))
    if [row["id"] for row in rows] != [f"n{i}" for i in range(graph.n)]:
        raise AssertionError("the rows are not in the order of the node table")
    names = [name for name in rows[0] if name != "id"] if rows else []
    return {name: [_number(row[name]) for row in rows] for name in names}


def from_tables(folder: Path) -> dict[tuple[str, str], Any]:
    """Everything the command line says of the cases with one group a node."""
    out: dict[tuple[str, str], Any] = {}
    for name, graph in CRISP.items():
        place = folder / name.replace(" ", "-")
        options = write_tables(graph, place)
        out[name, "nodes"] = nodes(options, place, graph, weighted=False)
        out[name, "weighted"] = nodes(options, place, graph, weighted=True)
        row = _read(command(["metrics", "--per", "graph", "--draws", "0", *options]))[0]
        out[name, "graph"] = {column: _number(cell) for column, cell in row.items() if _is_number(cell)}
        groups = _read(command(["metrics", "--per", "group", "--draws", "0", *options]))
        out[name, "group"] = {
            one["group"]: {column: _number(one[column]) for column in ("ei_touching", "ei_member_sum")}
            for one in groups
        }
        pairs = _read(command(["boundaries", "--null", "none", "--weighted", *options]))
        out[name, "boundaries"] = {
            (one["source_industry"], one["target_industry"]): {
                column: _number(one[column]) for column in ("ties", "deals", "weight")
            }
            for one in pairs
        }
    return out


def from_shares() -> dict[tuple[str, str], Any]:
    """What the functions say of the cases with several groups a node, which a plain table cannot state."""
    out: dict[tuple[str, str], Any] = {}
    for name, graph in CASES.items():
        if name in CRISP:
            continue
        for level, weighted in (("nodes", False), ("weighted", True)):
            made = project(graph, weighted=weighted)
            frame = measures.compute(made, "all")
            out[name, level] = {
                column: frame[column].astype("Float64").astype(float).tolist()
                for column in frame.columns
                if column != "id"
            }
    return out


def everything(folder: Path) -> dict[tuple[str, str], Any]:
    """All results of all cases."""
    return from_tables(folder) | from_shares()


def _is_number(cell: str) -> bool:
    try:
        float(cell or "nan")
    except ValueError:
        return False
    return True
