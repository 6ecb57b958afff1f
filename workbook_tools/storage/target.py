"""What every write asks of the file whose place it takes, before it begins; and its errors as findings."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import _system
from workbook_tools.storage.names import invalid_on_windows
from workbook_tools.storage.troubles import folder_name, writing_problem


def place_of(target: Path) -> Path:
    """Where a link leads, so that the file is replaced and not the link. Raises `CannotProcess` (F030, F043)."""
    try:
        _system.native(target)
    except OSError as problem:
        raise CannotProcess(writing_problem(problem, target)) from problem
    if _system.WINDOWS:
        refuse_name(target.name)  # before it is resolved: Windows takes CON.xlsx for a device
    real = Path(_system.real_path(target))
    if os.path.islink(real):  # noqa: PTH114 - false, not an error, for a name that is too long
        raise CannotProcess(finding("F043", name=target.name))
    if _system.WINDOWS:
        refuse_name(real.name)
    return real


def refuse_name(name: str) -> None:
    """Raises `CannotProcess` with F030 for a name that Windows does not take."""
    if reason := invalid_on_windows(name):
        raise CannotProcess(finding("F030", name=name, reason=reason))


def present(real: Path) -> os.stat_result | None:
    """What is there now; None where nothing is. Raises `CannotProcess`, with F040 for a folder."""
    try:
        status = _system.status(real)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise CannotProcess(writing_problem(problem, real)) from problem
    if stat.S_ISDIR(status.st_mode):
        raise CannotProcess(finding("F040", name=real.name))
    return status


def refuse_unwritable(real: Path, before: os.stat_result | None) -> None:
    """A file marked read-only was marked so by somebody: a rename could pass over it, we do not."""
    if not real.parent.is_dir():
        raise CannotProcess(finding("F020", folder=folder_name(real.parent)))
    writable = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    if before is not None and not (before.st_mode & writable and os.access(_system.native(real), os.W_OK)):
        raise CannotProcess(finding("F042" if _system.on_read_only_disk(real.parent) else "F022", name=real.name))


class coded:  # noqa: N801 - reads as a statement
    """Turns errors of the system into findings."""

    def __init__(self, real: Path, data: bytes, renaming: bool = False) -> None:
        self._real, self._size, self._renaming = real, len(data), renaming

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        if isinstance(problem, OSError):
            found = writing_problem(problem, self._real, self._size, renaming=self._renaming)
            raise CannotProcess(found) from problem
