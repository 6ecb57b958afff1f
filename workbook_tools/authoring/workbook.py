"""Puts the sheets together into one workbook, the same bytes for the same content."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from workbook_tools.authoring.content import StandardContent, bare_value, writable
from workbook_tools.basis.zip_entries import told_by_no_system
from workbook_tools.model.fields import TEMPLATE_VERSION, TEMPLATE_VERSION_PROPERTY

CREATED = datetime(2024, 1, 1)  # fixed, so that the same content gives the same bytes
LONGEST_YEAR = 20  # characters
PRODUCT = "社会工作服务站绩效评价工作簿"


def author_workbook(
    content: StandardContent, *, year: int | str | None = None, spare_rows: int | None = None, guided: bool = False
) -> bytes:
    """The .xlsx of a standard workbook. `year` is 评价年度 where the content does not say it.

    `spare_rows` empty rows follow each table's entries; None leaves the number to each table. A `guided` one, which is
    handed out to be filled in, shows faults in the cells themselves and offers the names of 绩效指标 where they recur.
    """
    import xlsxwriter

    from workbook_tools.authoring.house_style import BODY_FONT, HouseStyle

    information = _with_year(content, year)
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_format_properties": {"font_name": BODY_FONT}})
    title = _title(bare_value(information.get("评价年度")))
    book.set_properties({"title": title, "subject": PRODUCT, "created": CREATED})
    book.set_custom_property(TEMPLATE_VERSION_PROPERTY, TEMPLATE_VERSION, "text")
    _write_sheets(book, HouseStyle(book, guided=guided), content, information, title, spare_rows)
    book.close()
    return told_by_no_system(stream.getvalue())


def _with_year(content: StandardContent, year: int | str | None) -> dict[str, Any]:
    information = dict(content.information)
    if year is not None:
        information.setdefault("评价年度", year)
    return information


def _title(year: object) -> str:
    """The workbook's title; of a year that is not one, only what a heading can hold."""
    shown = " ".join(writable(str(year or "")).split())[:LONGEST_YEAR]
    return f"{shown}年度{PRODUCT}" if shown else PRODUCT


def _write_sheets(
    book: Any, style: Any, content: StandardContent, information: dict[str, Any], title: str, spare: int | None
) -> None:
    from workbook_tools.authoring import tables
    from workbook_tools.authoring.example_rows import is_example
    from workbook_tools.authoring.information_sheet import write_information
    from workbook_tools.authoring.instructions_sheet import write_instructions
    from workbook_tools.authoring.layout import LAYOUTS
    from workbook_tools.authoring.lists_sheet import write_lists
    from workbook_tools.authoring.table_sheet import write_table
    from workbook_tools.model.fields import SHEETS

    write_instructions(book, style, f"{title}  使用说明")
    labels = write_information(book, style, information, title)
    indicators = tables.write_indicators(book, style, content.indicators, content.ledger is not None, spare)
    written = {
        "indicators": indicators,
        "costs": tables.write_costs(book, style, content.costs, spare),
        "assessments": write_table(book, style, LAYOUTS["assessments"], content.assessments, spare),
        "tranches": write_table(book, style, LAYOUTS["tranches"], content.tranches, spare),
    }
    if content.ledger is not None:
        tables.write_ledger(book, style, content.ledger, spare)
    if content.effects is not None:
        written["effects"] = tables.write_effects(book, style, content.effects, spare)
    written["texts"] = write_table(book, style, LAYOUTS["texts"], content.texts, spare)
    if content.rules is not None:
        write_table(book, style, LAYOUTS["rules"], content.rules, spare)
    for kind, rows in content.rosters.items():
        roster = write_table(book, style, LAYOUTS[kind], rows, spare)
        if all(map(is_example, rows)):  # so that a small station is not frightened; 使用说明 says how to get it
            roster.sheet.hide()
    if content.sources is not None:
        from workbook_tools.authoring.sources_sheet import write_sources

        write_sources(book, style, content, written, labels)
    if style.guided:
        write_lists(book, indicators.columns, indicators.header_row)
    book.get_worksheet_by_name(SHEETS["information"].name).activate()
