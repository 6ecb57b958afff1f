"""The rows and cells of a sheet in the form in which programs write them, and where they stand: by one pattern.

    <row r="7" spans="1:3" ht="21"><c r="A7" s="4"><v>45505</v></c><c r="B7" s="1" t="s"><v>12</v></c><c r="C7"/></row>

The parser finds the same, in three times the time. As in `regular_rows` nothing is guessed: every byte between the
start and the end of the sheet's data has to fit, and whatever does not is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import itemgetter

from workbook_tools.basis.cell_references import LAST_ROW, column_number
from workbook_tools.ooxml.encoding import resolve_references
from workbook_tools.ooxml.regular_rows import IrregularRowsError
from workbook_tools.ooxml.scanned_sheet import RowPlace, ScannedCell, SheetScan

_KINDS = {b"": "n", **{kind.encode(): kind for kind in ("n", "s", "str", "inlineStr", "b", "e", "d")}}
_PLACE = r' r="([A-Z]++)([1-9]\d{0,6}+)"(?: s="(\d{1,9}+)")?+(?: t="(s|n|str|inlineStr|b|e|d)")?+'
_CHARACTER = r"[^<>\x00-\x08\x0b-\x1f]"
_KEPT = r'(?: xml:space="preserve")?+'
_SHARED = r' t="shared"(?: ref="[A-Z0-9:]++")?+ si="(\d{1,9}+)"'
_FORMULA = rf'<f(?: aca="false")?+(?:>({_CHARACTER}++)</f>|{_SHARED}(?:/>|>({_CHARACTER}++)</f>))'
_VALUE = rf"<v{_KEPT}>({_CHARACTER}*+)</v>|<v/>|<is><t{_KEPT}>({_CHARACTER}++)</t></is>"
_CELL = re.compile(rf"(<c{_PLACE}(?: ?+/>|>(?:{_FORMULA})?+(?:{_VALUE})?+</c>))".encode())
_ROW = re.compile(rb"""<row r="([1-9]\d{0,6}+)"((?: (?:[a-z]\w*+:)?+[A-Za-z]\w*+="[ !#-%'-;=?-~]*+")*+) ?+(/?+)>""")
_OF_ROW = re.compile(r' ((?:(\w+):)?\w+)="([^"]*)"')
_ROW_END, _CELL_END, _SLASH = b"</row>", b"</c>", b"/"[0]
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # which XML cannot hold
_LONGEST_TAG = 300  # bytes of the attributes of a row
_TRUE = ("1", "true", "on")
_WHOLE = itemgetter(0)  # of the groups of a match


def take_regular(
    scan: SheetScan,
    content: bytes,
    start: int,
    stop: int,
    strings: Callable[[int], str] | None,
    most: int,
    longest: int,
) -> set[str]:
    """Put the rows and cells between two places into a scan; gives the prefixes that the rows take for declared.

    Raises IrregularRowsError or ValueError for what takes a parser, also for more than `most` cells and a row of more
    than `longest` bytes; the scan is of no use then.
    """
    if any(content.find(each, start, stop) >= 0 for each in _NO_CHARACTERS):
        raise IrregularRowsError
    place, number, prefixes = start, 0, set[str]()
    while place < stop:
        tag = _ROW.match(content, place, stop)
        if tag is None or not number < int(tag[1]) <= LAST_ROW or len(scan.cells) > most:
            raise IrregularRowsError
        digits, attributes, closed = tag.groups()
        number, inside = int(digits), tag.end()
        hidden, prefix = _of_row(attributes)
        prefixes.add(prefix)
        end = inside if closed else content.find(_ROW_END, inside, stop)
        found = _CELL.findall(content, inside, end) if end - inside in range(1, longest) else []
        if sum(map(len, map(_WHOLE, found))) != end - inside:
            raise IrregularRowsError
        if found:
            row = scan.rows[number] = RowPlace(place)
            row.cells, row.close = _cells(found, digits, inside, strings), end
            scan.cells.update([((number, cell.column), cell) for cell in row.cells])
            if hidden:
                scan.hidden_rows.add(number)
        else:
            scan.bare_rows.append(number)
            scan.bare_starts.append(place)
        place = end if closed else end + len(_ROW_END)
    scan.last_row = number
    return prefixes - {""}


def _cells(
    found: Iterable[tuple[bytes, ...]], row: bytes, at: int, strings: Callable[[int], str] | None
) -> list[ScannedCell]:
    """The cells of a row; the first of them starts at a place."""
    cells: list[ScannedCell] = []
    last = 0
    for whole, letters, digits, style, kind, formula, shared, master, value, text in found:
        column, start, at = _column(letters), at, at + len(whole)
        if digits != row or column <= last:
            raise IrregularRowsError
        last = column
        close = at if whole[-2] == _SLASH else at - len(_CELL_END)
        cell = ScannedCell(column, int(style) if style else 0, _KINDS[kind], start, close, strings)
        cells.append(cell)
        if value or text:
            if bool(text) is not (kind == b"inlineStr"):
                raise IrregularRowsError
            raw = (value or text).decode()
            cell.raw = resolve_references(raw) if "&" in raw else raw
        if formula or shared:
            cell.formula = resolve_references((formula or master).decode())
            cell.formula_kind, cell.shared = "shared" if shared else "", shared.decode()
    return cells


@lru_cache(maxsize=256)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


def _of_row(attributes: bytes) -> tuple[bool, str]:
    """Whether a row is hidden, and the prefix of an attribute that is of another namespace."""
    if len(attributes) > _LONGEST_TAG:
        raise IrregularRowsError
    return _known_of_row(attributes)


@lru_cache(maxsize=512)
def _known_of_row(attributes: bytes) -> tuple[bool, str]:
    found = _OF_ROW.findall(attributes.decode())
    values = {name: value for name, _, value in found}
    prefixes = [prefix for _, prefix, _ in found if prefix]
    if len(values) < len(found) or len(prefixes) > 1 or "r" in values or any(n.startswith("xml") for n in values):
        raise IrregularRowsError
    return values.get("hidden") in _TRUE, "".join(prefixes)
