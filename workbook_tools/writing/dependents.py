"""Formulas of staff that follow from our cells: named, since a viewer that does not calculate shows old values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbook_tools.catalogue import finding
from workbook_tools.model import Finding
from workbook_tools.reading.headers import OWN_SHEETS

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook
    from workbook_tools.writing.computed import Plan

MOST_NAMED = 5


def dependent_findings(book: Workbook, plan: Plan) -> Iterator[Finding]:
    """One finding a sheet that holds such formulas; the workbook is then calculated anew when Excel opens it."""
    followers = book.formulas_depending_on({sheet: set(edits) for sheet, edits in plan.edits.items()})
    ours = {sheet.casefold() for sheet in OWN_SHEETS if book.owns_sheet(sheet)}
    dependents = [follower for follower in followers if follower.sheet.casefold() not in ours]
    if dependents:
        book.force_recalculation()
    sheets: dict[str, list[str]] = {}
    for dependent in dependents:
        sheets.setdefault(dependent.sheet, []).append(dependent.cell)
    for sheet, cells in sheets.items():
        named = "、".join(cells[:MOST_NAMED]) + ("等" if len(cells) > MOST_NAMED else "")
        yield finding("F180", sheet, cells[0], cells=named, count=len(cells))
