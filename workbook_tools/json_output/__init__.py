"""`--json`: one object per file. Amounts in 万元 as numbers, rates as fractions, what is unknown is null."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook_tools.json_output import rosters
from workbook_tools.json_output.ledger import ledger_object, pace_object
from workbook_tools.json_output.numbers import day, number
from workbook_tools.model import (
    AssessmentResult,
    Evaluation,
    Finding,
    FundsResult,
    Lift,
    LiftPath,
    Payments,
    ScoredRow,
    Submission,
    TrancheResult,
)

if TYPE_CHECKING:
    from workbook_tools.model.years import YearRow


def workbook_object(
    file: str,
    ok: bool,
    submission: Submission | None = None,
    evaluation: Evaluation | None = None,
    findings: Sequence[Finding] = (),
    written: Sequence[Path] = (),
) -> dict[str, Any]:
    """The object of one file. For one that could not be processed all but `file`, `ok` and `findings` is empty."""
    return {
        "file": file,
        "ok": ok,
        "station": submission.information.station or None if submission else None,
        "project": submission.information.project or None if submission else None,
        "year": submission.information.year or None if submission else None,
        **(_evaluation(evaluation) if evaluation else _NOTHING),
        "previous": _previous(evaluation) if evaluation and evaluation.years else None,
        "findings": [each.shown() for each in findings],
        "written": [str(path) for path in written],
    }


_NOTHING: dict[str, Any] = {
    "scheme": None,
    "score": None,
    "score_range": None,
    "judged_points": None,
    "total_points": None,
    "grade": None,
    "grade_range": None,
    "station_score": None,
    "station_grade": None,
    "station_grade_stated": None,
    "rows": [],
    "funds": None,
    "assessments": [],
    "tranches": [],
    "payments": None,
    "lift": None,
    "ledger": None,
    "pace": None,
    **rosters.NOTHING,
}


def _evaluation(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "scheme": evaluation.scheme_name,
        "score": number(evaluation.score),
        "score_range": [number(evaluation.score_low), number(evaluation.score_high)],
        "judged_points": number(evaluation.judged_points),
        "total_points": number(evaluation.total_points),
        "grade": evaluation.grade or None,
        "grade_range": [evaluation.grade_low, evaluation.grade_high],
        "station_score": number(evaluation.station_score),
        "station_grade": evaluation.station_grade or None,
        "station_grade_stated": evaluation.station_grade_stated or None,
        "rows": [row_object(row) for row in evaluation.rows],
        "funds": _funds(evaluation.funds),
        "assessments": [_assessment(result) for result in evaluation.assessments],
        "tranches": [_tranche(result) for result in evaluation.tranches],
        "payments": _payments(evaluation.payments) if evaluation.payments else None,
        "lift": _lift(evaluation.lift) if evaluation.lift else None,
        "ledger": ledger_object(evaluation.ledger) if evaluation.ledger else None,
        "pace": pace_object(evaluation.pace) if evaluation.pace else None,
        **rosters.rosters_object(evaluation.rosters),
    }


NAMES_OF_ROW = (
    "sheet", "row", "level1", "level2", "level3", "item", "target", "actual", "unit", "completion", "variance",
    "variance_rate", "points", "score", "state", "why", "ledger_value", "from_ledger",
)  # fmt: skip
FIGURES_OF_ROW = ("completion", "variance", "variance_rate", "points", "score", "ledger_value")


def row_object(row: ScoredRow) -> dict[str, Any]:
    """One scored row, under NAMES_OF_ROW."""
    indicator = row.indicator
    return {
        "sheet": indicator.table.sheet,
        "row": indicator.row,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.level3,
        "item": row.item if row.item and row.item != indicator.level3 else None,
        "target": row.target.text,
        "actual": row.actual.text,
        "unit": row.unit or None,
        "completion": number(row.completion),
        "variance": number(row.variance),
        "variance_rate": number(row.variance_rate),
        "points": number(row.points),
        "score": number(row.score),
        "state": row.state,
        "why": row.why,
        "ledger_value": number(row.ledger_value),
        "from_ledger": row.from_ledger,
    }


def _funds(funds: FundsResult) -> dict[str, Any]:
    return {
        "budget": number(funds.budget),
        "spent": number(funds.spent),
        "execution_rate": number(funds.execution_rate),
        "points": number(funds.points),
        "score": number(funds.score),
        "lines": [
            {
                "name": result.line.name,
                "execution_rate": number(result.execution_rate),
                "variance": number(result.variance),
                "share_of_spending": number(result.share_of_spending),
            }
            for result in funds.lines
        ],
        "shares": [
            {
                "rule": share.rule,
                "limit": number(share.limit),
                "on_budget": number(share.on_budget),
                "on_spending": number(share.on_spending),
                "on_funds": number(share.on_funds),
            }
            for share in funds.shares
        ],
    }


def _previous(evaluation: Evaluation) -> list[dict[str, Any]]:
    """The earlier years, the latest first; a row's changes are this year's figure less the earlier one's."""
    return [
        {
            "file": year.file,
            "year": year.year or None,
            "scheme": year.scheme_title,
            "score": number(year.score),
            "score_range": [number(year.score_low), number(year.score_high)],
            "total_points": number(year.total_points),
            "grade": year.grade or None,
            "grade_range": [year.grade_low, year.grade_high],
            "budget": number(year.budget),
            "spent": number(year.spent),
            "execution_rate": number(year.execution_rate),
            "met": year.met,
            "count": year.count,
            "lists": None if year.lists is None else rosters.year_object(year.lists),
            "rows": [_year_row(row) for row in year.rows],
        }
        for year in evaluation.years
    ]


def _year_row(row: YearRow) -> dict[str, Any]:
    return {
        "kind": "new" if row.before is None else "dropped" if row.now is None else "same",
        "now": row_object(row.now) if row.now else None,
        "before": row_object(row.before) if row.before else None,
        "unit": row.unit or None,
        "target_change": number(row.target_change),
        "actual_change": number(row.actual_change),
        "completion_change": number(row.completion_change),
        "score_change": number(row.score_change),
        "why": row.why or None,
    }


def _lift(lift: Lift) -> dict[str, Any]:
    """What lifts the grade: `worth` is 分 per unit (percentage point for rates), efforts are fractions of targets."""
    return {
        "is_best": lift.is_best,
        "paths": [_path(path) for path in lift.paths],
        "settling": [
            {
                "name": one.name,
                "sheet": one.sheet,
                "cell": one.cell,
                "points": number(one.points),
                "grade": one.grade,
                "at_least": number(one.at_least),
                "below": number(one.below),
            }
            for one in lift.settling
        ],
        "rows": [
            {
                "name": row.name,
                "sheet": row.sheet,
                "cell": row.cell,
                "points": number(row.points),
                "score": number(row.score),
                "gain": number(row.gain),
                "worth": number(row.worth),
                "unit": row.unit or None,
                "less_is_better": row.falling,
                "only_as_a_whole": row.whole,
            }
            for row in lift.rows
        ],
    }


def _path(path: LiftPath) -> dict[str, Any]:
    return {
        "grade": path.grade,
        "at_least": number(path.at_least),
        "open_points": {"": None, "lowest": "lost", "highest": "won"}[path.reading],
        "state": path.state,
        "total": number(path.total),
        "best": number(path.best),
        "reached": number(path.reached),
        "effort": number(path.effort),
        "steps": [
            {
                "name": step.name,
                "sheet": step.sheet,
                "cell": step.cell,
                "from": number(step.start),
                "to": number(step.to),
                "unit": step.unit or None,
                "gain": number(step.gain),
                "effort": number(step.effort),
                "words": step.words,
            }
            for step in path.steps
        ],
    }


def _assessment(result: AssessmentResult) -> dict[str, Any]:
    return {
        "period": result.period,
        "kind": result.kind or None,
        "score": number(result.score),
        "grade": result.grade or None,
        "stated_grade": result.stated_grade or None,
        "finance": result.finance or None,
        "assessors": [
            {
                "name": each.name,
                "scorers": len(each.rows),
                "weight": number(each.weight),
                "score": number(each.score),
                "weighted": number(each.weighted),
            }
            for each in result.assessors
        ],
    }


def _tranche(result: TrancheResult) -> dict[str, Any]:
    """`due_to_date` is what of the tranche is due on the day of judgement, `outstanding` what of that is not paid."""
    return {
        "name": result.tranche.name,
        "due": number(result.due),
        "latest": day(result.latest),
        "state": result.state,
        "reason": result.reason,
        "paid": number(result.paid),
        "due_to_date": number(result.due_to_date),
        "outstanding": number(result.outstanding),
        "blocked": result.blocked,
    }


def _payments(payments: Payments) -> dict[str, Any]:
    return {
        "as_of": day(payments.as_of),
        "due": number(payments.due),
        "due_to_date": number(payments.due_to_date),
        "paid": number(payments.paid),
        "outstanding": number(payments.outstanding),
        "overdue": number(payments.overdue),
        "unrecorded": payments.unrecorded,
    }
