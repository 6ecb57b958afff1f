"""The rule behind each computed column: in words, as `model.fields` and the scheme have it."""

from __future__ import annotations

from typing import NamedTuple

from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.scheme_overrides import CEILING_WORDS, EQUAL_WORDS
from workbook_tools.model import ScoredRow, Submission
from workbook_tools.model.fields import Column, SheetKind


class Rule(NamedTuple):
    """`settings` are the names under which 评分规则 can change it; `source` names file, setting and document."""

    words: str
    source: str = ""
    settings: tuple[str, ...] = ()


def rule_of(kind: SheetKind, column: Column, scored: list[ScoredRow], submission: Submission, scheme: Scheme) -> Rule:
    """The rule of a computed column. `scored` are the scored rows that stand in the row of an indicator."""
    words, field = column.rule, column.field
    if kind == "indicators":
        why = " ".join(f"{row.item}：{row.why}" if row.list_position is not None else row.why for row in scored)
        if field in ("completion", "score", "state"):
            return Rule(why or "本行没有计分", *_scoring(scored, scheme))
        return Rule(words)
    if kind == "costs" and field == "state":
        words = f"{words}（{scheme.line_deviation * 100:f}%）"
        return Rule(words, _source(scheme, "money.line_deviation"), ("单项支出允许偏差",))
    if kind == "assessments":
        return Rule(words, _source(scheme, "assessors"), tuple(f"{each.name}权重" for each in scheme.assessors))
    if kind == "tranches" and field in ("latest", "state"):
        names = tuple(f"{each.condition}拨付工作日" for each in scheme.tranches)
        return Rule(words, _source(scheme, "tranches"), names)
    return Rule(words)


def _scoring(scored: list[ScoredRow], scheme: Scheme) -> tuple[str, tuple[str, ...]]:
    """The settings that a row's score hangs on."""
    keys: list[str] = []
    names: list[str] = []
    for row in scored:
        if row.indicator.is_execution:
            keys += ["points.execution", "money.execution_full_in_window"]
            names += ["预算执行率分值", "执行率偏差以内得满分"]
        elif row.target.kind == "range":
            keys.append("rows.range_bands")
        elif row.operator in ("≤", "<"):
            words = next((w for w, key in CEILING_WORDS.items() if key == scheme.ceiling_rule), scheme.ceiling_rule)
            keys.append(f"rows.ceiling＝{scheme.ceiling_rule}，即{words}")
            names.append("未达上限指标计分")
        elif row.operator == "=":
            words = next((w for w, key in EQUAL_WORDS.items() if key == scheme.equal_rule), scheme.equal_rule)
            keys.append(f"rows.equal＝{scheme.equal_rule}，即{words}")
            names.append("等于指标计分")
        elif row.actual.kind in ("grade", "text"):
            keys.append("ratings")
            names += ["达成下限", "部分达成下限"]
        if row.state == "超额完成":
            keys += ["rows.over_target", "rows.over_target_deduction"]
            names += ["超额完成说明界限", "超额完成扣分比例"]
    settings = "、".join(dict.fromkeys(keys))
    return _source(scheme, settings), tuple(dict.fromkeys(names))


def _source(scheme: Scheme, setting: str) -> str:
    return f"评分方案 {scheme.name}.toml{f' 的 {setting}' if setting else ''}（{scheme.source}）"
