"""`page`: one HTML file out of the program as it is installed, its libraries, and a Python that runs in browsers."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from workbook_tools import storage
from workbook_tools.basis.resources import template
from workbook_tools.basis.severities import SEVERITY_WORDS
from workbook_tools.basis.version import __version__
from workbook_tools.batch.discover import searched_suffixes
from workbook_tools.catalogue import ENTRIES, finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.page import office, sources, wheels
from workbook_tools.page.packing import as_text
from workbook_tools.page.runtime import LICENCE, WANTED, Runtime, make_parts, runtime_in
from workbook_tools.page.warm_books import warm_books

SUFFIX = ".html"
_PAGE = ("bytes.js", "words.js", "kernel.js", "folder.js", "view.js", "page.js")
_CARRIED = ("name", "version", "licence")
# Nothing may be fetched, sent, embedded or navigated to by a form; scripts are those whose digests are added, no other.
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; img-src data: blob:; "
    "worker-src blob:; child-src blob:"
)


def build_page(
    target: Path,
    runtime: Path,
    *,
    wheel_folder: Path | None = None,
    schemes: Sequence[Path] = (),
    report_template: Path | None = None,
) -> Path:
    """Write the page to `target`. The same inputs give the same bytes.

    `runtime` is the unpacked npm package `pyodide`; `wheel_folder` has the libraries, which pip gets without it.
    `schemes` and `report_template` lie, as it were, beside every workbook: the office's own page.
    Raises `CannotProcess` for what is missing or wrong; then nothing is written.
    """
    if target.suffix.lower() != SUFFIX:
        raise CannotProcess(finding("U011", name=target.name, suffixes=SUFFIX))
    kernel = runtime_in(runtime)
    own = office.files(schemes, report_template)
    with tempfile.TemporaryDirectory(prefix="workbook-tools-") as name:
        scratch = Path(name)
        warm = list(warm_books())
        found = wheels.collect(wheel_folder, scratch)
        (scratch / "sources.zip").write_bytes(
            sources.archive(found.values(), kernel.read("python_stdlib.zip"), own, warm[0])
        )
        (scratch / "warm").mkdir()
        for number, data in enumerate(warm):
            (scratch / "warm" / f"{number}.xlsx").write_bytes(data)
        make_parts(kernel, scratch)
        carried = _carried(found)
        parts = {part: (scratch / f"{part}").read_bytes() for part in ("memory.bin", "files.bin")}
    page = render(kernel, parts, carried, office.choices(own), list(own))
    return storage.replace_file(target, page.encode("utf-8"), durable=False).path


def render(
    runtime: Runtime,
    parts: Mapping[str, bytes],
    carried: Sequence[Mapping[str, str]],
    schemes: Sequence[tuple[str, str]],
    own: Sequence[str],
) -> str:
    """The page as text. `schemes` are names and titles, to choose from.

    Its scripts are named by their digests in its policy, so that no other ever runs in it.
    """
    about = {
        "messages": _messages(),
        "fixes": {code: entry.fix_in_page for code, entry in ENTRIES.items() if entry.fix_in_page},
        "severities": {str(each): words for each, words in SEVERITY_WORDS.items()},
        "suffixes": list(searched_suffixes()),
        "schemes": list(schemes),
    }
    # An office's words in it, whatever they are, end no script.
    listed_about = json.dumps(about, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    script = f"const ABOUT = {listed_about};\n" + _scripts(*_PAGE)
    check, hand_over = _template("check.js"), _template("part.js").strip()
    texts = {
        "worker": as_text(_worker(runtime).encode("utf-8")),
        "code": as_text(runtime.read("pyodide.asm.mjs")),
        "wasm": as_text(runtime.read("pyodide.asm.wasm")),
        "memory": as_text(parts["memory.bin"]),
        "files": as_text(parts["files.bin"]),
    }
    listed = [
        f'<script type="text/plain" id="part-{name}">{text}</script><script>{hand_over}</script>'
        for name, text in texts.items()
    ]
    scripts = " ".join(_digest(each) for each in (check, script, hand_over))
    too_old = ENTRIES["N011"]
    return _filled(
        _template("page.html"),
        {
            "policy": f"{_POLICY}; script-src {scripts} 'wasm-unsafe-eval' blob:",
            "style": _template("page.css").replace("{{ palette }}", _palette()),
            "check": check,
            "script": script,
            "version": __version__,
            "office": "本区的评分方案已经放在里面；" if own else "",
            "too_old": f"N011 {too_old.message} {too_old.fix}",
            "carried": "".join(
                f"<tr>{''.join(f'<td>{escape(each[key])}</td>' for key in _CARRIED)}</tr>" for each in carried
            ),
            "parts": "\n".join(listed),
        },
    )


def _filled(page: str, texts: Mapping[str, str]) -> str:
    """Every `{{ mark }}` of the page, once through: what is put in is not looked at again."""
    return re.sub(r"\{\{ (\w+) \}\}", lambda mark: texts[mark[1]], page)


def _messages() -> dict[str, list[str]]:
    """What the page itself says, and not its Python."""
    return {
        code: [entry.severity, entry.message, entry.fix]
        for code, entry in ENTRIES.items()
        if code[0] == "N" and code >= "N010"
    }


def _worker(runtime: Runtime) -> str:
    kernel = re.sub(r"^//# sourceMappingURL=.*$", "", runtime.read("pyodide.js").decode("utf-8"), flags=re.MULTILINE)
    # Nothing is loaded from anywhere; and a runtime that could load in this way would take the worker for an old one.
    closed = 'self.importScripts = () => { throw new Error("importScripts") };'
    return f"{closed}\n{kernel}\nconst LOCK = {json.dumps(_empty_lock(runtime))};\n" + _scripts("bytes.js", "worker.js")


def _scripts(*names: str) -> str:
    return "\n".join(_template(name) for name in names)


def _palette() -> str:
    """The colours and faces of the HTML report, light and dark."""
    report = template("report.html.j2").read_text("utf-8")
    return report[report.index(":root {") : report.index("* { box-sizing")].rstrip()


def _carried(found: Mapping[wheels.Pin, Path]) -> list[dict[str, str]]:
    own = [{"name": "workbook-tools", "version": __version__, "licence": "MIT"}]
    own += [{"name": "Pyodide（CPython 3.14）", "version": WANTED, "licence": f"{LICENCE}、PSF-2.0"}]
    return own + [
        {"name": pin.name, "version": pin.version, "licence": wheels.licences(path)} for pin, path in found.items()
    ]


def _empty_lock(runtime: Runtime) -> str:
    """The runtime's list of packages to load from its makers' server, with none in it."""
    lock = json.loads(runtime.read("pyodide-lock.json"))
    return json.dumps({**lock, "packages": {}}, sort_keys=True)


def _template(name: str) -> str:
    return template("page", name).read_text("utf-8")


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode()}'"
