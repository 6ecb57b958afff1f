"""提档路径 and 进度监测: figures of the day on which the workbook was computed, which no score depends on."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.facts.derive.line import Lines, Of
from workbook_tools.facts.kinds import PARTS
from workbook_tools.facts.names import indicator_id
from workbook_tools.model import Evaluation, Lift, LiftPath, PaceResult

_READINGS = {"": "", "lowest": "未判定的分值按全失计", "highest": "未判定的分值按全得计"}
_STATES = {"open": "可以达到", "reached": "已经达到", "out of reach": "达不到"}


def lift_facts(lines: Lines, evaluation: Evaluation) -> None:
    if evaluation.lift is None:
        return
    for path in evaluation.lift.paths:
        _path(lines, path)
    _worths(lines, evaluation.lift)
    for one in evaluation.lift.settling:
        of = Of(PARTS["lift"], f"定为“{one.grade}”", "", one.name)
        known = (("settling_points", one.points), ("settling_at_least", one.at_least), ("settling_below", one.below))
        lines.add_known(known, of, (one.sheet, one.cell))


def _path(lines: Lines, path: LiftPath) -> None:
    of = Of(PARTS["lift"], f"到“{path.grade}”", _READINGS[path.reading])
    gain = sum((step.gain for step in path.steps), Decimal(0)) if path.steps else None
    known = (
        ("lift_at_least", path.at_least), ("lift_total", path.total), ("lift_best", path.best),
        ("lift_reached", path.reached), ("lift_gain", gain), ("lift_effort", path.effort),
    )  # fmt: skip
    lines.add_known(known, of, state=_STATES[path.state])
    for step in path.steps:
        own = of._replace(item=step.name, unit=step.unit)
        ends = (("step_start", step.start), ("step_to", step.to))
        place = (step.sheet, step.cell)
        lines.add_known((*ends, ("step_gain", step.gain), ("step_effort", step.effort)), own, place, step.words)


def _worths(lines: Lines, lift: Lift) -> None:
    for row in lift.rows:
        if row.worth is not None and row.gain:
            unit = "整行" if row.whole else f"每{'少' if row.falling else '多'}1{row.unit}"
            of = Of(PARTS["lift"], "单位分值", unit, row.name)
            lines.add("worth", row.worth, of, (row.sheet, row.cell))


def pace_facts(lines: Lines, evaluation: Evaluation) -> None:
    pace = evaluation.pace
    if pace is None or not pace.is_shown:
        return
    day = "" if pace.as_of is None else pace.as_of.isoformat()
    of = Of(PARTS["pace"], period=day)
    known = (("pace_elapsed", pace.elapsed), ("days_elapsed", pace.days_elapsed), ("days_total", pace.days_total))
    lines.add_known(known, of)
    _rows(lines, pace, of)


def _rows(lines: Lines, pace: PaceResult, of: Of) -> None:
    for row in pace.rows:
        indicator = row.indicator
        own_id = indicator_id(
            indicator.level3, row.item if row.item != indicator.level3 else "", row.unit, lines.aliases
        )
        own = of._replace(level2=indicator.level2, level3=indicator.level3, item=row.item, indicator_id=own_id)
        figures = (("pace_target", row.target), ("pace_done", row.done), ("pace_completion", row.completion))
        more = (("pace_projected", row.projected), ("pace_projected_completion", row.projected_completion))
        place = (indicator.table.sheet, indicator.at("actual"))
        lines.add_known((*figures, *more), own._replace(unit=row.unit), place, str(row.light))
