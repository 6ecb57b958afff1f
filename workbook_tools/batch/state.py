"""What earlier runs have done, by content: a workbook is done again when it, the program or the options changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import asdict, fields, replace

from workbook_tools.basis.version import __version__
from workbook_tools.batch.discover import STATE_FOLDER
from workbook_tools.batch.outputs import is_damaged
from workbook_tools.batch.places import HALF, Place
from workbook_tools.batch.records import Job, Record


class BatchState:
    """One small file a workbook, written whole by whoever did it, when its results are all in place."""

    def __init__(self, target: Place) -> None:
        self._target = target

    def reusable(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Record | None]]:
        """Each job with the record of an earlier run that still holds: same content, program and options, done, and
        all its results there. None where the job has to be done."""
        jobs = list(jobs)
        files = dict(self._target.files())
        for left in (path for path in files if path.endswith(HALF)):  # of a run that was killed
            self._target.remove(left)
        there = {
            path for path, size in files.items() if size
        }  # an empty one was still on its way when the power failed
        stored = self._target.read_many(path for path in (state_path(job.relative) for job in jobs) if path in there)
        for job in jobs:
            record = _held(job, next(stored) if state_path(job.relative) in there else None, there)
            yield job, record if record is not None and self._is_whole(record) else None

    def _is_whole(self, record: Record) -> bool:
        """Whether the results are what was written, or what somebody made of them since: the digest decides.

        What is damaged, or is what lay there before, was lost on its way to the disk.
        """
        if self._target.keeps:
            return True
        paths = list(record.outputs.values())
        for path, data in zip(paths, self._target.read_many(paths), strict=True):
            if data is None:
                return False
            if hashlib.sha256(data).hexdigest() == record.digests.get(path):
                continue
            if is_damaged(path, data) or not self._target.was_edited(path, state_path(record.relative)):
                return False
        return True

    def stored(self, relatives: Iterable[str]) -> Iterator[Record]:
        """The whole records of these workbooks as they were stored last, one by one."""
        wanted = list(relatives)
        for relative, data in zip(wanted, self._target.read_many(map(state_path, wanted)), strict=True):
            record = _read(data)[1]
            if record is not None:
                yield replace(record, relative=relative)

    def before(self, job: Job) -> Record | None:
        """What the last run has stored of this workbook, whatever became of it."""
        return _read(next(self._target.read_many([state_path(job.relative)])))[1]

    def remember(self, job: Job, record: Record) -> None:
        kept = replace(record, seconds=0.0, reused=False)
        told = {each.name: getattr(kept, each.name) for each in fields(Record)} | {"relative": record.shown}
        stored = {"key": key(job), "record": told}
        text = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self._target.note(state_path(job.relative), text.encode("utf-8", "surrogatepass"))

    def vanished(self, relatives: Iterable[str]) -> Iterator[Record]:
        """Records of workbooks that are not among these any more, in the order of their paths."""
        expected = {state_path(relative) for relative in relatives}
        there = [
            path for path, _ in self._target.files() if path.startswith(f"{STATE_FOLDER}/") and path.endswith(".json")
        ]
        orphans = (_read(data)[1] for data in self._target.read_many(path for path in there if path not in expected))
        yield from sorted((record for record in orphans if record is not None), key=lambda record: record.relative)


def _held(job: Job, data: bytes | None, there: Container[str]) -> Record | None:
    """The record, if it still holds; under the job's own texts, so that they are in memory once."""
    stored_key, record = _read(data)
    if record is None or stored_key != key(job) or record.status != "done" or not _complete(job, record):
        return None
    if not all(path in there for path in record.outputs.values()):
        return None
    return replace(record, relative=job.relative, digest=job.digest, reused=True)


def key(job: Job) -> str:
    """Everything that a job's results follow from, in one digest."""
    parts = [
        __version__,
        job.relative,
        job.digest,
        job.folder,
        json.dumps(asdict(replace(job.options, time="")), default=str),
    ]
    for companions in (job.ledgers, job.beside):
        parts += [json.dumps([[each.relative, each.digest] for each in companions])]
    if job.previous is not None:
        parts += [json.dumps([[each.relative, each.digest, each.station] for each in job.previous])]
    if job.rulings:
        parts.append(json.dumps([each._asdict() for each in job.rulings], default=str))
    if job.deadline is not None:
        parts.append(job.deadline.isoformat())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def state_path(relative: str) -> str:
    return f"{STATE_FOLDER}/{hashlib.sha256(relative.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"


def _complete(job: Job, record: Record) -> bool:
    """What could not be read now, or could not be joined then, is tried again."""
    joined = all(each["ok"] for each in record.details.get("ledgers", ()))
    readable = all(each.digest for each in job.ledgers) and all(each.digest for each in job.previous or ())
    return bool(job.digest) and joined and readable


def _read(data: bytes | None) -> tuple[str, Record | None]:
    """The key and the record of a state file; nothing for one that is absent, foreign, or of another version."""
    if data is None:
        return "", None
    try:
        stored = json.loads(data.decode("utf-8", "surrogatepass"))
        return str(stored["key"]), Record(**stored["record"])
    except Exception:  # whatever it is, the workbook is simply done again
        return "", None
