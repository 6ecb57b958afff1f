// A page in a real browser: node browser.mjs BROWSER PAGE STEPS FOLDER   (BROWSER: a program's path)
// With HEADED set it has a window, on the screen that DISPLAY names.
//
// The page is opened from the disk, as a clerk does, with the network off. STEPS is a JSON list; what each gives is
// written to FOLDER/told.json, with every address that was asked for and every fault of the page.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [program, page, steps, folder] = process.argv.slice(2);
const modules = createRequire(path.join(process.env.NODE_TOOLS, "node_modules", "any.js"));
const driver = process.env.DRIVER;
const puppeteer = modules(driver).default ?? modules(driver);
const alone = driver === "puppeteer-core" ? [] : ["--single-process", "--no-zygote"]; // of a browser made for small machines
const headed = Boolean(process.env.HEADED);
const window = headed ? ["--window-position=0,0", "--window-size=1200,900", "--no-first-run"] : [];
const firefox = /firefox/.test(program);
const profile = fs.mkdtempSync(path.join(folder, "profile-"));
const browser = await puppeteer.launch({
  browser: firefox ? "firefox" : "chrome",
  executablePath: program,
  headless: !headed,
  protocolTimeout: 300000,
  userDataDir: profile,
  args: firefox ? [] : ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ...alone, ...window],
});
const told = { answers: [], asked: [], faults: [] };
const watch = (page) => {
  page.on("request", (request) => told.asked.push(request.url().slice(0, 200)));
  page.on("pageerror", (fault) => told.faults.push(String(fault).slice(0, 500)));
};
let tab = headed ? (await browser.pages())[0] : await browser.newPage();
watch(tab);
await tab.setViewport(headed ? null : { width: 1366, height: 900 });
if (!firefox) browser.on("targetcreated", (target) => target.page().then((page) => page && page !== tab && watch(page), () => {}));
const address = page.startsWith("http") ? page : pathToFileURL(page).href;
if (!firefox && !page.startsWith("http")) await tab.setOfflineMode(true);

const DO = {
  async online() {
    if (!firefox) await tab.setOfflineMode(false);
  },
  async open() {
    await tab.goto(address, { timeout: 120000 });
    await tab.waitForFunction(() => /ready|\be\b/.test(document.getElementById("state").className), { timeout: 120000 });
    return { state: await tab.$eval("#state", (each) => each.textContent), ready: await tab.evaluate(() => performance.getEntriesByName("ready")[0]?.startTime ?? null) };
  },
  /** The tab is closed, whatever it is at, and another opened. */
  async reopen() {
    const old = tab;
    tab = await browser.newPage();
    await old.close({ runBeforeUnload: false });
    await tab.goto(address, { timeout: 120000 });
  },
  /** A command of the browser's own protocol. */
  async send({ method, parameters }) {
    await (await tab.createCDPSession()).send(method, parameters);
  },
  async put({ files, seconds = 120 }) {
    const before = await tab.evaluate(() => document.body.dataset.done ?? "0");
    const begin = Date.now();
    await (await tab.$("#pick-files")).uploadFile(...files);
    await tab.waitForFunction((done) => (document.body.dataset.done ?? "0") !== done, { timeout: seconds * 1000 }, before);
    return Date.now() - begin;
  },
  /** Choose files, and wait for nothing. */
  async choose({ files }) {
    await (await tab.$("#pick-files")).uploadFile(...files);
  },
  /** By the browser's own protocol, with files of the disk, as if a hand had dragged them. */
  async drop({ files }) {
    const before = await tab.evaluate(() => document.body.dataset.done ?? "0");
    const session = await tab.createCDPSession();
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 400, y: 300, data });
    await tab.waitForFunction((done) => (document.body.dataset.done ?? "0") !== done, { timeout: 120000 }, before);
  },
  /** The tabulator, until what is wanted has the focus; whether something shows that it has it. */
  async tab_to({ on, most }) {
    for (let count = 1; count <= most; count++) {
      await tab.keyboard.press("Tab");
      const ring = await tab.evaluate((selector) => {
        if (!document.activeElement.matches(selector)) return null;
        const shown = document.activeElement.matches(".away") ? document.querySelector(`label[for="${document.activeElement.id}"]`) : document.activeElement;
        return getComputedStyle(shown).outlineStyle !== "none";
      }, on);
      if (ring !== null) return { count, ring };
    }
    throw new Error(`${on} is not reached`);
  },
  /** Files for the chooser that the space bar opens. */
  async choose_by_key({ files }) {
    const before = await tab.evaluate(() => document.body.dataset.done ?? "0");
    const opened = tab.waitForFileChooser();
    // Keys reach the page by another way than the wish to catch its chooser does; an answer that goes the way of the wish proves that it came first.
    await tab.evaluate(() => 0);
    await tab.keyboard.press("Space");
    await (await opened).accept(files);
    await tab.waitForFunction((done) => (document.body.dataset.done ?? "0") !== done, { timeout: 120000 }, before);
  },
  async press({ keys }) {
    for (const key of keys) await tab.keyboard.press(key);
  },
  /** Megabytes of the page's own process, after what is no longer needed has been collected. */
  async memory() {
    const session = await tab.createCDPSession();
    for (let turn = 0; turn < 3; turn++) {
      await session.send("HeapProfiler.collectGarbage");
      await new Promise((done) => setTimeout(done, 1000));
    }
    const about = (id, file) => fs.readFileSync(`/proc/${id}/${file}`, "utf8");
    const parent = (id) => { try { return Number(about(id, "stat").split(") ").at(-1).split(" ")[1]); } catch { return 0; } };
    const below = (id) => { for (; id > 1; id = parent(id)) if (id === browser.process().pid) return true; return false; };
    const renderers = fs.readdirSync("/proc").map(Number).filter((id) => id && below(id) && about(id, "cmdline").includes("--type=renderer"));
    const size = (id) => Number(/^VmRSS:\s+(\d+)/m.exec(about(id, "status"))[1]) / 1024;
    return Math.round(Math.max(...renderers.map(size)));
  },
  async results() {
    const found = await tab.evaluate(async () => {
      const all = [];
      for (const entry of entries.values()) {
        for (const output of entry.result?.outputs ?? []) {
          const bytes = new Uint8Array(await output.blob.arrayBuffer());
          let text = "";
          for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
          all.push([entry.relative, output.name, btoa(text)]);
        }
      }
      return { time: document.body.dataset.time, all };
    });
    for (const [relative, name, data] of found.all) {
      const place = path.join(folder, "results", relative);
      fs.mkdirSync(place, { recursive: true });
      fs.writeFileSync(path.join(place, name), Buffer.from(data, "base64"));
    }
    return { time: found.time, names: found.all.map(([relative, name]) => [relative, name]) };
  },
  async evaluate({ code }) {
    return tab.evaluate(code);
  },
  async wait({ code }) {
    await tab.waitForFunction(code, { timeout: 120000 });
  },
  async click({ on }) {
    await tab.click(on);
  },
  /** A program beside the browser; what it says on the last line is the answer. */
  async run({ command }) {
    return new Promise((resolve, reject) => {
      let said = "";
      const child = spawn(command[0], command.slice(1), { stdio: ["ignore", "pipe", "inherit"] });
      child.stdout.on("data", (data) => (said += data));
      child.on("error", reject);
      child.on("close", (status) => (status ? reject(new Error(`${command.join(" ")}: ${status}`)) : resolve(said.trim().split("\n").at(-1))));
    });
  },
  async look({ width = 1366, height = 900, scheme = "light", shot }) {
    await tab.setViewport({ width, height });
    if (!firefox) await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    if (shot) await tab.screenshot({ path: shot });
    return tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  },
  /** How many sheets of paper it takes. */
  async print({ pdf }) {
    await tab.pdf({ path: pdf, preferCSSPageSize: true });
  },
  async axe() {
    await tab.evaluate(fs.readFileSync(modules.resolve("axe-core/axe.min.js"), "utf8"));
    const found = await tab.evaluate(() => axe.run(document, { iframes: false }));
    return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ").slice(0, 300)}`);
  },
};

let fault = "";
try {
  for (const step of JSON.parse(fs.readFileSync(steps, "utf8"))) told.answers.push((await DO[step.do](step)) ?? null);
} catch (problem) {
  fault = String(problem?.stack ?? problem).slice(0, 3000);
  told.answers.push(await tab.evaluate(() => document.body.innerText.slice(0, 1500)).catch(() => ""));
}
fs.writeFileSync(path.join(folder, "told.json"), JSON.stringify(told));
await browser.close().catch(() => {});
if (fault) console.error(fault, JSON.stringify(told).slice(-3000));
process.exit(fault ? 1 : 0);
