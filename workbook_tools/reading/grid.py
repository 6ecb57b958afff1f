"""One sheet as a grid of `Cell`s: values from calamine, number formats and error values from the package itself."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeGuard

from workbook_tools.basis.cell_references import parse_area
from workbook_tools.model import Cell
from workbook_tools.ooxml.number_formats import PLAIN_FORMATS, shows_percent
from workbook_tools.ooxml.shown_numbers import shown_number
from workbook_tools.reading.text import normal

if TYPE_CHECKING:
    from workbook_tools.ooxml import ScannedCell, Workbook

BLANK = Cell()
MOST_KEPT = 50_000  # cells of a sheet; a station's have some hundred


class Grid:
    """Rows and columns are 1-based, as staff see them. A cell outside the used area is blank."""

    def __init__(self, name: str, rows: Sequence[Sequence[object]], book: Workbook, *, scan: bool = True) -> None:
        """`scan=False` for a sheet that is too long to look at twice: no number formats, no error values."""
        self.name = name
        self._rows = rows
        self._book = book
        self._cells: dict[tuple[int, int], Cell] = {}  # as far as they were asked for; most are more than once
        self._scanned = _with_values(book.scan(name).cells) if scan else {}
        # calamine gives an error value as an empty text; the package still knows it.
        errors = ((place, each.text) for place, each in self._scanned.items() if each.type == "e")
        self._errors = {place: Cell(text=text, error=text) for place, text in errors if text}
        # Nor does a formula that whatever wrote the file did not compute have a value that could be taken.
        self._errors |= {
            place: Cell(error=f"={each.formula}") for place, each in self._scanned.items() if each.uncomputed
        }
        self._merges = [parse_area(area) for area in book.scan(name).merges] if scan else []
        self.date1904 = book.date1904
        self.row_count = len(rows)
        self.column_count = max((len(row) for row in rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        cell = self._cells.get((row, column))
        if cell is None:
            cell = self._read(row, column)
            if len(self._cells) < MOST_KEPT:
                self._cells[row, column] = cell
        return cell

    def _read(self, row: int, column: int) -> Cell:
        there = 0 < row <= self.row_count and 0 < column <= len(self._rows[row - 1])
        value = self._rows[row - 1][column - 1] if there else ""
        if value == "" or (self._errors and (row, column) in self._errors):
            return self._errors.get((row, column), BLANK)
        if isinstance(value, float | int) and not isinstance(value, bool):
            scanned = self._scanned.get((row, column))
            return _shown_cell(value, "General" if scanned is None else self._book.number_format(scanned.style))
        if isinstance(value, dt.timedelta) and (scanned := self._scanned.get((row, column))) is not None:
            return _shown_cell(value / dt.timedelta(days=1), self._book.number_format(scanned.style))
        return other_cell(value)

    def text(self, row: int, column: int) -> str:
        """The cell's text without outer blanks."""
        return self.cell(row, column).text.strip()

    def texts(self, row: int) -> list[str]:
        """The texts of a row, from column A, without outer blanks."""
        texts = [
            value.strip()
            if isinstance(value, str) and (value or not self._errors)  # as of most cells
            else self.text(row, column)
            for column, value in enumerate(self._rows[row - 1], 1)
        ]
        return texts + [self.text(row, column) for column in range(len(texts) + 1, self.column_count + 1)]

    def merged_to(self, row: int, column: int) -> int:
        """The last column of the merged area that begins in this cell; its own column if none does."""
        for area in self._merges:
            if (area.top, area.left) == (row, column):
                return area.right
        return column

    def merged_down(self, row: int, column: int) -> int:
        """The last row of the merged area that begins in this cell; its own row if none does."""
        return next((area.bottom for area in self._merges if (area.top, area.left) == (row, column)), row)

    def is_blank_row(self, row: int) -> bool:
        return all(isinstance(value, str) and not value.strip() for value in self._rows[row - 1])

    def header_text(self, row: int, column: int) -> str:
        value = self._rows[row - 1][column - 1] if column <= len(self._rows[row - 1]) else ""
        return normal(value) if isinstance(value, str) else ""

    def header_texts(self, row: int) -> dict[int, str]:
        """The same of a whole row, by column; of cells that hold a text."""
        texts = ((column, normal(value)) for column, value in enumerate(self._rows[row - 1], 1) if _is_text(value))
        return {column: text for column, text in texts if text}

    def text_count(self, row: int) -> int:
        """How many cells of a row hold a text."""
        return sum(map(_is_text, self._rows[row - 1]))


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value != ""


def _with_values(cells: Mapping[tuple[int, int], ScannedCell]) -> Mapping[tuple[int, int], ScannedCell]:
    """Of very many cells only those that hold something: the others would be held for nothing."""
    if len(cells) <= MOST_KEPT:
        return cells
    return {place: cell for place, cell in cells.items() if not cell.empty or cell.uncomputed}


@lru_cache(maxsize=2048, typed=True)
def _shown_cell(value: float | int, code: str) -> Cell:
    """A number with what its format shows beside it. The same points, targets and amounts stand in many cells."""
    cell = number_cell(value, percent=shows_percent(code))
    shown = shown_number(cell.number, code) if cell.number is not None and code not in PLAIN_FORMATS else None
    return cell._replace(shown=shown) if shown else cell


def number_cell(value: float | int, *, percent: bool = False) -> Cell:
    """A damaged file may hold a "number" that is none: it is read as the word that it is."""
    if not math.isfinite(value):
        return Cell(text=str(value))
    number = plain_decimal(value)
    return Cell(
        text=format(number, "f") if abs(number) < Decimal(10) ** 16 else str(number), number=number, percent=percent
    )


def plain_decimal(value: float | int) -> Decimal:
    """The shortest decimal that means this double, without a trailing `.0`."""
    if isinstance(value, int) or value.is_integer():
        return Decimal(int(value)) if abs(value) < 1e16 else Decimal(repr(value))
    return Decimal(repr(value))


def other_cell(value: object) -> Cell:
    """A text, a truth value, a date or a time as a cell."""
    if isinstance(value, bool):
        return Cell(text="TRUE" if value else "FALSE")
    if isinstance(value, dt.datetime):
        return Cell(text=value.date().isoformat(), date=value.date())
    if isinstance(value, dt.date):
        return Cell(text=value.isoformat(), date=value)
    if isinstance(value, dt.time | dt.timedelta):
        return Cell(text=str(value))
    text = str(value)
    return Cell(text=text) if text.strip() else BLANK
