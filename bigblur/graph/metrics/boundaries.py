"""Boundaries: between which industries ties run, and whether more or fewer than by chance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from bigblur.errors import UsageError
from bigblur.graph.metrics.crossings import first_ties
from bigblur.graph.metrics.nulls import Chance, Ints, Network, Null, chance, draws_for, require_null
from bigblur.graph.metrics.senses import Floats, counts, ratio
from bigblur.graph.metrics.swaps import STEPS_PER_TIE
from bigblur.graph.periods import Period
from bigblur.graph.projection import Projection
from bigblur.graph.replay import record
from bigblur.progress import Progress

__all__ = ["BOUNDARIES", "boundaries", "boundaries_by_period"]

BOUNDARIES = (
    "source_industry",
    "target_industry",
    "from",
    "to",
    "ties",
    "deals",
    "weight",
    "expected",
    "ratio",
    "log_ratio",
    "p_value",
    "q_value",
    "null",
    "first_tie",
    "first_by",
    "ties_to_date",
    "expected_error",
    "p_value_error",
)
"""The columns, in order."""

MOST_ROWS = 1_000_000
LEVEL = 0.05
_PAIR = ["source_industry", "target_industry"]


def boundaries(
    projection: Projection,
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    null: Null = "degree",
    draws: int | None = None,
    seed: int = 0,
    untied: bool = False,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return one row per ordered pair of groups that has a tie: how many there are and how many to expect.

    Formula: ties O = U' A U, so that a tie a→b counts u_as u_bt towards (s, t): each pair of firms once, since
    deals of the same two firms are no independent events; deals and weight are the same over all ties, parallel
    ones too. expected E by the null; ratio = O / E is the permeability (1 = as if the boundary were not there),
    log_ratio its natural logarithm, empty where O = 0. p_value = min(1, 2 min(P(X ≤ O), P(X ≥ O))), X the ties
    under the null; where X is drawn, each tail is (1 + draws as far out) / (1 + draws) [1], E is the mean of the
    draws, expected_error its standard error and p_value_error that of p. q_value by Benjamini and Hochberg [2]
    over all pairs between which the null allows a tie, tied or not (their number: ``about["tested"]``): to test
    only pairs that have a tie would choose them by the outcome. With few draws q cannot be small:
    p is at least 2 / (1 + draws).

    ``null``, among the m ties between firms that are in a group:
        ``degree``: ties rewired at random, each firm keeping its in- and out-degree, without self-loops and
        repeats (`swaps.rewired`). The default: the null that holds its level (docs/boundaries.md).
        ``stubs``: the quick closed form. Ends of ties matched at random, without self-pairs but with repeats: E
        by quasi-independence, X noncentral hypergeometric (`stubs.tails`). Tests too freely where hubs meet
        hubs. On undirected data and with overlapping groups there is no closed form: matchings are drawn.
        ``labels``: memberships permuted over all firms in a group, ties fixed. E_st = m (n_s n_t - Σ_v u_vs u_vt)
        / (n (n - 1)) exactly. Asks another question: hubs in an industry count as boundary.
        ``none``: E_st = K_s L_t / m, K and L the ties out of s and into t; no test.

    first_tie is the first date of a tie of the pair up to ``end`` (of the period or before it), first_by the id
    of its end in the source industry; ties_to_date counts distinct firm pairs of dated ties up to ``end``. These
    three are empty where ties carry no dates.

    Shapes: up to g² rows, sorted by the two labels; never a g x g square in memory. ``untied`` adds the tested
    pairs without a tie. Complexity: O(m k²), k groups per node; times ``draws`` (999), for ``degree`` 10 m
    steps each: seconds at m = 1,000, above a minute at m = 50,000. Beyond m = 200,000 fewer are drawn (with a note)
    unless ``draws`` is given; the level holds with any number.

    Direction: from source to target; on undirected data (s, t) and (t, s) hold the same numbers and are one test,
    and a tie inside an industry counts once. Weights: ``weight`` sums them (1 a tie without weights); no test
    uses them. Self-loops: dropped. Parallel ties: one in ``ties``, each in ``deals``. Isolates: no part, but under
    ``labels`` they are firms among which labels move. Nodes without a group: no part, nor their ties. Overlapping
    groups: by the formula. With ``start`` or ``end`` undated ties are left out.

    Raises:
        UsageError: an unknown null, fewer than 1 draw, ``start`` after ``end``, a period but no dated tie, more
            than 1,000,000 rows by ``untied``.

    References:
        [1] Phipson, B., Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications
            in Genetics and Molecular Biology 9(1), 39. doi:10.2202/1544-6115.1585
        [2] Benjamini, Y., Hochberg, Y. (1995). doi:10.1111/j.2517-6161.1995.tb02031.x
        [3] Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.
            doi:10.1103/PhysRevE.67.026126

    Example: of four ties out of x two go to y, where 4 · 2 / 4 = 2 are expected.
        >>> edges = pd.DataFrame({"source": ["a", "a", "b", "b"], "target": ["b", "c", "a", "c"]})
        >>> nodes = pd.DataFrame({"id": ["a", "b", "c"], "industry": ["x", "x", "y"]})
        >>> result = boundaries(Projection.from_tables(edges, nodes), null="none")
        >>> print(result[["source_industry", "target_industry", "ties", "expected", "ratio"]].to_string(index=False))
        source_industry target_industry  ties  expected  ratio
                      x               x     2       2.0    1.0
                      x               y     2       2.0    1.0
    """
    require_null(null)
    require_dates(projection, start, end)
    period = projection.during(start, end)
    network = Network.of(period)
    number, note = draws_for(network, null, draws)
    keys, ties = network.mix()
    found = chance(network, null, keys, ties, draws=number, seed=seed, progress=progress)
    table = _table(projection, period, network, _rows(network, keys, found, untied=untied), found)
    table.insert(2, "from", start.isoformat() if start else None)
    table.insert(3, "to", end.isoformat() if end else None)
    table["null"] = null
    table = _with_dates(projection, network, table, end)[list(BOUNDARIES)]
    called = {"projection": projection, "start": start, "end": end, "null": null, "draws": draws, "seed": seed}
    about = _about(period, found, null, number, seed, note)
    table.attrs["about"] = record(about, projection, "boundaries", {**called, "untied": untied})
    return table


def boundaries_by_period(
    projection: Projection,
    periods: Sequence[Period],
    *,
    null: Null = "degree",
    draws: int | None = None,
    seed: int = 0,
    untied: bool = False,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return the rows of ``boundaries`` of each period, one period after the other.

    Each period is tested by itself, with the same seed: its rows are those of a call for it alone, and q_value is
    over its own tests. ``about["tested"]`` lists the number of tests by period.
    """
    tables = []
    for done, (start, end) in enumerate(periods):
        if progress:
            progress("periods", done, len(periods))
        options = {"null": null, "draws": draws, "seed": seed, "untied": untied}
        tables.append(boundaries(projection, start=start, end=end, **options))  # type: ignore[arg-type]
    if progress:
        progress("periods", len(periods), len(periods))
    filled = [table for table in tables if len(table)] or tables[:1]
    whole = pd.concat(filled, ignore_index=True)
    abouts = [table.attrs["about"] for table in tables]
    undated = int(projection.ties["date"].isna().sum())
    warnings = list(dict.fromkeys(warning for about in abouts for warning in about["warnings"]))
    if undated:
        warnings.append(f"{undated} of {len(projection.ties)} ties have no date and stand in no period")
    whole.attrs["about"] = {
        **abouts[0],
        "date": [[start.isoformat(), end.isoformat()] for start, end in periods],
        "tested": [about["tested"] for about in abouts],
        "warnings": warnings,
    }
    return whole


def require_dates(projection: Projection, start: dt.date | None, end: dt.date | None) -> None:
    """Raise a UsageError if a period runs backwards, or is asked of ties of which none has a date."""
    if start and end and start > end:
        raise UsageError(f"the period runs backwards: from {start} to {end}")
    if (start or end) and len(projection.ties) and projection.ties["date"].isna().all():
        raise UsageError("a period needs dated ties, and no tie has a date: add a column `date` to the edge table")


def _about(period: Projection, found: Chance, null: str, draws: int, seed: int, note: str | None) -> dict[str, object]:
    """What the table rests on, with a warning where the number of draws keeps q from being small."""
    stated = period.about.get("warnings", ())
    warnings = [*stated, *([note] if note else [])] if isinstance(stated, list | tuple) else []
    about: dict[str, object] = {**period.about, "null": null, "tested": found.tested, "warnings": warnings}
    if null != "none" and not np.isnan(found.p_value_error).all():
        about |= {"draws": draws, "seed": seed}
    if null == "degree":
        about["steps_per_tie"] = STEPS_PER_TIE
    lowest = 2.0 / (draws + 1)
    if np.any((found.p_value <= lowest) & (found.q_value > LEVEL) & (found.p_value_error > 0)):
        warnings.append(
            f"{draws} draws let no p be below {lowest:.2g}: among {found.tested:,} tests a pair by itself needs "
            f"--draws {int(2 * found.tested / LEVEL):,} to reach q = {LEVEL}"
        )
    return about


def _rows(network: Network, tied: Ints, found: Chance, *, untied: bool) -> Ints:
    """The keys of the rows: the tied pairs, or all that are tested."""
    if not untied:
        return tied
    if found.tested > MOST_ROWS:
        raise UsageError(f"{found.tested:,} pairs of industries are too many to list; leave --untied out")
    if network.directed:
        return np.union1d(tied, found.keys)
    turned = found.keys % network.g * network.g + found.keys // network.g
    return np.union1d(tied, np.union1d(found.keys, turned))


def _table(projection: Projection, period: Projection, network: Network, rows: Ints, found: Chance) -> pd.DataFrame:
    multiplicity = _multiplicity(period)
    numbers = {
        "ties": _at(rows, *network.mix()),
        "deals": _at(rows, *_mixed(network, multiplicity)),
        "weight": _at(rows, *_mixed(network, period.adjacency)),
    }
    s, t = rows // max(network.g, 1), rows % max(network.g, 1)
    at = np.searchsorted(found.keys, rows if network.directed else np.minimum(s, t) * network.g + np.maximum(s, t))
    if found.tested == 0:
        at = np.searchsorted(found.keys, rows)
    permeability = ratio(numbers["ties"], found.expected[at])
    log_ratio = np.full(len(rows), np.nan)
    np.log(permeability, out=log_ratio, where=permeability > 0)
    groups = np.array(projection.groups, dtype=object)
    return pd.DataFrame(
        {
            "source_industry": groups[s],
            "target_industry": groups[t],
            "ties": counts(numbers["ties"], whole=projection.crisp),
            "deals": counts(numbers["deals"], whole=projection.crisp),
            "weight": numbers["weight"],
            "expected": found.expected[at],
            "ratio": permeability,
            "log_ratio": log_ratio,
            "p_value": found.p_value[at],
            "q_value": found.q_value[at],
            "expected_error": found.expected_error[at],
            "p_value_error": found.p_value_error[at],
        }
    )


def _at(rows: Ints, keys: Ints, values: Floats) -> Floats:
    out = np.zeros(len(rows))
    here = np.isin(keys, rows)
    out[np.searchsorted(rows, keys[here])] = values[here]
    return out


def _mixed(network: Network, matrix: sp.csr_array) -> tuple[Ints, Floats]:
    """Pairs of groups and Σ M_ab u_as u_bt."""
    entries = matrix.tocoo()
    source, target, values = Network.kept(
        network.position, entries.row, entries.col, entries.data, directed=network.directed
    )
    return network.mix(values, ends=(source, target))


def _multiplicity(projection: Projection) -> sp.csr_array:
    """Return the number of parallel ties of each pair (n x n)."""
    source, target = projection.ties["source"].to_numpy(), projection.ties["target"].to_numpy()
    ones = (np.ones(len(source)), (source, target))
    matrix = sp.coo_array(ones, shape=(projection.n, projection.n)).tocsr()
    return matrix if projection.directed else (matrix + matrix.T).tocsr()


def _with_dates(projection: Projection, network: Network, table: pd.DataFrame, end: dt.date | None) -> pd.DataFrame:
    if not projection.ties["date"].notna().any():
        return table.assign(first_tie=None, first_by=None, ties_to_date=pd.array([pd.NA] * len(table), dtype="Int64"))
    dated = projection.during(None, end or dt.date.max)
    firsts = first_ties(dated)[[*_PAIR, "first_tie", "first_by"]]
    table = table.merge(firsts, how="left", on=_PAIR)
    to_date = Network.of(dated)
    place = {label: at for at, label in enumerate(projection.groups)}
    s, t = (table[end].map(place).to_numpy(dtype=np.int64) for end in _PAIR)
    return table.assign(ties_to_date=counts(_at(s * network.g + t, *to_date.mix()), whole=projection.crisp))
