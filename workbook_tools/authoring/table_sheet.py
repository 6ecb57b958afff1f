"""Writes one table sheet: title, note, the band over the computed columns, headers, rows, spare rows, print set-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbook_tools.authoring.content import Row, Shown, Value, bare_name, bare_value, by_bare_name, writable
from workbook_tools.authoring.example_rows import is_example
from workbook_tools.authoring.fitted_rows import FittedWorksheet, table_heights
from workbook_tools.authoring.house_style import NUMBER_FORMATS, RIGHT, HouseStyle
from workbook_tools.authoring.layout import PrintedColumn, TableLayout
from workbook_tools.authoring.native_table import add_native_table
from workbook_tools.authoring.page import protect_computed, set_up_page
from workbook_tools.authoring.table_head import write_head
from workbook_tools.authoring.tints import TINTS, tint_rule
from workbook_tools.authoring.validations import REFUSED, validation
from workbook_tools.authoring.values import write_value

LONGEST_CENTRED = 11  # characters of a figure that still stands in the middle of its cell
Merges = Mapping[tuple[int, int], int]  # first cell (row, column) of each merged run → how many rows it spans


@dataclass(frozen=True, slots=True)
class Written:
    """Where a table stands (0-based): its headers, its first row, its last spare row."""

    sheet: Any
    columns: tuple[PrintedColumn, ...]
    header_row: int
    first_row: int
    last_spare: int

    def column(self, name: str) -> int:
        return next(index for index, column in enumerate(self.columns) if column.name == name)


def write_table(
    book: Any,
    style: HouseStyle,
    layout: TableLayout,
    rows: Sequence[Row],
    spare: int | None = None,
    merges: Callable[[Sequence[PrintedColumn], Sequence[dict[str, Value]]], Merges] | None = None,
    footer_rows: int = 0,
) -> Written:
    """One table sheet. `footer_rows` below the spare rows belong to the print area (the caller's total row)."""
    values = [by_bare_name(row) for row in rows]
    columns = _columns(layout, rows)
    sheet = book.add_worksheet(layout.sheet, FittedWorksheet)
    sheet.set_tab_color(layout.tab_color)
    header_row = write_head(sheet, style, layout, columns)
    last_spare = header_row + len(values) + (layout.spare if spare is None else spare)
    written = Written(sheet, columns, header_row, header_row + 1, last_spare)
    _write_rows(style, written, values, merges(columns, values) if merges else {}, layout.row_height)
    add_native_table(sheet, style, layout, columns, (header_row, last_spare))
    _add_validations(written, lists=style.guided, locked=layout.merges)
    tint_faults(sheet, style, (written.first_row, 0, max(last_spare, written.first_row), len(columns) - 1))
    sheet.set_zoom(layout.zoom)
    sheet.freeze_panes(header_row + 1, layout.frozen_columns)
    first_repeated = header_row - 1 if layout.has_computed else header_row
    set_up_page(sheet, last_spare + footer_rows, len(columns) - 1, (first_repeated, header_row))
    if layout.has_computed and layout.merges:  # a table of Excel cannot grow on a protected sheet
        protect_computed(sheet)
    return written


def _columns(layout: TableLayout, rows: Sequence[Row]) -> tuple[PrintedColumn, ...]:
    """The columns of the layout, then one for each header that it does not have, in the order of their appearance."""
    headers = {bare_name(header): header for row in rows for header in row}
    known = {column.name for column in layout.columns}
    own = tuple(PrintedColumn(writable(header), 16) for name, header in headers.items() if name not in known)
    return tuple(column for column in layout.columns if not column.only_if_named or column.name in headers) + own


def _write_rows(
    style: HouseStyle, written: Written, values: Sequence[dict[str, Value]], merges: Merges, least: float
) -> None:
    widths = [(column.name, column.width) for column in written.columns]
    heights = table_heights(values, widths, merges, least)
    covered = {(row + below, column) for (row, column), span in merges.items() for below in range(1, span)}
    for index in range(written.last_spare - written.header_row):
        cells = values[index] if index < len(values) else {}
        example = is_example(cells)
        row = written.first_row + index
        written.sheet.fit_row(row, heights[index] if index < len(heights) else least)
        for position, column in enumerate(written.columns):
            if (index, position) not in covered:
                value = None if column.computed else cells.get(column.name)
                look = (
                    style.computed(column.kind)
                    if column.computed
                    else input_look(style, column, value, example=example)
                )
                _write_cell(written.sheet, look, (row, position), merges.get((index, position), 1), value)


def _write_cell(sheet: Any, look: Any, place: tuple[int, int], span: int, value: Value) -> None:
    row, position = place
    if span > 1:  # XlsxWriter writes the blanks of the run; its first cell is then written with the right type
        sheet.merge_range(row, position, row + span - 1, position, "", look)
    write_value(sheet, row, position, value, look)


def input_look(
    style: HouseStyle, column: PrintedColumn, value: Value, left: bool = False, example: bool = False
) -> Any:
    """The look of a staff cell: its kind's, with the value's own number format."""
    inner = bare_value(value)
    number_format = value.number_format if isinstance(value, Shown) else ""
    if isinstance(inner, date) and not number_format:
        number_format = NUMBER_FORMATS["date"]
    if isinstance(inner, str):  # a long text, or words where a number belongs
        left = left or column.kind in RIGHT or (column.kind == "figure" and len(inner) > LONGEST_CENTRED)
    doubtful = isinstance(value, Shown) and value.doubtful
    return style.input(column.kind, number_format, left, column.printed, example, doubtful)


def tint_faults(sheet: Any, style: HouseStyle, area: tuple[int, int, int, int]) -> None:
    """What 问题清单 names shows in the cell itself. The area is 0-based: top, left, bottom, right."""
    for severity, fill in TINTS if style.guided else ():
        criteria = f"={tint_rule(sheet.get_name(), severity)}"
        sheet.conditional_format(*area, {"type": "formula", "criteria": criteria, "format": style.tint(fill)})


def _add_validations(written: Written, *, lists: bool, locked: bool) -> None:
    """Where the sheet is not protected, computed cells refuse what is typed into them."""
    if written.last_spare < written.first_row:
        return
    for index, column in enumerate(written.columns):
        if column.computed and locked:
            continue
        options = REFUSED if column.computed else validation(column, lists=lists)
        if options:
            written.sheet.data_validation(written.first_row, index, written.last_spare, index, options)
