"""One workbook of a batch, in memory from end to end: read, compute, write its folder, tell what came of it."""

from __future__ import annotations

import posixpath
import time
from dataclasses import replace
from typing import Any

from workbook_tools import storage
from workbook_tools.batch.places import Place, is_remote, place
from workbook_tools.batch.records import Job, Record
from workbook_tools.catalogue import finding
from workbook_tools.json_output import number, outcome_object
from workbook_tools.model import Evaluation, Finding, LedgerGroup, Submission
from workbook_tools.problems import CannotProcess
from workbook_tools.recompute import Computed, Outcome, evaluate_bytes, report_name, written_workbook


def process(job: Job) -> Record:
    """Do the job. Never raises for what is wrong with the workbook: the record says so."""
    begin = time.perf_counter()
    try:
        record = _process(job)
    except CannotProcess as problem:
        record = failed(job, *problem.findings)
    except Exception as fault:  # one workbook that shows a defect of ours must not stop a thousand others
        record = failed(job, finding("U900", reason=f"{type(fault).__name__}: {fault}"))
    return replace(record, seconds=time.perf_counter() - begin)


def process_many(jobs: list[Job]) -> list[Record]:
    """A bundle of jobs, for a machine that is far away."""
    return [process(job) for job in jobs]


def failed(job: Job, *findings: Finding) -> Record:
    return Record(
        job.relative, job.digest, "failed", outcome_object(Outcome(job.relative, ok=False, findings=findings))
    )


def _process(job: Job) -> Record:
    source, target = place(job.source_root), place(job.target_root)
    data = source.read(job.relative)
    storage.refuse_other_kinds(posixpath.basename(job.relative), data)
    folder = None if is_remote(job.source_root) else _local_folder(job)
    computed = evaluate_bytes(data, folder=folder, as_of=job.options.as_of)
    workbook, findings = written_workbook(computed)
    computed = replace(computed, findings=findings)
    outputs = {"workbook": posixpath.join(job.folder, _workbook_name(job, computed))}
    target.write(outputs["workbook"], workbook)
    if job.options.report:
        outputs |= _write_reports(job, computed, target)
    outcome = Outcome(job.relative, True, computed.submission, computed.evaluation, findings)
    return Record(
        job.relative,
        job.digest,
        "done",
        outcome_object(outcome) | {"written": list(outputs.values())},
        details(computed.submission, computed.evaluation),
        outputs,
    )


def details(submission: Submission, evaluation: Evaluation) -> dict[str, Any]:
    """What the roll-up needs besides the outcome."""
    ledger = evaluation.ledger
    return {
        "contractor": submission.information.contractor,
        "purchaser": submission.information.purchaser,
        "form": submission.form,
        "levels": [
            {"name": level.name, "points": number(level.points), "score": number(level.score)}
            for level in evaluation.levels
        ],
        "missing": [
            {"name": item.name, "points": number(item.points), "missing": item.missing} for item in evaluation.missing
        ],
        "ledger": None
        if ledger is None
        else {
            "total": _group(ledger.total),
            "communities": [_group(group) for group in ledger.by_community],
            "workers": [_group(group) for group in ledger.by_worker],
        },
    }


def _group(group: LedgerGroup) -> dict[str, Any]:
    return {
        "name": group.name,
        "entries": group.entries,
        "count": number(group.count),
        "persons": number(group.persons),
        "direct_hours": number(group.direct_hours),
        "indirect_hours": number(group.indirect_hours),
    }


def _write_reports(job: Job, computed: Computed, target: Place) -> dict[str, str]:
    from workbook_tools.report import is_untouched, make_html, make_word

    stem, submission = report_name(computed.submission, posixpath.splitext(posixpath.basename(job.relative))[0])
    word = make_word(submission, computed.evaluation, computed.findings, None)
    html = make_html(submission, computed.evaluation, computed.findings)
    return {
        kind: target.write_report(posixpath.join(job.folder, storage.safe_file_name(stem, suffix)), data, is_untouched)
        for kind, suffix, data in (("word", ".docx", word), ("html", ".html", html))
    }


def _workbook_name(job: Job, computed: Computed) -> str:
    from workbook_tools.recompute import CONVERTED

    name = posixpath.basename(job.relative)
    if not computed.converted:
        return name
    return storage.safe_file_name(posixpath.splitext(name)[0] + CONVERTED, ".xlsx")


def _local_folder(job: Job) -> Any:
    from pathlib import Path

    return (Path(job.source_root) / job.relative).parent
