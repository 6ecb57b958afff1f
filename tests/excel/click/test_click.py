"""A real mouse presses the real buttons in a real LibreOffice; the real tool answers."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from workbook_tools.authoring.content import StandardContent
from workbook_tools.authoring.workbook import author_workbook
from workbook_tools.excel.addin import addin_workbook
from workbook_tools.excel.buttons import add_buttons
from workbook_tools.excel.vba_project import Module, build_project
from workbook_tools.ooxml import NewSheet, SheetCell, Workbook

pytestmark = pytest.mark.office
EXAMPLE = Path(__file__).parents[3] / "examples" / "yongping-2022.xlsx"
SURVEY = "2024年11月发放问卷200份，回收196份。"
RESULTS = ("评价结果", "问题清单", "审计信息")


def small_station() -> bytes:
    """A station that did everything it promised."""
    content = StandardContent(
        information={
            "站点名称": "青禾街社工服务站", "项目名称": "青禾街社工服务项目", "承接机构": "青禾社工服务中心",
            "购买方": "青禾街道办事处", "评价年度": 2024, "服务开始日期": date(2024, 1, 1),
            "服务结束日期": date(2024, 12, 31), "年度项目资金": 100,
        },
        indicators=[
            row("产出指标（50分）", "数量指标", "个案服务", "40个", "42个"),
            row("", "", "社区活动", "30场", "33场"),
            row("效益指标（30分）", "社会效益", "志愿者人数", "≥60人", "64人"),
            row("满意度指标（10分）", "服务对象满意度", "居民满意度", "≥90%", "95%", SURVEY),
        ],
        costs=[
            {"支出明细": "人员经费", "经费类别": "人员费用", "预算金额": 70, "支出金额": 69.5},
            {"支出明细": "活动经费", "经费类别": "服务质量保障", "预算金额": 20, "支出金额": 19.6},
            {"支出明细": "管理费", "经费类别": "运营管理", "预算金额": 10, "支出金额": 9.8},
        ],
    )  # fmt: skip
    return author_workbook(content)


def row(level1: str, level2: str, level3: str, target: str, actual: str, reason: str = "") -> dict[str, str]:
    named = {"一级指标": level1, "二级指标": level2, "三级指标": level3, "年度指标值": target, "实际完成值": actual}
    return {**named, "偏差原因分析及改进措施": reason}


@pytest.fixture(scope="module")
def example() -> bytes:
    return add_buttons(EXAMPLE.read_bytes())


def test_a_press_fills_the_computed_columns_and_says_the_score(station: Any) -> None:
    station.open(add_buttons(small_station()))
    before = Path(station.path).read_bytes()
    message = station.press("重新计算")
    assert "计算完成：青禾街社工服务站 2024" in message
    assert "综合得分 99.89 分（满分 100 分），等级：优。" in message
    assert "青禾街社工服务站-2024-绩效自评报告.docx" in message
    rows = station.ask("values", "绩效指标", "M5:Q6")
    assert rows[0][:2] == [1.05, 2.0]
    assert rows[0][4] == "超额完成"
    assert set(RESULTS) <= set(station.ask("sheets"))
    assert Path(station.path).read_bytes() == before
    assert (station.folder / "青禾街社工服务站-2024-绩效自评报告.html").is_file()


@pytest.mark.slow
def test_findings_are_counted_and_listed_and_everything_else_is_as_it_was(station: Any, example: bytes) -> None:
    station.open(example)
    before, on_disk = station.ask("everything"), Path(station.path).read_bytes()
    station.ask("select", "绩效指标", "G7:H9")
    station.ask("scroll", 12)
    state = station.ask("state")
    message = station.press("重新计算")
    assert "已评定 75 分中得 72.75 分（满分 100 分），总分在 72.75 与 97.75 之间" in message
    assert "问题" in message
    after = station.ask("everything")
    assert {name: rows for name, rows in after.items() if name not in (*RESULTS, *changed_sheets(before, after))} == {
        name: rows for name, rows in before.items() if name not in changed_sheets(before, after)
    }
    assert changed_sheets(before, after) <= {"绩效指标", "资金使用", "评估评分", "资金拨付"}
    assert staff_columns(before["绩效指标"]) == staff_columns(after["绩效指标"])
    assert station.ask("number_format", "绩效指标", "M5") == "0.00%"
    assert station.ask("charts", "评价结果") == 1
    assert station.ask("background", "评价结果", "A10") > 0  # none is -1
    assert all("file:" not in str(cell) for rows in after.values() for row in rows for cell in row)
    assert {**station.ask("state"), "modified": False} == {**state, "modified": False}
    assert station.ask("state")["links"] == []
    assert station.ask("is_protected", "绩效指标")
    assert station.leftovers == []
    assert Path(station.path).read_bytes() == on_disk


def changed_sheets(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def staff_columns(rows: list[list[str]]) -> list[list[str]]:
    return [row[:12] for row in rows]


@pytest.mark.slow
def test_totals_are_live_formulas_that_point_into_this_workbook(station: Any, example: bytes) -> None:
    station.open(example)
    station.press("重新计算")
    formulas = [
        cell for row in station.ask("formulas", "评价结果", "A1:J40") for cell in row if str(cell).startswith("=")
    ]
    assert any("绩效指标" in formula for formula in formulas)
    assert not any(".xlsx" in formula for formula in formulas)


@pytest.mark.slow
def test_a_second_press_changes_nothing(station: Any, example: bytes) -> None:
    station.open(example)
    first = station.press("重新计算")
    before = station.ask("everything")
    second = station.press("重新计算")
    assert station.ask("everything") == before
    assert station.ask("sheets")[-3:] == list(RESULTS)
    told, _, undo = first.rpartition("\n\n")
    assert "“撤销”退不回" in undo
    assert second == told, "what cannot be undone is said once"


@pytest.mark.slow
def test_sheets_of_ours_keep_the_state_that_staff_gave_them_and_go_when_they_have_nothing_to_say(
    station: Any, example: bytes
) -> None:
    book = Workbook.open(example)
    book.put_sheet(NewSheet("台账统计", [[SheetCell("旧数字")]]))
    station.open(book.save())
    station.press("重新计算")
    assert "台账统计" not in station.ask("sheets")
    station.ask("hide", "问题清单")
    station.press("重新计算")
    assert station.ask("is_hidden", "问题清单")
    assert not station.ask("is_hidden", "评价结果")
    assert "（X" not in station.press("重新计算")


@pytest.mark.slow
def test_what_was_typed_and_not_saved_counts(station: Any, example: bytes) -> None:
    station.open(example)
    station.ask("put", "绩效指标", "J5", "34")
    station.press("重新计算")
    assert station.ask("values", "绩效指标", "M5:M5") == [[0.5]]


@pytest.mark.slow
def test_a_check_lists_what_is_wrong_and_writes_nothing(station: Any, example: bytes) -> None:
    station.open(example)
    before = station.ask("everything")
    message = station.press("检查")
    assert "检查完成，工作簿没有改动。" in message
    assert "绩效指标!" in message
    assert station.ask("everything") == before
    assert not station.ask("state")["modified"]


@pytest.mark.slow
def test_a_report_alone_is_written_beside_the_workbook(station: Any, example: bytes) -> None:
    station.open(example)
    message = station.press("生成报告")
    assert "永平街社工服务站-2022-绩效评价报告.docx" in message
    assert (station.folder / "永平街社工服务站-2022-绩效评价报告.docx").is_file()
    assert not station.ask("state")["modified"]


@pytest.mark.slow
def test_what_cannot_be_processed_is_told_with_code_and_way_out(station: Any, example: bytes) -> None:
    station.open(example)
    station.ask("rename", "资金使用", "备用表")
    station.ask("rename", "基本信息", "封面")
    before = station.ask("everything")
    message = station.press("重新计算")
    assert "（S" in message
    assert "基本信息" in message
    assert station.ask("everything") == before


@pytest.mark.slow
def test_without_the_tool_the_message_says_how_to_install_it(station: Any, example: bytes) -> None:
    station.open(example)
    hidden = station.desk.tool.rename(station.desk.tool.with_name("elsewhere"))
    try:
        message = station.press("重新计算")
    finally:
        hidden.rename(station.desk.tool)
    assert "没有找到绩效评价程序" in message
    assert "（X001）" in message
    assert not station.ask("state")["modified"]
    assert station.leftovers == []


@pytest.mark.slow
def test_a_tool_that_does_not_answer_is_given_up(impatient_station: Any, example: bytes) -> None:
    station = impatient_station
    station.open(example)
    station.behave("silent")
    message = station.press("重新计算")
    assert "等了 4 秒仍没有结果" in message
    assert "（X002）" in message
    assert not station.ask("state")["modified"]
    assert station.leftovers == []


@pytest.mark.slow
def test_an_answer_that_is_cut_off_is_not_used_at_all(station: Any, example: bytes) -> None:
    station.open(example)
    station.behave("truncated")
    before = station.ask("everything")
    message = station.press("重新计算")
    assert "（X003）" in message
    assert station.ask("everything") == before
    assert station.leftovers == []


@pytest.mark.slow
def test_a_sheet_with_a_password_stops_everything_before_the_first_cell(station: Any, example: bytes) -> None:
    station.open(example)
    station.ask("protect", "资金使用", "geheim")
    before = station.ask("everything")
    message = station.press("重新计算")
    assert "工作表“资金使用”设有密码保护" in message
    assert "（X005）" in message
    assert station.ask("everything") == before
    assert station.ask("is_protected", "绩效指标")
    assert station.leftovers == []


@pytest.mark.slow
def test_an_edit_while_the_tool_works_is_not_written_over(station: Any, example: bytes) -> None:
    station.open(example)
    station.behave("slow")
    station.desk.press(station.path, "重新计算")
    time.sleep(3)
    station.ask("put", "绩效指标", "J6", "31")
    before = station.ask("everything")
    station.let_go()
    message = station.read_message()
    assert "（X004）" in message
    assert station.ask("everything") == before
    assert station.leftovers == []


@pytest.mark.slow
def test_waiting_leaves_the_processor_to_the_tool(station: Any, example: bytes) -> None:
    station.open(example)
    station.behave("slow")
    station.desk.press(station.path, "重新计算")
    time.sleep(5)
    before = station.desk.processor_seconds()
    time.sleep(6)
    taken = station.desk.processor_seconds() - before
    station.let_go()
    assert "计算完成" in station.read_message()
    print(f"{taken:.2f} s of 6 s")
    assert taken < 1


@pytest.mark.slow
def test_a_second_press_while_the_tool_works_is_told_to_wait(station: Any, example: bytes) -> None:
    station.open(example)
    station.behave("slow")
    station.desk.press(station.path, "重新计算")
    time.sleep(3)
    assert "（X008）" in station.press("检查")
    station.let_go()
    assert "计算完成" in station.read_message("_first")


@pytest.mark.slow
def test_text_that_begins_like_a_formula_stays_text(station: Any) -> None:
    station.open(add_buttons(small_station()))
    station.ask("put", "基本信息", "B4", "'=1+1")
    station.press("重新计算")
    assert station.ask("values", "评价结果", "A1:A1") == [["=1+1 绩效评价结果"]]
    assert station.ask("formulas", "评价结果", "A1:A1")[0][0] != "=2 绩效评价结果"


@pytest.mark.slow
@pytest.mark.parametrize("macro", ["WtButton.WtRecompute", "WtButton.WtRibbonRecompute"])
def test_the_add_in_works_on_the_workbook_that_is_active(station: Any, macro: str) -> None:
    """A ribbon is not shown by LibreOffice: its callback is called as the ribbon would call it."""
    station.open(EXAMPLE.read_bytes(), "永平 站点.xlsx")
    addin = station.folder / "绩效评价.xlam"
    addin.write_bytes(addin_workbook())
    station.desk.ask("open", str(addin))
    station.desk.ask("start", str(addin), station.path, macro)
    message = station.read_message(macro[-9:])
    assert "计算完成：永平街社工服务站 2022" in message
    assert set(RESULTS) <= set(station.ask("sheets"))
    assert station.ask("values", "绩效指标", "N5:N5") == [[2.0]]
    assert station.desk.ask("sheets", str(addin)) == ["Sheet1"]
    station.desk.ask("close", str(addin))


def with_macro_and_comments(tmp_path: Path) -> bytes:
    """A workbook of somebody else: a comment, a button and the macro behind it."""
    project = tmp_path / "vbaProject.bin"
    theirs = 'Public Sub Mine()\n    ActiveSheet.Range("A1").Value = "theirs ran"\nEnd Sub\n'
    documents = [Module("ThisWorkbook", "workbook"), Module("Sheet1", "sheet")]
    project.write_bytes(build_project([*documents, Module("Theirs", "standard", theirs)]))
    path = tmp_path / "theirs.xlsm"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("绩效指标")
    sheet.write("A1", "title")
    sheet.write_comment("B8", "a note")
    sheet.insert_button("B4", {"macro": "Mine", "caption": "theirs", "width": 120, "height": 30})
    book.add_vba_project(str(project))
    book.close()
    return path.read_bytes()


@pytest.mark.slow
def test_buttons_of_theirs_and_ours_work_side_by_side(station: Any, tmp_path: Path) -> None:
    station.open(add_buttons(with_macro_and_comments(tmp_path)))
    station.desk.press(station.path, "theirs")
    station.desk.wait_for(lambda: station.ask("values", "绩效指标", "A1:A1") == [["theirs ran"]], 15, "their macro")
    assert "（S001）" in station.press("检查")


@pytest.mark.slow
def test_a_table_without_computed_columns_gets_them_in_the_look_of_its_neighbour(station: Any, tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    book = xlsxwriter.Workbook(str(path))
    information = book.add_worksheet("基本信息")
    for place, pair in enumerate({"站点名称": "青禾站", "评价年度": "2024", "年度项目资金（万元）": 10}.items()):
        information.write_row(place, 0, pair)
    head = book.add_format({"bold": True, "bg_color": "#FFCC00"})
    table = book.add_worksheet("绩效指标")
    table.write_row(0, 0, ["一级指标", "三级指标", "年度指标值", "实际完成值"], head)
    table.write_row(1, 0, ["产出指标（90分）", "个案", "40个", "30个"])
    book.close()
    station.open(add_buttons(path.read_bytes()))
    message = station.press("重新计算")
    assert "计算完成" in message, message
    assert station.ask("values", "绩效指标", "E1:F1") == [["完成率", "偏差"]]
    assert station.ask("values", "绩效指标", "E2:F2") == [[0.75, -10.0]]
    assert station.ask("background", "绩效指标", "E1") == 0xFFCC00
    assert station.ask("number_format", "绩效指标", "E2") == "0.00%"
