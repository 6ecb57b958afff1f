"""What is sent to a worker: a few jobs, done one after the other; on a machine far away each against the clock."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.batch.job import process
from workbook_tools.batch.records import Job, Record


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that took too long and was given up."""

    seconds: str


class _GivenUp(BaseException):
    """Raised inside of a job that took too long."""


def do_all(jobs: Sequence[Job], seconds: float | None = None) -> list[Record | Lost]:
    """The records of several jobs, in their order. `seconds` bounds each, where nobody else watches the process."""
    if seconds is None:
        return [process(job) for job in jobs]
    return [_in_time(job, seconds) for job in jobs]


def _in_time(job: Job, seconds: float) -> Record | Lost:
    """A thread cannot be killed; one that took too long is told to stop, and is not waited for."""
    done: list[Record] = []
    faults: list[BaseException] = []

    def work() -> None:
        try:
            done.append(process(job))
        except _GivenUp:
            pass
        except BaseException as fault:  # told to whoever waits
            faults.append(fault)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_GivenUp))
        return Lost(f"{seconds:g}")
    if faults:
        raise faults[0]
    return done[0]
