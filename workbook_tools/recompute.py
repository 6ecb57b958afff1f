"""The main job: read → evaluate → check → write → report."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from workbook_tools import storage
from workbook_tools.basis.collector import collector_at_rest
from workbook_tools.basis.file_kinds import TEXT_TABLES, Use
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess, FaultAfterWriting
from workbook_tools.in_memory import (
    Beside,
    Computed,
    Stage,
    evaluate_bytes,
    written_workbook,
)
from workbook_tools.library.options import Options, Settings, chosen
from workbook_tools.library.outcome import Outcome
from workbook_tools.model import Finding, Information, Submission
from workbook_tools.report_files import write_letter, write_reports
from workbook_tools.storage.names import behind

if TYPE_CHECKING:
    from workbook_tools.previous_years import PreviousYears

CONVERTED = "（标准工作簿）"


def recompute(
    path: str | Path, out: str | Path | None = None, options: Options | None = None, **settings: Unpack[Settings]
) -> Outcome:
    """Compute a workbook and write the results into it, or into a copy in the folder `out`; reports beside it.

    Never raises for what is wrong with a file: the outcome says so, and then nothing was written, but for a workbook
    whose reports could not be: that one is in `written`.
    """
    return recompute_file(Path(path), None if out is None else Path(out), chosen(options, **settings))


def check(path: str | Path, options: Options | None = None, **settings: Unpack[Settings]) -> Outcome:
    """The findings on a workbook, and its evaluation; writes nothing. Never raises for what is wrong with a file."""
    return check_file(Path(path), chosen(options, **settings))


def report(path: str | Path, out: str | Path, options: Options | None = None, **settings: Unpack[Settings]) -> Outcome:
    """The Word report and the HTML summary only, into the folder `out`; never raises for what is wrong with a file."""
    return report_file(Path(path), Path(out), chosen(options, **settings))


def letter(path: str | Path, out: str | Path, options: Options | None = None, **settings: Unpack[Settings]) -> Outcome:
    """The letter that a station gets back on its workbook, as Word and as text, into the folder `out`.

    It says what cannot be right and what has to be explained, or that all is well. For a workbook that could not be
    processed it says why; the outcome is not `ok` then, and the letter is in `written`.
    """
    return letter_file(Path(path), Path(out), chosen(options, **settings))


def _silent(_: str) -> None:
    """Nobody listens to what is being done."""


@collector_at_rest()
def recompute_file(
    path: Path,
    out: Path | None,
    options: Options,
    *,
    stage: Stage = _silent,
    taken: Collection[Path] = (),
    earlier: PreviousYears | None = None,
    project: int = 0,
) -> Outcome:
    """`recompute` as one of several files.

    `stage` hears in a few words what is being done, for a display: a big ledger takes its time. `taken` are the reports
    of other workbooks, which are not to be written over. `earlier` are the workbooks of `previous`, read once for all.
    `project` is the number, from 0, of the one meant of several forms in the workbook.
    """
    try:
        return _recompute(path, out, options, stage, taken, _beside(path, options, earlier), project)
    except CannotProcess as problem:
        return Outcome(str(path), ok=False, findings=problem.findings)
    except OSError as problem:
        return Outcome(str(path), ok=False, findings=(storage.system_problem(problem, path),))


def _computed(
    source: storage.Source,
    options: Options,
    project: int,
    *,
    convert: bool = True,
    stage: Stage = _silent,
    beside: Beside | None = None,
) -> Computed:
    """What a workbook that was read comes to, by what lies beside it; raises `CannotProcess`."""
    return evaluate_bytes(
        source.data,
        folder=source.path.parent,
        as_of=options.day,
        convert=convert,
        stage=stage,
        beside=beside,
        project=project,
        kind=source.kind,
    )


@collector_at_rest()
def check_file(
    path: Path, options: Options, *, stage: Stage = _silent, earlier: PreviousYears | None = None, project: int = 0
) -> Outcome:
    """`check` as one of several files; see `recompute_file`."""
    try:
        source = storage.read_source(path)
        beside = _beside(source.path, options, earlier)
        computed = _computed(source, options, project, convert=False, stage=stage, beside=beside)
    except CannotProcess as problem:
        return Outcome(str(path), ok=False, findings=problem.findings)
    except OSError as problem:
        return Outcome(str(path), ok=False, findings=(storage.system_problem(problem, path),))
    findings = (*computed.findings, *_open_hint(source.path))
    return Outcome(str(path), True, computed.submission, computed.evaluation, findings, digest=source.digest)


@collector_at_rest()
def report_file(
    path: Path,
    out: Path,
    options: Options,
    *,
    taken: Collection[Path] = (),
    earlier: PreviousYears | None = None,
    project: int = 0,
) -> Outcome:
    """`report` as one of several files; see `recompute_file`."""
    try:
        source = storage.read_source(path)
        beside = _beside(source.path, options, earlier)
        computed = _computed(source, options, project, beside=beside)
        written, notes = write_reports(computed, storage.make_folder(out), source.path, taken, behind(project))
    except CannotProcess as problem:
        return Outcome(str(path), ok=False, findings=problem.findings)
    except OSError as problem:
        return Outcome(str(path), ok=False, findings=(storage.system_problem(problem, path),))
    findings = (*computed.findings, *_open_hint(source.path), *notes)
    return Outcome(str(path), True, computed.submission, computed.evaluation, findings, written, source.digest)


@collector_at_rest()
def letter_file(path: Path, out: Path, options: Options, *, taken: Collection[Path] = (), project: int = 0) -> Outcome:
    """`letter` as one of several files; see `recompute_file`."""
    submission, evaluation = Submission(Information()), None
    try:
        storage.make_folder(out)
        source = storage.read_source(path)
        computed = _computed(source, options, project, convert=False)
        submission, evaluation, findings = computed.submission, computed.evaluation, computed.findings
    except CannotProcess as problem:
        findings = problem.findings
        if not path.is_file() or not out.is_dir():  # nothing was handed in, or nowhere to write to
            return Outcome(str(path), ok=False, findings=findings)
    try:
        written, notes = write_letter(
            submission, evaluation, findings, out, path, options.last_day, taken, behind(project)
        )
    except CannotProcess as problem:
        return Outcome(str(path), ok=False, findings=(*findings, *problem.findings))
    if evaluation is None:
        return Outcome(str(path), ok=False, findings=(*findings, *notes), written=written)
    return Outcome(str(path), True, submission, evaluation, (*findings, *notes), written)


def _recompute(
    path: Path,
    out: Path | None,
    options: Options,
    stage: Stage,
    taken: Collection[Path],
    beside: Beside | None,
    project: int,
) -> Outcome:
    in_place = out is None
    opened = storage.open_elsewhere(path, in_place=in_place)
    if opened is not None and in_place:
        raise CannotProcess(opened)
    with storage.file_lock(path):
        source = storage.read_source(path)
        if in_place and source.kind.use is Use.READ and source.kind not in TEXT_TABLES:
            raise CannotProcess(finding("F150", name=path.name, kind=source.kind.words))
        computed = _computed(source, options, project, stage=stage, beside=beside)
        stage("写回结果")
        data, findings = written_workbook(computed._replace(time=options.moment))
        folder = source.path.parent if out is None else storage.make_folder(out)
        target = _target(source.path, folder, behind(project), converted=computed.converted)
        if not in_place or computed.converted:
            _refuse_target(target, source.path)
        written = storage.replace_file(
            target,
            data,
            expected=source,
            keep_previous=True,  # also in a folder of results: staff may have worked on what lies there
            stays=_is_origin,
            verify=computed.book.verify,
            durable=in_place,  # of a copy, the source is still there
        )
    paths: tuple[Path, ...] = (written.path,)
    notes = (*written.findings, *([opened] if opened else []))
    if options.report:
        stage("出具报告")
        try:
            reports, report_notes = write_reports(
                computed._replace(findings=findings), folder, source.path, taken, behind(project)
            )
        except CannotProcess as problem:  # the workbook is written all the same, and that is said
            findings = (*findings, *notes, *problem.findings)
            return Outcome(str(path), False, computed.submission, computed.evaluation, findings, paths)
        except OSError as problem:
            findings = (*findings, *notes, storage.system_problem(problem, folder))
            return Outcome(str(path), False, computed.submission, computed.evaluation, findings, paths)
        except Exception as fault:
            raise FaultAfterWriting(paths) from fault
        paths += reports
        notes += report_notes
    said = (*findings, *notes)
    return Outcome(str(path), True, computed.submission, computed.evaluation, said, paths, source.digest)


def _is_origin(previous: str, there: bytes) -> bool:
    """Whether a workbook holds results that nobody has touched since, and the version before is what they follow from.

    Then that stays the version before: however often a run is repeated, what staff had is not lost.
    """
    from workbook_tools.ooxml import PackageProblem, Workbook
    from workbook_tools.writing.record import origin

    try:
        return origin(Workbook.open(there)) == previous
    except PackageProblem:
        return False


def _beside(source: Path, options: Options, earlier: PreviousYears | None) -> Beside | None:
    """What puts the evaluation beside earlier years; None where there are none, and then nothing is loaded for it."""
    if earlier is None and not options.paths:
        return None
    from workbook_tools.previous_years import PreviousYears

    years = earlier or PreviousYears(options.paths)
    return lambda submission, evaluation: years.compared(submission, evaluation, source)


def _refuse_target(target: Path, source: Path) -> None:
    """A result must not take the place of its source, nor of a file that somebody has open."""
    if storage.real_path(target) == storage.real_path(source):
        raise CannotProcess(finding("U010", folder=str(target.parent)))
    if (opened := storage.open_elsewhere(target, in_place=True)) is not None:
        raise CannotProcess(opened)


def _target(source: Path, folder: Path, more: str, *, converted: bool) -> Path:
    """The same name; a converted form is another file, never the form itself."""
    if not converted:
        return folder / source.name
    return folder / storage.safe_file_name(source.stem + CONVERTED + more, ".xlsx")


def _open_hint(path: Path) -> Iterator[Finding]:
    hint = storage.open_elsewhere(path, in_place=False)
    if hint is not None:
        yield hint
