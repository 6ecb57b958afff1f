// The worker as the rest of the page sees it: ask, and get an answer; if it is stopped, a new one is started.
const PARTS = ["code", "wasm", "memory", "files"];
const carried = {}; // the parts as they stand in the page, kept for a second worker

class Stopped extends Error {}

class Kernel {
  constructor() {
    this.waiting = new Map();
    this.next = 0;
    this.onReport = () => {}; // hears of a fault report: {name, text}
  }

  /** `onState` hears "starting", "ready", or "failed" with a reason. */
  async start(code, onState) {
    Object.assign(this, { code, onState, lost: null });
    onState("starting");
    const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
    this.worker = worker;
    this.ready = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else if (data.failed) reject(new Error(data.failed));
        else if (data.rehearsed) performance.mark("rehearsed");
        else this.hear(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        const reason = event.message || "未知原因";
        reject(new Error(reason));
        if (this.worker === worker) this.lose(new Error(reason));
      };
    });
    for (const name of PARTS) if (carried[name]) worker.postMessage({ part: name, text: carried[name] });
    try {
      await this.ready;
      onState("ready");
    } catch (fault) {
      if (this.worker === worker) onState("failed", fault.message);
    }
  }

  bring(name, text) {
    carried[name] = text;
    this.worker?.postMessage({ part: name, text });
  }

  hear({ id, reply, buffers, fault }) {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (!waiting) return;
    if (fault !== undefined) waiting.reject(new Error(fault));
    else {
      const told = JSON.parse(reply);
      told.reports.forEach((report) => this.onReport(report));
      waiting.resolve({ ...told, buffers });
    }
  }

  /** The answer to one request: {ok, …, buffers}. Rejects when the worker is lost or stopped. */
  async ask(verb, request = {}, buffers = []) {
    await this.ready;
    if (this.lost) throw this.lost; // nobody is there to answer, until a new worker is started
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, request: JSON.stringify({ verb, ...request }), buffers }, buffers.map((each) => each.buffer));
    });
  }

  lose(why) {
    this.lost = why;
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(why);
    this.waiting.clear();
  }

  /** End what runs, whatever it is: who waits for it is told that it was stopped. */
  stop() {
    this.lose(new Stopped());
  }

  async restart() {
    await this.start(this.code, this.onState);
    await this.ready;
  }
}
