"""One pass over a sheet: its cells and where they stand in the bytes, merges, what is hidden, whether it is protected.

Expat reports elements and their places; no tree is built. A scan can be limited to some rows, so that editing a few
cells of a big sheet costs no memory. Rows that are written the regular way are found by a pattern, and expat is given
what lies around them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import chain

from workbook_tools.basis.cell_references import LAST_COLUMN, LAST_ROW, column_number, parse_area
from workbook_tools.ooxml.located import DEEPEST, feed, new_parser
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import LONGEST_TEXT, MOST_CELLS
from workbook_tools.ooxml.regular_cells import take_regular
from workbook_tools.ooxml.regular_rows import IrregularRowsError
from workbook_tools.ooxml.scanned_sheet import ColumnSpan, RowPlace, ScannedCell, SheetScan

_TRUE = ("1", "true", "on")
_DATA, _DATA_END = b"<sheetData>", b"</sheetData>"
_SHEET_DATA, _ROW, _CELL, _FORMULA, _VALUE, _INLINE = (main(n) for n in ("sheetData", "row", "c", "f", "v", "is"))
_TEXT, _PHONETIC, _MERGE, _COL = main("t"), main("rPh"), main("mergeCell"), main("col")
_DIMENSION, _PROTECTION, _FILTER, _TABLE, _FORMAT = (
    main(n) for n in ("dimension", "sheetProtection", "autoFilter", "tablePart", "sheetFormatPr")
)


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
    coming = iter(pieces)
    first, second = next(coming, b""), next(coming, b"")
    if not second and only_rows is None and (scan := _scan_regular(first, part, strings, most, longest)):
        return scan
    scanner = _Scanner(part, strings, only_rows, most, longest)
    try:
        feed(scanner.parser, chain((first, second), coming), part)
    except ValueError:  # a number that is none, a reference that is none
        raise PackageProblem("F106", part=part) from None
    return scanner.finished()


def _scan_regular(
    content: bytes, part: str, strings: Callable[[int], str] | None, most: int, longest: int
) -> SheetScan | None:
    """The scan of a sheet whose rows are written the regular way; None for one that has to be parsed whole."""
    start = content.find(_DATA) + len(_DATA)
    stop = content.find(_DATA_END, start)
    if start < len(_DATA) or stop < 0:
        return None
    scanner = _Scanner(part, strings, None, most, longest)
    scan, declared = scanner.scan, scanner.declared_at_root()
    try:
        assumed = take_regular(scan, content, start, stop, strings, most, longest)
        feed(scanner.parser, (content[:start], content[stop:]), part)
    except (IrregularRowsError, PackageProblem, ValueError):  # what is wrong is said by the parser
        return None
    at = start - len(_DATA)
    around = [scan.dimension_start or 0, *(span.start for span in scan.spans)]
    if scan.data_start != at or not assumed <= declared or max(around) > at:
        return None
    scan.data_close = stop
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

    def declared_at_root(self) -> set[str]:
        """The prefixes that the root declares, once it is parsed."""
        prefixes = set[str]()

        def declared(prefix: str | None, _uri: str) -> None:
            if not self._depth:
                prefixes.add(prefix or "")

        self.parser.StartNamespaceDeclHandler = declared
        return prefixes

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
        self._cell = cell = ScannedCell(column, int(style) if style else 0, kind, at, at, self._strings)
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
