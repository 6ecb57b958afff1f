"""Rows that are written the regular way are found by a pattern: the same cells in the same places as by the parser."""

from __future__ import annotations

import random

import pytest

from tests.ooxml.comparison import parts
from tests.ooxml.packages import MAIN, rich_book
from workbook_tools.ooxml import PackageProblem, SheetScan
from workbook_tools.ooxml.regular_cells import take_regular
from workbook_tools.ooxml.regular_rows import IrregularRowsError
from workbook_tools.ooxml.scanned_sheet import RowPlace, ScannedCell
from workbook_tools.ooxml.sheet_scan import scan_sheet

REGULAR = {
    "Excel": '<row r="1" spans="1:3" s="9" customFormat="1" ht="18.75" x14ac:dyDescent="0.25"><c r="A1" s="9" t="s">'
    '<v>0</v></c><c r="B1" s="9"/><c r="C1"><f>A1&amp;"甲"</f><v>1.5</v></c></row>'
    '<row r="3" hidden="1"><c r="B3"/></row>',
    "a formula for several cells": '<row r="4"><c r="C4"><f t="shared" ref="C4:C5" si="0">A4</f><v>1</v></c></row>'
    '<row r="5"><c r="C5" t="str"><f t="shared" si="0"/><v xml:space="preserve"> 乙</v></c></row>',
    "this program": '<row r="1"><c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">甲\n&lt;乙&#10;</t></is></c>'
    '<c r="AA1" t="b"><v>1</v></c><c r="XFD1" t="e"><v>#N/A</v></c></row><row r="1048576" ht="9" customHeight="1"/>',
    "LibreOffice": '<row r="2" customFormat="false" ht="12.8" hidden="false" outlineLevel="0" collapsed="false">'
    '<c r="A2" s="0" t="n"><f aca="false">SUM(B2:C2)</f><v>3</v></c></row>',
    "others": '<row r="1" ><c r="A1" s="1" /><c r="B1"><v></v></c><c r="C1" t="str"><f>""</f><v/></c></row>'
    '<row r="2" hidden="1"></row>',
    "nothing": "",
}
IRREGULAR = (
    '<row r="2"/><row r="1"/>',
    '<row r="1"/><row r="1"/>',
    '<row r="0"/>',
    '<row r="1048577"/>',
    "<row><c><v>1</v></c></row>",
    '<row r="1"><c r="A2"/></row>',
    '<row r="1"><c r="B1"/><c r="A1"/></row>',
    '<row r="1"><c r="A1"/><c r="A1"/></row>',
    '<row r="1"><c r="XFE1"/></row>',
    '<row r="1" r="1"/>',
    '<row r="1" ht="9" ht="9"/>',
    '<row r="1" xmlns="urn:x"/>',
    '<row r="1" x14ac:dyDescent="1" r:id="1"/>',
    '<row r="1" x:y="1"/>',
    '<row r="1"><c r="A1"><v>1</v></row>',
    '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v><f>A2</f></c></row>',
    '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c></row>',
    '<row r="1"><c r="A1"><is><t>甲</t></is></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r></is></c></row>',
    '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
    '<row r="1"><c r="A1"><v>&unknown;</v></c></row>',
    '<row r="1"><c r="A1"><v>&#13;</v></c></row>',
    '<row r="1"><c r="A1"><v>1]]></v></c></row>',
    '<row r="1"><c r="A1"><v>\ufffe</v></c></row>',
    '<row r="1"><c r="A1"><v>\x01</v></c></row>',
    '<row r="1"><!-- 批 --><c r="A1"/></row>',
    '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
    ' <row r="1"/>',
    '<x:row r="1"/>',
)


def sheet(rows: str, before: str = '<cols><col min="2" max="3" hidden="1"/></cols>', after: str = "") -> bytes:
    namespaces = f'xmlns="{MAIN}" xmlns:r="urn:r" xmlns:x14ac="urn:ac"'
    merges = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    inside = f'<dimension ref="A1:C9"/>{before}<sheetData>{rows}</sheetData>{after}{merges}'
    return f"<worksheet {namespaces}>{inside}</worksheet>".encode("utf-8", "surrogatepass")


def told(content: bytes, *, parsed: bool) -> object:
    """All that a scan found, or the code of what is wrong. A sheet that comes in pieces is parsed."""
    middle = len(content) // 2
    try:
        scan = scan_sheet((content[:middle], content[middle:]) if parsed else (content,), "sheet1.xml")
    except PackageProblem as problem:
        return problem.code
    return list(map(_plain, vars(scan).values()))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return [(key, _plain(each)) for key, each in value.items()]
    if isinstance(value, RowPlace):
        return value.start, value.close, [_plain(cell) for cell in value.cells]
    if isinstance(value, ScannedCell):
        return [getattr(value, name) for name in ScannedCell.__slots__]
    return value


def take(rows: str, most: int = 100, longest: int = 1000) -> SheetScan:
    scan, content = SheetScan(), rows.encode("utf-8", "surrogatepass")
    take_regular(scan, content, 0, len(content), None, most, longest)
    return scan


@pytest.mark.parametrize("rows", REGULAR.values(), ids=REGULAR)
def test_what_programs_write_is_regular_and_found_as_the_parser_finds_it(rows: str) -> None:
    assert len(take(rows).cells) == rows.count("<c ")
    assert told(sheet(rows), parsed=False) == told(sheet(rows), parsed=True)


@pytest.mark.parametrize("rows", IRREGULAR)
def test_what_could_be_read_in_two_ways_is_left_to_the_parser(rows: str) -> None:
    assert told(sheet(rows), parsed=False) == told(sheet(rows), parsed=True)
    if "x:y" in rows:  # such an attribute may be declared: what it takes for declared is told
        return
    with pytest.raises((IrregularRowsError, ValueError)):
        take(rows)


@pytest.mark.parametrize(
    "content",
    [
        sheet('<row r="1"/>', before="<!-- <sheetData> -->"),
        sheet('<row r="1"/>', after="<sheetData/>"),
        sheet('<row r="1"/>', after='<cols><col min="1" max="1" width="9"/></cols>'),
        sheet('<row r="1"/>', before='<x xmlns:y="urn:y"/>').replace(b'r="1"', b'r="1" y:z="1"'),
        sheet('<row r="1"/>').replace(b"<sheetData>", b"<x><sheetData>"),
        sheet('<row r="1"/>').replace(f'"{MAIN}"'.encode(), b'"urn:other"'),
        sheet('<row r="1"/>')[:-1],
        sheet('<row r="1"/>').replace(b"</sheetData>", b""),
        b"",
    ],
)
def test_what_stands_around_the_rows_is_heeded(content: bytes) -> None:
    assert told(content, parsed=False) == told(content, parsed=True)


def test_more_cells_or_a_longer_row_than_allowed_are_left_to_the_parser() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{"甲" * 20}</v></c></row>' for n in range(1, 9))
    assert len(take(rows, most=9).cells) == 8
    with pytest.raises(IrregularRowsError):
        take(rows, most=5)
    with pytest.raises(IrregularRowsError):
        take(rows, longest=70)


def test_damaged_sheets_are_told_the_same_way() -> None:
    chosen, sound = (
        random.Random(20),
        sheet("".join(REGULAR[name] for name in ("Excel", "a formula for several cells"))),
    )
    pieces = [b"<", b">", b'"', b"&", b"\r", b"\xff", b"1", b"A", b" ", b"</row>", b'<row r="4"/>', b'<c r="D1"/>']
    for _ in range(400):
        at = chosen.randrange(len(sound))
        damaged = sound[:at] + chosen.choice(pieces) + sound[at + chosen.choice((0, 0, 1, 4)) :]
        assert told(damaged, parsed=False) == told(damaged, parsed=True), damaged


def test_sheets_of_a_real_writer_are_regular() -> None:
    for name, content in parts(rich_book()).items():
        if name.startswith("xl/worksheets/sheet"):
            assert told(content, parsed=False) == told(content, parsed=True)
