"""Rao-Stirling diversity: how far apart are the industries that a firm's ties go to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sp

from bigblur.errors import InputError
from bigblur.graph.metrics.senses import Floats, group_ties, ratio, senses, table
from bigblur.graph.projection import Projection
from bigblur.graph.tables import read_table, text

__all__ = ["distance_matrix", "rao_stirling"]

# Entries of the product P D held at once.
_ENTRIES = 5_000_000


def rao_stirling(projection: Projection, distances: pd.DataFrame | str | Path) -> pd.DataFrame:
    """Measure the diversity of the groups each node ties to, groups far apart counting more.

    Formula: rao_stirling_i = Σ_{s≠t} d_st p_is p_it over ordered pairs of groups, p_is = k_is / k_i the share of
    i's ties that go to group s, over the nodes that are in a group. With all distances 1 it is ``blau``. Over
    ordered pairs it is twice what a sum over unordered pairs gives.

    Shapes: n rows, one column per sense; distances g x g. Complexity: O(m k + n g²) at most, k groups per node;
    memory O(m + g²).

    Direction: senses ``_out _in _total _alters``, undirected ``_all``. Weights: columns with ``_w`` sum them.
    Self-loops: dropped. Parallel ties: one, summed in ``_w``. Isolates: undefined. Nodes without a group:
    undefined, and ties to them do not count. Overlapping groups: a tie to j counts u_js towards group s.

    Args:
        projection: the graph.
        distances: square table of the distances between groups, in [0, 1], symmetric, 0 (or empty) on the
            diagonal: a csv or parquet file, or a frame. Its first column holds the groups, its other columns
            are named by them; a frame may hold them in its index instead. Further groups do no harm.

    Raises:
        InputError: the table is not square, lacks a group, is incomplete, asymmetric or out of range; names
            the cell.

    References:
        [1] Rao, C. R. (1982). Diversity and dissimilarity coefficients: a unified approach. Theoretical Population
            Biology 21(1), 24-43. doi:10.1016/0040-5809(82)90004-1
        [2] Stirling, A. (2007). A general framework for analysing diversity in science, technology and society.
            Journal of the Royal Society Interface 4, 707-719. doi:10.1098/rsif.2007.0213

    Example: half of a's ties go to x, half to y, at distance 0.4: 2 · 0.4 · 1/4.
        >>> edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> apart = pd.DataFrame({"industry": ["x", "y"], "x": [0, 0.4], "y": [0.4, 0]})
        >>> rao_stirling(Projection.from_tables(edges, nodes), apart)["rao_stirling_out"].tolist()
        [0.2, nan, nan]
    """
    apart = distance_matrix(distances, projection.groups)
    columns = {
        f"rao_stirling_{sense}": _diversity(projection, ties, apart) for sense, ties in senses(projection).items()
    }
    return table(projection, columns)


def _diversity(projection: Projection, ties: sp.csr_array, apart: Floats) -> Floats:
    to_group, total = group_ties(projection, ties)
    total[~projection.grouped] = 0.0
    share = sp.csr_array(to_group.multiply(np.nan_to_num(ratio(np.ones(projection.n), total))[:, None]))
    sums = np.zeros(projection.n)
    rows = max(1, _ENTRIES // max(1, len(apart)))
    for first in range(0, projection.n, rows):
        some = share[first : first + rows]
        sums[first : first + rows] = np.asarray(some.multiply(some @ apart).sum(axis=1)).ravel()
    return np.where(total > 0, sums, np.nan)


def distance_matrix(distances: pd.DataFrame | str | Path, groups: Sequence[str]) -> Floats:
    """Return the g x g distances between the groups, in their order; see `rao_stirling`.

    >>> apart = pd.DataFrame([[0, 1], [1, 0]], index=["x", "y"], columns=["x", "y"])
    >>> distance_matrix(apart, ["y", "x"]).tolist()
    [[0.0, 1.0], [1.0, 0.0]]

    Raises:
        InputError: the table is not square, lacks a group, is incomplete, asymmetric or out of range.
    """
    frame = distances if isinstance(distances, pd.DataFrame) else read_table(distances)
    file = frame.attrs.get("file")
    rows, frame = _labelled(frame)
    columns = [str(name) for name in frame.columns]
    _require_square(rows, columns, file)
    lost = sorted(set(groups) - set(rows))
    if lost:
        there = ", ".join(repr(name) for name in sorted(rows)[:10])
        raise InputError(f"the distance table has no industry {lost[0]!r}; it has: {there}", file=file)
    values = np.stack([_numbers(frame, at) for at in range(len(columns))], axis=1) if columns else np.zeros((0, 0))
    order = [columns.index(name) for name in rows]
    square = values[:, order]
    np.fill_diagonal(square, np.nan_to_num(np.diagonal(square)))
    _require_distances(square, frame, rows, order, file)
    place = {name: at for at, name in enumerate(rows)}
    wanted = [place[name] for name in groups]
    return np.asarray(square[np.ix_(wanted, wanted)])


def _labelled(frame: pd.DataFrame) -> tuple[list[str], pd.DataFrame]:
    """Take the rows' labels off: the index where that has the columns' labels, else the first column."""
    index = [str(name) for name in frame.index]
    if set(index) == {str(name) for name in frame.columns}:
        return index, frame
    if frame.shape[1] == 0:
        return [], frame
    labels = pd.DataFrame({"label": frame.iloc[:, 0]})
    return list(text(labels, "label")), frame.iloc[:, 1:]


def _numbers(frame: pd.DataFrame, at: int) -> Floats:
    return np.asarray(pd.to_numeric(frame.iloc[:, at], errors="coerce"), dtype=np.float64)


def _require_square(rows: list[str], columns: list[str], file: str | None) -> None:
    for names, where in ((rows, "rows"), (columns, "columns")):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise InputError(f"the distance table has {twice[0]!r} twice in its {where}", file=file)
    for names, others, kind, other in ((rows, columns, "row", "column"), (columns, rows, "column", "row")):
        alone = sorted(set(names) - set(others))
        if alone:
            raise InputError(
                f"the distance table is not square: it has a {kind} {alone[0]!r} but no such {other}; the first column "
                "and the header hold the same labels",
                file=file,
            )


def _require_distances(
    square: Floats, frame: pd.DataFrame, rows: list[str], order: list[int], file: str | None
) -> None:
    apart = ~np.eye(len(rows), dtype=bool)
    problems = (
        (~np.isfinite(square) | (square < 0) | (square > 1), "must be a number from 0 to 1"),
        ((square != 0) & ~apart, "stands on the diagonal and must be 0 (is this a table of likeness, not distance?)"),
        (square != square.T, "differs from the cell across the diagonal; distances must be symmetric"),
    )
    for wrong, what in problems:
        if wrong.any():
            row, column = (int(at) for at in np.argwhere(wrong)[0])
            stated = str(frame.iloc[row, order[column]])
            shown = "empty" if stated in ("", "nan", "None", "<NA>") else stated
            raise InputError(
                f"the distance from {rows[row]!r} to {rows[column]!r} is {shown}: it {what}",
                file=file,
                column=rows[column],
            )
