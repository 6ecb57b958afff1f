"""Small workbooks that an office fills in or mails from: one native table a sheet, its heads in the first row."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, NamedTuple

from workbook_tools.basis.zip_entries import told_by_no_system
from workbook_tools.report.blocks import printable


class Sheet(NamedTuple):
    """A sheet: its name, heads, rows of texts, widths in characters, and a note that the first head bears."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    widths: Sequence[float]
    note: str = ""


def small_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The same sheets give the same bytes."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": dt.datetime(2000, 1, 1), "comments": ""})
    head = book.add_format(
        {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4B7F", "align": "center", "valign": "vcenter"}
    )
    body = book.add_format({"text_wrap": True, "valign": "vcenter"})
    for each in sheets:
        sheet = book.add_worksheet(each.name)
        for place, width in enumerate(each.widths):
            sheet.set_column(place, place, width, body)
        rows = list(each.rows) or [("",) * len(each.heads)]
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                if value:
                    sheet.write_string(number, place, printable(str(value)), body)
        columns = [{"header": name, "header_format": head} for name in each.heads]
        sheet.add_table(
            0, 0, len(rows), len(each.heads) - 1,
            {"name": f"表_{each.name}", "columns": columns, "style": "Table Style Light 1"},
        )  # fmt: skip
        if each.note:
            sheet.write_comment(0, 0, each.note, {"x_scale": 3, "y_scale": 2, "author": ""})
        sheet.set_row(0, 22)
        sheet.freeze_panes(1, 0)
    book.close()
    return told_by_no_system(stream.getvalue())
