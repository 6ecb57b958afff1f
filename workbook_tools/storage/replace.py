"""Putting new bytes in the place of a file, so that at every moment the old one or the new one is there, whole.

The new bytes go into a hidden file beside the target, are flushed, read back and verified, and what is there now goes
into another one. Only when both are ready, and the target is still what the new bytes were computed from, does anything
change: two renames, and the first is taken back when the second fails. So the version before changes only together with
the file, and whatever fails leaves both as they were.

* Where there is a version before, the file goes first: the older version is given up only when the new file is there.
  A run that dies between the two leaves its hidden copy, and the next run puts that in place.
* Where there is none, it goes first: what is there is never without a second copy.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model.basics import Finding
from workbook_tools.storage import _system
from workbook_tools.storage.names import previous_version_path
from workbook_tools.storage.source import MEGABYTE, Source, digest_of_file, read_file
from workbook_tools.storage.target import coded, place_of, present, refuse_name, refuse_unwritable
from workbook_tools.storage.temporary import Temporary, new_run, sweep
from workbook_tools.storage.troubles import folder_name, reason_of, writing_problem

NEW_FILE_MODE = 0o666  # less what the umask takes


class Written(NamedTuple):
    """What became of a write. `previous` is the kept version before, when there is one; `findings` are side notes."""

    path: Path
    changed: bool  # False: these bytes were there already
    previous: Path | None = None
    findings: tuple[Finding, ...] = ()


def accept(data: bytes) -> None:
    """The verification of a file whose bytes need none."""


def never(previous: str, there: bytes) -> bool:
    """The version before makes room for what is there."""
    return False


def replace_file(
    target: Path,
    data: bytes,
    *,
    expected: Source | None = None,
    keep_previous: bool = False,
    stays: Callable[[str, bytes], bool] = never,
    verify: Callable[[bytes], None] = accept,
    durable: bool = True,
) -> Written:
    """Write `data` as `target`, a workbook or any other file. Raises `CannotProcess` (F020–F043); then nothing changed.

    `expected` is the source that the data were computed from: if its file has changed since, nothing is written.
    `keep_previous` keeps what was there as `NAME.上一版.xlsx`, unless `stays`, asked about the digest of the version
    before and about what is there, says that the one before is the one to keep. `verify` gets the bytes, of which the
    disk has given back the same, and raises if they will not do. Bytes that are there already are not written again.
    `durable` waits until the disk has the file; what can be made again from a file that stays need not wait, and is put
    in place whole all the same.
    """
    real = place_of(target)
    sweep(real)
    _refuse_changed(expected)
    before = present(real)
    previous = previous_version_path(real)
    if before is not None and _holds(real, data):
        return Written(target, changed=False, previous=previous if keep_previous and _is_file(previous) else None)
    with coded(real, data):
        refuse_unwritable(real, before)
    run = new_run()
    notes: tuple[Finding, ...] = ()
    with coded(real, data), Temporary.beside(real, run, "new", _mode(before)) as new:
        new.fill(data, durable=durable)
        if before is not None:
            new.dress_like(real, before, keep_times=False)
        _verify(new, data, verify, real)
        content = _content(real, before, expected) if before is not None and keep_previous else None
        if before is None or content is None or _stays(previous, content, stays):
            _refuse_overtaken(expected, real, before, content)
            with coded(real, data, renaming=True):
                new.put_in_place(real)
        else:
            with _ready(new, real, run, previous, content, before) as old:
                _refuse_overtaken(expected, real, before, content)
                notes = _place(new, old, real, previous, data)
        kept = previous if content is not None else None
    settled = _settled(real) if durable else ()
    return Written(target, changed=True, previous=kept, findings=(*_links(real, before), *notes, *settled))


def settle(paths: Iterable[Path]) -> None:
    """Wait until the disk has files that were put in place without waiting. Raises `CannotProcess`."""
    paths = list(paths)
    for path in paths:
        try:
            descriptor = _system.open_for_flushing(path)
            try:
                _system.flush(descriptor)
            finally:
                _system.close(descriptor)
        except OSError as problem:
            raise CannotProcess(writing_problem(problem, path)) from problem
    for folder in {path.parent for path in paths}:
        with suppress(OSError):  # the files are there; some network disks cannot be asked
            _system.flush_folder(folder)


def make_folder(folder: Path) -> Path:
    """The folder, made with its parents if it is not there. Raises `CannotProcess` with F041."""
    if _system.WINDOWS:
        for part in folder.parts[1 if folder.anchor else 0 :]:
            if part != "..":
                refuse_name(part)
    try:
        os.makedirs(_system.native(folder), exist_ok=True)  # noqa: PTH103 - a Path would drop the prefix
    except OSError as problem:
        raise CannotProcess(finding("F041", folder=folder_name(folder), reason=reason_of(problem))) from problem
    return folder


def same_bytes(path: Path, data: bytes) -> bool:
    """Whether a file holds exactly these bytes; compared piece by piece, so that no second copy is in memory."""
    if _system.status(path).st_size != len(data):
        return False
    descriptor = _system.open_for_reading(path)
    try:
        position = 0
        while piece := _system.read(descriptor, MEGABYTE):
            if data[position : position + len(piece)] != piece:
                return False
            position += len(piece)
        return position == len(data)
    finally:
        _system.close(descriptor)


# ---------------------------------------------------------------- before the write


def _refuse_changed(expected: Source | None) -> None:
    if expected is None:
        return
    try:
        unchanged = same_bytes(expected.path, expected.data)
    except FileNotFoundError as problem:
        raise CannotProcess(finding("F026", name=expected.path.name)) from problem
    except OSError as problem:
        raise CannotProcess(writing_problem(problem, expected.path)) from problem
    if not unchanged:
        raise CannotProcess(finding("F026", name=expected.path.name))


def _refuse_overtaken(
    expected: Source | None, real: Path, before: os.stat_result | None, content: bytes | None
) -> None:
    """The last look: the source is what was computed, and the target what it was when the write began."""
    _refuse_changed(expected)
    if content is not None and not _holds(real, content):
        raise CannotProcess(finding("F026", name=real.name))
    now = present(real)
    if (now is None) != (before is None) or (now and before and _identity(now) != _identity(before)):
        raise CannotProcess(finding("F026", name=real.name))


def _identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _holds(real: Path, data: bytes) -> bool:
    """Whether the bytes are there already. A file that we may write but not read is simply written."""
    try:
        return same_bytes(real, data)
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(_system.status(path).st_mode)
    except OSError:
        return False


def _content(real: Path, before: os.stat_result, expected: Source | None) -> bytes:
    """What is there now, to be kept: the very bytes that the new ones were computed from, where it is the same file."""
    if expected is not None:
        with suppress(OSError):
            if os.path.samestat(_system.status(expected.path), before):
                return expected.data
    try:
        return read_file(real)[0]
    except OSError as problem:
        reason = reason_of(problem)
        raise CannotProcess(finding("F034", name=previous_version_path(real).name, reason=reason)) from problem


def _mode(before: os.stat_result | None) -> int:
    """Private until it is dressed like the file that it replaces; a new file follows the umask."""
    return NEW_FILE_MODE if before is None else 0o600


# ---------------------------------------------------------------- the write


def _verify(temporary: Temporary, data: bytes, verify: Callable[[bytes], None], real: Path) -> None:
    try:
        size = temporary.differing(data)
        if size is not None:
            raise ValueError(f"写入 {len(data)} 字节，读回 {size} 字节，内容不一致")
        verify(data)
    except CannotProcess:
        raise
    except Exception as problem:
        raise CannotProcess(finding("F028", name=real.name, reason=reason_of(problem))) from problem


def _stays(previous: Path, content: bytes, stays: Callable[[str, bytes], bool]) -> bool:
    if stays is never:
        return False
    try:
        return stays(digest_of_file(previous), content)
    except OSError:
        return False


@contextmanager
def _ready(
    new: Temporary, real: Path, run: str, previous: Path, content: bytes, model: os.stat_result
) -> Iterator[Temporary]:
    """What is there now in a hidden file of its own, on the disk, ready to become the version before."""
    try:
        if os.path.isdir(_system.native(previous)):  # noqa: PTH112 - a Path would drop the prefix
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(previous))
        old = Temporary.beside(real, run, "old", _mode(model))
    except OSError as problem:
        raise _not_kept(problem, previous) from problem
    try:
        with old:
            try:
                old.fill(content)
                old.dress_like(real, model, keep_times=True)
            except OSError as problem:
                raise _not_kept(problem, previous) from problem
            yield old
    finally:
        new.kept = not old.kept and os.path.lexists(old.path)  # alone, it would tell of a new file that is in place


def _place(new: Temporary, old: Temporary, real: Path, previous: Path, data: bytes) -> tuple[Finding, ...]:
    """Both renames or none. Only where taking back fails as well, the finding F044 says what lies where."""
    if not os.path.lexists(_system.native(previous)):
        _put_previous(old, previous)
        try:
            with coded(real, data, renaming=True):
                new.put_in_place(real)
        except BaseException:
            with suppress(OSError):
                _system.remove(previous)
            raise
        return ()
    with coded(real, data, renaming=True):
        new.put_in_place(real)
    try:
        _put_previous(old, previous)
    except CannotProcess as problem:
        if _took_back(old, real, data):
            raise
        old.kept = True
        reason = reason_of(problem.__cause__ or problem)
        return (finding("F044", name=real.name, previous=previous.name, hidden=old.path.name, reason=reason),)
    except BaseException:  # Ctrl-C in the one moment between the two
        old.kept = True
        with suppress(OSError):
            old.put_in_place(previous)
        raise
    return ()


def _put_previous(old: Temporary, previous: Path) -> None:
    try:
        old.put_in_place(previous)
    except OSError as problem:
        raise _not_kept(problem, previous) from problem


def _took_back(old: Temporary, real: Path, data: bytes) -> bool:
    """Put back what was there, unless somebody has written since."""
    try:
        if not same_bytes(real, data):
            return False
        old.put_in_place(real)
    except OSError:
        return False
    return True


def _not_kept(problem: OSError, previous: Path) -> CannotProcess:
    return CannotProcess(finding("F034", name=previous.name, reason=reason_of(problem)))


# ---------------------------------------------------------------- after the write


def _links(real: Path, before: os.stat_result | None) -> tuple[Finding, ...]:
    if before is None or before.st_nlink < 2:
        return ()
    return (finding("F035", name=real.name, links=before.st_nlink),)


def _settled(real: Path) -> tuple[Finding, ...]:
    """The new file is in place; whether the folder's entry has reached the disk is said, not guessed."""
    try:
        _system.flush_folder(real.parent)
    except OSError as problem:
        return (finding("F036", name=real.name, reason=reason_of(problem)),)
    return ()
