"""What killed runs left in the temporary folder: their lock files, and folders with copies of what lay elsewhere.

Only what bears a name of ours, belongs to us and is a day old is cleared away, a lock file only while nobody holds it.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.storage import _system
from workbook_tools.storage.temporary import SURELY_DEAD

MOST_LOOKED_AT = 5_000  # names; a folder with more is somebody else's to tidy
_LOCK = lazy_pattern(r"workbook-tools-[0-9a-f]{32}\.lock")
_FOLDER = lazy_pattern(r"workbook-tools-[a-z0-9_]{8}|wt_[a-z0-9_]{8}")


def sweep_temporary_folder(now: float | None = None) -> None:
    """Never raises: what cannot be removed stays."""
    with suppress(OSError):
        for path, is_folder in list(_abandoned(time.time() if now is None else now)):
            if is_folder:
                shutil.rmtree(path, ignore_errors=True)
            else:
                _remove_free(path)


def _abandoned(now: float) -> Iterator[tuple[Path, bool]]:
    with os.scandir(tempfile.gettempdir()) as entries:
        for entry in islice(entries, MOST_LOOKED_AT):
            wanted = _LOCK.fullmatch(entry.name) or _FOLDER.fullmatch(entry.name)
            if not wanted:
                continue
            status = entry.stat(follow_symlinks=False)
            ours = _system.NO_OWNERS or status.st_uid == os.geteuid()
            if ours and now - status.st_mtime > SURELY_DEAD:
                if stat.S_ISDIR(status.st_mode) and _FOLDER.fullmatch(entry.name):
                    yield Path(entry.path), True
                elif stat.S_ISREG(status.st_mode) and _LOCK.fullmatch(entry.name):
                    yield Path(entry.path), False


def _remove_free(lock_file: Path) -> None:
    """A run may have locked it a moment ago: removed while we hold it, as its own holder would."""
    with suppress(OSError):
        descriptor = _system.open_existing(lock_file)
        try:
            if not _system.try_lock(descriptor):
                return
            if _system.WINDOWS:
                _system.close(descriptor)
                descriptor = -1
            _system.remove(lock_file)
        finally:
            if descriptor >= 0:
                _system.close(descriptor)
