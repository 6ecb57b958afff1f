"""One row at a time: each rule, with the figures that show it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import (
    between,
    blank,
    indicator,
    information,
    moment,
    number,
    rate,
    several,
    submission,
    text,
    unnumbered,
    word,
)

from workbook_tools.basis.operators import Operator
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import RangeBand, Scheme
from workbook_tools.model import Cell, Evaluation, Indicator, Quantity, ScoredRow
from workbook_tools.reading.words import read_quantity


def judged(scheme: Scheme, target: Quantity, actual: Quantity, name: str = "服务数量", **others: object) -> Evaluation:
    return evaluate(submission([indicator(name, target, actual, points="10", **others)]), scheme)  # type: ignore[arg-type]


def only(scheme: Scheme, target: Quantity, actual: Quantity, name: str = "服务数量", **others: object) -> ScoredRow:
    return judged(scheme, target, actual, name, **others).rows[0]


def codes(evaluation: Evaluation) -> list[str]:
    return [finding.code for finding in evaluation.findings if finding.sheet == "绩效指标"]


@pytest.mark.parametrize(
    ("operator", "target", "actual", "score", "state"),
    [
        ("", 68, 70, "10.00", "超额完成"),
        ("", 68, 68, "10.00", "完成"),
        ("", 50, 35, "7.00", "未完成"),
        ("≥", 90, 89, "9.89", "未完成"),
        ("≥", 90, 0, "0.00", "未完成"),
        ("≥", 90, -5, "0.00", "未完成"),
        ("=", 8, 7, "8.75", "未完成"),
        ("=", 8, 9, "10.00", "超额完成"),
        ("≤", 5300, 5300, "10.00", "完成"),
        ("≤", 5300, 100, "10.00", "完成"),
        ("≤", 5300, 5830, "9.09", "未完成"),
        ("≤", 5300, 0, "10.00", "完成"),
        ("<", 5, 6, "8.33", "未完成"),
        (">", 5, 4, "8.00", "未完成"),
    ],
)
def test_figures_are_scored_by_their_bound(
    fiscal: Scheme, operator: Operator, target: int, actual: int, score: str, state: str
) -> None:
    row = only(fiscal, number(target, "个", operator), number(actual, "个"))
    assert (str(row.score), row.state) == (score, state)
    assert row.operator == operator


@pytest.mark.parametrize(
    ("rule", "score", "way"),
    [
        ("ratio", "9.09", "10.00×5300÷5830＝9.09 分"),
        ("linear", "9.00", "10.00×（1−（5830−5300）÷5300）＝9.00 分"),
        ("all-or-nothing", "0.00", "得 0.00 分"),
    ],
)
def test_a_ceiling_that_is_not_kept_is_scored_as_the_scheme_says(
    fiscal: Scheme, rule: str, score: str, way: str
) -> None:
    scheme = fiscal._replace(ceiling_rule=rule)  # type: ignore[arg-type]
    row = only(scheme, number(5300, "元/户", "≤"), number(5830, "元/户"))
    assert str(row.score) == score
    assert row.why.endswith(f"{way}。")


def test_a_ceiling_of_a_rate_is_shown_in_percent(fiscal: Scheme) -> None:
    row = only(fiscal, rate(10, "≤"), rate("12.5"), "预算偏差率")
    assert row.why.endswith("实际 12.50% 超过上限 10.00%，按比例计分，10.00×10.00%÷12.50%＝8.00 分。")


def test_a_linear_deduction_stops_at_nothing(fiscal: Scheme) -> None:
    scheme = fiscal._replace(ceiling_rule="linear")
    assert only(scheme, number(10, "元", "≤"), number(50, "元")).score == 0


@pytest.mark.parametrize(
    ("operator", "actual", "score"),
    [("", 0, 10), ("=", 0, 10), ("≤", 0, 10), ("", 1, 0), ("=", 2, 0), ("≤", 1, 0), ("≥", 0, 10), ("≥", 5, 10)]
    + [("≥", -1, 0), (">", 0, 0), (">", 1, 10), ("", -1, None)],
)
def test_a_target_of_zero_is_never_divided(fiscal: Scheme, operator: Operator, actual: int, score: int) -> None:
    row = only(fiscal, number(0, "起", operator), number(actual, "起"))
    assert row.score == score
    assert row.completion is None
    assert row.variance_rate is None


def test_completion_of_a_ceiling_is_target_over_actual_and_unknown_for_nothing(fiscal: Scheme) -> None:
    assert only(fiscal, number(80, "元", "≤"), number(100, "元")).completion == Decimal("0.8")
    assert only(fiscal, number(80, "元", "≤"), number(0, "元")).completion is None


@pytest.mark.parametrize(
    ("name", "level2", "unit", "taken"),
    [
        ("群众投诉数", "质量指标", "起", True),
        ("项目总成本", "成本指标", "万元", True),
        ("人均服务费用", "成本指标", "元/人", True),
        ("培训费用", "成本指标", "万元", True),
        ("管理费占比", "成本指标", "%", True),
        ("专家劳务", "成本指标", "元", True),
        ("个案经费", "成本指标", "元", True),
        ("安全事故", "质量指标", "起", True),
        ("投诉处理率", "质量指标", "%", False),
        ("成本控制率", "成本指标", "%", False),
        ("走访户数", "数量指标", "户", False),
    ],
)
def test_without_an_operator_what_is_better_when_smaller_is_taken_as_a_ceiling(
    fiscal: Scheme, name: str, level2: str, unit: str, taken: bool
) -> None:
    sides = (rate(10), rate(20)) if unit == "%" else (number(10, unit), number(20, unit))
    evaluation = judged(fiscal, *sides, name, level2=level2)
    assert evaluation.rows[0].operator == ("≤" if taken else "")
    assert ("R001" in codes(evaluation)) == taken
    assert evaluation.rows[0].score == (5 if taken else 10)


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [("20", "19999", "10"), ("20", "20000", None), ("20000", "20", None), ("0.5", "999", "10")],
)
def test_an_amount_a_thousand_times_the_other_in_ten_thousands_is_asked_for(
    fiscal: Scheme, target: str, actual: str, score: str | None
) -> None:
    evaluation = judged(fiscal, number(target, "万元"), number(actual, "万元"))
    assert evaluation.rows[0].score == (score and Decimal(score))
    assert ("R027" in codes(evaluation)) == (score is None)


def test_the_nature_column_gives_the_bound_that_the_cell_lacks(fiscal: Scheme) -> None:
    evaluation = judged(fiscal, number(10, "天"), number(12, "天"), "办结时限", nature="≤")
    assert evaluation.rows[0].score == Decimal("8.33")
    assert codes(evaluation) == []


def test_a_strict_bound_met_exactly_is_asked_about(fiscal: Scheme) -> None:
    evaluation = judged(fiscal, number(5, "次", ">"), number(5, "次"))
    assert (evaluation.rows[0].score, codes(evaluation)) == (None, ["R004"])


def test_equal_may_be_taken_at_its_word(fiscal: Scheme) -> None:
    scheme = fiscal._replace(equal_rule="exact")
    assert [only(scheme, number(8, "个", "="), number(n, "个")).score for n in (7, 8, 9)] == [0, 10, 0]


@pytest.mark.parametrize(("actual", "score"), [(60, 10), (70, 10), (80, 10), (59, 0), (81, 0)])
def test_a_range_takes_its_limits_in_and_gives_nothing_outside(fiscal: Scheme, actual: int, score: int) -> None:
    row = only(fiscal, between(60, 80, "人"), number(actual, "人"), nature="区间")
    assert row.score == score
    assert row.completion is None


def test_a_scheme_may_band_what_lies_outside_a_range(fiscal: Scheme) -> None:
    bands = (RangeBand(Decimal("0.05"), Decimal("0.8")), RangeBand(Decimal("0.1"), Decimal("0.5")))
    scheme = fiscal._replace(range_bands=bands)
    assert [only(scheme, between(60, 80, "人"), number(n, "人")).score for n in (84, 87, 90, 57)] == [8, 5, 0, 8]


def test_a_span_as_actual_counts_by_its_worse_end(fiscal: Scheme) -> None:
    assert only(fiscal, number(70, "人", "≥"), between(63, 80, "人")).score == 9
    assert only(fiscal, number(60, "人", "≤"), between(50, 80, "人")).score == Decimal("7.50")
    assert only(fiscal, between(60, 80, "人"), between(65, 90, "人"), nature="区间").score == 0


def test_a_bound_as_actual_is_read_as_its_limit(fiscal: Scheme) -> None:
    assert only(fiscal, rate(10, "≤"), rate(10, "≤"), "经费执行与计划的差距").score == 10
    assert only(fiscal, number(360, "天", "≥"), number(360, "天", "≥")).score == 10


def test_units_of_one_kind_are_converted_and_the_variance_is_in_the_targets_unit(fiscal: Scheme) -> None:
    row = only(fiscal, number(50, "万元"), number(350000, "元"), "资源链接")
    assert (row.completion, row.variance, row.unit) == (Decimal("0.7"), Decimal(-15), "万元")


def test_units_of_different_things_are_not_compared(fiscal: Scheme) -> None:
    evaluation = judged(fiscal, number(90, "小时"), number(90, "人"))
    row = evaluation.rows[0]
    assert (row.score, row.state, row.score_low, row.score_high) == (None, "无法判定", 0, 10)
    assert codes(evaluation) == ["Q123"]
    assert "同一个单位" in row.missing


@pytest.mark.parametrize(
    ("points", "target", "actual", "score"),
    [("0.03", 6, 5, "0.03"), ("7.50", 50, 35, "5.25"), ("3", 3807, 3224, "2.54"), ("2.5", 1000, 999, "2.50")],
)
def test_scores_are_rounded_half_up_once_and_rates_never(
    fiscal: Scheme, points: str, target: int, actual: int, score: str
) -> None:
    row = evaluate(submission([indicator("走访", number(target), number(actual), points=points)]), fiscal).rows[0]
    assert str(row.score) == score


def test_full_marks_never_exceed_points_with_more_than_two_decimals(fiscal: Scheme) -> None:
    row = evaluate(submission([indicator("走访", number(5), number(5), points="3.335")]), fiscal).rows[0]
    assert row.score == Decimal("3.33")


@pytest.mark.parametrize(
    ("target", "actual", "code", "cell", "missing"),
    [
        (number(68, "个"), blank(), "R010", "J4", "请填写实际完成值"),
        (blank(), number(68, "个"), "R011", "G4", "请填写年度指标值"),
        (text("得到各方认可"), number(22, "个"), "R012", "G4", "可以计量的目标"),
        (text("得到各方认可"), several(("覆盖", number(22)), ("合作", number(30))), "R012", "G4", "可以计量的目标"),
        (rate(90, "≥"), word("达标"), "R013", "J4", "例如“95%”"),
        (
            number(2, "支", "≥"),
            unnumbered(("组织", number(1, "支")), ("队伍", number(2, "支"))),
            "R014",
            "J4",
            "一个数",
        ),
        (number(68, "个"), text("均已按要求开展"), "R015", "J4", "例如“68个”"),
        (number(68, "个"), moment(7), "R015", "J4", "例如“68个”"),
        (several(("个案", number(68)), ("小组", number(30))), number(98), "R016", "J4", "逐项填写"),
        (text("效果明显"), word("良好"), "R017", "J4", "评定档次"),
        (text("效果明显"), word("部分达成"), "R018", "K4", "60.00%～80.00%"),
        (moment(12, 2022, operator="≤"), number(30, "个"), "R021", "J4", "完成的年月日"),
    ],
)
def test_a_row_that_cannot_be_judged_says_what_to_fill_in_and_where(
    fiscal: Scheme, target: Quantity, actual: Quantity, code: str, cell: str, missing: str
) -> None:
    evaluation = judged(fiscal, target, actual)
    row = evaluation.rows[0]
    assert (row.score, row.state, codes(evaluation)) == (None, "无法判定", [code])
    assert missing in row.missing
    assert row.missing_cell == cell
    assert [(gap.cell, gap.points) for gap in evaluation.missing if gap.sheet == "绩效指标"] == [(cell, 10)]
    assert row.missing in row.why
    assert next(f.cell for f in evaluation.findings if f.code == code) == cell


def test_a_row_that_is_judged_asks_for_nothing(fiscal: Scheme) -> None:
    row = only(fiscal, number(68, "个"), number(34, "个"))
    assert (row.score, row.missing, row.missing_cell) == (5, "", "")


def test_what_reading_has_said_is_not_said_again(fiscal: Scheme) -> None:
    unreadable = Quantity("text", "第三方评估18.5/20分", codes=("Q114",))
    assert codes(judged(fiscal, number(90, "分"), unreadable)) == []
    error = Quantity("error", "#DIV/0!", codes=("Q113",))
    evaluation = judged(fiscal, number(90, "分"), error)
    assert (codes(evaluation), evaluation.rows[0].missing) == ([], "请改正这一行单元格里的公式错误")


def test_far_above_the_target_nothing_is_taken_off_unless_the_scheme_says_so(fiscal: Scheme) -> None:
    assert only(fiscal, number(10, "场"), number(20, "场")).score == 10
    strict = fiscal._replace(over_target_deduction=Decimal("0.1"))
    assert only(strict, number(10, "场"), number(20, "场")).score == 9
    assert only(strict, number(10, "场"), number(12, "场")).score == 10
    assert only(strict, number(10, "场"), number(20, "场"), reason="社区新增需求").score == 10
    assert only(strict, number(10, "场"), number(20, "场"), reason="/").score == 9
    assert only(strict, number(10, "元", "≤"), number(1, "元")).score == 10


@pytest.mark.parametrize("nothing", ["不适用", "无偏差", "N/A", "——", "暂无。"])
def test_what_the_check_of_reasons_takes_for_none_is_none_in_scoring_too(fiscal: Scheme, nothing: str) -> None:
    strict = fiscal._replace(over_target_deduction=Decimal("0.1"))
    assert only(strict, number(10, "场"), number(20, "场"), reason=nothing).score == 9


def test_a_rate_and_a_bare_number_are_two_rates(fiscal: Scheme) -> None:
    row = only(fiscal, rate(95, "≥"), number("0.97"), "满意度")
    assert (row.score, row.unit) == (10, "%")


def test_huge_figures_do_not_break_a_row(fiscal: Scheme) -> None:
    row = only(fiscal, number("1E+300"), number("1E+299"))
    assert row.score == 1
    assert len(row.why) < 300


def test_a_missing_year_of_a_straddling_service_year_is_said(fiscal: Scheme) -> None:
    from datetime import date

    about = information(service_start=date(2022, 8, 1), service_end=date(2023, 7, 31))
    rows = [indicator("验收时间", moment(9, operator="<"), moment(7), points=10)]
    evaluation = evaluate(submission(rows, about=about), fiscal)
    assert (evaluation.rows[0].score, codes(evaluation)) == (10, ["R005"])


@pytest.mark.parametrize("actual", [text("已建立三项制度"), blank()])
def test_the_rating_of_a_qualitative_row_may_stand_in_the_score_cell(fiscal: Scheme, actual: Quantity) -> None:
    row = indicator("制度建设", text("制度健全"), actual, points=10)
    assert evaluate(submission([row]), fiscal).rows[0].score is None
    rated = replace(row, stated_score_cell=Cell("达成"))
    assert evaluate(submission([rated]), fiscal).rows[0].score == 10
    counted = replace(indicator("走访", number(10), blank(), points=10), stated_score_cell=Cell("达成"))
    assert evaluate(submission([counted]), fiscal).rows[0].score is None


def test_a_word_never_stands_for_a_figure_even_on_a_qualitative_row(fiscal: Scheme) -> None:
    assert only(fiscal, rate(90, "≥"), word("达标"), nature="定性").score is None


@pytest.mark.parametrize("target", [number(68, "个"), text("机制健全"), word("达标")])
def test_a_blank_actual_is_asked_for_unless_a_rating_stands_beside_words(fiscal: Scheme, target: Quantity) -> None:
    """A rating in 自评得分 is an answer to words, none to a figure."""
    plain = indicator("服务", target, blank(), points=10)
    rated = replace(plain, stated_score_cell=Cell("达成"))
    codes = [
        [each.code for each in evaluate(submission([row]), fiscal).findings if each.code[:2] == "R0"]
        for row in (plain, rated)
    ]
    assert codes[0] == ["R010"]
    assert ("R010" in codes[1]) is (target.kind == "number")


@pytest.mark.parametrize(("other", "completion"), [("95", "0.18"), ("0.95", None)])
def test_where_a_column_is_written_in_percent_a_figure_below_one_is_below_one_percent(
    fiscal: Scheme, other: str, completion: str | None
) -> None:
    def row(name: str, target: str, actual: str) -> Indicator:
        sides = [
            read_quantity(Cell(each, Decimal(each)), unit="%", role=role)
            for each, role in ((target, "target"), (actual, "actual"))
        ]  # type: ignore[arg-type]
        cells = {"target_cell": Cell(target, Decimal(target)), "actual_cell": Cell(actual, Decimal(actual))}
        return replace(indicator(name, *sides, unit="%", points=10), **cells)

    rows = evaluate(submission([row("建档率", other, other), row("增长率", "5", "0.9")]), fiscal).rows
    assert rows[1].completion == (None if completion is None else Decimal(completion))


@pytest.mark.parametrize(
    ("target", "actual", "state", "told"),
    [  # more or less was promised, without how much
        ("持续下降", "由2021年45起降至2022年28起", "完成", "达到目标"),
        ("持续下降", "由2021年28起升至2022年45起", "未完成", "方向相反"),
        ("持续增长", "由2021年28起升至2022年45起", "完成", "达到目标"),
        ("持续下降", "由45起降至28起", "完成", "达到目标"),
        ("持续下降", "由2020年45起降至2022年28起", "无法判定", ""),  # two years
        ("持续下降", "由2020年45起降至2021年28起", "无法判定", ""),  # the years before
        ("不上升", "与上年持平", "完成", "达到目标"),
        ("持续下降", "与上年持平", "无法判定", ""),
        ("持续增长", "一至四季度依次为112、126、139、158人", "完成", "达到目标"),
        ("持续下降", "一至四季度依次为112、126、139、158人", "无法判定", ""),
        # a limit in words
        ("控制在预算内", "未超预算", "完成", "没有超过上限"),
        ("控制在预算内", "节约3%", "完成", "没有超过上限"),
        ("控制在预算内", "超支3%", "未完成", "103.00%"),
        ("控制在预算内", "超支2万元", "无法判定", ""),
        ("办好", "未超预算", "无法判定", ""),
    ],
)
def test_a_promise_without_a_figure_is_kept_by_what_is_said_of_it(
    fiscal: Scheme, target: str, actual: str, state: str, told: str
) -> None:
    sides = read_quantity(Cell(target), role="target"), read_quantity(Cell(actual), role="actual")
    about = information(year="2022", service_start=date(2022, 1, 1), service_end=date(2022, 12, 31))
    found = evaluate(submission([indicator("管理费用", *sides, points="10")], about=about), fiscal).rows[0]
    assert (found.state, told in found.why) == (state, True)
