"""One run at a time on one workbook.

The lock is one of the operating system on a small file in the temporary folder, named after the workbook's real path:
nothing lies beside the workbook, and a killed run leaves no lock behind, since the system releases it. Runs on two
machines do not see each other's lock; the check that the source is unchanged just before a write guards against those.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import _system
from workbook_tools.storage.names import digest

DEFAULT_WAIT = 10.0  # seconds
_PAUSE = 0.05
_GOING = 2.0  # seconds in which a file that is being removed is surely gone


@contextmanager
def file_lock(path: Path | str, *, wait: float = DEFAULT_WAIT) -> Iterator[None]:
    """Hold the lock of a file, which need not exist. Raises `CannotProcess` with F031 after `wait` seconds."""
    path = Path(path)
    try:
        lock_file = lock_path(path)
        descriptor = _acquire(lock_file, wait)
    except OSError:  # no temporary folder, or a planted file in it: the check before each write must do
        yield
        return
    if descriptor is None:
        raise CannotProcess(finding("F031", name=path.name, seconds=f"{wait:g}"))
    try:
        yield
    finally:
        _release(lock_file, descriptor)
        _sweep_once()


@lru_cache(maxsize=1)
def _sweep_once() -> None:
    """A look at the temporary folder takes less than a millisecond, and once a process is often enough."""
    from workbook_tools.storage.leftovers import sweep_temporary_folder

    sweep_temporary_folder()


def lock_path(path: Path) -> Path:
    """Where the lock of a file lies: the same for every way of writing its path."""
    real = os.path.normcase(_system.real_path(path))
    return Path(tempfile.gettempdir()) / f"workbook-tools-{digest(real)[:32]}.lock"


def _release(lock_file: Path, descriptor: int) -> None:
    """The lock file goes with the lock. Windows removes no file that anybody has open: there it is closed first."""
    if _system.WINDOWS:
        with suppress(OSError):
            _system.close(descriptor)
    with suppress(OSError):
        _system.remove(lock_file)  # elsewhere while it is locked, so that nobody else's is removed
    if not _system.WINDOWS:
        with suppress(OSError):
            _system.close(descriptor)


def _acquire(lock_file: Path, wait: float) -> int | None:
    """The open, locked file; None when another run holds it all the time."""
    deadline, patience = time.monotonic() + wait, time.monotonic() + _GOING
    while True:
        try:
            descriptor = _open(lock_file)
        except PermissionError:  # Windows: in this moment its last holder removes it, and nobody may open it
            if not _system.WINDOWS or time.monotonic() >= patience:
                raise
            time.sleep(_PAUSE)
            continue
        if _system.try_lock(descriptor) and _is_current(descriptor, lock_file):
            return descriptor
        _system.close(descriptor)
        if time.monotonic() >= deadline:
            return None
        time.sleep(_PAUSE)


def _open(lock_file: Path) -> int:
    """The lock file, shared by all users of the machine. Opened before it is created: some systems let nobody create
    over a file of another user in the temporary folder, but all let them open it."""
    while True:
        with suppress(FileNotFoundError):
            return _system.open_existing(lock_file)
        with suppress(FileExistsError):
            descriptor = _system.open_new(lock_file, 0o666)
            if not _system.WINDOWS:
                os.fchmod(descriptor, 0o666)
            return descriptor


def _is_current(descriptor: int, lock_file: Path) -> bool:
    """Whether the file that we locked still bears the name: its last holder may have removed it."""
    if _system.WINDOWS:
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), lock_file.lstat())
    except OSError:
        return False
