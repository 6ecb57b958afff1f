"""One pass over a sheet: its cells and where they stand in the bytes, merges, what is hidden, whether it is protected.

Expat reports elements and their places; no tree is built. A scan can be limited to some rows, so that editing a few
cells of a big sheet costs no memory.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from workbook_tools.ooxml.encoding import unescape_cell_text
from workbook_tools.ooxml.located import DEEPEST, feed, new_parser
from workbook_tools.ooxml.namespaces import RELATION, main
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.references import Area, column_number, parse_area

_TRUE = ("1", "true", "on")
_SHEET_DATA, _ROW, _CELL, _FORMULA, _VALUE, _INLINE = (main(n) for n in ("sheetData", "row", "c", "f", "v", "is"))
_TEXT, _PHONETIC, _MERGE, _COL = main("t"), main("rPh"), main("mergeCell"), main("col")
_DIMENSION, _PROTECTION, _FILTER, _TABLE = (
    main(n) for n in ("dimension", "sheetProtection", "autoFilter", "tablePart")
)


class ScannedCell:
    """One cell as it stands in the XML. `raw` is the content of its value element, or its inline text.

    `type` is that of the XML: "n" number, "s" shared string, "inlineStr", "str", "b", "e", "d". `start` is the place of
    its start tag, `close` that of its end tag (of whatever follows, when it is self-closed).
    """

    __slots__ = (
        "_strings",
        "close",
        "extension",
        "formula",
        "formula_area",
        "formula_kind",
        "raw",
        "shared",
        "start",
        "style",
        "type",
    )

    def __init__(self, style: int, kind: str, start: int, strings: Callable[[int], str] | None) -> None:
        self.style = style
        self.type = kind
        self.start = start
        self.close = start
        self.raw = ""
        self.formula: str | None = None  # "" for a cell that follows a shared formula
        self.formula_kind = ""  # "shared" "array" "dataTable"
        self.formula_area = ""
        self.shared = ""
        self.extension = False  # there is more inside than formula and value
        self._strings = strings

    @property
    def text(self) -> str:
        """The value as text: a shared string resolved, the rest as in the XML. "" for an empty cell."""
        if self.type == "s":
            return self._strings(int(self.raw)) if self._strings and self.raw.strip().isdigit() else ""
        return unescape_cell_text(self.raw) if self.type in ("str", "inlineStr") else self.raw

    @property
    def empty(self) -> bool:
        return self.formula is None and not self.raw


@dataclass(slots=True)
class RowPlace:
    """Where a row stands, and its cells as (column, cell) in the order of the XML."""

    start: int
    attributes: dict[str, str]
    cells: list[tuple[int, ScannedCell]] = field(default_factory=list)
    close: int = 0


@dataclass(slots=True)
class SheetScan:
    """What one pass over a sheet found. `cells` are by (row, column), both counted from 1."""

    cells: dict[tuple[int, int], ScannedCell] = field(default_factory=dict)
    rows: dict[int, RowPlace] = field(default_factory=dict)
    merges: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    protected: bool = False
    autofilter: str = ""
    dimension: str = ""
    dimension_start: int | None = None
    data_start: int | None = None  # the sheetData element
    data_close: int = 0
    column_styles: tuple[tuple[int, int, int], ...] = ()  # first, last, style
    areas: tuple[Area, ...] = ()  # array formulas and data tables of more than one cell
    has_tables: bool = False
    following: dict[int, int] = field(
        default_factory=dict
    )  # asked-for row → place of the first row with a higher number
    last_row: int = 0

    def at(self, row: int, column: int) -> ScannedCell | None:
        return self.cells.get((row, column))

    def column_style(self, column: int) -> int:
        return next((style for first, last, style in self.column_styles if first <= column <= last), 0)


def scan_sheet(
    pieces: Iterable[bytes],
    part: str,
    strings: Callable[[int], str] | None = None,
    only_rows: Collection[int] | None = None,
) -> SheetScan:
    """Scan a sheet given in pieces of UTF-8. With `only_rows` the cells of other rows are passed over."""
    scan = SheetScan()
    parser = new_parser(part)
    parser.buffer_text = True
    wanted = None if only_rows is None else frozenset(only_rows)
    asked = sorted(only_rows or ())
    asked_place = 0
    depth = row_number = column = 0
    row: RowPlace | None = None
    cell: ScannedCell | None = None
    collecting: list[str] | None = None
    in_data = phonetic = False
    merges: list[str] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    column_styles: list[tuple[int, int, int]] = []
    areas: list[Area] = []
    cells = scan.cells

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, row, cell, collecting, row_number, column, in_data, phonetic, asked_place
        depth += 1
        if depth == 4 and in_data:
            if name != _CELL or row is None:
                return
            ref = attributes.get("r")
            column = _column_of(ref) if ref else column + 1
            cell = ScannedCell(int(attributes.get("s", 0)), attributes.get("t", "n"), parser.CurrentByteIndex, strings)
            row.cells.append((column, cell))
            cells.setdefault((row_number, column), cell)
        elif depth == 5 and in_data:
            if name == _FORMULA:
                kind = attributes.get("t", "")
                if kind in ("array", "dataTable"):
                    _note_area(areas, attributes.get("ref", ""))
                if cell is not None:
                    cell.formula_kind = kind
                    cell.formula_area = attributes.get("ref", "")
                    cell.shared = attributes.get("si", "")
                    collecting = []
            elif cell is None:
                return
            elif name == _VALUE:
                collecting = []
            elif name != _INLINE:
                cell.extension = True
        elif depth == 3 and in_data:
            if name != _ROW:
                return
            number = attributes.get("r")
            row_number = int(number) if number else row_number + 1
            column = 0
            scan.last_row = max(scan.last_row, row_number)
            if attributes.get("hidden") in _TRUE:
                hidden_rows.add(row_number)
            at = parser.CurrentByteIndex
            while asked_place < len(asked) and asked[asked_place] < row_number:
                scan.following[asked[asked_place]] = at
                asked_place += 1
            if wanted is None or row_number in wanted:
                row = RowPlace(at, attributes)
                scan.rows.setdefault(row_number, row)
        elif depth > 5:
            if in_data and cell is not None:
                if name == _PHONETIC:
                    phonetic = True
                elif name == _TEXT and not phonetic:
                    collecting = []
            if depth > DEEPEST:
                raise PackageProblem("F107", part=part)
        elif not in_data:
            if name == _SHEET_DATA and depth == 2:
                in_data = True
                scan.data_start = parser.CurrentByteIndex
            elif depth == 3 and name == _MERGE:
                merges.append(ref := attributes.get("ref", ""))
                parse_area(ref)
            elif depth == 3 and name == _COL:
                _note_columns(attributes, column_styles, hidden_columns)
            elif depth == 3 and name == _TABLE:
                scan.has_tables = f"{RELATION} id" in attributes or scan.has_tables
            elif depth == 2 and name == _DIMENSION:
                scan.dimension, scan.dimension_start = attributes.get("ref", ""), parser.CurrentByteIndex
            elif depth == 2 and name == _PROTECTION:
                scan.protected = attributes.get("sheet") in _TRUE
            elif depth == 2 and name == _FILTER:
                scan.autofilter = attributes.get("ref", "")

    def end(name: str) -> None:
        nonlocal depth, row, cell, collecting, in_data, phonetic
        depth -= 1
        if not in_data:
            return
        if collecting is not None and cell is not None and name in (_VALUE, _FORMULA, _TEXT):
            text = "".join(collecting)
            collecting = None
            if name == _FORMULA:
                cell.formula = text
            else:
                cell.raw += text
        elif depth == 3:
            if cell is not None:
                cell.close = parser.CurrentByteIndex
                cell = None
        elif depth == 2:
            if row is not None:
                row.close = parser.CurrentByteIndex
                row = None
        elif name == _PHONETIC:
            phonetic = False
        elif depth == 1 and name == _SHEET_DATA:
            in_data = False
            scan.data_close = parser.CurrentByteIndex

    def characters(text: str) -> None:
        if collecting is not None:
            collecting.append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        feed(parser, pieces, part)
    except ValueError:
        raise PackageProblem("F106", part=part) from None
    scan.merges = tuple(merges)
    scan.hidden_rows, scan.hidden_columns = frozenset(hidden_rows), frozenset(hidden_columns)
    scan.column_styles, scan.areas = tuple(column_styles), tuple(areas)
    return scan


def next_row_place(scan: SheetScan, row: int) -> int | None:
    """Where the first row with a higher number starts; None when there is none."""
    if row in scan.following:
        return scan.following[row]
    numbers = sorted(scan.rows)
    place = bisect_left(numbers, row + 1)
    later = [scan.rows[number].start for number in numbers[place:]]
    return min(later) if later else None


def _column_of(ref: str) -> int:
    return column_number(ref.rstrip("0123456789"))


def _note_area(areas: list[Area], ref: str) -> None:
    if ":" in ref:
        area = parse_area(ref)
        if not area.single:
            areas.append(area)


def _note_columns(attributes: dict[str, str], styles: list[tuple[int, int, int]], hidden: set[int]) -> None:
    first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
    if "style" in attributes:
        styles.append((first, last, int(attributes["style"])))
    if attributes.get("hidden") in _TRUE:
        hidden.update(range(first, min(last, 16_384) + 1))
