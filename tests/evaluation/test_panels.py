"""Several scorers of one assessor: their scores become one by the scheme's rule, their weight counts once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import assessment, information, submission
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.panels import assessor_name, together
from workbook_tools.evaluation.scheme import Scheme, ScorersRule
from workbook_tools.evaluation.station_verdicts import station_verdict
from workbook_tools.model import AssessmentResult, Evaluation

THIRD = "第三方评估机构"
STREET, BUREAU = ("街道办事处", "0.2", "90"), ("区民政局", "0.1", "80")  # 18.00 and 8.00


def assessed(scheme: Scheme, *rows: tuple[str, str | None, str | None], period: str = "末期") -> Evaluation:
    return evaluate(submission(assessments=[assessment(period, *row) for row in rows], about=information()), scheme)


def only(evaluation: Evaluation) -> AssessmentResult:
    assert len(evaluation.assessments) == 1
    return evaluation.assessments[0]


def codes(evaluation: Evaluation) -> list[str]:
    return [finding.code for finding in evaluation.findings if finding.code[0] == "A"]


def test_a_scorer_who_is_the_only_one_keeps_its_name(fiscal: Scheme) -> None:
    evaluation = assessed(fiscal, ("第三方（甲）", "0.7", "86"), STREET, BUREAU)
    assert [each.name for each in only(evaluation).assessors] == ["第三方（甲）", "街道办事处", "区民政局"]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("第三方评估机构", "第三方（乙）", "第三方评估机构"),
        ("第三方（甲）", "第三方评估机构", "第三方"),
        ("第三方（甲）", "第三方（乙）", "第三方"),
    ],
)
def test_several_scorers_are_called_by_what_the_first_of_them_is(
    fiscal: Scheme, first: str, second: str, name: str
) -> None:
    evaluation = assessed(fiscal, (first, "0.7", "86"), (second, "0.7", "89"), STREET, BUREAU)
    assert only(evaluation).assessors[0].name == name


@pytest.mark.parametrize(
    ("rows", "score", "found"),
    [
        # (86 + 88 + 90.5) ÷ 3 = 88.17, × 70 % = 61.72
        ([(THIRD, "0.7", "86"), (THIRD, "0.7", "88"), (THIRD, "0.7", "90.5")], "87.72", ["A024"]),
        ([(THIRD, "0.7", "86"), (THIRD, None, "88"), (THIRD, None, "90.5")], "87.72", ["A024"]),
        ([(THIRD, "70", "86"), (THIRD, "70", "88"), (THIRD, "70", "90.5")], None, ["A001"]),
        ([("第三方（甲）", "0.7", "86"), ("第三方（乙）", "0.7", "89")], "87.25", ["A024"]),  # 87.50 × 70 % = 61.25
        ([("第三方（张三）", "0.7", "86"), ("第三方（李四）", "0.7", "89")], "87.25", ["A024"]),  # known by the scheme
        ([("第三方专家1", "0.7", "86"), ("第三方专家2", "0.7", "89")], "87.25", ["A024"]),
        # each its own weight: 86 × 35 % = 30.10, 89 × 35 % = 31.15
        ([("第三方甲", "0.35", "86"), ("第三方乙", "0.35", "89")], "87.25", []),
        ([("第三方甲", "0.4", "86"), ("第三方乙", "0.3", "89")], "87.10", []),
        ([("第三方甲", "0.7", "86"), ("第三方乙", "0.6", "89")], None, ["A007"]),
        ([("第三方甲", "0.7", "86"), ("第三方乙", "0.7", None)], None, ["A002"]),
        ([("第三方甲", "0.7", "86"), ("第三方乙", "0.7", "101")], None, ["A003"]),
        ([("第三方甲", "0.6", "86"), ("第三方乙", "0.6", "89")], None, ["A001"]),
    ],
)  # fmt: skip
def test_the_composite_of_several_scorers(
    fiscal: Scheme, rows: list[tuple[str, str | None, str | None]], score: str | None, found: list[str]
) -> None:
    street, bureau = (
        (STREET, BUREAU) if rows[0][1] != "70" else (("街道办事处", "0.2", "90"), ("区民政局", "0.1", "80"))
    )
    evaluation = assessed(fiscal, *rows, street, bureau)
    assert only(evaluation).score == (None if score is None else Decimal(score))
    assert codes(evaluation) == found


def test_the_weighted_score_stands_in_the_first_row_of_the_scorers(fiscal: Scheme) -> None:
    rows = [("第三方（甲）", "0.7", "86"), ("第三方（乙）", "0.7", "89"), STREET, BUREAU]
    result = only(assessed(fiscal, *rows))
    assert result.weighted == ((2, Decimal("61.25")), (3, None), (4, Decimal("18.00")), (5, Decimal("8.00")))
    assert sum(value for _, value in result.weighted if value is not None) == result.score
    assert (result.joined_by, result.assessors[0].name, result.assessors[0].rows) == ("算术平均", "第三方", (2, 3))


def test_without_weights_the_schemes_count_once_for_several_scorers(fiscal: Scheme) -> None:
    rows = [("第三方A", None, "80"), ("第三方B", None, "90"), ("街道", None, "90"), ("区民政局", None, "80")]
    evaluation = assessed(fiscal, *rows)
    assert only(evaluation).score == Decimal("85.50")  # 85 × 70 % + 18 + 8
    assert codes(evaluation) == ["A004", "A024"]


def test_a_period_that_stands_there_twice_is_said_and_still_computed(fiscal: Scheme) -> None:
    once = [("第三方评估机构", "0.7", "80"), STREET, BUREAU]
    again = [("第三方评估机构", "0.7", "90"), ("街道办事处", "0.2", "80"), ("区民政局", "0.1", "70")]
    evaluation = assessed(fiscal, *once, *again)
    assert codes(evaluation) == ["A008"]
    assert only(evaluation).score == Decimal("84.00")  # 85 × 70 % = 59.50, 85 × 20 % = 17.00, 75 × 10 % = 7.50
    message = next(finding.message for finding in evaluation.findings if finding.code == "A008")
    assert "第2—4行、第5—7行" in message
    assert [each.cell for each in evaluation.findings if each.code == "A008"] == ["A5"]


def test_two_mid_terms_are_two_periods(fiscal: Scheme) -> None:
    rows = [
        assessment(period, "第三方评估机构", "1", score)
        for period, score in (("第二次中期", "70"), ("第一次中期", "90"))
    ]
    about = information(midterm_grade="合格")
    results = evaluate(submission(assessments=rows, about=about), fiscal).assessments
    assert [(each.period, each.kind, each.score, each.stated_grade) for each in results] == [
        ("第一次中期", "中期", 90, ""),
        ("第二次中期", "中期", 70, "合格"),  # what 基本信息 says is of the last one
    ]


def test_a_row_of_the_whole_period_is_no_assessor(fiscal: Scheme) -> None:
    rows = [("第三方评估机构", "0.7", "80"), STREET, BUREAU, ("综合得分", None, "82")]
    assert only(assessed(fiscal, *rows)).score == Decimal("82.00")


def test_finance_of_the_only_final_belongs_to_it(fiscal: Scheme) -> None:
    rows = [assessment("2022年度末期", "第三方评估机构", "1", "90"), assessment("末期", "财务评估", conclusion="合格")]
    result = only(evaluate(submission(assessments=rows), fiscal))
    assert (result.period, result.score, result.finance) == ("2022年度末期", 90, "合格")


@pytest.mark.parametrize(
    ("rule", "scores", "score"),
    [
        ("mean", ("86", "88", "90.5"), "88.17"),
        ("mean", ("85", "86"), "85.50"),
        ("mean", ("85.01", "85.02"), "85.02"),  # 85.015, half-up
        ("mean", ("85.123",), "85.123"),
        ("median", ("60", "88", "90.5"), "88.00"),
        ("median", ("60", "88", "89", "90.5"), "88.50"),
        ("trimmed-mean", ("60", "88", "89", "100"), "88.50"),
        ("trimmed-mean", ("60", "88", "89"), "88.00"),
        ("trimmed-mean", ("60", "90"), "75.00"),  # of two nobody is left out
    ],
)
def test_scores_become_one_by_the_rule_of_the_scheme(rule: ScorersRule, scores: tuple[str, ...], score: str) -> None:
    assert together([Decimal(each) for each in scores], rule) == Decimal(score)


def test_the_rule_is_a_setting(fiscal: Scheme) -> None:
    median = fiscal._replace(scorers="median")
    rows = [("第三方", "0.7", "60"), ("第三方", "0.7", "88"), ("第三方", "0.7", "90"), STREET, BUREAU]
    evaluation = assessed(median, *rows)
    assert (only(evaluation).score, only(evaluation).joined_by) == (Decimal("87.60"), "中位数")
    assert "按中位数合成88.00分" in evaluation.findings[-1].message


@given(
    st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=9), st.sampled_from(["mean", "median", "trimmed-mean"])
)
def test_one_score_of_several_lies_among_them(scores: list[Decimal], rule: ScorersRule) -> None:
    assert min(scores) <= together(scores, rule) <= max(scores)
    assert together(scores[::-1], rule) == together(scores, rule)


@pytest.mark.parametrize(
    ("name", "assessor"),
    [
        ("第三方（甲）", "第三方"),
        ("第三方评估机构(2)", "第三方评估机构"),
        ("第三方评估机构②", "第三方评估机构"),
        ("第三方专家A", "第三方"),
        ("街道评分人三", "街道"),
        ("街道办事处", "街道办事处"),
        ("镇（街）", "镇(街)"),
        ("甲", "甲"),
    ],
)
def test_what_tells_scorers_apart_is_no_part_of_the_name(name: str, assessor: str) -> None:
    assert assessor_name(name) == assessor


@pytest.mark.parametrize(
    ("grade", "verdict"),
    [
        ("优秀", "passes"), ("合格", "passes"), ("不合格", "fails"), ("可整改", "rectify"), ("限期整改", "rectify"),
        ("不合格（限期整改）", "rectify"), ("整改后合格", "rectified"), ("整改合格", "rectified"),
        ("整改后仍不合格", "fails"), ("良", ""), ("差", ""), ("通过", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_grade_means_something_for_the_money(fiscal: Scheme, grade: str, verdict: str) -> None:
    assert station_verdict(grade, fiscal) == verdict


def test_scorers_side_by_side_are_no_second_round(fiscal: Scheme) -> None:
    """甲甲乙乙: two scorers of each assessor; 甲乙甲乙 is the period twice."""
    one, other = ("第三方", "0.7", "80"), ("第三方", "0.7", "90")
    street = [("街道", "0.3", "70"), ("街道", "0.3", "80")]
    assert codes(assessed(fiscal, one, other, *street)) == ["A024", "A024"]
    assert codes(assessed(fiscal, one, street[0], other, street[1])) == ["A008"]


def test_scorers_whom_no_scheme_knows_are_joined_by_their_names(fiscal: Scheme) -> None:
    """(86 + 88) ÷ 2 × 70 % = 60.90, and 90 × 30 % = 27.00."""
    rows = [("督导（甲）", "0.7", "86"), ("督导（乙）", None, "88"), ("居委会", "0.3", "90")]
    result = only(assessed(fiscal, *rows))
    assert result.score == Decimal("87.90")
    assert [(each.name, each.rows) for each in result.assessors] == [("督导", (2, 3)), ("居委会", (4,))]


def test_of_scorers_who_contradict_each_other_those_of_one_name_are_told(fiscal: Scheme) -> None:
    rows = [
        ("第三方（甲）", "0.7", "86"),
        ("第三方（乙）", "0.6", "88"),
        ("第三方评估公司", "0.2", "80"),
        STREET,
        BUREAU,
    ]
    (said,) = [each.message for each in assessed(fiscal, *rows).findings if each.code == "A007"]
    assert "（70.00%、60.00%）" in said


@pytest.mark.parametrize(
    ("weights", "score"),
    [  # 90, 80 and 70
        (("0.7", "0.2", "0.1"), "86.00"),
        (("70", "20", "10"), "86.00"),
        (("0.334", "0.333", "0.333"), "80.01"),
        (("0.3335", "0.3335", "0.3335"), "80.05"),  # few decimals: half a thousandth off
        (("0.333", "0.333", "0.333"), None),
        (("0.3336", "0.3335", "0.3335"), None),
        (("33.35", "33.35", "33.35"), "80.05"),
        (("33.3", "33.3", "33.3"), None),
        (("1", "0", "0"), "90.00"),
        (("1.1", "-0.1", "0"), None),
    ],
)
def test_weights_make_a_whole_as_fractions_or_in_percent(
    fiscal: Scheme, weights: tuple[str, str, str], score: str | None
) -> None:
    names = (THIRD, "街道办事处", "区民政局")
    rows = [(name, weight, given_) for name, weight, given_ in zip(names, weights, ("90", "80", "70"), strict=True)]
    assert only(assessed(fiscal, *rows)).score == (None if score is None else Decimal(score))


@pytest.mark.parametrize(
    ("given_", "score"), [("0", "26.00"), ("100", "96.00"), ("100.01", None), ("-0.01", None), (None, None)]
)
def test_a_score_lies_between_nothing_and_a_hundred(fiscal: Scheme, given_: str | None, score: str | None) -> None:
    result = only(assessed(fiscal, (THIRD, "0.7", given_), STREET, BUREAU))
    assert result.score == (None if score is None else Decimal(score))


@pytest.mark.parametrize(
    ("order", "is_twice"),
    [("甲乙甲乙", True), ("甲甲乙乙", False), ("甲乙甲", False), ("甲甲", False), ("甲乙", False), ("甲乙乙甲", True)],
)
def test_a_period_stands_there_twice_where_one_round_follows_the_other(
    fiscal: Scheme, order: str, is_twice: bool
) -> None:
    names = {"甲": ("第三方", "0.7"), "乙": ("街道", "0.3")}
    rows = [(*names[each], "80") for each in order]
    assert ("A008" in codes(assessed(fiscal, *rows))) is is_twice


def test_rows_that_are_in_rounds_only_at_first_are_scorers_side_by_side(fiscal: Scheme) -> None:
    """甲 乙 甲 甲 乙 乙: the first round ends where the second begins, the second runs into the third."""
    ours, street = (THIRD, "0.7", "86"), ("街道办事处", "0.3", "90")
    found = codes(assessed(fiscal, ours, street, ours, ours, street, street))
    assert (found.count("A024"), found.count("A008")) == (2, 0)
    assert codes(assessed(fiscal, ours, street, ours, street, ours, street)).count("A008") == 1


def test_two_weights_of_one_assessor_are_told_at_its_first_row(fiscal: Scheme) -> None:
    evaluation = assessed(fiscal, STREET, ("第三方甲", "0.7", "86"), ("第三方乙", "0.6", "89"), BUREAU)
    (found,) = [each for each in evaluation.findings if each.code == "A007"]
    assert found.cell.endswith("3")


def test_the_schemes_weights_are_taken_only_where_it_knows_every_assessor(fiscal: Scheme) -> None:
    known = assessed(fiscal, (THIRD, None, "86"), ("街道办事处", None, "90"), ("区民政局", None, "80"))
    assert (only(known).score, codes(known)) == (Decimal("86.20"), ["A004"])
    stranger = assessed(fiscal, (THIRD, None, "86"), ("街道办事处", None, "90"), ("某专家", None, "80"))
    assert (only(stranger).score, codes(stranger)) == (None, ["A057"])
