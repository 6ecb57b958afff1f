"""Sums of the ledger in the unit in which a row asks for them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import indicator, number, several, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.ledger_sums import counted_in, in_unit, unit_of_ledger
from workbook_tools.evaluation.scheme import Scheme


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (15000, "万人次", "1.5"),
        (15000, "人次", "15000"),
        (15000, "万元", "15000"),
        (15000, "万", "15000"),
        (5, "", "5"),
    ],
)
def test_single_things_are_counted_in_the_unit_of_the_row(value: int, unit: str, expected: str) -> None:
    assert in_unit(Decimal(value), unit) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "counted", "own", "declared", "expected"),
    [
        ("人次", "1.5", "万人次", None, "15000"),
        ("万人次", "15000", "人次", None, "1.5"),
        ("千人次", "1.5", "万人次", None, "15"),
        ("万", "5", "场", None, "5"),  # of what so many ten thousands are is not said
        ("场", "5", "万", None, "5"),
        ("万元", "5", "元", None, "0.0005"),
        ("万元", "5", "", None, "5"),
        ("", "5", "万元", None, "5"),
        ("元", "5", "万元", None, "50000"),
        ("万元", "50000", "万元", "5", "5"),  # logged in 元, as the declared figure bears out
        ("万元", "50000", "万元", "6", "50000"),
    ],
)
def test_a_sum_is_brought_to_another_unit(
    unit: str, counted: str, own: str, declared: str | None, expected: str
) -> None:
    said = None if declared is None else Decimal(declared)
    assert counted_in(unit, Decimal(counted), own, said) == Decimal(expected)


def test_what_the_ledger_says_stands_in_the_unit_of_the_item_else_of_the_row(fiscal: Scheme) -> None:
    listed = several(("活动", number(4, "次")), ("走访", number(8, "户")))
    rows = [
        indicator("合作", listed, listed, unit="场"),
        indicator("探访", number(5), number(5), unit="户"),
        indicator("讲座", number(5, "节"), number(5, "节")),
    ]
    found = evaluate(submission(rows), fiscal).rows
    assert [unit_of_ledger(row) for row in found] == ["次", "户", "户", "节"]
