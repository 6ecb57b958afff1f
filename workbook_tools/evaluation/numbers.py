"""Figures against figures: at least, at most, equal, inside a range. Rates are never rounded before scoring.

Both sides stand in one unit. Source of the rules: 财预〔2020〕10号 (完成值达到指标值记满分，未达到按比例记分).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_count, as_rate
from workbook_tools.basis.operators import AT_MOST, STRICT, Operator
from workbook_tools.basis.states import State
from workbook_tools.evaluation.earning import figure_earns, meets_zero, range_band
from workbook_tools.evaluation.figures import ONE, ZERO
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.verdict import Verdict, short, unknown

_IS_IT_INCLUDED = "请改写指标值：含本数的写“≥”“≤”或“不少于”“不超过”，不含的写下一个数"


_WITHIN = "请核对实际完成值；区间含这一端的，请改写指标值，例如“10～20（含）”"
_BELOW, _ABOVE = "(?<!不)(?:小于|低于|少于|不足|不到|不满|未满)|[<＜]", "(?<!不)(?:大于|高于|多于|超过)|[>＞]"


class Side(NamedTuple):
    """A figure and its unit, to be shown as `70个` or `95.00%`."""

    number: Decimal
    unit: str

    def __str__(self) -> str:
        return self.bare if self.unit == "%" else f"{self.bare}{self.unit}"

    @property
    def bare(self) -> str:
        """Without its unit, but for the percent sign."""
        return as_rate(self.number) if self.unit == "%" else as_count(self.number)


def judge_number(operator: Operator, target: Side, actual: Side, scheme: Scheme) -> Verdict:
    """One number against another. No operator counts as ≥."""
    if target.number == 0:
        verdict = _against_zero(operator, target, actual)
    elif operator in STRICT and actual.number == target.number:
        verdict = unknown(f"实际 {actual} 恰好等于界限，看不出界限含不含本数", _IS_IT_INCLUDED, "R004", "target")
    elif operator in AT_MOST:
        verdict = _at_most(operator, target, actual, scheme)
    else:
        verdict = _at_least(operator, target, actual, scheme)
    difference = actual.number - target.number
    return verdict._replace(
        operator=operator,
        variance=difference,
        variance_rate=difference / target.number if target.number > 0 else None,
    )


def judge_range(low: Decimal, high: Decimal, actual: Side, scheme: Scheme, written: str = "") -> Verdict:
    """Inside earns everything, outside nothing unless the scheme has bands; the limits belong to the range, unless it
    is `written` without one of them (`[10,20)`, `大于10小于20`)."""
    limits = f"{Side(low, actual.unit)}～{Side(high, actual.unit)}"
    number = actual.number
    if number in (low, high) and _is_excluded(written, actual.bare, is_low=number == low):
        rule = f"实际 {actual} 恰好等于“{short(written)}”不含的一端"
        return unknown(rule, _WITHIN, "R004", "target")
    if low <= number <= high:
        return Verdict(State.DONE, ONE, f"实际 {actual} 在 {limits} 以内", variance=ZERO)
    limit = low if number < low else high
    distance = number - limit
    band = range_band(low, high, number, scheme)
    rule = f"实际 {actual} 在 {limits} 以外"
    if band is None:
        return Verdict(State.NOT_DONE, ZERO, rule, variance=distance)
    rule += f"，超出不到 {as_rate(band.within)}"
    return Verdict(State.NOT_DONE, band.earns, rule, factor=as_rate(band.earns), variance=distance)


def _is_excluded(written: str, bare: str, *, is_low: bool) -> bool:
    """Whether the range is written without its end: `[10,20)`, `10（含）-20（不含）`, `3≤x<5`, `大于10`."""
    number = re.escape(bare.removesuffix("%").removesuffix(".00"))
    end = rf"(?<![0-9.]){number}(?:\.0+)?(?![0-9.])"
    sign = _ABOVE if is_low else _BELOW
    turned = _BELOW if is_low else _ABOVE  # 3<x: the sign behind the end
    bracket = rf"[(（]{end}%?[,，]" if is_low else rf"[,，]\s*{end}%?[)）]"
    told = f"(?:{sign}){end}|{end}[^0-9]{{0,4}}[（(]?不含|不含{end}|{end}%?[a-zA-Z目]?(?:{turned})(?!=)"
    return re.search(f"{told}|^{bracket}" if is_low else f"{told}|{bracket}$", written.strip()) is not None


def is_far_above(verdict: Verdict, scheme: Scheme) -> bool:
    """So far above the target that a reason is asked for. A ceiling that is kept by far needs no excuse."""
    completion = verdict.completion
    return completion is not None and completion >= scheme.over_target and verdict.operator not in AT_MOST


def with_deduction(verdict: Verdict, scheme: Scheme, *, reason: bool) -> Verdict:
    """What the scheme takes off for going far above the target without saying why; by default nothing."""
    if not scheme.over_target_deduction or reason or verdict.earned != ONE or not is_far_above(verdict, scheme):
        return verdict
    taken = scheme.over_target_deduction
    rule = f"{verdict.rule}，完成率不低于 {as_rate(scheme.over_target)} 又没有说明原因，按方案扣 {as_rate(taken)}"
    return verdict._replace(earned=ONE - taken, rule=rule, factor=as_rate(ONE - taken))


def _at_least(operator: Operator, target: Side, actual: Side, scheme: Scheme) -> Verdict:
    completion = actual.number / target.number if target.number > 0 else None
    if operator == Operator.EQ and scheme.equal_rule == "exact":
        return _exactly(target, actual, completion)
    rate = f"＝{as_rate(completion)}" if completion is not None else ""
    comparison = f"实际 {actual}÷目标 {target}{rate}" if rate else f"实际 {actual}，目标 {target}"
    if actual.number >= target.number:
        beyond = actual.number > target.number
        state = State.EXCEEDED if beyond else State.DONE
        return Verdict(state, ONE, f"{comparison}，达到目标", completion=completion)
    earned = figure_earns(operator, target.number, actual.number, scheme)
    rule = f"{comparison}，没有达到目标，按比例计分"
    return Verdict(State.NOT_DONE, earned, rule, factor=as_rate(earned), completion=completion)


def _exactly(target: Side, actual: Side, completion: Decimal | None) -> Verdict:
    if actual.number == target.number:
        return Verdict(State.DONE, ONE, f"实际 {actual} 等于目标 {target}", completion=completion)
    rule = f"实际 {actual} 不等于目标 {target}，按方案必须相等"
    return Verdict(State.NOT_DONE, ZERO, rule, completion=completion)


def _at_most(operator: Operator, target: Side, actual: Side, scheme: Scheme) -> Verdict:
    completion = target.number / actual.number if actual.number > 0 and target.number > 0 else None
    if actual.number <= target.number:
        return Verdict(State.DONE, ONE, f"实际 {actual} 没有超过上限 {target}", completion=completion)
    rule = f"实际 {actual} 超过上限 {target}"
    if scheme.ceiling_rule == "all-or-nothing" or completion is None:
        return Verdict(State.NOT_DONE, ZERO, rule, completion=completion)
    over, top = actual.bare, target.bare
    earned = figure_earns(operator, target.number, actual.number, scheme)
    if scheme.ceiling_rule == "ratio":
        return Verdict(State.NOT_DONE, earned, f"{rule}，按比例计分", factor=f"{top}÷{over}", completion=completion)
    factor = f"（1−（{over}−{top}）÷{top}）"
    return Verdict(State.NOT_DONE, earned, f"{rule}，按超出的比例扣分", factor=factor, completion=completion)


def _against_zero(operator: Operator, target: Side, actual: Side) -> Verdict:
    """A target of 0 is a promise that something does not happen; ≥ 0 is a floor. Nothing is divided."""
    met = meets_zero(operator, actual.number)
    rule = f"目标为 {target}，实际为 {actual}，{'达到' if met else '没有达到'}目标"
    return Verdict(State.DONE if met else State.NOT_DONE, ONE if met else ZERO, rule)
