"""The rows of a sheet in the form in which programs write them, taken apart by one pattern: faster than any parser.

    <row r="7" spans="1:10"><c r="A7" s="4"><v>45505</v></c><c r="B7" s="1" t="s"><v>12</v></c><c r="C7" s="1"/></row>

Nothing is guessed: every byte between the start and the end of the sheet's data has to fit, and what does not (a
prefix, a comment, a row out of order) is said to be irregular. Who asked then reads with a parser. A formula counts for
nothing beside the value that it has.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter
from typing import AnyStr, NamedTuple

from workbook_tools.basis.cell_references import LAST_ROW
from workbook_tools.basis.lazy_pattern import lazy_pattern

Column = list[bytes]
_DATA, _END = b"<sheetData>", b"</sheetData>"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PIECE = 1 << 20  # bytes, or characters, that are taken apart at a time
_AT_ONCE = 1 << 17  # of these; what matched in more does not stay near the processor
_WHOLE, _NUMBER = itemgetter(0), itemgetter(1)  # of the groups of a match
_SAMPLE = 1 << 14  # bytes in which every column shows
_LONGEST_ELEMENT = 8 << 20  # bytes; a row or a text that is longer is nobody's
_FURTHEST_ROW = LAST_ROW
_LONGEST_GAP = 100  # rows in a row that are not there
_PLACE = re.compile(rb'<c r="([A-Z]++)')
# what stands in a cell behind its start tag
_VALUES = "<v>[^<]*+</v></c>"
_FORMULA = lazy_pattern(rb"(?<=>)<f(?: [^<>]*+)?+(?:(?<=/)>|(?<!/)>[^<]*+</f>)(?=<v>)")
_OWN_TEXTS = r"(?:<v>[^<]*+</v>|<is><t(?: xml:space=\"preserve\")?+>[^<]*+</t></is>)</c>"


class IrregularRowsError(Exception):
    """The sheet is not written like that. No word about whether it is sound."""


class Window(NamedTuple):
    """The bytes of `content` from `start` to `stop`; nothing is copied for it."""

    content: bytes
    start: int
    stop: int


def regular_pieces(content: Iterable[bytes], size: int = PIECE) -> Generator[tuple[int, list[Column]], None, bool]:
    """Pieces of `size` bytes: the number of the first of their rows, and the cells of each column from A on.

    A cell is what follows its reference, up to the end of the element; b"" where there is none. Rows that are not there
    are filled in. Raises IrregularRowsError, maybe not before the last piece. `content` is the part in pieces.
    In the end it gives whether there were formulas.
    """
    blocks = cut_at(content, b"<row ", _END)
    head, first_block = next(blocks), next(blocks)
    if not head.content.endswith(_DATA, 0, head.stop) or head.content.find(b"<!", 0, head.stop) >= 0:
        raise IrregularRowsError
    sample = first_block.content[first_block.start : min(first_block.stop, first_block.start + _SAMPLE)]
    width = _width(sample)
    patterns = [_pattern(width, _OWN_TEXTS)]
    if b"<is>" not in sample:
        patterns.insert(0, _pattern(width, _VALUES))  # mostly there is nothing else, and this is faster
    at_once = min(size, _AT_ONCE)
    last, formulas = 0, False
    for block, start, stop in chain((first_block,), blocks):
        if block.startswith(_END, start):
            break
        if block.find(b"<f", start, stop) >= 0:
            block, formulas = _FORMULA.sub(b"", block[start:stop]), True
            start, stop = 0, len(block)
        first, columns = last + 1, [Column() for _ in range(width)]
        for count, rows in enumerate(gapless(patterns, block, b"<row ", start, stop, at_once), 1):
            last = _add(rows, last + 1, columns)
            if count % (size // at_once) == 0:
                yield first, columns
                first, columns = last + 1, [Column() for _ in range(width)]
        if last >= first:
            yield first, columns
    return formulas


def _add(rows: list[tuple[bytes, ...]], first: int, columns: list[Column]) -> int:
    """Put rows, of which the first is to have a number, below what columns hold; gives the number of the last."""
    if not _in_order(rows, first):
        rows = _filled(rows, first, len(columns))
    for column, cells in zip(columns, islice(zip(*rows, strict=True), 2, None), strict=True):
        column += cells
    return first + len(rows) - 1


def cut_at(pieces: Iterable[bytes], opening: bytes, closing: bytes) -> Iterator[Window]:
    """A part that comes in pieces, cut before `opening`: what lies before the first, blocks of whole elements, the end.

    The end begins with a `closing`. Raises IrregularRowsError where there is none, no element, or one that does not end
    within megabytes. Two blocks never stand in memory.
    """
    coming, waiting, at, begun = iter(pieces), b"", 0, False
    while True:
        piece = next(coming, None)
        if piece is None or len(waiting) - at > _LONGEST_ELEMENT:
            raise IrregularRowsError
        waiting, at = waiting[at:] + piece if at < len(waiting) else piece, 0
        if not begun and (first := waiting.find(opening)) >= 0:
            yield Window(waiting, 0, first)
            at, begun = first, True
        end = waiting.rfind(closing)
        if end >= 0:
            break
        if begun and (cut := waiting.rfind(opening)) > at:
            yield Window(waiting, at, cut)
            at = cut
    if not begun or end <= at:
        raise IrregularRowsError
    yield Window(waiting, at, end)
    rest = b"".join((waiting[end:], *coming))
    yield Window(rest, 0, len(rest))


def gapless(
    patterns: list[re.Pattern[AnyStr]], content: AnyStr, opening: AnyStr, start: int, stop: int, size: int = PIECE
) -> Iterator[list[tuple[AnyStr, ...]]]:
    """The groups of all matches from `start` to `stop`, in lists of what matched in `size` bytes or characters.

    The first group has to be the whole match, which starts with `opening`; "" stands for a group without a match.
    Where the first pattern does not fit it is taken from the list, and the next one takes over for good. Raises
    IrregularRowsError where something lies between two matches of the last.
    """
    while start < stop:
        cut = content.find(opening, start + size, stop)
        end = stop if cut < 0 else cut
        found = patterns[0].findall(content, start, end)
        if sum(map(len, map(_WHOLE, found))) == end - start:
            yield found
            start = end
        elif len(patterns) > 1:
            del patterns[0]
        else:
            raise IrregularRowsError


def _width(sample: bytes) -> int:
    letters = set(_PLACE.findall(sample))
    if not letters or max(map(len, letters)) > 1:
        raise IrregularRowsError
    return _LETTERS.index(max(letters).decode()) + 1


@lru_cache(maxsize=2 * len(_LETTERS))
def _pattern(width: int, content: str) -> re.Pattern[bytes]:
    """A row whole, its number, and its cells in columns A, B, C … , any of which may be missing."""
    cells = "".join(rf'(?:<c r="{letter}\2"([^>]*+>(?:{content})?+))?+' for letter in _LETTERS[:width])
    tag = r'<row r="([1-9]\d{0,6}+)"[^>]*+'
    return lazy_pattern(rf"({tag}(?:(?<!/)>{cells}</row>|(?<=/)>))".encode())


def _number(row: tuple[bytes, ...]) -> int:
    number = int(row[1])
    if number > _FURTHEST_ROW:
        raise IrregularRowsError
    return number


def _in_order(rows: list[tuple[bytes, ...]], first: int) -> bool:
    _number(rows[-1])
    return list(map(int, map(_NUMBER, rows))) == list(range(first, first + len(rows)))


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
