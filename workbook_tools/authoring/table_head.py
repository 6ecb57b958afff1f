"""The head of a table sheet: column widths, title, note, the bands that say who fills what, the headers."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from workbook_tools.authoring.fitted_rows import height_of, lines_needed
from workbook_tools.authoring.house_style import HouseStyle
from workbook_tools.authoring.layout import PrintedColumn, TableLayout

INPUT_BAND, COMPUTED_BAND = "由站点填写", "由程序计算，请勿填写"
LAST_COLUMN = 16383


def write_head(sheet: Any, style: HouseStyle, layout: TableLayout, columns: tuple[PrintedColumn, ...]) -> int:
    """Writes the head and returns the 0-based row of the headers."""
    last = len(columns) - 1
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, None if column.computed else style.free())
    if layout.has_computed:  # on a protected sheet, what stands outside the table stays the staff's
        sheet.set_column(last + 1, LAST_COLUMN, None, style.free())
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


def _write_bands(sheet: Any, style: HouseStyle, columns: tuple[PrintedColumn, ...], row: int) -> None:
    height = 18.0
    for computed, run in groupby(range(len(columns)), key=lambda index: columns[index].computed):
        places = list(run)
        text, look = (COMPUTED_BAND if computed else INPUT_BAND), style.band(computed)
        width = sum(columns[index].width for index in places)
        height = max(height, height_of(lines_needed(text, width)))
        if len(places) > 1:
            sheet.merge_range(row, places[0], row, places[-1], text, look)
        else:
            sheet.write_string(row, places[0], text, look)
    sheet.set_row(row, height)
