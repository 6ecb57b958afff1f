"""What earlier runs have done, by content: a workbook is done again when it, the program or the options changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace

from workbook_tools.batch.discover import STATE_FOLDER
from workbook_tools.batch.places import Place
from workbook_tools.batch.records import Job, Record


class State:
    """One small file a workbook, written whole when its results are all in place."""

    def __init__(self, target: Place, version: str) -> None:
        self._target = target
        self._version = version

    def reusable(self, job: Job) -> Record | None:
        """The record of an earlier run that still holds: same content, program and options, all its results there."""
        try:
            stored = json.loads(self._target.read(self._path(job)))
            record = Record(**stored["record"])
        except Exception:  # absent, half-written by a foreign hand, of another version: then it is simply done again
            return None
        same = stored.get("key") == self._key(job) and record.status == "done" and bool(job.digest)
        if not same or not all(self._target.exists(path) for path in record.outputs.values()):
            return None
        return replace(record, reused=True)

    def stored(self, job: Job) -> Record | None:
        """The record as it was stored last, whole."""
        try:
            return Record(**json.loads(self._target.read(self._path(job)))["record"])
        except Exception:
            return None

    def remember(self, job: Job, record: Record) -> None:
        stored = {"key": self._key(job), "record": asdict(replace(record, seconds=0.0, reused=False))}
        text = json.dumps(stored, ensure_ascii=False, sort_keys=True, indent=1)
        self._target.write(self._path(job), text.encode())

    def _key(self, job: Job) -> str:
        options = json.dumps(asdict(job.options), sort_keys=True, default=str)
        parts = (self._version, job.relative, job.digest, job.folder, options, *job.ledgers)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _path(self, job: Job) -> str:
        return f"{STATE_FOLDER}/{hashlib.sha256(job.relative.encode()).hexdigest()[:32]}.json"
