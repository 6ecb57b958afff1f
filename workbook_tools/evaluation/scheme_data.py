"""A scheme file's data, checked key by key: every problem is named, none stops the search for the next.

The shape of a file is what `fiscal-2020.toml` shows. Figures arrive as `int` or `Decimal`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from workbook_tools.basis.operators import Operator
from workbook_tools.evaluation.periods import FINAL, kind_of
from workbook_tools.evaluation.scheme import (
    ONE,
    TOTAL_POINTS,
    AssessorWeight,
    Directions,
    GradeCut,
    Level,
    PeriodShare,
    RangeBand,
    RatingBand,
    Scheme,
    ShareRule,
    TrancheRule,
)
from workbook_tools.evaluation.scheme_keys import Keys, Problem
from workbook_tools.evaluation.setting_values import (
    CEILING,
    EQUAL,
    FAR_ABOVE,
    PACE,
    POINTS,
    SCORERS,
    SHARE,
    WORKING_DAYS,
    Number,
)

ZERO = Decimal(0)
RATINGS = ("达成", "部分达成", "未达成")


def scheme_from(name: str, data: Mapping[str, object]) -> tuple[Scheme | None, list[Problem]]:
    """The scheme that the data describe, or None and everything that is wrong with them."""
    problems: list[Problem] = []
    top = Keys(data, "", problems)
    points, rows, grades, money = top.table("points"), top.table("rows"), top.table("grades"), top.table("money")
    pace, assessment = top.table("pace", optional=True), top.table("assessment", optional=True)
    scheme = Scheme(
        name=name,
        title=top.text("title"),
        source=top.text("source"),
        execution_points=_number(points, "execution", POINTS),
        levels=tuple(_level(each) for each in points.tables("levels")),
        ceiling_rule=rows.choice("ceiling", CEILING.choices),  # type: ignore[arg-type]
        equal_rule=rows.choice("equal", EQUAL.choices),  # type: ignore[arg-type]
        range_bands=tuple(_range_band(each) for each in rows.tables("range_bands")),
        over_target=_number(rows, "over_target", FAR_ABOVE),
        row_bonus=rows.number("bonus", POINTS.most, default=ZERO),
        total_bonus=rows.number("bonus_total", POINTS.most, default=POINTS.most),
        over_target_deduction=_number(rows, "over_target_deduction", SHARE),
        directions=Directions(
            smaller=rows.long_words("smaller_is_better"),
            larger=rows.long_words("larger_is_better"),
            costs=rows.long_words("costs", optional=True),
            not_a_cost=rows.long_words("not_a_cost", optional=True),
            counted_as=rows.long_words("counted_as", optional=True),
            spoilt_by=rows.long_words("spoilt_by", optional=True),
            remedies=rows.long_words("remedies", optional=True),
            work=rows.long_words("kinds_of_work", optional=True),
            unclear=rows.long_words("direction_unclear", optional=True),
        ),
        ratings=tuple(_rating(each) for each in top.tables("ratings")),
        grades=tuple(_grade(each) for each in grades.tables("fiscal")),
        station_grades=tuple(_grade(each) for each in grades.tables("station")),
        station_passes=grades.words("passes"),
        execution_window=_number(money, "execution_window", SHARE),
        execution_full_in_window=money.flag("execution_full_in_window"),
        line_deviation=_number(money, "line_deviation", SHARE),
        shares=tuple(_share(each) for each in money.tables("shares")),
        pace_on_track=pace.number("on_track", PACE.most, default=ONE),
        pace_behind=pace.number("behind", PACE.most, default=Decimal("0.8")),
        assessors=tuple(_assessor(each) for each in top.tables("assessors")),
        tranches=tuple(_tranche(each) for each in top.tables("tranches")),
        scorers=assessment.choice("scorers", SCORERS.choices, optional=True),  # type: ignore[arg-type]
        finance_periods=assessment.words("finance", optional=True, default=(FINAL,)),
        combined=tuple(_period_share(each) for each in assessment.tables("combined", optional=True)),
        unverified=top.words("unverified", optional=True),
    )
    for keys in (points, rows, grades, money, pace, assessment, top):
        keys.finish()
    if not problems:
        problems += [*consistency(scheme), *_marks_that_mark_nothing(scheme, data)]
    return (None if problems else scheme), problems


def consistency(scheme: Scheme) -> Iterator[Problem]:
    """What no single key shows: sums and orders."""
    total = scheme.execution_points + sum((level.points for level in scheme.levels), Decimal(0))
    if total != TOTAL_POINTS:
        parts = "＋".join(
            [f"预算执行率 {scheme.execution_points:f}", *(f"{each.name} {each.points:f}" for each in scheme.levels)]
        )
        yield Problem("C006", {"key": "points", "parts": parts, "total": f"{total:f}"})
    for key, cuts in (("grades.fiscal", scheme.grades), ("grades.station", scheme.station_grades)):
        bounds = [cut.at_least for cut in cuts]
        is_wrong = bounds != sorted(set(bounds), reverse=True) or bounds[-1:] != [0]
        if is_wrong and (cuts or key == "grades.fiscal"):  # a scheme that names no place grades no station
            yield Problem("C007", {"key": key, "rule": "等级要从高到低写，分数线各不相同，最后一级从 0 分开始"})
    if scheme.station_grades and (
        unknown := [
            grade for grade in scheme.station_passes if grade not in {cut.name for cut in scheme.station_grades}
        ]
    ):
        yield Problem("C007", {"key": "grades.passes", "rule": f"“{unknown[0]}”不是 grades.station 里的等级"})
    if not _ratings_join(scheme.ratings):
        rule = "达成、部分达成、未达成三档各写一次，从 1 到 0 首尾相接"
        yield Problem("C007", {"key": "ratings", "rule": rule})
    weights = sum((each.weight for each in scheme.assessors), Decimal(0))
    if scheme.assessors and weights != ONE:
        rule = f"各评估主体的权重合计要等于 1，现在是 {weights:f}"
        yield Problem("C007", {"key": "assessors.weight", "rule": rule})
    if scheme.pace_behind > scheme.pace_on_track:
        yield Problem("C007", {"key": "pace.behind", "rule": "进度偏慢下限不能高于进度正常下限"})
    yield from _station_rules(scheme)
    limits = [band.within for band in scheme.range_bands]
    if limits != sorted(set(limits)):
        yield Problem("C007", {"key": "rows.range_bands", "rule": "within 要由小到大写"})


def _number(keys: Keys, key: str, value: Number) -> Decimal:
    return keys.number(key, value.most, value.least)


def _level(keys: Keys) -> Level:
    return keys.finished(
        Level(keys.text("name"), _number(keys, "points", POINTS), keys.words("aliases", optional=True))
    )


def _range_band(keys: Keys) -> RangeBand:
    return keys.finished(RangeBand(keys.number("within", ONE), keys.number("earns", ONE)))


def _rating(keys: Keys) -> RatingBand:
    band = RatingBand(
        keys.choice("rating", RATINGS),
        keys.number("from", ONE),
        keys.number("to", ONE),
        keys.words("words", optional=True),
    )
    return keys.finished(band)


def _grade(keys: Keys) -> GradeCut:
    return keys.finished(GradeCut(keys.text("name"), _number(keys, "from", POINTS)))


def _share(keys: Keys) -> ShareRule:
    rule = ShareRule(
        keys.text("title"),
        keys.words("categories"),
        Operator(keys.choice("operator", (Operator.GE, Operator.LE))),
        keys.number("limit", ONE),
    )
    return keys.finished(rule)


def _assessor(keys: Keys) -> AssessorWeight:
    return keys.finished(AssessorWeight(keys.text("name"), _number(keys, "weight", SHARE), keys.words("words")))


def _period_share(keys: Keys) -> PeriodShare:
    return keys.finished(PeriodShare(keys.text("period"), _number(keys, "weight", SHARE)))


def _tranche(keys: Keys) -> TrancheRule:
    rule = TrancheRule(
        condition=keys.text("condition"),
        share=keys.optional_number("share", SHARE.most),
        working_days=keys.optional_whole_number("working_days", int(WORKING_DAYS.most)),
        counted_from=keys.choice("counted_from", ("effective", "application")),  # type: ignore[arg-type]
        period=keys.text("period", optional=True),
        words=keys.words("words", optional=True),
        after_rectification=keys.flag("after_rectification", optional=True),
    )
    return keys.finished(rule)


def has_key(data: object, key: str) -> bool:
    """Whether a dotted key stands in the data of a file; within a list, in any of its tables."""
    name, _, rest = key.partition(".")
    if isinstance(data, list):
        return any(has_key(each, key) for each in data)
    if not isinstance(data, Mapping) or name not in data:
        return False
    return not rest or has_key(data[name], rest)


def _marks_that_mark_nothing(scheme: Scheme, data: Mapping[str, object]) -> Iterator[Problem]:
    for mark in scheme.unverified:
        if not has_key(data, mark):
            yield Problem("C007", {"key": "unverified", "rule": f"“{mark}”不是方案里的项目"})


def _station_rules(scheme: Scheme) -> Iterator[Problem]:
    """Assessors, tranches and periods: each once, shares that make a whole, periods that there are."""
    for key, names in (
        ("assessors.name", [each.name for each in scheme.assessors]),
        ("tranches.condition", [each.condition for each in scheme.tranches]),
        ("grades.station", [each.name for each in scheme.station_grades]),
        ("grades.fiscal", [each.name for each in scheme.grades]),
    ):
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            yield Problem("C007", {"key": key, "rule": f"“{twice}”写了两次，只留一个"})
    whole = sum((each.weight for each in scheme.combined), Decimal(0))
    if scheme.combined and whole != ONE:
        rule = f"各期占综合得分的比例合计要等于 1，现在是 {whole:f}"
        yield Problem("C007", {"key": "assessment.combined", "rule": rule})
    shares = [each.share for each in scheme.tranches if each.share is not None]
    if shares and sum(shares, Decimal(0)) != ONE:
        rule = f"各期拨付比例合计要等于 1，现在是 {sum(shares, Decimal(0)):f}；整改合格不另计比例"
        yield Problem("C007", {"key": "tranches.share", "rule": rule})
    periods = [("tranches.period", each.period) for each in scheme.tranches if each.period]
    for key, period in (*periods, *(("assessment.finance", each) for each in scheme.finance_periods)):
        if not kind_of(period):
            yield Problem("C007", {"key": key, "rule": f"“{period}”看不出是中期还是末期"})


def _ratings_join(bands: tuple[RatingBand, ...]) -> bool:
    by_name = {band.rating: band for band in bands}
    if len(bands) != len(RATINGS) or set(by_name) != set(RATINGS):
        return False
    met, partly, unmet = (by_name[name] for name in RATINGS)
    return met.high == ONE > met.low == partly.high > partly.low == unmet.high > unmet.low == 0
