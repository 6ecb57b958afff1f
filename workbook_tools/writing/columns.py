"""Computed columns that a table lacks: added at its right end, headed like their neighbour, never put in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbook_tools.basis.cell_references import column_letters, parse_area
from workbook_tools.model import Table
from workbook_tools.model.fields import COLUMNS, Column, FieldName, column_of
from workbook_tools.ooxml import CellEdit
from workbook_tools.reading.text import MONEY_UNITS

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

SHOWN_WIDTH = 13.0  # characters, of a new column where all columns were hidden
_FAR = 40  # columns; nobody looks for results beyond


def unit_of_money(table: Table, field: FieldName) -> str:
    """The unit in which a computed amount stands: its own header's, else that of the amounts beside it."""
    if table.kind is None or column_of(table.kind, field).kind != "money":
        return ""
    amounts = (each.field for each in COLUMNS[table.kind] if each.kind == "money" and not each.out)
    units = (table.units.get(name, "") for name in (field, *amounts))
    return next((unit for unit in units if unit in MONEY_UNITS), "")


def with_computed_columns(book: Workbook, table: Table, wanted: Sequence[Column]) -> tuple[Table, dict[str, CellEdit]]:
    """The table with a column for each wanted field, and the header cells to write for the new ones."""
    missing = [column for column in wanted if column.field not in table.columns]
    if not missing:
        return table, {}
    first = _free_column(book, table, len(missing))
    headed = [column for row, column in book.scan(table.sheet).cells if row == table.header_row and column < first]
    neighbour = f"{column_letters(max(headed, default=first - 1))}{table.header_row}"
    columns = dict(table.columns)
    headers: dict[str, CellEdit] = {}
    for column, names in enumerate(missing, first):
        columns[names.field] = column
        unit = unit_of_money(table, names.field)
        title = f"{names.title}（{unit}）" if unit else names.title
        headers[f"{column_letters(column)}{table.header_row}"] = CellEdit(title, like=neighbour)
    return table._replace(columns=columns), headers


def _free_column(book: Workbook, table: Table, count: int) -> int:
    """The first column behind the table's headers with room for `count` columns in the table's rows.

    Columns that are seen come first. Where the hidden ones begin right behind the table and never end, as many have it,
    the first free ones are taken, and then shown.
    """
    scan, behind = book.scan(table.sheet), max(table.columns.values())
    taken = {
        column
        for (row, column), cell in scan.cells.items()
        if column > behind and table.header_row <= row <= table.last_row and (cell.text or cell.formula)
    }
    for area in map(parse_area, scan.merges):
        if area.bottom >= table.header_row and area.top <= table.last_row:
            taken.update(range(area.left, area.right + 1))
    free = behind + 1
    while any(place in taken for place in range(free, free + count)):
        free += 1
    for column in range(free, free + _FAR):
        places = range(column, column + count)
        if not any(place in taken or book.is_unseen(table.sheet, place) for place in places):
            return column
    return free
