"""Forms that stand side by side on a sheet: each is read as if it had the sheet to itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbook_tools.reading.official_form_columns import indicator_blocks
from workbook_tools.reading.official_form_sheet import FormSheet


def side_by_side(sheet: FormSheet) -> list[FormSheet]:
    """The sheet, or its parts between blank columns where more than one of them has a table of indicators.

    What stands beside a form without being one (a note, a reviewer's sums) stays in the part to its left.
    """
    starts = _starts(sheet)
    if len(starts) < 2:
        return [sheet]
    parts = [_between(sheet, first, last) for first, last in _spans(starts, sheet.column_count)]
    forms = [place for place, part in enumerate(parts) if indicator_blocks(part)]
    if len(forms) < 2:
        return [sheet]
    first_columns = [starts[place] for place in forms]
    first_columns[0] = 1
    return [_between(sheet, first, last) for first, last in _spans(first_columns, sheet.column_count)]


def _starts(sheet: FormSheet) -> list[int]:
    """The columns that are filled, or covered by a merged cell that is, behind a blank one."""
    filled = {
        column
        for row, start in sheet.cells
        for column in range(start, sheet.rights.get((row, start), start) + 1)
    }  # fmt: skip
    return [column for column in sorted(filled) if column - 1 not in filled]


def _spans(starts: Sequence[int], last: int) -> Iterator[tuple[int, int]]:
    return zip(starts, (*(start - 1 for start in starts[1:]), last), strict=True)


def _between(sheet: FormSheet, first: int, last: int) -> FormSheet:
    cells = {place: cell for place, cell in sheet.cells.items() if first <= place[1] <= last}
    return replace(sheet, cells=cells, column_count=min(last, sheet.column_count))
