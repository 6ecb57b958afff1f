"""Macro workbooks and the add-in, written to disk."""

from __future__ import annotations

from pathlib import Path

from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess


def add_button(source: Path, out: Path) -> Path:
    """A copy of a workbook with the buttons; a file that is there stays as its 上一版. Raises `CannotProcess`."""
    from workbook_tools.excel.buttons import add_buttons
    from workbook_tools.storage import read_source

    _require(out, ".xlsm")
    return _write(out, add_buttons(read_source(source).data))


def make_addin(path: Path) -> Path:
    """The add-in with its ribbon tab. Raises `CannotProcess`."""
    from workbook_tools.excel.addin import addin_workbook

    _require(path, ".xlam")
    return _write(path, addin_workbook())


def _require(path: Path, suffix: str) -> None:
    if path.suffix.lower() != suffix:
        raise CannotProcess(finding("X025", name=path.name, suffix=suffix))


def _write(path: Path, data: bytes) -> Path:
    from workbook_tools.storage import replace_file

    return replace_file(path, data, expected=None, keep_previous=True).path
