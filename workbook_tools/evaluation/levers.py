"""Where a total can still be lifted: each judged row as a lever, with what a unit of it is worth.

Everything is asked of the row's own scoring rule, so that scoring the changed actual gives the very same points.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from workbook_tools.basis.decimals import CENT, half_up
from workbook_tools.basis.figures import as_count, as_percentage_points, as_rate
from workbook_tools.basis.operators import AT_MOST, Operator
from workbook_tools.basis.states import State
from workbook_tools.evaluation.earning import execution_earns, figure_earns, range_earns
from workbook_tools.evaluation.figures import ONE, ZERO, share_of
from workbook_tools.evaluation.funds import Funds
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.totals import EXECUTION
from workbook_tools.model import ScoredRow

WHOLE_EFFORT = 10_000  # of what no figure measures (a date, a rating): as much as a target from nothing
_HUNDREDTH_OF_PERCENT = Decimal("0.0001")
_HALF_CENT = Decimal("0.005")

Share = Callable[[Decimal], Decimal]


@dataclass(slots=True)
class Scale:
    """The figure that a lever moves: from where, to where it earns everything, in which steps.

    Rates go by hundredths of a percentage point, counted things by whole ones, what has decimals by 0.01.
    """

    start: Decimal
    goal: Decimal
    target: Decimal  # what the change is measured by
    unit: str
    score: Share  # the printed score of a figure
    earns: Share | None = None  # the share of the points that a figure earns; None where a unit has no worth of its own
    inverse: Share | None = None  # the figure that earns a share; None where it is found by trying
    whole: bool = False  # nothing between start and goal earns more
    grid: Decimal = field(init=False)
    _first: int = field(init=False)  # the multiple of the grid at which counting begins: none beyond the start is lower
    _last: int = field(init=False)  # how many there are up to the goal

    def __post_init__(self) -> None:
        counted = self.start == self.start.to_integral_value() and self.goal == self.goal.to_integral_value()
        self.grid = _HUNDREDTH_OF_PERCENT if self.unit == "%" else ONE if counted else CENT
        self._first = int((self.start / self.grid).to_integral_value(ROUND_FLOOR))
        self._last = max(self._place(self.goal), 1)

    @property
    def unit_step(self) -> Decimal:
        """One unit, one percentage point; negative where less is better."""
        size = CENT if self.unit == "%" else ONE
        return size if self.goal > self.start else -size

    def effort(self, figure: Decimal) -> int:
        """The change ÷ target, in hundredths of a percent, as it is printed."""
        if not self.target:
            return WHOLE_EFFORT
        return int(half_up(abs((figure - self.start) / self.target), _HUNDREDTH_OF_PERCENT).scaleb(4))

    def least_effort(self, wanted: Decimal, points: Decimal) -> int:
        """Not more than the effort of reaching `wanted`, found without trying: where the score would turn exactly."""
        if self.whole or self.inverse is None:
            return 0
        return self.effort(self.inverse(max(ZERO, wanted - _HALF_CENT) / points)) - 1

    def reach(self, wanted: Decimal, points: Decimal) -> Decimal:
        """The nearest figure on the grid whose score is at least `wanted`; the goal must reach it."""
        if self.whole:
            return self.goal
        last = self._last
        place = last
        if self.inverse is not None:
            guess = self.inverse(max(ZERO, wanted - _HALF_CENT) / points)
            place = min(max(self._place(guess), 1), last)
            if self._is_enough(place, wanted) and (place == 1 or not self._is_enough(place - 1, wanted)):
                return self._figure(place)
        low, high = 0, last  # not enough, enough
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._is_enough(middle, wanted) else (middle, high)
        return self._figure(high)

    def _is_enough(self, place: int, wanted: Decimal) -> bool:
        return self.score(self._figure(place)) >= wanted

    def _place(self, figure: Decimal) -> int:
        turns = figure / self.grid
        if self.goal > self.start:
            return int(turns.to_integral_value(ROUND_CEILING)) - self._first + 1
        return self._first - int(turns.to_integral_value(ROUND_FLOOR)) + 1

    def _figure(self, place: int) -> Decimal:
        if self.goal > self.start:
            return min((self._first + place - 1) * self.grid, self.goal)
        return max((self._first - place + 1) * self.grid, self.goal)


class Lever(NamedTuple):
    """A row that can earn `gain` cents more. Without a scale it counts only as a whole, and `words` say how."""

    place: int  # in the order of the sheet
    name: str
    sheet: str
    cell: str
    points: Decimal
    score: Decimal
    gain: int
    scale: Scale | None = None
    words: str = ""
    free: bool = False  # a sentence is missing, nothing that has to be done

    def reach(self, gain: int) -> Decimal | None:
        """The nearest figure that earns so many cents more; None without figures."""
        return self.scale.reach(self.score + Decimal(gain).scaleb(-2), self.points) if self.scale else None

    def least_effort(self, gain: int) -> int:
        """A cheap bound from below for the effort of earning so many cents more."""
        if self.scale is None:
            return self.effort(None)
        return self.scale.least_effort(self.score + Decimal(gain).scaleb(-2), self.points)

    def effort(self, figure: Decimal | None) -> int:
        if self.scale is None or figure is None:
            return 0 if self.free else WHOLE_EFFORT
        return self.scale.effort(figure)

    def way(self, figure: Decimal | None) -> str:
        """What to do, in words: 再增加 5 个（到 58 个）."""
        if self.scale is None or figure is None:
            return self.words
        scale = self.scale
        turn = "增加" if figure > scale.start else "减少"
        distance = abs(figure - scale.start)
        if scale.unit == "%":
            return f"再{turn} {as_percentage_points(distance)} 个百分点（到 {as_rate(figure)}）"
        return f"再{turn} {as_count(distance)}{scale.unit}（到 {as_count(figure)}{scale.unit}）"


def row_lever(row: ScoredRow, scheme: Scheme, place: int, name: str) -> Lever | None:
    """The lever of a row of 绩效指标; None where it is not judged or has nothing left to gain."""
    points, score = row.points, row.score
    if not points or score is None or score >= share_of(points, ONE):
        return None
    own_rule = bool(row.indicator.scoring_rule)
    scale, words, free = None if own_rule else row_scale(row, scheme), "", False
    if own_rule:
        words = "按本行的评分标准得满分"
    elif row.target.kind == "date":
        words = "按期完成"
    elif _figure(row) is not None:  # without a scale: it is met
        words, free = "写明超额完成的原因", True
    elif row.target.kind == "range":
        words = "全部落在指标值的范围以内"
    else:
        words = "评定达到“达成”并得满分"
    gain = int((share_of(points, ONE) - score).scaleb(2))
    indicator = row.indicator
    cell = indicator.at("actual")
    return Lever(place, name, indicator.table.sheet, cell, points, score, gain, scale, words, free)


def row_scale(row: ScoredRow, scheme: Scheme) -> Scale | None:
    """The scale of an unmet figure; None for rows without one, and where the target is met."""
    points, start, target = row.points, _figure(row), row.target
    if points is None or start is None or row.state != State.NOT_DONE:
        return None
    if target.kind == "range" and target.low is not None and target.high is not None:
        return _range_scale(target.low, target.high, start, row.unit, points, scheme)
    assert target.number is not None
    number, operator = target.number, row.operator

    def earns(figure: Decimal) -> Decimal:
        return figure_earns(operator, number, figure, scheme)

    def score(figure: Decimal) -> Decimal:
        return share_of(points, earns(figure))

    falling = operator in AT_MOST
    whole = (
        number <= 0
        or (falling and scheme.ceiling_rule == "all-or-nothing")
        or (operator == Operator.EQ and scheme.equal_rule == "exact")
    )
    least = CENT if row.unit == "%" else ONE  # of what has to be more than nothing
    goal = least if number == 0 and operator == Operator.GT else number
    return Scale(start, goal, number, row.unit, score, earns, _inverse(number, scheme, falling=falling), whole)


def _range_scale(low: Decimal, high: Decimal, start: Decimal, unit: str, points: Decimal, scheme: Scheme) -> Scale:
    limit = low if start < low else high

    def score(figure: Decimal) -> Decimal:
        return share_of(points, range_earns(low, high, figure, scheme))

    return Scale(start, limit, limit, unit, score, whole=not scheme.range_bands)


def execution_lever(
    funds: Funds, twins: Sequence[ScoredRow], scheme: Scheme, place: int, at: tuple[str, str]
) -> Lever | None:
    """The execution rate, with the rows of 绩效指标 that are scored by it too: they rise together."""
    rate, own = funds.result.execution_rate, funds.result.points or ZERO
    if rate is None:
        return None
    points = own + sum((row.points for row in twins if row.points), ZERO)

    def score(figure: Decimal) -> Decimal:
        shares = [share_of(row.points, min(ONE, max(ZERO, figure))) for row in twins if row.points]
        return share_of(own, execution_earns(figure, scheme)) + sum(shares, ZERO)

    goal = ONE - scheme.execution_window if scheme.execution_full_in_window and not twins else ONE
    gain = int((score(goal) - score(rate)).scaleb(2))
    if gain <= 0:
        return None
    # Two scores that are rounded apart turn at no one rate: then it is found by trying.
    scale = Scale(rate, goal, ONE, "%", score, inverse=None if twins else lambda share: share)
    return Lever(place, EXECUTION, *at, points, score(rate), gain, scale)


def _inverse(target: Decimal, scheme: Scheme, *, falling: bool) -> Share:
    if not falling:
        return lambda share: share * target
    if scheme.ceiling_rule == "linear":
        return lambda share: target * (2 - share)
    return lambda share: target / share if share else target


def _figure(row: ScoredRow) -> Decimal | None:
    """What was scored: the figure, or of a span the end that counts."""
    actual = row.actual
    if row.target.kind not in ("number", "rate", "range"):
        return None
    if actual.number is not None:
        return actual.number
    ends = [end for end in (actual.low, actual.high) if end is not None]
    if not ends:
        return None
    if row.target.kind == "range":
        return _outside(row, ends)
    return max(ends) if row.operator in AT_MOST else min(ends)


def _outside(row: ScoredRow, ends: list[Decimal]) -> Decimal | None:
    """Of a span against a range, the end that lies outside."""
    low, high = row.target.low, row.target.high
    if low is None or high is None:
        return None
    outside = [end for end in ends if not low <= end <= high]
    return outside[0] if len(outside) == 1 else None
