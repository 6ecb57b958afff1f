"""A formula without a result, as programs write it: the cell is not blank, and nothing stands in for it."""

from __future__ import annotations

import datetime as dt

import pytest
from sheets import COSTS, INDICATORS, LEDGER, Book, Row, Written, standard

from workbook_tools.in_memory import Computed, evaluate_bytes

NOT_COMPUTED = Written("=40+5", "")


def computed(**sheets: object) -> Computed:
    book: Book = standard(**sheets)  # type: ignore[arg-type]
    return evaluate_bytes(book.data(), as_of=dt.date(2025, 8, 1))


def told(result: Computed) -> list[str]:
    return [f"{f.code} {f.sheet}!{f.cell}" for f in result.findings if f.code in ("S052", "L038", "L004", "R006")]


def with_cell(rows: tuple[Row, ...], row: int, column: int, value: object) -> tuple[Row, ...]:
    changed = (*rows[row][:column], value, *rows[row][column + 1 :])
    return (*rows[:row], changed, *rows[row + 1 :])


def column_of(rows: tuple[Row, ...], head: str) -> int:
    return next(at for at, text in enumerate(rows[0]) if str(text).startswith(head))


def test_the_ledger_does_not_stand_in_for_an_actual_that_was_not_computed() -> None:
    rows = with_cell(tuple(INDICATORS), 1, column_of(tuple(INDICATORS), "实际完成值"), NOT_COMPUTED)
    result = computed(绩效指标=rows, 服务台账=LEDGER)
    (finding,) = [f for f in result.findings if f.code == "S052"]
    assert (finding.severity, finding.sheet) == ("E", "绩效指标")
    assert f"{finding.cell}（=40+5）" in finding.message
    assert result.evaluation.rows[0].score is None
    assert "R006" not in [f.code for f in result.findings]


def test_an_amount_that_was_not_computed_is_one_finding() -> None:
    result = computed(资金使用=with_cell(tuple(COSTS), 1, 4, NOT_COMPUTED))
    assert [f.code for f in result.findings if f.sheet == "资金使用" and f.severity == "E"] == ["S052"]
    assert result.evaluation.funds.spent is None


@pytest.mark.parametrize("formula", [Written("=40+5", 45), Written("=5*9", 45.0)])
def test_a_formula_with_its_result_is_read(formula: Written) -> None:
    assert told(computed(资金使用=with_cell(tuple(COSTS), 1, 4, formula))) == []


def test_a_total_that_was_not_computed_is_only_not_compared() -> None:
    total = ("合计", "", "", Written("=SUM(D2:D3)", ""), Written("=SUM(E2:E3)", ""))
    assert told(computed(资金使用=(*COSTS, total))) == []


def test_an_entry_of_the_ledger_that_was_not_computed_is_named() -> None:
    assert told(computed(服务台账=with_cell(LEDGER, 1, 5, NOT_COMPUTED))) == ["L038 服务台账!F2"]
