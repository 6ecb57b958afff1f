"""What a press through xlwings writes into the open workbook, in blocks."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from workbook_tools.excel.changes import Area, Recorder, formats, formulas, looks, rectangles, rendered_workbook
from workbook_tools.excel.protection import lifted
from workbook_tools.excel.reply import value_field
from workbook_tools.ooxml import CellEdit, NewSheet


def apply(book: Any, recorder: Recorder) -> None:
    """Write all of it, or nothing: what was written when a call fails is taken back, and the failure goes on."""
    app = book.app
    app.screen_updating = False
    app.display_alerts = False
    app.calculation = "manual"
    written: list[tuple[Any, Any]] = []
    added: list[tuple[Any, str]] = []
    with lifted(book.sheets[name] for name in recorder.edits):
        try:
            _copy_results(book, recorder, added)
            _write_cells(book, recorder, written)
        except Exception:
            for area, before in reversed(written):
                with suppress(Exception):
                    area.formula = before
            for sheet, _ in added:
                with suppress(Exception):
                    sheet.delete()
            raise
        _take_names(book, added)
        for name in recorder.removed:
            _delete(book.sheets[name])
        _write_formulas(book, recorder)


def _write_cells(book: Any, recorder: Recorder, written: list[tuple[Any, Any]]) -> None:
    for name, edits in recorder.edits.items():
        sheet = book.sheets[name]
        for model, area in looks(edits):
            last = (model[0] + len(area) - 1, model[1])
            sheet.range(model, last).copy()
            _range(sheet, area).paste(paste="formats")
        for area in rectangles(edits):
            target = _range(sheet, area)
            written.append((target, target.formula))
            target.value = [[_written(edits[place], recorder.book.date1904) for place in row] for row in area]
        for code, area in formats(edits):
            _range(sheet, area).number_format = code


def _written(edit: CellEdit, date1904: bool) -> Any:
    """A value as Excel is to take it: figures as floats, text that could be something else behind an apostrophe."""
    field = value_field(edit.value, date1904=date1904)
    if field[0] == "n":
        return float(field[1:])
    if field[0] == "q":
        return f"'{edit.value}"
    return None if field[0] == "e" else edit.value


def _copy_results(book: Any, recorder: Recorder, added: list[tuple[Any, str]]) -> None:
    """Copies of the rendered sheets, beside the old ones and not yet under their names."""
    with tempfile.TemporaryDirectory(prefix="wt_") as folder:
        path = Path(folder) / "results.xlsx"
        path.write_bytes(rendered_workbook(recorder))
        rendered = book.app.books.open(str(path))
        try:
            for sheet, _ in recorder.sheets:
                known = [s.name for s in book.sheets]
                rendered.sheets[sheet.name].copy(after=_neighbour(book, known, sheet, added))
                added += [(s, sheet.name) for s in book.sheets if s.name not in known]
        finally:
            rendered.close()


def _neighbour(book: Any, known: list[str], sheet: NewSheet, added: list[tuple[Any, str]]) -> Any:
    """Beside the old sheet of that name; a new one goes behind the sheet that it follows, else to the end."""
    if sheet.name in known:
        return book.sheets[sheet.name]
    copies = {name: copy for copy, name in added}
    if sheet.after in copies:
        return copies[sheet.after]
    return book.sheets[sheet.after] if sheet.after in known else book.sheets[len(known) - 1]


def _delete(sheet: Any) -> None:
    sheet.visible = True  # Excel refuses to delete what is hidden from the menu as well
    sheet.delete()


def _take_names(book: Any, added: list[tuple[Any, str]]) -> None:
    """The new sheets take the place of the old ones, also in formulas of the staff, which lose them for a moment."""
    replaced = [(sheet, name) for sheet, name in added if sheet.name != name]
    if not replaced:
        return
    passed_over = {name for pair in replaced for name in (pair[0].name, pair[1])}
    ranges = [sheet.used_range for sheet in book.sheets if sheet.name not in passed_over]
    staff = [(used, used.formula) for used in ranges]
    for sheet, name in replaced:
        visible = book.sheets[name].visible
        _delete(book.sheets[name])
        sheet.name = name
        sheet.visible = visible
    for used, texts in staff:
        rows = texts if isinstance(texts, list | tuple) else ((texts,),)
        for down, row in enumerate(rows):
            for right, text in enumerate(row if isinstance(row, list | tuple) else (row,)):
                if str(text).startswith("=") and any(name in text for _, name in replaced):
                    used[down, right].formula = text


def _write_formulas(book: Any, recorder: Recorder) -> None:
    """Anew, so that none points at the workbook that they were copied from."""
    for sheet, _ in recorder.sheets:
        live = formulas(sheet)
        for area in rectangles(live):
            texts = [["=" + live[place].text.removeprefix("=") for place in row] for row in area]
            _range(book.sheets[sheet.name], area).formula = texts


def _range(sheet: Any, area: Area) -> Any:
    return sheet.range(area[0][0], area[-1][-1])
