"""评价结果: the score and both grades at a glance, then every figure behind them, with totals as live formulas."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.model import Evaluation, Finding, LevelScore, Submission, Table
from workbook_tools.model.fields import RESULTS_SHEET
from workbook_tools.model.lists import RosterResults
from workbook_tools.ooxml import Formula, NewSheet, PlacedChart
from workbook_tools.ooxml.chart import AMBER, NAVY, Chart, Series, chart_xml
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin, figure_or_dash, reference
from workbook_tools.writing.funds_tables import cost_table, share_table
from workbook_tools.writing.indicator_tables import indicator_table, link_missing, missing_table
from workbook_tools.writing.ledger_line import ledger_line
from workbook_tools.writing.level_figures import put_level_figures
from workbook_tools.writing.lift_table import lift_table
from workbook_tools.writing.payment_tables import assessment_table, tranche_table
from workbook_tools.writing.plan import Plan
from workbook_tools.writing.sources import MOST_RANGES, Sources
from workbook_tools.writing.stale import STALE, fresh_words, stale_check
from workbook_tools.writing.table_parts import put_section

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

WIDTHS = (25, 9, 17, 17, 11, 10, 10, 12, 10, 37)
LAST = len(WIDTHS)
HIDDEN_FROM = LAST + 3
_NO_LISTS = RosterResults()
CHART_ROWS = 12
Trace = Mapping[tuple[int, int], Origin]  # row and column → where the figure there comes from


def results_sheet(
    book: Workbook, submission: Submission, evaluation: Evaluation, findings: Iterable[Finding], plan: Plan
) -> tuple[NewSheet, Trace]:
    """The whole sheet, and where its figures come from.

    Hidden columns remember what was scored, for the mark that says when that is out of date.
    """
    canvas, sources, findings = Canvas(WIDTHS), Sources(book, submission, plan), tuple(findings)
    _heading(canvas, submission, evaluation)
    banner_row = canvas.row
    canvas.row += 2
    card_row = canvas.row
    canvas.row += 4
    total_row = _levels(canvas, submission, evaluation, plan)
    missing = missing_table(canvas, evaluation)
    printed = indicator_table(canvas, evaluation, sources)
    link_missing(canvas, evaluation, missing, printed)
    costs = cost_table(canvas, evaluation, sources)
    put_level_figures(canvas, evaluation, total_row - len(evaluation.levels), printed, costs.stop, sources)
    _cards(canvas, card_row, total_row, costs.stop, evaluation, findings)
    share_table(canvas, evaluation, sources, costs)
    assessment_table(canvas, evaluation, sources)
    tranche_table(canvas, evaluation, sources)
    ledger_line(canvas, evaluation, sources)
    if evaluation.years:
        from workbook_tools.writing.years_table import years_table

        years_table(canvas, submission, evaluation, sources)
    lift_table(canvas, evaluation, printed)
    if evaluation.rosters != _NO_LISTS:
        from workbook_tools.writing.roster_tables import roster_tables

        roster_tables(canvas, evaluation, sources)
    if evaluation.pace is not None and evaluation.pace.is_shown:
        from workbook_tools.writing.pace_table import pace_table

        pace_table(canvas, evaluation.pace, sources)
    stale = stale_check(canvas, book, submission, HIDDEN_FROM)
    shown = fresh_words(findings)
    canvas.put(banner_row, 1, Formula(f'IF({stale},"{STALE}","{shown}")', shown), looks.BANNER, to=LAST)
    canvas.grow(banner_row, 22)
    sheet = canvas.sheet(
        RESULTS_SHEET,
        landscape=True,
        freeze="A4",
        tab_color=looks.NAVY,
        hidden_from=HIDDEN_FROM,
        print_area=f"A1:{column_letters(LAST)}{canvas.row}",
    )
    return sheet, canvas.origins


def _heading(canvas: Canvas, submission: Submission, evaluation: Evaluation) -> None:
    information = submission.information
    title = f"{information.station} 绩效评价结果" if information.station else "绩效评价结果"
    canvas.put(1, 1, title, looks.TITLE, to=LAST)
    canvas.grow(1, 32)
    parts = [
        f"评价年度：{information.year or '（未填）'}",
        f"评分方案：{evaluation.scheme_title or evaluation.scheme_name}",
        f"期限按 {evaluation.as_of.isoformat()} 判断" if evaluation.as_of else "",
        "本页由程序生成，请勿修改；重新计算时整页更新",
    ]
    canvas.put(2, 1, "    ".join(part for part in parts if part), looks.SUBTITLE, to=LAST)
    canvas.row = 3


def _cards(
    canvas: Canvas, row: int, total_row: int, cost_row: int, evaluation: Evaluation, findings: tuple[Finding, ...]
) -> None:
    """The figures that everyone asks for first. `cost_row` has the total of the cost table, 0 without one."""
    open_points = evaluation.total_points - evaluation.judged_points
    grades = tuple(dict.fromkeys(filter(None, (evaluation.grade_low, evaluation.grade_high))))
    settled = "等级不受影响" if len(grades) == 1 else "等级未定"
    station = (
        evaluation.station_grade
        or (evaluation.station_grade_stated and f"{evaluation.station_grade_stated}（填报）")
        or "未知"
    )
    count = {severity: sum(f.severity == severity for f in findings) for severity in "EWI"}
    score_note = (
        f"已评定 {figure_or_dash(evaluation.judged_points)} 分，总分在 "
        f"{evaluation.score_low:.2f}～{evaluation.score_high:.2f} 之间"
        if open_points
        else f"满分 {figure_or_dash(evaluation.total_points)} 分"
    )
    grade_note = f"{figure_or_dash(open_points)} 分无法判定，{settled}" if open_points else "按综合得分"
    if not evaluation.reported:
        grade_note = "没有填写任何完成值和支出"
    rate = evaluation.funds.execution_rate
    shown_rate = Formula(f"E{cost_row}", rate) if rate is not None and cost_row else rate
    open_shown = Formula(f"B{total_row}-C{total_row}", open_points)
    cards: list[tuple[int, int, str, object, str]] = [
        (1, 1, "得分合计", Formula(f"D{total_row}", evaluation.judged_score), score_note),
        (
            2,
            3,
            "财政自评等级",
            evaluation.grade_words,
            grade_note,
        ),
        (4, 5, "站点评估等级", station, f"评估得分 {figure_or_dash(evaluation.station_score)}"),
        (
            6,
            8,
            "预算执行率",
            shown_rate,
            f"得分 {figure_or_dash(evaluation.funds.score)} / {figure_or_dash(evaluation.funds.points)}",
        ),
        (9, 9, "无法判定", open_shown, "分，补充后重新计算" if open_points else "没有无法判定的指标"),
        (10, 10, "问题清单", f"错误 {count['E']}　提醒 {count['W']}　提示 {count['I']}", "逐条见“问题清单”"),
    ]
    for first, last, label, value, note in cards:
        style = looks.CARD_TEXT if isinstance(value, str) else looks.CARD_VALUE
        if value is shown_rate:
            style = looks.CARD_RATE
        canvas.put(row, first, label, looks.CARD_LABEL, to=last)
        canvas.put(row + 1, first, "—" if value is None else value, style, to=last)  # type: ignore[arg-type]
        canvas.put(row + 2, first, note, looks.CARD_NOTE, to=last)
    canvas.grow(row + 1, 30)


def _levels(canvas: Canvas, submission: Submission, evaluation: Evaluation, plan: Plan) -> int:
    """得分汇总, with its chart beside it. Returns the row of the total."""
    row = canvas.row
    put_section(canvas, "得分汇总", to=7)
    heads = ("一级指标", "分值", "已评定分值", "得分", "得分率", "最低得分", "最高得分")
    for column, head in enumerate(heads, 1):
        canvas.put(row + 1, column, head, looks.HEAD)
    first = row + 2
    for place, level in enumerate(evaluation.levels):
        _level_row(canvas, first + place, level, _score_formula(level, submission, evaluation, plan))
    total = first + len(evaluation.levels)
    _total_row(canvas, first, total, evaluation)
    names = tuple(level.name for level in evaluation.levels)
    if names:
        canvas.charts.append(_chart(first, total - 1, evaluation))
    note = "得分为各行得分之和；“最低得分”“最高得分”是无法判定的分值全失或全得时的得分。"
    canvas.put(total + 1, 1, note, looks.NOTE, to=7)
    canvas.row = max(total + 3, row + CHART_ROWS + 2)
    return total


def _level_row(canvas: Canvas, row: int, level: LevelScore, score: Formula | Decimal | None) -> None:
    rate = level.score / level.judged_points if level.judged_points else None
    canvas.put(row, 1, level.name, looks.BODY)
    canvas.put(row, 4, score, looks.SCORE)
    canvas.put(row, 5, Formula(f'IF(C{row}=0,"",D{row}/C{row})', "" if rate is None else rate), looks.RATE)


def _total_row(canvas: Canvas, first: int, total: int, evaluation: Evaluation) -> None:
    rate = evaluation.judged_score / evaluation.judged_points if evaluation.judged_points else None
    canvas.put(total, 1, "合计", looks.TOTAL_TEXT)
    values = {
        2: evaluation.total_points,
        3: evaluation.judged_points,
        4: evaluation.judged_score,
        6: evaluation.score_low,
        7: evaluation.score_high,
    }
    for column, value in values.items():
        letter = column_letters(column)
        formula = f"ROUND(SUM({letter}{first}:{letter}{total - 1}),2)" if total > first else "0"
        canvas.put(total, column, Formula(formula, value), looks.TOTAL_SCORE)
    canvas.put(
        total, 5, Formula(f'IF(C{total}=0,"",D{total}/C{total})', "" if rate is None else rate), looks.TOTAL_RATE
    )


def _score_formula(
    level: LevelScore, submission: Submission, evaluation: Evaluation, plan: Plan
) -> Formula | Decimal | None:
    """The sum of the level's computed column, live; the execution score is a figure of its own."""
    table = plan.tables.get("indicators")
    if not level.judged_points or level.is_execution or table is None or "score" not in table.columns:
        return earned(level)
    own = {row.indicator.row for row in evaluation.rows if row.indicator.level1 == level.name and row.score is not None}
    scored = sum(
        (row.score for row in evaluation.rows if row.indicator.row in own and row.score is not None), Decimal(0)
    )
    rows = sorted(own)
    if not rows or scored != level.score:
        return level.score
    ranges = _ranges(table, rows, submission, evaluation)
    return Formula(f"ROUND(SUM({','.join(ranges)}),2)", level.score) if len(ranges) <= MOST_RANGES else level.score


def earned(level: LevelScore) -> Decimal | None:
    """None where nothing could be judged: a 0 there would look like a score."""
    return level.score if level.judged_points else None


def _ranges(table: Table, rows: list[int], submission: Submission, evaluation: Evaluation) -> list[str]:
    """The rows as ranges; rows between them whose score is blank may be inside one."""
    blank = {row.indicator.row for row in evaluation.rows if row.score is None}
    blank -= {row.indicator.row for row in evaluation.rows if row.score is not None}
    others = {indicator.row for indicator in (*submission.indicators, *submission.indicator_totals)} - blank
    foreign = sorted(others - set(rows))
    column = column_letters(table.columns["score"])
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and bisect_right(foreign, ranges[-1][1]) == bisect_left(foreign, row):
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    return [
        reference(table.sheet, f"{column}{first}:{column}{last}" if last > first else f"{column}{first}")
        for first, last in ranges
    ]


def _chart(first: int, last: int, evaluation: Evaluation) -> PlacedChart:
    names = tuple(level.name for level in evaluation.levels)
    categories = reference(RESULTS_SHEET, f"$A${first}:$A${last}")

    def series(name: str, column: str, values: tuple[Decimal | None, ...], color: str) -> Series:
        return Series(
            name=name,
            name_ref=reference(RESULTS_SHEET, f"${column}${first - 1}"),
            categories=names,
            categories_ref=categories,
            values=values,
            values_ref=reference(RESULTS_SHEET, f"${column}${first}:${column}${last}"),
            color=color,
        )

    chart = Chart(
        kind="column",
        title="分值与得分",
        series=(
            series("分值", "B", tuple(level.points for level in evaluation.levels), AMBER),
            series("得分", "D", tuple(earned(level) for level in evaluation.levels), NAVY),
        ),
    )
    described = "；".join(
        f"{level.name}分值{figure_or_dash(level.points)}、得分{figure_or_dash(earned(level))}"
        for level in evaluation.levels
    )
    top = first - 1
    return PlacedChart(chart_xml(chart), f"H{top}", f"J{top + CHART_ROWS - 2}", "分值与得分", f"柱形图。{described}。")
