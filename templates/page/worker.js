// The worker: starts Python from its kept memory, then answers one request after the other. It has no way to the network:
// what the runtime would fetch is handed to it here, and everything else is refused.
const SITE = "/lib/python3.14/site-packages";
const parts = {};
for (const name of ["code", "wasm", "memory", "files"]) {
  parts[name] = {};
  parts[name].here = new Promise((resolve) => (parts[name].take = resolve));
}

let asked = false;

self.onmessage = async ({ data }) => {
  if (data.part) {
    parts[data.part].take(data.text);
    return;
  }
  asked = true;
  try {
    const python = await started;
    const [reply, buffers] = python.answer(data.request, data.buffers);
    self.postMessage({ id: data.id, reply, buffers }, buffers.map((each) => each.buffer));
  } catch (fault) {
    self.postMessage({ id: data.id, fault: words(fault) });
  }
};

const started = start();
started.then(
  (python) => {
    self.postMessage({ ready: true });
    rehearse(python);
  },
  (fault) => self.postMessage({ failed: words(fault) }),
);

async function start() {
  const served = {
    "pyodide.asm.wasm": async () =>
      new Response(unpacked(await parts.wasm.here).body, { headers: { "Content-Type": "application/wasm" } }),
    "python_stdlib.zip": async () => new Response(""), // it comes with the other files
  };
  self.fetch = (address) => {
    const name = String(address.url ?? address).split("/").pop();
    return served[name] ? served[name]() : Promise.reject(new Error("没有网络"));
  };
  // The runtime says no more than a warning when its program cannot be read: it would be waited for in vain.
  const broken = new Promise((_, reject) => {
    console.warn = (first, ...more) => String(first).includes("instantiation failed") || reject(more[0] ?? new Error(first));
  });
  const address = URL.createObjectURL(new Blob([await unpacked(await parts.code.here).text()], { type: "text/javascript" }));
  const [{ default: createModule }, memory] = await Promise.all([
    import(address),
    parts.memory.here.then((text) => unpacked(text).arrayBuffer()).then((buffer) => new Uint8Array(buffer)),
  ]);
  URL.revokeObjectURL(address);
  const python = await Promise.race([broken, load(createModule, memory)]);
  await furnish(python);
  const desk = python.runPython(`
import importlib, sys
from pathlib import Path
importlib.invalidate_caches()
if "random" in sys.modules:  # what chance was when the memory was kept would come again each time
    sys.modules["random"].seed()
from workbook_tools.page.desk import Desk, answer
desk = Desk(Path("/desk"), Path("${SITE}/office"))
lambda request, buffers: answer(desk, request, [each.to_bytes() for each in buffers])
`);
  const steps = ["import workbook_tools.report.word, workbook_tools.report.html", "from workbook_tools.page.warming import WARM, rehearse; rehearse([WARM])"];
  return {
    rehearsal: steps.map((step) => () => python.runPython(step)),
    answer(request, buffers) {
      const told = desk(request, buffers);
      const [reply, files] = told.toJs({ create_pyproxies: false });
      told.destroy();
      return [reply, files.map((each) => (each.byteLength === each.buffer.byteLength ? each : each.slice()))];
    },
  };
}

/** While nobody asks for anything: what reports are made with is loaded, and a workbook done that nobody sees. */
async function rehearse(python) {
  for (const step of python.rehearsal) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (asked) return;
    step();
  }
  self.postMessage({ rehearsed: true });
}

/** Python as it was when its memory was kept. That memory was kept as what differs from a fresh one. */
function load(createModule, memory) {
  const head = new Uint32Array(memory.buffer, 0, 2)[1];
  return loadPyodide({
    indexURL: "https://page.invalid/",
    env: { HOME: "/home", PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1", PYTHONDONTWRITEBYTECODE: "1" },
    lockFileContents: LOCK,
    _loadSnapshot: memory,
    createPyodideModule: (module) => {
      const instantiate = module.instantiateWasm;
      module.instantiateWasm = (imports, done) =>
        instantiate(imports, (instance, compiled) => {
          const fresh = new Uint8Array(instance.exports.memory.buffer);
          for (let at = 0; at < fresh.length; at++) memory[head + at] ^= fresh[at];
          const more = memory.length - head - fresh.length;
          if (more > 0) instance.exports.memory.grow(Math.ceil(more / 65536));
          done(instance, compiled);
        });
      return createModule(module);
    },
  });
}

/** The files that are not in the memory: templates, and modules that most workbooks do not need. */
async function furnish(python) {
  python.FS.writeFile("/files", new Uint8Array(await unpacked(await parts.files.here).arrayBuffer()));
  python.runPython(`
from pathlib import Path
from workbook_tools.page.furnishing import lay_out
lay_out(Path("/files"))
del lay_out
`);
}

/** The line of Python's that names the fault; of anything else all of it. */
function words(fault) {
  const lines = String(fault?.message ?? fault).trim().split("\n");
  return (lines.findLast((line) => /^[\w.]+(Error|Exception)\b/.test(line)) ?? lines.at(-1)).slice(0, 300);
}
