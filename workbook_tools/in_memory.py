"""One workbook in memory: read, evaluated, checked, written into its bytes. No file is touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.basis.decimals import own_arithmetic
from workbook_tools.basis.file_kinds import WORD, FileKind, kind_of
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess, package_problems
from workbook_tools.evaluation import evaluate
from workbook_tools.intake import take_in
from workbook_tools.model import Evaluation, Finding, Ledger, Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.scheme_files import places_hint, scheme_with_findings
from workbook_tools.reading.station_notes import notes_in
from workbook_tools.reading.words import office_vocabulary

if TYPE_CHECKING:
    from workbook_tools.evaluation.scheme import Scheme
    from workbook_tools.writing import Written

Beside = Callable[[Submission, Evaluation], Evaluation]
Stage = Callable[[str], None]


class Computed(NamedTuple):
    """One workbook, computed in memory: nothing on disk was touched."""

    submission: Submission
    scheme: Scheme
    evaluation: Evaluation
    findings: tuple[Finding, ...]
    book: Workbook
    standard: bytes  # the workbook itself, or the one an official form was converted into
    converted: bool = False
    time: str = ""  # as the caller gave it, for 审计信息


@own_arithmetic()
def evaluate_bytes(
    data: bytes,
    *,
    folder: Path | None = None,
    as_of: date | None = None,
    ledgers: Sequence[tuple[str, Ledger]] = (),
    convert: bool = True,
    stage: Stage = lambda _: None,
    beside: Beside | None = None,
    project: int = 0,
    kind: FileKind | None = None,
) -> Computed:
    """Read, evaluate and check a workbook held in memory. `folder` is where an office's own schemes may lie.

    `ledgers` are those of the station in other workbooks, each with what its sheet is called from here; they are scored
    as one with the workbook's own. Without `convert` an official form is read as it is: enough for its findings, which
    then name its own cells, and nothing can be written into it. `beside` puts the evaluation beside earlier years.
    `kind` is what the data are, where that was told when they were read.
    Raises `CannotProcess` with everything that stands in the way.
    """
    from workbook_tools.checks import check_all  # a page loads it while it is read: see page/warming

    stage("读取工作簿")
    kind, notes = kind or kind_of(data), tuple[Finding, ...]()
    if kind.foreign:
        if kind is WORD:
            _refuse_report(data)
        from workbook_tools.foreign import converted as as_workbook

        data, notes = as_workbook(data, kind)
    with package_problems():
        book = Workbook.open(data)
        words, refused = office_vocabulary(folder)
        submission, standard = take_in(data, book, convert=convert, words=words, project=project)
        submission = submission._replace(vocabulary=words.name, vocabulary_digest=words.digest)
        converted = standard is not data
        if converted:
            book = Workbook.open(standard)
        if ledgers:
            from workbook_tools.reading.joined_ledger import join

            submission = join(submission, ledgers)
        stage("评分和检查")
        scheme, unused = scheme_with_findings(
            submission.information.scheme, submission.rule_overrides, folder, submission
        )
        hint = places_hint(submission, scheme, folder)
        raised = (*submission.findings, *notes, *refused, *unused, *hint)
        submission = submission._replace(findings=raised, notes=notes_in(book))
        book.forget_texts()
        evaluation = evaluate(submission, scheme, as_of)
        if beside is not None:
            evaluation = beside(submission, evaluation)
        findings = check_all(submission, evaluation, scheme)
        return Computed(submission, scheme, evaluation, findings, book, standard, converted or kind.foreign)


def _refuse_report(data: bytes) -> None:
    """A report has an indicator table as a form has, and is none: scored as one it would lose all the rest."""
    from workbook_tools.old_reports import is_report

    if is_report(data, WORD):
        raise CannotProcess(finding("F161", name="这份文档", kind="一份评价报告（Word）"))


def written_workbook(computed: Computed) -> tuple[bytes, tuple[Finding, ...]]:
    """The workbook with its computed columns and the sheets of ours in it, and the findings as they stand there."""
    with package_problems():
        findings = write_into(computed.book, computed).findings
        return computed.book.save(), findings


@own_arithmetic()
def write_into(book: Workbook, computed: Computed) -> Written:
    """Write what was computed into a book. Raises `PackageProblem`."""
    from workbook_tools.writing import write_back
    from workbook_tools.writing.audit_sheet import Audit

    audit = Audit(computed.scheme, computed.time)
    return write_back(book, computed.submission, computed.evaluation, computed.findings, audit)
