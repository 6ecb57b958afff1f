"""What a press changes in the open workbook: the edits of the main job, caught on their way and put into blocks."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.basis.zip_entries import zip_entry
from workbook_tools.excel.reply import Record, block, text_field, value_field
from workbook_tools.ooxml import CellEdit, Formula, NewSheet, SheetCell, Workbook

if TYPE_CHECKING:
    from workbook_tools.in_memory import Computed
    from workbook_tools.model import Finding

Place = tuple[int, int]  # row, column
Area = list[list[Place]]  # rows of cells
ROW_HEIGHT = 15.0  # points, of a row that asks for none


@dataclass(slots=True)
class Recorder:
    """A workbook that notes what is written into it, and does it as well: what cannot be done is refused."""

    book: Workbook
    edits: dict[str, dict[Place, CellEdit]] = field(default_factory=lambda: defaultdict(dict))
    sheets: list[tuple[NewSheet, str]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    shown: list[tuple[str, int, int, float]] = field(default_factory=list)  # sheet, columns from and to, width
    keeps_parts: bool = False  # cells and sheets reach the open workbook, parts do not

    def set_cells(self, name: str, edits: Mapping[str, CellEdit]) -> None:
        self.book.set_cells(name, edits)
        self.edits[name].update({parse_cell(reference): edit for reference, edit in edits.items()})

    def put_sheet(self, sheet: NewSheet, mark: str) -> None:
        self.book.put_sheet(sheet, mark)
        self.sheets.append((sheet, mark))

    def remove_sheet(self, name: str, mark: str) -> None:
        self.book.remove_sheet(name, mark)
        self.removed.append(name)

    def show_columns(self, name: str, first: int, last: int, width: float) -> None:
        unseen = [column for column in range(first, last + 1) if self.book.is_unseen(name, column)]
        self.book.show_columns(name, first, last, width)
        if unseen:
            self.shown += [(name, left, right, width) for left, right in _runs(unseen)]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.book, name)


def recorded(computed: Computed) -> tuple[Recorder, tuple[Finding, ...]]:
    """Write the results into the copy in memory, and note what that takes. Raises `CannotProcess`.

    A locked structure is no matter of the copy: whoever writes into the open workbook lifts the lock, or says X006.
    """
    from workbook_tools.catalogue.problems import package_problems
    from workbook_tools.in_memory import write_into

    recorder = Recorder(computed.book)
    with package_problems():
        computed.book.unlock_structure()
        written = write_into(recorder, computed)  # type: ignore[arg-type]
    return recorder, written.findings


def cell_records(recorder: Recorder) -> Iterator[Record]:
    """Looks of new cells, then values in blocks, then number formats; last the columns that are to be seen."""
    for sheet, edits in recorder.edits.items():
        for (row, column), area in looks(edits):
            yield ("look", *_area(sheet, area), str(row), str(column))
        date1904 = recorder.book.date1904
        for area in rectangles(edits):
            rows = [tuple(value_field(edits[cell].value, date1904=date1904) for cell in row) for row in area]
            yield from block("block", sheet, area[0][0], rows)
        for code, area in formats(edits):
            yield ("format", *_area(sheet, area), text_field(code))
    for sheet, first, last, width in recorder.shown:
        yield ("show", text_field(sheet), str(first), str(last), f"{width:g}")


def result_records(recorder: Recorder, rendered: str) -> Iterator[Record]:
    """The sheets of ours, and their formulas, which the rendered workbook has as values."""
    if recorder.sheets:
        yield ("rendered", text_field(rendered))
    for sheet, mark in recorder.sheets:
        table = sheet.table.ref if sheet.table else ""
        yield (
            "result",
            text_field(sheet.name),
            mark,
            text_field(sheet.after),
            sheet.autofilter,
            sheet.print_area,
            table,
        )
    for name in recorder.removed:
        yield ("remove", text_field(name))
    for sheet, _ in recorder.sheets:
        live = formulas(sheet)
        for area in rectangles(live):
            rows = [tuple(value_field(live[place]) for place in row) for row in area]
            yield from block("formulas", sheet.name, area[0][0], rows)


def rendered_workbook(recorder: Recorder) -> bytes:
    """A workbook of the sheets of ours alone. Formulas are values here: nothing may point back at this file.

    Every row has its height, so that writing the formulas anew does not make rows fit what hidden columns hold.
    """
    book = Workbook.open(_empty_workbook())
    for sheet, mark in recorder.sheets:
        rows = [[_without_formula(cell) for cell in row] for row in sheet.rows]
        heights = {row: sheet.row_heights.get(row, ROW_HEIGHT) for row in range(1, len(rows) + 1)}
        book.put_sheet(sheet._replace(rows=rows, row_heights=heights, table=None), mark)  # the open sheet keeps its own
    return book.save()


def rectangles(cells: Iterable[Place]) -> list[Area]:
    """The cells as few rectangles (rows of cells): runs down a column, joined where neighbours have the same rows."""
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in cells:
        columns[column].append(row)
    open_areas: dict[tuple[int, int], list[int]] = {}  # first and last row → first and last column
    done: list[tuple[tuple[int, int], list[int]]] = []
    for column in sorted(columns):
        runs = set(_runs(sorted(columns[column])))
        ended = [rows for rows, (_, last) in open_areas.items() if rows not in runs or last != column - 1]
        done += [(rows, open_areas.pop(rows)) for rows in ended]
        for rows in sorted(runs):
            open_areas.setdefault(rows, [column, column])[1] = column
    done += open_areas.items()
    return [
        [[(row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)]
        for (top, bottom), (left, right) in sorted(done, key=lambda area: (area[0][0], area[1][0]))
    ]


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def looks(edits: Mapping[Place, CellEdit]) -> Iterator[tuple[Place, Area]]:
    """Areas of new columns, each with the first of the cells that it shall look like, row by row."""
    models: dict[Place, list[Place]] = defaultdict(list)  # rows away, column of the model
    for (row, column), edit in edits.items():
        if edit.like:
            model_row, model_column = parse_cell(edit.like)
            models[model_row - row, model_column].append((row, column))
    for (away, model_column), places in models.items():
        for area in rectangles(places):
            yield (area[0][0][0] + away, model_column), area


def formats(edits: Mapping[Place, CellEdit]) -> Iterator[tuple[str, Area]]:
    """Number formats that the edits ask for, and where."""
    codes: dict[str, list[Place]] = defaultdict(list)
    for place, edit in edits.items():
        if edit.style is not None and edit.style.number_format:
            codes[edit.style.number_format].append(place)
    for code, places in codes.items():
        for area in rectangles(places):
            yield code, area


def formulas(sheet: NewSheet) -> dict[Place, Formula]:
    """The formulas of a sheet of ours."""
    return {
        (row, column): cell.value
        for row, cells in enumerate(sheet.rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell is not None and isinstance(cell.value, Formula)
    }


def _area(sheet: str, area: Area) -> tuple[str, ...]:
    top, left = area[0][0]
    return (text_field(sheet), str(top), str(left), str(len(area)), str(len(area[0])))


def _without_formula(cell: SheetCell | None) -> SheetCell | None:
    if cell is None or not isinstance(cell.value, Formula):
        return cell
    return cell._replace(value=cell.value.cached)


def _empty_workbook() -> bytes:
    """The least that is a workbook: one empty sheet, which stays behind when the others are copied away."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{spreadsheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{spreadsheet}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        '<sheets><sheet name="-" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData/></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(zip_entry(name), head + content)
    return out.getvalue()
