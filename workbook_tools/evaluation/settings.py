"""The settings of a scheme, once: Chinese name, place in a scheme's file, what may stand there, what it means.

From these rows follow what 评分规则 may change and how (`scheme_overrides`), its sheet in the blank workbook with the
default of every setting (`authoring`), the names that `explain` gives, and what 审计信息 tells of a setting that
nobody has checked. To add a setting: a field of `Scheme`, its key in `scheme_data`, and a row here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple, cast

from workbook_tools.basis.operators import Operator
from workbook_tools.evaluation.scheme import RatingBand, Scheme
from workbook_tools.evaluation.setting_values import (
    CEILING,
    EQUAL,
    FAR_ABOVE,
    FLAG,
    PACE,
    POINTS,
    SCORERS,
    SHARE,
    WORKING_DAYS,
    Value,
)
from workbook_tools.model import AssessmentResult, PaceResult, ScoredRow, Submission

_SUM = "与其他一级指标、预算执行率的分值合计必须为100分。"
_BAND = "定性指标得分占分值的比例。"
COMBINED, PERIOD_SHARE = "assessment.combined", "占综合得分比例"
PERIOD_TEXT = "几期评估合成一个得分时，各期的比例合计必须为100%。"
WEIGHT_TEXT = "各评估主体的权重合计必须为100%。"
SHARE_TEXT = "按预算、支出和年度资金三个口径检查。"
_TRANCHE = "各期拨付比例合计必须为100%；整改合格不另计比例。"
_DAYS = "工作日数，从次日起算。"
_FISCAL, STATION_TEXT = "财政自评等级，达到即为该等级。", "社工服务站评估等级，达到即为该等级。"


class Setting(NamedTuple):
    """One setting: `get` takes its value from a scheme, `put` gives the scheme with another one."""

    name: str  # in 评分规则
    key: str  # in a scheme's file; the entries of a list share one
    value: Value
    meaning: str
    get: Callable[[Scheme], Any]
    put: Callable[[Scheme, Any], Scheme]

    def default(self, scheme: Scheme) -> str:
        """What the scheme has, as staff would write it."""
        return self.value.show(self.get(scheme))


def settings_of(scheme: Scheme) -> tuple[Setting, ...]:
    """Every setting that a workbook may change under a scheme, in the order of the sheet."""
    return (*_points(scheme), *_rows(scheme), *_grades(scheme), *_station(scheme))


def names_under(scheme: Scheme, *keys: str) -> tuple[str, ...]:
    """The names of the settings that stand at a key of the scheme's file, or below it."""
    return tuple(
        each.name for key in keys for each in settings_of(scheme) if each.key == key or each.key.startswith(f"{key}.")
    )


def _points(scheme: Scheme) -> Iterator[Setting]:
    yield _field("预算执行率分值", "points.execution", POINTS, _SUM, "execution_points")
    for level in scheme.levels:
        yield _entry(f"{level.name}分值", "points.levels", POINTS, _SUM, "levels", "name", level.name, "points")


def _rows(scheme: Scheme) -> Iterator[Setting]:
    yield _field(
        "未达上限指标计分",
        "rows.ceiling",
        CEILING,
        "“≤”指标没有达到时：按比例、线性，或者不得分。",
        "ceiling_rule",
    )
    yield _field("等于指标计分", "rows.equal", EQUAL, "“=”指标：不少于目标即得满分，或者要求完全相等。", "equal_rule")
    yield _field(
        "超额完成说明界限",
        "rows.over_target",
        FAR_ABOVE,
        "完成率达到这个数，又没有写原因的，列入问题清单。",
        "over_target",
    )
    yield _field(
        "超额完成扣分比例",
        "rows.over_target_deduction",
        SHARE,
        "达到上述界限又没有写原因时，扣去分值的多少。",
        "over_target_deduction",
    )
    yield _field(
        "单项加分上限", "rows.bonus", POINTS, "评分标准里的加分可以使一项的得分超过分值多少；0为不超过。", "row_bonus"
    )
    yield _field("加分合计上限", "rows.bonus_total", POINTS, "同上：各项加分合计最多多少。", "total_bonus")
    for upper, lower in (("达成", "部分达成"), ("部分达成", "未达成")):
        yield _bound(f"{upper}下限", upper, lower)
    yield _field(
        "执行率允许偏差",
        "money.execution_window",
        SHARE,
        "预算执行率与100%相差多少以内不必说明。",
        "execution_window",
    )
    yield _field(
        "执行率偏差以内得满分",
        "money.execution_full_in_window",
        FLAG,
        "填“是”时，偏差以内得满分。",
        "execution_full_in_window",
    )
    yield _field(
        "单项支出允许偏差",
        "money.line_deviation",
        SHARE,
        "单项支出与预算相差多少以内不必说明。",
        "line_deviation",
    )
    yield _field(
        "进度正常下限",
        "pace.on_track",
        PACE,
        "年中的进度监测，不影响得分：推算年末能完成目标的这么多，为“正常”。",
        "pace_on_track",
    )
    yield _field("进度偏慢下限", "pace.behind", PACE, "同上：为“偏慢”；再低为“滞后”。", "pace_behind")
    yield _field(
        "多名评分人合成",
        "assessment.scorers",
        SCORERS,
        "同一主体有几名评分人时：平均、中位数，或者去掉最高分和最低分后平均；权重只计一次。",
        "scorers",
    )


def _grades(scheme: Scheme) -> Iterator[Setting]:
    for key, field, meaning in (
        ("grades.fiscal", "grades", _FISCAL),
        ("grades.station", "station_grades", STATION_TEXT),
    ):
        for place, cut in enumerate(getattr(scheme, field)[:-1]):
            told = "同上。" if place else meaning
            yield _entry(f"{cut.name}分数线", key, POINTS, told, field, "name", cut.name, "at_least")


def _station(scheme: Scheme) -> Iterator[Setting]:
    for rule in scheme.shares:
        name = "和".join(rule.categories) + ("占比下限" if rule.operator == Operator.GE else "占比上限")
        yield _share_limit(name, rule.categories)
    for assessor in scheme.assessors:
        yield _entry(
            f"{assessor.name}权重", "assessors.weight", SHARE, WEIGHT_TEXT, "assessors", "name", assessor.name, "weight"
        )
    for period in scheme.combined:
        name = f"{period.period}{PERIOD_SHARE}"
        yield _entry(name, COMBINED, SHARE, PERIOD_TEXT, "combined", "period", period.period, "weight")
    yield from tranche_settings(scheme)


def tranche_settings(scheme: Scheme, *, is_open: bool = False) -> Iterator[Setting]:
    """The share and the term of each tranche that the scheme has a value for; `is_open`: that it has none for."""
    for tranche in scheme.tranches:
        if (tranche.share is None) == is_open and not (is_open and tranche.after_rectification):
            yield _tranche("拨付比例", "tranches.share", SHARE, _TRANCHE, tranche.condition, "share")
    for tranche in scheme.tranches:
        if (tranche.working_days is None) == is_open:
            yield _tranche(
                "拨付工作日", "tranches.working_days", WORKING_DAYS, _DAYS, tranche.condition, "working_days"
            )


# ---------------------------------------------------------------- where a value stands in a scheme


def _field(name: str, key: str, value: Value, meaning: str, field: str) -> Setting:
    def put(scheme: Scheme, new: Any) -> Scheme:
        return cast("Scheme", _with(scheme, **{field: new}))

    return Setting(name, key, value, meaning, lambda scheme: getattr(scheme, field), put)


def _entry(name: str, key: str, value: Value, meaning: str, entries: str, by: str, called: str, field: str) -> Setting:
    """A value in a list of a scheme: the one whose `by` is `called`."""

    def get(scheme: Scheme) -> Any:
        return next(getattr(each, field) for each in getattr(scheme, entries) if getattr(each, by) == called)

    def put(scheme: Scheme, new: Any) -> Scheme:
        changed = (
            _with(each, **{field: new}) if getattr(each, by) == called else each for each in getattr(scheme, entries)
        )
        return cast("Scheme", _with(scheme, **{entries: tuple(changed)}))

    return Setting(name, key, value, meaning, get, put)


def _tranche(title: str, key: str, value: Value, meaning: str, condition: str, field: str) -> Setting:
    setting = _entry(f"{condition}{title}", key, value, meaning, "tranches", "condition", condition, field)
    if not getattr(value, "whole", False):
        return setting
    return setting._replace(put=lambda scheme, new: setting.put(scheme, int(new)))


def _share_limit(name: str, categories: tuple[str, ...]) -> Setting:
    """A limit also stands in the words of its rule."""
    setting = _entry(name, "money.shares", SHARE, SHARE_TEXT, "shares", "categories", categories, "limit")  # type: ignore[arg-type]

    def put(scheme: Scheme, new: Decimal) -> Scheme:
        changed = setting.put(scheme, new)
        titled = (
            each._replace(title=share_title(categories, each.operator, new)) if each.categories == categories else each
            for each in changed.shares
        )
        return changed._replace(shares=tuple(titled))

    return setting._replace(put=put)


def share_title(categories: tuple[str, ...], operator: Operator, limit: Decimal) -> str:
    return f"{'和'.join(categories)}{'不低于' if operator == Operator.GE else '不高于'}{SHARE.show(limit)}"


def _bound(name: str, upper: str, lower: str) -> Setting:
    """The bound between two neighbouring ratings."""

    def moved(band: RatingBand, new: Decimal) -> RatingBand:
        if band.rating == upper:
            return band._replace(low=new)
        return band._replace(high=new) if band.rating == lower else band

    def get(scheme: Scheme) -> Decimal:
        return next(band.low for band in scheme.ratings if band.rating == upper)

    def put(scheme: Scheme, new: Decimal) -> Scheme:
        return scheme._replace(ratings=tuple(moved(band, new) for band in scheme.ratings))

    return Setting(name, "ratings", SHARE, _BAND, get, put)


def _with(record: Any, **changes: Any) -> Any:
    return record._replace(**changes) if hasattr(record, "_replace") else replace(record, **changes)


# ---------------------------------------------------------------- whether a setting counted


class Use(NamedTuple):
    """What an evaluation made use of."""

    submission: Submission
    scheme: Scheme
    rows: Sequence[ScoredRow]
    assessments: Sequence[AssessmentResult]
    pace: PaceResult | None


class Section(NamedTuple):
    """The settings at a key of a scheme's file and below it: what they are called, and whether they counted."""

    key: str
    words: str
    counted: Callable[[Use], bool]


# A longer key comes before its beginning.
SECTIONS = (
    Section("points.execution", "预算执行率的分值", lambda use: True),
    Section("points", "执行率和一级指标的分值", lambda use: True),
    Section("rows.over_target", "超额完成要说明的界限", lambda use: _is_far_above(use)),
    Section("rows.over_target_deduction", "超额完成的扣分", lambda use: _is_far_above(use)),
    Section("rows", "指标的计分办法", lambda use: bool(use.rows)),
    Section("ratings", "定性指标的分档", lambda use: any(row.actual.kind in ("grade", "text") for row in use.rows)),
    Section("grades.fiscal", "财政自评的等级", lambda use: bool(use.rows)),
    Section("grades.station", "站点评估的等级", lambda use: bool(use.assessments)),
    Section("grades.passes", "可以拨付的等级", lambda use: bool(use.submission.tranches)),
    Section("grades", "等级", lambda use: bool(use.rows)),
    Section("assessment.scorers", "多名评分人的合成办法", lambda use: any(each.joined_by for each in use.assessments)),
    Section(COMBINED, "各期占综合得分的比例", lambda use: bool(use.assessments)),
    Section("assessment.finance", "财务评估的期次", lambda use: bool(use.assessments)),
    Section("assessment", "多名评分人的合成办法和财务评估的期次", lambda use: bool(use.assessments)),
    Section("money.shares", "经费占比", lambda use: bool(use.submission.cost_lines)),
    Section("money", "执行率和支出的允许偏差、经费占比", lambda use: bool(use.submission.cost_lines)),
    Section("assessors", "评估主体的权重", lambda use: bool(use.submission.assessments)),
    Section("tranches.working_days", "拨付的工作日", lambda use: bool(use.submission.tranches)),
    Section("tranches.share", "拨付比例", lambda use: bool(use.submission.tranches)),
    Section("tranches", "拨付的条件、比例和期限", lambda use: bool(use.submission.tranches)),
    Section("pace", "进度监测的界限", lambda use: use.pace is not None and bool(use.pace.at_risk)),
)


def section_of(key: str) -> Section | None:
    return next((each for each in SECTIONS if key == each.key or key.startswith(f"{each.key}.")), None)


def _is_far_above(use: Use) -> bool:
    return any(row.far_above for row in use.rows)
