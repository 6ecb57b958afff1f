"""From one evaluation the formal report in Word and HTML, in the same words, and the working paper behind it.

make_word(submission, evaluation, findings, template_folder) -> bytes      .docx
make_working_paper(submission, evaluation, findings) -> bytes              核查底稿, .docx
make_html(submission, evaluation, findings) -> bytes                       one page
report_stem(submission) -> str                                             站点名称-年度-绩效自评报告
working_stem(submission) -> str                                            站点名称-年度-绩效自评核查底稿
is_untouched(data) -> bool                                                 ours, and nobody has changed it
template_findings(submission, evaluation, template_folder)                 what is wrong with an office's template
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.report.speaker import report_name, working_paper_name

__all__ = [
    "is_untouched",
    "make_html",
    "make_word",
    "make_working_paper",
    "report_stem",
    "template_findings",
    "working_stem",
]


def make_word(
    submission: Submission, evaluation: Evaluation, findings: Sequence[Finding], template_folder: Path | None = None
) -> bytes:
    """The report as a .docx, in the look of the folder's `report.docx` if there is one that can be used."""
    from workbook_tools.report.word import make_word

    return make_word(submission, evaluation, findings, template_folder)


def make_working_paper(submission: Submission, evaluation: Evaluation, findings: Sequence[Finding]) -> bytes:
    """核查底稿 as a .docx: findings with their cells, the basis of each score, statistics."""
    from workbook_tools.report.word import make_working_paper

    return make_working_paper(submission, evaluation, findings)


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
    return _stem(submission, report_name(submission.information))


def working_stem(submission: Submission) -> str:
    """永平街社工服务站-2022-绩效评价核查底稿."""
    return _stem(submission, working_paper_name(submission.information))


def _stem(submission: Submission, name: str) -> str:
    about = submission.information
    return "-".join(part for part in (about.station or about.project, about.year, name) if part)


def is_untouched(data: bytes) -> bool:
    """A report of ours, .docx or .html, that nobody has changed since it was made."""
    from workbook_tools.report.untouched import is_untouched

    return is_untouched(data)
