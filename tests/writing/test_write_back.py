from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office import recalculated
from sheets import COSTS, INDICATOR_HEADS, INDICATORS, standard

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.ooxml import CellEdit, Workbook
from workbook_tools.writing.stale import FRESH, STALE


def written(data: bytes) -> bytes:
    return written_workbook(evaluate_bytes(data))[0]


def values(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def formulas(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def column(sheet: Any, header_row: int, header: str) -> int:
    return next(cell.column for cell in sheet[header_row] if cell.value == header)


def test_missing_computed_columns_are_added_at_the_right_end() -> None:
    sheet = values(written(standard().data()))["绩效指标"]
    assert [cell.value for cell in sheet[1]][:9] == list(INDICATOR_HEADS)
    assert [cell.value for cell in sheet[1]][9:] == ["完成率", "偏差", "偏差率", "得分", "完成情况"]
    assert [cell.value for cell in sheet[2]][9:13] == [1, 0, 0, 50]
    assert sheet.cell(2, 14).value.startswith("完成")
    assert sheet.cell(2, 10).number_format == "0.00%"


def test_a_figure_has_the_number_format_that_fits_it_before_and_after_it_changes() -> None:
    """`#,##0.####` would show 6 as `6.` in Excel."""
    whole, halves = (("产出指标", "", "个案", "", "10", "个", 90, actual, "") for actual in ("16个", "16.5个"))
    first = written(standard(绩效指标=[INDICATOR_HEADS, whole]).data())
    assert (variance := values(first)["绩效指标"]["K2"]).value == 6
    assert variance.number_format == "#,##0"
    book = Workbook.open(first)
    book.set_cells("绩效指标", {"H2": CellEdit("16.5个")})
    variance = values(written(book.save()))["绩效指标"]["K2"]
    assert (variance.value, variance.number_format) == (6.5, "#,##0.0###")
    fresh = values(written(standard(绩效指标=[INDICATOR_HEADS, halves]).data()))["绩效指标"]["K2"]
    assert fresh.number_format == variance.number_format


def test_a_column_is_not_added_where_staff_have_something() -> None:
    rows = [*INDICATORS[:1], (*INDICATORS[1], "", "自己的备注"), *INDICATORS[2:]]
    sheet = values(written(standard(绩效指标=rows).data()))["绩效指标"]
    assert sheet["K2"].value == "自己的备注"
    assert [cell.value for cell in sheet[1]][11:] == ["完成率", "偏差", "偏差率", "得分", "完成情况"]


def test_columns_of_the_template_are_filled_where_they_stand(examples: Path) -> None:
    sheet = values(written((examples / "yongping-2022.xlsx").read_bytes()))["绩效指标"]
    rate, score, state = (column(sheet, 4, header) for header in ("完成率", "得分", "完成情况"))
    assert round(sheet.cell(5, rate).value, 4) == 1.0294
    assert sheet.cell(21, score).value == 5.25
    assert sheet.cell(21, state).value.startswith("未完成 R")
    assert sheet.cell(20, score).value is None
    assert sheet.cell(20, state).value.startswith("无法判定")


def test_a_second_run_changes_nothing(examples: Path) -> None:
    once = written((examples / "yongping-2022.xlsx").read_bytes())
    assert written(once) == once


SELECTED = b' tabSelected="1"'  # a workbook with errors opens on 问题清单


def test_every_staff_cell_and_every_other_part_stays_as_it_was(examples: Path) -> None:
    before = (examples / "yongping-2022.xlsx").read_bytes()
    after = written(before)
    old, new = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, after))
    assert set(old.namelist()) <= set(new.namelist())
    edited = {"绩效指标", "资金使用", "评估评分", "资金拨付"}
    for sheet in Workbook.open(before).sheets:
        if sheet.name not in edited:
            now = new.read(sheet.part)
            assert now in (was := old.read(sheet.part), was.replace(SELECTED, b"")), sheet.name
    book_before, book_after = formulas(before), formulas(after)
    computed = {"绩效指标": range(13, 18), "资金使用": range(7, 12), "评估评分": range(8, 9), "资金拨付": range(6, 9)}
    for name in book_before.sheetnames:
        for row in book_before[name].iter_rows():
            for cell in row:
                if cell.column not in computed.get(name, ()) or cell.row <= 4:
                    assert book_after[name][cell.coordinate].value == cell.value, f"{name}!{cell.coordinate}"


def test_totals_are_live_formulas_with_their_values(examples: Path) -> None:
    data = written((examples / "yongping-2022.xlsx").read_bytes())
    live, cached = formulas(data)["评价结果"], values(data)["评价结果"]
    total = next(row for row in range(8, 30) if cached.cell(row, 1).value == "合计")
    assert cached.cell(total, 4).value == 72.75
    assert live.cell(total, 4).value.startswith("=ROUND(SUM(D")
    output = next(row for row in range(8, 30) if cached.cell(row, 1).value == "产出指标")
    assert live.cell(output, 4).value == "=ROUND(SUM('绩效指标'!P5:P19),2)"


@pytest.mark.office
def test_libreoffice_calculates_the_same_totals(examples: Path, tmp_path: Path) -> None:
    data = written((examples / "yongping-2022.xlsx").read_bytes())
    ours, theirs = values(data)["评价结果"], recalculated(data, tmp_path)["评价结果"]
    for row in range(3, 20):
        for place in range(1, 8):
            assert theirs.cell(row, place).value == ours.cell(row, place).value, (row, place)


@pytest.mark.office
@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("绩效指标", "J5", 71),
        ("绩效指标", "J5", "70"),
        ("绩效指标", "G24", "95%以上"),
        ("绩效指标", "I7", 0),
        ("资金使用", "E6", None),
        ("基本信息", "B17", 250),
        ("绩效指标", "J40", 12),
    ],
)
def test_the_results_say_when_a_scored_figure_has_changed(
    sheet: str, cell: str, value: object, examples: Path, tmp_path: Path
) -> None:
    book = Workbook.open(written((examples / "yongping-2022.xlsx").read_bytes()))
    assert recalculated(book.save(), tmp_path)["评价结果"]["A3"].value.endswith(FRESH)
    book.set_cells(sheet, {cell: CellEdit(value)})  # type: ignore[arg-type]
    changed = STALE if (sheet, cell, value) != ("绩效指标", "J5", "70") else FRESH
    assert recalculated(book.save(), tmp_path)["评价结果"]["A3"].value.endswith(changed)


def test_findings_lead_to_their_cells(examples: Path) -> None:
    sheet = formulas(written((examples / "yongping-2022.xlsx").read_bytes()))["问题清单"]
    rows = [row for row in sheet.iter_rows(min_row=4) if row[4].value not in (None, "—")]
    assert rows
    for row in rows:
        first = str(row[4].value).partition("、")[0]  # of a finding about several cells
        assert row[4].hyperlink.location == f"'{row[3].value}'!{first}"


def test_a_results_sheet_of_staff_is_never_replaced() -> None:
    book = standard(评价结果=[("自己的结果",)])
    with pytest.raises(CannotProcess) as caught:
        written(book.data())
    assert [(f.code, f.sheet) for f in caught.value.findings] == [("F114", "评价结果")]


def test_formulas_of_staff_that_follow_from_ours_are_named() -> None:
    from sheets import Written

    book = standard(我的汇总=[("得分合计", Written("=SUM(绩效指标!M2:M4)", 0))])
    findings = written_workbook(evaluate_bytes(book.data()))[1]
    assert [(f.sheet, f.cell) for f in findings if f.code == "F180"] == [("我的汇总", "B1")]


def test_computed_cells_below_a_table_that_became_shorter_are_emptied() -> None:
    first = written(standard().data())
    book = Workbook.open(first)
    book.set_cells("绩效指标", {f"{letter}4": CellEdit(None) for letter in "ABCDEFGHI"})
    sheet = values(written(book.save()))["绩效指标"]
    assert [sheet.cell(4, place).value for place in range(10, 15)] == [None] * 5


def test_items_in_one_cell_share_their_row(tmp_path: Path) -> None:
    rows = (
        INDICATOR_HEADS,
        ("产出指标", "数量指标", "服务达标率", "", "1.个案68个；2.小组30个", "", 50, "1.个案34个；2.小组30个", ""),
        *INDICATORS[2:],
    )
    sheet = values(written(standard(绩效指标=rows).data()))["绩效指标"]
    assert sheet["J2"].value is None
    assert sheet["M2"].value == 37.5
    assert sheet["N2"].value.startswith("未完成")


def test_costs_get_their_rates_and_shares() -> None:
    sheet = values(written(standard().data()))["资金使用"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert round(sheet.cell(2, heads["执行率"]).value, 4) == round(138 / 140, 4)
    assert sheet.cell(2, heads["差额（万元）"]).value == -2
    assert round(sheet.cell(2, heads["占支出比重"]).value, 4) == round(138 / 196, 4)
    assert len(COSTS) == 4
