"""Sheets → the bytes of an .xlsx, every cell where it stood."""

from __future__ import annotations

import datetime as dt
import io
import math
from typing import Any

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.basis.zip_entries import told_by_no_system
from workbook_tools.foreign.sheets import GENERAL, Cell, Error, Merge, Sheet, Sheets

LONGEST_TEXT = 32_767
_FIXED = dt.datetime(1980, 1, 1)  # the same file makes the same bytes
_DEEP = 64  # rows and columns of an area that are looked through for values below its first cell
_TALLEST, _MOST_MERGES = 5_000, 20_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def write_package(sheets: Sheets) -> bytes:
    """Texts that are longer than a cell can hold are cut, and noted in `sheets.cut_texts`."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": _FIXED})
    formats = _Formats(book)
    names = _Names()
    for sheet in sheets.sheets or [Sheet("Sheet1")]:
        _write_sheet(book.add_worksheet(names.taken(sheet.name)), sheet, formats, sheets.cut_texts)
    book.close()
    return told_by_no_system(out.getvalue())


def _write_sheet(target: Any, sheet: Sheet, formats: _Formats, cut: list[tuple[str, str]]) -> None:
    for (row, column), cell in sheet.cells.items():
        if row < LAST_ROW and column < LAST_COLUMN:
            _write_cell(target, row, column, cell, formats)
            if isinstance(cell.value, str) and len(cell.value) > LONGEST_TEXT:
                cut.append((target.get_name(), f"{column_letters(column + 1)}{row + 1}"))
    for merge in _apart(sheet.merges):
        first = sheet.cells.get((merge.top, merge.left), Cell(""))
        # the values below the first cell of an area stay where they are: nobody sees them, and they are staff's
        target.merge_range(*merge, "", formats.of(first.format))
        for row in range(merge.top, min(merge.bottom, merge.top + _DEEP) + 1):
            for column in range(merge.left, min(merge.right, merge.left + _DEEP) + 1):
                if (inside := sheet.cells.get((row, column))) is not None:
                    _write_cell(target, row, column, inside, formats)
    if sheet.hidden:
        target.hide()


def _write_cell(target: Any, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    look, value = formats.of(cell.format), cell.value
    if isinstance(value, Error):
        target.write_formula(row, column, f"={value.text}", look, value.text)
    elif isinstance(value, bool):
        target.write_boolean(row, column, value, look)
    elif isinstance(value, str):
        if value:
            target.write_string(row, column, value[:LONGEST_TEXT], look)
    elif math.isfinite(value):
        target.write_number(row, column, value, look)
    else:  # what a broken file holds as a number and Excel shows as an error
        target.write_formula(row, column, "=#NUM!", look, "#NUM!")


def _apart(merges: list[Merge]) -> list[Merge]:
    """Areas of more than one cell that do not overlap an earlier one, as Excel has them. Rows tell most apart."""
    kept: list[Merge] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for merge in sorted(merges):
        single = (merge.top, merge.left) == (merge.bottom, merge.right)
        if single or merge.bottom >= LAST_ROW or merge.right >= LAST_COLUMN or merge.bottom - merge.top > _TALLEST:
            continue
        rows = range(merge.top, merge.bottom + 1)
        if any(left <= merge.right and merge.left <= right for row in rows for left, right in taken.get(row, ())):
            continue
        for row in rows:
            taken.setdefault(row, []).append((merge.left, merge.right))
        kept.append(merge)
        if len(kept) == _MOST_MERGES:
            break
    return kept


class _Formats:
    """One look for each number format."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[str, object] = {}

    def of(self, code: str) -> object:
        if code == GENERAL:
            return None
        if code not in self._known:
            self._known[code] = self._book.add_format({"num_format": code})
        return self._known[code]


class _Names:
    """Names that Excel takes, each once."""

    def __init__(self) -> None:
        self._folded: set[str] = set()

    def taken(self, name: str) -> str:
        plain = "".join("_" if letter in "[]:*?/\\" else letter for letter in name).strip("'")[:31] or "Sheet"
        wanted, number = plain, 1
        while wanted.casefold() in self._folded:
            number += 1
            wanted = f"{plain[: 30 - len(str(number))]}_{number}"
        self._folded.add(wanted.casefold())
        return wanted
