"""The graphs that the oracles compute on, as plain data: `python cases.py` in this folder writes cases.json.

Parallel ties and self-loops are settled here by our convention, so that no tool has to: one row a tied pair, with the
sum and the smallest of its weights.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from graphs import GRAPHS, scattered  # noqa: E402
from published import PUBLISHED  # noqa: E402
from reference import Graph  # noqa: E402


def _large(seed: int, n: int, m: int, *, directed: bool) -> Graph:
    return scattered(seed, n, m, directed=directed)


CASES: dict[str, Graph] = {
    **GRAPHS,
    **{name: one.graph for name, one in PUBLISHED.items()},
    "forty directed": _large(21, 40, 160, directed=True),
    "forty undirected": _large(22, 40, 100, directed=False),
}
CRISP = {name: graph for name, graph in CASES.items() if all(len(members) <= 1 for members in graph.members)}


def labels(graph: Graph) -> list[str]:
    """The one group of each node, empty if it has none."""
    return [next(iter(members), "") for members in graph.members]


def ties(graph: Graph) -> list[tuple[int, int, float, float]]:
    """Each tied pair once: source, target, sum and smallest of the weights; undirected with source < target."""
    weights: dict[tuple[int, int], list[float]] = {}
    for a, b, weight in graph.arcs:
        if a != b:
            pair = (a, b) if graph.directed else (min(a, b), max(a, b))
            weights.setdefault(pair, []).append(weight)
    return [(a, b, sum(values), min(values)) for (a, b), values in sorted(weights.items())]


def matrix(graph: Graph, kind: str = "binary") -> np.ndarray:
    """A (binary), W (sum) or the lengths (min), n x n."""
    out = np.zeros((graph.n, graph.n))
    for a, b, total, smallest in ties(graph):
        out[a, b] = {"binary": 1.0, "sum": total, "min": smallest}[kind]
        if not graph.directed:
            out[b, a] = out[a, b]
    return out


def distances(groups: list[str]) -> np.ndarray:
    """A square table of distances between groups that are not all equal: |i - j| / g."""
    g = len(groups)
    return np.abs(np.subtract.outer(np.arange(g), np.arange(g))) / max(g, 1)


def radius(square: np.ndarray) -> float:
    """The largest eigenvalue by size; exactly 0 for a nilpotent matrix."""
    if not len(square) or not np.linalg.matrix_power((square > 0).astype(float), len(square)).any():
        return 0.0
    return float(np.abs(np.linalg.eigvals(square)).max())


def alpha(square: np.ndarray) -> float:
    """The step of Katz's index: 0.85 of the largest that converges."""
    rho = radius(square)
    return 0.85 / rho if rho else 0.85


def main() -> None:
    rows = {
        name: {
            "n": graph.n,
            "directed": graph.directed,
            "groups": labels(graph),
            "ties": ties(graph),
            "alpha": [alpha(matrix(graph)), alpha(matrix(graph, "sum"))],
        }
        for name, graph in CRISP.items()
    }
    (HERE / "cases.json").write_text(json.dumps(rows, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
