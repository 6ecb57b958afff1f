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
    """The lock on the workbook's sheets, likewise (X006). What Excel for Mac does not tell is not asked there."""
    api = book.api
    if not getattr(api, "ProtectStructure", False):
        yield
        return
    windows = bool(getattr(api, "ProtectWindows", False))
    with suppress(Exception):
        api.Unprotect("")
    if api.ProtectStructure:
        raise CannotProcess(finding("X006"))
    try:
        yield
    finally:
        api.Protect("", True, windows)


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


def _on_windows(sheet: Any) -> bool:
    return hasattr(sheet.api, "ProtectContents")


def _protected(sheet: Any) -> bool:
    return bool(sheet.api.ProtectContents if _on_windows(sheet) else sheet.api.protect_contents.get())


def _unprotect(sheet: Any) -> None:
    if _on_windows(sheet):
        sheet.api.Unprotect("")  # without an argument Excel would ask for the password
    else:
        sheet.api.unprotect(password="")


def _settings(sheet: Any) -> dict[str, bool]:
    if not _on_windows(sheet):
        return {}
    api = sheet.api
    settings = {"DrawingObjects": bool(api.ProtectDrawingObjects), "Scenarios": bool(api.ProtectScenarios)}
    for name in _ALLOWED:
        settings[name] = bool(getattr(api.Protection, name, False))
    return settings


def _protect(sheet: Any, settings: dict[str, bool]) -> None:
    if _on_windows(sheet):
        sheet.api.Protect(Contents=True, **settings)
    else:
        sheet.api.protect_worksheet(worksheet_contents=True)
