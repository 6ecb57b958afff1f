"""A report as its lines and tables, in the order in which they stand, each with the place that it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.text_width import text_width
from workbook_tools.foreign.sheets import Sheet
from workbook_tools.model import Cell
from workbook_tools.reading.official_form_sheet import FormSheet, Place

MARKED_TABLE = "〔表〕"  # where a table stood among the lines
PROSE = 40  # half-width characters that no cell of a wrapped table is wide


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something stands in the report, and what stands there: 第3页第12行."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text or a PDF, or one paragraph of a Word file. `number` counts the lines of the report."""

    text: str
    place: str
    number: int
    page: int = 1

    @property
    def width(self) -> int:
        return width_of(self.text)

    @property
    def origin(self) -> Origin:
        return Origin(self.place, self.text.strip())


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid. `doubts`: places whose cells had to be put together, and why that may be wrong."""

    sheet: FormSheet
    origins: Mapping[Place, Origin]
    number: int  # of the line that it stands behind
    caption: str = ""  # the lines above it, where a unit may stand
    doubts: Mapping[Place, str] = field(default_factory=dict)
    paged: bool = False  # a page may end inside a row

    def origin(self, row: int, column: int) -> Origin:
        place = self.sheet.origin(row, column)
        return self.origins.get(place, Origin(self.sheet.name, self.sheet.text(row, column)))

    def doubt(self, row: int, column: int) -> str:
        return self.doubts.get(self.sheet.origin(row, column), "")


@dataclass(frozen=True, slots=True)
class Document:
    parts: tuple[Line | Table, ...]
    wrapped: bool  # lines end where the page does, not where the sentence does
    tracked: bool = False
    pages_without_text: tuple[int, ...] = ()  # of a PDF: pictures of pages
    pictures: int = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(part for part in self.parts if isinstance(part, Line))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.parts if isinstance(part, Table))


def width_of(text: str) -> int:
    """In half-width characters, as a printed line is measured."""
    return text_width(text.strip())


def full_width(lines: Sequence[Line]) -> float:
    """How wide a line of prose is that goes to the edge; 0 where there is no prose."""
    return median([line.width for line in lines if line.width > PROSE] or [0])


def joined(lines: Iterator[str] | list[str]) -> str:
    """Pieces of one text that was wrapped: nothing between Chinese characters, a blank between two Latin words."""
    text = ""
    for piece in (line.strip() for line in lines):
        apart = (
            text and piece and text[-1].isascii() and piece[0].isascii() and text[-1].isalpha() and piece[0].isalpha()
        )
        text += (" " if apart else "") + piece
    return text


def grid_of(name: str, cells: Mapping[Place, str], sheet: Sheet | None = None) -> FormSheet:
    """A grid of texts (rows and columns from 1), with the merged areas of `sheet`."""
    found = {place: _cell(text) for place, text in cells.items() if text.strip()}
    origins: dict[Place, Place] = {}
    bottoms: dict[Place, int] = {}
    rights: dict[Place, int] = {}
    rows = max((row for row, _ in found), default=0)
    columns = max((column for _, column in found), default=0)
    for area in sheet.merges if sheet is not None else ():
        top = (area.top + 1, area.left + 1)
        bottoms[top], rights[top] = area.bottom + 1, area.right + 1
        rows, columns = max(rows, bottoms[top]), max(columns, rights[top])
        for row in range(top[0], bottoms[top] + 1):
            origins.update(dict.fromkeys(((row, column) for column in range(top[1], rights[top] + 1)), top))
    return FormSheet(name, found, origins, bottoms, rights, rows, columns)


def _cell(text: str) -> Cell:
    plain = text.strip()
    if plain.replace(".", "", 1).isdecimal() and plain.isascii() and len(plain) < 16 and not plain.endswith("."):
        number = Decimal(plain)
        if as_digits(number) == plain:
            return Cell(plain, number)
    return Cell(plain)
