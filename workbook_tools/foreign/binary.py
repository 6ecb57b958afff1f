"""Binary workbooks (.xlsb): records of [MS-XLSB] 2.1, as far as values, formats, merges and names of sheets go.

calamine reads them too, but gives no formats, no merges, and an error cell as a blank.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workbook_tools.foreign.relations import main_part, relations
from workbook_tools.foreign.sheets import GENERAL, Cell, Error, Merge, Sheet, Sheets, Unreadable, Value, is_day_format
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.number_formats import BUILT_IN
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import PackageLimits

_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(8)
_F_TEXT, _F_REAL, _F_BOOL, _F_ERROR = range(8, 12)
_STRING, _FORMAT, _XF, _BOOK, _SHEET, _MERGE = 19, 44, 47, 153, 156, 176
_BEGIN_XFS, _END_XFS = 617, 618
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_DAYS_1904 = 1462
_LARGEST_RECORD = 1 << 24


def read(data: bytes) -> Sheets:
    """Raises Unreadable, TooMuch."""
    try:
        archive = Archive(data, PackageLimits())
        return _book(archive, main_part(archive))
    except (PackageProblem, KeyError, ValueError, IndexError, StopIteration, struct.error) as problem:
        raise Unreadable from problem


def _book(archive: Archive, part: str) -> Sheets:
    found = Sheets(left_behind=["图片、图表和按钮", "格式（字体、颜色、边框）"])
    if any(name.lower().endswith("vbaproject.bin") for name in archive.by_name):
        found.left_behind.insert(0, "宏")
    links = relations(archive, part)
    codes = _codes(archive, links)
    texts = _texts(archive, links)
    since_1904, listed = False, []
    for kind, record in _records(archive.read(part)):
        if kind == _BOOK:
            since_1904 = bool(struct.unpack_from("<I", record)[0] & 1)
        elif kind == _SHEET:
            state, _ = struct.unpack_from("<II", record)
            link, after = _wide(record, 8)
            listed.append((_wide(record, after)[0], link, state != 0))
    for name, link, hidden in listed:
        relation, target = links.get(link, ("", ""))
        if relation.endswith("/worksheet") and target in archive.by_name:
            sheet = Sheet(name, hidden=hidden)
            _fill(found, sheet, archive.read(target), texts, codes, since_1904)
            found.sheets.append(sheet)
    return found


def _fill(found: Sheets, sheet: Sheet, content: bytes, texts: list[str], codes: list[str], since_1904: bool) -> None:
    row = 0
    for kind, record in _records(content):
        if kind == _ROW:
            row = struct.unpack_from("<I", record)[0]
        elif _RK <= kind <= _F_ERROR:
            column, look = struct.unpack_from("<II", record)
            value = _value(kind, record, texts)
            if value is None or value == "":
                continue
            look &= 0xFFFFFF
            code = codes[look] if look < len(codes) else GENERAL
            if isinstance(value, float) and not isinstance(value, bool) and since_1904 and is_day_format(code):
                value += _DAYS_1904
            found.put(sheet, row, column, Cell(value, GENERAL if isinstance(value, str) else code))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", record)
            sheet.merges.append(Merge(top, left, bottom, right))


def _value(kind: int, record: bytes, texts: list[str]) -> Value | None:
    if kind == _RK:
        return _packed(struct.unpack_from("<I", record, 8)[0])
    if kind in (_REAL, _F_REAL):
        return float(struct.unpack_from("<d", record, 8)[0])
    if kind in (_BOOL, _F_BOOL):
        return record[8] != 0
    if kind in (_ERROR, _F_ERROR):
        return Error(_ERRORS.get(record[8], "#VALUE!"))
    if kind in (_TEXT, _F_TEXT):
        return _wide(record, 8)[0]
    if kind == _SHARED:
        index = struct.unpack_from("<I", record, 8)[0]
        return texts[index] if index < len(texts) else None
    return None


def _packed(number: int) -> float:
    """A number in 30 bits: a whole one or the upper half of a double, maybe a hundred times too large."""
    value: float
    if number & 2:
        value = float(struct.unpack("<i", struct.pack("<I", number))[0] >> 2)
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))[0]
    return value / 100 if number & 1 else value


def _codes(archive: Archive, links: dict[str, tuple[str, str]]) -> list[str]:
    """The format code of each cell look."""
    part = next((target for kind, target in links.values() if kind.endswith("/styles")), "")
    own: dict[int, str] = {}
    codes: list[str] = []
    inside = False
    for kind, record in _records(archive.read(part)) if part in archive.by_name else ():
        if kind == _FORMAT:
            own[struct.unpack_from("<H", record)[0]] = _wide(record, 2)[0]
        elif kind in (_BEGIN_XFS, _END_XFS):
            inside = kind == _BEGIN_XFS
        elif kind == _XF and inside:
            number = struct.unpack_from("<H", record, 2)[0]
            codes.append(own.get(number) or BUILT_IN.get(number, GENERAL))
    return codes


def _texts(archive: Archive, links: dict[str, tuple[str, str]]) -> list[str]:
    part = next((target for kind, target in links.values() if kind.endswith("/sharedStrings")), "")
    records = _records(archive.read(part)) if part in archive.by_name else ()
    return [_wide(record, 1)[0] for kind, record in records if kind == _STRING]


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record. Raises ValueError for one that is cut short."""
    place, end = 0, len(content)
    while place < end:
        kind = content[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | content[place] << 7
            place += 1
        size = shift = 0
        while True:
            byte = content[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        if size > _LARGEST_RECORD or place + size > end:
            raise ValueError("a record goes on beyond its part")
        yield kind, content[place : place + size]
        place += size


def _wide(record: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    length = struct.unpack_from("<I", record, place)[0]
    if length == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * length
    if end > len(record):
        raise ValueError("a text goes on beyond its record")
    return record[place + 4 : end].decode("utf-16-le", "replace"), end
