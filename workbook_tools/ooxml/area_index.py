"""Which of many areas hold a cell, each told once: n areas and m questions cost (n + m) · log, however they lie."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from workbook_tools.basis.cell_references import LAST_COLUMN, Area

_LEVELS = LAST_COLUMN.bit_length()  # blocks of 1, 2, 4 … columns
_Block = tuple[int, int]  # level, number of the block on its level


class AreaIndex:
    """Areas of one sheet, each with a number. `take` gives the numbers of those that hold a cell, and forgets them.

    The columns of an area are cut into blocks of a power of two each; inside a block rows alone decide.
    """

    def __init__(self) -> None:
        self._blocks: dict[_Block, list[tuple[int, int, int]]] = defaultdict(list)  # top, bottom, number
        self._rows: dict[_Block, _Rows] = {}

    def add(self, area: Area, number: int) -> None:
        for block in _blocks_of(area.left, area.right):
            self._blocks[block].append((area.top, area.bottom, number))

    def take(self, row: int, column: int) -> Iterator[int]:
        """An area may come more than once: for the blocks that it was cut into."""
        for level in range(_LEVELS):
            block = level, column >> level
            if block in self._blocks:
                rows = self._rows.get(block)
                if rows is None:
                    rows = self._rows[block] = _Rows(self._blocks[block])
                yield from rows.take(row)


def _blocks_of(left: int, right: int) -> Iterator[_Block]:
    level = 0
    while left <= right:
        if left & 1:
            yield level, left
            left += 1
        if not right & 1:
            yield level, right
            right -= 1
        left, right, level = left >> 1, right >> 1, level + 1


class _Rows:
    """Spans of rows, sorted by their first; a tree of the last rows finds those that reach far enough."""

    def __init__(self, spans: list[tuple[int, int, int]]) -> None:
        spans.sort()
        self._tops = [top for top, _, _ in spans]
        self._numbers = [number for _, _, number in spans]
        size = self._size = 1 << (len(spans) - 1).bit_length()
        self._last = [0] * (2 * size)  # of a node: the last row that any span below it reaches; 0: none is left
        self._last[size : size + len(spans)] = [bottom for _, bottom, _ in spans]
        for node in range(size - 1, 0, -1):
            self._last[node] = max(self._last[2 * node], self._last[2 * node + 1])

    def take(self, row: int) -> Iterator[int]:
        begun = bisect_right(self._tops, row)  # the spans before this one begin in the row or above
        last, waiting = self._last, [(1, 0, self._size)]
        while waiting:
            node, first, length = waiting.pop()
            if first >= begun or last[node] < row:
                continue
            if length == 1:
                self._forget(node)
                yield self._numbers[first]
            else:
                half = length // 2
                waiting += [(2 * node + 1, first + half, half), (2 * node, first, half)]

    def _forget(self, node: int) -> None:
        last = self._last
        last[node] = 0
        while node > 1:
            node //= 2
            last[node] = max(last[2 * node], last[2 * node + 1])
