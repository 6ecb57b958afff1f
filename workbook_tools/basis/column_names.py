"""The letters of a column and its number, counted from 1."""

from __future__ import annotations

from functools import lru_cache

LAST_COLUMN = 16_384  # XFD


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
