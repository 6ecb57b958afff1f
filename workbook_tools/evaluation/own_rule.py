"""What a row earns by its own 评分标准: the arithmetic of `scoring_rule` on what the row promised and did.

An answer is a span of points: where the text does not say what a broken step is worth (2.5 percentage points at one
point each), its two ends are what it may be worth. None: the rule does not say what this row earns.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from workbook_tools.basis.unit_names import COUNTERS, normal_unit
from workbook_tools.evaluation.scoring_rule import Award, Band, Rule, Step, grade_of, is_yes

ZERO, ONE = Decimal(0), Decimal(1)


class Case(NamedTuple):
    """A row as its rule looks at it. Figures in one unit, rates as fractions; None for what is not known."""

    worth: Decimal  # the row's points
    actual: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    completion: Decimal | None = None
    met: bool | None = None
    at_most: bool = False
    says: str = ""  # the actual in words
    days_late: int | None = None
    room: Decimal = ZERO  # the most that a bonus may add to the points

    @property
    def is_rate(self) -> bool:
        return self.unit == "%"


class Earned(NamedTuple):
    low: Decimal
    high: Decimal
    bonus: Decimal = ZERO  # beyond the points

    @property
    def exact(self) -> bool:
        return self.low == self.high


def earned_by(rule: Rule, case: Case) -> Earned | None:
    """Points between 0 and what the row is worth, and the bonus that the scheme has room for."""
    awards = [band.award for band in rule.bands] + [word.award for word in rule.words]
    awards += [award for award in (rule.met, rule.otherwise) if award is not None]
    if any(award.of(case.worth) > case.worth + case.room for award in awards):
        return None  # a rule for another row
    if (rule.deviates and not case.is_rate) or (rule.ceiling and not case.at_most):
        return None
    if rule.relative and case.is_rate:
        case = case._replace(actual=case.completion)
    found = _by_words(rule, case) if rule.words else _by_pieces(rule, case) if rule.piece else _by_figures(rule, case)
    if found is None:
        return None
    if case.met and found.low == _full(rule, case):
        beyond = _beyond(rule, case)
        found = Earned(found.low + beyond, found.high + beyond)
    low, high = (min(max(end, ZERO), case.worth) for end in found[:2])
    bonus = max(found.low - case.worth, ZERO) if rule.piece is None else ZERO
    return Earned(low, high, min(bonus, case.room))


def _full(rule: Rule, case: Case) -> Decimal:
    """What a row earns from which nothing is taken: 8 by `达到目标值得8分，每超10%加1分`."""
    top = _top(rule, case)
    return top.award.of(case.worth) if top else rule.met.of(case.worth) if rule.met else case.worth


def _top(rule: Rule, case: Case) -> Band | None:
    """The best of the bands without an upper end."""
    bands = [band for band in rule.bands if band.low is not None and band.high is None]
    return max(bands, key=lambda band: band.award.of(case.worth), default=None)


def _beyond(rule: Rule, case: Case) -> Decimal:
    """`每超10%加1分，最高加2分`: for whole steps only."""
    points = ZERO
    for step in rule.steps:
        over = _missing(step._replace(way="short"), None, case) if step.adds else None
        if over is not None:
            points += (max(-over, ZERO) / step.each.value).to_integral_value(ROUND_FLOOR) * step.points
    return points if rule.bonus_cap is None else min(points, rule.bonus_cap)


def _by_words(rule: Rule, case: Case) -> Earned | None:
    grade = grade_of(case.says)
    for each in rule.words:
        if grade and grade_of(each.word) == grade:
            return _exactly(each.award, case)
    said = is_yes(case.says)
    words = [each.word.removeprefix("未") for each in rule.words]
    if case.met is not None and all(word.startswith(("按", "及时", "达成")) for word in words):
        said = case.met  # 按时完成: told by the day
    if said is None and case.actual is not None and {each.word for each in rule.words} & {"有", "无", "没有"}:
        said = case.actual > 0
    if said is None:
        return None
    for each in rule.words:
        if is_yes(each.word) == said:
            return _exactly(each.award, case)
    return _exactly(rule.otherwise, case) if rule.otherwise is not None and not said else None


def _by_pieces(rule: Rule, case: Case) -> Earned | None:
    piece = rule.piece
    if piece is None or case.actual is None or case.is_rate or not _same_unit(piece.unit, case.unit):
        return None
    count = (case.actual / piece.each).to_integral_value(ROUND_FLOOR)
    points = count * piece.points
    points = min(points, rule.cap) if rule.cap is not None else points
    return Earned(points, points)


def _by_figures(rule: Rule, case: Case) -> Earned | None:
    found = _band(rule, case)
    if found is not None:
        return _exactly(found.award, case)
    if rule.bands and _measured(rule.bands[0], case) is None:
        return None
    takes = [step for step in rule.steps if not step.adds]
    if takes:
        return _by_steps(rule, takes, case)
    if rule.bands and rule.otherwise is not None and not rule.by_ratio:  # in none of the bands: 其余得5分
        return _exactly(rule.otherwise, case)
    if case.met and rule.met is not None:
        return _exactly(rule.met, case)
    if rule.ratio_in is not None:
        value = _measured(rule.ratio_in, case)
        if value is None or not _holds(rule.ratio_in, value, strict=False):
            return None
    if rule.by_ratio:
        if case.completion is None:
            return Earned(case.worth, case.worth) if case.met else None
        share = case.worth * min(ONE, case.completion)
        return Earned(share, share)
    if case.met is False and rule.otherwise is not None:
        return _exactly(rule.otherwise, case)
    if case.met and rule.otherwise is not None and not rule.bands:  # 未完成不得分
        return Earned(case.worth, case.worth)
    if case.met and rule.steps:  # a bonus: the points are full already
        return Earned(case.worth, case.worth)
    return None


def _by_steps(rule: Rule, steps: list[Step], case: Case) -> Earned | None:
    """The points of what is met, less a step for each unit that is missing."""
    top, full = _top(rule, case), _full(rule, case)
    if case.met and top is None:
        return Earned(full, full)
    low = high = full
    for step in steps:
        missing = _missing(step, top, case)
        if missing is None:
            return None
        count = max(missing, ZERO) / step.each.value
        low -= count.to_integral_value(ROUND_CEILING) * step.points
        high -= count.to_integral_value(ROUND_FLOOR) * step.points
    if rule.cap is not None:
        low, high = max(low, full - rule.cap), max(high, full - rule.cap)
    return Earned(low, high)


def _missing(step: Step, top: Band | None, case: Case) -> Decimal | None:
    """How much the row falls short (or goes beyond its limit), in the measure of the step."""
    if step.way == "late":
        return None if case.days_late is None or step.each.unit not in ("天", "日") else Decimal(case.days_late)
    if step.way == "each":  # of what should not happen at all
        counted = case.target == 0 and not case.is_rate and _same_unit(step.each.unit, case.unit)
        return case.actual if counted else None
    if (step.way == "over") != case.at_most:
        return None
    sign = -1 if case.at_most else 1
    if step.each.is_share and not case.is_rate:
        if case.actual is None or not case.target:
            return None
        wanted = top.low.amount.value if top and top.low else ONE
        return sign * (wanted - case.actual / case.target)
    wanted_amount = top.low.amount.value if top and top.low else case.target
    if case.actual is None or wanted_amount is None or step.each.is_share != case.is_rate:
        return None
    if not case.is_rate and not _same_unit(step.each.unit, case.unit):
        return None
    return sign * (wanted_amount - case.actual)


def _band(rule: Rule, case: Case) -> Band | None:
    """The band that holds the figure; an end that no band claims belongs to the one below it."""
    for strict in (True, False):
        found = [band for band in rule.bands if _is_in(band, case, strict=strict)]
        if found:  # 80%～90%(含) before 90%～100%, whose lower end nobody names
            return next((band for band in found if _says_so(band, case)), _narrowest(found))
    return None


def _narrowest(bands: list[Band]) -> Band:
    """3次以上得6分，5次以上得10分: of bands that are open to one side the nearest; else the first."""
    lows = [band.low.amount.value for band in bands if band.low is not None and band.high is None]
    highs = [band.high.amount.value for band in bands if band.high is not None and band.low is None]
    if len(lows) == len(bands):
        return bands[lows.index(max(lows))]
    return bands[highs.index(min(highs))] if len(highs) == len(bands) else bands[0]


def _says_so(band: Band, case: Case) -> bool:
    ends = [end for end in (band.low, band.high) if end is not None and end.said]
    return any(end.closed and end.amount.value == _measured(band, case) for end in ends)


def _is_in(band: Band, case: Case, *, strict: bool) -> bool:
    value = _measured(band, case)
    return value is not None and _holds(band, value, strict=strict)


def _holds(band: Band, value: Decimal, *, strict: bool) -> bool:
    low, high = band.low, band.high
    if low is not None and not (value > low.amount.value or (value == low.amount.value and low.closed)):
        return False
    if high is None or value < high.amount.value:
        return True
    return value == high.amount.value and (high.closed or band.loose > strict)


def _measured(band: Band, case: Case) -> Decimal | None:
    """The figure that a band is about: the rate itself, else the completion, else the count."""
    end = band.low or band.high
    assert end is not None
    amount = end.amount
    if amount.is_share:
        return case.actual if case.is_rate else case.completion
    return None if case.is_rate or not _same_unit(amount.unit, case.unit) else case.actual


def _same_unit(one: str, other: str) -> bool:
    first, second = normal_unit(one), normal_unit(other)
    return not first or not second or first == second or {first, second} <= set(COUNTERS)


def _exactly(award: Award, case: Case) -> Earned:
    points = award.of(case.worth)
    return Earned(points, points)
