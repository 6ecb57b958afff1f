"""What staff made with the sheets of ours and beside our columns is the same after every press."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from tests.excel.click.test_click import EXAMPLE, RESULTS, small_station
from tests.excel.small_workbooks import beside_merged_cells, with_hidden_columns
from workbook_tools.excel import buttons as button_module
from workbook_tools.excel.addin import addin_workbook
from workbook_tools.excel.buttons import add_buttons
from workbook_tools.excel.macro import modules

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
    station.show("绩效指标")
    message = station.press("重新计算")
    assert "计算完成" in message
    assert station.ask("staff_sheet", MINE) == before
    assert station.ask("sheets") == sheets
    assert station.ask("chart_ranges", "评价结果") == ours
    assert station.ask("values", MINE, "A1:A2") == station.ask("values", "评价结果", "D15:D15") + [[100.0]]
    assert station.ask("merged", "评价结果", "A1") == "$评价结果.$A$1:$J$1"
    assert station.ask("background", "评价结果", "A10") > 0
    station.show("评价结果")
    station.picture("_results")


@pytest.mark.slow
def test_what_staff_did_to_the_sheets_of_ours_is_no_hindrance(station: Any, example: bytes) -> None:
    """Merged, filtered, locked; arrays, choices and a chart that point at them and at the computed columns."""
    station.open(example)
    formulas = {
        "A1": "=SUM($绩效指标.P5:P24)",
        "A2": "{=SUM($绩效指标.M5:M20*2)}",
        "A3": "{=$问题清单.A4:A8}",
        "A9": "{=TRANSPOSE($评价结果.A11:A14)}",
        "A12": '=INDIRECT("评价结果!D15")',
        "A13": '=HYPERLINK("#问题清单.A1";"看")',
    }
    pointed = {
        "sheet": "绩效指标",
        "chart": "L4:M10",
        "condition": "$问题清单.$A$4>0",
        "choices": "$问题清单.$C$4:$C$9",
        "name": "$问题清单.$A$1:$K$24",
    }
    station.press("重新计算")
    station.ask("add_staff_sheet", MINE, formulas, pointed)
    station.show("绩效指标")
    station.press("重新计算", "_before")  # it tells of formulas that follow the computed cells
    before, ours = station.ask("staff_sheet", MINE), results_of(station)
    station.ask("merge", "问题清单", "F6:G8")
    station.ask("merge", "评价结果", "E20:H22")
    station.ask("filter", "问题清单", "A3:H30", 3, "资金使用")
    station.ask("protect", "评价结果", "")
    station.show("绩效指标")
    assert "计算完成" in station.press("重新计算", "_again")
    assert station.ask("staff_sheet", MINE) == before
    now = results_of(station)
    assert [row for name in RESULTS for row in now[name] if row not in ours[name]] == []
    assert now == ours
    assert station.ask("is_protected", "评价结果")
    assert not station.ask("merged", "问题清单", "F6")
    for name in ("问题清单", "评价结果", MINE):
        station.show(name)
        station.picture(f"_{name}")


def results_of(station: Any) -> dict[str, Any]:
    return {name: rows for name, rows in station.ask("everything").items() if name in RESULTS}


@pytest.mark.slow
def test_a_column_beside_merged_cells_hides_no_result(station: Any) -> None:
    """The last column of a table is merged level by level: what is new beside it takes its looks, not its merges."""
    station.open(add_buttons(beside_merged_cells()))
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
    station.show("评价结果")
    station.picture("_results")
    station.show("绩效指标")
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


@pytest.mark.slow
def test_buttons_come_with_the_results_and_work_there(station: Any, example: bytes) -> None:
    """The macro puts them where there are none, once, as large as those of the other sheets."""
    station.open(example)
    assert "评价结果" not in station.ask("sheets")
    station.press("重新计算")
    there = {name: station.ask("buttons", name) for name in ("绩效指标", "评价结果", "问题清单")}
    for name, buttons in there.items():
        assert set(buttons) == {"重新计算", "检查", "生成报告"}, name
    widths = [width for buttons in there.values() for _, _, width, _ in buttons.values()]
    heights = [height for buttons in there.values() for _, _, _, height in buttons.values()]
    assert max(widths) <= min(widths) * 1.2, "LibreOffice has other fonts, and so columns that are a little wider"
    assert max(heights) <= min(heights) * 1.05
    station.show("评价结果")
    station.picture("_results")
    assert "计算完成" in station.press("重新计算", "_pressed_there")
    assert {name: station.ask("buttons", name) for name in there} == there
    station.show("问题清单")
    station.picture("_findings")


@pytest.mark.slow
def test_computed_columns_in_hidden_columns_are_shown(station: Any) -> None:
    station.open(add_buttons(with_hidden_columns()))
    station.desk.ask("start", station.path, station.path, "WtButton.WtRecompute")  # its button is hidden as well
    assert "计算完成" in station.read_message()
    assert station.ask("values", "绩效指标", "E1:F2") == [["完成率", "偏差"], [0.75, -10.0]]
    assert [station.ask("is_column_seen", "绩效指标", column) for column in range(4, 9)] == [True] * 5
    assert not station.ask("is_column_seen", "绩效指标", 12)


def with_other_macros(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """Every workbook that gets buttons from here on has macros in which something is otherwise."""
    given = modules()
    assert any(old in module.source for module in given)
    changed = [replace(module, source=module.source.replace(old, new)) for module in given]
    monkeypatch.setattr(button_module, "modules", lambda: changed)


@pytest.mark.slow
def test_a_sheet_of_ours_that_takes_half_of_the_new_has_its_old_content_again(
    station: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office program that copies the first rows only, and says nothing of it."""
    with_other_macros(
        monkeypatch,
        "Set Area = WtFromTop(Model)\n    Area.Copy Sheet",
        "Set Area = WtFromTop(Model).Resize(9)\n    Area.Copy Sheet",
    )
    station.open(add_buttons(small_station()))
    assert "计算完成" in station.press("重新计算")
    station.ask("put", "绩效指标", "J6", "21场")
    before = station.ask("everything")
    message = station.press("重新计算", "_half")
    assert "（X031）" in message
    assert "所有内容已恢复原样" in message
    assert station.ask("everything") == before
    assert station.leftovers == []
    station.show("评价结果")
    station.picture("_results")


def opened_beside(station: Any, data: bytes, name: str) -> str:
    """A workbook without macros, and the add-in beside it; the path of the add-in."""
    station.open(data, name)
    addin = station.folder / "绩效评价.xlam"
    addin.write_bytes(addin_workbook())
    station.desk.ask("open", str(addin))
    return str(addin)


@pytest.mark.slow
def test_a_workbook_that_is_closed_meanwhile_is_told_so(station: Any) -> None:
    addin = opened_beside(station, EXAMPLE.read_bytes(), "永平 站点.xlsx")
    station.behave("slow")
    station.desk.ask("start", addin, station.path, "WtButton.WtRecompute")
    time.sleep(4)
    station.ask("close_now")
    station.path = ""
    station.let_go()
    assert "（X033）" in station.read_message()
    assert station.leftovers == []
    assert not list(station.folder.glob("*.docx"))
    station.desk.ask("close", addin)


@pytest.mark.slow
def test_a_file_that_is_no_workbook_is_told_before_anything_is_done(station: Any) -> None:
    addin = opened_beside(station, "日期,社工,数量\n2024-01-01,甲,3\n".encode(), "台账.csv")
    station.desk.ask("start", addin, station.path, "WtButton.WtRecompute")
    message = station.read_message()
    assert "“台账.csv”不是工作簿文件" in message
    assert "（X029）" in message
    assert station.leftovers == []
    station.desk.ask("close", addin)


@pytest.mark.slow
def test_of_a_giant_sheet_every_character_counts_as_well(station: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets of millions of cells are remembered by sums: here they begin at a hundred."""

    with_other_macros(
        monkeypatch,
        "Double = 3000000\nPrivate Const BandSize As Double = 500000",
        "Double = 100\nPrivate Const BandSize As Double = 20",
    )
    station.open(add_buttons(small_station()))
    assert "计算完成" in station.press("重新计算")
    station.behave("slow")
    station.desk.press(station.path, "重新计算")
    time.sleep(3)
    station.ask("put", "绩效指标", "J6", "33场 ")
    before = station.ask("everything")
    station.let_go()
    assert "（X004）" in station.read_message("_changed")
    assert station.ask("everything") == before


@pytest.mark.slow
@pytest.mark.parametrize("again", [False, True], ids=["first-press", "later-press"])
def test_a_locked_structure_stops_everything_before_the_first_cell(
    station: Any, example: bytes, *, again: bool
) -> None:
    station.open(example)
    if again:
        station.press("重新计算")
        for report in station.folder.glob("*.docx"):
            report.unlink()
    station.ask("protect", "", "geheim")
    before = station.ask("everything")
    message = station.press("重新计算", "_locked")
    assert "工作簿的结构设有密码保护" in message
    assert "不用密码" in message
    assert "（X006）" in message, message
    assert station.ask("everything") == before
    assert station.ask("is_protected", "")
    assert not list(station.folder.glob("*.docx"))
    assert station.leftovers == []


@pytest.mark.slow
def test_a_structure_locked_without_a_password_is_locked_again(station: Any, example: bytes) -> None:
    station.open(example)
    station.ask("protect", "", "")
    assert station.ask("is_protected", "")
    assert "计算完成" in station.press("重新计算")
    assert set(RESULTS) <= set(station.ask("sheets"))
    assert station.ask("is_protected", "")


@pytest.mark.slow
def test_a_tool_that_dies_while_it_writes_the_reports_is_told_and_takes_nothing_back(
    station: Any, example: bytes
) -> None:
    station.open(example)
    station.behave("dies writing")
    message = station.press("重新计算")
    assert "计算完成：永平街社工服务站 2022" in message
    assert "结果已经写进工作簿，但是程序中途停止了，报告没有写完" in message
    assert "（X036）" in message
    assert set(RESULTS) <= set(station.ask("sheets"))
    assert station.ask("values", "绩效指标", "N5:N5") == [[2.0]]
    assert station.leftovers == []
