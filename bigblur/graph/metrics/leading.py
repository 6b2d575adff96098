"""The leading eigenvector of a matrix without negative entries: whether there is one only, and which.

Notation: M x = ρ x, x_i = Σ_j M_ij x_j / ρ; node j leads to node i where M_ij > 0. A *class* is a strongly
connected component. ρ is the largest of the classes' own leading values; the classes that have it are *basic*.
Up to its scale there is one x ≥ 0 with M x = ρ x for each basic class that leads to no other basic class; it is
positive on that class and what that leads to and 0 elsewhere (Rothblum 1975, doi:10.1016/0024-3795(75)90050-6).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.sparse import csgraph, linalg

from bigblur.errors import NotConverged
from bigblur.graph.metrics.senses import Floats, sum_at

__all__ = ["Classes", "classes_of", "leading_vector"]

Ints = npt.NDArray[np.int64]

# Leading values of two classes closer than this share are taken as equal.
_EQUAL = 1e-9
# Up to this size all eigenvalues are worked out (LAPACK), above it only the leading one (ARPACK).
_DENSE = 200
_STEPS = 10_000
# Steps of a plain walk before ARPACK is asked: where the gap below the leading value is wide they are enough.
_WALK = 150
# How far M x may be from ρ x, as a share of ρ and the largest entry.
_RESIDUAL = 1e-10


@dataclass(frozen=True)
class Classes:
    """A matrix's strongly connected components, and for those that may be basic their leading value and vector."""

    matrix: sp.csr_array
    label: Ints
    values: dict[int, float]
    vectors: dict[int, Floats]

    @property
    def value(self) -> float:
        """ρ: 0 if no node leads back to itself."""
        return max(self.values.values(), default=0.0)

    def basic(self) -> list[int]:
        """The classes whose leading value is ρ."""
        return [c for c, value in self.values.items() if value >= self.value * (1 - _EQUAL)]


def leading_vector(classes: Classes) -> Floats | str:
    """Return x ≥ 0 with M x = ρ x and largest entry 1, or why there is none or more than one.

    Raises:
        NotConverged: the residual stays too large.
    """
    if classes.value == 0.0:
        return "no node leads back to itself"
    last = _last(classes)
    if len(last) > 1:
        return f"{len(last)} components share the largest eigenvalue, {classes.value:.6g}"
    return _spread(classes, last[0])


def classes_of(matrix: sp.csr_array) -> Classes:
    """Find the classes and, from the most promising down, the values of those that may be the largest.

    O(m) a step; the largest class and the gap below its leading value decide how many.

    >>> classes_of(sp.csr_array([[0.0, 2.0], [2.0, 0.0]])).value
    2.0
    """
    matrix = sp.csr_array(matrix, copy=True)
    matrix.eliminate_zeros()
    number, label = csgraph.connected_components(matrix, directed=True, connection="strong")
    found = Classes(matrix, label.astype(np.int64), {}, {})
    row = np.repeat(label, np.diff(matrix.indptr))
    inner = row == label[matrix.indices]
    node = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    sums = sum_at(node[inner], matrix.data[inner], matrix.shape[0])
    # The leading value lies between the smallest and the largest sum of a row within the class.
    low, high = np.full(number, np.inf), np.zeros(number)
    np.minimum.at(low, label, sums)
    np.maximum.at(high, label, sums)
    by_label = np.argsort(label, kind="stable")
    first = np.searchsorted(label[by_label], np.arange(number + 1))
    best = 0.0
    for c in np.argsort(-high, kind="stable").tolist():
        if high[c] == 0.0 or high[c] < best * (1 - _EQUAL):
            break
        nodes = by_label[first[c] : first[c + 1]]
        if low[c] == high[c]:
            found.values[c], found.vectors[c] = float(high[c]), np.ones(len(nodes))
        else:
            found.values[c], found.vectors[c] = _perron(matrix[nodes][:, nodes].tocsr(), float(high[c]))
        best = max(best, found.values[c])
    return found


def _perron(block: sp.csr_array, bound: float) -> tuple[float, Floats]:
    """Return the leading value and vector of one class; of the leading values only that one is real and simple."""
    vector = np.ones(block.shape[0])
    if block.shape[0] <= _DENSE or not _by_walking(block, vector):
        symmetric = (block != block.T).nnz == 0
        vector = _dense(block, symmetric) if block.shape[0] <= _DENSE else _sparse(block, symmetric, bound)
        vector = np.abs(vector) / np.abs(vector).max()
    for _ in range(3):
        # A step with ρ added on the diagonal leaves x as it is and wipes out what is left of the others.
        onwards = block @ vector
        value = float(onwards.sum() / vector.sum())
        vector = onwards + value * vector
        vector /= vector.max()
    onwards = block @ vector
    value = float(onwards.sum() / vector.sum())
    if np.abs(onwards - value * vector).max() > _RESIDUAL * value:
        raise NotConverged("the leading eigenvector", _STEPS)
    return value, vector


def _by_walking(block: sp.csr_array, vector: Floats) -> bool:
    """Walk the vector on till it settles, if it does so soon; half of ρ on the diagonal keeps it from swinging."""
    for _ in range(_WALK):
        onwards = block @ vector
        value = float(onwards.sum() / vector.sum())
        off = np.abs(onwards - value * vector).max()
        if off <= 1e-14 * value:
            return True
        np.copyto(vector, onwards + 0.5 * value * vector)
        vector /= vector.max()
    return False


def _dense(block: sp.csr_array, symmetric: bool) -> Floats:
    if symmetric:
        return np.asarray(np.linalg.eigh(block.toarray())[1][:, -1])
    values, vectors = np.linalg.eig(block.toarray())
    return np.real(vectors[:, np.argmax(values.real)])


def _sparse(block: sp.csr_array, symmetric: bool, bound: float) -> Floats:
    # In a class with a period other values are as large, but none has as large a real part.
    solve, which = (linalg.eigsh, "LA") if symmetric else (linalg.eigs, "LR")
    start = np.ones(block.shape[0])
    try:
        _, vectors = solve(block, k=1, which=which, v0=start, maxiter=300)
    except linalg.ArpackNoConvergence:
        # Values crowd together in long chains and rings; there a factorisation is cheap, and takes them apart.
        try:
            _, vectors = solve(block.tocsc(), k=1, sigma=bound * 1.001, which="LM", v0=start, maxiter=_STEPS)
        except linalg.ArpackNoConvergence as error:
            raise NotConverged("the leading eigenvector", _STEPS) from error
    return np.real(vectors[:, 0])


def _last(classes: Classes) -> list[int]:
    """Return the basic classes that lead to no other basic class."""
    basic = classes.basic()
    if len(basic) == 1:
        return basic
    matrix, label = classes.matrix, classes.label
    to_basic = _reach(matrix, np.isin(label, basic))
    target = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    # An arc that leaves a class for a node that leads to a basic one: it cannot lead back.
    leaves = (label[matrix.indices] != label[target]) & to_basic[target]
    leading = set(label[matrix.indices[leaves]].tolist())
    return [c for c in basic if c not in leading]


def _reach(arcs: sp.csr_array, start: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the nodes met from the marked ones along the rows of a matrix, themselves included."""
    n = arcs.shape[0]
    from_all = sp.csr_array(start[None, :].astype(np.float64))
    with_source = sp.block_array([[arcs, None], [from_all, sp.csr_array((1, 1))]], format="csr")
    met = csgraph.breadth_first_order(with_source, n, directed=True, return_predecessors=False)
    out = np.zeros(n + 1, dtype=bool)
    out[met] = True
    return out[:n]


def _spread(classes: Classes, c: int) -> Floats:
    """Return the vector that is the class's own on it, and what follows from that on all it leads to."""
    matrix, value, nodes = classes.matrix, classes.values[c], np.flatnonzero(classes.label == c)
    x = np.zeros(matrix.shape[0])
    x[nodes] = classes.vectors[c]
    behind = _reach(matrix.T.tocsr(), classes.label == c)
    behind[nodes] = False
    if behind.any():
        x[behind] = _followers(matrix[behind][:, behind].tocsr(), matrix[behind] @ x, value)
    top: Floats = x / x.max()
    return top


def _followers(inner: sp.csr_array, given: Floats, value: float) -> Floats:
    """Solve x = (M x + given) / ρ, where M's own leading value is below ρ."""
    x = given / value
    for _ in range(_STEPS):
        after = (inner @ x + given) / value
        if np.all(np.abs(after - x) <= 1e-15 * after):
            return np.asarray(after)
        x = after
    exact = linalg.spsolve(sp.csc_array(value * sp.eye_array(len(given)) - inner), given)
    return np.asarray(np.maximum(exact, 0.0))
