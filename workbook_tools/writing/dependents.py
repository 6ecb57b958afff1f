"""Formulas of staff that follow from our cells: named, since a viewer that does not calculate shows old values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbook_tools.catalogue import finding
from workbook_tools.model import Finding
from workbook_tools.model.fields import OWN_SHEETS

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook
    from workbook_tools.writing.plan import Plan

MOST_NAMED = 5
WHOLE_SHEET = "A1:XFD1048576"


def dependent_findings(book: Workbook, plan: Plan) -> Iterator[Finding]:
    """One finding a sheet that holds such formulas; the workbook is then calculated anew when Excel opens it."""
    ours = [sheet for sheet in OWN_SHEETS if book.owns_sheet(sheet)]
    # Sheets of ours are written anew: what points at them follows from us, and what they hold need not be read.
    targets = {sheet: {*edits, *plan.emptied.get(sheet, ())} for sheet, edits in plan.edits.items()}
    targets |= {sheet: {WHOLE_SHEET} for sheet in ours}
    dependents = book.formulas_depending_on(targets, passed_over=ours)
    if dependents:
        book.force_recalculation()
    named: dict[str, list[str]] = {}  # the first of each sheet
    count = Counter[str]()
    for dependent in dependents:
        cells = named.setdefault(dependent.sheet, [])
        if len(cells) < MOST_NAMED:
            cells.append(dependent.cell)
        count[dependent.sheet] += 1
    for sheet, cells in named.items():
        shown = "、".join(cells) + ("等" if count[sheet] > MOST_NAMED else "")
        yield finding("F180", sheet, cells[0], cells=shown, count=count[sheet])
