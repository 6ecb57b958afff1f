"""Dates as staff write them in cells that hold a day."""

from __future__ import annotations

from datetime import date, timedelta

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model import Cell
from workbook_tools.reading.text import normal

_DAY = lazy_pattern(r"^(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?$")
_TIME = lazy_pattern(
    r"(?<![T\s])[T\s]+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?Z?\s*$",
    holding=":：",
)  # of a day that a system exported
_COMPACT = lazy_pattern(r"^(\d{4})(\d{2})(\d{2})$")
_FIRST_SERIAL, _LAST_SERIAL = 25569, 73050  # 1970-01-01 to 2099-12-31: a date whose format was lost


def read_day(cell: Cell, *, date1904: bool = False) -> date | None:
    """The day in a cell: a date, `2022年8月1日`, `2022-8-1`, `2022.8.1`, `20220801`, `2022-08-01 00:00:00`,
    `二〇二二年八月一日`, or a serial number.

    A serial number is a date whose format was lost; `date1904` says from which day the workbook counts.
    """
    if cell.date is not None:
        return cell.date
    text = normal(_TIME.sub("", cell.text))
    if text[:1] in ("一", "二"):
        from workbook_tools.reading.words.written.numerals import dates_in_digits

        text = dates_in_digits(text)
    match = _DAY.match(text) or _COMPACT.match(text)
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    if cell.number is not None and _FIRST_SERIAL <= cell.number <= _LAST_SERIAL:
        return (date(1904, 1, 1) if date1904 else date(1899, 12, 30)) + timedelta(days=int(cell.number))
    return None
