"""Whether the other figures of a cell, and what it says of the target, agree with what was done."""

from decimal import Decimal

from workbook_tools.basis.decimals import ROUNDED_RATE
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.promise_words import PROMISE
from workbook_tools.basis.unit_names import PERIODS, normal_unit
from workbook_tools.evaluation.sayings.heard import Asked, Heard, opened, unit_of
from workbook_tools.evaluation.verdict import Note
from workbook_tools.model import Quantity, Sense

_SOME_LEFT: tuple[Sense, ...] = ("rest", "unmet", "undone", "postponed")
_BELOW = lazy_pattern("[低少小]于(?!.*预期)")
DONE_SO = lazy_pattern("实际|完成|已|做到|落实")
_SAID_TO_EXCEED = lazy_pattern(
    f"(?<![未没不])(?:超额(?:完成|实现)|超过了?|超出|高于|大于|多于|超)(?:了|完成)?{PROMISE}",
    holding="超高大多",
)
# As all that is said beside the figure: of 8个，全部达标 only those eight are.
_SAID_TO_BE_MET = lazy_pattern(
    "(?:^|[,，;；。（(])\\s{0,4}(?:已经?|现已?|均已|圆满|顺利){0,4}"
    f"(?:超额(?:完成|实现)?|超额?(?:完成|实现)?{PROMISE}|达标|达到{PROMISE}|(?:全部|全面)?(?:完成|实现){PROMISE})"
    "了?\\s{0,4}(?=$|[,，;；。）)])",
    holding="超达完实",
)


def contradicted(asked: Asked, actual: Quantity) -> Heard | None:
    """By its other figures, or by words that say that the target was met where it was not."""
    if actual.asides and (contradiction := _contradiction(asked, actual)):
        return contradiction
    met = _falsely_said_to_be_met(asked, actual)
    return opened(actual, "", (met,)) if met else None


def _contradiction(asked: Asked, actual: Quantity) -> Heard | None:
    """Further figures of the cell that do not agree with the one that was done: `20场，差8场` of 20."""
    target, number = _of_the_year(asked.target, actual), actual.number
    assert number is not None
    for aside in actual.asides:
        if aside.sense == "compared" and not _is_plain_count(asked, actual):
            continue
        of_another = actual.unit == "%" != aside.unit and aside.number is not None and asked.operator not in AT_MOST
        if aside.sense == "":
            agrees = aside.number == number
        elif of_another and aside.sense in _SOME_LEFT:
            agrees = number < 1  # 90%，2个未结案
        elif aside.sense == "planned" and "/" in aside.unit:  # 每月应开展2次，全年24次: what the plan comes to
            agrees = DONE_SO.search(actual.text) is not None
        elif aside.sense == "planned":  # 100人（目标120人） of 100: another target
            agrees = target is None or aside.number is None or not target <= number < aside.number
            agrees = agrees and not (
                target and aside.unit == actual.unit and (aside.number or target) < target <= number
            )
        elif aside.sense == "unmet" and asked.operator in AT_MOST and aside.words and target is not None:
            below = _BELOW.match(aside.words[0]) is not None  # 8%，低于目标 of ≤10%; 36小时，暴雨 of ≤24小时
            agrees = number <= target if below else number > target
        elif target is None or asked.operator in AT_MOST:
            by = {"rest": target - number, "surplus": number - target}.get(aside.sense) if target is not None else None
            agrees = by is not None and by == aside.number  # 8650元，超支650元 of ≤8000元
        else:
            agrees = _agrees(aside, target, number)
        if not agrees:
            return opened(actual, aside.sense, aside.words)
    return None


def _of_the_year(target: Quantity, actual: Quantity) -> Decimal | None:
    """`每月1次` is 12 beside a figure of the year."""
    head, _, period = normal_unit(target.unit).partition("/")
    times = PERIODS.get(period, 1) if normal_unit(actual.unit) == head else 1
    return None if target.number is None else target.number * times


def is_said_to_exceed(asked: Asked, actual: Quantity) -> tuple[Note, ...]:
    """`20场，超过目标` of 20: what is written is counted, and asked about."""
    target, beyond = asked.target.number, _SAID_TO_EXCEED.search(actual.text)
    if beyond is None or target is None or actual.number is None or asked.operator in AT_MOST:
        return ()
    alike = actual.kind == asked.target.kind and unit_of(actual) in ("", unit_of(asked.target))
    return (Note("R026", told=(("words", f"“{beyond[0]}”"),)),) if alike and actual.number <= target else ()


def _falsely_said_to_be_met(asked: Asked, actual: Quantity) -> str:
    """`9场，超额完成` of 10场, `3起，达标` of ≤2起: one of the two is wrong."""
    if (
        "达标" in asked.name
        or (said := _SAID_TO_BE_MET.search(actual.text) or _SAID_TO_EXCEED.search(actual.text)) is None
    ):
        return ""
    target, number, unit = _of_the_year(asked.target, actual), actual.number, unit_of(asked.target)
    alike = actual.kind == asked.target.kind and unit_of(actual) in ("", unit, unit.partition("/")[0])
    if target is None or number is None or not alike:
        return ""
    missed = number > target if asked.operator in AT_MOST else number < target
    return said[0].strip(",，;；。（( ") if missed else ""


def _is_plain_count(asked: Asked, actual: Quantity) -> bool:
    """A count whose own rate can be worked out again."""
    target = asked.target
    counted = actual.kind == "number" and unit_of(actual) in ("", unit_of(target))
    return bool(target.number) and asked.operator not in AT_MOST and counted


def _agrees(aside: Quantity, target: Decimal, done: Decimal) -> bool:
    if aside.sense == "compared":
        return aside.number is not None and (
            abs(done / target - aside.number) < ROUNDED_RATE or (aside.number == 1 and done >= target)
        )
    if aside.sense == "surplus":
        if aside.number is None:
            return done > target
        if aside.unit.endswith("百分点"):
            return done - aside.number / 100 == target
        return done - aside.number == target or (aside.unit == "%" and done == target * (1 + aside.number))
    if done >= target:
        return False
    if aside.sense == "postponed":
        return aside.number == target - done  # 12场，8场取消
    return aside.number in (None, target, target - done) or (
        aside.unit == "%" and aside.number is not None and done == target * (1 - aside.number)
    )
