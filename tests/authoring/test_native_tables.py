"""The tables of Excel in a new workbook, and what the program does beside them once staff have let them grow."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from workbook_tools import recompute
from workbook_tools.authoring import blank_workbook
from workbook_tools.authoring.upgrade import upgraded
from workbook_tools.excel.buttons import add_buttons
from workbook_tools.ooxml import CellEdit, Workbook

INFORMATION = {
    "站点名称": "青禾街社工服务站", "项目名称": "青禾街项目", "承接机构": "和风社工", "购买方": "青禾街道办事处",
    "服务开始日期": date(2025, 1, 1), "服务结束日期": date(2025, 12, 31), "年度项目资金（万元）": 100,
}  # fmt: skip


def tables(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith("xl/tables/")}


def grown(data: bytes, name: str, rows: int) -> bytes:
    """The table as Excel leaves it when staff wrote so many rows below its last."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in package.infolist():
            content = package.read(entry)
            if f'displayName="{name}"'.encode() in content:
                content = re.sub(
                    rb'(ref="A\d+:[A-Z]+)(\d+)"', lambda m: m[1] + str(int(m[2]) + rows).encode() + b'"', content
                )
            new.writestr(entry, content)
    return out.getvalue()


@pytest.fixture(scope="module")
def filled() -> bytes:
    """A new workbook whose 服务台账 and 资金拨付 staff have filled beyond the prepared rows."""
    book = Workbook.open(blank_workbook(2025))
    labels = {
        cell.text: row for (row, column), cell in book.scan("基本信息").cells.items() if column == 1 and cell.text
    }
    book.set_cells("基本信息", {f"B{labels[name]}": CellEdit(value) for name, value in INFORMATION.items()})
    made = load_workbook(io.BytesIO(blank_workbook(2025)))
    last = {
        name: int(made[name].tables[name].ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMN"))
        for name in made.sheetnames
        if made[name].tables
    }
    book.set_cells(
        "服务台账",
        {
            f"{letter}{row}": CellEdit(value)
            for row in range(6, last["服务台账"] + 31)
            for letter, value in zip(
                "ABCDEFGH", (date(2025, 3, 1), "东门社区", "陈社工", "个案", "", 1, 2, 3), strict=True
            )
        },
    )
    row = last["资金拨付"] + 1
    book.set_cells("资金拨付", {f"A{row}": CellEdit("追加"), f"B{row}": CellEdit(0.1)})
    return grown(grown(book.save(), "服务台账", 30), "资金拨付", 1)


def test_rows_that_staff_added_below_count_and_the_tables_stay_as_they_left_them(filled: bytes, tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(filled)
    outcome = recompute(path, report=False)
    assert outcome.ok
    assert outcome.submission is not None
    assert outcome.submission.ledger is not None
    assert len(outcome.submission.ledger) == 64 - 5 + 30
    assert [each.name for each in outcome.submission.tranches][-1] == "追加"
    done = path.read_bytes()
    assert tables(filled).items() <= tables(done).items()
    for sheet in load_workbook(io.BytesIO(done)):
        for table in sheet.tables.values():
            top = sheet[table.ref][0]
            assert [cell.value for cell in top] == [column.name for column in table.tableColumns]
    assert recompute(path, report=False).ok


def test_buttons_and_a_newer_template_leave_the_tables_alone(filled: bytes) -> None:
    assert tables(add_buttons(filled)) == tables(filled)
    assert tables(upgraded(filled)[0]) == tables(filled)
