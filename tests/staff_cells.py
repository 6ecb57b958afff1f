"""What staff wrote in a workbook, read with readers that are not the program's own, before and after a run.

The cells of the program's own columns and sheets are left out, by the names that the workbook's contract gives them.
"""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

OWN_SHEETS = ("评价结果", "问题清单", "台账统计", "审计信息")
_COLUMNS = """
台账完成值 完成率 偏差 偏差率 得分 完成情况 执行率 差额 差异率 占支出比重 执行情况 加权得分 应拨金额 最迟拨付日 拨付结论
"""
OWN_COLUMNS = frozenset(_COLUMNS.split())
_HEADER_ROWS = 60  # a header may stand below a few title rows
Cells = dict[tuple[str, int, int], Any]


def differences(before: bytes, after: bytes) -> list[tuple[tuple[str, int, int], Any, Any]]:
    """Cells of staff that read otherwise after than before: place (sheet, row, column, from 0), value, value.

    A workbook that the reader could not open before, with a damaged part beside its sheets, cannot be compared by it.
    """
    old, new = calamine_cells(before), calamine_cells(after)
    if not old:
        return []
    own = _own_columns(old) | _own_columns(new)
    places = {
        place for place in old.keys() | new.keys() if place[0] not in OWN_SHEETS and (place[0], place[2]) not in own
    }
    return [
        (place, old.get(place), new.get(place)) for place in sorted(places) if not _same(old.get(place), new.get(place))
    ]


def openpyxl_differences(before: bytes, after: bytes) -> list[tuple[tuple[str, int, int], Any, Any]]:
    """The same with the second reader, which sees formulas instead of values."""
    own = _own_columns(old := openpyxl_cells(before)) | _own_columns(new := openpyxl_cells(after))
    places = {
        place for place in old.keys() | new.keys() if place[0] not in OWN_SHEETS and (place[0], place[2]) not in own
    }
    return [(place, old.get(place), new.get(place)) for place in sorted(places) if old.get(place) != new.get(place)]


def calamine_cells(data: bytes) -> Cells:
    """Sheets that calamine cannot read are left out: they are compared as parts."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
    except CalamineError:
        return {}
    cells: Cells = {}
    for sheet in book.sheet_names:
        try:
            rows = book.get_sheet_by_name(sheet).iter_rows()
            found = {
                (sheet, row, column): value
                for row, values in enumerate(rows)
                for column, value in enumerate(values)
                if value != ""
            }
        except CalamineError:
            continue
        except BaseException as problem:  # a panic of the library is none of Python's exceptions
            if type(problem).__name__ != "PanicException":
                raise
            continue
        cells |= found
    return cells


def openpyxl_cells(data: bytes) -> Cells:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.row - 1, cell.column - 1): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _own_columns(cells: Cells) -> set[tuple[str, int]]:
    return {
        (sheet, column)
        for (sheet, row, column), value in cells.items()
        if row < _HEADER_ROWS and isinstance(value, str) and _plain(value) in OWN_COLUMNS
    }


def _plain(text: str) -> str:
    """A header without blanks and the unit in brackets."""
    return re.sub(r"\(.*?\)", "", re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))


def _same(first: Any, second: Any) -> bool:
    return first == second or (first != first and second != second)  # NaN
