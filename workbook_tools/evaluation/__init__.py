"""Submission → Evaluation. Pure: no file, no clock, no Excel.

points ─► funds ─► rows ─► totals          ledger ─► rows          assessors ─► tranches
"""

from __future__ import annotations

from datetime import date

from workbook_tools.evaluation.assessors import evaluate_assessments
from workbook_tools.evaluation.funds import evaluate_funds
from workbook_tools.evaluation.gains import with_gain
from workbook_tools.evaluation.ledger import LedgerTotals
from workbook_tools.evaluation.ledger_names import LedgerNames
from workbook_tools.evaluation.ledger_sums import LedgerSums
from workbook_tools.evaluation.lifting import lift
from workbook_tools.evaluation.pace import evaluate_pace
from workbook_tools.evaluation.periods import FINAL, MIDTERM
from workbook_tools.evaluation.points import Allocation, allocate
from workbook_tools.evaluation.proofs import Proofs
from workbook_tools.evaluation.reported import is_reported
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.scheme_marks import Use, unverified_settings
from workbook_tools.evaluation.scoring import score_rows
from workbook_tools.evaluation.totals import missing_points, total_up
from workbook_tools.evaluation.tranches import evaluate_tranches, payments_of
from workbook_tools.model import AssessmentResult, Evaluation, Limits, ScoredRow, Submission
from workbook_tools.model.lists import RosterResults, Rosters

__all__ = ["evaluate"]


def evaluate(submission: Submission, scheme: Scheme, as_of: date | None = None) -> Evaluation:
    """Score a workbook by a scheme.

    `as_of` is the day that deadlines are judged on; by default 填表日期, else the end of the service year.
    Nothing raises: what cannot be judged stays None, with a finding that says what to fill in.
    """
    about = submission.information
    day = as_of or about.prepared_on or about.service_end
    allocation = allocate(submission, scheme)
    funds = evaluate_funds(submission, scheme, allocation.execution)
    totals_of_ledger = LedgerTotals(submission.ledger, submission.rosters) if submission.ledger is not None else None
    ledger = totals_of_ledger.statistics if totals_of_ledger else None
    names = LedgerNames(submission.indicators)
    sums = LedgerSums(names, ledger.total, ledger.by_indicator) if ledger else LedgerSums(names, None)
    rosters = RosterResults()
    if submission.rosters != Rosters():
        from workbook_tools.evaluation.rosters import evaluate_rosters

        rosters = evaluate_rosters(submission, scheme, names, day)
    proofs = Proofs(submission, rosters, ledger)
    scored, row_findings = score_rows(submission, scheme, allocation, funds, sums, proofs)
    rows = tuple(with_gain(row) for row in scored)
    counted = _counted(rows, submission, allocation)
    totals = total_up(counted, funds, scheme)
    assessments, assessor_findings = evaluate_assessments(submission, scheme)
    tranches, tranche_findings = evaluate_tranches(submission, scheme, assessments, day)
    pace = evaluate_pace(submission, scheme, rows, totals_of_ledger, names, as_of)
    station = _station(assessments)
    found = Evaluation(
        scheme_name=scheme.name,
        scheme_title=scheme.title,
        as_of=day,
        rows=rows,
        levels=totals.levels,
        funds=funds.result,
        assessments=assessments,
        tranches=tranches,
        payments=payments_of(tranches, day),
        ledger=ledger,
        score=totals.score,
        judged_score=totals.judged_score,
        score_low=totals.score_low,
        score_high=totals.score_high,
        judged_points=totals.judged_points,
        total_points=totals.total_points,
        grade=totals.grade,
        grade_low=totals.grade_low,
        grade_high=totals.grade_high,
        station_score=station.score if station else None,
        station_grade=station.grade if station else "",
        station_grade_stated=about.final_grade or about.midterm_grade,
        limits=Limits(scheme.over_target, scheme.execution_window, scheme.line_deviation),
        missing=missing_points(counted, funds, submission),
        findings=(*allocation.findings, *funds.findings, *row_findings, *assessor_findings, *tranche_findings),
        pace=pace,
        grade_cuts=tuple((cut.name, cut.at_least) for cut in scheme.grades),
        lift=lift(counted, funds, totals, scheme, submission),
        station_cuts=tuple((cut.name, cut.at_least) for cut in scheme.station_grades),
        scheme_source=scheme.source,
        rosters=rosters,
        scheme_unverified=unverified_settings(Use(submission, scheme, rows, assessments, pace)),
    )
    if is_reported(submission, found):
        return found
    return found._replace(grade="", grade_low="", grade_high="", reported=False)  # no total supports a grade


def _counted(rows: tuple[ScoredRow, ...], submission: Submission, allocation: Allocation) -> list[ScoredRow]:
    """Without the rows that only repeat what another one, or the execution item, counts."""
    repeated = {submission.indicators[place].row for place in allocation.execution_rows | allocation.repeats}
    return [row for row in rows if row.indicator.row not in repeated]


def _station(assessments: tuple[AssessmentResult, ...]) -> AssessmentResult | None:
    """The last final period that has a score, else the last mid-term."""
    by_kind = {each.kind: each for each in assessments if each.score is not None}
    return by_kind.get(FINAL) or by_kind.get(MIDTERM)
