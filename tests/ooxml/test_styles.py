"""Styles: read by number, added behind the old ones, never twice."""

from __future__ import annotations

import pytest

from tests.ooxml import packages
from tests.ooxml.comparison import parts, read_back
from workbook_tools.ooxml import CellEdit, Style, Workbook
from workbook_tools.ooxml.number_formats import shows_date, shows_percent
from workbook_tools.ooxml.styles import Styles

STYLES = "xl/styles.xml"


@pytest.mark.parametrize(
    ("code", "percent", "date"),
    [
        ("General", False, False),
        ("0.0%", True, False),
        ('0"%"', False, False),
        (r"0\%", False, False),
        ("[Red]0%;[Blue]-0%", True, False),
        ("#,##0.00", False, False),
        ("yyyy-mm-dd", False, True),
        ('yyyy"年"m"月"', False, True),
        ("[$-804]aaaa m/d", False, True),
        ("h:mm:ss", False, False),
        ("mm:ss", False, False),
        ("mmm", False, True),
        ('0"d"', False, False),
    ],
)
def test_what_a_format_shows(code: str, percent: bool, date: bool) -> None:
    assert (shows_percent(code), shows_date(code)) == (percent, date)


def test_number_formats_are_read_by_style(rich: bytes) -> None:
    book = Workbook.open(rich)
    cells = book.scan("数据").cells
    assert book.number_format(cells[3, 4].style) == "0.0%"
    assert book.is_percent(cells[3, 4].style)
    assert book.number_format(cells[3, 2].style) == "#,##0.00"
    assert not book.is_percent(cells[3, 2].style)
    assert book.number_format(0) == book.number_format(99_999) == "General"


def test_built_in_formats_of_chinese_excel_are_known() -> None:
    xfs = "".join(f'<xf numFmtId="{n}"/>' for n in (9, 10, 14, 31, 57, 49, 3, 999))
    content = f'<styleSheet xmlns="{packages.MAIN}"><cellXfs count="8">{xfs}</cellXfs></styleSheet>'.encode()
    styles = Styles(content, "styles.xml")
    assert [styles.is_percent(n) for n in range(8)] == [True, True] + [False] * 6
    assert [styles.is_date(n) for n in range(8)] == [False, False, True, True, True, False, False, False]
    assert [styles.number_format(n) for n in (5, 6, 7)] == ["@", "#,##0", "General"]


def saved_with(data: bytes, style: Style, ref: str = "B3") -> bytes:
    book = Workbook.open(data)
    book.set_cells("数据", {ref: CellEdit(1, style)})
    return book.save()


def test_an_existing_style_is_used_again(rich: bytes) -> None:
    first = saved_with(rich, Style(number_format="0.000", bold=True))
    assert parts(first)[STYLES] != parts(rich)[STYLES]
    second = saved_with(first, Style(number_format="0.000", bold=True), "B4")
    assert parts(second)[STYLES] == parts(first)[STYLES]


def test_old_styles_keep_their_bytes_and_numbers_and_counts_are_right(rich: bytes) -> None:
    before, after = parts(rich)[STYLES], parts(saved_with(rich, Style(fill="ABCDEF", number_format="0.000")))[STYLES]
    inside = before.partition(b"<cellXfs")[2].partition(b">")[2].partition(b"</cellXfs>")[0]
    assert inside in after
    for section in ("numFmts", "fonts", "fills", "borders", "cellXfs"):
        node = after.partition(f"<{section} ".encode())[2].partition(f"</{section}>".encode())[0]
        count = int(node.partition(b'count="')[2].partition(b'"')[0])
        child = {
            "numFmts": b"<numFmt ",
            "fonts": b"<font>",
            "fills": b"<fill>",
            "borders": b"<border",
            "cellXfs": b"<xf ",
        }
        assert node.count(child[section]) == count


def test_a_style_that_says_what_is_there_changes_nothing(rich: bytes) -> None:
    book = Workbook.open(rich)
    book.set_cells(
        "数据", {"A3": CellEdit("第2项", Style(bold=True)), "D3": CellEdit(None, None)} | {"D3": CellEdit("x")}
    )
    cells = Workbook.open(book.save()).scan("数据").cells
    assert cells[3, 1].style == Workbook.open(rich).scan("数据").cells[3, 1].style


def test_a_second_of_two_equal_styles_is_left_alone() -> None:
    xfs = '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0"/>' * 3

    def three_equal(old: bytes) -> bytes:
        section = f'<cellXfs count="3">{xfs}</cellXfs>'.encode()
        return old[: old.index(b"<cellXfs")] + section + old[old.index(b"<cellStyles") :]

    sheet = packages.worksheet('<row r="1"><c r="A1" s="2"><v>1</v></c></row>').encode()
    data = packages.changed(
        packages.simple_book([[1]], name="数据"), {STYLES: three_equal, "xl/worksheets/sheet1.xml": sheet}
    )
    book = Workbook.open(data)
    book.set_cells("数据", {"A1": CellEdit(1, Style(number_format="0%"))})
    assert book.save() is data


def test_a_number_format_that_was_lost_does_not_come_back_as_another() -> None:
    """A cell that refers to a format which the damaged file lacks shows its bare figure, before and after."""
    formats = range(164, 168)
    xfs = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for number in formats)

    def without_formats(old: bytes) -> bytes:
        section = f'<cellXfs count="{len(formats)}">{xfs}</cellXfs>'.encode()
        return old[: old.index(b"<cellXfs")] + section + old[old.index(b"<cellStyles") :]

    cells = "".join(f'<c r="{letter}1" s="{place}"><v>0.7</v></c>' for place, letter in enumerate("ABCD"))
    sheet = packages.worksheet(f'<row r="1">{cells}</row>').encode()
    data = packages.changed(
        packages.simple_book([[1]], name="数据"), {STYLES: without_formats, "xl/worksheets/sheet1.xml": sheet}
    )
    book = Workbook.open(data)
    wanted = {"A2": "h:mm", "A3": "0.0%"}
    book.set_cells("数据", {ref: CellEdit(1, Style(number_format=code)) for ref, code in wanted.items()})
    after = Workbook.open(book.save())
    scanned = after.scan("数据").cells
    assert [after.number_format(scanned[1, column].style) for column in range(1, 5)] == ["General"] * 4
    assert [after.number_format(scanned[row, 1].style) for row in (2, 3)] == list(wanted.values())


def test_alignment_and_protection_of_staff_are_kept_where_nothing_is_said(rich: bytes) -> None:
    centred = saved_with(rich, Style(horizontal="center", locked=False))
    cell = read_back(saved_with(centred, Style(wrap=True)))["数据"]["B3"]
    assert (cell.alignment.horizontal, cell.alignment.wrapText, cell.protection.locked) == ("center", True, False)
    changed = read_back(saved_with(centred, Style(horizontal="right")))["数据"]["B3"]
    assert (changed.alignment.horizontal, changed.number_format) == ("right", "#,##0.00")


def test_a_new_font_name_wins_over_the_theme_of_the_old_font(rich: bytes) -> None:
    font = read_back(saved_with(rich, Style(font_name="仿宋", size=12.5, underline=True)))["数据"]["B3"].font
    assert (font.name, font.sz, font.u, font.scheme) == ("仿宋", 12.5, "single", None)
