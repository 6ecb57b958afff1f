"""The rule behind each computed column: in words, as `model.fields` and the scheme have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbook_tools.basis.operators import AT_MOST, Operator
from workbook_tools.basis.states import State
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.settings import names_under, settings_of
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
        return Rule(words, _source(scheme, "money.line_deviation"), names_under(scheme, "money.line_deviation"))
    if kind == "assessments":
        return Rule(words, _source(scheme, "assessors"), names_under(scheme, "assessors"))
    if kind == "tranches" and field in ("latest", "state"):
        return Rule(words, _source(scheme, "tranches"), names_under(scheme, "tranches.working_days"))
    return Rule(words)


def _scoring(scored: list[ScoredRow], scheme: Scheme) -> tuple[str, tuple[str, ...]]:
    """The settings that a row's score hangs on."""
    keys = tuple(dict.fromkeys(key for row in scored for key in _keys(row)))
    told = "、".join(_told(key, scheme) for key in keys)
    return _source(scheme, told), names_under(scheme, *keys)


def _keys(row: ScoredRow) -> Iterator[str]:
    """Where these settings stand in a scheme's file."""
    if row.indicator.is_execution:
        yield from ("points.execution", "money.execution_full_in_window")
    elif row.target.kind == "range":
        yield "rows.range_bands"
    elif row.operator in AT_MOST:
        yield "rows.ceiling"
    elif row.operator == Operator.EQ:
        yield "rows.equal"
    elif row.actual.kind in ("grade", "text"):
        yield "ratings"
    if row.score is not None and row.points is not None and row.score > row.points:
        yield from ("rows.bonus", "rows.bonus_total")
    if row.state == State.EXCEEDED:
        yield from ("rows.over_target", "rows.over_target_deduction")


def _told(key: str, scheme: Scheme) -> str:
    """A key; one whose value is a word of the file's with the word and what the workbook calls it."""
    setting = next((each for each in settings_of(scheme) if each.key == key), None)
    value = setting.get(scheme) if setting is not None else None
    return f"{key}＝{value}，即{setting.default(scheme)}" if setting is not None and isinstance(value, str) else key


def _source(scheme: Scheme, setting: str) -> str:
    return f"评分方案 {scheme.name}.toml{f' 的 {setting}' if setting else ''}（{scheme.source}）"
