"""Writes one value with its own type: text stays text (also `=1+1`), a date is a date, a Decimal a number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from workbook_tools.authoring.content import Value, plain


def write_value(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    inner = plain(value)
    if inner is None or inner == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(inner, bool):
        sheet.write_boolean(row, column, inner, look)
    elif isinstance(inner, (int, float, Decimal)):
        sheet.write_number(row, column, float(inner), look)
    elif isinstance(inner, date):
        sheet.write_datetime(row, column, inner, look)
    else:
        sheet.write_string(row, column, _writable(inner), look)


LONGEST_TEXT = 32767  # characters a cell of Excel can hold


def _writable(text: str) -> str:
    """The text without characters that XML cannot hold."""
    kept = "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    return kept[:LONGEST_TEXT]
