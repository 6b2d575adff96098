"""Where each node stands: the same graph always gives the same picture.

Firms, organizations and industries are laid out by force, with every firm drawn to its industry so that industries
become regions; what hangs on them (deals, products, ...) is set around them like satellites; parts that are not joined
are packed side by side, so that an isolate does not fly off.
"""

import math
import random
from collections.abc import Iterable, Sequence

import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

SEED = 20240131
CORE = frozenset({"Firm", "Organization", "Industry"})
_GAP = 1.0  # the least distance of two nodes
_LABELLED = 60  # up to so many nodes in a part each is read by its label, which needs room beside it
_GOLDEN = math.pi * (3 - math.sqrt(5))

Points = NDArray[np.float64]


def positions(
    labels: Sequence[str], industries: Sequence[str | None], ends: Iterable[tuple[int, int, float]]
) -> Points:
    """Place n nodes in the plane.

    Args:
        labels: class of each node, n.
        industries: name of the main industry of each node or None, n; firms of one industry are drawn together.
        ends: m ties as (position of source, position of target, weight of the pull).

    Returns:
        Array of shape (n, 2).

    Example:
        >>> positions(["Firm", "Firm"], [None, None], [(0, 1, 1.0)]).shape
        (2, 2)
    """
    pulls: dict[tuple[int, int], float] = {}
    for a, b, weight in ends:
        if a != b:
            pair = (min(a, b), max(a, b))
            pulls[pair] = max(weight, pulls.get(pair, 0.0))
    core = [node for node, label in enumerate(labels) if label in CORE] or list(range(len(labels)))
    points = np.full((len(labels), 2), np.nan)
    points[core] = _core(core, [industries[node] for node in core], pulls)
    _satellites(points, pulls)
    lost = np.flatnonzero(np.isnan(points[:, 0])).tolist()
    if lost:
        rest = _core(lost, [None] * len(lost), pulls)
        points[lost] = rest + _below(points, rest)
    return _spread(points, 0.55 * _GAP, 20)


def _core(nodes: Sequence[int], industries: Sequence[str | None], pulls: dict[tuple[int, int], float]) -> Points:
    """Force-directed layout of the subgraph on `nodes` (k), component by component, packed: (k, 2)."""
    place = {node: at for at, node in enumerate(nodes)}
    hubs = {name: len(nodes) + at for at, name in enumerate(sorted({name for name in industries if name is not None}))}
    links = {(place[a], place[b]): weight for (a, b), weight in pulls.items() if a in place and b in place}
    links |= {(at, hubs[name]): 1.0 for at, name in enumerate(industries) if name is not None}
    graph = igraph.Graph(n=len(nodes) + len(hubs), edges=list(links))
    graph.es["weight"] = list(links.values())
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part))
    points = np.zeros((graph.vcount(), 2))
    _pack(points, parts, [_force(graph.induced_subgraph(part)) for part in parts])
    return points[: len(nodes)]


def _force(graph: igraph.Graph) -> Points:
    """Fruchterman-Reingold from a seeded start, scaled to about one node a unit of area, overlaps removed: (k, 2)."""
    count = graph.vcount()
    if count == 1:
        return np.zeros((1, 2))
    dice = random.Random(SEED)  # noqa: S311 - a layout is no secret
    start = [(dice.uniform(-1, 1) * math.sqrt(count), dice.uniform(-1, 1) * math.sqrt(count)) for _ in range(count)]
    igraph.set_random_number_generator(dice)
    try:
        layout = graph.layout_fruchterman_reingold(
            weights="weight", seed=start, niter=500 if count <= 1000 else 250, grid="auto"
        )
    finally:
        igraph.set_random_number_generator(random)
    points = np.array(layout.coords, dtype=np.float64)
    points -= points.mean(axis=0)
    reach = np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    points *= (reach / reach.max()) ** -0.35  # what hangs far out comes nearer, what is crowded gets room
    extent = float(np.sqrt(points.var(axis=0).sum())) or 1.0
    points *= 0.85 * _GAP * math.sqrt(count) / extent
    wide = np.array([2.0 if count <= _LABELLED else 1.0, 1.0])
    spread: Points = _spread(points / wide, _GAP, 80) * wide
    return spread


def _spread(points: Points, gap: float, rounds: int) -> Points:
    """Push apart what is nearer than `gap`, a little in each round, so that the shape of the whole stays."""
    points = points.copy()
    turn = np.arange(len(points)) * _GOLDEN
    points += 1e-3 * np.column_stack([np.cos(turn), np.sin(turn)])  # two nodes on one spot need a direction
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(gap, output_type="ndarray")
        if not len(pairs):
            break
        first, second = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
        apart = points[first] - points[second]
        distance = np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
        push = apart / distance * (gap - distance) * 0.4
        np.add.at(points, first, push)
        np.add.at(points, second, -push)
    return points


def _pack(points: Points, parts: Sequence[Sequence[int]], placed: Sequence[Points]) -> None:
    """Set the largest part in the middle and the others in rows below it, as wide as it is."""
    sizes = [part.max(axis=0) - part.min(axis=0) + 2.2 * _GAP for part in placed]
    width = max(sizes[0][0], math.sqrt(sum(float(size[0] * size[1]) for size in sizes)) * 1.5) if sizes else 0.0
    left = top = height = 0.0
    for at, (part, local, size) in enumerate(zip(parts, placed, sizes, strict=True)):
        after_main = at == 1 and len(parts[0]) > 4 * len(part)
        if left > 0 and (after_main or left + size[0] > width):
            left, top, height = 0.0, top - height, 0.0
        corner = np.array([left, top - size[1]])
        points[list(part)] = local - local.min(axis=0) + corner + 1.1 * _GAP
        left, height = left + size[0], max(height, float(size[1]))


def _satellites(points: Points, pulls: dict[tuple[int, int], float]) -> None:
    """Set each node without a place near the mean of its placed neighbours, ring by ring."""
    near: dict[int, list[int]] = {}
    for a, b in sorted(pulls):
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    around: dict[tuple[int, ...], int] = {}
    waiting = [node for node in np.flatnonzero(np.isnan(points[:, 0])).tolist() if node in near]
    while waiting:
        found = {}
        for node in waiting:
            anchors = tuple(other for other in near[node] if not math.isnan(points[other, 0]))
            if anchors:
                turn = around[anchors] = around.get(anchors, -1) + 1
                reach = (0.45 if len(anchors) > 1 else 0.7) + 0.22 * math.sqrt(turn)
                offset = reach * np.array([math.cos(turn * _GOLDEN), math.sin(turn * _GOLDEN)])
                found[node] = points[list(anchors)].mean(axis=0) + offset
        if not found:
            return
        for node, point in found.items():
            points[node] = point
        waiting = [node for node in waiting if node not in found]


def _below(points: Points, rest: Points) -> Points:
    """Offset that brings `rest` below what is placed."""
    placed = points[~np.isnan(points[:, 0])]
    if not len(placed):
        return np.zeros(2)
    corner = np.array([placed[:, 0].min(), placed[:, 1].min() - 2 * _GAP])
    offset: Points = corner - [rest[:, 0].min(), rest[:, 1].max()]
    return offset
