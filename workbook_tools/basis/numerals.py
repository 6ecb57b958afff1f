"""Chinese numerals up to 99: 三, 十二, 二十, 二十三."""

from __future__ import annotations

_ONES = "[一二三四五六七八九]"
NUMERAL = f"(?:{_ONES}?十{_ONES}?|{_ONES})"  # in a pattern
_SIGNS = "零一二三四五六七八九十"
_OTHER_SIGNS = str.maketrans("两〇", "二零")


def number_of(numeral: str) -> int:
    """Up to 99, in digits or in words."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.translate(_OTHER_SIGNS).rpartition("十")
    return (_SIGNS.index(tens or "一") * 10 if ten else 0) + (_SIGNS.index(ones) if ones else 0)


def numeral_of(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (_SIGNS[tens] if tens > 1 else "") + ("十" if tens else "") + (_SIGNS[ones] if ones or not tens else "")
