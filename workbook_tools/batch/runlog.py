"""The run log: one JSON object a line, so that what a batch did can be read afterwards, also of one that was killed."""

from __future__ import annotations

import json
import tempfile
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from workbook_tools.batch.places import is_remote, place
from workbook_tools.batch.records import Record, codes

NAME = "运行日志.jsonl"


class RunLog:
    """Appends to 运行日志.jsonl in the output folder. An object store gets the log of this run at its end."""

    def __init__(self, out: str) -> None:
        self._out = out
        self._stream: IO[str] | None = None
        self._counts = {"done": 0, "failed": 0, "joined": 0, "reused": 0}

    def __enter__(self) -> RunLog:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._stream is None:  # nothing was begun
            return
        with suppress(OSError) if kind else nullcontext():  # what stopped the batch is told, not that the log is full
            self.write("interrupted" if kind is KeyboardInterrupt else "stopped" if kind else "end", **self._counts)
        if is_remote(self._out):
            self._stream.seek(0)
            place(self._out).write(NAME, self._stream.read().encode())
        self._stream.close()

    def found(self, count: int) -> None:
        self.write("start", workbooks=count)

    def heard(self, record: Record) -> None:
        self._counts[record.status] += 1
        self._counts["reused"] += record.reused
        self.write(
            "file",
            file=record.shown,
            status=record.status,
            reused=record.reused,
            seconds=round(record.seconds, 3),
            codes=list(codes(record)),
        )

    def write(self, event: str, **figures: Any) -> None:
        if self._stream is None:
            self._stream = self._opened()
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._stream.write(json.dumps({"at": at, "event": event, **figures}, ensure_ascii=False) + "\n")
        self._stream.flush()

    def _opened(self) -> IO[str]:
        if is_remote(self._out):
            return tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace")
        folder = Path(self._out)
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / NAME).open("a", encoding="utf-8", errors="backslashreplace")


__all__ = ["NAME", "RunLog"]
