"""Terms in working days: dates worked out by hand, and every day of four years against the published calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from workbook_tools.evaluation.working_days import UnknownCalendar, working_days_after

# 国务院办公厅关于 2022、2023、2024、2025 年部分节假日安排的通知: first and last day off; Saturdays and Sundays worked.
DAYS_OFF = (
    "2022-01-01 2022-01-03", "2022-01-31 2022-02-06", "2022-04-03 2022-04-05", "2022-04-30 2022-05-04",
    "2022-06-03 2022-06-05", "2022-09-10 2022-09-12", "2022-10-01 2022-10-07", "2022-12-31 2023-01-02",
    "2023-01-21 2023-01-27", "2023-04-05 2023-04-05", "2023-04-29 2023-05-03", "2023-06-22 2023-06-24",
    "2023-09-29 2023-10-06", "2023-12-30 2024-01-01", "2024-02-10 2024-02-17", "2024-04-04 2024-04-06",
    "2024-05-01 2024-05-05", "2024-06-08 2024-06-10", "2024-09-15 2024-09-17", "2024-10-01 2024-10-07",
    "2025-01-01 2025-01-01", "2025-01-28 2025-02-04", "2025-04-04 2025-04-06", "2025-05-01 2025-05-05",
    "2025-05-31 2025-06-02", "2025-10-01 2025-10-08",
)  # fmt: skip
MADE_UP = (
    "2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07 2022-10-08 2022-10-09 2023-01-28 2023-01-29 2023-04-23 "
    "2023-05-06 2023-06-25 2023-10-07 2023-10-08 2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 "
    "2024-09-29 2024-10-12 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11"
)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2022-08-01", 1, "2022-08-02"),
        ("2022-08-05", 1, "2022-08-08"),  # over a weekend
        ("2022-09-30", 1, "2022-10-08"),  # over the National Day, to a make-up Saturday
        ("2022-09-15", 30, "2022-11-01"),  # 16, 19–23, 26–30 September, 8–14, 17–21, 24–28, 31 October, 1 November
        ("2022-08-01", 30, "2022-09-13"),  # over the Mid-Autumn, Monday the 12th off
        ("2022-01-10", 30, "2022-02-24"),  # 29 and 30 January worked, 31 January to 6 February off
        ("2022-01-10", 15, "2022-01-29"),  # to a make-up Saturday
        ("2022-12-20", 30, "2023-02-06"),  # over New Year and the Spring Festival of 2023
        ("2023-01-20", 15, "2023-02-15"),  # 28 and 29 January worked
        ("2023-01-05", 30, "2023-02-21"),
        ("2023-09-15", 30, "2023-11-02"),  # eight days off, 7 and 8 October worked
        ("2023-09-15", 15, "2023-10-12"),
        ("2024-01-22", 30, "2024-03-07"),  # 4 and 18 February worked, 10 to 17 off
        ("2024-01-22", 15, "2024-02-09"),  # New Year's Eve is a working day
        ("2024-08-05", 30, "2024-09-14"),  # to the make-up Saturday before the Mid-Autumn
        ("2024-09-09", 30, "2024-10-25"),  # 14 and 29 September, 12 October worked
        ("2025-01-13", 30, "2025-02-28"),  # 26 January and 8 February worked
        ("2025-09-15", 30, "2025-10-31"),  # 28 September and 11 October worked, 1 to 8 October off
    ],
)
def test_terms_follow_the_official_calendar_and_leave_out_the_day_itself(start: str, days: int, last: str) -> None:
    assert working_days_after(date.fromisoformat(start), days) == date.fromisoformat(last)


@pytest.mark.parametrize("days", [1, 15, 30])
def test_every_day_of_four_years_agrees_with_the_published_calendars(days: int) -> None:
    off, worked = _calendar()
    start, wrong = date(2022, 1, 1), []
    while start < date(2025, 10, 20):
        day, left = start, days
        while left:
            day += DAY
            left -= day in worked or (day.weekday() < 5 and day not in off)
        if working_days_after(start, days) != day:
            wrong.append((start, day))
        start += DAY
    assert wrong == []


@pytest.mark.parametrize("start", [date(2098, 12, 1), date(1999, 5, 4), date.max])
def test_a_year_that_is_not_known_is_not_guessed(start: date) -> None:
    with pytest.raises(UnknownCalendar) as caught:
        working_days_after(start, 30)
    assert caught.value.year == start.year


def test_a_term_that_runs_into_an_unknown_year_is_not_guessed() -> None:
    from chinese_calendar.constants import holidays

    last_known = max(holidays).year
    assert working_days_after(date(last_known, 11, 2), 15).year == last_known
    with pytest.raises(UnknownCalendar) as caught:
        working_days_after(date(last_known, 12, 15), 30)
    assert caught.value.year == last_known + 1


def _calendar() -> tuple[set[date], set[date]]:
    off: set[date] = set()
    for span in DAYS_OFF:
        first, last = map(date.fromisoformat, span.split())
        off |= {first + DAY * n for n in range((last - first).days + 1)}
    return off, set(map(date.fromisoformat, MADE_UP.split()))
