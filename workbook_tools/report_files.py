"""The reports of one workbook as files: what they are called, and that none takes the place of another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from workbook_tools import storage
from workbook_tools.basis.decimals import own_arithmetic
from workbook_tools.catalogue import finding
from workbook_tools.in_memory import Computed
from workbook_tools.model import Finding, Submission

SUFFIXES = (".docx", ".html")


@own_arithmetic()
def write_reports(
    computed: Computed, folder: Path, source: Path, taken: Collection[Path] = ()
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Both reports; a report that staff changed since is left alone, and a finding says where the new one lies.

    `taken` are the reports of other workbooks: one of the same station and year gets the workbook's name behind it.
    """
    from workbook_tools.report import is_untouched, make_html, make_word, template_findings

    stem, submission = report_name(computed.submission, source.stem)
    doubled = any(folder / storage.safe_file_name(stem, suffix) in taken for suffix in SUFFIXES)
    stem = f"{stem}（{source.stem}）" if doubled else stem
    content = (submission, computed.evaluation, computed.findings)
    notes = list(template_findings(submission, computed.evaluation, source.parent))
    if doubled:
        notes.append(finding("U013", name=source.name, new=storage.safe_file_name(stem, ".docx")))
    written: list[Path] = []
    word, html = make_word(*content, source.parent), make_html(*content)
    for suffix, data in zip(SUFFIXES, (word, html), strict=True):
        target = folder / storage.safe_file_name(stem, suffix)
        result = storage.write_report(target, data, is_untouched, durable=False)  # it follows from the workbook
        written.append(result.path)
        notes += result.findings
    return tuple(written), tuple(notes)


def report_name(submission: Submission, file_stem: str) -> tuple[str, Submission]:
    """What the reports are called, and the submission they tell of: a station without a name goes by its file's."""
    from workbook_tools.report import report_stem

    if not submission.information.station:
        submission = replace(submission, information=replace(submission.information, station=file_stem))
    return report_stem(submission), submission
