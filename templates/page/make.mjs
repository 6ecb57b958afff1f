// Run by Node while a page is built: compiles the library inside the runtime itself, starts it, lets it do its work once,
// and keeps its memory as it then is. The page loads that memory instead of starting Python and importing everything.
//
//   node make.mjs RUNTIME FOLDER
//
// FOLDER has sources.zip (site/…, std/…) and warm/ with workbooks; it gets
//   memory.bin   the memory, less what the compiled program brings by itself
//   files.bin    everything else that is not in the memory already: Python's own library, and what lies below site-packages
//
// Nothing of this machine may reach the result: the clock stands, chance is none, the environment is given.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

// Node would quote the runtime's whole source, which is one line, before it says what went wrong.
process.on("uncaughtException", (fault) => {
  console.error(String(fault?.message ?? fault).slice(-2000));
  process.exit(1);
});

const [runtime, folder] = process.argv.slice(2).map((each) => path.resolve(each));
const within = (name) => path.join(folder, name);
const MOMENT = Date.UTC(2024, 0, 1);
Date.now = () => MOMENT;
performance.now = () => 0;
crypto.randomFillSync = (array) => array.fill(7);
globalThis.crypto.getRandomValues = crypto.randomFillSync;

const { loadPyodide } = await import(pathToFileURL(path.join(runtime, "pyodide.mjs")));
const createModule = (await import(pathToFileURL(path.join(runtime, "pyodide.asm.mjs")))).default;
const ENVIRONMENT = { HOME: "/home", PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1", PYTHONDONTWRITEBYTECODE: "1" };
const SITE = "/lib/python3.14/site-packages";
const LIBRARY = "/lib/python314.zip";

/** A started runtime. `hear` is told of its memory as the compiled program fills it, before anything has run. */
function start(settings, hear = () => {}) {
  return loadPyodide({
    indexURL: runtime + path.sep,
    env: { ...ENVIRONMENT },
    createPyodideModule: (module) => {
      const instantiate = module.instantiateWasm;
      module.instantiateWasm = (imports, done) =>
        instantiate(imports, (instance, compiled) => {
          hear(new Uint8Array(instance.exports.memory.buffer).slice());
          done(instance, compiled);
        });
      return createModule(module);
    },
    ...settings,
  });
}

/** What lies in the archive, where Python looks for it. */
const UNPACK = `
import importlib, sys, zipfile
with zipfile.ZipFile("/site.zip") as library:
    library.extractall("${SITE}")
importlib.invalidate_caches()
`;

// ---- compiled by this Python for this Python, and used once, to learn what a workbook needs

const rehearsal = await start({});
rehearsal.FS.writeFile("/sources.zip", fs.readFileSync(within("sources.zip")));
rehearsal.FS.mkdirTree("/warm");
for (const name of fs.readdirSync(within("warm")))
  rehearsal.FS.writeFile("/warm/" + name, fs.readFileSync(path.join(within("warm"), name)));
rehearsal.runPython(`
import sys
from pathlib import Path
sys.path.insert(0, "/sources.zip/site")
from workbook_tools.page.compiling import compile_part, without
for part in ("site", "std"):
    compile_part(Path("/sources.zip"), part, Path(f"/{part}.zip"))
sys.path.remove("/sources.zip/site")
for name in [name for name in sys.modules if name.partition(".")[0] == "workbook_tools"]:
    del sys.modules[name]
`);
const needed = rehearsal.runPython(`${UNPACK}
from workbook_tools.page.warming import rehearse, used_patterns
sys.dont_write_bytecode = False  # the reports' templates, compiled, are kept where they are looked for
rehearse(sorted(Path("/warm").iterdir()))
sys.dont_write_bytecode = True
"\\n".join([*sys.modules, *used_patterns()])
`);
fs.writeFileSync(within("std.zip"), rehearsal.FS.readFile("/std.zip"));

// ---- all of that loaded, and nothing done

let fresh;
const python = await start({ _makeSnapshot: true, stdLibURL: within("std.zip") }, (memory) => (fresh = memory));
python.FS.writeFile("/site.zip", rehearsal.FS.readFile("/site.zip"));
python.FS.writeFile("/needed", needed);
const loaded = python.runPython(`${UNPACK}
from pathlib import Path
import compression.zstd
from workbook_tools.page.furnishing import lay_out
from workbook_tools.page.warming import load, places, tidy
load(Path("/needed").read_text().splitlines())
"\\n".join(sorted(places()))
`).split("\n");

// ---- what is not in the memory

rehearsal.FS.writeFile("/loaded", loaded.join("\n"));
rehearsal.runPython(`
from workbook_tools.page.furnishing import pack
loaded = Path("/loaded").read_text().splitlines()
without(Path("/std.zip"), "${LIBRARY}/", loaded)
kept = sorted(str(path) for path in Path("${SITE}").rglob("*") if path.is_file())
pack(
    [("${LIBRARY}", Path("/std.zip").read_bytes()), *((path, Path(path).read_bytes()) for path in kept if path not in loaded)],
    Path("/files"),
)
`);
fs.writeFileSync(within("files.bin"), rehearsal.FS.readFile("/files"));

// ---- tidied, kept

python.runPython(`
Path("/site.zip").unlink()
Path("/needed").unlink()
tidy()
del compression, importlib, lay_out, library, load, places, tidy, zipfile, Path
`);
const { _malloc: take, _free: give } = python._module;
const end = python._module.HEAPU8.length;
const taken = [];
for (let size = 1 << 20; size >= 16; size >>= 1) {
  for (;;) {
    const at = take(size);
    if (!at || at + size > end) {
      if (at) give(at);
      break;
    }
    python._module.HEAPU8.fill(0, at, at + size);
    taken.push(at);
  }
}
taken.forEach((at) => give(at));

const memory = python.makeMemorySnapshot({
  serializer: () => {
    throw new Error("the memory holds an object of JavaScript");
  },
});
const head = new Uint32Array(memory.buffer, memory.byteOffset, 2)[1];
for (let at = 0; at < fresh.length; at++) memory[head + at] ^= fresh[at];
fs.writeFileSync(within("memory.bin"), memory);
process.exit(0);
