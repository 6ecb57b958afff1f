"""The buttons put into a workbook: shapes on the sheets where staff work, our modules in its VBA project.

What the workbook has stays: a sheet's drawing of comments and controls gets our shapes, a project its modules
beside those of the staff, everything else is copied as it is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from workbook_tools.basis.cell_references import LAST_COLUMN, LAST_ROW
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.excel import code_names, vml
from workbook_tools.excel.macro import MACROS, MARK, modules
from workbook_tools.excel.reply import Record, text_field
from workbook_tools.excel.room import Box, Looks, OwnLooks, TextLooks, anchor, find_room
from workbook_tools.excel.sheet_top import SheetTop, as_number, read_top, top_of
from workbook_tools.excel.vba_project import (
    LockedProject,
    Module,
    ModuleNameTaken,
    SignedProject,
    add_modules,
    build_project,
)
from workbook_tools.excel.vba_streams import ProjectProblem
from workbook_tools.model.fields import COLUMNS, FINDINGS_SHEET, RESULTS_SHEET, SHEETS, SHEETS_NOT_READ
from workbook_tools.ooxml import NewSheet, PackageProblem, SheetEntry, Workbook
from workbook_tools.ooxml.encoding import escape_attribute
from workbook_tools.ooxml.limits import limits_of_environment
from workbook_tools.ooxml.located import Node, Splice, append_child, raw_name, tag_end, with_attributes
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.relationships import relationships_part
from workbook_tools.ooxml.shared_strings import SharedStrings
from workbook_tools.ooxml.verification import verify
from workbook_tools.ooxml.workbook_part import WorkbookPart
from workbook_tools.reading.text import normal, split_unit

READ_SHEETS = (RESULTS_SHEET, FINDINGS_SHEET)  # of ours, with buttons as well
PROJECT_TYPE = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
PROJECT_CONTENT = "application/vnd.ms-office.vbaProject"
_VML_CONTENT = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_MACRO_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"  # what an .xlsm is, whatever it was before
_EMU = 9525  # drawing units in a pixel
_AS_IT_IS = "surrogateescape"  # a drawing need not be in UTF-8, and says nothing of it; its bytes stay
_WIDTH, _GAP = 88, 8  # pixels of one button, and between two


def add_buttons(data: bytes) -> bytes:
    """The workbook with 重新计算, 检查 and 生成报告 on its working sheets, macro-enabled. Raises `CannotProcess`.

    Done twice it is done once: buttons stay single, and older modules of ours are renewed.
    """
    from workbook_tools.catalogue.problems import package_problems

    with package_problems():
        if Workbook.open(data).signed:
            raise PackageProblem("F110")
        limits = limits_of_environment()
        package = Package(data, limits)
        workbook = WorkbookPart(package, package.related("", "officeDocument"))
        with _foreign(workbook.part):
            _put_project(package, workbook)
        chosen = list(_working_sheets(workbook))
        if not chosen:
            raise CannotProcess(finding("X024"))
        with _foreign("styles"):
            looks = Looks(package, workbook.part)
        strings = _strings(package, workbook)
        for sheet in chosen:
            with _foreign(sheet.part):
                _put_shapes(package, sheet, looks, strings)
        package.set_content_type(workbook.part, _MACRO_WORKBOOK)
        made = package.save()
        verify(made, limits, package)
        return made


# ---------------------------------------------------------------- the VBA project


def _put_project(package: Package, workbook: WorkbookPart) -> None:
    part = next((r.target for r in package.relationships(workbook.part) if r.type == PROJECT_TYPE), "")
    if package.exists(part):
        package.put(part, _merged(package, part))
        return
    documents = code_names.give_code_names(package, workbook)
    part = posixpath.join(posixpath.dirname(workbook.part), "vbaProject.bin")
    if package.find(part):
        part = package.free_name(posixpath.dirname(workbook.part), "vbaProject", ".bin")
    package.put(part, build_project([*(Module(d.name, d.kind) for d in documents), *modules()]))
    package.set_content_type(part, PROJECT_CONTENT)
    relate(package, workbook.part, PROJECT_TYPE, part)


def _merged(package: Package, part: str) -> bytes:
    try:
        if any("signature" in related.kind.lower() for related in package.relationships(part)):
            raise SignedProject
        return add_modules(package.read(part), modules(), MARK)
    except LockedProject:
        raise CannotProcess(finding("X020")) from None
    except SignedProject:
        raise CannotProcess(finding("X021")) from None
    except ModuleNameTaken as taken:
        raise CannotProcess(finding("X022", module=taken.name)) from None
    except ProjectProblem as problem:
        raise CannotProcess(finding("X023", detail=str(problem))) from None


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """Add a relationship of any type; gives its id."""
    name = package.find(relationships_part(part))
    taken = {related.id for related in package.relationships(part)}
    identifier = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    path = escape_attribute(posixpath.relpath("/" + target, "/" + posixpath.dirname(part)))
    attributes = f'Id="{identifier}" Type="{kind}" Target="{path}"'
    if not name:
        package.put_relationships(part, [attributes])
        return identifier
    tree, content = package.tree(name), package.xml(name)
    prefix = raw_name(content, tree.start).removesuffix("Relationships")
    package.splice(name, append_child(tree, content, f"<{prefix}Relationship {attributes}/>".encode()))
    return identifier


# ---------------------------------------------------------------- the shapes


def _working_sheets(workbook: WorkbookPart) -> Iterator[SheetEntry]:
    """The sheets that staff fill in, also those that are hidden yet, and two of ours, by their names.

    In a workbook of another kind its first visible sheet.
    """
    sheets = [s for s in workbook.sheets() if s.kind == "worksheet" and s.part]
    visible = [s for s in sheets if s.state == "visible"]
    if not visible:
        return
    names = {normal(name) for sheet in SHEETS.values() for name in sheet.names}
    known = [sheet for sheet in sheets if sheet.state != "veryHidden" and normal(sheet.name) in names]
    if not any(sheet in visible for sheet in known):
        others = [sheet for sheet in visible if sheet.name not in SHEETS_NOT_READ]
        known += (others or visible)[:1]
    yield from known
    yield from (sheet for sheet in sheets if sheet.name in READ_SHEETS and sheet not in known)


def button_records(sheets: Iterable[NewSheet]) -> Iterator[Record]:
    """Where the macro puts buttons on sheets of ours that have none yet, in points."""
    for sheet in sheets:
        if sheet.name in READ_SHEETS:
            top, styles = top_of(sheet)
            for button in _placed(top, OwnLooks(styles), [], 0)[0]:
                box = button.box
                edges = (box.left, box.top, box.right - box.left, box.bottom - box.top)
                place = (f"{pixels * 0.75:g}" for pixels in edges)
                yield ("button", text_field(sheet.name), text_field(button.caption), button.macro, *place)


def _strings(package: Package, workbook: WorkbookPart) -> SharedStrings | None:
    part = package.related(workbook.part, "sharedStrings")
    return SharedStrings(lambda: package.stream(part), part) if part else None


def _put_shapes(package: Package, sheet: SheetEntry, looks: Looks, strings: SharedStrings | None) -> None:
    part = sheet.part
    top = read_top(package, part, strings)
    top.widen(looks.digit_width)
    growth = _columns_to_come(sheet.name, top)
    drawing = next((r.target for r in package.relationships(part) if r.id == top.legacy), "")
    if package.exists(drawing):
        existing = package.xml(drawing).decode(errors=_AS_IT_IS)
        if all(vml.calls(existing, macro) for macro in MACROS.values()):
            return
        buttons, taller = _placed(top, looks, [*_drawn(package, part, top), *_shown(top, existing)], growth)
        package.put(drawing, vml.with_buttons(existing, buttons).encode(errors=_AS_IT_IS))
        _make_taller(package, part, top, taller)
        return
    folder = posixpath.join(posixpath.dirname(posixpath.dirname(part)), "drawings")
    drawing = package.free_name(folder, "vmlDrawing", ".vml")
    number = max(_claimed(package), default=0) + 1
    buttons, taller = _placed(top, looks, list(_drawn(package, part, top)), growth)
    package.put(drawing, vml.new_drawing(number, buttons).encode())
    package.set_content_type(drawing, _VML_CONTENT)
    identifier = relate(package, part, f"{_RELATION}/vmlDrawing", drawing)
    _point_at_drawing(package, part, top, identifier)
    _make_taller(package, part, top, taller)  # it stands before the place of the drawing, which has not moved


def _make_taller(package: Package, part: str, top: SheetTop, taller: tuple[int, float] | None) -> None:
    """Give a row the height that the buttons need, in points; everything in it stays as it is."""
    if taller is None or taller[0] not in top.row_starts:
        return
    start, content = top.row_starts[taller[0]], package.xml(part)
    tag = with_attributes(content, start, {"ht": f"{taller[1] * 0.75:g}", "customHeight": "1"})
    package.splice(part, [Splice(start, tag_end(content, start), tag)])


def _point_at_drawing(package: Package, part: str, top: SheetTop, identifier: str) -> None:
    prefix = raw_name(package.xml(part), top.root_start).removesuffix("worksheet")
    element = f'<{prefix}legacyDrawing xmlns:r="{_RELATION}" r:id="{identifier}"/>'.encode()
    if top.legacy_start is None:
        package.splice(part, [Splice(top.legacy_place, top.legacy_place, element)])
        return
    content = package.xml(part)  # one that leads nowhere: a sheet has only one
    end = tag_end(content, top.legacy_start)
    if content[end - 2] != 0x2F:
        end = content.index(b">", end) + 1
    package.splice(part, [Splice(top.legacy_start, end, element)])


@contextmanager
def _foreign(part: str) -> Iterator[None]:
    """What cannot be read in a part that others made is their damage, not our fault."""
    try:
        yield
    except (ValueError, OverflowError):
        raise PackageProblem("F106", part=part) from None


def _columns_to_come(sheet: str, top: SheetTop) -> int:
    """How many computed columns the first computation will add at the right end of the sheet's table."""
    headers = {split_unit(normal(text))[0] for _, text in top.texts.values()}
    kinds = [kind for kind in COLUMNS if normal(sheet) in map(normal, SHEETS[kind].names)]
    out = [column for kind in kinds for column in COLUMNS[kind] if column.out]
    return sum(not headers & {normal(name) for name in column.names} for column in out)


def _placed(
    top: SheetTop, looks: TextLooks, taken: list[Box], growth: int
) -> tuple[list[vml.Button], tuple[int, float] | None]:
    """The buttons side by side in the room that is free, and the row that has to be made taller for them."""
    width = len(MACROS) * (_WIDTH + _GAP) - _GAP
    room, taller = find_room(top, looks, taken, width, growth)
    if taller is not None:
        top.heights[taller[0]] = taller[1]
    buttons = []
    for place, (caption, macro) in enumerate(MACROS.items()):
        left = room.left + place * (_WIDTH + _GAP)
        box = Box(left, room.top, left + _WIDTH, room.bottom)
        buttons.append(vml.Button(caption, macro, anchor(top, box), box))
    return buttons, taller


def _claimed(package: Package) -> set[int]:
    numbers: set[int] = set()
    for name in package.names():
        if name.lower().endswith(".vml"):
            numbers |= vml.drawing_numbers(package.xml(name).decode(errors=_AS_IT_IS))
    return numbers


def _shown(top: SheetTop, drawing: str) -> Iterator[Box]:
    for left, left_offset, upper, upper_offset, right, right_offset, lower, lower_offset in vml.anchors(drawing):
        yield Box(
            top.left(left + 1) + left_offset,
            top.top(upper + 1) + upper_offset,
            top.left(right + 1) + right_offset,
            top.top(lower + 1) + lower_offset,
        )


def _drawn(package: Package, part: str, top: SheetTop) -> Iterator[Box]:
    """Pictures, charts and shapes of the sheet."""
    drawing = package.related(part, "drawing")
    for place in package.tree(drawing).children if drawing else ():
        corners = [_corner(child, top) for child in place.children if child.local in ("from", "to", "pos")]
        extent = next((child.attributes for child in place.children if child.local == "ext"), None)
        if len(corners) == 2:
            yield Box(*corners[0], *corners[1])
        elif len(corners) == 1 and extent is not None:
            wide, high = (as_number(extent.get(key, ""), 0) / _EMU for key in ("cx", "cy"))
            yield Box(*corners[0], corners[0][0] + wide, corners[0][1] + high)


def _corner(node: Node, top: SheetTop) -> tuple[float, float]:
    if node.local == "pos":
        x, y = (as_number(node.attributes.get(key, ""), 0) / _EMU for key in ("x", "y"))
        return x, y
    numbers = {child.local: as_number(child.text, 0) for child in node.children}
    column, row = (min(max(int(numbers.get(key, 0)), 0), LAST_ROW) for key in ("col", "row"))
    return (
        top.left(min(column, LAST_COLUMN) + 1) + numbers.get("colOff", 0) / _EMU,
        top.top(row + 1) + numbers.get("rowOff", 0) / _EMU,
    )
