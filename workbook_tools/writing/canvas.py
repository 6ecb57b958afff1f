"""A sheet in the making: cells are put where they belong, rows get the height that their text needs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.text_width import text_width
from workbook_tools.ooxml import ConditionalFormat, Formula, NewSheet, PlacedChart, SheetCell, Style
from workbook_tools.ooxml.records import Value

_cell = tuple.__new__  # a sheet has thousands: twice as fast as calling the class
_ROW, _COLUMN = itemgetter(0), itemgetter(1)  # of a place
LINE_HEIGHT = 15.0  # points of one line of 10 pt text
LOWEST = 19.0
_MARGIN = 1.5  # characters that a cell keeps free
TALLEST = 400.0  # Excel's limit is 409


class Origin(NamedTuple):
    """Where a printed figure comes from that is no formula: the rule in words, and the cells (sheet, A1 or area)."""

    rule: str
    cells: tuple[tuple[str, str], ...] = ()


class Canvas:
    """Rows and columns are 1-based."""

    def __init__(self, widths: Sequence[float]) -> None:
        self.widths = widths
        self.cells: dict[tuple[int, int], SheetCell] = {}
        self.heights: dict[int, float] = {}
        self.merges: list[str] = []
        self.formats: list[ConditionalFormat] = []
        self.charts: list[PlacedChart] = []
        self.origins: dict[tuple[int, int], Origin] = {}
        self.row = 1  # where the next thing goes
        self.sections = 0  # titles of tables put so far

    def put(
        self,
        row: int,
        column: int,
        value: Value | Formula,
        style: Style | None = None,
        *,
        link: str = "",
        to: int = 0,
        origin: Origin | None = None,
    ) -> None:
        """A cell, merged as far as column `to`. A figure is a formula, or says by `origin` where it comes from."""
        place, cell = (row, column), _cell(SheetCell, (value, style, link))
        if self.cells.setdefault(place, cell) is not cell:
            self.cells[place] = cell
            self.origins.pop(place, None)
        if origin is not None and value is not None and not isinstance(value, (str, Formula)):
            self.origins[place] = origin
        if to > column:
            self.merges.append(f"{column_letters(column)}{row}:{column_letters(to)}{row}")
            if style is not None and style.border:  # a merged area has the look of its first cell, but for its edges
                covered = SheetCell(None, style)
                for other in range(column + 1, to + 1):
                    self.cells[row, other] = covered
        if style is not None and style.wrap and isinstance(value, str):
            size = style.size or 10
            if size <= 10 and "\n" not in value and 2 * len(value) <= self.widths[column - 1] - _MARGIN:
                self.heights.setdefault(row, LOWEST)  # one line, as most texts are
                return
            width = sum(self.widths[column - 1 : max(column, to)])
            self.grow(row, lines(value, width) * LINE_HEIGHT * (size / 10) + 4)

    def put_bare(self, row: int, column: int, value: Value | Formula) -> None:
        """A cell that nobody looks at, without a look, a height or an origin of its figure."""
        self.cells[row, column] = _cell(SheetCell, (value, None, ""))

    def grow(self, row: int, height: float) -> None:
        self.heights[row] = min(max(self.heights.get(row, 0), height, LOWEST), TALLEST)

    def sheet(self, name: str, **settings: object) -> NewSheet:
        last_row, width = map(max, zip(*self.cells, strict=True)) if self.cells else (0, 0)
        rows: list[list[SheetCell | None]] = [[None] * width for _ in range(last_row)]
        for (row, column), cell in self.cells.items():
            rows[row - 1][column - 1] = cell
        return NewSheet(
            name=name,
            rows=rows,
            column_widths=self.widths,
            row_heights=self.heights,
            merges=self.merges,
            conditional_formats=self.formats,
            charts=self.charts,
            **settings,  # type: ignore[arg-type]
        )


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many characters; an ideograph is two wide."""
    room = max(width - _MARGIN, 4)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(text_width(part) / room)) for part in text.split("\n"))


def reference(sheet: str, cell: str) -> str:
    """A reference from a formula or a link: `'绩效指标'!K4`."""
    return "'" + sheet.replace("'", "''") + "'!" + cell


def link_to(sheet: str, cell: str) -> str:
    return f"#{reference(sheet, cell or 'A1')}" if sheet else ""


def figure_or_dash(value: Decimal | None) -> str:
    """A figure in a text: 12.5, 12.50 stays 12.5; unknown is a dash."""
    return "—" if value is None else as_digits(value)
