"""列表: the hidden sheet behind drop-down lists that follow what staff write: the names of 绩效指标.

A list must be one run of cells, and the names stand in two columns (三级指标, and 指标明细 where it has items) with
blank lines between. Column B takes one name of each row, C numbers those that are there, A closes the ranks.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from workbook_tools.authoring.layout import LAYOUTS, PrintedColumn
from workbook_tools.authoring.validations import LONGEST_LIST
from workbook_tools.model.fields import LISTS_SHEET
from workbook_tools.reading.text import EXAMPLE


def write_lists(book: Any, columns: tuple[PrintedColumn, ...], header_row: int) -> None:
    """`columns` and the 0-based `header_row` are those of 绩效指标 as it was written."""
    sheet = book.add_worksheet(LISTS_SHEET)
    sheet.very_hidden()
    letters = {column.name: xl_col_to_name(place) for place, column in enumerate(columns)}
    below = header_row + 1

    def cell(name: str) -> str:
        """The cell of the row that belongs to this one; whole columns, so that rows put in are not left out."""
        letter = letters[name]
        return f"INDEX({LAYOUTS['indicators'].sheet}!${letter}:${letter},ROW()+{below})"

    mark = f'LEFT({cell(columns[0].name)},{len(EXAMPLE)})="{EXAMPLE}"'
    name = f'IF({cell("指标明细")}<>"",{cell("指标明细")},{cell("三级指标")})'
    for row in range(LONGEST_LIST):
        here = row + 1
        ranked = f"INDEX($B$1:$B${LONGEST_LIST},MATCH(ROW(),$C$1:$C${LONGEST_LIST},0))"
        sheet.write_formula(row, 0, f'=IFERROR({ranked},"")', None, "")
        sheet.write_formula(row, 1, f'=IF({mark},"",{name}&"")', None, "")
        sheet.write_formula(row, 2, f'=IF(B{here}="","",COUNTIF(B$1:B{here},"?*"))', None, "")
