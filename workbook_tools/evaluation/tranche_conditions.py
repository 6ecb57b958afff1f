"""拨付条件: whether what a tranche waits for has come about on the day of judgement, and what it follows from.

Source: the station contract — the first tranche follows the contract taking effect, the later ones an assessment of
合格 or better (末期 with finance), 可整改 its rectification; 不合格 ends the contract, what follows it is not paid.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal, NamedTuple

from workbook_tools.basis.figures import as_score
from workbook_tools.evaluation.periods import FINAL, KINDS, MIDTERM, is_again, kind_of, order, period_of
from workbook_tools.evaluation.scheme import Scheme, TrancheRule, bare_text
from workbook_tools.evaluation.station_verdicts import (
    StationVerdict,
    is_fiscal_only,
    may_be_a_grade,
    station_verdict,
)
from workbook_tools.model import AssessmentResult, Information, Tranche

# causes that findings of payments are told apart by
FISCAL_GRADE = "a grade of the fiscal scale"
UNKNOWN_GRADE = "a grade that only the rules of a place could judge"
STILL_TO_COME = "after the day of judgement"


class Condition(NamedTuple):
    """`status` on the day of judgement; `why` in a few words, and the days (ISO) and causes that they are `about`.

    `rectified`: it holds after rectification.
    """

    status: Literal["holds", "waits", "blocked"]
    why: str
    rectified: bool = False
    about: tuple[str, ...] = ()


class Judgement(NamedTuple):
    """What the conditions are judged by."""

    about: Information
    scheme: Scheme
    assessments: Sequence[AssessmentResult]  # in the order in which they were held
    as_of: date | None

    def is_past(self, day: date | None) -> bool:
        """A day that is not known does not stand in the way."""
        return day is None or self.as_of is None or day <= self.as_of


def condition_of(tranche: Tranche, rule: TrancheRule, facts: Judgement) -> Condition:
    """By the computed grade, else the stated one; finance blocks whatever the grade."""
    if rule.counted_from == "effective":
        return _of_the_contract(facts)
    if not rule.period and not after_rectification(tranche, rule):
        return Condition("holds", "不等评估结果")
    wanted = _wanted(tranche, rule, facts)
    label = _label(tranche, rule)
    failed = _failed_before(label, wanted, facts)
    if failed is not None:
        return Condition("blocked", f"{failed.period}评估不合格，合同终止")
    if not wanted:
        return Condition("waits", f"没有{label}评估等级")
    past = [each for each in wanted if facts.is_past(each.assessed_on)]
    if not past:
        return _still_to_come(f"{wanted[0].period}评估", wanted[0].assessed_on, facts)
    earlier = [station_verdict(_grade(each, facts.scheme)[0], facts.scheme) for each in past[:-1]]
    return _of_an_assessment(past[-1], "rectify" in earlier, facts)


def after_rectification(tranche: Tranche, rule: TrancheRule) -> bool:
    """整改合格: a row that stands in the place of the tranche whose assessment asked for rectification."""
    return rule.after_rectification or "整改" in rule.condition or "整改" in tranche.condition


def verdict_of(result: AssessmentResult, scheme: Scheme) -> StationVerdict:
    return station_verdict(_grade(result, scheme)[0], scheme)


def _of_the_contract(facts: Judgement) -> Condition:
    effective = facts.about.contract_effective
    if effective is None:
        return Condition("waits", "未填合同生效日期")
    if not facts.is_past(effective):
        return _still_to_come("合同生效", effective, facts)
    return Condition("holds", f"合同已于{effective.isoformat()}生效", about=(effective.isoformat(),))


def _of_an_assessment(result: AssessmentResult, after_rectification: bool, facts: Judgement) -> Condition:
    grade, source = _grade(result, facts.scheme)
    verdict = station_verdict(grade, facts.scheme)
    blocking = result.finance == "不合格" and facts.scheme.is_gate(result.kind)
    if blocking and facts.is_past(result.finance_on):
        return Condition("blocked", f"{result.period}财务评估不合格，一票否决")
    if not grade and result.score is not None:
        asked = "评分方案没有站点评估的分数线，请填写结论或基本信息里的评估等级"
        told = f"{result.period}评估{as_score(result.score)}分，{asked}"
        return Condition("waits", told)
    if not grade:
        return Condition("waits", f"没有{result.period}评估等级")
    words = f"{result.period}评估{grade}{source}"
    if verdict == "fails":
        return Condition("blocked", f"{words}，合同终止")
    if verdict == "rectify":
        return Condition("waits", f"{words}，整改合格后再拨付")
    if not verdict:
        told = f"{result.period}评估等级“{grade}”"
        if is_fiscal_only(grade, facts.scheme):
            return Condition("waits", f"{told}是财政自评的等级，不是站点评估的等级", about=(FISCAL_GRADE,))
        if not facts.scheme.names_a_place and may_be_a_grade(grade):
            return Condition("waits", f"{told}算不算合格，要看本地的规定", about=(UNKNOWN_GRADE,))
        return Condition("waits", f"{told}不是站点评估的等级")
    note = _of_finance(result, facts)
    if note.status != "holds":
        return note
    rectified = verdict == "rectified" or after_rectification or is_again(result.period)
    return Condition("holds", f"{words}{note.why}", rectified)


def _of_finance(result: AssessmentResult, facts: Judgement) -> Condition:
    """The final assessment is professional and finance; a grade that was published speaks for both."""
    if not facts.scheme.is_gate(result.kind) or (result.finance_row is None and not facts.scheme.names_a_place):
        return Condition("holds", "")
    if result.finance:
        if facts.is_past(result.finance_on):
            return Condition("holds", f"、财务评估{result.finance}")
        return _still_to_come(f"{result.period}财务评估", result.finance_on, facts)
    if result.stated_grade and result.finance_row is None:
        return Condition("holds", "，财务评估结论未填，以填报等级为准")
    return Condition("waits", f"{result.period}财务评估没有结论")


def _grade(result: AssessmentResult, scheme: Scheme) -> tuple[str, str]:
    """The grade to go by, and where it comes from. What is said of rectification outweighs the score."""
    stated = bare_text(result.stated_grade)
    if result.grade and station_verdict(stated, scheme) not in ("rectify", "rectified"):
        return result.grade, f"（{as_score(result.score)}分）" if result.score is not None else ""
    return stated, "（填报等级）"


def _wanted(tranche: Tranche, rule: TrancheRule, facts: Judgement) -> list[AssessmentResult]:
    """The periods that the condition speaks of: one by its name, with the second looks at it, else all of the kind
    that its text or rule names."""
    text = bare_text(tranche.condition)
    named = [each for each in facts.assessments if each.period not in KINDS and each.period in text]
    if named:
        own = {each.period for each in named}
        return [each for each in facts.assessments if _looked_at(each.period, own) in own]
    label = _label(tranche, rule)
    if not label:
        return _rectified_last(facts)
    some = [each for each in facts.assessments if label in (each.kind, each.period)]
    number = order(text)[2]
    return [each for each in some if not number or (order(each.period)[2] or 1) == number]


def _rectified_last(facts: Judgement) -> list[AssessmentResult]:
    """整改合格 with no word of which: the assessment that asked for rectification, else the last."""
    asked = [
        each
        for each in facts.assessments
        if verdict_of(each, facts.scheme) in ("rectify", "rectified") or is_again(each.period)
    ]
    kind = (asked or list(facts.assessments))[-1].kind if facts.assessments else ""
    return [each for each in facts.assessments if each.kind == kind]


def _label(tranche: Tranche, rule: TrancheRule) -> str:
    if rule.period:
        return period_of(rule.period)
    kinds = [kind for kind in KINDS if kind in tranche.condition]
    return kinds[-1] if kinds else kind_of(tranche.condition)


def _failed_before(label: str, wanted: Sequence[AssessmentResult], facts: Judgement) -> AssessmentResult | None:
    """An assessment before those that ended the contract: known by the day, and not made good by a second look."""
    own = {id(each) for each in wanted}
    before: list[AssessmentResult] = []
    for each in facts.assessments:
        if id(each) in own:
            break
        before.append(each)
    else:
        before = [each for each in facts.assessments if each.kind == MIDTERM] if kind_of(label) == FINAL else []
    last: dict[str, AssessmentResult] = {}
    for each in before:
        if facts.is_past(each.assessed_on) and verdict_of(each, facts.scheme):
            last[_looked_at(each.period, last) or each.kind] = each
    return next((each for each in last.values() if verdict_of(each, facts.scheme) == "fails"), None)


def _looked_at(period: str, others: Collection[str]) -> str:
    """The period itself, or the one of the others that it looks at once more: 第一次中期 for 第一次中期复评."""
    if period in others or not is_again(period):
        return period
    return max((other for other in others if other in period), key=len, default="")


def _still_to_come(what: str, day: date | None, facts: Judgement) -> Condition:
    assert day is not None
    assert facts.as_of is not None
    when, judged = day.isoformat(), facts.as_of.isoformat()
    about = (when, judged, STILL_TO_COME)
    return Condition("waits", f"{what}在{when}，到{judged}还没有发生", about=about)
