"""The same job through xlwings, on Excel for Windows and macOS.

    RunPython("from workbook_tools.excel import live; live.recompute()")

The open workbook is read in one block a sheet and written in as few blocks as there are areas; the file on disk is read
for what blocks cannot tell (number formats, formulas) and never written. Uses the BSD core of xlwings only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.cell_references import cell_name
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.excel import messages
from workbook_tools.ooxml import CellEdit, Workbook

if TYPE_CHECKING:
    from workbook_tools.in_memory import Computed

TITLE = "绩效评价"
_EXCEL_EPOCH = datetime(1899, 12, 30)
_EXCEL_EPOCH_1904 = datetime(1904, 1, 1)


def recompute(book: Any = None) -> str:
    """Compute the calling workbook, write the results into it, and tell; the text of the message."""
    return _press(book, _recompute)


def check(book: Any = None) -> str:
    """Findings only; writes nothing."""
    return _press(book, lambda live: messages.checked_message(live.computed.evaluation, live.computed.findings))


def report(book: Any = None) -> str:
    """The reports only, beside the workbook."""
    return _press(book, lambda live: _with_reports(live, messages.score_line(live.computed.evaluation)))


@dataclass(frozen=True, slots=True)
class _Live:
    """An open workbook, what it holds, and what follows from it."""

    book: Any
    inputs: dict[str, Table]
    computed: Computed


@dataclass(frozen=True, slots=True)
class Table:
    """The used range of a sheet: its first row and column, and its values in one block."""

    row: int
    column: int
    values: tuple[tuple[Any, ...], ...]


def _press(book: Any, job: Callable[[_Live], str]) -> str:
    if book is None:
        import xlwings

        book = xlwings.Book.caller()
    with _as_before(book):
        try:
            message = job(_read(book))
        except CannotProcess as problem:
            message = messages.problem_message(problem.findings)
        except Exception as fault:  # Excel refuses a call while a cell is being edited, among other things
            message = messages.problem_message([finding("X010", detail=f"{type(fault).__name__}: {fault}")])
    book.app.alert(message, TITLE)
    return message


def _recompute(live: _Live) -> str:
    from workbook_tools.excel.changes import recorded
    from workbook_tools.excel.live_write import apply

    if live.computed.converted:
        raise CannotProcess(finding("X017"))
    recorder, findings = recorded(live.computed)
    if read_inputs(live.book) != live.inputs:
        raise CannotProcess(finding("X004"))
    apply(live.book, recorder)
    said = messages.done_message(live.computed.submission, live.computed.evaluation, findings)
    return _with_reports(replace(live, computed=replace(live.computed, findings=findings)), said)


def _with_reports(live: _Live, said: str) -> str:
    from workbook_tools.report_files import write_reports

    path = Path(live.book.fullname)
    written, notes = write_reports(live.computed, path.parent, path)
    return "\n\n".join([said, messages.report_lines(written), *(note.message for note in notes)])


@contextmanager
def _as_before(book: Any) -> Iterator[None]:
    """Screen updating, calculation, alerts, the active sheet and the selection are afterwards what they were."""
    app = book.app
    updating, calculation, alerts = app.screen_updating, app.calculation, app.display_alerts
    sheet, selection = book.sheets.active, None
    with suppress(Exception):
        selection = app.selection.address if app.selection is not None else None
    app.status_bar = "正在计算，请稍候…"
    try:
        yield
    finally:
        settings = {
            "calculation": calculation,
            "display_alerts": alerts,
            "screen_updating": updating,
            "status_bar": False,
        }
        for name, before in settings.items():
            with suppress(Exception):
                setattr(app, name, before)
        with suppress(Exception):
            sheet.activate()
            if selection:
                sheet.range(selection).select()


# ---------------------------------------------------------------- reading


def _read(book: Any) -> _Live:
    from workbook_tools.catalogue.problems import package_problems
    from workbook_tools.in_memory import evaluate_bytes
    from workbook_tools.storage import read_source

    path = Path(book.fullname)
    if not path.is_file():
        raise CannotProcess(finding("X007"))
    with package_problems():
        saved = Workbook.open(read_source(path).data)
        inputs = read_inputs(book)
        _overlay(saved, inputs)
        return _Live(book, inputs, evaluate_bytes(saved.save(), folder=path.parent))


def read_inputs(book: Any) -> dict[str, Table]:
    """The values of every worksheet, one call a sheet."""
    tables = {}
    for sheet in book.sheets:
        used = sheet.used_range
        values = used.raw_value
        if not isinstance(values, list | tuple):
            values = ((values,),)
        rows = tuple(tuple(row) if isinstance(row, list | tuple) else (row,) for row in values)
        tables[sheet.name] = Table(used.row, used.column, rows)
    return tables


def _overlay(saved: Workbook, inputs: dict[str, Table]) -> None:
    """Put what is open but not saved into the copy in memory. A sheet that was never saved is not known well enough."""
    kinds = {sheet.name: sheet.kind for sheet in saved.sheets}
    unsaved = [name for name in inputs if name not in kinds]
    if unsaved:
        raise CannotProcess(*(finding("X018", name, name=name) for name in unsaved))
    for name, table in inputs.items():
        if kinds[name] == "worksheet":
            saved.set_cells(name, dict(_differences(saved, name, table)))


def _differences(saved: Workbook, name: str, table: Table) -> Iterator[tuple[str, CellEdit]]:
    scan = saved.scan(name)
    last = max(table.row + len(table.values), scan.last_row + 1)
    known = {place for place, cell in scan.cells.items() if not cell.empty}
    live = {
        (table.row + down, table.column + right): value
        for down, row in enumerate(table.values)
        for right, value in enumerate(row)
        if value is not None and value != ""
    }
    for row, column in sorted(known | set(live)):
        if row > last:
            continue
        cell = scan.at(row, column)
        value = _plain(live.get((row, column)), date1904=saved.date1904)
        if not _equal(value, cell.text if cell else "", cell.type if cell else "n"):
            yield cell_name(row, column), CellEdit(value)


def _plain(value: Any, *, date1904: bool) -> bool | float | str | None:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=None) - (_EXCEL_EPOCH_1904 if date1904 else _EXCEL_EPOCH)
        return moment.total_seconds() / 86400
    if isinstance(value, date):
        return float((datetime(value.year, value.month, value.day) - _EXCEL_EPOCH).days)
    return float(value)


def _equal(value: bool | float | str | None, text: str, kind: str) -> bool:
    if value is None or value == "":
        return text == ""
    if isinstance(value, bool):
        return kind == "b" and text == str(int(value))
    if isinstance(value, str):
        return text == value or (kind == "e")  # an error comes over as a number of its own
    try:
        return kind in ("n", "") and abs(float(text) - value) <= 1e-9 * max(1.0, abs(value))
    except ValueError:
        return kind == "e"


__all__ = ["Table", "check", "read_inputs", "recompute", "report"]
