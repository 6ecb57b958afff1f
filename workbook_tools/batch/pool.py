"""Worker processes that can be lost: a crash, a hang or a kill costs one task, never the batch.

`concurrent.futures.ProcessPoolExecutor` gives up altogether when one of its processes dies, and cannot stop a task that
hangs. This executor keeps its promise for every other task: each worker is watched by a thread of its own, is killed
when a task takes too long, and is replaced when it died, grew too large or has done enough.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any

START = multiprocessing.get_context("spawn")  # the same everywhere, and no locks inherited half-held
MEGABYTE = 1 << 20
STARTING = 300.0  # seconds that a process may take until it is ready
_ONE_AT_A_TIME = threading.Lock()


class TaskTimedOut(Exception):
    """The task took longer than it was allowed; its worker was killed."""


class MemoryRefused(Exception):
    """The task asked for more memory than a worker may have."""


class WorkerLost(Exception):
    """The worker died under the task: crashed, ran out of memory, or was killed."""


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """How long a task may take, and when a worker is replaced by a fresh one."""

    seconds: float = 120.0  # for one task
    tasks: int = 1_000  # then the worker is renewed in any case
    resident_bytes: int = 600 * MEGABYTE  # a worker above this is renewed after its task
    memory_bytes: int = 4096 * MEGABYTE  # what one task may ask for at most, where the system can refuse it


class WorkerPool(Executor):
    """`submit` gives a Future. It ends with the task's value, its own exception, TaskTimedOut or WorkerLost."""

    def __init__(self, workers: int, limits: PoolLimits | None = None) -> None:
        self._limits = limits or PoolLimits()
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._watchers = [threading.Thread(target=self._watch, daemon=True) for _ in range(max(1, workers))]
        for watcher in self._watchers:
            watcher.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self._stopping.is_set():
            raise RuntimeError("the pool is shut down")
        future: Future[Any] = Future()
        self._tasks.put(_Task(future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if cancel_futures:
            self._stopping.set()
        for _ in self._watchers:
            self._tasks.put(None)
        if wait:
            for watcher in self._watchers:
                watcher.join()

    def _watch(self) -> None:
        """The life of one worker slot: take a task, see it through, replace the process when it has to be."""
        worker = self._started()  # at once: it gets ready while the first task is still being thought of
        while (task := self._tasks.get()) is not None:
            if self._stopping.is_set():
                task.future.cancel()
                continue
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                worker = worker or _Worker(self._limits)
                keep = worker.run(task, self._limits, self._stopping)
            except Exception as problem:  # no process could be started, or what it sent cannot be read
                task.future.set_exception(WorkerLost(f"{type(problem).__name__}: {problem}"))
                keep = False
            if worker is not None and not keep:
                worker.close()
                worker = None
        if worker is not None:
            worker.close()

    def _started(self) -> _Worker | None:
        try:
            return _Worker(self._limits)
        except Exception:  # tried again with the first task, which is told
            return None


@dataclass(slots=True)
class _Task:
    future: Future[Any]
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, limits: PoolLimits) -> None:
        self._pipe, theirs = START.Pipe()
        self._process = START.Process(target=_serve, args=(theirs, limits.memory_bytes), daemon=True)
        _shield_from_interrupts()
        with _no_main_module():
            self._process.start()
        theirs.close()
        self._done = 0
        self._ready = False

    def run(self, task: _Task, limits: PoolLimits, stopping: threading.Event) -> bool:
        """Do one task. False when the process must not be used again."""
        try:
            self._pipe.send((task.function, task.arguments, task.keywords))
            if not self._is_ready(stopping) or not self._answers(limits.seconds, stopping):
                self._process.kill()
                task.future.set_exception(TaskTimedOut(f"{limits.seconds:g}"))
                return False
            succeeded, value, resident = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join(5)
            task.future.set_exception(WorkerLost(str(self._process.exitcode)))
            return False
        if succeeded:
            task.future.set_result(value)
        else:
            task.future.set_exception(value)
        self._done += 1
        return self._done < limits.tasks and resident <= limits.resident_bytes

    def close(self) -> None:
        self._pipe.close()
        self._process.join(2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _is_ready(self, stopping: threading.Event) -> bool:
        """Wait until the process has started: on a busy machine that takes seconds, which are not the task's."""
        if not self._ready and self._answers(STARTING, stopping):
            self._ready = bool(self._pipe.recv())
        return self._ready

    def _answers(self, seconds: float, stopping: threading.Event) -> bool:
        """Wait for the reply; a batch that is being stopped does not wait for a slow task to its end."""
        waited = 0.0
        while waited < seconds and not stopping.is_set():
            step = min(0.5, seconds - waited)
            if self._pipe.poll(step):
                return True
            waited += step
        return self._pipe.poll(0)


@contextmanager
def _no_main_module() -> Iterator[None]:
    """A spawned process runs the program's main script once more, which a user's script without the usual guard does
    not survive. Our tasks live in modules: they need none of it."""
    with _ONE_AT_A_TIME:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _shield_from_interrupts() -> None:
    """A process starts with the signals blocked that its starter has blocked: Ctrl-C is the parent's to handle."""
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # which unblocks the signal again, so it comes first
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _serve(pipe: Connection, memory_bytes: int) -> None:
    """The worker's side: one task after the other until the pipe closes, or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _bound_memory(memory_bytes)
    _get_ready()
    gc.set_threshold(50_000, 20, 20)  # a workbook is many small records, none of them in a ring
    with suppress(OSError):
        pipe.send(True)
    while True:
        try:
            function, arguments, keywords = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            reply = (True, function(*arguments, **keywords), resident_bytes())
        except MemoryError:
            reply = (False, MemoryRefused(), resident_bytes())
        except Exception as fault:  # goes to the parent as the task's own exception
            reply = (False, RuntimeError(f"{type(fault).__name__}: {fault}"), resident_bytes())
        try:
            pipe.send(reply)
        except OSError:
            return


def _get_ready() -> None:
    """Load what every task needs before the first one comes."""
    with suppress(Exception):  # the task itself says what is wrong
        import workbook_tools.batch.tasks  # noqa: F401


def _die_with_parent() -> None:
    """A parent that was killed cannot stop a worker that hangs."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _bound_memory(most: int) -> None:
    """A task that asks for more gets a MemoryError instead of all the memory of the machine."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with suppress(OSError, ValueError):  # a system that does not know this limit
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def resident_bytes() -> int:
    """Memory that this process holds now, or has held at most where only that is known."""
    if sys.platform == "win32":  # asked first: under Wine the file below opens, and says nothing of this process
        return 0  # renewal by the number of tasks has to do
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - read once a task, and only on Linux
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return _peak_bytes()


def _peak_bytes() -> int:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
