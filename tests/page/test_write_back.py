"""Results written back into a folder, through the browser's own file system interface.

The folder is the browser's private one, whose handles are those of a folder of the computer; so no prompt is asked, and
the page has to come from a server of this machine.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from page.browsing import CODES, OPEN, REOPEN, Step, ask, browse, click, send, wait

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STATION = EXAMPLES / "yongping-2022.xlsx"
ROOT = "navigator.storage.getDirectory().then((root) => root.getDirectoryHandle('站点', { create: true }))"
CONTENTS = f"""(async () => {{
    const found = {{}};
    for await (const {{ relative, handle }} of filesBelow(await {ROOT})) {{
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        let text = "";
        for (const byte of bytes) text += String.fromCharCode(byte);
        found[relative] = btoa(text);
    }}
    return found;
}})()"""
PICK = ask(f"window.showDirectoryPicker = () => {ROOT}; byId('open-folder').hidden = false")
WRITTEN = wait("document.body.dataset.written !== undefined")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(page: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(page.parent)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{page.name}"
    server.shutdown()
    thread.join()
    server.server_close()


def lay(name: str, data: bytes) -> Step:
    """A file in the folder."""
    text = json.dumps(base64.b64encode(data).decode())
    return ask(f"""(async () => {{
        const bytes = Uint8Array.from(atob({text}), (each) => each.charCodeAt(0));
        await put(await {ROOT}, {json.dumps(name)}, bytes);
    }})()""")


def done(times: int) -> Step:
    return wait(f"document.body.dataset.done === '{times}'")


def contents(answer: dict[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(data) for name, data in answer.items()}


def test_results_go_back_with_the_version_before_and_a_report_that_was_worked_on_stays(
    address: str, tmp_path: Path
) -> None:
    write = [click("#write-back"), click("#confirm-yes"), WRITTEN]
    report = "永平街社工服务站-2022-绩效评价报告.docx"
    seen = browse("chromium", address, [
        OPEN, PICK, lay(STATION.name, STATION.read_bytes()), lay("别的.txt", b"mine"),
        click("#open-folder"), done(1), ask("[...entries.values()][0].result.outputs.map((each) => each.name)"),
        *write, ask(CONTENTS),
    ], tmp_path)  # fmt: skip
    names, after = seen.answers[6], contents(seen.answers[10])
    assert set(after) == {*names, "yongping-2022.上一版.xlsx", "别的.txt"}
    assert after["yongping-2022.上一版.xlsx"] == STATION.read_bytes()
    assert after[STATION.name] != STATION.read_bytes()
    assert after["别的.txt"] == b"mine"
    assert any(name.endswith(".docx") for name in names), report


def test_a_workbook_that_changed_meanwhile_is_left_alone(address: str, tmp_path: Path) -> None:
    other = (EXAMPLES / "district" / "东湖街社工服务站.xlsx").read_bytes()
    seen = browse("chromium", address, [
        OPEN, PICK, lay(STATION.name, STATION.read_bytes()), click("#open-folder"), done(1),
        lay(STATION.name, other), click("#write-back"), click("#confirm-yes"), WRITTEN, CODES, ask(CONTENTS),
    ], tmp_path)  # fmt: skip
    assert seen.answers[9] == ["N021"]
    assert contents(seen.answers[10]) == {STATION.name: other}


def test_no_space_leaves_everything_as_it_was(address: str, tmp_path: Path) -> None:
    """Room for the version before and not for the results: that one goes again as well."""
    origin = address.rpartition("/")[0]
    seen = browse("chromium", address, [
        OPEN, PICK, lay(STATION.name, STATION.read_bytes()), click("#open-folder"), done(1),
        send("Storage.overrideQuotaForOrigin", origin=origin, quotaSize=3 * STATION.stat().st_size),
        click("#write-back"), click("#confirm-yes"), WRITTEN, CODES, ask(CONTENTS),
    ], tmp_path)  # fmt: skip
    assert seen.answers[9] == ["N024"]
    assert contents(seen.answers[10]) == {STATION.name: STATION.read_bytes()}


@pytest.mark.parametrize("whole", [0, 1, 2])
def test_a_tab_that_is_closed_in_the_middle_leaves_whole_files(whole: int, address: str, tmp_path: Path) -> None:
    """So many files are written, and the next one never ends: what was there stays, the workbook above all."""
    hang = ask(f"""let whole = 0; const close = FileSystemWritableFileStream.prototype.close;
        FileSystemWritableFileStream.prototype.close = function () {{
            if (whole++ < {whole}) return close.call(this);
            document.body.dataset.hanging = "1";
            return new Promise(() => {{}});
        }}""")
    seen = browse("chromium", address, [
        OPEN, PICK, lay(STATION.name, STATION.read_bytes()), click("#open-folder"), done(1),
        ask("[...entries.values()][0].result.outputs[0].blob.arrayBuffer().then((all) => [...new Uint8Array(all)])"),
        hang, click("#write-back"), click("#confirm-yes"), wait("document.body.dataset.hanging"), REOPEN, ask(CONTENTS),
    ], tmp_path)  # fmt: skip
    after = {name: data for name, data in contents(seen.answers[11]).items() if data}
    before, result = STATION.read_bytes(), bytes(seen.answers[5])
    kept = {"yongping-2022.上一版.xlsx": before} if whole else {}
    assert after == {STATION.name: result if whole == 2 else before, **kept}
