"""Where a batch reads and writes: a folder of this machine, or any address that fsspec knows (`s3://bucket/folder`)."""

from __future__ import annotations

import errno
import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from workbook_tools import storage
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage.names import LAST_EDITION

Unreadable = Callable[[str, str], None]  # told of a folder that could not be listed, and why
Like = Callable[[str], bool]
HALF = ".half"  # how the name of a note ends that is being written
THREADS = 16  # requests at a time to an object store: each waits for the network


class Place(Protocol):
    """A root with files below it; paths are relative, with "/"."""

    keeps: bool  # whether what was written there is surely there, whole, until somebody changes it

    def files(
        self, unreadable: Unreadable | None = None, like_a_file: Like | None = None
    ) -> Iterator[tuple[str, int]]: ...
    def read(self, relative: str) -> bytes: ...
    def read_many(self, relatives: Iterable[str]) -> Iterator[bytes | None]: ...
    def read_workbook(self, relative: str) -> bytes: ...
    def write(self, relative: str, data: bytes) -> None: ...
    def note(self, relative: str, data: bytes) -> None: ...
    def write_kept(self, relative: str, data: bytes, may_replace: Callable[[bytes], bool]) -> str: ...
    def settle(self, relatives: Iterable[str]) -> None: ...
    def was_edited(self, relative: str, since: str) -> bool: ...
    def exists(self, relative: str) -> bool: ...
    def remove(self, relative: str) -> None: ...


def place(address: str) -> Place:
    """The place that an address names. Raises `CannotProcess` (B013) when nothing installed knows its kind."""
    return _Remote(address) if is_remote(address) else _Folder(Path(address))


def is_remote(address: str) -> bool:
    return "://" in address


def full_address(address: str, relative: str) -> str:
    """A file of a place as a person writes it."""
    return f"{address.rstrip('/')}/{relative}" if is_remote(address) else str(Path(address) / relative)


class _Folder:
    keeps = False  # a disk that lost its power gives back empty files, zeros, or what was there before

    def __init__(self, root: Path) -> None:
        self._root = root

    def files(self, unreadable: Unreadable | None = None, like_a_file: Like | None = None) -> Iterator[tuple[str, int]]:
        """Every file below the root with its size; links to folders are not followed, so that no ring catches us.

        A folder that is named like a file (a workbook that somebody has unpacked) is told of as well.
        """
        waiting = [self._root]
        while waiting:
            folder = waiting.pop()
            try:
                entries = sorted(folder.iterdir())
            except OSError as problem:
                if unreadable is not None:
                    unreadable(folder.relative_to(self._root).as_posix(), problem.strerror or str(problem))
                continue
            for entry in entries:
                relative = entry.relative_to(self._root).as_posix()
                if not _is_folder(entry):  # also a link that leads nowhere: a workbook of that name is missed
                    yield relative, _size(entry)
                    continue
                if not entry.is_symlink():
                    waiting.append(entry)
                if like_a_file is not None and like_a_file(relative):
                    yield relative, 0

    def read(self, relative: str) -> bytes:
        return storage.read_file(self._root / relative)[0]

    def read_many(self, relatives: Iterable[str]) -> Iterator[bytes | None]:
        """The contents of several files in their order; None for one that cannot be read."""
        for relative in relatives:
            yield _or_none(self.read, relative)

    def read_workbook(self, relative: str) -> bytes:
        """The bytes of a workbook. Raises `CannotProcess` with what it is when it is none."""
        return storage.read_source(self._root / relative).data

    def write(self, relative: str, data: bytes) -> None:
        target = self._root / relative
        storage.make_folder(target.parent)
        storage.replace_file(target, data)

    def note(self, relative: str, data: bytes) -> None:
        """Write what can be had again: in one step, but without waiting for the disk."""
        target = self._root / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(f".{os.getpid()}{HALF}")
        half.write_bytes(data)
        half.replace(target)

    def write_kept(self, relative: str, data: bytes, may_replace: Callable[[bytes], bool]) -> str:
        """Where the file came to lie: one that somebody has edited, or has open, is never overwritten."""
        target = self._root / relative
        storage.make_folder(target.parent)
        written = storage.write_report(target, data, may_replace, durable=False)  # it can be made again
        return written.path.relative_to(self._root).as_posix()

    def settle(self, relatives: Iterable[str]) -> None:
        """Wait until the disk has these files. Raises `CannotProcess` where it says that it has not."""
        storage.settle([self._root / relative for relative in relatives])

    def was_edited(self, relative: str, since: str) -> bool:
        """Whether a file was written after another one."""
        try:
            return (self._root / relative).stat().st_mtime_ns > (self._root / since).stat().st_mtime_ns
        except OSError:
            return False

    def exists(self, relative: str) -> bool:
        return (self._root / relative).is_file()

    def remove(self, relative: str) -> None:
        (self._root / relative).unlink(missing_ok=True)


class _Remote:
    """An object store or another file system through fsspec; an object appears whole or not at all."""

    keeps = True

    def __init__(self, address: str) -> None:
        self._files: Any
        try:
            import fsspec

            self._files, self._root = fsspec.core.url_to_fs(address, use_listings_cache=False)
        except (ImportError, ValueError) as problem:
            raise CannotProcess(finding("B013", address=address, reason=str(problem))) from problem

    def files(self, unreadable: Unreadable | None = None, like_a_file: Like | None = None) -> Iterator[tuple[str, int]]:
        self._files.invalidate_cache()
        found = self._files.find(self._root, detail=True)
        for path in sorted(found):
            if found[path].get("type") == "file" and not path.endswith("/"):
                yield posixpath.relpath(path, self._root), int(found[path].get("size") or 0)

    def read(self, relative: str) -> bytes:
        """Raises `CannotProcess` for what is larger than any file may be, before it is fetched."""
        path = self._path(relative)
        try:
            size = self._files.size(path)
            storage.refuse_too_large(posixpath.basename(relative), int(size or 0))
            data = bytes(self._files.cat_file(path))
        except (OSError, CannotProcess):
            raise
        except Exception as problem:  # each kind of store has exceptions of its own
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), relative) from problem
        storage.refuse_too_large(posixpath.basename(relative), len(data))
        return data

    def read_many(self, relatives: Iterable[str]) -> Iterator[bytes | None]:
        waiting = iter(relatives)
        with ThreadPoolExecutor(THREADS) as threads:
            while some := list(islice(waiting, THREADS * 4)):
                yield from threads.map(lambda relative: _or_none(self.read, relative), some)

    def read_workbook(self, relative: str) -> bytes:
        data = self.read(relative)
        storage.used_kind(posixpath.basename(relative), data)
        return data

    def write(self, relative: str, data: bytes) -> None:
        path = self._path(relative)
        self._files.makedirs(posixpath.dirname(path), exist_ok=True)
        self._files.pipe_file(path, data)

    def note(self, relative: str, data: bytes) -> None:
        self.write(relative, data)

    def write_kept(self, relative: str, data: bytes, may_replace: Callable[[bytes], bool]) -> str:
        for edition in range(1, LAST_EDITION + 1):
            path = storage.edition_path(Path(relative), edition).as_posix()
            there = _or_none(self.read, path)
            if there == data:
                return path
            if there is None or may_replace(there):
                self.write(path, data)
                return path
        raise CannotProcess(finding("F039", name=posixpath.basename(relative), last=LAST_EDITION))

    def settle(self, relatives: Iterable[str]) -> None:
        """An object that could be written is there."""

    def was_edited(self, relative: str, since: str) -> bool:
        return False

    def exists(self, relative: str) -> bool:
        return bool(self._files.exists(self._path(relative)))

    def remove(self, relative: str) -> None:
        if self.exists(relative):
            self._files.rm_file(self._path(relative))

    def _path(self, relative: str) -> str:
        return posixpath.join(self._root, relative)


def _or_none(read: Callable[[str], bytes], relative: str) -> bytes | None:
    try:
        return read(relative)
    except Exception:  # a disk or an object store raises in many ways
        return None


def _is_folder(path: Path) -> bool:
    """What may not even be looked at counts as a file: whoever reads it is told why it cannot be read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
