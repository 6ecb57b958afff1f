"""Points of rows in forms without a column of points, from the unit's own scores and what a level or goal is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding, Indicator, LevelHeading
from workbook_tools.reading.text import normal

_FULL_MARKS = lazy_pattern("(?:满分|分值)?[:：]?([1-9][0-9]?(?:[.][0-9]{1,2})?)分[,，;；。(（]")
_WORTH = (80, 90, 100)  # with what the execution of the budget is worth, or without


def with_inferred_points(
    rows: Sequence[Indicator],
    headings: Sequence[LevelHeading],
    goal_points: Mapping[int, Decimal],
    findings: list[Finding],
) -> list[Indicator]:
    """The rows with points, where no row of the form has any.

    What a level (`产出指标（40分）`) or else a goal (`年度绩效目标1（40分）`) is worth must be what its scores add up
    to, as they are or raised to whole points: 19.6 of 20. Then each row is worth its score so raised.
    """
    if any(row.points is not None for row in rows):
        return list(rows)
    if (ruled := _by_rules(rows)) is not None:
        return ruled
    levels = {heading.level1: heading.points for heading in headings if heading.level == 1 and heading.points}
    groups: dict[tuple[str, Decimal], list[int]] = {}
    for place, row in enumerate(rows):
        worth = levels.get(row.level1) or goal_points.get(row.row)
        name = row.level1 if row.level1 in levels else f"第{row.table.header_row}行起的目标"
        if worth is not None:
            groups.setdefault((name, worth), []).append(place)
    inferred = list(rows)
    for (name, worth), places in groups.items():
        points = _points([rows[place].stated_score for place in places], worth)
        if points is None:
            continue
        first = rows[places[0]]
        findings.append(
            finding(
                "O111",
                first.table.sheet,
                first.at("stated_score"),
                level=name,
                total=as_digits(worth),
                count=len(places),
            )
        )
        for place, each in zip(places, points, strict=True):
            inferred[place] = replace(rows[place], points=each)
    return inferred


def _by_rules(rows: Sequence[Indicator]) -> list[Indicator] | None:
    """`50分，按完成比例得分`: the points of each row, where all rows begin so and make what a form is worth."""
    begins = [_FULL_MARKS.match(normal(row.scoring_rule)) for row in rows]
    points = [Decimal(match[1]) for match in begins if match is not None]
    if len(points) < len(rows) or sum(points) not in _WORTH:
        return None
    if any((row.stated_score or 0) > worth for row, worth in zip(rows, points, strict=True)):
        return None
    return [replace(row, points=worth) for row, worth in zip(rows, points, strict=True)]


def _points(scores: Sequence[Decimal | None], worth: Decimal) -> list[Decimal] | None:
    given = [score for score in scores if score is not None and score >= 0]
    if len(given) < len(scores):
        return None
    for points in (given, [score.to_integral_value(ROUND_CEILING) for score in given]):
        if sum(points) == worth and all(points):
            return points
    return None
