"""A sheet whose rows are written the regular way, column by column, with the values that calamine gives.

Whatever calamine could see otherwise is left to it: texts that it trims or unescapes, times of day, truth values and
errors.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbook_tools.ooxml import IrregularRowsError
from workbook_tools.ooxml.encoding import resolve_references
from workbook_tools.ooxml.regular_rows import PIECE
from workbook_tools.reading.certain_values import Value, certain_figure, is_certain_text

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook
    from workbook_tools.ooxml.regular_rows import Column

_ATTRIBUTES = re.compile(rb'(?: s="(\d{1,6})")?(?: t="(n|s|str)")?')
_INLINE = re.compile(rb'(?: s="\d{1,6}")? t="inlineStr"><is><t( xml:space="preserve")?>([^<]*)</t></is></c>')
_DOUBTFUL = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]|\]\]>")


class RegularSheet:
    """Pieces of rows from row 1. Raises IrregularRowsError where another reader has to be asked."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._book = book
        self._name = name
        self._values = _Values(book)

    def pieces(self, size: int = PIECE) -> Iterator[RegularPiece]:
        for first, columns in self._book.regular_pieces(self._name, size):
            yield RegularPiece(first, columns, self._values)


class RegularPiece:
    """Rows from row `first` on. A column is read when it is asked for."""

    def __init__(self, first: int, columns: list[Column], values: _Values) -> None:
        self.first = first
        self.count = len(columns[0])
        self._columns = columns
        self._values = values

    def below(self, row: int) -> RegularPiece:
        """The rows with a higher number."""
        cut = max(row + 1 - self.first, 0)
        return RegularPiece(self.first + cut, [column[cut:] for column in self._columns], self._values) if cut else self

    def rows(self, count: int) -> list[list[Value]]:
        value = self._values.__getitem__
        return [[value(column[place]) for column in self._columns] for place in range(min(count, self.count))]

    def column(self, place: int) -> list[Value]:
        if place >= len(self._columns):
            return [""] * self.count
        return list(map(self._values.__getitem__, self._columns[place]))

    def is_blank(self, place: int) -> bool:
        """Whether a row holds nothing, or nothing but zeros."""
        return not any(self._values[column[place]] for column in self._columns)


class _Values(dict[bytes, Value]):
    """Cell as it is written → its value; what stands in many cells is read once."""

    def __init__(self, book: Workbook) -> None:
        super().__init__({b"": ""})
        if book.date1904:
            raise IrregularRowsError
        self._book = book
        self._codes: dict[bytes, str | None] = {}  # what stands before a figure → number format, None for a text
        self._text_heads: set[bytes] = set()  # what stands before a text that a formula gave

    def __missing__(self, written: bytes) -> Value:
        head, _, inside = written.partition(b">")
        if inside.startswith(b"<v>"):
            code = self._codes[head] if head in self._codes else self._code(head)
            raw = inside[3:-8]  # without <v> and </v></c>
            value = self._text_of(head, raw) if code is None else _figure(raw, code)
        else:
            value = _text_or_nothing(written)
        self[written] = value
        return value

    def _code(self, head: bytes) -> str | None:
        attributes = _ATTRIBUTES.fullmatch(head)
        if attributes is None:
            raise IrregularRowsError
        style, kind = attributes.groups()
        if kind == b"str":
            self._text_heads.add(head)
        code = self._codes[head] = None if kind in (b"s", b"str") else self._book.number_format(int(style or 0))
        return code

    def _text_of(self, head: bytes, raw: bytes) -> str:
        if head in self._text_heads:
            return _text(raw)
        text = self._book.certain_text(int(raw)) if raw.isdigit() else None
        if text is None:
            raise IrregularRowsError
        return text


def _figure(raw: bytes, code: str) -> float | dt.date:
    value = certain_figure(raw.decode("ascii", "replace"), code)
    if value is None:
        raise IrregularRowsError
    return value


def _text_or_nothing(written: bytes) -> str:
    """An empty cell, or one with a text of its own of which there can be no two opinions."""
    if written.endswith(b"/>") and _ATTRIBUTES.fullmatch(written, 0, len(written) - 2):
        return ""
    inline = _INLINE.fullmatch(written)
    if inline is None:
        raise IrregularRowsError
    return _text(inline[2], kept=inline[1] is not None)


def _text(raw: bytes, *, kept: bool = False) -> str:
    """A text as it is written; `kept`: it says that the blanks around it belong to it."""
    if _DOUBTFUL.search(raw):
        raise IrregularRowsError
    try:
        text = resolve_references(raw.decode())
    except ValueError:
        raise IrregularRowsError from None
    if not is_certain_text(text, kept=kept):
        raise IrregularRowsError
    return text
