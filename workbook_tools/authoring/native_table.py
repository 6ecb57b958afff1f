"""Tables of Excel: they grow as staff write below, and Power Query and pivot tables find them by name."""

from __future__ import annotations

from typing import Any

from workbook_tools.authoring.house_style import HouseStyle
from workbook_tools.authoring.layout import PrintedColumn, TableLayout

LONGEST_HEAD = 255  # characters that Excel takes


def add_native_table(
    sheet: Any, style: HouseStyle, layout: TableLayout, columns: tuple[PrintedColumn, ...], area: tuple[int, int]
) -> None:
    """Make the rows a table that is named like its sheet; `area` is the 0-based row of its heads and its last row.

    None on a sheet whose cells are merged, nor where a head is missing, too long or there twice: Excel would repair it.
    """
    heads = [column.header for column in columns]
    if layout.merges or len({head.casefold() for head in heads}) < len(heads):
        return
    if any(not head.strip() or len(head) > LONGEST_HEAD or "\n" in head for head in heads):
        return
    top, last = area
    sheet.add_table(
        top,
        0,
        max(last, top + 1),
        len(columns) - 1,
        {
            "name": layout.sheet,
            "style": None,  # the cells have the looks of the house
            "autofilter": layout.grows,
            "columns": [
                {"header": column.header, "header_format": style.header(column.computed)} for column in columns
            ],
        },
    )
