"""What the page's Python makes is, to the byte, what this one makes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from page.conftest import Ask

from workbook_tools import recompute
from workbook_tools.page.desk import Desk, answer

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
TIME = "2026-01-01 10:00"
OPTIONS = {"as_of": None, "time": TIME, "report": True}


def workbooks() -> list[Path]:
    found = sorted(path for path in EXAMPLES.rglob("*.xls*"))
    assert len(found) > 10
    return found


def requests(paths: list[Path], keys: list[str]) -> list[tuple[dict[str, Any], list[Path]]]:
    names = [str(path.relative_to(EXAMPLES)) for path in paths]
    asked: list[tuple[dict[str, Any], list[Path]]] = [
        ({"verb": "put", "files": names}, paths),
        ({"verb": "plan", "options": OPTIONS}, []),
        *(({"verb": "work", "key": key}, []) for key in keys),
    ]
    others = [
        {"verb": "new", "year": 2026, "name": "2026.xlsx"},
        {"verb": "new", "year": 2026, "name": "2026.xlsm"},
        {"verb": "explain", "file": names[-1], "cells": ["评价结果!A6", "审计信息"], "as_of": None},
        *({"verb": "check", "key": key} for key in keys[:3]),
    ]
    return [*asked, *((each, []) for each in others)]


def native(asked: list[tuple[dict[str, Any], list[Path]]], desk: Desk) -> list[tuple[dict[str, Any], list[bytes]]]:
    answers = []
    for request, files in asked:
        told, buffers = answer(desk, json.dumps(request), [path.read_bytes() for path in files])
        answers.append((json.loads(told), buffers))
    return answers


def digest(buffers: list[bytes]) -> list[str]:
    return [hashlib.sha256(each).hexdigest() for each in buffers]


@pytest.fixture(scope="module")
def both(ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The answers of this Python and of the page's, to everything that is asked of it."""
    paths = workbooks()
    first = native(requests(paths, []), Desk(tmp_path_factory.mktemp("first")))
    asked = requests(paths, [job["key"] for job in first[1][0]["jobs"]])
    return asked, native(asked, Desk(tmp_path_factory.mktemp("native"))), ask(asked)


def test_every_answer_of_the_page_is_that_of_this_python(both: Any) -> None:
    asked, here, there = both
    for (request, _), (told, files), (page_told, page_files) in zip(asked, here, there, strict=True):
        assert without_places(page_told) == without_places(told), request
        assert digest(page_files) == digest(files), request


def without_places(told: dict[str, Any]) -> dict[str, Any]:
    """A file is named by where it lies, and the two lie in different places."""
    return {name: value for name, value in told.items() if name not in ("file", "python")}


def test_results_are_those_of_the_command(both: Any, tmp_path: Path) -> None:
    asked, _, there = both
    alone = {job["key"] for job in there[1][0]["jobs"] if not job["ledgers"] and not job["previous"]}
    assert len(alone) > 10
    for (request, _), (told, files) in zip(asked, there, strict=True):
        if request["verb"] != "work" or request["key"] not in alone or not told["outcome"]["ok"]:
            continue
        source = EXAMPLES / told["outcome"]["file"]
        written = recompute(source, tmp_path / told["outcome"]["file"], time=TIME).written
        assert sorted(digest(files)) == sorted(digest([path.read_bytes() for path in written])), source
