"""The top of a sheet as it is drawn: where a button finds room without covering anything.

All lengths are pixels at 100 %. Widths of texts are estimates on the safe side.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from workbook_tools.ooxml.located import feed, new_parser
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.references import parse_area, parse_cell
from workbook_tools.ooxml.shared_strings import SharedStrings

ROWS = 12  # of a sheet that are looked at
_SCREEN = 1150  # a button further right is not seen without scrolling
_GAP = 8
_LEAST_HEIGHT = 18
_MOST_HEIGHT = 28
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 72, 20
_AFTER_LEGACY = tuple(
    main(name)
    for name in (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    )
)  # fmt: skip
_ALTERNATIVE = "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent"


@dataclass(frozen=True, slots=True)
class Box:
    """Something drawn: its edges."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class SheetTop:
    """What one pass over a sheet finds for a button: places in the bytes, and the first rows as they are drawn."""

    sheet_pr: int | None = None  # where the sheetPr element starts
    code_name: str = ""
    root_start: int = 0
    legacy: str = ""  # relationship id of the VML drawing with comments and form controls
    legacy_place: int = 0  # where a legacyDrawing element belongs
    widths: dict[int, float] = field(default_factory=dict)  # column → pixels, where not the default
    heights: dict[int, float] = field(default_factory=dict)
    default_width: float = _DEFAULT_WIDTH
    default_height: float = _DEFAULT_HEIGHT
    texts: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)  # cell → style, text
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # top left → bottom right

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


def find_room(top: SheetTop, styles: Looks, taken: Iterable[Box], width: float) -> Box:
    """A free box of that width: in a row above the table, else beside the table at its top."""
    occupied = [*taken, *_texts(top, styles)]
    for row in range(1, _first_table_row(top)):
        if top.height(row) < _LEAST_HEIGHT:
            continue
        box = _gap_in(row, top, occupied, width)
        if box is not None:
            return box
    return _beside(top, occupied, width)


def anchor(top: SheetTop, box: Box) -> tuple[int, ...]:
    """The box as VML has it: left column, offset in it, top row, offset, right column, offset, bottom row, offset."""
    left, right = _place(box.left, top.width), _place(box.right, top.width)
    upper, lower = _place(box.top, top.height), _place(box.bottom, top.height)
    return (*left, *upper, *right, *lower)


# ---------------------------------------------------------------- looks


class Looks:
    """Size and alignment of a style, as far as the width of a text depends on them."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._sizes: list[float] = []
        self._formats: list[tuple[int, str, bool]] = []
        part = package.related(workbook_part, "styles")
        root = package.tree(part) if part else None
        fonts, formats = (root.child(main(name)) if root else None for name in ("fonts", "cellXfs"))
        for font in fonts.children if fonts else ():
            size = font.child(main("sz"))
            self._sizes.append(_number(size.attributes.get("val", "") if size else "", 11))
        for xf in formats.children if formats else ():
            alignment = xf.child(main("alignment"))
            attributes = alignment.attributes if alignment else {}
            wrap = attributes.get("wrapText", "") in ("1", "true")
            self._formats.append(
                (int(_number(xf.attributes.get("fontId", ""), 0)), attributes.get("horizontal", ""), wrap)
            )

    def of(self, style: int) -> tuple[float, str, bool]:
        """Font size in points, horizontal alignment, wrapped."""
        font, horizontal, wrap = self._formats[style] if style < len(self._formats) else (0, "", False)
        return (self._sizes[font] if font < len(self._sizes) else 11), horizontal, wrap


def _texts(top: SheetTop, styles: Looks) -> list[Box]:
    boxes = []
    for (row, column), (style, text) in top.texts.items():
        last_row, last_column = top.merges.get((row, column), (row, column))
        left, right = top.left(column), top.left(last_column + 1)
        size, horizontal, wrap = styles.of(style)
        wide = max(_text_width(line, size) for line in text.split("\n")) + 12
        if wrap and wide > right - left:
            wide = right - left
        if horizontal in ("center", "centerContinuous", "distributed"):
            middle = (left + right) / 2
            edges = (middle - wide / 2, middle + wide / 2)
        elif horizontal == "right":
            edges = (right - wide, right)
        elif horizontal in ("fill", "justify"):
            edges = (left, max(right, left + wide))
        else:
            edges = (left, left + wide)
        boxes.append(Box(edges[0], top.top(row), edges[1], top.top(last_row + 1)))
    return boxes


def _text_width(text: str, size: float) -> float:
    units = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1.2 for c in text)
    return units * size * 4 / 3 / 2


# ---------------------------------------------------------------- room


def _first_table_row(top: SheetTop) -> int:
    """The first row that is neither empty nor a title or note: rows above it hold nothing to be filled in."""
    filled: dict[int, int] = {}
    for row, _ in top.texts:
        filled[row] = filled.get(row, 0) + 1
    wide = {row for (row, column), (_, last) in top.merges.items() if last > column}
    for row in range(1, ROWS + 1):
        lone_title = row == 1 and filled.get(2, 0) != 1
        if filled.get(row, 0) > 1 or (filled.get(row, 0) == 1 and row not in wide and not lone_title):
            return row
    return 2


def _gap_in(row: int, top: SheetTop, occupied: Iterable[Box], width: float) -> Box | None:
    upper = top.top(row)
    height = min(top.height(row) - 4, _MOST_HEIGHT)
    start = _GAP / 2
    lower = upper + top.height(row)
    for box in sorted((b for b in occupied if b.top < lower and b.bottom > upper), key=lambda b: b.left):
        if box.left - _GAP >= start + width:
            break
        start = max(start, box.right + _GAP)
    if start + width > _SCREEN:
        return None
    offset = (top.height(row) - height) / 2
    return Box(start, upper + offset, start + width, upper + offset + height)


def _beside(top: SheetTop, occupied: Iterable[Box], width: float) -> Box:
    """Right of everything that is drawn in the first rows."""
    columns = [column for _, column in top.texts] + [last for _, last in top.merges.values()]
    right = max([top.left(max(columns, default=0) + 1), *(box.right for box in occupied)])
    return Box(right + _GAP * 2, 2, right + _GAP * 2 + width, 2 + max(_LEAST_HEIGHT, min(top.height(1), _MOST_HEIGHT)))


def _place(distance: float, length: Callable[[int], float]) -> tuple[int, int]:
    """The 0-based number of the row or column at a distance, and what is left of it there."""
    number = 1
    while distance >= length(number) and number < 16_000:
        distance -= length(number)
        number += 1
    return number - 1, round(distance)


# ---------------------------------------------------------------- reading


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
        elif name == _MERGE:
            area = parse_area(attributes.get("ref", "A1"))
            if area.top <= ROWS:
                self.top.merges[area.top, area.left] = (area.bottom, area.right)

    def _outer(self, name: str, attributes: dict[str, str]) -> None:
        top, place = self.top, self.parser.CurrentByteIndex
        if self.depth == 1:
            top.root_start = place
        elif name == main("sheetPr"):
            top.sheet_pr, top.code_name = place, attributes.get("codeName", "")
        elif name == main("sheetFormatPr"):
            top.default_height = _number(attributes.get("defaultRowHeight", ""), 15) * 4 / 3
            width = attributes.get("defaultColWidth", "")
            top.default_width = _pixels(_number(width, 0)) if width else _DEFAULT_WIDTH
        elif name == main("legacyDrawing"):
            top.legacy = attributes.get(_RELATION_ID, "")
        elif name in _AFTER_LEGACY and not top.legacy_place:
            top.legacy_place = place
        elif name == _ALTERNATIVE and not top.legacy_place:
            self.alternative = place

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = int(_number(attributes.get("min", ""), 1)), int(_number(attributes.get("max", ""), 1))
        hidden = attributes.get("hidden", "") in ("1", "true")
        for number in range(first, min(last, first + 300) + 1):
            self.top.widths[number] = 0 if hidden else _pixels(_number(attributes.get("width", ""), 9))

    def _row(self, attributes: dict[str, str]) -> None:
        row = int(_number(attributes.get("r", ""), 0))
        if row <= ROWS:
            if attributes.get("hidden", "") in ("1", "true"):
                self.top.heights[row] = 0
            elif "ht" in attributes:
                self.top.heights[row] = _number(attributes["ht"], 15) * 4 / 3

    def _cell(self, attributes: dict[str, str]) -> None:
        self.cell = None
        reference = attributes.get("r", "")
        if len(reference) <= 6:
            row, column = parse_cell(reference) if reference else (ROWS + 1, 1)
            if row <= ROWS:
                self.cell = (row, column, int(_number(attributes.get("s", ""), 0)), attributes.get("t", "n"))

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


_CELL, _ROW, _VALUE, _TEXT, _COLUMN, _MERGE = (main(n) for n in ("c", "row", "v", "t", "col", "mergeCell"))
_RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"


def _number(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default


def _pixels(width: float) -> float:
    """The width of a column, given in characters with their padding."""
    return int((256 * width + 18) / 256 * 7)
