"""进度监测: figures of a service year of 365 days and of one of 366, computed by hand. The score never knows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import blank, indicator, information, ledger, moment, number, rate, rule, several, submission, text, word

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Indicator, PaceResult, Submission
from workbook_tools.reading.scheme_files import load_scheme

YEAR = {"service_start": date(2022, 8, 1), "service_end": date(2023, 7, 31)}
HALF = date(2023, 1, 30)  # 31 + 30 + 31 + 30 + 31 + 30 = 183 days of 365
VISITS = indicator("入户探访", number(730, "次"), blank(), points=50)
LOG = (
    {"date": date(2022, 8, 1), "indicator": "入户探访", "count": 100.0},
    {"date": HALF, "indicator": "入户探访", "count": 192.0},
    {"date": date(2023, 1, 31), "indicator": "入户探访", "count": 438.0},
)


def workbook(*rows: Indicator, log: tuple[dict[str, object], ...] = LOG, **about: object) -> Submission:
    return submission(rows or (VISITS,), about=information(**{**YEAR, **about}), ledger=ledger(*log) if log else None)


def pace(scheme: Scheme, day: date | None, *rows: Indicator, **settings: object) -> PaceResult | None:
    return evaluate(workbook(*rows, **settings), scheme, day).pace  # type: ignore[arg-type]


def test_entries_up_to_the_day_are_set_against_the_days_that_are_over(fiscal: Scheme) -> None:
    result = pace(fiscal, HALF)
    assert result is not None
    assert (result.days_elapsed, result.days_total, result.basis, result.later) == (183, 365, "台账", 1)
    assert result.elapsed == Decimal(183) / 365
    row = result.rows[0]
    assert (row.target, row.done, row.completion) == (730, 292, Decimal("0.4"))
    assert row.projected == Decimal(292) * 365 / 183  # 582.4…
    assert row.projected_completion == Decimal(292) * 365 / 183 / 730  # 79.78 %
    assert (row.light, row.at_risk) == ("滞后", True)
    assert "已完成 292÷目标 730＝40.00%；年末推算 292÷183天×365天＝582.4，为目标的 79.78%" in row.why


@pytest.mark.parametrize(
    ("done", "light"),
    [(366, "正常"), (365, "偏慢"), (293, "偏慢"), (292.8, "偏慢"), (292, "滞后"), (0, "滞后"), (800, "正常")],
)
def test_the_lights_change_where_the_years_end_would_be_the_threshold(fiscal: Scheme, done: float, light: str) -> None:
    """183 of 365 days: 730 × 183 ÷ 365 = 366 is on track; 80 % of it is 292.8."""
    log = ({"date": HALF, "indicator": "入户探访", "count": float(done)},)
    result = pace(fiscal, HALF, log=log)
    assert result is not None
    assert result.rows[0].light == light


@pytest.mark.parametrize(
    ("day", "elapsed", "done"),
    [
        (date(2022, 8, 1), 1, 100),
        (date(2022, 8, 2), 2, 100),
        (date(2023, 7, 30), 364, 730),
        (date(2023, 7, 31), 365, 730),
    ],
)
def test_the_first_and_the_last_day_belong_to_the_year(fiscal: Scheme, day: date, elapsed: int, done: int) -> None:
    result = pace(fiscal, day)
    assert result is not None
    assert (result.days_elapsed, result.rows[0].done) == (elapsed, done)
    assert result.rows[0].projected == Decimal(done) * 365 / elapsed


def test_the_unit_of_the_row_is_not_that_of_an_item_in_its_cell(fiscal: Scheme) -> None:
    promised, done = (
        [("培育", number(100)), ("队伍", number(2))],
        [("培育", number(60, "人")), ("队伍", number(1, "支"))],
    )
    row = indicator("志愿服务", several(*promised), several(*done), unit="场", points=50)
    result = pace(fiscal, None, row, log=(), prepared_on=HALF)
    assert result is not None
    assert [(row.target, row.done) for row in result.rows] == [(100, 60), (2, 1)]


@pytest.mark.parametrize(("target", "light"), [(1, "正常"), (0, "")])
def test_one_is_something_to_get_on_with_and_nothing_is_not(fiscal: Scheme, target: int, light: str) -> None:
    row = indicator("社区调研", number(target, "份"), number(1, "份"), unit="份", points=50)
    result = pace(fiscal, None, row, log=(), prepared_on=HALF)
    assert result is not None
    assert (result.rows[0].light, result.rows[0].unit) == (light, "份")
    bare = pace(fiscal, None, replace(row, target=number(target)), log=(), prepared_on=HALF)
    assert bare is not None
    assert (bare.rows[0].light, bare.rows[0].unit) == (light, "份")
    assert ("目标为 0，没有进度可算" in result.rows[0].why) is (target == 0)


@pytest.mark.parametrize("day", [date(2022, 7, 31), date(2023, 8, 1)])
def test_before_and_after_the_year_there_is_none(fiscal: Scheme, day: date) -> None:
    assert pace(fiscal, day) is None


def test_without_a_service_year_there_is_none(fiscal: Scheme) -> None:
    assert pace(fiscal, HALF, service_end=None) is None
    assert pace(fiscal, HALF, service_start=None) is None
    assert pace(fiscal, HALF, service_start=date(2023, 7, 31), service_end=date(2022, 8, 1)) is None


def test_a_leap_year_has_366_days_and_half_a_year_is_a_year_of_its_own(fiscal: Scheme) -> None:
    leap = pace(fiscal, date(2024, 2, 29), service_start=date(2024, 1, 1), service_end=date(2024, 12, 31))
    assert leap is not None
    assert (leap.days_elapsed, leap.days_total) == (60, 366)
    half = pace(fiscal, date(2022, 8, 31), service_end=date(2023, 1, 31))
    assert half is not None
    assert (half.days_elapsed, half.days_total) == (31, 184)


def test_the_day_is_that_of_the_form_else_the_years_end_and_then_it_is_not_shown(fiscal: Scheme) -> None:
    filled = pace(fiscal, None, prepared_on=HALF)
    assert filled is not None
    assert (filled.as_of, filled.asked, filled.is_shown) == (HALF, True, True)
    end = pace(fiscal, None)
    assert end is not None
    assert (end.as_of, end.elapsed, end.asked, end.is_shown) == (date(2023, 7, 31), 1, False, False)
    asked = pace(fiscal, date(2023, 7, 31))
    assert asked is not None
    assert asked.is_shown


def test_without_a_ledger_the_declared_figures_count_on_the_day_of_the_form_only(fiscal: Scheme) -> None:
    rows = (
        indicator("个案", number(73, "个"), number(40, "个")),
        indicator("小组", number(10, "个"), blank()),
    )
    result = pace(fiscal, None, *rows, log=(), prepared_on=HALF)
    assert result is not None
    assert (result.basis, [row.light for row in result.rows]) == ("填报", ["正常", ""])
    assert result.rows[1].why == "实际完成值空着或不是数量，不作进度监测"
    assert pace(fiscal, date(2023, 3, 1), *rows, log=(), prepared_on=HALF) is None
    assert pace(fiscal, HALF, *rows, log=()) is None


@pytest.mark.parametrize(("done", "light"), [(50, "正常"), (51, "预计超限"), (100, "预计超限"), (101, "已超限")])
def test_of_a_ceiling_the_share_that_is_used_is_watched(fiscal: Scheme, done: float, light: str) -> None:
    """182 of 364 days and a ceiling of 100: 50 is half of it."""
    row = indicator("投诉", number(100, "起", "≤"), blank(), points=5)
    log = ({"date": date(2022, 9, 1), "indicator": "投诉", "count": float(done)},)
    result = pace(fiscal, date(2023, 1, 29), row, log=log, service_end=date(2023, 7, 30))
    assert result is not None
    found = result.rows[0]
    assert (found.ceiling, found.light, found.completion) == (True, light, Decimal(done) / 100)
    assert f"已用 {done}÷上限 100＝{done}.00%" in found.why
    assert f"为上限的 {done * 2}.00%" in found.why


def test_what_has_no_pace_says_why(fiscal: Scheme) -> None:
    rows = (
        indicator("满意度", rate(90), blank()),
        indicator("启动", moment(9), blank()),
        indicator("制度健全", word("达标"), blank()),
        indicator("继续教育", number(90, "h/人/年"), blank()),
        indicator("投诉", number(0, "起"), blank()),
        indicator("社区调研", number(6), blank(), unit="份"),
        indicator("预算执行率", rate(100), blank()),
        indicator("满意率", number(95), blank()),
    )
    result = pace(fiscal, HALF, *rows)
    assert result is not None
    assert {(row.light, row.ceiling, row.done) for row in result.rows} == {("", False, None)}
    assert [row.target for row in result.rows] == [None, None, None, 90, 0, 6, None, 95]
    assert [row.unit for row in result.rows][3:6] == ["h/人/年", "起", "份"]
    assert [row.why[:8] for row in result.rows] == [
        "比率不随时间累计",
        "期限不作进度监测",
        "定性指标不作进度",
        "比率、人均和每月",
        "目标为 0，没有",
        "台账里没有这一项",
        "预算执行率按资金",
        "比率、人均和每月",
    ]


def test_a_row_that_only_later_entries_name_has_come_to_nothing_yet(fiscal: Scheme) -> None:
    rows = (VISITS, indicator("小组", number(10, "个"), blank()))
    log = (*LOG, {"date": date(2023, 6, 1), "indicator": "小组", "count": 3.0}, {"indicator": "小组", "count": 2.0})
    result = pace(fiscal, HALF, *rows, log=log)
    assert result is not None
    assert (result.rows[1].done, result.rows[1].light, result.undated) == (0, "滞后", 1)


def test_items_of_a_list_and_hours_have_their_own_pace(fiscal: Scheme) -> None:
    rows = (
        indicator("合作", several(("活动", number(4, "次")), ("走访", number(8, "次"))), blank()),
        indicator("总服务工时", number(30184, "小时"), blank()),
    )
    log = (
        {"date": HALF, "indicator": "活动", "count": 3.0, "direct": 9000.0},
        {"date": HALF, "indicator": "走访", "count": 4.0, "indirect": 6000.0},
        {"date": date(2023, 7, 1), "indicator": "走访", "count": 4.0, "indirect": 20000.0},
    )
    result = pace(fiscal, HALF, *rows, log=log)
    assert result is not None
    assert [row.done for row in result.rows] == [3, 4, 15000]
    assert [row.light for row in result.rows] == ["正常", "偏慢", "偏慢"]  # 4 × 365 ÷ 183 = 7.98; 15000 → 29918


def test_units_are_brought_together(fiscal: Scheme) -> None:
    row = indicator("服务", number(2, "万人次"), blank(), unit="万人次")
    log = ({"date": HALF, "indicator": "服务", "persons": 15000.0},)
    result = pace(fiscal, HALF, row, log=log)
    assert result is not None
    assert (result.rows[0].done, result.rows[0].completion) == (Decimal("1.5"), Decimal("0.75"))


def test_units_of_different_things_have_no_pace(fiscal: Scheme) -> None:
    result = pace(fiscal, None, indicator("捐赠", number(10, "次"), number(5, "万元")), log=(), prepared_on=HALF)
    assert result is not None
    assert (result.rows[0].light, result.rows[0].why) == ("", "指标值与完成数的单位不同，不能比较进度")


def test_thresholds_are_settings_of_the_scheme() -> None:
    strict = load_scheme("guangzhou-2018", (rule("进度正常下限", "120%"), rule("进度偏慢下限", "0.5")), None)
    log = ({"date": HALF, "indicator": "入户探访", "count": 400.0},)
    result = pace(strict, HALF, log=log)
    assert result is not None
    assert result.rows[0].light == "偏慢"  # 400 × 365 ÷ 183 ÷ 730 = 109 %


def test_the_score_is_the_same_on_every_day(fiscal: Scheme) -> None:
    days = (date(2022, 8, 1), HALF, date(2023, 7, 31), date(2024, 1, 1))
    evaluations = [evaluate(workbook(), fiscal, day) for day in days]
    first = evaluations[0]
    for each in evaluations[1:]:
        assert (each.score, each.judged_score, each.grade, each.rows) == (
            first.score, first.judged_score, first.grade, first.rows,
        )  # fmt: skip
    assert evaluations[0].rows[0].ledger_value == 730


def test_a_target_without_a_unit_stands_in_that_of_its_column(fiscal: Scheme) -> None:
    """One person of 2万人次: it is not 1 of 2."""
    row = indicator("服务", number(2), blank(), unit="万人次")
    result = pace(fiscal, HALF, row, log=({"date": HALF, "indicator": "服务", "persons": 1.0},))
    assert result is not None
    assert (result.rows[0].done, result.rows[0].unit) == (Decimal("0.0001"), "万人次")
    for actual in (blank(), text("若干")):
        row = indicator("服务", number(5000), actual, unit="千人次")
        result = pace(fiscal, HALF, row, log=({"date": HALF, "indicator": "服务", "persons": 2000.0},))
        assert result is not None
        found = result.rows[0]
        assert (found.done, found.completion, found.unit) == (2, Decimal("0.0004"), "千人次")


def test_a_rate_by_its_name_that_counts_people_has_a_pace_and_so_has_a_bare_count(fiscal: Scheme) -> None:
    rows = (
        indicator("服务覆盖率", number(730, "人"), number(730, "人")),
        indicator("社区活动", number(73), number(30)),
        indicator("服务覆盖率", number(95), number(40)),
    )
    result = pace(fiscal, None, *rows, log=(), prepared_on=HALF)
    assert result is not None
    assert [row.light for row in result.rows] == ["正常", "偏慢", ""]


def test_entries_without_a_day_are_none_that_come_later(fiscal: Scheme) -> None:
    log = (LOG[0], {"indicator": "入户探访", "count": 5.0})
    result = pace(fiscal, HALF, log=log)
    assert result is not None
    assert (result.later, result.undated, result.rows[0].done) == (0, 1, 100)
    undated = pace(fiscal, HALF, log=log[1:])
    assert undated is not None
    assert (undated.later, undated.undated, undated.rows[0].done) == (0, 1, 0)
