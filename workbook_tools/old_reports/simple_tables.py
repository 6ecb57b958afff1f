"""Tables of what was promised and done without levels of indicators: 服务内容 | 指标量 | 完成量 | 完成率."""

from __future__ import annotations

import re

from workbook_tools.reading.official_form_columns import Block, indicator_blocks
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.text import normal

_FIELDS = (
    ("target", r"(?:年度|全年|本年度)?(?:计划|目标|任务|应完成|计划完成|指标(?=[数量值]))(?:数量?|量|值)?"),
    ("actual", r"(?:实际|已|累计|全年|本年度|年度)*完成(?:数量?|量|值|情况)?|实际(?:数|值|量)"),
    ("name", r"(?:服务|指标|项目|工作|活动)?(?:内容|项目|名称|指标|类别|类型|板块|领域)"),
    ("unit", r"(?:计量)?单位"),
    ("reason", r".{0,6}原因.{0,8}"),
)
_UNIT = re.compile(r"\([^()]*\)$")
_SEARCHED, _LONGEST = 8, 14  # rows, characters of a head


def simple_field(text: str) -> str:
    """What a head means in such a table; "" for one that means nothing here."""
    label = _UNIT.sub("", normal(text))
    if len(label) > _LONGEST:
        return ""
    return next((name for name, pattern in _FIELDS if re.fullmatch(pattern, label)), "")


def blocks_of(sheet: FormSheet) -> list[Block]:
    """The indicator tables of a grid: with levels, else one without."""
    return indicator_blocks(sheet) or _simple_blocks(sheet)


def _simple_blocks(sheet: FormSheet) -> list[Block]:
    """None where a head names two columns of what was promised or done: nobody can say which is the year's."""
    for row in range(1, min(_SEARCHED, sheet.row_count) + 1):
        columns: dict[str, list[int]] = {}
        for column, cell in sheet.in_row(row):
            if field := simple_field(cell.text):
                columns.setdefault(field, []).append(column)
        if not {"name", "target", "actual"} <= columns.keys():
            continue
        names = [column for column in columns["name"] if column < columns["target"][0]]
        if len(columns["target"]) > 1 or len(columns["actual"]) > 1 or not 1 <= len(names) <= 2:
            return []
        found = {name: tuple(places[:1]) for name, places in columns.items() if name != "name"}
        found |= {"level3": (names[-1],)} | ({"level2": (names[0],)} if len(names) > 1 else {})
        return [Block(row, row, found)]
    return []
