"""A1 references: cells, areas, sheet names in formulas. Rows and columns count from 1."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384  # XFD
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


class Area(NamedTuple):
    """The cells from (top, left) to (bottom, right), all included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    @property
    def single(self) -> bool:
        return self.top == self.bottom and self.left == self.right


@lru_cache(maxsize=4096)
def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """A → 1, AA → 27. Raises ValueError for what is no column of a sheet."""
    if not (letters.isascii() and letters.isalpha()) or len(letters) > 3:
        raise ValueError(f"{letters!r} is not a column")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if number > LAST_COLUMN:
        raise ValueError(f"{letters!r} is not a column")
    return number


def cell_name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=4096)
def parse_cell(ref: str) -> tuple[int, int]:
    """ "K4" → (4, 11). Raises ValueError for what is no cell of a sheet."""
    match = _CELL.fullmatch(ref)
    if match:
        row, column = int(match[2]), column_number(match[1])
        if row <= LAST_ROW and column <= LAST_COLUMN:
            return row, column
    raise ValueError(f"{ref!r} is not a cell")


@lru_cache(maxsize=4096)
def parse_area(ref: str) -> Area:
    """ "A1:B3", "A1", whole columns "A:C" or whole rows "2:4". Raises ValueError for anything else."""
    first, _, last = ref.partition(":")
    if last.isalpha() and first.isalpha():
        first, last = f"{first}1", f"{last}{LAST_ROW}"
    elif last.isdecimal() and first.isdecimal():
        first, last = f"A{first}", f"{column_letters(LAST_COLUMN)}{last}"
    top, left = parse_cell(first)
    if not last:
        return Area(top, left, top, left)
    bottom, right = parse_cell(last)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def quoted_sheet(name: str) -> str:
    """A sheet's name as a formula needs it, without the exclamation mark."""
    if _PLAIN_NAME.fullmatch(name) and not _LOOKS_LIKE_CELL.fullmatch(name) and name.isascii():
        return name
    return "'" + name.replace("'", "''") + "'"
