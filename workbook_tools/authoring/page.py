"""Print set-up and protection, the same on every sheet."""

from __future__ import annotations

from typing import Any

A4 = 9

# Protection only keeps the computed columns from being typed over: no password, and everything else that staff do
# with a table stays allowed. `objects` and `scenarios` True means "not protected". What no setting of a protected
# sheet allows is merging cells and deleting a row with a locked cell; 使用说明 tells how to lift the protection.
ALLOWED = {
    "objects": True,
    "scenarios": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_columns": True,
    "insert_rows": True,
    "insert_hyperlinks": True,
    "delete_columns": True,
    "delete_rows": True,
    "select_locked_cells": True,
    "sort": True,
    "autofilter": True,
    "pivot_tables": True,
    "select_unlocked_cells": True,
}


def protect_computed(sheet: Any) -> None:
    sheet.protect("", ALLOWED)


def set_up_page(
    sheet: Any, last_row: int, last_column: int, repeated: tuple[int, int] | None = None, landscape: bool = True
) -> None:
    """A4, one page wide, page numbers; `repeated` are the 0-based header rows that each page begins with."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&L&A&R第 &P 页 共 &N 页")
    sheet.print_area(0, 0, last_row, last_column)
    if repeated:
        sheet.repeat_rows(*repeated)
    sheet.hide_gridlines(2)
