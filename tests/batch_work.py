"""Work for the pool in tests: what a worker does when a file is poison."""

from __future__ import annotations

import os
import signal
import time

from workbook_tools.batch.job import process
from workbook_tools.batch.records import Job, Record
from workbook_tools.batch.survey import Seen, survey
from workbook_tools.batch.tasks import Lost

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows ends a process at once whatever the number


def poisoned(jobs: tuple[Job, ...], seconds: float | None = None) -> list[Record | Lost]:
    """The real work, but a file whose name says so takes its worker along."""
    for job in jobs:
        if "崩溃" in job.relative:
            os._exit(11)
        if "被杀" in job.relative:
            os.kill(os.getpid(), KILL)
        if "停不下" in job.relative:
            time.sleep(600)
        if "吃内存" in job.relative:
            bytearray(64 << 30)
    return [process(job) for job in jobs]


def double(value: int) -> int:
    return value * 2


def own_id() -> int:
    return os.getpid()


def grow(megabytes: int) -> int:
    """Hold on to memory, and tell which process does."""
    _held.append(bytearray(os.urandom(1 << 20) * megabytes))
    return os.getpid()


def wait_for(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def leave(code: int) -> None:
    os._exit(code)


def ask_for(gigabytes: int) -> int:
    return len(bytearray(gigabytes << 30))


def fault() -> None:
    raise ValueError("so und so")


_held: list[bytearray] = []


def faulty(jobs: tuple[Job, ...], seconds: float | None = None) -> list[Record | Lost]:
    raise RuntimeError("Platte voll")


def poisoned_survey(source: str, relatives: list[str]) -> list[Seen]:
    """The real look around, but a file whose name says so takes its worker along."""
    if any("崩溃" in relative for relative in relatives):
        os._exit(11)
    return survey(source, relatives)
