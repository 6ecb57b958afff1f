"""Excel 97-2003 and WPS (.xls .xlt .et .ett): BIFF, read by xlrd: it is pure, and gives formats, merges, errors."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.foreign.sheets import Cell, Error, Merge, Sheet, Sheets, Unreadable, is_day_format

LARGEST = 60 << 20  # bytes; 65,536 rows of ten columns have ten megabytes
LAST_ROW = 65_536
_RECORD, _FORMULA_HEAD = struct.Struct("<HH"), struct.Struct("<HHH8sH")
_FORMULA, _BEGIN, _END, _AT_LOAD = (0x06, 0x206, 0x406), (0x809, 0x409, 0x209, 0x09), 0x0A, 2
# notes, drawn objects and their texts, names, rules of formats and what is allowed in a cell
_NO_VALUES = frozenset((0x1C, 0x5D, 0x1B6, 0xEC, 0x18, 0x218, 0x1B0, 0x1B1, 0x1B2, 0x1BE))
_MEANS_NOTHING = 0x0FFF
_EMPTY_TEXT, _NO_FIGURE = 3, b"\xff\xff"
_DAYS_1904 = 1462  # between the two first days
_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read(data: bytes) -> Sheets:
    """Raises Unreadable, TooMuch. Macros are never looked into."""
    import xlrd

    if len(data) > LARGEST:
        raise Unreadable
    try:
        book, records = _opened(data)
        if book.biff_version < 80 and not book.codepage:  # nothing says how its texts are encoded
            book, records = _opened(data, "gb18030")
        unknown = _without_values(book, records)
    except xlrd.XLRDError as problem:
        raise Unreadable(encrypted="encrypt" in str(problem).lower()) from problem
    except Exception as problem:  # a damaged file makes it fail in any way
        raise Unreadable from problem
    found = Sheets(left_behind=["图片、图表和按钮", "格式（字体、颜色、边框）"])
    if _MACROS in data:
        found.left_behind.insert(0, "宏")
    codes = [_code(book, index) for index in range(len(book.xf_list))]
    for place in range(book.nsheets):
        sheet = book.sheet_by_index(place)
        ours = Sheet(sheet.name, hidden=sheet.visibility != 0)
        ours.merges = [Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        for row in range(sheet.nrows):
            kinds, values, looks = sheet.row_types(row), sheet.row_values(row), _looks(sheet, row)
            for column, (kind, value, look) in enumerate(zip(kinds, values, looks, strict=False)):
                cell = _cell(kind, value, codes[look] if look < len(codes) else "General", book.datemode)
                if (place, row, column) in unknown:
                    found.first_without_value = found.first_without_value or f"{column_letters(column + 1)}{row + 1}"
                    found.without_values += 1
                elif cell is not None:
                    found.put(ours, row, column, cell)
        if sheet.nrows >= LAST_ROW:
            found.full.append(sheet.name)
        found.sheets.append(ours)
    return found


def _opened(data: bytes, encoding: str | None = None) -> tuple[Any, bytes]:
    """The workbook and the bytes that it was read from.

    xlrd gives up on notes, rules of formats and names that it does not know. No value depends on them: where it fails,
    it is given the records without them. A container whose sectors are counted twice is one that Excel opens too.
    """
    import xlrd

    try:
        return _read_by_xlrd(data, encoding), data
    except xlrd.XLRDError as problem:
        if "encrypt" in str(problem).lower():
            raise
        failure: Exception = problem
    except Exception as problem:  # a damaged file makes it fail in any way
        failure = problem
    values = _values_alone(data)
    if not values:
        raise failure
    return _read_by_xlrd(values, encoding), values


def _values_alone(data: bytes) -> bytes:
    """The records, those that no value depends on under a number that means nothing; empty where there are none."""
    from xlrd.compdoc import SIGNATURE, CompDoc

    stream = bytearray(data)
    if data[:8] == SIGNATURE:
        container = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True)
        found = (container.locate_named_stream(name) for name in ("Workbook", "Book"))
        stream = next((bytearray(whole[base : base + size]) for whole, base, size in found if whole), bytearray())
    at = 0
    while at + 4 <= len(stream):
        code, size = _RECORD.unpack_from(stream, at)
        if code in _NO_VALUES:
            struct.pack_into("<H", stream, at, _MEANS_NOTHING)
        at += 4 + size
    return bytes(stream)


def _read_by_xlrd(data: bytes, encoding: str | None) -> Any:
    import xlrd

    return xlrd.open_workbook(
        file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), encoding_override=encoding
    )


def _without_values(book: Any, data: bytes) -> set[tuple[int, int, int]]:
    """Sheet, row and column of formulas that no program has computed; [MS-XLS] 2.4.127.

    A nought that is to be computed at loading is what systems leave that export without a calculator; others leave
    an empty text in every formula of the workbook. xlrd gives the nought and the text.
    """
    noughts: set[tuple[int, int, int]] = set()
    empty: set[tuple[int, int, int]] = set()
    count = 0
    stream = memoryview(_stream(data))
    for number, start in enumerate(book._sh_abs_posn):
        for row, column, result, flags in _formulas(stream, start):
            count += 1
            if flags & _AT_LOAD and not any(result):
                noughts.add((number, row, column))
            elif result[0] == _EMPTY_TEXT and result[6:] == _NO_FIGURE:
                empty.add((number, row, column))
    return noughts | empty if len(empty) == count else noughts


def _formulas(stream: memoryview, at: int) -> Iterator[tuple[int, int, bytes, int]]:
    """Row, column, result and flags of the formulas of the sheet that begins there."""
    depth = 0
    while at + 4 <= len(stream):
        code, size = _RECORD.unpack_from(stream, at)
        at += 4
        if code in _FORMULA and _FORMULA_HEAD.size <= size <= len(stream) - at:
            row, column, _, result, flags = _FORMULA_HEAD.unpack_from(stream, at)
            yield row, column, result, flags
        depth += (code in _BEGIN) - (code == _END)
        at += size
        if code == _END and depth <= 0:
            return


def _stream(data: bytes) -> bytes:
    """The records, wherever in the container they lie; positions in it are those that xlrd has."""
    from xlrd.compdoc import SIGNATURE, CompDoc

    if data[:8] != SIGNATURE:
        return data
    container = CompDoc(data, logfile=io.StringIO())
    found = (container.locate_named_stream(name) for name in ("Workbook", "Book"))
    return next((bytes(stream) for stream, _, _ in found if stream), b"")


def _looks(sheet: object, row: int) -> list[int]:
    return [look or 0 for look in sheet._cell_xf_indexes[row]]  # type: ignore[attr-defined]


def _code(book: object, look: int) -> str:
    key = book.xf_list[look].format_key  # type: ignore[attr-defined]
    known = book.format_map.get(key)  # type: ignore[attr-defined]
    return known.format_str if known is not None and known.format_str else "General"


def _cell(kind: int, value: object, code: str, datemode: int) -> Cell | None:
    """By the kinds of xlrd: 1 text, 2 number, 3 day, 4 truth value, 5 error; the others are empty."""
    if kind == 1:
        return Cell(str(value)) if value else None
    if kind in (2, 3) and isinstance(value, float):
        moved = _DAYS_1904 if datemode and is_day_format(code) else 0
        return Cell(value + moved, code)
    if kind == 4:
        return Cell(bool(value), code)
    if kind == 5:
        return Cell(Error(_ERRORS.get(int(str(value)), "#VALUE!")))
    return None
