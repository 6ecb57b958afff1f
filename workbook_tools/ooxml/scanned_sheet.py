"""What one pass over a sheet finds: its cells and where they stand in the bytes, and what lies around them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator
from itertools import chain
from typing import NamedTuple

from workbook_tools.basis.cell_references import Area
from workbook_tools.ooxml.encoding import unescape_cell_text, whole_number


class ScannedCell:
    """One cell as it stands in the XML. `raw` is the content of its value element, or its inline text.

    `type` is that of the XML: "n" number, "s" shared string, "inlineStr", "str", "b", "e", "d". `start` is the place of
    its start tag, `close` that of its end tag (of whatever follows, when it is self-closed).
    """

    __slots__ = (
        "_strings",
        "close",
        "column",
        "extension",
        "formula",
        "formula_kind",
        "raw",
        "shared",
        "start",
        "style",
        "type",
    )

    def __init__(
        self, column: int, style: int, kind: str, start: int, close: int, strings: Callable[[int], str] | None
    ) -> None:
        self.column = column
        self.style = style
        self.type = kind
        self.start = start
        self.close = close
        self.raw = ""
        self.formula: str | None = None  # "" for a cell that follows a shared formula
        self.formula_kind = ""  # "shared" "array" "dataTable"
        self.shared = ""
        self.extension = False  # there is more inside than formula and value
        self._strings = strings

    @property
    def uncomputed(self) -> bool:
        """A formula without a result: Excel stores an empty text as one of type "str"."""
        return self.formula is not None and not self.raw and self.type == "n"

    @property
    def text(self) -> str:
        """The value as text: a shared string resolved, the rest as in the XML. "" for an empty cell."""
        if self.type == "s":
            index = whole_number(self.raw.strip())
            return self._strings(index) if self._strings and index is not None else ""
        return unescape_cell_text(self.raw) if self.type in ("str", "inlineStr") else self.raw

    @property
    def empty(self) -> bool:
        return self.formula is None and not self.raw


class ColumnSpan(NamedTuple):
    """What a sheet says of some columns; `start` is the place of the element. `width` is None where it says nothing."""

    first: int
    last: int
    hidden: bool
    width: float | None
    start: int


class RowPlace:
    """Where a row stands, and its cells in the order of the XML. What its tag says is read where it is asked for."""

    __slots__ = ("cells", "close", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.cells: list[ScannedCell] = []
        self.close = 0  # without cells: unknown


class SheetScan:
    """What one pass over a sheet found. `cells` are by (row, column), both counted from 1.

    Rows without cells are no more than two numbers: a habit of heights down to the last row makes a million of them.
    """

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], ScannedCell] = {}
        self.rows: dict[int, RowPlace] = {}  # that have cells
        self.bare_rows = array("I")  # numbers of those that have none
        self.bare_starts = array("Q")
        self.merges: list[str] = []
        self.hidden_rows: set[int] = set()  # that have cells
        self.hidden_columns: set[int] = set()
        self.spans: list[ColumnSpan] = []
        self.default_width: float | None = None  # of columns of which nothing is said, in characters
        self.protected = False
        self.autofilter = ""
        self.dimension = ""
        self.dimension_start: int | None = None
        self.data_start: int | None = None  # the sheetData element
        self.data_close = 0
        self.column_styles: list[tuple[int, int, int]] = []  # first, last, style
        self.areas: list[Area] = []  # array formulas and data tables of more than one cell
        self.has_tables = False
        self.following: dict[int, int] = {}  # asked-for row → place of the first row with a higher number
        self.last_row = 0
        self.in_order = True  # each row has a higher number than the one before
        self.unusual = False  # holds what XML allows and no program writes: other readers take it otherwise

    def at(self, row: int, column: int) -> ScannedCell | None:
        return self.cells.get((row, column))

    def row_places(self, numbers: Collection[int]) -> dict[int, RowPlace]:
        """The places of rows, with cells or without; of several of one number the first."""
        found = {number: self.rows[number] for number in numbers if number in self.rows}
        for number, start in zip(self.bare_rows, self.bare_starts, strict=True):
            if number in numbers and (number not in found or start < found[number].start):
                found[number] = RowPlace(start)
        return found

    def row_starts(self) -> Iterator[tuple[int, int]]:
        """The number of each row, and where it starts."""
        with_cells = ((number, place.start) for number, place in self.rows.items())
        return chain(with_cells, zip(self.bare_rows, self.bare_starts, strict=True))

    def column_style(self, column: int) -> int:
        return next((style for first, last, style in self.column_styles if first <= column <= last), 0)
