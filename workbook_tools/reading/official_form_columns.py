"""What the columns of an official form are called. Provinces differ, so headers are known by the words in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workbook_tools.reading.official_form_sheet import FormSheet, Place
from workbook_tools.reading.tables import plain_figure
from workbook_tools.reading.text import normal

# In this order: the first pattern that is in a header decides. `name`, `remark` and `note` only serve where nothing
# better is; "" is read by nobody.
_INDICATOR_FIELDS: tuple[tuple[str, str], ...] = (
    ("number", "^序号|^编号"),
    ("item", "四级|明细|4级"),
    ("level1", "一级|1级|^指标类型|^指标类别|^类别$|^分类$|^(?:考核|评估|评价|考评)(?:内容|项目|类别|维度)$"),
    ("level2", "二级|2级"),
    ("level3", "三级|3级"),
    ("reason", "原因|措施|扣分|偏离"),
    ("scoring_rule", "(?:评分|计分|得分|扣分|评价|考核|打分)(?:标准|细则|办法|规则)|^标准$"),
    ("points", "标准分|满分"),
    (
        "",
        "标准$|(?:评分|得分|计分)(?:标准|说明|依据|理由|细则)|依据|规则|方法|办法|细则|来源|公式|要点|解释|指标说明|率$|率\\(",
    ),
    ("", "复核|审核|抽查|财政部门|主管部门"),
    ("converted", "折算"),
    ("points", "(?<!得)分值|权重|权数"),
    ("score", "得分|自评分|评分|评价分|打分|^自评\\(分\\)$"),
    ("points", "标准值?分|分数"),
    ("nature", "性质|符号|运算|方向|比较"),
    ("unit", "计量|度量|^(?:指标|目标|数量)?单位$"),
    ("remark", "偏差|改进|情况说明"),
    ("", "预算|执行|资金|支出|经费|拨款|实施|负责"),
    ("target", "(?:计划|预期|预计|目标|应|拟)完成[值数指]"),
    (
        "actual",
        "实际|(?:完成|达成|实现)(?:值|情况|数|指标值)|^(?:全年|年度|本年|当年)?(?:完成|达成|实现)(?:\\(.*\\))?$|自评情况",
    ),
    ("target", "指标值|目标|计划|预期|年初|预定|预计|年度指标|标准值|全年值"),
    ("target", "^(?:年度|全年|合同|协议)?(?:指标|任务)[数量]$"),
    ("name", "指标"),
    ("note", "备注|说明"),
)
_FUND_FIELDS: tuple[tuple[str, str], ...] = (
    ("score", "^得分|^自评得?分|^评分"),
    ("rate", "率|执行进度"),
    ("score", "得分|自评分|评分"),
    ("points", "分值|权重|标准分|满分"),
    ("", "情况|原因|说明|措施|备注|差额|结余|未执行|调整数|调整额|调增|调减|目标|指标"),
    ("executed", "执行数|执行额|支出|决算|执行\\(|使用|执行金额|^(?:全年|实际)?执行$"),
    ("initial_budget", "年初|期初|当年预算批复"),
    ("full_year_budget", "预算(?!情况|单位|部门|主管|年度$|年份)|安排|到位|下达"),
)
_VALUES = ("target", "actual", "points", "score", "reason", "remark", "unit", "nature")
_LEVELS = ("level1", "level2", "level3", "name")
_TELLING = frozenset(("target", "actual", "points", "score"))  # beside names: levels stand in rows of their own

Heads = dict[Place, list[int]]  # the cell of a header → the columns it stands over


@dataclass(frozen=True, slots=True)
class Block:
    """A table of a form: its header rows and the columns of each field; a merged header has several."""

    top: int
    bottom: int
    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def first(self, name: str) -> int:
        """The first column of a field; 1 where the form has none."""
        return self.columns.get(name, (1,))[0]


def has_indicator_heads(labels: list[str]) -> bool:
    """The texts of one row are the headers of an indicator table."""
    return _is_indicator_header(
        dict.fromkeys((field_of for label in labels if (field_of := indicator_field(label))), ())
    )


def indicator_field(text: str) -> str:
    return _field_of(text, _INDICATOR_FIELDS)


def indicator_blocks(sheet: FormSheet) -> list[Block]:
    """Every header of an indicator table, from the top. A form may repeat it for each goal."""
    blocks: list[Block] = []
    row = 1
    while row <= sheet.row_count:
        block = _indicator_block(sheet, row, blocks[-1].bottom if blocks else 0)
        if block is not None:
            blocks.append(block)
            row = block.bottom
        row += 1
    return blocks


def _indicator_block(sheet: FormSheet, row: int, above: int) -> Block | None:
    """The header whose level names stand in `row`; what else it names may stand in the row above or below."""
    columns = _named(sheet, row, row, _INDICATOR_FIELDS)
    if sum(level in columns for level in _LEVELS) < (1 if columns.keys() >= _TELLING else 2):
        return None
    under = _named(sheet, row + 1, row + 1, _INDICATOR_FIELDS) if row < sheet.row_count else {}
    if "level3" in under and "level3" not in columns:
        return None  # the names of the levels stand in the lower row
    bottom = _header_bottom(sheet, row, columns)
    for top, last in ((row, bottom), (row - 1, bottom), (row, row + 1)):
        whole = _named(sheet, max(top, above + 1), last, _INDICATOR_FIELDS)
        if _is_indicator_header(whole):
            return Block(row, last, _settled(whole))
    return None


def fund_block(sheet: FormSheet, last_row: int) -> Block | None:
    """The header of the funds table above `last_row`: a row with a budget and what was executed of it."""
    for row in range(1, last_row + 1):
        columns = _named(sheet, row, row, _FUND_FIELDS)
        if "executed" in columns and ("full_year_budget" in columns or "initial_budget" in columns):
            bottom = max(sheet.bottom(row, columns["executed"][0]), row)
            return Block(row, bottom, _named(sheet, row, bottom, _FUND_FIELDS))
    return None


def fund_field(text: str) -> str:
    return _field_of(text, _FUND_FIELDS)


def _is_indicator_header(columns: dict[str, tuple[int, ...]]) -> bool:
    values = {"target", "actual"} <= columns.keys() or ("actual" in columns and {"points", "score"} & columns.keys())
    values = values or {"score", "scoring_rule"} <= columns.keys()  # 计分表: points in the names, no target
    levels = sum(level in columns for level in _LEVELS)
    return bool(values) and (levels >= 2 or (levels == 1 and columns.keys() >= _TELLING))


def _header_bottom(sheet: FormSheet, row: int, columns: dict[str, tuple[int, ...]]) -> int:
    """Headers of two rows are merged in the columns of the levels, or leave those blank in the second row."""
    levels = [column for name in ("level1", "level2", "level3") for column in columns.get(name, ())]
    bottom = min((sheet.bottom(row, column) for column in levels), default=row)
    below = bottom + 1
    if bottom == row and below <= sheet.row_count:
        under = _named(sheet, below, below, _INDICATOR_FIELDS)
        parts = {"nature", "target", "unit", "actual", "points", "score"} & under.keys()
        if len(parts) >= 2 and all(not sheet.text(below, column) for column in levels):
            return below
    return bottom


def _named(sheet: FormSheet, top: int, bottom: int, fields: tuple[tuple[str, str], ...]) -> dict[str, tuple[int, ...]]:
    """Field → its columns. The lowest header speaks first; the one above it where that says nothing."""
    found: dict[str, Heads] = {}
    for column in range(1, sheet.column_count + 1):
        for row in range(bottom, top - 1, -1):
            if name := _field_of(sheet.text(row, column), fields):
                # One merged header over several columns names them all.
                found.setdefault(name, {}).setdefault(sheet.origin(row, column), []).append(column)
                break
    return {name: tuple(_one(sheet, heads, name, found)) for name, heads in found.items()}


def _one(sheet: FormSheet, heads: Heads, name: str, found: dict[str, Heads]) -> list[int]:
    """Which of several headers of one name is meant.

    In front of the levels stand labels of the whole table (年度绩效指标完成情况); of several weights the one behind the
    level-3 names is the row's; of several amounts the first that has figures below it.
    """
    columns = list(heads.values())
    levels = [place[1] for level in ("level1", "level2", "level3") for place in found.get(level, ())]
    if levels and name in _VALUES:
        limit = max(levels) if name == "points" else min(levels)
        columns = [each for each in columns if each[0] > limit] or columns
    if not levels and len(columns) > 1:
        bottom = max(place[0] for place in heads)
        columns = [each for each in columns if _has_figure_below(sheet, each[0], bottom)] or columns
    return columns[0]


def _has_figure_below(sheet: FormSheet, column: int, bottom: int) -> bool:
    rows = range(bottom + 1, min(bottom + 4, sheet.row_count) + 1)
    return any(plain_figure(sheet.cell(row, column)) is not None for row in rows)


def _settled(columns: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The weak names take the places that no better header took."""
    settled = dict(columns)
    name, remark, note = (settled.pop(weak, None) for weak in ("name", "remark", "note"))
    if name and "level1" not in settled and "level2" in settled and name[0] < settled["level2"][0]:
        settled["level1"] = name
    elif name and "level3" not in settled:
        settled["level3"] = name
    if "reason" not in settled and (remark or note):
        settled["reason"] = remark or note or ()
    return settled


def _field_of(text: str, fields: tuple[tuple[str, str], ...]) -> str:
    label = normal(text)
    if not label or len(label) > 30 or label.replace(".", "").isdigit():
        return ""
    return next((name for name, pattern in fields if re.search(pattern, label)), "")
