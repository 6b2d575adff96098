"""Expected values by Python tools: `python python.py TOOL ...` in this folder reads cases.json and writes TOOL.json.

TOOL is igraph, networkx, bctpy, networkit or easygraph; each needs only itself (and numpy), in an environment of its
own. The tests read the files; they need none of these tools.
"""

from __future__ import annotations

import importlib.metadata
import json
import math
import platform
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import numpy as np

HERE = Path(__file__).parent
Values = dict[str, dict[str, Any]]
_UNUSED = (
    *("torch", "torch.nn", "torch.nn.functional", "torch.nn.parameter", "torch.utils", "torch.utils.data"),
    *("torch.autograd", "torch.distributed", "torch.optim", "torch_scatter", "torch_geometric"),
)


def listed(values: Any) -> list[float | None]:
    """Numbers as JSON has them; None where the tool says that there is none."""
    return [None if v is None or not math.isfinite(v) else float(v) for v in values]


def tried(call: Callable[[], Any]) -> Any:
    """What a tool answers, None if it refuses."""
    try:
        return call()
    except Exception:  # noqa: BLE001 - a refusal of whatever kind
        return None


def ends(case: dict[str, Any]) -> list[tuple[int, int]]:
    return [(a, b) for a, b, _, _ in case["ties"]]


def by_igraph(case: dict[str, Any]) -> Values:
    import igraph

    if not case["n"]:
        return {}
    graph = igraph.Graph(n=case["n"], edges=ends(case), directed=case["directed"])
    total, shortest = ([tie[k] for tie in case["ties"]] for k in (2, 3))
    nodes: dict[str, Any] = {
        "constraint": graph.constraint(weights=[1.0] * len(total)),
        "core": graph.as_undirected().coreness(),
    }
    weighted: dict[str, Any] = {"constraint": graph.constraint(weights=total)}
    for weights, lengths, end in ((None, None, ""), (total, shortest, "_w")):
        nodes[f"pagerank{end}"] = graph.pagerank(damping=0.85, weights=weights)
        if total:
            nodes[f"eigenvector{end}"] = tried(lambda w=weights: graph.eigenvector_centrality(weights=w, scale=True))
            nodes[f"hub{end}"] = tried(lambda w=weights: graph.hub_score(weights=w, scale=True))
            nodes[f"authority{end}"] = tried(lambda w=weights: graph.authority_score(weights=w, scale=True))
        if lengths and min(lengths) == 0:
            continue
        nodes[f"betweenness{end}"] = graph.betweenness(directed=case["directed"], weights=lengths)
        for way in ("out", "in") if case["directed"] else ("all",):
            nodes[f"closeness_reach_{way}{end}"] = graph.closeness(mode=way, weights=lengths, normalized=True)
            harmonic = np.array(graph.harmonic_centrality(mode=way, weights=lengths, normalized=False))
            nodes[f"harmonic_sum_{way}{end}"] = harmonic
    keep = [i for i, label in enumerate(case["groups"]) if label]
    some = graph.induced_subgraph(keep)
    whole = {}
    if some.ecount():
        names = sorted({case["groups"][i] for i in keep})
        group = [names.index(case["groups"][i]) for i in keep]
        whole["assortativity"] = some.assortativity_nominal(group, directed=case["directed"])
        whole["modularity"] = some.modularity(group, directed=case["directed"])
    return {"nodes": nodes, "weighted": weighted, "graph": whole}


def by_networkx(case: dict[str, Any]) -> Values:
    import networkx as nx

    if not case["n"]:
        return {}
    make = nx.DiGraph if case["directed"] else nx.Graph
    graph = make()
    graph.add_nodes_from(range(case["n"]))
    graph.add_edges_from((a, b, {"sum": total, "min": low, "one": 1.0}) for a, b, total, low in case["ties"])
    nodes: dict[str, Any] = {}
    weighted: dict[str, Any] = {}

    def put(where: dict[str, Any], column: str, found: Any) -> None:
        if found is not None:
            where[column] = [found[i] for i in range(case["n"])]

    for where, weight in ((nodes, "one"), (weighted, "sum")):
        put(where, "constraint", nx.constraint(graph, weight=weight))
        put(where, "effective_size", nx.effective_size(graph, weight=weight))
    put(nodes, "core", nx.core_number(nx.Graph(graph)))
    for end, strength, length, step in (("", None, None, 0), ("_w", "sum", "min", 1)):
        put(nodes, f"pagerank{end}", nx.pagerank(graph, tol=1e-14, max_iter=10_000, weight=strength))
        put(
            nodes, f"eigenvector{end}", _by_largest(tried(lambda s=strength: nx.eigenvector_centrality_numpy(graph, s)))
        )
        katz = tried(lambda s=strength, k=step: nx.katz_centrality_numpy(graph, case["alpha"][k], 1.0, False, s))
        put(nodes, f"katz{end}", katz)
        if length and any(tie[3] == 0 for tie in case["ties"]):
            continue
        put(nodes, f"betweenness{end}", nx.betweenness_centrality(graph, normalized=False, weight=length))
        turned = graph.reverse() if case["directed"] else graph
        # networkx measures how near the others are to a node: its own direction is `in`.
        for way, one in (("in", graph), ("out", turned)) if case["directed"] else (("all", graph),):
            put(nodes, f"closeness_reach_{way}{end}", nx.closeness_centrality(one, distance=length, wf_improved=False))
            put(nodes, f"closeness_wf_{way}{end}", nx.closeness_centrality(one, distance=length, wf_improved=True))
            put(nodes, f"harmonic_sum_{way}{end}", nx.harmonic_centrality(one, distance=length))
    some = graph.subgraph([i for i, label in enumerate(case["groups"]) if label])
    whole = {}
    if some.number_of_edges():
        nx.set_node_attributes(some, dict(enumerate(case["groups"])), "group")
        groups = [{i for i in some if case["groups"][i] == label} for label in {case["groups"][i] for i in some}]
        whole["assortativity"] = nx.attribute_assortativity_coefficient(some, "group")
        whole["modularity"] = nx.community.modularity(some, groups, weight=None)
    return {"nodes": nodes, "weighted": weighted, "graph": whole}


def _by_largest(found: dict[int, float] | None) -> dict[int, float] | None:
    if found is None:
        return None
    largest = max(found.values(), key=abs)
    return {node: value / largest for node, value in found.items()} if largest else None


def by_bctpy(case: dict[str, Any]) -> Values:
    import bct

    keep = [i for i, label in enumerate(case["groups"]) if label]
    if len(keep) < 2:
        return {}
    nodes: dict[str, Any] = {}
    for end, column in (("", None), ("_w", 2)):
        square = np.zeros((case["n"], case["n"]))
        for tie in case["ties"]:
            square[tie[0], tie[1]] = tie[column] if column else 1.0
        square = square if case["directed"] else square + square.T
        some = square[np.ix_(keep, keep)]
        names = sorted({case["groups"][i] for i in keep})
        group = np.array([names.index(case["groups"][i]) + 1 for i in keep])
        flags = {"out": 1, "in": 2, "total": 3} if case["directed"] else {"all": 0}
        for way, flag in flags.items():
            # Its default degree is in; `undirected` on a symmetric matrix.
            kind = {"out": "out", "in": "in", "all": "undirected"}.get(way)
            if kind:
                found = bct.participation_coef(some, group, degree=kind)
                nodes[f"participation_{way}{end}"] = _spread(found, keep, case["n"])
            z = bct.module_degree_zscore(some, group, flag=flag)
            nodes[f"within_z_{way}{end}"] = _spread(z, keep, case["n"])
        if not end:
            binary = bct.betweenness_bin(square)
            nodes["betweenness"] = list(binary if case["directed"] else binary / 2)
    return {"nodes": nodes}


def _spread(values: Any, keep: list[int], n: int) -> list[float | None]:
    out: list[float | None] = [None] * n
    for i, value in zip(keep, np.ravel(values), strict=True):
        out[i] = float(value)
    return out


def by_networkit(case: dict[str, Any]) -> Values:
    import networkit as nk

    if not case["ties"]:
        return {}  # An empty graph ends the process.
    graph = nk.Graph(case["n"], weighted=False, directed=case["directed"])
    for a, b in ends(case):
        graph.addEdge(a, b)
    nodes: dict[str, Any] = {"betweenness": nk.centrality.Betweenness(graph).run().scores()}
    simple = nk.graphtools.toUndirected(graph) if case["directed"] else graph
    simple.removeMultiEdges()
    nodes["core"] = nk.centrality.CoreDecomposition(simple).run().scores()
    sinks = nk.centrality.SinkHandling.DistributeSinks
    ranks = nk.centrality.PageRank(graph, 0.85, 1e-14, distributeSinks=sinks)
    ranks.maxIterations = 10_000
    nodes["pagerank"] = ranks.run().scores()
    if not case["directed"]:
        variant = nk.centrality.ClosenessVariant.GENERALIZED
        nodes["closeness_wf_all"] = tried(lambda: nk.centrality.Closeness(graph, True, variant).run().scores())
        nodes["harmonic_sum_all"] = nk.centrality.HarmonicCloseness(graph, False).run().scores()
    whole = {}
    if all(case["groups"]):
        names = sorted(set(case["groups"]))
        group = nk.Partition(case["n"])
        group.setUpperBound(len(names))
        for i, label in enumerate(case["groups"]):
            group[i] = names.index(label)
        whole["modularity"] = nk.community.Modularity().getQuality(group, graph)
    return {"nodes": nodes, "graph": whole}


def by_easygraph(case: dict[str, Any]) -> Values:
    for module in _UNUSED:
        # It imports torch at the start, for hypergraphs only; nothing of it takes part in what is measured here.
        sys.modules.setdefault(module, MagicMock())
    import easygraph as eg

    if not case["ties"]:
        return {}
    out: Values = {"nodes": {}, "weighted": {}}
    for where, column in (("nodes", None), ("weighted", 2)):
        graph = eg.DiGraph() if case["directed"] else eg.Graph()
        graph.add_nodes(list(range(case["n"])))
        for tie in case["ties"]:
            graph.add_edge(tie[0], tie[1], weight=tie[column] if column else 1.0)
        for name in ("constraint", "effective_size", "efficiency", "hierarchy"):
            found = tried(lambda n=name, g=graph: getattr(eg, n)(g, weight="weight"))
            if found is not None:
                out[where][name] = [found.get(i) for i in range(case["n"])]
    return out


TOOLS = {
    "igraph": ("igraph", by_igraph),
    "networkx": ("networkx", by_networkx),
    "bctpy": ("bctpy", by_bctpy),
    "networkit": ("networkit", by_networkit),
    "easygraph": ("Python-EasyGraph", by_easygraph),
}


def main(names: list[str]) -> None:
    warnings.simplefilter("ignore")
    cases = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
    for name in names:
        package, measure = TOOLS[name]
        values = {case: measure(data) for case, data in cases.items()}
        for found in values.values():
            for kind, columns in found.items():
                if kind != "graph":
                    found[kind] = {column: listed(each) for column, each in columns.items() if each is not None}
                else:
                    found[kind] = {column: listed([one])[0] for column, one in columns.items()}
        record = {
            "tool": name,
            "version": importlib.metadata.version(package),
            "language": f"Python {platform.python_version()}",
            "made_by": "python.py",
            "values": values,
        }
        (HERE / f"{name}.json").write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
