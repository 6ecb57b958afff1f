"""What staff made with the sheets of ours and beside our columns is the same after every press."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from tests.excel.click.test_click import EXAMPLE, RESULTS, small_station
from workbook_tools.excel.buttons import add_buttons

pytestmark = pytest.mark.office
MINE = "站点自用"
FORMULAS = {
    "A1": "=$评价结果.D15",
    "A2": "=SUM($评价结果.B11:B14)",
    "A3": '=IFERROR(VLOOKUP("产出指标";$评价结果.A11:D14;4;0);-1)',
    "A4": "{=SUM($评价结果.B11:B14*2)}",
    "A5": "=COUNTA($问题清单.C4:C60)",
}
POINTED = {
    "sheet": "评价结果",
    "chart": "A10:B14",
    "condition": "$评价结果.$D$15>50",
    "choices": "$评价结果.$A$11:$A$14",
    "name": "$评价结果.$D$15",
}


@pytest.fixture(scope="module")
def example() -> bytes:
    return add_buttons(EXAMPLE.read_bytes())


def test_what_points_at_the_sheets_of_ours_is_the_same_after_a_press(station: Any, example: bytes) -> None:
    station.open(example)
    station.press("重新计算")
    station.ask("add_staff_sheet", MINE, FORMULAS, POINTED)
    before = station.ask("staff_sheet", MINE)
    assert "#REF" not in str(before)
    assert "评价结果" in str(before["chart"])
    sheets, ours = station.ask("sheets"), station.ask("chart_ranges", "评价结果")
    station.ask("put", "绩效指标", "J5", "34")
    station.ask("activate", "绩效指标")
    message = station.press("重新计算")
    assert "计算完成" in message
    assert station.ask("staff_sheet", MINE) == before
    assert station.ask("sheets") == sheets
    assert station.ask("chart_ranges", "评价结果") == ours
    assert station.ask("values", MINE, "A1:A2") == station.ask("values", "评价结果", "D15:D15") + [[100.0]]
    assert station.ask("merged", "评价结果", "A1") == "$评价结果.$A$1:$J$1"
    assert station.ask("background", "评价结果", "A10") > 0
    station.ask("activate", "评价结果")
    station.picture("_results")


def test_a_column_beside_merged_cells_hides_no_result(station: Any) -> None:
    """The last column of a table is merged level by level: what is new beside it takes its looks, not its merges."""
    book = openpyxl.Workbook()
    information = book.active
    information.title = "基本信息"
    for pair in (("站点名称", "青禾站"), ("评价年度", "2024"), ("年度项目资金（万元）", 10)):
        information.append(pair)
    table = book.create_sheet("绩效指标")
    table.append(["三级指标", "年度指标值", "实际完成值", "一级指标"])
    for number in range(4):
        table.append([f"个案{number}", "40个", f"{30 + number}个", "产出指标（90分）" if not number else None])
    table.merge_cells("D2:D5")
    out = io.BytesIO()
    book.save(out)
    station.open(add_buttons(out.getvalue()))
    message = station.press("重新计算")
    assert "计算完成" in message, message
    assert station.ask("values", "绩效指标", "E1:E5") == [["完成率"], [0.75], [0.775], [0.8], [0.825]]
    assert station.ask("merged", "绩效指标", "E3") == ""
    assert station.ask("merged", "绩效指标", "D3") == "$绩效指标.$D$2:$D$5"
    station.picture("_table")


@pytest.mark.slow
def test_rows_that_a_filter_hides_are_written_and_formatted_as_well(station: Any, example: bytes) -> None:
    station.open(example)
    station.ask("filter", "资金使用", "A4:H30", 2, "运营管理")
    station.press("重新计算")
    filtered = station.ask("values", "资金使用", "A1:L30")
    formats = [station.ask("number_format", "资金使用", f"G{row}") for row in range(5, 12)]
    station.ask("close")
    station.path = ""
    station.open(example, "另一份.xlsm")
    station.press("重新计算")
    assert station.ask("values", "资金使用", "A1:L30") == filtered
    assert [station.ask("number_format", "资金使用", f"G{row}") for row in range(5, 12)] == formats


@pytest.mark.slow
def test_the_sheets_of_ours_follow_a_table_that_becomes_shorter_and_longer_again(station: Any) -> None:
    """One level less: the chart shows the others, and what the longer tables had shown is gone."""
    station.open(add_buttons(small_station()))
    station.press("重新计算")
    before, chart = station.ask("everything"), station.ask("chart_ranges", "评价结果")
    row = [station.ask("formulas", "绩效指标", f"{column}8:{column}8")[0][0] for column in "BCDGJL"]
    for column in "BCDGJL":
        station.ask("put", "绩效指标", f"{column}8", "")
    station.press("重新计算", "_shorter")
    assert station.ask("chart_ranges", "评价结果") == [[area.replace("14", "13") for area in chart[0]]]
    shorter = station.ask("everything")["评价结果"]
    assert "满意度指标" not in str(shorter)
    assert "居民满意度" not in str(shorter)
    station.ask("activate", "评价结果")
    station.picture("_results")
    station.ask("activate", "绩效指标")
    for column, content in zip("BCDGJL", row, strict=True):
        station.ask("put", "绩效指标", f"{column}8", content)
    station.press("重新计算", "_longer")
    after = station.ask("everything")
    assert {name: after[name] for name in RESULTS} == {name: before[name] for name in RESULTS}
    assert station.ask("chart_ranges", "评价结果") == chart


@pytest.mark.slow
def test_a_tool_that_dies_is_noticed_within_seconds(station: Any, example: bytes) -> None:
    station.open(example)
    station.behave("dies")
    message = station.press("重新计算")
    assert "中途停止了" in message
    assert "（X026）" in message
    assert not station.ask("state")["modified"]
    assert station.leftovers == []
