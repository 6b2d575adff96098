"use strict";
// The side panel: what is known of a node or a tie, and who says so, where. Data enters the page as text only.
const Panel = (() => {
  const panel = document.getElementById("panel");
  const FIRST = 40; // ties of one kind that are listed before "show all"

  const make = (tag, look, ...inside) => {
    const element = document.createElement(tag);
    if (look) element.className = look;
    element.append(...inside.filter((part) => part !== null && part !== undefined));
    return element;
  };
  const said = (text) => {
    const element = make("bdi", "", String(text)); // isolated, so that no name turns the words around it
    element.dir = "auto";
    return element;
  };
  const button = (look, act, ...inside) => {
    const element = make("button", look, ...inside);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };
  const worded = (value) => Array.isArray(value) ? value.map(worded).join(", ")
    : value !== null && typeof value === "object" ? Object.entries(value).map(([key, item]) => `${key}: ${worded(item)}`).join("; ")
      : typeof value === "number" && !Number.isInteger(value) ? value.toLocaleString("en", { maximumSignificantDigits: 6 }) : String(value);
  const named = (key) => key.replaceAll("_", " ");
  const list = (pairs) => {
    const rows = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
    if (!rows.length) return null;
    const dl = make("dl", "");
    for (const [key, value] of rows) dl.append(make("dt", "", said(named(key))), make("dd", "", value instanceof Node ? value : said(worded(value))));
    return dl;
  };

  const money = (tie) => typeof tie.amount === "number" ? [tie.amount.toLocaleString("en"), tie.currency].filter(Boolean).join(" ") : tie.amount ?? null;
  const when = (tie) => tie.date ?? tie.year ?? tie.date_min ?? null;
  const between = (tie) => tie.date_min && tie.date_max && String(tie.date_min) !== String(tie.date_max) ? `${tie.date_min} to ${tie.date_max}` : null;
  const titleOf = (tie) => tie.source_title ?? Model.nodes[Model.byId.get(tie.source_id)]?.name ?? tie.source_id ?? null;
  const other = (tie, node) => Model.nodes[tie.s === node.at ? tie.t : tie.s];

  const show = (...parts) => {
    panel.replaceChildren(...parts.filter(Boolean));
    panel.scrollTop = 0;
  };
  const backTo = (host) => host.canGoBack() ? button("quiet", host.back, "← back") : null;

  const showAbout = (host) => {
    const hints = make("ul", "hint");
    for (const [keys, does] of [["/", "search a name or alias, in any script"], ["click", "a node or a line: what is known of it, and who says so"],
      ["double click", "a node: show its neighbours, of every class"], ["← →", "on a slider: a year at a time"], ["Esc", "let go"]]) {
      hints.append(make("li", "", make("kbd", "", keys), ` ${does}`));
    }
    const crossing = Model.ties.filter((tie) => {
      const [a, b] = [Model.nodes[tie.s], Model.nodes[tie.t]];
      return a.label !== "Industry" && b.label !== "Industry" && a.industry && b.industry && a.industry !== b.industry;
    }).length;
    show(make("h2", "", said(Model.data.title)),
      list([["nodes", Model.nodes.length.toLocaleString("en")], ["ties", Model.ties.length.toLocaleString("en")],
        ["ties across industries", crossing ? crossing.toLocaleString("en") : null], ...Object.entries(Model.data.about)]),
      make("h3", "", "How to read it"), hints,
      make("p", "hint", "A firm has the colour of its main industry and is drawn near the firms of its industry. Faint is what the filters leave out."));
    host.described(null);
  };

  const tieRow = (tie, node, host) => {
    const far = other(tie, node);
    const detail = [when(tie) ?? "undated", tie.role, tie.amount_stated ?? money(tie), tie.status && tie.status !== "fact" ? tie.status : null].filter(Boolean);
    const open = button("tie", () => host.pickTie(tie), said(Model.short(far.name, 90)), make("span", "detail", said(detail.join(" · "))));
    const go = button("go", () => host.pickNode(far), "→");
    go.setAttribute("aria-label", `Go to ${Model.short(far.name)}`);
    go.title = "Go to this node";
    return make("li", host.tieShown(tie) ? "" : "off", open, go);
  };
  const tieGroup = (name, ties, node, host) => {
    const rows = make("ul", "ties");
    const fill = (upTo) => rows.replaceChildren(...ties.slice(0, upTo).map((tie) => tieRow(tie, node, host)));
    fill(FIRST);
    const box = make("section", "", make("h3", "", name, make("span", "count", String(ties.length))), rows);
    if (ties.length > FIRST) {
      const all = button("quiet", () => { fill(ties.length); all.remove(); }, `show all ${ties.length.toLocaleString("en")}`);
      box.append(all);
    }
    return box;
  };

  const showNode = (node, host) => {
    const groups = new Map();
    for (const type of Model.typeCounts.keys()) for (const arrow of ["→", "←", "–"]) groups.set(`${type} ${arrow}`, []);
    for (const tie of Model.adjacent[node.at]) {
      const arrow = !Model.directed(tie.type) && tie.type !== "OPERATES_IN" ? "–" : tie.s === node.at ? "→" : "←";
      groups.get(`${tie.type} ${arrow}`).push(tie);
    }
    const year = (tie) => tie.when ?? 9999;
    const sections = [...groups].filter(([, ties]) => ties.length)
      .map(([name, ties]) => tieGroup(name, ties.sort((a, b) => year(a) - year(b) || (other(a, node).name < other(b, node).name ? -1 : 1)), node, host));
    const words = node.industry ? Model.industryWords(node.industry) : null;
    const state = host.expansion(node);
    show(backTo(host),
      make("p", "kicker", Draw.mark(node.shape, node.colour), said([node.label, words].filter(Boolean).join(" · "))),
      make("h2", "", said(node.name)),
      node.aliases?.length ? make("p", "aliases", "also ", ...node.aliases.flatMap((alias, at) => at ? [", ", said(alias)] : [said(alias)])) : null,
      make("div", "actions",
        state.more ? button("primary", () => host.expand(node), state.open ? `Show ${state.more} more neighbours` : `Show its neighbours (${state.total})`) : null,
        state.open ? button("", () => host.collapse(node), "Fold them again") : null,
        button("", () => host.centre(node), "Centre")),
      list([[Model.data.size_by ?? "size", Model.measured ? node.size : null], ["id", node.id], ...Object.entries(node.more ?? {})]),
      ...sections,
      sections.length ? null : make("p", "hint", "No tie of it is in this file."));
    host.described(node.name);
  };

  const SHOWN_APART = new Set(["s", "t", "at", "link", "when", "type", "date", "date_min", "date_max", "year", "amount", "currency", "amount_stated", "role",
    "status", "source_id", "source_title", "locator", "as_stated", "note", "deal_id"]);
  const showTie = (tie, host) => {
    const [from, to] = [Model.nodes[tie.s], Model.nodes[tie.t]];
    const end = (node) => button("", () => host.pickNode(node), Draw.mark(node.shape, node.colour), said(Model.short(node.name, 300)));
    const deal = Model.nodes[Model.byId.get(tie.deal_id)];
    const source = make("section", "source", make("h3", "", "Who says so, where"));
    if (tie.as_stated !== undefined) source.append(make("blockquote", "", said(worded(tie.as_stated))));
    const origin = list([["source", titleOf(tie)], ["place", tie.locator], ["note", tie.note]]);
    source.append(origin ?? make("p", "hint", "This tie carries no source."));
    show(backTo(host),
      make("p", "kicker", said(["Tie", tie.status].filter(Boolean).join(" · "))),
      make("div", "ends", end(from), make("span", "type", `${Model.directed(tie.type) || tie.type === "OPERATES_IN" ? "↓" : "↕"} ${tie.type}`), end(to)),
      list([["date", when(tie) ?? "undated"], ["between", between(tie)], ["amount", money(tie)], ["amount as stated", tie.amount_stated], ["role", tie.role],
        ["deal", deal ? button("quiet", () => host.pickNode(deal), said(Model.short(deal.name, 200))) : tie.deal_id],
        ...Object.entries(tie).filter(([key]) => !SHOWN_APART.has(key))]),
      source);
    host.described(`${from.short} ${tie.type} ${to.short}`);
  };

  const showLink = (link, host) => {
    if (link.ties.length === 1) return showTie(link.ties[0], host);
    const from = Model.nodes[link.s];
    show(backTo(host), make("p", "kicker", `${link.ties.length} ties on this line`), make("h2", "", said(from.short), " – ", said(Model.nodes[link.t].short)),
      tieGroup(link.type, link.ties, from, host));
    return host.described(link.type);
  };

  return { showAbout, showNode, showTie, showLink, make, said, button, focus: () => panel.focus({ preventScroll: true }) };
})();
