"""The two sides of a row in one unit, or the reason why they cannot be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from workbook_tools.model import Quantity
from workbook_tools.unit_names import COUNTERS, is_rate_unit, money_factor, normal_unit, split_scale, without_period

_RATE_NAME = re.compile(r"(?:率|比例|占比|比重|满意度|达标度|覆盖面|知晓度|完成度|百分比)(?:\(.*\)|（.*）)?$")
_TIME = {"分钟": Decimal(1), "h": Decimal(60)}
_FIGURES = ("number", "rate", "range")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Target and actual in one `unit`. `codes` (Q12x, all with the figures name, target, actual, unit) say what was done.

    `comparable` is False where the units are of different things: then the row cannot be scored.
    """

    target: Quantity
    actual: Quantity
    unit: str
    codes: tuple[str, ...] = ()
    comparable: bool = True


def reconcile(target: Quantity, actual: Quantity, unit: str, name: str) -> Reconciled:
    """Bring the two sides of a row to one unit.

    万元, 元 and 亿元 are converted, likewise 万次 and 次, 分钟 and 小时; a rate and a bare 95 or 0.95 become two rates;
    个 次 场 份 例 count one thing. `unit` is the unit column's, `name` the indicator's.
    """
    if target.kind not in _FIGURES or actual.kind not in _FIGURES:
        return Reconciled(target, actual, target.unit or unit)
    if "%" in (target.unit, actual.unit) or _rates_without_sign(target, actual, unit, name):
        return _as_rates(target, actual, name)
    return _in_one_unit(target, actual, unit, name)


def is_rate_name(name: str) -> bool:
    """The indicator is called a rate: 结案率, 服务对象满意度."""
    return _RATE_NAME.search(name.strip()) is not None


def converted(quantity: Quantity, factor: Decimal, unit: str) -> Quantity:
    """The quantity with every figure times `factor`, in `unit`."""

    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    return replace(
        quantity, number=times(quantity.number), low=times(quantity.low), high=times(quantity.high), unit=unit
    )


def _as_rates(target: Quantity, actual: Quantity, name: str) -> Reconciled:
    """Both sides as fractions; a side that lost its sign is 95 for 95 % or 0.95 for 95 %."""
    bare = [side for side in (target, actual) if side.unit != "%"]
    if not bare:
        return Reconciled(target, actual, "%")
    if any(side.unit and side.unit != "分" for side in bare):
        return Reconciled(target, actual, target.unit, ("Q123",), comparable=False)
    known = next((side for side in (target, actual) if side.unit == "%"), None)
    return Reconciled(_as_rate(target, known), _as_rate(actual, known), "%", ("Q121",))


def _as_rate(side: Quantity, known: Quantity | None) -> Quantity:
    if side.unit == "%":
        return side
    largest = max(abs(v) for v in (side.number, side.low, side.high) if v is not None)
    fraction = largest <= 1 and (known is None or _size(known) > Decimal("0.05"))
    rate = converted(side, Decimal(1) if fraction else Decimal("0.01"), "%")
    return rate if rate.kind == "range" else replace(rate, kind="rate")


def _size(side: Quantity) -> Decimal:
    return max(abs(v) for v in (side.number, side.low, side.high) if v is not None)


def _rates_without_sign(target: Quantity, actual: Quantity, unit: str, name: str) -> bool:
    """`95` against `0.97` under a name that is a rate: the signs of both are lost, and in different ways."""
    if target.unit or actual.unit or not is_rate_name(name):
        return False
    sizes = (_size(target), _size(actual))
    return all(size <= 100 for size in sizes) and (
        is_rate_unit(unit) or (min(sizes) <= 1 < max(sizes) and min(sizes) > 0)
    )


def _in_one_unit(target: Quantity, actual: Quantity, unit: str, name: str) -> Reconciled:
    codes: list[str] = []
    if is_rate_name(name) and target.unit and actual.unit:
        codes.append("Q125")
    theirs, ours = target.unit or actual.unit or unit, actual.unit or target.unit or unit
    if _column_differs(unit, theirs, target, actual):
        codes.append("Q124")
    left, right = without_period(normal_unit(theirs)), without_period(normal_unit(ours))
    if left == right:
        return Reconciled(replace(target, unit=theirs), replace(actual, unit=theirs), theirs, tuple(codes))
    factor = _factor(left, right)
    if factor is not None:
        return Reconciled(target, converted(actual, factor, theirs), theirs, (*codes, "Q120"))
    if _count_one_thing(left, right):
        return Reconciled(target, replace(actual, unit=theirs), theirs, (*codes, "Q122"))
    return Reconciled(target, actual, theirs, (*codes, "Q123"), comparable=False)


def _factor(left: str, right: str) -> Decimal | None:
    """How many `left` one `right` is; None where no safe conversion is known."""
    money = money_factor(left), money_factor(right)
    if money[0] and money[1]:
        return money[1] / money[0]
    (left_scale, left_unit), (right_scale, right_unit) = split_scale(left), split_scale(right)
    # `50万` against `35万元`: an amount without its 元 is an amount.
    if {left_unit, right_unit} == {"", "元"} or left_unit == right_unit:
        return Decimal(right_scale) / Decimal(left_scale)
    if left in _TIME and right in _TIME:
        return _TIME[right] / _TIME[left]
    return None


def _count_one_thing(left: str, right: str) -> bool:
    """Counters of one thing (`个` `次` `场` `份` `例`), with the same scale and the same 每."""
    (left_scale, left_unit), (right_scale, right_unit) = split_scale(left), split_scale(right)
    left_head, _, left_per = left_unit.partition("/")
    right_head, _, right_per = right_unit.partition("/")
    return left_scale == right_scale and left_per == right_per and {left_head, right_head} <= set(COUNTERS)


def _column_differs(unit: str, written: str, target: Quantity, actual: Quantity) -> bool:
    if not unit or not (target.unit or actual.unit):
        return False
    column, cell = without_period(normal_unit(unit)), without_period(normal_unit(written))
    if column == cell or _count_one_thing(column, cell):
        return False
    return not (split_scale(cell)[1] in ("", split_scale(column)[1]) and split_scale(cell)[0] == split_scale(column)[0])
