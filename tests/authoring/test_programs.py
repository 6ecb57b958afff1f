"""Other programs' opinion of what is authored here."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from conftest import validator_command

from workbook_tools.authoring import blank_workbook


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
def test_libreoffice_prints_the_blank_workbook(blank: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(blank)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "blank.pdf").read_bytes())
    assert 10 <= len(pages) <= 16  # every sheet, and no table torn over pages sideways
