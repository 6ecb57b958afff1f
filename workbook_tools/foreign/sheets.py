"""What the readers of other kinds give: sheets with cells, plain values with the number format that shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from workbook_tools.basis.raised_limits import raised

MOST_CELLS = 700_000  # of all sheets that hold something
ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
GENERAL = "General"


class Error(NamedTuple):
    """An error value as a cell shows it: #DIV/0!"""

    text: str


Value = str | float | bool | Error


class Unreadable(Exception):
    """The file is damaged, or encrypted."""

    def __init__(self, *, encrypted: bool = False) -> None:
        super().__init__("encrypted" if encrypted else "damaged")
        self.encrypted = encrypted


class TooMuch(Exception):
    """There is more in the file than is looked at cell by cell."""

    def __init__(self, found: int, limit: int, what: str = "填了内容的单元格") -> None:
        super().__init__(f"{found} > {limit}")
        self.found, self.limit, self.what = found, limit, what


class Cell(NamedTuple):
    """A value (a day or a time is its serial number, counted from 1900) and its format code, as Excel writes it."""

    value: Value
    format: str = GENERAL


class Merge(NamedTuple):
    """Rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """Cells by (row, column) from 0."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False


@dataclass(slots=True)
class Sheets:
    """What a workbook of another kind holds, and what of it no .xlsx can take."""

    sheets: list[Sheet] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)  # in words: 宏、图片
    without_values: int = 0  # formulas that the file gives no value of
    first_without_value: str = ""
    cut_texts: list[tuple[str, str]] = field(
        default_factory=list
    )  # sheet and cell of texts that no .xlsx cell can hold
    full: list[str] = field(default_factory=list)  # sheets that are filled to the last row that their kind has
    tracked: bool = False  # a text with changes that were not accepted
    count: int = 0

    def put(self, sheet: Sheet, row: int, column: int, cell: Cell) -> None:
        """Raises TooMuch."""
        sheet.cells[row, column] = cell
        self.count += 1
        if self.count > MOST_CELLS and self.count > (most := raised("WORKBOOK_TOOLS_MAX_CELLS", MOST_CELLS)):
            raise TooMuch(self.count, most)


def is_day_format(code: str) -> bool:
    """Whether a format shows a number as a day or a time of day."""
    from workbook_tools.ooxml.number_formats import shows_date

    return shows_date(code)
