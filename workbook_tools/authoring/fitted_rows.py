"""Rows as high as their texts need, and still free to grow: heights that Office may fit anew when staff type.

XlsxWriter marks every height that it is given as fixed by hand (`customHeight`). A fixed row cuts off what staff write
later, and a row without a height is only fitted by programs that do so on opening; so here the height is written
without that mark.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from workbook_tools.authoring.content import Value, bare_value
from workbook_tools.basis.text_width import is_wide

LINE_HEIGHT = 14.0  # points, of a 10 pt line
PADDING = 5.0  # points above and below together
PIXELS_PER_WIDTH = 7.8  # of one unit of column width
WIDE, NARROW = 13.4, 7.0  # pixels of a Chinese and of a Latin character at 10 pt
TALLEST = 409.0  # points: Office's own limit


class FittedWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter carries no types for it
    """A worksheet with `fit_row` beside `set_row`."""

    def __init__(self) -> None:
        super().__init__()
        self._fitted: set[int] = set()

    def fit_row(self, row: int, height: float) -> None:
        self.set_row(row, min(height, TALLEST))
        self._fitted.add(row)

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        if tag == "row" and int(dict(attributes)["r"]) - 1 in self._fitted:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def lines_needed(value: Value, width: float, font_size: float = 10.0) -> int:
    """Lines that a value takes in a column of `width`, at least one."""
    inner = bare_value(value)
    if inner is None or isinstance(inner, date):
        return 1
    room = width * PIXELS_PER_WIDTH - 4
    scale = font_size / 10.0
    paragraphs = str(inner).split("\n")
    return sum(max(1, math.ceil(_pixels(paragraph) * scale / room)) for paragraph in paragraphs)


def height_of(lines: int, font_size: float = 10.0) -> float:
    return lines * LINE_HEIGHT * font_size / 10.0 + PADDING


def table_heights(
    values: Sequence[Mapping[str, Value]],
    widths: Sequence[tuple[str, float]],
    merges: Mapping[tuple[int, int], int],
    least: float,
) -> list[float]:
    """The height of each row. A merged cell that needs more than its rows have makes its last row higher."""
    covered = {(row + below, column) for (row, column), span in merges.items() for below in range(span)}
    heights = [least] * len(values)
    for row, cells in enumerate(values):
        lines = [lines_needed(cells.get(name), w) for at, (name, w) in enumerate(widths) if (row, at) not in covered]
        heights[row] = max(least, height_of(max(lines, default=1)))
    for (row, column), span in sorted(merges.items()):
        name, width = widths[column]
        lacking = height_of(lines_needed(values[row].get(name), width)) - sum(heights[row : row + span])
        heights[row + span - 1] += max(0.0, lacking)
    return heights


def _pixels(text: str) -> float:
    return sum(WIDE if is_wide(c) else NARROW for c in text)
