"""进度监测 in 评价结果: how far each row has come on the as-of day. Its lights are no part of the score."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.states import PaceLight
from workbook_tools.evaluation.pace import ASSUMPTION
from workbook_tools.model import PaceResult, PaceRow
from workbook_tools.ooxml import Formula, Style
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin
from workbook_tools.writing.ledger_line import ledger_cells
from workbook_tools.writing.sources import Sources
from workbook_tools.writing.table_parts import LAST, put_head, put_place, put_section

HEADS = ("指标", "位置", "目标", "已完成", "完成比例", "时间进度", "年末推算", "推算比例", "进度", "怎样算的")
_FILLS = {
    PaceLight.ON_PACE: looks.GOOD,
    PaceLight.SLOW: looks.OPEN,
    PaceLight.BEHIND: looks.BAD,
    PaceLight.LIMIT_IN_SIGHT: looks.OPEN,
    PaceLight.LIMIT_PASSED: looks.BAD,
}
LIGHTS: dict[str, Style] = {
    light: looks.look(border="thin", border_color=looks.LINE, horizontal="center", fill=fill)
    for light, fill in _FILLS.items()
}


def pace_table(canvas: Canvas, pace: PaceResult, sources: Sources) -> None:
    """Rows with a light first, in the sheet's order, then those that are not monitored, each with its reason."""
    put_section(canvas, "进度监测（不影响得分）")
    canvas.put(canvas.row, 1, _basis(pace), looks.NOTE, to=LAST)
    canvas.row += 1
    put_head(canvas, dict(enumerate(HEADS, 1)), {})
    counted = Origin(f"服务台账中日期不晚于 {pace.as_of.isoformat()}、计入本行的记录之和", ledger_cells(sources))
    for row in sorted(pace.rows, key=lambda each: not each.light):
        _row(canvas, row, pace, sources, counted)
    canvas.row += 1


def _row(canvas: Canvas, row: PaceRow, pace: PaceResult, sources: Sources, counted: Origin) -> None:
    indicator, place = row.indicator, canvas.row
    sheet, target, actual = indicator.table.sheet, indicator.at("target"), indicator.at("actual")
    canvas.put(place, 1, indicator.name if row.list_position is None else f"{indicator.level3}·{row.item}", looks.BODY)
    put_place(canvas, sheet, actual)
    promised = Origin("年度指标值", ((sheet, target),))
    canvas.put(place, 3, sources.live(sheet, target, row.target), looks.figure(row.target), origin=promised)
    if pace.basis == "台账":
        canvas.put(place, 4, row.done, looks.figure(row.done), origin=counted)
    else:
        declared = Origin("填表日期当日填报的实际完成值", ((sheet, actual),))
        canvas.put(place, 4, sources.live(sheet, actual, row.done), looks.figure(row.done), origin=declared)
    figures: tuple[tuple[str, Decimal | None, Style], ...] = (
        (f"D{place}/C{place}", row.completion, looks.RATE),
        (f"{pace.days_elapsed}/{pace.days_total}", pace.elapsed if row.light else None, looks.RATE),
        (f"D{place}*{pace.days_total}/{pace.days_elapsed}", row.projected, looks.MEAN),
        (f"G{place}/C{place}", row.projected_completion, looks.RATE),
    )
    for column, (formula, value, style) in enumerate(figures, 5):
        canvas.put(place, column, None if value is None else Formula(formula, value), style)
    canvas.put(place, 9, row.light or "—", LIGHTS.get(row.light, looks.CENTRE))
    canvas.put(place, 10, f"单位：{row.unit}。{row.why}" if row.light and row.unit else row.why, looks.BODY)
    canvas.row += 1


def _basis(pace: PaceResult) -> str:
    source = (
        "已完成数按服务台账截至当日的记录合计"
        if pace.basis == "台账"
        else "没有服务台账，已完成数按填表日期当日填报的实际完成值"
    )
    left_out = [
        f"{count} 条{words}" for count, words in ((pace.later, "日期在后"), (pace.undated, "没有日期")) if count
    ]
    outside = f"；{'、'.join(left_out)}的记录没有计入" if left_out else ""
    return (
        f"截至 {pace.as_of.isoformat()}，服务年度（{pace.start.isoformat()} 至 {pace.end.isoformat()}）已过 "
        f"{pace.days_elapsed}÷{pace.days_total} 天。{source}{outside}。{ASSUMPTION}。"
    )
