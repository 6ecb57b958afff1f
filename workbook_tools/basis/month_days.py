"""A day of each month: `每月5日前`, `均于每月3日报送`."""

from __future__ import annotations

from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern

_DID = "(?:报送|上报|提交|报出|报告|完成|发放|公示|到位|交|报)"
_DAY = lazy_pattern(
    f"(?:均|都)?[于在]?每个?月(3[01]|[12][0-9]|0?[1-9])[日号](之?前|以前)?(?:均|都|已|按时)*{_DID}?[。]?", holding="月"
)


class DayOfMonth(NamedTuple):
    """The day, and whether it is a limit."""

    day: int
    at_most: bool


def day_of_each_month(text: str) -> DayOfMonth | None:
    """The day that a text without blanks names for each month; None where it says anything else."""
    match = _DAY.fullmatch(text)
    return None if match is None else DayOfMonth(int(match[1]), match[2] is not None)
