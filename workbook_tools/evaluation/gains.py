"""提分空间: what a row can still gain, and by how much its actual must rise or fall for it."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.figures import as_count, as_percentage_points, as_rate, as_score
from workbook_tools.basis.states import MET
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.numbers import Side
from workbook_tools.model import ScoredRow


def with_gain(row: ScoredRow) -> ScoredRow:
    """The row with what is needed for its gain; an unjudged row has none, it stands among what is missing."""
    return row._replace(gain_needed=_needed(row, row.gain)) if row.gain else row


def gain_of(points: Decimal | None, score: Decimal | None) -> Decimal | None:
    """The points that a score leaves; a bonus goes beyond them."""
    return None if points is None or score is None else max(points - score, ZERO)


def _needed(row: ScoredRow, gain: Decimal) -> str:
    target, actual, gains = row.target, row.actual, f"可多得 {as_score(gain)} 分"
    if row.indicator.is_execution:
        return f"执行率达到 100%（还差 {as_rate(1 - row.completion)}）{gains}" if row.completion is not None else ""
    if row.indicator.scoring_rule:
        return f"按本行的评分标准得满分，{gains}"
    if actual.number is None or target.kind not in ("number", "rate", "range"):
        return f"评定达到“达成”并得满分，{gains}" if actual.kind in ("grade", "text") and target.kind != "date" else ""
    if row.state in MET:
        return f"说明超额完成的原因，{gains}"
    limit = target.number
    if target.kind == "range" and target.low is not None and target.high is not None:
        limit = target.low if actual.number < target.low else target.high
    assert limit is not None
    way = "增加" if limit > actual.number else "减少"
    distance = abs(limit - actual.number)
    size = f"{as_percentage_points(distance)} 个百分点" if row.unit == "%" else f"{as_count(distance)}{row.unit}"
    return f"实际完成值再{way} {size}（到 {Side(limit, row.unit)}）{gains}"
