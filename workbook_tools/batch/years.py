"""What the roll-up needs of each year of a station: this one, and those that it was compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbook_tools.basis.states import State
from workbook_tools.evaluation.earlier import Earlier
from workbook_tools.json_output.numbers import day, number
from workbook_tools.model import AssessmentResult, Evaluation, Submission


def years_of(
    file: str, submission: Submission, evaluation: Evaluation, earlier: Sequence[Earlier]
) -> list[dict[str, Any]]:
    """This year first, then those before it, the latest first; amounts in 万元, None for what is unknown."""
    own = {(each.file, each.submission.information.year): each for each in earlier}
    compared = [own[year.file, year.year] for year in evaluation.years if (year.file, year.year) in own]
    return [
        _year(file, submission, evaluation),
        *(_year(each.file, each.submission, each.evaluation) for each in compared),
    ]


def _year(file: str, submission: Submission, evaluation: Evaluation) -> dict[str, Any]:
    about = submission.information
    return {
        "file": file,
        "year": about.year,
        "score": number(evaluation.score),
        "score_range": [number(evaluation.score_low), number(evaluation.score_high)],
        "grade": evaluation.grade or None,
        "grade_range": [evaluation.grade_low, evaluation.grade_high],
        "midterm": _grade(evaluation.assessments, "中期") or about.midterm_grade or None,
        "final": _grade(evaluation.assessments, "末期") or about.final_grade or None,
        "finance": next((each.finance for each in reversed(evaluation.assessments) if each.finance), None),
        "funds": number(about.annual_funds),
        "budget": number(evaluation.funds.budget),
        "spent": number(evaluation.funds.spent),
        "contract_total": number(about.contract_total),
        "contract": [day(about.contract_start), day(about.contract_end)],
        "begins": day(about.service_start),
        "tranches": [
            {
                "name": each.tranche.name,
                "due": number(each.money.due),
                "paid": number(each.money.paid),
                "state": each.state,
                "latest": day(each.latest),
                "paid_on": day(each.tranche.paid_on),
            }
            for each in evaluation.tranches
        ],
        "indicators": [
            [row.indicator.level3, row.item, number(row.completion), row.state == State.NOT_DONE]
            for row in evaluation.rows
        ],
    }


def _grade(assessments: Sequence[AssessmentResult], kind: str) -> str:
    of_kind = [each for each in assessments if each.kind == kind]
    return next((each.grade or each.stated_grade for each in reversed(of_kind)), "")
