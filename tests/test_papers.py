"""The papers of the project tell of what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import workbook_tools

ROOT = Path(__file__).parents[1]
PATHS = re.compile(r"`((?:workbook_tools|templates|examples|tests|\.ci)/[\w./\u4e00-\u9fff-]*)`")


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_path_that_a_paper_names_is_there(paper: str) -> None:
    named = PATHS.findall((ROOT / paper).read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_contributing_says_where_each_room_is() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = sorted(path.parent.name for path in (ROOT / "workbook_tools").glob("*/__init__.py"))
    assert [room for room in rooms if f"`workbook_tools/{room}/`" not in text] == []


def test_the_version_stands_in_one_place_and_the_changelog_knows_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "workbook_tools/basis/version.py"
    assert f"## {workbook_tools.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readme_opens_in_english_for_the_engineer_who_lands_there() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    opening = [line for line in lines[1:8] if line]
    assert len(opening) == 5
    assert all(sum(c.isascii() for c in line) > len(line) * 0.8 for line in opening)
    assert "CONTRIBUTING.md" in opening[-1]
