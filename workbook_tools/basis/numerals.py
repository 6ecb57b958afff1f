"""Chinese numerals: 三, 二十三, 一千零五十, 十二万三 (123000), 壹佰贰拾, 二〇二二."""

from __future__ import annotations

from workbook_tools.basis.lazy_pattern import lazy_pattern

_ONES = "[一二三四五六七八九]"
NUMERAL = f"(?:{_ONES}?十{_ONES}?|{_ONES})"  # up to 99, in a pattern
_SIGNS = "零一二三四五六七八九"
_OTHER_SIGNS = "〇壹贰叁肆伍陆柒捌玖", "两拾佰仟"
_IN_DIGITS = str.maketrans("".join((_SIGNS, *_OTHER_SIGNS)), "012345678901234567892十百千") | {
    ord("廿"): "2十",
    ord("卅"): "3十",
}
_BELOW_10000 = "(?:([1-9])千0?)?(?:([1-9])百0?)?(?:([1-9]?)十)?([1-9])?"
_ANY = lazy_pattern(f"(?:(?=[1-9十]){_BELOW_10000}亿0?)?(?:(?=[1-9十]){_BELOW_10000}万0?)?{_BELOW_10000}")
_SPOKEN, _NEXT_BELOW = lazy_pattern("[百千万亿][1-9]$"), {"百": 10, "千": 100, "万": 1000, "亿": 10**7}  # 一万二


def number_of(numeral: str) -> int:
    """In digits or in words, whatever it counts. Raises `ValueError` for what is no numeral."""
    signs = numeral.translate(_IN_DIGITS)
    if signs.isdecimal():
        return int(signs)
    parts = _ANY.fullmatch(signs)
    if parts is None or not signs:
        raise ValueError(numeral)
    places = enumerate(reversed(parts.groups()))
    number = sum(int((digit or "1") + "0" * place) for place, digit in places if digit is not None)
    if spoken := _SPOKEN.search(signs):
        number += int(spoken[0][1]) * (_NEXT_BELOW[spoken[0][0]] - 1)
    return number


def numeral_of(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (_SIGNS[tens] if tens > 1 else "") + ("十" if tens else "") + (_SIGNS[ones] if ones or not tens else "")
