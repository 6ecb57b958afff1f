"""Cells spliced into the bytes of a sheet: what is written, what stays, what is refused."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.ooxml import packages
from tests.ooxml.comparison import canonical_sheet, changed_parts, parts, read_back
from tests.ooxml.packages import sheet_book, worksheet
from workbook_tools.ooxml import CellEdit, Formula, PackageProblem, Style, Workbook

SHEET = "xl/worksheets/sheet1.xml"


def edited(data: bytes, edits: dict[str, object], sheet: str = "表一", *, looked_at: bool = False) -> bytes:
    book = Workbook.open(data)
    if looked_at:
        book.scan(sheet)
    book.set_cells(sheet, {ref: edit if isinstance(edit, CellEdit) else CellEdit(edit) for ref, edit in edits.items()})
    result = book.save()
    book.verify(result)
    return result


def xml(data: bytes) -> str:
    return parts(data)[SHEET].decode()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (True, '<c r="A1" t="b"><v>1</v></c>'),
        (0.1 + 0.2, '<c r="A1"><v>0.30000000000000004</v></c>'),
        (12, '<c r="A1"><v>12</v></c>'),
        (8.0, '<c r="A1"><v>8</v></c>'),
        (Decimal("72.75"), '<c r="A1"><v>72.75</v></c>'),
        (Decimal("-15.00"), '<c r="A1"><v>-15</v></c>'),
        (10**20, '<c r="A1"><v>100000000000000000000</v></c>'),
        (date(2025, 3, 1), '<c r="A1"><v>45717</v></c>'),
        (date(1900, 1, 1), '<c r="A1"><v>1</v></c>'),
        (date(1900, 2, 28), '<c r="A1"><v>59</v></c>'),
        (date(1900, 3, 1), '<c r="A1"><v>61</v></c>'),  # Excel has a 29 February between them
        (Decimal("1E400"), '<c r="A1" t="inlineStr"><is><t>1.000E+400</t></is></c>'),
        (Formula("A2*0", 0.0), '<c r="A1"><f>A2*0</f><v>0</v></c>'),
        (Formula("A2", "一\n二"), '<c r="A1" t="str"><f>A2</f><v>一\n二</v></c>'),
        (datetime(2025, 3, 1, 12), '<c r="A1"><v>45717.5</v></c>'),
        ("文字", '<c r="A1" t="inlineStr"><is><t>文字</t></is></c>'),
        (" a<b&c ", '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&lt;b&amp;c </t></is></c>'),
        ("一\r\n二\x07", '<c r="A1" t="inlineStr"><is><t xml:space="preserve">一\n二</t></is></c>'),
        ("_x0041_", '<c r="A1" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>'),
        ("=SUM(A2)", '<c r="A1" t="inlineStr"><is><t>=SUM(A2)</t></is></c>'),
        (Formula('=A2&"<"', "x<"), '<c r="A1" t="str"><f>A2&amp;"&lt;"</f><v>x&lt;</v></c>'),
        (Formula("A2*2", 4.5), '<c r="A1"><f>A2*2</f><v>4.5</v></c>'),
        (Formula("A2&B2", 1), '<c r="A1"><f>A2&amp;B2</f><v>1</v></c>'),
        (Formula("A2<1", False), '<c r="A1" t="b"><f>A2&lt;1</f><v>0</v></c>'),
        (datetime(2025, 3, 1, 12, 30, 36), '<c r="A1"><v>45717.52125</v></c>'),  # 45036 of 86400 seconds
        (Formula("A2>1", True), '<c r="A1" t="b"><f>A2&gt;1</f><v>1</v></c>'),
        (Formula("1/0", "#DIV/0!"), '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        (Formula("A2"), '<c r="A1"><f>A2</f></c>'),
    ],
)
def test_a_value_is_written_as_excel_has_it(value: object, cell: str) -> None:
    assert cell in xml(edited(sheet_book(worksheet("")), {"A1": value}))


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    data = packages.rich_book(date1904=True)
    assert Workbook.open(data).date1904
    saved = edited(data, {"K30": CellEdit(date(2025, 3, 1), Style(number_format="yyyy-mm-dd"))}, "数据")
    assert read_back(saved)["数据"]["K30"].value == datetime(2025, 3, 1)


def test_numbers_that_are_none_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="finite"):
        edited(sheet_book(worksheet("")), {"A1": float("nan")})


def test_a_text_longer_than_a_cell_can_hold_is_cut() -> None:
    saved = edited(sheet_book(worksheet("")), {"A1": "长" * 40_000})
    text = read_back(saved).active["A1"].value
    assert len(text) == 32_767
    assert text.endswith("…")


# ---------------------------------------------------------------- where a cell goes


@pytest.mark.parametrize(
    ("before", "ref", "after"),
    [
        ("", "B2", '<row r="2">B2=7</row>'),
        ('<row r="5"/><row r="2"/>', "A1", '<row r="1">A1=7</row><row r="5"/><row r="2"/>'),
        ('<row r="5"/><row r="2"/>', "A3", '<row r="3">A3=7</row><row r="5"/><row r="2"/>'),
        ('<row r="7"/><row r="2"/><row r="5"/>', "A1", '<row r="1">A1=7</row><row r="7"/><row r="2"/><row r="5"/>'),
        ('<row r="7"/><row r="2"/><row r="5"/>', "A3", '<row r="3">A3=7</row><row r="7"/><row r="2"/><row r="5"/>'),
        ('<row r="2"/><row r="5"/><row r="7"/>', "A6", '<row r="2"/><row r="5"/><row r="6">A6=7</row><row r="7"/>'),
        ("<row r='1' spans='2:9'>C1=1</row>", "B1", "<row r='1' spans='2:9'>B1=7 C1=1</row>"),
        ("<row r='1' spans='2:9'>C1=1</row>", "I1", "<row r='1' spans='2:9'>C1=1 I1=7</row>"),
        ('<row r="1" spans="2:9">C1=1</row>', "A1", '<row r="1" spans="1:9">A1=7 C1=1</row>'),
        ('<row r="1" spans="1:2 5:6">A1=1</row>', "D1", '<row r="1" spans="1:2 5:6">A1=1 D1=7</row>'),
        ('<row r="1" spans="all">A1=1</row>', "D1", '<row r="1">A1=1 D1=7</row>'),
        ('<row r="1">A1=1 C1=3</row>', "B1", '<row r="1">A1=1 B1=7 C1=3</row>'),
        ('<row r="1"><c r="Z1"/></row>', "AA1", '<row r="1"><c r="Z1"/>AA1=7</row>'),
        ('<row r="1"/><row r="3"/>', "A2", '<row r="1"/><row r="2">A2=7</row><row r="3"/>'),
        ('<row r="1" ht="30"/>', "A1", '<row r="1" ht="30">A1=7</row>'),
        ('<row r="1" spans="1:2">A1=1</row>', "D1", '<row r="1" spans="1:4">A1=1 D1=7</row>'),
        ('<row r="1" spans="2:9">B1=1</row>', "C1", '<row r="1" spans="2:9">B1=1 C1=7</row>'),
        ("<row>=1=2</row><row>=3</row>", "B1", "<row>=1 B1=7</row><row>=3</row>"),
        ("<row>=1</row><row>=3</row>", "C2", "<row>=1</row><row>=3 C2=7</row>"),
        (
            '<row r="5">A5=1</row><row r="2">A2=2</row>',
            "A9",
            '<row r="5">A5=1</row><row r="2">A2=2</row><row r="9">A9=7</row>',
        ),
        ('<row r="1"><c r="A1" s="0" t="s"><v>0</v></c></row>', "A1", '<row r="1">A1=7</row>'),
        ('<row r="1"><c r="A1" s="0"/>B1=2</row>', "A1", '<row r="1">A1=7 B1=2</row>'),
        ('<row r="1"><c ph="1"/></row>', "A1", '<row r="1"><c ph="1" r="A1"><v>7</v></c></row>'),
        ('<row r="1" spans="1:9"/>', "A1", '<row r="1" spans="1:9">A1=7</row>'),
        (
            '<row r="1"><c r="A1"><v>1</v></c>\n\n<c r="B1"/></row>',
            "B1",
            '<row r="1"><c r="A1"><v>1</v></c>\n\n<c r="B1"><v>7</v></c></row>',
        ),
        ('<row r="1"><c r="A1" ph="1"/>B1=2</row>', "A1", '<row r="1"><c r="A1" ph="1"><v>7</v></c>B1=2</row>'),
        ('<row r="1"><c r="A1" cm="1" vm="2" t="e"><v>#N/A</v></c></row>', "A1", '<row r="1">A1=7</row>'),
        ("<row r='1'><c r='A1'\n  ><v>1</v></c ></row>", "A1", "<row r='1'>A1=7</row>"),
        (
            '<row r="1"><c r="A1"><v>1</v><extLst><ext uri="a>b"/></extLst></c></row>',
            "A1",
            '<row r="1"><c r="A1"><v>7</v><extLst><ext uri="a>b"/></extLst></c></row>',
        ),
    ],
)
def test_a_cell_goes_where_it_belongs_and_the_rest_stays(before: str, ref: str, after: str) -> None:
    data = sheet_book(worksheet(_spelled_out(before)))
    assert rows(edited(data, {ref: 7})) == _spelled_out(after)
    assert rows(edited(data, {ref: 7}, looked_at=True)) == _spelled_out(after)


@pytest.mark.parametrize(
    ("before", "refs", "after"),
    [
        ('<row r="1">A1=1 C1=3</row>', ("B1", "E1"), '<row r="1">A1=1 B1=7 C1=3 E1=7</row>'),
        ('<row r="1" spans="2:9">C1=1</row>', ("A1", "E1"), '<row r="1" spans="1:9">A1=7 C1=1 E1=7</row>'),
        ('<row r="1" spans="2:9">C1=1</row>', ("D1", "L1"), '<row r="1" spans="2:12">C1=1 D1=7 L1=7</row>'),
        ('<row r="1" spans="2:9">C1=1</row>', ("A1", "L1"), '<row r="1" spans="1:12">A1=7 C1=1 L1=7</row>'),
        (
            '<row r="3"/>',
            ("A1", "A2", "A5"),
            '<row r="1">A1=7</row><row r="2">A2=7</row><row r="3"/><row r="5">A5=7</row>',
        ),
    ],
)
def test_several_cells_go_where_each_belongs(before: str, refs: tuple[str, ...], after: str) -> None:
    saved = edited(sheet_book(worksheet(_spelled_out(before))), dict.fromkeys(refs, 7))
    assert rows(saved) == _spelled_out(after)


def rows(data: bytes) -> str:
    return xml(data).partition("<sheetData>")[2].partition("</sheetData>")[0]


def _spelled_out(row: str) -> str:
    """A1=7 stands for a cell with a reference and a value, =7 for one without a reference."""
    row = re.sub(r"([A-Z]+\d+)=(\d+) ?", r'<c r="\1"><v>\2</v></c>', row)
    return re.sub(r"(?<=[>\d])=(\d+) ?", r"<c><v>\1</v></c>", row)


def test_an_empty_sheet_data_element_is_opened() -> None:
    closed = worksheet("").replace("<sheetData></sheetData>", "<sheetData />")
    assert '<sheetData ><row r="3"><c r="B3"><v>7</v></c></row></sheetData>' in xml(
        edited(sheet_book(closed), {"B3": 7})
    )


def test_many_new_rows_are_sorted_in() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (2, 4, 8))
    saved = edited(sheet_book(worksheet(rows)), {f"A{n}": n * 10 for n in (9, 1, 3, 8, 20)})
    sheet = read_back(saved).active
    assert {c.row: c.value for (c,) in sheet.iter_rows() if c.value} == {
        1: 10,
        2: 2,
        3: 30,
        4: 4,
        8: 80,
        9: 90,
        20: 200,
    }
    numbers = [int(part.partition('"')[0]) for part in xml(saved).split('<row r="')[1:]]
    assert numbers == sorted(numbers)


def test_the_dimension_grows_only_as_far_as_it_must() -> None:
    sheet = worksheet('<row r="2"><c r="B2"/></row>', before='<dimension ref="B2:D4"/>')
    assert '<dimension ref="B2:D4"/>' in xml(edited(sheet_book(sheet), {"C3": 1}))
    assert '<dimension ref="A2:D7"/>' in xml(edited(sheet_book(sheet), {"A7": 1}))
    assert '<dimension ref="B1:F4"/>' in xml(edited(sheet_book(sheet), {"F1": 1}))
    assert '<dimension ref="A1:F7"/>' in xml(edited(sheet_book(sheet), {"A7": 1, "F1": 1}))
    assert '<dimension ref="B2:D4"/>' in xml(edited(sheet_book(sheet), {"C3": 1, "Z99": None}))  # nothing is written
    quoted = worksheet('<row r="2"><c r="B2"/></row>', before="<dimension ref='B2:D4'/>")
    assert "<dimension ref='B2:D4'/>" in xml(edited(sheet_book(quoted), {"C3": 1}))
    nowhere = worksheet('<row r="2"><c r="B2"/></row>', before='<dimension ref="?"/>')
    assert '<dimension ref="?"/>' in xml(edited(sheet_book(nowhere), {"C3": 1}))


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be", "gbk", "iso-8859-1"])
def test_a_sheet_stays_in_its_encoding(codec: str) -> None:
    name = codec.removesuffix("-sig").removesuffix("-be")
    text = "甲" if codec != "iso-8859-1" else "é"
    sheet = worksheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c><c r="B1"/></row>')
    mark = b"\xfe\xff" if codec == "utf-16-be" else b""
    content = mark + sheet.replace('encoding="UTF-8"', f'encoding="{name}"').encode(codec)
    data = sheet_book(content)
    saved = edited(data, {"C1": "新 🙂", "B1": 5})
    new = parts(saved)[SHEET]
    assert new.decode(codec).partition("<sheetData>")[0] == content.decode(codec).partition("<sheetData>")[0]
    assert canonical_sheet(new, {"B1", "C1"}) == canonical_sheet(content, {"B1", "C1"})
    scan = Workbook.open(saved).scan("表一")
    assert [scan.cells[1, column].text for column in (1, 2, 3)] == [text, "5", "新 🙂"]


@pytest.mark.parametrize("prefix", ["x:", "main:"])
def test_a_sheet_with_a_prefix_is_edited_with_that_prefix(prefix: str) -> None:
    row = f'<{prefix}row r="1"><{prefix}c r="A1"><{prefix}v>1</{prefix}v></{prefix}c></{prefix}row>'
    data = sheet_book(worksheet(row, prefix=prefix))
    saved = edited(data, {"A1": "文", "B1": Formula("A1", 2), "A3": 3})
    assert f'<{prefix}c r="A1" t="inlineStr"><{prefix}is><{prefix}t>文</{prefix}t></{prefix}is></{prefix}c>' in xml(
        saved
    )
    sheet = read_back(saved).active
    assert [sheet["A1"].value, sheet["B1"].value, sheet["A3"].value] == ["文", "=A1", 3]


def test_everything_around_the_cells_stays_byte_for_byte(rich: bytes) -> None:
    saved = edited(rich, {"C3": 1.5, "E9": "备注", "F40": Formula("SUM(C3:C12)", 9)}, "数据")
    before, after = parts(rich)[SHEET], parts(saved)[SHEET]
    edits = {"C3", "E9", "F40"}
    assert canonical_sheet(before, edits) == canonical_sheet(after, edits)
    assert after.partition(b"</sheetData>")[2] == before.partition(b"</sheetData>")[2]
    assert (
        after[after.index(b"<sheetViews") : after.index(b"<sheetData")]
        == before[before.index(b"<sheetViews") : before.index(b"<sheetData")]
    )


# ---------------------------------------------------------------- what a cell holds already


def test_what_a_cell_shows_already_is_not_written_again(rich: bytes) -> None:
    same = {
        "A3": "第2项",
        "A14": "粗体 与普通",
        "B4": Decimal("30.0"),
        "D3": Formula("=C3/B3", 0.9),
        "J40": None,
        "F2": "",
    }
    assert edited(rich, same, "数据") is rich


def test_a_second_run_changes_nothing(rich: bytes) -> None:
    style = Style(bold=True, number_format="0.0%", fill="FFF2CC")
    edits: dict[str, object] = {
        "C3": CellEdit(Decimal("0.95"), style),
        "F4": CellEdit("完成", Style(wrap=True)),
        "F5": True,
        "F6": Formula("SUM(C3:C12)", 3),
        "B13": None,
        "F7": date(2025, 1, 1),
        "F8": "多行\n文字 ",
        "F9": CellEdit(None, style),
    }
    once = edited(rich, edits, "数据")
    assert edited(once, edits, "数据") is once


def test_the_error_of_a_formula_is_held_by_a_cell_of_that_formula_alone() -> None:
    cell = '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    data = sheet_book(worksheet(cell))
    assert edited(data, {"A1": Formula("1/0", "#DIV/0!")}) is data
    assert "<v>#N/A</v>" in xml(edited(data, {"A1": Formula("1/0", "#N/A")}))
    typed = sheet_book(worksheet('<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c></row>'))
    assert 't="inlineStr"' in xml(edited(typed, {"A1": "#DIV/0!"}))


def test_a_figure_goes_into_a_cell_that_is_there_and_empty() -> None:
    data = sheet_book(worksheet('<row r="1"><c r="A1"/></row>'))
    assert '<c r="A1"><v>7.5</v></c>' in xml(edited(data, {"A1": Decimal("7.5")}))


@pytest.mark.parametrize("figure", ["72.75", "0.001", "1234567890.12"])
def test_a_figure_with_decimals_is_held_by_the_cell_that_shows_it(figure: str) -> None:
    data = sheet_book(worksheet(f'<row r="1"><c r="A1"><v>{figure}</v></c></row>'))
    assert edited(data, {"A1": Decimal(figure)}) is data
    assert f"<v>{figure}1</v>" in xml(edited(data, {"A1": Decimal(figure + "1")}))


@pytest.mark.parametrize(
    "cell",
    ['<c r="A1"><v>1</v></c>', '<c r="A1" t="inlineStr"><is><t>一</t></is></c>', '<c r="A1" cm="1"><v>1</v></c>'],
)
def test_a_cell_that_is_cleared_is_closed_at_once(cell: str) -> None:
    data = sheet_book(worksheet(f'<row r="1">{cell}</row>'))
    assert rows(edited(data, {"A1": None})) == '<row r="1"><c r="A1"/></row>'


def test_a_number_is_not_the_text_of_it_nor_a_truth_value() -> None:
    data = sheet_book(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    assert 't="inlineStr"' in xml(edited(data, {"A1": "1"}))
    assert 't="b"' in xml(edited(data, {"A1": True}))
    assert edited(data, {"A1": 1.0}) is data


# ---------------------------------------------------------------- looks


def test_a_new_cell_takes_the_look_of_its_row_or_column(rich: bytes) -> None:
    sheet = read_back(edited(rich, {"K15": 5, "K20": 6, "A20": 7}, "数据"))["数据"]
    assert sheet["K15"].number_format == "#,##0.00"
    assert sheet["A20"].font.bold
    assert sheet["K20"].font.bold  # the row's look wins over the column's


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ('s="1" customFormat="1"', '<c r="B1" s="1"><v>7</v></c>'),
        ('s="1" customFormat="true"', '<c r="B1" s="1"><v>7</v></c>'),
        ('s="1" customFormat="0"', '<c r="B1"><v>7</v></c>'),
        ('s="1"', '<c r="B1"><v>7</v></c>'),
        ('customFormat="1"', '<c r="B1"><v>7</v></c>'),
    ],
)
def test_a_row_gives_its_look_where_it_says_so(row: str, cell: str) -> None:
    assert cell in xml(edited(sheet_book(worksheet(f'<row r="1" {row}/>')), {"B1": 7}))


def test_a_cell_is_like_another_where_it_has_no_look_of_its_own(rich: bytes) -> None:
    """A20 and K stand in a bold row and a column of money; B4 is money with a border, C12 the same."""
    like, first = CellEdit(5, like="D3"), CellEdit(5, like="D3", like_first=True)
    sheet = read_back(edited(rich, {"F20": like, "G20": first, "F30": like, "B4": like}, "数据"))["数据"]
    assert [sheet[ref].number_format for ref in ("F20", "G20", "F30", "B4")] == ["General", "0.0%", "0.0%", "#,##0.00"]
    assert sheet["F20"].font.bold
    assert not sheet["G20"].font.bold


def test_an_empty_cell_is_made_for_its_look_alone(rich: bytes) -> None:
    before = Workbook.open(rich).scan("数据").cells
    saved = edited(rich, {"F30": CellEdit(None, Style(bold=True)), "F31": None, "F20": None}, "数据")
    assert Workbook.open(saved).scan("数据").cells.keys() - before.keys() == {(30, 6)}


def test_a_style_adds_to_the_look_that_staff_gave(rich: bytes) -> None:
    saved = edited(rich, {"B5": CellEdit(0.5, Style(bold=True, number_format="0.0%")), "B6": 5}, "数据")
    sheet = read_back(saved)["数据"]
    assert sheet["B5"].font.bold
    assert sheet["B5"].number_format == "0.0%"
    assert sheet["B5"].border.left.style == "thin"
    assert sheet["B6"].number_format == "#,##0.00"
    assert not sheet["B6"].font.bold


def test_only_the_style_changes_where_the_value_is_the_same(rich: bytes) -> None:
    saved = edited(rich, {"A3": CellEdit("第2项", Style(italic=True))}, "数据")
    cell = Workbook.open(saved).scan("数据").cells[3, 1]
    assert cell.type == "s"
    assert read_back(saved)["数据"]["A3"].font.italic


# ---------------------------------------------------------------- formulas


SHARED = worksheet(
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B4" si="0">A1*$A$1+D$1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"></f><v>3</v></c></row>'
    '<row r="4"><c r="A4"><v>4</v></c><c r="B4"><f t="shared" si="0"/><v>4</v></c></row>'
)


def test_cells_that_follow_an_overwritten_shared_formula_get_their_own() -> None:
    saved = edited(sheet_book(SHARED), {"B1": 9, "B3": "x"})
    content = xml(saved)
    assert '<c r="B2"><f>A2*$A$1+D$1</f><v>2</v></c>' in content
    assert '<c r="B4"><f>A4*$A$1+D$1</f><v>4</v></c>' in content
    sheet = read_back(saved).active
    assert [sheet[f"B{n}"].value for n in range(1, 5)] == [9, "=A2*$A$1+D$1", "x", "=A4*$A$1+D$1"]


def test_a_follower_of_a_shared_formula_can_be_overwritten_alone() -> None:
    sheet = read_back(edited(sheet_book(SHARED), {"B2": 9})).active
    assert [sheet[f"B{n}"].value for n in range(1, 5)] == ["=A1*$A$1+D$1", 9, "=A3*$A$1+D$1", "=A4*$A$1+D$1"]


def test_a_shared_index_that_is_given_out_twice_leads_to_the_right_formula() -> None:
    twice = worksheet(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c>'
        '<c r="C1"><f t="shared" ref="C1:C2" si="1">D1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c><c r="C2"><f t="shared" si="1"/></c></row>'
        '<row r="5"><c r="A5"><f t="shared" ref="A5:A6" si="0">E5*2</f></c></row>'
        '<row r="6"><c r="A6"><f t="shared" si="0"/></c></row>'
    )
    for edits in ({"A1": 1}, {"A5": 1}, {"A1": 1, "A5": 1, "C1": 2}):
        sheet = read_back(edited(sheet_book(twice), dict(edits))).active
        found = {ref: sheet[ref].value for ref in ("A2", "A6", "C2")}
        assert found == {"A2": "=B2", "A6": "=E6*2", "C2": "=D2"}


def test_the_calculation_chain_goes_when_a_formula_goes_and_stays_otherwise(rich: bytes) -> None:
    assert "xl/calcChain.xml" in parts(edited(rich, {"C3": 1}, "数据"))
    assert "xl/calcChain.xml" in parts(edited(rich, {"F40": 1}, "数据"))
    assert "xl/calcChain.xml" in parts(edited(rich, {"D3": Formula("C3/B3*1", 0.9)}, "数据"))
    for ref in ("C3", "F40"):
        assert "xl/calcChain.xml" not in parts(edited(rich, {ref: Formula("B3*2", 40)}, "数据"))
    saved = parts(edited(rich, {"D3": 1}, "数据"))
    assert "xl/calcChain.xml" not in saved
    assert b"calcChain" not in saved["[Content_Types].xml"] + saved["xl/_rels/workbook.xml.rels"]


def test_recalculation_is_asked_for_once(rich: bytes) -> None:
    book = Workbook.open(rich)
    book.force_recalculation()
    once = book.save()
    assert b'fullCalcOnLoad="1"' in parts(once)["xl/workbook.xml"]
    again = Workbook.open(once)
    again.force_recalculation()
    assert again.save() is once


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("sheet", "ref", "code"),
    [
        ("数据", "B1", "F116"),
        ("数据", "E4", "F116"),
        ("数据", "G3", "F117"),
        ("数据", "G5", "F117"),
        ("图表", "A20", "F118"),
        ("没有", "A1", "F113"),
        ("数据", "XFE1", "F121"),
        ("数据", "A1048577", "F121"),
        ("数据", "A0", "F121"),
    ],
)
def test_what_cannot_be_done_safely_is_refused_and_nothing_is_written(
    rich: bytes, sheet: str, ref: str, code: str
) -> None:
    book = Workbook.open(rich)
    with pytest.raises(PackageProblem) as caught:
        book.set_cells(sheet, {"A3": CellEdit("anderes"), ref: CellEdit(1)})
    assert (caught.value.code, caught.value.sheet) == (code, sheet)
    assert caught.value.cell == ("" if code == "F113" else ref)
    assert book.save() is rich


@pytest.mark.parametrize("other", ["Z10", "F4", "D4", "A2", "A10", "Z2"])
def test_a_merged_cell_is_refused_wherever_the_other_edits_are(rich: bytes, other: str) -> None:
    with pytest.raises(PackageProblem, match="F116") as caught:
        edited(rich, {"E4": 1, other: 1}, "数据")
    assert caught.value.figures == {"area": "E3:E5"}


def test_the_first_cell_of_a_merge_and_the_inside_of_a_table_can_be_written(rich: bytes) -> None:
    assert changed_parts(rich, edited(rich, {"E3": "新备注", "A1": "新标题"}, "数据")) == {SHEET}
    assert changed_parts(rich, edited(rich, {"B21": 6, "A20": "日期"}, "图表")) == {"xl/worksheets/sheet2.xml"}


def test_a_protected_sheet_can_be_written_since_its_protection_guards_the_screen_only(rich: bytes) -> None:
    assert Workbook.open(rich).scan("按钮").protected
    assert changed_parts(rich, edited(rich, {"A2": "结果"}, "按钮")) == {"xl/worksheets/sheet3.xml"}


def test_a_data_table_is_refused_as_a_whole() -> None:
    row = '<row r="2"><c r="B2"><f t="dataTable" ref="B2:B9" dt2D="0" dtr="0" r1="A1"/><v>1</v></c></row>'
    with pytest.raises(PackageProblem, match="F117") as caught:
        edited(sheet_book(worksheet(row)), {"B7": 1})
    assert caught.value.figures == {"area": "B2:B9"}


def test_a_signed_workbook_is_read_but_not_written(rich: bytes) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    link = f'<Relationship Id="rIdS" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    signed = packages.changed(
        rich,
        {
            "_rels/.rels": lambda old: old.replace(b"</Relationships>", link.encode()),
            "_xmlsignatures/origin.sigs": b"",
        },
    )
    book = Workbook.open(signed)
    assert book.scan("数据").cells[3, 1].text == "第2项"
    with pytest.raises(PackageProblem, match="F110"):
        book.set_cells("数据", {"A3": CellEdit("x")})


@pytest.mark.parametrize(
    "sheet",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>',
        "<a>" * 300 + "</a>" * 300,
        '<!DOCTYPE x SYSTEM "http://example.invalid/"><worksheet/>',
    ],
)
def test_xml_that_is_a_trap_is_refused(sheet: str) -> None:
    with pytest.raises(PackageProblem, match="F107"):
        Workbook.open(sheet_book(sheet)).scan("表一")


@pytest.mark.parametrize("sheet", ["<worksheet>", "", "<worksheet><sheetData></worksheet>", "\x00\x01"])
def test_xml_that_is_broken_is_refused(sheet: str) -> None:
    with pytest.raises(PackageProblem, match="F106"):
        Workbook.open(sheet_book(sheet)).scan("表一")


def test_two_readers_agree_on_what_was_written(rich: bytes, tmp_path: Path) -> None:
    saved = edited(rich, {"C3": 1.25, "E9": "备注\n二行", "F40": Formula("SUM(C3:C12)", 9), "F41": True}, "数据")
    sheet = read_back(saved, data_only=True)["数据"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(saved)).get_sheet_by_name("数据").to_python(skip_empty_area=False)
    for ref, value in {"C3": 1.25, "E9": "备注\n二行", "F40": 9, "F41": True}.items():
        cell = sheet[ref]
        assert cell.value == value
        assert rows[cell.row - 1][cell.column - 1] == value
