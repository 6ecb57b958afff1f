"""得分汇总, 绩效指标, and what is missing to judge it."""

from __future__ import annotations

from workbook_tools.evaluation.ledger_beside import (
    declared_less_ledger,
    ledger_in_target_unit,
    ledger_over_target,
)
from workbook_tools.evaluation.same_indicators import name_of
from workbook_tools.facts.derive.line import Figure, Lines, Of
from workbook_tools.facts.kinds import PARTS
from workbook_tools.facts.names import indicator_id
from workbook_tools.model import Evaluation, Quantity, ScoredRow
from workbook_tools.model.fields import IndicatorField

_COMPUTED: tuple[IndicatorField, ...] = ("completion", "variance", "variance_rate")


def level_facts(lines: Lines, evaluation: Evaluation) -> None:
    for level in evaluation.levels:
        of = Of(level1=level.name, level2=PARTS["level"])
        judged: Figure = level.score if level.judged_points else None
        rate = level.score / level.judged_points if level.judged_points else None
        for kind, value in (
            ("level_points", level.points), ("level_judged_points", level.judged_points), ("level_score", judged),
            ("level_rate", rate), ("level_score_low", level.score_low), ("level_score_high", level.score_high),
        ):  # fmt: skip
            lines.add(kind, value, of)


def missing_facts(lines: Lines, evaluation: Evaluation) -> None:
    for each in evaluation.missing:
        of = Of(level2="尚缺什么", item=each.name)
        lines.add("missing_points", each.points, of, (each.sheet, each.cell))


def indicator_facts(lines: Lines, evaluation: Evaluation) -> None:
    """One row, or one item inside of a cell: its state stands beside each of its figures."""
    for row in evaluation.rows:
        _row(lines, row)


def of_row(lines: Lines, row: ScoredRow) -> Of:
    """What the facts of a row are of."""
    indicator, name = row.indicator, name_of(row)
    item = row.item if row.item != indicator.level3 else ""
    unit = row.unit or row.target.unit or row.actual.unit
    own_id = indicator_id(name.level3, name.item, unit, lines.aliases)
    return Of(indicator.level1, indicator.level2, indicator.level3, item, own_id, unit)


def _row(lines: Lines, row: ScoredRow) -> None:
    of, sheet, state = of_row(lines, row), row.indicator.table.sheet, str(row.state)

    def at(field: IndicatorField) -> tuple[str, str]:
        return sheet, row.indicator.at(field)

    _quantity(lines, "target", row.target, of, at("target"), state)
    _quantity(lines, "actual", row.actual, of, _source(row), state)
    for field in _COMPUTED:
        value = getattr(row, field)
        if value is not None or field == "completion":
            lines.add(field, value, of, at(field), state)
    lines.add("points", row.points, of, at("points"), state)
    lines.add("score", row.score, of, at("score"), state)
    if row.score is None:
        lines.add("score_low", row.score_low, of, at("score"), state)
        lines.add("score_high", row.score_high, of, at("score"), state)
    lines.add_known([("stated_score", row.indicator.stated_score)], of, at("stated_score"), state)
    lines.add_known([("gain", row.gain)], of, at("actual"), state)
    lines.add_known([("ledger_value", row.ledger_value)], of, at("ledger_value"), state)
    if row.ledger_value is not None:
        _beside_ledger(lines, row, of, at("ledger_value"), state)
    if row.proof is not None:
        proof = row.proof
        lines.add("list_value", proof.value, of, (proof.sheet, proof.cells), state, unit=proof.unit)


def _beside_ledger(lines: Lines, row: ScoredRow, of: Of, place: tuple[str, str], state: str) -> None:
    target = row.target.number if row.target.kind == "number" else None
    value = ledger_in_target_unit(row)
    apart = value - target if row.ledger_rule and value is not None and target is not None else None
    figures = (("ledger_completion", ledger_over_target(row)), ("ledger_difference", declared_less_ledger(row)))
    hours = (("ledger_in_target_unit", value if row.ledger_rule else None), ("ledger_less_target", apart))
    lines.add_known((*figures, *hours), of, place, state)


def _source(row: ScoredRow) -> tuple[str, str]:
    """Where what was scored stands: the cell, or the station's own list where that stood in for a blank one."""
    if row.from_list and row.proof is not None:
        return row.proof.sheet, row.proof.cells
    return row.indicator.table.sheet, row.indicator.at("ledger_value" if row.from_ledger else "actual")


def _quantity(lines: Lines, kind: str, said: Quantity, of: Of, place: tuple[str, str], state: str) -> None:
    """The figure as it was read, in its own unit; both ends of a range."""
    of = of._replace(unit=said.unit or of.unit)
    lines.add(kind, said.number, of, place, state)
    lines.add_known([(f"{kind}_low", said.low), (f"{kind}_high", said.high)], of, place, state)
