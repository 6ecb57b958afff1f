"""What is heard of an actual beside its target: a figure, a question, or a verdict; and how each is told."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_count, as_short_rate
from workbook_tools.basis.operators import Operator
from workbook_tools.basis.unit_names import normal_unit, without_period
from workbook_tools.catalogue import quote
from workbook_tools.evaluation.verdict import Note, Verdict, short, unknown
from workbook_tools.model import Quantity, Sense

MISSING = "请在实际完成值里只写本年度实际完成的数和单位，说明写到偏差原因里"
_MEANINGS: dict[Sense, str] = {
    "undone": "说的是没有做到的事",
    "unmet": "说的是没有达到",
    "planned": "说的是计划或应当做到的数",
    "started": "说的是开始或办手续，不是完成",
    "postponed": "说的是取消、推迟或退回的数",
    "other_time": "说的是别的年度或不止一年",
    "other_place": "说的不是本站一家完成的",
    "compared": "说的是与别的数相比，不是完成数",
    "up": "说的是增加了多少，不是完成数",
    "down": "说的是减少了多少，不是完成数",
    "rest": "说的是还差多少",
    "surplus": "看不出是超出的数还是完成的总数",
    "share": "说的是目标的几成",
    "extra": "看不出另外的部分算不算在内",
    "part": "说的只是一部分",
    "order": "说的是次序，比不出大小",
    "few": "说不出确切的数",
    "about": "是约数，与目标太近",
    "nearly": "没有到这个数",
    "other_thing": "说的是另一件事，不是这一项指标",
    "unknown": "读不懂",
    "": "与这一格里的另一个数不一致",
}


class Heard(NamedTuple):
    """What was done, as far as the words allow; or the verdict that follows from them alone."""

    actual: Quantity
    notes: tuple[Note, ...] = ()
    verdict: Verdict | None = None


class Asked(NamedTuple):
    """The row that the words belong to."""

    name: str
    target: Quantity
    operator: Operator
    start: date | None
    end: date | None


def opened(actual: Quantity, sense: Sense, words: tuple[str, ...]) -> Heard:
    """Left open, with the words that decided and what they mean."""
    return _left_open(actual, words, _MEANINGS.get(sense, "读不懂"))


def contrary(actual: Quantity, words: tuple[str, ...]) -> Heard:
    """Left open: a bound that points away from the target."""
    return _left_open(actual, words, "与目标的方向相反，不能说明达到了目标")


def _left_open(actual: Quantity, words: tuple[str, ...], meaning: str) -> Heard:
    quoted = "、".join(f"“{quote(word)}”" for word in dict.fromkeys(filter(None, words)))
    quoted = quoted or f"“{quote(actual.text)}”"
    rule = f"实际写“{short(actual.text)}”，{quoted}{meaning}"
    note = Note("R022", told=(("words", quoted), ("meaning", meaning)))
    return Heard(actual, verdict=unknown(rule, MISSING)._replace(notes=(note,)))


def worked_out_as(actual: Quantity, done: Decimal, sum_: str) -> Heard:
    """The figure that follows from what the words say, and how it was worked out."""
    quoted = "、".join(f"“{word}”" for word in actual.words)
    figure = as_short_rate(done) if actual.unit == "%" else f"{as_count(done)}{actual.unit}"
    note = Note("R023", told=(("words", quoted), ("sum", sum_), ("figure", figure)))
    return Heard(as_figure(actual, done), (note,))


def shown(asked: Asked, number: Decimal) -> str:
    """As the target is written: 95% or 20."""
    return as_short_rate(number) if asked.target.unit == "%" else as_count(number)


def as_figure(actual: Quantity, number: Decimal) -> Quantity:
    """A plain figure in the actual's unit, which its words no longer qualify."""
    kind = "rate" if actual.unit == "%" else "number"
    return actual._replace(kind=kind, number=number, operator=Operator.NONE, sense="", low=None, high=None)  # type: ignore[arg-type]


def unit_of(quantity: Quantity) -> str:
    """In its usual spelling, without what it is per."""
    return without_period(normal_unit(quantity.unit))
