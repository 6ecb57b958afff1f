"""提档路径 in 评价结果: the cheapest rows to each grade above, what settles an open grade, what a unit is worth."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from workbook_tools.model import Evaluation, Lift, LiftPath, ScoredRow, Settling, UnitWorth
from workbook_tools.ooxml import Formula
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin
from workbook_tools.writing.table_parts import LAST, put_head, put_place, put_section

RULE = (
    "供下一周期安排工作参考；本期数据是既成事实，如实填报，不因提档改动。"
    "每条路径先求涉及的行最少，再求用力之和最小，再按表内顺序；用力＝需改变量÷目标，日期、定性等无数量的按 100% 计。"
    "所列各行做到目标，其中分值最低的一行（相同时取靠后的）只做到够用：计数按整数，比率按 0.01 个百分点。"
)
SAME = "与“逐项得分”中该行相同"
_READINGS = {"": "", "lowest": "，未判定的分值按全失计", "highest": "，未判定的分值按全得计"}


def lift_table(canvas: Canvas, evaluation: Evaluation, printed: Mapping[int, ScoredRow]) -> None:
    """`printed` has the rows of the indicators on this sheet."""
    found = evaluation.lift
    if found is None or not evaluation.judged_points:
        return
    put_section(canvas, "提档路径")
    canvas.put(canvas.row, 1, RULE, looks.NOTE, to=LAST)
    canvas.row += 1
    if found.is_best:
        grade = evaluation.grade_low
        canvas.put(canvas.row, 1, f"已是最高等级“{grade}”，没有更高的等级。", looks.BODY, to=LAST)
        canvas.row += 2
    else:
        _paths(canvas, found)
    if not found.is_best and any(row.score is None for row in found.rows):
        _settling(canvas, found.settling, _Printed(printed))
    _worths(canvas, found, _Printed(printed))


class _Printed:
    """Where this sheet prints the points and the score of a row."""

    def __init__(self, printed: Mapping[int, ScoredRow]) -> None:
        self._rows: dict[tuple[str, str, Decimal | None, Decimal | None], int] = {}
        for line, row in printed.items():
            table = row.indicator.table
            for cell in {row.indicator.at("actual"), row.missing_cell}:
                self._rows.setdefault((table.sheet, cell, row.points, row.score), line)

    def live(
        self, sheet: str, cell: str, points: Decimal, score: Decimal | None
    ) -> tuple[Formula | Decimal, Formula | Decimal | None]:
        line = self._rows.get((sheet, cell, points, score))
        if line is None:
            return points, score
        return Formula(f"F{line}", points), None if score is None else Formula(f"G{line}", score)


def _paths(canvas: Canvas, found: Lift) -> None:
    put_head(canvas, {1: "等级和指标", 2: "位置", 3: "需要做到", 7: "可多得分", 8: "用力", 9: "结果"}, {3: 6, 9: LAST})
    for path in found.paths:
        _path_row(canvas, path)
        for step in path.steps:
            canvas.put(canvas.row, 1, step.name, looks.BODY)
            put_place(canvas, step.sheet, step.cell)
            canvas.put(canvas.row, 3, step.words, looks.BODY, to=6)
            place = ((step.sheet, step.cell),)
            gain = Origin("做到所列数值时的得分，减去现在的得分", place)
            canvas.put(canvas.row, 7, step.gain, looks.SCORE, origin=gain)
            canvas.put(canvas.row, 8, step.effort, looks.RATE, origin=Origin("需改变量÷目标", place))
            canvas.put(canvas.row, 9, None, looks.BODY, to=LAST)
            canvas.row += 1
    canvas.row += 1


def _path_row(canvas: Canvas, path: LiftPath) -> None:
    missing = path.at_least - path.total
    apart = f"现为 {path.total:.2f} 分{_READINGS[path.reading]}"
    ends = {
        "open": f"做到后 {path.reached or 0:.2f} 分，共 {len(path.steps)} 行",
        "reached": "已经达到",
        "out of reach": f"已判定的行全部得满分也只有 {path.best:.2f} 分，达不到",
    }
    canvas.put(canvas.row, 1, f"“{path.grade}”（{path.at_least:f} 分及以上）", looks.TOTAL_TEXT, to=2)
    words = f"{apart}，还差 {missing:.2f} 分" if missing > 0 else apart
    canvas.put(canvas.row, 3, words, looks.TOTAL_WRAP, to=6)
    gain = sum(step.gain for step in path.steps)
    effort = sum(step.effort for step in path.steps if step.effort is not None)
    steps = f"{canvas.row + 1}:{{}}{canvas.row + len(path.steps)}"
    live = Formula(f"SUM(G{steps.format('G')})", gain) if path.steps else None
    canvas.put(canvas.row, 7, live, looks.TOTAL_SCORE)
    whole = Formula(f"SUM(H{steps.format('H')})", effort) if path.steps and effort == path.effort else path.effort
    canvas.put(canvas.row, 8, whole, looks.TOTAL_RATE, origin=Origin("各行用力之和"))
    canvas.put(canvas.row, 9, ends[path.state], looks.TOTAL_WRAP, to=LAST)
    canvas.row += 1


def _settling(canvas: Canvas, settling: tuple[Settling, ...], printed: _Printed) -> None:
    put_head(canvas, {1: "未判定的指标", 2: "位置", 3: "分值", 4: "单独补齐这一行就能定级的得分"}, {4: LAST})
    if not settling:
        canvas.put(canvas.row, 1, "没有哪一行单独补齐就能定级，须补齐多行。", looks.BODY, to=LAST)
        canvas.row += 1
    for one in settling:
        canvas.put(canvas.row, 1, one.name, looks.BODY)
        put_place(canvas, one.sheet, one.cell)
        points, _ = printed.live(one.sheet, one.cell, one.points, None)
        canvas.put(canvas.row, 3, points, looks.SCORE, origin=Origin(SAME, ((one.sheet, one.cell),)))
        below = f"、不足 {one.below:.2f} 分" if one.below is not None else ""
        words = f"得 {one.at_least:.2f} 分及以上{below}，等级即为“{one.grade}”"
        canvas.put(canvas.row, 4, words, looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1


def _worths(canvas: Canvas, found: Lift, printed: _Printed) -> None:
    """Rows with something left to gain; the others are counted in a note."""
    gaining = [row for row in found.rows if row.gain]
    if gaining:
        heads = {
            1: "指标",
            2: "位置",
            3: "分值",
            4: "得分",
            5: "提分空间",
            6: "单位分值",
            7: "单位",
            9: "做满还需",
        }
        put_head(canvas, heads, {7: 8, 9: LAST})
    for row in gaining:
        canvas.put(canvas.row, 1, row.name, looks.BODY)
        put_place(canvas, row.sheet, row.cell)
        line, place = canvas.row, ((row.sheet, row.cell),)
        same = Origin(SAME, place)
        exact = row.gain is not None and row.score is not None and row.points - row.score == row.gain
        gain = Formula(f"C{line}-D{line}", row.gain) if exact else row.gain
        worth = Origin("实际完成值变化一个单位时得分的变化，取整前", place)
        points, score = printed.live(row.sheet, row.cell, row.points, row.score)
        canvas.put(line, 3, points, looks.SCORE, origin=same)
        canvas.put(line, 4, score, looks.SCORE, origin=same)
        canvas.put(line, 5, gain, looks.SCORE, origin=same)
        canvas.put(line, 6, row.worth, looks.WORTH, origin=worth)
        canvas.put(line, 7, _unit(row), looks.CENTRE, to=8)
        canvas.put(line, 9, row.full, looks.BODY, to=LAST)
        canvas.row += 1
    full = sum(row.gain == 0 for row in found.rows)
    unjudged = sum(row.gain is None for row in found.rows)
    notes = [
        f"已得满分的 {full} 行，再多做一个单位值 0 分" if full else "",
        f"无法判定的 {unjudged} 行不估" if unjudged else "",
        "单位分值是取整前的得分之差" if any(row.worth for row in gaining) else "",
    ]
    canvas.put(canvas.row, 1, "；".join(note for note in notes if note) + "。", looks.NOTE, to=LAST)
    canvas.row += 2


def _unit(row: UnitWorth) -> str:
    if row.whole:
        return "整行"
    return f"每{'少' if row.falling else '多'} 1 {row.unit}".rstrip()
