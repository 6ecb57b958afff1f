"""Figures are rounded as a reader with a calculator would, and printed without digits that say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.figures import as_digits, without_idle_zeros


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        ("5.545", "0.01", "5.55"),  # a binary fraction would give 5.54
        ("0.025", "0.01", "0.03"),  # half-even would give 0.02
        ("-0.025", "0.01", "-0.03"),
        ("2.5", "1", "3"),
        ("0.15005", "0.0001", "0.1501"),
    ],
)
def test_a_half_goes_away_from_zero(value: str, step: str, expected: str) -> None:
    assert half_up(Decimal(value), Decimal(step)) == Decimal(expected)


def test_the_largest_number_of_a_cell_is_rounded_too() -> None:
    assert half_up(Decimal("9.99E307")) == Decimal("9.99E307")


@pytest.mark.parametrize(
    ("number", "digits"), [("1E+3", "1000"), ("2.50", "2.5"), ("2.00", "2"), ("100", "100"), ("-0.10", "-0.1")]
)
def test_digits_have_no_exponent_and_no_idle_zeros(number: str, digits: str) -> None:
    assert as_digits(Decimal(number)) == digits


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_digits_mean_the_number_that_they_were_made_of(number: Decimal) -> None:
    assert Decimal(as_digits(number)) == number
    assert without_idle_zeros(as_digits(number)) == as_digits(number)
