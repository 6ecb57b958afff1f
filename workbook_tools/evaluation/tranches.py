"""资金拨付: what is due, by which day, and how each tranche stands on the day of judgement.

Source: the station contract — 55 % within 30 working days of taking effect, 40 % and 5 % within 30 working days of the
application once the assessment is 合格 or better, after rectification within 15. The day itself is not counted.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.states import OWED, TrancheState
from workbook_tools.catalogue import finding
from workbook_tools.evaluation.figures import ONE, ZERO
from workbook_tools.evaluation.scheme import Scheme, TrancheRule, bare_text
from workbook_tools.evaluation.tranche_conditions import (
    UNKNOWN_GRADE,
    Condition,
    Judgement,
    after_rectification,
    condition_of,
)
from workbook_tools.evaluation.working_days import UnknownCalendar, working_days_after
from workbook_tools.model import AssessmentResult, Finding, Payments, Submission, Tranche, TrancheResult

_DUE = OWED | {TrancheState.PAID}


class _Term(NamedTuple):
    """Counted from `start`; `last` is None while that is unknown, and `why` says so."""

    start: date | None
    last: date | None
    why: str = ""


class _Row(NamedTuple):
    tranche: Tranche
    rule: TrancheRule | None
    condition: Condition
    rectification: bool


def evaluate_tranches(
    submission: Submission, scheme: Scheme, assessments: Sequence[AssessmentResult], as_of: date | None
) -> tuple[tuple[TrancheResult, ...], tuple[Finding, ...]]:
    """One result a row, as it stands on the day `as_of`."""
    findings: list[Finding] = []
    facts = Judgement(submission.information, scheme, assessments, as_of)
    rows = [_row(each, facts, findings) for each in submission.tranches]
    whole = sum((row.tranche.share or ZERO for row in rows if not row.rectification), ZERO) >= ONE
    results = tuple(_result(row, _replaced(row, rows, scheme), whole, facts, findings) for row in rows)
    return results, tuple(findings)


def payments_of(tranches: Sequence[TrancheResult], as_of: date | None) -> Payments | None:
    """The sums of all tranches, each None while a part of it is unknown; None without a tranche."""
    if not tranches:
        return None
    paid = [each.paid for each in tranches if each.paid is not None]
    return Payments(
        as_of=as_of,
        due=_sum(each.due for each in tranches if each.counted),
        due_to_date=_sum(each.due_to_date for each in tranches),
        paid=sum(paid, ZERO) if paid else None,
        outstanding=_sum(each.outstanding for each in tranches),
        overdue=_sum(each.outstanding for each in tranches if each.state == TrancheState.OVERDUE),
        unrecorded=len(tranches) - len(paid),
    )


def _row(tranche: Tranche, facts: Judgement, findings: list[Finding]) -> _Row:
    scheme = facts.scheme
    rule = scheme.tranche(tranche.condition)
    if rule is not None:
        return _Row(tranche, rule, condition_of(tranche, rule, facts), after_rectification(tranche, rule))
    place = tranche.table.sheet, tranche.at("condition")
    known = "、".join(each.condition for each in scheme.tranches)
    if not tranche.condition:
        findings.append(finding("A062", *place, name=tranche.name, conditions=known))
        return _Row(tranche, None, Condition("waits", "没有填写拨付条件，无法判定"), rectification=False)
    findings.append(finding("A005", *place, condition=tranche.condition, name=tranche.name, conditions=known))
    return _Row(tranche, None, Condition("waits", "拨付条件看不懂，无法判定"), rectification=False)


def _replaced(row: _Row, rows: Sequence[_Row], scheme: Scheme) -> str:
    """Why another row is paid in the place of this one; "" where none is.

    After rectification the row 整改合格 is paid, and not the one that waits for the assessment; else the reverse.
    """
    if row.rule is None or row.rule.counted_from == "effective" or row.condition.status != "holds":
        return ""
    if row.rectification:
        others = [other for other in rows if not other.rectification and _same_assessment(other, row, scheme)]
        return "评估已合格，不涉及整改，按原来的一期拨付" if others and not row.condition.rectified else ""
    others = [other for other in rows if other.rectification and _same_assessment(row, other, scheme)]
    return f"整改后合格，由“{others[0].tranche.name}”拨付" if others and row.condition.rectified else ""


def _same_assessment(row: _Row, rectification: _Row, scheme: Scheme) -> bool:
    """A row 整改合格 that does not say which assessment stands for those whose condition is worded the same."""
    if row.rule is None:
        return False
    text = bare_text(rectification.tranche.condition)
    periods = {rule.period for rule in scheme.tranches if rule.period and rule.period in text}
    return row.rule.period in periods if periods else row.condition.why == rectification.condition.why


def _result(row: _Row, replaced: str, whole: bool, facts: Judgement, findings: list[Finding]) -> TrancheResult:
    """`whole`: the rows before rectification make 100 %, so that one after it counts only where it is paid."""
    tranche, condition = row.tranche, row.condition
    due = _due(tranche, facts.about.annual_funds, findings)
    term = _term(row, facts.scheme, facts, findings)
    paid = max(tranche.paid or ZERO, ZERO)
    blocked = condition.status == "blocked"
    state = _state(row, due, term, replaced, facts)
    counts = state in _DUE and not blocked and not replaced and condition.status == "holds"
    due_to_date = due if counts else ZERO
    outstanding = None if due_to_date is None else max(due_to_date - paid, ZERO)
    result = TrancheResult(
        tranche=tranche,
        due=due,
        latest=term.last,
        state=state,
        reason="",
        condition=replaced or condition.why,
        about=() if replaced else condition.about,
        holds=condition.status == "holds" and not replaced,
        due_to_date=due_to_date,
        outstanding=outstanding,
        blocked=blocked,
        counted=not replaced and not (row.rectification and whole and condition.status != "holds"),
    )
    return result._replace(reason=_reason(result, condition, term, replaced, facts))


def _due(tranche: Tranche, funds: Decimal | None, findings: list[Finding]) -> Decimal | None:
    if tranche.share is not None and not ZERO <= tranche.share <= ONE:
        findings.append(
            finding(
                "A009",
                tranche.table.sheet,
                tranche.at("share"),
                name=tranche.name,
                share=f"{as_count(tranche.share * 100)}%",
            )
        )
        return None
    if tranche.share is None and funds is not None:
        findings.append(finding("A010", tranche.table.sheet, tranche.at("share"), name=tranche.name))
    return None if tranche.share is None or funds is None else tranche.share * funds


def _term(row: _Row, scheme: Scheme, facts: Judgement, findings: list[Finding]) -> _Term:
    """Its first and its last day. After rectification the days are those of 整改合格, whichever row is paid."""
    tranche, rule = row.tranche, row.rule
    if rule is None:
        return _Term(None, None)
    effective = rule.counted_from == "effective"
    start = facts.about.contract_effective if effective else tranche.applied_on
    if start is None:
        return _Term(None, None)
    days = rule.working_days
    if row.condition.rectified and not row.rectification and not effective:
        days = next((each.working_days for each in scheme.tranches if "整改" in each.condition), days)
    if days is None:
        return _Term(start, None, "没有选用地方的评分方案，最迟拨付日请按合同推算")
    try:
        return _Term(start, working_days_after(start, days))
    except UnknownCalendar as unknown:
        figures: dict[str, object] = {"name": tranche.name, "start": start, "days": days, "year": unknown.year}
        findings.append(finding("A006", tranche.table.sheet, tranche.at("latest"), **figures))
        return _Term(start, None, f"不掌握{unknown.year}年的放假安排，最迟拨付日请人工推算")


def _state(row: _Row, due: Decimal | None, term: _Term, replaced: str, facts: Judgement) -> TrancheState:
    """已付 is a fact, whatever was right; else what stands in the way decides, then the application, then the term."""
    if due is not None and due > 0 and (row.tranche.paid or ZERO) >= due:
        return TrancheState.PAID
    if row.condition.status == "blocked":
        return TrancheState.REFUSED
    if row.condition.status == "waits" or replaced or row.rule is None:
        return TrancheState.NOT_TRIGGERED
    if row.rule.counted_from == "application" and (term.start is None or not facts.is_past(term.start)):
        return TrancheState.CLAIMABLE
    if due is not None and due <= 0:
        return TrancheState.PAID
    late = term.last is not None and facts.as_of is not None and facts.as_of > term.last
    return TrancheState.OVERDUE if late else TrancheState.DUE


def _reason(result: TrancheResult, condition: Condition, term: _Term, replaced: str, facts: Judgement) -> str:
    """One sentence: the condition, the term, the money."""
    parts = [result.condition]
    match result.state:
        case TrancheState.CLAIMABLE:
            applied = "还没有申请日期" if term.start is None else f"申请日期{term.start.isoformat()}在判断日以后"
            parts.append(f"可以申请拨付，{applied}")
        case TrancheState.DUE | TrancheState.OVERDUE:
            parts += _of_the_term(result, term, facts)
        case TrancheState.PAID if result.blocked:
            parts.append("本期不应拨付，请核对")
        case TrancheState.PAID if (condition.status == "waits" and UNKNOWN_GRADE not in condition.about) or replaced:
            parts.append("拨付在先，请核对")
        case TrancheState.REFUSED:
            parts.append("本期不拨付")
        case _:
            pass
    return "，".join(_without_end(part) for part in parts if part) + "；" + _of_the_money(result) + "。"


def _of_the_term(result: TrancheResult, term: _Term, facts: Judgement) -> Iterable[str]:
    if result.latest is None:
        yield term.why
        return
    yield f"最迟{result.latest.isoformat()}拨付"
    if result.state == TrancheState.OVERDUE and facts.as_of is not None:
        yield f"到{facts.as_of.isoformat()}已超过{(facts.as_of - result.latest).days}天"
    elif facts.as_of is None:
        yield "没有判断日，无法判断是否逾期"


def _of_the_money(result: TrancheResult) -> str:
    due, paid = result.due, result.paid
    owed = "应拨金额未知" if due is None else f"应拨{as_count(due)}万元"
    if due is not None and due <= 0:
        return f"{owed}，不需要拨付"
    if paid is None:
        return f"{owed}，未填已拨金额" + ("，按未拨付计" if result.state in OWED else "")
    said = f"{owed}，已拨{as_count(paid)}万元"
    if due is not None and paid > due:
        return f"{said}，超出{as_count(paid - due)}万元"
    if result.state in OWED and result.outstanding is not None:
        return f"{said}，还差{as_count(result.outstanding)}万元"
    return said


def _without_end(text: str) -> str:
    return text.rstrip("。；，")


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    return None if any(each is None for each in known) else sum((each for each in known if each is not None), ZERO)
