"""What share of its points a figure earns, up to every edge of every rule."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tools.basis.operators import Operator
from workbook_tools.evaluation.earning import execution_earns, figure_earns, range_earns
from workbook_tools.evaluation.scheme import RangeBand, Scheme


@pytest.mark.parametrize(
    ("operator", "target", "actual", "share"),
    [
        ("", 10, 10, 1),
        ("", 10, 15, 1),
        ("", 10, 5, "0.5"),
        ("", 10, 0, 0),
        ("", 10, -5, 0),
        ("≥", 10, 9, "0.9"),
        ("=", 10, 9, "0.9"),
        ("=", 10, 11, 1),
        ("", -5, -5, 1),
        ("", -5, -6, 0),
        ("≤", 10, 10, 1),
        ("≤", 10, 20, "0.5"),
        ("<", 10, 20, "0.5"),
        ("≤", -5, -5, 1),
        ("≤", -5, 3, 0),
        ("", 0, 0, 1),
        ("", 0, 1, 0),
        ("", 0, -1, 1),
        ("=", 0, 0, 1),
        ("≤", 0, 1, 0),
        ("≥", 0, 0, 1),
        ("≥", 0, -1, 0),
        (">", 0, 0, 0),
        (">", 0, 1, 1),
    ],
)
def test_a_figure_earns_by_its_bound(fiscal: Scheme, operator: str, target: int, actual: int, share: object) -> None:
    earned = figure_earns(Operator(operator), Decimal(target), Decimal(actual), fiscal)
    assert earned == Decimal(str(share))


@pytest.mark.parametrize(
    ("rule", "actual", "share"),
    [
        ("linear", 10, 1),
        ("linear", 15, "0.5"),
        ("linear", 20, 0),
        ("linear", 25, 0),
        ("all-or-nothing", 10, 1),
        ("all-or-nothing", 11, 0),
    ],
)
def test_beyond_an_upper_bound_the_scheme_decides(fiscal: Scheme, rule: str, actual: int, share: object) -> None:
    scheme = fiscal._replace(ceiling_rule=rule)  # type: ignore[arg-type]
    assert figure_earns(Operator.LE, Decimal(10), Decimal(actual), scheme) == Decimal(str(share))


@pytest.mark.parametrize(("actual", "share"), [(9, 0), (10, 1), (11, 0)])
def test_equal_may_have_to_be_equal(fiscal: Scheme, actual: int, share: int) -> None:
    scheme = fiscal._replace(equal_rule="exact")
    assert figure_earns(Operator.EQ, Decimal(10), Decimal(actual), scheme) == share
    assert figure_earns(Operator.NONE, Decimal(10), Decimal(actual), scheme) == min(Decimal(1), Decimal(actual) / 10)


@pytest.mark.parametrize(
    ("actual", "plain", "banded"),
    [
        (60, 1, 1),
        (80, 1, 1),
        (84, 0, "0.8"),  # 5 % beyond
        (85, 0, "0.5"),
        (88, 0, "0.5"),  # 10 %
        (89, 0, 0),
        (57, 0, "0.8"),
        (54, 0, "0.5"),
        (53, 0, 0),
    ],
)
def test_outside_a_range_the_nearest_band_counts(fiscal: Scheme, actual: int, plain: int, banded: object) -> None:
    bands = (RangeBand(Decimal("0.05"), Decimal("0.8")), RangeBand(Decimal("0.1"), Decimal("0.5")))
    low, high, figure = Decimal(60), Decimal(80), Decimal(actual)
    assert range_earns(low, high, figure, fiscal) == plain
    assert range_earns(low, high, figure, fiscal._replace(range_bands=bands)) == Decimal(str(banded))


def test_of_a_limit_of_nothing_there_is_no_part(fiscal: Scheme) -> None:
    scheme = fiscal._replace(range_bands=(RangeBand(Decimal(1), Decimal("0.5")),))
    assert range_earns(Decimal(0), Decimal(10), Decimal(-1), scheme) == 0


@pytest.mark.parametrize(
    ("rate", "plain", "window"),
    [
        ("-0.1", "0", "0"),
        ("0.899", "0.899", "0.899"),
        ("0.9", "0.9", "1"),
        ("1", "1", "1"),
        ("1.1", "1", "1"),
        ("1.2", "1", "1"),
    ],
)
def test_execution_earns_its_rate_or_all_within_the_window(fiscal: Scheme, rate: str, plain: str, window: str) -> None:
    assert execution_earns(Decimal(rate), fiscal) == Decimal(plain)
    assert execution_earns(Decimal(rate), fiscal._replace(execution_full_in_window=True)) == Decimal(window)
