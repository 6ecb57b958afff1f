"""服务台账 as compact columns: half a million entries are read row by row, every repeated text is held once."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any

from workbook_tools.catalogue import finding
from workbook_tools.model import Finding, Ledger
from workbook_tools.reading.dates import read_day
from workbook_tools.reading.grid import Grid, number_cell, other_cell
from workbook_tools.reading.tables import HEADER_SEARCH_ROWS, is_total, locate

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

LARGEST_LEDGER = 40_000_000  # cells of the used rectangle
MOST_UNREADABLE = 200  # cells that are named one by one; more say nothing new
TEXTS = ("community", "worker", "service", "indicator")
NUMBERS = ("count", "persons", "direct_hours", "indirect_hours")


def read_ledger(name: str, values: Any, book: Workbook, findings: list[Finding]) -> Ledger | None:
    """The ledger on a sheet; None (and a finding) when its table cannot be found."""
    row_number, column_number = book.extent(name)
    if row_number * column_number > LARGEST_LEDGER:
        findings.append(finding("S016", name, sheet_name=name, row=row_number, column=column_number))
        return None
    try:
        sheet = values.get_sheet_by_name(name)
        top = list(islice(_rows(sheet), HEADER_SEARCH_ROWS))
    except Exception as reason:  # calamine raises its own kinds
        findings.append(finding("S017", name, reason=str(reason)))
        return None
    if not any(any(value != "" for value in row) for row in top):
        return None
    located = locate(Grid(name, top, book, scan=False), "ledger")
    findings += located.findings
    if located.table is None:
        return None
    columns = _Columns(located.table.columns, book.date1904)
    for number, values_of_row in enumerate(_rows(sheet), 1):
        if number > located.table.header_row:
            columns.take(number, values_of_row)
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
        self._shared: dict[object, Any] = {}

    def take(self, number: int, row: Sequence[object]) -> None:
        width = len(row)
        found = {field: row[place] for field, place in self.places.items() if place < width and row[place] != ""}
        if not found or self._adds_up(found):
            return
        self.rows.append(number)
        self.dates.append(self._date(number, found.get("date")))
        shared = self._shared
        for field in TEXTS:
            value = found.get(field, "")
            text = value.strip() if isinstance(value, str) else other_or_number(value)
            self.texts[field].append(shared.setdefault(text, text))
        for field in NUMBERS:
            value = found.get(field)
            if value is None or (type(value) is float and isfinite(value)):
                self.numbers[field].append(shared.setdefault(value, value))
            else:
                self.numbers[field].append(self._number(number, field, value))

    def _adds_up(self, found: dict[str, object]) -> bool:
        """A 合计 row of the ledger is not an entry."""
        return any(type(text) is str and "计" in text and is_total(text) for text in found.values())

    def _date(self, number: int, value: object) -> dt.date | None:
        if value is None:
            return None
        if type(value) is dt.date:
            return self._shared.setdefault(value, value)  # type: ignore[no-any-return]
        cell = number_cell(value) if type(value) is float else other_cell(value)
        day = read_day(cell, date1904=self.date1904)
        if day is None:
            self._cannot_read(number, "date", value)
        return day

    def _number(self, number: int, field: str, value: object) -> float | None:
        if isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        text = str(value).strip().replace(",", "")
        if text.isascii() and text.replace(".", "", 1).removeprefix("-").isdecimal() and len(text) < 20:
            return float(text)
        if text not in ("", "/", "-", "—", "无"):
            self._cannot_read(number, field, value)
        return None

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
        )


def other_or_number(value: object) -> str:
    """A text cell that holds a number or a date instead."""
    return number_cell(value).text if type(value) is float else other_cell(value).text
