"""基本信息: a label in one cell, its value in the next one to the right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.catalogue import finding
from workbook_tools.model import Cell, Finding, Information
from workbook_tools.model.fields import LABELS, Label
from workbook_tools.reading.dates import read_day
from workbook_tools.reading.grid import Grid
from workbook_tools.reading.tables import money
from workbook_tools.reading.text import normal, split_unit, without_numbering


def read_information(grid: Grid, findings: list[Finding]) -> Information:
    """What the labels say; a missing or blank required one and a value of the wrong kind is a finding."""
    values: dict[str, object] = {}
    places: dict[str, str] = {}
    spots_of = _spots_of(grid)
    for label in LABELS:
        spots = _spots(spots_of, label)
        if not spots:
            if label.required:
                findings.append(finding("S011", grid.name, "A1", label=label.title))
            continue
        row, column = spots[0]
        cell, place = _value(grid, row, column)
        places[label.field] = place
        if len(spots) > 1:
            findings.append(finding("S026", grid.name, place, label=label.title, text=cell.text))
        if cell.blank:
            if label.required:
                findings.append(finding("S010", grid.name, place, label=label.title))
            continue
        unit = split_unit(grid.header_text(row, column))[1]
        values[label.field] = _read(cell, label, unit, grid, place, findings)
    start, end = values.get("service_start"), values.get("service_end")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        findings.append(finding("S015", grid.name, places["service_end"], start=start, end=end))
    return Information(sheet=grid.name, places=places, **{k: v for k, v in values.items() if v is not None})  # type: ignore[arg-type]


def _spots_of(grid: Grid) -> dict[str, list[tuple[int, int]]]:
    """Each text of the sheet, with and without the unit behind it: the cells (row, column) where it stands."""
    spots: dict[str, list[tuple[int, int]]] = {}
    for row in range(1, grid.row_count + 1):
        for column in range(1, grid.column_count + 1):
            text = without_numbering(grid.header_text(row, column))
            for name in {text, split_unit(text)[0]} if text else ():
                spots.setdefault(name, []).append((row, column))
    return spots


def _spots(spots_of: dict[str, list[tuple[int, int]]], label: Label) -> list[tuple[int, int]]:
    """Where the label stands, under its standard name if anywhere."""
    return next((spots for name in label.names if (spots := spots_of.get(normal(name)))), [])


def _value(grid: Grid, row: int, column: int) -> tuple[Cell, str]:
    """The cell next to the label on the right; a merged label reaches as far as its area."""
    right = grid.merged_to(row, column) + 1
    return grid.cell(row, right), f"{column_letters(right)}{row}"


def _read(
    cell: Cell, label: Label, unit: str, grid: Grid, place: str, findings: list[Finding]
) -> str | date | Decimal | None:
    if cell.error:
        findings.append(finding("S007", grid.name, place, error=cell.error))
        return None
    if label.kind == "text":
        return cell.text.strip()
    if label.kind == "date":
        day = read_day(cell, date1904=grid.date1904)
        if day is None:
            findings.append(finding("S009", grid.name, place, label=label.title, text=cell.text))
        return day
    amount = money(cell, unit)
    if amount is None:
        findings.append(finding("S008", grid.name, place, column=label.title, text=cell.text))
    return amount
