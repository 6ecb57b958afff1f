"""Whatever stands in a cell: reading never raises, is quick, and what it reads it reads again from its own words."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_tools.model import Cell, Moment, Quantity, QuantityItem
from workbook_tools.model.quantity_text import format_quantity
from workbook_tools.reading.words import quantity_findings, read_quantity
from workbook_tools.reading.words.written.spelling import tidied

PIECES = [
    "≥", "不少于", "不超过", "以内", "以上", "±", "-", "~", "至", "1", "50", "0.5", "1,260", "９５", "%", "万", "万元",
    "个", "人次", "h/人/年", "三", "两百", "百分之", "年", "2022", "月", "12月底前", "；", "，", "、", "1.", "2、",
    "(", "）", "其中", "个案",
    "满意度", "良好", "达标", "第", "届", "岁", "无", "/", ":", "=", "O", "约", "余", "每", "\n", " ",
    "\u200b", "\ud800", "\x00", "①", "¥",
]  # fmt: skip
UNITS = ["", "个", "人次", "万元", "小时", "h/人/年", "支", "元/人·月", "场/社区", "个百分点"]
LABELS = ["个案辅导", "小组", "社区活动", "志愿者培育", "专业人员", "入户探访"]

# 2022.08 alone is a month
cents = st.decimals(min_value=0, max_value=10**9, places=2).filter(lambda value: not 2000 <= value < 2100)
numbers = st.builds(
    lambda operator, value, unit: Quantity("number", operator=operator, number=value, unit=unit),
    st.sampled_from(["", "≥", ">", "≤", "<", "="]),
    cents,
    st.sampled_from(UNITS),
)
rates = st.builds(
    lambda operator, value: Quantity("rate", operator=operator, number=value / 100, unit="%"),
    st.sampled_from(["", "≥", ">", "≤", "<", "="]),
    st.decimals(min_value=0, max_value=200, places=2),
)
ranges = st.builds(
    lambda ends, unit: Quantity("range", low=min(ends), high=max(ends), unit=unit),
    st.tuples(cents, cents),
    st.sampled_from(UNITS),
)
dates = st.builds(
    lambda operator, year, month, day: Quantity(
        "date", operator="≤" if operator == "<" and day else operator, moment=Moment(month, year, day)
    ),
    st.sampled_from(["", "≤", "<", "≥"]),
    st.none() | st.integers(2000, 2099),
    st.integers(1, 12),
    st.none() | st.integers(1, 28),
)
lists = st.lists(st.tuples(st.sampled_from(LABELS), numbers), min_size=2, max_size=6).map(
    lambda pairs: Quantity(
        "list", items=tuple(QuantityItem(label, quantity, place) for place, (label, quantity) in enumerate(pairs, 1))
    )
)


def read_again(quantity: Quantity) -> Quantity:
    return read_quantity(Cell(format_quantity(quantity)), role="target")


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_text_makes_it_raise_and_every_code_has_a_message(text: str) -> None:
    for role in ("target", "actual"):
        quantity = read_quantity(Cell(text), unit="%", role=role)
        assert quantity.text == tidied(text)
        assert all(finding.message for finding in quantity_findings(quantity, "绩效指标", "G5", unit="%", name="个案"))


@given(st.decimals(allow_nan=True, allow_infinity=True), st.sampled_from([*UNITS, "%"]), st.booleans())
def test_no_number_makes_it_raise(value: Decimal, unit: str, percent: bool) -> None:
    quantity = read_quantity(Cell(str(value), value, percent=percent), unit=unit, role="actual")
    assert quantity.kind in ("number", "rate", "text")


@settings(max_examples=200, deadline=None)
@given(numbers | rates | ranges | dates | lists)
def test_a_quantity_written_out_is_read_back(quantity: Quantity) -> None:
    again = read_again(quantity)
    assert (again.kind, again.operator, again.number, again.unit, again.low, again.high, again.moment) == (
        quantity.kind,
        quantity.operator,
        quantity.number,
        quantity.unit,
        quantity.low,
        quantity.high,
        quantity.moment,
    )
    assert [(i.number, i.label, i.quantity.operator, i.quantity.number, i.quantity.unit) for i in again.items] == [
        (i.number, i.label, i.quantity.operator, i.quantity.number, i.quantity.unit) for i in quantity.items
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_reading_what_was_read_changes_nothing_more(text: str) -> None:
    first = read_quantity(Cell(text), role="target")
    counted_years = first.unit == "年" and 1900 <= (first.number or 0) < 2100  # 2022余年 is a count, 2022年 a date
    if first.kind in ("number", "rate", "range", "date", "grade") and first.unit[:1] != ":" and not counted_years:
        again = read_again(first)
        assert (again.kind, again.number, again.low, again.high, again.moment, again.word) == (
            first.kind,
            first.number,
            first.low,
            first.high,
            first.moment,
            first.word,
        )


@pytest.mark.parametrize(
    "unit",
    ["9", "1,", "(", "1.", "不", "≥", "a", "三", "O", "0O", "1-", "每", "万", "每年", "1个", "；1", "\ud800",
     "第", "年", "12月", " ", "\n1", "“", "((", "1/", "其中", "约", "=(", "1~", "百分之", "个案"],
)  # fmt: skip
def test_very_long_cells_are_read_in_no_time(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    started = time.process_time()
    quantity = read_quantity(Cell(text), role="target")
    read_quantity(Cell(text[:3_999]), role="target")
    assert time.process_time() - started < 1.5  # of the processor; a hundredth of it is needed
    assert quantity.codes == ("Q109",) or quantity.kind == "blank"
