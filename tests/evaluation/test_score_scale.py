"""What the figures of the assessors are out of: 100, another full mark, or parts of 100 already."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import assessment, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.model import AssessmentResult
from workbook_tools.reading.scheme_files import load_scheme

SCHEME = load_scheme("guangzhou-2018")
NAMES, WEIGHTS = ("第三方评估机构", "街道办事处", "区民政局"), ("0.7", "0.2", "0.1")


def period(*scores: float | str, notes: tuple[str, str, str] = ("", "", ""), weights: bool = True) -> AssessmentResult:
    rows = [
        replace(assessment("末期", name, weight if weights else None, score), note=note)
        for name, weight, score, note in zip(NAMES, WEIGHTS, scores, notes, strict=True)
    ]
    evaluation = evaluate(submission(assessments=rows), SCHEME)
    (result,) = evaluation.assessments
    result_codes[:] = [finding.code for finding in evaluation.findings if finding.code in ("A054", "A055", "A056")]
    return result


result_codes: list[str] = []


@pytest.mark.parametrize("weights", [True, False])
def test_parts_of_100_are_never_weighted_again(weights: bool) -> None:
    result = period("62", "17.8", "9.2", weights=weights)
    assert (result.score, result.grade, result_codes) == (None, "", ["A054"])
    assert [weighted for _, weighted in result.weighted] == [None, None, None]


@pytest.mark.parametrize(
    ("scores", "asked"),
    [
        (("28", "8", "4"), ["A054"]),  # 40 in all
        (("28", "8", "3.99"), []),
        (("70", "20", "10"), ["A054"]),  # all that there are to get
        (("70.01", "20", "10"), []),
        (("62", "20.01", "9.2"), []),
    ],
)
def test_only_scores_that_may_be_parts_of_a_station_as_it_may_be_are_asked_about(
    scores: tuple[str, str, str], asked: list[str]
) -> None:
    assert (period(*scores).score is None, result_codes) == (bool(asked), asked)


@pytest.mark.parametrize("note", ["已折算", "按权重折算后的得分", "已加权"])
def test_parts_that_are_said_to_be_are_added(note: str) -> None:
    result = period("62", "17.8", "9.2", notes=(note, "", ""))
    assert (result.score, result.grade, result_codes) == (Decimal("89.0"), "良好", ["A056"])


def test_a_station_that_says_so_may_be_as_bad_as_that() -> None:
    result = period("62", "17.8", "9.2", notes=("百分制", "", ""))
    assert (result.score, result_codes) == (Decimal("47.88"), [])


@pytest.mark.parametrize(
    ("score", "likely"),
    [("8.7", "87"), ("9", "90"), ("0.87", "87"), ("9.25", "92.5"), ("10", "100"), ("1", "100"), ("1.5", "15")],
)
def test_a_lost_digit_among_scores_of_ninety_is_asked_about(score: str, likely: str) -> None:
    result = period("91", score, "90")
    assert (result.score, result_codes) == (None, ["A055"])
    rows = [assessment("末期", n, w, s) for n, w, s in zip(NAMES, WEIGHTS, ("91", score, "90"), strict=True)]
    (asked,) = [f for f in evaluate(submission(assessments=rows), SCHEME).findings if f.code == "A055"]
    assert f"（{likely}分）" in asked.message
    assert [weighted for _, weighted in result.weighted] == [Decimal("63.70"), None, Decimal("9.00")]
    assert asked.cell == "D3"


@pytest.mark.parametrize(("others", "asked"), [("50", ["A055"]), ("49.99", [])])
def test_a_digit_is_lost_only_among_scores_of_fifty_and_more(others: str, asked: list[str]) -> None:
    assert (period(others, "9", others).score is None, result_codes) == (bool(asked), asked)


@pytest.mark.parametrize(
    "scores", [("91", "0", "90"), ("91", "45", "90"), ("40", "9", "30"), ("91", "9", "30"), ("91", "88", "90")]
)
def test_other_scores_are_taken_as_they_stand(scores: tuple[str, str, str]) -> None:
    assert (period(*scores).score is not None, result_codes) == (True, [])


@pytest.mark.parametrize(
    ("score", "note", "counts"), [("108", "满分120分", "90"), ("9.1", "10分制", "91"), ("45", "满分为50", "90")]
)
def test_another_full_mark_is_brought_to_100(score: str, note: str, counts: str) -> None:
    result = period(score, "90", "90", notes=(note, "", ""))
    assert (result.assessors[0].score, result.score) == (Decimal(counts), half(Decimal(counts)))


def half(third: Decimal) -> Decimal:
    return third * Decimal("0.7") + 18 + 9


@pytest.mark.parametrize("scores", [("8.6", "8.8", "8.5"), ("9.2", "9.1", "10"), ("9", "9", "9")])
def test_scores_that_are_all_out_of_ten_are_asked_about(scores: tuple[str, str, str]) -> None:
    asked = evaluate(
        submission(assessments=[assessment("末期", n, w, s) for n, w, s in zip(NAMES, WEIGHTS, scores, strict=True)]),
        SCHEME,
    )
    assert [each.score for each in asked.assessments] == [None]
    assert [each.code for each in asked.findings if each.code in ("A054", "A055", "A060")] == ["A060"]


def test_scores_out_of_ten_are_brought_to_100_where_the_notes_say_so() -> None:
    assert period("8.6", "8.8", "8.5", notes=("满分10分",) * 3).score == Decimal("86.3")
    assert period("8.6", "8.8", "8.5", notes=("百分制", "", "")).score == Decimal("8.63")


def test_of_scores_that_are_asked_about_nothing_else_is_said() -> None:
    """The weights that the scheme would give are none of theirs as long as it is not known what they are out of."""
    rows = [assessment("末期", n, None, s) for n, s in zip(NAMES, ("62", "17.8", "9.2"), strict=True)]
    found = evaluate(submission(assessments=rows), SCHEME).findings
    assert [each.code for each in found if each.code[0] == "A"] == ["A054"]
