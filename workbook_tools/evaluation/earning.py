"""What share of its points a figure earns: the arithmetic alone. Both sides stand in one unit, rates unrounded.

Source of the rules: 财预〔2020〕10号 (完成值达到指标值记满分，未达到按比例记分).
"""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.operators import AT_MOST, Operator
from workbook_tools.evaluation.figures import ONE, ZERO
from workbook_tools.evaluation.scheme import RangeBand, Scheme


def figure_earns(operator: Operator, target: Decimal, actual: Decimal, scheme: Scheme) -> Decimal:
    """One number against another. No operator counts as ≥; a target of 0 is never divided by."""
    if target == 0:
        return ONE if meets_zero(operator, actual) else ZERO
    if operator in AT_MOST:
        return _at_most(target, actual, scheme)
    if operator == Operator.EQ and scheme.equal_rule == "exact":
        return ONE if actual == target else ZERO
    if actual >= target:
        return ONE
    return max(ZERO, actual / target) if target > 0 else ZERO


def meets_zero(operator: Operator, actual: Decimal) -> bool:
    """≥ 0 is a floor; every other target of 0 is a promise that something does not happen."""
    if operator == Operator.GT:
        return actual > 0
    return actual >= 0 if operator == Operator.GE else actual <= 0


def range_earns(low: Decimal, high: Decimal, actual: Decimal, scheme: Scheme) -> Decimal:
    """Inside everything, outside nothing unless the scheme has bands; the limits belong to the range."""
    if low <= actual <= high:
        return ONE
    band = range_band(low, high, actual, scheme)
    return band.earns if band is not None else ZERO


def range_band(low: Decimal, high: Decimal, actual: Decimal, scheme: Scheme) -> RangeBand | None:
    """The band that an actual outside the range still falls into."""
    limit = low if actual < low else high
    off = abs((actual - limit) / limit) if limit else None
    return next((band for band in scheme.range_bands if off is not None and off <= band.within), None)


def execution_earns(rate: Decimal, scheme: Scheme) -> Decimal:
    """The rate, capped; the full points inside the window where the scheme grants that."""
    if scheme.execution_full_in_window and abs(rate - ONE) <= scheme.execution_window:
        return ONE
    return min(ONE, max(ZERO, rate))


def _at_most(target: Decimal, actual: Decimal, scheme: Scheme) -> Decimal:
    if actual <= target:
        return ONE
    if scheme.ceiling_rule == "all-or-nothing" or target < 0:
        return ZERO
    if scheme.ceiling_rule == "ratio":
        return target / actual
    return max(ZERO, ONE - (actual - target) / target)
