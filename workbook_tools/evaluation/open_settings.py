"""Settings that only a place could give, given by the workbook itself: what its scheme leaves open, 评分规则 may fill.

A national scheme has no weights, no limits of shares, no grades of stations and no terms of payment. Where 评分规则
gives some of a group, the rest of it is what 评估评分 and 资金拨付 say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import Operator
from workbook_tools.evaluation.assessors import is_finance, is_whole
from workbook_tools.evaluation.panels import Panels, panels_of
from workbook_tools.evaluation.periods import period_of
from workbook_tools.evaluation.scheme import AssessorWeight, GradeCut, PeriodShare, Scheme, ShareRule, bare_text
from workbook_tools.evaluation.setting_values import POINTS, SHARE
from workbook_tools.evaluation.settings import (
    COMBINED,
    PERIOD_SHARE,
    PERIOD_TEXT,
    SHARE_TEXT,
    STATION_TEXT,
    WEIGHT_TEXT,
    Setting,
    share_title,
    tranche_settings,
)
from workbook_tools.evaluation.station_verdicts import station_scale
from workbook_tools.model import Assessment, Submission
from workbook_tools.model.fields import COLUMNS

WEIGHTS, SHARES, CUTS, LIMITS = "assessors.weight", "tranches.share", "grades.station", "money.shares"
LOCAL = (
    "assessors",
    "tranches",
    "grades.station",
    "money.shares",
    COMBINED,
)  # what only a place, or the workbook, can give

_WEIGHT_NAME = lazy_pattern(r"(.{1,30})权重")
_LIMIT_NAME = lazy_pattern(r"(.{2,40})占比([上下])限")
_BETWEEN = lazy_pattern(r"[()、/和与]")
_OFFICE = lazy_pattern(r"^[省市区县]")
_ENDINGS = ("评估机构", "评估单位", "机构")
_TOWN = frozenset("乡镇街道")


def completed(scheme: Scheme, names: Sequence[str], submission: Submission) -> Scheme:
    """The scheme with what the sheets say of the groups that rules of these names belong to."""
    if not scheme.assessors and any(_WEIGHT_NAME.fullmatch(bare_text(name)) for name in names):
        scheme = scheme._replace(assessors=_weights_of(submission, scheme))
    shares = any(bare_text(name).endswith("拨付比例") for name in names)
    if shares and all(each.share is None for each in scheme.tranches):
        given = _shares_of(submission, scheme)
        tranches = (each._replace(share=given.get(each.condition)) for each in scheme.tranches)
        scheme = scheme._replace(tranches=tuple(tranches))
    return scheme


def open_settings(scheme: Scheme) -> Iterator[Setting]:
    """What the scheme has no value for. The assessors' weights are not among them: their names are the workbook's."""
    if not scheme.station_grades:
        yield from (_cut(name, scheme) for name in station_scale(scheme)[:-1])
    yield from tranche_settings(scheme, is_open=True)


def open_setting(name: str, scheme: Scheme) -> Setting | None:
    """The setting of this name that the scheme has no value for; None where there is none."""
    wanted = bare_text(name)
    found = next((each for each in open_settings(scheme) if bare_text(each.name) == wanted), None)
    if found is not None:
        return found
    weight, limit = _WEIGHT_NAME.fullmatch(wanted), _LIMIT_NAME.fullmatch(wanted)
    if weight is not None and not scheme.names_a_place:
        return _weight(name.strip().removesuffix("权重").strip())
    period = wanted.removesuffix(PERIOD_SHARE)
    if period != wanted and period and not scheme.combined:
        return _period_share(name.strip().removesuffix(PERIOD_SHARE).strip())
    if limit is not None and not scheme.shares:
        categories = tuple(_BETWEEN.split(limit[1]))
        known = next(column.choices for column in COLUMNS["costs"] if column.field == "category")
        if set(categories) <= set(known):
            return _limit(name.strip(), categories, Operator.GE if limit[2] == "下" else Operator.LE)
    return None


def is_incomplete(scheme: Scheme) -> bool:
    """Whether some of the station's grades have a bound and some have none."""
    given = {cut.name for cut in scheme.station_grades}
    return bool(given) and not given.issuperset(scheme.station_passes)


def _weight(assessor: str) -> Setting:
    def own(scheme: Scheme) -> AssessorWeight | None:
        words = (bare_text(assessor), *_words(assessor))
        named = (each for each in scheme.assessors if each.name == assessor)
        alike = (
            each
            for each in scheme.assessors
            if bare_text(each.name) in words[0] or any(word in bare_text(each.name) for word in words)
        )
        return next(named, None) or next(alike, None)

    def put(scheme: Scheme, new: Any) -> Scheme:
        before = own(scheme)
        words = tuple(dict.fromkeys((bare_text(assessor), *(before.words if before else ()), *_words(assessor))))
        given = AssessorWeight(assessor, new, words)
        if before is None:
            return scheme._replace(assessors=(*scheme.assessors, given))
        return scheme._replace(assessors=tuple(given if each is before else each for each in scheme.assessors))

    return Setting(f"{assessor}权重", WEIGHTS, SHARE, WEIGHT_TEXT, _nothing_yet, put)


def _period_share(period: str) -> Setting:
    def put(scheme: Scheme, new: Any) -> Scheme:
        return scheme._replace(combined=(*scheme.combined, PeriodShare(period, new)))

    return Setting(f"{period}{PERIOD_SHARE}", COMBINED, SHARE, PERIOD_TEXT, _nothing_yet, put)


def _words(assessor: str) -> Iterator[str]:
    """What an assessor may be called: 镇 and 街 for 镇（街）, 民政局 for 区民政局, 第三方 for 第三方评估机构."""
    for part in _BETWEEN.split(bare_text(assessor)):
        if part and _TOWN.issuperset(part):
            yield from (character for character in part if character != "道")
        elif part:
            ending = next((each for each in _ENDINGS if part.endswith(each) and part != each), "")
            yield _OFFICE.sub("", part.removesuffix(ending)) or part


def _limit(name: str, categories: tuple[str, ...], operator: Operator) -> Setting:
    def put(scheme: Scheme, new: Any) -> Scheme:
        rule = ShareRule(share_title(categories, operator, new), categories, operator, new)
        return scheme._replace(shares=(*scheme.shares, rule))

    return Setting(name, LIMITS, SHARE, SHARE_TEXT, _nothing_yet, put)


def _cut(name: str, scheme: Scheme) -> Setting:
    """A bound of the station's grades; the failing one begins at 0."""
    *_, failing = scale = station_scale(scheme)

    def put(scheme: Scheme, new: Any) -> Scheme:
        cuts = {cut.name: cut.at_least for cut in scheme.station_grades} | {name: new, failing: Decimal(0)}
        return scheme._replace(station_grades=tuple(GradeCut(grade, cuts[grade]) for grade in scale if grade in cuts))

    return Setting(f"{name}分数线", CUTS, POINTS, STATION_TEXT, _nothing_yet, put)


def _nothing_yet(_: Scheme) -> None:
    """What a setting has under the scheme that it is open in."""


def _weights_of(submission: Submission, scheme: Scheme) -> tuple[AssessorWeight, ...]:
    """The weights of the last period whose weights make a whole, else of the one with the most of them."""
    periods: dict[str, list[Assessment]] = {}
    for row in submission.assessments:
        if not is_finance(row) and not is_whole(row):
            periods.setdefault(period_of(row.period), []).append(row)
    best: Panels | None = None
    for rows in periods.values():
        panels = panels_of(rows, scheme)
        if best is None or _rank(panels) >= _rank(best):
            best = panels
    return tuple(
        AssessorWeight(each.name, each.weight, (bare_text(each.name),))
        for each in (best.panels if best is not None else ())
        if each.weight is not None
    )


def _rank(panels: Panels) -> tuple[bool, int]:
    return panels.whole, sum(each.weight is not None for each in panels.panels)


def _shares_of(submission: Submission, scheme: Scheme) -> dict[str, Decimal]:
    given: dict[str, Decimal] = {}
    for row in submission.tranches:
        rule = scheme.tranche(row.condition)
        if rule is not None and not rule.after_rectification and row.share is not None:
            given[rule.condition] = given.get(rule.condition, Decimal(0)) + row.share
    return given
