"""服务台账 as compact columns: half a million entries are read row by row, every repeated text is held once."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from workbook_tools.catalogue import finding
from workbook_tools.model import Finding, Ledger
from workbook_tools.reading.dates import read_day
from workbook_tools.reading.grid import Grid, number_cell, other_cell
from workbook_tools.reading.headers import COLUMNS
from workbook_tools.reading.ledger_mark import LedgerMarks
from workbook_tools.reading.scanned_values import ScannedWorkbook, gave_up
from workbook_tools.reading.tables import HEADER_SEARCH_ROWS, is_total, locate
from workbook_tools.reading.text import figure_text, normal

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

LARGEST_LEDGER = 20_000_000  # cells of the used rectangle
MOST_COUNTED = 1e15  # what is above is a slip, and no double holds it exactly
PIECE = 4096  # rows taken at a time: column by column is three times as fast as cell by cell
MOST_UNREADABLE = 200  # cells that are named one by one; more say nothing new
_HEADS = next(frozenset(map(normal, column.names)) for column in COLUMNS["ledger"] if column.field == "indicator")
TEXTS = ("community", "worker", "service", "indicator")
UNREADABLE = object()  # stands for a value that is neither blank nor what its column asks for
NUMBERS = ("count", "persons", "direct_hours", "indirect_hours")


def read_ledger(name: str, values: Any, book: Workbook, findings: list[Finding]) -> Ledger | None:
    """The ledger on a sheet; None (and a finding) when its table cannot be found."""
    raised: list[Finding] = []
    try:
        ledger = _read(name, values, book, raised)
    except BaseException as problem:
        if not gave_up(problem):
            raise
        raised.clear()
        try:
            ledger = _read(name, ScannedWorkbook(book), book, raised)
        except ValueError as reason:
            findings.append(finding("S017", name, reason=str(reason)))
            return None
    findings += raised
    return ledger


def _read(name: str, values: Any, book: Workbook, findings: list[Finding]) -> Ledger | None:
    row_number, column_number = (0, 0) if book.is_near(name) else book.extent(name)
    if row_number * column_number > LARGEST_LEDGER:
        findings.append(finding("S016", name, sheet_name=name, row=row_number, column=column_number))
        return None
    sheet = values.get_sheet_by_name(name)
    top = list(islice(_rows(sheet), HEADER_SEARCH_ROWS))
    if not any(any(value != "" for value in row) for row in top):
        return None
    located = locate(Grid(name, top, book, scan=False), "ledger")
    findings += located.findings
    if located.table is None:
        return None
    columns = _Columns(located.table.columns, book.date1904)
    rows = islice(_rows(sheet), located.table.header_row, None)
    number = located.table.header_row + 1
    while piece := list(islice(rows, PIECE)):
        columns.take(number, piece)
        number += len(piece)
    last = columns.rows[-1] if columns.rows else located.table.header_row
    from dataclasses import replace

    return columns.ledger(replace(located.table, last_row=last))


def _rows(sheet: Any) -> Iterator[Sequence[object]]:
    """The sheet's rows from row 1, each from column A."""
    if sheet.start is None:
        return
    first_row, first_column = sheet.start
    yield from ([] for _ in range(first_row))
    lead: list[object] = [""] * first_column
    for row in sheet.iter_rows():
        yield lead + row if lead else row


class _Columns:
    """Collects the columns; texts are shared, numbers and rows are held as machine values until the end."""

    def __init__(self, columns: Any, date1904: bool) -> None:
        self.date1904 = date1904
        self.places = {field: columns[field] - 1 for field in ("date", *TEXTS, *NUMBERS) if field in columns}
        self.rows = array("l")
        self.dates: list[dt.date | None] = []
        self.texts: dict[str, list[str]] = {field: [] for field in TEXTS}
        self.numbers: dict[str, list[float | None]] = {field: [] for field in NUMBERS}
        self.unreadable: list[tuple[int, str, str]] = []
        self.marks = LedgerMarks()

    def take(self, first: int, piece: list[Sequence[object]]) -> None:
        """The rows from row `first` on. Rows without a word and 合计 rows are no entries."""
        width = min(map(len, piece))
        columns = {
            field: [row[place] if place < len(row) else "" for row in piece]
            if place >= width
            else [row[place] for row in piece]
            for field, place in self.places.items()
        }
        self.marks.take(columns)
        numbers = list(range(first, first + len(piece)))
        dropped = self._blank(columns, piece) | self._totals(columns)
        if dropped:
            kept = [place for place in range(len(piece)) if place not in dropped]
            numbers = [numbers[place] for place in kept]
            columns = {field: [column[place] for place in kept] for field, column in columns.items()}
        self._add(numbers, columns)

    def _add(self, numbers: list[int], columns: dict[str, list[object]]) -> None:
        self.rows.extend(numbers)
        nothing: list[object] = [""] * len(numbers)
        self.dates += self._read(columns.get("date", nothing), numbers, self._date)
        for field in TEXTS:
            self.texts[field] += self._read(columns.get(field, nothing), numbers, _text)
        for field in NUMBERS:
            self.numbers[field] += self._read(columns.get(field, nothing), numbers, self._number, field)

    def _blank(self, columns: dict[str, list[object]], piece: list[Sequence[object]]) -> set[int]:
        return {
            place
            for place, row in enumerate(piece)
            if not any(row) and all(column[place] == "" for column in columns.values())
        }

    def _totals(self, columns: dict[str, list[object]]) -> set[int]:
        """Rows that add up the ledger, and its header once more; mostly no value says so, and no row is looked at."""
        found: set[int] = set()
        for field in ("date", *TEXTS):
            column = columns.get(field, [])
            texts = (value for value in set(column) if type(value) is str)
            words = {text for text in texts if is_total(text) or (field == "indicator" and normal(text) in _HEADS)}
            if words:
                found.update(place for place, value in enumerate(column) if value in words)
        return found

    def _read(
        self, column: list[object], numbers: list[int], read: Callable[..., Any], field: str = "date"
    ) -> list[Any]:
        """A column, each different value read once; what cannot be read is None, and named with its row."""
        if bool in set(map(type, column)):  # True equals 1 as a key, and is no number
            column = [str(value).upper() if isinstance(value, bool) else value for value in column]
        known = {value: read(value) for value in set(column)}
        unreadable = {value for value, result in known.items() if result is UNREADABLE}
        if not unreadable:
            return [known[value] for value in column]
        for number, value in zip(numbers, column, strict=True):
            if value in unreadable:
                self._cannot_read(number, field, value)
        return [None if value in unreadable else known[value] for value in column]

    def _date(self, value: object) -> dt.date | object | None:
        if value == "" or type(value) is dt.date:
            return value or None
        cell = number_cell(value) if isinstance(value, float) else other_cell(value)
        return None if cell.blank else read_day(cell, date1904=self.date1904) or UNREADABLE

    def _number(self, value: object) -> float | object | None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value) if abs(value) < MOST_COUNTED else UNREADABLE
        text = figure_text(str(value))
        if text.isascii() and text.replace(".", "", 1).removeprefix("-").isdecimal() and len(text) < 20:
            return float(text)
        return None if text in ("", "/", "-", "—", "无") else UNREADABLE

    def _cannot_read(self, number: int, field: str, value: object) -> None:
        if len(self.unreadable) < MOST_UNREADABLE:
            self.unreadable.append((number, field, str(value)[:200]))

    def ledger(self, table: Any) -> Ledger:
        return Ledger(
            table=table,
            rows=tuple(self.rows),
            dates=tuple(self.dates),
            communities=tuple(self.texts["community"]),
            workers=tuple(self.texts["worker"]),
            services=tuple(self.texts["service"]),
            indicators=tuple(self.texts["indicator"]),
            counts=tuple(self.numbers["count"]),
            persons=tuple(self.numbers["persons"]),
            direct_hours=tuple(self.numbers["direct_hours"]),
            indirect_hours=tuple(self.numbers["indirect_hours"]),
            unreadable=tuple(self.unreadable),
            mark=self.marks.mark(),
        )


def _text(value: object) -> str:
    """A text cell; one that holds a number or a date instead is read as its text."""
    if isinstance(value, str):
        return value.strip()
    return number_cell(value).text if isinstance(value, float) else other_cell(value).text
