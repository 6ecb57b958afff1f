"""Who does the work: processes of this machine, or a cluster. Both are asked in the same way."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from workbook_tools.batch.pool import PoolLimits, WorkerPool
from workbook_tools.batch.records import Described, Job, Record
from workbook_tools.batch.state import BatchState
from workbook_tools.batch.survey import Named, Seen, names, survey

Told = TypeVar("Told")
AT_A_LOOK = 64  # files of one look around


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor and how it is best used. `seconds` bounds a file where the executor itself does not."""

    source: str
    executor: Executor
    ahead: int
    bundle: int = 1
    seconds: float | None = None
    alive: Callable[[], bool] = lambda: True

    def look_at(self, relatives: Sequence[str]) -> Iterable[Seen]:
        return self._asked(survey, relatives, lambda relative: Seen(relative, "", only_ledger=False))

    def names_of(self, relatives: Sequence[str]) -> Iterable[Named]:
        return self._asked(names, relatives, lambda relative: Named(relative, "", ""))

    def describe(self, root: str, relatives: Sequence[str]) -> Iterable[Described]:
        """What workbooks below any root say of themselves."""
        from workbook_tools.batch.earlier import describe, nothing_known

        return replace(self, source=root)._asked(describe, relatives, nothing_known)

    def run(
        self,
        jobs: Iterable[Job],
        state: BatchState,
        heard: Callable[[Record], None],
        at_work: Callable[[list[str]], None],
    ) -> None:
        from workbook_tools.batch.run import Run

        Run(
            self.executor,
            state,
            heard,
            ahead=self.ahead,
            bundle=self.bundle,
            seconds=self.seconds,
            at_work=at_work,
            alive=self.alive,
        ).run(jobs)

    def _asked(
        self,
        ask: Callable[[str, list[str]], list[Told]],
        relatives: Sequence[str],
        nothing: Callable[[str], Told],
    ) -> Iterator[Told]:
        """Many files at a time; where one of them costs the worker, each for itself."""
        pieces = [list(relatives[at : at + AT_A_LOOK]) for at in range(0, len(relatives), AT_A_LOOK)]
        asked = [(piece, self.executor.submit(ask, self.source, piece)) for piece in pieces]
        for piece, future in asked:
            try:
                yield from future.result()
            except Exception:  # the worker was lost
                again = [(relative, self.executor.submit(ask, self.source, [relative])) for relative in piece]
                yield from (_single(each, nothing(relative)) for relative, each in again)


@contextmanager
def crew(source: str, jobs: int | None, scheduler: str | None, seconds: float) -> Iterator[Crew]:
    """Raises `CannotProcess` (B010, B011) when the cluster cannot be had."""
    if scheduler:
        from workbook_tools.batch.cluster import BUNDLE, cluster

        with cluster(scheduler) as found:
            yield Crew(source, found.executor, found.capacity * 2, BUNDLE, seconds, found.alive)
        return
    count = jobs or processors()
    pool = WorkerPool(count, PoolLimits(seconds=seconds))
    try:
        yield Crew(source, pool, count * 3)
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def processors() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _single(future: Future[Any], nothing: Told) -> Told:
    try:
        told: list[Told] = future.result()
    except Exception:  # the job itself says what is wrong
        return nothing
    return told[0]
