"""Which sheet a workbook opens on. It alone may be selected: what is typed goes into every selected sheet at once."""

from __future__ import annotations

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.ooxml.located import Splice, with_attributes
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.workbook_part import WorkbookPart

# A sheet's views stand before its cells; only the first window is moved.
_VIEW = lazy_pattern(rb"<(?:[\w.-]+:)?sheetView(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_SELECTED = lazy_pattern(rb"\stabSelected\s*=\s*[\"'](?:1|true|on)[\"']")
_FIRST_WINDOW = lazy_pattern(rb"\sworkbookViewId\s*=\s*[\"']0+[\"']")
_END = lazy_pattern(rb"<(?:[\w.-]+:)?sheetData[\s/>]")


def open_on(package: Package, workbook: WorkbookPart, position: int) -> list[str]:
    """Have a visible sheet be the one that is seen first. Gives the parts that changed; none where it is hidden."""
    sheets = workbook.sheets()
    if sheets[position].state != "visible" or not sheets[position].part:
        return []
    workbook.open_on(position)
    changed = []
    for place, sheet in enumerate(sheets):
        if not sheet.part or not sheet.part.endswith(".xml"):
            continue
        head = _head(package, sheet.part)
        wanted = place == position
        views = [view for view in _VIEW.finditer(head) if _FIRST_WINDOW.search(view[0])]
        wrong = [view for view in views if bool(_SELECTED.search(view[0])) is not wanted]
        if wrong:
            content = package.xml(sheet.part)
            change: dict[str, str | None] = {"tabSelected": "1" if wanted else None}
            splices = [
                Splice(view.start(), view.end(), with_attributes(content, view.start(), change)) for view in wrong
            ]
            package.splice(sheet.part, splices, content)
            changed.append(sheet.part)
    return changed


def _head(package: Package, part: str) -> bytes:
    """What stands before the cells; a large sheet is not unpacked beyond it."""
    head = b""
    for piece in package.stream(part):
        head += piece
        end = _END.search(head)
        if end is not None:
            return head[: end.start()]
    return head
