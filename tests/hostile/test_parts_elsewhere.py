"""Parts may lie anywhere in a package: a workbook that differs in nothing else gives the same results."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.make_station import make as make_station
from hostile_packages import packed, parts_of
from staff_cells import differences

from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.recompute import recompute


def moved(data: bytes, old: str, new: str) -> bytes:
    """The package with one part in another place, and everything that points at it."""
    parts = {}
    for name, content in parts_of(data).items():
        if name.endswith(".rels") or name == "[Content_Types].xml":
            for written in (old, old.removeprefix("xl/"), "/" + old):
                content = content.replace(f'"{written}"'.encode(), f'"/{new}"'.encode())
        if old == "xl/workbook.xml" and name == "xl/_rels/workbook.xml.rels":
            name = f"xl/_rels/{Path(new).name}.rels"
        parts[new if name == old else name] = content
    return packed(parts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("xl/sharedStrings.xml", "xl/SharedStrings.xml"),
        ("xl/sharedStrings.xml", "xl/texts/strings1.xml"),
        ("xl/styles.xml", "xl/looks.xml"),
        ("xl/workbook.xml", "xl/book.xml"),
        ("xl/worksheets/sheet3.xml", "xl/sheets/one.xml"),
    ],
)
def test_a_part_in_another_place_changes_no_result(old: str, new: str, tmp_path: Path) -> None:
    usual = make_station(3, ledger=60)
    unusual = moved(usual, old, new)
    first, second = evaluate_bytes(usual), evaluate_bytes(unusual)
    assert first.submission == second.submission
    assert first.evaluation == second.evaluation
    (tmp_path / "站点.xlsx").write_bytes(unusual)
    outcome = recompute(tmp_path / "站点.xlsx", report=False)
    assert outcome.ok, outcome.findings
    written = (tmp_path / "站点.xlsx").read_bytes()
    assert differences(unusual, written) == []
    assert evaluate_bytes(written).submission._replace(findings=()) == first.submission._replace(findings=())
