"""Figures as an official document prints them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.model import Quantity
from workbook_tools.report import formats

D = Decimal
FORMS = [formats.score, formats.points, formats.percent, formats.amount, formats.count, formats.signed]


@pytest.mark.parametrize(
    ("value", "printed"),
    [("5.545", "5.55"), ("2.675", "2.68"), ("0.005", "0.01"), ("-0.004", "0.00"), ("-5.545", "-5.55"), ("10", "10.00")],
)
def test_scores_are_rounded_half_up(value: str, printed: str) -> None:
    assert formats.score(D(value)) == printed


@pytest.mark.parametrize(("value", "printed"), [("10", "10"), ("8.34", "8.34"), ("7.5", "7.50"), ("100.00", "100")])
def test_whole_points_have_no_decimals(value: str, printed: str) -> None:
    assert formats.points(D(value)) == printed


@pytest.mark.parametrize(
    ("rate", "printed"),
    [("1.09174625", "109.17%"), ("0.7", "70.00%"), ("0.00005", "0.01%"), ("0", "0.00%"), ("-0.505390835", "-50.54%")],
)
def test_rates_are_percentages_with_two_decimals(rate: str, printed: str) -> None:
    assert formats.percent(D(rate)) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [("240", "240.00"), ("262.0191", "262.0191"), ("5.545", "5.545"), ("1200", "1,200.00"), ("0.00005", "0.0001")],
)
def test_amounts_show_every_yuan(value: str, printed: str) -> None:
    assert formats.amount(D(value)) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [("30184", "30184"), ("2.50", "2.5"), ("1E+3", "1000"), ("0.33333", "0.3333")]
)
def test_counts_have_no_decimals_that_say_nothing(value: str, printed: str) -> None:
    assert formats.count(D(value)) == printed


@pytest.mark.parametrize(
    ("value", "percent", "printed"),
    [("2", False, "+2"), ("-15", False, "-15"), ("0", False, "0"), ("-0.05", True, "-5%"), ("0.125", True, "+12.5%")],
)
def test_variances_carry_their_sign(value: str, percent: bool, printed: str) -> None:
    assert formats.signed(D(value), percent=percent) == printed


@pytest.mark.parametrize(
    ("value", "unit", "percent", "printed"),
    [
        ("-15", "万", False, "15万"),
        ("0.05", "%", True, "5个百分点"),
        ("0", "个", False, ""),
        ("3", " 次 ", False, "3次"),
    ],
)
def test_distances_are_told_in_words(value: str, unit: str, percent: bool, printed: str) -> None:
    assert formats.apart(D(value), unit, percent=percent) == printed


@pytest.mark.parametrize("form", FORMS)
def test_what_is_unknown_is_a_dash_and_never_a_zero(form) -> None:  # type: ignore[no-untyped-def]
    assert form(None) == "—"


@pytest.mark.parametrize(
    ("quantity", "unit", "said"),
    [
        (Quantity("number", "68", number=D(68)), "个", "68个"),
        (Quantity("number", "68个", number=D(68), unit="个"), "个", "68个"),
        (Quantity("number", "≥68", operator="≥", number=D(68)), "个", "≥68个"),
        (Quantity("rate", "0.95", number=D("0.95"), unit="%"), "", "95%"),
        (Quantity("rate", "≥0.95", operator="≥", number=D("0.95"), unit="%"), "%", "≥95%"),
        (Quantity("rate", "≥95%", operator="≥", number=D("0.95"), unit="%"), "%", "≥95%"),
        (Quantity("range", "60-80", low=D(60), high=D(80)), "分", "60-80分"),
        (Quantity("date", "2022-08-01"), "天", "2022-08-01"),
        (Quantity("text", "完成2022"), "个", "完成2022"),
        (Quantity("blank"), "个", ""),
        (Quantity("number", "", number=D("1260"), unit="次"), "次", "1260次"),
    ],
)
def test_targets_and_actuals_are_said_as_they_were_written(quantity: Quantity, unit: str, said: str) -> None:
    assert formats.said(quantity, unit) == said


@pytest.mark.parametrize(
    ("names", "sentence"),
    [([], ""), (["甲"], "甲"), (["甲", "乙"], "甲、乙"), (["甲", "", "  ", "乙"], "甲、乙"), (["", " "], "")],
)
def test_lists_are_joined_without_empty_places(names: list[str], sentence: str) -> None:
    assert formats.joined(names) == sentence


def test_a_long_text_is_cut_where_everybody_sees_it() -> None:
    assert formats.short("一二三四五六七", 5) == "一二三四…"
    assert formats.short("一\n二", 5) == "一 二"


def test_days_and_periods_are_written_in_chinese() -> None:
    assert formats.day(date(2023, 7, 5)) == "2023年7月5日"
    assert formats.period(date(2022, 8, 1), date(2023, 7, 31)) == "2022年8月1日至2023年7月31日"
    assert formats.period(date(2022, 8, 1), None) == ""
    assert formats.day(None) == ""


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=6))
def test_printed_scores_are_the_half_up_rounding_of_any_value(value: Decimal) -> None:
    expected = value.quantize(D("0.01"), rounding=ROUND_HALF_UP)
    assert D(formats.score(value).replace(",", "")) == expected


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity"), D("1E+500"), D("9" * 80), D("1E-400")])
def test_monstrous_figures_are_printed_somehow(value: Decimal) -> None:
    for form in FORMS:
        assert isinstance(form(value), str)


@pytest.mark.parametrize(
    ("rate", "points"),
    [("-0.062296", "-6.23%"), ("0.05", "+5%"), ("0.00004", "+0.004%"), ("-0.00005", "-0.01%"), ("0", "0%")],
)
def test_rates_lie_apart_by_as_many_decimals_as_they_are_printed_with(rate: str, points: str) -> None:
    assert formats.signed(Decimal(rate), percent=True) == points


def test_a_figure_too_long_to_round_keeps_its_zeros() -> None:
    assert formats.count(Decimal("1e80")) == "1.0000E+80"
