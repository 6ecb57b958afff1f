"""One sheet of an official form as a grid in which a merged cell speaks for its whole area."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.basis.figures import as_digits
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess, package_problems
from workbook_tools.model import Cell
from workbook_tools.ooxml.number_formats import decimals_shown, shows_percent
from workbook_tools.ooxml.shown_numbers import shown_number
from workbook_tools.reading.official_form_size import manageable
from workbook_tools.reading.text import normal

MOST_ROWS, MOST_COLUMNS = 2000, 80
BLANK = Cell()
Place = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True, slots=True)
class FormSheet:
    """`cells` by place of their own; `origins` leads every place of a merged area to its top left one."""

    name: str
    cells: dict[Place, Cell]
    origins: dict[Place, Place]
    bottoms: dict[Place, int]  # last row of the merged area that starts at a place
    rights: dict[Place, int]
    row_count: int
    column_count: int

    def origin(self, row: int, column: int) -> Place:
        return self.origins.get((row, column), (row, column))

    def cell(self, row: int, column: int) -> Cell:
        return self.cells.get(self.origin(row, column), BLANK)

    def text(self, row: int, column: int) -> str:
        return self.cell(row, column).text

    def label(self, row: int, column: int) -> str:
        """The text as labels are compared: NFKC, no blanks, no colon at its end."""
        return normal(self.text(row, column))

    def bottom(self, row: int, column: int) -> int:
        place = self.origin(row, column)
        return self.bottoms.get(place, place[0])

    def right(self, row: int, column: int) -> int:
        place = self.origin(row, column)
        return self.rights.get(place, place[1])

    def in_row(self, row: int) -> Iterator[tuple[int, Cell]]:
        """The filled cells that show in a row, each merged one once, with the column it starts in."""
        seen: set[Place] = set()
        for column in range(1, self.column_count + 1):
            place = self.origin(row, column)
            if place not in seen and place in self.cells:
                seen.add(place)
                yield column, self.cells[place]

    def at(self, row: int, column: int) -> str:
        """The A1 reference of a cell, of its top left one where it is merged."""
        own_row, own_column = self.origin(row, column)
        return f"{column_letters(own_column)}{own_row}"


def form_sheets(data: bytes) -> list[FormSheet]:
    """Every sheet with something in it, hidden ones last. Raises `CannotProcess` for what cannot be opened."""
    import openpyxl

    with package_problems():
        small = manageable(data)
    try:
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():  # it says what it thinks of damaged styles
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(small), data_only=True)
        sheets = [_sheet(sheet) for sheet in sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")]
    except Exception as reason:  # openpyxl raises whatever a broken part makes it raise
        raise CannotProcess(finding("S017", reason=str(reason))) from reason
    return [sheet for sheet in sheets if sheet.cells]


def _sheet(sheet: Any) -> FormSheet:
    rows, columns = min(sheet.max_row or 0, MOST_ROWS), min(sheet.max_column or 0, MOST_COLUMNS)
    cells = {
        (cell.row, cell.column): read
        for line in sheet.iter_rows(max_row=rows, max_col=columns)
        for cell in line
        if cell.value is not None and not (read := _cell(cell)).blank
    }
    origins: dict[Place, Place] = {}
    bottoms: dict[Place, int] = {}
    rights: dict[Place, int] = {}
    for area in sheet.merged_cells.ranges:
        top = (area.min_row, area.min_col)
        bottoms[top], rights[top] = min(area.max_row, rows), min(area.max_col, columns)
        for row in range(area.min_row, bottoms[top] + 1):
            origins.update(dict.fromkeys(((row, column) for column in range(area.min_col, rights[top] + 1)), top))
    return FormSheet(sheet.title, cells, origins, bottoms, rights, rows, columns)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, bool):
        return Cell("是" if value else "否")
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), _format(cell))
    if isinstance(value, timedelta):
        return _number(Decimal(repr(value / timedelta(days=1))), _format(cell))
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), date=value.date())
    if isinstance(value, date):
        return Cell(value.isoformat(), date=value)
    if isinstance(value, time):
        return Cell(value.isoformat())
    text = str(value)
    return Cell(text, error=text) if cell.data_type == "e" else Cell(text)


def _number(number: Decimal, code: str) -> Cell:
    if not number.is_finite():
        return Cell(str(number))
    shown = shown_number(number, code) or ""
    return Cell(as_digits(number), number, percent=shows_percent(code), shown=shown, places=decimals_shown(code))


def _format(cell: Any) -> str:
    """Of a damaged file the number format may be lost; the figure then stands as it is."""
    try:
        return cell.number_format or "General"
    except IndexError:
        return "General"
