"""Gould-Fernandez brokerage: between whom a firm stands."""

from __future__ import annotations

import pandas as pd

from bigblur.graph.metrics.senses import counts, table
from bigblur.graph.metrics.triads import open_triads
from bigblur.graph.projection import Projection

__all__ = ["ROLES", "brokerage"]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "brokerage_total")


def brokerage(projection: Projection) -> pd.DataFrame:
    """Count, for each node v, the pairs it stands between (a→v→b without a→b) by the groups of a, v and b.

    Formula: over the ordered pairs (a, b), a ≠ b, with A_av A_vb = 1 and A_ab = 0:
    coordinator = Σ Σ_s u_as u_vs u_bs (all in one group), itinerant = Σ Σ_s u_as u_bs - coordinator (a and b
    in one group, v outside), gatekeeper = Σ Σ_s u_vs u_bs - coordinator (from outside into v's group),
    representative = Σ Σ_s u_as u_vs - coordinator (from v's group to outside), liaison = the rest (all
    different), brokerage_total = the number of pairs. Computed as all two-paths, from the in- and out-degrees
    by group, less a→v→a, less the closed ones a→v→b with a→b, from a list of triangles; two-paths are never
    enumerated.

    Shapes: n rows, 6 columns. Complexity: O(m^1.5 k), k groups per node; memory O(m k). From 30,000 ties on with
    compiled loops (`kernels`), below with numpy (`two_paths`); the same numbers whatever the number of threads.

    Direction: followed; on undirected data each tie is two arcs, so each pair counts in both orders and
    gatekeeper equals representative. Weights: ignored. Self-loops: dropped. Parallel ties: one. Isolates: 0.
    Nodes without a group: undefined, and two-paths through or between them do not count. Overlapping groups:
    u_vs is the chance that v acts in s; counts are then expected counts.

    Raises:
        Nothing beyond what building the projection raises.

    References:
        [1] Gould, R. V., Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in
            transaction networks. Sociological Methodology 19, 89-126. doi:10.2307/270949

    Example: v takes from outside into its own industry.
        >>> edges = pd.DataFrame({"source": ["a", "v"], "target": ["v", "b"]})
        >>> nodes = pd.DataFrame({"id": ["a", "v", "b"], "industry": ["fish", "gear", "gear"]})
        >>> brokerage(Projection.from_tables(edges, nodes)).iloc[1].to_dict()
        {'id': 'v', 'coordinator': 0, 'itinerant': 0, 'gatekeeper': 1, 'representative': 0, 'liaison': 0, \
'brokerage_total': 1}
    """
    roles = open_triads(projection)
    by_role = dict(zip(ROLES, [*roles.T, roles.sum(axis=1)], strict=True))
    columns = {
        role: counts(values, whole=projection.crisp, defined=projection.grouped) for role, values in by_role.items()
    }
    return table(projection, columns)
