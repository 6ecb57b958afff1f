"""评价结果: the cost lines with their total, and the shares that rules limit. Amounts in 万元."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from workbook_tools.model import CostLine, Evaluation, ShareResult
from workbook_tools.model.evaluation import ShareBase
from workbook_tools.model.fields import LabelField
from workbook_tools.ooxml import Formula
from workbook_tools.ooxml.records import Value
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin
from workbook_tools.writing.sources import Sources, total
from workbook_tools.writing.table_parts import LAST, Cells, put_cells, put_head, put_place, put_section

BASES: dict[ShareBase, str] = {"budget": "预算", "spending": "支出", "funds": "年度资金"}
HEADS = {
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


def cost_table(canvas: Canvas, evaluation: Evaluation, sources: Sources) -> range:
    """The lines and their total. Gives the rows of the lines; the total stands below the last one."""
    funds = evaluation.funds
    if not funds.lines:
        return range(0)
    put_section(canvas, "资金使用（万元）")
    put_head(canvas, HEADS, {9: LAST})
    first = canvas.row
    for result in funds.lines:
        line, row = result.line, result.line.row
        canvas.put(canvas.row, 1, line.name, looks.BODY)
        put_place(canvas, line.table.sheet, line.at("spent"))
        cells: Cells = (
            (sources.live(line.table.sheet, line.at("budget"), line.budget), looks.AMOUNT),
            (sources.live(line.table.sheet, line.at("spent"), line.spent), looks.AMOUNT),
            (sources.computed("costs", "execution_rate", row, result.execution_rate), looks.RATE),
            (sources.computed("costs", "variance", row, result.variance), looks.AMOUNT),
            (sources.computed("costs", "variance_rate", row, result.variance_rate), looks.RATE),
            (sources.computed("costs", "share_of_spending", row, result.share_of_spending), looks.RATE),
        )
        places = tuple((line.table.sheet, line.at(field)) for field in ("budget", "spent"))
        put_cells(canvas, 3, cells, Origin("按该行的预算金额和支出金额读取、计算，换算成万元", places))
        canvas.put(canvas.row, 9, result.state, looks.BODY, to=LAST)
        canvas.row += 1
    lines = range(first, canvas.row)
    _cost_total(canvas, evaluation, sources, lines)
    canvas.row += 1
    return lines


def _cost_total(canvas: Canvas, evaluation: Evaluation, sources: Sources, lines: range) -> None:
    funds, row = evaluation.funds, canvas.row
    variance = funds.spent - funds.budget if funds.spent is not None and funds.budget is not None else None
    rate = variance / funds.budget if variance is not None and funds.budget else None
    canvas.put(row, 1, "合计（全年预算）", looks.TOTAL_TEXT)
    canvas.put(row, 2, None, looks.TOTAL_TEXT)
    printed = [result.line for result in funds.lines]
    budget, spent = funds.budget, funds.spent
    cells: Cells = (
        (
            _stated(sources, budget) or _sum_of("C", lines, (line.budget for line in printed), budget),
            looks.TOTAL_AMOUNT,
        ),
        (_sum_of("D", lines, (line.spent for line in printed), spent), looks.TOTAL_AMOUNT),
        (_over(f"D{row}", f"C{row}", funds.execution_rate), looks.TOTAL_RATE),
        (None if variance is None else Formula(f"D{row}-C{row}", variance), looks.TOTAL_AMOUNT),
        (_over(f"F{row}", f"C{row}", rate), looks.TOTAL_RATE),
        (None, looks.TOTAL_TEXT),
    )
    put_cells(canvas, 3, cells, Origin(funds.why, funds_cells(sources)))
    canvas.put(row, 9, funds.why, looks.TOTAL_WRAP, to=LAST)
    canvas.row += 1


def funds_cells(sources: Sources) -> tuple[tuple[str, str], ...]:
    """Where the full-year budget and the spending stand."""
    stated, places = sources.submission.stated_funds, sources.information("full_year_budget", "annual_funds")[:1]
    if stated is not None:
        places = (*places, (stated.sheet, stated.places.get("executed", stated.cell)))
    table, lines = sources.table("costs"), sources.submission.cost_lines
    if table is not None and lines:
        areas = (f"{table.at(field, lines[0].row)}:{table.at(field, lines[-1].row)}" for field in ("budget", "spent"))
        places = (*places, *((table.sheet, area) for area in areas))
    return places


def _stated(sources: Sources, budget: Decimal | None) -> Formula | None:
    """The cell of 基本信息 that the full-year budget is taken from."""
    for sheet, cell in sources.information("full_year_budget", "annual_funds"):
        live = sources.live(sheet, cell, budget)
        if isinstance(live, Formula):
            return live
    return None


def _sum_of(letter: str, rows: range, parts: Iterable[Decimal | None], value: Decimal | None) -> Value | Formula:
    if value is None or sum((part for part in parts if part is not None), Decimal(0)) != value:
        return value
    return Formula(f"SUM({total(letter, rows)})", value)


def _over(part: str, whole: str, value: Decimal | None) -> Formula | None:
    return None if value is None else Formula(f"{part}/{whole}", value)


def share_table(canvas: Canvas, evaluation: Evaluation, sources: Sources, lines: range) -> None:
    """Each rule on shares, on three bases. `lines` are the rows of the cost table, its total below them."""
    shares = evaluation.funds.shares
    if not any(_known(share) for share in shares):
        return
    put_section(canvas, "经费比例")
    heads = {1: "规则", 3: "限额", 4: "按预算", 5: "按支出", 7: "按年度资金", 9: "判断"}
    put_head(canvas, heads, {1: 2, 5: 6, 7: 8, 9: LAST})
    printed = dict(zip(lines, (result.line for result in evaluation.funds.lines), strict=True))
    sums = {letter: _Sum(letter, lines, printed) for letter in "CD"}
    funds = _funds(sources)
    for share in shares:
        own = [row for row, line in printed.items() if line.category in share.categories]
        limit = Origin(f"评分方案的规定：{share.rule}", sources.information("scheme"))
        origin = Origin(f"{'、'.join(share.categories)}占比，{share.rule}", funds_cells(sources))
        own_budget, own_spent = (_Sum(letter, own, printed) for letter in "CD")
        row = canvas.row
        canvas.put(row, 1, share.rule, looks.BODY, to=2)
        canvas.put(row, 3, share.limit, looks.RATE, origin=limit)
        canvas.put(row, 4, own_budget.over(sums["C"], share.on_budget), looks.RATE, origin=origin)
        canvas.put(row, 5, own_spent.over(sums["D"], share.on_spending), looks.RATE, to=6, origin=origin)
        canvas.put(row, 7, own_spent.over(funds, share.on_funds), looks.RATE, to=8, origin=origin)
        canvas.put(row, 9, _verdict(share), looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1


class _Sum:
    """The sum of a column over lines of the cost table, as a formula and as the figure that it gives."""

    def __init__(self, letter: str, rows: Collection[int], printed: Mapping[int, CostLine]) -> None:
        self.text = f"SUM({total(letter, rows)})" if rows else "0"
        amounts = [printed[row].budget if letter == "C" else printed[row].spent for row in rows]
        self.value = sum((amount for amount in amounts if amount is not None), Decimal(0))

    def over(self, whole: _Sum | Formula | None, share: Decimal | None) -> Value | Formula:
        """The share of a whole, live where the printed figures give it."""
        if whole is None or share is None:
            return share
        text, value = (whole.text, whole.value) if isinstance(whole, _Sum) else (f"({whole.text})", whole.cached)
        if not isinstance(value, Decimal) or not value or self.value / value != share:
            return share
        return Formula(f"{self.text}/{text}", share)


def _funds(sources: Sources) -> Formula | None:
    """年度项目资金, else 全年预算数, as the shares take it."""
    about = sources.submission.information
    field: LabelField = "annual_funds" if about.annual_funds is not None else "full_year_budget"
    for sheet, cell in sources.information(field):
        live = sources.live(sheet, cell, getattr(about, field))
        if isinstance(live, Formula):
            return live
    return None


def _known(share: ShareResult) -> bool:
    return any(value is not None for value in (share.on_budget, share.on_spending, share.on_funds))


def _verdict(share: ShareResult) -> str:
    breaks = "、".join(BASES[base] for base in share.broken_on)
    return f"按{breaks}计算不符合" if breaks else "符合"


__all__ = ["cost_table", "funds_cells", "share_table"]
