// The flow: files are taken in, put on the desk, planned, done one after the other, shown, saved.
const kernel = new Kernel();
const entries = new Map(); // relative → {relative, blob (as it was handed in), folder?, ledgers, previous, result?, stopped?}; results by what they follow from
const finished = new Map(); // key of a job → result
const NOTHING = { jobs: [], earlier: [], ledgers: [], strays: [], companions: [], old_reports: [] };
let plan = NOTHING;
let opened = null; // the folder that results can be written back into
let chain = Promise.resolve(); // one thing after the other
const saidAlready = new Set();
let shown = null;

function take(element) {
  const name = element.id.replace("part-", "");
  const text = element.textContent;
  element.remove();
  if (window.MISSING.length) return;
  if (name !== "worker") kernel.bring(name, text);
  else unpacked(text).text().then((code) => kernel.start(code, onState));
}

function onState(state, reason) {
  const words = { starting: "正在准备计算程序……可以先把工作簿放进来", ready: "已就绪" };
  byId("state").textContent = words[state] ?? "没有启动成功";
  byId("state").className = `state ${state === "ready" ? "ready" : state === "failed" ? "e" : ""}`;
  if (state === "failed") notice(message("N014", { reason }));
  if (state === "ready") performance.mark("ready");
}

kernel.onReport = ({ name, text }) => {
  const address = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/plain" }));
  byId("notices").append(make("li", { class: "e" }, "故障报告：", make("a", { href: address, download: name }, name)));
};

const inTurn = (work) => (chain = chain.then(work).catch(lost));

function lost(fault) {
  if (fault instanceof Stopped) return;
  notice(message(isMemory(fault) ? "N010" : "N013", { reason: fault.message }));
}

const isMemory = (fault) => /memory|allocation/i.test(fault.message);

// ---------------------------------------------------------------- files come in

const OURS = /\.上一版\.[^.]+$|^\.|^~\$/;

/** Files with the paths that they have: [{relative, file()}]. Those of an earlier turn give way to the same ones anew. */
function handIn(found, folder = null) {
  const wanted = found.filter(({ relative }) => !OURS.test(relative.split("/").pop()));
  if (!wanted.length) return;
  inTurn(async () => {
    const put = [];
    for (const [index, each] of wanted.entries()) {
      progress(`正在读取 ${index + 1}/${wanted.length}：${each.relative}`, index, wanted.length);
      let data;
      try {
        data = new Uint8Array(await (await each.file()).arrayBuffer());
      } catch (fault) {
        notice(message(isMemory(fault) ? "N010" : "N012", { name: each.relative, reason: fault.name }));
        continue;
      }
      const relative = await freePath(each.relative, data, new Set(put));
      if (relative === null) continue;
      entries.set(relative, { relative, blob: new Blob([data]), folder: each.folder });
      put.push(relative);
      await lay(relative, data);
    }
    if (folder) opened = folder;
    await computeAll();
  });
}

async function lay(relative, data) {
  const told = await kernel.ask("put", { files: [relative] }, [data]);
  if (!told.ok) told.findings.forEach(notice);
}

/** The path under which a file is put. The same name again is the same workbook anew, or that of another station. */
async function freePath(relative, data, thisTurn) {
  if (!entries.has(relative)) return relative;
  const there = new Uint8Array(await entries.get(relative).blob.arrayBuffer());
  if (thisTurn.has(relative) && same(there, data)) {
    notice(message("N017", { name: relative }));
    return null;
  }
  const { same: again } = await kernel.ask("same_station", { file: relative }, [data.slice()]);
  if (again && !thisTurn.has(relative)) return relative;
  for (let number = 2; ; number++) {
    const other = `（${number}）/${relative}`;
    if (!entries.has(other)) return other;
  }
}

/** After a stop: the desk of a new worker is empty. */
async function putAllAgain() {
  for (const entry of entries.values()) {
    if (!entry.further) await lay(entry.relative, new Uint8Array(await entry.blob.arrayBuffer()));
  }
}

/** Files as they are; folders by their handles, which a page of the disk may read in Chromium, else by their entries. */
async function fromDrop(items) {
  const dropped = [...items].filter((item) => item.kind === "file").map((item) => ({
    entry: item.webkitGetAsEntry?.(),
    file: item.getAsFile(),
    handle: item.getAsFileSystemHandle?.().catch(() => null), // asked for now: the items are gone after this turn
  }));
  const found = [];
  let folder = null;
  for (const each of dropped) {
    if (!each.entry?.isDirectory) {
      if (each.file) found.push({ relative: each.file.name, file: async () => each.file });
      continue;
    }
    const inside = [];
    try {
      const handle = await each.handle;
      if (handle?.kind !== "directory") await walk(each.entry, inside);
      else {
        const alone = dropped.length === 1; // then its results can be written back
        if (alone) folder = handle;
        for await (const file of filesBelow(handle, `${handle.name}/`)) {
          inside.push({ relative: file.relative, folder: alone ? file.folder : undefined, file: () => file.handle.getFile() });
        }
      }
    } catch (fault) {
      notice(message("N026", { name: each.entry.name, reason: fault.name }));
      continue;
    }
    const wanted = inside.filter(isWanted);
    if (!wanted.length) notice(message("N025", { name: each.entry.name }));
    found.push(...wanted);
  }
  handIn(found, folder);
}

/** Of a folder only what may be a workbook is taken up. */
const isWanted = ({ relative }) => ABOUT.suffixes.some((suffix) => relative.toLowerCase().endsWith(suffix));

async function walk(entry, found) {
  if (entry?.isFile) {
    found.push({ relative: entry.fullPath.replace(/^\//, ""), file: () => new Promise((resolve, reject) => entry.file(resolve, reject)) });
  } else if (entry?.isDirectory) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) break;
      for (const each of some) await walk(each, found);
    }
  }
}

function fromInput(input) {
  const found = [...input.files].map((file) => ({ relative: file.webkitRelativePath || file.name, file: async () => file }));
  const wanted = input.webkitdirectory ? found.filter(isWanted) : found;
  if (found.length && !wanted.length) notice(message("N025", { name: found[0].relative.split("/")[0] }));
  handIn(wanted);
  input.value = "";
}

async function openFolder() {
  try {
    const folder = await window.showDirectoryPicker({ id: "workbooks", mode: "read" });
    const found = [];
    for await (const each of filesBelow(folder)) {
      if (isWanted(each)) found.push({ relative: each.relative, folder: each.folder, file: () => each.handle.getFile() });
    }
    if (found.length) handIn(found, folder);
    else notice(message("N025", { name: folder.name }));
  } catch (fault) {
    if (fault.name === "AbortError") notice(message("N019"));
    else {
      notice(message("N012", { name: "文件夹", reason: fault.name }));
      byId("pick-folder-label").hidden = byId("pick-folder").hidden = false; // where an office forbids the other way
    }
  }
}

// ---------------------------------------------------------------- the work

function options() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const time = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}:${two(now.getMinutes())}`;
  return { as_of: byId("as-of").value || null, time, report: true };
}

const mode = () => (byId("check-only").checked ? "check" : "work");

/** What is to be done with all that lies there. Findings about the whole are said once. */
async function makePlan() {
  const asked = options();
  const told = await kernel.ask("plan", { options: asked });
  if (!told.ok) {
    told.findings.forEach(notice);
    return;
  }
  plan = told;
  document.body.dataset.time = asked.time;
  const general = [...told.findings, ...told.strays.flatMap((stray) => stray.findings.map((each) => ({ ...each, sheet: stray.relative })))];
  for (const each of general) {
    const words = JSON.stringify(each);
    if (!saidAlready.has(words)) notice(each);
    saidAlready.add(words);
  }
  tellUnused();
  for (const [relative, entry] of entries) if (entry.further) entries.delete(relative);
  for (const job of plan.jobs) {
    if (job.file !== job.relative) { // a further project of a file
      entries.set(job.relative, { relative: job.relative, folder: entries.get(job.file).folder, further: true });
    }
    Object.assign(entries.get(job.relative), { ledgers: job.ledgers, previous: job.previous, stopped: false });
    entries.get(job.relative).result = finished.get(mode() + job.key);
  }
}

async function computeAll() {
  if (!entries.size) return progress();
  await makePlan();
  showList();
  await fillFromReports();
  const waiting = plan.jobs.filter((job) => !finished.has(mode() + job.key));
  for (const [index, job] of waiting.entries()) {
    progress(`正在计算 ${index + 1}/${waiting.length}：${job.relative}`, index, waiting.length);
    await one(job, mode());
  }
  settle();
}

/** A workbook from each report of an earlier year. In a folder of stations reports are results of its workbooks. */
async function fillFromReports() {
  for (const relative of plan.old_reports) {
    const entry = entries.get(relative);
    if (entry.told || (plan.jobs.length && (entry.folder || relative.includes("/")))) continue;
    entry.told = true;
    progress(`正在读往年的报告：${relative}`, 0, 1);
    const told = await kernel.ask("fill", { file: relative });
    told.findings.forEach((each) => notice({ ...each, sheet: [relative, each.sheet].filter(Boolean).join(" ") }));
    if (!told.ok) continue;
    const output = stored({ kind: "filled", name: told.name }, told.buffers[0]);
    notice(message("N018", { name: relative }), saveLink(output));
  }
}

/** After the last workbook, or after a stop. */
function settle() {
  for (const job of plan.jobs) entries.get(job.relative).stopped = !finished.has(mode() + job.key);
  progress();
  showList();
  document.body.dataset.done = String(Number(document.body.dataset.done ?? 0) + 1);
  if (plan.jobs.length === 1 && entries.get(plan.jobs[0].relative).result) show(entries.get(plan.jobs[0].relative), false);
}

async function one(job, mode) {
  const told = await kernel.ask(mode, { key: job.key });
  const entry = entries.get(job.relative);
  const result = told.ok
    ? { outcome: told.outcome, digest: told.digest, outputs: told.outputs.map((output, at) => stored(output, told.buffers[at])) }
    : { outcome: { ok: false, file: job.relative, station: null, year: null, findings: told.findings }, digest: "", outputs: [] };
  finished.set(mode + job.key, result);
  entry.result = result;
  showList();
}

function stored(output, data) {
  const blob = new Blob([data]);
  return { ...output, blob, address: URL.createObjectURL(blob) };
}

function tellUnused() {
  const used = new Set([...plan.jobs.map((job) => job.relative), ...plan.earlier, ...plan.ledgers, ...plan.companions, ...plan.old_reports, ...plan.strays.map((each) => each.relative)]);
  for (const entry of entries.values()) {
    if (used.has(entry.relative) || entry.told) continue;
    entry.told = true;
    notice(message("N016", { name: entry.relative }));
  }
}

/** Whatever runs ends at once; then the desk is laid anew, before anything else can be asked for. */
function stop() {
  byId("stop").disabled = true;
  kernel.stop();
  inTurn(async () => {
    progress("正在停止……", 0, 1);
    await kernel.restart();
    await putAllAgain();
    await makePlan();
    settle();
  });
}

function progress(words, done, all) {
  byId("progress").hidden = words === undefined;
  byId("stop").disabled = false;
  if (words === undefined) return;
  byId("progress-words").textContent = words;
  byId("bar").max = all;
  byId("bar").value = done;
}

// ---------------------------------------------------------------- what is shown

const actions = { show, explain: openExplain };

function showList() {
  const list = plan.jobs.map((job) => entries.get(job.relative)).sort(byUrgency);
  byId("stations").hidden = !list.length;
  byId("rows").replaceChildren(...list.map((entry) => stationRow(entry, actions)));
  const done = list.filter((entry) => entry.result);
  const failed = done.filter((entry) => !entry.result.outcome.ok).length;
  const parts = [`共 ${list.length} 个工作簿，已计算 ${done.length - failed} 个`];
  if (failed) parts.push(`${failed} 个未能处理`);
  if (plan.earlier.length) parts.push(`${plan.earlier.length} 个是以前年度的，只用来比较`);
  if (plan.ledgers.length) parts.push(`${plan.ledgers.length} 份台账并入所属站点`);
  byId("summary").textContent = parts.join("；") + "。";
  const outputs = done.some((entry) => entry.result.outputs.length);
  byId("save-all").hidden = !outputs;
  byId("write-back").hidden = !(outputs && opened);
  byId("continue").hidden = !list.some((entry) => entry.stopped);
  mark();
}

function show(entry, moving = true) {
  shown = entry;
  const section = byId("detail");
  section.hidden = false;
  section.replaceChildren(...detail(entry, actions));
  mark();
  if (moving) {
    section.focus({ preventScroll: true });
    section.scrollIntoView({ block: "start" });
  }
}

function mark() {
  for (const row of byId("rows").children) row.setAttribute("aria-selected", String(row.dataset.relative === shown?.relative));
}

function openExplain(entry, place) {
  byId("explain").entry = entry;
  byId("explain-cell").value = place;
  byId("explain-text").textContent = place ? "正在说明……" : "写一个单元格，例如 评价结果!A6、绩效指标!P21；写“审计信息”核对填写内容是不是计算时的那一份。";
  byId("explain").showModal();
  if (place) explainNow();
}

function explainNow() {
  const { entry } = byId("explain");
  const cells = byId("explain-cell").value.split(/[，、\s]+/).filter(Boolean);
  if (!cells.length) return;
  inTurn(async () => {
    const told = await kernel.ask("explain", { file: entry.relative, cells, as_of: byId("as-of").value || null });
    const lines = (told.findings ?? []).map((each) => `[${each.code} ${ABOUT.severities[each.severity]}] ${placeOf(each)} ${each.message} ${toDo(each)}`);
    byId("explain-text").textContent = [told.text, ...lines].filter(Boolean).join("\n\n");
  });
}

// ---------------------------------------------------------------- saving

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

function saveAll() {
  inTurn(async () => {
    const files = [];
    const buffers = [];
    const used = new Set();
    for (const entry of entries.values()) {
      for (const output of entry.result?.outputs ?? []) {
        const folder = plan.jobs.length > 1 ? entry.relative.replace(/\.[^./]+$/, "") + "/" : "";
        files.push(unused(folder + output.name, used));
        buffers.push(new Uint8Array(await output.blob.arrayBuffer()));
      }
    }
    const told = await kernel.ask("zip", { files }, buffers);
    if (told.ok) download(new Blob(told.buffers, { type: "application/zip" }), "绩效评价结果.zip");
    else told.findings.forEach(notice);
  });
}

function unused(path, used) {
  let free = path;
  for (let number = 2; used.has(free); number++) free = path.replace(/(\.[^./]*)?$/, `（${number}）$1`);
  used.add(free);
  return free;
}

function askToWrite() {
  const list = withResults();
  const files = list.reduce((sum, entry) => sum + entry.result.outputs.length, 0);
  byId("confirm-text").replaceChildren(
    make("p", {}, `把 ${list.length} 个工作簿的结果（共 ${files} 个文件）写进文件夹“${opened.name}”，各放在原来的工作簿旁边。`),
    make("p", {}, "原来的工作簿留一份，名字后面加“.上一版”；改过的报告不会被盖掉，新的另存为“（第2版）”。"),
    make("p", {}, "请先在 Excel 或 WPS 里关闭这些工作簿。接下来浏览器会再问一次，请选“保存更改”。"),
  );
  byId("confirm").showModal();
}

const withResults = () => plan.jobs.map((job) => entries.get(job.relative)).filter((entry) => entry.folder && entry.result?.outputs.length);

async function writeAll() {
  byId("confirm").close();
  try {
    if (!(await mayWrite(opened))) return notice(message("N020"));
  } catch {
    return notice(message("N020"));
  }
  inTurn(async () => {
    const list = withResults();
    let written = 0;
    for (const [index, entry] of list.entries()) {
      progress(`正在写回 ${index + 1}/${list.length}：${entry.relative}`, index, list.length);
      try {
        const findings = await writeBack(kernel, entry.folder, entry.relative.split("/").pop(), entry.result);
        findings.forEach((each) => notice({ ...each, sheet: entry.relative, cell: "" }));
        if (!findings.some((each) => each.severity === "E")) written++;
      } catch (fault) {
        if (fault instanceof Stopped) throw fault;
        notice(refusedBy(fault, entry.relative));
      }
    }
    progress();
    byId("summary").textContent = `已写回 ${written} 个工作簿，共 ${list.length} 个。`;
    document.body.dataset.written = String(written);
  });
}

function makeNew() {
  inTurn(async () => {
    const year = Number(byId("new-year").value);
    const told = await kernel.ask("new", { year, scheme: byId("new-scheme").value, name: `${year}年工作簿.${byId("new-buttons").checked ? "xlsm" : "xlsx"}` });
    if (told.ok) download(new Blob(told.buffers), told.name);
    else told.findings.forEach(notice);
  });
}

function clearAll() {
  inTurn(async () => {
    await kernel.ask("clear");
    for (const result of finished.values()) result.outputs.forEach((output) => URL.revokeObjectURL(output.address));
    entries.clear();
    finished.clear();
    plan = NOTHING;
    opened = shown = null;
    byId("detail").hidden = true;
    byId("detail").replaceChildren();
    byId("notices").replaceChildren();
    saidAlready.clear();
    showList();
  });
}

// ---------------------------------------------------------------- hands and keys

function wire() {
  const zone = byId("hand-in");
  for (const kind of ["dragover", "dragenter"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? zone.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    fromDrop(event.dataTransfer.items).catch(lost);
  });
  byId("pick-files").addEventListener("change", (event) => fromInput(event.target));
  byId("pick-folder").addEventListener("change", (event) => fromInput(event.target));
  byId("open-folder").hidden = !FOLDERS_CAN_BE_OPENED;
  byId("pick-folder-label").hidden = byId("pick-folder").hidden = FOLDERS_CAN_BE_OPENED; // the same, less writing back
  byId("open-folder").addEventListener("click", openFolder);
  byId("stop").addEventListener("click", stop);
  byId("continue").addEventListener("click", () => inTurn(computeAll));
  byId("as-of").addEventListener("change", () => inTurn(computeAll));
  byId("check-only").addEventListener("change", () => inTurn(computeAll));
  byId("save-all").addEventListener("click", saveAll);
  byId("clear").addEventListener("click", clearAll);
  byId("write-back").addEventListener("click", askToWrite);
  byId("confirm-yes").addEventListener("click", writeAll);
  byId("make-new").addEventListener("click", makeNew);
  byId("new-scheme").append(...ABOUT.schemes.map(([name, title]) => make("option", { value: name }, `${title}（${name}）`)));
  byId("new-year").value = String(new Date().getFullYear());
  byId("explain-form").addEventListener("submit", (event) => {
    event.preventDefault();
    explainNow();
  });
  for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
  window.addEventListener("beforeunload", (event) => {
    if (!byId("progress").hidden) event.preventDefault();
  });
}

wire();
