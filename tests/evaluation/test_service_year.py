"""The service year on a day: what lies in it, how much of it is over, and its months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workbook_tools.evaluation.service_year import ServiceYear

START, END, DAY = date(2024, 8, 1), date(2025, 7, 31), date(2024, 10, 15)
YEAR = ServiceYear(START, END, DAY)


@pytest.mark.parametrize(
    ("when", "holds", "has_come"),
    [
        (None, True, False),  # an entry without a day is not left out, and nobody knows that it has come
        (date(2024, 7, 31), False, False),
        (START, True, True),
        (DAY, True, True),
        (date(2024, 10, 16), True, False),
        (END, True, False),
        (date(2025, 8, 1), False, False),
    ],
)
def test_a_day_lies_in_the_year_and_has_come(when: date | None, holds: bool, has_come: bool) -> None:
    assert (YEAR.holds(when), YEAR.has_come_to(when)) == (holds, has_come)


@pytest.mark.parametrize(
    ("start", "end", "day", "over"),
    [
        (START, END, DAY, (76, 365)),  # 31 + 30 + 15
        (START, END, START, (1, 365)),
        (START, END, END, (365, 365)),
        (START, END, date(2026, 1, 1), (365, 365)),
        (START, END, None, (365, 365)),
        (START, END, date(2024, 7, 31), None),
        (START, START, START, (1, 1)),
        (END, START, DAY, None),
        (None, END, DAY, None),
        (START, None, DAY, None),
    ],
)
def test_the_days_that_are_over(
    start: date | None, end: date | None, day: date | None, over: tuple[int, int] | None
) -> None:
    year = ServiceYear(start, end, day)
    assert year.days_over == over
    assert year.elapsed == (None if over is None else Decimal(over[0]) / over[1])


def test_the_months_of_what_is_over_begin_and_end_with_it() -> None:
    year = ServiceYear(date(2024, 8, 15), END, DAY)
    assert list(year.months()) == [
        (date(2024, 8, 15), date(2024, 8, 31), 31),
        (date(2024, 9, 1), date(2024, 9, 30), 30),
        (date(2024, 10, 1), DAY, 31),
    ]
    assert list(ServiceYear(START, END, date(2024, 8, 31)).months()) == [(START, date(2024, 8, 31), 31)]
    assert list(ServiceYear(START, END, date(2024, 9, 1)).months())[1:] == [(date(2024, 9, 1), date(2024, 9, 1), 30)]
    assert list(ServiceYear(START, END, date(2024, 7, 1)).months()) == []
    assert list(ServiceYear(None, END, DAY).months()) == []


@pytest.mark.parametrize(("start", "end"), [(None, END), (START, None), (END, START)])
def test_a_year_that_is_not_known_holds_every_day_and_none_has_come(start: date | None, end: date | None) -> None:
    year = ServiceYear(start, end, DAY)
    assert year.holds(date(1999, 1, 1))
    assert not year.has_come_to(DAY)


def test_a_year_whose_end_nobody_knows_has_no_months() -> None:
    assert list(ServiceYear(START, None, None).months()) == []
    assert list(ServiceYear(None, None, DAY).months()) == []
