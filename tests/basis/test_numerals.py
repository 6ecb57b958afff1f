"""Chinese numerals, there and back."""

from __future__ import annotations

import re

import cn2an
import pytest

from workbook_tools.basis.numerals import NUMERAL, number_of, numeral_of


@pytest.mark.parametrize("number", range(1, 100))
def test_a_numeral_says_its_number(number: int) -> None:
    assert number_of(numeral_of(number)) == number == number_of(str(number))
    assert re.fullmatch(NUMERAL, numeral_of(number))


@pytest.mark.parametrize(
    ("numeral", "number"), [("零", 0), ("〇", 0), ("两", 2), ("十", 10), ("一十", 10), ("二十", 20)]
)
def test_other_spellings_say_the_same(numeral: str, number: int) -> None:
    assert number_of(numeral) == number


@pytest.mark.parametrize("first", range(100, 10**8, 1_234_567))
def test_any_number_is_read_as_others_read_it(first: int) -> None:
    for number in range(first, first + 1000, 37):
        for spelling in ("low", "up"):
            assert number_of(cn2an.an2cn(number, spelling)) == number


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("三百五", 350),
        ("一万二", 12000),
        ("十二万三", 123000),
        ("三百零五", 305),
        ("廿三", 23),
        ("卅", 30),
        ("二〇二二", 2022),
    ],
)
def test_a_numeral_is_read_as_it_is_spoken(numeral: str, number: int) -> None:
    assert number_of(numeral) == number


@pytest.mark.parametrize("text", ["", "百", "百二十", "万二", "二十十", "三十二百", "十场"])
def test_what_is_no_numeral_has_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        number_of(text)


@pytest.mark.parametrize("text", ["三五", "一二", "二十十", "零"])
def test_two_digits_in_words_are_no_numeral(text: str) -> None:
    assert re.fullmatch(NUMERAL, text) is None
