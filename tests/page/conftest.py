"""A page, built once for all tests; the runtime it carries comes from npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
CACHE = ROOT / ".cache"
Answer = tuple[dict[str, Any], list[bytes]]
Ask = Callable[[Sequence[tuple[dict[str, Any], Sequence[Path]]]], list[Answer]]


@pytest.fixture(scope="session")
def runtime() -> Path:
    """The unpacked npm package: where PYODIDE_RUNTIME says, or in the cache of the continuous integration."""
    folder = Path(os.environ.get("PYODIDE_RUNTIME", CACHE / "node" / "node_modules" / "pyodide"))
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if not (folder / "pyodide.asm.wasm").is_file():
        pytest.skip("npm package pyodide is not installed (PYODIDE_RUNTIME)")
    return folder


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The libraries that a page carries: where PAGE_WHEELS says, or downloaded."""
    if given := os.environ.get("PAGE_WHEELS"):
        return Path(given)
    from workbook_tools.page.wheels import collect

    folder = tmp_path_factory.mktemp("wheels")
    collect(None, folder)
    return folder


@pytest.fixture(scope="session")
def page(runtime: Path, wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """绩效评价.html, as the command makes it; or the one that PAGE_FILE names, which has to be of these sources."""
    if given := os.environ.get("PAGE_FILE"):
        return Path(given)
    target = tmp_path_factory.mktemp("page") / "绩效评价.html"
    build(target, runtime, wheels)
    return target


def build(target: Path, runtime: Path, wheels: Path, *more: str) -> None:
    command = [sys.executable, "-m", "workbook_tools.cli", "page", str(target), "--runtime", str(runtime)]
    subprocess.run([*command, "--wheels", str(wheels), *more], check=True, capture_output=True)


@pytest.fixture(scope="session")
def ask(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Ask the page's Python, under Node: a list of requests with their files, each answered in turn."""
    return lambda requests: ask_page(page, requests, tmp_path_factory.mktemp("answers"))


def ask_page(page: Path, requests: Sequence[tuple[dict[str, Any], Sequence[Path]]], folder: Path) -> list[Answer]:
    written = folder / "requests.json"
    asked = [{"request": request, "files": [str(path) for path in files]} for request, files in requests]
    written.write_text(json.dumps(asked), encoding="utf-8")
    done = subprocess.run(
        ["node", "--no-warnings", HERE / "runtime.mjs", page, written, folder],
        check=False, capture_output=True, encoding="utf-8", timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return [(_json(folder / f"{number}.json"), _buffers(folder, number)) for number in range(len(asked))]


def _json(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told


def _buffers(folder: Path, number: int) -> list[bytes]:
    paths = sorted(folder.glob(f"{number}-*"), key=lambda path: int(path.name.partition("-")[2]))
    return [path.read_bytes() for path in paths]
