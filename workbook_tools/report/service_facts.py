"""Facts about assessments, tranches, effects and the service ledger."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_tools.model import Evaluation, Submission
from workbook_tools.report.ledger_facts import LedgerFacts, PaceFacts, ledger_facts, pace_facts
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
class ServiceFacts:
    assessments: tuple[AssessmentFact, ...]
    assessors: tuple[AssessorFact, ...]  # of all periods
    tranches: tuple[TrancheFact, ...]
    payments: PaymentFacts | None
    effects: tuple[tuple[str, str, str, str], ...]  # 层面, 对象/范畴, 服务提供, 服务成效
    ledger: LedgerFacts | None
    pace: PaceFacts | None


def service_facts(submission: Submission, evaluation: Evaluation) -> ServiceFacts:
    assessments = assessment_facts(submission, evaluation)
    return ServiceFacts(
        assessments=assessments,
        assessors=tuple(assessor for assessment in assessments for assessor in assessment.assessors),
        tranches=tuple(map(tranche_fact, evaluation.tranches)),
        payments=payment_facts(evaluation),
        effects=tuple((x.level, x.subject, x.service, x.effect) for x in submission.effects),
        ledger=ledger_facts(evaluation),
        pace=pace_facts(evaluation.pace),
    )
