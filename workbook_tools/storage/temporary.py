"""The hidden files beside a target that become the target, and the version before it.

Each run has names of its own, which nobody else makes and nobody takes over: two computers that share a folder
without locks never write into one file. What a killed run left behind is told by its name, which says of which machine
and process it was; it is swept by the next run.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple

from workbook_tools.storage import _system
from workbook_tools.storage.names import TEMPORARY, digest, previous_version_path, temporary_path, temporary_stem
from workbook_tools.storage.source import MEGABYTE, read_file

Role = Literal["new", "old"]
SURELY_DEAD = 86_400.0  # seconds after which a file of a process that cannot be asked counts as left behind
_NAME = re.compile(
    rf"({re.escape(TEMPORARY)}[0-9a-f]{{12}})-(([0-9a-f]{{6}})-([0-9]{{1,10}})-[0-9a-f]{{6}})-(new|old)\.tmp"
)
_living: set[str] = set()  # paths that this process is writing


@contextmanager
def living(path: Path) -> Iterator[None]:
    """A hidden file of this run that somebody else makes and fills: no sweep of this process takes it."""
    _living.add(str(path))
    try:
        yield
    finally:
        _living.discard(str(path))


class Temporary:
    """An open, private file. As a context manager it is closed, and removed unless it was put in place or `kept`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.kept = False
        self._descriptor = descriptor
        self._in_place = False

    @classmethod
    def beside(cls, target: Path, run: str, role: Role, mode: int) -> Temporary:
        """Raises OSError where the folder takes no file, also where one of that name is there."""
        path = temporary_path(target, run, role)
        _living.add(str(path))
        try:
            return cls(path, _system.open_new(path, mode))
        except BaseException:
            _living.discard(str(path))
            raise

    def fill(self, data: bytes, *, durable: bool = True) -> None:
        """Write everything; `durable`: and wait until the disk has it."""
        rest = memoryview(data)
        while rest:
            rest = rest[_system.write(self._descriptor, rest) :]
        if durable:
            _system.flush(self._descriptor)

    def differing(self, data: bytes) -> int | None:
        """None where the disk gives these very bytes; else how many it gives. Read piece by piece: no second copy."""
        _system.rewind(self._descriptor)
        size, same = 0, True
        while piece := _system.read(self._descriptor, MEGABYTE):
            same = same and data[size : size + len(piece)] == piece
            size += len(piece)
        return None if same and size == len(data) else size

    def dress_like(self, model_path: Path, model: os.stat_result, keep_times: bool) -> None:
        _system.dress_like(self._descriptor, self.path, model_path, model, keep_times)

    def put_in_place(self, target: Path) -> None:
        """One rename. Closed first: some network disks tell only then that they could not keep what was written."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            _system.close(descriptor)
        _system.replace(self.path, target)
        self._in_place = True

    def __enter__(self) -> Temporary:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A failing clean-up hides no result; what stays is swept by a later run."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:  # Windows removes no open file
            with suppress(OSError):
                _system.close(descriptor)
        if not self._in_place and not self.kept:
            with suppress(OSError):
                _system.remove(self.path)
        _living.discard(str(self.path))


def same_content(one: Path, other: Path) -> bool:
    """Raises OSError where one of them cannot be read."""
    return read_file(one)[0] == read_file(other)[0]


def new_run() -> str:
    """A name that no other run has: the machine, the process, and chance."""
    return f"{_machine()}-{os.getpid()}-{os.urandom(3).hex()}"


def sweep(target: Path) -> None:
    """Clear away what dead runs left beside a target.

    The version before that a run had ready when it died right after it put the new file in place is put in its place.
    """
    left, others = _left_behind(target)
    for path in others:
        with suppress(OSError):
            _system.remove(path)
    for run, files in left.items():
        ours = {role: path for role, path in files.items() if _is_dead(path, run) and _is_plain(path)}
        if ours.keys() != files.keys():
            continue
        with suppress(OSError):
            if "new" not in ours and not same_content(ours["old"], target):
                _system.replace(ours.pop("old"), previous_version_path(target))
            for role in ("old", "new"):  # "old" alone tells of a run that put its new file in place
                if role in ours:
                    _system.remove(ours[role])


class _Run(NamedTuple):
    name: str
    machine: str
    process: int


def _left_behind(target: Path) -> tuple[dict[_Run, dict[str, Path]], list[Path]]:
    """What runs left beside a target, and new files of dead runs whose target may be gone: nobody else sweeps those.

    A version before ("old") is staff's, and waits for its target.
    """
    others: list[Path] = []
    found: dict[_Run, dict[str, Path]] = {}
    stem = temporary_stem(target)
    try:
        names = _system.names_in(target.parent)
    except OSError:
        return {}, []
    for name in names:
        match = _NAME.fullmatch(name)
        if not match or str(path := target.with_name(name)) in _living:
            continue
        run = _Run(match[2], match[3], int(match[4]))
        if match[1] == stem:
            found.setdefault(run, {})[match[5]] = path
        elif match[5] == "new" and _is_old(path) and _is_dead(path, run) and _is_plain(path):
            others.append(path)
    old = {name.removesuffix("-old.tmp") for name in names if name.endswith("-old.tmp")}
    return found, [path for path in others if path.name.removesuffix("-new.tmp") not in old]


def _is_dead(path: Path, run: _Run) -> bool:
    """A process of another machine cannot be asked: its files are left behind when they are old."""
    if run.machine == _machine() and (run.process == os.getpid() or not _system.is_running(run.process)):
        return True
    return _is_old(path)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.lstat().st_mtime > SURELY_DEAD
    except OSError:
        return False


def _is_plain(path: Path) -> bool:
    """A plain file with one name, owned by us: not one that somebody planted."""
    try:
        status = path.lstat()
    except OSError:
        return False
    ours = _system.NO_OWNERS or status.st_uid == os.geteuid()
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and ours


@lru_cache(maxsize=1)
def _machine() -> str:
    if sys.platform == "win32":
        import platform  # some milliseconds that other systems need not spend

        return digest(platform.node())[:6]
    return digest(os.uname().nodename)[:6]
