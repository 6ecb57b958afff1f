"""A file that another library makes under a name: built beside its target, and put in its place in one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbook_tools.storage import _system
from workbook_tools.storage.names import temporary_path
from workbook_tools.storage.target import coded, place_of, present, refuse_unwritable
from workbook_tools.storage.temporary import living, new_run, sweep


@contextmanager
def built_file(target: Path) -> Iterator[Path]:
    """Where the new file is to be made; it takes the target's place when the block ends without an error.

    At every moment the target is what it was or what it is to be, whole; what a killed run left beside it is swept by
    the next one. Raises `CannotProcess` (F020–F043); then nothing changed.
    """
    real = place_of(target)
    sweep(real)
    before = present(real)
    with coded(real, b""):
        refuse_unwritable(real, before)
    path = temporary_path(real, new_run(), "new")
    with living(path):
        try:
            yield path
            with coded(real, b""):
                descriptor = _system.open_existing(path)
                try:
                    if before is not None:
                        _system.dress_like(descriptor, path, real, before, keep_times=False)
                    _system.flush(descriptor)
                finally:
                    _system.close(descriptor)
            with coded(real, b"", renaming=True):
                _system.replace(path, real)
        finally:
            with suppress(OSError):
                _system.remove(path)
    with suppress(OSError):  # the file is there; some network disks cannot be asked
        _system.flush_folder(real.parent)
