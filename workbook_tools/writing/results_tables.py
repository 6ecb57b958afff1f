"""The tables of 评价结果 below the summary. Each writes itself where the canvas stands, an empty one not at all."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.model import Evaluation, ScoredRow, ShareResult
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas
from workbook_tools.writing.table_parts import LAST, Cells
from workbook_tools.writing.table_parts import put_cells as _cells
from workbook_tools.writing.table_parts import put_head as _head
from workbook_tools.writing.table_parts import put_place as _place
from workbook_tools.writing.table_parts import put_section as _section


def missing_table(canvas: Canvas, evaluation: Evaluation) -> None:
    """What is missing to settle the grade, most points first."""
    if not evaluation.missing:
        return
    _section(canvas, "二、尚缺什么（补齐后等级即可确定）")
    _head(canvas, {1: "项目", 2: "位置", 3: "分值", 4: "需要补充"}, {4: LAST})
    for missing in evaluation.missing:
        canvas.put(canvas.row, 1, missing.name, looks.BODY)
        _place(canvas, missing.sheet, missing.cell)
        canvas.put(canvas.row, 3, missing.points, looks.SCORE)
        canvas.put(canvas.row, 4, missing.missing, looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1


def indicator_table(canvas: Canvas, evaluation: Evaluation) -> None:
    """Every scored row: the way from cell to rule to result, and what is still to gain."""
    if not evaluation.rows:
        return
    _section(canvas, "三、逐项得分")
    heads = (
        "指标",
        "位置",
        "年度指标值",
        "实际完成值",
        "完成率",
        "分值",
        "得分",
        "完成情况",
        "提分空间",
        "评分依据和提分办法",
    )
    _head(canvas, dict(enumerate(heads, 1)), {})
    for row in evaluation.rows:
        _indicator_row(canvas, row)
    canvas.row += 1


def _indicator_row(canvas: Canvas, row: ScoredRow) -> None:
    indicator = row.indicator
    name = indicator.name if row.list_position is None else f"{indicator.level3}·{row.item}"
    canvas.put(canvas.row, 1, name, looks.BODY)
    _place(canvas, indicator.table.sheet, indicator.at("actual"))
    cells: Cells = (
        (row.target.text, looks.BODY),
        (f"{row.actual.text}（台账）" if row.from_ledger else row.actual.text, looks.BODY),
        (row.completion, looks.RATE),
        (row.points, looks.SCORE),
        (row.score, looks.SCORE),
        (row.state, looks.STATES[row.state]),
        (row.gain or None, looks.SCORE),
        (f"{row.why}\n提分：{row.gain_needed}" if row.gain_needed else row.why, looks.BODY),
    )
    _cells(canvas, 3, cells)
    canvas.row += 1


def cost_table(canvas: Canvas, evaluation: Evaluation) -> None:
    funds = evaluation.funds
    if not funds.lines:
        return
    _section(canvas, "四、资金使用（万元）")
    heads = {
        1: "支出明细",
        2: "位置",
        3: "预算金额",
        4: "支出金额",
        5: "执行率",
        6: "差额",
        7: "差异率",
        8: "占支出比重",
        9: "执行情况",
    }
    _head(canvas, heads, {9: LAST})
    for result in funds.lines:
        canvas.put(canvas.row, 1, result.line.name, looks.BODY)
        _place(canvas, result.line.table.sheet, result.line.at("spent"))
        cells: Cells = (
            (result.line.budget, looks.AMOUNT),
            (result.line.spent, looks.AMOUNT),
            (result.execution_rate, looks.RATE),
            (result.variance, looks.AMOUNT),
            (result.variance_rate, looks.RATE),
            (result.share_of_spending, looks.RATE),
        )
        _cells(canvas, 3, cells)
        canvas.put(canvas.row, 9, result.state, looks.BODY, to=LAST)
        canvas.row += 1
    _cost_total(canvas, evaluation)
    canvas.row += 1


def _cost_total(canvas: Canvas, evaluation: Evaluation) -> None:
    funds = evaluation.funds
    variance = funds.spent - funds.budget if funds.spent is not None and funds.budget is not None else None
    rate = variance / funds.budget if variance is not None and funds.budget else None
    canvas.put(canvas.row, 1, "合计（全年预算）", looks.TOTAL_TEXT)
    canvas.put(canvas.row, 2, None, looks.TOTAL_TEXT)
    cells: Cells = (
        (funds.budget, looks.TOTAL_AMOUNT),
        (funds.spent, looks.TOTAL_AMOUNT),
        (funds.execution_rate, looks.TOTAL_RATE),
        (variance, looks.TOTAL_AMOUNT),
        (rate, looks.TOTAL_RATE),
        (None, looks.TOTAL_TEXT),
    )
    _cells(canvas, 3, cells)
    canvas.put(canvas.row, 9, funds.why, looks.TOTAL_WRAP, to=LAST)
    canvas.row += 1


def share_table(canvas: Canvas, evaluation: Evaluation) -> None:
    shares = evaluation.funds.shares
    if not any(_known(share) for share in shares):
        return
    _section(canvas, "五、经费比例")
    heads = {1: "规则", 3: "限额", 4: "按预算", 5: "按支出", 7: "按年度资金", 9: "判断"}
    _head(canvas, heads, {1: 2, 5: 6, 7: 8, 9: LAST})
    for share in shares:
        canvas.put(canvas.row, 1, share.rule, looks.BODY, to=2)
        canvas.put(canvas.row, 3, share.limit, looks.RATE)
        canvas.put(canvas.row, 4, share.on_budget, looks.RATE)
        canvas.put(canvas.row, 5, share.on_spending, looks.RATE, to=6)
        canvas.put(canvas.row, 7, share.on_funds, looks.RATE, to=8)
        canvas.put(canvas.row, 9, _verdict(share), looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1


def _known(share: ShareResult) -> list[tuple[str, Decimal]]:
    bases = (("预算", share.on_budget), ("支出", share.on_spending), ("年度资金", share.on_funds))
    return [(name, value) for name, value in bases if value is not None]


def _verdict(share: ShareResult) -> str:
    breaks = [
        name
        for name, value in _known(share)
        if (value < share.limit if share.operator in ("≥", ">") else value > share.limit)
    ]
    return f"按{'、'.join(breaks)}计算不符合" if breaks else "符合"


def ledger_table(canvas: Canvas, evaluation: Evaluation) -> None:
    """The ledger by community; its total closes the table."""
    ledger = evaluation.ledger
    if ledger is None:
        return
    _section(canvas, "八、服务台账统计（按社区）")
    _head(canvas, {1: "社区", 2: "记录", 3: "数量", 4: "服务人次", 5: "直接工时", 7: "间接工时"}, {5: 6, 7: 8})
    for group in (*ledger.by_community, ledger.total):
        total = group is ledger.total
        figure = looks.TOTAL_AMOUNT if total else looks.FIGURE
        canvas.put(
            canvas.row, 1, "合计" if total else group.name or "（未填）", looks.TOTAL_TEXT if total else looks.BODY
        )
        canvas.put(canvas.row, 2, group.entries, looks.TOTAL_COUNT if total else looks.COUNT)
        canvas.put(canvas.row, 3, group.count, figure)
        canvas.put(canvas.row, 4, group.persons, figure)
        canvas.put(canvas.row, 5, group.direct_hours, figure, to=6)
        canvas.put(canvas.row, 7, group.indirect_hours, figure, to=8)
        canvas.row += 1
    canvas.row += 1


__all__ = [
    "cost_table",
    "indicator_table",
    "ledger_table",
    "missing_table",
    "share_table",
]
