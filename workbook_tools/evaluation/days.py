"""Deadlines: on time earns everything, late nothing. Months are never divided."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.month_days import day_of_each_month
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.operators import AT_LEAST, STRICT, Operator
from workbook_tools.basis.states import State
from workbook_tools.evaluation.figures import ONE, ZERO
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.evaluation.verdict import Note, Verdict, unknown
from workbook_tools.model import Moment, Quantity
from workbook_tools.model.quantity_text import format_quantity

_ON_TIME = ("按时", "按期", "如期", "及时", "准时", "提前", "按计划")
_LATE = ("逾期", "延期", "未按时", "未按期", "不及时", "未及时", "超期")
_WORKED_OUT = {"提前完成": True, "逾期完成": False}
# 2022年, 下半年, 第三季度: several months, and when in them is not said
_SOME_MONTHS = lazy_pattern(
    "(?P<second>下半年)|(?P<quarter>[一二三四1-4])季(?!度?[末底])|上半年(?![末底])"
    "|20[0-9]{2}(?:年(?!.{0,3}[半季月底末初中])|$)"
)
ALMOST_A_YEAR = 10  # months: 1月3日 for 31 December is rather three days late than a year early
_BY_MONTH, _BY_ORDER = "按同一年比较", "按服务年度的先后比较"
MISSING = "请在实际完成值里写明完成的年月日，例如“2022年11月30日”"


class Period(NamedTuple):
    """The service year, from 基本信息."""

    start: date | None
    end: date | None


def judge_day(target: Quantity, actual: Quantity, period: Period) -> Verdict:
    """A deadline against the day or month in which it was done, or against a word that says so (`按时完成`)."""
    deadline, moment = format_quantity(target), actual.moment
    if moment is not None and actual.operator == Operator.LT and not moment.day and moment.month > 1:
        actual = actual._replace(moment=moment._replace(month=moment.month - 1))  # 10月前 is in September at the latest
    if actual.kind == "date" and actual.operator in ("≥", ">") and target.operator not in ("≥", ">"):
        return unknown(f"期限为{deadline}，实际写“{actual.text}”，看不出哪一天完成", MISSING, "R021")
    if actual.kind == "grade" or actual.kind == "text":
        return _by_word(deadline, actual)
    if target.moment is None or actual.moment is None:
        return unknown(f"期限为{deadline}，实际完成值不是日期", MISSING, "R021")
    done = format_quantity(actual)
    if _is_no_day(actual.moment._replace(year=actual.moment.year or target.moment.year), period):
        return unknown(f"期限为{deadline}，实际写“{actual.text}”，当年没有这一天", MISSING, "R021")
    as_written = keeps(target.moment, actual.moment, target.operator)
    kept = keeps(*_dated(target.moment, actual.moment, period), target.operator)
    if kept is None:
        return unknown(f"期限为{deadline}，实际为{done}，比不出先后", MISSING, "R021")
    first = _first_month(actual)
    if first and not kept and keeps(*_dated(target.moment, first, period), target.operator):
        return unknown(f"期限为{deadline}，实际写“{actual.text}”，看不出是几月", MISSING, "R021")
    notes = (Note("R007"),) if kept != as_written else ()
    if notes and kept and _months_late(*_dated(target.moment, actual.moment, period)) <= -ALMOST_A_YEAR:
        return unknown(f"期限为{deadline}，实际为{done}，没有写年份，看不出是提前还是逾期", MISSING, "R021")
    if not (target.moment.year or actual.moment.year):
        in_order = _in_order(target.moment, actual.moment, period)
        if in_order is not None and keeps(*in_order, target.operator) not in (kept, None):
            nearer = abs(_months_late(*in_order)) < abs(_months_late(target.moment, actual.moment))
            kept = kept != nearer  # the other way round where that lies nearer
            notes = (Note("R005", told=(("how", _BY_ORDER if nearer else _BY_MONTH),)),)
        elif in_order is None and kept and _months_late(target.moment, actual.moment) <= -ALMOST_A_YEAR:
            return unknown(f"期限为{deadline}，实际为{done}，没有写年份，看不出是提前还是逾期", MISSING, "R021")
    if _is_before(actual.moment, period) and not _is_before(target.moment, period):
        return unknown(f"期限为{deadline}，实际为{done}，早于服务开始日期", MISSING)  # R069 tells it
    rule = f"期限为{deadline}，实际为{done}，{'按期完成' if kept else '没有按期完成'}"
    return Verdict(
        State.DONE if kept else State.NOT_DONE, ONE if kept else ZERO, rule, operator=target.operator, notes=notes
    )


def _first_month(actual: Quantity) -> Moment | None:
    """The first of several months that a text tells; None where it tells one."""
    told = _SOME_MONTHS.search(actual.text)
    if told is None or actual.moment is None or actual.moment.day or "月" in actual.text:
        return None
    month = 3 * number_of(told["quarter"]) - 2 if told["quarter"] else 7 if told["second"] else 1
    return actual.moment._replace(month=month)


def judge_day_of_each_month(target: Quantity, actual: Quantity) -> Verdict | None:
    """`每月3日报送` of 每月5日前; None where either says anything else."""
    due, done = day_of_each_month(bare_text(target.text)), day_of_each_month(bare_text(actual.text))
    if due is None or done is None or not due.at_most:
        return None
    kept = done.day <= due.day
    rule = (
        f"期限为“{bare_text(target.text)}”，实际写“{bare_text(actual.text)}”，{'按期完成' if kept else '没有按期完成'}"
    )
    return Verdict(State.DONE if kept else State.NOT_DONE, ONE if kept else ZERO, rule)


def _is_no_day(moment: Moment, period: Period) -> bool:
    """29 February, where the year that it has in the service year is no leap year."""
    if (moment.month, moment.day) != (2, 29) or period.start is None or period.end is None:
        return False
    year = _placed(moment, period.start, period.end).year
    return year is not None and monthrange(year, 2)[1] < 29


def _is_before(moment: Moment, period: Period) -> bool:
    """A month of a year before the service began."""
    if period.start is None or moment.year is None:
        return False
    return (moment.year, moment.month) < (period.start.year, period.start.month)


def keeps(target: Moment, actual: Moment, operator: Operator) -> bool | None:
    """Whether the actual keeps the deadline; None where one is too coarse to tell. A missing year is the other's."""
    if target.year and actual.year and target.year != actual.year:
        return (actual.year > target.year) if operator in AT_LEAST else actual.year < target.year
    if target.month != actual.month:
        return (actual.month > target.month) if operator in AT_LEAST else actual.month < target.month
    if target.day is None:  # the month itself is the limit: `9月前` leaves it out, `12月底前` takes it in
        return operator not in STRICT
    first, last = _days(actual)
    begins, ends = _days(target)
    if operator in AT_LEAST:
        begins += operator == Operator.GT
        return True if first >= begins else False if last < begins else None
    ends = begins - 1 if operator == Operator.LT else ends
    return True if last <= ends else False if first > ends else None


def _days(moment: Moment) -> tuple[int, int]:
    """The first and the last day of the month that the moment may be: all of it where no day is named."""
    if moment.day is None:
        year = moment.year or 2023  # any year that is not a leap year
        return 1, monthrange(year, moment.month)[1]
    last = monthrange(moment.year or 2023, moment.month)[1]
    return moment.day, min(moment.until or moment.day, last)  # 6月下旬 ends on the 30th


def _by_word(deadline: str, actual: Quantity) -> Verdict:
    word = bare_text(actual.text or actual.word)
    rule = f"期限为{deadline}，实际写“{word[:30]}”"
    if actual.kind == "grade" and actual.word in _WORKED_OUT:  # 比要求提早10天
        on_time = _WORKED_OUT[actual.word]
        said = "按期完成" if on_time else "没有按期完成"
        return Verdict(State.DONE if on_time else State.NOT_DONE, ONE if on_time else ZERO, f"{rule}，{said}")
    if any(late in word for late in _LATE):
        return Verdict(State.NOT_DONE, ZERO, f"{rule}，没有按期完成")
    if word.removeprefix("已").startswith(_ON_TIME):
        return Verdict(State.DONE, ONE, f"{rule}，按期完成")
    return unknown(f"{rule}，看不出是否按期", MISSING, "" if actual.kind == "text" and actual.codes else "R021")


def _in_order(target: Moment, actual: Moment, period: Period) -> tuple[Moment, Moment] | None:
    """Both as months of a service year that runs over New Year; None for one that does not."""
    if period.start is None or period.end is None or period.start.year == period.end.year:
        return None
    return _placed(target, period.start, period.end), _placed(actual, period.start, period.end)


def _months_late(target: Moment, actual: Moment) -> Decimal:
    """How far the actual lies behind the deadline, in months; before it: below 0."""
    at = [Decimal(12 * (each.year or 0) + each.month) + Decimal(each.day or 15) / 31 for each in (target, actual)]
    return at[1] - at[0]


def _dated(target: Moment, actual: Moment, period: Period) -> tuple[Moment, Moment]:
    """Where one side names its year, the other one's is the year that its month has in the service year."""
    if bool(target.year) == bool(actual.year) or period.start is None or period.end is None:
        return target, actual
    return _placed(target, period.start, period.end), _placed(actual, period.start, period.end)


def _placed(moment: Moment, start: date, end: date) -> Moment:
    """The month with the year that it has in the service year."""
    year = moment.year or (start.year if moment.month >= start.month else end.year)
    return Moment(moment.month, year, moment.day, moment.until)
