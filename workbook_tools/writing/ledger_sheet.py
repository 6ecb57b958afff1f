"""台账统计: what the ledger adds up to, by indicator, month, worker, community and service, with totals as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbook_tools.evaluation.ledger import adding_up
from workbook_tools.evaluation.ledger_beside import (
    declared_less_ledger,
    declared_number,
    ledger_in_target_unit,
    ledger_over_target,
)
from workbook_tools.evaluation.ledger_sums import unit_of_ledger
from workbook_tools.model import Evaluation, LedgerGroup, LedgerStatistics, ScoredRow, Submission
from workbook_tools.model.fields import RESULTS_SHEET, STATISTICS_SHEET
from workbook_tools.ooxml import Formula, NewSheet, PlacedChart
from workbook_tools.ooxml.chart import AMBER, NAVY, Chart, Series, chart_xml
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, reference
from workbook_tools.writing.table_parts import LAST, put_head, put_place, put_section

WIDTHS = (26, 11, 14, 14, 13, 13, 13, 12, 11, 13)
MOST_GROUPS = 300  # of a table; what is beyond is added up in one row
CHART_ROWS, MOST_MONTHS = 14, 36
SHARE_OF_HOURS, SHARE_OF_ENTRIES = "工时占比", "记录占比"
NOTE = (
    "总工时＝直接工时＋间接工时；服务月数是有记录的月份数，月均工时＝总工时÷服务月数。没有写明名称的记录列在“（未填写）”，"
    "各表合计都等于台账全部记录。数量把不同指标的件数加在一起，只表示登记的多少。"
)


def ledger_sheet(submission: Submission, evaluation: Evaluation, ledger: LedgerStatistics, headline: str) -> NewSheet:
    """Every table of a ledger that has at least one entry."""
    canvas = Canvas(WIDTHS)
    station = submission.information.station
    canvas.put(1, 1, f"{station} 服务台账统计" if station else "服务台账统计", looks.TITLE, to=LAST)
    canvas.grow(1, 32)
    canvas.put(2, 1, _summary(ledger), looks.SUBTITLE, to=LAST)
    # 评价结果 knows whether the ledger has changed since; its mark stands in A3
    canvas.put(3, 1, Formula(reference(RESULTS_SHEET, "A3"), headline), looks.BANNER, to=LAST)
    canvas.grow(3, 22)
    canvas.row = 5
    _declared(canvas, evaluation)
    _hours(canvas, evaluation)
    by_hours = bool(ledger.total.direct_hours or ledger.total.indirect_hours)
    months = _groups(canvas, "按月统计", "月份", ledger.by_month, ledger.total, by_hours)
    if months and 1 < len(ledger.by_month) <= MOST_MONTHS:
        _chart(canvas, months, ledger.by_month, by_hours)
    _groups(canvas, "按社工统计", "社工", ledger.by_worker, ledger.total, by_hours, with_months=True)
    _groups(canvas, "按社区统计", "社区", ledger.by_community, ledger.total, by_hours)
    _groups(canvas, "按片区统计", "片区", ledger.by_area, ledger.total, by_hours)
    _groups(canvas, "按社工点统计", "社工点", ledger.by_point, ledger.total, by_hours)
    _groups(canvas, "按用工方式统计", "用工方式", ledger.by_employment, ledger.total, by_hours)
    _groups(canvas, "按服务类别统计", "服务类别", ledger.by_service, ledger.total, by_hours)
    if ledger.by_client:
        _groups(canvas, "按服务对象类别统计", "服务对象类别", ledger.by_client, ledger.total, by_hours)
        _groups(canvas, "按对象类别和服务类别统计", "类别", ledger.by_client_and_service, ledger.total, by_hours)
    canvas.put(canvas.row, 1, NOTE, looks.NOTE, to=LAST)
    return canvas.sheet(STATISTICS_SHEET, landscape=True, freeze="A4", tab_color="4F8A6B")


def _summary(ledger: LedgerStatistics) -> str:
    months = [group.name for group in ledger.by_month]
    span = f"，{months[0]} 至 {months[-1]}" if len(months) > 1 else f"，{months[0]}" if months else ""
    return f"服务台账共 {ledger.total.entries} 条记录{span}。本页由程序生成，请勿修改；重新计算时整页更新。"


def _declared(canvas: Canvas, evaluation: Evaluation) -> None:
    """What was declared beside what the ledger says."""
    rows = [row for row in evaluation.rows if row.ledger_value is not None]
    if not rows:
        return
    put_section(canvas, "各指标的填报数与台账")
    heads = ("指标", "位置", "年度指标值", "填报完成值", "台账完成值", "台账÷目标", "填报−台账", "说明")
    put_head(canvas, dict(enumerate(heads, 1)), {8: LAST})
    for row in rows:
        _declared_row(canvas, row)
    canvas.row += 1


def _declared_row(canvas: Canvas, row: ScoredRow) -> None:
    place, unit, value = canvas.row, unit_of_ledger(row), row.ledger_value or Decimal(0)
    declared, difference = declared_number(row), declared_less_ledger(row)
    canvas.put(place, 1, _name(row), looks.BODY)
    put_place(canvas, row.indicator.table.sheet, row.indicator.at("actual"))
    canvas.put(place, 3, row.target.text, looks.BODY)
    canvas.put(place, 4, "" if row.from_ledger else row.actual.text, looks.BODY)
    canvas.put(place, 5, value, looks.figure(value))
    canvas.put(place, 6, ledger_over_target(row), looks.RATE)
    canvas.put(place, 7, difference, looks.figure(difference))
    words = "没有填报，按台账计分" if row.from_ledger else "填报的不是数量" if declared is None else ""
    words = words or ("一致" if not difference else "不一致，请核对")
    rule = f"；台账完成值是{row.ledger_rule}" if row.ledger_rule else ""
    canvas.put(place, 8, f"{words}（单位：{unit}）{rule}" if unit else f"{words}{rule}", looks.BODY, to=LAST)
    canvas.row += 1


def _hours(canvas: Canvas, evaluation: Evaluation) -> None:
    """Hours against their targets, such as 26880 + 3304."""
    rows = [row for row in evaluation.rows if row.ledger_rule and row.ledger_value is not None]
    if not rows:
        return
    put_section(canvas, "服务工时与目标")
    put_head(
        canvas,
        {1: "指标", 2: "位置", 3: "目标", 4: "台账工时", 5: "台账−目标", 6: "台账÷目标", 7: "怎样算的"},
        {7: LAST},
    )
    for row in rows:
        place = canvas.row
        target = row.target.number if row.target.kind == "number" else None
        value = ledger_in_target_unit(row) or Decimal(0)
        rate = value / target if target else None
        canvas.put(place, 1, _name(row), looks.BODY)
        put_place(canvas, row.indicator.table.sheet, row.indicator.at("target"))
        canvas.put(place, 3, target, looks.figure(target))
        canvas.put(place, 4, value, looks.figure(value))
        apart = None if target is None else value - target
        canvas.put(place, 5, None if apart is None else Formula(f"D{place}-C{place}", apart), looks.figure(apart))
        canvas.put(place, 6, None if rate is None else Formula(f"D{place}/C{place}", rate), looks.RATE)
        canvas.put(place, 7, row.ledger_rule, looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1


def _groups(
    canvas: Canvas,
    title: str,
    head: str,
    groups: Sequence[LedgerGroup],
    total: LedgerGroup,
    by_hours: bool,
    *,
    with_months: bool = False,
) -> int:
    """A table with one row a group and the total of all entries. Returns the row of its first group, 0 for no table."""
    if not groups:
        return 0
    put_section(canvas, title)
    share = SHARE_OF_HOURS if by_hours else SHARE_OF_ENTRIES
    heads = [head, "记录", "数量", "服务人次", "直接工时", "间接工时", "总工时", share]
    put_head(canvas, dict(enumerate([*heads, "服务月数", "月均工时"] if with_months else heads, 1)), {})
    first = canvas.row
    listed = adding_up(groups, total, MOST_GROUPS)
    last = first + len(listed)  # the row of the total
    for group in listed:
        _group_row(canvas, group, total, last, by_hours, with_months=with_months)
    _total_row(canvas, first, last, total, by_hours, with_months=with_months)
    canvas.row = last + 2
    return first


def _group_row(
    canvas: Canvas, group: LedgerGroup, total: LedgerGroup, last: int, by_hours: bool, *, with_months: bool
) -> None:
    row, hours = canvas.row, _all_hours(group)
    canvas.put(row, 1, group.name, looks.BODY)
    canvas.put(row, 2, group.entries, looks.COUNT)
    for column, value in enumerate((group.count, group.persons, group.direct_hours, group.indirect_hours), 3):
        canvas.put(row, column, value, looks.figure(value))
    canvas.put(row, 7, Formula(f"E{row}+F{row}", hours), looks.figure(hours))
    canvas.put(row, 8, _share(row, last, group, total, by_hours), looks.RATE)
    if with_months:
        mean = hours / group.months if group.months else None
        canvas.put(row, 9, group.months or None, looks.COUNT)
        canvas.put(row, 10, None if mean is None else Formula(f"G{row}/I{row}", mean), looks.MEAN)
    canvas.row += 1


def _total_row(canvas: Canvas, first: int, row: int, total: LedgerGroup, by_hours: bool, *, with_months: bool) -> None:
    canvas.put(row, 1, "合计", looks.TOTAL_TEXT)
    amounts = (total.count, total.persons, total.direct_hours, total.indirect_hours, _all_hours(total))
    values: tuple[Decimal | int, ...] = (total.entries, *amounts)
    for column, value in enumerate(values, 2):
        letter = "ABCDEFG"[column - 1]
        formula = Formula(f"ROUND(SUM({letter}{first}:{letter}{row - 1}),4)", value)
        canvas.put(row, column, formula, looks.figure(value, total=True))
    canvas.put(row, 8, _share(row, row, total, total, by_hours), looks.TOTAL_RATE)
    if with_months:
        canvas.put(row, 9, None, looks.TOTAL_TEXT)
        canvas.put(row, 10, None, looks.TOTAL_TEXT)


def _share(row: int, last: int, group: LedgerGroup, total: LedgerGroup, by_hours: bool) -> Formula:
    letter = "G" if by_hours else "B"
    whole = _all_hours(total) if by_hours else Decimal(total.entries)
    part = _all_hours(group) if by_hours else Decimal(group.entries)
    return Formula(f'IF({letter}${last}=0,"",{letter}{row}/{letter}${last})', part / whole if whole else "")


def _chart(canvas: Canvas, first: int, months: Sequence[LedgerGroup], by_hours: bool) -> None:
    """Hours by month, direct and indirect upon each other; entries where the ledger has no hours."""
    names, last = tuple(group.name for group in months), first + len(months) - 1
    columns = (
        [("直接工时", "E", NAVY, [group.direct_hours for group in months]),
         ("间接工时", "F", AMBER, [group.indirect_hours for group in months])]
        if by_hours
        else [("记录", "B", NAVY, [Decimal(group.entries) for group in months])]
    )  # fmt: skip
    series = tuple(
        Series(
            name=name,
            name_ref=reference(STATISTICS_SHEET, f"${letter}${first - 1}"),
            categories=names,
            categories_ref=reference(STATISTICS_SHEET, f"$A${first}:$A${last}"),
            values=tuple(values),
            values_ref=reference(STATISTICS_SHEET, f"${letter}${first}:${letter}${last}"),
            color=color,
        )
        for name, letter, color, values in columns
    )
    title = "各月服务工时" if by_hours else "各月记录条数"
    chart = Chart(kind="column", title=title, series=series, stacked=by_hours, labels=not by_hours)
    top = canvas.row
    described = "；".join(
        f"{group.name} {_all_hours(group) if by_hours else Decimal(group.entries):f}" for group in months
    )
    canvas.charts.append(
        PlacedChart(chart_xml(chart), f"A{top}", f"H{top + CHART_ROWS - 1}", title, f"柱形图。{described}。")
    )
    canvas.row = top + CHART_ROWS + 1


def _all_hours(group: LedgerGroup) -> Decimal:
    return group.direct_hours + group.indirect_hours


def _name(row: ScoredRow) -> str:
    return row.indicator.name if row.list_position is None else f"{row.indicator.level3}·{row.item}"
