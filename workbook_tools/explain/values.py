"""What a cell shows, as a text: rates as percentages, days as days, figures without idle digits."""

from __future__ import annotations

import math
from datetime import date, timedelta

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.ooxml import Workbook

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_CLOSE = 1e-9


def text_in_cell(book: Workbook, sheet: str, cell: str) -> str:
    """ "" for an empty cell."""
    scanned = book.scan(sheet).cells.get(parse_cell(cell))
    if scanned is None or not scanned.text:
        return ""
    if scanned.type != "n":
        return {"1": "TRUE", "0": "FALSE"}.get(scanned.text, scanned.text) if scanned.type == "b" else scanned.text
    try:
        number = float(scanned.text)
    except ValueError:
        return scanned.text
    if not math.isfinite(number):
        return scanned.text
    if book.is_percent(scanned.style):
        return f"{_figure(number * 100)}%"
    if book.is_date(scanned.style) and 0 < number < 2_900_000:
        return ((_EPOCH_1904 if book.date1904 else _EPOCH) + timedelta(days=int(number))).isoformat()
    return _figure(number)


def same(one: str, other: str) -> bool:
    """Whether two values that are shown are one: figures up to what a calculation rounds."""
    if one == other:
        return True
    try:
        first, second = (float(text.removesuffix("%")) for text in (one, other))
    except ValueError:
        return False
    return one.endswith("%") == other.endswith("%") and math.isclose(first, second, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _figure(number: float) -> str:
    """Up to ten decimals: what lies behind them a division left there."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.10f}".rstrip("0").rstrip(".") if 1e-6 < abs(number) < 1e15 else repr(number)
