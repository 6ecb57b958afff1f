"""Evaluation → cell edits and the sheets of ours. Staff's cells are never written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.basis.severities import Severity
from workbook_tools.catalogue import finding
from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.model.fields import AUDIT_SHEET, FINDINGS_SHEET, STATISTICS_SHEET
from workbook_tools.writing.own_sheets import MARK, locked_out, put_own_sheets

if TYPE_CHECKING:
    from workbook_tools.ooxml import NewSheet, Workbook
    from workbook_tools.writing.audit_sheet import Audit
    from workbook_tools.writing.plan import Plan
    from workbook_tools.writing.results_sheet import Trace


class Written(NamedTuple):
    """What was written: the findings as they stand in 问题清单, the computed cells, the origins in 评价结果."""

    findings: tuple[Finding, ...]
    plan: Plan
    trace: Trace


def write_back(
    book: Workbook, submission: Submission, evaluation: Evaluation, findings: tuple[Finding, ...], audit: Audit
) -> Written:
    """Edit the book. Writing adds findings to those given.

    Raises `PackageProblem`: a sheet of staff under one of our names, a protected structure, an unsafe cell.
    """
    from workbook_tools.ooxml import PackageProblem
    from workbook_tools.writing.audit_sheet import audit_facts
    from workbook_tools.writing.columns import SHOWN_WIDTH
    from workbook_tools.writing.computed import computed_cells
    from workbook_tools.writing.dependents import dependent_findings
    from workbook_tools.writing.record import carried_lines, origin, put_record, read_record
    from workbook_tools.writing.results_sheet import results_sheet

    record = read_record(book)
    source = origin(book, record)
    plan = computed_cells(book, submission, evaluation, findings, record)
    findings = (*findings, *dependent_findings(book, plan))
    left_out = locked_out(book, _wanted(evaluation))
    if left_out:
        findings = (*findings, finding("F181", sheets="、".join(left_out)))
    results, trace = results_sheet(
        book, submission, evaluation, findings, plan
    )  # copies what was scored, as it was read
    for sheet, edits in plan.edits.items():
        book.set_cells(sheet, edits)
    for sheet, columns in plan.added.items():
        if columns:
            book.show_columns(sheet, min(columns), max(columns), SHOWN_WIDTH)
    for sheet, edits in plan.emptied.items():
        left = {reference: edit for reference, edit in edits.items() if reference not in plan.edits[sheet]}
        with suppress(PackageProblem):  # what staff have made a merge or a table of since is no reason to stop
            book.set_cells(sheet, left)
    facts = tuple(audit_facts(submission, evaluation, audit))
    put_record(book, plan, source, facts)
    carried = () if book.keeps_parts else carried_lines(book, plan)
    others = _other_sheets(submission, evaluation, findings, facts, results, trace, carried)
    put_own_sheets(book, (results, *(sheet for sheet in others if sheet.name not in left_out)))
    if any(each.severity == Severity.ERROR for each in findings):
        book.open_on(FINDINGS_SHEET)
    return Written(findings, plan, trace)


def _wanted(evaluation: Evaluation) -> tuple[str, ...]:
    """The sheets of ours behind 评价结果 and 问题清单 that this workbook gets where it can."""
    counted = evaluation.ledger is not None and evaluation.ledger.total.entries
    return (AUDIT_SHEET, STATISTICS_SHEET) if counted else (AUDIT_SHEET,)


def _other_sheets(
    submission: Submission,
    evaluation: Evaluation,
    findings: tuple[Finding, ...],
    facts: Iterable[tuple[str, str]],
    results: NewSheet,
    trace: Trace,
    carried: Iterable[str],
) -> Iterator[NewSheet]:
    """The sheets of ours behind 评价结果 that this workbook gets; each may be left out."""
    from workbook_tools.reading.station_notes import subjects_of
    from workbook_tools.writing.audit_sheet import audit_sheet
    from workbook_tools.writing.findings_sheet import findings_sheet

    yield findings_sheet(findings, subjects_of(findings, submission), submission.notes)
    yield audit_sheet(facts, results, trace, carried)
    if evaluation.ledger is not None and STATISTICS_SHEET in _wanted(evaluation):
        from workbook_tools.writing.ledger_sheet import ledger_sheet
        from workbook_tools.writing.stale import fresh_words

        yield ledger_sheet(submission, evaluation, evaluation.ledger, fresh_words(findings))


__all__ = ["MARK", "Written", "write_back"]
