"""`why`: the way of a row from its cells over the rule to its score, in one sentence."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.figures import as_score
from workbook_tools.evaluation.entries import Entry
from workbook_tools.evaluation.figures import ONE
from workbook_tools.evaluation.verdict import Verdict


def sentence(
    entry: Entry,
    verdict: Verdict,
    points: Decimal | None,
    score: Decimal | None,
    low: Decimal,
    high: Decimal,
    *,
    repeats: bool,
) -> str:
    """From cell to rule to result in one sentence."""
    row = entry.row
    source = f"{row.at('target')}、{row.at('actual')}"
    if entry.list_position is not None:
        source += f" 第{entry.list_position + 1}项"
    if entry.from_ledger:
        source += f"（实际完成值空着，用{entry.ledger_rule or '服务台账的合计'}）"
    if entry.from_list and entry.proof is not None:
        source += f"（实际完成值空着，用{entry.proof.sheet}!{entry.proof.cells}：{entry.proof.rule}）"
    counted = f"台账完成值是{entry.ledger_rule}。" if entry.ledger_rule and not entry.from_ledger else ""
    return f"{source}：{verdict.rule}，{_result(verdict, points, score, low, high, repeats=repeats)}。{counted}"


def _result(
    verdict: Verdict, points: Decimal | None, score: Decimal | None, low: Decimal, high: Decimal, *, repeats: bool
) -> str:
    if repeats:
        return "“其中”行没有单独的分值，不重复计分"
    if points is None:
        return "这一行没有分值，不计分"
    if score is None:
        return f"暂不计分（{as_score(low)}～{as_score(high)} 分）。{verdict.missing}"
    if verdict.bonus and verdict.earned == ONE:
        return f"得满分 {as_score(points)} 分，另加 {as_score(score - points)} 分，共 {as_score(score)} 分"
    if verdict.own_score:
        return f"得 {as_score(score)} 分"
    if verdict.earned == ONE:
        return f"得满分 {as_score(score)} 分"
    if not verdict.earned or not verdict.factor:
        return f"得 {as_score(score)} 分"
    return f"{as_score(points)}×{verdict.factor}＝{as_score(score)} 分"
