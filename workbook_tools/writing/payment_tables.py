"""评价结果: the assessments of the station, and the money that waits for them with its sums."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.model import AssessmentResult, Evaluation, Payments, TrancheResult
from workbook_tools.model.fields import TrancheField
from workbook_tools.ooxml import Formula
from workbook_tools.ooxml.records import Value
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin, figure_or_dash, reference
from workbook_tools.writing.sources import Sources
from workbook_tools.writing.table_parts import LAST, Cells, put_cells, put_head, put_place, put_section

RULE = "应拨为拨付比例×年度项目资金；最迟拨付日从起算日的次日起数够工作日（国家公布的放假和调休安排）"
_AMOUNTS = {3: "应拨金额", 4: "到期应拨", 5: "已拨金额", 6: "尚欠金额"}


def assessment_table(canvas: Canvas, evaluation: Evaluation, sources: Sources) -> None:
    if not evaluation.assessments:
        return
    put_section(canvas, "评估评分")
    heads = {1: "评估期次", 2: "评估得分", 3: "计算等级", 4: "填报等级", 5: "财务评估", 7: "各主体得分"}
    put_head(canvas, heads, {5: 6, 7: LAST})
    for result in evaluation.assessments:
        canvas.put(canvas.row, 1, result.period, looks.BODY)
        canvas.put(canvas.row, 2, _composite(result, sources), looks.SCORE, origin=_of_assessors(result, sources))
        canvas.put(canvas.row, 3, result.grade or "—", looks.CENTRE)
        canvas.put(canvas.row, 4, result.stated_grade or "—", looks.CENTRE)
        canvas.put(canvas.row, 5, result.finance or "—", looks.CENTRE, to=6)
        canvas.put(canvas.row, 7, _assessors(result), looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1


def tranche_table(canvas: Canvas, evaluation: Evaluation, sources: Sources) -> None:
    """One row a tranche as it stands on the day of judgement; the sums below are live."""
    payments = evaluation.payments
    if payments is None:
        return
    on_the_day = f"，截至{payments.as_of.isoformat()}" if payments.as_of else ""
    put_section(canvas, f"资金拨付（万元{on_the_day}）")
    put_head(canvas, {1: "拨付期次", 2: "位置", **_AMOUNTS, 7: "最迟拨付日", 8: "状态", 9: "拨付结论"}, {9: LAST})
    first = canvas.row
    for result in evaluation.tranches:
        _tranche_row(canvas, result, sources)
    _total_row(canvas, first, evaluation, payments, sources)
    canvas.row += 1


def _assessors(result: AssessmentResult) -> str:
    """第三方评估机构 86.50×70.00%＝60.55（3人平均）；…"""
    parts = []
    for each in result.assessors:
        several = f"（{len(each.rows)}名评分人合成）" if len(each.rows) > 1 else ""
        if each.weighted is None or each.score is None or each.weight is None:
            parts.append(f"{each.name} 得分未知{several}")
        else:
            share = f"{figure_or_dash(each.weight * 100)}%"
            parts.append(f"{each.name}{several} {figure_or_dash(each.score)}×{share}＝{each.weighted:.2f}")
    return "；".join(parts) or "—"


def _composite(result: AssessmentResult, sources: Sources) -> Value | Formula:
    """The sum of the weighted scores, as they stand in their column."""
    parts = [(row, part) for row, part in result.weighted if part is not None]
    table = sources.table("assessments")
    exact = result.score is not None and sum((part for _, part in parts), Decimal(0)) == result.score
    if not exact or table is None or "weighted" not in table.columns:
        return result.score
    cells = ",".join(reference(table.sheet, table.at("weighted", row)) for row, _ in parts)
    return Formula(f"SUM({cells})", result.score)


def _of_assessors(result: AssessmentResult, sources: Sources) -> Origin:
    table = sources.table("assessments")
    rows = [row for row, _ in result.weighted] if table is not None else []
    cells = [(table.sheet, table.at(field, row)) for row in rows for field in ("weight", "score") if table is not None]
    return Origin("各评估主体的评分×权重之和", tuple(cells))


def _tranche_row(canvas: Canvas, result: TrancheResult, sources: Sources) -> None:
    tranche, line, row = result.tranche, canvas.row, result.tranche.row
    all_due = result.due_to_date is not None and result.due_to_date == result.due
    owed = (result.due_to_date or Decimal(0)) - (result.paid or Decimal(0))
    live = result.outstanding is not None and result.outstanding == owed
    canvas.put(canvas.row, 1, tranche.name, looks.BODY)
    put_place(canvas, tranche.table.sheet, tranche.at("share"))
    cells: Cells = (
        (sources.computed("tranches", "due", row, result.due), looks.AMOUNT),
        (Formula(f"C{line}", result.due) if all_due else result.due_to_date, looks.AMOUNT),
        (sources.live(tranche.table.sheet, tranche.at("paid"), result.paid), looks.AMOUNT),
        (Formula(f"D{line}-E{line}", owed) if live else result.outstanding, looks.AMOUNT),
        (sources.computed("tranches", "latest", row, result.latest), looks.DAY),
        (result.state, looks.TRANCHE_STATES[result.state]),
    )
    put_cells(canvas, 3, cells, Origin(f"{RULE}。{result.reason}", _tranche_cells(result, sources)))
    canvas.put(canvas.row, 9, result.reason, looks.BODY, to=LAST)
    canvas.row += 1


def _tranche_cells(result: TrancheResult, sources: Sources) -> tuple[tuple[str, str], ...]:
    table = result.tranche.table
    fields: tuple[TrancheField, ...] = ("share", "condition", "applied_on", "paid")
    own = tuple((table.sheet, result.tranche.at(field)) for field in fields if field in table.columns)
    return (*own, *sources.information("annual_funds", "contract_effective"))


def _total_row(canvas: Canvas, first: int, evaluation: Evaluation, payments: Payments, sources: Sources) -> None:
    """A sum is a formula where the column adds up to it: not over an unknown, nor over a row that is replaced."""
    last = canvas.row - 1
    sums = dict(zip(_AMOUNTS, (payments.due, payments.due_to_date, payments.paid, payments.outstanding), strict=True))
    columns = (
        [each.due for each in evaluation.tranches],
        [each.due_to_date for each in evaluation.tranches],
        [each.paid for each in evaluation.tranches],
        [each.outstanding for each in evaluation.tranches],
    )
    cells = tuple(dict.fromkeys(cell for each in evaluation.tranches for cell in _tranche_cells(each, sources)))
    origin = Origin("各期之和；整改与它所代替的一期只计一次", cells)
    canvas.put(canvas.row, 1, "合计", looks.TOTAL_TEXT)
    canvas.put(canvas.row, 2, None, looks.TOTAL_TEXT)
    for (column, total), values in zip(sums.items(), columns, strict=True):
        letter = column_letters(column)
        adds_up = total is not None and sum((each for each in values if each is not None), Decimal(0)) == total
        live = Formula(f"SUM({letter}{first}:{letter}{last})", total) if adds_up else total
        canvas.put(canvas.row, column, live, looks.TOTAL_AMOUNT, origin=origin)
    for column in (7, 8):
        canvas.put(canvas.row, column, None, looks.TOTAL_TEXT)
    canvas.put(canvas.row, 9, _note(payments), looks.TOTAL_WRAP, to=LAST)
    canvas.row += 1


def _note(payments: Payments) -> str:
    parts = []
    if payments.overdue:
        parts.append(f"其中逾期 {figure_or_dash(payments.overdue)} 万元")
    if payments.unrecorded:
        parts.append(f"{payments.unrecorded} 期未填已拨金额，按没有拨付记录计")
    if payments.due_to_date is None:
        parts.append("有到期的拨付算不出应拨金额，合计未知")
    return "；".join(parts)
