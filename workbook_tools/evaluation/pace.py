"""进度监测: what was done up to a day against the part of the service year that is over. Monitoring, never a score.

The assumption of every projection is that the year goes on as it has gone so far: done × days of the year ÷ days over.
The measure is the ledger, of which entries dated after the day do not count. Without a ledger it is 实际完成值, on
填表日期 only: of no other day is it known what had been done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.figures import as_count, as_rate
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.states import PaceLight
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.ledger import LedgerTotals
from workbook_tools.evaluation.ledger_names import LedgerNames, is_countable_unit
from workbook_tools.evaluation.ledger_sums import LedgerSums, unit_of_ledger
from workbook_tools.evaluation.operators import operator_of
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.units import is_rate_name, reconcile
from workbook_tools.model import PaceBasis, PaceResult, PaceRow, Quantity, ScoredRow, Submission

ASSUMPTION = "推算按服务年度剩余时间保持目前的平均进度（已完成÷已过天数×全年天数），只供监测，不影响得分"
_NO_PACE = {
    "rate": "比率不随时间累计，不作进度监测",
    "date": "期限不作进度监测",
    "grade": "定性指标不作进度监测",
    "range": "区间目标不作进度监测",
    "text": "没有可以计量的目标，不作进度监测",
    "list": "年度指标值有几项，实际完成值没有逐项填写，不作进度监测",
    "blank": "年度指标值空着，不作进度监测",
    "error": "年度指标值是错误值，不作进度监测",
}


class _Day(NamedTuple):
    """Where the day stands in the year, in whole days, so that comparisons are exact."""

    over: int
    total: int

    def projected(self, done: Decimal) -> Decimal:
        return done * self.total / self.over


def evaluate_pace(
    submission: Submission,
    scheme: Scheme,
    rows: Sequence[ScoredRow],
    ledger: LedgerTotals | None,
    names: LedgerNames,
    as_of: date | None,
) -> PaceResult | None:
    """None where there is nothing to measure by: no day, no service year that holds it, no ledger and no 填表日期."""
    about = submission.information
    start, end, day = about.service_start, about.service_end, as_of or about.prepared_on or about.service_end
    if start is None or end is None or day is None or not start <= day <= end:
        return None
    entries = submission.ledger
    dates: Sequence[date | None] = ()
    if ledger is None or entries is None or not len(entries):
        if day != about.prepared_on:
            return None
        basis: PaceBasis = "填报"
        measure: _Measure = _Declared()
    else:
        basis = "台账"
        measure = _Counted(ledger, names, day)
        dates = entries.dates
    place = _Day((day - start).days + 1, (end - start).days + 1)
    return PaceResult(
        as_of=day,
        asked=(as_of or about.prepared_on) is not None,
        basis=basis,
        start=start,
        end=end,
        days_elapsed=place.over,
        days_total=place.total,
        elapsed=Decimal(place.over) / place.total,
        rows=tuple(_row(row, scheme, measure, place) for row in rows),
        later=_later(dates, day),
        undated=dates.count(None),
    )


def _later(dates: Sequence[date | None], day: date) -> int:
    if not any(when is not None and when > day for when in set(dates)):
        return 0
    return sum(when is not None and when > day for when in dates)


class _Declared:
    """实际完成值 as it stands."""

    missing = "实际完成值空着或不是数量，不作进度监测"

    def of(self, row: ScoredRow) -> Quantity | None:
        return row.actual if row.actual.kind == "number" else None


class _Counted:
    """The ledger up to the day. A row that only later entries name has come to 0; one that none names is unknown."""

    missing = "台账里没有这一项的记录，不作进度监测"

    def __init__(self, totals: LedgerTotals, names: LedgerNames, day: date) -> None:
        self._sums = LedgerSums(names, *totals.until(day), totals.statistics.total)

    def of(self, row: ScoredRow) -> Quantity | None:
        if row.ledger_value is None:
            return None
        indicator, place = row.indicator, row.list_position
        answer = self._sums.of_row(indicator) if place is None else self._sums.of_item(indicator, place)
        return Quantity("number", number=answer.value if answer else ZERO, unit=unit_of_ledger(row))


_Measure = _Declared | _Counted


def _row(row: ScoredRow, scheme: Scheme, measure: _Measure, day: _Day) -> PaceRow:
    target = row.target.number
    why = _unmonitored(row)
    if why or target is None:
        return _without(row, why or _NO_PACE["text"])
    measured = measure.of(row)
    if measured is None:
        return _without(row, measure.missing)
    common = reconcile(row.target, measured, row.indicator.unit if row.list_position is None else "", row.item)
    done = common.actual.number
    if not common.comparable or done is None or common.actual.kind != "number":
        return _without(row, "指标值与完成数的单位不同，不能比较进度")
    ceiling = operator_of(row.indicator, row.target, row.item, scheme)[0] in AT_MOST
    return _monitored(row, target, done, ceiling, scheme, day)


def _unmonitored(row: ScoredRow) -> str:
    target = row.target
    if row.indicator.is_execution:
        return "预算执行率按资金使用计算，不作进度监测"
    if target.kind != "number" or target.number is None:
        return _NO_PACE.get(target.kind, _NO_PACE["text"])
    rate = target.unit == "%" or (not (target.unit or row.indicator.unit) and is_rate_name(row.indicator.name))
    if rate or not is_countable_unit(row.indicator.unit or target.unit):
        return "比率、人均和每月的指标不随时间累计，不作进度监测"
    return "目标为 0，没有进度可算" if target.number <= 0 else ""


def _monitored(row: ScoredRow, target: Decimal, done: Decimal, ceiling: bool, scheme: Scheme, day: _Day) -> PaceRow:
    projected = day.projected(done)
    if ceiling:
        light = _light_of_ceiling(target, done, day)
        rule = f"已用 {as_count(done)}÷上限 {as_count(target)}＝{as_rate(done / target)}"
    else:
        light = light_of(target, done, scheme, day.over, day.total)
        rule = f"已完成 {as_count(done)}÷目标 {as_count(target)}＝{as_rate(done / target)}"
    return PaceRow(
        indicator=row.indicator,
        item=row.item,
        list_position=row.list_position,
        unit=row.target.unit or row.unit,
        ceiling=ceiling,
        target=target,
        done=done,
        completion=done / target,
        projected=projected,
        projected_completion=projected / target,
        light=light,
        why=f"{rule}；年末推算 {as_count(done)}÷{day.over}天×{day.total}天＝{as_count(half_up(projected))}，"
        f"为{'上限' if ceiling else '目标'}的 {as_rate(projected / target)}",
    )


def light_of(target: Decimal, done: Decimal, scheme: Scheme, days_over: int, days_of_year: int) -> PaceLight:
    """By what the year would end with: products of whole days, so that exactly on the threshold is on it."""
    ahead = done * days_of_year
    if ahead >= scheme.pace_on_track * target * days_over:
        return PaceLight.ON_PACE
    return PaceLight.SLOW if ahead >= scheme.pace_behind * target * days_over else PaceLight.BEHIND


def _light_of_ceiling(target: Decimal, done: Decimal, day: _Day) -> PaceLight:
    if done > target:
        return PaceLight.LIMIT_PASSED
    return PaceLight.LIMIT_IN_SIGHT if done * day.total > target * day.over else PaceLight.ON_PACE


def _without(row: ScoredRow, why: str) -> PaceRow:
    target = row.target.number if row.target.kind == "number" else None
    return PaceRow(
        row.indicator, row.item, row.list_position, row.target.unit or row.unit, False,
        target, None, None, None, None, PaceLight.NONE, why,
    )  # fmt: skip
