"""评估评分: the composite is the sum of its printed parts, and only when nothing is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import assessment, information, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Assessment, AssessmentResult, Evaluation

THREE = ("第三方评估机构", "街道办事处", "区民政局")


def period(
    name: str, scores: tuple[str | None, ...], weights: tuple[str | None, ...] = ("0.7", "0.2", "0.1")
) -> list[Assessment]:
    return [assessment(name, *each) for each in zip(THREE, weights, scores, strict=True)]


def assessed(scheme: Scheme, rows: list[Assessment], **about: str) -> Evaluation:
    return evaluate(submission(assessments=rows, about=information(**about)), scheme)


def only(evaluation: Evaluation) -> AssessmentResult:
    assert len(evaluation.assessments) == 1
    return evaluation.assessments[0]


def codes(evaluation: Evaluation) -> list[str]:
    return [finding.code for finding in evaluation.findings if finding.code[0] == "A"]


def test_the_composite_is_the_sum_of_the_weighted_scores(fiscal: Scheme) -> None:
    result = only(assessed(fiscal, period("末期", ("86.55", "90", "77.7"))))
    assert result.weighted == ((2, Decimal("60.59")), (3, Decimal("18.00")), (4, Decimal("7.77")))
    assert (result.score, result.grade) == (Decimal("86.36"), "良好")


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "优秀"),
        ("90", "优秀"),
        ("89.99", "良好"),
        ("80", "良好"),
        ("79.99", "合格"),
        ("60", "合格"),
        ("59.99", "不合格"),
        ("0", "不合格"),
    ],
)
def test_the_lower_bound_belongs_to_the_grade(fiscal: Scheme, score: str, grade: str) -> None:
    assert only(assessed(fiscal, period("末期", (score, score, score)))).grade == grade


def test_weights_may_be_written_as_whole_percents(fiscal: Scheme) -> None:
    assert only(assessed(fiscal, period("末期", ("80", "80", "80"), ("70", "20", "10")))).score == 80


def test_without_weights_those_of_the_scheme_are_taken_and_said(fiscal: Scheme) -> None:
    evaluation = assessed(fiscal, period("末期", ("90", "80", "70"), (None, None, None)))
    assert (only(evaluation).score, codes(evaluation)) == (Decimal("86.00"), ["A004"])


@pytest.mark.parametrize(
    ("weights", "scores", "code", "cell"),
    [
        (("0.7", "0.2", "0.2"), ("90", "80", "70"), "A001", "C2"),
        (("0.7", "0.2", None), ("90", "80", "70"), "A001", "C2"),
        (("0.7", "0.2", "0.1"), ("90", None, "70"), "A002", "D3"),
        (("0.7", "0.2", "0.1"), ("90", "80", "170"), "A003", "D4"),
    ],
)
def test_an_incomplete_period_has_no_composite(
    fiscal: Scheme, weights: tuple[str | None, ...], scores: tuple[str | None, ...], code: str, cell: str
) -> None:
    evaluation = assessed(fiscal, period("末期", scores, weights))
    assert (only(evaluation).score, only(evaluation).grade) == (None, "")
    assert [(finding.code, finding.cell) for finding in evaluation.findings if finding.code[0] == "A"] == [(code, cell)]


def test_a_period_without_any_score_is_not_a_mistake(fiscal: Scheme) -> None:
    evaluation = assessed(fiscal, period("中期", (None, None, None)))
    assert (only(evaluation).score, codes(evaluation)) == (None, [])


@pytest.mark.parametrize(
    ("conclusion", "gate"),
    [("合格", "合格"), ("不合格", "不合格"), ("评估达标", "合格"), ("未通过", "不合格"), ("待定", ""), ("", "")],
)
def test_finance_is_a_gate_of_its_own(fiscal: Scheme, conclusion: str, gate: str) -> None:
    rows = [*period("末期", ("90", "90", "90")), assessment("末期", "财务评估", conclusion=conclusion)]
    result = only(assessed(fiscal, rows))
    assert (result.finance, result.finance_row, result.score) == (gate, 5, 90)
    assert result.weighted[3] == (5, None)


def test_the_station_score_is_the_final_one_and_else_the_midterm(fiscal: Scheme) -> None:
    midterm, final = period("中期", ("70", "70", "70")), period("末期评估", ("85", "85", "85"))
    assert assessed(fiscal, midterm).station_score == 70
    both = assessed(fiscal, [*final, *midterm], final_grade="合格")
    assert [result.period for result in both.assessments] == ["中期", "末期"]
    assert (both.station_score, both.station_grade, both.station_grade_stated) == (85, "良好", "合格")


def test_a_stated_grade_makes_a_period(fiscal: Scheme) -> None:
    result = only(assessed(fiscal, [], midterm_grade="良好"))
    assert (result.period, result.stated_grade, result.score) == ("中期", "良好", None)


@pytest.mark.parametrize("figures", [("1e308", "1e308"), ("105", "1"), ("-1", "1"), ("90", "-0.5")])
def test_a_score_or_a_weight_that_cannot_be_has_no_weighted_score(fiscal: Scheme, figures: tuple[str, str]) -> None:
    score, weight = figures
    result = only(assessed(fiscal, [assessment("末期", "第三方评估机构", weight, score)]))
    assert (result.weighted, result.score) == (((2, None),), None)
