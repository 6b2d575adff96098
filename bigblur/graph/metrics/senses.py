"""The senses in which a measure over ties is read, and the small sums that the measures share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from bigblur.graph.projection import Projection

__all__ = ["Floats", "counts", "entries", "group_ties", "inside", "ratio", "sense_names", "senses", "sum_at", "table"]

Floats = npt.NDArray[np.float64]


def sense_names(projection: Projection, *, binary: bool = True, weighted: bool = True) -> tuple[str, ...]:
    """Name the senses: ``out in total alters`` or ``all``; then the same with ``_w`` on weighted data.

    ``alters_w`` does not exist: with weights, each neighbour once is the same as out and in added up.
    """
    plain = ("out", "in", "total", "alters") if projection.directed else ("all",)
    heavy = ("out_w", "in_w", "total_w") if projection.directed else ("all_w",)
    return (plain if binary else ()) + (heavy if weighted and projection.weighted else ())


def senses(projection: Projection, *, weighted: bool = True) -> dict[str, sp.csr_array]:
    """Return for each sense the n x n matrix whose row i holds the ties that count for node i."""
    return {
        name: projection.once(("sense", name), partial(_matrix, projection, name))
        for name in sense_names(projection, weighted=weighted)
    }


def _matrix(projection: Projection, sense: str) -> sp.csr_array:
    ties = projection.adjacency if sense.endswith("_w") else projection.binary
    match sense.removesuffix("_w"):
        case "in":
            return ties.T.tocsr()
        case "total":
            return (ties + ties.T).tocsr()
        case "alters":
            return ((ties + ties.T) > 0).astype(np.float64).tocsr()
        case _:
            return ties


def group_ties(projection: Projection, ties: sp.csr_array) -> tuple[sp.csr_array, Floats]:
    """Return k_is (n x g), the ties of node i to group s, and k_i (n), its ties to nodes that are in a group."""
    # The matrix is kept beside the result: while it lives, nothing else has its id.
    _, to_group, total = projection.once(("group_ties", id(ties)), partial(_group_ties, projection, ties))
    return to_group, total.copy()


def _group_ties(projection: Projection, ties: sp.csr_array) -> tuple[sp.csr_array, sp.csr_array, Floats]:
    to_group = (ties @ projection.membership).tocsr()
    to_group.sort_indices()
    return ties, to_group, np.asarray(ties @ projection.grouped.astype(np.float64))


def inside(projection: Projection, to_group: sp.csr_array) -> Floats:
    """Return Σ_s u_is k_is (n): the ties of i inside its own group."""
    return np.asarray(projection.membership.multiply(to_group).sum(axis=1)).ravel()


def entries(matrix: sp.csr_array, rows: npt.NDArray[np.integer], columns: npt.NDArray[np.integer]) -> Floats:
    """Return the entries of a sparse matrix at many positions, 0 where nothing is stored."""
    if matrix.nnz == 0:
        return np.zeros(len(rows))
    matrix.sum_duplicates()
    width = np.int64(matrix.shape[1])
    stored = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr)) * width + matrix.indices
    wanted = rows.astype(np.int64) * width + columns
    place = np.minimum(np.searchsorted(stored, wanted), len(stored) - 1)
    return np.where(stored[place] == wanted, matrix.data[place], 0.0)


def sum_at(places: npt.NDArray[np.integer], values: Floats, n: int) -> Floats:
    """Sum the values that stand at the same place: n sums."""
    # bincount of nothing comes back as integers, weights or not.
    return np.bincount(places, weights=values, minlength=n).astype(np.float64)


def ratio(part: Floats, whole: Floats) -> Floats:
    """Divide, giving NaN where the whole is 0: 0/0 is undefined, not 0."""
    out = np.full(np.shape(part), np.nan)
    np.divide(part, whole, out=out, where=whole != 0)
    return out


def counts(
    values: Floats, *, whole: bool = True, defined: npt.NDArray[np.bool_] | None = None
) -> pd.arrays.IntegerArray | Floats:
    """Return counts as a nullable column: whole numbers, or shares of them where memberships overlap."""
    undefined = np.zeros(len(values), dtype=bool) if defined is None else ~defined
    if whole:
        return pd.arrays.IntegerArray(np.rint(values).astype(np.int64), undefined)
    return np.where(undefined, np.nan, values)


def table(projection: Projection, columns: Mapping[str, pd.arrays.IntegerArray | Floats]) -> pd.DataFrame:
    """Return a data frame with one row per node, ``id`` first."""
    return pd.DataFrame({"id": np.array(projection.ids, dtype=object), **columns})
