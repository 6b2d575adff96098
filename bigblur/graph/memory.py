"""How much memory a long run will need, asked before it begins: an error before the machine swaps."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from bigblur.errors import UsageError
from bigblur.graph.projection import Projection

__all__ = ["available_bytes", "estimated_bytes", "require_memory"]

# Bytes a family holds at its worst for each tie as an arc, counted from its arrays and rounded up; what is not named
# here is held to the dearest of those that share the matrices of the senses.
_PER_ARC = {"brokerage": 24, "strength": 16, "structural_holes": 110, "pagerank": 260}
_PER_ARC_OTHERS = 200
_PER_NODE = 450
_PER_SHARE = 20
_PROJECTION_PER_ARC, _PROJECTION_PER_NODE = 90, 150
_CGROUP = Path("/sys/fs/cgroup")
# Part of what is free that a run may take: the rest is for what else goes on.
_USABLE = 0.9


def estimated_bytes(graph: Projection | tuple[int, int, int], families: Iterable[str] = ()) -> int:
    """Estimate the most memory that families of measures take at one time, over that of the process before.

    Formula: the dearest family's bytes per arc and node, and the columns of all. Of a graph given by its size, the
    projection itself is counted too.

    Args:
        graph: a projection, or its size: n nodes, m ties (on undirected data twice as many arcs), g groups.
        families: names of functions of measures (`brokerage`); none is the dearest.

    Example:
        >>> estimated_bytes((1_000_000, 10_000_000, 20), ["brokerage"]) / 1e9
        1.824
    """
    if isinstance(graph, Projection):
        n, arcs, shares, made = graph.n, graph.adjacency.nnz, graph.membership.nnz, 0
    else:
        n, arcs, g = graph
        shares = n if g else 0
        made = _PROJECTION_PER_ARC * arcs + _PROJECTION_PER_NODE * n
    names = list(families)
    per_arc = max((_PER_ARC.get(name, _PER_ARC_OTHERS) for name in names), default=max(_PER_ARC.values()))
    return int(made + per_arc * arcs + _PER_NODE * n + _PER_SHARE * shares + 8 * 8 * n * len(names))


def available_bytes() -> int | None:
    """Return the memory that is free for this process, by the machine and by its container; None if not known."""
    found = [free for free in (_machine(), _container()) if free is not None]
    return min(found, default=None)


def _machine() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        pass
    try:
        return int(os.sysconf("SC_AVPHYS_PAGES")) * int(os.sysconf("SC_PAGE_SIZE"))
    except (ValueError, OSError):
        return None


def _container() -> int | None:
    try:
        limit, used = (
            (_CGROUP / name).read_text(encoding="ascii").strip() for name in ("memory.max", "memory.current")
        )
    except OSError:
        return None
    return None if limit == "max" else max(int(limit) - int(used), 0)


def require_memory(projection: Projection, families: Iterable[str]) -> None:
    """Raise a UsageError if the families need more memory than there is.

    Raises:
        UsageError: names what is needed, what is free, and how to need less.
    """
    needed, free = estimated_bytes(projection, families), available_bytes()
    if free is not None and needed > _USABLE * free:
        raise UsageError(
            f"measuring {projection.n:,} nodes and {projection.adjacency.nnz:,} arcs needs about "
            f"{needed / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free; choose fewer --measures, narrow the "
            "ties, or use a larger machine"
        )
