"""The ledger's answer to rows of 绩效指标: 台账完成值, in the unit of the row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.unit_names import money_factor, normal_unit, split_scale
from workbook_tools.evaluation.ledger_hours import Hours, hours_of_item, hours_of_row
from workbook_tools.evaluation.ledger_names import LedgerNames, Target, can_be_counted, is_countable_unit
from workbook_tools.model import Indicator, LedgerGroup, ScoredRow


class Answer(NamedTuple):
    """A sum, and where it is not that of the entries that name the row, what it is the sum of."""

    value: Decimal
    rule: str = ""


class LedgerSums:
    """Sums by row. `whole` is the total of the ledger when `total` is that of a part of it only.

    A row of hours is answered by 直接工时 and 间接工时 of all entries, whatever they name, where the ledger has such
    hours at all; every other row by 数量 of the entries that name it, and of no other.
    """

    def __init__(
        self,
        names: LedgerNames,
        total: LedgerGroup | None,
        by_indicator: Iterable[LedgerGroup] = (),
        whole: LedgerGroup | None = None,
    ) -> None:
        self._total, self._whole = total, whole or total
        self._groups: dict[Target | None, list[LedgerGroup]] = {}  # None: of those that no row is called
        for group in by_indicator:
            self._groups.setdefault(names.target(group.name), []).append(group)

    def of_row(self, row: Indicator) -> Answer | None:
        """The sum for a row of its own; None where no entry answers it."""
        unit = row.unit or row.target.unit
        return self._hours(hours_of_row(row), unit) or (
            sum_of(self._groups.get((row.row, None), ()), unit) if can_be_counted(row) else None
        )

    def of_item(self, row: Indicator, place: int) -> Answer | None:
        """The sum for an item of the list in a row's target."""
        item = row.target.items[place]
        unit = item.quantity.unit
        return self._hours(hours_of_item(row, item.label, unit), unit or row.unit) or (
            sum_of(self._groups.get((row.row, place), ()), unit) if is_countable_unit(unit) else None
        )

    def _hours(self, hours: Hours, unit: str) -> Answer | None:
        total, whole = self._total, self._whole
        if not hours or total is None or whole is None:
            return None
        if hours == "both":
            if not whole.direct_hours and not whole.indirect_hours:
                return None
            value = total.direct_hours + total.indirect_hours
            parts = f"直接工时 {as_count(total.direct_hours)}＋间接工时 {as_count(total.indirect_hours)}"
        else:
            name = "直接工时" if hours == "direct" else "间接工时"
            if not (whole.direct_hours if hours == "direct" else whole.indirect_hours):
                return None
            value = total.direct_hours if hours == "direct" else total.indirect_hours
            parts = f"{name} {as_count(value)}"
        return Answer(in_unit(value, unit), f"台账全部 {total.entries} 条记录不分对应指标的{parts}")


def in_unit(value: Decimal, unit: str) -> Decimal:
    """A count of single things in the row's unit: 15000 is 1.5 for a row in 万人次.

    Amounts of money, and a bare 万 that mostly stands for them, are logged in the unit of their row.
    """
    scale, counted = split_scale(normal_unit(unit))
    return value if scale == 1 or not counted or money_factor(unit) is not None else value / scale


def unit_of_ledger(row: ScoredRow) -> str:
    """The unit in which 台账完成值 of a row stands."""
    return row.target.unit if row.list_position is not None else row.indicator.unit or row.target.unit


def counted_in(unit: str, counted: Decimal, own_unit: str, declared: Decimal | None = None) -> Decimal:
    """A sum of the ledger in another unit, that of 实际完成值 or of 年度指标值.

    Money may be logged in 元 as well as in the unit of its row: the reading that a declared figure bears out is taken.
    """
    ours, theirs = money_factor(unit), money_factor(own_unit)
    if ours is not None and theirs is not None:
        return counted / ours if declared == counted / ours else counted * theirs / ours
    (left, name), (right, other) = (split_scale(normal_unit(each)) for each in (unit, own_unit))
    return counted * right / left if name and other else counted


def sum_of(groups: Sequence[LedgerGroup], unit: str) -> Answer | None:
    """数量; where it is blank throughout, hours for a row in 小时 and 服务人次 for a row in 人次."""
    if not groups:
        return None
    if any(group.has_counts for group in groups):
        return Answer(in_unit(sum((group.count for group in groups), Decimal(0)), unit))
    head = split_scale(normal_unit(unit).partition("/")[0])[1]
    if head == "h":
        return Answer(in_unit(sum((group.direct_hours + group.indirect_hours for group in groups), Decimal(0)), unit))
    return Answer(in_unit(sum((group.persons for group in groups), Decimal(0)), unit)) if head == "人次" else None
