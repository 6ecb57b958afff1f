"""From one evaluation a Word report and an HTML summary, in the same words.

make_word(submission, evaluation, findings, template_folder) -> bytes      .docx
make_html(submission, evaluation, findings) -> bytes                       one page
report_stem(submission) -> str                                             站点名称-年度-绩效评价报告
is_untouched(data) -> bool                                                 ours, and nobody has changed it
template_findings(submission, evaluation, template_folder)                 what is wrong with an office's template
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbook_tools.model import Evaluation, Finding, Submission

__all__ = ["is_untouched", "make_html", "make_word", "report_stem", "template_findings"]


def make_word(
    submission: Submission, evaluation: Evaluation, findings: Sequence[Finding], template_folder: Path | None = None
) -> bytes:
    """The report as a .docx, in the look of the folder's `report.docx` if there is one that can be used."""
    from workbook_tools.report.word import make_word

    return make_word(submission, evaluation, findings, template_folder)


def make_html(submission: Submission, evaluation: Evaluation, findings: Sequence[Finding]) -> bytes:
    """The report as one HTML page that needs nothing else."""
    from workbook_tools.report.html import make_html

    return make_html(submission, evaluation, findings)


def template_findings(
    submission: Submission, evaluation: Evaluation, template_folder: Path | None = None
) -> tuple[Finding, ...]:
    """What keeps the folder's `report.docx` from being used as a template; empty if nothing does, or there is none."""
    from workbook_tools.report.word import template_findings

    return template_findings(submission, evaluation, template_folder)


def report_stem(submission: Submission) -> str:
    """What the report's files are called, before the name is made safe: 永平街社工服务站-2022-绩效评价报告."""
    about = submission.information
    return "-".join(part for part in (about.station or about.project, about.year, "绩效评价报告") if part)


def is_untouched(data: bytes) -> bool:
    """A report of ours, .docx or .html, that nobody has changed since it was made."""
    from workbook_tools.report.untouched import is_untouched

    return is_untouched(data)
