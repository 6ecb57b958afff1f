"""What a press through xlwings writes into the open workbook, in blocks."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from workbook_tools.excel.changes import (
    ROW_HEIGHT,
    Area,
    Recorder,
    formats,
    formulas,
    looks,
    rectangles,
    rendered_workbook,
)
from workbook_tools.excel.protection import lifted, sheets_may_come, structure_lifted
from workbook_tools.excel.reply import value_field
from workbook_tools.ooxml import CellEdit, NewSheet


def apply(book: Any, recorder: Recorder) -> None:
    """Write all of it, or nothing: what was written when a call fails is taken back, and the failure goes on.

    Sheets of ours that are there are written into, never deleted: what points at them stays.
    """
    app = book.app
    app.screen_updating = False
    app.display_alerts = False
    app.calculation = "manual"
    with suppress(Exception):  # macros of the staff that watch their cells would write in between
        app.enable_events = False
    written: list[tuple[Any, Any, bool]] = []  # area, what stood there, whether on a sheet of ours
    added: list[tuple[Any, NewSheet]] = []
    there = {sheet.name for sheet in book.sheets}
    ours = [sheet.name for sheet, _ in recorder.sheets if sheet.name in there]
    locked = (book.sheets[name] for name in dict.fromkeys([*recorder.edits, *ours]))
    with structure_lifted(book), lifted(locked):
        try:
            _copy_results(book, recorder, added)
            _write_cells(book, recorder, written)
            for copy, sheet in added:
                if copy.name != sheet.name:
                    area = _both(book.sheets[sheet.name], copy)
                    written.append((area, area.formula, True))
                    _take_over(book.sheets[sheet.name], copy, sheet)
        except Exception:
            for area, before, ours in reversed(written):
                with suppress(Exception):
                    if ours:  # a new merge would swallow what stood there
                        area.unmerge()
                    area.formula = before
            for copy, _ in added:
                with suppress(Exception):
                    copy.delete()
            raise
        for copy, sheet in added:
            if copy.name != sheet.name:
                copy.delete()
        for name in recorder.removed:
            _delete(book.sheets[name])
        _write_formulas(book, recorder)


def _write_cells(book: Any, recorder: Recorder, written: list[tuple[Any, Any, bool]]) -> None:
    for name, left, right, width in recorder.shown:
        book.sheets[name].range((1, left), (1, right)).column_width = width
    for name, edits in recorder.edits.items():
        sheet = book.sheets[name]
        filtered = _is_filtered(sheet)
        for model, area in looks(edits):
            for part, row in _parts(area, model[0], filtered):
                last = (row + len(part) - 1, model[1])
                sheet.range((row, model[1]), last).copy()
                _range(sheet, part).paste(paste="formats")
            _range(sheet, area).unmerge()  # a merge that came with the looks would hide what is written below
        for area in rectangles(edits):
            target = _range(sheet, area)
            written.append((target, target.formula, False))
            for part, _ in _parts(area, 0, filtered):
                rows = [[_written(edits[place], recorder.book.date1904) for place in row] for row in part]
                _range(sheet, part).value = rows
        for code, area in formats(edits):
            for part, _ in _parts(area, 0, filtered):
                _range(sheet, part).number_format = code


def _is_filtered(sheet: Any) -> bool:
    """Whether a filter hides rows: Excel passes over them when it pastes, and formats only what is seen."""
    with suppress(Exception):
        return sheet.api.FilterMode is True
    return False


def _parts(area: Area, row: int, single: bool) -> list[tuple[Area, int]]:
    """The area with the row that it follows, or its rows one by one."""
    return [([line], row + down) for down, line in enumerate(area)] if single else [(area, row)]


def _written(edit: CellEdit, date1904: bool) -> Any:
    """A value as Excel is to take it: figures as floats, text that could be something else behind an apostrophe."""
    field = value_field(edit.value, date1904=date1904)
    if field[0] == "n":
        return float(field[1:])
    if field[0] == "q":
        return f"'{edit.value}"
    return None if field[0] == "e" else edit.value


def _copy_results(book: Any, recorder: Recorder, added: list[tuple[Any, NewSheet]]) -> None:
    """Copies of the rendered sheets, beside the old ones and not yet under their names."""
    with tempfile.TemporaryDirectory(prefix="wt_") as folder:
        path = Path(folder) / "results.xlsx"
        path.write_bytes(rendered_workbook(recorder))
        rendered = book.app.books.open(str(path))
        try:
            for sheet, mark in recorder.sheets:
                known = [s.name for s in book.sheets]
                with sheets_may_come(book):
                    rendered.sheets[sheet.name].copy(after=_neighbour(book, known, sheet, added))
                added += [(s, sheet) for s in book.sheets if s.name not in known]
                _mark(added[-1][0], mark)
        finally:
            rendered.close()


def _mark(sheet: Any, mark: str) -> None:
    """The name by which the program knows its sheets usually travels with the copy."""
    with suppress(Exception):
        if not any(mark in name.name for name in sheet.names):
            sheet.names.add(mark, "=TRUE")


def _neighbour(book: Any, known: list[str], sheet: NewSheet, added: list[tuple[Any, NewSheet]]) -> Any:
    """Beside the old sheet of that name; a new one goes behind the sheet that it follows, else to the end."""
    if sheet.name in known:
        return book.sheets[sheet.name]
    copies = {made.name: copy for copy, made in added}
    if sheet.after in copies:
        return copies[sheet.after]
    return book.sheets[sheet.after] if sheet.after in known else book.sheets[len(known) - 1]


def _delete(sheet: Any) -> None:
    sheet.visible = True  # Excel refuses to delete what is hidden from the menu as well
    sheet.delete()


def _take_over(old: Any, copy: Any, sheet: NewSheet) -> None:
    """The old sheet shows what its copy shows, cells, sizes and charts; the copy is not needed any more."""
    wanted = sheet.table.ref if sheet.table else ""
    named, head = _own_table(old, copy, wanted)
    with suppress(Exception):
        old.api.AutoFilterMode = False
    for chart in list(old.charts):
        chart.delete()
    used = _from_top(old)
    for part in _beside(used, head):
        part.unmerge()
        part.clear()
    for part in _beside(_from_top(copy), head):
        part.copy(old.range(part.address))
    for row in range(1, used.shape[0] + 1):
        if row not in sheet.row_heights:
            old.range((row, 1)).row_height = ROW_HEIGHT
    for row, height in sheet.row_heights.items():
        old.range((row, 1)).row_height = height
    with suppress(Exception):
        if named and not head:
            _put_table(old, named, wanted or sheet.autofilter)
        elif sheet.autofilter and not head:
            old.range(sheet.autofilter).api.AutoFilter(1)
    if sheet.print_area:
        with suppress(Exception):
            old.page_setup.print_area = sheet.print_area
    for chart in old.charts:
        with suppress(Exception):  # a chart that was pasted still shows the cells of the copy
            for series in chart.api[1].SeriesCollection():
                series.Formula = series.Formula.replace(f"'{copy.name}'!", f"'{old.name}'!")


def _own_table(sheet: Any, copy: Any, wanted: str) -> tuple[str, int]:
    """The name of the table of our list, and the row of its heads where it stays, with the new rows.

    So formulas of the staff that speak of its columns stay what they are. Any other table becomes plain cells: its
    name, and row 0. No table: no name.
    """
    name = ""
    for table in reversed(list(sheet.tables)):
        with suppress(Exception):
            name = str(table.name)
            if wanted and _has_become(table, sheet.range(wanted), copy.range(wanted)):
                return name, int(sheet.range(wanted).row)
            (getattr(table.api, "Unlist", None) or table.api.unlist)()
    return name, 0


def _has_become(table: Any, area: Any, model: Any) -> bool:
    """Whether the table, under the same heads, is as long as the new list."""
    with suppress(Exception):
        heads = table.header_row_range
        if heads.address != _rows(model, 1, 1).address or heads.formula != _rows(model, 1, 1).formula:
            return False
        if table.show_totals:
            table.show_totals = False
        with suppress(Exception):  # rows that a filter hides would be passed over
            table.api.AutoFilter.ShowAllData()
        area.unmerge()
        table.resize(area)
        return bool(table.range.address == area.address)
    return False


def _beside(area: Any, head: int) -> list[Any]:
    """The area without the heads of its table, which would be none without them; all of it where there is no table."""
    rows = area.shape[0]
    parts = [(1, head - 1), (head + 1, rows)] if head else [(1, rows)]
    return [_rows(area, first, last) for first, last in parts if first <= last]


def _rows(area: Any, first: int, last: int) -> Any:
    """Some rows of an area, counted from 1."""
    columns = area.column, area.column + area.shape[1] - 1
    return area.sheet.range((area.row + first - 1, columns[0]), (area.row + last - 1, columns[1]))


def _put_table(sheet: Any, name: str, area: str) -> None:
    """And has the new rows afterwards, in the looks that the cells have."""
    table = sheet.tables.add(source=sheet.range(area), name=name, has_headers=True)
    table.table_style = ""


def _both(sheet: Any, other: Any) -> Any:
    """What one of two sheets has, on the first of them."""
    ends = [_from_top(each).shape for each in (sheet, other)]
    return sheet.range((1, 1), (max(row for row, _ in ends), max(column for _, column in ends)))


def _from_top(sheet: Any) -> Any:
    return sheet.range((1, 1), sheet.used_range.last_cell)


def _write_formulas(book: Any, recorder: Recorder) -> None:
    """Anew, so that none points at the workbook that they were copied from."""
    for sheet, _ in recorder.sheets:
        live = formulas(sheet)
        for area in rectangles(live):
            texts = [["=" + live[place].text.removeprefix("=") for place in row] for row in area]
            _range(book.sheets[sheet.name], area).formula = texts


def _range(sheet: Any, area: Area) -> Any:
    return sheet.range(area[0][0], area[-1][-1])
