"""Excel 97-2003 and WPS (.xls .xlt .et .ett): BIFF, read by xlrd: it is pure, and gives formats, merges, errors."""

from __future__ import annotations

import io

from workbook_tools.foreign.sheets import Cell, Error, Merge, Sheet, Sheets, Unreadable, is_day_format

LARGEST = 60 << 20  # bytes; 65,536 rows of ten columns have ten megabytes
_DAYS_1904 = 1462  # between the two first days
_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read(data: bytes) -> Sheets:
    """Raises Unreadable, TooMuch. Macros are never looked into."""
    import xlrd

    if len(data) > LARGEST:
        raise Unreadable
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
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
                if cell is not None:
                    found.put(ours, row, column, cell)
        found.sheets.append(ours)
    return found


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
