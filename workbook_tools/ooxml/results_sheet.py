"""Sheets of ours: added, replaced in place, taken away. A hidden name that belongs to the sheet marks it as ours."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from functools import partial

from workbook_tools.basis.cell_references import cell_name, column_letters, parse_area, parse_cell, quoted_sheet
from workbook_tools.ooxml.calculation import drop_calculation_chain
from workbook_tools.ooxml.drawing import drawing_xml
from workbook_tools.ooxml.encoding import escape_attribute, escape_text
from workbook_tools.ooxml.namespaces import RELATION, TYPE_CHART, TYPE_DRAWING, TYPE_TABLE, TYPE_WORKSHEET
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import NewSheet, PlacedChart
from workbook_tools.ooxml.relationships import relationships_part
from workbook_tools.ooxml.sheet_write import sheet_xml
from workbook_tools.ooxml.styles import Styles
from workbook_tools.ooxml.tables import own_table
from workbook_tools.ooxml.workbook_part import DefinedName, WorkbookPart

_PRINT_TITLES = "_xlnm.Print_Titles"
_PRINT_AREA = "_xlnm.Print_Area"
_FILTER = "_xlnm._FilterDatabase"
_BUTTONS = "rId2"  # the relationship of a sheet to the drawing of its buttons
_TABLE = "rId3"  # and to its table
_POINTING = ("chart+xml", "chartex+xml", "worksheet+xml", "pivotCacheDefinition+xml")
_MANAGED = (_PRINT_TITLES, _PRINT_AREA, _FILTER)


def put(package: Package, workbook: WorkbookPart, styles: Styles, sheet: NewSheet, mark: str) -> str:
    """Add the sheet, or replace the one of that name if it carries the mark. Gives its part.

    Without a mark it is not ours once it is there, and none is replaced.
    """
    position, named = _position(workbook, sheet.name), False
    if position is None:
        position, part, named = _add(package, workbook, sheet, mark)
        old: list[str] = []
    else:
        if not (mark and _marked(workbook, position, mark)):
            raise PackageProblem("F114", sheet=sheet.name, name=sheet.name)
        part = workbook.sheets()[position].part
        old = _belongings(package, part)
    buttons = _buttons(package, part)
    table = own_table(package, workbook, sheet.table, old) if sheet.table else None
    before = package.xml(part) if package.exists(part) else b""
    left = [name for name in old if name != buttons]
    drawing = _replace_belongings(package, part, left, sheet.charts, buttons, table.part if table else "")
    if table:
        package.put(table.part, table.xml)
        package.set_content_type(table.part, TYPE_TABLE)
    name = workbook.sheets()[position].name
    xml = sheet_xml(
        sheet,
        partial(styles.combined, 0),
        styles.differential,
        drawing,
        workbook.date1904,
        _BUTTONS if buttons else "",
        _TABLE if table else "",
    )
    package.put(part, xml)
    package.set_content_type(part, TYPE_WORKSHEET)
    if not named:
        managed = (*_MANAGED, mark) if mark else _MANAGED
        workbook.set_sheet_names(position, _names(sheet, name, position, mark), managed)
    if xml != before and (b"<f>" in xml or b"<f" in before):
        drop_calculation_chain(package, workbook.part)
    return part


def owns(workbook: WorkbookPart, name: str, mark: str) -> bool:
    position = _position(workbook, name)
    return position is not None and _marked(workbook, position, mark)


def remove(package: Package, workbook: WorkbookPart, name: str, mark: str) -> None:
    position = _position(workbook, name)
    if position is None:
        raise PackageProblem("F113", sheet=name, name=name)
    if not _marked(workbook, position, mark):
        raise PackageProblem("F114", sheet=name, name=name)
    _refuse_protected(workbook, name)
    sheets = workbook.sheets()
    if not any(s.state == "visible" and s.part for place, s in enumerate(sheets) if place != position):
        raise PackageProblem("F122", sheet=name, name=name)
    part = sheets[position].part
    for belonging in _belongings(package, part):
        _drop(package, belonging)
    identifier = workbook.sheet_nodes()[position].attributes.get(f"{RELATION} id", "")
    workbook.remove_sheet(position)
    package.unrelate(workbook.part, identifier)
    _drop(package, part)
    drop_calculation_chain(package, workbook.part)


def is_pointed_at(package: Package, workbook: WorkbookPart, name: str, passed_over: Iterable[str]) -> bool:
    """Whether the name stands in a chart, a pivot table's source or a sheet that is not passed over."""
    folded = {each.casefold() for each in passed_over}
    without: set[str] = set()
    for sheet in workbook.sheets():
        if sheet.part and sheet.name.casefold() in folded:
            without |= {sheet.part, *_belongings(package, sheet.part)}
    wanted = {name.encode(), escape_text(name).encode(), escape_attribute(name).encode()}
    return any(
        each in content
        for part in package.names()
        if part not in without and package.content_type(part).endswith(_POINTING)
        for content in (package.xml(part),)
        for each in wanted
    )


# ---------------------------------------------------------------- the list of sheets


def _position(workbook: WorkbookPart, name: str) -> int | None:
    folded = name.casefold()
    places = (place for place, sheet in enumerate(workbook.sheets()) if sheet.name.casefold() == folded)
    return next(places, None)


def _marked(workbook: WorkbookPart, position: int, mark: str) -> bool:
    sheet = workbook.sheets()[position]
    marked = any(name.name == mark and name.sheet == position for name, _ in workbook.defined_names())
    return marked and sheet.kind == "worksheet" and bool(sheet.part)


def _add(package: Package, workbook: WorkbookPart, sheet: NewSheet, mark: str) -> tuple[int, str, bool]:
    """The new sheet's place and part, and whether its names came with it: otherwise they are set once it is listed."""
    _refuse_protected(workbook, sheet.name)
    folder = posixpath.join(posixpath.dirname(workbook.part), "worksheets")
    part = package.free_name(folder, "sheet", ".xml")
    relationship = package.relate(workbook.part, "worksheet", part)
    after = _position(workbook, sheet.after) if sheet.after else None
    last = len(workbook.sheets())
    position = last if after is None else after + 1
    names = _names(sheet, sheet.name, position, mark)
    left_over = position == last and any(name.sheet == position for name, _ in workbook.defined_names())
    certain = sheet.name.isprintable() and not left_over
    workbook.add_sheet(sheet.name, relationship, position, tuple(names.values()) if certain else ())
    return position, part, certain


def widen_print_area(workbook: WorkbookPart, position: int, cell: str) -> None:
    """Several areas are somebody's own choice, and stay."""
    for name, _ in workbook.defined_names():
        if name.name != _PRINT_AREA or name.sheet != position:
            continue
        sheet, mark, area = name.text.rpartition("!")
        try:
            old = parse_area(area.replace("$", ""))
        except ValueError:
            return
        row, column = parse_cell(cell)
        new = f"{cell_name(old.top, old.left)}:{cell_name(max(old.bottom, row), max(old.right, column))}"
        wanted = name._replace(text=f"{sheet}{mark}{_corners(new)}")
        workbook.set_sheet_names(position, {_PRINT_AREA: wanted}, (_PRINT_AREA,))
        return


def _refuse_protected(workbook: WorkbookPart, name: str) -> None:
    if workbook.structure_protected:
        raise PackageProblem("F115", sheet=name, name=name)


def _names(sheet: NewSheet, name: str, position: int, mark: str) -> dict[str, DefinedName]:
    quoted = quoted_sheet(name)
    names = {mark: DefinedName(mark, f"{quoted}!$A$1", position, hidden=True)} if mark else {}
    if sheet.repeat_rows:
        first, last = sheet.repeat_rows
        names[_PRINT_TITLES] = DefinedName(_PRINT_TITLES, f"{quoted}!${first}:${last}", position)
    if sheet.print_area:
        names[_PRINT_AREA] = DefinedName(_PRINT_AREA, f"{quoted}!{_corners(sheet.print_area)}", position)
    if sheet.autofilter and sheet.table is None:
        names[_FILTER] = DefinedName(_FILTER, f"{quoted}!{_corners(sheet.autofilter)}", position, hidden=True)
    return names


def _corners(reference: str) -> str:
    area = parse_area(reference)
    return f"${column_letters(area.left)}${area.top}:${column_letters(area.right)}${area.bottom}"


# ---------------------------------------------------------------- what belongs to a sheet


def _belongings(package: Package, part: str) -> list[str]:
    """Parts that only this sheet needs: its drawing, their charts … in the order of the archive."""
    pointed = {source: [r.target for r in package.relationships(source)] for source in ["", *package.names()]}
    whole = _reached(pointed, [""], without="")
    others = [source for source in pointed if source not in whole]
    kept = _reached(pointed, ["", *others], without=part)
    own = _reached(pointed, [part], without="") - kept
    return [name for name in pointed if name in own and name != part]


def _reached(pointed: dict[str, list[str]], start: list[str], without: str) -> set[str]:
    """Every part that can be reached; rings of relationships do no harm."""
    reached: set[str] = set()
    waiting = [name for name in start if name != without or not without]
    while waiting:
        name = waiting.pop()
        if name not in reached and name in pointed and (name != without or not without):
            reached.add(name)
            waiting += pointed[name]
    return reached


def _buttons(package: Package, part: str) -> str:
    """The drawing of the buttons that stand on a sheet, which stay; "" where it has none, or notes beside them."""
    drawing = package.related(part, "vmlDrawing") if package.exists(part) else ""
    content = package.xml(drawing) if package.exists(drawing) else b""
    return drawing if b"FmlaMacro>" in content and b'"Note"' not in content else ""


def _replace_belongings(
    package: Package, part: str, old: Sequence[str], charts: Sequence[PlacedChart], buttons: str, table: str
) -> str:
    """Drop what the sheet had, add the drawing of its charts under the same names; gives its relationship id or ""."""
    drawings = [name for name in old if package.content_type(name) == TYPE_DRAWING]
    chart_parts = [name for name in old if package.content_type(name) == TYPE_CHART]
    used = {table, *(drawings[:1] if charts else ()), *chart_parts[: len(charts)]}
    for name in old:
        _drop_relationships(package, name)
        package.drop(name)
        if name not in used:
            package.forget_content_type(name)
    _drop_relationships(package, part)
    kept = [_relationship(part, _BUTTONS, "vmlDrawing", buttons)] if buttons else []
    kept += [_relationship(part, _TABLE, "table", table)] if table else []
    if not charts:
        if kept:
            package.put_relationships(part, kept)
        return ""
    folder = posixpath.dirname(posixpath.dirname(part))
    targets = []
    for place, chart in enumerate(charts):
        spare = chart_parts[place] if place < len(chart_parts) else ""
        name = spare or package.free_name(posixpath.join(folder, "charts"), "chart", ".xml", frozenset(chart_parts))
        package.put(name, chart.xml)
        package.set_content_type(name, TYPE_CHART)
        targets.append(name)
    drawing = drawings[0] if drawings else package.free_name(posixpath.join(folder, "drawings"), "drawing", ".xml")
    identifiers = [f"rId{number}" for number in range(1, len(charts) + 1)]
    package.put(drawing, drawing_xml(charts, identifiers))
    package.set_content_type(drawing, TYPE_DRAWING)
    links = [_relationship(drawing, i, "chart", t) for i, t in zip(identifiers, targets, strict=True)]
    package.put_relationships(drawing, links)
    package.put_relationships(part, [_relationship(part, "rId1", "drawing", drawing), *kept])
    return "rId1"


def _relationship(source: str, identifier: str, kind: str, target: str) -> str:
    path = escape_attribute(posixpath.relpath("/" + target, "/" + posixpath.dirname(source)))
    return f'Id="{identifier}" Type="{RELATION}/{kind}" Target="{path}"'


def _drop_relationships(package: Package, part: str) -> None:
    name = package.find(relationships_part(part))
    if name:
        package.drop(name)


def _drop(package: Package, part: str) -> None:
    _drop_relationships(package, part)
    package.drop(part)
    package.forget_content_type(part)
