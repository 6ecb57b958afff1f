"""The rows of a sheet in the form in which programs write them, taken apart by one pattern: faster than any parser.

    <row r="7" spans="1:10"><c r="A7" s="4"><v>45505</v></c><c r="B7" s="1" t="s"><v>12</v></c><c r="C7" s="1"/></row>

Nothing is guessed: every byte between the start and the end of the sheet's data has to fit, and what does not (a
formula, a prefix, a comment, a row out of order) is said to be irregular. Who asked then reads with a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import AnyStr

Column = tuple[bytes, ...]
_DATA, _END = b"<sheetData>", b"</sheetData>"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PIECE = 1 << 20  # bytes, or characters, that are taken apart at a time
_WHOLE = itemgetter(0)  # of the groups of a match
_SAMPLE = 1 << 14  # bytes in which every column shows
_FURTHEST_ROW = 499_999
_LONGEST_GAP = 100  # rows in a row that are not there
_PLACE = re.compile(rb'<c r="([A-Z]++)')
# what stands in a cell behind its start tag
_VALUES = "<v>[^<]*+</v></c>"
_OWN_TEXTS = r"(?:<v>[^<]*+</v>|<is><t(?: xml:space=\"preserve\")?+>[^<]*+</t></is>)</c>"


class IrregularRowsError(Exception):
    """The sheet is not written like that. No word about whether it is sound."""


def regular_pieces(content: bytes, size: int = PIECE) -> Iterator[tuple[int, list[Column]]]:
    """Pieces of `size` bytes: the number of the first of their rows, and the cells of each column from A on.

    A cell is what follows its reference, up to the end of the element; b"" where there is none. Rows that are not there
    are filled in. Raises IrregularRowsError, maybe not before the last piece.
    """
    start, stop = content.find(_DATA) + len(_DATA), content.rfind(_END)
    if not len(_DATA) <= start <= stop or content.find(b"<!", 0, start) >= 0:
        raise IrregularRowsError
    width = _width(content, start)
    last = 0
    patterns = [_pattern(width, _OWN_TEXTS)]
    if content.find(b"<is>", start, start + _SAMPLE) < 0:
        patterns.insert(0, _pattern(width, _VALUES))  # mostly there is nothing else, and this is faster
    for rows in gapless(patterns, content, b"<row ", start, stop, size):
        first, last = last + 1, _number(rows[-1])
        if last - first + 1 != len(rows) or not _in_order(rows, first):
            rows = _filled(rows, first, width)
        yield first, list(zip(*rows, strict=True))[2:]


def gapless(
    patterns: Sequence[re.Pattern[AnyStr]], content: AnyStr, opening: AnyStr, start: int, stop: int, size: int = PIECE
) -> Iterator[list[tuple[AnyStr, ...]]]:
    """The groups of all matches from `start` to `stop`, in lists of what matched in `size` bytes or characters.

    The first group has to be the whole match, which starts with `opening`; "" stands for a group without a match.
    Where the first pattern does not fit, the next one takes over for good. Raises IrregularRowsError where something
    lies between two matches of the last.
    """
    left = iter(patterns)
    pattern = next(left)
    while start < stop:
        cut = content.find(opening, start + size, stop)
        end = stop if cut < 0 else cut
        found = pattern.findall(content, start, end)
        if sum(map(len, map(_WHOLE, found))) == end - start:
            yield found
            start = end
        elif (following := next(left, None)) is not None:
            pattern = following
        else:
            raise IrregularRowsError


def _width(content: bytes, start: int) -> int:
    letters = set(_PLACE.findall(content, start, start + _SAMPLE))
    if not letters or max(map(len, letters)) > 1:
        raise IrregularRowsError
    return _LETTERS.index(max(letters).decode()) + 1


@lru_cache(maxsize=2 * len(_LETTERS))
def _pattern(width: int, content: str) -> re.Pattern[bytes]:
    """A row whole, its number, and its cells in columns A, B, C … , any of which may be missing."""
    cells = "".join(rf'(?:<c r="{letter}\2"([^>]*+>(?:{content})?+))?+' for letter in _LETTERS[:width])
    tag = r'<row r="([1-9]\d{0,5}+)"[^>]*+'
    return re.compile(rf"({tag}(?:(?<!/)>{cells}</row>|(?<=/)>))".encode())


def _number(row: tuple[bytes, ...]) -> int:
    number = int(row[1])
    if number > _FURTHEST_ROW:
        raise IrregularRowsError
    return number


def _in_order(rows: list[tuple[bytes, ...]], first: int) -> bool:
    return [int(row[1]) for row in rows] == list(range(first, first + len(rows)))


def _filled(rows: list[tuple[bytes, ...]], first: int, width: int) -> list[tuple[bytes, ...]]:
    nothing = (b"",) * (width + 2)
    filled: list[tuple[bytes, ...]] = []
    for row in rows:
        missing = _number(row) - first - len(filled)
        if not 0 <= missing <= _LONGEST_GAP:
            raise IrregularRowsError
        filled += [nothing] * missing
        filled.append(row)
    return filled
