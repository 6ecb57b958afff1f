"""One pass over a sheet: its cells and where they stand in the bytes, merges, what is hidden, whether it is protected.

Expat reports elements and their places; no tree is built. A scan can be limited to some rows, so that editing a few
cells of a big sheet costs no memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from workbook_tools.basis.cell_references import LAST_COLUMN, LAST_ROW, Area, column_number, parse_area
from workbook_tools.ooxml.encoding import unescape_cell_text, whole_number
from workbook_tools.ooxml.located import DEEPEST, feed, new_parser
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import LONGEST_TEXT, MOST_CELLS

_TRUE = ("1", "true", "on")
_SHEET_DATA, _ROW, _CELL, _FORMULA, _VALUE, _INLINE = (main(n) for n in ("sheetData", "row", "c", "f", "v", "is"))
_TEXT, _PHONETIC, _MERGE, _COL = main("t"), main("rPh"), main("mergeCell"), main("col")
_DIMENSION, _PROTECTION, _FILTER, _TABLE, _FORMAT = (
    main(n) for n in ("dimension", "sheetProtection", "autoFilter", "tablePart", "sheetFormatPr")
)


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

    def __init__(self, column: int, style: int, kind: str, start: int, strings: Callable[[int], str] | None) -> None:
        self.column = column
        self.style = style
        self.type = kind
        self.start = start
        self.close = start
        self.raw = ""
        self.formula: str | None = None  # "" for a cell that follows a shared formula
        self.formula_kind = ""  # "shared" "array" "dataTable"
        self.shared = ""
        self.extension = False  # there is more inside than formula and value
        self._strings = strings

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


@dataclass(slots=True)
class SheetScan:
    """What one pass over a sheet found. `cells` are by (row, column), both counted from 1.

    Rows without cells are no more than two numbers: a habit of heights down to the last row makes a million of them.
    """

    cells: dict[tuple[int, int], ScannedCell] = field(default_factory=dict)
    rows: dict[int, RowPlace] = field(default_factory=dict)  # that have cells
    bare_rows: array[int] = field(default_factory=lambda: array("I"))  # numbers of those that have none
    bare_starts: array[int] = field(default_factory=lambda: array("Q"))
    merges: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)  # that have cells
    hidden_columns: set[int] = field(default_factory=set)
    spans: list[ColumnSpan] = field(default_factory=list)
    default_width: float | None = None  # of columns of which nothing is said, in characters
    protected: bool = False
    autofilter: str = ""
    dimension: str = ""
    dimension_start: int | None = None
    data_start: int | None = None  # the sheetData element
    data_close: int = 0
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, style
    areas: list[Area] = field(default_factory=list)  # array formulas and data tables of more than one cell
    has_tables: bool = False
    following: dict[int, int] = field(
        default_factory=dict
    )  # asked-for row → place of the first row with a higher number
    last_row: int = 0
    in_order: bool = True  # each row has a higher number than the one before
    unusual: bool = False  # holds what XML allows and no program writes: other readers take it otherwise

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


def scan_sheet(
    pieces: Iterable[bytes],
    part: str,
    strings: Callable[[int], str] | None = None,
    only_rows: Collection[int] | None = None,
    most: int = MOST_CELLS,
    longest: int = LONGEST_TEXT,
) -> SheetScan:
    """Scan a sheet given in pieces of UTF-8. With `only_rows` the cells of other rows are passed over.

    Raises PackageProblem F104 for more than `most` cells, and for a text of more than `longest` characters.
    """
    scanner = _Scanner(part, strings, only_rows, most, longest)
    try:
        feed(scanner.parser, pieces, part)
    except ValueError:  # a number that is none, a reference that is none
        raise PackageProblem("F106", part=part) from None
    return scanner.finished()


def refuse_so_many(cells: int, most: int, part: str) -> None:
    """Raises PackageProblem F104 for more cells than a sheet may have."""
    if cells > most:
        raise PackageProblem("F104", part=part, what="单元格数", found=cells, limit=most)


class _Scanner:
    """The handlers of one pass. Elements are told apart by how deep they stand: part, section, row, cell, content."""

    def __init__(
        self,
        part: str,
        strings: Callable[[int], str] | None,
        only_rows: Collection[int] | None,
        most: int,
        longest: int,
    ) -> None:
        self.scan = SheetScan()
        self.parser = new_parser(part)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.CommentHandler = self.parser.ProcessingInstructionHandler = self._aside
        self.parser.StartCdataSectionHandler = self._aside
        self._part = part
        self._strings = strings
        self._most, self._longest = most, longest
        self._length = 0  # of the text that is being read
        self._wanted = None if only_rows is None else frozenset(only_rows)
        self._asked = sorted(only_rows or (), reverse=True)
        self._depth = self._row_number = self._column = 0
        self._row_digits = "0"
        self._row: RowPlace | None = None
        self._cell: ScannedCell | None = None
        self._met = 0  # cells, those included that stand where another one stood before
        self._text: list[str] | None = None  # pieces of the text that is being read
        self._raw: list[str] = []  # texts of the cell that is being read
        self._hidden: list[tuple[int, int]] = []  # first and last of hidden columns
        self._in_data = self._phonetic = False

    def finished(self) -> SheetScan:
        """What the pass found. Spans of hidden columns may overlap, a hundred thousand times over."""
        done = 0
        for first, last in sorted(self._hidden):
            self.scan.hidden_columns.update(range(max(first, done + 1), last + 1))
            done = max(done, last)
        return self.scan

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth = depth = self._depth + 1
        if depth == 4:
            if name == _CELL:
                if self._row is not None:
                    self._cell_start(self._row, attributes)
            elif self._in_data:
                self._stranger(name)
        elif depth == 5:
            if name == _VALUE and self._cell is not None:  # nearly always
                if self._raw:
                    raise ValueError("a cell has one value")
                self._text = [] if self._cell.type != "inlineStr" else None  # which has its text elsewhere
            else:
                self._content(name, attributes)
        elif depth == 3:
            self._entry(name, attributes)
        elif depth == 2:
            self._section(name, attributes)
        elif depth > DEEPEST:
            raise PackageProblem("F107", part=self._part)
        elif self._cell is not None:
            self._inside_text(name)

    def _section(self, name: str, attributes: dict[str, str]) -> None:
        scan = self.scan
        if name == _SHEET_DATA:
            if scan.data_start is not None:
                raise ValueError("a sheet has its data once")
            self._in_data = True
            scan.data_start = self.parser.CurrentByteIndex
        elif name == _DIMENSION:
            scan.dimension, scan.dimension_start = attributes.get("ref", ""), self.parser.CurrentByteIndex
        elif name == _PROTECTION:
            scan.protected = attributes.get("sheet") in _TRUE
        elif name == _FORMAT:
            scan.default_width = _number(attributes.get("defaultColWidth"))
        elif name == _FILTER:
            scan.autofilter = attributes.get("ref", "")

    def _entry(self, name: str, attributes: dict[str, str]) -> None:
        if self._in_data:
            if name == _ROW:
                self._row_start(attributes)
            else:
                self._stranger(name)
        elif name == _MERGE:
            self.scan.merges.append(ref := attributes.get("ref", ""))
            parse_area(ref)  # what is no area is refused here, once for all who read the list
        elif name == _COL:
            self._columns(attributes)
        elif name == _TABLE:
            self.scan.has_tables = True

    def _row_start(self, attributes: dict[str, str]) -> None:
        scan, at = self.scan, self.parser.CurrentByteIndex
        before, self._row_number = self._row_number, int(attributes.get("r") or self._row_number + 1)
        number = self._row_number
        if number <= before:
            scan.in_order = False
        if not 0 < number <= LAST_ROW:
            raise ValueError(f"there is no row {number}")
        self._row_digits = str(number)
        self._column = 0
        scan.last_row = max(scan.last_row, number)
        refuse_so_many(self._met, self._most, self._part)
        if attributes.get("hidden") in _TRUE:
            scan.hidden_rows.add(number)
        while self._asked and self._asked[-1] < number:
            scan.following[self._asked.pop()] = at
        if self._wanted is None or number in self._wanted:
            self._row = RowPlace(at)

    def _row_end(self, row: RowPlace) -> None:
        scan, number = self.scan, self._row_number
        if row.cells:
            row.close = self.parser.CurrentByteIndex
            self._met += len(row.cells)
            scan.rows.setdefault(number, row)
            return
        scan.bare_rows.append(number)
        scan.bare_starts.append(row.start)
        if len(scan.bare_rows) > LAST_ROW:
            raise ValueError("there are not so many rows")
        if scan.hidden_rows and number not in scan.rows:
            scan.hidden_rows.discard(number)

    def _cell_start(self, row: RowPlace, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        if ref:
            letters = ref.rstrip("0123456789")
            column = column_number(letters)
            if ref[len(letters) :] != self._row_digits:  # readers differ on where such a cell stands
                raise ValueError(f"{ref!r} is not in row {self._row_number}")
        else:
            column = self._column + 1
        self._column = column
        style, kind = attributes.get("s"), attributes.get("t", "n")
        at = self.parser.CurrentByteIndex
        self._cell = cell = ScannedCell(column, int(style) if style else 0, kind, at, self._strings)
        row.cells.append(cell)
        self.scan.cells.setdefault((self._row_number, column), cell)
        if len(row.cells) > LAST_COLUMN:
            raise ValueError("there are not so many columns")

    def _content(self, name: str, attributes: dict[str, str]) -> None:
        cell = self._cell
        if name == _FORMULA and self._in_data:
            self._note_area(attributes)
            if cell is not None:
                cell.formula_kind, cell.shared = attributes.get("t", ""), attributes.get("si", "")
                self.scan.unusual |= bool(self._raw)  # behind its value
                self._text = []
        elif name == _INLINE:
            if self._raw:
                raise ValueError("a cell has one value")
            if cell is not None and cell.type != "inlineStr":
                self.scan.unusual = True
        elif cell is not None:
            cell.extension = True

    def _stranger(self, name: str) -> None:
        """What stands where rows or cells should. Inside of each other they are damage, which readers mend each in its
        own way."""
        if name in (_ROW, _CELL):
            raise ValueError("rows hold cells, and the sheet rows")
        self.scan.unusual = True

    def _aside(self, *_: str) -> None:
        if self._in_data:
            self.scan.unusual = True

    def _note_area(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("ref", "")
        if ":" in ref and attributes.get("t") in ("array", "dataTable"):
            area = parse_area(ref)
            if not area.single:
                self.scan.areas.append(area)

    def _inside_text(self, name: str) -> None:
        """Below an inline text: plain or in runs; its pronunciation is left out."""
        if name == _PHONETIC:
            self._phonetic = True
        elif name == _TEXT and not self._phonetic:
            self._text = []

    def _columns(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes.get("min", 1)), min(int(attributes.get("max", 1)), LAST_COLUMN)
        if "style" in attributes:
            self.scan.column_styles.append((first, last, int(attributes["style"])))
        hidden, width = attributes.get("hidden") in _TRUE, _number(attributes.get("width"))
        self.scan.spans.append(ColumnSpan(first, last, hidden, width, self.parser.CurrentByteIndex))
        if hidden:
            self._hidden.append((first, last))

    def _end(self, name: str) -> None:
        self._depth = depth = self._depth - 1
        if not self._in_data:
            return
        cell = self._cell
        if cell is not None:
            if depth == 3:
                cell.close = self.parser.CurrentByteIndex
                if self._raw:
                    cell.raw = self._raw[0] if len(self._raw) == 1 else "".join(self._raw)
                    self._raw = []
                self._cell = None
            elif self._text is not None:
                pieces, self._text = self._text, None
                text = pieces[0] if len(pieces) == 1 else "".join(pieces)
                if name == _FORMULA:
                    cell.formula = text
                else:
                    self._raw.append(text)
            elif name == _PHONETIC:
                self._phonetic = False
        elif depth == 2 and self._row is not None:
            self._row_end(self._row)
            self._row = None
        elif depth == 1:
            self._in_data = False
            self.scan.data_close = self.parser.CurrentByteIndex

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._length = self._length + len(text) if self._text else len(text)
            if self._length > self._longest:
                raise PackageProblem(
                    "F104", part=self._part, what="一个单元格的字数", found=self._length, limit=self._longest
                )
            self._text.append(text)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
