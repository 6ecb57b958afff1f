"""How far a batch is, for a person: a live display on a terminal, plain lines elsewhere, nothing in quiet mode."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Protocol

from workbook_tools.batch.records import Record, codes

LINES_EVERY = 2.0  # seconds between plain lines
LONGEST_NAME = 36  # characters of the file at work


class Progress(Protocol):
    def found(self, total: int) -> None: ...
    def heard(self, record: Record) -> None: ...
    def at_work(self, relatives: list[str]) -> None: ...
    def __enter__(self) -> Progress: ...
    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def progress(*, quiet: bool) -> Progress:
    """The display that fits where stderr goes."""
    if quiet:
        return _Quiet()
    return _Live() if sys.stderr.isatty() else _Lines()


class _Quiet:
    def found(self, total: int) -> None:
        """Nothing is said."""

    def heard(self, record: Record) -> None:
        """Nothing is said."""

    def at_work(self, relatives: list[str]) -> None:
        """Nothing is said."""

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left behind."""


class _Counts(_Quiet):
    def __init__(self) -> None:
        self.total = self.done = self.failed = self.reused = 0
        self.begin = time.monotonic()

    def found(self, total: int) -> None:
        self.total = total
        self.begin = time.monotonic()

    def count(self, record: Record) -> None:
        self.done += 1
        self.failed += record.status == "failed"
        self.reused += record.reused

    def line(self) -> str:
        fresh = self.done - self.reused
        seconds = time.monotonic() - self.begin
        speed = fresh / seconds if fresh and seconds > 0 else 0.0
        left = (self.total - self.done) / speed if speed else 0.0
        parts = [f"{self.done}/{self.total}", f"失败 {self.failed}", f"沿用 {self.reused}", f"每秒 {speed:.1f} 个"]
        if left:
            parts.append(f"约剩 {_span(left)}")
        return "，".join(parts)


class _Lines(_Counts):
    """A line now and then, and one for each file that failed: for a log."""

    def __init__(self) -> None:
        super().__init__()
        self._next = 0.0

    def heard(self, record: Record) -> None:
        self.count(record)
        if record.status == "failed":
            print(_failure(record), file=sys.stderr)
        now = time.monotonic()
        if now >= self._next or self.done == self.total:
            print(self.line(), file=sys.stderr, flush=True)
            self._next = now + LINES_EVERY


class _Live(_Counts):
    """rich's bar, what it comes to, and the files at work below it."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bar
        from rich.table import Column

        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TextColumn("{task.fields[line]}", markup=False, table_column=Column(overflow="ellipsis", no_wrap=True)),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: Any = None
        self._now = ""  # the files at work

    def found(self, total: int) -> None:
        super().found(total)
        self._task = self._bar.add_task("处理工作簿", total=total, line="")

    def heard(self, record: Record) -> None:
        self.count(record)
        self._show()
        if record.status == "failed":
            self._bar.console.print(_failure(record), markup=False, highlight=False)

    def at_work(self, relatives: list[str]) -> None:
        names = [_short(relative.rsplit("/", 1)[-1]) for relative in relatives[:2]]
        self._now = f"，正在处理 {'、'.join(names)}" if names else ""
        self._show()

    def _show(self) -> None:
        self._bar.update(self._task, completed=self.done, line=self.line() + self._now)

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
        if self._task is not None:
            self._bar.console.print(f"处理工作簿 {self.line()}", markup=False, highlight=False)


def _failure(record: Record) -> str:
    name = record.shown.encode("utf-8", "replace").decode()
    found = record.outcome.get("findings", ())
    reason = f"：{found[0]['message']}" if found else ""
    return f"未能处理：{name}（{'、'.join(codes(record))}）{reason}".encode("utf-8", "replace").decode()


def _short(name: str) -> str:
    printable = "".join(c if c.isprintable() else "?" for c in name)
    return printable if len(printable) <= LONGEST_NAME else printable[: LONGEST_NAME - 1] + "…"


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} 分钟" if seconds >= 90 else f"{seconds:.0f} 秒"
