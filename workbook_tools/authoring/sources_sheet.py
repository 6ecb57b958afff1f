"""来源: where each value of a workbook that was filled from a report came from, the doubtful ones first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbook_tools.authoring.content import StandardContent, ValueSource, bare_name, bare_value, by_bare_name
from workbook_tools.authoring.fitted_rows import FittedWorksheet, height_of, lines_needed
from workbook_tools.authoring.house_style import DOUBT_FILL, HouseStyle
from workbook_tools.authoring.page import set_up_page
from workbook_tools.authoring.table_sheet import Written
from workbook_tools.basis.cell_references import column_letters
from workbook_tools.model.fields import SHEETS

NAME = "来源"
SURE, DOUBTFUL, NOT_TAKEN = "照抄", "待核对", "没有填"
_TITLE = "各单元格的来源"
_NOTE = "从报告里抄来的每一格、它在报告里的位置和原文。橙色的要先核对；核对完可以删去这张表，不影响计算。"
_HEADS = (
    ("工作表", 11),
    ("单元格", 9),
    ("栏目", 18),
    ("填入的内容", 30),
    ("把握", 9),
    ("报告中的位置", 22),
    ("报告原文", 48),
    ("要核对什么", 36),
)
_LONGEST = 300  # characters of a text that is quoted
_HEAD_ROW = 2


def write_sources(
    book: Any, style: HouseStyle, content: StandardContent, written: Mapping[str, Written], labels: Mapping[str, int]
) -> None:
    """`written` has where the tables stand, `labels` the rows of 基本信息."""
    sheet = book.add_worksheet(NAME, FittedWorksheet)
    sheet.set_tab_color("#BF8F00")
    for column, (_, width) in enumerate(_HEADS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, len(_HEADS) - 1, _TITLE, style.title())
    sheet.set_row(0, 30)
    sheet.merge_range(1, 0, 1, len(_HEADS) - 1, _NOTE, style.note())
    for column, (head, _) in enumerate(_HEADS):
        sheet.write_string(_HEAD_ROW, column, head, style.header())
    row = _HEAD_ROW
    for source in sorted(content.sources or (), key=lambda each: not each.doubt):
        row += 1
        place = _place(source, written, labels)
        cells = (SHEETS[source.kind].name, place, source.column, _shown(content, source))
        _write(sheet, style, row, (*cells, DOUBTFUL if source.doubt else SURE, source.place, source.text, source.doubt))
        if place:
            link = f"internal:'{SHEETS[source.kind].name}'!{place}"
            sheet.write_url(row, 1, link, _look(style, bool(source.doubt)), place)
    for place, text, reason in content.left_out:
        row += 1
        _write(sheet, style, row, ("", "", "", "", NOT_TAKEN, place, text, reason))
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.autofilter(_HEAD_ROW, 0, max(row, _HEAD_ROW + 1), len(_HEADS) - 1)
    set_up_page(sheet, row, len(_HEADS) - 1, (_HEAD_ROW, _HEAD_ROW))


def _place(source: ValueSource, written: Mapping[str, Written], labels: Mapping[str, int]) -> str:
    """The A1 reference of the cell; "" for one that is not on its sheet."""
    name = bare_name(source.column)
    if source.kind == "information":
        return f"B{labels[name] + 1}" if name in labels else ""
    table = written[source.kind]
    columns = [column.name for column in table.columns]
    return f"{column_letters(columns.index(name) + 1)}{table.first_row + source.row + 1}" if name in columns else ""


def _shown(content: StandardContent, source: ValueSource) -> str:
    """What was filled in, as it reads."""
    rows = [content.information] if source.kind == "information" else getattr(content, source.kind)
    value = by_bare_name(rows[source.row])[bare_name(source.column)]
    inner = bare_value(value)
    code = getattr(value, "number_format", "")
    if code.endswith("%") and inner is not None and not isinstance(inner, str):
        return f"{inner:.{len(code.partition('.')[2].rstrip('%'))}%}"
    return "" if inner is None else str(inner)


def _write(sheet: Any, style: HouseStyle, row: int, texts: tuple[str, ...]) -> None:
    texts = tuple(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……" for text in texts)
    lines = (lines_needed(text, width) for text, (_, width) in zip(texts, _HEADS, strict=True))
    sheet.fit_row(row, max(18.0, height_of(max(lines))))
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, _look(style, texts[4] != SURE))


def _look(style: HouseStyle, doubtful: bool) -> Any:
    return style.quoted(DOUBT_FILL if doubtful else "")
