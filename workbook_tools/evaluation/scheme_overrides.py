"""评分规则: single settings of a scheme changed by their Chinese names.

What cannot be used is left as the scheme has it and told: one wrong cell does not stop a workbook, and nothing is
scored by rules that do not go together.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from workbook_tools.catalogue import finding
from workbook_tools.evaluation.open_settings import CUTS, LOCAL, completed, is_incomplete, open_setting, open_settings
from workbook_tools.evaluation.scheme import ONE, TOTAL_POINTS, Scheme, bare_text
from workbook_tools.evaluation.scheme_data import consistency
from workbook_tools.evaluation.scheme_keys import nearest
from workbook_tools.evaluation.setting_values import POINTS, SHARE
from workbook_tools.evaluation.settings import COMBINED, Setting, section_of, settings_of
from workbook_tools.model import Finding, RuleOverride, Submission


class _Change(NamedTuple):
    rule: RuleOverride
    setting: Setting
    value: Any


def override(
    scheme: Scheme, overrides: tuple[RuleOverride, ...], submission: Submission | None = None
) -> tuple[Scheme, list[Finding]]:
    """The scheme with the overrides that can be used, and a finding for each that cannot.

    `submission` gives the rest of a group of which the scheme has nothing and 评分规则 a part.
    """
    findings: list[Finding] = []
    changes = list(_changes(scheme, overrides, findings))
    while changes:
        base = completed(scheme, [each.setting.name for each in changes], submission) if submission else scheme
        changed = _applied(base, changes)
        wrong = _wrong_together(changed, changes)
        if not wrong:
            local = any(each.setting.key.startswith(LOCAL) for each in changes)
            title = f"{scheme.title}，按工作簿的评分规则调整"
            return changed._replace(title=title, of_the_workbook=local and not scheme.names_a_place), findings
        findings.append(_told(changed, base, scheme, wrong))
        changes = [each for each in changes if each not in wrong]
    return scheme, findings


def setting_names(scheme: Scheme) -> tuple[str, ...]:
    """The names that may stand in 评分规则 under a scheme."""
    return tuple(setting.name for setting in settings_of(scheme))


def _changes(scheme: Scheme, overrides: Iterable[RuleOverride], findings: list[Finding]) -> Iterable[_Change]:
    known = {bare_text(setting.name): setting for setting in settings_of(scheme)}
    seen: dict[str, str] = {}
    for rule in overrides:
        setting = known.get(bare_text(rule.name)) or open_setting(rule.name, scheme)
        if setting is None:
            titles = [each.name for each in (*known.values(), *open_settings(scheme))]
            hint = nearest(bare_text(rule.name), titles) or "、".join(titles)
            findings.append(finding("C009", rule.sheet, rule.name_cell, name=rule.name, hint=hint))
        elif setting.name in seen:
            first = seen[setting.name]
            findings.append(finding("C011", rule.sheet, rule.name_cell, name=setting.name, first=first))
        else:
            seen[setting.name] = rule.name_cell
            try:
                yield _Change(rule, setting, setting.value.read(rule.value))
            except ValueError:
                has = setting.get(scheme) is not None
                used = f"按 {setting.default(scheme)} 计算" if has else "按评分规则里没有这一行处理"
                figures = {"value": rule.value, "expected": setting.value.expected, "used": used}
                findings.append(finding("C010", rule.sheet, rule.value_cell, name=setting.name, **figures))


def _applied(scheme: Scheme, changes: Iterable[_Change]) -> Scheme:
    for each in changes:
        scheme = each.setting.put(scheme, each.value)
    return scheme


def _wrong_together(changed: Scheme, changes: list[_Change]) -> list[_Change]:
    """The changes of the first group that does not go together: points that are not 100, weights that are not 1 …"""
    groups = [_group(str(problem.figures["key"])) for problem in consistency(changed)]
    for group in [CUTS, *groups] if is_incomplete(changed) else groups:
        wrong = [each for each in changes if _group(each.setting.key) == group]
        if wrong:
            return wrong
    return []


def _group(key: str) -> str:
    """The settings that have to go together."""
    whole = key.partition(".")[0]
    return whole if whole in ("points", "pace") else key


def _told(changed: Scheme, base: Scheme, scheme: Scheme, wrong: list[_Change]) -> Finding:
    """The arithmetic of a group, in the words of the sheet. `base` is the scheme with what the sheets say."""
    group, first = _group(wrong[0].setting.key), wrong[0].rule
    members = [each for each in settings_of(changed) if _group(each.key) == group]
    section = section_of(group)
    figures = {
        "what": section.words if section is not None else "、".join(each.name for each in members),
        "rule": _RULES[group],
        "sum": _arithmetic(changed, group, members),
        "used": _used(base, scheme, group),
    }
    return finding("C014", first.sheet, first.value_cell, **figures)


def _used(base: Scheme, scheme: Scheme, group: str) -> str:
    """What is computed with instead, and who gives it."""
    for source, whose in ((scheme, "评分方案"), (base, "表中填写的")):
        given = [f"{each.name}{each.default(source)}" for each in settings_of(source) if _group(each.key) == group]
        if given:
            return f"仍按{whose}计算：{'、'.join(given)}"
    return "按评分规则里没有这几行处理"


_RULES = {
    "points": "合计应当是100分",
    "assessors.weight": "合计应当是100%",
    "tranches.share": "合计应当是100%",
    COMBINED: "合计应当是100%",
    "grades.fiscal": "应当从高到低，各不相同",
    "grades.station": "应当写齐，从高到低，各不相同",
    "ratings": "达成下限应当高于部分达成下限，并在0%和100%之间",
    "pace": "进度偏慢下限不能高于进度正常下限",
}


def _arithmetic(scheme: Scheme, group: str, members: list[Setting]) -> str:
    """`80%＋20%＋10%＝110%（第三方评估机构权重、镇（街）权重、区民政局权重）`; what is no sum is listed by name."""
    values = [(each.name, each.get(scheme), each.value) for each in members]
    whole = {"points": TOTAL_POINTS, "assessors.weight": ONE, "tranches.share": ONE, COMBINED: ONE}.get(group)
    if whole is None:
        return "、".join(f"{name}{value.show(figure)}" for name, figure, value in values)
    unit = POINTS if whole == TOTAL_POINTS else SHARE
    total = sum((figure for _, figure, _ in values), Decimal(0))
    parts = "＋".join(unit.show(figure) for _, figure, _ in values)
    shown = f"{parts}＝{unit.show(total)}" if len(values) > 1 else parts
    return f"{shown}（{'、'.join(name for name, _, _ in values)}）"
