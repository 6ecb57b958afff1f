"""Writes one value with its own type: text stays text (also `=1+1`), a date is a date, a Decimal a number."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Any

from workbook_tools.authoring.content import Value, bare_value, writable

FIRST_YEAR = 1900  # of the calendar that Office counts its days in


def write_value(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    inner = bare_value(value)
    if inner is None or inner == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(inner, bool):
        sheet.write_boolean(row, column, inner, look)
    elif isinstance(inner, (int, float, Decimal)) and fits(inner):
        sheet.write_number(row, column, float(inner), look)
    elif isinstance(inner, date) and inner.year >= FIRST_YEAR:
        sheet.write_datetime(row, column, inner, look)
    else:
        sheet.write_string(row, column, writable(str(inner)), look)


def fits(number: int | float | Decimal) -> bool:
    """Whether a cell can hold it as a number: no NaN, no infinity, nothing larger."""
    try:
        return math.isfinite(float(number))
    except (OverflowError, ValueError):
        return False
