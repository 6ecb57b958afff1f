"""Facts about assessments, tranches, effects and the service ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.model import (
    Assessment,
    AssessmentResult,
    Evaluation,
    LedgerGroup,
    LedgerStatistics,
    Submission,
    TrancheResult,
)
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TrancheFact:
    name: str
    share: str
    condition: str
    applied_on: str
    due: str
    paid: str
    latest: str
    state: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LedgerGroupFact:
    name: str
    entries: str
    count: str
    persons: str
    hours: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LedgerFacts:
    entries: str
    persons: str  # "" where the ledger counts none
    direct_hours: str
    indirect_hours: str
    hours: str
    communities: int
    workers: int
    first_month: str
    last_month: str
    busiest: str
    services: tuple[LedgerGroupFact, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ServiceFacts:
    assessments: tuple[AssessmentFact, ...]
    assessors: tuple[AssessorFact, ...]  # of all periods
    tranches: tuple[TrancheFact, ...]
    effects: tuple[tuple[str, str, str, str], ...]  # 层面, 对象/范畴, 服务提供, 服务成效
    ledger: LedgerFacts | None


def service_facts(submission: Submission, evaluation: Evaluation) -> ServiceFacts:
    assessments = tuple(_assessment(submission.assessments, result) for result in evaluation.assessments)
    return ServiceFacts(
        assessments=assessments,
        assessors=tuple(assessor for assessment in assessments for assessor in assessment.assessors),
        tranches=_tranches(evaluation.tranches),
        effects=tuple((x.level, x.subject, x.service, x.effect) for x in submission.effects),
        ledger=_ledger(evaluation.ledger),
    )


def _assessment(assessments: Sequence[Assessment], result: AssessmentResult) -> AssessmentFact:
    weighted = dict(result.weighted)
    assessors = tuple(
        AssessorFact(
            period=one.period,
            assessor=one.assessor,
            weight=formats.UNKNOWN if one.weight is None else formats.limit(one.weight),
            score=formats.score(one.score),
            weighted=formats.score(weighted.get(one.row)),
            conclusion=one.conclusion.strip(),
            assessed_on=formats.day(one.assessed_on),
        )
        for one in assessments
        if one.period == result.period
    )
    return AssessmentFact(
        period=result.period,
        score="" if result.score is None else formats.score(result.score),
        grade=result.grade,
        stated_grade=result.stated_grade,
        finance=result.finance,
        differs=bool(result.grade and result.stated_grade and result.grade != result.stated_grade),
        assessors=assessors,
        assessor_names=formats.joined(
            dict.fromkeys(
                one.assessor.strip()
                for one in assessments
                if one.period == result.period and one.row != result.finance_row
            )
        ),
    )


def _tranches(results: Sequence[TrancheResult]) -> tuple[TrancheFact, ...]:
    return tuple(
        TrancheFact(
            name=result.tranche.name,
            share=formats.UNKNOWN if result.tranche.share is None else formats.limit(result.tranche.share),
            condition=result.tranche.condition,
            applied_on=formats.day(result.tranche.applied_on) or formats.UNKNOWN,
            due=formats.amount(result.due),
            paid=formats.amount(result.tranche.paid),
            latest=formats.day(result.latest) or formats.UNKNOWN,
            state=result.state,
        )
        for result in results
    )


def _ledger(ledger: LedgerStatistics | None) -> LedgerFacts | None:
    """None without a ledger, and for one without a single entry."""
    if ledger is None or not ledger.total.entries:
        return None
    total = ledger.total
    months = sorted(group.name for group in ledger.by_month if group.name[:4].isdigit())
    busiest = max(ledger.by_month, key=lambda group: (group.entries, group.name), default=None)
    hours = total.direct_hours + total.indirect_hours
    return LedgerFacts(
        entries=formats.plain(total.entries),
        persons=formats.plain(total.persons) if total.persons else "",
        direct_hours=formats.plain(total.direct_hours),
        indirect_hours=formats.plain(total.indirect_hours),
        hours=formats.plain(hours) if hours else "",
        communities=sum(bool(group.name.strip()) for group in ledger.by_community),
        workers=sum(bool(group.name.strip()) for group in ledger.by_worker),
        first_month=_month(months[0]) if months else "",
        last_month=_month(months[-1]) if months else "",
        busiest=_month(busiest.name) if busiest and len(months) > 1 else "",
        services=tuple(map(_group, ledger.by_service)),
    )


def _group(group: LedgerGroup) -> LedgerGroupFact:
    return LedgerGroupFact(
        name=group.name.strip() or "未填写",
        entries=formats.plain(group.entries),
        count=formats.plain(group.count) if group.has_counts else formats.UNKNOWN,
        persons=formats.plain(group.persons),
        hours=formats.plain(group.direct_hours + group.indirect_hours),
    )


def _month(name: str) -> str:
    """2022-08 → 2022年8月; any other name as it is."""
    year, _, month = name.partition("-")
    return f"{year}年{int(month)}月" if year.isdigit() and month.isdigit() else name
