"""Workbooks of other kinds (.xls .et .xlsb .ods), read and made an .xlsx: values, formats and merges as they stand.

Nothing of them is ever written. Each reader gives plain `Sheets`; one writer makes the package that everything else
reads, cell by cell at the same place, so that what is said of a cell names the cell that staff see.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from workbook_tools.basis import file_kinds
from workbook_tools.basis.file_kinds import FileKind, kind_of
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.foreign.sheets import Sheets, TooMuch, Unreadable
from workbook_tools.model import Finding
from workbook_tools.model.fields import SHEETS
from workbook_tools.ooxml.problem import PackageProblem

LAST_OLD_ROW = 65_536  # of a sheet of .xls
_TOLD_AS_IT_IS = ("F104", "F105", "F107")  # a package that is too large, or made to harm

_READERS = {  # kind → the module that reads it; loaded where one is handed in
    file_kinds.OLD: "old",
    file_kinds.BINARY: "binary",
    file_kinds.OPEN_DOCUMENT: "open_document",
    file_kinds.WORD: "word",
    file_kinds.COMMAS: "text_table",
    file_kinds.TABBED: "text_table",
    file_kinds.SEMICOLONS: "text_table",
}


def as_package(data: bytes) -> bytes:
    """The .xlsx of a workbook of another kind; any other file as it is. Raises `CannotProcess` (F101, F152, F153)."""
    kind = kind_of(data)
    return converted(data, kind)[0] if kind.foreign else data


def converted(data: bytes, kind: FileKind) -> tuple[bytes, tuple[Finding, ...]]:
    """The .xlsx made of a workbook of another kind, and what is to be said of it."""
    if kind is file_kinds.STRICT:
        return _usual(data, kind), (finding("F155"),)
    from workbook_tools.foreign.package import LONGEST_TEXT, write_package

    sheets = _read(data, kind)
    left = "、".join(sheets.left_behind)
    notes = [finding("F151", kind=kind.words, left=f"，没有带过来的有：{left}" if left else "")]
    if kind in file_kinds.TEXT_TABLES and sheets.sheets[0].name != SHEETS["ledger"].names[0]:
        raise CannotProcess(finding("F158", kind=kind.words))
    if kind is file_kinds.WORD and not sheets.sheets:
        raise CannotProcess(finding("F157"))
    package = write_package(sheets)
    for name, cell in sheets.cut_texts[:1]:
        notes.append(finding("F170", name, cell, count=len(sheets.cut_texts), limit=LONGEST_TEXT))
    notes += [finding("F159", name, rows=LAST_OLD_ROW) for name in sheets.full]
    if sheets.tracked:
        notes.append(finding("F156"))
    if sheets.without_values:
        notes.append(finding("F154", count=sheets.without_values, cell=sheets.first_without_value))
    return package, tuple(notes)


def _usual(data: bytes, kind: FileKind) -> bytes:
    from workbook_tools.foreign.strict import usual

    try:
        return usual(data)
    except Unreadable as problem:
        raise CannotProcess(finding("F152", kind=kind.words)) from problem


def _read(data: bytes, kind: FileKind) -> Sheets:
    read: Callable[[bytes], Sheets] = import_module(f"workbook_tools.foreign.{_READERS[kind]}").read
    try:
        return read(data)
    except (Unreadable, TooMuch) as problem:
        raise refusal(problem, kind) from problem


def refusal(problem: Unreadable | TooMuch, kind: FileKind, encrypted: str = "F101") -> CannotProcess:
    """Why a file cannot be read, as it is told; what a package is too large or too strange for stays what it is."""
    if isinstance(problem, TooMuch):
        what, found, limit = problem.what, problem.found, problem.limit
        return CannotProcess(finding("F153", kind=kind.words, what=what, found=found, limit=limit))
    cause = problem.__cause__
    if isinstance(cause, PackageProblem) and cause.code in _TOLD_AS_IT_IS:
        return CannotProcess(finding(cause.code, cause.sheet, cause.cell, **cause.figures))
    return CannotProcess(finding(encrypted, kind=kind.words) if problem.encrypted else finding("F152", kind=kind.words))


__all__ = ["as_package", "converted", "refusal"]
