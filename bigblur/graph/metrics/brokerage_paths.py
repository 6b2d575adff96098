"""The open two-paths a→v→b one by one, in chunks, for what cannot be had from sums over groups."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bigblur.graph.metrics.senses import Floats, entries
from bigblur.graph.metrics.triads import labels_of
from bigblur.graph.projection import Projection

__all__ = ["Path", "open_paths", "role_chances"]

Ints = npt.NDArray[np.int64]
Path = tuple[Ints, Ints, Ints]

# Two-paths held together (about 100 bytes each); those from one node are never parted.
CHUNK = 1_000_000


def open_paths(projection: Projection) -> Iterator[Path]:
    """Yield the open two-paths a→v→b (a ≠ b, no tie a→b) among nodes in a group: arrays of a, v and b.

    All two-paths from one a come in one chunk. Complexity: O(Σ_v d_in d_out); memory O(CHUNK + m).
    """
    kept = sp.diags_array(projection.grouped.astype(np.float64))
    ties = (kept @ projection.binary @ kept).tocsr()
    ties.eliminate_zeros()
    ties.sort_indices()
    degree = np.diff(ties.indptr).astype(np.int64)
    first_leg = np.repeat(np.arange(projection.n, dtype=np.int64), degree)
    # The number of two-paths that begin with the arcs up to and with those of each node.
    upto = np.cumsum(np.bincount(first_leg, weights=degree[ties.indices], minlength=projection.n).astype(np.int64))
    start = 0
    while start < projection.n:
        done = upto[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(upto, done + CHUNK, side="right")))
        arcs = slice(ties.indptr[start], ties.indptr[stop])
        paths = _from(ties, first_leg[arcs], ties.indices[arcs].astype(np.int64), degree)
        if len(paths[0]):
            yield paths
        start = stop


def _from(ties: sp.csr_array, a: Ints, v: Ints, degree: Ints) -> Path:
    times = degree[v]
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    b = ties.indices[np.repeat(ties.indptr[v], times) + within].astype(np.int64)
    a, v = np.repeat(a, times), np.repeat(v, times)
    apart = a != b
    a, v, b = a[apart], v[apart], b[apart]
    is_open = entries(ties, a, b) == 0
    return a[is_open], v[is_open], b[is_open]


def role_chances(shares: sp.csr_array | Floats, path: Path) -> Floats:
    """Return the chance of each role on each two-path (6 x paths); 0 or 1 where nodes have one group each.

    ``shares`` may be dense, which is quicker on small graphs.
    """
    a, v, b = path
    if not isinstance(shares, np.ndarray) and np.all(np.diff(shares.indptr) <= 1):
        label = labels_of(shares)
        a_with_v, v_with_b, a_with_b = label[a] == label[v], label[v] == label[b], label[a] == label[b]
        same = a_with_v & v_with_b
        none = ~(a_with_v | v_with_b | a_with_b)
        roles = (same, a_with_b & ~same, v_with_b & ~same, a_with_v & ~same, none, np.ones_like(same))
        return np.array(roles, dtype=np.float64)
    of_a, of_v, of_b = shares[a], shares[v], shares[b]
    ends = of_a * of_b
    pairs = (of_v * of_b, of_a * of_v, ends, ends * of_v)
    v_b, a_v, a_b, all_three = (np.asarray(one.sum(axis=1), dtype=np.float64).ravel() for one in pairs)
    mixed = [a_b - all_three, v_b - all_three, a_v - all_three]
    roles_of = [all_three, *mixed, 1 - a_b - v_b - a_v + 2 * all_three]
    return np.array([*np.maximum(roles_of, 0.0), np.ones(len(a))])
