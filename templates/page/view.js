// What is shown: the list of stations with what to do first, one station in full, notices.
const ORDER = { E: 0, W: 1, I: 2 };
const LABELS = { workbook: "工作簿", word: "Word 报告", html: "网页报告", working: "核查底稿", filled: "填好的工作簿" };

function labelOf(output) {
  if (LABELS[output.kind]) return LABELS[output.kind];
  return output.name;
}

const sorted = (findings) => [...findings].sort((one, other) => ORDER[one.severity] - ORDER[other.severity]);

function counted(findings) {
  const counts = { E: 0, W: 0, I: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** Errors and failures first, then what is worth most: the lowest score. */
function urgency(entry) {
  const { result } = entry;
  if (!result) return [3, 0];
  if (!result.outcome.ok) return [0, 0];
  const low = result.outcome.score ?? result.outcome.score_range?.[0] ?? 0;
  return [counted(result.outcome.findings).E ? 1 : 2, Number(low)];
}

function byUrgency(one, other) {
  const [a, b] = [urgency(one), urgency(other)];
  return a[0] - b[0] || a[1] - b[1] || one.relative.localeCompare(other.relative, "zh-CN", { numeric: true });
}

function findingItem(finding) {
  const place = placeOf(finding);
  return [
    make("span", { class: "code" }, `${finding.code} ${ABOUT.severities[finding.severity]}`),
    `${place ? place + " " : ""}${finding.message} ${toDo(finding)}`,
  ];
}

function stationRow(entry, actions) {
  const { result } = entry;
  const outcome = result?.outcome;
  const name = outcome?.station || entry.relative.split("/").pop();
  const title = make("th", { scope: "row" });
  if (result) title.append(make("button", { type: "button", class: "link", onclick: () => actions.show(entry) }, name));
  else title.append(name);
  title.append(make("br"), make("small", {}, [outcome?.year, entry.relative].filter(Boolean).join(" · ")));
  if (entry.ledgers?.length) title.append(make("br"), make("small", {}, `并入台账 ${entry.ledgers.length} 份`));
  if (entry.previous?.length) title.append(make("br"), make("small", {}, `比较 ${entry.previous.length} 个以前年度`));
  const cell = (head, ...children) => make("td", { "data-head": head }, ...children);
  if (!result) return make("tr", {}, title, cell("总分"), cell("等级"), cell("问题"), cell("最先要做的", entry.stopped ? message("N015").message : "等待计算"), cell("结果"));
  const counts = counted(outcome.findings);
  const tags = Object.entries(counts)
    .filter(([, count]) => count)
    .flatMap(([severity, count]) => [make("span", { class: `tag ${severityClass(severity)}` }, `${ABOUT.severities[severity]} ${count}`), " "]);
  const first = sorted(outcome.findings)[0];
  return make(
    "tr",
    { "data-relative": entry.relative, "data-ok": String(outcome.ok) },
    title,
    cell("总分", outcome.ok ? scoreWords(outcome) : "—"),
    cell("等级", outcome.ok ? gradeWords(outcome) : make("span", { class: "tag e" }, "未能处理")),
    cell("问题", ...(tags.length ? tags : ["没有"])),
    cell("最先要做的", first ? `${placeOf(first)} ${first.message} ${toDo(first)}`.trim() : "没有发现问题"),
    cell("结果", ...result.outputs.flatMap((output) => [saveLink(output), make("br")])),
  );
}

function saveLink(output) {
  return make("a", { href: output.address, download: output.name, "data-kind": output.kind, title: output.name }, labelOf(output));
}

function detail(entry, actions) {
  const { outcome, outputs } = entry.result;
  const heading = [outcome.station || entry.relative, outcome.year].filter(Boolean).join(" ");
  const pieces = [make("h2", { id: "detail-title" }, heading)];
  if (outcome.ok) pieces.push(cards(outcome));
  if (outputs.length) {
    pieces.push(make("p", { class: "buttons" }, ...outputs.map((output) => {
      const link = saveLink(output);
      link.className = "button";
      link.textContent = `下载${labelOf(output)}`;
      return link;
    })));
  }
  pieces.push(make("h3", {}, `问题清单（${outcome.findings.length}）`), findingsTable(entry, actions));
  const html = outputs.find((output) => output.name.endsWith(".html"));
  if (html) {
    const frame = make("iframe", { class: "report", title: `${heading} 报告`, sandbox: "allow-same-origin allow-modals", "data-name": html.name });
    const print = make("button", { type: "button", class: "button small", onclick: () => frame.contentWindow.print() }, "打印报告");
    const head = make("div", { class: "head" }, make("h3", {}, "报告"), print);
    pieces.push(make("div", { class: "whole-report" }, head, frame)); // printed by its own button, page by page
    html.blob.text().then((text) => {
      frame.addEventListener("load", () => fit(frame));
      frame.srcdoc = text;
    });
  }
  return pieces;
}

/** As high as what it shows, so that the page has one scroll bar. */
function fit(frame) {
  const resize = () => {
    const body = frame.contentDocument?.body;
    if (!body) return;
    const below = parseFloat(frame.contentWindow.getComputedStyle(body).marginBottom);
    frame.style.height = `${Math.ceil(body.getBoundingClientRect().bottom + below) + 4}px`; // and shorter again when there is more room
  };
  resize();
  new ResizeObserver(resize).observe(frame.contentDocument.body);
}

function cards(outcome) {
  const list = make("dl", { class: "cards" });
  const card = (name, value, tone = "") => list.append(make("div", { class: `card ${tone}` }, make("dt", {}, name), make("dd", { class: "figure" }, value)));
  card("总分", scoreWords(outcome));
  card("财政自评等级", gradeWords(outcome));
  if (outcome.station_grade || outcome.station_score !== null) {
    card("站点评估等级", [outcome.station_grade, figure(outcome.station_score)].filter(Boolean).join(" ") || "—");
  }
  card("预算执行率", rateWords(outcome.funds?.execution_rate));
  const counts = counted(outcome.findings);
  card("问题", String(outcome.findings.length), counts.E ? "e" : counts.W ? "w" : "met");
  return list;
}

function findingsTable(entry, actions) {
  const { findings } = entry.result.outcome;
  if (!findings.length) return make("p", {}, "没有发现问题。");
  const rows = sorted(findings).map((finding) => {
    const place = placeOf(finding);
    const where = finding.cell && !finding.sheet.startsWith("[")
      ? make("button", { type: "button", class: "link", title: "这一格怎样来", onclick: () => actions.explain(entry, place) }, place)
      : place || "—";
    return make("tr", {},
      make("td", {}, make("span", { class: `tag ${severityClass(finding.severity)}` }, `${finding.code} ${ABOUT.severities[finding.severity]}`)),
      make("td", {}, where), make("td", {}, finding.message), make("td", {}, toDo(finding)));
  });
  const heads = ["级别", "位置", "问题", "怎样办"].map((head) => make("th", { scope: "col" }, head));
  const table = make("table", { class: "findings" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  const ask = make("button", { type: "button", id: "explain-ask", class: "button small", onclick: () => actions.explain(entry, "") }, "说明一格怎样来……");
  return make("div", {}, make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "问题清单" }, table), ask);
}

function notice(finding, ...more) {
  const close = make("button", { type: "button", class: "link", onclick: () => item.remove() }, "知道了");
  const item = make("li", { class: severityClass(finding.severity), "data-code": finding.code }, ...findingItem(finding), " ", ...more, " ", close);
  byId("notices").append(item);
}
