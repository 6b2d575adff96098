"""Brokerage by kind of tie: in by one kind, out by the same or another."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import scipy.sparse as sp

from bigblur.graph import tables
from bigblur.graph.metrics.brokerage import ROLES
from bigblur.graph.metrics.brokerage_paths import open_paths, role_chances
from bigblur.graph.metrics.senses import counts, entries, sum_at
from bigblur.graph.projection import Projection

__all__ = ["brokerage_by_kind"]


def brokerage_by_kind(projection: Projection) -> pd.DataFrame:
    """Count brokerage roles for each kind of the tie into the broker and each kind of the tie out of it.

    Formula: as brokerage, over the pairs with a→v of kind x, v→b of kind y, and no tie a→b of any kind. Where no two
    nodes are tied in the same direction by two kinds, the rows of a node add up to its brokerage; a tie of two kinds
    counts under each.

    Shapes: n c² rows, c the number of kinds: ``id``, ``first_kind``, ``second_kind``, then the 6 roles; by the order
    of nodes, then of kinds by label. Complexity: O(c² Σ_v d_in d_out), c² for the tally only; memory O(m + n c²) and
    one chunk of two-paths.

    Direction: followed; undirected, each pair counts in both orders, so that the kinds swap with gatekeeper and
    representative. Weights: ignored. Self-loops: dropped. Parallel ties: one of each kind. Isolates: 0. Nodes without
    a group: undefined, and two-paths through or between them do not count. Overlapping groups: expected counts, as
    brokerage. Ties without a kind (no column ``type``) are of kind ``""``; without ties there are no kinds, no rows.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Gould, R. V., Fernandez, R. M. (1989). doi:10.2307/270949, whose roles these are. The split by kind is ours.

    Example: v buys from a and supplies b.
        >>> edges = pd.DataFrame({"source": ["a", "v"], "target": ["v", "b"], "type": ["OWNS", "SUPPLIES"]})
        >>> nodes = pd.DataFrame({"id": ["a", "v", "b"], "industry": ["x", "y", "y"]})
        >>> rows = brokerage_by_kind(Projection.from_tables(edges, nodes))
        >>> rows[rows["brokerage_total"] > 0].iloc[:, :6].values.tolist()
        [['v', 'OWNS', 'SUPPLIES', 0, 0, 1]]
    """
    of_kind = _ties_by_kind(projection)
    n, pairs = projection.n, list(product(of_kind, repeat=2))
    sums = np.zeros((len(ROLES), n, len(pairs)))
    for a, v, b in open_paths(projection):
        into = {kind: entries(ties, a, v) > 0 for kind, ties in of_kind.items()}
        out = {kind: entries(ties, v, b) > 0 for kind, ties in of_kind.items()}
        chances = role_chances(projection.membership, (a, v, b))
        for at, (first, second) in enumerate(pairs):
            here = into[first] & out[second]
            sums[:, :, at] += np.stack([sum_at(v[here], role[here], n) for role in chances])
    defined = np.repeat(projection.grouped, len(pairs))
    columns: dict[str, object] = {
        "id": np.repeat(np.array(projection.ids, dtype=object), len(pairs)),
        "first_kind": np.array([first for first, _ in pairs] * n, dtype=object),
        "second_kind": np.array([second for _, second in pairs] * n, dtype=object),
    }
    for role, values in zip(ROLES, sums, strict=True):
        columns[role] = counts(values.ravel(), whole=projection.crisp, defined=defined)
    frame = pd.DataFrame(columns)
    frame.attrs["about"] = dict(projection.about)
    return frame


def _ties_by_kind(projection: Projection) -> dict[str, sp.csr_array]:
    kinds = tables.text(projection.ties, "type")
    ends = projection.ties[["source", "target"]].to_numpy()
    found = {}
    for kind in sorted(set(kinds)):
        source, target = ends[kinds == kind].T
        if not projection.directed:
            source, target = np.r_[source, target], np.r_[target, source]
        ones = np.ones(len(source))
        found[kind] = sp.coo_array((ones, (source, target)), shape=(projection.n, projection.n)).tocsr()
    return found
