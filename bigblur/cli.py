"""The command line: each verb calls the Python function of the same name and prints what it gives back."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from bigblur.errors import BigblurError, UsageError
from bigblur.terminal import bars

app = typer.Typer(
    name="bigblur",
    help="A knowledge graph of industry-convergence ecosystems, and the instruments to measure it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)

MEASURE_NAMES = (
    "degree, strength, brokerage (coordinator, itinerant, gatekeeper, representative, liaison), brokerage_expected, "
    "brokerage_weighted, brokerage_partial, structural_holes (constraint, effective_size, efficiency, hierarchy), "
    "structural_holes_ego, participation, "
    "within_z, n_industries, n_external, ei, blau, rao_stirling, pagerank, eigenvector, hubs (hub, authority), katz, "
    "core, betweenness, betweenness_cross, bridging, closeness (closeness_reach, closeness_wf, harmonic_sum)"
)
BOUNDARY_COLUMNS = (
    "source_industry",
    "target_industry",
    "from",
    "ties",
    "deals",
    "expected",
    "ratio",
    "p_value",
    "q_value",
    "first_tie",
)
"""What a terminal shows of the table of boundaries; files and pipes get all."""

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", help="A path (embedded) or neo4j://, bolt:// address; default BIGBLUR_STORE, else bigblur.db."
    ),
]
FormatOption = Annotated[str | None, typer.Option("--format", help="table, csv, json, jsonl or parquet.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
EdgesOption = Annotated[
    Path | None, typer.Option("--edges", help="Table with source,target and maybe weight, date: no store needed.")
]
NodesOption = Annotated[
    Path | None, typer.Option("--nodes", help="Table with id and a grouping column, beside --edges.")
]
GroupOption = Annotated[str, typer.Option("--group", help="The grouping column of --nodes.")]
TIES_HELP = "Types of ties of the store, by commas; default ACQUIRED,INVESTED_IN,PARTNERED_WITH,SUPPLIES."
TiesOption = Annotated[str | None, typer.Option("--ties", help=TIES_HELP)]
LevelOption = Annotated[str, typer.Option("--level", help="Of industries in the store: domain, division or section.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="Only ties that hold at this date (2015, 2015-03, 2015-03-15).")
]
UndatedOption = Annotated[
    bool | None, typer.Option("--undated/--no-undated", help="Keep ties without a date; default: unless --as-of.")
]
UndirectedOption = Annotated[bool, typer.Option("--undirected", help="Read each tie in both directions.")]
WeightedOption = Annotated[bool, typer.Option("--weighted", help="Use weights; in a store, count parallel ties.")]
MissingOption = Annotated[
    str, typer.Option("--missing", help="A node without a group is left out (drop), own-group, or each.")
]


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _print(frame: Any, format: str | None, output: Path | None) -> None:  # noqa: A002
    from bigblur.output import print_rows

    print_rows(frame, format, output)


def _tell_about(frame: Any) -> None:
    for warning in (*frame.attrs.get("about", {}).get("warnings", ()), *frame.attrs.get("notes", ())):
        _say(f"note: {warning}")


def _telling(pieces: Iterator[Any]) -> Iterator[Any]:
    """The pieces of an answer, with what is to be said of it before the first."""
    for number, piece in enumerate(pieces):
        if number == 0:
            _tell_about(piece)
        yield piece


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the store and the page.")] = Path("demo"),
) -> None:
    """Build the bundled sources, ask three questions, measure, and write a page to explore.

    Example: bigblur demo -o demo
    """
    from bigblur.query_library import find_query
    from bigblur.verbs.demo import demo as run

    with bars() as progress:
        made = run(output, progress=progress)
    counts = made.report.counts
    print(f"Built {made.store}: {counts['Firm']} firms, {counts['Deal']} deals, {counts['Statement']:,} statements.\n")
    for name, frame in made.queries.items():
        print(f"{find_query(name).title}   (bigblur query {name})")
        shown = frame.dropna(axis="columns", how="all").drop(columns=["note", "deal", "source"], errors="ignore")
        _print(shown.head(12), "table", None)
    print("Who spans boundaries: brokers between industries   (bigblur metrics)")
    _print(made.spanners.drop(columns="id"), "table", None)
    print("Between which industries ties run, ISIC sections   (bigblur boundaries --level section)")
    _print(made.boundaries, "table", None)
    print("This graph is small: the figures illustrate what is measured, they prove nothing.")
    for warning in made.warnings:
        print(f"  {warning}")
    print(
        f"\nOpen {made.page} in a browser. Then try:\n"
        f"  export BIGBLUR_STORE={made.store}\n"
        '  bigblur why "AKVA" "UNI Aqua"      who says so, and where\n'
        "  bigblur queries                    the library of questions\n"
        "  bigblur query figures -p name=Xiaomi\n"
        "  bigblur schema Deal                what the ontology says"
    )


@app.command()
def build(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Bundled sources by name, or folders with a source.yaml.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Load sources into a store: all of them or, on any error, none. Loading again changes nothing.

    Example: bigblur build spri-is-123 editorial --store bigblur.db
    """
    from bigblur.verbs.build import build as run

    with bars() as progress:
        report = run(sources or (), store=store, progress=progress)
    for warning in report.warnings:
        _say(f"note: {warning}")
    counts = report.counts
    _say(
        f"Read {', '.join(report.sources)}. {report.location} now holds {counts['Statement']:,} statements, "
        f"{counts['Firm']:,} firms, {counts['Deal']:,} deals."
    )


@app.command()
def query(
    name_or_cypher: Annotated[str, typer.Argument(help="A name of the library (bigblur queries), or Cypher.")],
    parameter: Annotated[
        list[str] | None, typer.Option("-p", "--parameter", help="name=value; may be repeated.")
    ] = None,
    store: StoreOption = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
    write: Annotated[bool, typer.Option("--write", help="Let the statement change the store (Neo4j).")] = False,
    timeout: Annotated[float | None, typer.Option("--timeout", help="Seconds after which the engine gives up.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Ask the store as it was at this date: 2015, 2015-03, 2015-03-15.")
    ] = None,
    undated: Annotated[
        bool, typer.Option("--undated/--no-undated", help="With --as-of: keep ties without a date.")
    ] = True,
    ended: Annotated[
        bool, typer.Option("--ended", help="With --as-of: keep ties that had ended by then, too.")
    ] = False,
    cypher: Annotated[
        bool, typer.Option("--cypher", help="Do not run it: print what Neo4j Browser takes, parameters and all.")
    ] = False,
) -> None:
    """Run a query of the library by name, or Cypher. Read-only unless --write.

    Example: bigblur query acquisitions -p firm=AKVA
    Example: bigblur query "MATCH (f:Firm) RETURN f.name ORDER BY f.name LIMIT 5"
    """
    from bigblur.output import print_pieces, streams
    from bigblur.verbs.query import browser_text, parse_parameters, stream
    from bigblur.verbs.query import query as run

    given = parse_parameters(parameter or [], typed=len(name_or_cypher.split()) == 1)
    if ended and as_of is None:
        raise UsageError("--ended goes with --as-of: without a date nothing is hidden.")
    if cypher:
        if as_of is not None:
            raise UsageError("--as-of is not part of a statement's Cypher: leave it out, or leave out --cypher.")
        text = browser_text(name_or_cypher, given)
        if output is None:
            print(text)
        else:
            output.write_text(f"{text}\n", encoding="utf-8")
        return
    view: dict[str, Any] = {"store": store, "as_of": as_of, "undated": undated, "ended": ended}
    if streams(format, output) and not write:
        pieces = stream(name_or_cypher, given, timeout=timeout, **view)
        rows = print_pieces(_telling(pieces), format, output)
    else:
        frame = run(name_or_cypher, given, write=write, timeout=timeout, **view)
        rows = len(frame)
        _tell_about(frame)
        _print(frame, format, output)
    if not rows:
        _say(
            "note: no rows"
            + (": names are compared as written; `bigblur why NAME` finds them in any case." if given else ".")
        )


@app.command()
def queries(
    name: Annotated[str | None, typer.Argument(help="Show this query: question, parameters, columns, Cypher.")] = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """List the library of queries, or show one.

    Example: bigblur queries acquisitions
    """
    from bigblur.query_library import find_query
    from bigblur.verbs.query import as_text
    from bigblur.verbs.query import queries as run

    if name is not None and format is None and output is None:
        print(as_text(find_query(name)))
        return
    frame = run(name)
    _print(frame, format, output)
    _tell_about(frame)


_PROJECTION = (
    "edges",
    "nodes",
    "group",
    "undirected",
    "weighted",
    "missing",
    "store",
    "level",
    "as_of",
    "undated",
)


def _options(given: dict[str, Any]) -> dict[str, Any]:
    """The options of a verb that say what to measure, as `bigblur.verbs.measure.projection` takes them."""
    ties = {"ties": tuple(one.strip() for one in given["ties"].split(","))} if given["ties"] else {}
    return {name: given[name] for name in _PROJECTION} | ties


@app.command()
def metrics(
    measures: Annotated[
        str | None, typer.Option("--measures", help=f"Names separated by commas, or all: {MEASURE_NAMES}.")
    ] = None,
    per: Annotated[str, typer.Option("--per", help="One row per node, per group, or one for the graph.")] = "node",
    names: Annotated[bool, typer.Option("--names", help="Add each node's name behind its id.")] = False,
    distance: Annotated[
        str | None, typer.Option("--distance", help="Square table of industry distances in [0, 1], for rao_stirling.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Of whatever is random; default 0.")] = None,
    draws: Annotated[
        int | None, typer.Option("--draws", help="Permutations of industries; per group or graph 999, 0 is no test.")
    ] = None,
    every: Annotated[
        str | None, typer.Option("--every", help="One row per node and period: year, 2 years, quarter, 6 months.")
    ] = None,
    windows: Annotated[
        str | None, typer.Option("--windows", help="disjoint, cumulative or rolling (which needs --width).")
    ] = None,
    width: Annotated[str | None, typer.Option("--width", help="Length of rolling windows, such as 5 years.")] = None,
    present: Annotated[
        str, typer.Option("--present", help="Nodes in a period: entered (from their first tie on), active or all.")
    ] = "entered",
    null: Annotated[
        str | None,
        typer.Option("--null", help="Hold each value against chance: labels (industries permuted), degree (rewired)."),
    ] = None,
    back: Annotated[
        bool, typer.Option("--write-back", help="Put the values on the store's nodes as metric_..., for Cypher.")
    ] = False,
    edges: EdgesOption = None,
    nodes: NodesOption = None,
    group: GroupOption = "industry",
    undirected: UndirectedOption = False,
    weighted: WeightedOption = False,
    missing: MissingOption = "drop",
    store: StoreOption = None,
    ties: TiesOption = None,
    level: LevelOption = "domain",
    as_of: AsOfOption = None,
    undated: UndatedOption = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """One row per node: boundary-spanning and centrality, of a store or of two plain tables.

    Or one row per group, or one for the whole graph, with a permutation test; --every adds periods, --null holds each
    value against chance.

    Example: bigblur metrics --measures brokerage,constraint --edges ties.csv --nodes firms.csv
    """
    from bigblur.verbs.measure import metrics as run

    options = _options(locals())
    if back and per != "node":
        raise UsageError("--write-back puts values on nodes; it goes with --per node.")
    with bars() as progress:
        cut: dict[str, Any] = {"every": every, "windows": windows, "width": width, "present": present, "null": null}
        cut["distances"] = distance
        frame = run(measures, per=per, names=names, seed=seed, draws=draws, progress=progress, **cut, **options)
    _tell_about(frame)
    if back:
        from bigblur.verbs.write_back import write_back

        written = write_back(frame, store=store)
        named = ", ".join(written[:5]) + (f" and {len(written) - 5} more" if len(written) > 5 else "")
        _say(f"Written to the nodes, until the next build: {named}")
    _print(frame, format, output)


@app.command()
def boundaries(
    start: Annotated[str | None, typer.Option("--from", help="First date of the period.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last date of the period.")] = None,
    every: Annotated[
        str | None, typer.Option("--every", help="Cut the time into periods: year, 2 years, quarter, 6 months.")
    ] = None,
    windows: Annotated[
        str | None, typer.Option("--windows", help="disjoint, cumulative or rolling (which needs --width).")
    ] = None,
    width: Annotated[str | None, typer.Option("--width", help="Length of rolling windows, such as 5 years.")] = None,
    null: Annotated[
        str, typer.Option("--null", help="Held against: degree (ties rewired), stubs (quick), labels or none.")
    ] = "degree",
    draws: Annotated[
        int | None, typer.Option("--draws", help="Random draws; default 999, fewer above 200,000 ties.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Of the draws; default 0.")] = None,
    untied: Annotated[bool, typer.Option("--untied", help="Add the pairs that were tested but have no tie.")] = False,
    crossings: Annotated[
        bool,
        typer.Option("--crossings", help="Instead: when, by whom and in which deal each boundary was first crossed."),
    ] = False,
    blur: Annotated[
        bool, typer.Option("--blur", help="Instead: the blur index of each period with its error.")
    ] = False,
    trends: Annotated[
        bool, typer.Option("--trends", help="Instead: trends over disjoint periods (Mann-Kendall, Sen's slope).")
    ] = False,
    edges: EdgesOption = None,
    nodes: NodesOption = None,
    group: GroupOption = "industry",
    undirected: UndirectedOption = False,
    weighted: WeightedOption = False,
    missing: MissingOption = "drop",
    store: StoreOption = None,
    ties: TiesOption = None,
    level: LevelOption = "domain",
    as_of: AsOfOption = None,
    undated: UndatedOption = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """One row per ordered pair of industries that has a tie: ties, expected, permeability, first crossing.

    p_value says how often chance, which --null describes, sends so many or so few ties across; q_value allows for all
    the pairs tested.

    Example: bigblur boundaries --level section --from 2007 --to 2016
    Example: bigblur boundaries --level section --every "2 years" --blur
    """
    from bigblur.verbs.measure import boundaries as run

    options = _options(locals())
    wanted = [name for name, on in (("crossings", crossings), ("blur", blur), ("trends", trends)) if on]
    if len(wanted) > 1:
        raise UsageError(f"--{' and --'.join(wanted)} are different tables: ask for one at a time.")
    table = wanted[0] if wanted else "pairs"
    cut: dict[str, Any] = {"start": start, "end": end, "every": every, "windows": windows, "width": width}
    cut["untied"] = untied
    with bars() as progress:
        frame = run(**cut, null=null, draws=draws, seed=seed, table=table, progress=progress, **options)
    _tell_about(frame)
    if wanted:
        _print(frame, format, output)
        return
    if format == "table" or (format is None and output is None and sys.stdout.isatty()):
        frame = frame[[column for column in BOUNDARY_COLUMNS if column != "from" or frame["from"].notna().any()]]
    _print(frame, format, output)


@app.command()
def explain(
    node: Annotated[str | None, typer.Argument(help="The broker: a name, alias or id.")] = None,
    role: Annotated[
        str,
        typer.Option("--role", help="coordinator, itinerant, gatekeeper, representative, liaison or brokerage_total."),
    ] = "brokerage_total",
    boundary: Annotated[
        tuple[str, str] | None, typer.Option("--boundary", help="Instead: the ties from one industry to another.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many rows; all are counted.")] = 100,
    edges: EdgesOption = None,
    nodes: NodesOption = None,
    group: GroupOption = "industry",
    undirected: UndirectedOption = False,
    weighted: WeightedOption = False,
    missing: MissingOption = "drop",
    store: StoreOption = None,
    ties: TiesOption = None,
    level: LevelOption = "domain",
    as_of: AsOfOption = None,
    undated: UndatedOption = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """The two-paths behind a firm's count in a brokerage role, or the ties behind a boundary, with their deals.

    Example: bigblur explain Xiaomi --role liaison --limit 10
    Example: bigblur explain 01 --role brokerage_total --edges ties.csv --nodes firms.csv --missing each
    """
    from bigblur.verbs.explain import explain as run
    from bigblur.verbs.explain import explain_boundary

    options = _options(locals())
    if (node is None) == (boundary is None):
        raise UsageError("Name a broker, or two industries with --boundary SOURCE TARGET.")
    if boundary:
        frame = explain_boundary(*boundary, limit=limit, **options)
        counted = f"ties from {boundary[0]} to {boundary[1]}"
    else:
        frame = run(str(node), role, limit=limit, **options)
        counted = role
    if format == "table" or (format is None and output is None and sys.stdout.isatty()):
        empty = [column for column in frame if not frame[column].astype(str).str.len().any()]
        ids = [end for end in ("source", "target") if f"{end}_name" in frame]
        frame = frame.drop(columns=[*empty, *ids], errors="ignore")
    _print(frame, format, output)
    shown = f"; the first {len(frame):,} are shown" if len(frame) < frame.attrs["paths"] else ""
    _say(f"{counted} = {frame.attrs['total']:,.6g}, of {frame.attrs['paths']:,} paths or ties{shown}")


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="A result written with -o: csv (its .about.json beside it) or parquet.")],
    show: Annotated[bool, typer.Option("--show", help="Only print the call that made it.")] = False,
    edges: EdgesOption = None,
    nodes: NodesOption = None,
    store: StoreOption = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """Make a result again from its record, and say whether input, versions and values are the same.

    Exit status 1 if the input or the values are not.

    Example: bigblur replay brokers.csv
    """
    from bigblur.graph.replay import read_record
    from bigblur.verbs.replay import as_call
    from bigblur.verbs.replay import replay as run

    if show:
        print(as_call(read_record(file)))
        return
    moved = {"edges": edges, "nodes": nodes, "store": store}
    frame = run(file, **{name: place for name, place in moved.items() if place is not None})
    _print(frame, format, output)
    differs = frame.loc[~frame["equal"], "what"].tolist()
    _say(f"Not the same: {', '.join(differs)}." if differs else "The same.")
    if {"input", "result"} & set(differs):
        raise typer.Exit(1)


@app.command()
def explore(
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file.")] = Path("explore.html"),
    focus: Annotated[
        str | None, typer.Option("--focus", help="Only what lies around this node: name, alias or id.")
    ] = None,
    hops: Annotated[int, typer.Option("--hops", min=0, help="How far around it.")] = 2,
    size_by: Annotated[str, typer.Option("--size-by", help="A column of metrics.")] = "degree_total",
    store: StoreOption = None,
    edges: EdgesOption = None,
    nodes: NodesOption = None,
    group: GroupOption = "industry",
) -> None:
    """Write one self-contained HTML file of the graph, to be opened offline in any browser.

    Example: bigblur explore --focus Xiaomi --hops 1 -o xiaomi.html
    """
    from bigblur.verbs.explore import explore as run

    if (edges is None) != (nodes is None):
        raise UsageError("Give both tables: --edges (source,target) and --nodes (id and a grouping column).")
    path = run(output, focus=focus, hops=hops, size_by=size_by, store=store, edges=edges, nodes=nodes, group=group)
    _say(f"{path} ({path.stat().st_size / 1e6:.1f} MB): open it in a browser.")


@app.command()
def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder (csv, parquet, neo4j-admin) or file.")],
    format: Annotated[  # noqa: A002
        str, typer.Option("--format", help="csv, parquet, graphml, gexf, turtle, nquads, jsonld or neo4j-admin.")
    ],
    store: StoreOption = None,
) -> None:
    """Write the whole store for other tools.

    Example: bigblur export --format csv -o tables
    """
    from bigblur.verbs.export import export as run

    for path in run(format, output, store=store):
        _say(str(path))


@app.command()
def why(
    name: Annotated[str, typer.Argument(help="A name, alias or id, in any script.")],
    other: Annotated[str | None, typer.Argument(help="A second one: only what is stated between the two.")] = None,
    store: StoreOption = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """Every statement on a node or between two nodes, with source, place and value as stated.

    Example: bigblur why "AKVA" "UNI Aqua"
    """
    from bigblur.verbs.why import as_text
    from bigblur.verbs.why import why as run

    frame = run(name, other, store=store)
    if output is not None or format not in (None, "table") or (format is None and not sys.stdout.isatty()):
        _print(frame, format, output)  # without rows too: a script or a file gets its header
    elif not frame.empty:
        print(as_text(frame))
    if frame.empty:
        _say("Nothing is stated on that.")
    if frame.attrs["namesakes"]:
        _say(f"note: also called so: {', '.join(frame.attrs['namesakes'])} (ask by id)")


@app.command()
def coverage(
    source: Annotated[
        str, typer.Argument(help="A bundled source by name, or a folder with a source.yaml.")
    ] = "spri-is-123",
    store: StoreOption = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """Each line of a source's text: the statements it yielded, or the reason why it yielded none.

    Example: bigblur coverage spri-is-123
    """
    from bigblur.verbs.coverage import coverage as run

    frame = run(source, store=store)
    covered = int((frame["statements"] > 0).sum())
    still_open = frame[(frame["statements"] == 0) & frame["reason"].isna()]
    _print(frame, format, output)
    explained = len(frame) - covered - len(still_open)
    _say(f"{len(frame)} lines: {covered} yield statements, {explained} say why not, {len(still_open)} are open.")


@app.command()
def schema(
    name: Annotated[str | None, typer.Argument(help="A class (Deal), a tie (ACQUIRED), or measures.")] = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """What the ontology says of a class or tie; without one, list them all.

    Example: bigblur schema Deal
    """
    from bigblur.verbs.schema import describe
    from bigblur.verbs.schema import schema as run

    frame = run(name)
    if name and (text := describe(name)):
        _say(text)
    _print(frame, format, output)


@app.command()
def industries(
    code: Annotated[str | None, typer.Argument(help="A code, with its leading zeros; without one, list.")] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", help="Its scheme, vintage included, such as naics-2017.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Move it to this scheme; without a code, all codes.")] = None,
    own: Annotated[list[Path] | None, typer.Option("--own", help="A scheme.yaml of your own; may be repeated.")] = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """List the industry classifications, or look up a code, or move it to another and say how.

    Example: bigblur industries 114111 --scheme naics-2017 --to isic-rev4
    """
    from bigblur.verbs.industries import industries as run

    frame = run(code, scheme=scheme, to=to, schemes=own or ())
    if format == "table" or (format is None and output is None and sys.stdout.isatty()):
        frame = frame.drop(columns="notice", errors="ignore")
    _print(frame, format, output)
    if frame.empty:
        _say(f"note: no table links it with anything in {to}.")


@app.command()
def validate(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Sources as build takes them; none: what the store holds.")
    ] = None,
    store: StoreOption = None,
    sample: Annotated[int, typer.Option("--sample", min=0, help="Nodes of a store that go through SHACL.")] = 50,
    everything: Annotated[bool, typer.Option("--all", help="SHACL over all of a store: 1 ms a triple.")] = False,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """Say which row of which source breaks what; exit status 1 if any does.

    Example: bigblur validate spri-is-123 editorial
    """
    from bigblur.verbs.validate import validate as run

    with bars() as progress:
        frame = run(sources or [], store=store, sample=None if everything else sample, progress=progress)
    if not frame.empty or output is not None or format is not None:
        _print(frame, format, output)
    _say("Nothing is wrong." if frame.empty else f"{len(frame):,} complaints.")
    if not frame.empty:
        raise typer.Exit(1)


@app.command()
def sparql(
    name_or_query: Annotated[
        str | None, typer.Argument(help="An example by name, or SPARQL; without one, list the examples.")
    ] = None,
    store: StoreOption = None,
    format: FormatOption = None,  # noqa: A002
    output: OutputOption = None,
) -> None:
    """Run SPARQL over the graph as RDF; the usual prefixes are declared.

    Example: bigblur sparql "SELECT ?name WHERE { ?firm a bb:Firm ; rdfs:label ?name } ORDER BY ?name LIMIT 5"
    """
    import pandas as pd

    from bigblur.verbs.sparql import examples
    from bigblur.verbs.sparql import sparql as run

    if name_or_query is None:
        rows = [{"name": name, "title": title} for name, title in examples().items()]
        _print(pd.DataFrame(rows), format, output)
    else:
        _print(run(name_or_query, store=store), format, output)


def main() -> None:
    """Run the command line; errors become one line on standard error and an exit status."""
    debug = "--debug" in sys.argv
    arguments = [word for word in sys.argv[1:] if word != "--debug"]
    try:
        app(args=arguments, prog_name="bigblur")
    except BrokenPipeError:
        # The reader of the pipe has gone: no message, and no second one when Python closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        _say("Stopped.")
        sys.exit(130)
    except Exception as error:
        if debug:
            raise
        if isinstance(error, BigblurError):
            _say(f"bigblur: {error}")
        elif isinstance(error, OSError):
            _say(f"bigblur: {error.filename or ''}: {error.strerror or error}")
        else:
            _say(f"bigblur: internal error, please report it: {type(error).__name__}: {error} (--debug shows where)")
        sys.exit(2 if isinstance(error, UsageError) else 1)


if __name__ == "__main__":
    main()
