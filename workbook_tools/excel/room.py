"""Where a button finds room on a sheet without covering anything that is written or drawn.

All lengths are pixels at 100 %. Widths of texts are estimates on the safe side.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbook_tools.excel.sheet_top import ROWS, SheetTop, as_number
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.package import Package

_SCREEN = 1150  # a button further right is not seen without scrolling
_GAP = 8
_LEAST_HEIGHT = 18
_MOST_HEIGHT = 28
_COMFORTABLE = 26  # a row of this height leaves a margin around a button


@dataclass(frozen=True, slots=True)
class Box:
    """Something drawn: its edges."""

    left: float
    top: float
    right: float
    bottom: float


def find_room(top: SheetTop, styles: Looks, taken: Iterable[Box], width: float, columns: int = 0) -> Box:
    """A free box of that width: in a row above the table, else beside the table, which may grow by some columns."""
    occupied = [*taken, *_texts(top, styles)]
    for row in range(1, _first_table_row(top)):
        if top.height(row) < _LEAST_HEIGHT:
            continue
        box = _gap_in(row, top, occupied, width)
        if box is not None:
            return box
    return _beside(top, occupied, width, columns)


def anchor(top: SheetTop, box: Box) -> tuple[int, ...]:
    """The box as VML has it: left column, offset in it, top row, offset, right column, offset, bottom row, offset."""
    left, right = _place(box.left, top.width), _place(box.right, top.width)
    upper, lower = _place(box.top, top.height), _place(box.bottom, top.height)
    return (*left, *upper, *right, *lower)


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
        return max(5, round((self._sizes[0] if self._sizes else 11) * 4 / 3 / 2))

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
    margin = 4 if top.height(row) >= _COMFORTABLE else 0
    height = min(top.height(row) - margin, _MOST_HEIGHT)
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


def _beside(top: SheetTop, occupied: Iterable[Box], width: float, columns: int) -> Box:
    """Right of everything that is drawn in the first rows."""
    filled = [column for _, column in top.texts] + [last for _, last in top.merges.values()]
    right = max([top.left(max(filled, default=0) + 1 + columns), *(box.right for box in occupied)])
    return Box(right + _GAP * 2, 2, right + _GAP * 2 + width, 2 + max(_LEAST_HEIGHT, min(top.height(1), _MOST_HEIGHT)))


def _place(distance: float, length: Callable[[int], float]) -> tuple[int, int]:
    """The 0-based number of the row or column at a distance, and what is left of it there."""
    number = 1
    while distance >= length(number) and number < 16_000:
        distance -= length(number)
        number += 1
    return number - 1, round(distance)
