"""Forms in Word (.docx): their tables as sheets, the text above a table as rows above it, merged cells both ways.

A table that goes on on the next page is often another table: what follows without a title between belongs to the sheet
of the table before. Accepted text counts: what was deleted with tracking is left out, what was inserted is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workbook_tools.basis.raised_limits import raised
from workbook_tools.foreign.relations import main_part
from workbook_tools.foreign.sheets import Cell, Merge, Sheet, Sheets, TooMuch, Unreadable
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.located import DepthGuard, feed, new_parser
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import PackageLimits

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_LEFT_OUT = frozenset(("del", "moveFrom", "txbxContent", "rPrChange", "pPrChange", "tcPrChange", "trPrChange"))
_TRACKED = frozenset(("del", "ins", "moveFrom", "moveTo"))
_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?")
_TITLE = re.compile(r"表(?:[（(][^（）()]{0,30}[)）])?$")
CONTINUED = re.compile(r"[（(]?续\s{0,3}(?:上)?\s{0,3}表?[\d一二三四五六七八九十]{0,3}[)）]?")
_LONGEST_TEXT = 200_000  # characters of one cell
_WIDEST = 200  # columns
MOST_BETWEEN = 30  # paragraphs above a table that are kept


@dataclass(slots=True)
class _Place:
    """A cell of the table that is read: where it stands, how wide it is, whether it goes on from above."""

    column: int
    span: int = 1
    merge: str = ""  # "restart", "continue", or ""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Text:
    """A document as its paragraphs and tables, in the order in which they stand."""

    blocks: tuple[str | Sheet, ...]
    tracked: bool
    pictures: int


def read(data: bytes) -> Sheets:
    """Raises Unreadable, TooMuch."""
    reader = _read(data)
    found = reader.found
    found.left_behind = ["表格以外的内容", "图片", "格式（字体、颜色、边框）"]
    found.tracked = reader.tracked
    return found


def read_text(data: bytes) -> Text:
    """Every table apart, and the paragraphs between them. Raises Unreadable, TooMuch."""
    reader = _read(data, apart=True)
    return Text(tuple(reader.blocks), reader.tracked, reader.pictures)


def _read(data: bytes, *, apart: bool = False) -> _Reader:
    try:
        archive = Archive(data, PackageLimits(part_bytes=200_000_000, total_bytes=500_000_000))
        part = main_part(archive)
        reader = _Reader(part, apart=apart)
        feed(reader.parser, archive.chunks(part), part)
    except (PackageProblem, KeyError, ValueError, StopIteration) as problem:
        raise Unreadable from problem
    return reader


class _Reader:
    def __init__(self, part: str, *, apart: bool = False) -> None:
        self.found = Sheets()
        self.tracked = False
        self.pictures = 0
        self.blocks: list[str | Sheet] = []
        self._apart = apart
        self.parser = new_parser(part)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._guard = DepthGuard(part)
        self._tables = self._aside = self._length = 0
        self._between: list[str] = []  # paragraphs since the last table
        self._paragraph: list[str] = []
        self._in_text = False
        self._sheet: Sheet | None = None
        self._row = self._column = 0
        self._cell: _Place | None = None
        self._open: dict[int, Merge] = {}  # first column → the area that may go on in the next row

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._guard.down()
        space, _, local = name.rpartition(" ")
        own = space in _SPACES
        if own and local in _TRACKED:
            self.tracked = True
        if self._aside or name == _FALLBACK or (own and local in _LEFT_OUT):
            self._aside += 1
        elif own:
            self._begin(local, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tbl":
            self._tables += 1
            if self._tables == 1:
                self._begin_table()
        elif name == "t":
            self._in_text = True
        elif name in ("drawing", "pict", "object"):
            self.pictures += 1
        elif name in ("tab", "br", "cr"):
            self._paragraph.append("\t" if name == "tab" else "\n")
        elif self._tables == 1:
            self._part_of_table(name, attributes)

    def _part_of_table(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "tr":
            self._column = 0
        elif name == "gridBefore":
            self._column += _number(value, 0)
        elif name == "tc":
            self._cell, self._length = _Place(self._column), 0
        elif self._cell is not None and name == "gridSpan":
            self._cell.span = max(_number(value, 1), 1)
        elif self._cell is not None and name == "vMerge":
            self._cell.merge = "restart" if value == "restart" else "continue"

    def _end(self, name: str) -> None:
        self._guard.up()
        if self._aside:
            self._aside -= 1
            return
        space, _, local = name.rpartition(" ")
        if space not in _SPACES:
            return
        if local == "t":
            self._in_text = False
        elif local == "p":
            self._end_paragraph()
        elif local == "tbl":
            self._tables -= 1
            if self._tables == 0:
                self._open.clear()
        elif local == "tc" and self._tables == 1 and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif local == "tr" and self._tables == 1:
            self._row += 1

    def _characters(self, text: str) -> None:
        if self._in_text and not self._aside:
            self._length += len(text)
            if self._cell is not None and self._length > _LONGEST_TEXT:
                longest = raised("WORKBOOK_TOOLS_MAX_CELL_TEXT", _LONGEST_TEXT)
                if self._length > longest:
                    raise TooMuch(self._length, longest, "一个单元格的字")
            self._paragraph.append(text)

    def _end_paragraph(self) -> None:
        text, self._paragraph = "".join(self._paragraph), []
        if self._cell is not None:
            self._cell.lines.append(text)
        elif not self._tables and text.strip():
            self._between = [*self._between[-MOST_BETWEEN:], text.strip()]
            self.blocks.append(text.strip())

    # ------------------------------------------------------------ tables

    def _begin_table(self) -> None:
        titles = [] if self._apart else [text for text in self._between if not CONTINUED.fullmatch(text)]
        if self._sheet is None or self._apart or any(_TITLE.search(text) for text in titles):
            self._sheet = Sheet(f"表{len(self.found.sheets) + 1}")
            self.found.sheets.append(self._sheet)
            self.blocks.append(self._sheet)
            self._row = 0
        for text in titles:
            self.found.put(self._sheet, self._row, 0, Cell(text))
            self._row += 1
        self._between = []

    def _end_cell(self, cell: _Place) -> None:
        assert self._sheet is not None
        last = cell.column + cell.span - 1
        self._column = last + 1
        if last >= _WIDEST and last >= (widest := raised("WORKBOOK_TOOLS_MAX_COLUMNS", _WIDEST)):
            raise TooMuch(last, widest, "一行的单元格")
        text = "\n".join(cell.lines).strip()
        above = self._open.get(cell.column)
        if cell.merge == "continue" and above is not None and above.right == last and above.bottom == self._row - 1:
            self._sheet.merges.remove(above)
            area = Merge(above.top, above.left, self._row, last)
        else:
            area = Merge(self._row, cell.column, self._row, last)
            if text:
                value = float(text) if _FIGURE.fullmatch(text) else text
                self.found.put(self._sheet, self._row, cell.column, Cell(value))
        if cell.merge:
            self._open[cell.column] = area
        else:
            self._open.pop(cell.column, None)
        if cell.merge or cell.span > 1:
            self._sheet.merges.append(area)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
