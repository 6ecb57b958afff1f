"""The numbers in front of the rows of a form: 一 stands above 1, and 1 above 1.1."""

from __future__ import annotations

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.reading.text import normal

_CHINESE = "一二三四五六七八九十"
_NUMBER = lazy_pattern(
    rf"[(]?([{_CHINESE}]{{1,3}}|[0-9]{{1,2}}(?:[.-][0-9]{{1,2}})*)(?:[)、.,]+(?![0-9])|$)"
    r"|([0-9]{1,2}(?:[.-][0-9]{1,2})+)(?=[\u4e00-\u9fff])(?![万亿千百倍])"
)


def number_of(text: str) -> str:
    """`一、产出指标` → 一, `1.1` → 1.1, `（二）` → 二; "" where no number stands in front."""
    match = _NUMBER.match(normal(text))
    return match[1] or match[2] if match else ""


def without_number(text: str) -> str:
    """A name without the number in front of it."""
    label = normal(text)
    match = _NUMBER.match(label)
    return label[match.end() :] if match and match.end() < len(label) else label


def is_chinese(number: str) -> bool:
    return number[:1] in _CHINESE and bool(number)


def is_above(number: str, below: str) -> bool:
    """Whether a row with `number` is the heading of one with `below`: 一 and 1, 1 and 1.1, 一 and （一）do not tell."""
    if not number or not below:
        return False
    if is_chinese(number):
        return not is_chinese(below)
    return below.startswith((f"{number}.", f"{number}-"))
