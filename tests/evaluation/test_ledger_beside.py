"""What a row declares beside what the ledger says of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import blank, indicator, ledger, number, rate, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.ledger_beside import declared_less_ledger, declared_number, ledger_over_target
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Quantity

LOG = ledger({"indicator": "探访", "count": 15000.0})


@pytest.mark.parametrize(
    ("target", "actual", "unit", "declared", "difference", "share"),
    [
        (number(2, "万次"), number("1.6", "万次"), "万次", "1.6", "0.1", "0.75"),
        (number(20000, "次"), number("1.6", "万次"), "次", "16000", "1000", "0.75"),
        (number(2), number("1.6", "万次"), "万次", "1.6", "0.1", "0.75"),  # the unit of the column
        (number(20000, "次"), blank(), "次", None, None, "0.75"),  # the ledger stood in
        (number(0, "次"), number(3, "次"), "次", "3", "-14997", None),
        (rate(90), rate(95), "%", None, None, None),
        (number("0.5", "万次"), number("1.6", "万次"), "万次", "1.6", "0.1", "3"),
    ],
)
def test_declared_and_counted_stand_in_one_unit(
    fiscal: Scheme, target: Quantity, actual: Quantity, unit: str, declared: str | None, difference: str | None,
    share: str | None,
) -> None:  # fmt: skip
    (row,) = evaluate(submission([indicator("探访", target, actual, unit=unit)], ledger=LOG), fiscal).rows
    found = declared_number(row), declared_less_ledger(row), ledger_over_target(row)
    assert found == tuple(None if each is None else Decimal(each) for each in (declared, difference, share))


def test_a_row_that_no_entry_names_has_nothing_beside_it(fiscal: Scheme) -> None:
    (row,) = evaluate(submission([indicator("小组", number(5, "个"), number(5, "个"))], ledger=LOG), fiscal).rows
    assert (declared_number(row), declared_less_ledger(row), ledger_over_target(row)) == (5, None, None)
