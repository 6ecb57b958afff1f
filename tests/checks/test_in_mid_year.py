"""A workbook of the middle of its year: what is on its way needs no excuse yet, what is behind or too much does."""

from __future__ import annotations

from datetime import date

import pytest
from builders import cost, heading, indicator, information, number, rate, submission
from station import told

from workbook_tools.model import Submission


def at(day: date, done: float, spent: str) -> Submission:
    return submission(
        [
            indicator("探访", number(100, "次"), number(done, "次"), unit="次"),
            indicator("建档率", rate(90), rate(95)),
        ],
        about=information(
            annual_funds="100", service_start=date(2025, 1, 1), service_end=date(2025, 12, 31), prepared_on=day
        ),
        headings=[heading("产出指标", 90)],
        costs=[cost("工资", "80", "40", "人员费用"), cost("活动", "20", spent, "服务质量保障")],
    )


@pytest.mark.parametrize(
    ("day", "done", "spent", "expected"),
    [
        (date(2025, 7, 1), 50, "10", []),
        (date(2025, 7, 1), 41, "10", []),  # slow: told as a hint
        (date(2025, 7, 1), 20, "10", ["R052"]),  # far behind
        (date(2025, 7, 1), 50, "3", ["M023", "M026"]),  # money that is behind the year
        (date(2025, 7, 1), 50, "23", ["M026"]),  # more than the whole year's
        (date(2025, 12, 20), 50, "10", ["M023", "M026", "R052"]),  # a report on the year as a whole
        (date(2026, 1, 9), 50, "10", ["M023", "M026", "R052"]),
    ],
)
def test_a_reason_is_asked_for_what_the_year_cannot_make_good(
    day: date, done: float, spent: str, expected: list[str]
) -> None:
    assert sorted(code for code, _ in told(at(day, done, spent), "R052", "M023", "M026")) == expected


def test_a_rate_does_not_grow_with_the_year() -> None:
    low = at(date(2025, 7, 1), 50, "10")
    rows = [low.indicators[0], indicator("建档率", rate(90), rate(50), row=5)]
    assert "R052" in [code for code, _ in told(low._replace(indicators=tuple(rows)))]
