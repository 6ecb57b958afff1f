"""Checks: everything that a careful reviewer finds in a workbook, as findings. Pure: no file, no clock, no Excel."""

from __future__ import annotations

from decimal import Context, localcontext
from typing import TYPE_CHECKING

from workbook_tools.checks import (
    assessments,
    claims,
    contract,
    cost_claims,
    events,
    forms,
    goals_in_words,
    ledger,
    list_claims,
    lists,
    met_in_words,
    money,
    narrative,
    pace,
    payments,
    points,
    rows,
    scores,
    slips,
    terms,
)
from workbook_tools.checks.arrange import arranged, joined, without_repeats
from workbook_tools.checks.facts import gather
from workbook_tools.checks.narrative_facts import prose_of
from workbook_tools.checks.passages import passages_of
from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.model.lists import Rosters

if TYPE_CHECKING:
    from workbook_tools.evaluation.scheme import Scheme

_CHECKS = (
    *points.CHECKS,
    *money.CHECKS,
    *forms.CHECKS,
    *rows.CHECKS,
    *scores.CHECKS,
    *lists.CHECKS,
    *assessments.CHECKS,
    *payments.CHECKS,
    *contract.CHECKS,
    *ledger.CHECKS,
    *pace.CHECKS,
)
_PROSE_CHECKS = (
    *narrative.CHECKS,
    *met_in_words.CHECKS,
    *goals_in_words.CHECKS,
    *claims.CHECKS,
    *cost_claims.CHECKS,
    *list_claims.CHECKS,
    *events.CHECKS,
    *terms.CHECKS,
    *slips.CHECKS,
)


def check_all(submission: Submission, evaluation: Evaluation, scheme: Scheme) -> tuple[Finding, ...]:
    """Every finding, those of reading and scoring among them: once for each cause, E before W before I, then by place.

    Figures that no workbook means (1e308 万元) overflow quietly: a check says less then, it never fails.
    """
    with localcontext(Context(prec=28, traps=[])):
        found = raised(submission, evaluation, scheme)
    return arranged(submission, joined(without_repeats(found)))


def raised(submission: Submission, evaluation: Evaluation, scheme: Scheme) -> list[Finding]:
    """What reading, scoring and each check say for themselves: one cause may be told by several of them."""
    facts = gather(submission, evaluation, scheme)
    prose = prose_of(facts, passages_of(submission))
    found = [*facts.known]
    found += (finding for check in _CHECKS for finding in check(facts))
    if submission.rosters != Rosters() or any(row.proof for row in evaluation.rows):
        from workbook_tools.checks import rosters

        found += (finding for check in rosters.CHECKS for finding in check(facts))
    if evaluation.years:
        from workbook_tools.checks import years

        found += (finding for check in years.CHECKS for finding in check(facts))
    found += (finding for check in _PROSE_CHECKS for finding in check(facts, prose))
    return found
