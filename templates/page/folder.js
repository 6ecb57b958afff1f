// A folder of the computer that the page may write into, where the browser has such a thing. Nothing is ever written
// without the clerk's word, and a file is replaced in one step after the version before has been kept.
const FOLDERS_CAN_BE_OPENED = typeof window.showDirectoryPicker === "function";
const DEEPEST = 8;

/** Every file below a folder, as {relative, handle, folder}, without hidden ones. */
async function* filesBelow(folder, path = "", depth = 0) {
  for await (const [name, handle] of folder.entries()) {
    if (name.startsWith(".") || name.startsWith("~$")) continue;
    if (handle.kind === "file") yield { relative: path + name, handle, folder };
    else if (depth < DEEPEST) yield* filesBelow(handle, `${path}${name}/`, depth + 1);
  }
}

async function bytesIn(folder, name) {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (fault) {
    if (fault.name === "NotFoundError") return null;
    throw fault;
  }
}

async function mayWrite(folder) {
  const asked = { mode: "readwrite" };
  return (await folder.queryPermission(asked)) === "granted" || (await folder.requestPermission(asked)) === "granted";
}

/** Written whole or not at all, and read back. What was there is put back if the disk gives something else. */
async function writeFile(folder, name, data) {
  const before = await bytesIn(folder, name);
  try {
    await put(folder, name, data);
  } catch (fault) {
    if (before === null) await folder.removeEntry(name).catch(() => {}); // it was made empty, before there was any room
    throw fault;
  }
  const now = await bytesIn(folder, name);
  if (now !== null && same(now, data)) return before;
  if (before === null) await folder.removeEntry(name);
  else await put(folder, name, before);
  throw Object.assign(new Error("read back"), { code: "N023" });
}

async function put(folder, name, data) {
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  try {
    await stream.write(data);
  } catch (fault) {
    await stream.abort().catch(() => {});
    throw fault;
  }
  await stream.close();
}

function same(one, other) {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

const REFUSALS = { QuotaExceededError: "N024", NotAllowedError: "N020" };

/** What the browser says when it cannot write, as a message: a full disk is told from a file that is held open. */
function refusedBy(fault, name) {
  const known = typeof fault.code === "string" ? fault.code : REFUSALS[fault.name];
  return message(known ?? "N022", { name, reason: fault.message });
}

/** The results of one workbook in its folder. Returns findings; an error among them means that nothing was changed. */
async function writeBack(kernel, folder, source, result) {
  const outputs = result.outputs.map(({ kind, name }) => ({ kind, name }));
  const { names } = await kernel.ask("names_beside", { outputs });
  const there = [];
  const buffers = [];
  for (const name of new Set([source, ...names])) {
    const data = await bytesIn(folder, name);
    if (data === null) continue;
    there.push(name);
    buffers.push(data);
  }
  for (const output of result.outputs) buffers.push(new Uint8Array(await output.blob.arrayBuffer()));
  const settled = await kernel.ask("settle", { source, digest: result.digest, there, outputs }, buffers);
  if (!settled.ok) return settled.findings;
  const undo = [];
  for (const [index, name] of settled.files.entries()) {
    try {
      undo.push([name, await writeFile(folder, name, settled.buffers[index])]);
    } catch (fault) {
      for (const [done, before] of undo.reverse()) {
        await (before === null ? folder.removeEntry(done) : put(folder, done, before)).catch(() => {});
      }
      return [refusedBy(fault, name)];
    }
  }
  return settled.findings;
}
