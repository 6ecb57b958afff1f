"""The top of a sheet as it is drawn: column widths, row heights, texts, merged cells. Lengths are pixels at 100 %."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from workbook_tools.basis.cell_references import parse_area, parse_cell
from workbook_tools.ooxml import Formula, NewSheet, Style
from workbook_tools.ooxml.located import feed, new_parser
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.shared_strings import SharedStrings

ROWS = 12  # of a sheet that are looked at
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 72, 20
_DIGIT = 7  # pixels of a digit in a font of 11 points
_AFTER_LEGACY = tuple(
    main(name)
    for name in (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    )
)  # fmt: skip
_ALTERNATIVE = "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent"


@dataclass(slots=True)
class SheetTop:
    """What one pass over a sheet finds for a button: places in the bytes, and the first rows as they are drawn."""

    sheet_pr: int | None = None  # where the sheetPr element starts
    code_name: str = ""
    root_start: int = 0
    legacy: str = ""  # relationship id of the VML drawing with comments and form controls
    legacy_start: int | None = None  # where the element that names it starts
    legacy_place: int = 0  # where a legacyDrawing element belongs
    widths: dict[int, float] = field(default_factory=dict)  # column → pixels, where not the default
    heights: dict[int, float] = field(default_factory=dict)
    default_width: float = _DEFAULT_WIDTH
    default_height: float = _DEFAULT_HEIGHT
    texts: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)  # cell → style, text
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # top left → bottom right
    frozen_columns: int = 0  # that stay when the rest is scrolled
    frozen_rows: int = 0
    zoom: float = 1.0
    right_to_left: bool = False  # column A is at the right; lengths are counted from there
    row_starts: dict[int, int] = field(default_factory=dict)  # first rows → where their elements start

    def widen(self, digit_width: float) -> None:
        """Take into account how wide a digit is in the workbook's own font; widths are counted in digits."""
        self.widths = {column: width * digit_width / _DIGIT for column, width in self.widths.items()}
        self.default_width *= digit_width / _DIGIT

    def left(self, column: int) -> float:
        return sum(self.widths.get(number, self.default_width) for number in range(1, column))

    def top(self, row: int) -> float:
        return sum(self.heights.get(number, self.default_height) for number in range(1, row))

    def width(self, column: int) -> float:
        return self.widths.get(column, self.default_width)

    def height(self, row: int) -> float:
        return self.heights.get(row, self.default_height)


def read_top(package: Package, part: str, strings: SharedStrings | None) -> SheetTop:
    """One pass over the whole sheet, keeping its first rows. Raises `PackageProblem` for what is not well-formed."""
    return _Reader(package, part, strings).top


def top_of(sheet: NewSheet) -> tuple[SheetTop, list[Style]]:
    """The top of a sheet of ours, and the styles that its texts have by number."""
    top, styles = SheetTop(), list[Style]()
    top.widths = {column: _pixels(width) for column, width in enumerate(sheet.column_widths, 1)}
    if sheet.hidden_from:
        top.widths |= dict.fromkeys(range(sheet.hidden_from, max(map(len, sheet.rows), default=0) + 1), 0)
    top.heights = {row: height * 4 / 3 for row, height in sheet.row_heights.items() if row <= ROWS}
    for row, cells in enumerate(sheet.rows[:ROWS], 1):
        for column, cell in enumerate(cells, 1):
            value = cell.value.cached if cell is not None and isinstance(cell.value, Formula) else cell and cell.value
            if cell is not None and value not in (None, ""):
                top.texts[row, column] = (len(styles), str(value))
                styles.append(cell.style or Style())
    for area in map(parse_area, sheet.merges):
        if area.top <= ROWS:
            top.merges[area.top, area.left] = (area.bottom, area.right)
    if sheet.freeze:
        row, column = parse_cell(sheet.freeze)
        top.frozen_rows, top.frozen_columns = row - 1, column - 1
    return top, styles


class _Reader:
    def __init__(self, package: Package, part: str, strings: SharedStrings | None) -> None:
        self.top = SheetTop()
        self.strings = strings
        self.depth = 0
        self.alternative: int | None = None  # place of an AlternateContent, until it is known what is inside
        self.cell: tuple[int, int, int, str] | None = None
        self.content: list[str] | None = None
        self.parser = new_parser(part)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        feed(self.parser, package.stream(part), part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth <= 2:
            self._outer(name, attributes)
        elif self.alternative is not None and self.depth == 4:
            if name in _AFTER_LEGACY and not self.top.legacy_place:
                self.top.legacy_place = self.alternative
            self.alternative = None
        elif name == _CELL:
            self._cell(attributes)
        elif name == _ROW:
            self._row(attributes)
        elif name in (_VALUE, _TEXT) and self.cell is not None:
            self.content = []
        elif name == _COLUMN:
            self._column(attributes)
        elif name == _VIEW:
            self.top.zoom = min(max(as_number(attributes.get("zoomScale", ""), 100), 10), 400) / 100
            self.top.right_to_left = attributes.get("rightToLeft", "") in _TRUE
        elif name == _PANE:
            if attributes.get("state", "") in ("frozen", "frozenSplit"):
                self.top.frozen_columns = int(as_number(attributes.get("xSplit", ""), 0))
                self.top.frozen_rows = int(as_number(attributes.get("ySplit", ""), 0))
        elif name == _MERGE:
            try:
                area = parse_area(attributes.get("ref", "A1"))
            except ValueError:
                return
            if area.top <= ROWS:
                self.top.merges[area.top, area.left] = (area.bottom, area.right)

    def _outer(self, name: str, attributes: dict[str, str]) -> None:
        top, place = self.top, self.parser.CurrentByteIndex
        if self.depth == 1:
            top.root_start = place
        elif name == main("sheetPr"):
            top.sheet_pr, top.code_name = place, attributes.get("codeName", "")
        elif name == main("sheetFormatPr"):
            unseen = attributes.get("zeroHeight", "") in _TRUE
            top.default_height = 0 if unseen else as_number(attributes.get("defaultRowHeight", ""), 15) * 4 / 3
            width = attributes.get("defaultColWidth", "")
            top.default_width = _pixels(as_number(width, 0)) if width else _DEFAULT_WIDTH
        elif name == main("legacyDrawing"):
            top.legacy, top.legacy_start = attributes.get(_RELATION_ID, ""), place
        elif name in _AFTER_LEGACY and not top.legacy_place:
            top.legacy_place = place
        elif name == _ALTERNATIVE and not top.legacy_place:
            self.alternative = place

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = int(as_number(attributes.get("min", ""), 1)), int(as_number(attributes.get("max", ""), 1))
        hidden = attributes.get("hidden", "") in _TRUE
        for number in range(first, min(last, first + 300) + 1):
            self.top.widths[number] = 0 if hidden else _pixels(as_number(attributes.get("width", ""), 9))

    def _row(self, attributes: dict[str, str]) -> None:
        row = int(as_number(attributes.get("r", ""), 0))
        if row <= ROWS:
            self.top.row_starts[row] = self.parser.CurrentByteIndex
            if attributes.get("hidden", "") in _TRUE:
                self.top.heights[row] = 0
            elif "ht" in attributes:
                self.top.heights[row] = as_number(attributes["ht"], 15) * 4 / 3

    def _cell(self, attributes: dict[str, str]) -> None:
        self.cell = None
        reference = attributes.get("r", "")
        if len(reference) <= 6:
            try:
                row, column = parse_cell(reference) if reference else (ROWS + 1, 1)
            except ValueError:  # no cell of any sheet, and so not seen
                return
            if row <= ROWS:
                self.cell = (row, column, int(as_number(attributes.get("s", ""), 0)), attributes.get("t", "n"))

    def _characters(self, text: str) -> None:
        if self.content is not None:
            self.content.append(text)

    def _end(self, name: str) -> None:
        if self.depth == 1 and not self.top.legacy_place:
            self.top.legacy_place = self.parser.CurrentByteIndex
        self.depth -= 1
        if name in (_VALUE, _TEXT) and self.content is not None and self.cell is not None:
            row, column, style, kind = self.cell
            text = "".join(self.content)
            if kind == "s" and self.strings is not None and text.strip().isdigit():
                text = self.strings.text(int(text))
            if text.strip():
                before = self.top.texts.get((row, column), (style, ""))[1]
                self.top.texts[row, column] = (style, before + text)
            self.content = None
        elif name == _CELL:
            self.cell = None


_TRUE = ("1", "true")
_CELL, _ROW, _VALUE, _TEXT, _COLUMN, _MERGE, _VIEW, _PANE = (
    main(n) for n in ("c", "row", "v", "t", "col", "mergeCell", "sheetView", "pane")
)
_RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"


def as_number(text: str, default: float) -> float:
    try:
        number = float(text)
    except ValueError:
        return default
    return number if math.isfinite(number) else default


def _pixels(width: float) -> float:
    """The width of a column, given in characters with their padding."""
    return int((256 * width + 18) / 256 * _DIGIT)
