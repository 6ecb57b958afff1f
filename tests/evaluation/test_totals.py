"""Totals, grades and what is still to gain."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import between, blank, cost, indicator, information, moment, number, rate, several, submission, word

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Evaluation, Indicator, Quantity, StatedFunds

MET = indicator("走访", number(90), number(90), points=90)


def workbook(scheme: Scheme, *rows: Indicator, spent: str = "100") -> Evaluation:
    costs = [cost("人员", 100, spent, "人员费用")]
    return evaluate(submission(rows, about=information(annual_funds="100"), costs=costs), scheme)


def graded(scheme: Scheme, score: str) -> Evaluation:
    """A table of 90 points that earns `score` together with the full execution item."""
    earned = Decimal(score) - 10
    return workbook(scheme, indicator("走访", number(90), number(earned), points=90))


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("10", "差"),
    ],
)
def test_the_grade_is_read_off_the_printed_total(fiscal: Scheme, score: str, grade: str) -> None:
    evaluation = graded(fiscal, score)
    assert evaluation.score == Decimal(score)
    assert (evaluation.grade, evaluation.grade_low, evaluation.grade_high) == (grade, grade, grade)


def test_the_cuts_that_the_grade_was_read_off_come_along(fiscal: Scheme) -> None:
    assert graded(fiscal, "90").grade_cuts == (("优", 90), ("良", 80), ("中", 60), ("差", 0))


def test_the_total_is_the_sum_of_the_printed_rows(fiscal: Scheme) -> None:
    rows = [indicator(f"第{n}项", number(3), number(2), points="10") for n in range(9)]
    evaluation = workbook(fiscal, *rows)
    assert [row.score for row in evaluation.rows] == [Decimal("6.67")] * 9
    assert evaluation.score == Decimal("70.03")


def test_execution_that_is_not_known_is_open_from_nothing_to_its_points(fiscal: Scheme) -> None:
    (level,) = (level for level in evaluate(submission([MET]), fiscal).levels if level.is_execution)
    assert (level.name, level.points, level.judged_points) == ("预算执行率", 10, 0)
    assert (level.score, level.score_low, level.score_high) == (0, 0, 10)


def test_an_open_row_leaves_the_total_open_but_not_always_the_grade(fiscal: Scheme) -> None:
    evaluation = workbook(
        fiscal, indicator("甲", number(1), number(1), points=85), indicator("乙", number(1), blank(), points=5)
    )
    assert (evaluation.score, evaluation.judged_points, evaluation.total_points) == (None, 95, 100)
    assert (evaluation.score_low, evaluation.score_high, evaluation.grade) == (95, 100, "优")


def test_a_rating_narrows_the_range(fiscal: Scheme) -> None:
    evaluation = workbook(
        fiscal,
        indicator("甲", number(1), number(1), points=80),
        indicator("乙", word("规范"), word("部分达成"), points=10),
    )
    assert (evaluation.score_low, evaluation.score_high) == (96, 98)


def test_a_table_without_all_its_points_has_no_certain_grade(fiscal: Scheme) -> None:
    evaluation = workbook(fiscal, indicator("甲", number(1), number(1), points=50))
    assert (evaluation.score, evaluation.total_points) == (60, 60)
    assert (evaluation.grade, evaluation.grade_low, evaluation.grade_high) == ("", "中", "优")
    over = workbook(fiscal, indicator("甲", number(1), number(1), points=110))
    assert (over.grade, over.grade_low, over.grade_high) == ("优", "优", "优")


def test_nothing_at_all_is_evaluated_too_and_has_no_grade(fiscal: Scheme) -> None:
    evaluation = evaluate(submission(), fiscal)
    assert (evaluation.score, evaluation.total_points, evaluation.rows) == (None, 10, ())
    assert (evaluation.reported, evaluation.grade_words) == (False, "未填报")
    assert (evaluation.grade_low, evaluation.grade_high) == ("", "")


def test_levels_stand_in_the_sheets_order_and_execution_last(fiscal: Scheme) -> None:
    names = ("满意度指标", "产出指标", "效益指标", "产出指标")
    rows = [indicator(f"第{n}项", number(1), number(1), level1=name, points=20) for n, name in enumerate(names)]
    levels = workbook(fiscal, *rows).levels
    assert [(level.name, level.points, level.is_execution) for level in levels] == [
        ("满意度指标", 20, False),
        ("产出指标", 40, False),
        ("效益指标", 20, False),
        ("预算执行率", 10, True),
    ]


@pytest.mark.parametrize(
    ("target", "actual", "gain", "needed"),
    [
        (number(50, "万"), number(35, "万"), "3.00", "实际完成值再增加 15万（到 50万）可多得 3.00 分"),
        (number(50, "个"), number(60, "个"), "0.00", ""),
        (number(5300, "元", "≤"), number(5830, "元"), "0.91", "实际完成值再减少 530元（到 5300元）可多得 0.91 分"),
        (rate(95, "≥"), rate("90.25"), "0.50", "实际完成值再增加 4.75 个百分点（到 95.00%）可多得 0.50 分"),
        (rate(90, "≥"), rate("83.7704"), "0.69", "实际完成值再增加 6.23 个百分点（到 90.00%）可多得 0.69 分"),
        (rate(90, "≥"), rate("89.996"), "0.00", ""),
        (between(60, 80, "人"), number(90, "人"), "10.00", "实际完成值再减少 10人（到 80人）可多得 10.00 分"),
        (between(60, 80, "人"), number(50, "人"), "10.00", "实际完成值再增加 10人（到 60人）可多得 10.00 分"),
        (moment(9, operator="<"), moment(10), "10.00", ""),
    ],
)
def test_a_row_says_what_it_can_still_gain_and_how(
    fiscal: Scheme, target: Quantity, actual: Quantity, gain: str, needed: str
) -> None:
    row = workbook(fiscal, indicator("服务", target, actual, points=10)).rows[0]
    assert (f"{row.gain:.2f}", row.gain_needed) == (gain, needed)


def test_an_unjudged_row_has_no_gain_but_stands_among_the_missing(fiscal: Scheme) -> None:
    evaluation = workbook(
        fiscal, indicator("甲", number(1), blank(), points=5), indicator("乙", number(1), blank(), points=20)
    )
    assert [row.gain for row in evaluation.rows] == [None, None]
    assert [(gap.name, gap.points) for gap in evaluation.missing] == [("乙", 20), ("甲", 5)]


@pytest.mark.parametrize("where", ["about", "costs", "form"])
def test_what_the_execution_needs_is_asked_for_where_the_money_stands(fiscal: Scheme, where: str) -> None:
    book = submission([MET], about=information(annual_funds="100"))
    if where == "form":
        funds = StatedFunds("自评表", "C6", Decimal(100), Decimal(100), None, Decimal(10), None, None)
        book = book._replace(stated_funds=funds)
    elif where == "about":
        book = book._replace(tables={"indicators": book.tables["indicators"]})
    (gap,) = (each for each in evaluate(book, fiscal).missing if each.name == "预算执行率")
    about = book.information
    places = {"form": ("自评表", "C6"), "costs": ("资金使用", "E2"), "about": ("基本信息", about.at("annual_funds"))}
    assert ((gap.sheet, gap.cell), gap.points) == (places[where], 10)


def test_an_item_of_a_list_is_missing_under_its_own_name(fiscal: Scheme) -> None:
    listed = several(("讲座", number(1, "场")), ("展览", number(1, "场")))
    done = several(("讲座", number(1, "场")))
    rows = [indicator("宣传", listed, done, points=6), indicator("走访", number(9), blank(), item="入户", points=84)]
    assert [(gap.name, gap.points) for gap in workbook(fiscal, *rows).missing] == [("走访·入户", 84), ("宣传·展览", 3)]


def test_a_row_without_points_keeps_no_total_open_and_one_that_has_none_yet_does(fiscal: Scheme) -> None:
    nothing = indicator("乙", number(1), blank(), points=0)
    closed = workbook(fiscal, MET, nothing)
    assert (closed.score, closed.missing) == (100, ())
    level = closed.levels[0]
    assert (level.points, level.judged_points, level.score, level.score_low, level.score_high) == (90,) * 5


def test_an_execution_of_no_points_keeps_no_total_open(fiscal: Scheme) -> None:
    scheme = fiscal._replace(execution_points=Decimal(0))
    assert evaluate(submission([indicator("走访", number(9), number(9), points=100)]), scheme).score == 100


@pytest.mark.parametrize(
    ("points", "done", "low", "high"), [(130, 10, "差", "差"), (130, 95, "中", "优"), (70, 70, "良", "优")]
)
def test_points_too_many_or_too_few_leave_the_grade_between_two(
    fiscal: Scheme, points: int, done: int, low: str, high: str
) -> None:
    """10 of execution come on top: 140 points may hold 40 that do not count, 80 lack 20."""
    found = workbook(fiscal, indicator("走访", number(points), number(done), points=points))
    assert (found.grade_low, found.grade_high) == (low, high)


def test_an_execution_row_and_a_rating_say_what_would_help(fiscal: Scheme) -> None:

    rows = [
        indicator("预算执行率", rate(100), rate(80), level1="预算执行", points=10),
        indicator("制度", word("规范"), word("部分达成"), points=10, stated_score=7),
        indicator("活动", number(10), number(20), points=10),
    ]
    strict = fiscal._replace(over_target_deduction=Decimal("0.1"))
    needed = [row.gain_needed for row in workbook(strict, *rows, spent="80").rows]
    assert needed == [
        "执行率达到 100%（还差 20.00%）可多得 2.00 分",
        "评定达到“达成”并得满分，可多得 3.00 分",
        "说明超额完成的原因，可多得 1.00 分",
    ]


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        (moment(6, 2022, operator="≤"), word("逾期")),  # a day that is over cannot be kept any more
        (number(68, "个"), between(30, 60, "个")),  # nobody knows which figure is to rise
    ],
)
def test_what_no_figure_and_no_rating_moves_asks_for_nothing(
    fiscal: Scheme, target: Quantity, actual: Quantity
) -> None:
    row = workbook(fiscal, indicator("调研", target, actual, points=90)).rows[0]
    assert row.gain
    assert row.gain_needed == ""
