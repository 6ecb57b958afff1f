"""The version before put back in the place of a workbook; what it replaces becomes the version before."""

from __future__ import annotations

from pathlib import Path

from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage.locks import file_lock
from workbook_tools.storage.names import previous_version_path
from workbook_tools.storage.owners import open_elsewhere
from workbook_tools.storage.replace import Written, replace_file
from workbook_tools.storage.source import read_source
from workbook_tools.storage.temporary import sweep


def restore(path: Path) -> Written:
    """Put 上一版 back. Done twice, everything is as it was. Raises `CannotProcess`; then nothing changed."""
    previous = previous_version_path(path)
    for one in (path, previous):
        if (opened := open_elsewhere(one, in_place=True)) is not None:
            raise CannotProcess(opened)
    with file_lock(path):
        sweep(path)  # a run that died may have the version before ready
        if not previous.is_file():
            raise CannotProcess(finding("U020", name=path.name, previous=previous.name))
        source = read_source(previous)
        return replace_file(path, source.data, expected=source, keep_previous=True)
