"""Where a button finds room on a sheet without covering anything that is written or drawn.

All lengths are pixels at 100 %. Widths of texts are estimates on the safe side.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from workbook_tools.excel.sheet_top import ROWS, SheetTop, as_number
from workbook_tools.ooxml import Style
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.package import Package

_SCREEN = 1250  # a button further right is not seen on a screen of 1366 pixels without scrolling
_GAP = 8
HEIGHT = 24  # of every button, whatever the sheet
_NARROW = ("Calibri", "Arial", "Cambria", "Times New Roman", "Aptos Narrow")  # 7 pixels at 11 points; Chinese fonts: 8
_LEAST_HEIGHT = 18  # a row that is lower is as good as hidden


@dataclass(frozen=True, slots=True)
class Box:
    """Something drawn: its edges."""

    left: float
    top: float
    right: float
    bottom: float


def find_room(top: SheetTop, styles: TextLooks, taken: Iterable[Box], width: float, columns: int = 0) -> Box:
    """A free box of that width and the height of a button: in a row above the table, else beside the table.

    The table may grow by some columns. The line where the sheet is frozen does not cut the box.
    """
    occupied = [*taken, *_texts(top, styles), *_freeze_line(top)]
    first = _first_table_row(top)
    for row in range(1, first):
        if top.height(row) >= _LEAST_HEIGHT and top.top(row) + HEIGHT <= max(top.top(first), HEIGHT):
            box = _gap_in(row, top, occupied, width)
            if box is not None:
                return box
    return _beside(top, occupied, width, columns)


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


class TextLooks(Protocol):
    """Font size in points, horizontal alignment and whether it is wrapped, by the number of a style."""

    def of(self, style: int) -> tuple[float, str, bool]: ...


@dataclass(frozen=True, slots=True)
class OwnLooks:
    """Those of a sheet of ours."""

    styles: Sequence[Style]

    def of(self, style: int) -> tuple[float, str, bool]:
        look = self.styles[style]
        return look.size or 11, look.horizontal or "", look.wrap


class Looks:
    """Size and alignment of a style, as far as the width of a text depends on them."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._sizes: list[float] = []
        self._narrow = False  # whether the workbook's own font has the digits of Calibri or Arial
        self._formats: list[tuple[int, str, bool]] = []
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
            self._formats.append(
                (int(as_number(xf.attributes.get("fontId", ""), 0)), attributes.get("horizontal", ""), wrap)
            )

    @property
    def digit_width(self) -> float:
        """Of the workbook's own font, which all column widths are counted in."""
        size = self._sizes[0] if self._sizes else 11
        return max(5, round(size * 4 / 3 * (0.5 if self._narrow else 0.55)))

    def of(self, style: int) -> tuple[float, str, bool]:
        """Font size in points, horizontal alignment, wrapped."""
        font, horizontal, wrap = self._formats[style] if style < len(self._formats) else (0, "", False)
        return (self._sizes[font] if font < len(self._sizes) else 11), horizontal, wrap


def _texts(top: SheetTop, styles: TextLooks) -> list[Box]:
    boxes = []
    for (row, column), (style, text) in top.texts.items():
        if not top.width(column):
            continue
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
    upper = top.top(row) + max((top.height(row) - HEIGHT) / 2, 0)
    lower = upper + HEIGHT
    frozen = top.top(top.frozen_rows + 1) if top.frozen_rows else 0
    if upper < frozen < lower:
        return None
    start = _GAP / 2
    for box in sorted((b for b in occupied if b.top < lower and b.bottom > upper), key=lambda b: b.left):
        if box.left - _GAP / 2 >= start + width:
            break
        start = max(start, box.right + _GAP)
    return Box(start, upper, start + width, lower) if start + width <= _SCREEN else None


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
