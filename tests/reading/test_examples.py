"""A row that says 示例 in its first column shows how to fill a table, and counts for nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sheets import ASSESSMENTS, COSTS, EFFECTS, INDICATORS, LEDGER, TEXTS, TRANCHES, Book, Row, standard

from workbook_tools.in_memory import Computed, evaluate_bytes, write_into, written_workbook
from workbook_tools.model.fields import RESULTS_SHEET
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.fingerprint import input_fingerprint
from workbook_tools.reading.text import says_example

PEOPLE: tuple[Row, ...] = (("工号", "姓名", "职业资格"), ("1", "王芳", "社工师"))
ALL: dict[str, Any] = {
    "绩效指标": INDICATORS, "资金使用": COSTS, "评估评分": ASSESSMENTS, "资金拨付": TRANCHES, "服务成效": EFFECTS,
    "服务台账": LEDGER, "文字材料": TEXTS, "人员": PEOPLE,
}  # fmt: skip


def station(**sheets: Any) -> Book:
    return standard(**{**ALL, **sheets})


def outcome(book: Book) -> tuple[Any, ...]:
    computed = evaluate_bytes(book.data(), as_of=dt.date(2025, 7, 31))
    submission = computed.submission
    return (
        input_fingerprint(submission),
        computed.evaluation.score_low,
        computed.evaluation.score_high,
        computed.evaluation.funds.execution_rate,
        computed.evaluation.ledger and computed.evaluation.ledger.total,
        sorted((each.code, each.message) for each in computed.findings),
        [(person.name, person.qualification) for person in submission.rosters.people or ()],
    )


def with_example(sheet: str, said: str, at: int) -> Book:
    """The table with a further row, much unlike the others, whose first cell is the mark."""
    head, *rows = ALL[sheet]
    example = [said, *["产出指标" if n == 1 else 987654 for n in range(1, len(head))]]
    return station(**{sheet: [head, *rows[:at], example, *rows[at:]]})


@pytest.mark.parametrize("sheet", ALL)
@pytest.mark.parametrize("said", ["示例", "（示例）", "示例：中期", " 示例 (2026-03-05)"])
def test_an_example_counts_for_nothing_wherever_it_stands(sheet: str, said: str) -> None:
    clean = outcome(station())
    for at in (0, 1, len(ALL[sheet]) - 1):
        assert outcome(with_example(sheet, said, at)) == clean, at


@pytest.mark.parametrize(
    ("text", "example"),
    [("示例", True), ("示例：首期", True), ("【示例】", True), ("示例行", True), ("示例社区建设", False),
     ("社区示例", False), ("示例-甲", False), ("", False)],
)  # fmt: skip
def test_only_the_word_itself_makes_an_example(text: str, example: bool) -> None:
    assert says_example(text) is example


def test_an_example_behind_a_number_of_the_staffs_own_is_one() -> None:
    head, *rows = ALL["服务台账"]
    numbered = [("行号", *head), ("示例", *rows[0]), *((n, *row) for n, row in enumerate(rows, 1))]
    plain = [("行号", *head), *((n, *row) for n, row in enumerate(rows, 1))]
    assert outcome(station(服务台账=numbered)) == outcome(station(服务台账=plain))


def test_a_name_that_is_filled_down_is_not_taken_from_an_example() -> None:
    head, *rows = ASSESSMENTS
    book = station(评估评分=[head, ("示例：中期", "某机构", 0.5, 80, "良好"), ("", *rows[0][1:]), *rows[1:]])
    (first, *_) = evaluate_bytes(book.data()).submission.assessments
    assert first.period == ""


def test_an_example_that_staff_hide_or_change_makes_no_noise() -> None:
    book = with_example("资金使用", "示例", 0)
    hidden = Book(book.sheets, hidden_rows={"资金使用": [2]})
    assert {each.code for each in evaluate_bytes(hidden.data()).findings}.isdisjoint({"S023", "S025"})
    formulas = _formulas_about(evaluate_bytes(book.data()), "资金使用")
    assert formulas
    assert not [formula for formula in formulas if "A2:" in formula or "D2:" in formula]


def _formulas_about(computed: Computed, sheet: str) -> list[str]:
    """What 评价结果 compares of a sheet, to tell when results are out of date."""
    data, _ = written_workbook(computed)
    cells = Workbook.open(data).scan(RESULTS_SHEET).cells.values()
    return [cell.formula for cell in cells if cell.formula and "EXACT" in cell.formula and sheet in cell.formula]


def test_what_an_earlier_run_wrote_beside_a_row_goes_when_it_becomes_an_example() -> None:
    first = evaluate_bytes(station().data())
    data, _ = written_workbook(first)
    book = Workbook.open(data)
    table = first.submission.tables["costs"]
    row = table.header_row + 1
    from workbook_tools.ooxml import CellEdit

    book.set_cells("资金使用", {f"A{row}": CellEdit("示例：人员经费")})
    again = evaluate_bytes(book.save())
    write_into(again.book, again)
    cells = again.book.scan("资金使用").cells
    outs = range(max(table.columns.values()) + 1, 20)
    assert not [c for c in outs if (found := cells.get((row, c))) is not None and found.text]
    assert [c for c in outs if (found := cells.get((row + 1, c))) is not None and found.text]
