"""Several forms in one workbook are several projects: one a sheet, or one below the other on a sheet.

A further project begins where a sheet names one again (项目名称), or has another funds table, between two tables of
indicators; a table that is only repeated for the next goal belongs to the same project. A copy of the form that nobody
filled in beside filled ones is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from workbook_tools.basis.blank_words import says_nothing
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.reading.footers import is_total_label
from workbook_tools.reading.official_form_beside import side_by_side
from workbook_tools.reading.official_form_columns import Block, fund_block, indicator_blocks
from workbook_tools.reading.official_form_labels import read_surroundings
from workbook_tools.reading.official_form_lines import is_whole, is_wide, lines_of, own_text
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.text import normal

_PROJECT = lazy_pattern(r"(?:预算)?(?:项目|专项|转移支付|政策)(?:\([^()]*\))?(?:资金)?名称")
_TITLE = lazy_pattern(r".{0,30}(?:自评|绩效).{0,20}表.{0,20}")


class Project(NamedTuple):
    """The part of a sheet that is one project's form, in the places that it has on the sheet."""

    sheet: FormSheet
    blocks: tuple[Block, ...]
    named_at: str = ""  # where a table that holds several names this one


def projects_of(sheets: Iterable[FormSheet]) -> list[Project]:
    """Every form of a workbook, in the order of its sheets and down them."""
    found: list[Project] = []
    for sheet in (part for whole in sheets for part in side_by_side(whole)):
        blocks = indicator_blocks(sheet)
        groups: list[list[Block]] = []
        tops = [1]
        for block in blocks:
            above = groups[-1][-1].bottom + 1 if groups else 1
            start = _begins(sheet, above, block.top) if groups else 1
            if not groups or start:
                groups.append([block])
                if len(groups) > 1:
                    tops.append(start)
            else:
                groups[-1].append(block)
        ends = [*(top - 1 for top in tops[1:]), sheet.row_count]
        if len(blocks) == 1 and (named := _in_a_column(sheet, blocks[0])):
            found += named
            continue
        for group, top, end in zip(groups, tops, ends, strict=False):
            found.append(Project(sheet if len(groups) == 1 else _part(sheet, top, end), tuple(group)))
    return found


def filled_of(found: Sequence[Project]) -> tuple[list[Project], list[Project]]:
    """The projects, and the blank copies of the form beside them; where none is filled in, all are projects."""
    blank = [each for each in found if _is_blank(each)] if len(found) > 1 else []
    if len(blank) == len(found):
        return list(found), []
    return [each for each in found if each not in blank], blank


def _is_blank(project: Project) -> bool:
    """It names no project, and none of its rows says what was promised or done."""
    sheet, blocks = project.sheet, project.blocks
    ends = (*(block.top - 1 for block in blocks[1:]), sheet.row_count)
    if project.named_at or any(is_whole(sheet, block, row) for block, row in _under(blocks, ends)):
        return False  # as nearly every form
    if not says_nothing(read_surroundings(sheet, blocks[0].top).information.project):
        return False
    return not any(
        not says_nothing(own_text(sheet, block, row, side))
        for block, end in zip(blocks, ends, strict=True)
        for row, kind in lines_of(sheet, block, end, [])
        if kind == "row" and not is_wide(sheet, block, row)
        for side in ("target", "actual")
    )


def _under(blocks: Sequence[Block], ends: Sequence[int]) -> Iterator[tuple[Block, int]]:
    for block, end in zip(blocks, ends, strict=True):
        yield from ((block, row) for row in range(block.bottom + 1, end + 1))


def _in_a_column(sheet: FormSheet, block: Block) -> list[Project]:
    """The projects of a table that names them in a column of its own; [] for any other."""
    column = next(
        (
            column
            for column, cell in sheet.in_row(block.bottom)
            if _PROJECT.fullmatch(normal(cell.text)) and column < block.first("level3")
        ),
        0,
    )
    if not column:
        return []
    rows = range(block.bottom + 1, sheet.row_count + 1)
    names = {row: normal(sheet.text(row, column)) for row in rows if sheet.origin(row, column)[0] == row}
    starts = [
        row
        for row, name in names.items()
        if name and not is_total_label(name) and sheet.text(row, block.first("level3"))
    ]
    if len({names[row] for row in starts}) < 2:
        return []
    starts = [row for place, row in enumerate(starts) if not place or names[row] != names[starts[place - 1]]]
    last = max(row for row in rows if sheet.text(row, block.first("level3")))
    ends = [*(row - 1 for row in starts[1:]), last]
    return [
        Project(_lines(sheet, block.bottom, start, end), (block,), sheet.at(start, column))
        for start, end in zip(starts, ends, strict=True)
    ]


def _begins(sheet: FormSheet, first: int, last: int) -> int:
    """The row where another project begins above a table of indicators; 0 where none does."""
    named = next((row for row in range(first, last) if _names_project(sheet, row)), 0)
    if not named:
        between = _part(sheet, first, last)
        funds = fund_block(between, last - 1)
        named = funds.top if funds is not None else 0
    if not named:
        return _titled(sheet, first, last)
    for row in range(named, first - 1, -1):  # its title and its year stand above
        texts = [cell.text for _, cell in sheet.in_row(row)]
        if any(_TITLE.fullmatch(normal(text)) for text in texts):
            return row
    return named


def _titled(sheet: FormSheet, first: int, last: int) -> int:
    """The row of another form's title below the total of the one above it; 0 where only a table goes on (续表)."""
    closed = False
    for row in range(first, last):
        texts = [normal(cell.text) for column, cell in sheet.in_row(row) if sheet.origin(row, column)[0] == row]
        if closed and len(texts) == 1 and "续" not in texts[0] and _TITLE.fullmatch(texts[0]):
            return row
        closed = closed or any(is_total_label(text) for text in texts[:3])
    return 0


def _names_project(sheet: FormSheet, row: int) -> bool:
    return any(
        _PROJECT.fullmatch(normal(cell.text)) and sheet.origin(row, column)[0] == row
        for column, cell in sheet.in_row(row)
    )


def _part(sheet: FormSheet, top: int, bottom: int) -> FormSheet:
    """The rows from `top` to `bottom`; what stands elsewhere is not there."""
    cells = {place: cell for place, cell in sheet.cells.items() if top <= place[0] <= bottom}
    return replace(sheet, cells=cells, row_count=min(bottom, sheet.row_count))


def _lines(sheet: FormSheet, head: int, top: int, bottom: int) -> FormSheet:
    """The rows down to `head`, and those from `top` to `bottom`."""
    cells = {place: cell for place, cell in sheet.cells.items() if place[0] <= head or top <= place[0] <= bottom}
    return replace(sheet, cells=cells, row_count=bottom)


def names_of(projects: Sequence[Project]) -> str:
    """What the projects are called where they stand: 自评表!A20."""
    return "、".join(f"{each.sheet.name}!{_head(each)}" for each in projects)


def _head(project: Project) -> str:
    if project.named_at:
        return project.named_at
    top = project.blocks[0].top
    return project.sheet.at(top, next((column for column, _ in project.sheet.in_row(top)), 1))
