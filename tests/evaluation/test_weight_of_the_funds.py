"""The points of the execution item: one typed far too large is said and not used."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import indicator, rate, submission
from station import findings_of

from workbook_tools.evaluation import evaluate
from workbook_tools.model import StatedFunds
from workbook_tools.reading.scheme_files import load_scheme

NATIONAL = load_scheme("fiscal-2020")


@pytest.mark.parametrize("typed", [100, 90, 1000])
def test_a_weight_of_the_funds_that_takes_all_is_an_error_and_not_used(typed: int) -> None:
    funds = StatedFunds("自评表", "E6", None, Decimal(50), Decimal(45), Decimal(typed), None, None)
    rows = [indicator("培训合格率", rate(90), rate(100), points=90)]
    form = submission(rows, stated_funds=funds, form="official")
    evaluation = evaluate(form, NATIONAL)
    assert (evaluation.score, evaluation.total_points) == (99, 100)
    assert [f.severity for f in evaluation.findings if f.code == "M072"] == ["E"]
    assert "P050" not in [f.code for f in findings_of(form, NATIONAL)]
