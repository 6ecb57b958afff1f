"""`new`: a blank standard workbook of the year; an .xlsm comes with the buttons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workbook_tools import storage
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess

SUFFIXES = (".xlsx", ".xlsm")


def make_new(path: Path, year: int | None, scheme: str = "", folder: Path | None = None) -> Path:
    """Write the workbook; `folder` may hold an office's own schemes.

    Raises `CannotProcess` for a wrong suffix, a file that is there, what is not."""
    from workbook_tools.authoring import blank_workbook

    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CannotProcess(finding("U011", name=path.name, suffixes="、".join(SUFFIXES)))
    if path.exists():
        raise CannotProcess(finding("U012", name=path.name))
    data = blank_workbook(year or date.today().year, scheme, folder)
    if suffix == ".xlsm":
        from workbook_tools.excel import with_buttons

        data = with_buttons(data)
    return storage.replace_file(path, data, expected=None, keep_previous=False).path
