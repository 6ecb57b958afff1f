"""The reports of one workbook as files: what they are called, and that none takes the place of another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools import storage
from workbook_tools.basis.decimals import own_arithmetic
from workbook_tools.catalogue import finding
from workbook_tools.model import Evaluation, Finding, Submission

if TYPE_CHECKING:
    from workbook_tools.in_memory import Computed
    from workbook_tools.model.ruling import RulingResult

LETTERS = ("letter", "letter_text")  # kinds of files


@own_arithmetic()
def write_reports(
    computed: Computed, folder: Path, source: Path, taken: Collection[Path] = (), behind: str = ""
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The formal report, its page, and 核查底稿; one that staff changed since is left alone, and a finding says so.

    `taken` are the reports of other workbooks: one of the same station and year gets the workbook's name behind it.
    `behind` tells the projects of one workbook apart: （2）.
    """
    from workbook_tools.report import is_untouched, template_findings

    submission = named_after(computed.submission, source.stem)
    names = file_names(submission, behind) if behind else file_names(submission)
    doubled = any(folder / name in taken for name in names.values())
    if doubled:
        names = file_names(submission, f"（{source.stem}）")
    notes = list(template_findings(submission, computed.evaluation, source.parent))
    if doubled:
        notes.append(finding("U013", name=source.name, new=names["word"]))
    written: list[Path] = []
    for kind, data in make_reports(computed._replace(submission=submission), source.parent):
        target = folder / names[kind]
        result = storage.write_report(target, data, is_untouched, durable=False)  # it follows from the workbook
        written.append(result.path)
        notes += result.findings
    return tuple(written), tuple(notes)


def make_reports(computed: Computed, template_folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """The reports in memory, each by its kind: `word`, `html`, `working`."""
    from workbook_tools.report import make_html, make_word, make_working_paper

    content = (computed.submission, computed.evaluation, computed.findings)
    yield "word", make_word(*content, template_folder)
    yield "html", make_html(*content)
    yield "working", make_working_paper(*content)


def letter_files(
    submission: Submission,
    evaluation: Evaluation | None,
    findings: Sequence[Finding],
    source: Path,
    deadline: date | None = None,
    more: str = "",
    rulings: Sequence[RulingResult] = (),
) -> Iterator[tuple[str, str, bytes]]:
    """The letter on a workbook: kind (of LETTERS), name and content of its Word document and of its text.

    Without an evaluation the workbook could not be processed, and `findings` say why. `more` stands behind the names,
    `rulings` are what the office has decided.
    """
    from workbook_tools.report.letter import letter_of

    about = submission.information
    letter = letter_of(submission, evaluation, findings, source.name, deadline, rulings)
    parts = (about.station or about.project or source.stem, about.year, letter.title)
    stem = "-".join(part for part in parts if part) + more
    yield "letter", storage.safe_file_name(stem, ".docx"), letter.word()
    text = letter.text().replace("\n", "\r\n")  # for the editors of Windows
    yield "letter_text", storage.safe_file_name(stem, ".txt"), text.encode("utf-8-sig", "replace")


@own_arithmetic()
def write_letter(
    submission: Submission,
    evaluation: Evaluation | None,
    findings: Sequence[Finding],
    folder: Path,
    source: Path,
    deadline: date | None = None,
    taken: Collection[Path] = (),
    behind: str = "",
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The letter as files in a folder. One that somebody has changed is left alone, and a finding says so.

    `taken` are the letters of other workbooks: one of the same station and year gets the workbook's name behind it.
    `behind` tells the projects of one workbook apart: （2）.
    """
    from workbook_tools.report import is_untouched

    written: list[Path] = []
    notes: list[Finding] = []
    files = [*letter_files(submission, evaluation, findings, source, deadline, behind)]
    if any(folder / name in taken for _, name, _ in files):
        files = [*letter_files(submission, evaluation, findings, source, deadline, f"（{source.stem}）{behind}")]
    for _, name, data in files:
        result = storage.write_report(folder / name, data, is_untouched, durable=False)
        written.append(result.path)
        notes += result.findings
    return tuple(written), tuple(notes)


def file_names(submission: Submission, more: str = "") -> dict[str, str]:
    """Kind → the name of the file; `more` stands behind it to tell apart two workbooks of one station."""
    from workbook_tools.report import report_stem, working_stem

    formal, working = report_stem(submission) + more, working_stem(submission) + more
    stems = (("word", formal, ".docx"), ("html", formal, ".html"), ("working", working, ".docx"))
    return {kind: storage.safe_file_name(stem, suffix) for kind, stem, suffix in stems}


def named_after(submission: Submission, file_stem: str) -> Submission:
    """The submission that the reports tell of: a station without a name goes by its file's."""
    if submission.information.station:
        return submission
    return submission._replace(information=submission.information._replace(station=file_stem))
