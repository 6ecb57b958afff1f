"""Columns that nobody sees, and how they are shown: hidden ones, those of a collapsed group, those without width."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbook_tools.ooxml.located import Splice, raw_name, tag_end, with_attributes

if TYPE_CHECKING:
    from workbook_tools.ooxml.scanned_sheet import ColumnSpan, SheetScan

LEAST_WIDTH = 1.5  # characters; what is narrower shows nothing
_SHOWN: dict[str, str | None] = {"hidden": None, "outlineLevel": None, "collapsed": None, "bestFit": None}


def is_unseen(scan: SheetScan, column: int) -> bool:
    span = _span(scan, column)
    if span is None:
        return scan.default_width is not None and scan.default_width < LEAST_WIDTH
    return span.hidden or (span.width is not None and span.width < LEAST_WIDTH)


def show(data: bytes, scan: SheetScan, first: int, last: int, width: float, *, every: bool = False) -> list[Splice]:
    """The splices that make the unseen columns from `first` to `last` that wide, or `every` one; all others stay."""
    unseen = [column for column in range(first, last + 1) if every or is_unseen(scan, column)]
    changes: dict[str, str | None] = {**_SHOWN, "width": f"{width:g}", "customWidth": "1"}
    splices = []
    for span in scan.spans:
        inside = [column for column in unseen if span.first <= column <= span.last]
        if inside:
            xml = b"".join(_pieces(data, span, inside[0], inside[-1], changes))
            splices.append(Splice(span.start, _end(data, span.start), xml))
    return splices + _added(data, scan, [column for column in unseen if _span(scan, column) is None], width)


def _pieces(data: bytes, span: ColumnSpan, first: int, last: int, changes: dict[str, str | None]) -> Iterator[bytes]:
    """One element as up to three: what lies before the columns that are shown, these, what lies behind."""
    for start, end, shown in ((span.first, first - 1, False), (first, last, True), (last + 1, span.last, False)):
        if start <= end:
            limits: dict[str, str | None] = {"min": str(start), "max": str(end)}
            yield _closed(with_attributes(data, span.start, {**limits, **changes} if shown else limits))


def _added(data: bytes, scan: SheetScan, columns: list[int], width: float) -> list[Splice]:
    """Elements for columns that have none, in a sheet whose columns have no width by default."""
    prefix = raw_name(data, scan.data_start or 0).removesuffix("sheetData")
    elements = [
        (column, f'<{prefix}col min="{column}" max="{column}" width="{width:g}" customWidth="1"/>'.encode())
        for column in columns
    ]
    if not elements:
        return []
    if not scan.spans:
        at, xml = scan.data_start or 0, b"".join(xml for _, xml in elements)
        return [Splice(at, at, f"<{prefix}cols>".encode() + xml + f"</{prefix}cols>".encode())]
    splices = []
    for column, xml in elements:
        behind = [span.start for span in scan.spans if span.first > column]
        at = min(behind) if behind else _end(data, max(span.start for span in scan.spans))
        splices.append(Splice(at, at, xml))
    return splices


def _span(scan: SheetScan, column: int) -> ColumnSpan | None:
    return next((span for span in scan.spans if span.first <= column <= span.last), None)


def _end(data: bytes, start: int) -> int:
    end = tag_end(data, start)
    return end if data[end - 2] == 0x2F else data.index(b">", end) + 1


def _closed(tag: bytes) -> bytes:
    return tag if tag.endswith(b"/>") else tag[:-1] + b"/>"
