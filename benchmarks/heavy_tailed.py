"""Directed graphs with hubs, for benchmarks: the k-th node gets ties in proportion to (k + 10)^-3/4, both ways."""

import numpy as np
import pandas as pd

from bigblur.graph.projection import Projection


def arcs(n, m, seed=1):
    """Distinct arcs without loops: degrees follow a power law with exponent 1 + 4/3."""
    draw = np.random.default_rng(seed)
    share = np.cumsum((np.arange(n) + 10.0) ** -0.75)
    share /= share[-1]
    node = draw.permutation(n)
    keys = np.empty(0, dtype=np.int64)
    while len(keys) < m:
        more = int((m - len(keys)) * 1.1) + 10
        source, target = (node[np.searchsorted(share, draw.random(more))] for _ in range(2))
        kept = source != target
        keys = np.unique(np.concatenate([keys, source[kept] * np.int64(n) + target[kept]]))
    keys = draw.permutation(keys)[:m]
    return keys // n, keys % n


def labels(n, g=20, seed=2):
    """One of g groups for each node."""
    return np.random.default_rng(seed).integers(0, g, n)


def projection(n, m, g=20, *, overlap=False):
    """The graph as a projection; with ``overlap`` every other node acts in two groups."""
    source, target = arcs(n, m)
    shares = np.eye(g)[labels(n, g)]
    if overlap:
        shares[::2] = (shares[::2] + np.eye(g)[labels(n, g, 3)[::2]]) / 2
    ties = pd.DataFrame({"source": source, "target": target})
    ids = [f"f{i}" for i in range(n)]
    return Projection.from_arrays(ids, [f"g{s:02}" for s in range(g)], shares, ties)


def write_tables(folder, n, m, g=20):
    """The graph as edges.csv, nodes.csv and the same in parquet."""
    source, target = arcs(n, m)
    edges = pd.DataFrame({"source": source, "target": target}).astype(str).radd("f")
    nodes = pd.DataFrame({"id": [f"f{i}" for i in range(n)], "industry": [f"g{s}" for s in labels(n, g)]})
    for name, table in (("edges", edges), ("nodes", nodes)):
        table.to_csv(folder / f"{name}.csv", index=False)
        table.to_parquet(folder / f"{name}.parquet", index=False)
