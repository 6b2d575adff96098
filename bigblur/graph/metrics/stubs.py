"""The null `stubs`: ends of ties matched at random, self-pairs left out, repeated pairs let be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from bigblur.graph.metrics.senses import Floats, ratio, sum_at

if TYPE_CHECKING:
    from bigblur.graph.metrics.nulls import Network

__all__ = ["fitted", "matched", "tails"]

Ints = npt.NDArray[np.integer]

ROUNDS = 2000
CLOSE = 1e-10
CELLS = 1 << 22


def fitted(out: Floats, into: Floats) -> tuple[Floats, Floats]:
    """Return x and y such that x_a y_b over all pairs a ≠ b adds up to each out- and in-degree.

    The self-pair correction: quasi-independence, the fit of a table whose diagonal must be empty, by turns
    x_a = out_a / (Y - y_a) and y_b = in_b / (X - x_b) [1]. O(n) a round.

    Source:
        [1] Goodman, L. A. (1968). The analysis of cross-classified data: independence, quasi-independence, and
            interactions in contingency tables. Journal of the American Statistical Association 63, 1091-1131.
            doi:10.1080/01621459.1968.10480916

    Example: each of two nodes can only be tied to the other.
        >>> x, y = fitted(np.array([1.0, 1.0]), np.array([1.0, 1.0]))
        >>> (x[0] * y[1]).round(9), (x[1] * y[0]).round(9)
        (np.float64(1.0), np.float64(1.0))
    """
    m = out.sum()
    x, y = out / np.sqrt(max(m, 1.0)), into / np.sqrt(max(m, 1.0))
    for _ in range(ROUNDS):
        x = np.where(out > 0, ratio(out, y.sum() - y), 0.0)
        y = np.where(into > 0, ratio(into, x.sum() - x), 0.0)
        if np.max(np.abs(x * (y.sum() - y) - out), initial=0.0) <= CLOSE * max(m, 1.0):
            break
    # On the edge (one node touches every tie) the fit only creeps on; by then it is right to 1e-3 of a tie.
    return x, y


def tails(network: Network, s: Ints, t: Ints, observed: Floats) -> tuple[Floats, Floats]:
    """Return E of each pair of groups and the two-sided p of its ties, on directed data with one group a node.

    E_st = X_s Y_t - [s = t] Σ_{a in s} x_a y_a with the fit of `fitted`. O_st is hypergeometric (m ties, K_s of
    them out of s, L_t into t) but for the self-pairs, which move its mean from K_s L_t / m to E_st: Fisher's
    noncentral hypergeometric distribution with the odds ω = E (m - K - L + E) / ((K - E) (L - E)).
    """
    out, into = network.degrees
    x, y = fitted(out, into)
    group, g = network.group, network.g
    row, column = sum_at(group, x, g), sum_at(group, y, g)
    expected = row[s] * column[t] - np.where(s == t, sum_at(group, x * y, g)[s], 0.0)
    m = float(network.arcs)
    k, into_t = network.margins[0][s], network.margins[1][t]
    p = np.ones(len(s))
    order = np.argsort(np.minimum(k, into_t), kind="stable")
    size = np.minimum(k, into_t)[order] + 1
    part = (np.cumsum(size) // CELLS).astype(np.int64)
    for number in np.unique(part):
        at = order[part == number]
        p[at] = _two_sided(observed[at], k[at], into_t[at], m, expected[at])
    return np.maximum(expected, 0.0), p


def _two_sided(observed: Floats, k: Floats, into: Floats, m: float, expected: Floats) -> Floats:
    low, high = np.maximum(0.0, k + into - m), np.minimum(k, into)
    fixed = high <= low
    inside = np.clip(expected, low + 1e-9, np.maximum(high - 1e-9, low + 1e-9))
    log_odds = np.log(inside) + np.log(np.maximum(m - k - into + inside, 1e-9))
    log_odds -= np.log(np.maximum(k - inside, 1e-9)) + np.log(np.maximum(into - inside, 1e-9))
    # Beyond 40 standard deviations there is nothing that counts.
    reach = 40.0 * np.sqrt(inside) + 40.0
    low = np.maximum(low, np.minimum(np.floor(inside - reach), observed))
    high = np.minimum(high, np.maximum(np.ceil(inside + reach), observed))
    size = (high - low + 1).astype(np.int64)
    start = np.cumsum(size) - size
    pair = np.repeat(np.arange(len(size)), size)
    value = low[pair] + (np.arange(len(pair)) - start[pair])
    log_p = value * log_odds[pair] - gammaln(value + 1) - gammaln(k[pair] - value + 1)
    log_p -= gammaln(into[pair] - value + 1) + gammaln(m - k[pair] - into[pair] + value + 1)
    weight = np.exp(log_p - np.maximum.reduceat(log_p, start)[pair])
    whole = np.add.reduceat(weight, start)
    below = np.add.reduceat(np.where(value <= observed[pair], weight, 0.0), start) / whole
    above = np.add.reduceat(np.where(value >= observed[pair], weight, 0.0), start) / whole
    return np.where(fixed, 1.0, np.minimum(2.0 * np.minimum(below, above), 1.0))


def matched(source: Ints, target: Ints, directed: bool, random: np.random.Generator) -> tuple[Ints, Ints]:
    """Match the ends of all ties anew at random; a pair of a node with itself swaps with a random other pair."""
    m = len(source)
    if directed:
        left, right = source, target[random.permutation(m)]
    else:
        ends = random.permutation(np.concatenate([source, target]))
        left, right = ends[:m].copy(), ends[m:].copy()
    right = right.copy()
    for tie in np.flatnonzero(left == right):
        node = left[tie]
        if right[tie] != node:
            continue
        others = np.flatnonzero((left != node) & (right != node))
        if len(others):
            other = others[random.integers(len(others))]
            right[tie], right[other] = right[other], right[tie]
    return left, right
