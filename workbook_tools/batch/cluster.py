"""The same batch on a Dask cluster, through the `concurrent.futures` interface.

A worker that is lost costs nothing but time: the scheduler gives its bundles to the others. `pure=False`, because the
same job run twice must really run twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from workbook_tools.catalogue import finding
from workbook_tools.problems import CannotProcess

BUNDLE = 25  # workbooks a task: enough that the way there and back weighs nothing
LOSSES_ALLOWED = 10  # workers that may die under one task before it is given up


@contextmanager
def cluster_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor on the cluster, and how many tasks it can do at once. Raises `CannotProcess` (B010, B011)."""
    try:
        import dask
        from distributed import Client
    except ImportError as problem:
        raise CannotProcess(finding("B010")) from problem
    dask.config.set({"distributed.scheduler.allowed-failures": LOSSES_ALLOWED})
    try:
        client = Client(address, timeout="15s", set_as_default=False)
    except Exception as problem:  # the network raises in many ways
        raise CannotProcess(finding("B011", address=address, reason=str(problem))) from problem
    try:
        workers = max(1, sum(client.nthreads().values()))
        yield client.get_executor(pure=False), workers
    finally:
        client.close()
