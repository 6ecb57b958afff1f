"""The Word templates are what their builder makes of them, so that their look can be reviewed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbook_tools.basis.resources import template


def test_the_templates_are_built_byte_for_byte(tmp_path: Path, build: Callable[[str, Path], None]) -> None:
    build("build_report_templates.py", tmp_path)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert built == {
        name: template(name).read_bytes()
        for name in ("report.docx", "report-red-head.docx", "district.docx", "working.docx", "letter.docx")
    }
