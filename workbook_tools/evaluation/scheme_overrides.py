"""评分规则: single settings of a scheme changed by their Chinese names. `_settings` is the one table of those names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from workbook_tools.catalogue import finding
from workbook_tools.evaluation.scheme import ONE, TOTAL_POINTS, GradeCut, RatingBand, Scheme, bare_text
from workbook_tools.evaluation.scheme_data import consistency
from workbook_tools.evaluation.scheme_keys import nearest
from workbook_tools.model import Finding, RuleOverride

CEILING_WORDS = {
    "按比例": "ratio", "比例": "ratio", "ratio": "ratio", "线性": "linear", "linear": "linear",
    "不得分": "all-or-nothing", "0分": "all-or-nothing", "all-or-nothing": "all-or-nothing",
}  # fmt: skip
EQUAL_WORDS = {"不少于": "at-least", "at-least": "at-least", "完全相等": "exact", "必须相等": "exact", "exact": "exact"}
SCORERS_WORDS = {
    "平均": "mean", "算术平均": "mean", "mean": "mean", "中位数": "median", "median": "median",
    "去掉最高分和最低分后平均": "trimmed-mean", "去掉最高最低": "trimmed-mean", "trimmed-mean": "trimmed-mean",
}  # fmt: skip
FLAG_WORDS = {"是": True, "否": False, "true": True, "false": False, "1": True, "0": False}


class Setting(NamedTuple):
    """What a name changes: `change` gives the new scheme, or raises `ValueError` for a value that does not fit."""

    expected: str
    change: Callable[[Scheme, str], Scheme]


def override(scheme: Scheme, overrides: tuple[RuleOverride, ...]) -> tuple[Scheme, list[Finding]]:
    """The scheme with the overrides applied in order, and a finding for each that cannot be."""
    settings = {bare_text(name): (name, setting) for name, setting in _settings(scheme).items()}
    titles = [name for name, _ in settings.values()]
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    changed = scheme
    for rule in overrides:
        known = settings.get(bare_text(rule.name))
        if known is None:
            hint = nearest(bare_text(rule.name), titles) or "、".join(titles)
            findings.append(finding("C009", rule.sheet, rule.name_cell, name=rule.name, hint=hint))
            continue
        name, setting = known
        if name in seen:
            findings.append(finding("C011", rule.sheet, rule.name_cell, name=name, first=seen[name]))
            continue
        seen[name] = rule.name_cell
        try:
            changed = setting.change(changed, rule.value)
        except (ValueError, InvalidOperation):
            findings.append(
                finding("C010", rule.sheet, rule.value_cell, name=name, value=rule.value, expected=setting.expected)
            )
    if overrides and not findings:
        place = overrides[0]
        findings += [_inconsistent(problem.code, problem.figures, place) for problem in consistency(changed)]
        changed = replace(changed, title=f"{scheme.title}，按工作簿的评分规则调整")
    return changed, findings


def setting_names(scheme: Scheme) -> tuple[str, ...]:
    """The names that may stand in 评分规则 under a scheme."""
    return tuple(_settings(scheme))


def _settings(scheme: Scheme) -> dict[str, Setting]:
    settings = {
        "预算执行率分值": _points(lambda s, v: replace(s, execution_points=v)),
        "未达上限指标计分": _words(CEILING_WORDS, lambda s, v: replace(s, ceiling_rule=v)),
        "等于指标计分": _words(EQUAL_WORDS, lambda s, v: replace(s, equal_rule=v)),
        "超额完成说明界限": _number("130% 这样的百分数", ONE, TOTAL_POINTS, lambda s, v: replace(s, over_target=v)),
        "超额完成扣分比例": _share(lambda s, v: replace(s, over_target_deduction=v)),
        "达成下限": _share(lambda s, v: _rating_bound(s, "达成", "部分达成", v)),
        "部分达成下限": _share(lambda s, v: _rating_bound(s, "部分达成", "未达成", v)),
        "执行率允许偏差": _share(lambda s, v: replace(s, execution_window=v)),
        "执行率偏差以内得满分": _words(FLAG_WORDS, lambda s, v: replace(s, execution_full_in_window=v)),
        "单项支出允许偏差": _share(lambda s, v: replace(s, line_deviation=v)),
        "进度正常下限": _pace(lambda s, v: replace(s, pace_on_track=v)),
        "进度偏慢下限": _pace(lambda s, v: replace(s, pace_behind=v)),
    }  # fmt: skip
    settings["多名评分人合成"] = _words(SCORERS_WORDS, lambda s, v: replace(s, scorers=v))
    for level in scheme.levels:
        settings[f"{level.name}分值"] = _points(_level_points(level.name))
    for cut in scheme.grades[:-1]:
        settings[f"{cut.name}分数线"] = _points(_cut("grades", cut.name))
    for cut in scheme.station_grades[:-1]:
        settings[f"{cut.name}分数线"] = _points(_cut("station_grades", cut.name))
    for rule in scheme.shares:
        settings["和".join(rule.categories) + ("占比下限" if rule.operator == "≥" else "占比上限")] = _share(
            _share_limit(rule.categories)
        )
    for assessor in scheme.assessors:
        settings[f"{assessor.name}权重"] = _share(_weight(assessor.name))
    for tranche in scheme.tranches:
        if tranche.share is not None:
            settings[f"{tranche.condition}拨付比例"] = _share(_tranche_share(tranche.condition))
        settings[f"{tranche.condition}拨付工作日"] = _number(
            "1 到 366 的整数", ONE, Decimal(366), _working_days(tranche.condition), whole=True
        )
    return settings


# ---------------------------------------------------------------- values


def _points(change: Callable[[Scheme, Decimal], Scheme]) -> Setting:
    return _number("0 到 100 的分数，例如 10", Decimal(0), TOTAL_POINTS, change)


def _share(change: Callable[[Scheme, Decimal], Scheme]) -> Setting:
    return _number("0 到 1 的小数或百分数，例如 10%", Decimal(0), ONE, change)


def _pace(change: Callable[[Scheme, Decimal], Scheme]) -> Setting:
    return _number("0 到 2 的小数或百分数，例如 80%", Decimal(0), ONE * 2, change)


def _number(
    expected: str,
    least: Decimal,
    most: Decimal,
    change: Callable[[Scheme, Decimal], Scheme],
    *,
    whole: bool = False,
) -> Setting:
    def apply(scheme: Scheme, text: str) -> Scheme:
        shown = bare_text(text).removesuffix("分")
        value = Decimal(shown.removesuffix("%")) / (100 if shown.endswith("%") else 1)
        if not value.is_finite() or not least <= value <= most or (whole and value != int(value)):
            raise ValueError(text)
        return change(scheme, value)

    return Setting(expected, apply)


def _words(words: dict[str, str] | dict[str, bool], change: Callable[..., Scheme]) -> Setting:
    def apply(scheme: Scheme, text: str) -> Scheme:
        value = words.get(bare_text(text).lower())
        if value is None:
            raise ValueError(text)
        return change(scheme, value)

    return Setting("、".join(f"“{word}”" for word in words if not word.isascii()) + "之一", apply)


# ---------------------------------------------------------------- changes


def _level_points(name: str) -> Callable[[Scheme, Decimal], Scheme]:
    return lambda scheme, value: replace(
        scheme, levels=tuple(replace(each, points=value) if each.name == name else each for each in scheme.levels)
    )


def _cut(field: str, name: str) -> Callable[[Scheme, Decimal], Scheme]:
    def change(scheme: Scheme, value: Decimal) -> Scheme:
        cuts: tuple[GradeCut, ...] = getattr(scheme, field)
        return replace(scheme, **{field: tuple(GradeCut(name, value) if cut.name == name else cut for cut in cuts)})  # type: ignore[arg-type]

    return change


def _share_limit(categories: tuple[str, ...]) -> Callable[[Scheme, Decimal], Scheme]:
    return lambda scheme, value: replace(
        scheme,
        shares=tuple(
            replace(each, limit=value, title=_share_title(categories, each.operator, value))
            if each.categories == categories
            else each
            for each in scheme.shares
        ),
    )


def _share_title(categories: tuple[str, ...], operator: str, limit: Decimal) -> str:
    return f"{'和'.join(categories)}{'不低于' if operator == '≥' else '不高于'}{(limit * 100).normalize():f}%"


def _weight(name: str) -> Callable[[Scheme, Decimal], Scheme]:
    return lambda scheme, value: replace(
        scheme, assessors=tuple(replace(e, weight=value) if e.name == name else e for e in scheme.assessors)
    )


def _working_days(condition: str) -> Callable[[Scheme, Decimal], Scheme]:
    return lambda scheme, value: replace(
        scheme,
        tranches=tuple(
            replace(each, working_days=int(value)) if each.condition == condition else each for each in scheme.tranches
        ),
    )


def _tranche_share(condition: str) -> Callable[[Scheme, Decimal], Scheme]:
    return lambda scheme, value: replace(
        scheme,
        tranches=tuple(replace(each, share=value) if each.condition == condition else each for each in scheme.tranches),
    )


def _rating_bound(scheme: Scheme, upper: str, lower: str, value: Decimal) -> Scheme:
    """The bound between two neighbouring bands."""

    def moved(band: RatingBand) -> RatingBand:
        if band.rating == upper:
            return replace(band, low=value)
        return replace(band, high=value) if band.rating == lower else band

    return replace(scheme, ratings=tuple(moved(band) for band in scheme.ratings))


def _inconsistent(code: str, figures: dict[str, object], place: RuleOverride) -> Finding:
    shown = {"file": f"工作表“{place.sheet}”", **figures}
    return finding(code, place.sheet, place.value_cell, **shown)
