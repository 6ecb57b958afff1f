"""OpenDocument sheets (.ods): content.xml in one pass; number formats from the styles in it and in styles.xml."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from workbook_tools.basis.raised_limits import raised
from workbook_tools.foreign.data_styles import FormatReader
from workbook_tools.foreign.sheets import ERRORS, GENERAL, Cell, Error, Merge, Sheet, Sheets, TooMuch, Unreadable, Value
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.located import DepthGuard, feed, new_parser
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import PackageLimits

_OFFICE, _TABLE, _TEXT, _STYLE = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text", "style")
)
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_REPEATED_COLUMNS, _REPEATED_ROWS = f"{_TABLE} number-columns-repeated", f"{_TABLE} number-rows-repeated"
_CELLS = (f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell")
# what may stand in a sheet or in a cell without being a value of it
_ASIDE = frozenset((f"{_OFFICE} annotation", f"{_TABLE} shapes", f"{_TABLE} tracked-changes", f"{_TABLE} detective"))
_DRAWN = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_FIRST_DAY = dt.datetime(1899, 12, 30)
_TIME = re.compile(r"(-?)P(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,12})?)S)?")
_LONGEST_TEXT = 1_000_000
_WIDEST = 16_384


def read(data: bytes) -> Sheets:
    """Raises Unreadable, TooMuch."""
    try:
        archive = Archive(data, PackageLimits())
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.by_name else b""
        if b"encryption-data" in manifest:
            raise Unreadable(encrypted=True)
        formats = FormatReader()
        for part in ("styles.xml", "content.xml"):
            if part in archive.by_name:
                formats.take(archive.chunks(part), part)
        reader = _Reader(formats.codes())
        feed(reader.parser, archive.chunks("content.xml"), "content.xml")
    except (PackageProblem, KeyError, ValueError) as problem:
        raise Unreadable from problem
    found = reader.found
    found.left_behind = ["图片、图表和按钮", "格式（字体、颜色、边框）"]
    if any(name.startswith("Basic/") for name in archive.by_name):
        found.left_behind.insert(0, "宏")
    return found


class _Pending(NamedTuple):
    """A cell that has begun: what its start tag says."""

    attributes: Mapping[str, str]
    covered: bool


class _Reader:
    def __init__(self, codes: Mapping[str, str]) -> None:
        self.found = Sheets()
        self.parser = new_parser("content.xml")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._codes = codes
        self._guard = DepthGuard("content.xml")
        self._sheet: Sheet | None = None
        self._tables = 0  # a table may stand in a cell
        self._aside = 0
        self._columns: list[tuple[int, str]] = []  # last column of each span, and its style
        self._row = self._row_repeat = self._column = self._length = 0
        self._row_cells: list[tuple[int, int, Cell]] = []  # column, how often, cell
        self._cell: _Pending | None = None
        self._text: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._guard.down()
        if self._aside or name in _ASIDE or name.startswith(_DRAWN):
            self._aside += 1
        elif name == f"{_TABLE} table":
            self._tables += 1
            if self._tables == 1:
                self._sheet = Sheet(attributes.get(f"{_TABLE} name", ""))
                self._row, self._columns = 0, []
        elif self._tables != 1:
            return
        elif name == f"{_TABLE} table-row":
            self._row_repeat = _count(attributes, _REPEATED_ROWS)
            self._column, self._row_cells = 0, []
        elif name in _CELLS:
            self._cell, self._text, self._length = _Pending(attributes, name == _CELLS[1]), [], 0
        elif name == f"{_TABLE} table-column":
            last = (self._columns[-1][0] if self._columns else 0) + _count(attributes, _REPEATED_COLUMNS)
            self._columns.append((last, attributes.get(f"{_TABLE} default-cell-style-name", "")))
        elif self._cell is not None:
            self._inside(name, attributes)

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TEXT} p" and self._text:
            self._text.append("\n")
        elif name == f"{_TEXT} s":
            self._text.append(" " * min(_count(attributes, f"{_TEXT} c"), 1000))
        elif name == f"{_TEXT} tab":
            self._text.append("\t")
        elif name == f"{_TEXT} line-break":
            self._text.append("\n")

    def _end(self, name: str) -> None:
        self._guard.up()
        if self._aside:
            self._aside -= 1
        elif name == f"{_TABLE} table":
            self._tables -= 1
            if self._tables == 0 and self._sheet is not None:
                self.found.sheets.append(self._sheet)
                self._sheet = None
        elif self._tables != 1:
            return
        elif name in _CELLS and self._cell is not None:
            self._take(self._cell, "".join(self._text))
            self._cell = None
        elif name == f"{_TABLE} table-row":
            self._take_row()

    def _characters(self, text: str) -> None:
        if self._cell is not None and not self._aside:
            self._length += len(text)
            if self._length > _LONGEST_TEXT:
                longest = raised("WORKBOOK_TOOLS_MAX_CELL_TEXT", _LONGEST_TEXT)
                if self._length > longest:
                    raise TooMuch(self._length, longest, "一个单元格的字")
            self._text.append(text)

    def _take(self, pending: _Pending, text: str) -> None:
        attributes = pending.attributes
        repeat = _count(attributes, _REPEATED_COLUMNS)
        value = _value(attributes, text)
        if value is not None and self._column < _WIDEST:
            style = attributes.get(f"{_TABLE} style-name") or self._style_of_column()
            code = GENERAL if isinstance(value, str | bool | Error) else self._codes.get(style, GENERAL)
            if code == GENERAL and attributes.get(f"{_OFFICE} value-type") in _NATURAL:
                code = _NATURAL[attributes[f"{_OFFICE} value-type"]]
            self._row_cells.append((self._column, min(repeat, _WIDEST - self._column), Cell(value, code)))
        elif value is None and f"{_TABLE} formula" in attributes:
            self.found.without_values += 1
        right = _count(attributes, f"{_TABLE} number-columns-spanned")
        down = _count(attributes, f"{_TABLE} number-rows-spanned")
        if (right > 1 or down > 1) and self._sheet is not None:
            self._sheet.merges.append(Merge(self._row, self._column, self._row + down - 1, self._column + right - 1))
        self._column += repeat

    def _take_row(self) -> None:
        if self._row_cells and self._sheet is not None:
            for row in range(self._row, self._row + self._row_repeat):
                for column, repeat, cell in self._row_cells:
                    for place in range(column, column + repeat):
                        self.found.put(self._sheet, row, place, cell)
        self._row += self._row_repeat

    def _style_of_column(self) -> str:
        return next((style for last, style in self._columns if self._column < last), "")


_NATURAL = {"percentage": "0.00%", "date": "yyyy-mm-dd", "time": "[h]:mm:ss"}  # where the style says nothing


def _count(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1


def _value(attributes: Mapping[str, str], text: str) -> Value | None:
    """Raises ValueError for a figure that is none."""
    kind = attributes.get(f"{_OFFICE} value-type", "")
    if attributes.get(f"{_CALC} value-type") == "error":
        return Error(text if text in ERRORS else "#VALUE!")
    if kind in ("float", "percentage", "currency"):
        return float(attributes[f"{_OFFICE} value"])
    if kind == "date":
        moment = dt.datetime.fromisoformat(attributes[f"{_OFFICE} date-value"][:26])
        return (moment - _FIRST_DAY) / dt.timedelta(days=1)
    if kind == "time":
        return _days_of(attributes[f"{_OFFICE} time-value"])
    if kind == "boolean":
        return attributes.get(f"{_OFFICE} boolean-value") == "true"
    text = attributes.get(f"{_OFFICE} string-value", text)
    return text or None


def _days_of(text: str) -> float:
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups()[1:])
    return (-1 if match[1] else 1) * (days + hours / 24 + minutes / 1440 + seconds / 86_400)
