"""Levels, totals and the grade. A total is the sum of the printed rows; what is open is a range, never a silent 0."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.funds import Funds
from workbook_tools.evaluation.scheme import TOTAL_POINTS, Scheme, bare_text
from workbook_tools.model import LevelScore, MissingPoints, ScoredRow, Submission

EXECUTION = "预算执行率"


class Totals(NamedTuple):
    levels: tuple[LevelScore, ...]
    score: Decimal | None
    judged_score: Decimal
    score_low: Decimal
    score_high: Decimal
    judged_points: Decimal
    total_points: Decimal
    grade: str
    grade_low: str
    grade_high: str


def total_up(rows: Sequence[ScoredRow], funds: Funds, scheme: Scheme) -> Totals:
    """Level 1 in the sheet's order, then the execution item. `rows` are those that count: without the row that repeats
    the execution item, and without 其中 rows that repeat the one above.
    """
    by_level: dict[str, list[ScoredRow]] = {}
    for row in rows:
        by_level.setdefault(bare_text(row.indicator.level1), []).append(row)
    levels = (*(_level(parts[0].indicator.level1, parts) for parts in by_level.values()), _execution(funds))
    points = sum((level.points for level in levels), ZERO)
    judged = sum((level.judged_points for level in levels), ZERO)
    low = sum((level.score_low for level in levels), ZERO)
    high = sum((level.score_high for level in levels), ZERO)
    earned = sum((level.score for level in levels), ZERO)
    closed = (funds.result.score is not None or not funds.result.points) and all(
        row.score is not None or row.points == 0 for row in rows
    )
    grades = _grades(low, high, points, scheme)
    return Totals(
        levels=levels,
        score=earned if closed else None,
        judged_score=earned,
        score_low=low,
        score_high=high,
        judged_points=judged,
        total_points=points,
        grade=grades[0] if grades[0] == grades[1] else "",
        grade_low=grades[0],
        grade_high=grades[1],
    )


def missing_points(rows: Sequence[ScoredRow], funds: Funds, submission: Submission) -> tuple[MissingPoints, ...]:
    """Of the rows that count: what keeps the total open, most points first, and what to fill in for it."""
    gaps = [
        MissingPoints(row_name(row), row.indicator.table.sheet, row.missing_cell, row.points, row.missing)
        for row in rows
        if row.score is None and row.points and row.missing
    ]
    if funds.missing and funds.result.points:
        sheet, cell = money_place(submission)
        gaps.append(MissingPoints(EXECUTION, sheet, cell, funds.result.points, funds.missing))
    return tuple(sorted(gaps, key=lambda gap: -gap.points))


def _level(name: str, rows: Sequence[ScoredRow]) -> LevelScore:
    return LevelScore(
        name=name,
        points=sum((row.points for row in rows if row.points is not None), ZERO),
        judged_points=sum((row.points for row in rows if row.points is not None and row.score is not None), ZERO),
        score=sum((row.score for row in rows if row.score is not None), ZERO),
        score_low=sum((row.score_low for row in rows), ZERO),
        score_high=sum((row.score_high for row in rows), ZERO),
    )


def _execution(funds: Funds) -> LevelScore:
    points, score = funds.result.points or ZERO, funds.result.score
    if score is None:
        return LevelScore(EXECUTION, points, ZERO, ZERO, ZERO, points, is_execution=True)
    return LevelScore(EXECUTION, points, points, score, score, score, is_execution=True)


def _grades(low: Decimal, high: Decimal, points: Decimal, scheme: Scheme) -> tuple[str, str]:
    """Worst and best grade. Grades are cut on 100 points: points that the table lacks, or has too many, stay open."""
    off = TOTAL_POINTS - points
    return scheme.grade(max(ZERO, low + min(off, ZERO))), scheme.grade(max(ZERO, high + max(off, ZERO)))


def row_name(row: ScoredRow) -> str:
    return f"{row.indicator.name}·{row.item}" if row.list_position is not None else row.indicator.name


def money_place(submission: Submission) -> tuple[str, str]:
    if submission.stated_funds is not None:
        return submission.stated_funds.sheet, submission.stated_funds.cell
    table = submission.tables.get("costs")
    about = submission.information
    return (table.sheet, table.at("spent", table.header_row)) if table else (about.sheet, about.at("annual_funds"))
