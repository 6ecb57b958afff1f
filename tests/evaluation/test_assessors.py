"""评估评分: the composite is the sum of its printed parts, and only when nothing is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builders import assessment, information, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.assessors import torn_weights
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Assessment, AssessmentResult, Evaluation
from workbook_tools.reading.scheme_files import load_scheme

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


def test_a_score_of_nothing_is_a_score(fiscal: Scheme) -> None:
    evaluation = assessed(fiscal, period("末期", ("90", "0", "70")))
    assert (only(evaluation).score, codes(evaluation)) == (Decimal("70.00"), [])  # 63 + 0 + 7


def test_weights_may_be_written_as_whole_percents(fiscal: Scheme) -> None:
    assert only(assessed(fiscal, period("末期", ("80", "80", "80"), ("70", "20", "10")))).score == 80


def test_without_weights_those_of_the_scheme_are_taken_and_said(fiscal: Scheme) -> None:
    evaluation = assessed(fiscal, period("末期", ("90", "80", "70"), (None, None, None)))
    assert (only(evaluation).score, codes(evaluation)) == (Decimal("86.00"), ["A004"])
    (found,) = [each for each in evaluation.findings if each.code == "A004"]
    assert "第三方评估机构 70.00%、街道办事处 20.00%、区民政局 10.00%" in found.message


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


NOTHING = (None, None, None)


@pytest.mark.parametrize(
    ("rows", "grade"),
    [
        ([assessment("末期", "综合得分", conclusion=" 良好 ")], "良好"),
        ([assessment("末期", "综合", conclusion=""), assessment("末期", "合计", conclusion="合格")], "合格"),
        # one assessor's 合格 is none of the period's; 可整改 is, by whichever it is said, and the last that was said
        ([assessment("末期", "专家", conclusion="合格")], ""),
        ([assessment("末期", "专家", conclusion="可整改")], "可整改"),
        ([assessment("末期", "专家", conclusion="可整改"), assessment("末期", "街道", conclusion="合格")], "可整改"),
        (
            [assessment("末期", "专家", conclusion="可整改"), assessment("末期", "街道", conclusion="整改后合格")],
            "整改后合格",
        ),
        ([assessment("末期", "专家", conclusion="可整改"), assessment("末期", "综合", conclusion="合格")], "合格"),
        ([assessment("末期", "财务评估", conclusion="可整改")], ""),
        ([assessment("末期", "综合财务评估", conclusion="合格")], ""),
    ],
)
def test_the_period_as_a_whole_is_concluded_by_its_own_row_or_by_a_rectification(
    fiscal: Scheme, rows: list[Assessment], grade: str
) -> None:
    result = only(assessed(fiscal, [*period("末期", NOTHING), *rows]))
    assert (result.stated_grade, result.score) == (grade, None)


def test_a_row_for_the_whole_is_compared_and_never_counted(fiscal: Scheme) -> None:
    evaluation = assessed(fiscal, [*period("末期", ("80", "80", "80")), assessment("末期", "总分", "1", "95")])
    assert only(evaluation).score == 80
    assert only(evaluation).weighted[-1] == (5, None)


def test_what_is_stated_of_a_kind_is_of_the_last_that_was_held(fiscal: Scheme) -> None:
    rows = [*period("第一次中期", NOTHING), *period("第二次中期", NOTHING)]
    day = date(2023, 3, 1)
    results = assessed(fiscal, rows, midterm_grade="良好", midterm_date=day).assessments  # type: ignore[arg-type]
    assert [(each.stated_grade, each.assessed_on) for each in results] == [("", None), ("良好", day)]


def test_the_last_day_of_a_period_is_its_own_and_finance_has_another(fiscal: Scheme) -> None:
    days = [date(2023, 8, 20), date(2023, 8, 22), date(2023, 8, 21), date(2023, 9, 1)]
    rows = [assessment("末期", name, "0.5", "80", on=on) for name, on in zip(THREE[:2], days[:2], strict=True)]
    finance = [assessment("末期", "财务评估", conclusion="合格", on=on) for on in days[2:]]
    result = only(assessed(fiscal, [*rows, *finance]))
    assert (result.assessed_on, result.finance_on) == (days[1], days[3])


def test_one_failing_finance_assessment_fails_the_gate(fiscal: Scheme) -> None:
    for conclusions in (("合格", "不合格"), ("不合格", "合格")):
        finance = [assessment("末期", "财务评估", conclusion=each) for each in conclusions]
        assert only(assessed(fiscal, [*period("末期", ("90", "90", "90")), *finance])).finance == "不合格"


def test_a_finance_row_that_says_only_the_kind_belongs_to_the_one_assessment_of_it(fiscal: Scheme) -> None:
    finance = assessment("末期", "财务评估", conclusion="合格")
    one = assessed(fiscal, [*period("2022年度末期", ("90", "90", "90")), finance]).assessments
    assert [(each.period, each.finance) for each in one] == [("2022年度末期", "合格")]
    rows = [*period("2021年度末期", ("90", "90", "90")), *period("2022年度末期", ("90", "90", "90"))]
    two = assessed(fiscal, [*rows, finance]).assessments
    assert sorted((each.period, each.finance) for each in two) == [
        ("2021年度末期", ""), ("2022年度末期", ""), ("末期", "合格"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("scores", "asked"),
    [
        (("63", "18", "8"), True),
        (("70", "20", "10"), True),  # 100 together: parts of it, all in full
        (("70", "20", "11"), False),
        (("90", "80", "70"), False),
        (("63", "18", None), False),
    ],
)
def test_scores_without_weights_that_make_no_more_than_100_may_be_parts_of_it(
    scores: tuple[str | None, ...], asked: bool
) -> None:
    evaluation = assessed(load_scheme("fiscal-2020"), period("末期", scores, NOTHING))
    (found,) = [each for each in evaluation.findings if each.code == "A057"]
    assert ("已折算" in found.fix) == asked
    assert found.cell == "C2"


def test_two_scores_without_weights_may_be_parts_of_100(fiscal: Scheme) -> None:
    rows = [assessment("末期", "甲", None, "63"), assessment("末期", "乙", None, "27")]
    (found,) = [each for each in assessed(load_scheme("fiscal-2020"), rows).findings if each.code == "A057"]
    assert "相加是90.00分" in found.fix


@pytest.mark.parametrize(
    ("weights", "told"), [(("0.7", "0.2", None), "没有权重的有：区民政局"), (("0.7", "0.2", "0.2"), "")]
)
def test_weights_that_do_not_make_the_whole_name_who_has_none(
    fiscal: Scheme, weights: tuple[str | None, ...], told: str
) -> None:
    (found,) = [
        each for each in assessed(fiscal, period("末期", ("90", "80", "70"), weights)).findings if each.code == "A001"
    ]
    assert (told in found.message, "没有权重的有" in found.message) == (True, bool(told))


@pytest.mark.parametrize("scores", [("90",), ("88", "92")])
def test_one_assessor_alone_needs_no_weight(fiscal: Scheme, scores: tuple[str, ...]) -> None:
    rows = [
        assessment("末期", f"第三方评估机构（{who}）", None, score) for who, score in zip("甲乙", scores, strict=False)
    ]
    evaluation = assessed(load_scheme("fiscal-2020"), rows)
    assert only(evaluation).score == 90
    assert [each.code for each in evaluation.findings if each.code in ("A057", "A061")] == ["A061"]


def test_a_weight_typed_in_percent_beside_others_is_named(fiscal: Scheme) -> None:
    evaluation = assessed(fiscal, period("末期", ("90", "80", "70"), ("0.7", "20", "0.1")))
    (found,) = [each for each in evaluation.findings if each.code == "A001"]
    assert (found.cell, "写的20像是20%" in found.message) == ("C3", True)


@pytest.mark.parametrize("weights", [("1", "0.59", "0.4"), ("0.7", "30", "0.1"), ("0.7", "0.2", "0.2")])
def test_a_weight_that_would_not_make_the_whole_as_a_percent_is_not_taken_for_one(
    fiscal: Scheme, weights: tuple[str, str, str]
) -> None:
    evaluation = assessed(fiscal, period("末期", ("90", "80", "70"), weights))
    (found,) = [each for each in evaluation.findings if each.code == "A001"]
    assert (found.cell, "像是" in found.message) == ("C2", False)


def test_one_of_the_assessors_that_a_scheme_weighs_is_not_the_whole(fiscal: Scheme) -> None:
    assert only(assessed(fiscal, [assessment("末期", "第三方评估机构", None, "90")])).score is None


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


@pytest.mark.parametrize(("weight", "asked"), [("0.1", False), ("0.2", True), (None, True)])
def test_weights_that_a_misspelt_period_took_away_are_not_asked_for(
    fiscal: Scheme, weight: str | None, asked: bool
) -> None:
    """中起 beside 中期: that its period cannot be told says it all."""
    rows = [*period("中期", ("90", "80", "70"))[:2], assessment("中起", "区民政局", weight, "70")]
    assert ("A001" in codes(assessed(fiscal, rows))) is asked


@pytest.mark.parametrize(
    ("other", "weight", "torn"),
    [
        ("中起", "0.1", {"C2", "C3", "C4"}),  # a slip of 中期: the two make 100 % together
        ("中起", "0.2", set()),
        ("中起", None, set()),
        ("第1季度", "0.1", set()),  # a period of its own
        ("末期", "0.1", set()),
    ],
)
def test_weights_of_a_period_that_is_none_may_be_those_of_another(
    other: str, weight: str | None, torn: set[str]
) -> None:
    rows = [
        assessment("中期", "第三方评估机构", "0.7", 90),
        assessment("中期", "街道办事处", "0.2", 90),
        assessment(other, "区民政局", weight, 90),
    ]
    assert torn_weights(submission(assessments=rows)) == torn
