"""A grade that the open points cannot change is one grade, not a range from itself to itself."""

from __future__ import annotations

import io

import openpyxl
import pytest
from sheets import INDICATORS, Row, standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.recompute import Outcome
from workbook_tools.talk import print_outcome


def _weighted(actual: object, points: int) -> tuple[Row, ...]:
    """The sample's rows, the last of them with a word where a rate should be and so many points."""
    head, output, benefit, satisfaction = INDICATORS
    return (
        head,
        (*output[:6], 80 - points, *output[7:]),
        (*benefit[:6], 10, *benefit[7:]),
        (*satisfaction[:6], points, actual, ""),
    )


@pytest.mark.parametrize(
    ("points", "grade", "note"),
    [(5, "优", "5 分无法判定，等级不受影响"), (20, "中～优", "20 分无法判定，等级未定")],
)
def test_an_open_grade_is_a_range_only_where_it_can_be_another(points: int, grade: str, note: str) -> None:
    computed = evaluate_bytes(standard(绩效指标=_weighted("若干", points)).data())
    sheet = openpyxl.load_workbook(io.BytesIO(written_workbook(computed)[0]))["评价结果"]
    cells = {cell for row in sheet.iter_rows(max_row=8, values_only=True) for cell in row}
    assert {grade, note} <= cells
    told = io.StringIO()
    print_outcome(Outcome("站点.xlsx", True, computed.submission, computed.evaluation, computed.findings), to=told)
    assert told.getvalue().splitlines()[1].endswith(f"等级 {grade}")
