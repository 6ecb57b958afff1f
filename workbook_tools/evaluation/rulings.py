"""The office's own scores beside those that staff gave themselves and those that were computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import Evaluation, ScoredRow, Submission
from workbook_tools.model.ruling import Ruling, RulingResult


def self_score_of(submission: Submission, evaluation: Evaluation) -> Decimal | None:
    """自评总分: as a form prints it, else the sum of 自评得分 where every point has one; None else."""
    if submission.stated_total is not None:
        return submission.stated_total
    stated = [row for row in submission.indicators if row.points is not None]
    points = sum((row.points for row in stated if row.points is not None), Decimal(0))
    scores = [row.stated_score for row in stated if row.stated_score is not None]
    whole = bool(scores) and len(scores) == len(stated) and points == evaluation.total_points
    return sum(scores, Decimal(0)) if whole else None


def beside_rulings(
    rulings: Sequence[Ruling], submission: Submission, evaluation: Evaluation
) -> tuple[RulingResult, ...]:
    """Each ruling with the station's own score and the computed one: the whole first, then the indicators."""
    whole = [each for each in rulings if not each.indicator]
    found = [RulingResult(each, "", self_score_of(submission, evaluation), evaluation.score) for each in whole]
    return (*found, *(_of_indicator(each, evaluation) for each in rulings if each.indicator))


def _of_indicator(ruling: Ruling, evaluation: Evaluation) -> RulingResult:
    """A name of level 3 stands for all rows below it, the name of an item for that row alone."""
    wanted = bare_text(ruling.indicator)
    rows = [row for row in evaluation.rows if wanted in _names(row)]
    if not rows:
        return RulingResult(ruling, ruling.indicator, None, None, known=False)
    groups = {row.indicator.group for row in rows}
    if len(groups) > 1:  # two indicators of one name: which is meant is not known
        return RulingResult(ruling, ruling.indicator, None, None, known=False)
    return RulingResult(ruling, ruling.indicator, _sum(_stated(rows)), _sum(row.score for row in rows))


def _names(row: ScoredRow) -> set[str]:
    indicator = row.indicator
    return {bare_text(name) for name in (indicator.level3, indicator.name, row.item) if name}


def _stated(rows: Iterable[ScoredRow]) -> list[Decimal | None]:
    """Of each row of the sheet once, however many items its cell has."""
    return list({row.indicator.row: row.indicator.stated_score for row in rows}.values())


def _sum(scores: Iterable[Decimal | None]) -> Decimal | None:
    known = list(scores)
    if not known or any(each is None for each in known):
        return None
    return sum((each for each in known if each is not None), Decimal(0))
