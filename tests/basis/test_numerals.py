"""Chinese numerals up to 99, there and back."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize("text", ["三五", "一二", "二十十", "零"])
def test_two_digits_in_words_are_no_numeral(text: str) -> None:
    assert re.fullmatch(NUMERAL, text) is None
