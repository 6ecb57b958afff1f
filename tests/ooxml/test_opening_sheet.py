"""A workbook opens on one sheet, and that one alone is selected: else what is typed goes into two."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import xlsxwriter

from tests.ooxml.packages import changed
from workbook_tools.ooxml import Workbook


def book_of(selected: tuple[str, ...] = ("甲",), hidden: tuple[str, ...] = ()) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name in ("甲", "乙", "丙"):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, name)
        if name in selected:
            sheet.select()
        if name in hidden:
            sheet.hide()
    book.get_worksheet_by_name(selected[0]).activate()
    book.close()
    return stream.getvalue()


def opened_on(data: bytes, name: str) -> bytes:
    book = Workbook.open(data)
    book.open_on(name)
    return book.save()


def shown(data: bytes) -> tuple[int, list[int]]:
    """The sheet that is seen first, and those that are selected."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        active = re.search(rb'activeTab="(\d+)"', package.read("xl/workbook.xml"))
        views = [package.read(f"xl/worksheets/sheet{n}.xml") for n in (1, 2, 3)]
    return int(active[1]) if active else 0, [n for n, xml in enumerate(views) if b"tabSelected=" in xml]


@pytest.mark.parametrize("selected", [("甲",), ("甲", "乙"), ("乙", "甲", "丙"), ("丙",)])
def test_the_sheet_alone_is_selected_whatever_was(selected: tuple[str, ...]) -> None:
    data = opened_on(book_of(selected), "丙")
    assert shown(data) == (2, [2])
    assert opened_on(data, "丙") == data


def test_nothing_else_of_the_other_sheets_changes() -> None:
    before = book_of(("乙",))
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(opened_on(before, "甲"))) as new:
        was, now = (each.read("xl/worksheets/sheet2.xml") for each in (old, new))
        assert now == was.replace(b' tabSelected="1"', b"")
        assert old.read("xl/worksheets/sheet3.xml") == new.read("xl/worksheets/sheet3.xml")


def test_a_hidden_sheet_is_not_opened_on() -> None:
    data = book_of(hidden=("丙",))
    assert opened_on(data, "丙") == data


def test_a_workbook_without_views_gets_one() -> None:
    without = {"xl/workbook.xml": lambda xml: re.sub(rb"<bookViews>.*</bookViews>", b"", xml)}
    data = opened_on(changed(book_of(), without), "乙")
    assert shown(data) == (1, [1])
    Workbook.open(data)


def test_other_windows_keep_their_own_sheets() -> None:
    second = b'<sheetView tabSelected="1" workbookViewId="1"/></sheetViews>'
    two = changed(
        book_of(), {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</sheetViews>", second)}
    )  # as Excel writes a workbook that is open in two windows
    with zipfile.ZipFile(io.BytesIO(opened_on(two, "乙"))) as package:
        xml = package.read("xl/worksheets/sheet1.xml")
    assert xml.count(b"tabSelected") == 1
    assert second in xml
