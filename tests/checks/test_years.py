"""What several years together show."""

from __future__ import annotations

import pytest
from builders import between, blank, indicator, number, rate, word
from year_pairs import codes, found, rows, year, yongping

from workbook_tools.model import Indicator


def told(now: list[Indicator], *before: list[Indicator]) -> set[tuple[str, str]]:
    years = [year(2024 - age, each) for age, each in enumerate(before)]
    return {each for each in codes(year(2025, now), *years) if each[0].startswith("Y1")}


def messages(code: str, now: list[Indicator], *before: list[Indicator]) -> list[str]:
    years = [year(2024 - age, each) for age, each in enumerate(before)]
    return [each.message for each in found(year(2025, now), *years) if each.code == code]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (rows((60, 62)), rows((55, 58), 26, (3, 2)), {("Y101", "G4")}),  # lowered, met
        (rows((60, 62)), rows((55, 50), 26, (3, 2)), set()),  # lowered, and missed all the same
        (rows((60, 62)), rows((65, 66), 26, (3, 2)), set()),  # raised
        (rows((60, 80)), rows((65, 66), 26, (3, 2)), {("Y102", "G4")}),  # raised, but not to what was done
        (rows((60, 80)), rows((60, 66), 26, (3, 2)), {("Y102", "G4")}),  # stayed far below what was done
        (rows((60, 62)), rows((60, 61), 26, (3, 2)), set()),  # stayed
        (rows((60, 78)), rows((60, 66), 26, (3, 2)), {("Y102", "G4")}),  # 30 % above it is far
        (rows((60, 77)), rows((60, 66), 26, (3, 2)), set()),
        (rows((60, 66)), rows((66, 68), 26, (3, 2)), set()),  # raised to what was done
        (rows((60, 67)), rows((66, 68), 26, (3, 2)), {("Y102", "G4")}),
        (rows(delay=(5, 1)), rows((60, 63), 26, (3, 2)), {("Y102", "G5")}),  # a limit lowered, but not so far
        (rows(delay=(3, 1)), rows((60, 63), 26, (3, 2)), set()),  # a limit that stayed
        (rows(happy=99), rows((60, 63), 26, (3, 2), 92), set()),  # a rate that stayed
        (rows(delay=(3, 4)), rows((60, 63), 26, (5, 5)), {("Y101", "G5")}),  # a limit that was raised
        (rows(delay=(3, 4)), rows((60, 63), 26, (2, 2)), set()),  # a limit that was lowered
    ],
)
def test_an_eased_target_is_told_where_it_was_met(
    before: list[Indicator], now: list[Indicator], expected: set[tuple[str, str]]
) -> None:
    assert {each for each in told(now, before) if each[0] in ("Y101", "Y102")} == expected


def test_an_eased_target_is_told_with_the_figures_and_cells_of_both_years() -> None:
    (said,) = messages("Y101", rows((55, 58)), rows((60, 52)))
    assert said == (
        "“个案服务”的指标值由2024年度的60个（[2024.xlsx]绩效指标!G4）放宽为55个，本年实际58个，算作完成；"
        "2024年度实际52个（[2024.xlsx]绩效指标!J4）。按2024年度的指标值衡量，没有完成。"
    )
    (kept,) = messages("Y101", rows((55, 61)), rows((60, 52)))
    assert kept.endswith("也能完成。")


@pytest.mark.parametrize(("days", "end"), [(4, "没有完成。"), (3, "也能完成。"), (2, "也能完成。")])
def test_a_limit_that_was_raised_is_held_against_the_one_before(days: int, end: str) -> None:
    """At most 3 days, now at most 5."""
    (said,) = messages("Y101", rows((65, 66), delay=(5, days)), rows((60, 62), delay=(3, 3)))
    assert said.endswith(end)


def test_resources_of_25_three_years_long_against_a_target_of_50() -> None:
    """The published station: about 25 万 in each of the three years before, 35 in this one, and 50 promised."""
    now = yongping(2022, 35)
    said = [
        each for each in found(now, *(yongping(number_, 25) for number_ in (2019, 2020, 2021))) if each.code == "Y103"
    ]
    assert [(each.severity, each.cell) for each in said] == [("W", "G20")]
    assert said[0].message == (
        "“资源链接”的指标值2019、2020、2021年度和本年都是50万，年年没有完成，实际依次为25万、25万、25万、35万"
        "（以前年度见[2019.xlsx]绩效指标!J20、[2020.xlsx]绩效指标!J20、[2021.xlsx]绩效指标!J20）。"
    )


def test_a_run_of_missed_years_ends_where_the_target_was_met_or_another() -> None:
    assert ("Y103", "G6") in told(rows(link=35), rows(link=25))
    assert ("Y103", "G6") not in told(rows(link=35), rows(link=50), rows(link=25))
    assert ("Y103", "G6") not in told(rows(link=50), rows(link=25))
    (said,) = messages("Y103", rows(link=35), rows(link=25), rows(link=50), rows(link=25))
    assert "2024年度和本年" in said


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([(60, 80), (60, 90)], True),  # by far, two years
        ([(60, 62), (60, 63)], False),
        ([(60, 62), (60, 63), (60, 64)], True),  # by a little, three years
        ([(60, 62), (60, 63), (60, 60)], False),
    ],
)
def test_a_target_that_is_exceeded_for_years_is_told(years: list[tuple[int, int]], expected: bool) -> None:
    every = [rows(each) for each in years]
    assert (("Y104", "G4") in told(every[0], *every[1:])) is expected


def test_what_years_in_a_row_show_is_not_told_of_the_last_one_again() -> None:
    assert {each for each in told(rows((60, 80)), rows((60, 90))) if each[1] == "G4"} == {("Y104", "G4")}


def test_a_rate_above_its_target_for_years_is_nothing_to_tell() -> None:
    assert ("Y104", "G7") not in told(rows(), rows(), rows())


def test_an_actual_that_repeats_the_year_before_is_told() -> None:
    assert ("Y105", "J4") in told(rows((60, 62)), rows((60, 62)))
    assert ("Y105", "J4") not in told(rows((60, 62)), rows((60, 63)))
    assert ("Y105", "J4") not in told(rows((60, 60)), rows((60, 60)))  # what was promised, both times


def many(*actuals: int) -> list[Indicator]:
    return [indicator(f"服务{n}", number(50, "个"), number(each, "个")) for n, each in enumerate(actuals)]


def test_actuals_that_mostly_repeat_the_year_before_are_told_once() -> None:
    before = many(51, 52, 53, 54, 55, 56, 57)
    assert told(many(51, 52, 53, 54, 55, 66, 67), before) == {("Y106", "J4")}
    assert told(many(51, 52, 53, 54, 65, 66, 67), before) == {("Y105", f"J{row}") for row in (4, 5, 6, 7)}
    (said,) = messages("Y106", many(51, 52, 53, 54, 55, 66, 67), before)
    assert "有5项" in said
    assert "可以比较的7项" in said
    assert "[2024.xlsx]绩效指标!J4、J5、J6、J7、J8）" in said


@pytest.mark.parametrize(("repeated", "end"), [(8, "J10、J11）"), (9, "J10、J11等）")])
def test_of_many_repeated_cells_eight_are_named(repeated: int, end: str) -> None:
    before = many(*range(51, 51 + repeated))
    (said,) = messages("Y106", before, before)
    assert end in said


def test_a_sound_pair_of_years_raises_nothing() -> None:
    assert told(rows((64, 65), 51, (3, 2), 96), rows((60, 62), 50, (3, 3))) == set()


def test_of_what_should_not_happen_at_all_the_year_before_had_reached_nothing_better() -> None:
    before, now = ([indicator("投诉起数", number(0, "起"), number(done, "起"))] for done in (1, 0))
    assert {code for code, _ in told(now, before)} & {"Y101", "Y102"} == set()


def test_rows_that_only_one_of_the_years_has_are_compared_with_nothing() -> None:
    only = [indicator("合唱", number(10, "次"), number(14, "次"))]
    assert told([*rows((64, 65), 51, (3, 2), 96), *only], rows((60, 62), 50, (3, 3))) == set()
    assert told(rows((64, 65), 51, (3, 2), 96), [*only, *rows((60, 62), 50, (3, 3))]) == set()


def test_the_execution_of_the_budget_is_no_target_of_the_station() -> None:
    def executed(goal: int, done: int) -> list[Indicator]:
        return [indicator("预算执行率", rate(goal), rate(done), level1="预算执行", points=10)]

    now, before = (rows((64, 65), 51, (3, 2), 96), rows((60, 62), 50, (3, 3)))
    assert told([*now, *executed(90, 95)], [*before, *executed(100, 95)]) == set()


def test_a_rate_beyond_its_target_hides_no_count_below_it() -> None:
    """The rate stands above the count in the sheet."""
    every = [[*reversed(rows((60, 80 + age), happy=96))] for age in range(3)]
    assert "Y104" in {code for code, _ in told(every[0], *every[1:])}


def test_what_the_year_before_did_is_told_as_it_stands_and_as_missing_where_nothing_does() -> None:
    now = [indicator("个案服务", number(55, "个"), number(58, "个"), unit="个")]
    for done, shown in ((blank(), "（未填）"), (word("达标"), "达标"), (number(52), "52个")):
        (said,) = messages("Y101", now, [indicator("个案服务", number(60, "个"), done, unit="个")])
        assert f"2024年度实际{shown}（[2024.xlsx]绩效指标!J4）" in said


def test_of_a_span_nobody_knows_whether_it_would_have_been_enough() -> None:
    now = [indicator("个案服务", number(55, "个"), between(58, 62, "个"), unit="个")]
    (said,) = messages("Y101", now, rows((60, 52))[:1])
    assert "按2024年度的指标值衡量" not in said
    raised = [indicator("个案服务", number(65, "个"), between(66, 70, "个"), unit="个")]
    assert told(raised, rows((60, 80))[:1]) == set()


def test_a_rate_is_told_as_one() -> None:
    before = [indicator("建档率", rate(95, "≥"), rate("92.5"))]
    (said,) = messages("Y101", [indicator("建档率", rate(90, "≥"), rate(94))], before)
    assert "由2024年度的95%（[2024.xlsx]绩效指标!G4）放宽为90%，本年实际94%，算作完成；2024年度实际92.5%" in said


def test_a_rate_that_stayed_far_below_what_was_reached_is_told_like_a_count() -> None:
    before, now = ([indicator("入户率", rate(50), rate(done))] for done in (70, 60))
    assert ("Y102", "G4") in told(now, before)
    slightly = [indicator("入户率", rate(50), rate(60))]
    assert ("Y102", "G4") not in told(now, slightly)


def test_a_target_of_nothing_that_is_kept_at_last_is_not_below_what_was_reached() -> None:
    before, now = ([indicator("突发事件", number(0, "起"), number(done, "起"))] for done in (2, 0))
    assert ("Y102", "G4") not in told(now, before)
