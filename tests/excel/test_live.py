"""The way through xlwings: in blocks, all or nothing, and everything around it as before."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from tests.excel.excel_engine import start

from tests.excel.small_workbooks import beside_merged_cells
from workbook_tools.excel import live
from workbook_tools.excel.changes import Recorder
from workbook_tools.excel.live_write import apply
from workbook_tools.ooxml import NewSheet, SheetCell, Workbook
from workbook_tools.recompute import recompute
from workbook_tools.writing.findings_sheet import HEADS, findings_sheet
from workbook_tools.writing.own_sheets import MARK, put_own_sheets

EXAMPLE = Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx"
RESULTS = ("评价结果", "问题清单")


class Excel:
    """A running Excel with the example open."""

    def __init__(
        self, folder: Path, change: Callable[[Workbook], None] = lambda _: None, source: Path = EXAMPLE
    ) -> None:
        self.path = folder / "永平.xlsx"
        book = Workbook.open(source.read_bytes())
        change(book)
        self.path.write_bytes(book.save())
        self.app, self.inside = start()
        self.book = self.app.books.open(str(self.path))
        self.inside.calls.made.clear()

    @property
    def cells(self) -> dict[str, list[list[Any]]]:
        workbook = self.book.impl.workbook
        return {s.title: [[cell.value for cell in row] for row in s.iter_rows()] for s in workbook.worksheets}


@pytest.fixture
def excel(tmp_path: Path) -> Excel:
    return Excel(tmp_path)


def test_the_open_workbook_gets_what_the_main_job_writes(excel: Excel, tmp_path: Path) -> None:
    message = live.recompute(excel.book)
    assert "72.75 分" in message
    assert excel.inside.said == [("绩效评价", message)]
    outcome = recompute(EXAMPLE, tmp_path / "out", report=False)
    expected = openpyxl.load_workbook(outcome.written[0])["绩效指标"]
    found = excel.book.impl.workbook["绩效指标"]
    for row in range(5, 25):
        for column in range(13, 19):
            mine, theirs = found.cell(row, column).value, expected.cell(row, column).value
            assert mine == pytest.approx(theirs) if isinstance(theirs, float) else mine == theirs
    assert set(RESULTS) <= set(excel.book.impl.workbook.sheetnames)
    assert found["M5"].number_format == expected["M5"].number_format


def test_reads_and_writes_go_in_blocks(excel: Excel) -> None:
    live.recompute(excel.book)
    calls = excel.inside.calls
    sheets = 8
    assert calls.count("read") == 2 * sheets, "once before, once to see that nobody typed meanwhile"
    assert calls.count("write") <= 12
    assert calls.count("write formulas") <= 40


def test_the_file_on_disk_is_not_written(excel: Excel) -> None:
    before = excel.path.read_bytes()
    live.recompute(excel.book)
    assert excel.path.read_bytes() == before
    assert excel.book.impl.saves == 0


def test_what_is_not_saved_counts(excel: Excel) -> None:
    excel.book.impl.workbook["绩效指标"]["J5"] = 34
    live.recompute(excel.book)
    assert excel.book.impl.workbook["绩效指标"]["M5"].value == 0.5


def test_formulas_of_the_results_point_into_the_workbook(excel: Excel) -> None:
    live.recompute(excel.book)
    formulas = [str(v) for row in excel.cells["评价结果"] for v in row if str(v).startswith("=")]
    assert any("绩效指标" in formula for formula in formulas)
    assert not any("[" in formula for formula in formulas)


def test_a_second_run_changes_nothing_and_deletes_no_sheet_that_is_pointed_at(excel: Excel) -> None:
    live.recompute(excel.book)
    excel.book.impl.workbook["文字材料"]["H1"] = "=评价结果!A6*2"
    before = excel.cells
    sheets = {sheet.name: sheet.impl.worksheet for sheet in excel.book.sheets}
    excel.inside.calls.made.clear()
    live.recompute(excel.book)
    assert excel.cells == before
    assert {sheet.name: sheet.impl.worksheet for sheet in excel.book.sheets} == sheets
    deleted = [what for kind, what in excel.inside.calls.made if kind == "delete"]
    assert deleted
    assert all(name.endswith("(2)") for name in deleted), "copies only"


def test_what_staff_answered_in_a_list_of_findings_that_was_never_saved_stays(excel: Excel) -> None:
    live.recompute(excel.book)
    excel.book.impl.workbook["问题清单"]["H4"] = "已经核对过"
    finding = [cell.value for cell in excel.book.impl.workbook["问题清单"][4]][2:6]
    live.recompute(excel.book)
    rows = [[cell.value for cell in row] for row in excel.book.impl.workbook["问题清单"].iter_rows(min_row=4)]
    assert [row[2:6] for row in rows if row[7] == "已经核对过"] == [finding]


def test_the_chart_of_the_results_shows_the_sheet_that_is_there(excel: Excel) -> None:
    live.recompute(excel.book)
    live.recompute(excel.book)
    charts = excel.book.sheets["评价结果"].impl.charts
    assert [chart.lines[0].Formula for chart in charts] == ["=SERIES(,'评价结果'!$B$2)"]


def test_merges_of_a_neighbour_do_not_come_with_its_looks(tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(beside_merged_cells())
    app, _ = start()
    opened = app.books.open(str(path))
    live.recompute(opened)
    written = opened.impl.workbook["绩效指标"]
    assert [str(area) for area in written.merged_cells.ranges] == ["D2:D5"]
    assert [written.cell(row, 5).value for row in range(1, 6)] == ["完成率", 0.75, 0.775, 0.8, 0.825]


def test_macros_of_staff_do_not_run_while_cells_are_written(excel: Excel) -> None:
    live.recompute(excel.book)
    assert excel.inside.written_with_events is False
    assert excel.inside.enable_events is True


@pytest.mark.parametrize("on_windows", [True, False])
def test_an_amount_in_a_currency_format_counts_whole_on_windows(excel: Excel, on_windows: bool) -> None:
    """Excel for Mac knows no other way to read it than rounded."""
    cell = excel.book.impl.workbook["资金使用"]["D5"]
    cell.value, cell.number_format = 12.345678, "¥#,##0.00"
    excel.inside.on_windows = on_windows
    read = live.read_inputs(excel.book)["资金使用"]
    found = read.values[5 - read.row][4 - read.column]
    assert float(found) == (12.345678 if on_windows else 12.3457)


def test_a_workbook_in_a_cloud_is_asked_for_a_copy_and_its_reports_go_to_the_documents(
    excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "Documents").mkdir()
    data = excel.path.read_bytes()
    excel.book.impl.fullname = "https://d.docs.live.net/abc/永平.xlsx"
    excel.book.impl.api.SaveCopyAs = lambda path: Path(path).write_bytes(data)
    assert "72.75 分" in live.recompute(excel.book)
    assert any((tmp_path / "Documents").glob("*.docx"))


def test_a_workbook_in_a_cloud_that_gives_no_copy_is_told_so(excel: Excel) -> None:
    excel.book.impl.fullname = "https://d.docs.live.net/abc/永平.xlsx"
    before = excel.cells
    assert "（X034）" in live.recompute(excel.book)
    assert excel.cells == before


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (RuntimeError("The server threw an exception"), "Excel 拒绝了一步操作（RuntimeError）"),
        (Exception(-2147418111, "Call was rejected by callee.", None), "Excel 正在编辑单元格，或者开着一个对话框"),
        (
            Exception(-2147352567, "Exception occurred.", (0, "Microsoft Excel", "工作表受保护。", "x", 0)),
            "工作表受保护。",
        ),
    ],
)
def test_what_excel_says_is_told_in_chinese(
    excel: Excel, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    def refused(_: object) -> object:
        raise fault

    monkeypatch.setattr(live, "_read", refused)
    message = live.recompute(excel.book)
    assert f"没有完成：{said}\n" in message
    assert "（X010）" in message


def test_the_button_run_of_xlwings_finds_its_way(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlwings.Book.caller", staticmethod(lambda: excel.book))
    live.main()
    assert "72.75 分" in excel.inside.said[-1][1]


def test_the_table_of_the_findings_has_the_new_rows_under_its_old_name(tmp_path: Path) -> None:
    """As the main job left it on disk; the press finds fewer findings, and a table that staff gave another name."""
    done = recompute(EXAMPLE, tmp_path / "out", report=False).written[0]
    excel = Excel(tmp_path, source=done)
    sheet = excel.book.impl.workbook["问题清单"]
    before = sheet.tables.pop("问题清单")
    before.displayName = before.name = "我的清单"
    sheet.add_table(before)
    old = before.ref
    excel.book.sheets["绩效指标"].impl.api.Unprotect("")
    excel.book.sheets["绩效指标"].range("J24").value = 0.95
    live.recompute(excel.book)
    (table,) = sheet.tables.values()
    assert table is before, "what speaks of its columns stays"
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
    assert table.displayName == "我的清单"
    assert table.ref == f"A3:K{3 + len(rows)}"
    assert table.ref != old


def test_the_table_of_the_findings_stays_when_there_are_none(tmp_path: Path) -> None:
    """It is never taken apart: it keeps its heads, and one empty row."""
    done = recompute(EXAMPLE, tmp_path / "out", report=False).written[0]
    excel = Excel(tmp_path, source=done)
    sheet = excel.book.impl.workbook["问题清单"]
    before = sheet.tables["问题清单"]
    recorder = Recorder(Workbook.open(done.read_bytes()))
    recorder.put_sheet(findings_sheet(()), MARK)
    apply(excel.book, recorder)
    assert list(sheet.tables.values()) == [before]
    assert before.ref == "A3:K4"
    assert sheet["A2"].value == "没有发现问题。"
    assert [cell.value for cell in sheet[3]] == list(HEADS)
    assert [cell.value for cell in sheet[4]] == [None] * len(HEADS)


def test_a_table_that_staff_made_of_other_columns_is_made_anew_under_its_name(tmp_path: Path) -> None:
    done = recompute(EXAMPLE, tmp_path / "out", report=False).written[0]
    excel = Excel(tmp_path, source=done)
    sheet = excel.book.impl.workbook["问题清单"]
    before = sheet.tables["问题清单"]
    before.ref = before.ref.replace("K", "J")
    live.recompute(excel.book)
    (table,) = sheet.tables.values()
    assert table is not before
    assert (table.displayName, table.ref[:4]) == ("问题清单", "A3:K")


def test_a_sheet_that_staff_hid_stays_hidden_in_its_place(excel: Excel) -> None:
    live.recompute(excel.book)
    order = [sheet.name for sheet in excel.book.sheets]
    excel.book.sheets["问题清单"].visible = False
    live.recompute(excel.book)
    assert [sheet.name for sheet in excel.book.sheets] == order
    assert [sheet.name for sheet in excel.book.sheets if not sheet.visible] == ["问题清单"]


def test_a_sheet_of_ours_that_has_nothing_to_say_any_more_goes(tmp_path: Path) -> None:
    excel = Excel(tmp_path, lambda book: put_own_sheets(book, [NewSheet("台账统计", [[SheetCell("旧数字")]])]))
    live.recompute(excel.book)
    assert "台账统计" not in [sheet.name for sheet in excel.book.sheets]


def test_a_new_sheet_of_ours_goes_behind_the_one_that_it_follows(tmp_path: Path) -> None:
    old = [NewSheet(name, [[SheetCell("旧")]]) for name in ("问题清单", "台账统计")]
    excel = Excel(tmp_path, lambda book: put_own_sheets(book, old))
    live.recompute(excel.book)
    names = [sheet.name for sheet in excel.book.sheets if sheet.name in RESULTS]
    assert names == ["问题清单", "评价结果"], "the old one keeps its place, the first of all goes to the end"


def test_the_state_of_the_screen_is_as_before(excel: Excel) -> None:
    excel.book.sheets["资金使用"].activate()
    live.recompute(excel.book)
    app = excel.inside
    assert (app.screen_updating, app.calculation, app.display_alerts, app.status_bar) == (
        True,
        "automatic",
        True,
        False,
    )
    assert excel.book.sheets.active.name == "资金使用"


def test_protection_without_a_password_is_put_back(excel: Excel) -> None:
    live.recompute(excel.book)
    sheet = excel.book.sheets["绩效指标"].impl
    assert sheet.api.ProtectContents
    assert sheet.api.settings["AllowFormattingColumns"] == sheet.api.Protection.AllowFormattingColumns


def test_a_password_stops_it_before_the_first_cell(excel: Excel) -> None:
    excel.book.sheets["绩效指标"].impl.api.password = "secret"
    before = excel.cells
    assert "（X005）" in live.recompute(excel.book)
    assert excel.cells == before
    assert excel.book.sheets["绩效指标"].impl.api.ProtectContents


class Locked:
    """The part of Excel's workbook that has to do with its structure."""

    def __init__(self, password: str) -> None:
        self.ProtectStructure, self.ProtectWindows, self.password = True, True, password
        self.protected: list[tuple[Any, ...]] = []

    def Unprotect(self, password: str) -> None:  # noqa: N802
        self.ProtectStructure = password != self.password

    def Protect(self, *settings: Any) -> None:  # noqa: N802
        self.protected.append(settings)


@pytest.mark.parametrize(("password", "said"), [("", "计算完成"), ("secret", "（X006）")])
def test_a_locked_structure_is_lifted_and_put_back_or_stops_it(excel: Excel, password: str, said: str) -> None:
    excel.book.impl.api = lock = Locked(password)
    before = excel.cells
    assert said in live.recompute(excel.book)
    assert (excel.cells == before) == bool(password)
    assert lock.protected == ([] if password else [("", True, True)])


class Told:
    def __init__(self, said: bool) -> None:
        self.said = said

    def get(self) -> bool:
        return self.said


class LockedOnMac:
    """The same in the dictionary of Excel for Mac."""

    def __init__(self, password: str) -> None:
        self.protect_structure, self.protect_windows, self.password = Told(True), Told(False), password
        self.protected: list[dict[str, Any]] = []

    def unprotect(self, password: str) -> None:
        self.protect_structure = Told(password != self.password)

    def protect_workbook(self, **settings: Any) -> None:
        self.protected.append(settings)


@pytest.mark.parametrize(("password", "said"), [("", "计算完成"), ("secret", "（X038）")])
def test_a_locked_structure_on_a_mac_is_lifted_and_put_back_or_told(excel: Excel, password: str, said: str) -> None:
    excel.book.impl.api = lock = LockedOnMac(password)
    before = excel.cells
    message = live.recompute(excel.book)
    assert said in message
    assert ("绩效评价.command" in message) == (excel.cells == before) == bool(password)
    assert lock.protected == ([] if password else [{"password": "", "structure": True, "windows": False}])


def test_an_edit_meanwhile_is_not_written_over(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    original = live.read_inputs

    def typed(book: Any) -> Any:
        tables = original(book)
        excel.book.impl.workbook["绩效指标"]["J6"] = 31
        return tables

    monkeypatch.setattr(live, "read_inputs", typed)
    message = live.recompute(excel.book)
    assert "（X004）" in message
    assert "评价结果" not in excel.book.impl.workbook.sheetnames


@pytest.mark.parametrize(
    ("kind", "number"),
    [("clear", 1), ("clear", 3), ("copy range", 1), ("copy range", 3)],
)
def test_a_sheet_of_ours_that_cannot_be_written_has_its_old_content_again(excel: Excel, kind: str, number: int) -> None:
    live.recompute(excel.book)
    excel.book.sheets["绩效指标"].impl.api.Unprotect("")
    excel.book.sheets["绩效指标"].range("J24").value = 0.95
    before = excel.cells
    excel.inside.calls.made.clear()
    excel.inside.calls.fail = (kind, number)
    assert "（X010）" in live.recompute(excel.book)
    assert filled(excel.cells) == filled(before)


def filled(cells: dict[str, list[list[Any]]]) -> dict[tuple[str, int, int], str]:
    return {
        (name, row, column): str(value)
        for name, rows in cells.items()
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    }


@pytest.mark.parametrize(
    ("kind", "number"),
    [("read", 1), ("read", 9), ("open", 1), ("copy", 1), ("copy", 2), ("write", 1), ("write", 3)],
)
def test_a_call_that_fails_leaves_the_workbook_as_it_was(excel: Excel, kind: str, number: int) -> None:
    before = excel.cells
    excel.inside.calls.fail = (kind, number)
    message = live.recompute(excel.book)
    assert "（X010）" in message
    assert excel.inside.calls.count(kind) == number
    assert excel.cells == before
    assert excel.inside.calculation == "automatic"
    assert excel.inside.screen_updating is True
    assert excel.inside.status_bar is False
    assert len(excel.app.books) == 1


def test_a_check_and_a_report_write_no_cell(excel: Excel, tmp_path: Path) -> None:
    before = excel.cells
    assert "检查完成" in live.check(excel.book)
    assert "报告" in live.report(excel.book)
    assert excel.cells == before
    assert excel.inside.calls.count("write") == 0
    assert list(tmp_path.glob("*.docx"))


def test_a_workbook_that_was_never_saved_is_told_so(excel: Excel) -> None:
    excel.path.unlink()
    assert "（X007）" in live.recompute(excel.book)


def test_a_sheet_that_was_never_saved_is_told_so(excel: Excel) -> None:
    sheet = excel.book.impl.workbook.create_sheet("新表")
    excel.book.impl.sheets.items["新表"] = type(excel.book.impl.sheets(1))(excel.book.impl, sheet)
    assert "（X018）" in live.recompute(excel.book)
