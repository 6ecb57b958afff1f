from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import batch_work as work
import pytest

from workbook_tools.batch.pool import MemoryRefused, PoolLimits, TaskTimedOut, WorkerLost, WorkerPool


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(2, PoolLimits(seconds=20)) as made:
        yield made


def test_tasks_are_done_in_other_processes(pool: WorkerPool) -> None:
    assert [future.result() for future in [pool.submit(work.double, n) for n in range(20)]] == list(range(0, 40, 2))
    assert pool.submit(work.own_id).result() != os.getpid()


def test_a_crash_costs_one_task_and_the_others_go_on(pool: WorkerPool) -> None:
    before = [pool.submit(work.double, n) for n in range(4)]
    crash = pool.submit(work.leave, 7)
    after = [pool.submit(work.double, n) for n in range(4)]
    assert isinstance(crash.exception(), WorkerLost)
    assert str(crash.exception()) == "7"
    assert [future.result() for future in before + after] == [0, 2, 4, 6] * 2


def test_a_killed_worker_is_told_with_its_signal() -> None:
    with WorkerPool(1, PoolLimits(seconds=20)) as pool:
        identity = pool.submit(work.own_id).result()
        waiting = pool.submit(work.wait_for, 10)
        time.sleep(0.3)
        os.kill(identity, work.KILL)
        said = str(waiting.exception())
        assert said == str(int(work.KILL) if sys.platform == "win32" else -work.KILL)
        assert pool.submit(work.own_id).result() != identity


def test_a_hang_ends_at_the_time_limit() -> None:
    with WorkerPool(1, PoolLimits(seconds=1.5)) as pool:
        pool.submit(work.own_id).result()
        begin = time.monotonic()
        hang = pool.submit(work.wait_for, 600)
        assert isinstance(hang.exception(), TaskTimedOut)
        assert time.monotonic() - begin < 120  # and not the ten minutes of the task
        assert pool.submit(work.double, 2).result() == 4


@pytest.mark.skipif(
    sys.platform == "win32", reason="holds on POSIX alone: how large a process is, is read where Linux tells it"
)
def test_a_worker_that_grew_is_renewed_after_its_task() -> None:
    with WorkerPool(1, PoolLimits(resident_bytes=150 << 20)) as pool:
        small, again = (pool.submit(work.grow, 1).result() for _ in range(2))
        assert small == again
        grown = pool.submit(work.grow, 200).result()
        assert grown == small
        assert pool.submit(work.own_id).result() != grown


def test_a_worker_is_renewed_after_so_many_tasks() -> None:
    with WorkerPool(1, PoolLimits(tasks=3)) as pool:
        identities = [pool.submit(work.own_id).result() for _ in range(7)]
    assert [identities.index(each) for each in identities] == [0, 0, 0, 3, 3, 3, 6]


@pytest.mark.skipif(sys.platform == "win32", reason="holds on POSIX alone: a limit of memory for a process")
def test_a_task_that_asks_for_all_the_memory_is_refused_it() -> None:
    with WorkerPool(1, PoolLimits(memory_bytes=2 << 30)) as pool:
        assert isinstance(pool.submit(work.ask_for, 8).exception(), MemoryRefused)
        assert pool.submit(work.double, 1).result() == 2


def test_an_exception_of_the_task_is_its_own(pool: WorkerPool) -> None:
    assert str(pool.submit(work.fault).exception()) == "ValueError: so und so"


def test_what_cannot_be_sent_fails_alone(pool: WorkerPool) -> None:
    assert pool.submit(lambda: 1).exception() is not None
    assert pool.submit(work.double, 3).result() == 6


def test_cancelling_does_not_wait_for_slow_tasks() -> None:
    pool = WorkerPool(1, PoolLimits(seconds=600))
    slow, never = pool.submit(work.wait_for, 600), pool.submit(work.double, 1)
    time.sleep(0.5)
    begin = time.monotonic()
    pool.shutdown(cancel_futures=True)
    assert time.monotonic() - begin < 120
    assert isinstance(slow.exception(), TaskTimedOut)
    assert never.cancelled()
    with pytest.raises(RuntimeError):
        pool.submit(work.double, 1)
