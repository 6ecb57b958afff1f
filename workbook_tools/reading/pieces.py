"""A long sheet in pieces of some thousand rows, looked at column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, KeysView, Sequence, Set
from itertools import compress, islice
from typing import Any, Protocol


class ColumnOfPiece:
    """A column of a piece. Most of what is asked about it is asked once for each different value, not row by row."""

    __slots__ = ("kinds", "times", "values")

    def __init__(self, values: list[Any], times: Counter[Any] | None = None) -> None:
        self.values = values
        self.times = Counter(values) if times is None else times  # of each different value; in which True is 1
        self.kinds = set(map(type, values if 0 in self.times or 1 in self.times else self.times))

    @property
    def different(self) -> KeysView[Any]:
        return self.times.keys()

    def without(self, dropped: Set[int], kept: Sequence[bool]) -> ColumnOfPiece:
        """The column without some of its places. `kept` says of each place whether it is none of those."""
        times = self.times - Counter(map(self.values.__getitem__, dropped))
        return ColumnOfPiece(list(compress(self.values, kept)), times)


class Piece(Protocol):
    """Rows from row `first` on. Columns count from 0; one that the sheet does not have is empty."""

    first: int
    count: int

    def below(self, row: int) -> Piece:
        """The rows with a higher number."""

    def rows(self, count: int) -> Sequence[Sequence[object]]:
        """The first rows, from column A."""

    def column(self, place: int) -> list[Any]: ...


def pieces_of(sheet: Any, size: int) -> Iterator[Piece]:
    """A sheet of calamine (or one that looks like it), from row 1 on."""
    rows, first = _rows(sheet), 1
    while piece := list(islice(rows, size)):
        yield _Rows(first, piece)
        first += len(piece)


def _rows(sheet: Any) -> Iterator[Sequence[object]]:
    """Rows from row 1, each from column A: calamine gives those above the first cell, not the columns beside it."""
    if sheet.start is None:
        return iter(())
    lead: list[object] = [""] * sheet.start[1]
    return (lead + row for row in sheet.iter_rows()) if lead else iter(sheet.iter_rows())


class _Rows:
    def __init__(self, first: int, rows: list[Sequence[object]]) -> None:
        self.first = first
        self.count = len(rows)
        self._rows = rows
        self._width = min(map(len, rows), default=0)

    def below(self, row: int) -> _Rows:
        cut = max(row + 1 - self.first, 0)
        return _Rows(self.first + cut, self._rows[cut:])

    def rows(self, count: int) -> Sequence[Sequence[object]]:
        return self._rows[:count]

    def column(self, place: int) -> list[Any]:
        if place < self._width:
            return [row[place] for row in self._rows]
        return [row[place] if place < len(row) else "" for row in self._rows]
