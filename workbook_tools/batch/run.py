"""The run itself: jobs through an executor, each result remembered as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait

from workbook_tools.batch.job import failed, process, process_many
from workbook_tools.batch.pool import TaskTimedOut, WorkerLost
from workbook_tools.batch.records import Job, Record
from workbook_tools.batch.state import State
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding

Heard = Callable[[Record], None]


def run_jobs(
    jobs: Iterable[Job], executor: Executor, state: State, heard: Heard, *, ahead: int, bundle: int = 1
) -> None:
    """Put every job through the executor; `heard` is told of each record.

    At most `ahead` tasks are out at a time, so that memory does not grow with the number of files. A task is `bundle`
    jobs; one that is lost is done again job by job, so that only the guilty file fails.
    """
    waiting = _bundles(jobs, bundle)
    out: dict[Future[list[Record]], list[Job]] = {}

    def submit_next() -> bool:
        batch = next(waiting, None)
        if batch is None:
            return False
        out[executor.submit(process_many, batch)] = batch
        return True

    while len(out) < ahead and submit_next():
        pass
    while out:
        finished, _ = wait(out, return_when=FIRST_COMPLETED)
        for future in finished:
            batch = out.pop(future)
            for job, record in _records(future, batch, executor):
                state.remember(job, record)
                heard(record)
            submit_next()


def _bundles(jobs: Iterable[Job], size: int) -> Iterator[list[Job]]:
    batch: list[Job] = []
    for job in jobs:
        batch.append(job)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _records(future: Future[list[Record]], batch: list[Job], executor: Executor) -> Iterator[tuple[Job, Record]]:
    try:
        yield from zip(batch, future.result(), strict=True)
    except CancelledError:
        raise
    except Exception as problem:  # whatever an executor raises for a task that was lost
        if len(batch) == 1:
            yield batch[0], failed(batch[0], _lost(problem))
            return
        for job in batch:
            single = executor.submit(process, job)
            try:
                yield job, single.result()
            except Exception as again:
                yield job, failed(job, _lost(again))


def _lost(problem: Exception) -> Finding:
    if isinstance(problem, TaskTimedOut):
        return finding("B001", seconds=str(problem))
    if isinstance(problem, WorkerLost):
        return finding("B002", code=str(problem))
    return finding("B003", reason=f"{type(problem).__name__}: {problem}")
