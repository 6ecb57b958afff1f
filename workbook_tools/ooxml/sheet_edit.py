"""Cells edited by splicing: only the bytes of the cells that change are replaced, everything else stays as it is."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from workbook_tools.basis.cell_references import Area, cell_name, column_letters, parse_area, parse_cell
from workbook_tools.ooxml import cell_xml
from workbook_tools.ooxml.encoding import escape_text, whole_number
from workbook_tools.ooxml.located import Splice, attributes_at, raw_children, raw_name, tag_end, with_attributes
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import CellEdit, Formula, Style
from workbook_tools.ooxml.scanned_sheet import RowPlace, ScannedCell, SheetScan

Edits = Mapping[tuple[int, int], CellEdit]
_NOWHERE = sys.maxsize
Combine = Callable[[int, Style | None], int]


class Edited(NamedTuple):
    """What editing a sheet comes to. `masters` are the cells whose shared formula goes though others may follow it."""

    splices: list[Splice]
    formulas_changed: bool
    masters: dict[tuple[int, int], str]  # row, column → formula


def edit_cells(data: bytes, scan: SheetScan, edits: Edits, combine: Combine, date1904: bool) -> Edited:
    """The splices that make `edits`. Raises PackageProblem, not yet with the sheet's name, for what must not change."""
    if scan.data_start is None:
        raise PackageProblem("F120", name="")
    job = _Job(data, scan, scan.data_start, combine, date1904, edits)
    by_row: dict[int, dict[int, CellEdit]] = {}
    for (row, column), edit in edits.items():
        by_row.setdefault(row, {})[column] = edit
    for place in edits:
        job.refuse_unsafe(*place)
    job.rows = scan.row_places(by_row.keys())
    new_rows = [job.row(row, by_row[row]) for row in sorted(by_row)]
    job.insert_rows([item for item in new_rows if item])
    job.widen_dimension()
    return Edited(job.splices, job.formulas_changed, job.masters)


def explicit_formulas(
    data: bytes, scan: SheetScan, masters: Mapping[tuple[int, int], str], skip: Edits
) -> Iterator[Splice]:
    """Give every cell that follows one of the shared `masters` its own formula. `scan` has to hold all rows."""
    from openpyxl.formula.translate import Translator

    current: dict[str, tuple[int, int]] = {}  # shared index → its master; an index may be given out again further down
    for (row, column), cell in scan.cells.items():
        if cell.formula_kind != "shared":
            continue
        if cell.formula:
            current[cell.shared] = (row, column)
            continue
        master = current.get(cell.shared)
        if master is not None and master in masters and (row, column) not in skip:
            translator = Translator(f"={masters[master]}", origin=cell_name(*master))
            yield from _formula_splice(data, cell, str(translator.translate_formula(cell_name(row, column))))


def _next_row_places(scan: SheetScan, rows: Collection[int]) -> dict[int, int | None]:
    """Where, for each row, the first row with a higher number starts; None when there is none."""
    found: dict[int, int | None] = {row: scan.following.get(row) for row in rows}
    asked = sorted(row for row in rows if row not in scan.following)
    if not asked:
        return found
    first = [_NOWHERE] * len(asked)  # of the rows between one that is asked for and the next; they may be out of order
    for number, start in scan.row_starts():
        place = bisect_left(asked, number) - 1
        if place >= 0 and start < first[place]:
            first[place] = start
    nearest = _NOWHERE
    for row, start in zip(reversed(asked), reversed(first), strict=True):
        nearest = min(nearest, start)
        found[row] = None if nearest == _NOWHERE else nearest
    return found


class _Job:
    def __init__(
        self, data: bytes, scan: SheetScan, data_start: int, combine: Combine, date1904: bool, edits: Edits
    ) -> None:
        self.data = data
        self.scan = scan
        self.data_start = data_start
        self.combine = combine
        self.date1904 = date1904
        self.splices: list[Splice] = []
        self.formulas_changed = False
        self.masters: dict[tuple[int, int], str] = {}
        self.prefix = raw_name(data, data_start).removesuffix("sheetData")
        merges = [parse_area(ref) for ref in scan.merges if ref]
        bounds = _bounds(edits)
        self.merges = [area for area in merges if area.meets(bounds)]
        self.added: list[tuple[int, int]] = []
        self.rows: dict[int, RowPlace] = {}  # that are edited
        self._row_tags: dict[int, Mapping[str, str]] = {}  # what their tags say, by place

    def row(self, number: int, edits: dict[int, CellEdit]) -> tuple[int, bytes] | None:
        """Edit one row; a row that does not exist yet is given back as its number and XML."""
        place = self.rows.get(number)
        new: dict[int, bytes] = {}
        for column in sorted(edits):
            cell = self.scan.at(number, column)
            if cell is not None:
                self._change(number, column, cell, edits[column])
            else:
                xml = self._new_cell(number, column, edits[column], place)
                if xml:
                    new[column] = xml
                    self.added.append((number, column))
        if not new:
            return None
        if place is None:
            inside = b"".join(new.values()).decode()
            return number, f'<{self.prefix}row r="{number}">{inside}</{self.prefix}row>'.encode()
        self._insert_cells(place, new)
        return None

    def insert_rows(self, rows: list[tuple[int, bytes]]) -> None:
        """New rows go before the first row with a higher number, or last."""
        last: list[bytes] = []
        places = _next_row_places(self.scan, [number for number, _ in rows])
        for number, xml in rows:
            at = places[number]
            if at is None:
                last.append(xml)
            else:
                self.splices.append(Splice(at, at, xml))
        if last:
            self._append_rows(b"".join(last))

    def widen_dimension(self) -> None:
        scan = self.scan
        if not self.added or scan.dimension_start is None:
            return
        try:
            old = parse_area(scan.dimension)
        except ValueError:
            return
        rows, columns = [row for row, _ in self.added], [column for _, column in self.added]
        new = Area(min(old.top, *rows), min(old.left, *columns), max(old.bottom, *rows), max(old.right, *columns))
        if new != old:
            ref = f"{cell_name(new.top, new.left)}:{cell_name(new.bottom, new.right)}"
            tag = with_attributes(self.data, scan.dimension_start, {"ref": ref})
            self.splices.append(Splice(scan.dimension_start, tag_end(self.data, scan.dimension_start), tag))

    def refuse_unsafe(self, row: int, column: int) -> None:
        """Raise for a cell that cannot be changed alone."""
        for area in self.merges:
            if area.holds(row, column) and (row, column) != (area.top, area.left):
                raise PackageProblem("F116", cell=cell_name(row, column), area=_area_name(area))
        for area in self.scan.areas:
            if area.holds(row, column):
                raise PackageProblem("F117", cell=cell_name(row, column), area=_area_name(area))

    # ------------------------------------------------------------ one cell

    def _change(self, row: int, column: int, cell: ScannedCell, edit: CellEdit) -> None:
        style = cell.style
        if edit.style is not None or edit.like:
            style = self.combine(self._base(style, edit), edit.style)
        same_value = cell_xml.holds(cell, edit.value, self.date1904)
        if same_value and style == cell.style:
            return
        if same_value:
            tag = with_attributes(self.data, cell.start, {"s": str(style)})
            self.splices.append(Splice(cell.start, tag_end(self.data, cell.start), tag))
            return
        self._note_formulas(row, column, cell, edit)
        kind, inside = cell_xml.content(edit.value, self.prefix, self.date1904)
        if cell.extension:
            inside += self._extension(cell)
        self._replace(cell, cell_name(row, column), style, kind, inside)

    def _replace(self, cell: ScannedCell, ref: str, style: int, kind: str, inside: str) -> None:
        """Write a cell anew; attributes that we know nothing of stay as they are."""
        data, name = self.data, f"{self.prefix}c"
        usual = (f'<{name} r="{ref}" s="{cell.style}"' if cell.style else f'<{name} r="{ref}"').encode()
        after = cell.start + len(usual)
        if data.startswith(usual, cell.start) and data[after] in b"/>":  # as nearly every empty cell is written
            end = after + 2 if data[after] == 0x2F else data.index(b">", cell.close) + 1
            self.splices.append(Splice(cell.start, end, _cell_xml(name, ref, style, kind, inside)))
            return
        changes = {"r": ref, "s": str(style) if style else None, "t": kind or None, "cm": None, "vm": None}
        tag = with_attributes(data, cell.start, changes)
        end = _element_end(data, cell.start, cell.close)
        self.splices.append(Splice(cell.start, end, _element(tag, raw_name(data, cell.start), inside.encode())))

    def _note_formulas(self, row: int, column: int, cell: ScannedCell, edit: CellEdit) -> None:
        if (cell.formula is not None) != isinstance(edit.value, Formula):
            self.formulas_changed = True
        if cell.formula and cell.formula_kind == "shared":
            self.masters[row, column] = cell.formula

    def _new_cell(self, row: int, column: int, edit: CellEdit, place: RowPlace | None) -> bytes:
        """The XML of a cell that does not exist yet; b"" when there is nothing to say."""
        base = self._inherited_style(column, place)
        style = self.combine(self._base(0 if edit.like_first else base, edit), edit.style)
        kind, inside = cell_xml.content(edit.value, self.prefix, self.date1904)
        if not inside and style == base:
            return b""
        if isinstance(edit.value, Formula):
            self.formulas_changed = True
        return _cell_xml(f"{self.prefix}c", cell_name(row, column), style, kind, inside)

    def _base(self, own: int, edit: CellEdit) -> int:
        """The look that an edit starts from: the cell's own, or that of the cell it shall be like."""
        model = self.scan.at(*parse_cell(edit.like)) if edit.like and not own else None
        return model.style if model is not None else own

    def _inherited_style(self, column: int, place: RowPlace | None) -> int:
        said = self._said(place) if place is not None else {}
        style = whole_number(said.get("s")) if said.get("customFormat") in ("1", "true") else None
        return self.scan.column_style(column) if style is None else style

    def _extension(self, cell: ScannedCell) -> str:
        """What else stands inside of a cell is kept."""
        fragment = self.data[cell.start : _element_end(self.data, cell.start, cell.close)]
        known = {f"{self.prefix}{local}" for local in ("f", "v", "is")}
        kept = [fragment[child.start : child.end] for child in raw_children(fragment) if child.name not in known]
        return b"".join(kept).decode()

    # ------------------------------------------------------------ rows

    def _said(self, place: RowPlace) -> Mapping[str, str]:
        """The attributes of a row."""
        said = self._row_tags.get(place.start)
        if said is None:
            said = self._row_tags[place.start] = attributes_at(self.data, place.start)
        return said

    def _insert_cells(self, place: RowPlace, new: dict[int, bytes]) -> None:
        changes = _wider_spans(self._said(place).get("spans"), new)
        open_end = tag_end(self.data, place.start)
        if self.data[open_end - 2] == 0x2F:  # <row/>
            tag = with_attributes(self.data, place.start, changes)
            name = raw_name(self.data, place.start)
            self.splices.append(Splice(place.start, open_end, _element(tag, name, b"".join(new.values()))))
            return
        if changes:
            self.splices.append(Splice(place.start, open_end, with_attributes(self.data, place.start, changes)))
        close = place.close if place.cells else open_end
        furthest = max((cell.column for cell in place.cells), default=0)
        if furthest < min(new):
            self.splices.append(Splice(close, close, b"".join(new.values())))
            return
        for column, xml in new.items():
            at = next((cell.start for cell in place.cells if cell.column > column), close)
            self.splices.append(Splice(at, at, xml))

    def _append_rows(self, xml: bytes) -> None:
        start = self.data_start
        open_end = tag_end(self.data, start)
        if self.data[open_end - 2] == 0x2F:  # <sheetData/>
            tag = self.data[start:open_end]
            self.splices.append(Splice(start, open_end, _element(tag, raw_name(self.data, start), xml)))
        else:
            self.splices.append(Splice(self.scan.data_close, self.scan.data_close, xml))


def _bounds(edits: Edits) -> Area:
    """The smallest area that holds all edits, of which there is one at least."""
    rows, columns = [row for row, _ in edits], [column for _, column in edits]
    return Area(min(rows), min(columns), max(rows), max(columns))


def _cell_xml(name: str, ref: str, style: int, kind: str, inside: str) -> bytes:
    attributes = (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
    head = f'<{name} r="{ref}"{attributes}'
    return (f"{head}>{inside}</{name}>" if inside else f"{head}/>").encode()


def _wider_spans(spans: str | None, new: dict[int, bytes]) -> dict[str, str | None]:
    """`spans` is a hint of which columns a row uses; it must not be too small."""
    if not spans:
        return {}
    try:
        ends = [int(end) for span in spans.split() for end in span.split(":")]
    except ValueError:
        return {"spans": None}
    if min(ends) <= min(new) and max(new) <= max(ends):
        return {}
    return {"spans": f"{min(*ends, *new)}:{max(*ends, *new)}"}


def _formula_splice(data: bytes, cell: ScannedCell, formula: str) -> Iterator[Splice]:
    """Replace the formula element of a cell and leave its value."""
    fragment = data[cell.start : _element_end(data, cell.start, cell.close)]
    name = raw_name(data, cell.start).removesuffix("c") + "f"
    for child in raw_children(fragment):
        if child.name == name:
            xml = f"<{name}>{escape_text(formula.removeprefix('='))}</{name}>"
            yield Splice(cell.start + child.start, cell.start + child.end, xml.encode())


def _element(tag: bytes, name: str, inside: bytes) -> bytes:
    """A start tag, self-closed or not, with content and its end tag; self-closed when there is no content."""
    head = tag[:-2] if tag.endswith(b"/>") else tag[:-1]
    if not inside:
        return head + b"/>"
    return head + b">" + inside + f"</{name}>".encode()


def _element_end(data: bytes, start: int, close: int) -> int:
    open_end = tag_end(data, start)
    return open_end if data[open_end - 2] == 0x2F else data.index(b">", close) + 1


def _area_name(area: Area) -> str:
    return f"{column_letters(area.left)}{area.top}:{column_letters(area.right)}{area.bottom}"
