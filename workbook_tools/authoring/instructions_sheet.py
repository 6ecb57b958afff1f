"""使用说明: the sheet that lays `instructions` out."""

from __future__ import annotations

from typing import Any

from workbook_tools.authoring.fitted_rows import FittedWorksheet, height_of, lines_needed
from workbook_tools.authoring.house_style import COMPUTED_FILL, DOUBT_FILL, INPUT_FILL, WARNING_FILL, HouseStyle
from workbook_tools.authoring.instructions import INSTRUCTIONS, NEW_PAGES
from workbook_tools.authoring.page import set_up_page
from workbook_tools.model.fields import SHEETS

SHEET = "使用说明"
TEXT_WIDTH = 84
PRINT_SCALE = 66  # percent at which both columns fit on A4 upright, also in a wider font that stands in for 宋体
NAMES = frozenset(sheet.name for sheet in SHEETS.values())
SWATCHES = {"黄色": INPUT_FILL, "灰色": COMPUTED_FILL, "红色": WARNING_FILL, "橙色": DOUBT_FILL}


def write_instructions(book: Any, style: HouseStyle, title: str) -> None:
    sheet = book.add_worksheet(SHEET, FittedWorksheet)
    sheet.set_tab_color("#C00000")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, TEXT_WIDTH)
    sheet.merge_range(0, 0, 0, 1, title, style.title())
    sheet.set_row(0, 34)
    row, breaks = 1, []
    for heading, lines in INSTRUCTIONS:
        if heading in NEW_PAGES:
            breaks.append(row)
        sheet.merge_range(row, 0, row, 1, heading, style.section())
        sheet.set_row(row, 22)
        for offset, (term, explanation) in enumerate(lines, 1):
            fill = SWATCHES.get(term)
            if term in NAMES:
                sheet.write_url(row + offset, 0, f"internal:'{term}'!A1", style.link(), term, f"到“{term}”")
            else:
                sheet.write_string(row + offset, 0, term, style.sample(fill) if fill else style.term())
            sheet.write_string(row + offset, 1, explanation, style.prose())
            sheet.fit_row(row + offset, height_of(lines_needed(explanation, TEXT_WIDTH - 3, 11), 11) + 3)
        row += len(lines) + 1
    sheet.freeze_panes(1, 0)
    set_up_page(sheet, row - 1, 1, landscape=False)
    sheet.set_print_scale(PRINT_SCALE)  # "fit to width" would make Excel ignore the page breaks
    sheet.set_h_pagebreaks(breaks)
