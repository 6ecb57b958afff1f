"""Where points come from, and that they always add up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import blank, cost, heading, indicator, information, number, rate, submission
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.figures import spread
from workbook_tools.evaluation.points import allocate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Indicator, StatedFunds, Submission
from workbook_tools.reading.scheme_files import load_scheme

MET = number(10, "个"), number(10, "个")


def row(name: str, points: str | None = None, **others: str) -> Indicator:
    return indicator(name, *MET, points=points, **others)  # type: ignore[arg-type]


def shown(workbook: Submission, scheme: Scheme) -> list[str]:
    return ["-" if points is None else f"{points:f}" for points in allocate(workbook, scheme).rows]


def codes(workbook: Submission, scheme: Scheme) -> list[str]:
    return [finding.code for finding in allocate(workbook, scheme).findings]


@given(st.decimals("0.01", "10000", places=2), st.integers(1, 200))
def test_even_shares_add_up_exactly_and_differ_by_one_cent_at_most(total: Decimal, count: int) -> None:
    shares = spread(total, count)
    assert sum(shares) == total
    assert max(shares) - min(shares) <= Decimal("0.01")
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("total", ["8.335", "33.3333", "1E+2", "0"])
def test_shares_add_up_whatever_the_decimals_of_the_whole(total: str) -> None:
    assert sum(spread(Decimal(total), 7)) == Decimal(total)


def test_points_on_the_row_are_used(fiscal: Scheme) -> None:
    workbook = submission([row("甲", "7.5"), row("乙", "2.5")], headings=[heading("产出指标", 50)])
    assert shown(workbook, fiscal) == ["7.5", "2.5"]
    assert codes(workbook, fiscal) == []


def test_points_of_the_heading_are_split_over_the_indicators_below(fiscal: Scheme) -> None:
    workbook = submission([row("甲"), row("乙"), row("丙")], headings=[heading("产出指标", 20)])
    assert shown(workbook, fiscal) == ["6.67", "6.67", "6.66"]


def test_without_a_heading_the_scheme_has_the_points(fiscal: Scheme) -> None:
    rows = [row("甲", level1="项目效益"), row("乙", level1="项目效益"), row("丙", level1="二、满意度指标")]
    assert shown(submission(rows), fiscal) == ["15.00", "15.00", "10"]


def test_a_heading_of_level_2_comes_before_that_of_level_1(fiscal: Scheme) -> None:
    rows = [row("甲"), row("乙"), row("丙", level2="质量指标"), row("丁", level2="质量指标")]
    headings = [heading("产出指标", 50), heading("产出指标", 30, "数量指标")]
    assert shown(submission(rows, headings=headings), fiscal) == ["15.00", "15.00", "10.00", "10.00"]


def test_a_joined_level_is_worth_the_sum_of_its_parts(fiscal: Scheme) -> None:
    assert shown(submission([row("甲", level1="效益指标 满意度")]), fiscal) == ["40"]


def test_blank_points_take_what_the_given_ones_leave_and_a_finding_says_so(fiscal: Scheme) -> None:
    workbook = submission([row("甲", "20"), row("乙"), row("丙")])
    assert shown(workbook, fiscal) == ["20", "15.00", "15.00"]
    assert codes(workbook, fiscal) == ["P001"]
    assert "余下的 30.00 分平均分给空着的 2 项" in allocate(workbook, fiscal).findings[0].message


def test_nothing_is_left_for_blank_points_below_a_full_level(fiscal: Scheme) -> None:
    workbook = submission([row("甲", "50"), row("乙")])
    assert shown(workbook, fiscal) == ["50", "-"]
    assert codes(workbook, fiscal) == ["P002"]
    evaluation = evaluate(workbook, fiscal)
    assert evaluation.score is None
    assert evaluation.rows[1].why.endswith("这一行没有分值，不计分。")


def test_a_level_of_unknown_points_is_named(fiscal: Scheme) -> None:
    workbook = submission([row("甲", level1="管理指标"), row("乙", level1="管理指标")])
    assert shown(workbook, fiscal) == ["-", "-"]
    (found,) = allocate(workbook, fiscal).findings
    assert (found.code, "管理指标" in found.message) == ("P003", True)
    (unnamed,) = allocate(submission([row("甲", level1=""), row("乙", level1="")]), fiscal).findings
    assert (unnamed.code, "一级指标" in unnamed.message) == ("P003", True)


def test_items_share_the_points_of_their_first_row(fiscal: Scheme) -> None:
    rows = [row("甲", "10", item="一"), row("甲", item="二"), row("甲", item="三"), row("乙", "40")]
    assert shown(submission(rows), fiscal) == ["3.34", "3.33", "3.33", "40"]


def test_items_with_points_of_their_own_keep_them_and_share_with_blank_ones_below(fiscal: Scheme) -> None:
    rows = [row("甲", "6", item="一"), row("甲", item="二"), row("甲", "4", item="三")]
    assert shown(submission(rows), fiscal) == ["3.00", "3.00", "4"]
    rows = [row("甲", item="一"), row("甲", "6", item="二"), row("甲", "4", item="三")]
    assert shown(submission(rows), fiscal) == ["3.00", "3.00", "4"]  # and with blank ones above the first


def test_of_which_rows_without_points_repeat_the_row_above(fiscal: Scheme) -> None:
    rows = [row("低保发放人数"), row("★★其中：建档立卡人数"), row("临时救助人数")]
    workbook = submission(rows, headings=[heading("产出指标", 10)])
    assert shown(workbook, fiscal) == ["5.00", "-", "5.00"]
    evaluation = evaluate(workbook, fiscal)
    assert evaluation.levels[0].points == 10
    assert (evaluation.rows[1].state, evaluation.rows[1].score) == ("完成", None)
    assert "不重复计分" in evaluation.rows[1].why
    assert not any(gap.name.startswith("★★其中") for gap in evaluation.missing)


def test_of_which_rows_with_points_of_their_own_count(fiscal: Scheme) -> None:
    assert shown(submission([row("低保发放人数", "5"), row("其中：建档立卡人数", "5")]), fiscal) == ["5", "5"]


def test_rows_left_over_from_the_form_get_no_points(fiscal: Scheme) -> None:
    empty = [indicator(name, blank(), blank()) for name in ("指标2：", "……", "指标3")]
    workbook = submission([row("甲"), *empty], headings=[heading("产出指标", 50)])
    assert shown(workbook, fiscal) == ["50", "-", "-", "-"]
    assert [scored.item for scored in evaluate(workbook, fiscal).rows] == ["甲"]


def test_negative_points_count_for_nothing(fiscal: Scheme) -> None:
    evaluation = evaluate(submission([row("甲", "-5"), row("乙", "50")]), fiscal)
    assert [scored.score for scored in evaluation.rows] == [0, 50]


FUNDS = {"about": information(annual_funds="100"), "costs": [cost("人员经费", 100, 80)]}


def test_an_execution_row_is_scored_from_the_funds_and_counted_once(fiscal: Scheme) -> None:
    rows = [row("甲", "90"), indicator("预算执行率", rate(100), rate(99), level1="预算执行", points=10)]
    evaluation = evaluate(submission(rows, **FUNDS), fiscal)  # type: ignore[arg-type]
    assert evaluation.rows[1].score == Decimal("8.00")
    assert evaluation.rows[1].completion == Decimal("0.8")
    shown_as = evaluation.rows[1]
    assert (shown_as.item, shown_as.unit, shown_as.from_ledger) == ("预算执行率", "%", False)
    assert [(level.name, level.points) for level in evaluation.levels] == [("产出指标", 90), ("预算执行率", 10)]
    assert evaluation.score == Decimal("98.00")


def test_a_second_execution_row_is_not_scored_again(fiscal: Scheme) -> None:
    twice = [indicator("预算执行率", rate(100), rate(99), level1="预算执行", points=10) for _ in range(2)]
    evaluation = evaluate(submission([row("甲", "90"), *twice], **FUNDS), fiscal)  # type: ignore[arg-type]
    assert [scored.indicator.level3 for scored in evaluation.rows] == ["甲", "预算执行率"]
    assert evaluation.score == Decimal("98.00")
    before = evaluate(submission([*twice, row("甲", "90")], **FUNDS), fiscal)  # type: ignore[arg-type]
    assert [scored.indicator.level3 for scored in before.rows] == ["预算执行率", "甲"]


@pytest.mark.parametrize(
    ("spent", "state", "completion", "score", "low", "high"),
    [
        (99, "未完成", "0.99", "9.90", "9.90", "9.90"),
        (100, "完成", "1", "10.00", "10.00", "10.00"),
        (109, "完成", "1.09", "10.00", "10.00", "10.00"),
        (0, "未完成", "0", "0.00", "0.00", "0.00"),
        (None, "无法判定", None, None, "0", "10"),
    ],
)
def test_an_execution_row_is_done_from_the_full_rate_on(
    fiscal: Scheme, spent: int | None, state: str, completion: str | None, score: str | None, low: str, high: str
) -> None:
    rows = [row("甲", "90"), indicator("预算执行率", rate(100), rate(99), level1="预算执行", points=10)]
    costs = [cost("人员经费", 100, spent)]
    done = evaluate(submission(rows, about=information(annual_funds="100"), costs=costs), fiscal).rows[1]
    assert (done.state, done.completion, done.score) == (state, decimal(completion), decimal(score))
    assert (done.score_low, done.score_high) == (Decimal(low), Decimal(high))
    assert done.variance == done.variance_rate == (None if completion is None else Decimal(completion) - 1)


@pytest.mark.parametrize(
    ("spent", "state", "score"),
    [(80, "未完成", "4.00"), (100, "完成", "5.00"), (109, "完成", "5.00"), (-3, "未完成", "0.00")],
)
def test_an_execution_row_of_its_own_points_is_done_from_the_full_rate_on(
    fiscal: Scheme, spent: int, state: str, score: str
) -> None:
    rows = [row("甲", "85"), indicator("预算执行率", rate(100), rate(1), level2="成本指标", points=5)]
    costs = [cost("人员经费", 100, spent)]
    done = evaluate(submission(rows, about=information(annual_funds="100"), costs=costs), fiscal).rows[1]
    assert (done.state, done.score, done.completion) == (state, Decimal(score), Decimal(spent) / 100)


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def test_an_execution_row_without_points_takes_nothing_from_its_level(fiscal: Scheme) -> None:
    rows = [row("甲"), indicator("预算执行率", rate(100), rate(80), level2="成本指标")]
    evaluation = evaluate(submission(rows, headings=[heading("产出指标", 50)], **FUNDS), fiscal)  # type: ignore[arg-type]
    assert [scored.points for scored in evaluation.rows] == [50, 10]
    assert evaluation.total_points == 60


def test_an_execution_row_beside_the_execution_item_is_a_row_of_its_level(fiscal: Scheme) -> None:
    """Its five points and the item's ten are both needed to make 100."""
    rows = [
        row("甲"),
        indicator("预算执行率", rate(100), rate(80), level2="成本指标", points=5),
        row("乙", "30", level1="效益指标"),
        row("丙", "10", level1="满意度指标"),
    ]
    evaluation = evaluate(submission(rows, headings=[heading("产出指标", 50)], **FUNDS), fiscal)  # type: ignore[arg-type]
    assert [scored.points for scored in evaluation.rows] == [45, 5, 30, 10]
    assert evaluation.rows[1].score == Decimal("4.00")
    assert evaluation.total_points == 100
    assert evaluation.score == Decimal("97.00")


def test_an_execution_row_is_the_execution_item_where_the_points_make_the_whole_either_way(fiscal: Scheme) -> None:
    """甲 would have 40 of its level's 50 beside a row of ten; it has all of them."""
    rows = [
        row("甲"),
        indicator("预算执行率", rate(100), rate(80), level2="成本指标", points=10),
        row("乙", "30", level1="效益指标"),
        row("丙", "10", level1="满意度指标"),
    ]
    found = allocate(submission(rows, headings=[heading("产出指标", 50)], **FUNDS), fiscal)  # type: ignore[arg-type]
    assert (found.execution, found.rows, found.execution_rows) == (10, (50, None, 30, 10), {1})


def test_a_form_states_the_points_of_execution(fiscal: Scheme) -> None:
    stated = StatedFunds("表", "D8", None, Decimal(30), Decimal(27), Decimal(20), None, None)
    evaluation = evaluate(submission([row("甲", "80")], stated_funds=stated, form="official"), fiscal)
    assert (evaluation.funds.points, evaluation.funds.score) == (20, Decimal("18.00"))


def test_a_scheme_without_points_for_the_execution_rate_adds_none(fiscal: Scheme) -> None:
    workbook = submission([row("甲", "60"), row("乙", "40")])
    assert allocate(workbook, fiscal).execution == 10
    assert allocate(workbook, load_scheme("fiscal-2020-execution-0")).execution == 0


def test_under_a_scheme_that_scores_no_execution_a_row_of_it_is_a_row_like_any_other() -> None:
    shown_as_row = indicator("预算执行率", rate(100), rate(95), level1="过程", points=10)
    scheme = load_scheme("fiscal-2020-execution-0")
    evaluation = evaluate(submission([row("甲", "60"), row("乙", "30"), shown_as_row]), scheme)
    assert [each.score for each in evaluation.rows][-1] == Decimal("9.50")
    assert (evaluation.total_points, evaluation.funds.points) == (100, 0)


@pytest.mark.parametrize("form", ["official", "standard"])
def test_an_execution_row_that_makes_the_whole_is_the_execution_item(fiscal: Scheme, form: str) -> None:
    shown_as_row = indicator("预算执行率", rate(100), rate(95), level1="预算执行", points=10)
    found = allocate(submission([row("甲", "60"), row("乙", "30"), shown_as_row], form=form), fiscal)
    assert (found.execution, found.execution_rows) == (10, {2})


@pytest.mark.parametrize("rest", ["85", "95"])
def test_beside_an_execution_item_of_other_points_the_row_is_an_indicator(fiscal: Scheme, rest: str) -> None:
    funds = StatedFunds("表", "D8", None, Decimal(30), Decimal(27), Decimal(10), None, None)
    beside = indicator("预算执行率", rate(100), rate(95), level2="成本指标", points=5)
    found = allocate(submission([row("甲", rest), beside], form="official", stated_funds=funds), fiscal)
    assert (found.execution, found.rows, found.execution_rows) == (10, (Decimal(rest), 5), frozenset())


def test_a_form_without_points_is_read_by_its_own_full_scores(fiscal: Scheme) -> None:
    rows = [indicator(name, *MET, stated_score=score) for name, score in (("甲", 30), ("乙", 15), ("丙", 5))]
    workbook = submission(rows, form="official")
    assert shown(workbook, fiscal) == ["30", "15", "5"]
    assert codes(workbook, fiscal) == ["P004"]
    rows = [indicator(name, *MET, stated_score=score) for name, score in (("甲", 30), ("乙", 20), ("丙", 0))]
    assert shown(submission(rows, form="official"), fiscal) == ["30", "20", "0"]


@pytest.mark.parametrize(
    ("form", "scores"),
    [
        ("official", (30, 14, 5)),
        ("standard", (30, 15, 5)),
        ("official", (30, None, 20)),
        ("official", (None, None, None)),
        ("official", (55, -10, 5)),
    ],
)
def test_own_scores_that_prove_nothing_leave_the_points_even(
    fiscal: Scheme, form: str, scores: tuple[int | None, ...]
) -> None:
    rows = [indicator(f"第{n}项", *MET, stated_score=score) for n, score in enumerate(scores)]
    workbook = submission(rows, form=form)
    assert shown(workbook, fiscal) == ["16.67", "16.67", "16.66"]
    assert codes(workbook, fiscal) == []


@given(st.lists(st.integers(1, 4), min_size=1, max_size=12), st.decimals("1", "90", places=2))
def test_rows_and_items_always_add_up_to_the_heading(sizes: list[int], total: Decimal) -> None:
    from workbook_tools.reading.scheme_files import load_scheme

    rows = [
        row(f"第{place}项", item=f"之{item}" if size > 1 else "")
        for place, size in enumerate(sizes)
        for item in range(size)
    ]
    allocation = allocate(submission(rows, headings=[heading("产出指标", total)]), load_scheme())
    assert sum(points for points in allocation.rows if points is not None) == total


def test_an_execution_of_far_too_many_points_is_told_where_it_stands(fiscal: Scheme) -> None:
    """90 points of 绩效指标 and 90 of execution: most likely 10."""
    shown = indicator("预算执行率", rate(100), rate(95), points=90)
    found = allocate(submission([row("甲", "90"), shown]), fiscal)
    assert found.execution == fiscal.execution_points
    (slip,) = [each for each in found.findings if each.code == "M072"]
    assert (slip.sheet, slip.cell) == ("绩效指标", "I5")
    funds = StatedFunds("自评表", "C6", None, Decimal(100), Decimal(95), Decimal(90), Decimal("0.95"), None)
    form = submission([row("甲", "90")], form="official")._replace(stated_funds=funds)
    (slip,) = [each for each in allocate(form, fiscal).findings if each.code == "M072"]
    assert (slip.sheet, slip.cell) == ("自评表", "C6")


@pytest.mark.parametrize(("points", "told"), [("50", 1), ("49.99", 0)])
def test_half_of_all_points_is_far_too_many_for_the_execution(fiscal: Scheme, points: str, told: int) -> None:
    found = allocate(submission([row("甲", "90"), indicator("预算执行率", rate(100), rate(95), points=points)]), fiscal)
    assert found.execution == (10 if told else Decimal(points))
    assert [each.code for each in found.findings].count("M072") == told


def test_of_two_execution_rows_with_far_too_many_points_the_first_is_told(fiscal: Scheme) -> None:
    again = indicator("预算执行率", rate(100), rate(95), level2="成本指标")
    shown = indicator("预算执行率", rate(100), rate(95), points=90)
    (slip,) = [
        each for each in allocate(submission([shown, row("甲", "90"), again]), fiscal).findings if each.code == "M072"
    ]
    assert slip.cell == "I4"


def test_a_scheme_may_give_most_points_to_the_execution(fiscal: Scheme) -> None:
    found = allocate(submission([row("甲", "40")]), fiscal._replace(execution_points=Decimal(60)))
    assert (found.execution, [each.code for each in found.findings if each.code == "M072"]) == (60, [])


def test_own_scores_below_nothing_prove_nothing_even_where_those_of_the_items_make_the_whole(fiscal: Scheme) -> None:
    rows = [
        indicator("甲", *MET, item="一", stated_score=45), indicator("甲", *MET, item="二", stated_score=-5),
        indicator("乙", *MET, stated_score=10),
    ]  # fmt: skip
    workbook = submission(rows, form="official")
    assert shown(workbook, fiscal) == ["12.50", "12.50", "25.00"]


def test_a_heading_that_breaks_off_joins_nothing(fiscal: Scheme) -> None:
    assert fiscal.level("产出和") is None
    joined = fiscal.level("产出和效益指标")
    assert joined is not None
    assert joined.points == 80


def test_an_execution_row_without_points_takes_none_that_its_level_has_left(fiscal: Scheme) -> None:
    """Ten of the fifty points of 产出 are given to nothing, and the execution item has its own ten."""
    shown_as_row = indicator("预算执行率", rate(100), rate(80), level2="成本指标")
    rows = [row("甲", "40"), shown_as_row, row("乙", "30", level1="效益指标"), row("丙", "10", level1="满意度指标")]
    found = allocate(submission(rows), fiscal)
    assert (found.rows, found.execution) == ((40, None, 30, 10), 10)
