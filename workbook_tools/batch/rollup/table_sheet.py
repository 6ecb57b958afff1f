"""One table of the roll-up: its title and note, its columns with what kind of figure each holds, and its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from workbook_tools.batch.rollup.frames import LongTable

if TYPE_CHECKING:
    import pandas as pd

ROWS_AT_A_TIME = 2_000
MOST_ROWS = 1_000_000  # Excel has 1,048,576
Kind = Literal["text", "long", "word", "whole", "score", "amount", "percent", "figure", "hours", "link", "place"]


@dataclass(frozen=True, slots=True)
class RollupColumn:
    head: str
    kind: Kind
    width: float  # characters
    source: str = ""  # the frame's column, where it is called otherwise

    @property
    def name(self) -> str:
        return self.source or self.head


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One table. `frame` may have more columns than are shown."""

    key: str
    title: str
    note: str
    columns: tuple[RollupColumn, ...]
    frame: pd.DataFrame | LongTable
    tint: str = ""  # tab colour

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The cells; None for what is unknown."""
        yield from islice(self._rows(), MOST_ROWS)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for piece in self.frame.pieces() if isinstance(self.frame, LongTable) else _pieces(self.frame):
            columns = [_plain(piece[column.name].tolist()) for column in self.columns]
            yield from zip(*columns, strict=True)


def _pieces(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for first in range(0, len(frame), ROWS_AT_A_TIME):
        yield frame.iloc[first : first + ROWS_AT_A_TIME]


def _plain(values: list[Any]) -> list[Any]:
    """None for every kind of missing that pandas has."""
    return [None if value is None or value != value or str(value) == "<NA>" else value for value in values]
