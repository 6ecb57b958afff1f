"""The main job over a folder of workbooks, and the picture of the district that comes of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbook_tools.batch.records import Job, Options, Record, slim

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """Every workbook that was found, in the order of their paths, and where the roll-up lies."""

    records: tuple[Record, ...]
    rollup: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return all(record.status == "done" for record in self.records)


def batch(
    folder: str | Path,
    out: str | Path,
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    report: bool = True,
    as_of: date | None = None,
    seconds: float = DEFAULT_SECONDS,
    anonymise: bool = False,
    heard: Callable[[Record], None] | None = None,
    found: Callable[[int], None] | None = None,
) -> BatchOutcome:
    """Process every workbook below `folder` into `out`, sources untouched, and roll the results up.

    Both may be local folders or fsspec addresses (`s3://…`). `jobs` is the number of processes (default: processors);
    `scheduler` is a Dask cluster to use instead. `seconds` bounds one workbook. `found` hears how many workbooks there
    are, `heard` hears of each as it is done. A second run does what is new, changed, or failed.
    Raises `CannotProcess` when the folder cannot be read or the cluster cannot be reached.
    """
    from workbook_tools import __version__
    from workbook_tools.batch.discover import find_jobs
    from workbook_tools.batch.places import place
    from workbook_tools.batch.state import State

    source, target = str(folder), str(out)
    _refuse_missing(source)
    wanted = find_jobs(source, target, Options(report, as_of))
    if found is not None:
        found(len(wanted))
    state = State(place(target), __version__)
    records: dict[str, Record] = {}

    def hear(record: Record) -> None:
        records[record.relative] = slim(record)  # ten thousand whole records would not fit
        if heard is not None:
            heard(record)

    to_do: list[Job] = []
    for job in wanted:
        reused = state.reusable(job)
        if reused is None:
            to_do.append(job)
        else:
            hear(reused)
    if to_do:
        _run(to_do, state, hear, jobs, scheduler, seconds)
    ordered = tuple(records[job.relative] for job in wanted)
    stored = (record for job in wanted if (record := state.stored(job)) is not None)
    return BatchOutcome(ordered, _roll_up(stored, target, anonymise))


def _run(
    jobs: list[Job],
    state: object,
    hear: Callable[[Record], None],
    workers: int | None,
    scheduler: str | None,
    seconds: float,
) -> None:
    from workbook_tools.batch.run import run_jobs
    from workbook_tools.batch.state import State

    assert isinstance(state, State)
    if scheduler:
        from workbook_tools.batch.cluster import BUNDLE, cluster_executor

        with cluster_executor(scheduler) as (executor, capacity):
            run_jobs(jobs, executor, state, hear, ahead=capacity * 2, bundle=BUNDLE)
        return
    from workbook_tools.batch.pool import PoolLimits, WorkerPool

    count = min(workers or os.cpu_count() or 1, len(jobs))
    pool = WorkerPool(count, PoolLimits(seconds=seconds))
    try:
        run_jobs(jobs, pool, state, hear, ahead=count * 3)
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def _refuse_missing(source: str) -> None:
    from pathlib import Path

    from workbook_tools.catalogue import finding
    from workbook_tools.problems import CannotProcess

    if "://" not in source and not Path(source).is_dir():
        raise CannotProcess(finding("B020", folder=source))


def _roll_up(records: Iterable[Record], target: str, anonymise: bool) -> tuple[str, ...]:
    from workbook_tools.batch.places import place
    from workbook_tools.batch.rollup import roll_up

    return roll_up(records, place(target), anonymise=anonymise)


__all__ = ["BatchOutcome", "Record", "batch"]
