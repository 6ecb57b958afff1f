"""The names by which a VBA project knows the workbook and its sheets: those there are, and new ones for the rest."""

from __future__ import annotations

import re
from typing import NamedTuple

from workbook_tools.excel.sheet_top import read_top
from workbook_tools.excel.vba_streams import Kind
from workbook_tools.ooxml.located import Splice, raw_name, tag_end, with_attributes
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.workbook_part import WorkbookPart

_USABLE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_KINDS: dict[str, tuple[str, Kind]] = {"worksheet": ("Sheet", "sheet"), "chartsheet": ("Chart", "chart")}


class Document(NamedTuple):
    """A document module: the code behind the workbook or behind one sheet."""

    name: str
    kind: Kind


def give_code_names(package: Package, workbook: WorkbookPart) -> list[Document]:
    """Write the code names that are missing; all of them, the workbook's first."""
    taken: set[str] = set()
    documents = [Document(_name_workbook(package, workbook, taken), "workbook")]
    tops = {s.part: read_top(package, s.part, None) for s in workbook.sheets() if s.part and s.kind in _KINDS}
    kept: dict[str, str] = {}
    for part, top in tops.items():
        if _USABLE.fullmatch(top.code_name) and top.code_name.upper() not in taken:
            kept[part] = top.code_name
            taken.add(top.code_name.upper())
    for number, sheet in enumerate(workbook.sheets(), 1):
        if sheet.part not in tops:
            continue
        stem, kind = _KINDS[sheet.kind]
        name = kept.get(sheet.part) or _free(stem, number, taken)
        if sheet.part not in kept:
            top = tops[sheet.part]
            _name_sheet(package, sheet.part, top.sheet_pr, top.root_start, name)
        documents.append(Document(name, kind))
    return documents


def _free(stem: str, number: int, taken: set[str]) -> str:
    while f"{stem}{number}".upper() in taken:
        number += 1
    taken.add(f"{stem}{number}".upper())
    return f"{stem}{number}"


def _name_workbook(package: Package, workbook: WorkbookPart, taken: set[str]) -> str:
    properties = workbook.root.child(main("workbookPr"))
    name = properties.attributes.get("codeName", "") if properties else ""
    if not _USABLE.fullmatch(name):
        name = "ThisWorkbook"
        content = package.xml(workbook.part)
        if properties is not None:
            tag = with_attributes(content, properties.start, {"codeName": name})
            splice = Splice(properties.start, properties.open_end, tag)
        else:
            prefix = raw_name(content, workbook.root.start).removesuffix("workbook")
            before = (main("fileVersion"), main("fileSharing"))
            place = max([workbook.root.open_end, *(n.end for n in workbook.root.children if n.tag in before)])
            splice = Splice(place, place, f'<{prefix}workbookPr codeName="{name}"/>'.encode())
        package.splice(workbook.part, [splice])
    taken.add(name.upper())
    return name


def _name_sheet(package: Package, part: str, sheet_pr: int | None, root: int, name: str) -> None:
    content = package.xml(part)
    if sheet_pr is not None:
        tag = with_attributes(content, sheet_pr, {"codeName": name})
        package.splice(part, [Splice(sheet_pr, tag_end(content, sheet_pr), tag)])
        return
    place = tag_end(content, root)
    kind = "chartsheet" if raw_name(content, root).endswith("chartsheet") else "worksheet"
    prefix = raw_name(content, root).removesuffix(kind)
    package.splice(part, [Splice(place, place, f'<{prefix}sheetPr codeName="{name}"/>'.encode())])
