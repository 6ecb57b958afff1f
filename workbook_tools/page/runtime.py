"""The runtime that a page carries: the unpacked npm package `pyodide`; and Node, which runs it when one is built."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook_tools.basis.resources import template
from workbook_tools.catalogue import Phrase, finding
from workbook_tools.catalogue.problems import CannotProcess

WANTED = "314.0.7"
PYTHON = "3.14"
LICENCE = "MPL-2.0"
OLDEST_NODE = 18
_FILES = ("pyodide.js", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip")


@dataclass(frozen=True, slots=True)
class Runtime:
    """The package's folder, looked at."""

    folder: Path

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


def runtime_in(folder: Path) -> Runtime:
    """Raises `CannotProcess` (N001) for a folder that is not the runtime of the version that is wanted."""
    try:
        told = json.loads((folder / "package.json").read_text("utf-8"))
        found = f"里面是 {told['name']} {told['version']}"
        right = (told["name"], told["version"]) == ("pyodide", WANTED)
    except (OSError, ValueError, KeyError, TypeError):
        found, right = "里面没有可读的 package.json", False
    lacking = [name for name in _FILES if not (folder / name).is_file()]
    if right and lacking:
        found, right = "缺少 " + "、".join(lacking), False
    if not right:
        raise CannotProcess(finding("N001", folder=str(folder), wanted=WANTED, found=found))
    return Runtime(folder.resolve())


def make_parts(runtime: Runtime, folder: Path) -> None:
    """Run `make.mjs` over a folder of sources. Raises `CannotProcess` (N002, N003)."""
    script = template("page", "make.mjs")
    done = subprocess.run(
        [_node(), "--no-warnings", str(script), str(runtime.folder), str(folder)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise CannotProcess(finding("N003", reason=Phrase("；".join(_said(done.stderr)) or f"node {done.returncode}")))


def _node() -> str:
    node = shutil.which("node")
    said = ""
    if node is not None:
        said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout.strip()
    major = re.match(r"v(\d+)", said)
    if node is None or major is None or int(major[1]) < OLDEST_NODE:
        raise CannotProcess(finding("N002", wanted=OLDEST_NODE, found=f"找到的是 {said}" if said else "没有找到"))
    return node


def _said(text: str) -> Iterator[str]:
    """The last words of a failed run. The runtime's own source, which Node quotes as one line, is left out."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and len(line) < 400]
    yield from lines[-6:]
