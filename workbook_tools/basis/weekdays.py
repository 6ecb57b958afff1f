"""Days of the week that a text names: `周二、周五` are two, `周一至周五及周六上午` five and a half where days count."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.lazy_pattern import lazy_pattern

_NAMES = "一二三四五六日"
_DAY = f"[{_NAMES}天](?:[上下]午|晚上?)?"
_WEEK = "(?:周|星期|礼拜)"
WEEKDAYS = f"{_WEEK}{_DAY}(?:[、和及至到-]{_WEEK}?{_DAY})*"
_ONE = lazy_pattern(f"([至到-]?){_WEEK}?([{_NAMES}天])([上下]午|晚上?)?")


def weekdays_in(text: str, *, in_days: bool) -> Decimal | None:
    """How many they are, half a day for half of one where `in_days`; None where one is named twice, or a span runs
    backwards."""
    found: dict[int, Decimal] = {}
    for to, name, part in _ONE.findall(text):
        day = _NAMES.find(name.replace("天", "日"))
        first = max(found) + 1 if to and found else day
        if first > day or not found.keys().isdisjoint(range(first, day + 1)):
            return None
        found |= dict.fromkeys(range(first, day + 1), Decimal("0.5" if part and in_days else 1))
    return sum(found.values(), Decimal(0)) or None
