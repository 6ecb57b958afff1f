"""The run itself: jobs through an executor, each record told of as soon as it is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace

from workbook_tools.batch.job import failed
from workbook_tools.batch.pool import MemoryRefused, TaskTimedOut, WorkerLost
from workbook_tools.batch.records import Job, Record, slim
from workbook_tools.batch.state import BatchState
from workbook_tools.batch.tasks import Lost, do_all
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding

Heard = Callable[[Record], None]
AtWork = Callable[[list[str]], None]
LISTENING = 0.5  # seconds between two looks at who is at work
PATIENCE = 60.0  # seconds that a cluster may be without a worker


@dataclass(frozen=True, slots=True)
class _Task:
    jobs: tuple[Job, ...]
    again: bool = False  # a second try, each file for itself


class Run:
    """Jobs through an executor.

    At most `ahead` tasks are out at a time, so that memory does not grow with the number of files. A task is `bundle`
    jobs; one whose worker is lost is done again job by job, once, so that only the guilty file fails.
    """

    def __init__(
        self,
        executor: Executor,
        state: BatchState,
        heard: Heard,
        *,
        ahead: int,
        bundle: int = 1,
        seconds: float | None = None,
        at_work: AtWork = lambda _: None,
        alive: Callable[[], bool] = lambda: True,
    ) -> None:
        self._executor, self._state, self._heard = executor, state, heard
        self._ahead, self._bundle, self._seconds = ahead, bundle, seconds
        self._at_work, self._alive = at_work, alive
        self._out: dict[Future[list[Record | Lost]], _Task] = {}
        self._again: list[_Task] = []
        self._lost: list[_Task] = []  # with the connection to where they were done
        self._last_alive = time.monotonic()

    def run(self, jobs: Iterable[Job]) -> None:
        waiting = _bundles(jobs, self._bundle)
        while True:
            while len(self._out) < self._ahead and (task := self._next(waiting)) is not None:
                self._submit(task)
            if not self._out:
                return
            finished, _ = wait(self._out, timeout=LISTENING, return_when=FIRST_COMPLETED)
            for future in finished:
                self._take(future, self._out.pop(future))
            if self._lost:
                self._look_for_the_lost(waiting)
            # First out is first at work; a future only says so a moment after the one before it has ended.
            self._at_work([job.relative for task in self._out.values() for job in task.jobs])
            if finished or self._alive():
                self._last_alive = time.monotonic()
            elif time.monotonic() - self._last_alive > PATIENCE:
                self._give_up(waiting)

    def _next(self, waiting: Iterator[_Task]) -> _Task | None:
        return self._again.pop() if self._again else next(waiting, None)

    def _submit(self, task: _Task) -> None:
        try:
            self._out[self._executor.submit(do_all, task.jobs, self._seconds)] = task
        except Exception as problem:  # the executor is gone
            if self._alive():
                self._fail(task, problem)
            else:
                self._lost.append(task)

    def _take(self, future: Future[list[Record | Lost]], task: _Task) -> None:
        problem = None if future.cancelled() else future.exception()
        if future.cancelled():  # nobody here has: the scheduler is gone, and with it what it knew
            self._lost.append(task)
        elif problem is None:
            for job, record in zip(task.jobs, future.result(), strict=True):
                self._one(job, record)
        elif not isinstance(problem, Exception):
            raise problem
        elif task.again or isinstance(problem, TaskTimedOut | MemoryRefused):
            self._fail(task, problem)
        else:
            self._again += [_Task((job,), again=True) for job in reversed(task.jobs)]

    def _one(self, job: Job, record: Record | Lost) -> None:
        if isinstance(record, Lost):
            self._fail(_Task((job,)), TaskTimedOut(record.seconds))
        else:
            self._heard(replace(record, relative=job.relative, digest=job.digest))  # the job's texts, not their copies

    def _fail(self, task: _Task, problem: Exception) -> None:
        for job in task.jobs:
            record = failed(job, _reason(problem), before=self._state.before(job))
            self._state.remember(job, record)
            self._heard(slim(record))

    def _look_for_the_lost(self, waiting: Iterator[_Task]) -> None:
        """Tasks whose end nobody hears of. With a scheduler again they are done once more, file by file."""
        if not self._alive():
            self._give_up(waiting)
            return
        lost, self._lost = self._lost, []
        for task in lost:
            if task.again:
                self._tell(task.jobs)
            else:
                self._again += [_Task((job,), again=True) for job in reversed(task.jobs)]

    def _give_up(self, waiting: Iterator[_Task]) -> None:
        """Nobody is left to do anything: every file that is not done is named."""
        for future in self._out:
            future.cancel()
        tasks = (*self._lost, *self._out.values(), *self._again, *waiting)
        for pending in (self._lost, self._out, self._again):
            pending.clear()
        self._tell(job for task in tasks for job in task.jobs)

    def _tell(self, jobs: Iterable[Job]) -> None:
        """A worker writes its results before it tells of them: what is there is done. Nothing is remembered of the
        others, for a worker may be writing that very moment."""
        for job, record in self._state.reusable(jobs):
            if record is not None:
                self._heard(slim(replace(record, reused=False)))
            else:
                self._heard(slim(failed(job, finding("B012"))))


def _bundles(jobs: Iterable[Job], size: int) -> Iterator[_Task]:
    bundle: list[Job] = []
    for job in jobs:
        bundle.append(job)
        if len(bundle) == size:
            yield _Task(tuple(bundle))
            bundle = []
    if bundle:
        yield _Task(tuple(bundle))


def _reason(problem: Exception) -> Finding:
    if isinstance(problem, TaskTimedOut):
        return finding("B001", seconds=str(problem))
    if isinstance(problem, MemoryRefused):
        return finding("B004")
    if isinstance(problem, WorkerLost):
        return finding("B002", exit=str(problem))
    return finding("B003", reason=f"{type(problem).__name__}: {problem}")
