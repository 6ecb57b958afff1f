"""The rows of a sheet in the form in which programs write them, taken apart by one pattern: faster than any parser.

    <row r="7" spans="1:10"><c r="A7" s="4"><v>45505</v></c><c r="B7" s="1" t="s"><v>12</v></c><c r="C7" s="1"/></row>

Nothing is guessed: every byte between the start and the end of the sheet's data has to fit, and what does not (a
formula, a prefix, a comment, a row out of order) is said to be irregular. Who asked then reads with a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Column = tuple[bytes, ...]
_DATA, _END = b"<sheetData>", b"</sheetData>"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SAMPLE = 1 << 14  # bytes in which every column shows
_FURTHEST_ROW = 499_999
_LONGEST_GAP = 100  # rows in a row that are not there
_PLACE = re.compile(rb'<c r="([A-Z]++)')
_CONTENT = r"<v>[^<]*+</v>|<is><t(?: xml:space=\"preserve\")?+>[^<]*+</t></is>"


class IrregularRowsError(Exception):
    """The sheet is not written like that. No word about whether it is sound."""


def regular_pieces(content: bytes, size: int) -> Iterator[tuple[int, list[Column]]]:
    """Pieces of about `size` rows: the number of the first row, and the cells of each column from A on.

    A cell is what follows its reference, up to the end of the element; b"" where there is none. Rows that are not there
    are filled in. Raises IrregularRowsError, maybe not before the last piece.
    """
    start, stop = content.find(_DATA) + len(_DATA), content.rfind(_END)
    if not len(_DATA) <= start <= stop or content.find(b"<!", 0, start) >= 0:
        raise IrregularRowsError
    width = _width(content, start)
    pattern = _pattern(width)
    end, last = start, 0
    while matches := chain_of(pattern, content, end, size):
        end = matches[-1].end()
        rows = [row.groups(b"") for row in matches]
        first, last = last + 1, _number(rows[-1])
        if last - first + 1 != len(rows) or not _in_order(rows, first):
            rows = _filled(rows, first, width)
        yield first, list(zip(*rows, strict=True))[1:]
    if end != stop:
        raise IrregularRowsError


def chain_of(pattern: re.Pattern[bytes], content: bytes, start: int, most: int) -> list[re.Match[bytes]]:
    """Matches that follow each other without a gap from `start` on."""
    chain: list[re.Match[bytes]] = []
    match, add = pattern.match, chain.append
    while len(chain) < most and (found := match(content, start)):
        start = found.end()
        add(found)
    return chain


def _width(content: bytes, start: int) -> int:
    letters = set(_PLACE.findall(content, start, start + _SAMPLE))
    if not letters or max(map(len, letters)) > 1:
        raise IrregularRowsError
    return _LETTERS.index(max(letters).decode()) + 1


@lru_cache(maxsize=len(_LETTERS))
def _pattern(width: int) -> re.Pattern[bytes]:
    """A row and its cells in columns A, B, C … , any of which may be missing."""
    cells = "".join(rf'(?:<c r="{letter}\1"([^>]*+>(?:(?:{_CONTENT})</c>)?+))?+' for letter in _LETTERS[:width])
    return re.compile(rf'<row r="([1-9]\d{{0,5}}+)"(?:[^/>]*+/>|[^>]*+>{cells}</row>)'.encode())


def _number(row: tuple[bytes, ...]) -> int:
    number = int(row[0])
    if number > _FURTHEST_ROW:
        raise IrregularRowsError
    return number


def _in_order(rows: list[tuple[bytes, ...]], first: int) -> bool:
    return [int(row[0]) for row in rows] == list(range(first, first + len(rows)))


def _filled(rows: list[tuple[bytes, ...]], first: int, width: int) -> list[tuple[bytes, ...]]:
    nothing = (b"",) * (width + 1)
    filled: list[tuple[bytes, ...]] = []
    for row in rows:
        missing = _number(row) - first - len(filled)
        if not 0 <= missing <= _LONGEST_GAP:
            raise IrregularRowsError
        filled += [nothing] * missing
        filled.append(row)
    return filled
