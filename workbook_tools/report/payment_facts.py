"""Facts about the assessments of the station and the money that waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.basis.states import TrancheState
from workbook_tools.model import Assessment, AssessmentResult, AssessorScore, Evaluation, Submission, TrancheResult
from workbook_tools.report import formats


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AssessorFact:
    period: str
    assessor: str
    weight: str
    score: str
    weighted: str
    conclusion: str
    assessed_on: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AssessmentFact:
    period: str
    score: str  # "" while unknown
    grade: str
    stated_grade: str
    finance: str
    differs: bool  # the grade that was computed is not the one that was stated
    assessors: tuple[AssessorFact, ...]
    assessor_names: str
    joined: str  # whose score is that of several persons, with the figures; "" where nobody's is
    joined_by: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TrancheFact:
    name: str
    share: str
    condition: str
    applied_on: str
    due: str
    paid: str
    latest: str
    state: str  # the word
    conclusion: str  # the word and the reason
    tone: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PaymentFacts:
    as_of: str
    due: str
    due_to_date: str  # "" while unknown
    paid: str
    outstanding: str
    overdue: str  # "" where nothing is late
    unrecorded: int
    states: str  # 首期、中期已付，末期未触发
    blocked: str  # the names of those that must not be paid


def assessment_facts(submission: Submission, evaluation: Evaluation) -> tuple[AssessmentFact, ...]:
    return tuple(_assessment(submission, result) for result in evaluation.assessments)


def tranche_fact(result: TrancheResult) -> TrancheFact:
    return TrancheFact(
        name=result.tranche.name,
        share=formats.UNKNOWN if result.tranche.share is None else formats.limit(result.tranche.share),
        condition=result.tranche.condition,
        applied_on=formats.day(result.tranche.applied_on) or formats.UNKNOWN,
        due=formats.amount(result.due),
        paid=formats.amount(result.paid),
        latest=formats.day(result.latest) or formats.UNKNOWN,
        state=result.state,
        conclusion=result.conclusion.rstrip("。"),
        tone="unmet" if result.state in (TrancheState.OVERDUE, TrancheState.REFUSED) else "",
    )


def payment_facts(evaluation: Evaluation) -> PaymentFacts | None:
    payments = evaluation.payments
    if payments is None:
        return None
    by_state: dict[str, list[str]] = {}
    for result in evaluation.tranches:
        by_state.setdefault(result.state, []).append(result.tranche.name)
    return PaymentFacts(
        as_of=formats.day(payments.as_of),
        due=formats.amount(payments.due),
        due_to_date=formats.known_amount(payments.due_to_date),
        paid=formats.known_amount(payments.paid),
        outstanding=formats.known_amount(payments.outstanding),
        overdue=formats.amount(payments.overdue) if payments.overdue else "",
        unrecorded=payments.unrecorded,
        states="，".join(f"{formats.joined(names)}{state}" for state, names in by_state.items()),
        blocked=formats.joined(each.tranche.name for each in evaluation.tranches if each.blocked),
    )


def _assessment(submission: Submission, result: AssessmentResult) -> AssessmentFact:
    weighted = dict(result.weighted)
    rows = [one for one in submission.assessments if one.row in weighted]
    return AssessmentFact(
        period=result.period,
        score="" if result.score is None else formats.score(result.score),
        grade=result.grade,
        stated_grade=result.stated_grade,
        finance=result.finance,
        differs=bool(result.grade and result.stated_grade and result.grade != result.stated_grade),
        assessors=tuple(_assessor(one, weighted[one.row]) for one in rows),
        assessor_names=formats.joined(
            dict.fromkeys([each.name for each in result.assessors] or _names(rows, result.finance_row))
        ),
        joined_by=result.joined_by,
        joined=formats.joined(
            _scorers(each) for each in result.assessors if len(each.rows) > 1 and each.score is not None
        ),
    )


def _names(rows: list[Assessment], finance_row: int | None) -> list[str]:
    return [one.assessor.strip() for one in rows if one.row != finance_row]


def _assessor(one: Assessment, weighted: Decimal | None) -> AssessorFact:
    return AssessorFact(
        period=one.period,
        assessor=one.assessor,
        weight=formats.UNKNOWN if one.weight is None else formats.limit(one.weight),
        score=formats.score(one.score),
        weighted=formats.score(weighted),
        conclusion=one.conclusion.strip(),
        assessed_on=formats.day(one.assessed_on),
    )


def _scorers(each: AssessorScore) -> str:
    return f"{each.name}（{len(each.rows)}人，{formats.score(each.score)}分）"
