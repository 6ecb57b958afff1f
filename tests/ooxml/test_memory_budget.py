"""What a package may make us hold is bounded for all of it, and every bound can be raised."""

from __future__ import annotations

import re
import tracemalloc

import pytest

from tests.ooxml import packages
from tests.ooxml.comparison import parts
from tests.ooxml.packages import sheet_book, worksheet
from workbook_tools.catalogue import ENTRIES
from workbook_tools.ooxml import CellEdit, PackageLimits, PackageProblem, Workbook, sheet_scan
from workbook_tools.ooxml import workbook as workbook_module
from workbook_tools.ooxml.limits import limits_of_environment

MEGABYTE = 1 << 20


def refused(data: bytes, what: str, **limits: int) -> None:
    book = Workbook.open(data, PackageLimits(ratio=10**6, **limits))
    with pytest.raises(PackageProblem) as caught:
        _ = [cell.text for cell in book.scan("表一").cells.values()]
    assert caught.value.code == "F104"
    assert what in str(caught.value.figures["what"])


@pytest.mark.parametrize("row", ['<row r="{n}"/>', '<row r="{n}" spans="1:9" s="1" customFormat="1" ht="18"></row>'])
def test_rows_without_cells_cost_next_to_nothing(row: str) -> None:
    sheet = worksheet("".join(row.format(n=n) for n in range(1, 20_001)))
    Workbook.open(packages.simple_book([["甲"]])).scan("表一")  # what is loaded once
    book = Workbook.open(sheet_book(sheet), PackageLimits(ratio=10**6, cells=100))
    tracemalloc.start()
    book.scan("表一")
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert used < len(sheet) + 20_000 * 30


def test_too_many_cells_are_counted_before_any_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="0"/><x:c xmlns:x="{packages.MAIN}" r="B{n}"/></row>' for n in range(1, 5_001)
    )
    data = sheet_book(worksheet(rows))
    for small in (0, 1 << 30):  # counted first, and met while they are read
        monkeypatch.setattr(workbook_module, "_FEW_CELLS_BYTES", small)
        refused(data, "单元格数", cells=9_000)
    monkeypatch.setattr(workbook_module, "_FEW_CELLS_BYTES", 0)
    monkeypatch.setattr(workbook_module, "scan_sheet", None)
    refused(data, "单元格数", cells=9_000)


@pytest.mark.parametrize("row", ['<row r="1"/>', '<row r="1"><c r="A1"/></row>'])
def test_a_row_that_is_there_again_and_again_is_counted_each_time(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_scan, "LAST_ROW", 100)
    with pytest.raises(PackageProblem):
        Workbook.open(sheet_book(worksheet(row * 200)), PackageLimits(cells=100)).scan("表一")


def test_a_cell_comes_into_a_bare_row_where_it_belongs() -> None:
    rows = (
        '<row r="2" s="0" customFormat="1" spans="1:1"><!-- 批 --></row><row r="1" ht="9"/><row r="4"/>'
        '<row r="2"><c r="A2"><v>7</v></c></row>'
    )
    book = Workbook.open(sheet_book(worksheet(rows)))
    book.set_cells("表一", {place: CellEdit(n) for n, place in enumerate(("C2", "B1", "A3", "A4", "A9"), 1)})
    sheet = parts(book.save())["xl/worksheets/sheet1.xml"].decode()
    assert '<row r="2" s="0" customFormat="1" spans="1:3"><c r="C2"><v>1</v></c><!-- 批 --></row>' in sheet
    assert '<row r="1" ht="9"><c r="B1"><v>2</v></c></row>' in sheet
    assert '<row r="3"><c r="A3"><v>3</v></c></row><row r="4"><c r="A4"><v>4</v></c></row>' in sheet
    assert '<row r="9"><c r="A9"><v>5</v></c></row></sheetData>' in sheet


def test_a_text_longer_than_any_is_refused_before_it_is_held() -> None:
    inline = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"长" * 1_200_000}</t></is></c></row>'
    refused(sheet_book(worksheet(inline)), "字数")
    data = packages.simple_book([["甲"]])
    strings = f'<sst xmlns="{packages.MAIN}"><si><t>{"长" * 4_000_000}</t></si></sst>'.encode()
    refused(packages.changed(data, {"xl/sharedStrings.xml": strings}), "字数")


def test_sheets_that_were_looked_at_are_forgotten_where_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "KEPT_CELLS", 8)
    data = packages.rich_book()
    book = Workbook.open(data)
    names = [sheet.name for sheet in book.sheets if sheet.kind == "worksheet"]
    for name in names:
        book.scan(name)
    assert len(book._scans) < len(names)


def test_every_limit_that_the_message_names_can_be_raised() -> None:
    named = re.findall(r"WORKBOOK_TOOLS_MAX_\w+", ENTRIES["F104"].fix)
    assert len(named) == 11
    for variable in set(named) - {"WORKBOOK_TOOLS_MAX_TABLE_ROWS"}:  # which is not one of a package
        raised = limits_of_environment({variable: "123"})
        changed = [name for name in PackageLimits._fields if getattr(raised, name) != getattr(PackageLimits(), name)]
        assert len(changed) == 1, variable
