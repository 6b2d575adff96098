"""The projection: firms and the ties between them at a date, which is what every measure takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from bigblur.graph import parts, tables

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Missing", "Projection"]

Made = TypeVar("Made")
Missing = Literal["drop", "own-group", "each"]


@dataclass(frozen=True, eq=False)
class Projection:
    """Firms, the ties between them and the industries they act in.

    Shapes: n nodes, m ties, g groups. Rows stand in the order of the node table. Self-loops are dropped on
    the way in; parallel ties stay apart in ``ties`` and are summed in ``adjacency``.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    membership: sp.csr_array
    adjacency: sp.csr_array
    ties: pd.DataFrame
    directed: bool
    weighted: bool
    about: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def from_arrays(
        cls,
        ids: Sequence[str],
        groups: Sequence[str],
        membership: sp.sparray | npt.ArrayLike | None,
        ties: pd.DataFrame,
        *,
        names: Sequence[str] | None = None,
        directed: bool = True,
        weighted: bool = False,
        about: Mapping[str, object] | None = None,
    ) -> Projection:
        """Build a projection from positions: the way in for stores, and for nodes in several groups.

        ``membership`` is an n x g matrix, dense or sparse, whose rows sum to 1 or are empty. ``ties`` needs
        the columns ``source`` and ``target`` (positions in ``ids``); ``weight`` (default 1), ``date``
        (``datetime.date`` or None), ``deal_id`` and ``type`` are optional.

        >>> ties = pd.DataFrame({"source": [0], "target": [1]})
        >>> both = Projection.from_arrays(["a", "b"], ["fish", "oil"], [[0.5, 0.5], [0, 1]], ties)
        >>> both.crisp, both.membership.toarray().tolist()
        (False, [[0.5, 0.5], [0.0, 1.0]])

        Raises:
            InputError: a repeated id, a position out of range, a membership row that is neither empty nor a
                set of shares that sum to 1, a weight that is negative or not finite.
        """
        ids = tuple(ids)
        parts.require_unique(ids, "the nodes", None)
        order = sorted(range(len(groups)), key=lambda s: groups[s])
        kept = parts.checked_ties(ties, len(ids))
        return cls(
            ids=ids,
            names=ids if names is None else tuple(names),
            groups=tuple(groups[s] for s in order),
            membership=parts.checked_membership(membership, ids, len(groups))[:, order],
            adjacency=parts.adjacency(kept, len(ids), directed),
            ties=kept,
            directed=directed,
            weighted=weighted,
            about={"self_loops_dropped": len(ties) - len(kept), "warnings": [], **(about or {})},
        )

    @classmethod
    def from_tables(
        cls,
        edges: pd.DataFrame,
        nodes: pd.DataFrame,
        *,
        group: str | None = "industry",
        directed: bool = True,
        weighted: bool = False,
        missing: Missing = "drop",
    ) -> Projection:
        """Build a projection from an edge table (``source,target``) and a node table (``id`` and a group).

        Labels are opaque strings; only an empty cell is missing. A node without a group is left out of group
        measures (``drop``), shares one extra group with all others without (``own-group``, labelled ``""``)
        or is a group of its own (``each``). Without ``weighted`` a column ``weight`` is not read.

        >>> edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "a"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b"], "industry": ["fish", ""]})
        >>> projection = Projection.from_tables(edges, nodes)
        >>> projection.about["warnings"]
        ["1 of 2 nodes has no industry (empty cell) and is left out of group measures (missing='drop')"]

        Raises:
            InputError: a missing column, a repeated or empty id, an edge end that is not in the node table, a
                weight that is missing, negative or not finite, an unreadable date; each with its row.
        """
        parts.require_choice(missing)
        tables.require_columns(nodes, ["id", *([group] if group else [])], "node")
        tables.require_columns(edges, ["source", "target", *(["weight"] if weighted else [])], "edge")
        ids = tuple(tables.text(nodes, "id"))
        parts.require_unique(ids, "the node table", nodes.attrs.get("file"))
        labels = tables.text(nodes, group) if group else np.full(len(ids), "", dtype=object)
        groups, membership = parts.one_group_each(labels, ids, missing)
        return cls.from_arrays(
            ids,
            groups,
            membership,
            parts.ties_from_table(edges, ids, weighted),
            names=parts.node_names(nodes, ids),
            directed=directed,
            weighted=weighted,
            about={
                "ties": "the rows of the edge table",
                "date": None,
                "membership": f"column {group}" if group else "no groups",
                "missing": missing,
                "warnings": parts.groupless_warnings(labels, group, missing),
            },
        )

    @classmethod
    def from_networkx(
        cls,
        graph: nx.Graph,
        *,
        group: str | None = "industry",
        weight: str | None = "weight",
        missing: Missing = "drop",
    ) -> Projection:
        """Build a projection from a networkx graph; weighted if any edge carries the attribute ``weight``.

        Nodes become their text. A node attribute ``name`` and edge attributes ``date``, ``deal_id`` and
        ``type`` are kept.

        Raises:
            InputError: as from_tables; also when some edges carry a weight and others do not.
        """
        rows = [{"source": str(a), "target": str(b), **data} for a, b, data in graph.edges(data=True)]
        weighted = weight is not None and any(weight in row for row in rows)
        keep = [name for name in ("date", "deal_id", "type") if any(name in row for row in rows)]
        columns = {name: [row.get(name) for row in rows] for name in ("source", "target", *keep)}
        if weighted:
            columns["weight"] = [row.get(weight) for row in rows]
        members = {"id": [str(node) for node in graph]}
        for name in {"name", group} - {None}:
            values = [data.get(name) for _, data in graph.nodes(data=True)]
            if name == group or any(value is not None for value in values):
                members[str(name)] = values
        return cls.from_tables(
            pd.DataFrame(columns, dtype=object),
            pd.DataFrame(members, dtype=object),
            group=group,
            directed=graph.is_directed(),
            weighted=weighted,
            missing=missing,
        )

    @property
    def n(self) -> int:
        """Number of nodes."""
        return len(self.ids)

    @cached_property
    def binary(self) -> sp.csr_array:
        """A: 1 where there is at least one tie, whatever its weight (n x n)."""
        ones = np.ones(self.adjacency.nnz)
        return sp.csr_array((ones, self.adjacency.indices, self.adjacency.indptr), shape=self.adjacency.shape)

    @property
    def weights(self) -> sp.csr_array:
        """W: the summed weights on weighted data, else A; what constraint and its kin use (n x n)."""
        return self.adjacency if self.weighted else self.binary

    @contextmanager
    def sharing(self) -> Iterator[None]:
        """Inside, what one measure makes through ``once`` is kept for the next; blocks may lie in one another."""
        made: dict[object, object] = {}
        outermost = self.__dict__.setdefault("_made", made) is made
        try:
            yield
        finally:
            if outermost:
                self.__dict__.pop("_made", None)

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes; inside ``sharing`` it is called only once for each key."""
        made = self.__dict__.get("_made")
        if made is None:
            return make()
        if key not in made:
            made[key] = make()
        return cast("Made", made[key])

    @cached_property
    def grouped(self) -> npt.NDArray[np.bool_]:
        """True for each node that is in at least one group (n)."""
        return np.asarray(np.diff(self.membership.indptr) > 0)

    @cached_property
    def crisp(self) -> bool:
        """True if no node is in more than one group: counts are then whole numbers."""
        return bool(np.all(np.diff(self.membership.indptr) <= 1))

    def during(self, start: dt.date | None, end: dt.date | None, *, undated: bool = False) -> Projection:
        """Keep the ties dated from ``start`` to ``end``, both included; undated ties go unless both are None.

        With ``undated`` they stay.
        """
        if start is None and end is None:
            return self
        first, last = start or dt.date.min, end or dt.date.max
        inside = [undated if day is None else first <= day <= last for day in self.ties["date"]]
        return Projection.from_arrays(
            self.ids,
            self.groups,
            self.membership,
            self.ties[np.array(inside, dtype=bool)],
            names=self.names,
            directed=self.directed,
            weighted=self.weighted,
            about={**self.about, "date": [day.isoformat() if day else None for day in (start, end)]},
        )
