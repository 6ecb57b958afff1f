"""A scheme file's data, checked key by key: every problem is named, none stops the search for the next.

The shape of a file is what `fiscal-2020.toml` shows. Figures arrive as `int` or `Decimal`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeVar

from workbook_tools.evaluation.scheme import (
    ONE,
    TOTAL_POINTS,
    AssessorWeight,
    GradeCut,
    Level,
    RangeBand,
    RatingBand,
    Scheme,
    ShareRule,
    TrancheRule,
)

Record = TypeVar("Record")

RATINGS = ("达成", "部分达成", "未达成")
MOST_ENTRIES = 200  # of any list in a scheme
LONGEST_TEXT = 200


class Problem(NamedTuple):
    """A catalogue code and the figures of its message, without the file's name."""

    code: str
    figures: dict[str, object]


def scheme_from(name: str, data: Mapping[str, object]) -> tuple[Scheme | None, list[Problem]]:
    """The scheme that the data describe, or None and everything that is wrong with them."""
    problems: list[Problem] = []
    top = _Keys(data, "", problems)
    points, rows, grades, money = top.table("points"), top.table("rows"), top.table("grades"), top.table("money")
    pace = top.table("pace", optional=True)
    scheme = Scheme(
        name=name,
        title=top.text("title"),
        source=top.text("source"),
        execution_points=points.number("execution", TOTAL_POINTS),
        levels=tuple(_level(each) for each in points.tables("levels")),
        ceiling_rule=rows.choice("ceiling", ("ratio", "linear", "all-or-nothing")),  # type: ignore[arg-type]
        equal_rule=rows.choice("equal", ("at-least", "exact")),  # type: ignore[arg-type]
        range_bands=tuple(_range_band(each) for each in rows.tables("range_bands")),
        over_target=rows.number("over_target", Decimal(100), ONE),
        over_target_deduction=rows.number("over_target_deduction", ONE),
        smaller_is_better=rows.words("smaller_is_better"),
        larger_is_better=rows.words("larger_is_better"),
        ratings=tuple(_rating(each) for each in top.tables("ratings")),
        grades=tuple(_grade(each) for each in grades.tables("fiscal")),
        station_grades=tuple(_grade(each) for each in grades.tables("station")),
        station_passes=grades.words("passes"),
        execution_window=money.number("execution_window", ONE),
        execution_full_in_window=money.flag("execution_full_in_window"),
        line_deviation=money.number("line_deviation", ONE),
        shares=tuple(_share(each) for each in money.tables("shares")),
        pace_on_track=pace.number("on_track", ONE * 2, default=ONE),
        pace_behind=pace.number("behind", ONE * 2, default=Decimal("0.8")),
        assessors=tuple(_assessor(each) for each in top.tables("assessors")),
        tranches=tuple(_tranche(each) for each in top.tables("tranches")),
    )
    for keys in (points, rows, grades, money, pace, top):
        keys.finish()
    if not problems:
        problems += consistency(scheme)
    return (None if problems else scheme), problems


def consistency(scheme: Scheme) -> Iterator[Problem]:
    """What no single key shows: sums and orders."""
    total = scheme.execution_points + sum((level.points for level in scheme.levels), Decimal(0))
    if total != TOTAL_POINTS:
        parts = "＋".join(
            [f"预算执行率 {scheme.execution_points:f}", *(f"{each.name} {each.points:f}" for each in scheme.levels)]
        )
        yield Problem("C006", {"parts": parts, "total": f"{total:f}"})
    for key, cuts in (("grades.fiscal", scheme.grades), ("grades.station", scheme.station_grades)):
        bounds = [cut.at_least for cut in cuts]
        if not cuts or bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0:
            yield Problem("C007", {"key": key, "rule": "等级要从高到低写，分数线各不相同，最后一级从 0 分开始"})
    if unknown := [
        grade for grade in scheme.station_passes if grade not in {cut.name for cut in scheme.station_grades}
    ]:
        yield Problem("C007", {"key": "grades.passes", "rule": f"“{unknown[0]}”不是 grades.station 里的等级"})
    if not _ratings_join(scheme.ratings):
        rule = "达成、部分达成、未达成三档各写一次，从 1 到 0 首尾相接"
        yield Problem("C007", {"key": "ratings", "rule": rule})
    weights = sum((each.weight for each in scheme.assessors), Decimal(0))
    if weights != ONE:
        rule = f"各评估主体的权重合计要等于 1，现在是 {weights:f}"
        yield Problem("C007", {"key": "assessors.weight", "rule": rule})
    if scheme.pace_behind > scheme.pace_on_track:
        yield Problem("C007", {"key": "pace.behind", "rule": "进度偏慢下限不能高于进度正常下限"})
    limits = [band.within for band in scheme.range_bands]
    if limits != sorted(set(limits)):
        yield Problem("C007", {"key": "rows.range_bands", "rule": "within 要由小到大写"})


def nearest(name: str, names: Mapping[str, object] | list[str] | tuple[str, ...]) -> str:
    """The one of `names` that is most like a misspelt one; "" if none is."""
    from difflib import get_close_matches  # only for files that are refused

    return next(iter(get_close_matches(name, list(names), 1, 0.6)), "")


def _level(keys: _Keys) -> Level:
    return keys.finished(
        Level(keys.text("name"), keys.number("points", TOTAL_POINTS), keys.words("aliases", optional=True))
    )


def _range_band(keys: _Keys) -> RangeBand:
    return keys.finished(RangeBand(keys.number("within", ONE), keys.number("earns", ONE)))


def _rating(keys: _Keys) -> RatingBand:
    band = RatingBand(
        keys.choice("rating", RATINGS),
        keys.number("from", ONE),
        keys.number("to", ONE),
        keys.words("words", optional=True),
    )
    return keys.finished(band)


def _grade(keys: _Keys) -> GradeCut:
    return keys.finished(GradeCut(keys.text("name"), keys.number("from", TOTAL_POINTS)))


def _share(keys: _Keys) -> ShareRule:
    rule = ShareRule(
        keys.text("title"),
        keys.words("categories"),
        keys.choice("operator", ("≥", "≤")),  # type: ignore[arg-type]
        keys.number("limit", ONE),
    )
    return keys.finished(rule)


def _assessor(keys: _Keys) -> AssessorWeight:
    return keys.finished(AssessorWeight(keys.text("name"), keys.number("weight", ONE), keys.words("words")))


def _tranche(keys: _Keys) -> TrancheRule:
    rule = TrancheRule(
        condition=keys.text("condition"),
        share=keys.optional_number("share", ONE),
        working_days=int(keys.number("working_days", Decimal(366), ONE)),
        counted_from=keys.choice("counted_from", ("effective", "application")),  # type: ignore[arg-type]
        period=keys.text("period", optional=True),
        words=keys.words("words", optional=True),
    )
    return keys.finished(rule)


def _ratings_join(bands: tuple[RatingBand, ...]) -> bool:
    by_name = {band.rating: band for band in bands}
    if len(bands) != len(RATINGS) or set(by_name) != set(RATINGS):
        return False
    met, partly, unmet = (by_name[name] for name in RATINGS)
    return met.high == ONE > met.low == partly.high > partly.low == unmet.high > unmet.low == 0


class _Keys:
    """One table of the file: takes keys out of it with their type checked, and names those that nobody took."""

    def __init__(self, data: Mapping[str, object], path: str, problems: list[Problem]) -> None:
        self.data, self.path, self.problems = data, path, problems
        self.known: list[str] = []

    def table(self, key: str, *, optional: bool = False) -> _Keys:
        value = self._take(key, optional=optional)
        if value is not None and not isinstance(value, Mapping):
            self._wrong(key, f"一组设置（写在 [{self._path(key)}] 下面）")
        return _Keys(value if isinstance(value, Mapping) else {}, self._path(key), self._unless(value))

    def tables(self, key: str) -> list[_Keys]:
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > MOST_ENTRIES or not all(isinstance(e, Mapping) for e in value):
            self._wrong(key, f"若干组设置（每组一个 [[{self._path(key)}]]，最多 {MOST_ENTRIES} 组）")
            return []
        return [_Keys(each, f"{self._path(key)}[{place}]", self.problems) for place, each in enumerate(value, 1)]

    def text(self, key: str, *, optional: bool = False) -> str:
        value = self._take(key, optional=optional)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            self._wrong(key, f"文字（不空，最多 {LONGEST_TEXT} 字）")
            return ""
        return value.strip()

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        value = self._take(key)
        if value is not None and value not in choices:
            self._wrong(key, "、".join(f"“{each}”" for each in choices) + "之一")
        return value if isinstance(value, str) and value in choices else choices[0]

    def number(
        self, key: str, most: Decimal, least: Decimal = Decimal(0), *, default: Decimal | None = None
    ) -> Decimal:
        value = self._take(key, optional=default is not None)
        if value is None:
            return least if default is None else default
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._wrong(key, f"{least} 到 {most} 的数")
            return least
        number = Decimal(value)
        if not number.is_finite() or not least <= number <= most:
            self._wrong(key, f"{least} 到 {most} 的数")
            return least
        return number

    def optional_number(self, key: str, most: Decimal) -> Decimal | None:
        if key in self.data:
            return self.number(key, most)
        self.known.append(key)
        return None

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self._wrong(key, "true 或 false")
        return value is True

    def words(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        value = self._take(key, optional=optional)
        if value is None:
            return ()
        if (
            not isinstance(value, list)
            or len(value) > MOST_ENTRIES
            or not all(isinstance(each, str) and each.strip() and len(each) <= LONGEST_TEXT for each in value)
        ):
            self._wrong(key, '若干文字，例如 ["产出", "产出指标"]')
            return ()
        return tuple(each.strip() for each in value)

    def finish(self) -> None:
        for key in self.data:
            if key not in self.known:
                near = nearest(key, self.known)
                hint = f"是否想写“{near}”" if near else "这里可以写：" + "、".join(self.known)
                self.problems.append(Problem("C003", {"key": self._path(key), "hint": hint}))

    def finished(self, record: Record) -> Record:
        self.finish()
        return record

    def _take(self, key: str, *, optional: bool = False) -> object:
        self.known.append(key)
        if key not in self.data and not optional:
            self.problems.append(Problem("C005", {"key": self._path(key)}))
        return self.data.get(key)

    def _wrong(self, key: str, expected: str) -> None:
        shown = str(self.data[key])
        self.problems.append(Problem("C004", {"key": self._path(key), "value": shown, "expected": expected}))

    def _unless(self, value: object) -> list[Problem]:
        """A table that is missing is one problem, not one for each of its keys."""
        return self.problems if isinstance(value, Mapping) else []

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key
