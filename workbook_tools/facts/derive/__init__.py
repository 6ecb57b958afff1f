"""Every figure of a workbook's results as facts. Pure: no file, no clock."""

from __future__ import annotations

from collections.abc import Sequence

from workbook_tools.basis.decimals import own_arithmetic
from workbook_tools.facts.derive.indicators import indicator_facts, level_facts, missing_facts
from workbook_tools.facts.derive.ledger import ledger_facts
from workbook_tools.facts.derive.line import Lines
from workbook_tools.facts.derive.money import assessment_facts, cost_facts, share_facts, tranche_facts
from workbook_tools.facts.derive.station import finding_facts, ruling_facts, station_facts
from workbook_tools.facts.fact import Fact, Workbook
from workbook_tools.facts.names import Aliases, street_of
from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.model.lists import RosterResults
from workbook_tools.model.ruling import RulingResult

_NO_LISTS = RosterResults()


@own_arithmetic()
def facts_of(
    submission: Submission,
    evaluation: Evaluation,
    findings: Sequence[Finding],
    *,
    digest: str,
    aliases: Aliases,
    unnamed: str = "",
    rulings: Sequence[RulingResult] = (),
) -> tuple[Fact, ...]:
    """The facts of one workbook, the whole first, then in the order of 评价结果.

    `digest` is the SHA-256 of its content; `unnamed` is what a station is called whose workbook does not say it;
    `rulings` are the office's own scores. What is unknown of an indicator or a total is a fact without a value; what a
    workbook does not have is none.
    """
    about = submission.information
    lines = Lines(Workbook(about.station or unnamed, street_of(about), _year(about.year), digest), aliases)
    station_facts(lines, submission, evaluation)
    for each in rulings:
        if not each.name:
            ruling_facts(lines, each)
    finding_facts(lines, findings)
    for each in rulings:
        if each.name:
            ruling_facts(lines, each)
    level_facts(lines, evaluation)
    missing_facts(lines, evaluation)
    indicator_facts(lines, evaluation)
    cost_facts(lines, evaluation)
    share_facts(lines, submission, evaluation)
    assessment_facts(lines, submission, evaluation)
    tranche_facts(lines, evaluation)
    ledger_facts(lines, submission, evaluation)
    if evaluation.rosters != _NO_LISTS:
        from workbook_tools.facts.derive.rosters import roster_facts

        roster_facts(lines, submission, evaluation)
    if evaluation.years:
        from workbook_tools.facts.derive.years import year_facts

        year_facts(lines, evaluation)
    if evaluation.lift is not None or evaluation.pace is not None:
        from workbook_tools.facts.derive.advice import lift_facts, pace_facts

        lift_facts(lines, evaluation)
        pace_facts(lines, evaluation)
    return tuple(lines.facts)


def _year(text: str) -> str:
    """2022 from 2022年度; a text that says something else as it is."""
    return text.strip().removesuffix(".0").removesuffix("度").removesuffix("年")


__all__ = ["facts_of"]
