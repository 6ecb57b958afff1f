"""Figures of 评价结果 as live references to the cells that they repeat, and in words where the others come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.model import Indicator, ScoredRow, Submission, Table
from workbook_tools.model.fields import FieldName, IndicatorField, LabelField, TableKind
from workbook_tools.ooxml import Formula
from workbook_tools.ooxml.records import Value
from workbook_tools.writing.canvas import reference

if TYPE_CHECKING:
    from workbook_tools.ooxml import CellEdit, ScannedCell, Workbook
    from workbook_tools.writing.plan import Plan

# What a figure may be of the one in its cell: the same, 万元 of 元, a fraction of 70 for 70 %, 万元 of 千元 and 亿元.
_SCALES = (("", 1.0), ("/10000", 1e-4), ("/100", 1e-2), ("/10", 1e-1), ("*10000", 1e4))
_NEAR = 1e-12
MOST_RANGES = 200  # Excel takes 255 arguments of a function, and 8192 characters of a formula


class Sources:
    """The cells of one workbook as they stand once the computed columns are written."""

    def __init__(self, book: Workbook, submission: Submission, plan: Plan) -> None:
        self.book, self.submission, self.plan = book, submission, plan
        self._cells: dict[str, Mapping[tuple[int, int], ScannedCell]] = {}  # of the sheets that were asked about
        self._groups: dict[int, list[Indicator]] = {}
        for indicator in submission.indicators:
            self._groups.setdefault(indicator.group, []).append(indicator)

    def group_of(self, indicator: Indicator) -> Sequence[Indicator]:
        """The rows of the level-3 indicator that a row is of, itself among them."""
        return self._groups[indicator.group]

    def live(self, sheet: str, cell: str, value: Value) -> Value | Formula:
        """The figure as a reference to a cell that holds it, in whatever unit; else the figure itself."""
        if value is None or isinstance(value, (str, bool)) or not sheet or not cell:
            return value
        edit = self.plan.edits[sheet].get(cell) if sheet in self.plan.edits else None
        if edit is not None and edit.value is value:
            return Formula(reference(sheet, cell), value)
        there = self._there(sheet, cell, edit)
        if there is None:
            return value
        if isinstance(there, float):
            if not isinstance(value, int | float) and not hasattr(value, "is_finite"):
                return value  # a day against a figure
            wanted = float(value)  # type: ignore[arg-type]
            if there == wanted:
                return Formula(reference(sheet, cell), value)
            scale = next((s for s, by in _SCALES if abs(there * by - wanted) <= _NEAR * max(1.0, abs(wanted))), None)
            return value if scale is None else Formula(reference(sheet, cell) + scale, value)
        return Formula(reference(sheet, cell), value) if there == value else value

    def computed(self, kind: TableKind, field: FieldName, row: int, value: Value) -> Value | Formula:
        """The same for a computed column of a table: "indicators", "costs" …"""
        table = self.table(kind)
        if table is None or field not in table.columns:
            return value
        return self.live(table.sheet, table.at(field, row), value)

    def of_row(self, row: ScoredRow, field: IndicatorField, value: Value) -> Value | Formula:
        """The same for a scored row: the computed columns show it where it is not one item of a list in a cell."""
        return value if row.list_position is not None else self.computed("indicators", field, row.indicator.row, value)

    def table(self, kind: TableKind) -> Table | None:
        return self.plan.tables.get(kind) or self.submission.tables.get(kind)

    def information(self, *fields: LabelField) -> tuple[tuple[str, str], ...]:
        """The cells of 基本信息 that hold these values."""
        about = self.submission.information
        return tuple((about.sheet, place) for field in fields if (place := about.at(field)))

    def _there(self, sheet: str, cell: str, edit: CellEdit | None) -> object:
        """What stands in the cell once it is edited: a float for any figure, a day, or None for what is neither."""
        if edit is not None:
            value = edit.value
            if value is None or isinstance(value, (str, bool, Formula)):
                return None
            return float(value) if isinstance(value, (int, float)) or hasattr(value, "is_finite") else value  # type: ignore[arg-type]
        if sheet not in self._cells:
            self._cells[sheet] = self.book.scan(sheet).cells
        scanned = self._cells[sheet].get(parse_cell(cell))
        if scanned is None or scanned.type != "n" or not scanned.text:
            return None
        try:
            return float(scanned.text)
        except ValueError:
            return None


def total(letter: str, rows: Iterable[int]) -> str:
    """The sum of cells of a column as few ranges: SUM(F25:F31,F40)."""
    ranges: list[list[int]] = []
    for row in sorted(rows):
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    return ",".join(f"{letter}{a}:{letter}{b}" if b > a else f"{letter}{a}" for a, b in ranges)
