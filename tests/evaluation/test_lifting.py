"""What lifts the grade, held against scoring itself: every promise is scored anew, every path against all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import combinations
from time import process_time
from typing import NamedTuple

import pytest
from builders import (
    between,
    blank,
    cost,
    indicator,
    information,
    moment,
    number,
    rate,
    submission,
    text,
    word,
    yongping_2022,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.earning import figure_earns
from workbook_tools.evaluation.figures import share_of
from workbook_tools.evaluation.scheme import GradeCut, RangeBand, Scheme
from workbook_tools.model import Indicator, Lift, LiftPath
from workbook_tools.reading.scheme_files import load_scheme

FISCAL = load_scheme("guangzhou-2018")
ALONE = FISCAL._replace(execution_points=Decimal(0))
CENT = Decimal("0.01")


def lift_of(rows: Sequence[Indicator], scheme: Scheme = ALONE) -> Lift:
    found = evaluate(submission(rows), scheme).lift
    assert found is not None
    return found


def station(*rows: Indicator, rest: str) -> list[Indicator]:
    """The rows, and one that is met and takes the rest of the 100 points."""
    return [*rows, indicator("其余各项", number(1, "项"), number(1, "项"), points=rest)]


def score(row: Indicator, scheme: Scheme = ALONE) -> Decimal:
    """Scored by the house, not by what is tested here."""
    (scored,) = evaluate(submission([row]), scheme).rows
    assert scored.score is not None
    return scored.score


def with_actual(row: Indicator, figure: Decimal) -> Indicator:
    return replace(row, actual=row.actual._replace(number=figure, text=str(figure)))


def path_to(found: Lift, grade: str) -> LiftPath:
    (path,) = (path for path in found.paths if path.grade == grade)
    return path


def told(path: LiftPath) -> list[str]:
    return [f"{step.name}：{step.words} {step.gain:+} {step.effort:.2%}" for step in path.steps]


# ---------------------------------------------------------------- small tables


def test_a_single_row_is_raised_only_as_far_as_the_grade_asks() -> None:
    rows = station(indicator("个案", number(68, "个"), number(30, "个"), points=20), rest="80")
    path = path_to(lift_of(rows), "优")
    assert (path.total, path.reached, path.best) == (Decimal("88.82"), Decimal("90.00"), Decimal(100))
    assert told(path) == ["个案：再增加 4个（到 34个） +1.18 5.88%"]


def test_a_span_is_raised_from_the_end_that_counts() -> None:
    rows = station(indicator("个案", number(68, "个"), between(30, 60, "个"), points=20), rest="80")
    assert told(path_to(lift_of(rows), "优")) == ["个案：再增加 4个（到 34个） +1.18 5.88%"]
    fewer = station(indicator("投诉", number(10, "起", "≤"), between(11, 20, "起"), points=30), rest="70")
    assert told(path_to(lift_of(fewer), "优")) == ["投诉：再减少 5起（到 15起） +5.00 50.00%"]


def test_the_row_that_asks_for_less_of_its_target_comes_first() -> None:
    rows = station(
        indicator("个案", number(100, "个"), number(50, "个"), points=4),
        indicator("活动", number(100, "次"), number(50, "次"), points=20),
        rest="76",
    )
    assert told(path_to(lift_of(rows), "优")) == ["活动：再增加 10次（到 60次） +2.00 10.00%"]


def test_a_row_that_asks_for_a_little_less_comes_first_though_a_cent_more_would_ask_for_more() -> None:
    """0.50 of a point is 1 of 2, or 99 of 200, whose score is rounded up; 0.51 would be 101 of 200."""
    rows = station(
        indicator("讲座", number(2, "场"), number(0, "场"), points=1),
        indicator("探访", number(200, "次"), number(0, "次"), points=1),
        rest="98",
    )
    high = ALONE._replace(grades=(GradeCut("优", Decimal("98.5")), GradeCut("良", Decimal(0))))
    assert told(path_to(lift_of(rows, high), "优")) == ["探访：再增加 99次（到 99次） +0.50 49.50%"]


def test_the_figure_that_just_earns_it_is_found_where_thirds_have_no_end() -> None:
    """9 of 540 earn 0.015 of 0.9 points, which is 0.02 as it is printed; so do 10, and 8 do not."""
    high = ALONE._replace(grades=(GradeCut("优", Decimal("99.12")), GradeCut("良", Decimal(0))))
    rows = station(indicator("探访", number(540, "次"), number(0, "次"), points="0.9"), rest="99.1")
    assert told(path_to(lift_of(rows, high), "优")) == ["探访：再增加 9次（到 9次） +0.02 1.67%"]


def test_fewer_rows_come_before_less_effort() -> None:
    rows = station(
        indicator("个案", number(100, "个"), number(0, "个"), points="11"),
        indicator("小组", number(100, "个"), number(95, "个"), points="20"),
        indicator("活动", number(100, "次"), number(95, "次"), points="20"),
        rest="49",
    )
    path = path_to(lift_of(rows), "优")
    assert path.total == 87
    assert told(path) == ["个案：再增加 28个（到 28个） +3.08 28.00%"]


def test_all_but_the_row_with_the_fewest_points_are_raised_to_their_targets() -> None:
    high = ALONE._replace(grades=(GradeCut("优", Decimal(96)), GradeCut("良", Decimal(0))))
    rows = station(
        indicator("个案", number(50, "个"), number(40, "个"), points=5),
        indicator("活动", number(50, "次"), number(40, "次"), points=19),
        indicator("探访", number(50, "次"), number(40, "次"), points=21),
        rest="55",
    )
    path = path_to(lift_of(rows, high), "优")
    assert (path.total, path.reached, path.effort) == (91, Decimal("96.34"), Decimal("0.26"))
    assert told(path) == ["活动：再增加 3次（到 43次） +1.14 6.00%", "探访：再增加 10次（到 50次） +4.20 20.00%"]


def test_rows_of_one_price_are_taken_in_the_order_of_the_sheet() -> None:
    rows = station(
        *(indicator(name, number(50, "个"), number(40, "个"), points=20) for name in ("个案", "小组", "活动")),
        rest="40",
    )
    assert [step.name for step in path_to(lift_of(rows), "优").steps] == ["个案"]
    more = station(
        *(indicator(name, number(50, "个"), number(40, "个"), points=20) for name in ("个案", "小组", "活动", "探访")),
        rest="20",
    )
    for cut, names in (("90", ["个案", "小组"]), ("94", ["个案", "小组", "活动"])):
        best = ALONE._replace(grades=(GradeCut("优", Decimal(cut)), GradeCut("良", Decimal(0))))
        assert [step.name for step in path_to(lift_of(more, best), "优").steps] == names
    high = ALONE._replace(grades=(GradeCut("优", Decimal("98.49")), GradeCut("良", Decimal(0))))
    fewer = station(
        indicator("探访", number(200, "次"), number(0, "次"), points=1),
        indicator("电访", number(200, "次"), number(0, "次"), points="1.01"),
        rest="97.99",
    )
    assert told(path_to(lift_of(fewer, high), "优")) == ["探访：再增加 99次（到 99次） +0.50 49.50%"]


def test_of_rows_that_earn_alike_those_that_ask_for_less_are_raised() -> None:
    """个案 and 成本 earn four points each, for a fifth and for a quarter of their targets."""
    rows = station(
        indicator("个案", number(50, "个"), number(40, "个"), points=20),
        indicator("成本", number(1000, "元", "≤"), number(1250, "元"), points=20),
        indicator("活动", number(50, "次"), number(40, "次"), points=20),
        rest="40",
    )
    best = ALONE._replace(grades=(GradeCut("优", Decimal(94)), GradeCut("良", Decimal(0))))
    assert told(path_to(lift_of(rows, best), "优")) == [
        "个案：再增加 10个（到 50个） +4.00 20.00%",
        "活动：再增加 5次（到 45次） +2.00 10.00%",
    ]


def test_of_ratings_that_earn_alike_the_first_on_the_sheet_is_raised_whatever_its_points() -> None:
    rows = station(
        indicator("效果", text("明显改善"), word("部分达成"), points=10, stated_score=6),
        indicator("影响", text("逐步扩大"), word("达成"), points=20, stated_score=16),
        indicator("活动", number(10, "次"), number(5, "次"), points=5),
        rest="65",
    )
    best = ALONE._replace(grades=(GradeCut("优", Decimal("95.5")), GradeCut("良", Decimal(0))))
    assert told(path_to(lift_of(rows, best), "优")) == [
        "效果：评定达到“达成”并得满分 +4.00 100.00%",
        "活动：再增加 4次（到 9次） +2.00 40.00%",
    ]


def test_a_ceiling_is_weighed_by_its_ratio_and_not_by_the_distance() -> None:
    """1668 of ≤1000 earn 6.00 of 10 points, a third of the target below 2000."""
    rows = station(
        indicator("讲座", number(2, "场"), number(1, "场"), points=10),
        indicator("户均成本", number(1000, "元", "≤"), number(2000, "元"), points=10),
        rest="80",
    )
    best = ALONE._replace(grades=(GradeCut("优", Decimal(91)), GradeCut("良", Decimal(0))))
    assert told(path_to(lift_of(rows, best), "优")) == ["户均成本：再减少 332元（到 1668元） +1.00 33.20%"]


def test_what_has_decimals_goes_by_hundredths() -> None:
    best = ALONE._replace(grades=(GradeCut("优", Decimal("94.5")), GradeCut("良", Decimal(0))))
    rows = station(indicator("链接资源", number("2.5", "万元"), number(1, "万元"), points=10), rest="90")
    assert told(path_to(lift_of(rows, best), "优")) == ["链接资源：再增加 0.13万元（到 1.13万元） +0.52 5.20%"]


def test_a_row_with_a_rule_of_its_own_is_raised_as_a_whole() -> None:
    ruled = replace(indicator("活动", number(10, "场"), number(9, "场"), points=20), scoring_rule="每少1场扣4分")
    best = ALONE._replace(grades=(GradeCut("优", Decimal(97)), GradeCut("良", Decimal(0))))
    found = lift_of(station(ruled, rest="80"), best)
    assert told(path_to(found, "优")) == ["活动：按本行的评分标准得满分 +4.00 100.00%"]
    assert (found.rows[0].worth, found.rows[0].whole, found.rows[0].full) == (None, True, "按本行的评分标准得满分")


def test_the_execution_rate_weighs_as_much_as_all_that_rises_with_it() -> None:
    """Of 20 points together it is raised to its goal, and the row of 15 only as far as is needed."""
    rows = [
        indicator("预算执行率", rate(100), rate(60), level1="产出指标", points=10),
        indicator("个案", number(100, "个"), number(50, "个"), points=15),
        indicator("小组", number(10, "个"), number(10, "个"), points=65),
    ]
    book = submission(rows, about=information(annual_funds="100"), costs=[cost("人员", "100", "60")])
    higher = FISCAL._replace(grades=(GradeCut("优", Decimal(93)), *FISCAL.grades[1:]))
    path = path_to(evaluate(book, higher).lift, "优")  # type: ignore[arg-type]
    assert path.total == Decimal("84.5")
    assert told(path) == [
        "个案：再增加 4个（到 54个） +0.60 4.00%",
        "预算执行率：再增加 40 个百分点（到 100.00%） +8.00 40.00%",
    ]


def test_of_a_row_and_the_execution_rate_the_one_that_asks_for_less_is_raised() -> None:
    rows = [
        indicator("预算执行率", rate(100), rate(60), level1="产出指标", points=10),
        indicator("个案", number(100, "个"), number(80, "个"), points=25),
        indicator("小组", number(10, "个"), number(10, "个"), points=55),
    ]
    book = submission(rows, about=information(annual_funds="100"), costs=[cost("人员", "100", "60")])
    path = path_to(evaluate(book, FISCAL).lift, "优")  # type: ignore[arg-type]
    assert path.total == 87
    assert told(path) == ["个案：再增加 12个（到 92个） +3.00 12.00%"]


def test_an_upper_bound_is_lowered_and_a_rate_goes_by_hundredths_of_a_point() -> None:
    cheaper = station(indicator("户均成本", number(5300, "元", "≤"), number(8300, "元"), points=30), rest="70")
    first = lift_of(cheaper).rows[0]
    assert (f"{first.worth:.6f}", first.falling, first.unit) == ("0.002308", True, "元")
    assert told(path_to(lift_of(cheaper), "优")) == ["户均成本：再减少 349元（到 7951元） +0.84 6.58%"]
    better = station(indicator("满意率", rate(95, "≥"), rate(60), points=30), rest="70")
    assert told(path_to(lift_of(better), "优")) == ["满意率：再增加 3.32 个百分点（到 63.32%） +1.05 3.49%"]


def test_what_counts_only_as_a_whole_is_raised_as_a_whole() -> None:
    late = station(indicator("调研", moment(9, operator="<"), moment(11), points=20), rest="80")
    found = lift_of(late)
    assert told(path_to(found, "优")) == ["调研：按期完成 +20.00 100.00%"]
    assert (found.rows[0].worth, found.rows[0].whole) == (None, True)
    beside = station(indicator("偏离", between(60, 80, "次"), number(50, "次"), points=20), rest="80")
    assert told(path_to(lift_of(beside), "优")) == ["偏离：再增加 10次（到 60次） +20.00 16.67%"]
    hard = ALONE._replace(ceiling_rule="all-or-nothing")
    above = station(indicator("事故", number(10, "起", "≤"), number(12, "起"), points=20), rest="80")
    assert told(path_to(lift_of(above, hard), "优")) == ["事故：再减少 2起（到 10起） +20.00 20.00%"]
    none = station(indicator("事故", number(0, "起"), number(2, "起"), points=20), rest="80")
    assert told(path_to(lift_of(none), "优")) == ["事故：再减少 2起（到 0起） +20.00 100.00%"]


def test_of_more_than_nothing_one_unit_or_one_percentage_point_is_enough() -> None:
    counted = station(indicator("孵化组织", number(0, "个", ">"), number(0, "个"), points=20), rest="80")
    assert told(path_to(lift_of(counted), "优")) == ["孵化组织：再增加 1个（到 1个） +20.00 100.00%"]
    grown = station(indicator("增长率", rate(0, ">"), rate(0), unit="%", points=20), rest="80")
    assert told(path_to(lift_of(grown), "优")) == ["增长率：再增加 1 个百分点（到 1.00%） +20.00 100.00%"]


def test_what_counts_only_as_a_whole_is_weighed_against_figures() -> None:
    late = indicator("调研", moment(9, operator="<"), moment(11), points=20)
    nothing = station(indicator("个案", number(100, "个"), number(0, "个"), points=20), late, rest="60")
    assert told(path_to(lift_of(nothing), "良")) == ["个案：再增加 100个（到 100个） +20.00 100.00%"]
    most = station(late, indicator("个案", number(100, "个"), number(0, "个"), points=20), rest="60")
    assert told(path_to(lift_of(most), "良")) == ["调研：按期完成 +20.00 100.00%"]
    less = station(late, indicator("活动", number(100, "次"), number(0, "次"), points=30), rest="50")
    assert told(path_to(lift_of(less), "中")) == ["活动：再增加 34次（到 34次） +10.20 34.00%"]


def test_a_range_with_bands_can_be_raised_by_a_band() -> None:
    banded = ALONE._replace(range_bands=(RangeBand(Decimal("0.1"), Decimal("0.8")),))
    rows = station(indicator("偏离", between(60, 80, "次"), number(40, "次"), points=20), rest="80")
    assert told(path_to(lift_of(rows, banded), "优")) == ["偏离：再增加 14次（到 54次） +16.00 23.33%"]


def test_a_deduction_asks_for_a_sentence_and_no_effort() -> None:
    strict = ALONE._replace(over_target_deduction=Decimal("0.6"))
    rows = station(indicator("个案", number(10, "个"), number(20, "个"), points=20), rest="80")
    assert told(path_to(lift_of(rows, strict), "优")) == ["个案：写明超额完成的原因 +12.00 0.00%"]


def test_the_execution_rate_is_a_row_like_any_other() -> None:
    book = submission(
        station(indicator("个案", number(10, "个"), number(7, "个"), points=10), rest="80"),
        about=information(annual_funds="100"),
        costs=[cost("人员", "100", "65.005")],
    )
    found = evaluate(book, FISCAL).lift
    assert found is not None
    rate_row = found.rows[-1]
    assert (rate_row.name, rate_row.worth, rate_row.unit) == ("预算执行率", Decimal("0.1000"), "个百分点")
    assert evaluate(book, FISCAL).judged_score == Decimal("93.50")
    poorer = book._replace(indicators=tuple(replace(row, points=row.points) for row in book.indicators))
    about = book.information._replace(annual_funds=Decimal(300))
    path = path_to(evaluate(poorer._replace(information=about), FISCAL).lift, "优")  # type: ignore[arg-type]
    assert path.total == Decimal("89.17")
    assert told(path) == ["预算执行率：再增加 8.28 个百分点（到 29.95%） +0.83 8.28%"]


@pytest.mark.parametrize(
    ("whole_window", "full"), [(False, "再增加 40 个百分点（到 100.00%）"), (True, "再增加 30 个百分点（到 90.00%）")]
)
def test_the_execution_rate_rises_to_where_the_scheme_gives_everything(*, whole_window: bool, full: str) -> None:
    scheme = FISCAL._replace(execution_full_in_window=whole_window)
    rows = [indicator("个案", number(10, "个"), number(10, "个"), points=90)]
    book = submission(rows, about=information(annual_funds="100"), costs=[cost("人员", "100", "60")])
    found = evaluate(book, scheme).lift
    assert found is not None
    assert (found.rows[-1].name, found.rows[-1].full, found.rows[-1].gain) == ("预算执行率", full, 4)


def test_rows_that_are_scored_by_the_execution_rate_rise_with_it_and_are_counted_once() -> None:
    rows = [
        indicator("预算执行率", rate(100), rate(60), level1="产出指标", points=10),
        indicator("个案", number(10, "个"), number(10, "个"), points=80),
    ]
    book = submission(rows, about=information(annual_funds="100"), costs=[cost("人员", "100", "60.03")])
    result = evaluate(book, FISCAL)
    found = result.lift
    assert found is not None
    assert result.judged_score == 92  # 6.00 for the row, 6.00 for the item, 80
    assert [(row.name, row.gain, row.worth) for row in found.rows] == [
        ("预算执行率", 4, Decimal("0.1000")),
        ("个案", 0, 0),
        ("预算执行率", 4, Decimal("0.1000")),
    ]
    higher = FISCAL._replace(grades=(GradeCut("优", Decimal(95)), *FISCAL.grades[1:]))
    path = path_to(evaluate(book, higher).lift, "优")  # type: ignore[arg-type]
    assert told(path) == ["预算执行率：再增加 14.92 个百分点（到 74.95%） +3.00 14.92%"]
    assert path.best == 100


def test_an_execution_item_that_has_all_its_points_gains_nothing_beside_a_row_that_has_not() -> None:
    """95 % lies in the window, where the item earns everything and the row 9.50 of its ten points."""
    rows = [
        indicator("预算执行率", rate(100), rate(95), level1="产出指标", points=10),
        indicator("个案", number(10, "个"), number(10, "个"), points=80),
    ]
    book = submission(rows, about=information(annual_funds="100"), costs=[cost("人员", "100", "95")])
    found = evaluate(book, FISCAL._replace(execution_full_in_window=True)).lift
    assert found is not None
    assert [(row.gain, row.worth, row.unit) for row in found.rows] == [
        (Decimal("0.5"), Decimal("0.1000"), "个百分点"), (0, 0, ""), (0, 0, ""),
    ]  # fmt: skip


def test_the_smallest_step_of_the_execution_rate_may_be_enough() -> None:
    """60.04 % earns 6.00 twice, 60.05 % earns 6.01 twice."""
    rows = [
        indicator("预算执行率", rate(100), rate(60), level1="产出指标", points=10),
        indicator("个案", number(10, "个"), number(10, "个"), points=80),
    ]
    book = submission(rows, about=information(annual_funds="100"), costs=[cost("人员", "100", "60.04")])
    higher = FISCAL._replace(grades=(GradeCut("优", Decimal("92.01")), *FISCAL.grades[1:]))
    path = path_to(evaluate(book, higher).lift, "优")  # type: ignore[arg-type]
    assert told(path) == ["预算执行率：再增加 0.01 个百分点（到 60.05%） +0.02 0.01%"]


def test_a_cent_is_something_to_gain() -> None:
    rows = [indicator("个案", number(1, "个"), number(1, "个"), points=90)]
    book = submission(rows, about=information(annual_funds="1000"), costs=[cost("人员经费", "1000", "999", "人员费用")])
    found = evaluate(book, FISCAL).lift
    assert found is not None
    assert [(each.name, each.gain) for each in found.rows] == [("个案", 0), ("预算执行率", CENT)]


def test_a_rating_is_raised_to_the_full_points_in_words() -> None:
    partly = indicator("机制", text("机制健全"), word("部分达成"), points=40, stated_score="28")
    assert told(path_to(lift_of(station(partly, rest="60")), "优")) == ["机制：评定达到“达成”并得满分 +12.00 100.00%"]


def test_a_span_that_reaches_beyond_both_ends_of_a_range_has_no_figure_to_move() -> None:
    wide = indicator("人数", between(40, 50, "人"), between(30, 60, "人"), points=20)
    edge = indicator("人数", between(40, 50, "人"), between(40, 60, "人"), points=20)  # its lower end lies inside
    over = indicator("人数", between(40, 50, "人"), between(45, 60, "人"), points=20)
    unmoved, moved = (lift_of(station(row, rest="80")).rows[0] for row in (wide, over))
    assert (unmoved.gain, unmoved.unit, unmoved.full) == (20, "", "全部落在指标值的范围以内")
    assert (moved.gain, moved.full) == (20, "再减少 10人（到 50人）")
    assert lift_of(station(edge, rest="80")).rows[0].full == moved.full


def test_two_hundred_rows_are_no_trouble() -> None:
    """Far more than any machine needs; the first rows of the sheet where all cost the same."""
    alike = [indicator(f"第{n}项", number(20, "个"), number(10, "个"), points="0.5") for n in range(200)]
    unlike = [
        indicator(f"第{n}项", number(20 + n, "个"), number(n % 19, "个"), points=str(Decimal(10 + n % 80) / 100))
        for n in range(200)
    ]
    started = process_time()
    path = path_to(lift_of(alike), "优")
    assert [step.name for step in path.steps] == [f"第{n}项" for n in range(160)]
    assert "open" in {path.state for path in lift_of(unlike).paths}
    assert process_time() - started < 20


def test_what_is_worth_nothing_more_says_so_and_what_is_not_judged_says_nothing() -> None:
    met, unmet, vague = lift_of(
        [
            indicator("个案", number(68, "个"), number(70, "个"), points=30),
            indicator("活动", number(1260, "次"), number(1000, "次"), points=30),
            indicator("满意度", rate(90), word("达标"), points=40),
        ]
    ).rows
    assert (met.worth, met.gain) == (0, 0)
    assert unmet.worth is not None
    assert f"{unmet.worth:.6f} {unmet.unit} {unmet.gain} {unmet.full}" == "0.023810 次 6.19 再增加 260次（到 1260次）"
    assert (vague.worth, vague.gain, vague.score) == (None, None, None)


def test_the_best_grade_has_nothing_above_it() -> None:
    found = lift_of(station(rest="100"))
    assert found.is_best
    assert found.paths == ()


def test_a_grade_that_full_scores_do_not_reach_is_out_of_reach_and_says_how_far_it_goes() -> None:
    rows = [
        indicator("个案", number(10, "个"), number(5, "个"), points=50),
        indicator("满意度", rate(90), word("达标"), points=50),
    ]
    found = lift_of(rows)
    lowest, highest = (path for path in found.paths if path.grade == "优")
    assert (lowest.reading, lowest.state, lowest.total, lowest.best) == ("lowest", "out of reach", 25, 50)
    assert (highest.reading, highest.state, highest.total) == ("highest", "open", 75)
    assert told(highest) == ["个案：再增加 3个（到 8个） +15.00 30.00%"]


def test_unjudged_rows_are_never_given_a_score() -> None:
    found = evaluate(yongping_2022(), FISCAL).lift
    assert found is not None
    assert [(path.grade, path.reading, path.state, str(path.best)) for path in found.paths] == [
        ("良", "lowest", "out of reach", "75.00"),
        ("良", "highest", "reached", "100.00"),
        ("优", "lowest", "out of reach", "75.00"),
        ("优", "highest", "reached", "100.00"),
    ]
    assert found.settling == ()  # 72.75 with all open points lost, 97.75 with all won: three rows are open


def test_rows_that_alone_settle_the_grade_are_named_with_the_scores_that_do() -> None:
    rows = [
        indicator("个案", number(10, "个"), number(10, "个"), points=65),
        indicator("满意度", rate(90), word("达标"), points=30),
        indicator("调研", text("完成调研"), blank(), points=5),
    ]
    assert [(each.name, each.grade, each.at_least, each.below) for each in lift_of(rows).settling] == [
        ("满意度", "中", 0, 10),
        ("满意度", "良", 15, 20),
        ("满意度", "优", 25, None),
    ]


def test_execution_that_is_not_known_may_settle_the_grade_as_well() -> None:
    """85 points without it, 95 with all of it: five of its ten make the difference."""
    rows = [
        indicator("个案", number(10, "个"), number(10, "个"), points=80),
        indicator("调研", number(10, "份"), number(5, "份"), points=10),
    ]
    found = evaluate(submission(rows, about=information(annual_funds="100")), FISCAL).lift
    assert found is not None
    assert [(each.name, each.grade, each.at_least, each.below) for each in found.settling] == [
        ("预算执行率", "良", 0, 5),
        ("预算执行率", "优", 5, None),
    ]
    assert [(each.name, each.gain, each.worth) for each in found.rows] == [
        ("个案", 0, 0),
        ("调研", 5, 1),
        ("预算执行率", None, None),
    ]


def test_a_table_that_lacks_points_leaves_them_open() -> None:
    found = lift_of([indicator("个案", number(10, "个"), number(9, "个"), points=90)])
    assert [(path.grade, path.reading, path.total) for path in found.paths] == [
        ("优", "lowest", 81),
        ("优", "highest", 91),
    ]
    assert told(found.paths[0]) == ["个案：再增加 1个（到 10个） +9.00 10.00%"]


# ---------------------------------------------------------------- against scoring itself, and against all other ways


OPERATORS = st.sampled_from(["", "≥", "≤", "="])
RULES = st.sampled_from(["ratio", "linear", "all-or-nothing"])


@st.composite
def unmet_rows(draw: st.DrawFn) -> Indicator:
    operator = draw(OPERATORS)
    points = draw(st.decimals("0.5", "30", places=2))
    if draw(st.booleans()):
        target, actual = draw(st.integers(1, 120)), draw(st.integers(0, 240))
        promised, done = number(target, "个", operator), number(actual, "个")
    else:
        promised = rate(draw(st.integers(20, 100)), operator)
        done = rate(draw(st.decimals("10", "150", places=2)))
    return indicator("走访", promised, done, points=points)


@given(unmet_rows(), RULES, st.sampled_from(["at-least", "exact"]))
@settings(max_examples=200, deadline=None)
def test_a_unit_is_worth_what_scoring_the_changed_actual_says(row: Indicator, ceiling: str, equal: str) -> None:
    scheme = ALONE._replace(ceiling_rule=ceiling, equal_rule=equal)  # type: ignore[arg-type]
    (found,) = lift_of([row], scheme).rows
    before = score(row, scheme)
    if found.worth is None:
        assert found.whole
        return
    assert row.actual.number is not None
    step = CENT if row.actual.unit == "%" else Decimal(1)
    after = score(with_actual(row, row.actual.number - step if found.falling else row.actual.number + step), scheme)
    if not found.gain:
        assert found.worth == 0
        assert before == row.points
        return
    assert abs((after - before) - found.worth) <= CENT  # both scores are rounded to a cent, its worth is not
    assert row.points is not None
    assert row.target.number is not None
    share = figure_earns(row.target.operator, row.target.number, row.actual.number, scheme)
    assert after == share_of(row.points, share + found.worth / row.points)


@given(unmet_rows(), RULES, st.decimals("0.01", "1", places=2))
@settings(max_examples=300, deadline=None)
def test_what_is_needed_earns_it_and_one_unit_less_does_not(row: Indicator, ceiling: str, part: Decimal) -> None:
    scheme = ALONE._replace(ceiling_rule=ceiling)  # type: ignore[arg-type]
    before = score(row, scheme)
    assert row.points is not None
    (worth,) = lift_of([row], scheme).rows
    assert worth.gain is not None
    if not worth.gain:
        return
    wanted = (before + max(CENT, worth.gain * part)).quantize(CENT, ROUND_HALF_UP)
    # One other row fills the 100 points, and the cut is where exactly this score is wanted.
    cut = scheme.grades[0]._replace(at_least=wanted + 100 - row.points)
    bounded = scheme._replace(grades=(cut, scheme.grades[-1]))
    book = station(row, rest=str(100 - row.points))
    (step,) = path_to(lift_of(book, bounded), cut.name).steps
    assert step.to is not None
    assert step.start == row.actual.number
    assert score(with_actual(row, step.to), scheme) >= wanted
    grid = Decimal("0.0001") if row.actual.unit == "%" else Decimal(1)
    back = step.to - grid if step.to > step.start else step.to + grid
    assert (back - step.start) * (step.to - step.start) < 0 or score(with_actual(row, back), scheme) < wanted


class Plan(NamedTuple):
    """What a set of rows asks for; the smallest is the cheapest."""

    count: int
    effort: int
    places: tuple[int, ...]
    figures: tuple[Decimal, ...]


def all_plans(rows: Sequence[Indicator], scheme: Scheme, missing: Decimal) -> list[Plan]:
    """Every smallest set of rows that earns what is missing, its last row raised unit by unit until that is so."""
    anew = cache(lambda place, figure: score(with_actual(rows[place], figure), scheme))
    scores = [score(row, scheme) for row in rows]
    goals = [row.target.number or Decimal() for row in rows]
    unmet = [place for place, row in enumerate(rows) if scores[place] < (row.points or 0)]
    plans: list[Plan] = []
    for count in range(1, len(unmet) + 1):
        for chosen in combinations(unmet, count):
            *full, last = sorted(chosen, key=lambda place: (-(rows[place].points or 0), place))
            figures = {place: goals[place] for place in full}
            still = missing - sum(anew(place, goals[place]) - scores[place] for place in full)
            wanted = scores[last] + still
            enough = (figure for figure in on_the_way(rows[last]) if anew(last, figure) >= wanted)
            if (figure := next(enough, None)) is None:
                continue
            figures[last] = figure
            effort = sum(effort_of(rows[place], figures[place]) for place in chosen)
            plans.append(Plan(count, effort, chosen, tuple(figures[place] for place in chosen)))
        if plans:
            break
    return plans


def on_the_way(row: Indicator) -> Iterator[Decimal]:
    """Unit by unit from the actual to the target."""
    figure, goal = row.actual.number, row.target.number
    assert figure is not None
    assert goal is not None
    while figure != goal:
        figure += 1 if figure < goal else -1
        yield figure


def effort_of(row: Indicator, figure: Decimal) -> int:
    """In hundredths of a percent of the target."""
    assert row.target.number
    assert row.actual.number is not None
    share = abs(figure - row.actual.number) / row.target.number
    return int((share * 10_000).quantize(Decimal(1), ROUND_HALF_UP))


@st.composite
def stations(draw: st.DrawFn) -> tuple[list[Indicator], Scheme, Decimal]:
    """Up to eight rows with few figures and few kinds of points, so that many ways cost nearly the same."""
    rows = []
    for place in range(draw(st.integers(1, 8))):
        target = draw(st.sampled_from([2, 5, 8, 12, 20]))
        operator = draw(st.sampled_from(["", "", "≤"]))
        actual = draw(st.integers(0, target)) if not operator else target + draw(st.integers(0, 8))
        points = draw(st.sampled_from(["4", "4", "6.25", "8", "10"]))
        rows.append(indicator(f"第{place}项", number(target, "个", operator), number(actual, "个"), points=points))
    total = sum((row.points or Decimal() for row in rows), Decimal())
    cut = draw(st.decimals("0.01", "40", places=2))
    return rows, ALONE._replace(ceiling_rule=draw(RULES)), min(cut, total)


@given(stations())
@settings(max_examples=120, deadline=None)
def test_no_other_way_to_the_grade_is_cheaper(drawn: tuple[list[Indicator], Scheme, Decimal]) -> None:
    rows, scheme, missing = drawn
    reached = sum((score(row, scheme) for row in rows), Decimal())
    total = sum((row.points or Decimal() for row in rows), Decimal())
    cut = reached + missing + 100 - total
    book = station(*rows, rest=str(100 - total))
    bounded = scheme._replace(grades=(GradeCut("优", cut), GradeCut("差", Decimal(0))))
    path = path_to(lift_of(book, bounded), "优")
    best = min(all_plans(rows, scheme, missing), default=None)
    if best is None:
        assert path.state == "out of reach"
        assert path.best < cut
        return
    assert [step.name for step in path.steps] == [rows[place].level3 for place in best.places]
    assert tuple(step.to for step in path.steps) == best.figures
    assert path.effort == Decimal(best.effort).scaleb(-4)
    changed = [with_actual(rows[place], figure) for place, figure in zip(best.places, best.figures, strict=True)]
    others = [row for place, row in enumerate(rows) if place not in best.places]
    again = evaluate(submission(station(*changed, *others, rest=str(100 - total))), bounded)
    assert again.grade == "优"
    assert again.score == path.reached
