"""Where a batch reads and writes: a folder of this machine, or any address that fsspec knows (`s3://bucket/folder`)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from workbook_tools import storage


class Place(Protocol):
    """A root with files below it; paths are relative, with "/"."""

    def files(self) -> Iterator[tuple[str, int]]: ...
    def read(self, relative: str) -> bytes: ...
    def write(self, relative: str, data: bytes) -> None: ...
    def write_report(self, relative: str, data: bytes, is_untouched: Callable[[bytes], bool]) -> str: ...
    def exists(self, relative: str) -> bool: ...
    def remove(self, relative: str) -> None: ...


def place(address: str) -> Place:
    """The place that an address names."""
    return _Remote(address) if "://" in address else _Folder(Path(address))


def is_remote(address: str) -> bool:
    return "://" in address


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def files(self) -> Iterator[tuple[str, int]]:
        """Every file below the root with its size; links to folders are not followed, so that no ring catches us."""
        waiting = [self._root]
        while waiting:
            folder = waiting.pop()
            try:
                entries = sorted(folder.iterdir())
            except OSError:
                continue
            for entry in entries:
                if entry.is_dir() and not entry.is_symlink():
                    waiting.append(entry)
                elif entry.is_file():
                    yield entry.relative_to(self._root).as_posix(), entry.stat().st_size

    def read(self, relative: str) -> bytes:
        return storage.read_file(self._root / relative)[0]

    def write(self, relative: str, data: bytes) -> None:
        target = self._root / relative
        storage.make_folder(target.parent)
        storage.replace_file(target, data)

    def write_report(self, relative: str, data: bytes, is_untouched: Callable[[bytes], bool]) -> str:
        """Where the report came to lie: one that somebody has edited is never overwritten."""
        target = self._root / relative
        storage.make_folder(target.parent)
        return storage.write_report(target, data, is_untouched).path.relative_to(self._root).as_posix()

    def exists(self, relative: str) -> bool:
        return (self._root / relative).is_file()

    def remove(self, relative: str) -> None:
        (self._root / relative).unlink(missing_ok=True)


class _Remote:
    """An object store or another file system through fsspec; an object appears whole or not at all."""

    def __init__(self, address: str) -> None:
        import fsspec

        self._files: Any
        self._files, self._root = fsspec.core.url_to_fs(address)

    def files(self) -> Iterator[tuple[str, int]]:
        self._files.invalidate_cache()
        found = self._files.find(self._root, detail=True)
        for path in sorted(found):
            if found[path].get("type") == "file":
                yield posixpath.relpath(path, self._root), int(found[path].get("size") or 0)

    def read(self, relative: str) -> bytes:
        return bytes(self._files.cat_file(self._path(relative)))

    def write(self, relative: str, data: bytes) -> None:
        path = self._path(relative)
        self._files.makedirs(posixpath.dirname(path), exist_ok=True)
        self._files.pipe_file(path, data)

    def write_report(self, relative: str, data: bytes, is_untouched: Callable[[bytes], bool]) -> str:
        if self.exists(relative) and (there := self.read(relative)) != data and not is_untouched(there):
            relative = storage.edition_path(Path(relative), 2).as_posix()
        self.write(relative, data)
        return relative

    def exists(self, relative: str) -> bool:
        self._files.invalidate_cache()
        return bool(self._files.exists(self._path(relative)))

    def remove(self, relative: str) -> None:
        if self.exists(relative):
            self._files.rm_file(self._path(relative))

    def _path(self, relative: str) -> str:
        return posixpath.join(self._root, relative)
