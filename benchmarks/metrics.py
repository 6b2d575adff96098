"""The speed of the measures beside that of other tools: `python benchmarks/metrics.py`.

Runs everything on this machine, one job at a time, each in a process of its own (for its peak memory), and writes
its section of docs/benchmarks.md and docs/images/cost.png. `--quick` stops at 10^6 ties and writes nothing;
`--only NAME` runs one row; with `--results FILE` a run that was stopped goes on. A job that takes more than ten
minutes is ended (igraph at 10^7 ties). R's sna runs where Rscript and the package are installed, up to 10^5 ties.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from heavy_tailed import arcs, labels, projection, write_tables
from memory import peak_mb
from peers.brokerage_sets import brokerage_sets

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
BIGBLUR = str(Path(sys.executable).parent / "bigblur")


def timed(run, times=1):
    """Seconds of the fastest of some runs, and the last result."""
    best, result = float("inf"), None
    for _ in range(times):
        began = time.perf_counter()
        result = run()
        best = min(best, time.perf_counter() - began)
    return best, result


def warm():
    """Load the compiled loops: an import, and compiling the first time on a machine, is not the measure's cost."""
    from bigblur.graph.metrics import kernels, kernels_holes, kernels_shared

    return kernels, kernels_holes, kernels_shared


def ours(family, n, m, *, overlap=False):
    import bigblur.graph.metrics as package

    made = projection(n, m, overlap=overlap)
    warm()
    before = peak_mb()
    busy = time.process_time()
    times = 3 if m <= 1e6 else 1
    seconds, frame = timed(lambda: getattr(package, family)(made), times)
    busy = (time.process_time() - busy) / times
    numbers = frame.drop(columns="id").astype("Float64").sum().astype(float)
    return {"seconds": seconds, "cpu": busy, "peak_mb": peak_mb(), "before_mb": before, "check": numbers.tolist()}


def brokerage(n, m):
    return ours("brokerage", n, m)


def brokerage_overlap(n, m):
    return ours("brokerage", n, m, overlap=True)


def holes(n, m):
    return ours("structural_holes", n, m)


def pagerank(n, m):
    return ours("pagerank", n, m)


def participation(n, m):
    return ours("participation", n, m)


def plain_sets(n, m):
    source, target = arcs(n, m)
    label = labels(n).tolist()
    source, target = source.tolist(), target.tolist()
    seconds, roles = timed(lambda: brokerage_sets(source, target, label))
    return {"seconds": seconds, "peak_mb": peak_mb(), "check": np.array(roles).sum(axis=0).tolist()}


def igraph_constraint(n, m):
    import igraph

    graph = igraph.Graph(n=n, edges=np.stack(arcs(n, m), axis=1), directed=True)
    seconds, values = timed(graph.constraint)
    return {"seconds": seconds, "peak_mb": peak_mb(), "check": [float(np.nansum(values))]}


def networkx_constraint(n, m):
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(np.stack(arcs(n, m), axis=1).tolist())
    seconds, values = timed(lambda: nx.constraint(graph))
    return {"seconds": seconds, "peak_mb": peak_mb(), "check": [float(np.nansum(list(values.values())))]}


def sna_brokerage(n, m):
    source, target = arcs(n, m)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        np.savetxt(place / "arcs.csv", np.stack([source, target], axis=1), "%d", ",", header="a,b", comments="")
        np.savetxt(place / "labels.csv", labels(n), "%d", header="label", comments="")
        script = [shutil.which("Rscript"), str(HERE / "peers/brokerage_sna.R")]
        done = subprocess.run(
            [*script, str(place / "arcs.csv"), str(place / "labels.csv")], capture_output=True, text=True, check=False
        )
    if done.returncode:
        return {"seconds": None, "note": done.stderr.strip().splitlines()[-1]}
    seconds, *totals, package = done.stdout.split()
    return {"seconds": float(seconds), "check": [float(total) for total in totals], "version": package}


def all_default(n, m, ending="csv"):
    """The command itself: reading, all default measures, writing."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_tables(place, n, m)
        command = [BIGBLUR, "metrics", "--edges", f"{place}/edges.{ending}", "--nodes"]
        run = [*command, f"{place}/nodes.{ending}", "-o", f"{place}/out.{ending}"]
        subprocess.run(run, check=True, capture_output=True)
        seconds, _ = timed(lambda: subprocess.run(run, check=True, capture_output=True))
    return {"seconds": seconds}


def all_default_parquet(n, m):
    return all_default(n, m, "parquet")


def permutations(n, m):
    """1,000 permutations of the labels: the six role totals of each."""
    from bigblur.graph.metrics.triads import ClosedTriads

    made, draw = projection(n, m), np.random.default_rng(7)
    warm()

    def run():
        triads = ClosedTriads(made)
        return triads.totals([draw.permutation(labels(n)) for _ in range(1000)])

    seconds, totals = timed(run)
    return {"seconds": seconds, "peak_mb": peak_mb(), "check": totals.mean(axis=0).tolist()}


def help_page(_n, _m):
    run = [BIGBLUR, "--help"]
    return {"seconds": timed(lambda: subprocess.run(run, check=True, capture_output=True), 5)[0]}


def import_package(_n, _m):
    code = "import time; t = time.perf_counter(); import bigblur; print(time.perf_counter() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True) for _ in range(5)]
    return {"seconds": min(float(run.stdout) for run in runs)}


def first_small_call(_n, _m):
    """The first call in a process, on five nodes."""
    code = (
        "import time, pandas as pd, bigblur; edges = pd.DataFrame({'source': list('abcd'), 'target': list('bcde')});"
        "nodes = pd.DataFrame({'id': list('abcde'), 'industry': list('xxyyz')}); from bigblur.graph import metrics;"
        "from bigblur.graph.projection import Projection; t = time.perf_counter();"
        "metrics.compute(Projection.from_tables(edges, nodes)); print(time.perf_counter() - t)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True) for _ in range(3)]
    return {"seconds": min(float(run.stdout) for run in runs)}


LIMIT = 600  # seconds a job may take
BEGIN, END = "<!-- begin: python benchmarks/metrics.py -->", "<!-- end: python benchmarks/metrics.py -->"
SIZES = (10**4, 10**5, 10**6, 10**7)
JOBS = {
    brokerage: SIZES,
    brokerage_overlap: SIZES,
    plain_sets: SIZES[:3],
    sna_brokerage: SIZES[:2],
    holes: SIZES,
    igraph_constraint: SIZES,
    networkx_constraint: SIZES[:2],
    participation: SIZES,
    pagerank: SIZES[:3],
    permutations: (10**5,),
    all_default: (10**6,),
    all_default_parquet: (10**6,),
    import_package: (0,),
    help_page: (0,),
    first_small_call: (0,),
}
OURS = (brokerage, brokerage_overlap, holes, participation, pagerank)
NAMES = {
    "brokerage": "bigblur: brokerage, one group a node",
    "brokerage_overlap": "bigblur: brokerage, half of the nodes in two groups",
    "plain_sets": "plain Python loop over sets: brokerage",
    "sna_brokerage": "R sna: brokerage",
    "holes": "bigblur: constraint, effective size, efficiency and hierarchy",
    "igraph_constraint": "igraph: constraint",
    "networkx_constraint": "networkx: constraint",
    "participation": "bigblur: participation, four senses",
    "pagerank": "bigblur: PageRank",
    "permutations": "bigblur: 1,000 permutations of the labels, all roles",
    "all_default": "bigblur metrics, all default measures, csv in and out",
    "all_default_parquet": "the same, parquet in and out",
    "import_package": "import bigblur",
    "help_page": "bigblur --help",
    "first_small_call": "first call in a process, 5 nodes, all default measures",
}


def job(name, m):
    """Run one job in a process of its own."""
    command, load = [sys.executable, __file__, "--job", name, str(m)], os.getloadavg()[0]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return {"seconds": None, "note": f"more than {LIMIT}"}
    if done.returncode:
        return {"seconds": None, "note": (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]}
    return {**json.loads(done.stdout.splitlines()[-1]), "load": load}


def exponents(results, name):
    """Slope of log seconds over log ties, over all sizes and over the last tenfold step."""
    points = sorted((m, r["seconds"]) for (other, m), r in results.items() if other == name and r["seconds"] and m)
    if len(points) < 3:
        return ""
    sizes, seconds = np.log(np.array(points)).T
    return f"{np.polyfit(sizes, seconds, 1)[0]:.2f}, {(seconds[-1] - seconds[-2]) / (sizes[-1] - sizes[-2]):.2f}"


def picture(results, path):
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 5))
    for name, text in NAMES.items():
        points = [(m, r["seconds"]) for (other, m), r in results.items() if other == name and r["seconds"] and m]
        if len(points) > 1:
            own = text.startswith("bigblur")
            axes.loglog(*zip(*points, strict=True), "o-" if own else "s--", label=text, linewidth=2 if own else 1)
    axes.set(xlabel="ties (nodes: a tenth)", ylabel="seconds")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(fontsize=8, frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})


def page(results):
    processor = next(
        (x.split(":")[1].strip() for x in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in x), ""
    )
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("numpy", "scipy", "numba", "pandas", "igraph", "networkx")
    )
    sna = next((r["version"] for r in results.values() if "version" in r), "not run")
    known = [r["load"] for r in results.values() if "load" in r]
    loads = f"Other work ran beside: load averages {min(known):.1f} to {max(known):.1f} where known." if known else ""
    lines = [
        "## Measures",
        "",
        "Written by `python benchmarks/metrics.py`: seconds on one machine, one job after the other, each in its own",
        "process; ties m, nodes m/10, 20 industries, hubs (degrees follow a power law with exponent 2.33,",
        "`benchmarks/heavy_tailed.py`). Making the graph and compiling (once on a machine) are not counted, except",
        "where the row says so; the peak is that of the whole process, which for brokerage at 10^7 is the making of",
        "the graph. An empty cell was not run. Below 30,000 ties bigblur uses numpy, above compiled loops: the",
        f"exponent of the last tenfold step is the one to go by. {loads}",
        "",
        (
            f"Machine: {processor}, {os.cpu_count()} processors; Python {platform.python_version()}, {packages}, "
            f"R sna {sna}."
        ),
        "",
        "| work | "
        + " | ".join(f"m = 10^{round(np.log10(m))}" for m in SIZES)
        + " | exponent: all, last step | peak memory at the largest |",
        "| --- |" + " --- |" * (len(SIZES) + 2),
    ]
    for name, text in NAMES.items():
        row = {m: r for (other, m), r in results.items() if other == name}
        if not row or 0 in row:
            continue
        cells = [_seconds(row.get(m)) for m in SIZES]
        peak = row[max(row)].get("peak_mb")
        tail = [exponents(results, name), f"{peak / 1e3:.1f} GB" if peak else ""]
        lines.append("| " + " | ".join([text, *cells, *tail]) + " |")
    lines += ["", "| start | seconds |", "| --- | --- |"]
    lines += [
        f"| {text} | {_seconds(results.get((name, 0)))} |" for name, text in NAMES.items() if (name, 0) in results
    ]
    lines += ["", "![Seconds over ties](images/cost.png)", ""]
    return "\n".join(lines)


def write_section(text):
    """Put the section in its place in docs/benchmarks.md; what else stands there is of other benchmarks."""
    path = DOCS / "benchmarks.md"
    before = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    head, _, rest = before.partition(BEGIN)
    tail = rest.partition(END)[2]
    path.write_text(f"{head.rstrip()}\n\n{BEGIN}\n{text.rstrip()}\n{END}\n{tail}", encoding="utf-8")


def _seconds(result):
    if result is None:
        return ""
    if result["seconds"] is None:
        return result["note"][:60]
    return f"{result['seconds']:.3g}"


def agree(results):
    """Where two tools did the same work, the sums of their results must be the same."""
    pairs = [("brokerage", "plain_sets"), ("brokerage", "sna_brokerage"), ("holes", "igraph_constraint")]
    order = {"sna_brokerage": [0, 1, 3, 2, 4]}  # sna has representative (b_IO) before gatekeeper (b_OI)
    for one, other in pairs:
        for m in SIZES:
            left, right = results.get((one, m), {}).get("check"), results.get((other, m), {}).get("check")
            if left and right:
                right = [right[k] for k in order[other]] if other in order else right
                np.testing.assert_allclose(left[: len(right)], right, rtol=1e-9, err_msg=f"{one}, {other}, {m}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--job", nargs=2)
    parser.add_argument("--only")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--results", type=Path, help="keep what was measured here, and go on from there")
    chosen = parser.parse_args()
    jobs = {function.__name__: function for function in JOBS}
    if chosen.job:
        m = int(chosen.job[1])
        print(json.dumps(jobs[chosen.job[0]](m // 10, m)))
        return
    kept = chosen.results
    results = {(name, m): found for name, m, found in json.loads(kept.read_text())} if kept and kept.exists() else {}
    for function, sizes in JOBS.items():
        name = function.__name__
        for m in sizes:
            if (chosen.only and chosen.only != name) or (chosen.quick and m > 10**6) or (name, m) in results:
                continue
            results[name, m] = job(name, m)
            if kept:
                kept.write_text(json.dumps([[*key, found] for key, found in results.items()]))
            print(name, m, {key: value for key, value in results[name, m].items() if key != "check"}, flush=True)
    agree(results)
    if not chosen.only and not chosen.quick:
        picture(results, DOCS / "images" / "cost.png")
        write_section(page(results))


if __name__ == "__main__":
    main()
