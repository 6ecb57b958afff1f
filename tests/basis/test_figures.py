"""One formatter: the same figure reads the same in a message, a sentence, a sheet and a report of one style."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.basis.figures import (
    as_count,
    as_digits,
    as_money,
    as_percentage_points,
    as_rate,
    as_score,
    as_short_rate,
)

STYLES = (as_count, as_digits, as_money, as_percentage_points, as_rate, as_score, as_short_rate)


@pytest.mark.parametrize(
    ("style", "figure", "printed"),
    [
        (as_digits, "0.90", "0.9"),
        (as_count, "0.90", "0.9"),
        (as_count, "1.23455", "1.2346"),
        (as_score, "0.9", "0.90"),
        (as_score, "5.545", "5.55"),
        (as_money, "0.9", "0.90"),
        (as_money, "262.01910", "262.0191"),
        (as_money, "-0.00001", "0.00"),
        (as_rate, "0.9", "90.00%"),
        (as_rate, "1.09174625", "109.17%"),
        (as_short_rate, "0.9", "90%"),
        (as_short_rate, "1.09174625", "109.17%"),
        (as_percentage_points, "0.9", "90"),
        (as_percentage_points, "0.00004", "0.004"),
        (as_count, "1e25", "1.0000E+25"),
        (as_rate, "NaN", "NaN%"),
    ],
)
def test_a_style_prints_a_figure(style: Callable[[Decimal], str], figure: str, printed: str) -> None:
    assert style(Decimal(figure)) == printed


@given(st.decimals())
def test_every_style_prints_every_figure(figure: Decimal) -> None:
    for style in STYLES:
        assert isinstance(style(figure), str)
