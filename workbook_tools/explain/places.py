"""What a cell is: which column of which table, which label, a head, a sheet of ours, or nothing that is read."""

from __future__ import annotations

from typing import Any, NamedTuple

from workbook_tools.basis.column_names import column_letters
from workbook_tools.model import Submission, Table
from workbook_tools.ooxml import Workbook
from workbook_tools.ooxml.references import cell_name, parse_area, parse_cell
from workbook_tools.reading.headers import COLUMNS, LABELS, SHEETS, ColumnNames

RECORDS = {
    "indicators": ("indicators", "indicator_totals"),
    "costs": ("cost_lines", "cost_totals"),
    "assessments": ("assessments",),
    "tranches": ("tranches",),
    "effects": ("effects",),
    "texts": ("texts",),
}


class Place(NamedTuple):
    """`record` is what was read from the row, None for the head of a column and for a row that is not read."""

    kind: str  # a kind of table, or "information"
    field: str
    title: str
    out: bool = False
    head: bool = False
    record: Any = None


def place_of(sheet: str, cell: str, submission: Submission, tables: dict[str, Table]) -> Place | None:
    """None for a cell that no table and no label of 基本信息 covers. `tables` know the computed columns as well."""
    information = submission.information
    if sheet == information.sheet:
        field = next((name for name, at in information.places.items() if at == cell), "")
        if field:
            title = next((label.title for label in LABELS if label.field == field), field)
            return Place("information", field, title)
    row, column = parse_cell(cell)
    for kind, table in tables.items():
        if table.sheet != sheet or not table.header_row <= row <= table.last_row:
            continue
        names = {place: name for name, place in table.columns.items()}
        known = _names(kind, names.get(column, ""))
        if known is None:
            continue
        if row == table.header_row:
            return Place(kind, known.field, known.title, known.out, head=True)
        record = next((each for each in _records(kind, submission) if each.row == row), None)
        return Place(kind, known.field, known.title, known.out, record=record)
    for rule in submission.rule_overrides:
        if rule.sheet == sheet and cell in (rule.name_cell, rule.value_cell):
            return Place("rules", "value" if cell == rule.value_cell else "name", rule.name, record=rule)
    return None


def master(book: Workbook, sheet: str, cell: str) -> str:
    """The cell that holds what a merged cell shows: its top left one."""
    row, column = parse_cell(cell)
    for area in map(parse_area, book.scan(sheet).merges):
        if area.holds(row, column):
            return cell_name(area.top, area.left)
    return cell


def column_of(table: Table, field: str, first: int, last: int) -> tuple[str, str]:
    """A whole column of a table, as sheet and area."""
    letters = column_letters(table.columns[field])
    return table.sheet, f"{letters}{first}:{letters}{last}"


def table_title(kind: str) -> str:
    return SHEETS[kind][0]


def _names(kind: str, field: str) -> ColumnNames | None:
    return next((names for names in COLUMNS.get(kind, ()) if names.field == field), None)


def _records(kind: str, submission: Submission) -> list[Any]:
    return [record for name in RECORDS.get(kind, ()) for record in getattr(submission, name)]
