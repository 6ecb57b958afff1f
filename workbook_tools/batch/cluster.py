"""The same batch on a Dask cluster, through the `concurrent.futures` interface.

A worker that is lost costs nothing but time: the scheduler gives its bundles to the others. `pure=False`, because the
same job run twice must really run twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess

BUNDLE = 25  # workbooks a task: enough that the way there and back weighs nothing
CONNECTING = 15  # seconds
_TALKATIVE = ("distributed", "dask", "tornado", "asyncio")  # tracebacks of a lost connection are no message for staff


@dataclass(frozen=True, slots=True)
class Cluster:
    executor: Executor
    capacity: int  # tasks at once
    alive: Callable[[], bool]  # whether there is still a worker to do anything


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """A cluster's executor. Raises `CannotProcess` (B010, B011)."""
    try:
        import distributed
    except ImportError as problem:
        raise CannotProcess(finding("B010")) from problem
    connect: Any = distributed.Client  # without types
    try:
        client = connect(address, timeout=CONNECTING, set_as_default=False)
    except Exception as problem:  # the network raises in many ways
        raise CannotProcess(
            finding("B011", address=address, reason=str(problem) or type(problem).__name__)
        ) from problem
    try:
        with _silenced():
            capacity = max(1, sum(client.nthreads().values()))
            yield Cluster(client.get_executor(pure=False), capacity, lambda: _alive(client))
    finally:
        with _silenced(), suppress(Exception):  # a scheduler that is gone cannot be said goodbye to
            client.close(timeout=5)


@contextmanager
def _silenced() -> Iterator[None]:
    """What becomes of each workbook is told by its record."""
    known = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in _TALKATIVE]
    loggers = [logging.getLogger(name) for name in {*known, *_TALKATIVE}]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in before:
            logger.setLevel(level)


def _alive(client: Any) -> bool:
    try:
        return client.status == "running" and bool(client.nthreads())
    except Exception:  # the scheduler is gone
        return False
