"""Values as the XML of a cell, and whether a cell holds a value already."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

from workbook_tools.ooxml.encoding import LONGEST_TEXT, escape_cell_text, escape_text, is_plain, text_for_xml
from workbook_tools.ooxml.records import Formula, Value
from workbook_tools.ooxml.scanned_sheet import ScannedCell

ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"})
_EPOCH = date(1899, 12, 30)
_DAYS_TO_1904 = 1462
_CERTAIN_DIGITS = 15
_OF_FORMULAS = ("str",)  # how the text of a formula is stored
_LONGEST_WHOLE = 10**15  # from here on a double is written with an exponent, or not to its last digit
LARGEST_NUMBER = Decimal("9.99999999999999E307")  # what Excel lets people type


def cell_value(value: Value, date1904: bool) -> bool | int | float | str | None:
    """A value as a cell holds it: exact numbers as doubles, days as serial numbers, texts cleaned, "" as nothing.

    A figure beyond what a cell holds becomes a text.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return text_for_xml(value) or None
    if isinstance(value, date):
        return _serial(value, date1904)
    if isinstance(value, Decimal):
        if abs(value) > LARGEST_NUMBER:
            return f"{value:.3E}"
        value = int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
    if not math.isfinite(value):
        raise ValueError("a cell cannot hold a number that is not finite")
    return value


def content(value: Value | Formula, prefix: str, date1904: bool) -> tuple[str, str]:
    """The type attribute of a cell ("" for a number) and the XML inside of it."""
    if value is None:
        return "", ""
    if type(value) is str and value and is_plain(value):
        return "inlineStr", f"<{prefix}is><{prefix}t>{value}</{prefix}t></{prefix}is>"
    if isinstance(value, Formula):
        formula, figure = formula_xml(value), usual_figure(value.cached)
        if figure:
            return "", f"<{prefix}f>{formula}</{prefix}f><{prefix}v>{figure}</{prefix}v>"
        kind, cached = _cached(cell_value(value.cached, date1904), prefix)
        return kind, f"<{prefix}f>{formula}</{prefix}f>{cached}"
    if figure := usual_figure(value):
        return "", f"<{prefix}v>{figure}</{prefix}v>"
    held = cell_value(value, date1904)
    if held is None:
        return "", ""
    if isinstance(held, bool):
        return "b", f"<{prefix}v>{int(held)}</{prefix}v>"
    if isinstance(held, str):
        space = ' xml:space="preserve"' if held != held.strip() or "\n" in held or "  " in held else ""
        return "inlineStr", f"<{prefix}is><{prefix}t{space}>{escape_cell_text(held)}</{prefix}t></{prefix}is>"
    return "", f"<{prefix}v>{number_text(held)}</{prefix}v>"


def usual_figure(value: Value | Formula) -> str:
    """The text of nearly every number, told in one step; "" for any other value."""
    if type(value) is int:
        return str(value) if abs(value) < _LONGEST_WHOLE else ""
    if type(value) is Decimal:
        text = str(value)
        # 15 digits tell a double from any other, and a decimal has them at hand: its double is made three times slower.
        if len(text) <= _CERTAIN_DIGITS and "0" <= text[0] <= "9" and "E" not in text and text[:4] != "0.00":
            return text.rstrip("0").rstrip(".") if "." in text else text
        value = text
    elif type(value) is not float:
        return ""
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return ""
    if not 0 < abs(number) < _LONGEST_WHOLE:  # of zeros some are negative
        return ""
    text = repr(number)
    return text[:-2] if text[-2:] == ".0" else text


def number_text(number: float) -> str:
    """The shortest text that reads back as the same number."""
    text = repr(number)
    return text.removesuffix(".0")


def formula_xml(formula: Formula) -> str:
    """The content of a formula's element. Nearly every formula can stand as it is."""
    text = formula.text
    if text.isprintable() and len(text) <= LONGEST_TEXT and text[:1] not in ("=", " ") and text[-1:] != " ":
        return text if not ("&" in text or "<" in text or ">" in text) else escape_text(text)
    return escape_text(formula_text(formula))


def formula_text(formula: Formula) -> str:
    text = formula.text.strip()
    usual = text.isprintable() and len(text) <= LONGEST_TEXT
    return (text if usual else text_for_xml(text)).removeprefix("=")


def holds(cell: ScannedCell, value: Value | Formula, date1904: bool) -> bool:
    """Whether a cell shows exactly this value, however it is stored, so that nothing need be written."""
    if isinstance(value, Formula):
        same = cell.formula == formula_text(value) and not cell.formula_kind
        return same and _same(cell, cell_value(value.cached, date1904), _OF_FORMULAS)
    if type(value) is Decimal and not cell.raw:
        return False
    return cell.formula is None and _same(cell, cell_value(value, date1904), ("s", "inlineStr", "str"))


def _same(cell: ScannedCell, value: bool | int | float | str | None, text_types: tuple[str, ...]) -> bool:
    if value is None:
        return cell.text == ""
    if isinstance(value, bool):
        return cell.type == "b" and cell.raw.strip() == str(int(value))
    if isinstance(value, str):
        if cell.type == "e":
            return value in ERRORS and text_types == _OF_FORMULAS and cell.raw == value
        return cell.type in text_types and cell.text == value
    try:
        return cell.type == "n" and float(cell.raw) == value
    except ValueError:
        return False


def _cached(value: bool | int | float | str | None, prefix: str) -> tuple[str, str]:
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return "b", f"<{prefix}v>{int(value)}</{prefix}v>"
    if isinstance(value, str):
        kind = "e" if value in ERRORS else "str"
        return kind, f"<{prefix}v>{escape_cell_text(value)}</{prefix}v>"
    return "", f"<{prefix}v>{number_text(value)}</{prefix}v>"


def _serial(day: date, date1904: bool) -> int | float:
    whole = (day - _EPOCH).days if not isinstance(day, datetime) else (day.date() - _EPOCH).days
    if whole <= 60:  # Excel counts a 29 February 1900 that never was
        whole -= 1
    if date1904:
        whole -= _DAYS_TO_1904
    if isinstance(day, datetime) and (seconds := day.hour * 3600 + day.minute * 60 + day.second):
        return whole + seconds / 86_400
    return whole
