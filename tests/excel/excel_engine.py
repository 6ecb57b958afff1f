"""An Excel for tests: an engine under the BSD core of xlwings, over openpyxl. It counts calls and fails where told."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import xlwings
from openpyxl.cell.cell import MergedCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import Table as ListObject
from xlwings import base_classes


class ExcelRefused(Exception):
    """What a call raises that was told to fail."""


@dataclass
class Calls:
    """Every call that would cross to Excel. `fail` names the kind and the number of the call that raises."""

    made: list[tuple[str, str]] = field(default_factory=list)
    fail: tuple[str, int] = ("", 0)

    def make(self, kind: str, what: str) -> None:
        self.made.append((kind, what))
        if kind == self.fail[0] and self.count(kind) == self.fail[1]:
            raise ExcelRefused(f"{kind} {what}")

    def count(self, kind: str) -> int:
        return sum(made == kind for made, _ in self.made)


class Engine:
    name = type = "test"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool) -> Any:
        return [[empty_as if value is None else value for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return value


class Apps(base_classes.Apps):
    def __init__(self, engine: Engine) -> None:
        self.engine, self.items = engine, [App(engine)]

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, place: int) -> App:
        return self.items[place]

    def keys(self) -> list[int]:
        return [1]


class App(base_classes.App):
    engine = None
    books = selection = screen_updating = calculation = display_alerts = status_bar = enable_events = None

    def __init__(self, engine: Engine) -> None:
        self.engine, self.calls, self.said = engine, Calls(), []
        self.books, self.selection = Books(self), None
        self.screen_updating, self.calculation, self.display_alerts, self.status_bar = True, "automatic", True, "before"
        self.enable_events = self.on_windows = True
        self.written_with_events = False

    def activate(self, steal_focus: bool = False) -> None: ...

    @property
    def pid(self) -> int:
        return 1

    def alert(self, prompt: str, title: str, buttons: str, mode: Any, callback: Any) -> str:
        self.said.append((title, prompt))
        return "ok"


class Books(base_classes.Books):
    app = active = None

    def __init__(self, app: App) -> None:
        self.app, self.items = app, []

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __call__(self, key: Any) -> Book:
        found = self.items[key - 1 : key] if isinstance(key, int) else [book for book in self.items if book.name == key]
        if not found:
            raise KeyError(key)
        return found[0]

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        self.app.calls.make("open", fullname)
        book = Book(self.app, fullname)
        self.items.append(book)
        self.active = book
        return book


class Book(base_classes.Book):
    app = api = fullname = name = sheets = None

    def __init__(self, app: App, path: str) -> None:
        self.app, self.fullname, self.name = app, path, path.rpartition("/")[2]
        self.api = self.workbook = openpyxl.load_workbook(path)
        self.values = openpyxl.load_workbook(path, data_only=True)
        self.sheets = Sheets(self)
        self.saves = 0

    def close(self) -> None:
        self.app.books.items.remove(self)

    def activate(self) -> None: ...

    def save(self, *_: Any, **__: Any) -> None:
        self.saves += 1


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book
        self.items = {sheet.title: Sheet(book, sheet) for sheet in book.workbook.worksheets}

    @property
    def active(self) -> Sheet:
        return self(self.book.workbook.active.title)

    def __len__(self) -> int:
        return len(self.book.workbook.worksheets)

    def __iter__(self) -> Any:
        return iter([self(sheet.title) for sheet in self.book.workbook.worksheets])

    def __call__(self, key: Any) -> Sheet:
        worksheet = self.book.workbook.worksheets[key - 1] if isinstance(key, int) else self.book.workbook[key]
        return next(s for s in self.items.values() if s.worksheet is worksheet)


class Protection:
    """The part of Excel's worksheet that has to do with protection."""

    def __init__(self, worksheet: Any) -> None:
        self._sheet = worksheet
        self.password = "secret" if worksheet.protection.password else ""
        self.Protection = type("Allowed", (), {"AllowFormattingColumns": not worksheet.protection.formatColumns})()
        self.ProtectDrawingObjects = self.ProtectScenarios = True

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return bool(self._sheet.protection.sheet)

    def Unprotect(self, password: str) -> None:  # noqa: N802
        if password != self.password:
            raise ExcelRefused("the password is wrong")
        self._sheet.protection.sheet = False

    def Protect(self, Contents: bool, **settings: bool) -> None:  # noqa: N802, N803
        self._sheet.protection.sheet = Contents
        self.settings = settings


class Series:
    def __init__(self, formula: str) -> None:
        self.Formula = formula


class Chart(base_classes.Chart):
    api = name = parent = None

    def __init__(self, charts: Charts, formula: str) -> None:
        self.charts, self.lines = charts, [Series(formula)]
        self.api = (None, self)

    def SeriesCollection(self) -> list[Series]:  # noqa: N802
        return self.lines

    def delete(self) -> None:
        self.charts.items.remove(self)


class Charts(base_classes.Charts):
    def __init__(self) -> None:
        self.items: list[Chart] = []

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Any:
        return iter(self.items)

    def __call__(self, key: int) -> Chart:
        return self.items[key - 1]


class Name(base_classes.Name):
    api = name = refers_to = None

    def __init__(self, name: str) -> None:
        self.name = name


class Names(base_classes.Names):
    api = None

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __len__(self) -> int:
        return len(self.sheet.worksheet.defined_names)

    def __iter__(self) -> Any:
        return (Name(f"{self.sheet.name}!{name}") for name in self.sheet.worksheet.defined_names)

    def __call__(self, key: int) -> Name:
        return list(self)[key - 1]


class Table(base_classes.Table):
    """A list object; what belongs to the openpyxl table under it is looked up by its name."""

    api = name = parent = table_style = None

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet, self.name, self.api = sheet, name, self

    show_totals = False

    def Unlist(self) -> None:  # noqa: N802
        del self.sheet.worksheet.tables[self.name]

    @property
    def range(self) -> Range:
        return self.sheet.range(self.sheet.worksheet.tables[self.name].ref)

    @property
    def header_row_range(self) -> Range:
        top, left, _, right = self.range.edges
        return Range(self.sheet, top, left, top, right)

    def resize(self, area: Any) -> None:
        if area.row != self.range.row or area.shape[0] < 2:
            raise ExcelRefused("the heads of a table stay where they are, with a row below them")
        self.sheet.worksheet.tables[self.name].ref = area.address.replace("$", "")


class Tables(base_classes.Tables):
    api = parent = None

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __len__(self) -> int:
        return len(self.sheet.worksheet.tables)

    def __iter__(self) -> Any:
        return (Table(self.sheet, name) for name in self.sheet.worksheet.tables)

    def __call__(self, key: Any) -> Table:
        return list(self)[key - 1]

    def add(self, source: Any = None, name: str = "", **_: Any) -> Table:
        top, left, bottom, right = source.impl.edges
        heads = [self.sheet.worksheet.cell(top, column).value for column in range(left, right + 1)]
        if len(set(heads)) < len(heads) or not all(heads):
            raise ExcelRefused("the heads of a table are texts, all different")
        ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        self.sheet.worksheet.add_table(ListObject(displayName=name, ref=ref))
        return Table(self.sheet, name)


class Sheet(base_classes.Sheet):
    api = book = charts = names = tables = None

    def __init__(self, book: Book, worksheet: Any) -> None:
        self.book, self.worksheet, self.api = book, worksheet, Protection(worksheet)
        self.charts, self.names, self.tables = Charts(), Names(self), Tables(self)

    @property
    def name(self) -> str:
        return str(self.worksheet.title)

    @name.setter
    def name(self, name: str) -> None:
        self.worksheet.title = name

    @property
    def visible(self) -> bool:
        return bool(self.worksheet.sheet_state == "visible")

    @visible.setter
    def visible(self, visible: bool) -> None:
        self.worksheet.sheet_state = "visible" if visible else "hidden"

    @property
    def index(self) -> int:
        return int(self.book.workbook.worksheets.index(self.worksheet)) + 1

    @property
    def used_range(self) -> Range:
        sheet = self.worksheet
        return Range(self, sheet.min_row, sheet.min_column, sheet.max_row, sheet.max_column)

    def range(self, first: Any, second: Any = None) -> Range:
        def corners(place: Any) -> tuple[int, int, int, int]:
            if isinstance(place, str):
                left, top, right, bottom = range_boundaries(place.replace("$", ""))
                return top, left, bottom, right
            if isinstance(place, tuple):
                return (*place, *place)
            return tuple(place.edges)

        start = corners(first)
        end = corners(second) if second is not None else start
        return Range(self, start[0], start[1], end[2], end[3])

    def activate(self) -> None:
        self.book.workbook.active = self.worksheet

    def delete(self) -> None:
        self.book.app.calls.make("delete", self.name)
        for sheet in self.book.workbook.worksheets:  # Excel breaks what pointed at the sheet
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if isinstance(cell.value, str) and cell.value.startswith("=") and self.name in cell.value:
                    cell.value = cell.value.replace(self.name, "#REF")
        self.book.workbook.remove(self.worksheet)

    def copy(self, before: Any, after: Sheet) -> None:
        book = after.book
        book.app.calls.make("copy", self.name)
        title = self.name if self.name not in book.workbook.sheetnames else f"{self.name} (2)"
        target = book.workbook.create_sheet(title, after.index)
        for row in self.worksheet.iter_rows():
            for cell in row:
                target.cell(cell.row, cell.column, cell.value).number_format = cell.number_format
        for area in self.worksheet.merged_cells.ranges:
            target.merge_cells(str(area))
        target.defined_names.update(self.worksheet.defined_names)
        book.sheets.items[title] = Sheet(book, target)
        if self.worksheet._charts:
            book.sheets.items[title].charts.items.append(
                Chart(book.sheets.items[title].charts, f"=SERIES(,'{title}'!$B$2)")
            )


def _as_currency(value: Any, number_format: str) -> Any:
    return Decimal(value).quantize(Decimal("0.0001")) if isinstance(value, float) and "¥" in number_format else value


def _as_serial(value: Any) -> Any:
    """A date as the number that it is."""
    if isinstance(value, datetime):
        return (value - datetime(1899, 12, 30)).total_seconds() / 86400
    return value


class Range(base_classes.Range):
    sheet = api = row = column = shape = coords = address = has_array = None
    clipboard: Range | None = None

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet, self.edges = sheet, (top, left, bottom, right)
        self.row, self.column, self.shape = top, left, (bottom - top + 1, right - left + 1)
        self.coords, self.has_array, self.api = (sheet.name, top, left, len(self)), False, self
        corner = f"${get_column_letter(left)}${top}"
        self.address = corner if len(self) == 1 else f"{corner}:${get_column_letter(right)}${bottom}"

    def __len__(self) -> int:
        return int(self.shape[0] * self.shape[1])

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        top, left = self.edges[0] + row - 1, self.edges[1] + column - 1
        return Range(self.sheet, top, left, top, left)

    def _cells(self) -> list[list[Any]]:
        top, left, bottom, right = self.edges
        rows = range(top, bottom + 1)
        return [[self.sheet.worksheet.cell(r, c) for c in range(left, right + 1)] for r in rows]

    def _made(self, kind: str) -> None:
        self.sheet.book.app.calls.make(kind, f"{self.sheet.name}!{self.address}")

    def _value(self, cell: Any) -> Any:
        if cell.data_type == "f" and self.sheet.name in self.sheet.book.values:
            return self.sheet.book.values[self.sheet.name][cell.coordinate].value
        return cell.value

    @property
    def raw_value(self) -> Any:
        """A cell in a currency format comes over in four digits."""
        self._made("read")
        rows = [[_as_currency(self._value(cell), cell.number_format) for cell in row] for row in self._cells()]
        return rows[0][0] if len(self) == 1 else rows

    @property
    def Value2(self) -> Any:  # noqa: N802
        if not self.sheet.book.app.on_windows:
            raise AttributeError("Value2")
        self._made("read")
        rows = [[_as_serial(self._value(cell)) for cell in row] for row in self._cells()]
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._made("write")
        self._put(data)

    @property
    def formula(self) -> Any:
        self._made("read formulas")
        rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in self._cells()]
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, data: Any) -> None:
        self._made("write formulas")
        self._put(data)

    def _put(self, data: Any) -> None:
        self.sheet.book.app.written_with_events |= self.sheet.book.app.enable_events
        if self.sheet.api.ProtectContents:
            raise ExcelRefused("the sheet is protected")
        rows = data if isinstance(data, list | tuple) else [[data]]
        for cells, values in zip(self._cells(), rows, strict=True):
            for cell, value in zip(cells, values if isinstance(values, list | tuple) else [values], strict=True):
                value = None if value == "" else value
                quoted = isinstance(value, str) and value.startswith("'")
                cell.value = value[1:] if quoted else value
                if quoted:
                    cell.data_type = "s"

    @property
    def number_format(self) -> str:
        return str(self._cells()[0][0].number_format)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self._made("format")
        for cell in (cell for row in self._cells() for cell in row):
            cell.number_format = code

    def copy(self, destination: Any) -> None:
        if destination is None:
            Range.clipboard = self
            return
        self._made("copy range")
        target = destination.sheet.impl if hasattr(destination.sheet, "impl") else destination.sheet
        for row in self._cells():
            for cell in row:
                there = target.worksheet.cell(cell.row, cell.column)
                if not isinstance(cell, MergedCell):
                    there.value, there._style = cell.value, copy(cell._style)
        for area in self.sheet.worksheet.merged_cells.ranges:
            target.worksheet.merge_cells(str(area))
        for chart in self.sheet.charts.items:  # what it shows stays where it was
            target.charts.items.append(Chart(target.charts, chart.lines[0].Formula))

    def clear(self) -> None:
        self._made("clear")
        top, _, bottom, _ = self.edges
        for table in self.sheet.tables:
            if top <= table.range.row <= bottom:
                raise ExcelRefused("what a table without its heads is, nobody can say")
        for cell in (cell for row in self._cells() for cell in row):
            cell.value, cell._style = None, StyleArray()

    def unmerge(self) -> None:
        self._made("unmerge")
        top, left, bottom, right = self.edges
        for area in list(self.sheet.worksheet.merged_cells.ranges):
            if area.min_row <= bottom and area.max_row >= top and area.min_col <= right and area.max_col >= left:
                self.sheet.worksheet.unmerge_cells(str(area))

    @property
    def row_height(self) -> float:
        return float(self.sheet.worksheet.row_dimensions[self.row].height or 15)

    @row_height.setter
    def row_height(self, height: float) -> None:
        self.sheet.worksheet.row_dimensions[self.row].height = height

    def paste(self, paste: str, operation: Any, skip_blanks: bool, transpose: bool) -> None:
        """Formats, and with them the merges of the model."""
        self._made("paste")
        model = Range.clipboard
        assert model is not None
        for cells, models in zip(self._cells(), model._cells(), strict=True):
            for cell in cells:
                cell._style = copy(models[0]._style)
        down = self.row - model.row
        for area in list(model.sheet.worksheet.merged_cells.ranges):
            if area.min_col == area.max_col == model.column and model.edges[0] <= area.min_row <= model.edges[2]:
                for column in range(self.edges[1], self.edges[3] + 1):
                    self.sheet.worksheet.merge_cells(
                        start_row=area.min_row + down,
                        end_row=area.max_row + down,
                        start_column=column,
                        end_column=column,
                    )

    def select(self) -> None:
        self.sheet.book.app.selection = self


def start() -> tuple[Any, App]:
    """xlwings with the test engine as its active one; its only app."""
    engine = Engine()
    wrapped = xlwings.main.Engine(impl=engine)
    xlwings.engines.add(wrapped)
    wrapped.activate()
    return xlwings.App(impl=engine.apps.items[0]), engine.apps.items[0]
