"""Sheet protection in an open workbook, through the object model of Excel for Windows and of Excel for Mac."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess

# What a protected sheet may still allow: the argument of Protect → the property of Protection.
_ALLOWED = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
    "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
    "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip


@contextmanager
def structure_lifted(book: Any) -> Iterator[None]:
    """The lock on the workbook's sheets, likewise (X006, on a Mac X038)."""
    api = book.api
    if not _is_locked(api):
        yield
        return
    on_windows = hasattr(api, "ProtectStructure")
    windows = bool(getattr(api, "ProtectWindows", False)) if on_windows else bool(api.protect_windows.get())
    with suppress(Exception):
        api.Unprotect("") if on_windows else api.unprotect(password="")
    if _is_locked(api):
        raise CannotProcess(finding("X006" if on_windows else "X038"))
    try:
        yield
    finally:
        if on_windows:
            api.Protect("", True, windows)
        else:
            api.protect_workbook(password="", structure=True, windows=windows)


def _is_locked(api: Any) -> bool:
    if hasattr(api, "ProtectStructure"):
        return bool(api.ProtectStructure)
    with suppress(Exception):
        return bool(api.protect_structure.get())
    return False


@contextmanager
def sheets_may_come(book: Any) -> Iterator[None]:
    """Excel for Mac says of a sheet that it does not take nothing that staff could act on: X038 says it."""
    try:
        yield
    except Exception as refused:
        if all(on_windows(sheet) for sheet in book.sheets):
            raise
        raise CannotProcess(finding("X038")) from refused


@contextmanager
def lifted(sheets: Iterable[Any]) -> Iterator[None]:
    """Protections without a password are lifted and put back afterwards.

    Raises `CannotProcess` (X005) for a sheet with a password, before anything is written.
    """
    opened: list[tuple[Any, dict[str, bool]]] = []
    try:
        for sheet in sheets:
            if _protected(sheet):
                settings = _settings(sheet)
                with suppress(Exception):
                    _unprotect(sheet)
                if _protected(sheet):
                    raise CannotProcess(finding("X005", sheet.name, detail=sheet.name))
                opened.append((sheet, settings))
        yield
    finally:
        for sheet, settings in opened:
            _protect(sheet, settings)


def on_windows(sheet: Any) -> bool:
    return hasattr(sheet.api, "ProtectContents")


def _protected(sheet: Any) -> bool:
    return bool(sheet.api.ProtectContents if on_windows(sheet) else sheet.api.protect_contents.get())


def _unprotect(sheet: Any) -> None:
    if on_windows(sheet):
        sheet.api.Unprotect("")  # without an argument Excel would ask for the password
    else:
        sheet.api.unprotect(password="")


def _settings(sheet: Any) -> dict[str, bool]:
    if not on_windows(sheet):
        return {}
    api = sheet.api
    settings = {"DrawingObjects": bool(api.ProtectDrawingObjects), "Scenarios": bool(api.ProtectScenarios)}
    for name in _ALLOWED:
        settings[name] = bool(getattr(api.Protection, name, False))
    return settings


def _protect(sheet: Any, settings: dict[str, bool]) -> None:
    if on_windows(sheet):
        sheet.api.Protect(Contents=True, **settings)
    else:
        sheet.api.protect_worksheet(worksheet_contents=True)
