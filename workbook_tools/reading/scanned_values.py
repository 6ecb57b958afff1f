"""The values of a sheet from what the package editor scanned, where that is all that is needed, or all there is.

Most small sheets hold nothing that readers differ on: `certain_rows`. Sheets that calamine cannot read (their parts lie
where it does not look, or hold what it gives up on) have the same small interface here as there: `ScannedWorkbook`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from workbook_tools.reading.certain_values import certain_figure, is_certain_text

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook
    from workbook_tools.ooxml.scanned_sheet import ScannedCell

Value = float | str | bool | dt.date | dt.datetime
_FIRST_DAY, _FIRST_DAY_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
_TRUTH = {"1": True, "true": True, "0": False, "false": False}
_PAST_THE_LAST_DAY, _LONGEST_DAY = 2_958_466, len("2958465")
_DAY_THAT_NEVER_WAS = 60  # Excel counts 29 February 1900


def gave_up(problem: BaseException) -> bool:
    """Whether calamine could not go on. It is written in Rust, whose panics are no `Exception`."""
    return isinstance(problem, Exception) or type(problem).__name__ == "PanicException"


def is_beyond_calamine(book: Workbook, name: str) -> bool:
    """Whether a sheet holds what calamine takes wrongly: a date of, say, twelve digits (it panics, noisily), a text
    whose number is no number (it gives the first text of the workbook), CDATA (it gives nothing), elements of
    another namespace (it takes them for cells and texts), or a formula without a result (it gives nothing)."""
    scan = book.scan(name)
    if scan.unusual or book.has_unusual_texts:
        return True
    for cell in scan.cells.values():
        if cell.uncomputed:
            return True
        if cell.type == "s":
            if cell.raw and not cell.raw.isdecimal():
                return True
        elif cell.type == "n" and _may_be_far(cell.raw) and book.is_date(cell.style):
            with suppress(ValueError):
                if not abs(float(cell.raw)) < _PAST_THE_LAST_DAY:
                    return True
    return False


def _may_be_far(raw: str) -> bool:
    """All but a short plain figure: 1E300, -INF."""
    return len(raw) > _LONGEST_DAY or not raw.removeprefix("-").replace(".", "", 1).isdecimal()


def certain_rows(book: Workbook, name: str) -> list[list[Value]] | None:
    """What calamine gives for a sheet, from row 1 and column A; None where there is room for another opinion."""
    scan = book.scan(name)
    if book.date1904 or not scan.in_order or sum(len(row.cells) for row in scan.rows.values()) != len(scan.cells):
        return None
    rows: list[list[Value]] = []
    for number, row in scan.rows.items():
        values: dict[int, Value] = {}
        for cell in row.cells:
            if cell.raw or cell.formula is not None or cell.type not in "ns":
                value = _certain_value(cell, book)
                if value is None:
                    return None
                values[cell.column] = value
        if values:
            rows += ([] for _ in range(len(rows) + 1, number))
            rows.append([values.get(column, "") for column in range(1, max(values) + 1)])
    width = max(map(len, rows), default=0)
    for line in rows:
        line += [""] * (width - len(line))
    return rows


def _certain_value(cell: ScannedCell, book: Workbook) -> Value | None:
    raw, kind = cell.raw, cell.type
    if cell.extension or not raw:
        return None
    if kind == "n":
        return certain_figure(raw, book.number_format(cell.style))
    if kind == "s":
        return book.certain_text(int(raw)) if raw.isascii() and raw.isdecimal() else None
    if kind == "str" or (kind == "inlineStr" and not any(map(str.isspace, raw))):  # blanks between runs may get lost
        return raw if is_certain_text(raw) else None
    if kind == "e":
        return ""
    return raw == "1" if kind == "b" and raw in ("0", "1") else None


class ScannedWorkbook:
    def __init__(self, book: Workbook) -> None:
        self._book = book

    def get_sheet_by_name(self, name: str) -> ScannedSheet:
        return ScannedSheet(self._book, name)


class ScannedSheet:
    """Rows from row 1, each from column A."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._book = book
        self._cells = book.scan(name).cells
        self.start = (0, 0) if self._cells else None

    def to_python(self, *, skip_empty_area: bool = False) -> list[list[Value]]:
        return list(self.iter_rows())

    def iter_rows(self) -> Iterator[list[Value]]:
        rows: dict[int, dict[int, Value]] = {}
        for (row, column), cell in self._cells.items():
            rows.setdefault(row, {})[column] = _value(cell, self._book)
        width = max((column for _, column in self._cells), default=0)
        for number in range(1, max(rows, default=0) + 1):
            row_values = rows.get(number, {})
            yield [row_values.get(column, "") for column in range(1, width + 1)]


def _value(cell: ScannedCell, book: Workbook) -> Value:
    """A cell as calamine gives it: an error value and an empty cell are ""; a formula without a result is its own text.
    Raises ValueError for a damaged cell, whose value would be a guess."""
    raw = cell.raw
    if cell.uncomputed:
        return f"={cell.formula}"
    if cell.type == "e" or not raw:
        return ""
    if cell.type == "n" and (number := _number(raw)) is not None:
        with suppress(ValueError, OverflowError):  # no day: the number itself
            return _day(number, book.date1904) if book.is_date(cell.style) else number
        return number
    if cell.type == "b" and raw in _TRUTH:
        return _TRUTH[raw]
    if cell.type == "d":
        return dt.datetime.fromisoformat(raw)
    known = cell.type == "s" and raw.strip().isdecimal() and int(raw) < book.shared_string_count
    if known or cell.type in ("str", "inlineStr"):
        return cell.text
    raise ValueError(f"单元格的值“{raw[:20]}”不合规范")


def _number(raw: str) -> float | None:
    try:
        return float(raw)
    except ValueError:
        return None


def _day(serial: float, date1904: bool) -> dt.date | dt.datetime:
    """Raises OverflowError and ValueError for a serial number that is no day."""
    first = _FIRST_DAY_1904 if date1904 else _FIRST_DAY
    early = not date1904 and serial < _DAY_THAT_NEVER_WAS
    moment = first + dt.timedelta(days=serial + early)
    return moment.date() if serial == int(serial) else moment
