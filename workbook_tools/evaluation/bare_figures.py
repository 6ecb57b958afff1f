"""A figure without a unit beside one that is counted in thousands, or per month: which of two readings is meant.

`1千人` against `1000`, `每月2次` against `24`: the bare figure may be counted like the other one, or one by one and for
the whole year. The reading that brings the two sides near each other is taken where the other one is far off, and
said where it changes a figure; where neither stands out, the row is not judged.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from workbook_tools.basis.unit_names import PERIODS, split_scale, without_period

Reading = Literal["alike", "apart", "open"]  # counted like the other side · one by one, for the year · cannot be told

FEW_PERIODS = 6  # of so few, 1次 may be one period's or the year's
_CLEARLY = {"scale": Decimal(10), "period": Decimal(5)}  # how many times farther off the other reading must be


def reading_of(unit: str, with_unit: Decimal, bare: Decimal) -> tuple[Reading, int, str]:
    """How a bare figure stands to one in `unit` (normal form): the reading, and how many of what remains one unit is.

    Both sizes are positive; `1千人` gives 1000 and `人`, `次/月` 12 and `次`. A unit that leaves no choice gives 1.
    """
    scale, rest = split_scale(unit)
    if scale > 1:
        return _nearer(with_unit, bare, scale, _CLEARLY["scale"]), scale, rest
    head, _, per = without_period(unit).rpartition("/")
    times = PERIODS.get(per, 1) if head else 1
    return ("alike", 1, unit) if times == 1 else (_nearer(with_unit, bare, times, _CLEARLY["period"]), times, head)


def _nearer(with_unit: Decimal, bare: Decimal, times: int, clearly: Decimal) -> Reading:
    if bare == 0 or with_unit == 0:
        return "alike"
    if bare == with_unit:
        return "open" if times <= FEW_PERIODS else "alike"
    alike, apart = _off(with_unit, bare), _off(with_unit * times, bare)
    if apart == 1:
        return "apart"
    if alike * clearly <= apart:
        return "alike"
    return "apart" if apart * clearly <= alike else "open"


def _off(one: Decimal, other: Decimal) -> Decimal:
    """How many times the larger is the smaller."""
    return max(one, other) / min(one, other)
