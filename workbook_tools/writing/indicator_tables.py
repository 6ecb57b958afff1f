"""评价结果: every scored row, and what is missing to settle the grade."""

from __future__ import annotations

from workbook_tools.model import Evaluation, Indicator, MissingPoints, ScoredRow
from workbook_tools.model.fields import IndicatorField
from workbook_tools.ooxml import Formula
from workbook_tools.ooxml.records import Value
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin
from workbook_tools.writing.sources import Sources
from workbook_tools.writing.table_parts import LAST, put_head, put_place, put_section

HEADS = (
    "指标", "位置", "年度指标值", "实际完成值", "完成率", "分值", "得分", "完成情况", "提分空间", "评分依据和提分办法",
)  # fmt: skip


def missing_table(canvas: Canvas, evaluation: Evaluation) -> int:
    """What is missing to settle the grade, most points first. Returns the first of its rows."""
    if not evaluation.missing:
        return 0
    put_section(canvas, "尚缺什么（补齐后等级即可确定）")
    put_head(canvas, {1: "项目", 2: "位置", 3: "分值", 4: "需要补充"}, {4: LAST})
    first = canvas.row
    for missing in evaluation.missing:
        canvas.put(canvas.row, 1, missing.name, looks.BODY)
        put_place(canvas, missing.sheet, missing.cell)
        origin = Origin("尚不能判定的分值", ((missing.sheet, missing.cell),))
        canvas.put(canvas.row, 3, missing.points, looks.SCORE, origin=origin)
        canvas.put(canvas.row, 4, missing.missing, looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1
    return first


def link_missing(canvas: Canvas, evaluation: Evaluation, first: int, printed: dict[int, ScoredRow]) -> None:
    """The points of what is missing are those that its row shows further below."""
    for place, missing in enumerate(evaluation.missing, first):
        row = next((row for row, scored in printed.items() if _same(scored, missing)), None)
        if row is not None:
            canvas.put(place, 3, Formula(f"F{row}", missing.points), looks.SCORE)


def _same(row: ScoredRow, missing: MissingPoints) -> bool:
    return (
        row.points == missing.points
        and row.missing_cell == missing.cell
        and row.missing == missing.missing
        and row.indicator.table.sheet == missing.sheet
    )


def indicator_table(canvas: Canvas, evaluation: Evaluation, sources: Sources) -> dict[int, ScoredRow]:
    """Every scored row: the way from cell to rule to result, and what is still to gain. Gives the row of each here."""
    if not evaluation.rows:
        return {}
    put_section(canvas, "逐项得分")
    put_head(canvas, dict(enumerate(HEADS, 1)), {})
    printed: dict[int, ScoredRow] = {}
    for row in evaluation.rows:
        printed[canvas.row] = row
        _indicator_row(canvas, row, sources)
        canvas.row += 1
    canvas.row += 1
    return printed


def _actual(row: ScoredRow) -> str:
    """What was done, and what it was taken from where the cell is blank."""
    if row.from_list and row.proof is not None:
        return f"{row.actual.text}（{row.proof.sheet}）"
    return f"{row.actual.text}（台账）" if row.from_ledger else row.actual.text


def _indicator_row(canvas: Canvas, row: ScoredRow, sources: Sources) -> None:
    indicator, line = row.indicator, canvas.row
    name = indicator.name if row.list_position is None else f"{indicator.level3}·{row.item}"
    canvas.put(line, 1, name, looks.BODY)
    put_place(canvas, indicator.table.sheet, indicator.at("actual"))
    canvas.put(line, 3, row.target.text, looks.BODY)
    canvas.put(line, 4, _actual(row), looks.BODY)

    points = _points(row, sources)
    completion = sources.of_row(row, "completion", row.completion)
    score = sources.of_row(row, "score", row.score)
    live = isinstance(completion, Formula | None) and isinstance(score, Formula | None)
    why = None if live else row_origin(row)  # nearly always: an origin is made only where it is needed
    shared = None if isinstance(points, Formula | None) else points_origin(indicator, sources)
    canvas.put(line, 5, completion, looks.RATE, origin=why)
    canvas.put(line, 6, points, looks.SCORE, origin=shared)
    canvas.put(line, 7, score, looks.SCORE, origin=why)
    canvas.put(line, 8, row.state.value, looks.STATES[row.state])
    canvas.put(line, 9, Formula(f"F{line}-G{line}", row.gain) if row.gain else None, looks.SCORE)
    canvas.put(line, 10, f"{row.why}\n提分：{row.gain_needed}" if row.gain_needed else row.why, looks.BODY)


def _points(row: ScoredRow, sources: Sources) -> Value | Formula:
    """A reference to 分值 where the row stands alone with it; what was shared out is a figure."""
    indicator = row.indicator
    if indicator.points is None or row.list_position is not None or row.points != indicator.points:
        return row.points
    return sources.live(indicator.table.sheet, indicator.at("points"), row.points)


def points_origin(indicator: Indicator, sources: Sources) -> Origin:
    """How a row comes by points that do not stand in its own cell."""
    sheet = indicator.table.sheet
    group = sources.group_of(indicator)
    parts = "，再由它的各项平均分摊" if len(group) > 1 or indicator.target.kind == "list" else ""
    given = [(sheet, other.at("points")) for other in group if other.points is not None]
    if given:
        return Origin("三级指标的分值由各项平均分摊，按分取整，余数从第一项起分摊", tuple(given))
    headings = [
        heading
        for heading in sources.submission.headings
        if heading.points is not None
        and heading.level1 == indicator.level1
        and (heading.level == 1 or heading.level2 == indicator.level2)
    ]
    if headings:
        deepest = max(headings, key=lambda heading: heading.level)
        return Origin(
            f"“{deepest.text}”的分值减去已给的分值，平均分到没有分值的三级指标{parts}", ((sheet, deepest.cell),)
        )
    if indicator.is_execution:
        return Origin("评分方案的预算执行率分值", sources.information("scheme"))
    words = f"评分方案里一级指标的分值减去已给的分值，平均分到没有分值的三级指标{parts}"
    return Origin(words, sources.information("scheme"))


def row_origin(row: ScoredRow) -> Origin:
    """The sentence of a row, and the cells of staff that it speaks of."""
    table = row.indicator.table
    fields: tuple[IndicatorField, ...] = ("target", "actual", "points", "stated_score")
    return Origin(row.why, tuple((table.sheet, row.indicator.at(field)) for field in fields if field in table.columns))


__all__ = ["indicator_table", "link_missing", "missing_table", "points_origin", "row_origin"]
