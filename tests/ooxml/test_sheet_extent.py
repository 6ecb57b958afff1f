"""How far a sheet reaches is true for every file, also for one that hides its far cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from workbook_tools.ooxml import PackageProblem
from workbook_tools.ooxml.sheet_extent import is_near, may_be_misread, sheet_extent

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def stream(rows: str, size: int) -> Callable[[], Iterator[bytes]]:
    content = SHEET.format(rows).encode()
    return lambda: (content[start : start + size] for start in range(0, len(content), size))


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize(
    ("rows", "extent"),
    [
        ("", (0, 0)),
        ('<row r="3"><c r="B3"><v>1</v></c></row>', (3, 2)),
        ('<row r="3"><c r="B3"/></row><row r="2"><c r="AB2"/></row>', (3, 28)),
        ('<row spans="1:2" ht="15" r="7"><c s="1" r="C7"/></row>', (7, 3)),
        ("<row r='9'><c r='D9'/></row>", (9, 4)),
        ('<row r = "9"><c\nr\t=\n"D9"/></row>', (9, 4)),
        ('<row r="&#57;"><c r="&#68;9"/></row>', (9, 4)),
        ("<row><c/><c/></row><row><c/></row>", (2, 2)),
        ('<row r="5"><c r="A5" t="inlineStr"><is><t> r="ZZ99" r="x"</t></is></c></row>', (5, 1)),
        ('<row r="1048576"><c r="XFD1048576"/></row>', (1_048_576, 16_384)),
    ],
)
def test_the_last_row_and_column_are_found_in_every_form(rows: str, extent: tuple[int, int], size: int) -> None:
    assert sheet_extent(stream(rows, size), "a.xml") == extent


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048577"><c r="A1048577"/></row>',
        '<row r="9999999999"/>',
        '<row r="1"><c r="XFE1"/></row>',
        '<row r="1"><c r="ZZZZZZ1"/></row>',
        '<row r="1"><c r="1"/><c r="?1"/></row>',
        "<row r='2'><c r='A3'/></row>",
        '<row r="a"/>',
    ],
)
def test_a_place_that_no_sheet_has_is_refused(rows: str) -> None:
    with pytest.raises(PackageProblem) as caught:
        sheet_extent(stream(rows, 1000), "a.xml")
    assert caught.value.code == "F106"


def test_a_cell_that_claims_a_far_row_counts_where_it_claims_to_be() -> None:
    assert sheet_extent(stream('<row r="1"><c r="A999999"/></row>', 1000), "a.xml") == (999_999, 1)


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize(
    ("rows", "near"),
    [
        ('<row r="1"><c r="A1"/></row><row r="499999" spans="1:2"><c r="Z99999" s="1"><v>1</v></c></row>', True),
        ("", True),
        ('<row r="1"><c r="AA1"/></row>', False),
        ('<row r="500000"/>', False),
        ('<row r="1000000"/>', False),
        ('<row r="1"><c r="A1048576"/></row>', False),
        ("<row><c/></row>", False),
        ('<row r="1"><c s="1" r="XFD1"/></row>', False),
        ('<row r="1"><c\nr="XFD1"/></row>', False),
        ("<row r='1'><c r='XFD1'/></row>", False),
        ('<row r="1"><c r = "XFD1"/></row>', False),
        ('<row r="1"><c r="&#88;FD1"/></row>', False),
        ('<x:row r="1"><x:c r="XFD1"/></x:row>', False),
    ],
)
def test_a_sheet_is_called_near_only_where_that_is_sure(rows: str, near: bool, size: int) -> None:
    assert is_near(stream(rows, size)()) == near


SOUND = (
    b'<sheetData><row r="1"><c r="A1" s="3" t="s"><v>1234</v></c>'
    b'<c r="B1" t="s"><f>A1</f><v>5</v></c></row></sheetData>'
)


@pytest.mark.parametrize(
    ("sheet", "misread"),
    [
        (SOUND, False),
        (SOUND.replace(b"<v>1234<", b"<v>12 4<"), True),
        (SOUND.replace(b"<v>1234<", b"<v><"), True),
        (SOUND.replace(b"<v>5<", b"<v>123456789012<"), True),
    ],
)
def test_what_may_be_misread_does_not_depend_on_where_a_sheet_is_cut(sheet: bytes, misread: bool) -> None:
    for cut in range(len(sheet)):
        assert may_be_misread((sheet[:cut], sheet[cut:])) is misread
