"""Which figures of a clause stand by themselves: not a surplus, a rate of the count beside it, an earlier step, the
target once more, or what some of the others were."""

from collections.abc import Sequence
from decimal import Decimal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import Operator
from workbook_tools.model.basics import QuantityItem
from workbook_tools.reading.words.clauses.gathered import Gathered
from workbook_tools.reading.words.lexicon.lexer import lex
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.phrases.several import is_own_rate, own_rate, without_asides

PROMISED_WHAT = lazy_pattern("目标|计划|任务|应")
_GONE = frozenset("退停消缺差漏拒弃流失错")


def set_apart(context: Context, told: Gathered) -> None:
    """Leaves the figures that stand."""
    if told.qualified or told.said_of[1:]:
        _leave_the_step_asked_for(context, told)
    items = told.items
    if len(items) < 2:  # nothing stands beside it
        items = [item for item in items if item.quantity.kind != "text" or item.quantity.codes]
        told.items = _without_no_cases(context, items) if context.done else items
        return
    items = _without_surplus(told, items) if context.done else items
    of_all = context.done and len(items) > 1 and not context.asks_for_a_rate()
    every, items = items, without_asides(items, context.role, context.row.name, of_all=of_all)
    if context.done:
        rates = [
            item
            for item in every
            if item not in items
            and is_own_rate(item, context.row.name, of_all=of_all)
            and not item.label.startswith("接通")  # 接听317通，接通率99%: of all that rang
        ]
        told.asides += ((_before(item, every), own_rate(item)) for item in rates)
        items = _without_no_cases(context, items)
        if (promised := context.promised) is not None:
            items = _without_details(context, _without_promise(items, promised.number))
    told.items = items


def place_of(item: QuantityItem | None, items: Sequence[QuantityItem]) -> int | None:
    return next((place for place, each in enumerate(items) if each is item), None)


def _before(item: QuantityItem, items: Sequence[QuantityItem]) -> QuantityItem | None:
    place = place_of(item, items)
    return items[place - 1] if place else None


def _leave_the_step_asked_for(context: Context, told: Gathered) -> None:
    """`发放200份，回收196份` where the row is 回收: of two steps the one that it asks for."""
    step_of = context.step_of
    earlier = {text: item for item, text in told.said_of if step_of(text) == "earlier"}
    begun = [
        each for each in told.qualified if each.phrase.sense == "started" and step_of(each.phrase.text) == "earlier"
    ]
    asked = [item for item, text in told.said_of if step_of(text) == "asked"]
    units = {each.quantity.unit for each in begun} | {item.quantity.unit for item in earlier.values()}
    if len(units) == 1 and [item.quantity.unit in units for item in asked].count(True) == 1:
        told.items = [item for item in told.items if item not in earlier.values()]
        told.qualified = [each for each in told.qualified if each not in begun]
        left = earlier.keys() | {each.phrase.text for each in begun}
        told.other_things = [text for text in told.other_things if text not in left]
        told.explained |= len(told.items) == 1


def _without_surplus(told: Gathered, items: list[QuantityItem]) -> list[QuantityItem]:
    """`22场，超过2场`: the surplus stands beside what was done."""
    beyond = [item for item in items if item.quantity.operator == Operator.GT and item.quantity.words]
    within = [item for item in items if item not in beyond]
    if not within:
        return items
    for item in beyond:
        told.asides.append((_before(item, items), item.quantity._replace(kind="text", sense="surplus")))
    return within


def _without_no_cases(context: Context, items: list[QuantityItem]) -> list[QuantityItem]:
    """`20场，零投诉`: how they went; `未发生事故，0起`: once more."""
    in_words = [item for item in items if "Q105" in item.quantity.codes]
    if not in_words:
        return items
    none = [item for item in in_words if item.quantity.number == 0]
    if any(item not in none and item.quantity.number == 0 for item in items):
        items = [item for item in items if item not in none]
    if context.counts_cases():
        return items
    left = [item for item in items if "Q105" not in item.quantity.codes or item.quantity.number]
    return left or (items if context.may_be_none else [])  # 按月发放，无拖欠 of 工资发放


def _without_promise(items: list[QuantityItem], promised: Decimal | None) -> list[QuantityItem]:
    """`完成32场，达到目标30场`: the target once more, where the other figure is no smaller."""
    again = [item for item in items if item.quantity.number == promised and PROMISED_WHAT.search(item.label)]
    others = [item for item in items if item not in again]
    done = others[0].quantity.number if len(others) == 1 else None
    return others if done is not None and promised is not None and done >= promised else items


def _without_details(context: Context, items: list[QuantityItem]) -> list[QuantityItem]:
    """`360人次，电话咨询120人次`: a bare figure, and behind it what some of it were."""
    if not items:
        return items
    first, *others = items
    whole = first.quantity
    if not others or first.label or whole.kind != "number" or whole.operator:
        return items
    for item in others:
        one = item.quantity
        alike = one.kind == "number" and one.unit == whole.unit and not item.total and not item.among
        no_more = (one.number or 0) <= (whole.number or 0)
        if not (alike and no_more and _names_a_thing(context, item.label, one.unit)):
            return items
    return [first._replace(quantity=whole._replace(codes=(*whole.codes, "Q107")))]


def _names_a_thing(context: Context, label: str, unit: str) -> bool:
    """Whether words name an activity, and say nothing of how it went."""
    vocabulary = context.vocabulary
    nouns = all(token.kind in ("noun", "own") for token in lex(label, (), vocabulary)) if label else False
    if label.startswith("持证") and not context.says("持证"):
        return True
    if not nouns or not _GONE.isdisjoint(label) or label in context.subjects.outcomes:
        return False
    return unit in ("人", "名", "户") or bool(context.subjects.counted.named_in(label))
