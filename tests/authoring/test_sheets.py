"""What an authored workbook holds, read back with openpyxl and calamine."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from workbook_tools.authoring import Shown, StandardContent, author_workbook, blank_content, blank_workbook
from workbook_tools.authoring.content import Row
from workbook_tools.excel.new_workbook import make_new
from workbook_tools.model.fields import SHEETS

CONTENT = StandardContent(
    information={"站点名称": "青萍街社工服务站", "年度项目资金": Decimal("240.5"), "服务开始日期": date(2024, 8, 1)},
    indicators=[
        {
            "一级指标": "产出指标（50分）",
            "二级指标": "数量指标",
            "三级指标": "服务量",
            "指标明细": "个案",
            "年度指标值": 68,
        },
        {
            "一级指标": "产出指标（50分）",
            "二级指标": "数量指标",
            "三级指标": "服务量",
            "指标明细": "小组",
            "年度指标值": 30,
        },
        {"一级指标": "", "二级指标": "质量指标", "三级指标": "达标率", "实际完成值": Shown(0.95, "0%")},
        {"一级指标": "效益指标（30分）", "二级指标": "社会效益", "三级指标": "议事", "年度指标值": "=1+1"},
    ],
    costs=[
        {"支出明细": "人员经费", "预算金额": Decimal("180.01"), "支出金额（万元）": Decimal("202.3")},
        {"支出明细": "运营管理费", "预算金额": 36, "支出金额（万元）": Decimal("41.9531")},
    ],
    ledger=[{"日期": date(2024, 9, 1), "对应指标": "个案", "数量": 2}],
    texts=[{"章节": "项目背景", "内容": "第一行\n第二行"}],
)


def opened(content: StandardContent, *, spare_rows: int | None = None) -> Workbook:
    return load_workbook(io.BytesIO(author_workbook(content, spare_rows=spare_rows)))


def cell_beside(sheet: Worksheet, label: str) -> Cell:
    return next(cell.offset(0, 1) for row in sheet for cell in row if cell.value == label)


def header_row(sheet: Worksheet) -> int:
    return max(range(1, 5), key=lambda row: sum(cell.value is not None for cell in sheet[row]))


def rows_by_header(sheet: Worksheet) -> list[dict[str, object]]:
    first = header_row(sheet)
    headers = [str(cell.value) for cell in sheet[first]]
    values = sheet.iter_rows(min_row=first + 1, values_only=True)
    return [dict(zip(headers, row, strict=True)) for row in values]


def column_of(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[header_row(sheet)] if cell.value == header)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert author_workbook(CONTENT) == author_workbook(CONTENT)


def test_information_stands_beside_its_label() -> None:
    sheet = opened(CONTENT)["基本信息"]
    values = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert values["站点名称"] == "青萍街社工服务站"
    assert values["年度项目资金（万元）"] == 240.5
    assert values["服务开始日期"] == datetime(2024, 8, 1)


def test_the_year_is_filled_in_where_the_content_does_not_say_it() -> None:
    book = load_workbook(io.BytesIO(author_workbook(StandardContent(), year=2031)))
    values = {row[0]: row[1] for row in book["基本信息"].iter_rows(values_only=True)}
    assert values["评价年度"] == 2031
    assert str(book["基本信息"]["A1"].value).startswith("2031年度")


def test_a_label_of_the_staffs_own_keeps_its_value() -> None:
    sheet = opened(StandardContent(information={"联系电话": "020-00000000"}))["基本信息"]
    assert ("联系电话", "020-00000000") in [row[:2] for row in sheet.iter_rows(values_only=True)]


def test_every_given_value_stands_under_its_header() -> None:
    rows = rows_by_header(opened(CONTENT)["绩效指标"])
    assert [row["年度指标值"] for row in rows[:4]] == [68, 30, None, "=1+1"]
    assert rows[2]["实际完成值"] == 0.95
    assert [row["序号"] for row in rows[:4]] == [1, 2, 3, 4]


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    sheet = opened(CONTENT)["绩效指标"]
    cell = sheet.cell(header_row(sheet) + 4, column_of(sheet, "年度指标值"))
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_shown_value_keeps_its_own_number_format() -> None:
    sheet = opened(CONTENT)["绩效指标"]
    assert sheet.cell(header_row(sheet) + 3, column_of(sheet, "实际完成值")).number_format == "0%"


def test_a_header_of_the_staffs_own_becomes_a_column_at_the_right_end() -> None:
    sheet = opened(StandardContent(costs=[{"支出明细": "水电", "经办人": "李某"}]))["资金使用"]
    assert column_of(sheet, "经办人") == sheet.max_column
    assert rows_by_header(sheet)[0]["经办人"] == "李某"


def test_levels_are_merged_over_the_rows_they_cover() -> None:
    sheet = opened(CONTENT)["绩效指标"]
    first = header_row(sheet) + 1
    merged = {str(area) for area in sheet.merged_cells.ranges if area.min_row >= first}
    assert merged == {f"B{first}:B{first + 2}", f"C{first}:C{first + 1}", f"D{first}:D{first + 1}"}


def test_an_indicator_entered_twice_is_not_merged_into_one() -> None:
    twice: list[Row] = [{"一级指标": "产出", "二级指标": "数量", "三级指标": "探访", "年度指标值": n} for n in (1, 2)]
    sheet = opened(StandardContent(indicators=twice))["绩效指标"]
    assert [row["三级指标"] for row in rows_by_header(sheet)[:2]] == ["探访", "探访"]


def test_the_total_row_sums_with_a_live_formula_and_shows_its_value() -> None:
    data = author_workbook(CONTENT)
    formulas, values = load_workbook(io.BytesIO(data))["资金使用"], CalamineWorkbook.from_filelike(io.BytesIO(data))
    row = next(row[0].row for row in formulas.iter_rows() if row[0].value == "合计")
    assert formulas.cell(row, 4).value == f"=SUM(D5:D{row - 1})"
    shown = values.get_sheet_by_name("资金使用").to_python()[row - 1]
    assert shown[3:5] == pytest.approx([216.01, 244.2531])


def test_the_total_counts_what_the_formula_counts() -> None:
    costs: list[Row] = [{"支出明细": "甲", "支出金额": value} for value in (1.5, "2万", float("nan"), True, None)]
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(author_workbook(StandardContent(costs=costs))))
    total = next(row for row in sheets.get_sheet_by_name("资金使用").to_python() if row[0] == "合计")
    assert total[4] == 1.5


def test_a_total_never_sums_itself() -> None:
    sheet = opened(StandardContent(), spare_rows=0)["资金使用"]
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "合计")
    assert (row, sheet.cell(row, 4).value) == (6, "=SUM(D5)")


@pytest.mark.parametrize(("spare", "expected"), [(0, 4), (7, 11)])
def test_spare_rows_follow_the_entries(spare: int, expected: int) -> None:
    sheet = opened(CONTENT, spare_rows=spare)["绩效指标"]
    assert sheet.max_row - header_row(sheet) == expected


def test_a_workbook_without_a_ledger_has_no_column_for_it() -> None:
    with_ledger, without = opened(CONTENT), opened(StandardContent())
    assert "服务台账" in with_ledger.sheetnames
    assert "台账完成值" in [cell.value for cell in with_ledger["绩效指标"][header_row(with_ledger["绩效指标"])]]
    assert "服务台账" not in without.sheetnames
    assert "台账完成值" not in [cell.value for cell in without["绩效指标"][header_row(without["绩效指标"])]]


def test_lists_that_a_small_station_needs_not_are_hidden_until_they_are_wanted() -> None:
    book = load_workbook(io.BytesIO(blank_workbook(2025)))
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "hidden"]
    assert hidden == [sheet.name for sheet in SHEETS.values() if sheet.since > 1]
    data = author_workbook(StandardContent(rosters={"people": [{"姓名": "王芳", "职业资格": "社工师"}]}))
    assert load_workbook(io.BytesIO(data))["人员"].sheet_state == "visible"


def test_the_blank_workbook_has_every_sheet_and_no_figures_of_a_station() -> None:
    book = load_workbook(io.BytesIO(blank_workbook(2025)))
    assert book.sheetnames == [
        "使用说明", "基本信息", "绩效指标", "资金使用", "评估评分", "资金拨付",
        "服务台账", "服务成效", "文字材料", "评分规则",
        "人员", "社区", "任务分解", "资源链接", "志愿服务", "满意度调查", "媒体与荣誉", "评估明细", "列表",
    ]  # fmt: skip
    assert all(row["年度指标值"] is None for row in rows_by_header(book["绩效指标"])[1:])
    assert [row["拨付比例"] for row in rows_by_header(book["资金拨付"])[1:4]] == [None, None, None]


def test_a_blank_workbook_of_a_city_has_its_weights_and_shares(tmp_path: Path) -> None:
    book = load_workbook(make_new(tmp_path / "新.xlsx", 2025, "guangzhou-2018"))
    assert [row["拨付比例"] for row in rows_by_header(book["资金拨付"])[1:4]] == [0.55, 0.4, 0.05]
    assert [row["权重"] for row in rows_by_header(book["评估评分"])[1:5]] == [0.7, 0.2, 0.1, 0.7]
    assert "区民政局权重" in [row["规则"] for row in rows_by_header(book["评分规则"])]
    assert cell_beside(book["基本信息"], "评分方案").value == "guangzhou-2018"


def test_a_blank_workbook_without_a_place_has_no_rule_of_one(tmp_path: Path) -> None:
    book = load_workbook(make_new(tmp_path / "新.xlsx", 2025))
    assert {row["权重"] for row in rows_by_header(book["评估评分"])[1:]} == {None}
    assert not [row["规则"] for row in rows_by_header(book["评分规则"]) if "权重" in str(row["规则"])]
    texts = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    texts += [str(each.prompt) for sheet in book for each in sheet.data_validations.dataValidation if each.prompt]
    assert not [text for text in texts if "65%" in text or "85%" in text or "穗府" in text]


def test_the_schemes_can_be_chosen_from_a_list_and_others_typed() -> None:
    sheet = load_workbook(io.BytesIO(blank_workbook(2025)))["基本信息"]
    place = cell_beside(sheet, "评分方案").coordinate
    (rule,) = [each for each in sheet.data_validations.dataValidation if place in str(each.sqref)]
    assert (rule.type, rule.errorStyle) == ("list", "information")
    assert {"fiscal-2020", "guangzhou-2018"} <= set(rule.formula1.strip('"').split(","))


def test_the_blank_workbook_has_a_line_for_every_chapter() -> None:
    rows = rows_by_header(load_workbook(io.BytesIO(blank_workbook(2025)))["文字材料"])
    assert [row["章节"] for row in rows if row["章节"]] == [text["章节"] for text in blank_content().texts]


def test_the_template_version_is_a_property_of_the_document() -> None:
    with zipfile.ZipFile(io.BytesIO(blank_workbook(2025))) as package:
        custom = package.read("docProps/custom.xml").decode()
    assert 'name="模板版本"' in custom
    assert "<vt:lpwstr>2</vt:lpwstr>" in custom


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_whatever_staff_write_is_kept(text: str, figure: float) -> None:
    """Only characters that no XML can hold are left out; Excel itself has \\r\\n in cells as \\n."""
    content = StandardContent(indicators=[{"三级指标": "甲", "年度指标值": text, "实际完成值": figure}])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(author_workbook(content))).get_sheet_by_name("绩效指标")
    rows = sheet.to_python(skip_empty_area=False)
    headers = rows[3]
    kept = "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    assert rows[4][headers.index("实际完成值")] == pytest.approx(figure, rel=1e-14)
    assert str(rows[4][headers.index("年度指标值")]) == kept
