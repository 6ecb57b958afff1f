from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pandas", "numpy", "openpyxl", "docxtpl", "docx", "rich", "xlsxwriter", "xlwings", "dask", "jinja2", "lxml")


def run(code: str, *arguments: object) -> str:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_the_public_functions_stay_functions_after_a_run(examples: Path, tmp_path: Path) -> None:
    code = """
import sys
import workbook_tools
workbook_tools.recompute(sys.argv[1], sys.argv[2])
from workbook_tools import batch, check, recompute, report
print(all(type(f).__name__ == "function" for f in (batch, check, recompute, report)))
"""
    assert run(code, examples / "yongping-2022.xlsx", tmp_path / "out") == "True"


@pytest.mark.parametrize("module", ["workbook_tools.cli", "workbook_tools", "workbook_tools.commands"])
def test_starting_up_loads_nothing_heavy(module: str) -> None:
    code = f"import {module}, sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    assert run(code) == ""


def test_computing_without_reports_loads_nothing_heavy(examples: Path, tmp_path: Path) -> None:
    code = f"""
import sys
from workbook_tools import recompute
assert recompute(sys.argv[1], sys.argv[2], report=False).ok
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""
    assert run(code, examples / "yongping-2022.xlsx", tmp_path / "out") == ""
