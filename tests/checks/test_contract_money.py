"""Spans that are not whole years: what follows for the money, by days and by months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builders import information, submission
from station import message, sound_station, told, with_about

from workbook_tools.checks.contract_money import in_words, later_months, span_of


@pytest.mark.parametrize(
    ("start", "end", "parts", "sums"),
    [
        # fifteen days of a year of 365 (2024-08-01 to 2025-07-31), half a month of 31 days
        ("2019-08-01", "2024-08-15", (5, 0, 15, 15), ("1200.00", "1209.86", "1209.68")),
        ("2019-08-01", "2024-07-31", (5, 0, 0, 0), ("1200.00", "1200.00", "1200.00")),
        ("2022-01-01", "2025-06-30", (3, 6, 181, 0), ("720.00", "839.01", "840.00")),
        ("2022-08-01", "2022-12-31", (0, 5, 153, 0), ("0.00", "100.60", "100.00")),
        ("2020-02-29", "2021-02-28", (1, 0, 0, 0), ("240.00", "240.00", "240.00")),
        ("2022-01-31", "2022-02-28", (0, 1, 29, 0), ("0.00", "19.07", "20.00")),
    ],
)
def test_a_span_costs_its_years_and_the_rest(
    start: str, end: str, parts: tuple[int, int, int, int], sums: tuple[str, str, str]
) -> None:
    span = span_of(date.fromisoformat(start), date.fromisoformat(end), Decimal(240))
    assert (span.years, span.months, span.days, span.days_of_months) == parts
    assert tuple(f"{each:.2f}" for each in (span.whole, span.by_days, span.by_months)) == sums


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        ("2022-01-31", 1, "2022-03-01"),
        ("2022-11-15", 2, "2023-01-15"),
        ("2024-02-29", 12, "2025-03-01"),
        ("9999-12-01", 1, "9999-12-31"),
    ],
)
def test_months_later(start: str, months: int, day: str) -> None:
    assert later_months(date.fromisoformat(start), months) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (None, "按年度项目资金计算，5个整年合1200.00万元，其余15天按天折算9.863万元。"),
        (
            "1200",
            "5个整年合1200.00万元，其余15天按天折算9.863万元；合同总金额1200.00万元等于整年的金额，其余时间没有另外计费。",
        ),
        ("1209.86", "合同总金额1209.86万元已包括其余时间。"),
    ],
)
def test_the_days_beyond_five_years_have_a_price(total: str | None, words: str) -> None:
    changes = {"contract_end": date(2024, 8, 15), "contract_total": None if total is None else Decimal(total)}
    workbook = with_about(sound_station(), **changes)
    assert words in message(workbook, "A100")
    assert told(workbook, "M029") == []


@pytest.mark.parametrize(("total", "found"), [("840", []), ("839.0137", []), ("720", []), ("900", [("M029", "B13")])])
def test_a_contract_of_three_and_a_half_years_makes_its_sum(total: str, found: list[tuple[str, str]]) -> None:
    about = information(
        contract_start=date(2022, 1, 1), contract_end=date(2025, 6, 30), annual_funds="240", contract_total=total
    )
    assert told(submission(about=about), "M029") == found


def test_a_service_year_of_more_than_a_year_has_its_price_too() -> None:
    workbook = with_about(sound_station(), service_end=date(2023, 8, 15))
    assert "380天折算为249.863万元；各期应拨按年度项目资金计算" in message(workbook, "A103")


@pytest.mark.parametrize(
    ("end", "product"),
    [
        (date(2023, 7, 31), "240.00"),
        (date(2023, 8, 15), "240.00"),  # a few days more are none of the years
        (date(2024, 8, 15), "480.00"),
        (date(2023, 9, 30), "280.00"),  # two months are
        (date(2022, 8, 31), "20.00"),
    ],
)
def test_a_contract_sum_that_cannot_be_is_told_with_the_one_that_can(end: date, product: str) -> None:
    about = information(contract_start=date(2022, 8, 1), contract_end=end, annual_funds="240", contract_total="333")
    assert f"应为{product}万元，合同总金额写的是333.00万元" in message(submission(about=about), "M029")


@pytest.mark.parametrize(
    ("end", "total", "expected"),
    [
        (date(2024, 7, 31), "480.01", False),  # 万元: contracts round what they work out
        (date(2024, 7, 31), "480.02", True),
        (date(2024, 7, 30), "480.0001", False),  # a day short of two years, and their money
        (date(2024, 7, 30), "480.0002", True),
    ],
)
def test_a_contract_sum_may_be_rounded(end: date, total: str, expected: bool) -> None:
    about = information(contract_start=date(2022, 8, 1), contract_end=end, annual_funds="240", contract_total=total)
    assert bool(told(submission(about=about), "M029")) is expected


@pytest.mark.parametrize(
    ("end", "rest", "by_months"),
    [
        (date(2024, 8, 15), "5个整年合1200.00万元，其余15天按天折算", None),
        (date(2025, 1, 31), "5个整年合1200.00万元，其余6个月按天折算", "、按月折算120.00万元"),
        (date(2025, 2, 14), "5个整年合1200.00万元，其余6个月零14天按天折算", "、按月折算130.00万元"),
    ],
)
def test_the_rest_of_a_contract_is_told_in_months_and_days_with_its_price(
    end: date, rest: str, by_months: str | None
) -> None:
    said = in_words(information(annual_funds="240"), date(2019, 8, 1), end)
    assert rest in said
    assert ("按月折算" in said) is (by_months is not None)
    assert by_months is None or said.endswith(f"{by_months}。")


def test_a_contract_sum_that_no_reckoning_makes_is_told_to_include_nothing() -> None:
    about = information(annual_funds="240", contract_total="1250")
    assert "合同总金额" not in in_words(about, date(2019, 8, 1), date(2024, 8, 15))
    assert in_words(about, date(2024, 8, 15), date(2024, 8, 14)) == ""


def test_a_contract_up_to_the_end_of_time_has_years() -> None:
    assert span_of(date(9990, 1, 1), date.max, Decimal(240)).years == 9
