"""Facts about assessments, tranches, effects and the service ledger."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_tools.model import Evaluation, LedgerGroup, LedgerStatistics, Submission
from workbook_tools.report import formats
from workbook_tools.report.payment_facts import (
    AssessmentFact,
    AssessorFact,
    PaymentFacts,
    TrancheFact,
    assessment_facts,
    payment_facts,
    tranche_fact,
)


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
    payments: PaymentFacts | None
    effects: tuple[tuple[str, str, str, str], ...]  # 层面, 对象/范畴, 服务提供, 服务成效
    ledger: LedgerFacts | None


def service_facts(submission: Submission, evaluation: Evaluation) -> ServiceFacts:
    assessments = assessment_facts(submission, evaluation)
    return ServiceFacts(
        assessments=assessments,
        assessors=tuple(assessor for assessment in assessments for assessor in assessment.assessors),
        tranches=tuple(map(tranche_fact, evaluation.tranches)),
        payments=payment_facts(evaluation),
        effects=tuple((x.level, x.subject, x.service, x.effect) for x in submission.effects),
        ledger=_ledger(evaluation.ledger),
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
