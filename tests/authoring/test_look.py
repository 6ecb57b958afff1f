"""What staff see and may do: tints, protection, lists, hints, panes, paper."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tools.authoring import CHAPTERS, StandardContent, author_workbook, blank_workbook
from workbook_tools.authoring.layout import INFORMATION, LAYOUTS

COMPUTED = {layout.sheet: layout for layout in LAYOUTS.values() if layout.has_computed}
PROTECTED = {name: layout for name, layout in COMPUTED.items() if layout.merges}
TABLES = {layout.sheet: layout for layout in LAYOUTS.values() if not layout.merges}
HEADER_ROW = 4
BLANK = blank_workbook(2025)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(BLANK))


def headers(sheet: Worksheet) -> dict[str, str]:
    return {str(cell.value): get_column_letter(cell.column or 1) for cell in sheet[HEADER_ROW]}


@pytest.mark.parametrize("name", COMPUTED)
def test_computed_columns_are_grey_empty_and_locked_and_the_others_free(book: Workbook, name: str) -> None:
    sheet, letters = book[name], headers(book[name])
    for column in COMPUTED[name].columns:
        cell = sheet[f"{letters[column.header]}{HEADER_ROW + 1}"]
        assert cell.protection.locked is column.computed
        assert cell.fill.fgColor.rgb == ("FFEDEDED" if column.computed else "FFFFF9E1")
        if column.computed:
            assert cell.value is None


@pytest.mark.parametrize("name", PROTECTED)
def test_protection_has_no_password_and_forbids_nothing_but_the_computed_cells(book: Workbook, name: str) -> None:
    protection = book[name].protection
    assert protection.sheet
    assert protection.password is None
    forbidden = (
        "formatCells formatColumns formatRows insertColumns insertRows insertHyperlinks deleteColumns deleteRows "
        "selectLockedCells selectUnlockedCells sort autoFilter pivotTables objects scenarios"
    )
    assert [action for action in forbidden.split() if getattr(protection, action)] == []


@pytest.mark.parametrize("name", PROTECTED)
def test_cells_beside_and_below_a_protected_table_are_free(book: Workbook, name: str) -> None:
    sheet, layout = book[name], PROTECTED[name]
    beside = sheet.column_dimensions[get_column_letter(len(layout.columns) + 1)]
    below = sheet.column_dimensions["A"]
    assert beside.max == 16384
    assert not beside.protection.locked
    assert not below.protection.locked


@pytest.mark.parametrize("name", [*TABLES, "服务成效", "基本信息", "使用说明"])
def test_other_sheets_are_not_protected_because_a_table_cannot_grow_on_one_that_is(book: Workbook, name: str) -> None:
    assert not book[name].protection.sheet


def test_every_sheet_of_rows_without_merged_cells_is_a_table_of_excel_named_like_it(book: Workbook) -> None:
    assert {"资金使用", "评估评分", "资金拨付", "服务台账", "文字材料", "评分规则", "人员"} <= set(TABLES)
    assert {sheet.title: [*sheet.tables] for sheet in book if sheet.tables} == {name: [name] for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_covers_the_prepared_rows_and_its_heads_are_the_words_in_the_cells(book: Workbook, name: str) -> None:
    sheet, table = book[name], book[name].tables[name]
    top, *_, last = sheet[table.ref]
    assert [cell.value for cell in top] == [column.name for column in table.tableColumns]
    assert last[0].row > top[0].row + 2
    assert sheet.cell(last[0].row + 1, 1).value in (None, "合计")
    area = CellRange(table.ref)
    assert all(merged.isdisjoint(area) for merged in sheet.merged_cells.ranges)
    assert (table.autoFilter is not None) is TABLES[name].grows
    assert sheet.auto_filter.ref is None  # beside that of a table Excel would repair the workbook


@pytest.mark.parametrize("name", [name for name in COMPUTED if name in TABLES])
def test_a_computed_cell_of_a_table_refuses_what_is_typed_into_it(book: Workbook, name: str) -> None:
    sheet, letters = book[name], headers(book[name])
    refused = [rule for rule in sheet.data_validations.dataValidation if rule.type == "custom"]
    computed = {letters[column.header] for column in COMPUTED[name].columns if column.computed}
    assert {str(rule.sqref)[0] for rule in refused} == computed
    assert all(rule.formula1 == "FALSE" and rule.showErrorMessage for rule in refused)


def test_a_content_with_heads_that_a_table_of_excel_cannot_have_is_written_without_one() -> None:
    for heads in (("甲", "乙\n丙"), ("Note", "NOTE"), ("长" * 300, "短")):
        data = author_workbook(StandardContent({}, texts=[dict.fromkeys(heads, "字")]))
        made = load_workbook(io.BytesIO(data))
        assert not made["文字材料"].tables
        assert made["资金使用"].tables


def test_a_band_says_who_fills_the_columns_below_it(book: Workbook) -> None:
    for name, layout in COMPUTED.items():
        first_computed = next(i for i, column in enumerate(layout.columns, 1) if column.computed)
        assert book[name].cell(HEADER_ROW - 1, 1).value == "由站点填写"
        assert book[name].cell(HEADER_ROW - 1, first_computed).value == "由程序计算，请勿填写"


@pytest.mark.parametrize(
    ("name", "header", "choices"),
    [
        ("绩效指标", "指标性质", "≥,≤,=,区间,定性,日期"),
        ("资金使用", "经费类别", "人员费用,服务质量保障,运营管理"),
        ("评估评分", "评估期次", "中期,末期,第一次中期,第二次中期,中期复评"),
        ("资金拨付", "拨付条件", "合同生效,中期评估合格,末期评估合格,整改合格"),
    ],
)
def test_a_column_of_few_words_has_a_list(book: Workbook, name: str, header: str, choices: str) -> None:
    sheet = book[name]
    place = f"{headers(sheet)[header]}{HEADER_ROW + 1}"
    rule = next(rule for rule in sheet.data_validations.dataValidation if place in rule.sqref)
    assert (rule.type, rule.formula1, rule.showErrorMessage) == ("list", f'"{choices}"', True)


def test_chapters_have_a_list(book: Workbook) -> None:
    rules = book["文字材料"].data_validations.dataValidation
    assert f'"{",".join(CHAPTERS)}"' in [rule.formula1 for rule in rules]


def test_every_refusal_explains_itself_in_chinese(book: Workbook) -> None:
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation if rule.type]
    assert len(rules) > 20
    for rule in rules:
        assert re.search(r"[一-鿿]", rule.error)
        assert re.search(r"[一-鿿]", rule.errorTitle)


def test_required_fields_turn_red_while_blank(book: Workbook) -> None:
    sheet = book["基本信息"]
    required = {field.label for fields in INFORMATION.values() for field in fields if field.required}
    marked = {str(area.sqref) for area in sheet.conditional_formatting if ":" not in str(area.sqref)}
    places = {f"B{row[0].row}" for row in sheet.iter_rows() if row[0].value in required}
    assert marked == places


@pytest.mark.parametrize("name", ["绩效指标", "资金使用", "评估评分", "资金拨付", "服务台账", "服务成效", "文字材料"])
def test_tables_print_on_a4_one_page_wide_with_their_headers_on_each(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows
    assert sheet.print_area
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.right.text == "第 &P 页 共 &N 页"
    assert sheet.freeze_panes


def test_rows_are_as_high_as_their_texts_and_still_free_to_grow() -> None:
    long = "本站围绕年度目标开展服务。" * 40
    data = author_workbook(
        StandardContent(texts=[{"章节": "项目背景", "内容": long}, {"章节": "主要经验"}]), spare_rows=0
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("xl/worksheets/sheet7.xml").decode()
    rows = dict(re.findall(r'<row r="(\d+)"([^>]*)>', xml))
    heights = {row: float(re.search(r'ht="([\d.]+)"', rest)[1]) for row, rest in rows.items()}  # type: ignore[index]
    assert heights["4"] > 2 * heights["5"]
    assert "customHeight" not in rows["4"]
    assert "customHeight" in rows["1"]


def test_the_instructions_tell_a_clerk_what_matters(book: Workbook) -> None:
    text = "\n".join(str(cell) for row in book["使用说明"].iter_rows(values_only=True) for cell in row if cell)
    for word in (
        "黄色",
        "灰色",
        "重新计算",
        "解除锁定",
        "无法判定",
        "问题清单",
        "评价结果",
        "上一版",
        "撤销工作表保护",
        "≥95%",
    ):
        assert word in text
    assert "Python" not in text
