"""What a number format says is what staff see, so it is what is read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.ooxml.shown_numbers import shown_number


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("30", '"≤"0', "≤30"),
        ("90", r"\≥0", "≥90"),
        ("12.5", '0"万元"', "12.5万元"),
        ("9", '0"月前"', "9月前"),
        ("12345", '0.0,"千"', "12.345千"),
        ("1234500", '#,##0.0,,"百万"', "1.2345百万"),
        ("1.5", "[h]:mm", "36小时"),
        ("0.0625", "[mm]:ss", "90分钟"),
        ("0.5", '[h]"小时"mm"分"', "12小时"),
        ("-5", '0"起";"减少"0"起"', "减少5起"),
        ("5", '0"起";"减少"0"起"', "5起"),
        ("0", '0"起";-0"起";"零起"0', "零起0"),
        ("20", 'General"场"', "20场"),
        ("20", "G/通用格式场", "20场"),
        ("20", "[红色]0场", "20场"),
        ("20", "0_)场", "20场"),
        ("20", "General", None),
        ("20", "0.00", None),
        ("1234", "#,##0", None),
        ("1234", '"¥"#,##0.00', None),
        ("1234", "_ * #,##0_ ;_ * -#,##0_ ", None),
        ("0.95", "0.0%", None),
        ("0.95", '"约"0%', "约95%"),
        ("0.955", '"≥"0.0%', "≥95.5%"),
        ("0.95", '0%"以上"', "95%以上"),
        ("44842", "yyyy/m/d", None),
        ("44842", 'm"月"d"日"', None),
        ("12345", "0.00E+00", None),
        ("7", '[>5]"多"0;0', None),
        ("0", '0"场";;"无"', None),
        ("5", '"5场"', None),
    ],
)
def test_a_format_with_words_is_read_as_shown(number: str, code: str, text: str | None) -> None:
    assert shown_number(Decimal(number), code) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.text(max_size=40))
def test_no_format_makes_it_raise(number: Decimal, code: str) -> None:
    shown = shown_number(number, code)
    assert shown is None or shown
