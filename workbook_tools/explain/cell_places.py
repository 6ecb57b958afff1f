"""What a cell is: which column of which table, which label, a head, a sheet of ours, or nothing that is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from workbook_tools.basis.cell_references import cell_name, column_letters, parse_area, parse_cell
from workbook_tools.model import Submission, Table
from workbook_tools.model.fields import COLUMNS, LABELS, SHEETS, Column, FieldName, LabelField, SheetKind, TableKind
from workbook_tools.model.lists import ROSTERS
from workbook_tools.ooxml import Workbook

RECORDS: dict[TableKind, tuple[str, ...]] = {
    "indicators": ("indicators", "indicator_totals"),
    "costs": ("cost_lines", "cost_totals"),
    "assessments": ("assessments",),
    "tranches": ("tranches",),
    "effects": ("effects",),
    "texts": ("texts",),
}


class Place(NamedTuple):
    """`record` is what was read from the row, None for the head of a column and for a row that is not read."""

    kind: SheetKind
    field: FieldName | LabelField
    title: str
    out: bool = False
    head: bool = False
    record: Any = None
    column: Column | None = None  # of a table


def place_of(sheet: str, cell: str, submission: Submission, tables: Mapping[TableKind, Table]) -> Place | None:
    """None for a cell that no table and no label of 基本信息 covers. `tables` know the computed columns as well."""
    information = submission.information
    if sheet == information.sheet:
        label = next((label for label in LABELS if information.at(label.field) == cell), None)
        if label is not None:
            return Place("information", label.field, label.title)
    row, column = parse_cell(cell)
    for kind, table in tables.items():
        if table.sheet != sheet or not table.header_row <= row <= table.last_row:
            continue
        names = {place: name for name, place in table.columns.items()}
        known = next((each for each in COLUMNS[kind] if each.field == names.get(column)), None)
        if known is None:
            continue
        if row == table.header_row:
            return Place(kind, known.field, known.title, known.out, head=True, column=known)
        record = next((each for each in _records(kind, submission) if each.row == row), None)
        return Place(kind, known.field, known.title, known.out, record=record, column=known)
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


def whole_column(table: Table, field: FieldName, first: int, last: int) -> tuple[str, str]:
    """A whole column of a table, as sheet and area."""
    letters = column_letters(table.columns[field])
    return table.sheet, f"{letters}{first}:{letters}{last}"


def table_title(kind: SheetKind) -> str:
    return SHEETS[kind].name


def _records(kind: TableKind, submission: Submission) -> list[Any]:
    if kind in ROSTERS:
        return list(getattr(submission.rosters, kind) or ())
    return [record for name in RECORDS.get(kind, ()) for record in getattr(submission, name)]
