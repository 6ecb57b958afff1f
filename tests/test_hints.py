"""What is mentioned once and changes nothing: repeated headers, sheets of another name, columns that nobody reads."""

from __future__ import annotations

import io

import openpyxl
import pytest
from sheets import INDICATORS, Book, standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.model.fields import TEMPLATE_VERSION, TEMPLATE_VERSION_PROPERTY

HEADS, *ROWS = INDICATORS


def versioned(version: str) -> Book:
    book = standard()
    book.properties = {TEMPLATE_VERSION_PROPERTY: version}
    return book


def hidden() -> Book:
    book = standard()
    book.hidden_rows = {"绩效指标": [2]}
    book.hidden_sheets = ["资金使用"]
    return book


def filtered() -> Book:
    book = standard()
    book.filters, book.hidden_rows = {"绩效指标": "A1:I4"}, {"绩效指标": [3, 4]}
    return book


def narrowed() -> Book:
    book = standard()
    book.hidden_columns = {"绩效指标": "B:B"}
    return book


MISSPELT = [(*HEADS[:-1], "偏差原因分折"), *ROWS]
CASES: dict[str, tuple[Book, list[tuple[str, str, str]]]] = {
    "the header on every page": (
        standard(绩效指标=[HEADS, ROWS[0], HEADS, ROWS[1], HEADS, ROWS[2]]),
        [("S030", "绩效指标", "A3")],
    ),
    "a copy of a sheet": (standard(**{"绩效指标 (2)": INDICATORS}), [("S031", "绩效指标 (2)", "A1")]),
    "a sheet under another name beside it": (standard(绩效指标表=INDICATORS), [("S031", "绩效指标表", "A1")]),
    "a misspelt column at the end": (standard(绩效指标=MISSPELT), [("S020", "绩效指标", "I1")]),
    "a newer template": (versioned(str(int(TEMPLATE_VERSION) + 1)), [("S021", "", "")]),
    "an older template": (versioned("0"), [("S022", "", "")]),
    "a version that is none": (versioned("第二版"), []),
    "rows that a filter hides": (filtered(), [("S025", "绩效指标", "A3")]),
    "a hidden column": (narrowed(), [("S027", "绩效指标", "B1")]),
    "hidden rows and sheets": (hidden(), [("S023", "绩效指标", "A2"), ("S024", "资金使用", "A1")]),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_said_once_and_the_score_is_the_same(case: str) -> None:
    book, expected = CASES[case]
    computed = evaluate_bytes(book.data())
    told = [(each.code, each.sheet, each.cell) for each in computed.findings if each.code.startswith("S")]
    assert told == expected
    assert str(computed.evaluation.score) == "99.80"
    written, findings = written_workbook(computed)
    assert written_workbook(evaluate_bytes(written)) == (written, findings)


def test_without_a_sheet_of_money_the_open_rate_is_not_said_twice() -> None:
    codes = [each.code for each in evaluate_bytes(standard(资金使用=None).data()).findings]
    assert "S012" in codes
    assert "M002" not in codes


def many(judged: bool) -> list[tuple[object, ...]]:
    """600 rows, every other one without a figure, or of another level."""
    rows: list[tuple[object, ...]] = [HEADS]
    for number in range(600):
        level = "产出指标（50分）" if judged is False or number % 2 else "效益指标（30分）"
        actual = 11 + number if judged or number % 2 else "说不清"
        rows.append((level, "数量指标", f"第{number}项", "", 10 + number, "个", "", actual, ""))
    return rows


@pytest.mark.parametrize("judged", [True, False])
def test_the_formula_of_a_long_level_stays_within_what_excel_takes(*, judged: bool) -> None:
    computed = evaluate_bytes(standard(绩效指标=many(judged)).data())
    data, _ = written_workbook(computed)
    sheets = openpyxl.load_workbook(io.BytesIO(data))
    formulas = [
        cell.value
        for row in sheets["评价结果"].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert formulas
    assert all(text.count(",") < 250 and len(text) < 8000 for text in formulas)
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["评价结果"]
    scores = {row[0]: row[3] for row in shown.iter_rows(values_only=True) if isinstance(row[0], str) and row[3]}
    for level in computed.evaluation.levels:
        assert scores[level.name] == pytest.approx(float(level.score))
