"""服务台账 as compact columns: a million entries are read piece by piece, every value that repeats is held once."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, compress
from math import isfinite
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.blank_words import says_nothing
from workbook_tools.basis.long_columns import SHORT, GatheredColumn
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding, Ledger
from workbook_tools.model.fields import LedgerField, column_of
from workbook_tools.model.ledger import RARE_COLUMNS
from workbook_tools.ooxml import IrregularRowsError, PackageProblem
from workbook_tools.reading.dates import read_day
from workbook_tools.reading.footers import is_footer, is_label, is_sentence, is_signed
from workbook_tools.reading.grid import Grid, number_cell, other_cell
from workbook_tools.reading.ledger_mark import LedgerMarks
from workbook_tools.reading.pieces import ColumnOfPiece, Piece, pieces_of
from workbook_tools.reading.regular_sheet import RegularSheet
from workbook_tools.reading.scanned_values import ScannedWorkbook, gave_up, is_beyond_calamine
from workbook_tools.reading.tables import HEADER_SEARCH_ROWS, is_total, locate
from workbook_tools.reading.text import figure_text, normal, says_example

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

LARGEST_LEDGER = 20_000_000  # cells of the used rectangle
MOST_COUNTED = 1e15  # what is above is a slip, and no double holds it exactly
PIECE = 4096  # rows taken at a time: column by column is three times as fast as cell by cell
MOST_UNREADABLE = 200  # cells that are named one by one; more say nothing new
_HEADS = frozenset(map(normal, column_of("ledger", "indicator").names))
TEXTS: tuple[LedgerField, ...] = ("community", "worker", "service", "indicator", *RARE_COLUMNS)
UNREADABLE = object()  # stands for a value that is neither blank nor what its column asks for
Columns = Mapping[LedgerField, ColumnOfPiece]  # of one piece
NUMBERS: tuple[LedgerField, ...] = ("count", "persons", "direct_hours", "indirect_hours")


def read_ledger(name: str, values: Callable[[], Any], book: Workbook, findings: list[Finding]) -> Ledger | None:
    """The ledger on a sheet; None (and a finding) when its table cannot be found.

    Nearly every sheet is written the regular way and can be read fast; else calamine, which `values` opens, is asked,
    and last our own scan.
    """
    raised: list[Finding] = []
    try:
        ledger = _collect(name, book, RegularSheet(book, name).pieces(), raised)
    except (IrregularRowsError, PackageProblem):
        return _read_otherwise(name, values, book, findings)
    findings += raised
    return ledger


def _read_otherwise(name: str, values: Callable[[], Any], book: Workbook, findings: list[Finding]) -> Ledger | None:
    raised: list[Finding] = []
    if not (book.may_be_misread(name) and is_beyond_calamine(book, name)):
        other = values()
        try:
            ledger = _read(name, other, book, raised)
        except BaseException as problem:
            if not gave_up(problem):
                raise
        else:
            findings += raised
            return ledger
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
    return _collect(name, book, pieces_of(values.get_sheet_by_name(name), PIECE), findings)


def _collect(name: str, book: Workbook, pieces: Iterator[Piece], findings: list[Finding]) -> Ledger | None:
    first = next(pieces, None)
    top = first.rows(HEADER_SEARCH_ROWS) if first is not None else []
    if first is None or not any(any(value != "" for value in row) for row in top):
        return None
    located = locate(Grid(name, top, book, scan=False), "ledger")
    findings += located.findings
    if located.table is None:
        return None
    columns = _Columns(located.table.columns, book.date1904)
    for piece in chain((first.below(located.table.header_row),), pieces):
        columns.take(piece)
    last = columns.rows[-1] if columns.rows else located.table.header_row

    return columns.ledger(located.table._replace(last_row=last))


class _Columns:
    """Collects the columns; texts are shared, numbers and rows are held as machine values until the end."""

    def __init__(self, columns: Any, date1904: bool) -> None:
        self.date1904 = date1904
        self.places = {field: columns[field] - 1 for field in ("date", *TEXTS, *NUMBERS) if field in columns}
        self.first = min(columns.values()) - 1  # of the table, whether it is read or not
        self.rows = array("l")
        self.dates = GatheredColumn[dt.date | None]()
        self.texts: dict[LedgerField, GatheredColumn[str]] = {field: GatheredColumn() for field in TEXTS}
        self.numbers: dict[LedgerField, GatheredColumn[float | None]] = {field: GatheredColumn() for field in NUMBERS}
        self.unreadable: list[tuple[int, LedgerField, str]] = []
        self.marks = LedgerMarks(date1904=date1904)

    def take(self, piece: Piece) -> None:
        """Further rows. Rows without a word and 合计 rows are no entries."""
        if not piece.count:
            return
        columns = {field: ColumnOfPiece(piece.column(place)) for field, place in self.places.items()}
        self.marks.take(columns)
        numbers = list(range(piece.first, piece.first + piece.count))
        dropped = self._blank(columns, piece.count) | self._totals(columns) | self._footers(columns)
        dropped |= self._examples(piece, columns)
        if dropped:
            kept = [place not in dropped for place in range(piece.count)]
            numbers = list(compress(numbers, kept))
            columns = {field: column.without(dropped, kept) for field, column in columns.items()}
        self._add(numbers, columns)

    def _add(self, numbers: list[int], columns: Columns) -> None:
        self.rows.extend(numbers)
        nothing = ColumnOfPiece([""] * len(numbers))
        self.dates.extend(self._read("date", columns.get("date", nothing), numbers, self._date))
        for field in TEXTS:
            if field in RARE_COLUMNS and field not in self.places:
                continue
            self.texts[field].extend(self._read(field, columns.get(field, nothing), numbers, _text))
        for field in NUMBERS:
            self.numbers[field].extend(self._read(field, columns.get(field, nothing), numbers, self._number))

    def _blank(self, columns: Columns, count: int) -> set[int]:
        """Rows that hold nothing in the columns that are read, whatever stands in columns of the staff's own."""
        if not all("" in column.different for column in columns.values()):
            return set()
        places: Sequence[int] = range(count)
        for column in columns.values():
            places = [place for place in places if column.values[place] == ""]
        return set(places)

    def _footers(self, columns: Columns) -> set[int]:
        """Signatures and notes: rows whose first text is one, and that count nothing. Each text is looked at once."""
        fields = sorted((field for field in ("date", *TEXTS) if field in columns), key=self.places.__getitem__)
        labels = {
            value: is_signed(value) or is_label(value) or is_sentence(value)
            for field in fields
            for value in columns[field].different
            if type(value) is str
        }
        found = self._lone_texts(columns)
        if not any(labels.values()):
            return found
        figures = [columns[field].values for field in NUMBERS if field in columns]
        for field in fields:
            for place, value in enumerate(columns[field].values):
                if type(value) is not str or not labels[value] or place in found:
                    continue
                texts = [text for other in fields if (text := columns[other].values[place]) != ""]
                counted = any(type(column[place]) is not str for column in figures)
                if type(texts[0]) is str and is_footer([str(text) for text in texts], counted=counted):
                    found.add(place)
        return found

    def _examples(self, piece: Piece, columns: Columns) -> set[int]:
        """Rows whose first column says 示例, or one of the staff's own before it."""
        known = {self.places[field]: column for field, column in columns.items()}
        found: set[int] = set()
        for place in range(self.first + 1):
            column = known.get(place) or ColumnOfPiece(piece.column(place))
            words = {value for value in column.different if type(value) is str and says_example(value)}
            if words:
                found.update(at for at, value in enumerate(column.values) if value in words)
        return found

    def _lone_texts(self, columns: Columns) -> set[int]:
        """A text with nothing beside it is a heading, a note or a day of signing; an indicator's name is an entry."""
        dates, names = columns.get("date"), columns.get("indicator")
        if dates is None or names is None or "" not in names.different:
            return set()
        found = set()
        for place, (date, name) in enumerate(zip(dates.values, names.values, strict=True)):
            if name == "" and (date == "" or type(date) is str):
                filled = [value for column in columns.values() if (value := column.values[place]) != ""]
                if len(filled) == 1 and type(filled[0]) is str:
                    found.add(place)
        return found

    def _totals(self, columns: Columns) -> set[int]:
        """Rows that add up the ledger, and its header once more; mostly no value says so, and no row is looked at."""
        found: set[int] = set()
        for field in ("date", *TEXTS):
            column = columns.get(field)
            if column is None or str not in column.kinds:
                continue
            texts = (value for value in column.different if type(value) is str)
            counted = field == "indicator"  # where 服务人次合计 may be the name of one
            words = {text for text in texts if is_total(text, counted=counted) or (counted and normal(text) in _HEADS)}
            if words:
                found.update(place for place, value in enumerate(column.values) if value in words)
        return found

    def _read(
        self, field: LedgerField, column: ColumnOfPiece, numbers: list[int], read: Callable[..., Any]
    ) -> list[Any]:
        """A column, each different value read once; what cannot be read is None, and named with its row."""
        if _is_read(field, column):
            return column.values
        if bool in column.kinds and not column.different.isdisjoint((0, 1)):  # True equals 1, and is no number
            column = ColumnOfPiece(
                [str(value).upper() if isinstance(value, bool) else value for value in column.values]
            )
        known = {value: read(value) for value in column.different}
        unreadable = {value for value, result in known.items() if result is UNREADABLE}
        if not unreadable:
            return list(map(known.__getitem__, column.values))
        for number, value in zip(numbers, column.values, strict=True):
            if value in unreadable:
                self._cannot_read(number, field, value)
        return [None if value in unreadable else known[value] for value in column.values]

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
        return None if says_nothing(text) else UNREADABLE

    def _cannot_read(self, number: int, field: LedgerField, value: object) -> None:
        if len(self.unreadable) < MOST_UNREADABLE:
            self.unreadable.append((number, field, str(value)[:200]))

    def ledger(self, table: Any) -> Ledger:
        """What was collected. Each column goes as it is handed over: of a million entries none is there twice."""
        rows, self.rows = _in_little(self.rows), array("l")
        texts = {field: column.column() for field, column in self.texts.items()}
        numbers = {field: column.column() for field, column in self.numbers.items()}
        return Ledger(
            table=table,
            rows=rows,
            dates=self.dates.column(),
            communities=texts["community"],
            workers=texts["worker"],
            services=texts["service"],
            indicators=texts["indicator"],
            counts=numbers["count"],
            persons=numbers["persons"],
            direct_hours=numbers["direct_hours"],
            indirect_hours=numbers["indirect_hours"],
            unreadable=tuple(self.unreadable),
            client_categories=texts["client_category"],
            areas=texts["area"],
            employments=texts["employment"],
            cases_opened=texts["case_opened"],
            mark=self.marks.mark(),
        )


def _in_little(rows: Sequence[int]) -> Sequence[int]:
    """Rows without a gap, as of nearly every ledger, take no room."""
    if rows and rows[-1] - rows[0] + 1 == len(rows):  # they rise
        return range(rows[0], rows[-1] + 1)
    return tuple(rows) if len(rows) <= SHORT else array("q", rows)


def _is_read(field: LedgerField, column: ColumnOfPiece) -> bool:
    """Whether a column holds nothing but texts, days or figures as its field has them: what reading it would give."""
    if column.kinds == {str}:
        return field in TEXTS and all(text == text.strip() for text in column.different)
    if column.kinds == {dt.date}:
        return field == "date"
    if column.kinds != {float} or field not in NUMBERS or not all(map(isfinite, column.different)):
        return False
    return bool(max(column.different) < MOST_COUNTED and min(column.different) > -MOST_COUNTED)


def _text(value: object) -> str:
    """A text cell; one that holds a number or a date instead is read as its text."""
    if isinstance(value, str):
        return value.strip()
    return number_cell(value).text if isinstance(value, float) else other_cell(value).text
