"""The calls of the system that a write consists of, one function each, so that a test can let any of them fail.

Windows differs in three points, all of them kept here: long paths need a prefix, a folder cannot be flushed, and a
virus scanner or an indexer may hold a fresh file for a moment.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

WINDOWS = os.name == "nt"
NO_OWNERS = not hasattr(os, "geteuid")  # Windows, and a browser: files belong to nobody
_SHARING_VIOLATIONS = (32, 33)  # Windows: sharing violation, lock violation
_GENERIC_READ, _SHARE_ALL, _OPEN_EXISTING = 0x80000000, 7, 3  # Windows: how a file is opened
_ACCESS_DENIED = 5  # what Windows says of a rename onto a file that is open
_QUERY, _STILL_ACTIVE = 0x1000, 259  # Windows: PROCESS_QUERY_LIMITED_INFORMATION, what a living process "returned"
_MARK_OF_THE_WEB = ":Zone.Identifier"  # the stream that says that a file came from elsewhere
_LONGEST_PLAIN_PATH = 247  # a folder must leave room for an 8.3 name below MAX_PATH
_FAR = 1 << 30  # Windows locks a range of bytes; one beyond any content keeps the file readable
_RETRIES, _PAUSE = 20, 0.1  # two seconds in all
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_CLOEXEC", 0)


def native(path: Path, windows: bool = WINDOWS) -> str:
    """The path as the system wants it: on Windows a long one takes the prefix that lifts MAX_PATH.

    Raises OSError for a name that the system's encoding cannot hold.
    """
    text = str(path)
    try:
        if b"\0" in os.fsencode(text):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), text)
    except UnicodeEncodeError:
        raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ), text) from None
    if not windows or len(text) <= _LONGEST_PLAIN_PATH or text.startswith("\\\\?\\"):
        return text
    text = os.path.abspath(text) if os.name == "nt" else text  # noqa: PTH100 - a Path would drop the prefix
    return "\\\\?\\UNC\\" + text[2:] if text.startswith("\\\\") else "\\\\?\\" + text


def real_path(path: Path | str) -> str:
    """Where links lead. A path that the system cannot follow, as Windows some long ones, is taken as it is written."""
    try:
        return os.path.realpath(path)
    except OSError:
        return os.path.abspath(path)  # noqa: PTH100 - a Path would drop the prefix


def open_for_reading(path: Path) -> int:
    try:
        return os.open(native(path), os.O_RDONLY | _BINARY)
    except PermissionError as problem:
        if sys.platform != "win32" or problem.winerror:
            raise
        raise OSError(problem.errno, problem.strerror, str(path), _why_denied(path)) from None


def _why_denied(path: Path) -> int:
    """Windows' own number: the C library under `os.open` tells a file in use from a forbidden one no more."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(native(path), _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
    if handle in (None, ctypes.c_void_p(-1).value):
        return int(ctypes.get_last_error())  # type: ignore[attr-defined,unused-ignore]
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return _SHARING_VIOLATIONS[0]  # it was let go in this moment


def open_new(path: Path, mode: int) -> int:
    """A new file; FileExistsError when there is one, whatever it is."""
    return os.open(native(path), os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY, mode)


def open_existing(path: Path) -> int:
    return os.open(native(path), os.O_RDWR | _NO_FOLLOW | _BINARY)


def open_for_flushing(path: Path) -> int:
    """Windows flushes only what is open for writing."""
    return os.open(native(path), (os.O_RDWR if WINDOWS else os.O_RDONLY) | _BINARY)


def read(descriptor: int, size: int) -> bytes:
    return os.read(descriptor, size)


def write(descriptor: int, data: memoryview) -> int:
    return os.write(descriptor, data)


def rewind(descriptor: int) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)


def flush(descriptor: int) -> None:
    """Wait until the disk has it. File systems that know no such thing are taken at their word."""
    try:
        os.fsync(descriptor)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


def close(descriptor: int) -> None:
    os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Lock an open file unless somebody holds it. Closing it, or the end of the process, unlocks it.

    A file system without locks (some network shares) counts as free.
    """
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        return problem.errno not in (errno.EWOULDBLOCK, errno.EACCES)
    return True


def remove(path: Path) -> None:
    os.unlink(native(path))  # noqa: PTH108 - a Path would drop the prefix


def status(path: Path) -> os.stat_result:
    return os.stat(native(path))  # noqa: PTH116 - as above


def replace(source: Path, target: Path) -> None:
    """Put a file in the place of another in one step. On Windows a file that is held for a moment is waited for."""
    for attempt in range(_RETRIES):
        try:
            os.replace(native(source), native(target))  # noqa: PTH105 - as above
        except OSError as problem:
            if not held_by_another(problem, renaming=True) or attempt == _RETRIES - 1:
                raise
            time.sleep(_PAUSE)
        else:
            return


def on_read_only_disk(folder: Path) -> bool:
    """False where the system does not tell."""
    try:
        return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def names_in(folder: Path) -> list[str]:
    return os.listdir(native(folder))  # noqa: PTH208 - a Path would drop the prefix


def is_running(process: int) -> bool:
    """Whether a process of this machine lives; True where it cannot be told."""
    if sys.platform == "win32":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError, AttributeError):  # another user's; a system without processes
        return True
    return not _has_ended(process)


def _has_ended(process: int) -> bool:
    """Whether it waits only for its parent to take notice: it still has a number, and writes no more."""
    try:
        status = Path(f"/proc/{process}/stat").read_bytes()
        return status.rpartition(b")")[2].split()[0] in (b"Z", b"X")
    except (OSError, IndexError):  # a system that keeps no such list
        return False


def _is_running_on_windows(process: int) -> bool:
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(_QUERY, False, process)
    if not handle:
        return bool(ctypes.get_last_error() == _ACCESS_DENIED)  # type: ignore[attr-defined,unused-ignore]
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return not known or code.value == _STILL_ACTIVE


def held_by_another(problem: OSError, *, renaming: bool = False) -> bool:
    """Windows' ways of saying that some program has a file open."""
    number = getattr(problem, "winerror", None)
    return number in _SHARING_VIOLATIONS or (renaming and number == _ACCESS_DENIED)


def flush_folder(folder: Path) -> None:
    """Make a rename durable. Windows does so by itself and cannot open a folder."""
    if WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY | _BINARY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def dress_like(descriptor: int, own: Path, path: Path, model: os.stat_result, keep_times: bool) -> None:
    """Give the open file `own` the permissions, owner and extended attributes (access lists) of another, where we may.

    On Windows it takes over the mark of a file that came from elsewhere: nobody but its owner may lift that.
    """
    if WINDOWS:
        _copy_mark(path, own)
        return
    if NO_OWNERS:
        return
    if (model.st_uid, model.st_gid) != (os.geteuid(), os.getegid()):
        _quietly_own(descriptor, model)
    _copy_attributes(descriptor, path)
    with suppress(OSError):  # memory sticks and network shares know no permissions; a private file is the safe side
        os.fchmod(descriptor, stat.S_IMODE(model.st_mode) & 0o777)
    if keep_times:
        with suppress(OSError):
            os.utime(descriptor, ns=(model.st_atime_ns, model.st_mtime_ns))


def _copy_mark(path: Path, own: Path) -> None:
    with suppress(OSError):  # most files have none, and memory sticks know no streams
        with open(native(path) + _MARK_OF_THE_WEB, "rb") as stream:  # noqa: PTH123 - a Path would drop the prefix
            mark = stream.read()
        with open(native(own) + _MARK_OF_THE_WEB, "wb") as stream:  # noqa: PTH123 - as above
            stream.write(mark)


def _quietly_own(descriptor: int, model: os.stat_result) -> None:
    """Only the administrator may give files away; a group of one's own is the next best."""
    for user, group in ((model.st_uid, model.st_gid), (-1, model.st_gid)):
        try:
            os.fchown(descriptor, user, group)
        except OSError:
            continue
        return


def _copy_attributes(descriptor: int, path: Path) -> None:
    """Attributes are an extra: file systems without them, and those that we may not set, are passed over."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(path)
    except OSError:
        return
    for name in names:
        try:
            os.setxattr(descriptor, name, os.getxattr(path, name))
        except OSError:
            continue
