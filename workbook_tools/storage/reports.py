"""Writing a report without ever destroying one that somebody has worked on.

Only a file that we made and nobody changed is written over. An edited one, or one that is open in Word, stays, and the
new report goes beside it as 「（第2版）」, 「（第3版）」 and so on.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model.basics import Finding
from workbook_tools.storage.names import LAST_EDITION, edition_path
from workbook_tools.storage.owners import office_has_open
from workbook_tools.storage.replace import Written, replace_file, same_bytes
from workbook_tools.storage.source import read_file

_OPEN_ELSEWHERE = ("F025",)


def write_report(
    target: Path, data: bytes, is_ours_and_untouched: Callable[[bytes], bool], *, durable: bool = True
) -> Written:
    """Write a report, under its own name or the first edition that is free.

    `is_ours_and_untouched` is asked about the bytes of a file that is in the way: whether we made them and they are
    still as we made them. `durable` is that of `replace_file`. Raises `CannotProcess` as `replace_file` does, and with
    F039 when no edition is free. The findings of the result say why a report did not get its own name.
    """
    passed_over: list[tuple[Path, str]] = []
    for edition in range(1, LAST_EDITION + 1):
        path = edition_path(target, edition)
        obstacle = _obstacle(path, data, is_ours_and_untouched)
        if not obstacle:
            try:
                written = replace_file(path, data, durable=durable)
            except CannotProcess as problem:
                if not all(one.code in _OPEN_ELSEWHERE for one in problem.findings):
                    raise
                obstacle = "F038"
            else:
                return written._replace(findings=(*_reasons(passed_over, path), *written.findings))
        passed_over.append((path, obstacle))
    raise CannotProcess(finding("F039", name=target.name, last=LAST_EDITION))


def _obstacle(path: Path, data: bytes, is_ours_and_untouched: Callable[[bytes], bool]) -> Literal["", "F037", "F038"]:
    """Why a path cannot be had: "" when it can, be it that it is free or holds these bytes already."""
    try:
        if same_bytes(path, data):
            return ""
        present, _ = read_file(path)
    except FileNotFoundError:
        return "F038" if office_has_open(path) else ""
    except IsADirectoryError:
        return ""  # replace_file says so
    except OSError as problem:  # held so that it cannot even be read; anything else replace_file will say
        return "F038" if problem.errno in (errno.EACCES, errno.EPERM, errno.EBUSY) else ""
    if not is_ours_and_untouched(present):
        return "F037"
    return "F038" if office_has_open(path) else ""


def _reasons(passed_over: list[tuple[Path, str]], path: Path) -> tuple[Finding, ...]:
    return tuple(finding(code, old=old.name, new=path.name) for old, code in passed_over)
