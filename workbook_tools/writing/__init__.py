"""Evaluation → cell edits and the two sheets of ours. Staff's cells are never written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.reading.headers import FINDINGS_SHEET, RESULTS_SHEET

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

MARK = "workbook_tools"


def write_back(
    book: Workbook, submission: Submission, evaluation: Evaluation, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Edit the book. Returns the findings as they stand in 问题清单: those given, and what writing adds to them.

    Raises `PackageProblem`: a sheet of staff under one of our names, a protected structure, an unsafe cell.
    """
    from workbook_tools.writing.computed import computed_cells
    from workbook_tools.writing.dependents import dependent_findings
    from workbook_tools.writing.findings_sheet import findings_sheet
    from workbook_tools.writing.results_sheet import results_sheet

    plan = computed_cells(book, submission, evaluation, findings)
    findings = (*findings, *dependent_findings(book, plan))
    results = results_sheet(book, submission, evaluation, findings, plan)  # copies what was scored, as it was read
    for sheet, edits in plan.edits.items():
        book.set_cells(sheet, edits)
    book.put_sheet(results, mark=MARK)
    book.put_sheet(findings_sheet(findings, after=RESULTS_SHEET), mark=MARK)
    return findings


__all__ = ["FINDINGS_SHEET", "MARK", "RESULTS_SHEET", "write_back"]
