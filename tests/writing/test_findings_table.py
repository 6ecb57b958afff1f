"""问题清单 is a table of Excel, whose area follows the findings and whose name stays what it is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.table import Table
from sheets import standard

from workbook_tools import recompute
from workbook_tools.model import Finding
from workbook_tools.ooxml import Workbook
from workbook_tools.writing.findings_sheet import HEADS, findings_sheet


def found(count: int) -> list[Finding]:
    return [Finding("R001", "W", "绩效指标", f"A{row}", "写错了。", "请改正。") for row in range(1, count + 1)]


def written(book: Workbook, count: int) -> bytes:
    book.put_sheet(findings_sheet(found(count)))
    return book.save()


def table(data: bytes) -> tuple[str, str, list[str]]:
    """Name, area and heads; the heads are the words in the cells, and the sheet has no filter of its own beside."""
    sheet = load_workbook(io.BytesIO(data))["问题清单"]
    (one,) = sheet.tables.values()
    heads = [column.name for column in one.tableColumns]
    assert [cell.value for cell in sheet[one.ref][0]] == heads
    assert one.autoFilter.ref == one.ref
    assert sheet.auto_filter.ref is None
    return one.displayName, one.ref, heads


def test_the_area_follows_the_number_of_findings_and_has_a_row_where_there_are_none() -> None:
    data = standard().data()
    for count, area in ((3, "A3:K6"), (9, "A3:K12"), (0, "A3:K4"), (2, "A3:K5")):
        data = written(Workbook.open(data), count)
        assert table(data) == ("问题清单", area, list(HEADS))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert sum("tables/" in name for name in package.namelist()) == 1
        assert b"_FilterDatabase" not in package.read("xl/workbook.xml")


def test_a_name_that_staff_gave_the_table_stays() -> None:
    data = written(Workbook.open(standard().data()), 3)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, part.replace('ame="问题清单"'.encode(), 'ame="清单"'.encode()) if "tables/" in name else part
            )
    assert table(written(Workbook.open(out.getvalue()), 5))[:2] == ("清单", "A3:K8")


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    book = load_workbook(io.BytesIO(standard().data()))
    own = book.create_sheet("自己的")
    own.append(["甲", "乙"])
    own.append([1, 2])
    own.add_table(Table(displayName="问题清单", ref="A1:B2"))
    book.save(path)
    assert recompute(path, report=False).ok
    data = path.read_bytes()
    assert table(data)[0] == "问题清单_2"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        numbers = [
            re.search(rb'<table [^>]*\bid="(\d+)"', package.read(n))[1] for n in package.namelist() if "tables/" in n
        ]  # type: ignore[index]
    assert len(set(numbers)) == 2
