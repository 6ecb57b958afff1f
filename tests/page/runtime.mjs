// A page's worker under Node, as it stands in the page: node runtime.mjs PAGE REQUESTS FOLDER
//
// REQUESTS is a JSON list of {request, files}; FOLDER gets 0.json, 0-0, 0-1 … for each. Of the worker's code nothing is
// changed but how it imports: Node imports no blobs.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const [page, requests, folder] = process.argv.slice(2);
const html = fs.readFileSync(page, "utf8");
const part = (name) => html.match(new RegExp(`id="part-${name}">([^<]*)<`))[1];
const bytes = new Function(fs.readFileSync(new URL("../../templates/page/bytes.js", import.meta.url), "utf8") + "; return { unpacked };")();

const code = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "page-")), "code.mjs");
fs.writeFileSync(code, await bytes.unpacked(part("code")).text());
let worker = await bytes.unpacked(part("worker")).text();
if (worker.split("import(address)").length !== 2) throw new Error("the worker imports in another way");
worker = worker.replace("import(address)", "import(CODE)");

const { exit, nextTick } = process;
const waiting = new Map();
let ready, failed;
const started = new Promise((resolve, reject) => ([ready, failed] = [resolve, reject]));
globalThis.WorkerGlobalScope = class {};
globalThis.self = Object.setPrototypeOf(globalThis, WorkerGlobalScope.prototype);
globalThis.location = new URL("https://page.invalid/worker");
globalThis.postMessage = (told) => {
  if (told.ready) ready();
  else if (told.failed) failed(new Error(told.failed));
  else waiting.get(told.id)(told);
};
globalThis.process = undefined; // a browser has none
globalThis.CODE = "file://" + code;
(0, eval)(worker); // as a script of its own
for (const name of ["code", "wasm", "memory", "files"]) self.onmessage({ data: { part: name, text: part(name) } });
try {
  await started;
  for (const [id, { request, files }] of JSON.parse(fs.readFileSync(requests, "utf8")).entries()) {
    const buffers = files.map((file) => new Uint8Array(fs.readFileSync(file)));
    const told = await new Promise((resolve) => {
      waiting.set(id, resolve);
      self.onmessage({ data: { id, request: JSON.stringify(request), buffers } });
    });
    fs.writeFileSync(path.join(folder, `${id}.json`), told.reply ?? JSON.stringify({ fault: told.fault }));
    (told.buffers ?? []).forEach((data, at) => fs.writeFileSync(path.join(folder, `${id}-${at}`), data));
  }
  exit(0);
} catch (fault) {
  console.error(String(fault?.stack ?? fault).slice(0, 3000));
  exit(1);
}
