"""What the columns of an official form are called. Provinces differ, so headers are known by the words in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workbook_tools.reading.official_form_heads import Head, columns_of, named_heads, period_of, settled
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.tables import plain_figure
from workbook_tools.reading.text import normal

# In this order: the first pattern that is in a header decides. `name`, `remark`, `note` and `deduction` only serve
# where nothing better is; "" is read by nobody.
_INDICATOR_FIELDS: tuple[tuple[str, str], ...] = (
    ("number", "^序号|^编号"),
    ("item", "四级|明细|4级"),
    ("level1", "一级|1级|^指标类型|^指标类别|^类别$|^分类$|^(?:考核|评估|评价|考评)(?:内容|项目|类别|维度)$"),
    ("level2", "二级|2级"),
    ("level3", "三级|3级"),
    ("reason", "原因|措施|偏离|扣分(?:理由|说明|事由|事项|因素|项|点)"),
    ("scoring_rule", "(?:评分|计分|得分|扣分|评价|考核|打分)(?:标准|细则|办法|规则)|^标准$"),
    ("deduction", "^(?!.*得分).*扣减?分"),
    ("points", "标准分|满分"),
    (
        "",
        "系数|标准$|(?:评分|得分|计分)(?:标准|说明|依据|理由|细则)|依据|规则|方法|办法|细则|来源|公式|要点|解释|指标说明|率$|率\\(",
    ),
    ("", "复核|审核|抽查|财政部门|主管部门"),
    ("converted", "折算|加权得?分|加权后"),
    ("points", "(?<!得)分值|权重|权数"),
    ("score", "得分|自评分|评分|评价分|打分|^自评(?:\\(分\\))?$"),
    ("points", "标准值?分|分数"),
    ("nature", "性质|符号|运算|方向|比较"),
    ("unit", "计量|度量|^(?:指标|目标|数量)?单位$"),
    ("remark", "偏差|改进|情况说明"),
    ("", "预算|执行|资金|支出|经费|拨款|实施|负责"),
    ("adjusted", "(?:调整|变更)后?.{0,4}(?:指标|目标)|(?:指标|目标)值?.{0,2}(?:调整|变更)"),
    ("target", "(?:计划|预期|预计|目标|应|拟)完成[值数指]"),
    (
        "actual",
        "实际|业绩值|实绩|(?:完成|达成|实现|落实)(?:值|情况|数|指标值)|^(?:全年|年度|本年|当年|累计|[上下]半年|第?[一二三四1-4]季度|20[0-9]{2}年)?(?:完成|达成|实现)(?:\\(.*\\))?$|自评情况",
    ),
    ("target", "指标值|目标|计划|预期|年初|预定|预计|年度指标|标准值|全年值"),
    ("target", "^(?:年度|全年|合同|协议)?(?:指标|任务)[数量]$"),
    ("name", "指标|^(?:服务|工作)(?:项目|内容|事项)$|^(?:项目|类型|维度|方面|模块|板块|领域)$"),
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
_LEVELS = ("level1", "level2", "level3", "name")
# Beside the names of rows: the levels stand in rows of their own, or there are none.
_TELLING = (frozenset(("actual", "points", "score")), frozenset(("scoring_rule", "points", "score")))
_BELOW_A_HEADER = frozenset({
    "数值", "值", "单位", "计量单位", "度量单位", "运算符", "符号", "性质", "指标性质",
    "指标值", "目标值", "完成值", "实际值", "计划", "实际",
})  # fmt: skip


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


def has_heads_of_marks(labels: list[str]) -> bool:
    """一级指标, 二级指标, 三级指标, 权重, 得分: what was promised and what was done is told nowhere."""
    fields = {indicator_field(label) for label in labels}
    weighed = {"level1", "level2", "level3", "points"} <= fields and bool({"score", "converted"} & fields)
    return weighed and not fields & {"target", "adjusted", "actual", "scoring_rule"}


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
    if not _names_rows(columns):
        return None
    under = _named(sheet, row + 1, row + 1, _INDICATOR_FIELDS) if row < sheet.row_count else {}
    if "level3" in under and "level3" not in columns:
        return None  # the names of the levels stand in the lower row
    bottom = _header_bottom(sheet, row, columns)
    for top, last in ((row, bottom), (row - 1, bottom), (row, row + 1)):
        heads = _heads(sheet, max(top, above + 1), last, _INDICATOR_FIELDS)
        if _is_indicator_header(columns_of(sheet, heads)):
            return Block(row, last, settled(sheet, heads))
    return None


def fund_block(sheet: FormSheet, last_row: int) -> Block | None:
    """The header of the funds table above `last_row`: a row with a budget and what was executed of it."""
    for row in range(1, last_row + 1):
        columns = _named(sheet, row, row, _FUND_FIELDS)
        if "executed" in columns and ("full_year_budget" in columns or "initial_budget" in columns):
            bottom = max(sheet.bottom(row, columns["executed"][0]), row)
            return Block(row, bottom, _named(sheet, row, bottom, _FUND_FIELDS))
    return None


def heads_funds(sheet: FormSheet, row: int) -> Block | None:
    """The header of a funds table that stands among or below the rows of indicators: words with amounts below them.

    A row about money (资金支出合规性, 项目预算控制数) has no amounts under its words.
    """
    own = [cell for column, cell in sheet.in_row(row) if sheet.origin(row, column)[0] == row]
    if row >= sheet.row_count or any(cell.number is not None for cell in own):
        return None
    columns = _named(sheet, row, row, _FUND_FIELDS)
    budget = columns.get("full_year_budget") or columns.get("initial_budget")
    if "executed" not in columns or budget is None:
        return None
    wanted = (columns["executed"][0], budget[0])
    if any(sheet.origin(row, column)[0] != row for column in wanted):
        return None
    amounts = all(plain_figure(sheet.cell(row + 1, column)) is not None for column in wanted)
    return Block(row, row, columns) if amounts else None


def fund_field(text: str) -> str:
    return _field_of(text, _FUND_FIELDS)


def _is_indicator_header(columns: dict[str, tuple[int, ...]]) -> bool:
    values = {"target", "actual"} <= columns.keys() or ("actual" in columns and {"points", "score"} & columns.keys())
    values = values or {"score", "scoring_rule"} <= columns.keys()  # 计分表: points in the names, no target
    return bool(values) and _names_rows(columns)


def _names_rows(columns: dict[str, tuple[int, ...]]) -> bool:
    """Two levels of names, or one beside headers that are those of a form."""
    levels = sum(level in columns for level in _LEVELS)
    return levels >= 2 or (levels == 1 and any(columns.keys() >= telling for telling in _TELLING))


def _header_bottom(sheet: FormSheet, row: int, columns: dict[str, tuple[int, ...]]) -> int:
    """Headers of two rows are merged in the columns of the levels, or leave those blank in the second row."""
    levels = [column for name in ("level1", "level2", "level3") for column in columns.get(name, ())]
    bottom = min((sheet.bottom(row, column) for column in levels), default=row)
    below = bottom + 1
    if bottom == row and below <= sheet.row_count:
        under = _named(sheet, below, below, _INDICATOR_FIELDS)
        parts = {"nature", "target", "unit", "actual", "points", "score"} & under.keys()
        if (len(parts) >= 2 or is_second_header(sheet, below)) and not any(sheet.text(below, each) for each in levels):
            return below
    return bottom


def is_second_header(sheet: FormSheet, row: int) -> bool:
    """The second line of a header, under cells that are merged over several columns: 符号 数值 单位, 第一季度 …"""
    own = [normal(cell.text) for column, cell in sheet.in_row(row) if sheet.origin(row, column)[0] == row]
    own = [text for text in own if text]
    return bool(own) and all(text in _BELOW_A_HEADER or (len(text) <= 8 and period_of(text)) for text in own)


def _named(sheet: FormSheet, top: int, bottom: int, fields: tuple[tuple[str, str], ...]) -> dict[str, tuple[int, ...]]:
    return columns_of(sheet, _heads(sheet, top, bottom, fields))


def _heads(sheet: FormSheet, top: int, bottom: int, fields: tuple[tuple[str, str], ...]) -> dict[str, list[Head]]:
    return named_heads(sheet, top, bottom, lambda text: _field_of(text, fields))


def _field_of(text: str, fields: tuple[tuple[str, str], ...]) -> str:
    label = normal(text)
    if not label or len(label) > 30 or label.replace(".", "").isdigit():
        return ""
    return next((name for name, pattern in fields if re.search(pattern, label)), "")
