"""Writes one table sheet: title, note, the band over the computed columns, headers, rows, spare rows, print set-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbook_tools.authoring.content import Row, Value, bare_name, by_bare_name, is_blank, plain
from workbook_tools.authoring.house_style import HouseStyle
from workbook_tools.authoring.layout import Column, TableLayout
from workbook_tools.authoring.page import protect_computed, set_up_page
from workbook_tools.authoring.validations import validation
from workbook_tools.authoring.values import write_value

INPUT_BAND, COMPUTED_BAND = "由站点填写", "由程序计算，请勿填写"


@dataclass(frozen=True, slots=True)
class Written:
    """Where a table stands (0-based): its first row, the last row with an entry, the last spare row."""

    sheet: Any
    columns: tuple[Column, ...]
    header_row: int
    first_row: int
    last_entry: int
    last_spare: int

    def column(self, name: str) -> int:
        return next(index for index, column in enumerate(self.columns) if column.name == name)


def write_table(
    book: Any,
    style: HouseStyle,
    layout: TableLayout,
    rows: Sequence[Row],
    spare: int | None = None,
    merges: Callable[[Sequence[Column], Sequence[dict[str, Value]]], dict[tuple[int, int], int]] | None = None,
    footer_rows: int = 0,
) -> Written:
    """`merges` gives, for the first cell (row, column) of each merged run, how many rows it spans.

    `footer_rows` below the spare rows belong to the print area (a total row that the caller writes).
    """
    values = [by_bare_name(row) for row in rows]
    columns = layout.columns + _staff_columns(layout, rows)
    sheet = book.add_worksheet(layout.sheet)
    sheet.set_tab_color(layout.tab_color)
    header_row = _write_head(sheet, style, layout, columns)
    first = header_row + 1
    last_entry = header_row + len(values)
    last_spare = last_entry + (layout.spare if spare is None else spare)
    written = Written(sheet, columns, header_row, first, last_entry, last_spare)
    _write_rows(style, written, values, merges(columns, values) if merges else {})
    _add_validations(written)
    sheet.freeze_panes(header_row + 1, layout.frozen_columns)
    set_up_page(
        sheet, layout.landscape, (max(0, header_row - 1), header_row), last_spare + footer_rows, len(columns) - 1
    )
    if layout.has_computed:
        protect_computed(sheet)
    return written


def _staff_columns(layout: TableLayout, rows: Sequence[Row]) -> tuple[Column, ...]:
    """Columns for headers that the layout does not have, in the order of their first appearance."""
    known = {column.name for column in layout.columns}
    headers = {bare_name(header): header for row in rows for header in row}
    return tuple(Column(header, 16) for name, header in headers.items() if name not in known)


def _write_head(sheet: Any, style: HouseStyle, layout: TableLayout, columns: tuple[Column, ...]) -> int:
    last = len(columns) - 1
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, None if column.computed else style.free())
    if layout.has_computed:  # on a protected sheet, what stands outside the table stays the staff's
        sheet.set_column(last + 1, 16383, None, style.free())
    sheet.merge_range(0, 0, 0, last, layout.title, style.title())
    sheet.set_row(0, 30)
    sheet.merge_range(1, 0, 1, last, layout.note, style.note())
    sheet.set_row(1, 20)
    header_row = 2
    if layout.has_computed:
        _write_bands(sheet, style, columns, header_row)
        header_row += 1
    for index, column in enumerate(columns):
        sheet.write_string(header_row, index, column.header, style.header(column.computed))
    sheet.set_row(header_row, 32)
    return header_row


def _write_bands(sheet: Any, style: HouseStyle, columns: tuple[Column, ...], row: int) -> None:
    start = 0
    for index in range(1, len(columns) + 1):
        computed = columns[start].computed
        if index < len(columns) and columns[index].computed == computed:
            continue
        text = COMPUTED_BAND if computed else INPUT_BAND
        if index - start > 1:
            sheet.merge_range(row, start, row, index - 1, text, style.band(computed))
        else:
            sheet.write_string(row, start, text, style.band(computed))
        start = index
    sheet.set_row(
        row, 18 if all(c.width > 11 for c in columns if c.computed) or sum(c.computed for c in columns) > 1 else 30
    )


def _write_rows(
    style: HouseStyle, written: Written, values: Sequence[dict[str, Value]], merges: dict[tuple[int, int], int]
) -> None:
    covered = {(row + below, column) for (row, column), span in merges.items() for below in range(1, span)}
    for index in range(written.last_spare - written.header_row):
        row_values = values[index] if index < len(values) else {}
        for position, column in enumerate(written.columns):
            if (index, position) in covered:
                continue
            value = None if column.computed else row_values.get(column.name)
            row, span = written.first_row + index, merges.get((index, position), 1)
            _write_cell(written.sheet, style, column, row, position, span, value)


def _write_cell(
    sheet: Any, style: HouseStyle, column: Column, row: int, position: int, span: int, value: Value
) -> None:
    look = style.computed(column.kind) if column.computed else input_look(style, column, value)
    if span > 1:  # XlsxWriter writes the blanks of the run; its first cell is then written with the right type
        sheet.merge_range(row, position, row + span - 1, position, "", look)
    write_value(sheet, row, position, value, look)


def input_look(style: HouseStyle, column: Column, value: Value) -> Any:
    number_format = getattr(value, "number_format", "")
    inner = plain(value)
    centred = column.kind == "text" and not is_blank(value) and not isinstance(inner, str)
    if centred and not number_format and hasattr(inner, "year"):
        number_format = "yyyy-mm-dd"
    return style.input(column.kind, number_format, centred)


def _add_validations(written: Written) -> None:
    if written.last_spare < written.first_row:
        return
    for index, column in enumerate(written.columns):
        if column.computed:
            continue
        options = validation(column.kind, column.choices, column.name, column.hint)
        if options:
            written.sheet.data_validation(written.first_row, index, written.last_spare, index, options)


def without_column(layout: TableLayout, name: str) -> TableLayout:
    return replace(layout, columns=tuple(column for column in layout.columns if column.name != name))
