"""Deadlines: on time or late, and when it cannot be told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from builders import indicator, information, moment, rate, submission, text, word

from workbook_tools.basis.states import State
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Moment, Quantity


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        (moment(9, operator="<"), moment(7), 10),
        (moment(9, operator="<"), moment(9), 0),
        (moment(9, operator="<"), moment(10), 0),
        (moment(12, 2022, operator="≤"), moment(12, 2022, 31), 10),
        (moment(12, 2022, operator="≤"), moment(11, 2022), 10),
        (moment(12, 2022, operator="≤"), moment(1, 2023), 0),
        (moment(12, 2021), moment(12, 2021), 10),
        (moment(6, 2022, 30, "≤"), moment(6, 2022, 30), 10),
        (moment(6, 2022, 30, "<"), moment(6, 2022, 30), 0),
        (moment(6, 2022, 30, "≤"), moment(7, 2022, 1), 0),
        (moment(6, 2022, 30, "≤"), moment(6, 2022), 10),  # no day of June is later
        (moment(6, 2022, 20, "≤"), moment(6, 2022), None),
        (moment(3, 2022, operator="≥"), moment(4, 2022), 10),
        (moment(3, 2022, operator="≥"), moment(2, 2022), 0),
        (moment(12, operator="≤"), moment(11, 2022), 10),
        (moment(6, 2022, 20, "<"), moment(6, 2022, 19), 10),
        (moment(2, 2024, 28, "≤"), moment(2, 2024), None),  # a leap year
        (moment(2, 2023, 28, "≤"), moment(2, 2023), 10),
        (moment(2, None, 28, "≤"), moment(2), 10),
        (moment(2, None, 28, "≤"), Quantity("date", "2月下旬", moment=Moment(2, None, 21, until=31)), 10),
        (moment(2, 2024, 28, "≤"), Quantity("date", "2月下旬", moment=Moment(2, 2024, 21, until=31)), None),
        (moment(3, 2022, operator="≥"), moment(1, 2023), 10),
        (moment(3, 2022, operator="≥"), moment(5, 2021), 0),
        (moment(3, 2022, operator="≥"), moment(3, 2022), 10),
        (moment(3, 2022, operator=">"), moment(3, 2022), 0),
        (moment(3, 2022, 10, "≥"), moment(3, 2022, 10), 10),
        (moment(3, 2022, 10, "≥"), moment(3, 2022, 9), 0),
        (moment(3, 2022, 10, ">"), moment(3, 2022, 10), 0),
        (moment(3, 2022, 10, ">"), moment(3, 2022, 11), 10),
        (moment(3, 2022, 10, "≥"), moment(3, 2022), None),
        (moment(3, 2022, 1, "≥"), moment(3, 2022), 10),
        (moment(3, 2022, 2, "≥"), moment(3, 2022), None),
        (moment(3, 2022, 1, "≤"), moment(3, 2022), None),  # it may have been the 1st
        (moment(3, 2022, operator="≤"), moment(2, 2022, operator="≥"), None),  # 2月起
        (moment(3, 2022, operator="≥"), moment(4, 2022, operator="≥"), 10),
        (moment(12, operator="≤"), word("按时完成"), 10),
        (moment(12, operator="≤"), text("已按期完成全部工作"), 10),
        (moment(12, operator="≤"), word("逾期"), 0),
        (moment(12, operator="≤"), word("逾期完成"), 0),
        (moment(12, operator="≤"), word("提前完成"), 10),
        (moment(12, operator="≤"), word("未按时完成"), 0),
        (moment(12, operator="≤"), word("已完成"), None),
        (moment(12, operator="≤"), rate(100), None),
    ],
)
def test_on_time_earns_everything_and_late_nothing(
    fiscal: Scheme, target: Quantity, actual: Quantity, score: int | None
) -> None:
    row = evaluate(submission([indicator("完成时间", target, actual, points=10)]), fiscal).rows[0]
    assert score is None or (("没有按期完成" in row.why) == (score == 0), "按期完成" in row.why) == (True, True)
    assert row.score == (None if score is None else Decimal(score))
    assert row.state == {None: State.UNJUDGED, 0: State.NOT_DONE, 10: State.DONE}[score]
    assert (row.completion, row.variance) == (None, None)
    if score is None:
        assert "年月日" in row.missing


def test_what_is_done_by_a_day_of_each_month_is_done_or_not(fiscal: Scheme) -> None:
    for actual, state in (("每月5日", State.DONE), ("每月6日", State.NOT_DONE)):
        row = evaluate(submission([indicator("报表", text("每月5日前"), text(actual), points=10)]), fiscal).rows[0]
        assert (row.state, "没有按期完成" in row.why) == (state, state == State.NOT_DONE)
        assert "按期完成" in row.why


@pytest.mark.parametrize(("year", "is_a_day"), [(2024, True), (2023, False)])
def test_the_29th_of_february_is_a_day_of_leap_years(fiscal: Scheme, year: int, is_a_day: bool) -> None:
    about = information(service_start=date(year, 1, 1), service_end=date(year, 12, 31))
    row = indicator("验收时间", moment(3, None, 31, "≤"), moment(2, None, 29), points=10)
    (found,) = evaluate(submission([row], about=about), fiscal).rows
    assert (found.score, "当年没有这一天" in found.why) == (10 if is_a_day else None, not is_a_day)


ONE_YEAR = {"service_start": date(2024, 1, 1), "service_end": date(2024, 12, 31)}
NO_DAYS = {"service_start": None, "service_end": None}
OVER_NEW_YEAR = {"service_start": date(2022, 8, 1), "service_end": date(2023, 7, 31)}


@pytest.mark.parametrize(
    ("service_year", "target", "actual", "score", "codes"),
    [
        (ONE_YEAR, moment(12, None, 31, "≤"), moment(1, 2025), 0, {"R007"}),
        (ONE_YEAR, moment(12, None, 31, "≤"), moment(12, 2024, 30), 10, set()),
        (ONE_YEAR, moment(12, operator="≤"), moment(11, 2023), None, set()),  # before the year began: R069 tells it
        (ONE_YEAR, moment(12, 2023, operator="≤"), moment(11, 2023), 10, set()),
        (ONE_YEAR, moment(12, operator="≤"), moment(1, 2024), 10, set()),  # the month in which the service began
        (OVER_NEW_YEAR, moment(6, 2023, operator="≤"), moment(8), None, set()),  # ten months early, or two late
        (OVER_NEW_YEAR, moment(6, 2023, operator="≤"), moment(9), 10, {"R007"}),
        (ONE_YEAR, moment(3, 2024, operator="≤"), moment(4), 0, set()),
        (OVER_NEW_YEAR, moment(12, operator="≤"), moment(1, 2023), 0, {"R007"}),
        (OVER_NEW_YEAR, moment(2, 2023, operator="≤"), moment(11), 10, {"R007"}),
        (OVER_NEW_YEAR, moment(9, operator="<"), moment(7), 10, {"R005"}),
        (OVER_NEW_YEAR, moment(12, None, 31, "≤"), moment(1, None, 3), 0, {"R005"}),  # three days late
        (OVER_NEW_YEAR, moment(3, operator="≤"), moment(11, None, 20), 10, {"R005"}),  # four months early
        (ONE_YEAR, moment(12, None, 31, "≤"), moment(1, None, 3), None, set()),  # or almost a year early
        (ONE_YEAR, moment(12, None, 31, "≤"), moment(3, None, 3), 10, set()),
        (NO_DAYS, moment(12, operator="≤"), moment(1), None, set()),
        (OVER_NEW_YEAR, moment(12, operator="≤"), moment(6), 10, {"R005"}),  # six months early or late: as by month
        (OVER_NEW_YEAR, moment(9, 2022, operator="≤"), moment(8), 10, set()),  # the month in which the year begins
        (OVER_NEW_YEAR, moment(12, operator="≤"), moment(11), 10, set()),
        (ONE_YEAR, moment(9, operator="<"), moment(7), 10, set()),
        (NO_DAYS, moment(12, None, 31, "≤"), moment(1, 2025), 10, set()),
    ],
)
def test_a_missing_year_is_the_one_that_the_month_has_in_the_service_year(
    fiscal: Scheme, service_year: dict[str, Any], target: Quantity, actual: Quantity, score: int, codes: set[str]
) -> None:
    about = information()._replace(**service_year)
    told = submission([indicator("完成时间", target, actual, points=10)], about=about)
    result = evaluate(told, fiscal)
    assert result.rows[0].score == score
    assert {found.code for found in result.findings} & {"R005", "R007"} == codes


@pytest.mark.parametrize(
    ("target", "actual", "how"),
    [(moment(9, operator="<"), moment(7), "按同一年比较"), (moment(12, None, 31, "≤"), moment(1, None, 3), "先后比较")],
)
def test_how_two_months_without_a_year_were_compared_is_said(
    fiscal: Scheme, target: Quantity, actual: Quantity, how: str
) -> None:
    told = submission([indicator("完成时间", target, actual, points=10)], about=information(**OVER_NEW_YEAR))
    (found,) = (each for each in evaluate(told, fiscal).findings if each.code == "R005")
    assert how in found.message


@pytest.mark.parametrize(
    ("actual", "asked"),
    [
        (word("已完成"), True),
        (text("工作有序推进"), True),
        (text("工作有序推进")._replace(codes=("Q116",)), False),  # what was not understood has been said by then
        (word("已完成")._replace(codes=("Q116",)), True),
    ],
)
def test_words_that_tell_no_day_are_asked_about_once(fiscal: Scheme, actual: Quantity, *, asked: bool) -> None:
    told = submission([indicator("完成时间", moment(12, operator="≤"), actual, points=10)])
    assert ("R021" in {found.code for found in evaluate(told, fiscal).findings}) is asked
