"""LibreOffice as a second opinion: opens a workbook, calculates every formula anew, and says what stands there then."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import openpyxl

_ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def convert(path: Path, to: str, folder: Path) -> Path:
    """The file as LibreOffice writes it in another format, with every formula calculated anew."""
    profile = folder / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_ALWAYS_CALCULATE, encoding="utf-8")
    result = folder / "converted"
    own = f"-env:UserInstallation={profile.as_uri()}"
    subprocess.run(
        ["soffice", own, "--headless", "--convert-to", to, "--outdir", result, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return result / path.with_suffix(f".{to.split(':')[0]}").name


def recalculated(data: bytes, folder: Path) -> Any:
    """The workbook as openpyxl reads it after LibreOffice has calculated it."""
    source = folder / "source.xlsx"
    source.write_bytes(data)
    return openpyxl.load_workbook(convert(source, "xlsx", folder), data_only=True)
