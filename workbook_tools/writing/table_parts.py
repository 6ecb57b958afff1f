"""What the tables of 评价结果 are put together from: a title, a head, cells in a row, the link to a cell of staff."""

from __future__ import annotations

from collections.abc import Sequence

from workbook_tools.basis.numerals import numeral_of
from workbook_tools.ooxml import Formula, Style
from workbook_tools.ooxml.records import Value
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin, link_to

LAST = 10  # the last column that is printed
Cells = Sequence[tuple[Value | Formula, Style]]


def put_section(canvas: Canvas, title: str, to: int = LAST) -> None:
    """The title of the next table, numbered by the tables that the sheet really has."""
    canvas.sections += 1
    canvas.put(canvas.row, 1, f"{numeral_of(canvas.sections)}、{title}", looks.SECTION, to=to)
    canvas.grow(canvas.row, 24)
    canvas.row += 1


def put_head(canvas: Canvas, heads: dict[int, str], spans: dict[int, int]) -> None:
    for column, head in heads.items():
        canvas.put(canvas.row, column, head, looks.HEAD, to=spans.get(column, 0))
    canvas.grow(canvas.row, 20)
    canvas.row += 1


def put_cells(canvas: Canvas, first: int, cells: Cells, origin: Origin | None = None) -> None:
    """Cells side by side from a column on; figures among them that are no formulas share the origin."""
    for column, (value, style) in enumerate(cells, first):
        canvas.put(canvas.row, column, value, style, origin=origin)


def put_place(canvas: Canvas, sheet: str, cell: str) -> None:
    canvas.put(canvas.row, 2, cell, looks.LINK, link=link_to(sheet, cell))
