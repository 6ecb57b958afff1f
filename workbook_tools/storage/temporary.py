"""The hidden file beside a target that becomes the target.

Its name follows from the target's, and its owner holds a lock on it. What a killed run left behind carries no lock,
is taken over by the next run, and so never piles up.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from workbook_tools.storage import _system
from workbook_tools.storage.locks import try_lock
from workbook_tools.storage.names import temporary_path

_SLOTS = 16  # runs that may write beside one another


class Temporary:
    """An open, private file. As a context manager it is closed, and removed unless it was put in place."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._in_place = False

    @classmethod
    def beside(cls, target: Path, mode: int) -> Temporary:
        """Raises OSError where the folder takes no file."""
        for slot in range(_SLOTS):
            path = temporary_path(target, slot)
            descriptor = _created(path, mode)
            if descriptor is None:
                descriptor = _abandoned(path, mode)
            if descriptor is not None:
                return cls(path, descriptor)
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(target))

    def fill(self, data: bytes, *, durable: bool = True) -> None:
        """Write everything; `durable`: and wait until the disk has it."""
        rest = memoryview(data)
        while rest:
            rest = rest[_system.write(self._descriptor, rest) :]
        if durable:
            _system.flush(self._descriptor)

    def content(self) -> bytes:
        _system.rewind(self._descriptor)
        room = os.fstat(self._descriptor).st_size + 1  # in one piece as a rule, so that it is in memory once
        pieces = []
        while piece := _system.read(self._descriptor, room):
            pieces.append(piece)
        return b"".join(pieces)

    def dress_like(self, model_path: Path, model: os.stat_result, keep_times: bool) -> None:
        _system.dress_like(self._descriptor, model_path, model, keep_times)

    def put_in_place(self, target: Path) -> None:
        if _system.WINDOWS:
            self._close()  # an open file cannot be renamed there
        _system.replace(self.path, target)
        self._in_place = True

    def __enter__(self) -> Temporary:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removed while the lock is still held: nobody else's file can be hit. A failing clean-up hides no result."""
        if _system.WINDOWS:
            self._close()
        if not self._in_place:
            with suppress(OSError):
                _system.remove(self.path)
        self._close()

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):
                _system.close(descriptor)


def sweep(*targets: Path) -> None:
    """Remove what killed runs left beside these targets."""
    for target in targets:
        for path in (temporary_path(target, slot) for slot in range(_SLOTS)):
            if not os.path.lexists(path):
                break
            descriptor = _abandoned(path, 0o600)
            if descriptor is not None:
                with Temporary(path, descriptor):
                    pass


def _created(path: Path, mode: int) -> int | None:
    """A new file of ours, or None where there is one already."""
    try:
        descriptor = _system.open_new(path, mode)
    except FileExistsError:
        return None
    if try_lock(descriptor) and (_system.WINDOWS or _bears_its_name(descriptor, path)):
        return descriptor
    _system.close(descriptor)  # another run took it for left behind, in the very moment before it was locked
    return None


def _abandoned(path: Path, mode: int) -> int | None:
    """What a killed run left behind, emptied; None where it is in use, or anything but a plain file of ours."""
    if _system.WINDOWS:
        with suppress(OSError):
            _system.remove(path)  # refused while anybody has it open
            return _created(path, mode)
        return None
    try:
        descriptor = _system.open_existing(path)
    except OSError:
        return None
    if try_lock(descriptor) and _is_ours(descriptor, path):
        with suppress(OSError):
            _system.truncate(descriptor)
            os.fchmod(descriptor, mode & ~_umask())
            return descriptor
    _system.close(descriptor)
    return None


def _is_ours(descriptor: int, path: Path) -> bool:
    """A plain file with one name, owned by us, and still the one of that name."""
    status = os.fstat(descriptor)
    plain = stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and status.st_uid == os.geteuid()
    return plain and _bears_its_name(descriptor, path)


def _bears_its_name(descriptor: int, path: Path) -> bool:
    """Whether an open file is still the one of that name: another run may have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except OSError:
        return False


def _umask() -> int:
    """The system tells the mask only to who sets it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
