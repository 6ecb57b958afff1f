"""The same input gives the same bytes: on another day, in another time zone, locale, folder and process."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_packages import EXAMPLE

SURROUNDINGS = [
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "1", "LANGUAGE": "zh_CN"},
    {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "4294967295"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "77", "PYTHONOPTIMIZE": "1"},
]
RUN = """
import locale, sys
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
from workbook_tools.recompute import recompute
outcome = recompute(sys.argv[1], sys.argv[2])
assert outcome.ok, outcome.findings
"""


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    made = []
    for number, surroundings in enumerate(SURROUNDINGS):
        folder = tmp_path_factory.mktemp(f"run{number}")
        book = Path(shutil.copy(EXAMPLE, folder / "站点.xlsx"))
        os.utime(book, (10**9 + number * 10**7, 10**9 + number * 10**7))
        call = [sys.executable, "-c", RUN, str(book), str(folder / "out")]
        done = subprocess.run(
            call, cwd=folder, env=os.environ | surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        made.append(digests(folder / "out"))
    return made


def test_workbook_word_and_html_are_the_same_bytes_everywhere(outputs: list[dict[str, str]]) -> None:
    assert {Path(name).suffix for name in outputs[0]} == {".xlsx", ".docx", ".html"}
    for other in outputs[1:]:
        assert other == outputs[0]


def test_a_second_run_in_place_writes_nothing(tmp_path: Path) -> None:
    from workbook_tools.recompute import recompute

    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    assert recompute(book).ok
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.iterdir()}
    first = digests(tmp_path)
    assert recompute(book).ok
    assert digests(tmp_path) == first
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.iterdir()} == before


def test_in_place_and_into_a_folder_give_the_same_bytes(tmp_path: Path) -> None:
    from workbook_tools.recompute import recompute

    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    assert recompute(book, tmp_path / "out").ok
    assert recompute(book).ok
    for path in (tmp_path / "out").iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name
