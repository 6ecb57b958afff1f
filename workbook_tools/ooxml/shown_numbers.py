"""A number with the words and signs that its number format puts around it: 30 in `"≤"0` is what staff see as ≤30.

The figure keeps all its digits; only what the format adds, or leaves out by scaling (`0.0,"千"`), is applied.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.lazy_pattern import lazy_pattern

_TOKEN = lazy_pattern(
    r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]|General|G/通用格式|[0#?.,%]+|E[+-]|.', re.IGNORECASE | re.DOTALL
)
_ELAPSED = lazy_pattern(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CONDITION = lazy_pattern(r"\[[<>=]")
_PER_DAY = {"h": (24, "小时"), "m": (1440, "分钟"), "s": (86400, "秒")}
_DATE_LETTERS = frozenset("ymdhs")
_SAYS_NOTHING = lazy_pattern(r"[\s¥￥$€+\-()（）,.]*")  # money signs and brackets of a figure say nothing new
LONGEST = 255  # what Excel lets a format be


class _Section(NamedTuple):
    before: str
    behind: str
    thousands: int  # how often the figure is divided by a thousand
    percent: bool
    elapsed: str  # h, m or s where a length of time is shown in all


def shown_number(number: Decimal, code: str) -> str | None:
    """The text, such as `≤30`, `≥95%`, `36小时`; None where the format adds no words to a figure, or shows a day."""
    section, is_own = _section_for(number, code)
    if section is None:
        return None
    if section.elapsed:
        times, unit = _PER_DAY[section.elapsed]
        return f"{as_digits(_clean(number * times))}{unit}"
    if _SAYS_NOTHING.fullmatch(section.before + section.behind) and not section.thousands:
        return None
    figure = (abs(number) if is_own else number).scaleb(2 * section.percent - 3 * section.thousands)
    return f"{section.before}{as_digits(figure)}{'%' * section.percent}{section.behind}"


def _clean(number: Decimal) -> Decimal:
    """Without what is left over by halves of minutes that no double holds exactly."""
    return number.quantize(Decimal("0.000001")).normalize()


def _section_for(number: Decimal, code: str) -> tuple[_Section | None, bool]:
    """The section of a format that a number is shown by, and whether it is the one for negative numbers alone."""
    sections = _sections(code) if len(code) <= LONGEST else ()
    if not sections:
        return None, False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    return (sections[2] if number == 0 and len(sections) > 2 else sections[0]), False


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section | None, ...]:
    if _CONDITION.search(code):
        return ()
    parts: list[list[str]] = [[]]
    for token in _TOKEN.findall(code):
        if token == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(part) for part in parts[:3])


def _section(tokens: list[str]) -> _Section | None:
    """None for one without a figure, with an exponent, or a day in it."""
    elapsed = next((match[1][0].lower() for token in tokens if (match := _ELAPSED.fullmatch(token))), "")
    if elapsed:
        return _Section("", "", 0, False, elapsed)
    before = behind = ""
    figure = ""
    for token in tokens:
        if token[0] in "0#?.,%" or token.lower() in ("general", "g/通用格式"):
            figure += token
        elif token[0] in "[_*":
            continue
        elif token.lower() in _DATE_LETTERS or token[:1] in "Ee" or token == "@":
            return None
        else:
            word = token[1:-1] if token[0] == '"' else token.removeprefix("\\")
            before, behind = (before, behind + word) if figure else (before + word, behind)
    if not figure or "?/" in figure:
        return None
    bare = figure.replace("%", "")
    thousands = len(bare) - len(bare.rstrip(",")) if bare[:1] in ("0", "#", "?") else 0
    return _Section(before.strip(), behind.strip(), thousands, "%" in figure, "")
