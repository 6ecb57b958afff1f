"""LibreOffice as a second opinion: opens a workbook, calculates every formula anew, and says what stands there then."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
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


def convert(path: Path, to: str, folder: Path, *more: Path) -> Path:
    """The file as LibreOffice writes it in another format, with every formula calculated anew; `more` beside it."""
    profile = folder / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_ALWAYS_CALCULATE, encoding="utf-8")
    result = folder / "converted"
    own = f"-env:UserInstallation={profile.as_uri()}"
    subprocess.run(
        ["soffice", own, "--headless", "--convert-to", to, "--outdir", result, path, *more],
        check=True,
        capture_output=True,
        timeout=120 + 5 * len(more),
    )
    return result / path.with_suffix(f".{to.split(':')[0]}").name


def recalculated_together(workbooks: Sequence[bytes], folder: Path) -> list[Any]:
    """Several workbooks, calculated by one start of LibreOffice."""
    sources = [folder / f"{number}.xlsx" for number in range(len(workbooks))]
    for source, data in zip(sources, workbooks, strict=True):
        source.write_bytes(data)
    result = convert(sources[0], "xlsx", folder, *sources[1:]).parent
    return [openpyxl.load_workbook(result / source.name, data_only=True) for source in sources]


def recalculated(data: bytes, folder: Path) -> Any:
    """The workbook as openpyxl reads it after LibreOffice has calculated it."""
    source = folder / "source.xlsx"
    source.write_bytes(data)
    return openpyxl.load_workbook(convert(source, "xlsx", folder), data_only=True)
