"use strict";
// The graph as the page holds it: nodes, ties, what may be counted and searched. Knows nothing of the screen.
const Model = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const nodes = data.nodes;
  const ties = data.ties;

  // Okabe-Ito first, then shades of Paul Tol's "muted" that stay apart from them under colour-blindness.
  const PALETTE = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#882255", "#999933", "#332288", "#44AA99",
    "#E8D832", "#AA4499", "#117733", "#CC6677"];
  const OTHER = "#8C96A0";
  const NONE = "#B4BCC4";

  const CLASS_LOOKS = {
    Firm: ["circle", "#6B7785"], Organization: ["square", "#4F5B66"], Industry: ["hexagon", "#6B7785"], Person: ["triangle", "#4F5B66"],
    Deal: ["diamond", "#3E4852"], Platform: ["hexagon", "#7C8894"], Product: ["triangle", "#98A3AE"], Technology: ["triangle", "#6B7785"],
    Facility: ["square", "#98A3AE"], Place: ["square", "#B9C2CA"], Policy: ["diamond", "#7C8894"], Event: ["diamond", "#A7B1BA"],
    Boundary: ["ring", "#3E4852"], Observation: ["ring", "#A7B1BA"], Concept: ["ring", "#7C8894"], Source: ["square", "#C7CFD6"],
  };
  const TYPE_LOOKS = {
    ACQUIRED: ["#3A4450", 2.2], INVESTED_IN: ["#2F7FBF", 1.8], PARTNERED_WITH: ["#C08A1E", 1.6], SUPPLIES: ["#8E5BA6", 1.6],
    OWNS: ["#3A4450", 1.4], OPERATES_IN: ["#D3DAE1", 1],
  };
  const SYMMETRIC = new Set(["PARTNERED_WITH", "COMPETES_WITH", "OPERATES_IN", "BETWEEN"]);
  const FIRST_CLASSES = ["Firm", "Organization", "Industry"];
  const FIRST_TYPES = ["ACQUIRED", "INVESTED_IN", "PARTNERED_WITH", "SUPPLIES", "OWNS", "OPERATES_IN"];

  const fold = (text) => String(text).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC").toLowerCase();
  // One line, without marks that turn the direction of what follows, cut to what a drawing can hold.
  const short = (text, most = 34) => {
    const line = String(text).slice(0, 400).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/[\s\u0000-\u001f\u007f]+/g, " ").trim();
    const letters = Array.from(line);
    return letters.length > most ? letters.slice(0, most - 1).join("").trimEnd() + "…" : line;
  };
  const yearOf = (tie) => {
    if (Number.isInteger(tie.year)) return tie.year;
    const found = /^(\d{4})/.exec(String(tie.date_min ?? tie.date ?? ""));
    return found ? Number(found[1]) : null;
  };

  const counted = (values) => {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
  };
  const inOrder = (counts, first) => new Map([...first.filter((key) => counts.has(key)), ...[...counts.keys()].filter((key) => !first.includes(key))]
    .map((key) => [key, counts.get(key)]));

  const degree = new Array(nodes.length).fill(0);
  const adjacent = nodes.map(() => []);
  ties.forEach((tie, at) => {
    tie.at = at;
    tie.when = yearOf(tie);
    adjacent[tie.s].push(tie);
    if (tie.t !== tie.s) adjacent[tie.t].push(tie);
    degree[tie.s] += 1;
    degree[tie.t] += 1;
  });

  const byId = new Map(nodes.map((node, at) => [node.id, at]));
  const colourable = (node) => node.label === "Firm" || node.label === "Organization";
  const industryCounts = counted(nodes.filter((node) => colourable(node) && node.industry).map((node) => node.industry));
  const industryColours = new Map([...industryCounts.keys()].map((name, at) => [name, at < PALETTE.length ? PALETTE[at] : OTHER]));
  const classCounts = inOrder(counted(nodes.map((node) => node.label)), Object.keys(CLASS_LOOKS));
  const typeCounts = inOrder(counted(ties.map((tie) => tie.type)), FIRST_TYPES);

  const measured = nodes.some((node) => typeof node.size === "number");
  const sizeOf = (node, at) => measured ? node.size : degree[at];
  const sizes = nodes.filter((node) => node.label !== "Industry").map((node) => sizeOf(node, byId.get(node.id))).filter((size) => typeof size === "number");
  const least = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  const most = sizes.reduce((a, b) => Math.max(a, b), -Infinity);

  // The more nodes, the smaller each is drawn.
  const crowd = Math.min(1, Math.max(0.4, Math.sqrt(220 / Math.max(1, nodes.filter((node) => FIRST_CLASSES.includes(node.label)).length))));
  nodes.forEach((node, at) => {
    node.at = at;
    node.degree = degree[at];
    node.short = short(node.name) || short(node.id);
    node.keys = [node.name, ...(node.aliases ?? [])].map(fold);
    const look = CLASS_LOOKS[node.label] ?? ["diamond", "#98A3AE"];
    node.shape = look[0];
    node.colour = colourable(node) ? (node.industry ? industryColours.get(node.industry) : NONE)
      : node.label === "Industry" ? industryColours.get(node.name) ?? look[1] : look[1];
    const size = sizeOf(node, at);
    const share = typeof size === "number" && most > least ? Math.sqrt((size - least) / (most - least)) : 0;
    node.radius = node.label === "Industry" ? 5 + 3 * crowd : crowd * (colourable(node) ? 4.5 + 9.5 * share : 3.5 + (measured ? 0 : 3 * share));
  });

  // Ties that join the same two nodes in the same way are drawn as one line, as thick as they are many.
  const links = [];
  const linkOf = new Map();
  for (const tie of ties) {
    if (tie.s === tie.t) continue; // a loop is read in the panel
    const turned = SYMMETRIC.has(tie.type) && tie.s > tie.t;
    const [s, t] = turned ? [tie.t, tie.s] : [tie.s, tie.t];
    const key = `${s} ${t} ${tie.type}`;
    if (!linkOf.has(key)) {
      linkOf.set(key, links.length);
      links.push({ s, t, type: tie.type, ties: [] });
    }
    links[linkOf.get(key)].ties.push(tie);
    tie.link = linkOf.get(key);
  }
  const beside = counted(links.map((link) => Math.min(link.s, link.t) + " " + Math.max(link.s, link.t)));
  const seen = new Map();
  for (const link of links) {
    const pair = Math.min(link.s, link.t) + " " + Math.max(link.s, link.t);
    const turn = seen.get(pair) ?? 0;
    seen.set(pair, turn + 1);
    const bend = (turn - (beside.get(pair) - 1) / 2) * 0.22;
    link.bend = link.s < link.t ? bend : -bend;
  }

  const yearCounts = counted(ties.filter((tie) => tie.when !== null).map((tie) => tie.when));
  const years = [...yearCounts.keys()];
  const spanOfYears = years.length ? [Math.min(...years), Math.max(...years)] : null;

  const search = (text, limit = 40) => {
    const wanted = fold(text).trim();
    if (!wanted) return [];
    const found = [];
    for (const node of nodes) {
      let rank = 9;
      let hit = 0;
      node.keys.forEach((key, at) => {
        const where = key.indexOf(wanted);
        if (where < 0) return;
        const score = (key === wanted ? 0 : where === 0 ? 1 : /[\s\-(.]/.test(key[where - 1]) ? 2 : 3) + (at ? 0.5 : 0);
        if (score < rank) [rank, hit] = [score, at];
      });
      if (rank < 9) found.push({ node, rank, alias: hit ? node.aliases[hit - 1] : null });
    }
    return found.sort((a, b) => a.rank - b.rank || b.node.degree - a.node.degree || a.node.at - b.node.at).slice(0, limit);
  };

  const firstClasses = () => {
    const known = FIRST_CLASSES.filter((name) => classCounts.has(name));
    return new Set(known.includes("Firm") || known.includes("Organization") ? known : classCounts.keys());
  };
  const firstTypes = () => {
    const known = FIRST_TYPES.filter((name) => typeCounts.has(name));
    return new Set(known.some((name) => name !== "OPERATES_IN") ? known : typeCounts.keys());
  };

  return {
    data, nodes, ties, links, adjacent, byId, industryCounts, industryColours, classCounts, typeCounts, yearCounts, spanOfYears, measured,
    crowd, search, short, firstClasses, firstTypes, colourable, CLASS_LOOKS,
    typeLook: (type) => TYPE_LOOKS[type] ?? ["#A3AEB9", 1.2],
    directed: (type) => !SYMMETRIC.has(type),
    industryWords: (name) => data.industries[name] ?? name,
  };
})();
