"""What the words beside a figure mean for the score: a rest, a surplus, another year, the other direction, about.

Reading says of which sense the words are; what follows depends on the target, so it is decided here. What can be
worked out exactly is (`还差5场` of 20 is 15); everything else leaves the row open, with the words that decided.
"""

from decimal import Decimal

from workbook_tools.basis.figures import as_count, as_short_rate
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.unit_names import money_factor
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.sayings.agreement import contradicted, is_said_to_exceed
from workbook_tools.evaluation.sayings.bounded import bounded
from workbook_tools.evaluation.sayings.directions import (
    DEVIATES,
    against_a_change,
    by_direction,
    changed,
    compared_with_another,
    directed,
    direction,
    stays_as_it_was,
)
from workbook_tools.evaluation.sayings.heard import Asked, Heard, as_figure, opened, shown, unit_of, worked_out_as
from workbook_tools.evaluation.sayings.limits import of_limit, says_none, within_a_day
from workbook_tools.evaluation.sayings.others import of_another, of_this_year, only_a_part
from workbook_tools.evaluation.verdict import Verdict
from workbook_tools.model import Quantity, Sense

__all__ = ["Asked", "Heard", "listen", "open_row", "unless_taken_back"]

_BY_HOW_MUCH: tuple[Sense, ...] = ("surplus", "rest", "compared")
_IS_TOTAL = ("超额完成", "超额完成了")  # 超额完成22场 of 20: the total


def listen(asked: Asked, actual: Quantity) -> Heard:
    """Take the words of an actual for what they mean beside this target: the first rule that knows them decides."""
    wanted = direction(asked)
    if wanted and (change := changed(asked, wanted, actual)) is not None:
        return change
    actual = of_this_year(asked, actual)
    heard = of_another(asked, actual) or compared_with_another(asked, actual)
    if heard is None and asked.operator in AT_MOST:
        heard = of_limit(asked, actual)
    heard = heard or _in_words(asked, wanted, actual)
    if heard is None:
        heard = against_a_change(asked, wanted, actual) or only_a_part(asked, actual) or contradicted(asked, actual)
    if heard is not None:
        return heard
    heard = bounded(asked, by_direction(asked, actual))
    exceeds = () if heard.verdict else is_said_to_exceed(asked, actual)
    return heard._replace(notes=(*heard.notes, *exceeds)) if exceeds else heard


def _in_words(asked: Asked, wanted: Sense, actual: Quantity) -> Heard | None:
    """What is told by words, or by a figure that is not what was done; None for a figure that may be."""
    if wanted and actual.number is None and stays_as_it_was(actual.text):
        return Heard(as_figure(actual._replace(unit=asked.target.unit), ZERO))  # 与上年持平: no growth
    if actual.kind == "text" and actual.sense:
        return _worked_out(asked, actual)
    if actual.kind == "blank" and says_none(asked, actual):
        return Heard(as_figure(actual, ZERO))
    soon = within_a_day(asked, actual) if actual.kind == "text" and asked.operator in AT_MOST else None
    return soon or (Heard(actual) if actual.number is None else None)


def open_row(actual: Quantity) -> Verdict | None:
    """The verdict of an actual without a figure whose words say why; None where they say nothing."""
    if actual.kind != "text" or not actual.sense:
        return None
    return opened(actual, actual.sense, actual.words).verdict


def unless_taken_back(day: Verdict, actual: Quantity) -> Verdict:
    """`5月6日（因疫情推迟）` is too late, or not done at all; where it is early enough it may still be either."""
    open_ = opened(actual, actual.sense, actual.words).verdict if actual.sense and day.earned else None
    return open_ or day


def _worked_out(asked: Asked, actual: Quantity) -> Heard:
    """A figure that is not what was done, but from which that follows."""
    target, number = asked.target.number, actual.number
    if target is None or number is None:
        return opened(actual, actual.sense, actual.words)
    if actual.sense in ("up", "down"):
        return directed(asked, actual)
    alike = unit_of(actual) in ("", unit_of(asked.target)) or not unit_of(asked.target)
    deviates = DEVIATES.search(asked.name + asked.target.text) is not None
    by_so_much = actual.sense in (_BY_HOW_MUCH if deviates else ("surplus",) if "超支" in asked.name else ())
    of_money = all(money_factor(unit) is not None for unit in (actual.unit, asked.target.unit))
    if asked.operator in AT_MOST and by_so_much and (alike or of_money):
        return Heard(as_figure(actual, number))  # 超支12% against 10%以内, 少1人 against 误差不超过2人
    if actual.sense == "share" and asked.operator not in AT_MOST:
        return worked_out_as(
            actual._replace(unit=asked.target.unit), target * number, f"{shown(asked, target)}×{_part(number)}"
        )
    if actual.unit == "百分点" and asked.target.unit == "%" and asked.operator not in AT_MOST:
        sign, done = ("＋", target + number) if actual.sense == "surplus" else ("−", target - number)
        return worked_out_as(actual._replace(unit="%"), done, f"{shown(asked, target)}{sign}{shown(asked, number)}")
    if asked.operator in AT_MOST or not alike or actual.unit == "%":
        return opened(actual, actual.sense, actual.words)
    if actual.sense == "rest" and ZERO <= number <= target:
        return worked_out_as(actual, target - number, f"{as_count(target)}−{as_count(number)}")
    if actual.sense == "surplus":
        if number * 2 < target:
            return worked_out_as(actual, target + number, f"{as_count(target)}＋{as_count(number)}")
        if number > target and actual.words and actual.words[0] in _IS_TOTAL:
            return Heard(as_figure(actual, number))
    return opened(actual, actual.sense, actual.words)


def _part(share: Decimal) -> str:
    return as_short_rate(share) if share < 1 else as_count(share)
