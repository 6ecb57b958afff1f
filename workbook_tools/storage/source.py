"""Reading a workbook's bytes, once, and saying what it is when it is none."""

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import NamedTuple

from workbook_tools.basis.file_kinds import FileKind, Use, kind_of
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model.basics import Finding
from workbook_tools.storage import _system
from workbook_tools.storage.troubles import reason_of

MEGABYTE = 1024 * 1024
_LARGEST_FILE = 200  # MB; a workbook of 500,000 ledger rows has about 30
_LIMIT_VARIABLE = "WORKBOOK_TOOLS_MAX_FILE_MB"


class Source(NamedTuple):
    """A workbook as it lay on disk at one moment."""

    path: Path
    data: bytes
    digest: str  # SHA-256 of the data
    modified_ns: int
    mode: int  # permission bits
    links: int  # names of the file on disk; more than one means hard links
    kind: FileKind  # by its content


def read_source(path: Path | str, *, limit_megabytes: int | None = None, reports: bool = False) -> Source:
    """The bytes of a workbook. Raises `CannotProcess` with F001–F013 when there is none to be read.

    `reports`: also a text or a PDF, from which a workbook can be filled.
    The size limit is the argument, else the environment variable WORKBOOK_TOOLS_MAX_FILE_MB, else 200 MB.
    """
    path = Path(path)
    limit = limit_megabytes or limit_from_environment()
    try:
        data, status = read_file(path, limit * MEGABYTE)
    except OSError as problem:
        raise CannotProcess(_reading_problem(problem, path)) from problem
    if len(data) > limit * MEGABYTE:
        refuse_too_large(path.name, max(status.st_size, len(data)), limit)
    kind = used_kind(path.name, data, reports=reports)
    return Source(
        path=path,
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        modified_ns=status.st_mtime_ns,
        mode=stat.S_IMODE(status.st_mode),
        links=status.st_nlink,
        kind=kind,
    )


def used_kind(name: str, data: bytes, *, reports: bool = False) -> FileKind:
    """What a file is. Raises `CannotProcess` (F003–F009, F161) for an empty file, and for a kind that is refused."""
    if not data:
        raise _refused("F003", Path(name))
    kind = kind_of(data)
    if kind.use is Use.REFUSED or (kind.use is Use.IMPORTED and not reports):
        raise _refused(kind.code, Path(name), kind=kind.words)
    return kind


def read_file(path: Path, most: int | None = None) -> tuple[bytes, os.stat_result]:
    """All bytes of a regular file (at most `most` + 1 of them) and its status, from one open file. Raises OSError."""
    if stat.S_ISDIR(mode := _system.status(path).st_mode):  # before opening: a pipe would block
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(path))
    descriptor = _system.open_for_reading(path)
    try:
        status = os.fstat(descriptor)
        return _read_all(descriptor, status.st_size, most), status
    finally:
        _system.close(descriptor)


def digest_of_file(path: Path) -> str:
    """SHA-256 of a regular file, read piece by piece. Raises OSError."""
    if not stat.S_ISREG(_system.status(path).st_mode):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(path))
    descriptor, digest = _system.open_for_reading(path), hashlib.sha256()
    try:
        while piece := _system.read(descriptor, MEGABYTE):
            digest.update(piece)
    finally:
        _system.close(descriptor)
    return digest.hexdigest()


def _read_all(descriptor: int, announced: int, most: int | None) -> bytes:
    """In one piece as a rule, so that a big file is in memory once; on until its end, for it may have grown."""
    pieces, size = [], 0
    while most is None or size <= most:
        room = max(announced + 1 - size, MEGABYTE)
        piece = _system.read(descriptor, room if most is None else min(room, most + 1 - size))
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def refuse_too_large(name: str, size: int, limit_megabytes: int | None = None) -> None:
    """Raise `CannotProcess` (F010) for a file of so many bytes, wherever it lies, if it is beyond the limit."""
    limit = limit_megabytes or limit_from_environment()
    if size > limit * MEGABYTE:
        raise _refused("F010", Path(name), size=-(-size // MEGABYTE), limit=limit)


def limit_from_environment() -> int:
    """In megabytes. A value that is no positive number leaves the default: a typing error must not lift the limit."""
    text = os.environ.get(_LIMIT_VARIABLE, "").strip()
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else _LARGEST_FILE


def _refused(code: str, path: Path, **figures: int | str) -> CannotProcess:
    return CannotProcess(finding(code, "", "", name=path.name, **figures))


def _reading_problem(problem: OSError, path: Path) -> Finding:
    name = path.name or str(path)
    if _system.held_by_another(problem):
        return finding("F012", name=name)
    code = {
        errno.ENOENT: "F001",
        errno.ENOTDIR: "F001",
        errno.EISDIR: "F002",
        errno.EACCES: "F004",
        errno.EPERM: "F004",
        errno.ENODEV: "F013",
        errno.ENAMETOOLONG: "F029",
        errno.ELOOP: "F043",
    }.get(problem.errno or 0, "F011")
    return finding(code, name=name, reason=reason_of(problem))
