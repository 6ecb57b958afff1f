"""Where the pages of a Word report will break, estimated, so that its contents name pages before Word has counted them.

Word counts anew when somebody updates the field. Until then an estimate stands there, which is right to about a page:
fonts differ between machines, and only the program that prints knows them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from workbook_tools.basis.text_width import text_width

LINE = 28.95  # points of a line of body text: 22 of them fill a page
_PAGE = 22 * LINE
_CELL_LINE = 1.35  # of the size of its font
_ROW_SPACE = 5.5  # points above and below the text of a row


class Place:
    """Where a heading stands; it moves on when what follows it does."""

    def __init__(self, page: int) -> None:
        self.page = page


class Pagination:
    """The page that is being filled, and how far down. `characters` fit on a line of body text."""

    def __init__(self, characters: int = 28) -> None:
        self.page = 1
        self._characters = max(characters, 1)
        self._filled = 0.0
        self._waiting: list[Place] = []  # headings with nothing below them yet

    def new_page(self) -> None:
        if self._filled:
            self.page += 1
            self._filled = 0.0
            self._waiting = []

    def heading(self) -> Place:
        """A line that stays with the next one."""
        self._keep(LINE)
        self._filled += LINE
        self._waiting.append(Place(self.page))
        return self._waiting[-1]

    def text(self, words: str, indent: int = 2) -> None:
        """A paragraph of body text; it may run on to the next page."""
        lines = math.ceil((width_in_characters(words) + indent) / self._characters)
        for _ in range(max(lines, 1)):
            self._keep(LINE)
            self._filled += LINE
            self._waiting = []

    def block(self, height: float) -> None:
        """Something that is not broken: a chart, a low table."""
        self._keep(min(height, _PAGE))
        self._filled += height
        self._waiting = []

    def rows(self, heights: list[float]) -> None:
        """A table that may break between its rows."""
        for height in heights:
            self.block(height)

    def _keep(self, height: float) -> None:
        if self._filled + height > _PAGE + 0.01:
            self.page += 1
            self._filled = len(self._waiting) * LINE
            for heading in self._waiting:
                heading.page = self.page


def width_in_characters(words: str) -> float:
    """In Chinese characters: Latin letters and digits take half of one."""
    return text_width(words) / 2


def row_height(cells: Iterable[str], rooms: Sequence[float], size: float) -> float:
    """Of a row of cells, each with the characters that fit on a line of it; `size` of the font, in points."""
    lines = 1
    for words, room in zip(cells, rooms, strict=True):
        if len(words) > room or "\n" in words:  # else it is one line, as most are
            lines = max(lines, sum(max(math.ceil(width_in_characters(line) / room), 1) for line in words.split("\n")))
    return lines * size * _CELL_LINE + _ROW_SPACE
