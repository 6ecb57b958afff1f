"""One workbook of a batch, in memory from end to end: read, compute, write its folder, tell what came of it."""

from __future__ import annotations

import hashlib
import json
import posixpath
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.collector import collector_at_rest
from workbook_tools.batch.came_with import came_with
from workbook_tools.batch.earlier import beside
from workbook_tools.batch.outputs import Outputs
from workbook_tools.batch.places import Place, is_remote, place
from workbook_tools.batch.records import Companion, Job, Record, slim
from workbook_tools.batch.state import BatchState
from workbook_tools.batch.years import years_of
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess, package_problems
from workbook_tools.evaluation.rulings import beside_rulings, self_score_of
from workbook_tools.faults import fault_finding
from workbook_tools.foreign import as_package
from workbook_tools.in_memory import Computed, evaluate_bytes, written_workbook
from workbook_tools.json_output.ledger import group_object
from workbook_tools.json_output.numbers import day, number
from workbook_tools.library.outcome import Outcome
from workbook_tools.model import Evaluation, Finding, Information, Ledger, Submission, TrancheResult
from workbook_tools.report_files import LETTERS, file_names, letter_files, make_reports, named_after
from workbook_tools.storage import system_problem
from workbook_tools.storage.names import behind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@collector_at_rest()
def process(job: Job) -> Record:
    """Do the job and store its record; gives it without its figures. Never raises for what is wrong with a workbook."""
    begin = time.perf_counter()
    state = BatchState(place(job.target_root))
    before = state.before(job)
    try:
        record = _process(job, before)
        place(job.target_root).settle(record.outputs.values())
    except CannotProcess as problem:
        record = failed(job, *problem.findings, before=before)
        if job.options.letters and not job.options.anonymise:
            record = _with_letter(record, job, problem.findings, before)
    except OSError as problem:
        record = failed(job, system_problem(problem, Path(job.relative)), before=before)
    except MemoryError:
        record = failed(job, finding("B004"), before=before)
    except Exception as fault:  # one workbook that shows a defect of ours must not stop a thousand others
        record = failed(job, fault_finding(fault), before=before)
    if job.options.anonymise and record.status == "failed":
        from workbook_tools.batch.anonymous import anonymous_failure

        record = anonymous_failure(record, lambda: place(job.source_root).read_workbook(job.path))
    state.remember(job, record)
    return slim(replace(record, seconds=time.perf_counter() - begin))


def failed(job: Job, *findings: Finding, before: Record | None = None) -> Record:
    """The record of a workbook that could not be processed. Results of an earlier content stay, and that is said."""
    old = {kind: path for kind, path in before.outputs.items() if kind not in LETTERS} if before is not None else {}
    if old:
        findings = (*findings, finding("B005", paths="、".join(old.values())))
    outcome = Outcome(job.relative, ok=False, findings=findings).to_dict()
    digests = before.digests if before is not None else {}
    return Record(job.relative, job.digest, "failed", outcome, outputs=old, digests=digests)


def _process(job: Job, before: Record | None) -> Record:
    source = place(job.source_root)
    data = source.read_workbook(job.path)
    with _folder(job, source) as folder:
        ledgers, joined, notes = _ledgers(job, source)
        computed = evaluate_bytes(
            data,
            folder=folder,
            as_of=job.options.as_of,
            ledgers=ledgers,
            beside=(compared := beside(job)),
            project=job.project,
        )
        computed = computed._replace(findings=(*computed.findings, *notes), time=job.options.time)
        earlier = compared.earlier if compared is not None else ()
        years = years_of(job.relative, computed.submission, computed.evaluation, earlier) if earlier else []
        office = _rulings(job, computed) | {"years": years} | {"came_with": came_with(computed)}
        if job.options.anonymise:
            return _anonymous(job, computed, joined, office, folder)
        workbook, findings = written_workbook(computed)
        computed = computed._replace(findings=findings)
        outputs = Outputs(place(job.target_root), job.folder, before)
        computed.book.verify(workbook)
        outputs.write_workbook(_workbook_name(job, computed), workbook)
        if job.options.report:
            _write_reports(outputs, job, computed, folder)
        if job.options.letters:
            _write_letter(outputs, job, computed.submission, computed.evaluation, findings)
    said = (*findings, *outputs.findings)
    outcome = Outcome(job.relative, True, computed.submission, computed.evaluation, said).to_dict()
    outputs.clear_old()
    return Record(
        job.relative,
        job.digest,
        "done",
        outcome | {"written": list(outputs.paths.values())},
        details(computed.submission, computed.evaluation, outcome)
        | {"ledgers": joined}
        | _facts(job, computed, findings, folder)
        | office,
        outputs.paths,
        outputs.digests,
    )


def _facts(job: Job, computed: Computed, findings: Sequence[Finding], folder: Path | None) -> dict[str, Any]:
    if not job.options.facts:
        return {}
    from workbook_tools.batch.kept_facts import facts_beside, packed_facts

    return {"facts": packed_facts(facts_beside(job, computed, findings, folder))}


def _anonymous(
    job: Job, computed: Computed, joined: list[dict[str, Any]], office: dict[str, Any], folder: Path | None
) -> Record:
    """The figures of a workbook for the roll-up, without a name, and nothing of the station's own beside them."""
    from workbook_tools.batch.anonymous import anonymous_record
    from workbook_tools.batch.kept_facts import facts_beside, packed_facts

    outcome = Outcome(job.relative, True, computed.submission, computed.evaluation, computed.findings).to_dict()
    told = details(computed.submission, computed.evaluation, outcome) | {"ledgers": joined} | office
    facts = facts_beside(job, computed, computed.findings, folder)
    record = Record(job.relative, job.digest, "done", outcome | {"written": []}, told | {"facts": facts})
    record = anonymous_record(record, computed)
    return replace(record, details={**record.details, "facts": packed_facts(record.details["facts"])})


def _workbook_name(job: Job, computed: Computed) -> str:
    """The source's own name; a converted form is another file, and another suffix (.xls) would lie."""
    from workbook_tools.recompute import CONVERTED
    from workbook_tools.storage import safe_file_name

    name = Path(posixpath.basename(job.path))
    stem = name.stem + (CONVERTED if computed.converted else "") + behind(job.project)
    suffix = ".xlsm" if computed.book.has_macros else ".xlsx"
    return safe_file_name(stem, suffix)


def _write_reports(outputs: Outputs, job: Job, computed: Computed, folder: Path | None) -> None:
    from workbook_tools.report import template_findings

    computed = computed._replace(submission=named_after(computed.submission, Path(job.path).stem))
    outputs.findings += template_findings(computed.submission, computed.evaluation, folder)
    names = file_names(computed.submission, behind(job.project))
    for kind, data in make_reports(computed, folder):
        outputs.write_report(kind, names[kind], data)


def _write_letter(
    outputs: Outputs, job: Job, submission: Submission, evaluation: Evaluation | None, findings: Sequence[Finding]
) -> None:
    source, more = Path(job.path), behind(job.project)
    deadline = job.deadline or job.options.deadline
    results = beside_rulings(job.rulings, submission, evaluation) if evaluation is not None else ()
    for kind, name, data in letter_files(submission, evaluation, findings, source, deadline, more, results):
        if kind == "letter":
            outputs.write_report(kind, name, data)
        else:
            outputs.write_text(kind, name, data)


def _with_letter(record: Record, job: Job, findings: Sequence[Finding], before: Record | None) -> Record:
    """The record of a workbook that could not be processed, and the letter that says so to the station."""
    outputs = Outputs(place(job.target_root), job.folder, before)
    _write_letter(outputs, job, Submission(Information()), None, findings)
    return replace(record, outputs={**record.outputs, **outputs.paths}, digests={**record.digests, **outputs.digests})


# ---------------------------------------------------------------- what lies beside the workbook


@contextmanager
def _folder(job: Job, source: Place) -> Iterator[Path | None]:
    """The folder of the workbook, where an office's schemes and template may lie; a copy of them from far away."""
    if not is_remote(job.source_root):
        yield (Path(job.source_root) / job.path).parent
    elif not job.beside:
        yield None
    else:
        with tempfile.TemporaryDirectory(prefix="workbook-tools-") as folder:
            for companion in job.beside:
                Path(folder, posixpath.basename(companion.relative)).write_bytes(source.read(companion.relative))
            yield Path(folder)


def _ledgers(job: Job, source: Place) -> tuple[list[tuple[str, Ledger]], list[dict[str, Any]], list[Finding]]:
    """The station's ledgers in other workbooks, what became of each workbook, and what is said in the station's own."""
    pieces: list[tuple[str, Ledger]] = []
    joined: list[dict[str, Any]] = []
    notes: list[Finding] = []
    for companion in job.ledgers:
        name = posixpath.basename(companion.relative)
        try:
            read = _read_ledger(source, companion, name)
        except CannotProcess as problem:
            notes.append(finding("L104", name=name, reason=problem.findings[0].message))
            joined.append(_joined(companion, 0, problem.findings))
            continue
        pieces += read
        count = sum(len(ledger) for _, ledger in read)
        joined.append(_joined(companion, count, ()))
        if not count:
            notes.append(finding("L105", name=name))
    if pieces:
        files = [posixpath.basename(each["file"]) for each in joined if each["ok"]]
        entries = sum(len(ledger) for _, ledger in pieces)
        notes.append(finding("L102", count=len(files), entries=entries, names="、".join(files)))
    return pieces, joined, notes


def _read_ledger(source: Place, companion: Companion, name: str) -> list[tuple[str, Ledger]]:
    from workbook_tools.ooxml import Workbook
    from workbook_tools.reading.joined_ledger import read_ledger_workbook

    data = as_package(source.read_workbook(companion.relative))
    with package_problems():
        return read_ledger_workbook(data, Workbook.open(data), name)


def _joined(companion: Companion, entries: int, findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "file": companion.relative,
        "digest": companion.digest,
        "ok": not findings,
        "entries": entries,
        "findings": [each.shown() for each in findings],
    }


# ---------------------------------------------------------------- what the roll-up needs


def _money(tranche: TrancheResult) -> dict[str, Any]:
    """One tranche so that its amounts add up, with what puts the tranches of a contract in their order."""
    amounts = {name: number(amount) for name, amount in tranche.money._asdict().items()}
    return {**amounts, "condition": tranche.tranche.condition, "replaced": not tranche.counted}


def _content(outcome: Mapping[str, Any]) -> str:
    """A digest of what a workbook comes to: copies of one have the same, wherever they lie and however they were
    saved."""
    told = {**outcome, "file": "", "findings": [], "written": [], "previous": None}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _rulings(job: Job, computed: Computed) -> dict[str, Any]:
    """What the office decided, beside 自评 and the computed score; frozen with the record for whoever reads it."""
    results = beside_rulings(job.rulings, computed.submission, computed.evaluation)
    return {
        "self_score": number(self_score_of(computed.submission, computed.evaluation)),
        "rulings": [
            {
                "indicator": each.name,
                "score": number(each.ruling.score),
                "opinion": each.ruling.opinion,
                "by": each.ruling.by,
                "on": day(each.ruling.on),
                "self_score": number(each.self_score),
                "computed": number(each.computed),
                "difference": number(each.difference),
                "known": each.known,
                "sheet": each.ruling.sheet,
                "cell": each.ruling.cell,
            }
            for each in results
        ],
    }


def details(submission: Submission, evaluation: Evaluation, outcome: Mapping[str, Any]) -> dict[str, Any]:
    """What the roll-up needs besides the outcome, which is the object of `--json`."""
    ledger = evaluation.ledger
    return {
        "reported": evaluation.reported,
        "prepared_on": day(submission.information.prepared_on),
        "content": _content(outcome),
        "tranche_money": [_money(each) for each in evaluation.tranches],
        "contractor": submission.information.contractor,
        "purchaser": submission.information.purchaser,
        "form": submission.form,
        "projects": submission.projects,
        "levels": [
            {"name": level.name, "points": number(level.points), "score": number(level.score)}
            for level in evaluation.levels
        ],
        "shares_broken": {share.rule: list(share.broken_on) for share in evaluation.funds.shares},
        "execution": evaluation.funds.execution,
        "execution_least": number(1 - evaluation.limits.execution_window),
        "missing": [
            {"name": item.name, "points": number(item.points), "missing": item.missing} for item in evaluation.missing
        ],
        "ledger": None
        if ledger is None
        else {
            "total": group_object(ledger.total),
            "communities": [group_object(group) for group in ledger.by_community],
            "workers": [group_object(group) for group in ledger.by_worker],
        },
    }
