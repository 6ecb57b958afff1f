"""Where buttons stand on the sheets of strangers: in sight, over nothing written, not cut by the freeze line."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tools.excel import with_buttons
from workbook_tools.excel.room import Box, Looks, _texts
from workbook_tools.excel.sheet_top import SheetTop, read_top
from workbook_tools.ooxml import Workbook
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.records import PackageLimits
from workbook_tools.ooxml.shared_strings import SharedStrings

WIDE, HIGH = 1366 - 70, 768 - 320  # what Excel leaves of the screen: row numbers, scroll bar; ribbon, tabs, task bar


def filled(change: Callable[[Worksheet], object]) -> bytes:
    """A table of forty columns that begins in the first row and fills the screen."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "明细"
    for row in range(1, 41):
        for column in range(1, 41):
            sheet.cell(row, column, f"第{column}项" if row == 1 else f"{row}人")
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def head(**alignment: object) -> Callable[[Worksheet], object]:
    def change(sheet: Worksheet) -> None:
        for cell in sheet[1]:
            cell.alignment = Alignment(**alignment)

    return change


def zoomed(percent: int) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet.sheet_view, "zoomScale", percent)


def frozen(place: str) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet, "freeze_panes", place)


def hidden_columns(sheet: Worksheet) -> None:
    sheet.column_dimensions.group("B", "F", hidden=True)


def hidden_first_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[1].hidden = True


def tall_first_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[1].height = 200


def from_the_right(sheet: Worksheet) -> None:
    sheet.sheet_view.rightToLeft = True


def wrapped(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.value, cell.alignment = "很长的一个列名称，要折成几行", Alignment(wrap_text=True, vertical="center")


def head_of_two_rows(sheet: Worksheet) -> None:
    for column in range(1, 20, 2):
        sheet.cell(2, column).value = None
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
        sheet.cell(1, column).alignment = Alignment(vertical="center")


def title_over_everything(sheet: Worksheet) -> None:
    for column in range(2, 41):
        sheet.cell(1, column).value = None
    sheet["A1"] = "某某街道社会工作服务站项目支出绩效自评明细台账" * 3
    sheet["A1"].font = Font(size=22)
    sheet.row_dimensions[1].height = 30


def one_at_the_upper_edge(sheet: Worksheet) -> None:
    sheet["A1"].alignment = Alignment(vertical="top")


SHEETS = {
    "plain": lambda sheet: None, "centred": head(vertical="center"), "70 %": zoomed(70), "150 %": zoomed(150),
    "frozen": frozen("C2"), "frozen deep": frozen("M4"), "hidden columns": hidden_columns, "tall": tall_first_row,
    "hidden row": hidden_first_row, "right to left": from_the_right, "wrapped": wrapped, "two rows": head_of_two_rows,
    "title": title_over_everything, "one at the upper edge": one_at_the_upper_edge,
}  # fmt: skip


def top_of(data: bytes) -> tuple[SheetTop, Looks, str]:
    package = Package(data, PackageLimits())
    part = Workbook.open(data).sheets[0].part
    texts = package.related("xl/workbook.xml", "sharedStrings")
    looks = Looks(package, "xl/workbook.xml")
    top = read_top(package, part, SharedStrings(lambda: package.stream(texts), texts))
    top.widen(looks.digit_width)
    return top, looks, package.xml(package.related(part, "vmlDrawing")).decode()


def placed(drawing: str) -> list[Box]:
    places = re.findall(r"margin-left:([\d.]+)pt;margin-top:([\d.]+)pt;width:([\d.]+)pt;height:([\d.]+)pt", drawing)
    numbers = [[float(text) / 0.75 for text in place] for place in places]
    return [Box(left, upper, left + width, upper + height) for left, upper, width, height in numbers]


def written(top: SheetTop, looks: Looks) -> list[Box]:
    """Where texts stand, as high as their lines are."""
    found = []
    for text in _texts(top, looks):
        upper, lower = text.box.top, text.box.bottom
        if text.vertical == "center":
            upper = (upper + lower - text.height) / 2
        elif text.vertical in ("", "bottom"):
            upper = lower - text.height
        found.append(Box(text.box.left, upper, text.box.right, upper + text.height))
    return found


@pytest.mark.parametrize("kind", SHEETS)
def test_on_a_sheet_that_is_full_buttons_are_in_sight_and_cover_nothing(kind: str) -> None:
    top, looks, drawing = top_of(with_buttons(filled(SHEETS[kind])))
    boxes = placed(drawing)
    assert len(boxes) == 3
    across, down = top.left(top.frozen_columns + 1), top.top(top.frozen_rows + 1)
    texts = written(top, looks)
    for box in boxes:
        assert box.right <= WIDE / top.zoom
        assert box.bottom <= HIGH / top.zoom
        assert not box.left < across < box.right
        assert not box.top < down < box.bottom
        for text in texts:
            apart = text.right <= box.left or text.left >= box.right or text.bottom <= box.top or text.top >= box.bottom
            assert apart, (box, text)


@pytest.mark.parametrize("kind", SHEETS)
def test_only_the_height_of_the_first_row_changes_and_only_once(kind: str) -> None:
    before = filled(SHEETS[kind])
    once = with_buttons(before)
    assert with_buttons(once) == once
    old, new = (openpyxl.load_workbook(io.BytesIO(data)).active for data in (before, once))
    assert [[cell.value for cell in row] for row in old.rows] == [[cell.value for cell in row] for row in new.rows]
    heights = [{n: row.height for n, row in sheet.row_dimensions.items()} for sheet in (old, new)]
    changed = {n for n in heights[1] if heights[0].get(n) != heights[1][n]}
    assert changed <= {1, 2}
    assert len(changed) <= 1


def test_a_sheet_with_room_beside_its_table_keeps_its_heights() -> None:
    book = openpyxl.Workbook()
    book.active.append(["日期", "社工", "数量"])
    book.active.append(["2024-01-01", "甲", 3])
    out = io.BytesIO()
    book.save(out)
    top, _, drawing = top_of(with_buttons(out.getvalue()))
    assert top.heights == {}
    assert min(box.left for box in placed(drawing)) > top.left(4)
