"""Centrality by eigenvectors: eigenvector, hub and authority."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from bigblur.graph.metrics.leading import Classes, classes_of, leading_vector
from bigblur.graph.metrics.senses import Floats, table
from bigblur.graph.projection import Projection

__all__ = ["eigenvector", "hubs", "incoming_classes", "spectral_ways"]


def spectral_ways(projection: Projection) -> dict[str, sp.csr_array]:
    """Return the matrices of a measure with the senses ``weight``: A, and W where there are weights."""
    return {"": projection.binary} | ({"_w": projection.adjacency} if projection.weighted else {})


def incoming_classes(projection: Projection, suffix: str, ties: sp.csr_array) -> Classes:
    """Return what the leading eigenvector by incoming arcs is made of; eigenvector and katz share it."""
    incoming = ties.T.tocsr() if projection.directed else ties
    return projection.once(("incoming classes", suffix), lambda: classes_of(incoming))


def eigenvector(projection: Projection) -> pd.DataFrame:
    """Score each node by the scores of those that tie to it.

    Formula: ρ x = A' x, x ≥ 0, max x = 1, ρ the largest eigenvalue of A; W for A in ``eigenvector_w``. Only
    where x is unique: ρ > 0, and of the strongly connected components whose own largest eigenvalue is ρ (to a
    share of 1e-9) exactly one leads to no other of them; x is positive on it and on all it leads to, 0
    elsewhere. Otherwise all values are undefined and ``about`` holds a warning that says why: in an acyclic
    graph (ρ = 0), or where several components share ρ, so that any mixture of their vectors would do.

    Shapes: n rows, 1 column, and ``_w`` on weighted data. Complexity: O(m) a step. Library: scipy, for
    the component only (LAPACK up to 200 nodes; above, a plain walk, ARPACK where that does not settle within
    150 steps, shift-invert where that does not either); igraph and networkx iterate on the whole graph, where
    the answer depends on the start if it is not unique.

    Direction: by incoming arcs; undirected ties go both ways. Weights: strengths in ``eigenvector_w``.
    Self-loops: dropped. Parallel ties: one, summed in ``_w``. Isolates: 0. Overlapping groups: groups play no
    part.

    Raises:
        NotConverged: the residual stays above 1e-10.

    References:
        [1] Bonacich, P. (1972). Factoring and weighting approaches to status scores and clique identification.
            Journal of Mathematical Sociology 2(1), 113-120. doi:10.1080/0022250X.1972.9989806
        [2] Rothblum, U. G. (1975). Algebraic eigenspaces of nonnegative matrices. Linear Algebra and its
            Applications 12(3), 281-292. doi:10.1016/0024-3795(75)90050-6

    Example: a and b tie each other, so ρ = 1; c hears from both, d from c, nobody from d.
        >>> edges = pd.DataFrame({"source": ["a", "b", "a", "b", "c"], "target": ["b", "a", "c", "c", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> eigenvector(Projection.from_tables(edges, nodes))["eigenvector"].tolist()
        [0.5, 0.5, 1.0, 1.0]
    """
    columns, warnings = {}, []
    for suffix, ties in spectral_ways(projection).items():
        found = leading_vector(incoming_classes(projection, suffix, ties))
        columns[f"eigenvector{suffix}"] = _or_none(found, projection.n)
        if isinstance(found, str) and projection.n:
            warnings.append(f"eigenvector{suffix} is empty: it is not unique, {found}")
    frame = table(projection, columns)
    frame.attrs["about"] = {"warnings": warnings}
    return frame


def hubs(projection: Projection) -> pd.DataFrame:
    """Score as hub whoever ties to good authorities, and as authority whoever good hubs tie to.

    Formula: σ h = A a, σ a = A' h, h, a ≥ 0, max h = max a = 1, σ the largest singular value of A; W for A in
    ``_w``. Only where they are unique: split each node in its out- and its in-side; the ties then form
    components, and exactly one of them has σ (to a share of 1e-9). Otherwise all values are undefined and
    ``about`` holds a warning that says why. On undirected data a bipartite component, such as a star or any
    tree, splits in two that share σ, so it has no unique hubs; elsewhere hub equals authority.

    Shapes: n rows, 2 columns, and ``_w`` of both on weighted data. Complexity: O(m) a step. Library: scipy, as for
    eigenvector, for the component only; igraph and networkx answer by
    their start vector where it is not unique.

    Direction: followed; undirected ties go both ways. Weights: strengths in ``_w``. Self-loops: dropped.
    Parallel ties: one, summed in ``_w``. Isolates, and nodes outside that component: 0. Overlapping groups:
    groups play no part.

    Raises:
        NotConverged: the residual stays above 1e-10.

    References:
        [1] Kleinberg, J. M. (1999). Authoritative sources in a hyperlinked environment. Journal of the ACM 46(5),
            604-632. doi:10.1145/324133.324140

    Example: a and b both tie to c, and a to d: a is the better hub, c the better authority.
        >>> edges = pd.DataFrame({"source": ["a", "b", "a"], "target": ["c", "c", "d"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c", "d"], "industry": ["x", "x", "y", "y"]})
        >>> hubs(Projection.from_tables(edges, nodes)).round(3).values.tolist()
        [['a', 1.0, 0.0], ['b', 0.618, 0.0], ['c', 0.0, 1.0], ['d', 0.0, 0.618]]
    """
    n = projection.n
    columns: dict[str, Floats] = {}
    warnings = []
    for suffix, ties in spectral_ways(projection).items():
        # Rows and columns 0..n-1 are the out-sides, n..2n-1 the in-sides.
        sides = sp.block_array([[None, ties], [ties.T, None]], format="csr") if n else ties
        found = leading_vector(classes_of(sides))
        both = _or_none(found, 2 * n)
        for name, part in (("hub", both[:n]), ("authority", both[n:])):
            columns[f"{name}{suffix}"] = part / (part.max() if n else 1.0)
        if isinstance(found, str) and n:
            reason = "there are no ties" if found.startswith("no node") else found
            warnings.append(f"hub{suffix} and authority{suffix} are empty: they are not unique, {reason}")
    frame = table(projection, columns)
    frame.attrs["about"] = {"warnings": warnings}
    return frame


def _or_none(found: Floats | str, n: int) -> Floats:
    return np.full(n, np.nan) if isinstance(found, str) else found
