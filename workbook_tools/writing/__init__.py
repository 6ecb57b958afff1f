"""Evaluation → cell edits and the sheets of ours. Staff's cells are never written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.writing.own_sheets import MARK, put_own_sheets

if TYPE_CHECKING:
    from workbook_tools.ooxml import NewSheet, Workbook
    from workbook_tools.writing.computed import Plan


def write_back(
    book: Workbook, submission: Submission, evaluation: Evaluation, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Edit the book. Returns the findings as they stand in 问题清单: those given, and what writing adds to them.

    Raises `PackageProblem`: a sheet of staff under one of our names, a protected structure, an unsafe cell.
    """
    from workbook_tools.writing.computed import computed_cells
    from workbook_tools.writing.dependents import dependent_findings

    plan = computed_cells(book, submission, evaluation, findings)
    findings = (*findings, *dependent_findings(book, plan))
    sheets = tuple(_sheets(book, submission, evaluation, findings, plan))  # they copy what was scored, as it was read
    for sheet, edits in plan.edits.items():
        book.set_cells(sheet, edits)
    put_own_sheets(book, sheets)
    return findings


def _sheets(
    book: Workbook, submission: Submission, evaluation: Evaluation, findings: tuple[Finding, ...], plan: Plan
) -> Iterator[NewSheet]:
    """The sheets of ours that this workbook gets, in the order of `OWN_SHEETS`; each may be left out."""
    from workbook_tools.writing.findings_sheet import findings_sheet
    from workbook_tools.writing.results_sheet import results_sheet

    yield results_sheet(book, submission, evaluation, findings, plan)
    yield findings_sheet(findings)


__all__ = ["MARK", "write_back"]
