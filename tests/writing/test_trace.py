"""Every printed figure of 评价结果 is a live formula, or says which cells and which rule it comes from."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import calculator
import openpyxl
import pytest
from office import recalculated
from sheets import COSTS, INDICATORS, INFORMATION, standard
from test_against_a_calculator import authored

from workbook_tools.in_memory import evaluate_bytes, write_into
from workbook_tools.previous_years import PreviousYears
from workbook_tools.writing.results_sheet import HIDDEN_FROM, Trace

EXAMPLES = Path(__file__).parents[2] / "examples"
LISTS = (
    "产出指标（50分）",
    "数量指标",
    "服务",
    "",
    "1.个案60个；2.小组30个",
    "",
    "",
    "1.个案60个；2.小组24个",
    "已说明",
)
TEXTS = (*COSTS[2][:3], "40万元", "39万元", "")
UNITS = [
    ("支出明细", "经费类别", "预算金额（元）", "支出金额（元）"),
    ("人员经费", "人员费用", 1400000, 1380000),
    ("服务经费", "服务质量保障", 400000, 390000.5),
    ("管理费", "运营管理", 200000, 190000),
]
LEDGER = [
    ("日期", "社区", "社工", "对应指标", "数量", "服务人次", "直接工时", "间接工时"),
    (date(2024, 9, 1), "东社区", "陈", "个案服务", 40, 50, 60.5, 3),
    (date(2024, 10, 1), "西社区", "李", "个案服务", 20, 25, 30, 2),
]
STATIONS = {
    "the example": lambda: (EXAMPLES / "yongping-2022.xlsx").read_bytes(),
    **{f"the district's {path.stem}": path.read_bytes for path in sorted((EXAMPLES / "district").glob("*.xls?"))},
    **{f"number {seed}": lambda seed=seed: authored(calculator.make(seed)) for seed in range(6)},
    "a plain one": lambda: standard().data(),
    "without money": lambda: standard(资金使用=None).data(),
    "lists in a cell": lambda: standard(绩效指标=[*INDICATORS[:1], LISTS, *INDICATORS[2:]]).data(),
    "amounts in 元": lambda: standard(资金使用=UNITS).data(),
    "amounts as texts": lambda: standard(资金使用=[*COSTS[:2], TEXTS, COSTS[3]]).data(),
    "with a ledger": lambda: standard(服务台账=LEDGER).data(),
    "nothing done": lambda: standard(绩效指标=[INDICATORS[0], *((*row[:7], "", "") for row in INDICATORS[1:])]).data(),
}  # fmt: skip


EARLIER = {"评价年度": 2024, "服务开始日期": date(2023, 8, 1), "服务结束日期": date(2024, 7, 31)}
LAST_YEAR = standard(
    基本信息=[
        (
            label,
            {"评价年度": 2024, "服务开始日期": date(2023, 8, 1), "服务结束日期": date(2024, 7, 31)}.get(label, value),
        )
        for label, value in INFORMATION
    ],
    绩效指标=[*INDICATORS[:2], (*INDICATORS[2][:2], "取消的指标", *INDICATORS[2][3:]), INDICATORS[3]],
)


def traced(data: bytes) -> tuple[bytes, Trace]:
    computed = evaluate_bytes(data)
    trace = write_into(computed.book, computed).trace
    return computed.book.save(), trace


def test_tables_that_not_every_station_has_are_traced_as_well(tmp_path: Path) -> None:
    """The pace in mid-year, and the comparison with an earlier one."""
    (tmp_path / "去年.xlsx").write_bytes(LAST_YEAR.data())
    years = PreviousYears(tmp_path / "去年.xlsx")
    data = standard(服务台账=LEDGER, 绩效指标=[INDICATORS[0], (*INDICATORS[1][:7], "", ""), *INDICATORS[2:]]).data()
    computed = evaluate_bytes(
        data, as_of=date(2025, 1, 15), beside=lambda submission, found: years.compared(submission, found, None)
    )
    assert computed.evaluation.years
    assert computed.evaluation.pace is not None
    trace = write_into(computed.book, computed).trace
    assert not untraced(computed.book.save(), trace)


def printed_figures(data: bytes) -> dict[tuple[int, int], Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["评价结果"]
    cells = (cell for row in sheet.iter_rows(max_col=HIDDEN_FROM - 1) for cell in row)
    return {
        (cell.row, cell.column): cell.value for cell in cells if isinstance(cell.value, int | float | date | datetime)
    }


@pytest.mark.parametrize("name", STATIONS)
def test_no_figure_stands_there_without_a_formula_or_an_origin(name: str) -> None:
    data, trace = traced(STATIONS[name]())
    assert printed_figures(data)
    assert not untraced(data, trace)


def untraced(data: bytes, trace: Trace) -> set[str]:
    live = openpyxl.load_workbook(io.BytesIO(data))["评价结果"]
    return {
        f"{live.cell(*place).coordinate}={value}"
        for place, value in printed_figures(data).items()
        if not str(live.cell(*place).value).startswith("=") and place not in trace
    }


@pytest.mark.parametrize("name", STATIONS)
def test_an_origin_names_a_rule_and_cells_that_exist(name: str) -> None:
    data, trace = traced(STATIONS[name]())
    book = openpyxl.load_workbook(io.BytesIO(data))
    for origin in trace.values():
        assert origin.rule
        for sheet, cell in origin.cells:
            assert sheet.startswith("[") or book[sheet][cell] is not None


@pytest.mark.office
@pytest.mark.parametrize("name", ["the example", "number 3", "lists in a cell", "amounts in 元", "nothing done"])
def test_a_spreadsheet_program_calculates_the_same_figures(name: str, tmp_path: Path) -> None:
    data, _ = traced(STATIONS[name]())
    saved = io.BytesIO()
    recalculated(data, tmp_path).save(saved)
    assert printed_figures(saved.getvalue()) == pytest.approx(printed_figures(data), rel=1e-9, abs=1e-9)


def test_most_figures_are_live() -> None:
    data, trace = traced(STATIONS["the example"]())
    assert len(trace) < len(printed_figures(data)) / 3, sorted(trace)
