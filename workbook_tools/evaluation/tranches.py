"""资金拨付: what is due, by which day, and whether its condition holds.

Source: the station contract — 55 % within 30 working days of taking effect, 40 % and 5 % within 30 working days of the
application once the assessment is 合格 or better, after rectification within 15. The day itself is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from workbook_tools.catalogue import finding
from workbook_tools.evaluation.assessors import FINAL
from workbook_tools.evaluation.figures import shown
from workbook_tools.evaluation.scheme import Scheme, TrancheRule, plain
from workbook_tools.model import AssessmentResult, Finding, Submission, Tranche, TrancheResult


class UnknownCalendar(Exception):
    """The official calendar of a year is not known."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


class _Condition(NamedTuple):
    holds: bool | None  # None: not known yet
    words: str


def evaluate_tranches(
    submission: Submission, scheme: Scheme, assessments: Sequence[AssessmentResult], as_of: date | None
) -> tuple[tuple[TrancheResult, ...], tuple[Finding, ...]]:
    """One result a row. `as_of` is the day on which a term counts as missed."""
    findings: list[Finding] = []
    by_period = {each.period: each for each in assessments}
    results = tuple(_result(each, submission, scheme, by_period, as_of, findings) for each in submission.tranches)
    return results, tuple(findings)


@lru_cache(maxsize=4096)
def working_days_after(start: date, count: int) -> date:
    """The last day of a term of `count` working days, the day itself not counted; make-up Saturdays are working days.

    Raises `UnknownCalendar` for years whose holidays have not been announced.
    """
    from chinese_calendar import is_workday

    day = start
    while count:
        try:
            day += timedelta(days=1)
            count -= is_workday(day)
        except (NotImplementedError, OverflowError) as error:
            raise UnknownCalendar(day.year) from error
    return day


def _result(
    tranche: Tranche,
    submission: Submission,
    scheme: Scheme,
    assessments: dict[str, AssessmentResult],
    as_of: date | None,
    findings: list[Finding],
) -> TrancheResult:
    funds = submission.information.annual_funds
    due = None if tranche.share is None or funds is None else tranche.share * funds
    rule = scheme.tranche(tranche.condition) if plain(tranche.condition) else None
    if rule is None:
        figures = {"name": tranche.name, "conditions": "、".join(each.condition for each in scheme.tranches)}
        findings.append(
            finding(
                "A005", tranche.table.sheet, tranche.at("condition"), condition=tranche.condition or "空", **figures
            )
        )
        return TrancheResult(tranche, due, None, "拨付条件看不懂，无法判定")
    condition = _condition(rule, submission, scheme, assessments)
    latest, term = _term(tranche, rule, submission, findings)
    return TrancheResult(tranche, due, latest, _state(tranche, due, condition, latest, term, as_of))


def _condition(
    rule: TrancheRule, submission: Submission, scheme: Scheme, assessments: dict[str, AssessmentResult]
) -> _Condition:
    """From the computed grade, else the stated one; finance blocks whatever the grade."""
    about = submission.information
    if rule.counted_from == "effective":
        return _Condition(True, "合同已生效") if about.contract_effective else _Condition(None, "未填合同生效日期")
    periods = [rule.period] if rule.period else list(assessments)
    results = [assessments[period] for period in periods if period in assessments]
    if not results:
        return _Condition(None, f"没有{rule.period or ''}评估等级")
    result = results[-1]
    grade, kind = (result.grade, "") if result.grade else (plain(result.stated_grade), "（填报等级）")
    if not grade:
        return _Condition(None, f"没有{result.period}评估等级")
    if result.finance == "不合格":
        return _Condition(False, f"{result.period}财务评估不合格")
    words = f"{result.period}评估{grade}{kind}"
    if "整改" in grade:
        return _Condition(None, f"{words}，整改合格后再拨付")
    passes = _passes(grade, scheme)
    if passes and result.period == FINAL and not result.finance:
        return _Condition(True, f"{words}，另须财务评估合格（未填结论）")
    return _Condition(passes, words if passes is not None else f"{words}，不是评估等级")


def _passes(grade: str, scheme: Scheme) -> bool | None:
    if any(grade == plain(name) for name in scheme.station_passes):
        return True
    return False if any(grade == plain(cut.name) for cut in scheme.station_grades) else None


def _term(
    tranche: Tranche, rule: TrancheRule, submission: Submission, findings: list[Finding]
) -> tuple[date | None, str]:
    """The last day, or why there is none."""
    effective = rule.counted_from == "effective"
    start = submission.information.contract_effective if effective else tranche.applied_on
    if start is None:
        return None, "" if effective else "未填申请日期，拨付期限未起算"
    try:
        return working_days_after(start, rule.working_days), ""
    except UnknownCalendar as unknown:
        findings.append(
            finding(
                "A006",
                tranche.table.sheet,
                tranche.at("latest"),
                name=tranche.name,
                start=start.isoformat(),
                days=rule.working_days,
                year=unknown.year,
            )
        )
        return None, f"不掌握{unknown.year}年的放假安排，最迟拨付日请人工推算"


def _state(
    tranche: Tranche, due: Decimal | None, condition: _Condition, latest: date | None, term: str, as_of: date | None
) -> str:
    """拨付结论 in words: what was paid, whether the condition holds, whether the term has run out."""
    parts = [condition.words]
    paid = tranche.paid or Decimal(0)
    if due is not None and paid >= due > 0:
        head = "已拨付" if paid == due else f"已拨付，超出应拨 {shown(paid - due)} 万元"
    elif condition.holds is None:
        head = "待整改" if "整改" in condition.words else "暂不能判定"
    elif not condition.holds:
        head = "不予拨付" if "财务" in condition.words else "不予拨付，合同终止"
    else:
        head = "应予拨付"
        if tranche.paid is None:
            parts.append("未填已拨金额")
        elif due is not None:
            late = latest is not None and as_of is not None and as_of > latest
            head = f"{'逾期未拨足' if late else head}，已拨 {shown(paid)} 万元，还差 {shown(due - paid)} 万元"
    if head.startswith(("应予", "逾期")) and term:
        parts.append(term)
    return f"{head}：{'；'.join(parts)}"
