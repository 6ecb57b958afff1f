"""基本信息: a label in one cell, its value in the next, a hint beside it; required blanks show in red."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workbook_tools.authoring.content import Row, bare_name, by_bare_name, writable
from workbook_tools.authoring.fitted_rows import FittedWorksheet, height_of, lines_needed
from workbook_tools.authoring.house_style import HouseStyle
from workbook_tools.authoring.layout import INFORMATION, InformationField, PrintedColumn
from workbook_tools.authoring.page import set_up_page
from workbook_tools.authoring.table_sheet import input_look, tint_faults
from workbook_tools.authoring.validations import validation
from workbook_tools.authoring.values import write_value
from workbook_tools.basis.numerals import numeral_of
from workbook_tools.basis.resources import built_in_schemes
from workbook_tools.model.fields import SHEETS, label_of

NOTE = "黄色单元格由站点填写；加粗的为必填项，漏填时显示为红色。"
VALUE_WIDTH, HINT_WIDTH = 46, 44


def write_information(book: Any, style: HouseStyle, information: Row, title: str) -> dict[str, int]:
    """The rows (from 0) of the labels, by their bare names."""
    sheet = book.add_worksheet(SHEETS["information"].name, FittedWorksheet)
    sheet.set_tab_color("#1F4E79")
    for column, width in enumerate((22, VALUE_WIDTH, HINT_WIDTH)):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 2, title, style.title())
    sheet.set_row(0, 34)
    sheet.merge_range(1, 0, 1, 2, NOTE, style.note())
    values = by_bare_name(information)
    row = 2
    places: dict[str, int] = {}
    for section, fields in (*INFORMATION.items(), *_staff_fields(information)):
        sheet.merge_range(row, 0, row, 2, section, style.section())
        sheet.set_row(row, 20)
        for offset, field in enumerate(fields, 1):
            _write_field(sheet, style, row + offset, field, values)
            places[field.name] = row + offset
        row += len(fields) + 1
    tint_faults(sheet, style, (2, 1, row - 1, 1))
    sheet.freeze_panes(2, 1)
    set_up_page(sheet, row - 1, 2, landscape=False)
    return places


def _staff_fields(information: Row) -> list[tuple[str, tuple[InformationField, ...]]]:
    """Labels that the sheet does not have, as a section of the staff's own."""
    known = {field.name for fields in INFORMATION.values() for field in fields}
    extra = tuple(InformationField(writable(label)) for label in information if bare_name(label) not in known)
    return [(f"{numeral_of(len(INFORMATION) + 1)}、其他", extra)] if extra else []


def _write_field(sheet: Any, style: HouseStyle, row: int, field: InformationField, values: dict[str, Any]) -> None:
    value = values.get(field.name)
    sheet.write_string(row, 0, field.label, style.label(field.required))
    look = input_look(style, PrintedColumn(field.label, 0, field.kind), value, left=True)
    write_value(sheet, row, 1, value, look)
    sheet.fit_row(row, max(21.0, height_of(lines_needed(value, VALUE_WIDTH))))
    hint = "；".join(part for part in ("必填" if field.required else "", field.hint) if part)
    sheet.write_string(row, 2, hint, style.hint())
    schemes = field.name == label_of("scheme").title
    options = validation(replace(field, choices=built_in_schemes()) if schemes else field, hinted=False)
    if options and schemes:  # an office may have its own beside the workbook
        options |= {"error_type": "information", "error_message": "自带的方案都在列表里；本地的方案请照文件名填写。"}
    if options:
        sheet.data_validation(row, 1, row, 1, options)
    if field.required:
        blank = {"type": "formula", "criteria": f"=LEN(TRIM($B${row + 1}))=0", "format": style.warning()}
        sheet.conditional_format(row, 1, row, 1, blank)
