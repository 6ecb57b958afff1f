"""Other programs' opinion of what is authored here."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from conftest import validator_command
from office import convert
from openpyxl import load_workbook

from workbook_tools.authoring import blank_workbook
from workbook_tools.model.fields import LISTS_SHEET


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(blank_workbook(2025))
    return path


@pytest.mark.validator
def test_the_blank_workbook_follows_the_schema(blank: Path) -> None:
    command = validator_command()
    assert command
    answer = subprocess.run([command, str(blank)], capture_output=True, check=False, timeout=60)
    assert json.loads(answer.stdout)["errors"] == []


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_libreoffice_prints_every_sheet_whole_on_two_pages_at_most_and_what_explains_them_on_three(
    blank: Path, tmp_path: Path
) -> None:
    printed = convert(blank, "pdf", tmp_path)
    command = ["pdftotext", "-layout", str(printed), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    pages = Counter(re.findall(r"(\S+) +第 \d+ 页 共 \d+ 页", text))
    assert list(pages) == [name for name in load_workbook(blank).sheetnames if name != LISTS_SHEET]
    assert pages.pop("使用说明") == 3  # as its page breaks say: no column of it stands on a page of its own
    assert max(pages.values()) == 2
