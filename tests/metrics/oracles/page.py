"""Writes docs/validation.md: `python tests/metrics/oracles/page.py`, which test_validation.py checks."""

from __future__ import annotations

import math
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from cases import CASES, CRISP  # noqa: E402
from compare import (  # noqa: E402
    BOUNDARY_COLUMNS,
    EXPLAINED,
    GRAPH_COLUMNS,
    GROUP_COLUMNS,
    NODE_MEASURES,
    Agreement,
    compare,
    measure_of,
    oracles,
)
from published import PUBLISHED  # noqa: E402

PAGE = HERE.parents[2] / "docs" / "validation.md"

HEAD = """\
# Validation

Written by `python tests/metrics/oracles/page.py`; a test fails where it is out of date. Every column of the measures
is computed by the command line from plain tables (`bigblur metrics --measures all`, with and without `--weighted`,
`--per group`, `--per graph`, `bigblur boundaries`) and held against every oracle that defines it: tools of R and
Python, published tables, and the definitions as dense matrices in {definition}. Values of tools are stored in
`tests/metrics/oracles/` with tool and version, so that neither R nor any of these tools is needed to run the tests.

{cases} graphs, {published} of them published networks, the rest pathological or random (empty, one node, isolates,
self-loops, parallel ties, ties of weight 0, nodes without a group, several groups a node); {crisp} go through the
command line, the {shares} with several groups a node through the functions, for a plain table cannot state them.
{values} values were compared.

A value agrees within 1e-9 of itself (of 1 if it is smaller), what is iterated (PageRank, Katz, eigenvector, hub,
authority) within 1e-6, a printed value within half a unit of its last digit; and where one side has no value, neither
may the other. Any disagreement fails the test unless it is explained below, and so does an explanation that nothing
needs any more.
"""

NETWORKS = """
## Published networks

| network | nodes, ties | source | licence | values stated in |
| --- | --- | --- | --- | --- |
{rows}
"""

TABLE = """
## {title}

A cell has the number of graphs compared and how far apart the furthest values are that agree (`0` is at most 1e-12);
*n known* graphs have a value that differs for a reason given below. An empty cell: the tool has no such measure, or
defines it otherwise (see [from R](from-r.md)).

| measure | {tools} |
| --- | {rules} |
{rows}
"""

TAIL = """
## What is not validated by a tool

- `_partial`, `_ego_model`, `ei`, `blau`, `rao_stirling`, `n_industries`, `n_external`, `betweenness_cross`,
  `bridging`, the error of the assortativity, E-I of groups, the boundary counts and the undirected sd of brokerage:
  no tool that we could install computes them; they are held against the definitions, the sd of totals and of
  undirected graphs also against a full enumeration of small graphs (`tests/metrics/`).
- Ties between industries (`bigblur boundaries`) are counted here; `expected`, the p and q values and the trends have
  tests of their own.
- Measures beyond the list above, of which the tests of their own family take care: {extra}.
- UCINET itself was not run (it is not free software): its values stand here as networkx's tests and CASOS printed
  them.
- graph-tool was not run (not on PyPI).
- Whether the nulls of `bigblur boundaries` hold their level is measured in [boundaries](boundaries.md), not here.

## Making the values again

    python tests/metrics/oracles/cases.py                     # the graphs
    cd tests/metrics/oracles && Rscript r.R                   # Debian: r-cran-sna, -igraph, -jsonlite
    python python.py igraph networkx bctpy networkit          # in an environment that has them
    python python.py easygraph                                # Python-EasyGraph; torch is not needed
    python tests/metrics/oracles/page.py                      # this page
"""


def text(results: dict[tuple[str, str], Any]) -> str:
    """The page of these results."""
    rows = compare(results)
    have = {column for (_, level), columns in results.items() if level in ("nodes", "weighted") for column in columns}
    measured = {measure_of(column) for column in have}
    whole = {column for (_, level), columns in results.items() if level == "graph" for column in columns}
    parts = [
        HEAD.format(
            definition="`by_definition.py`",
            cases=len(CASES),
            published=len(PUBLISHED),
            crisp=len(CRISP),
            shares=len(CASES) - len(CRISP),
            values=sum(row.values for row in rows),
        ),
        _tools(),
        NETWORKS.format(rows="\n".join(_networks())),
        _table("Per node", [row for row in rows if row.level == "nodes"], NODE_MEASURES, measured),
        _table("Per graph", [row for row in rows if row.level == "graph"], GRAPH_COLUMNS, whole),
        _table("Per group", [row for row in rows if row.level == "group"], GROUP_COLUMNS, set(GROUP_COLUMNS)),
        _table(
            "Boundaries", [row for row in rows if row.level == "boundaries"], BOUNDARY_COLUMNS, set(BOUNDARY_COLUMNS)
        ),
        "\n## Known disagreements\n\n" + "\n".join(_known(rows)) + "\n",
        TAIL.format(extra=", ".join(f"`{name}`" for name in sorted(measured - set(NODE_MEASURES)))),
    ]
    return "".join(parts)


def _tools() -> str:
    rows = [f"| {one.name} | {one.version} | `{one.made_by}` |" for one in oracles()]
    return "\n## Oracles\n\n| oracle | version | made by |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"


def _networks() -> Iterable[str]:
    for name, one in PUBLISHED.items():
        kind = "directed" if one.graph.directed else "undirected"
        size = f"{one.graph.n}, {len(one.graph.arcs)} {kind}"
        yield f"| {name} | {size} | {one.source} | {one.licence} | {one.stated_in or '-'} |"


def _table(title: str, rows: list[Agreement], names: Iterable[str], have: set[str]) -> str:
    tools = [one.name for one in oracles() if any(row.oracle == one.name for row in rows)]
    lines = []
    for name in names:
        mine = [row for row in rows if name in (row.column, measure_of(row.column))]
        cells = [_cell([row for row in mine if row.oracle == tool]) for tool in tools]
        lines.append(
            f"| `{name}` | " + " | ".join(cells if name in have else ["**missing**", *[""] * (len(tools) - 1)]) + " |"
        )
    return TABLE.format(
        title=title, tools=" | ".join(tools), rules=" | ".join("---" for _ in tools), rows="\n".join(lines)
    )


def _cell(rows: list[Agreement]) -> str:
    if not rows:
        return ""
    cases = set().union(*(row.cases for row in rows))
    known = set().union(*(row.explained for row in rows))
    differ = set().union(*(row.differ for row in rows))
    return (
        f"{len(cases)}: {_power(max(row.furthest for row in rows))}"
        + (f", {len(known)} known" if known else "")
        + (f", **{len(differ)} differ**" if differ else "")
    )


def _power(value: float) -> str:
    """The next power of ten above, 0 up to 1e-12: noise of the last digits must not change the page."""
    return "0" if value <= 1e-12 else f"1e{math.ceil(math.log10(value) - 1e-9)}"


def _known(rows: list[Agreement]) -> Iterable[str]:
    for one in EXPLAINED:
        mine = [row for row in rows if row.oracle == one.oracle]
        cases = {case for row in mine for case, whys in row.explained.items() if one.why in whys}
        columns = {measure_of(row.column) for row in mine if any(one.why in whys for whys in row.explained.values())}
        which = ", ".join(f"`{name}`" for name in sorted(columns))
        number = f"{len(cases)} {'graph' if len(cases) == 1 else 'graphs'}"
        yield f"- **{one.oracle}**, {which} ({number}; {', '.join(sorted(one.kinds))}): {one.why}."


def main() -> None:
    """Measure, compare, write."""
    from measured import everything

    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(text(everything(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
