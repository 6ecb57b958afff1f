"""Which way a figure is meant, where no bound is written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import indicator, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Cell
from workbook_tools.reading.words import read_quantity


@pytest.mark.parametrize(
    ("name", "target", "actual", "completion"),
    [
        ("活动场次", "20场", "10场", "0.5"),  # stands among the costs and is none: the more the better
        ("办公用品", "20万元", "10万元", "2"),
        ("办公用品占比", "20%", "10%", "2"),
    ],
)
def test_among_the_costs_what_is_measured_in_money_or_as_a_rate_is_one(
    fiscal: Scheme, name: str, target: str, actual: str, completion: str
) -> None:
    sides = read_quantity(Cell(target), role="target"), read_quantity(Cell(actual), role="actual")
    row = indicator(name, *sides, level1="成本指标", points=10)
    assert evaluate(submission([row]), fiscal).rows[0].completion == Decimal(completion)
