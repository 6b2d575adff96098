"""The parts of a projection, each checked: ids, membership, ties, adjacency."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import scipy.sparse as sp

from bigblur.errors import InputError, UsageError
from bigblur.graph import tables

# How far shares such as three times a third may be from 1.
SUM_TOLERANCE = 1e-9


def require_choice(missing: str) -> None:
    """Raise a UsageError unless ``missing`` is a rule for nodes without a group."""
    if missing not in ("drop", "own-group", "each"):
        raise UsageError(f"missing={missing!r} is none of drop, own-group, each")


def require_unique(ids: tuple[str, ...], where: str, file: str | None) -> None:
    """Raise an InputError that names the first empty or repeated id."""
    if "" not in (known := set(ids)) and len(known) == len(ids):
        return
    first: dict[str, int] = {}
    for row, name in enumerate(ids, start=1):
        if name == "":
            raise InputError(f"{where}: row {row} has an empty id", file=file, column="id")
        if name in first:
            raise InputError(f"{where}: id {name!r} stands in rows {first[name]} and {row}", file=file, column="id")
        first[name] = row


def one_group_each(
    labels: npt.NDArray[np.object_], ids: tuple[str, ...], missing: str
) -> tuple[list[str], sp.csr_array]:
    """Return the sorted groups and the n x g membership of nodes with one label each, or none (``""``)."""
    labels = labels.copy()
    groupless = np.flatnonzero(labels == "")
    if missing == "each":
        # Such a label must not meet a real one, whatever that is.
        taken = set(labels)
        for node in groupless:
            label = f"(none: {ids[node]})"
            while label in taken:
                label += "'"
            taken.add(label)
            labels[node] = label
    rows = np.flatnonzero(labels != "") if missing == "drop" else np.arange(len(ids))
    groups = sorted(set(labels[rows]))
    position = {label: s for s, label in enumerate(groups)}
    columns = np.array([position[label] for label in labels[rows]], dtype=np.int64)
    return groups, sp.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(ids), len(groups)))


def groupless_warnings(labels: npt.NDArray[np.object_], group: str | None, missing: str) -> list[str]:
    """Say how many nodes have no group and what becomes of them."""
    count = int(np.sum(labels == ""))
    if group is None or count == 0:
        return []
    have, are, they_are = ("has", "is", "a group of its own") if count == 1 else ("have", "are", "a group each")
    fate = {"drop": "left out of group measures", "own-group": "in one extra group", "each": they_are}[missing]
    return [f"{count} of {len(labels)} nodes {have} no {group} (empty cell) and {are} {fate} (missing={missing!r})"]


def node_names(nodes: pd.DataFrame, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the nodes' names: their ids where there is none."""
    if "name" not in nodes.columns:
        return ids
    return tuple(name or node for name, node in zip(tables.text(nodes, "name"), ids, strict=True))


def ties_from_table(edges: pd.DataFrame, ids: tuple[str, ...], weighted: bool) -> pd.DataFrame:
    """Return an edge table with positions for ids; an end that is not a node is an error."""
    among = pa.array(ids, pa.large_string())
    ties = {end: _positions(edges, end, among) for end in ("source", "target")}
    columns: dict[str, Any] = dict(ties)
    if weighted:
        columns["weight"] = tables.weights(edges, "weight", "edge table")
    if "date" in edges.columns:
        columns["date"] = pd.Series(tables.dates(edges, "date", "edge table"), dtype=object)
    for name in ("deal_id", "type"):
        if name in edges.columns:
            columns[name] = tables.text(edges, name)
    return pd.DataFrame(columns)


def _positions(edges: pd.DataFrame, end: str, among: pa.Array) -> npt.NDArray[np.int64]:
    found = tables.places(edges, end, among)
    lost = np.flatnonzero(found < 0)
    if lost.size:
        row, stated = int(lost[0]), tables.text(edges, end)
        problem = f"{end} {stated[row]!r} is not in the node table" if stated[row] else f"{end} is empty"
        raise InputError(
            f"edge table row {row + 1}: {problem}; add the node or remove the row",
            file=edges.attrs.get("file"),
            column=end,
        )
    return found


def checked_ties(ties: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the ties with all columns, without self-loops; ``weight`` is 1 unless given."""
    tables.require_columns(ties, ["source", "target"], "tie")
    out = pd.DataFrame({end: ties[end].to_numpy(dtype=np.int64) for end in ("source", "target")})
    out["weight"] = tables.weights(ties, "weight", "tie table") if "weight" in ties.columns else 1.0
    for name in ("date", "deal_id", "type"):
        out[name] = _values(ties[name]) if name in ties.columns else pd.Series(np.full(len(out), None), dtype=object)
    source, target = (out[end].to_numpy() for end in ("source", "target"))
    lost = np.flatnonzero((np.minimum(source, target) < 0) | (np.maximum(source, target) >= n))
    if lost.size:
        raise InputError(f"tie {int(lost[0]) + 1} names a position outside 0..{n - 1}")
    kept = source != target
    return out if kept.all() else out[kept].reset_index(drop=True)


def _values(stated: pd.Series) -> pd.Series:
    return pd.Series([None if value is None or value is pd.NaT else value for value in stated], dtype=object)


def checked_membership(membership: sp.sparray | npt.ArrayLike | None, ids: tuple[str, ...], g: int) -> sp.csr_array:
    """Return the shares as a sparse matrix, each row empty or summing to 1; None is no membership at all."""
    n = len(ids)
    if membership is None:
        membership = sp.csr_array((n, g))
    elif not sp.issparse(membership):
        membership = np.asarray(membership, dtype=np.float64).reshape(n, -1)
    shares = sp.csr_array(membership, dtype=np.float64, copy=True)
    if shares.shape != (n, g):
        raise InputError(f"the membership matrix is {shares.shape}; {n} nodes and {g} groups need {(n, g)}")
    shares.sum_duplicates()
    shares.eliminate_zeros()
    row = np.repeat(np.arange(len(ids)), np.diff(shares.indptr))
    sums = np.bincount(row, weights=shares.data, minlength=len(ids))
    wrong = (np.diff(shares.indptr) > 0) & ~(np.abs(sums - 1) <= SUM_TOLERANCE)
    wrong[row[shares.data < 0]] = True
    if np.any(wrong):
        node = int(np.flatnonzero(wrong)[0])
        raise InputError(f"the shares of {ids[node]!r} must be 0 or more and sum to 1, or be none; not {sums[node]:g}")
    return shares


def adjacency(ties: pd.DataFrame, n: int, directed: bool) -> sp.csr_array:
    """Return the n x n matrix of summed weights; both directions if undirected."""
    source, target = (ties[name].to_numpy(dtype=np.int32) for name in ("source", "target"))
    weight = ties["weight"].to_numpy()
    if not directed:
        source, target, weight = np.r_[source, target], np.r_[target, source], np.r_[weight, weight]
    if np.any(weight % 1):
        # Sums of fractions depend on their order, results must not depend on that of the rows.
        order = np.lexsort((weight, target, source))
        source, target, weight = source[order], target[order], weight[order]
    # Conversion from triplets sums parallel ties and keeps a tie of weight 0 as a stored entry.
    return sp.coo_array((weight.astype(np.float64), (source, target)), shape=(n, n)).tocsr()
