"use strict";
(() => {
  // All text goes in through textContent; nothing of a report is ever parsed as HTML.
  const started = performance.now();
  const DATA = JSON.parse(document.getElementById("data").textContent);
  const F = {};
  DATA.fields.forEach((name, at) => { F[name] = at; });
  const PAGE = 200;
  const SEVERITY = ["high", "medium", "low", "info"];
  const DECISIONS = ["right", "wrong", "unsure"];
  const WORDS = {
    zh: {
      title: "标记复核", skip: "跳到标记列表", coder: "编码员", export_json: "导出 JSON", export_csv: "导出 CSV", import_json: "导入 JSON", overview: "总览",
      by_rule: "按规则", by_agency: "按机关", by_severity: "按程度", by_year: "按年度", progress: "复核进度", search: "搜索", rule: "规则", severity: "程度",
      agency: "机关", year: "年度", decision: "决定", sort: "排序", clear: "清除筛选", none: "没有符合条件的标记。", k_move: "下一条、上一条", k_undo: "撤销",
      right: "正确", wrong: "误报", unsure: "存疑", open: "未决定", decided: "已决定", note: "备注", offline: "本页不联网，决定只保存在本浏览器中，请及时导出。", all: "全部", high: "高", medium: "中",
      low: "低", info: "提示", s_report: "报告与位置", s_severity: "程度", s_confidence: "把握从高到低", s_rule: "规则", s_year: "年度", prev: "上一页", next: "下一页",
      report: "报告", section: "部分", value: "原文值", expected: "应为", confidence: "把握", place: "位置", source: "来源文件", related: "相关之处", compare: "与来源对照",
      table: "表格中的位置", why: "规则说明", basis: "依据", this_place: "本处", context: "上下文", unknown: "不详", cut: "（另有 {n} 字，见 flags.csv）", about: "{r} 份报告 · {n} 个标记",
      range: "{a}–{b}", count: "{n} 条", of: "{n} 条，共 {m} 条", done: "已决定 {d} / {n}", said: "{code}：{what}", undone: "已撤销", imported: "导入 {n} 条决定；{c} 条与本页不同，保留较新的一条", bad: "无法导入：{why}",
      other_batch: "这些决定来自另一批结果；按指纹对上的已导入，其余 {n} 条保存备用。", no_store: "浏览器不允许本页保存数据：决定只在本页打开期间有效，关闭前请导出 JSON。", no_coder: "请先填写编码员姓名或代号，再作决定。",
      pages_head: "标记较多，按机关分为 {n} 页", flags: "个标记", conflict: "另有不同决定：{what}", in_order: "第 {a} 条，共 {b} 条", marked_same: "相同部分不标记；删去的划线，增加的加下划线。",
      title_p: "标题", preamble: "前言", overview_p: "总体情况", disclosure: "主动公开", requests: "依申请公开", litigation: "复议诉讼", problems: "问题与改进", other: "其他事项", part: "其他部分", signature: "落款"
    },
    en: {
      title: "Review of flags", skip: "Skip to the flags", coder: "Coder", export_json: "Export JSON", export_csv: "Export CSV", import_json: "Import JSON", overview: "Overview",
      by_rule: "By rule", by_agency: "By agency", by_severity: "By severity", by_year: "By year", progress: "Progress", search: "Search", rule: "Rule", severity: "Severity",
      agency: "Agency", year: "Year", decision: "Decision", sort: "Sort", clear: "Clear filters", none: "No flag matches.", k_move: "next, previous", k_undo: "undo",
      right: "Right", wrong: "Wrong", unsure: "Unsure", open: "undecided", decided: "decided", note: "Note", offline: "This page uses no network. Decisions stay in this browser: export them.", all: "All", high: "high", medium: "medium",
      low: "low", info: "info", s_report: "report and place", s_severity: "severity", s_confidence: "confidence, highest first", s_rule: "rule", s_year: "year", prev: "previous page", next: "next page",
      report: "Report", section: "Part", value: "Found", expected: "Expected", confidence: "Confidence", place: "Place", source: "File", related: "Related places", compare: "Beside its source",
      table: "In the table", why: "About this rule", basis: "Source", this_place: "here", context: "Context", unknown: "unknown", cut: "({n} more characters in flags.csv)", about: "{r} reports · {n} flags",
      range: "{a}–{b}", count: "{n} flags", of: "{n} of {m} flags", done: "{d} of {n} decided", said: "{code}: {what}", undone: "undone", imported: "{n} decisions imported; {c} differ from this page, the later one is kept", bad: "cannot import: {why}",
      other_batch: "These decisions come from another run; those that match by fingerprint were imported, {n} others are kept aside.", no_store: "The browser does not let this page keep data: decisions last only while it is open. Export JSON before you close it.", no_coder: "Enter the coder's name first, then decide.",
      pages_head: "Many flags: {n} pages by agency", flags: "flags", conflict: "also decided otherwise: {what}", in_order: "{a} of {b}", marked_same: "Same words are not marked; deleted words are struck out, added words underlined.",
      title_p: "title", preamble: "preamble", overview_p: "overview", disclosure: "disclosure", requests: "requests", litigation: "litigation", problems: "problems", other: "other matters", part: "other part", signature: "signature"
    }
  };
  let lang = "zh";
  const t = (key, values = {}) => (WORDS[lang][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const $ = (id) => document.getElementById(id);
  const el = (tag, cls = "", text = "") => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== "") node.textContent = text;
    return node;
  };
  const say = (text) => { $("live").textContent = text; };
  const section = (kind) => kind ? t(kind === "title" || kind === "overview" ? kind + "_p" : kind) : "";

  // --- the flags, by column, for quick filters
  const FLAGS = DATA.flags;
  const N = FLAGS.length;
  const report = (f) => DATA.reports[f[F.report]];
  const agencyOf = (f) => report(f).agency || "";
  const yearOf = (f) => report(f).year === null ? "" : String(report(f).year);
  let haystack = null;
  const searchText = () => {
    if (!haystack) {
      haystack = FLAGS.map((f) => [f[F.code], f[F.words], f[F.message], f[F.message_zh], f[F.before], f[F.after], report(f).id, report(f).agency, report(f).region].join("\n").toLowerCase());
    }
    return haystack;
  };

  // --- decisions: kept by coder under the batch, merged with what other tabs wrote
  let store = null;
  try {
    const probe = "chenyan:probe";
    window.localStorage.setItem(probe, "1");
    window.localStorage.removeItem(probe);
    store = window.localStorage;
  } catch { store = null; }
  let coder = "";
  let mine = new Map();
  let aside = new Map();
  let unsaved = false;
  const key = () => "chenyan:" + DATA.batch + ":" + coder;
  const readStore = () => {
    if (!store || !coder) return new Map();
    try { return new Map(Object.entries(JSON.parse(store.getItem(key()) || "{}"))); } catch { return new Map(); }
  };
  // Decisions of the same coder in other runs, on flags that are here too (by fingerprint) and not yet decided here.
  const carryOver = () => {
    if (!store || !coder) return;
    const here = new Set(FLAGS.map((f) => f[F.fingerprint]).filter((name) => !mine.has(name)));
    for (let at = 0; at < store.length; at += 1) {
      const place = store.key(at), found = /^chenyan:[0-9a-f]{16}:/.exec(place);
      if (!found || place === key() || place.slice(found[0].length) !== coder) continue;
      try {
        for (const [name, entry] of Object.entries(JSON.parse(store.getItem(place)))) if (here.has(name)) mine.set(name, newer(entry, mine.get(name)));
      } catch { /* another program's entry */ }
    }
  };
  const newer = (a, b) => !a ? b : !b ? a : (a.time >= b.time ? a : b);
  const keep = () => {
    if (!store) { unsaved = true; return; }
    try {
      const all = readStore();
      for (const [name, entry] of mine) all.set(name, newer(entry, all.get(name)));
      for (const [name, entry] of aside) all.set(name, newer(entry, all.get(name)));
      store.setItem(key(), JSON.stringify(Object.fromEntries(all)));
      mine = all;
      unsaved = false;
    } catch { unsaved = true; warn(t("no_store")); }
  };
  const decisionOf = (f) => { const entry = mine.get(f[F.fingerprint]); return entry ? entry.decision : ""; };
  const warn = (text) => { const box = $("warning"); box.textContent = text; box.hidden = !text; };

  // --- filters
  let shown = [];
  let page = 0;
  let current = -1; // place in `shown`
  const filters = () => ({
    q: $("q").value.trim().toLowerCase(), code: $("f-code").value, severity: $("f-severity").value, agency: $("f-agency").value, year: $("f-year").value, decision: $("f-decision").value
  });
  const SORTS = {
    report: null,
    severity: (a, b) => SEVERITY.indexOf(FLAGS[a][F.severity]) - SEVERITY.indexOf(FLAGS[b][F.severity]) || FLAGS[b][F.confidence] - FLAGS[a][F.confidence] || a - b,
    confidence: (a, b) => FLAGS[b][F.confidence] - FLAGS[a][F.confidence] || a - b,
    rule: (a, b) => (FLAGS[a][F.code] < FLAGS[b][F.code] ? -1 : FLAGS[a][F.code] > FLAGS[b][F.code] ? 1 : a - b),
    year: (a, b) => (yearOf(FLAGS[a]) < yearOf(FLAGS[b]) ? -1 : yearOf(FLAGS[a]) > yearOf(FLAGS[b]) ? 1 : a - b)
  };
  const apply = () => {
    const want = filters();
    const hay = want.q ? searchText() : null;
    const words = want.q.split(/\s+/).filter(Boolean);
    const kept = [];
    for (let at = 0; at < N; at += 1) {
      const f = FLAGS[at];
      if (want.code && f[F.code] !== want.code) continue;
      if (want.severity && f[F.severity] !== want.severity) continue;
      if (want.agency && agencyOf(f) !== want.agency.slice(1)) continue;
      if (want.year && yearOf(f) !== want.year.slice(1)) continue;
      if (want.decision) {
        const d = decisionOf(f);
        if (want.decision === "open" ? d : want.decision === "decided" ? !d : d !== want.decision) continue;
      }
      if (hay && !words.every((word) => hay[at].includes(word))) continue;
      kept.push(at);
    }
    const order = SORTS[$("sort").value];
    if (order) kept.sort(order);
    shown = kept;
  };
  const refilter = () => {
    const before = performance.now();
    apply();
    page = 0;
    current = shown.length ? 0 : -1;
    drawList();
    drawDetail();
    markCharts();
    document.body.dataset.filterMs = (performance.now() - before).toFixed(1);
    say(t("of", { n: shown.length, m: N }));
  };

  // --- overview
  const bar = (name, label, n, most, filter, value, cls = "") => {
    const row = el("button", "barrow");
    row.type = "button";
    row.title = label;
    row.append(el("span", "name", label));
    const track = el("span", "track");
    const fill = el("span", "fill " + cls);
    fill.style.width = (100 * n / most).toFixed(1) + "%";
    track.append(fill);
    row.append(track, el("span", "n", n.toLocaleString("en")));
    if (filter) {
      row.dataset.filter = filter;
      row.dataset.value = value;
      row.setAttribute("aria-pressed", "false");
      row.addEventListener("click", () => { const box = $(filter); box.value = box.value === value ? "" : value; refilter(); });
    } else { row.disabled = true; }
    return row;
  };
  const ruleName = (code) => { const r = DATA.rules[code]; return r ? (lang === "zh" ? r.name_zh || r.name : r.name) : ""; };
  const tally = (get) => { const found = new Map(); for (const f of FLAGS) { const k = get(f); found.set(k, (found.get(k) || 0) + 1); } return found; };
  const counted = (name, get) => N || !DATA.counts ? tally(get) : new Map(Object.entries(DATA.counts[name] || {}));
  const counts = {
    code: counted("code", (f) => f[F.code]), agency: counted("agency", agencyOf), severity: counted("severity", (f) => f[F.severity]), year: counted("year", yearOf)
  };
  const live = N > 0;
  const drawCharts = () => {
    const draw = (id, entries, label, filter, prefix, cls = () => "") => {
      const most = Math.max(1, ...entries.map((e) => e[1]));
      $(id).replaceChildren(...entries.map(([k, n]) => bar(id, label(k), n, most, live ? filter : "", prefix + k, cls(k))));
    };
    const byNumber = (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
    draw("chart-code", [...counts.code].sort(byNumber), (k) => k + " " + ruleName(k), "f-code", "");
    draw("chart-agency", [...counts.agency].sort(byNumber).slice(0, 30), (k) => k || t("unknown"), "f-agency", "=");
    draw("chart-severity", SEVERITY.filter((s) => counts.severity.has(s)).map((s) => [s, counts.severity.get(s)]), (k) => t(k), "f-severity", "", (k) => k);
    draw("chart-year", [...counts.year].sort((a, b) => (a[0] < b[0] ? -1 : 1)), (k) => k || t("unknown"), "f-year", "=");
    markCharts();
  };
  const markCharts = () => {
    for (const row of document.querySelectorAll(".barrow[data-filter]")) row.setAttribute("aria-pressed", String($(row.dataset.filter).value === row.dataset.value));
  };
  const drawProgress = () => {
    const found = { right: 0, wrong: 0, unsure: 0 };
    // an index holds no flags: there, all decisions of the batch count
    const given = live ? FLAGS.map(decisionOf) : [...mine.values()].map((entry) => entry.decision);
    const total = live ? N : DATA.n_flags || 0;
    let done = 0;
    for (const d of given) if (d) { found[d] += 1; done += 1; }
    for (const d of DECISIONS) document.querySelector("#progress ." + d).style.width = (total ? 100 * found[d] / total : 0) + "%";
    $("progress-text").textContent = t("done", { d: done, n: total }) + (done ? ": " + DECISIONS.map((d) => t(d) + " " + found[d]).join(", ") : "");
  };
  const fillSelects = () => {
    const fill = (id, options) => {
      const box = $(id);
      const old = box.value;
      box.replaceChildren(...options.map(([value, label]) => { const o = el("option", "", label); o.value = value; return o; }));
      box.value = options.some((o) => o[0] === old) ? old : options[0][0];
    };
    const sorted = (m) => [...m.keys()].sort((a, b) => (a < b ? -1 : 1));
    const all = ["", t("all")];
    fill("f-code", [all, ...sorted(counts.code).map((k) => [k, k + " " + ruleName(k)])]);
    fill("f-severity", [all, ...SEVERITY.filter((s) => counts.severity.has(s)).map((s) => [s, t(s)])]);
    fill("f-agency", [all, ...sorted(counts.agency).map((k) => ["=" + k, k || t("unknown")])]);
    fill("f-year", [all, ...sorted(counts.year).map((k) => ["=" + k, k || t("unknown")])]);
    fill("f-decision", [all, ["open", t("open")], ["decided", t("decided")], ...DECISIONS.map((d) => [d, t(d)])]);
    fill("sort", Object.keys(SORTS).map((k) => [k, t("s_" + k)]));
  };

  // --- the list
  const message = (f) => (lang === "zh" ? f[F.message_zh] || f[F.message] : f[F.message] || f[F.message_zh]);
  const title = (f) => [agencyOf(f) || report(f).id, yearOf(f)].filter(Boolean).join(" ");
  const short = (text, n, tail = false) => { const flat = text.replace(/\s+/g, " "); return flat.length <= n ? flat : tail ? "…" + flat.slice(-n) : flat.slice(0, n) + "…"; };
  const drawList = () => {
    const list = $("list");
    const from = page * PAGE;
    const part = shown.slice(from, from + PAGE);
    list.replaceChildren(...part.map((at, i) => {
      const f = FLAGS[at];
      const item = el("li");
      const row = el("button", "row");
      row.type = "button";
      row.dataset.at = String(from + i);
      row.setAttribute("aria-current", String(from + i === current));
      const inner = el("span", "in");
      const head = el("span", "head");
      head.append(el("span", "code", f[F.code]), el("span", "who", title(f)), el("span", "badge " + f[F.severity], t(f[F.severity])));
      const d = decisionOf(f);
      head.append(el("span", "mine " + d, d ? t(d) : ""));
      const ctx = el("span", "ctx");
      ctx.append(short(f[F.before], 14, true), el("mark", "", short(f[F.words], 60) || "∅"), short(f[F.after], 40));
      inner.append(head, el("span", "msg", short(message(f), 300)), ctx);
      const entry = mine.get(f[F.fingerprint]);
      if (entry && entry.note) inner.append(el("span", "said", t("note") + ": " + entry.note));
      row.append(el("span", "edge " + f[F.severity]), inner);
      item.append(row);
      return item;
    }));
    $("none").hidden = shown.length > 0 || !live;
    list.hidden = shown.length === 0;
    $("count").textContent = shown.length === N ? t("count", { n: N }) : t("of", { n: shown.length, m: N });
    $("page-text").textContent = shown.length ? t("range", { a: from + 1, b: Math.min(from + PAGE, shown.length) }) : "";
    $("printed").textContent = [...document.querySelectorAll("#filters select:not(#sort), #q")].filter((box) => box.value)
      .map((box) => box.previousElementSibling.textContent + ": " + (box.selectedOptions ? box.selectedOptions[0].textContent : box.value)).join(" · ");
    $("prev").disabled = page === 0;
    $("next").disabled = from + PAGE >= shown.length;
  };
  const go = (to, focus = false) => {
    if (to < 0 || to >= shown.length) return;
    const target = Math.floor(to / PAGE);
    const old = current;
    current = to;
    if (target !== page) { page = target; drawList(); } else {
      for (const at of [old, current]) { const row = document.querySelector('.row[data-at="' + at + '"]'); if (row) row.setAttribute("aria-current", String(at === current)); }
    }
    const row = document.querySelector('.row[data-at="' + current + '"]');
    if (row) { row.scrollIntoView({ block: "nearest" }); if (focus) row.focus({ preventScroll: true }); }
    drawDetail();
  };

  // --- one flag in full
  const marked = (before, words, after, cut) => {
    const box = el("div", "quote");
    box.append(el("span", "side", before), el("mark", "", words || "∅"));
    if (cut) box.append(el("span", "quiet", t("cut", { n: cut })));
    box.append(el("span", "side", after));
    return box;
  };
  // Longest common subsequence of two short texts, as runs [kind, text] with kind same, del or ins.
  const difference = (a, b) => {
    let head = 0;
    while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
    const x = a.slice(head, a.length - tail), y = b.slice(head, b.length - tail);
    const runs = [];
    const push = (kind, text) => { if (!text) return; const last = runs[runs.length - 1]; if (last && last[0] === kind) last[1] += text; else runs.push([kind, text]); };
    push("same", a.slice(0, head));
    if (x.length * y.length > 4000000) { push("del", x); push("ins", y); } else {
      const w = y.length + 1, table = new Uint16Array((x.length + 1) * w);
      for (let i = x.length - 1; i >= 0; i -= 1) for (let j = y.length - 1; j >= 0; j -= 1) table[i * w + j] = x[i] === y[j] ? table[(i + 1) * w + j + 1] + 1 : Math.max(table[(i + 1) * w + j], table[i * w + j + 1]);
      let i = 0, j = 0;
      while (i < x.length && j < y.length) {
        if (x[i] === y[j]) { push("same", x[i]); i += 1; j += 1; } else if (table[(i + 1) * w + j] >= table[i * w + j + 1]) { push("del", x[i]); i += 1; } else { push("ins", y[j]); j += 1; }
      }
      push("del", x.slice(i));
      push("ins", y.slice(j));
    }
    push("same", a.slice(a.length - tail));
    return runs;
  };
  // A related place: beside this one with the differences marked where the two are alike, else in its own context.
  const sentence = (f) => {
    const lead = f[F.before].split(/[。！？；\n]/).pop(), rest = f[F.after].match(/^[^。！？；\n]*[。！？；]?/);
    return lead + f[F.words] + (f[F.cut] || !rest ? "" : rest[0]);
  };
  const pair = (f, other) => {
    const [id, agency, year, start, end, before, words, after, cut] = other;
    const caption = el("p", "cap", (agency || id) + (year ? " " + year : "") + " · " + id + " · " + start + "–" + end);
    // a few words beside a whole sentence: the sentence that they stand in is what compares
    const own = 2 * f[F.words].length < words.length ? sentence(f) : f[F.words];
    const runs = difference(words, own);
    const same = runs.reduce((n, r) => n + (r[0] === "same" ? r[1].length : 0), 0);
    const left = el("div");
    left.append(caption);
    if (same <= 5 || 2 * same < Math.min(words.length, own.length)) {
      left.append(marked(before, words, after, cut));
      return left;
    }
    const two = el("div", "two"), right = el("div"), a = el("div", "quote"), b = el("div", "quote");
    for (const [kind, text] of runs) {
      if (kind !== "ins") a.append(kind === "del" ? el("del", "", text) : text);
      if (kind !== "del") b.append(kind === "ins" ? el("ins", "", text) : text);
    }
    left.append(a);
    right.append(el("p", "cap", title(f) + " · " + t("this_place")), b);
    two.append(left, right);
    two.dataset.aligned = "yes";
    return two;
  };
  const grid = (f) => {
    const [at, cells] = f[F.table];
    const table = DATA.tables[at];
    const rows = [...new Set(cells.map((c) => c[0]))].sort((a, b) => a - b);
    const columns = table.columns.map((_, c) => c).filter((c) => rows.some((r) => table.cells[r][c] !== null));
    const look = new Map(cells.map(([r, c, bad]) => [r + ":" + c, bad ? "bad" : "near"]));
    const scroll = el("div", "scroll"), node = el("table", "grid");
    const head = el("tr");
    head.append(el("td"));
    for (const c of columns) { const th = el("th", "", table.columns[c]); th.scope = "col"; head.append(th); }
    node.append(head);
    for (const r of rows) {
      const line = el("tr"), th = el("th", "", table.rows[r]);
      th.scope = "row";
      line.append(th);
      for (const c of columns) line.append(el("td", look.get(r + ":" + c) || "", table.cells[r][c] === null ? "" : table.cells[r][c]));
      node.append(line);
    }
    scroll.append(node);
    return scroll;
  };
  const block = (head, ...nodes) => { const box = el("div", "block"); box.append(el("h3", "", head), ...nodes); return box; };
  const drawDetail = () => {
    const box = $("detail");
    box.hidden = !live;
    const f = current >= 0 ? FLAGS[shown[current]] : null;
    if (!f) { box.replaceChildren(); box.hidden = true; return; }
    const head = el("div", "head"), name = el("h2", "", f[F.code] + " " + ruleName(f[F.code]));
    name.id = "detail-head";
    head.append(name, el("span", "badge " + f[F.severity], t(f[F.severity])), el("span", "quiet", t("in_order", { a: current + 1, b: shown.length })));
    const nodes = [head, el("p", "lead", message(f))];
    const decide = el("div", "decide");
    DECISIONS.forEach((d, i) => {
      const button = el("button", d, t(d));
      button.type = "button";
      button.id = "decide-" + d;
      button.setAttribute("aria-pressed", String(decisionOf(f) === d));
      button.append(el("kbd", "", String(i + 1)));
      button.addEventListener("click", () => decideOn(decisionOf(f) === d ? "" : d));
      decide.append(button);
    });
    const label = el("label", "block"), area = el("textarea");
    const hint = el("span", "quiet", t("note") + " ");
    hint.append(el("kbd", "", "n"));
    label.append(hint, area);
    area.id = "note";
    const entry = mine.get(f[F.fingerprint]);
    area.value = entry ? entry.note || "" : "";
    area.addEventListener("input", () => noteOn(f, area.value)); // at each key: a reload loses nothing
    nodes.push(decide);
    if (entry && entry.other) nodes.push(el("p", "quiet", t("conflict", { what: entry.other.map((o) => t(o.decision) + (o.note ? "（" + o.note + "）" : "")).join("；") })));
    if (f[F.table]) nodes.push(block(t("table"), grid(f)));
    nodes.push(block(t("context"), marked(f[F.before], f[F.words], f[F.after], f[F.cut])));
    if (f[F.related].length) {
      const places = f[F.related].map((other) => pair(f, other));
      const aligned = places.filter((p) => p.dataset.aligned), single = places.filter((p) => !p.dataset.aligned);
      if (aligned.length) nodes.push(block(t("compare"), ...aligned, el("p", "quiet", t("marked_same"))));
      if (single.length) { const two = el("div", single.length > 1 ? "two" : ""); two.append(...single); nodes.push(block(t("related"), two)); }
    }
    const r = report(f), facts = el("dl", "facts");
    const fact = (k, v) => { if (v !== "" && v !== null && v !== undefined) facts.append(el("dt", "", t(k)), el("dd", "", String(v))); };
    fact("value", f[F.value]);
    fact("expected", f[F.expected]);
    fact("report", r.id);
    fact("agency", r.agency);
    fact("year", r.year);
    fact("section", section(f[F.section]));
    fact("place", f[F.start] + "–" + f[F.end]);
    fact("confidence", f[F.confidence]);
    if (r.source !== r.id) fact("source", r.source);
    const info = el("div", "block");
    info.append(facts);
    nodes.push(info, label);
    const rule = DATA.rules[f[F.code]];
    const why = rule ? (lang === "zh" ? rule.zh || rule.en : rule.en || rule.zh) : "";
    if (why) {
      const more = el("details");
      more.open = true;
      more.append(el("summary", "", t("why")), el("p", "", why));
      if (rule.source) more.append(el("p", "quiet", t("basis") + ": " + rule.source));
      nodes.push(more);
    }
    box.replaceChildren(...nodes);
    box.scrollTop = 0;
  };

  // --- deciding
  const ready = () => {
    if (coder) return true;
    warn(t("no_coder"));
    $("coder").focus();
    return false;
  };
  const set = (f, change) => {
    const name = f[F.fingerprint];
    const old = mine.get(name) || { decision: "", note: "" };
    const entry = { ...old, ...change, code: f[F.code], report_id: report(f).id, time: new Date().toISOString() };
    delete entry.other;
    mine.set(name, entry);
    keep();
    const row = document.querySelector('.row[data-at="' + current + '"] .mine');
    if (row) { row.className = "mine " + entry.decision; row.textContent = entry.decision ? t(entry.decision) : ""; }
    drawProgress();
  };
  const decideOn = (d) => {
    if (current < 0 || !ready()) return;
    const f = FLAGS[shown[current]];
    set(f, { decision: d });
    drawDetail();
    say(d ? t("said", { code: f[F.code], what: t(d) }) : t("undone"));
  };
  const noteOn = (f, note) => { if (ready()) set(f, { note }); };

  // --- out and in
  const stamp = () => (coder || "coder").replace(/[^\p{L}\p{N}_-]+/gu, "_") + "-" + DATA.batch.slice(0, 8);
  const entries = () => [...mine].filter(([, e]) => e.decision || e.note).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const download = (name, type, text) => {
    const link = el("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    unsaved = false;
  };
  const exportJson = () => {
    const decisions = entries().map(([fingerprint, e]) => ({ fingerprint, code: e.code, report_id: e.report_id, decision: e.decision, note: e.note || "", time: e.time, ...(e.other ? { other: e.other } : {}) }));
    return JSON.stringify({ format: "chenyan-decisions", format_version: 1, version: DATA.version, batch: DATA.batch, coder, decisions }, null, 1);
  };
  const cell = (value) => { const text = String(value ?? ""); const safe = /^'*[=+\-@\t\r]/.test(text) ? "'" + text : text; return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe; };
  const exportCsv = () => {
    const lines = [["coder", "fingerprint", "code", "report_id", "decision", "note", "time"].join(",")];
    for (const [fingerprint, e] of entries()) lines.push([coder, fingerprint, e.code, e.report_id, e.decision, e.note, e.time].map(cell).join(","));
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  };
  const importJson = (text) => {
    let data;
    try {
      data = JSON.parse(text);
      if (data.format !== "chenyan-decisions" || !Array.isArray(data.decisions)) throw new Error("not chenyan-decisions");
    } catch (error) { warn(t("bad", { why: error.message })); return; }
    if (!coder && typeof data.coder === "string") { $("coder").value = data.coder; setCoder(); }
    if (!ready()) return;
    const known = new Set(FLAGS.map((f) => f[F.fingerprint]));
    let n = 0, conflicts = 0, others = 0;
    for (const d of data.decisions) {
      if (!d || typeof d.fingerprint !== "string" || !["", ...DECISIONS].includes(d.decision)) continue;
      const entry = { decision: d.decision, note: String(d.note || ""), code: String(d.code || ""), report_id: String(d.report_id || ""), time: String(d.time || "") };
      const old = mine.get(d.fingerprint);
      if (old && old.decision && old.decision !== entry.decision) {
        conflicts += 1;
        const [win, lose] = newer(old, entry) === old ? [old, entry] : [entry, old];
        mine.set(d.fingerprint, { ...win, other: [...(old.other || []), { decision: lose.decision, note: lose.note, time: lose.time }] });
      } else mine.set(d.fingerprint, newer(entry, old));
      if (known.has(d.fingerprint)) n += 1; else { others += 1; aside.set(d.fingerprint, mine.get(d.fingerprint)); }
    }
    keep();
    const said = t("imported", { n, c: conflicts });
    warn(others && data.batch !== DATA.batch ? said + "\n" + t("other_batch", { n: others }) : conflicts ? said : "");
    say(said);
    drawProgress();
    drawList();
    drawDetail();
  };

  const setCoder = () => {
    coder = $("coder").value.trim();
    mine = readStore();
    carryOver();
    try { if (store) store.setItem("chenyan:coder", coder); } catch { /* told by no_store */ }
    if (coder && !$("warning").hidden) warn(store ? "" : t("no_store"));
    drawProgress();
    drawList();
    drawDetail();
  };
  const translate = () => {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const node of document.querySelectorAll("[data-l]")) node.setAttribute("aria-label", t(node.dataset.l));
    $("filters").setAttribute("aria-label", t("search"));
    $("language").textContent = lang === "zh" ? "English" : "中文";
    $("language").lang = lang === "zh" ? "en" : "zh";
    $("about").textContent = t("about", { r: DATA.n_reports.toLocaleString("en"), n: (DATA.n_flags || N).toLocaleString("en") }) + (DATA.page ? " · " + DATA.page : "");
    if (DATA.pages.length) {
      const list = el("ol");
      for (const p of DATA.pages) {
        const item = el("li"), link = el("a", "", short(p.agencies.slice(0, 3).map((a) => a || t("unknown")).join("、"), 60) + (p.agencies.length > 3 ? " …" : ""));
        link.href = p.href;
        item.append(link, " " + p.n.toLocaleString("en") + " " + t("flags"));
        list.append(item);
      }
      $("pages").replaceChildren(el("h2", "", t("pages_head", { n: DATA.pages.length })), list);
      $("pages").hidden = false;
    }
    fillSelects();
    drawCharts();
    drawProgress();
    drawList();
    drawDetail();
  };

  // --- wiring
  let wait = 0;
  $("q").addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(refilter, 120); });
  for (const id of ["f-code", "f-severity", "f-agency", "f-year", "f-decision", "sort"]) $(id).addEventListener("change", refilter);
  $("filters").addEventListener("submit", (event) => { event.preventDefault(); refilter(); });
  $("clear").addEventListener("click", () => { for (const id of ["q", "f-code", "f-severity", "f-agency", "f-year", "f-decision"]) $(id).value = ""; refilter(); });
  $("prev").addEventListener("click", () => go((page - 1) * PAGE));
  $("next").addEventListener("click", () => go((page + 1) * PAGE));
  $("list").addEventListener("click", (event) => { const row = event.target.closest(".row"); if (row) go(Number(row.dataset.at)); });
  $("language").addEventListener("click", () => { lang = lang === "zh" ? "en" : "zh"; try { if (store) store.setItem("chenyan:language", lang); } catch { /* a wish only */ } translate(); });
  $("coder").addEventListener("change", setCoder);
  $("export-json").addEventListener("click", () => download("decisions-" + stamp() + ".json", "application/json", exportJson()));
  $("export-csv").addEventListener("click", () => download("decisions-" + stamp() + ".csv", "text/csv", exportCsv()));
  $("import").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", async () => { const file = $("file").files[0]; if (file) { importJson(await file.text()); $("file").value = ""; } });
  window.addEventListener("storage", (event) => { if (event.key === key()) { for (const [name, entry] of readStore()) mine.set(name, newer(entry, mine.get(name))); drawProgress(); drawList(); } });
  window.addEventListener("beforeunload", (event) => { if (unsaved && entries().length) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const tag = event.target.tagName;
    if (tag === "TEXTAREA" || tag === "INPUT" || tag === "SELECT") { if (event.key === "Escape") event.target.blur(); return; }
    const does = {
      j: () => go(current + 1), k: () => go(current - 1), 1: () => decideOn("right"), 2: () => decideOn("wrong"), 3: () => decideOn("unsure"), 0: () => decideOn(""),
      n: () => { if ($("note") && ready()) $("note").focus(); }, "/": () => $("q").focus()
    }[event.key];
    if (does) { event.preventDefault(); does(); }
  });

  try { if (store) { lang = store.getItem("chenyan:language") === "en" ? "en" : "zh"; $("coder").value = DATA.coder || store.getItem("chenyan:coder") || ""; } else $("coder").value = DATA.coder || ""; } catch { /* starts fresh */ }
  $("filters").hidden = $("work").hidden = !live && DATA.pages.length > 0;
  coder = $("coder").value.trim();
  mine = readStore();
  carryOver();
  shown = FLAGS.map((_, at) => at);
  current = N ? 0 : -1;
  if (!store) warn(t("no_store"));
  translate();
  document.body.dataset.loadMs = (performance.now() - started).toFixed(1);
})();
