"""The figures of 得分汇总, from the rows that the sheet prints further below."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from workbook_tools.model import Evaluation, LevelScore, ScoredRow
from workbook_tools.ooxml import Formula
from workbook_tools.ooxml.records import Value
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin
from workbook_tools.writing.funds_tables import funds_cells
from workbook_tools.writing.sources import MOST_RANGES, Sources, total

ZERO = Decimal(0)
POINTS, JUDGED, SCORE, LOW, HIGH = 2, 3, 4, 6, 7  # columns


def put_level_figures(
    canvas: Canvas,
    evaluation: Evaluation,
    first: int,
    printed: Mapping[int, ScoredRow],
    cost_row: int,
    sources: Sources,
) -> None:
    """Points, judged points, and the least and the most that each level can come to. `first` is the row of the first.

    `printed` has the rows of the indicators on this sheet, `cost_row` is that of the total of the cost lines.
    """
    for row, level in enumerate(evaluation.levels, first):
        if level.is_execution:
            _execution(canvas, evaluation, row, level, cost_row, sources)
        else:
            _level(canvas, row, level, printed)
        _range(canvas, row, level)


def _level(canvas: Canvas, row: int, level: LevelScore, printed: Mapping[int, ScoredRow]) -> None:
    of_level = {place: scored for place, scored in printed.items() if scored.indicator.level1 == level.name}
    counted = {place: scored for place, scored in of_level.items() if not scored.indicator.is_execution}
    for rows in (of_level, counted):
        if rows and sum((scored.points or ZERO for scored in rows.values()), ZERO) == level.points:
            break
    else:
        rows = {}
    places = tuple((s.indicator.table.sheet, s.indicator.at("points")) for s in of_level.values())
    origin = Origin("该级指标各行的分值之和", places)
    canvas.put(row, POINTS, _sum(rows, list(rows), level.points), looks.SCORE, origin=origin)
    judged = [place for place, scored in rows.items() if scored.score is not None]
    canvas.put(row, JUDGED, _sum(rows, judged, level.judged_points), looks.SCORE, origin=origin)
    if (row, SCORE) in canvas.cells and not isinstance(canvas.cells[row, SCORE].value, Formula):
        earned = canvas.cells[row, SCORE].value
        canvas.put(row, SCORE, earned, looks.SCORE, origin=Origin("该级指标各行的得分之和", places))


def _sum(rows: Mapping[int, ScoredRow], places: list[int], value: Decimal) -> Value | Formula:
    if sum((rows[place].points or ZERO for place in places), ZERO) != value or not rows:
        return value
    ranges = total("F", places)
    if ranges.count(",") > MOST_RANGES:
        return value
    return Formula(f"ROUND(SUM({ranges}),2)" if places else "0", value)


def _execution(
    canvas: Canvas, evaluation: Evaluation, row: int, level: LevelScore, cost_row: int, sources: Sources
) -> None:
    """The execution item: its points are the scheme's or its own row's, its score follows from the rate."""
    own = [each for each in sources.submission.indicators if each.is_execution and each.points is not None]
    points: Value | Formula = level.points
    places = sources.information("scheme")
    for each in own:
        places = ((each.table.sheet, each.at("points")), *places)
        live = sources.live(each.table.sheet, each.at("points"), level.points)
        points = points if isinstance(points, Formula) else live
    canvas.put(row, POINTS, points, looks.SCORE, origin=Origin("预算执行率的分值（表内没有时按评分方案）", places))
    canvas.put(
        row,
        JUDGED,
        Formula(f"B{row}", level.judged_points) if level.judged_points else ZERO,
        looks.SCORE,
        origin=Origin("预算执行率尚不能判定", funds_cells(sources)),
    )
    funds = evaluation.funds
    if funds.score is None:
        return
    why = Origin(funds.why, funds_cells(sources))
    score: Value | Formula = funds.score
    rate = funds.execution_rate
    if cost_row and rate is not None and funds.points and _capped(rate, funds.points) == funds.score:
        score = Formula(f"ROUND(B{row}*MAX(0,MIN(1,E{cost_row})),2)", funds.score)
    canvas.put(row, SCORE, score, looks.SCORE, origin=why)


def _capped(rate: Decimal, points: Decimal) -> Decimal:
    from workbook_tools.basis.decimals import half_up

    return half_up(points * min(Decimal(1), max(ZERO, rate)))


def _range(canvas: Canvas, row: int, level: LevelScore) -> None:
    """The least: what is judged; the most: all that is not judged on top of it."""
    origin = Origin("已评定的得分，加上无法判定的各行最低、最高可得的分")
    low: Value | Formula = level.score_low
    high: Value | Formula = level.score_high
    if level.score_low == level.score:
        low = Formula(f"ROUND(D{row},2)", level.score_low)
    if level.score_high == level.score + level.points - level.judged_points:
        high = Formula(f"ROUND(D{row}+B{row}-C{row},2)", level.score_high)
    canvas.put(row, LOW, low, looks.SCORE, origin=origin)
    canvas.put(row, HIGH, high, looks.SCORE, origin=origin)
