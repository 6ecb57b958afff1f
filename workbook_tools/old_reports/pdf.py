"""Reports as PDF: every piece of text with its place, tables by the lines that are drawn around their cells.

pypdf gives the pieces and the drawing operators; which cell a piece stands in is told by the rules alone, so that a
text that was wrapped inside a cell stays in it. A table without rules stays lines, as in a text.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from workbook_tools.foreign.sheets import Merge, Sheet, TooMuch, Unreadable
from workbook_tools.old_reports.document import Document, Line, Origin, Table, grid_of, joined, width_of
from workbook_tools.old_reports.sources import is_wrapped

MOST_PAGES = 400
MOST_PIECES = 20_000  # of a page: text and rules
_NEAR = 3.0  # points between lines that are one
_THIN = 2.5  # points of a rectangle that is a rule
_WIDE_GAP = 1.2  # of the size of the letters: cells of a table without rules
_PAGE_NUMBER = re.compile(r"[-—–]{0,8}第?[0-9]{1,3}页?(?:[/／共][0-9]{1,3}页?)?[-—–]{0,8}")  # without blanks
_PAINTED = (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_CAPTION_LINES = 4
Point = tuple[float, float]


class _Text(NamedTuple):
    x: float
    y: float
    size: float
    text: str


class _Rule(NamedTuple):
    """A line that is drawn: `at` is its y and it goes from x to x, or the other way round."""

    at: float
    first: float
    last: float


class _Placed(NamedTuple):
    top: float
    part: Line | Table


def read(data: bytes) -> Document:
    """Raises Unreadable, TooMuch."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it thinks of damaged files is told in our words
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(encrypted=True)
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise TooMuch(count, MOST_PAGES, "页")
        pages = [_Page() for _ in range(count)]
        for page, found in zip(reader.pages, pages, strict=True):
            page.extract_text(visitor_text=found.text, visitor_operand_before=found.operator)
    except (Unreadable, TooMuch):
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
    ) as problem:
        raise Unreadable(encrypted="crypt" in str(problem).lower()) from problem
    except Exception as problem:  # what a damaged stream makes zlib or struct raise
        raise Unreadable from problem
    return _document(pages)


class _Page:
    """Collects what pypdf meets on a page."""

    def __init__(self) -> None:
        self.texts: list[_Text] = []
        self.across: list[_Rule] = []
        self.down: list[_Rule] = []
        self._path: list[tuple[Point, Point]] = []
        self._at: Point = (0.0, 0.0)

    def text(self, text: str, cm: Sequence[float], tm: Sequence[float], _: object, size: float) -> None:
        if not text.strip() or len(self.texts) > MOST_PIECES:
            return
        x, y = _moved(tm[4], tm[5], cm)
        height = abs(size * tm[3] * cm[3]) or abs(size) or 10.0
        for offset, line in enumerate(part for part in text.split("\n") if part.strip()):
            self.texts.append(_Text(x, y - offset * height, height, line))

    def operator(self, operator: bytes, operands: Any, cm: Sequence[float], _: Sequence[float]) -> None:
        if operator in (b"m", b"l"):
            point = _moved(float(operands[0]), float(operands[1]), cm)
            if operator == b"l":
                self._path.append((self._at, point))
            self._at = point
        elif operator == b"re":
            self._rectangle(*(float(each) for each in operands), cm=cm)
        elif operator in _PAINTED:
            self._draw()
        elif operator == b"n":
            self._path.clear()

    def _rectangle(self, x: float, y: float, width: float, height: float, *, cm: Sequence[float]) -> None:
        left, bottom = _moved(x, y, cm)
        right, top = _moved(x + width, y + height, cm)
        if abs(right - left) < _THIN or abs(top - bottom) < _THIN:
            self._path.append(((left, bottom), (right, top)))
            return
        corners = ((left, bottom), (right, bottom), (right, top), (left, top))
        self._path += list(zip(corners, (*corners[1:], corners[0]), strict=True))

    def _draw(self) -> None:
        for (x1, y1), (x2, y2) in self._path:
            if len(self.across) + len(self.down) > MOST_PIECES:
                break
            if abs(x2 - x1) < _THIN < abs(y2 - y1):
                self.down.append(_Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
            elif abs(y2 - y1) < _THIN < abs(x2 - x1):
                self.across.append(_Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
        self._path.clear()


def _moved(x: float, y: float, cm: Sequence[float]) -> Point:
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def _document(pages: Sequence[_Page]) -> Document:
    placed = [_placed(page, number) for number, page in enumerate(pages, 1)]
    furniture = _furniture(placed)
    parts: list[Line | Table] = []
    for number, page in enumerate(placed, 1):
        count = tables = 0
        lines = [each for each in page if isinstance(each.part, Line)]
        edges = {id(each.part) for each in (*lines[:1], *lines[-1:])}
        for _, part in page:
            if isinstance(part, Table):
                tables += 1
                above = [each.text for each in parts[-_CAPTION_LINES:] if isinstance(each, Line)]
                parts.append(_named(part, f"第{number}页表{tables}", len(parts), "\n".join(above)))
            elif not (
                id(part) in edges and (part.text in furniture or _PAGE_NUMBER.fullmatch("".join(part.text.split())))
            ):
                count += 1
                parts.append(Line(part.text, f"第{number}页第{count}行", len(parts), number))
    lines_only = [part for part in parts if isinstance(part, Line)]
    empty = tuple(number for number, page in enumerate(pages, 1) if not page.texts)
    return Document(tuple(parts), wrapped=is_wrapped(lines_only), pages_without_text=empty)


def _furniture(pages: Sequence[Sequence[_Placed]]) -> set[str]:
    """What stands at the edge of three pages: a running head or foot."""
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [each.part.text for each in page if isinstance(each.part, Line)]
        edges.update({*lines[:1], *lines[-1:]})
    return {text for text, count in edges.items() if count >= 3}


def _placed(page: _Page, number: int) -> list[_Placed]:
    """Lines and tables of a page from its top."""
    found: list[_Placed] = []
    rest = page.texts
    for bottom, top in _regions(page.down):
        table, rest = _table(page, rest, bottom, top)
        if table is not None:
            found.append(_Placed(top, table))
    found += [_Placed(y, Line(text, "", 0, number)) for y, text in _lines(rest)]
    return sorted(found, key=lambda each: -each.top)


def _regions(down: Sequence[_Rule]) -> list[tuple[float, float]]:
    """Where rules go down without a break, from bottom to top."""
    regions: list[tuple[float, float]] = []
    for rule in sorted(down, key=lambda each: each.first):
        if regions and rule.first <= regions[-1][1] + _NEAR:
            regions[-1] = (regions[-1][0], max(regions[-1][1], rule.last))
        else:
            regions.append((rule.first, rule.last))
    return regions


def _clusters(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _table(page: _Page, texts: list[_Text], bottom: float, top: float) -> tuple[Table | None, list[_Text]]:
    """The grid of a region and the texts outside it. None where fewer than two rows or columns are ruled."""
    down = [rule for rule in page.down if rule.last > bottom - _NEAR and rule.first < top + _NEAR]
    xs = _clusters(rule.at for rule in down)
    ys = _clusters([bottom, top, *(rule.at for rule in page.across if bottom - _NEAR <= rule.at <= top + _NEAR)])
    rows = list(reversed(ys))
    if len(xs) < 3 or len(rows) < 3:
        return None, texts
    areas = _areas(xs, rows, page.across, down)
    inside: dict[tuple[int, int], list[_Text]] = {}
    outside: list[_Text] = []
    for text in texts:
        row = _between(rows, text.y + text.size * 0.3, falling=True)
        column = _between(xs, text.x + 1)
        if row is None or column is None:
            outside.append(text)
        else:
            inside.setdefault(areas[row, column], []).append(text)
    cells = {(r + 1, c + 1): joined([line for _, line in _lines(found)]) for (r, c), found in inside.items()}
    sheet = Sheet("", merges=_merges(areas))
    return Table(grid_of("", cells, sheet), {}, 0, paged=True), outside


def _between(edges: Sequence[float], value: float, *, falling: bool = False) -> int | None:
    for place in range(len(edges) - 1):
        low, high = sorted((edges[place], edges[place + 1])) if falling else (edges[place], edges[place + 1])
        if low - 0.5 <= value < high + (0.5 if falling else 0):
            return place
    return None


def _areas(
    xs: Sequence[float], rows: Sequence[float], across: Sequence[_Rule], down: Sequence[_Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Each place of the grid → the top left place of the cell that it belongs to: cells are kept apart by rules."""
    areas = {(row, column): (row, column) for row in range(len(rows) - 1) for column in range(len(xs) - 1)}

    def merge(one: tuple[int, int], two: tuple[int, int]) -> None:
        first, second = sorted((areas[one], areas[two]))
        if first != second:
            for place, area in areas.items():
                if area == second:
                    areas[place] = first

    for row, column in areas:
        middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (rows[row] + rows[row + 1]) / 2
        if column + 2 < len(xs) and not _ruled(down, xs[column + 1], middle_y):
            merge((row, column), (row, column + 1))
        if row + 2 < len(rows) and not _ruled(across, rows[row + 1], middle_x):
            merge((row, column), (row + 1, column))
    return areas


def _ruled(rules: Sequence[_Rule], at: float, middle: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.first - 1 <= middle <= rule.last + 1 for rule in rules)


def _merges(areas: dict[tuple[int, int], tuple[int, int]]) -> list[Merge]:
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, area in areas.items():
        groups.setdefault(area, []).append(place)
    merges = []
    for (top, left), places in groups.items():
        bottom, right = max(row for row, _ in places), max(column for _, column in places)
        if len(places) > 1 and len(places) == (bottom - top + 1) * (right - left + 1):
            merges.append(Merge(top, left, bottom, right))
    return merges


def _lines(texts: Iterable[_Text]) -> list[tuple[float, str]]:
    """Pieces on one height as one line; a wide gap between two of them stays a gap."""
    rows: list[list[_Text]] = []
    for text in sorted(texts, key=lambda each: (-each.y, each.x)):
        if rows and abs(rows[-1][0].y - text.y) <= max(text.size * 0.35, 1.5):
            rows[-1].append(text)
        else:
            rows.append([text])
    return [(row[0].y, _line(sorted(row, key=lambda each: each.x))) for row in rows]


def _line(row: Sequence[_Text]) -> str:
    whole, end = "", 0.0
    for piece in row:
        gap = piece.x - end
        if whole and gap > piece.size * _WIDE_GAP:
            whole += "  "
        elif whole and gap > piece.size * 0.2 and whole[-1].isascii() and piece.text[0].isascii():
            whole += " "
        whole += piece.text
        end = piece.x + width_of(piece.text) * piece.size / 2
    return whole.strip()


def _named(table: Table, name: str, number: int, caption: str) -> Table:
    sheet = table.sheet
    origins = {(r, c): Origin(f"{name}第{r}行第{c}列", cell.text) for (r, c), cell in sheet.cells.items()}
    return replace(table, sheet=replace(sheet, name=name), origins=origins, number=number, caption=caption)
