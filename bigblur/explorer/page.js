"use strict";
// What is shown now, and what each key, click and slider does to it.
(() => {
  const { nodes, ties, links, adjacent } = Model;
  const get = (id) => document.getElementById(id);
  const { make, said } = Panel;
  const STEP = 60; // neighbours that one expansion adds: a hub opens a step at a time
  const [FIRST_YEAR, LAST_YEAR] = Model.spanOfYears ?? [0, 0];

  const state = {};
  const begin = () => Object.assign(state, {
    classes: Model.firstClasses(), types: Model.firstTypes(), only: new Set(), from: FIRST_YEAR, to: LAST_YEAR, undated: true, hideFaint: false,
    expanded: new Map(), picked: null, hover: null, past: [],
  });
  begin();

  // ---- what is shown -------------------------------------------------------------------------------------------
  const nodeOn = new Array(nodes.length);
  const linkOn = new Array(links.length);
  const nodeFaint = new Array(nodes.length);
  const linkFaint = new Array(links.length);
  const weight = new Array(links.length);
  let near = null; // the nodes round what is picked or hovered, or null

  const inTime = (tie) => tie.when === null ? state.undated : state.from <= tie.when && tie.when <= state.to;
  const neighbours = (node) => [...new Set(adjacent[node.at].map((tie) => tie.s === node.at ? tie.t : tie.s))].filter((at) => at !== node.at)
    .sort((a, b) => nodes[b].degree - nodes[a].degree || a - b);
  const pickedEnds = () => {
    if (!state.picked) return [];
    const { node, tie, link } = state.picked;
    return node ? [node.at] : [(tie ?? link).s, (tie ?? link).t];
  };
  const inFilter = (node) => state.only.has(node.label === "Industry" ? node.name : node.industry);

  const compute = () => {
    const revealed = new Set(pickedEnds());
    const revealedLinks = new Set(state.picked?.tie?.link !== undefined ? [state.picked.tie.link] : []);
    for (const [at, limit] of state.expanded) {
      const opened = new Set(neighbours(nodes[at]).slice(0, limit));
      revealed.add(at);
      for (const other of opened) revealed.add(other);
      for (const tie of adjacent[at]) if (opened.has(tie.s === at ? tie.t : tie.s)) revealedLinks.add(tie.link);
    }
    nodes.forEach((node, at) => { nodeOn[at] = state.classes.has(node.label) || revealed.has(at); });
    const could = new Uint8Array(nodes.length);
    const does = new Uint8Array(nodes.length);
    const besideFilter = new Uint8Array(nodes.length);
    links.forEach((link, at) => {
      const allowed = nodeOn[link.s] && nodeOn[link.t] && (state.types.has(link.type) || revealedLinks.has(at));
      weight[at] = allowed ? link.ties.filter(inTime).length : 0;
      linkOn[at] = weight[at] > 0;
      if (link.type === "OPERATES_IN" || !allowed) return;
      could[link.s] = could[link.t] = 1;
      if (!linkOn[at]) return;
      does[link.s] = does[link.t] = 1;
      if (inFilter(nodes[link.s])) besideFilter[link.t] = 1;
      if (inFilter(nodes[link.t])) besideFilter[link.s] = 1;
    });
    nodes.forEach((node, at) => {
      const out = state.only.size > 0 && !inFilter(node) && !besideFilter[at];
      nodeFaint[at] = (out || (could[at] && !does[at])) && !revealed.has(at);
    });
    links.forEach((link, at) => {
      const out = state.only.size > 0 && !inFilter(nodes[link.s]) && !inFilter(nodes[link.t]);
      linkFaint[at] = out || (link.type === "OPERATES_IN" && (nodeFaint[link.s] || nodeFaint[link.t]));
    });
    if (state.hideFaint) {
      nodes.forEach((node, at) => { nodeOn[at] &&= !nodeFaint[at]; });
      links.forEach((link, at) => { linkOn[at] &&= nodeOn[link.s] && nodeOn[link.t]; });
    }
  };
  const computeNear = () => {
    const centres = state.hover !== null ? [state.hover] : pickedEnds();
    near = centres.length ? new Set(centres) : null;
    if (!near || (state.hover === null && !state.picked.node)) return;
    for (const at of centres) for (const tie of adjacent[at]) if (tie.link !== undefined && linkOn[tie.link]) near.add(tie.s).add(tie.t);
  };

  const pale = (colour, share) => "#" + [1, 3, 5].map((at) => Math.round(255 - (255 - parseInt(colour.slice(at, at + 2), 16)) * share).toString(16).padStart(2, "0")).join("");
  const paled = new Map();
  const faded = (colour) => paled.get(colour) ?? paled.set(colour, pale(colour, 0.22)).get(colour);

  // Where there are many industries, only the fullest keep their names in view; the others show theirs when there is room.
  const FEW = 30, KEPT = 14;
  const members = new Map();
  for (const link of links) if (link.type === "OPERATES_IN") members.set(link.t, (members.get(link.t) ?? 0) + 1);
  const industries = nodes.filter((node) => node.label === "Industry").sort((a, b) => (members.get(b.at) ?? 0) - (members.get(a.at) ?? 0) || a.at - b.at);
  const crowded = industries.length > FEW;
  const landmarks = new Set((crowded ? industries.slice(0, KEPT) : industries).map((node) => node.at));

  const looks = {
    calm: () => near !== null, // the regions step back while something is looked at
    region: (node) => Model.colourable(node) && node.industry && nodeOn[node.at] && !nodeFaint[node.at],
    node: (node) => {
      const at = node.at;
      const centre = state.hover === at || pickedEnds().includes(at);
      const dim = nodeFaint[at] || (near !== null && !near.has(at));
      return {
        x: node.x, y: node.y, size: node.radius, shape: node.shape, hidden: !nodeOn[at], color: dim ? faded(node.colour) : node.colour,
        label: dim && (crowded || node.label !== "Industry") ? null : node.short, strong: node.label === "Industry", faint: dim, highlighted: centre,
        forceLabel: centre || landmarks.has(at) || (near !== null && near.size <= 40 && near.has(at)), zIndex: centre ? 3 : dim ? 0 : node.label === "Industry" ? 2 : 1,
      };
    },
    link: (link) => {
      const at = linkOf.get(link);
      const [colour, thick] = Model.typeLook(link.type);
      const picked = state.picked?.tie ? state.picked.tie.link === at : state.picked?.link === link;
      const centres = state.hover !== null ? [state.hover] : state.picked?.node ? [state.picked.node.at] : [];
      const touched = picked || centres.includes(link.s) || centres.includes(link.t);
      const dim = linkFaint[at] || (near !== null && !touched);
      const arrow = Model.directed(link.type);
      return {
        hidden: !linkOn[at], size: thick * Math.max(0.65, Model.crowd) * (1 + 0.35 * Math.min(weight[at] - 1, 6)) * (picked ? 2.2 : 1), curvature: link.bend || 0.0001,
        color: picked ? "#C2410C" : dim ? pale(colour, 0.3) : touched && link.type === "OPERATES_IN" ? "#9AA5B1" : colour,
        type: link.bend ? (arrow ? "bentArrow" : "bentLine") : arrow ? "arrow" : "line", zIndex: picked ? 3 : dim ? 0 : link.type === "OPERATES_IN" ? 1 : 2,
      };
    },
  };
  const linkOf = new Map(links.map((link, at) => [link, at]));

  let sigma = null;
  let waiting = 0;
  const draw = () => {
    compute();
    computeNear();
    const shown = nodeOn.filter(Boolean).length;
    const drawn = weight.reduce((sum, count, at) => sum + (linkOn[at] ? count : 0), 0);
    get("counts").textContent = `${shown.toLocaleString("en")} of ${nodes.length.toLocaleString("en")} nodes, ${drawn.toLocaleString("en")} of ${ties.length.toLocaleString("en")} ties`;
    sigma?.refresh();
  };
  const soon = () => { waiting ||= requestAnimationFrame(() => { waiting = 0; draw(); }); };

  // ---- what is picked ------------------------------------------------------------------------------------------
  const tell = () => {
    const { node, tie, link } = state.picked ?? {};
    if (node) Panel.showNode(node, host);
    else if (tie) Panel.showTie(tie, host);
    else if (link) Panel.showLink(link, host);
    else Panel.showAbout(host);
  };
  const pick = (picked, remember = true) => {
    if (remember && state.picked) state.past = [...state.past.slice(-49), state.picked];
    state.picked = picked;
    state.hover = null;
    draw();
    tell();
  };
  const host = {
    pickNode: (node) => { pick({ node }); host.centre(node); Panel.focus(); },
    pickTie: (tie) => { pick({ tie }); Panel.focus(); },
    back: () => { pick(state.past.pop() ?? null, false); Panel.focus(); },
    canGoBack: () => state.past.length > 0,
    described: (name) => get("panel").setAttribute("aria-label", name === null ? "Details" : `Details: ${Model.short(name)}`),
    tieShown: (tie) => inTime(tie) && (tie.link === undefined || linkOn[tie.link]),
    centre: (node) => { if (sigma) Draw.centre(sigma, node, neighbours(node).filter((at) => nodeOn[at] && nodes[at].label !== "Industry")); },
    expansion: (node) => {
      const all = neighbours(node);
      const open = state.expanded.get(node.at) ?? 0;
      const more = open ? Math.max(0, all.length - open) : all.some((at) => !nodeOn[at]) || adjacent[node.at].some((tie) => tie.link !== undefined && !linkOn[tie.link] && inTime(tie)) ? all.length : 0;
      return { open: open > 0, total: all.length, more };
    },
    expand: (node) => { state.expanded.set(node.at, (state.expanded.get(node.at) ?? 0) + STEP); draw(); tell(); },
    collapse: (node) => { state.expanded.delete(node.at); draw(); tell(); },
  };

  // ---- legend --------------------------------------------------------------------------------------------------
  const checkLine = (mark, words, count, set, key, changed) => {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.dataset.key = `${changed ? "class" : "tie"} ${key}`;
    box.checked = set().has(key);
    box.addEventListener("change", () => { set()[box.checked ? "add" : "delete"](key); changed?.(box.checked); legend(); soon(); });
    const line = make("label", "", box, mark, make("span", "words", said(words)), make("span", "count", count.toLocaleString("en")));
    line.title = words;
    return make("li", "", line);
  };
  const legend = () => {
    const keep = document.activeElement?.dataset?.key; // the lines are made anew, and the focus stays where it was
    get("industry-box").hidden = Model.industryCounts.size === 0;
    get("all-industries").hidden = state.only.size === 0;
    get("industries").classList.toggle("filtered", state.only.size > 0);
    get("industries").replaceChildren(...[...Model.industryCounts].map(([name, count]) => {
      const line = Panel.button("", () => { state.only[state.only.has(name) ? "delete" : "add"](name); legend(); soon(); },
        Draw.mark("circle", Model.industryColours.get(name)), make("span", "words", said(Model.industryWords(name))), make("span", "count", count.toLocaleString("en")));
      line.dataset.key = `industry ${name}`;
      line.title = `${Model.industryWords(name)}: click to see only these firms and whom they are tied to`;
      line.setAttribute("aria-pressed", String(state.only.has(name)));
      return make("li", "", line);
    }));
    get("classes").replaceChildren(...[...Model.classCounts].map(([name, count]) => {
      const [shape, colour] = Model.CLASS_LOOKS[name] ?? ["diamond", "#98A3AE"];
      return checkLine(Draw.mark(shape, colour), name, count, () => state.classes, name, (on) => {
        if (on) for (const tie of ties) if (nodes[tie.s].label === name || nodes[tie.t].label === name) state.types.add(tie.type);
      });
    }));
    get("types").replaceChildren(...[...Model.typeCounts].map(([name, count]) =>
      checkLine(Draw.mark(Model.directed(name) ? "arrow" : "line", name === "OPERATES_IN" ? "#B3BDC7" : Model.typeLook(name)[0]), name, count, () => state.types, name)));
    if (keep) document.querySelector(`[data-key="${CSS.escape(keep)}"]`)?.focus();
  };

  // ---- time ----------------------------------------------------------------------------------------------------
  let playing = 0;
  const time = () => {
    get("from").value = String(state.from);
    get("to").value = String(state.to);
    get("span").textContent = state.from === state.to ? String(state.from) : `${state.from} – ${state.to}`;
    for (const bar of get("bars").children) bar.classList.toggle("in", state.from <= Number(bar.dataset.year) && Number(bar.dataset.year) <= state.to);
  };
  const stop = () => { clearInterval(playing); playing = 0; get("play").textContent = "▶"; get("play").setAttribute("aria-label", "Play the years"); };
  const play = () => {
    if (playing) return stop();
    if (state.to >= LAST_YEAR) state.to = state.from;
    get("play").textContent = "❚❚";
    get("play").setAttribute("aria-label", "Pause");
    playing = setInterval(() => { state.to < LAST_YEAR ? (state.to += 1) : stop(); time(); soon(); }, 700);
    time();
    return soon();
  };
  const startTime = () => {
    get("time").hidden = Model.spanOfYears === null;
    const tallest = Math.max(1, ...Model.yearCounts.values());
    for (let year = FIRST_YEAR; Model.spanOfYears && year <= LAST_YEAR; year += 1) {
      const bar = make("div", "");
      bar.dataset.year = String(year);
      bar.style.height = `${Math.round(100 * Math.sqrt((Model.yearCounts.get(year) ?? 0) / tallest))}%`;
      get("bars").append(bar);
    }
    for (const id of ["from", "to"]) {
      const slider = get(id);
      slider.min = String(FIRST_YEAR);
      slider.max = String(LAST_YEAR);
      slider.addEventListener("input", () => {
        stop();
        state[id] = Number(slider.value);
        if (state.from > state.to) state[id === "from" ? "to" : "from"] = state[id];
        time();
        soon();
      });
    }
    get("undated-count").textContent = `(${ties.filter((tie) => tie.when === null).length.toLocaleString("en")})`;
    get("undated").addEventListener("change", () => { state.undated = get("undated").checked; soon(); });
    get("play").addEventListener("click", play);
    time();
  };

  // ---- search --------------------------------------------------------------------------------------------------
  const box = get("search");
  const results = get("results");
  let found = [];
  let chosen = -1;
  const choose = (at) => {
    chosen = at;
    [...results.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    box.setAttribute("aria-activedescendant", at >= 0 ? `result-${at}` : "");
    results.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => { results.hidden = true; box.setAttribute("aria-expanded", "false"); box.setAttribute("aria-activedescendant", ""); };
  const take = (at) => { if (found[at]) { close(); host.pickNode(found[at].node); } };
  const look = () => {
    found = Model.search(box.value);
    results.replaceChildren(...found.map(({ node, alias }, at) => {
      const name = make("span", "name", said(node.short));
      const item = make("li", "", Draw.mark(node.shape, node.colour), name, alias ? make("span", "alias", said(Model.short(alias))) : null, make("span", "kind", node.label));
      item.id = `result-${at}`;
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(at); });
      item.addEventListener("mousemove", () => { if (chosen !== at) choose(at); });
      return item;
    }));
    if (!found.length && box.value.trim()) results.append(make("li", "none", "No name or alias holds this."));
    results.hidden = !box.value.trim();
    box.setAttribute("aria-expanded", String(!results.hidden));
    choose(found.length ? 0 : -1);
  };
  box.addEventListener("input", look);
  box.addEventListener("focus", () => { if (box.value.trim()) look(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter that ends a Korean or Japanese syllable is not ours
    if (event.key === "ArrowDown" && found.length) choose((chosen + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length) choose((chosen + found.length - 1) % found.length);
    else if (event.key === "Enter") take(chosen);
    else if (event.key === "Escape") { event.stopPropagation(); if (results.hidden) { box.value = ""; box.blur(); } else close(); }
    else return;
    event.preventDefault();
  });

  // ---- keys and buttons ----------------------------------------------------------------------------------------
  const fit = () => sigma?.getCamera().animatedReset({ duration: 350 });
  const reset = () => {
    stop();
    begin();
    get("undated").checked = true;
    get("hide-faint").checked = false;
    legend();
    time();
    draw();
    tell();
    fit();
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (event.key === "Escape" && state.picked) { state.past = []; pick(null, false); }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); box.focus(); box.select(); }
    if (event.key === "0") fit();
  });
  get("fit").addEventListener("click", fit);
  get("reset").addEventListener("click", reset);
  get("all-industries").addEventListener("click", () => { state.only.clear(); legend(); soon(); });
  get("hide-faint").addEventListener("change", () => { state.hideFaint = get("hide-faint").checked; soon(); });
  get("picture").addEventListener("click", () => { if (sigma) Draw.picture(sigma, "bigblur.png"); });
  get("size-note").textContent = `Size of a firm: ${Model.measured ? Model.data.size_by ?? "size" : "number of its ties"}`;

  const startDrawing = () => {
    compute(); // the drawing asks for looks as soon as it exists
    try {
      sigma = Draw.start(get("graph"), looks);
    } catch (error) {
      get("message").hidden = false;
      get("message").textContent = "This browser cannot draw the graph (WebGL is switched off). Search, lists and sources work all the same.";
      get("picture").disabled = get("fit").disabled = true;
      return;
    }
    const hover = (at) => { state.hover = at; computeNear(); get("graph").classList.toggle("over-node", at !== null); sigma.refresh({ skipIndexation: true }); };
    sigma.on("enterNode", ({ node }) => hover(Number(node)));
    sigma.on("leaveNode", () => hover(null));
    sigma.on("enterEdge", () => get("graph").classList.add("over-node"));
    sigma.on("leaveEdge", () => get("graph").classList.remove("over-node"));
    sigma.on("clickNode", ({ node }) => { pick({ node: nodes[node] }); });
    sigma.on("clickEdge", ({ edge }) => { const link = links[edge]; pick(link.ties.length === 1 ? { tie: link.ties[0] } : { link }); });
    sigma.on("clickStage", () => { if (state.picked) { state.past = []; pick(null, false); } });
    sigma.on("doubleClickNode", (event) => { event.preventSigmaDefault(); host.expand(nodes[event.node]); });
  };

  legend();
  startTime();
  startDrawing();
  draw();
  tell();
  document.documentElement.dataset.ready = "true";
})();
