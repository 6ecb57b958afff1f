"""Target and actual cells as staff write them, the unit column and the operator column beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.reading.quantity_cells import (
    ASSUMED,
    BLANKS,
    DATES,
    GRADES,
    LISTS,
    NUMBERS,
    RANGES,
    RATES,
    TEXTS,
    UNREADABLE,
)
from workbook_tools.model import Cell, Moment, Nature, Quantity
from workbook_tools.model.quantity_text import format_quantity
from workbook_tools.reading.words import cells as quantity_room
from workbook_tools.reading.words import quantity_findings, read_quantity


def target(text: str, *, unit: str = "", nature: Nature = "") -> Quantity:
    return read_quantity(Cell(text), unit=unit, role="target", nature=nature)


def actual(text: str, *, unit: str = "") -> Quantity:
    return read_quantity(Cell(text), unit=unit, role="actual")


def number(value: str, *, percent: bool = False) -> Cell:
    return Cell(value, Decimal(value), percent=percent)


@pytest.mark.parametrize(("text", "meaning"), NUMBERS)
def test_a_number_is_read_in_its_unit(text: str, meaning: str) -> None:
    quantity = target(text)
    assert (quantity.kind, format_quantity(quantity), quantity.codes) == ("number", meaning, ())


@pytest.mark.parametrize(("text", "meaning"), RATES)
def test_a_percentage_is_read_as_a_fraction(text: str, meaning: str) -> None:
    quantity = target(text)
    assert (quantity.kind, format_quantity(quantity), quantity.codes) == ("rate", meaning, ())
    assert quantity.number is not None
    assert quantity.number < 2


@pytest.mark.parametrize(("text", "meaning"), RANGES)
def test_a_range_has_two_ends(text: str, meaning: str) -> None:
    quantity = target(text)
    assert (quantity.kind, format_quantity(quantity)) == ("range", meaning)
    assert quantity.number is None


@pytest.mark.parametrize(("text", "meaning"), DATES)
def test_a_deadline_is_read_as_a_moment_with_a_bound(text: str, meaning: str) -> None:
    quantity = target(text)
    assert (quantity.kind, format_quantity(quantity), quantity.codes) == ("date", meaning, ())


@pytest.mark.parametrize(("text", "meaning"), GRADES)
def test_a_grade_is_read_as_its_word(text: str, meaning: str) -> None:
    quantity = target(text)
    assert (quantity.kind, format_quantity(quantity)) == ("grade", meaning)


@pytest.mark.parametrize(("text", "meaning"), LISTS)
def test_several_items_in_one_cell_are_a_list_with_names(text: str, meaning: str) -> None:
    quantity = target(text)
    assert (quantity.kind, format_quantity(quantity)) == ("list", meaning)


@pytest.mark.parametrize(("text", "meaning", "codes"), ASSUMED)
def test_what_had_to_be_assumed_is_said(text: str, meaning: str, codes: str) -> None:
    quantity = target(text)
    assert (format_quantity(quantity), " ".join(quantity.codes)) == (meaning, codes)


@pytest.mark.parametrize(("text", "code"), UNREADABLE)
def test_figures_that_are_no_value_are_not_taken_and_it_is_said(text: str, code: str) -> None:
    quantity = target(text)
    assert (quantity.kind, quantity.text, quantity.codes) == ("text", text, (code,))


@pytest.mark.parametrize("text", TEXTS)
def test_words_without_a_measure_stay_words(text: str) -> None:
    assert target(text) == Quantity("text", text)


@pytest.mark.parametrize("text", BLANKS)
def test_blanks_come_in_every_shape(text: str) -> None:
    assert actual(text) == Quantity("blank", text)


@pytest.mark.parametrize(
    "text", [text for text, _ in (*NUMBERS, *RATES, *DATES)] + ["5G", "12月", "3年", "20221231", "2022.08", "2022.8"]
)
@pytest.mark.parametrize("unit", ["", "%"])
def test_the_short_way_reads_what_the_long_way_reads(text: str, unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    short = target(text, unit=unit)
    monkeypatch.setattr(quantity_room, "plain_figure", lambda text: None)
    assert target(text, unit=unit) == short


@pytest.mark.parametrize(
    ("cell", "unit", "meaning", "codes"),
    [
        (number("95"), "", "95", ()),
        (number("95"), "人次", "95人次", ()),
        (number("95"), "%", "95%", ()),
        (number("95"), "百分比", "95%", ()),
        (number("0.95"), "%", "95%", ()),
        (number("1"), "%", "100%", ()),
        (number("0"), "%", "0%", ()),
        (number("0.95", percent=True), "", "95%", ()),
        (number("0.95", percent=True), "人", "95%", ()),
        (number("2022"), "小时", "2022小时", ()),
        (number("-3"), "", "-3", ()),
        (Cell("95"), "%", "95%", ()),
        (Cell("2022"), "小时", "2022小时", ()),
        (Cell("3/4"), "%", "75%", ()),
        (Cell("50万"), "万元", "50万", ()),
        (Cell("68"), "个", "68个", ()),
        (Cell("60-80"), "分", "60分~80分", ()),
        (Cell("60-80"), "%", "60%~80%", ()),
    ],
)
def test_the_unit_column_speaks_where_the_cell_does_not(
    cell: Cell, unit: str, meaning: str, codes: tuple[str, ...]
) -> None:
    quantity = read_quantity(cell, unit=unit, role="target")
    assert (format_quantity(quantity), quantity.codes) == (meaning, codes)


def test_an_upper_bound_below_one_percent_stays_below_one_percent() -> None:
    assert read_quantity(number("0.5"), unit="%", role="target", nature="≤").number == Decimal("0.005")


@pytest.mark.parametrize(
    ("text", "nature", "meaning", "codes"),
    [
        ("30", "≤", "≤30", ()),
        ("30", "", "30", ()),
        ("30", "区间", "30", ()),
        ("≤30", "≤", "≤30", ()),
        ("<30", "≤", "<30", ()),
        ("≥30", "≤", "≥30", ("Q108",)),
        ("12月", "≤", "12月底前", ()),
        ("良好", "≥", "良好", ()),
    ],
)
def test_a_target_takes_the_operator_of_its_column(
    text: str, nature: Nature, meaning: str, codes: tuple[str, ...]
) -> None:
    quantity = target(text, nature=nature)
    assert (format_quantity(quantity), quantity.codes) == (meaning, codes)


def test_figures_inside_a_qualitative_description_are_not_scored() -> None:
    assert target("建立3项制度，服务居民满意", nature="定性").kind == "text"
    assert target("达成", nature="定性").kind == "grade"
    assert target("90", nature="定性").kind == "number"


@pytest.mark.parametrize("text", ["≥360天", "10%以内", "90%以上", "不少于14人", "60-80"])
def test_a_bound_in_an_actual_is_said(text: str) -> None:
    assert "Q101" in actual(text).codes
    assert "Q101" not in target(text).codes


def test_bounds_among_the_items_of_an_actual_are_said_too() -> None:
    quantity = actual("1.个案68个；2.小组不少于30个")
    assert [item.quantity.codes for item in quantity.items] == [(), ("Q101",)]
    assert [f.code for f in quantity_findings(quantity, "绩效指标", "J5")] == ["Q101"]


def test_items_keep_their_numbers_and_names() -> None:
    quantity = target("1.个案辅 68 个；3.活动 53 个")
    assert [(item.number, item.label, item.quantity.number) for item in quantity.items] == [
        (1, "个案辅", Decimal(68)),
        (3, "活动", Decimal(53)),
    ]


def test_a_date_cell_is_a_day() -> None:
    quantity = read_quantity(Cell("2022-10-08", date=date(2022, 10, 8)), role="actual")
    assert quantity.moment == Moment(10, 2022, 8)


def test_the_serial_number_of_a_day_is_a_day_where_days_are_expected() -> None:
    assert read_quantity(number("44842"), role="actual", nature="日期").moment == Moment(10, 2022, 8)
    assert read_quantity(number("44842"), role="actual").number == Decimal(44842)


@pytest.mark.parametrize(
    "cell", [Cell("#DIV/0!", error="#DIV/0!"), Cell("#DIV/0!"), Cell("#N/A"), Cell("#BLOCKED!", error="#BLOCKED!")]
)
def test_an_error_value_is_an_error(cell: Cell) -> None:
    assert (read_quantity(cell, role="actual").kind, read_quantity(cell, role="actual").codes) == ("error", ("Q113",))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+308", "-1E+15"])
def test_numbers_that_no_workbook_means_are_not_figures(value: str) -> None:
    assert read_quantity(Cell(value, Decimal(value)), role="actual").codes == ("Q109",)


def test_what_cannot_be_read_is_said_with_the_text_and_an_example() -> None:
    (found,) = quantity_findings(target("113X"), "绩效指标", "G7", unit="个", name="个案辅导")
    assert (found.code, found.severity, found.sheet, found.cell) == ("Q103", "W", "绩效指标", "G7")
    assert "113X" in found.message
    assert "≥95%" in found.fix


@pytest.mark.parametrize(
    "text",
    ["目标68个，实际70个", "计划68个，完成70个", "应完成68个，已完成70个", "任务完成68个，实际完成70个"],
)
def test_both_sides_in_one_cell_are_told_apart(text: str) -> None:
    assert (target(text).number, actual(text).number) == (68, 70)


def test_a_list_whose_first_figure_happens_to_be_the_sum_of_the_others_stays_a_list() -> None:
    assert target("个案30个、小组10个、社区活动20个").kind == "list"
    assert target("共开展活动30场，其中线上10场、线下20场").number == 30


def test_what_was_assumed_in_one_item_is_said_of_the_cell() -> None:
    assert target("个案约68个；小组30个").codes == ("Q102",)
    assert actual("个案约68个；小组不少于30个").codes == ("Q102", "Q101")


@pytest.mark.parametrize("text", ["68.0.0", "≥68.0.0个", "每2.5万元配1名", "每千人1名", "5月、5月各1次"])
def test_figures_that_do_not_say_how_many_are_not_taken_for_one(text: str) -> None:
    quantity = read_quantity(Cell(text), role="target")
    assert (quantity.kind, quantity.codes) == ("text", ("Q103",))


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("个案、小组各12个", [("个案", "", 12), ("小组", "", 12)]),
        ("个案和小组各不少于12个，活动5场", [("个案", "≥", 12), ("小组", "≥", 12), ("活动", "", 5)]),
    ],
)
def test_each_is_an_item_for_every_name(text: str, items: list[tuple[str, str, int]]) -> None:
    quantity = read_quantity(Cell(text), role="target")
    assert [(item.label, item.quantity.operator, item.quantity.number) for item in quantity.items] == items


@pytest.mark.parametrize(("text", "share"), [("9 0 %", "0.90"), ("≥ 9 5 ％", "0.95"), ("1 0 0 %", "1")])
def test_digits_set_wide_are_one_figure(text: str, share: str) -> None:
    assert read_quantity(Cell(text), role="target").number == Decimal(share)


@pytest.mark.parametrize(
    ("text", "unit", "number", "read_unit"),
    [
        ("直接 26880 + 间接 3304 = 30184", "小时", 30184, "小时"),
        ("直接26,880小时＋间接3,304小时＝30,184小时", "", 30184, "小时"),
        ("26,880 + 3,304", "小时", 30184, "小时"),
        ("≥26880+3304小时", "", 30184, "小时"),
        ("12.5+7.5=20万元", "", 20, "万元"),
    ],
)
def test_a_figure_given_with_its_parts_is_their_sum(text: str, unit: str, number: int, read_unit: str) -> None:
    quantity = read_quantity(Cell(text), unit=unit, role="target")
    assert (quantity.kind, quantity.number, quantity.unit, quantity.codes) == ("number", number, read_unit, ())
    assert quantity.operator == ("≥" if text[0] == "≥" else "")


@pytest.mark.parametrize(
    "text", ["直接26880+间接3304=30185", "26,88+3", "1.+2", "5+2模式", "个案68个+小组30次", "直接8h+间接4h"]
)
def test_what_does_not_add_up_is_no_sum(text: str) -> None:
    assert read_quantity(Cell(text), role="target").number not in (30184, 12, 98, 7, 2691, 3)
