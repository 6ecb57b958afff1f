"""Keeps sheets that are far too large for a form away from readers that hold every cell of a sheet.

A form has a hundred rows. A workbook may bring sheets of half a million beside it, or one made to exhaust a machine:
a cell in the last corner, a merged area or a link over all cells. Such sheets are emptied in the copy that is read.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbook_tools.basis.cell_references import parse_area
from workbook_tools.ooxml.limits import limits_of_environment
from workbook_tools.ooxml.located import feed, new_parser
from workbook_tools.ooxml.namespaces import MAIN, main
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.workbook import Workbook

LARGEST = 200_000  # cells of the used rectangle, and of all merged and linked areas together
_EMPTY = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
_ROW, _CELL, _MERGE, _LINK = main("row"), main("c"), main("mergeCell"), main("hyperlink")


class _Vast(Exception):
    """The sheet is larger than any form."""


def manageable(data: bytes) -> bytes:
    """The workbook as it is, or a copy in which sheets too large for a form are empty. Raises PackageProblem."""
    package = Package(data, limits_of_environment())
    vast = [
        sheet.part
        for sheet in Workbook.open(data).sheets
        if sheet.kind == "worksheet" and sheet.part and _is_vast(package.stream(sheet.part), sheet.part)
    ]
    for part in vast:
        package.put(part, _EMPTY)
    return package.save() if vast else data


def _is_vast(chunks: Iterable[bytes], part: str) -> bool:
    parser = new_parser(part)
    row = column = widest = covered = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, widest, covered
        if name == _CELL:
            ref = attributes.get("r")
            place = parse_area(ref) if ref else None
            column = place.right if place else column + 1
            widest = max(widest, column)
            if max(row, place.bottom if place else 0) * widest > LARGEST:
                raise _Vast
        elif name == _ROW:
            row, column = int(attributes.get("r") or row + 1), 0
        elif name in (_MERGE, _LINK):
            area = parse_area(attributes.get("ref", ""))
            covered += (area.bottom - area.top + 1) * (area.right - area.left + 1)
            if covered > LARGEST:
                raise _Vast

    parser.StartElementHandler = start
    try:
        feed(parser, chunks, part)
    except _Vast:
        return True
    except ValueError:
        raise PackageProblem("F106", part=part) from None
    return False
