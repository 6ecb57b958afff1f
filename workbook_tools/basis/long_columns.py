"""Columns of very many values, most of which stand in many places: each value once, and by its number where it stands.

A million names or amounts take one or two bytes each then instead of eight. A column that is short, or in which most
values are different, is a plain list: it is faster, and nothing would be won.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar, overload

SHORT = 20_000  # values; fewer stay a list
_BYTE, _MOST_DIFFERENT = 1 << 8, 1 << 16
Value = TypeVar("Value", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


class LongColumn(Sequence[Value]):
    """Frozen, and equal to any sequence of the same values."""

    __slots__ = ("_codes", "_values")

    def __init__(self, values: Sequence[Value], codes: array[int]) -> None:
        self._values = tuple(values)
        self._codes = codes

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> LongColumn[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | LongColumn[Value]:
        if isinstance(index, slice):
            return LongColumn(self._values, self._codes[index])
        return self._values[self._codes[index]]

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[Value]:
        return map(self._values.__getitem__, self._codes)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, LongColumn) and other._values == self._values:
            return self._codes == other._codes
        if not isinstance(other, Sequence) or isinstance(other, str) or len(other) != len(self):
            return False
        return all(map(_same, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))


def _same(one: object, other: object) -> bool:
    return one is other or one == other


class GatheredColumn(Generic[Value]):
    """A column that comes in pieces, and is held in little from the first piece on that makes it long."""

    def __init__(self) -> None:
        self._list: list[Value] | None = []  # None while it is held in little
        self._most = SHORT  # values of the list; 0 where nothing would be won
        self._numbers: dict[Value, int] = {}
        self._codes = array("B")

    def extend(self, values: Sequence[Value]) -> None:
        if self._list is not None:
            self._list += values
            if not self._most or len(self._list) <= self._most:
                return
            values, self._list = self._list, None
        numbers = self._numbers
        for value in dict.fromkeys(values):
            numbers.setdefault(value, len(numbers))
        if len(numbers) > _MOST_DIFFERENT:
            self._list, self._most = [*self._held(), *values], 0
            self._numbers, self._codes = {}, array("B")
            return
        if len(numbers) > _BYTE and self._codes.typecode == "B":
            self._codes = array("H", self._codes)
        self._codes.extend(map(numbers.__getitem__, values))

    def column(self) -> Sequence[Value]:
        """What was gathered, which is let go of here: of a million values none is there twice."""
        values, self._list = self._list, []
        return self._held() if values is None else tuple(values)

    def _held(self) -> LongColumn[Value]:
        return LongColumn(tuple(self._numbers), self._codes)


def gathered(pieces: Iterable[Sequence[Value]]) -> Sequence[Value]:
    """The column that pieces come to."""
    column = GatheredColumn[Value]()
    for piece in pieces:
        column.extend(piece)
    return column.column()


def different(column: Iterable[Value]) -> set[Value]:
    """The values that stand in a column, each once."""
    if isinstance(column, LongColumn):
        return set(map(column._values.__getitem__, set(column._codes)))
    return set(column)


def mapped(column: Sequence[Value], of: Callable[[Value], Other]) -> Sequence[Other]:
    """What each value of a column comes to, which is asked once for each different one."""
    if isinstance(column, LongColumn):
        return LongColumn(tuple(map(of, column._values)), column._codes)
    known = {value: of(value) for value in set(column)}
    return list(map(known.__getitem__, column))


def told_apart(column: Sequence[Value]) -> Sequence[object]:
    """A sequence of which two places are alike where those of the column are: quick to look at and to hash."""
    return column._codes if isinstance(column, LongColumn) else column
