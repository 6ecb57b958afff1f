"""Where a button finds room on a sheet without covering anything that is written or drawn.

All lengths are pixels at 100 %. Widths of texts are estimates on the safe side.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from workbook_tools.basis.text_width import is_wide
from workbook_tools.excel.sheet_top import ROWS, SheetTop, as_number
from workbook_tools.ooxml import Style
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.package import Package

_SCREEN = 1250  # a button further right is not seen on a screen of 1366 pixels without scrolling
_TALLEST_ROW = 545  # pixels
_GAP = 8
HEIGHT = 24  # of every button, whatever the sheet
_NARROW = ("Calibri", "Arial", "Cambria", "Times New Roman", "Aptos Narrow")  # 7 pixels at 11 points; Chinese fonts: 8
_LINE = 1.3  # height of a line, in sizes of its font
_LOWEST = 300  # pixels down, of a button in a row that is taller than the screen
_MOVING = ("", "bottom", "center")  # alignments of a text that moves when its row becomes taller below it
_LEAST_HEIGHT = 18  # a row that is lower is as good as hidden


@dataclass(frozen=True, slots=True)
class Box:
    """Something drawn: its edges."""

    left: float
    top: float
    right: float
    bottom: float


class Room(NamedTuple):
    """A box that is free, or becomes free when a row is made taller: its number and its new height in pixels."""

    box: Box
    taller: tuple[int, float] | None = None


def find_room(top: SheetTop, styles: TextLooks, taken: Sequence[Box], width: float, columns: int = 0) -> Room:
    """A free box of that width and the height of a button, in sight on a screen of 1366 × 768.

    In a row above the table, else beside the table, which may grow by some columns. Where a table that begins in the
    first row fills the screen, that row is made taller, and the texts in it stand below the box. The line where the
    sheet is frozen does not cut the box.
    """
    texts = _texts(top, styles)
    occupied = [*taken, *(text.box for text in texts), *_freeze_line(top)]
    first = _first_table_row(top)
    for row in range(1, first):
        if top.height(row) >= _LEAST_HEIGHT and top.top(row) + HEIGHT <= max(top.top(first), HEIGHT):
            box = _gap_in(row, top, occupied, width)
            if box is not None:
                return Room(box)
    beside = Room(_beside(top, occupied, width, columns))
    if beside.box.right <= _in_sight(top):
        return beside
    return _over_texts(top, texts, [*taken, *_freeze_line(top)], width) or beside


def _in_sight(top: SheetTop) -> float:
    return _SCREEN / top.zoom


def _freeze_line(top: SheetTop) -> list[Box]:
    """The line as if something stood there; nothing where nothing is frozen."""
    if not top.frozen_columns:
        return []
    line = top.left(top.frozen_columns + 1)
    return [Box(line, 0, line, top.top(ROWS + 1))]


def anchor(top: SheetTop, box: Box) -> tuple[int, ...]:
    """The box as VML has it: left column, offset in it, top row, offset, right column, offset, bottom row, offset."""
    left, right = _place(box.left, top.width), _place(box.right, top.width)
    upper, lower = _place(box.top, top.height), _place(box.bottom, top.height)
    return (*left, *upper, *right, *lower)


class TextLook(NamedTuple):
    size: float = 11  # points
    horizontal: str = ""
    vertical: str = ""
    wrap: bool = False


class TextLooks(Protocol):
    """What the place of a text depends on, by the number of a style."""

    def of(self, style: int) -> TextLook: ...


@dataclass(frozen=True, slots=True)
class OwnLooks:
    """Those of a sheet of ours."""

    styles: Sequence[Style]

    def of(self, style: int) -> TextLook:
        look = self.styles[style]
        return TextLook(look.size or 11, look.horizontal or "", look.vertical or "", look.wrap)


class Looks:
    """Size and alignment of a style, as far as the width of a text depends on them."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._sizes: list[float] = []
        self._narrow = False  # whether the workbook's own font has the digits of Calibri or Arial
        self._formats: list[tuple[int, TextLook]] = []
        part = package.related(workbook_part, "styles")
        root = package.tree(part) if part else None
        fonts, formats = (root.child(main(name)) if root else None for name in ("fonts", "cellXfs"))
        for font in fonts.children if fonts else ():
            size, name = font.child(main("sz")), font.child(main("name"))
            if not self._sizes:
                self._narrow = name is not None and name.attributes.get("val", "") in _NARROW
            self._sizes.append(as_number(size.attributes.get("val", "") if size else "", 11))
        for xf in formats.children if formats else ():
            alignment = xf.child(main("alignment"))
            attributes = alignment.attributes if alignment else {}
            wrap = attributes.get("wrapText", "") in ("1", "true")
            turned = attributes.get("textRotation", "0") != "0"
            vertical = "justify" if turned else attributes.get("vertical", "")
            look = TextLook(horizontal=attributes.get("horizontal", ""), vertical=vertical, wrap=wrap)
            self._formats.append((int(as_number(xf.attributes.get("fontId", ""), 0)), look))

    @property
    def digit_width(self) -> float:
        """Of the workbook's own font, which all column widths are counted in."""
        size = self._sizes[0] if self._sizes else 11
        return max(5, round(size * 4 / 3 * (0.5 if self._narrow else 0.55)))

    def of(self, style: int) -> TextLook:
        font, look = self._formats[style] if style < len(self._formats) else (0, TextLook())
        return look._replace(size=self._sizes[font] if font < len(self._sizes) else 11)


class _Text(NamedTuple):
    """A text as it is drawn: across as wide as it is, down as high as its cell."""

    box: Box
    row: int
    last_row: int
    height: float  # of its lines
    vertical: str


def _texts(top: SheetTop, styles: TextLooks) -> list[_Text]:
    found = []
    for (row, column), (style, text) in top.texts.items():
        if not top.width(column):
            continue
        last_row, last_column = top.merges.get((row, column), (row, column))
        left, right = top.left(column), top.left(last_column + 1)
        look = styles.of(style)
        widths = [_text_width(line, look.size) + 12 for line in text.split("\n")]
        lines = sum(max(1, math.ceil(wide / (right - left))) for wide in widths) if look.wrap else 1
        wide = min(max(widths), right - left) if look.wrap else max(widths)
        edges = _across(left, right, wide, look.horizontal, right_to_left=top.right_to_left)
        box = Box(edges[0], top.top(row), edges[1], top.top(last_row + 1))
        found.append(_Text(box, row, last_row, lines * look.size * 4 / 3 * _LINE, look.vertical))
    return found


def _across(left: float, right: float, wide: float, horizontal: str, *, right_to_left: bool) -> tuple[float, float]:
    """Where a text of that width stands over a cell with these edges."""
    if horizontal in ("center", "centerContinuous", "distributed"):
        middle = (left + right) / 2
        return middle - wide / 2, middle + wide / 2
    if horizontal in ("fill", "justify"):
        return left, max(right, left + wide)
    if right_to_left and not horizontal:  # where it begins is a matter of its own characters
        return min(left, right - wide), max(right, left + wide)
    if (horizontal == "right") != right_to_left:
        return right - wide, right
    return left, left + wide


def _text_width(text: str, size: float) -> float:
    units = sum(2 if is_wide(c) else 1.2 for c in text)
    return units * size * 4 / 3 / 2


# ---------------------------------------------------------------- room


def _first_table_row(top: SheetTop) -> int:
    """The first row that is neither empty nor a title or note: rows above it hold nothing to be filled in."""
    filled: dict[int, int] = {}
    for row, column in top.texts:
        if not top.width(column):
            continue
        filled[row] = filled.get(row, 0) + 1
    wide = {row for (row, column), (_, last) in top.merges.items() if last > column}
    for row in range(1, ROWS + 1):
        lone_title = row == 1 and filled.get(2, 0) != 1
        if filled.get(row, 0) > 1 or (filled.get(row, 0) == 1 and row not in wide and not lone_title):
            return row
    return 2


def _gap_in(row: int, top: SheetTop, occupied: Iterable[Box], width: float) -> Box | None:
    upper = top.top(row) + min(max((top.height(row) - HEIGHT) / 2, 0), _LOWEST / top.zoom)
    frozen = top.top(top.frozen_rows + 1) if top.frozen_rows else 0
    return None if upper < frozen < upper + HEIGHT else _gap(upper, top, occupied, width)


def _gap(upper: float, top: SheetTop, occupied: Iterable[Box], width: float) -> Box | None:
    """The first free box from the left at that height, as far as it is in sight."""
    lower = upper + HEIGHT
    start = _GAP / 2
    for box in sorted((b for b in occupied if b.top < lower and b.bottom > upper), key=lambda b: b.left):
        if box.left - _GAP / 2 >= start + width:
            break
        start = max(start, box.right + _GAP)
    return Box(start, upper, start + width, lower) if start + width <= _in_sight(top) else None


def _over_texts(top: SheetTop, texts: Sequence[_Text], taken: Sequence[Box], width: float) -> Room | None:
    """Room at the upper edge of the first row that is seen, once it is so tall that its texts stand below.

    What is aligned with the upper edge does not move down with the lower one, and is passed by.
    """
    row = next((number for number in range(1, ROWS + 1) if top.height(number) >= _LEAST_HEIGHT), 0)
    if not row:
        return None
    there = [text for text in texts if text.row <= row <= text.last_row]
    fixed = [text.box for text in there if text.vertical not in _MOVING]
    box = _gap(top.top(row) + 2, top, [*taken, *fixed], width)
    if box is None:
        return None
    needed = HEIGHT + 4
    # A row without a height of its own is as tall as its texts.
    alone = [text.height for text in there if text.row == text.last_row]
    height = top.heights[row] if row in top.heights else max([top.default_height, *alone])
    grown = max(needed + top.default_height - height, 0)  # in cells that are empty yet there is room for a line as well
    for text in there:
        if text.box.left < box.right and text.box.right > box.left:
            whole = text.box.bottom - text.box.top - top.height(row) + height
            grown = max(grown, (needed * 2 if text.vertical == "center" else needed) + text.height - whole)
    return Room(box, (row, math.ceil(height + grown))) if height + grown <= _TALLEST_ROW else None


def _beside(top: SheetTop, occupied: Iterable[Box], width: float, columns: int) -> Box:
    """Right of everything that is drawn in the first rows, and below the freeze line where that is too near the top."""
    filled = [column for _, column in top.texts if top.width(column)] + [last for _, last in top.merges.values()]
    right = max([top.left(max(filled, default=0) + 1 + columns), *(box.right for box in occupied)])
    frozen = top.top(top.frozen_rows + 1) if top.frozen_rows else 0
    upper = frozen + 2 if 2 < frozen < 2 + HEIGHT else 2
    return Box(right + _GAP * 2, upper, right + _GAP * 2 + width, upper + HEIGHT)


def _place(distance: float, length: Callable[[int], float]) -> tuple[int, int]:
    """The 0-based number of the row or column at a distance, and what is left of it there."""
    number = 1
    while distance >= length(number) and number < 16_000:
        distance -= length(number)
        number += 1
    return number - 1, round(distance)
