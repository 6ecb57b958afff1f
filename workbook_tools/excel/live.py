"""The same job through xlwings, on Excel for Windows and macOS.

    RunPython("from workbook_tools.excel import live; live.recompute()")

The open workbook is read in one block a sheet and written in as few blocks as there are areas; the file on disk is read
for what blocks cannot tell (number formats, formulas) and never written. Uses the BSD core of xlwings only.
"""

from __future__ import annotations

import tempfile
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
from workbook_tools.model.fields import OWN_SHEETS
from workbook_tools.ooxml import CellEdit, NewSheet, SheetCell, Workbook
from workbook_tools.writing.own_sheets import MARK

if TYPE_CHECKING:
    from workbook_tools.in_memory import Computed

TITLE = "绩效评价"
_EXCEL_EPOCH = datetime(1899, 12, 30)
_EXCEL_EPOCH_1904 = datetime(1904, 1, 1)
_BUSY = frozenset({0x80010001, 0x8001010A, 0x800AC472})  # what Excel answers while a cell is being edited


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
    path: Path  # where it lies, or would lie in the documents of the user when it lies in a cloud
    inputs: dict[str, Table]
    computed: Computed


@dataclass(frozen=True, slots=True)
class Table:
    """The used range of a sheet: its first row and column, and its values in one block."""

    row: int
    column: int
    values: tuple[tuple[Any, ...], ...]


def main() -> None:
    """What the button Run of xlwings calls, in a module that is named like the workbook:

    from workbook_tools.excel.live import main
    """
    recompute()


def _press(book: Any, job: Callable[[_Live], str]) -> str:
    if book is None:
        import xlwings

        book = xlwings.Book.caller()
    try:
        with _as_before(book):
            message = job(_read(book))
    except CannotProcess as problem:
        message = messages.problem_message(problem.findings)
    except Exception as fault:  # Excel refuses a call while a cell is being edited, among other things
        message = messages.problem_message([finding("X010", detail=_reason(fault))])
    book.app.alert(message, TITLE)
    return message


def _reason(fault: Exception) -> str:
    """Why a call failed, in the words of Excel where they are Chinese; what is English says nothing to staff."""
    numbers = {argument & 0xFFFFFFFF for argument in fault.args if isinstance(argument, int)}
    if numbers & _BUSY:
        return "Excel 正在编辑单元格，或者开着一个对话框"
    told = [text for argument in fault.args for text in (argument if isinstance(argument, tuple) else (argument,))]
    for text in told:
        if isinstance(text, str) and any("\u4e00" <= character <= "\u9fff" for character in text):
            return text.strip()
    return f"Excel 拒绝了一步操作（{type(fault).__name__}）"


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
    return _with_reports(replace(live, computed=live.computed._replace(findings=findings)), said)


def _with_reports(live: _Live, said: str) -> str:
    from workbook_tools.report_files import write_reports

    path = live.path
    written, notes = write_reports(live.computed, path.parent, path)
    return "\n\n".join([said, messages.report_lines(written), *(note.message for note in notes)])


@contextmanager
def _as_before(book: Any) -> Iterator[None]:
    """Screen updating, calculation, alerts, the active sheet and the selection are afterwards what they were."""
    app = book.app
    updating, calculation, alerts = app.screen_updating, app.calculation, app.display_alerts
    events = None
    with suppress(Exception):
        events = app.enable_events
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
        if events is not None:
            settings["enable_events"] = events
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

    path, data = _saved(book)
    with package_problems():
        saved = Workbook.open(data)
        inputs = read_inputs(book)
        _overlay(book, saved, inputs)
        return _Live(book, path, inputs, evaluate_bytes(saved.save(), folder=path.parent))


def _saved(book: Any) -> tuple[Path, bytes]:
    """Where the workbook lies, and its bytes. One that lies in a cloud is asked for a copy of itself.

    xlwings looks for the folder that OneDrive keeps on this computer, and raises where it finds none.
    """
    from workbook_tools.storage import read_source

    place = ""
    with suppress(Exception):
        place = book.fullname
    if place and "://" not in place:
        path = Path(place)
        if not path.is_file():
            raise CannotProcess(finding("X007"))
        return path, read_source(path).data
    name = str(book.name)
    with tempfile.TemporaryDirectory(prefix="wt_") as folder:
        copy = Path(folder) / name
        try:
            book.api.SaveCopyAs(str(copy))
        except Exception:
            raise CannotProcess(finding("X034", name=name)) from None
        return Path.home() / "Documents" / name, read_source(copy).data


def read_inputs(book: Any) -> dict[str, Table]:
    """The values of every worksheet, one call a sheet."""
    tables = {}
    for sheet in book.sheets:
        used = sheet.used_range
        values = _values(used)
        if not isinstance(values, list | tuple):
            values = ((values,),)
        rows = tuple(tuple(row) if isinstance(row, list | tuple) else (row,) for row in values)
        tables[sheet.name] = Table(used.row, used.column, rows)
    return tables


def _values(used: Any) -> Any:
    """As they are kept. The usual way rounds a cell in a currency format to four digits; Excel for Mac has no other."""
    try:
        return used.api.Value2
    except AttributeError:
        return used.raw_value


def _overlay(book: Any, saved: Workbook, inputs: dict[str, Table]) -> None:
    """Put what is open but not saved into the copy in memory.

    A sheet that was never saved is not known well enough, unless it is one of ours: an earlier press made it, and what
    staff answered in it counts.
    """
    kinds = {sheet.name: sheet.kind for sheet in saved.sheets}
    unsaved = [name for name in inputs if name not in kinds]
    strange = [name for name in unsaved if not (name in OWN_SHEETS and _is_marked(book.sheets[name]))]
    if strange:
        raise CannotProcess(*(finding("X018", name, name=name) for name in strange))
    for name, table in inputs.items():
        if name in unsaved:
            saved.put_sheet(_as_new_sheet(name, table, saved.date1904), MARK)
        elif kinds[name] == "worksheet":
            saved.set_cells(name, dict(_differences(saved, name, table)))


def _is_marked(sheet: Any) -> bool:
    with suppress(Exception):
        return any(MARK in name.name for name in sheet.names)
    return False


def _as_new_sheet(name: str, table: Table, date1904: bool) -> NewSheet:
    """The values of an open sheet in their places."""
    rows: list[list[SheetCell | None]] = [[] for _ in range(1, table.row)]
    for values in table.values:
        cells = [SheetCell(_plain(value, date1904=date1904)) for value in values]
        rows.append([*[None] * (table.column - 1), *cells])
    return NewSheet(name, rows)


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


__all__ = ["Table", "check", "main", "read_inputs", "recompute", "report"]
