"""提档: what a unit of each row is worth, and the cheapest set of rows that reaches each grade above.

What is not judged is never given a score: where points are open, every path is told twice, with all of them lost and
with all of them won, and the rows that alone could settle the grade are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from workbook_tools.evaluation.earning import execution_earns
from workbook_tools.evaluation.figures import ONE, ZERO, share_of
from workbook_tools.evaluation.funds import Funds
from workbook_tools.evaluation.levers import Lever, execution_lever, row_lever
from workbook_tools.evaluation.scheme import TOTAL_POINTS, GradeCut, Scheme, grade_of
from workbook_tools.evaluation.totals import EXECUTION, Totals, money_place, row_name
from workbook_tools.model import Lift, LiftPath, LiftStep, Reading, ScoredRow, Settling, Submission, UnitWorth

_Place = tuple[str, str, str, Decimal, Decimal | None]  # name, sheet, cell, points, score


def lift(rows: Sequence[ScoredRow], funds: Funds, totals: Totals, scheme: Scheme, submission: Submission) -> Lift:
    """`rows` are those that count, each once. The grade is read off the sum of the printed scores, as everywhere."""
    by_rate = funds.result.execution_rate is not None
    twins = [row for row in rows if row.indicator.is_execution and by_rate]
    money = money_place(submission)
    found = [None if row in twins else row_lever(row, scheme, place, row_name(row)) for place, row in enumerate(rows)]
    execution = execution_lever(funds, twins, scheme, len(rows), money)
    levers = [lever for lever in (*found, execution) if lever is not None]
    worths = [
        _worth(row, lever, execution if row in twins else None)
        for row, lever in zip(rows, found, strict=True)
        if row.points
    ]
    if funds.result.points:
        worths.append(_execution_worth(funds, execution, money, scheme))
    low, high = _ends(totals)
    cuts = sorted(scheme.grades, key=lambda cut: cut.at_least)
    above = [cut for cut in cuts if cut.at_least > low and cut.name != grade_of(scheme.grades, low)]
    return Lift(
        rows=tuple(worths),
        paths=tuple(_paths(levers, above, low, high)),
        settling=tuple(_settling(rows, funds, money, cuts, low, high)),
        is_best=not above,
    )


def _ends(totals: Totals) -> tuple[Decimal, Decimal]:
    """The total with everything open lost, and won. Points that the table lacks, or has too many, are open too."""
    off = TOTAL_POINTS - totals.total_points
    return max(ZERO, totals.score_low + min(off, ZERO)), max(ZERO, totals.score_high + max(off, ZERO))


def _paths(levers: Sequence[Lever], above: Sequence[GradeCut], low: Decimal, high: Decimal) -> Iterator[LiftPath]:
    for cut in above:
        if low == high:
            yield _path(levers, cut, "", low)
        else:
            yield _path(levers, cut, "lowest", low)
            yield _path(levers, cut, "highest", high)


def _path(levers: Sequence[Lever], cut: GradeCut, reading: Reading, total: Decimal) -> LiftPath:
    best = total + Decimal(sum(lever.gain for lever in levers)).scaleb(-2)
    missing = int((cut.at_least - total).scaleb(2).to_integral_value("ROUND_CEILING"))
    if missing <= 0:
        return LiftPath(cut.name, cut.at_least, reading, total, best, "reached")
    from workbook_tools.evaluation.cheapest import cheapest

    raises = cheapest(levers, missing)
    if raises is None:
        return LiftPath(cut.name, cut.at_least, reading, total, best, "out of reach")
    steps = tuple(_step(lever, figure) for lever, figure in raises)
    reached = total + sum((step.gain for step in steps), ZERO)
    effort = sum((step.effort for step in steps), ZERO)
    return LiftPath(cut.name, cut.at_least, reading, total, best, "open", steps, reached, effort)


def _step(lever: Lever, figure: Decimal | None) -> LiftStep:
    scale = lever.scale
    gain = Decimal(lever.gain).scaleb(-2) if scale is None or figure is None else scale.score(figure) - lever.score
    return LiftStep(
        name=lever.name,
        sheet=lever.sheet,
        cell=lever.cell,
        start=scale.start if scale else None,
        to=figure,
        unit=scale.unit if scale else "",
        gain=gain,
        effort=Decimal(lever.effort(figure)).scaleb(-4),
        words=lever.way(figure),
    )


def _worth(row: ScoredRow, lever: Lever | None, shared: Lever | None) -> UnitWorth:
    assert row.points is not None
    indicator, score = row.indicator, row.score
    place = row_name(row), indicator.table.sheet, indicator.at("actual"), row.points, score
    if score is None:
        return UnitWorth(*place, gain=None, worth=None)
    if shared is not None:
        earned = share_of(row.points, ONE) - score
        return _of_the_rate(place, earned, shared, lambda rate: min(ONE, max(ZERO, rate)))
    return _with_worth(place, lever)


def _execution_worth(funds: Funds, lever: Lever | None, money: tuple[str, str], scheme: Scheme) -> UnitWorth:
    """Of the execution item alone, whatever else hangs on the rate."""
    points, score = funds.result.points or ZERO, funds.result.score
    place = EXECUTION, *money, points, score
    if score is None:
        return UnitWorth(*place, gain=None, worth=None)
    if lever is None:
        return _with_worth(place, None)
    return _of_the_rate(place, share_of(points, ONE) - score, lever, lambda rate: execution_earns(rate, scheme))


def _of_the_rate(place: _Place, gain: Decimal, lever: Lever, earns: Callable[[Decimal], Decimal]) -> UnitWorth:
    """What a percentage point of the execution rate is worth to one of those that are scored by it."""
    if lever.scale is None or gain <= 0:
        return _with_worth(place, None)
    rate, step = lever.scale.start, lever.scale.unit_step
    worth = place[3] * (earns(rate + step) - earns(rate))
    return UnitWorth(*place, gain=gain, worth=worth, unit="个百分点", full=lever.way(lever.scale.goal))


def _with_worth(place: _Place, lever: Lever | None) -> UnitWorth:
    if lever is None:
        return UnitWorth(*place, gain=ZERO, worth=ZERO)
    scale, gain = lever.scale, Decimal(lever.gain).scaleb(-2)
    full = lever.way(scale.goal if scale else None)
    if scale is None or scale.earns is None or scale.whole:
        return UnitWorth(*place, gain=gain, worth=None, whole=True, full=full)
    step = scale.unit_step
    worth = lever.points * (scale.earns(scale.start + step) - scale.earns(scale.start))
    unit = "个百分点" if scale.unit == "%" else scale.unit
    return UnitWorth(*place, gain=gain, worth=worth, unit=unit, falling=step < 0, full=full)


def _settling(
    rows: Sequence[ScoredRow],
    funds: Funds,
    money: tuple[str, str],
    cuts: Sequence[GradeCut],
    low: Decimal,
    high: Decimal,
) -> Iterator[Settling]:
    """The scores of each unjudged row that alone settle the grade, most points first."""
    open_rows = [
        (row_name(row), row.indicator.table.sheet, row.missing_cell, row.points, row.score_low, row.score_high)
        for row in rows
        if row.score is None and row.points
    ]
    points = funds.result.points
    if funds.result.score is None and points:
        open_rows.append((EXECUTION, *money, points, ZERO, points))
    reachable = [cut for cut in cuts if cut.at_least <= high]
    best_first = tuple(reversed(reachable))
    if grade_of(best_first, low) == grade_of(best_first, high):
        return
    for name, sheet, cell, of, least, most in sorted(open_rows, key=lambda each: -each[3]):
        for cut, above in zip(reachable, (*reachable[1:], None), strict=True):
            # From here on even the worst of the rest makes the grade, up to there even the best makes no better one.
            at_least = max(least, least + cut.at_least - low)
            below = most - (high - above.at_least) if above else None
            if at_least <= most and (below is None or below > at_least):
                yield Settling(name, sheet, cell, of, cut.name, at_least, below)
