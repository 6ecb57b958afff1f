"""What the phrases of a clause come to: words that leave no figure, a figure that is not what was done, what stands."""

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model.basics import Quantity, QuantityItem, Sense
from workbook_tools.reading.words.clauses.gathered import Aside, Gathered, Qualified, Read
from workbook_tools.reading.words.clauses.standing import PROMISED_WHAT, place_of, set_apart
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.phrases.beside import MUST_AGREE, came_true, is_fewer, makes_up, stands_beside
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.phrases.phrase import Phrase
from workbook_tools.reading.words.phrases.several import both_sexes

# What is said of the first figure holds for one behind it that says nothing else.
_REACHES_ON: tuple[Sense, ...] = ("other_time", "other_place", "planned", "undone", "postponed")
_GOES_ON = lazy_pattern("(?:共计?|合计|总计|累计|达到?|占|为|即|约){0,2}[0-9.]+[^0-9,;、]{0,3}")


def settled(context: Context, told: Gathered) -> Read:
    """What the clause is read as."""
    set_apart(context, told)
    return (
        _taken_back(context, told)
        or _qualified_figure(context, told)
        or _spoken_of(told)
        or _what_stands(context, told)
    )


def _taken_back(context: Context, told: Gathered) -> Read | None:
    """Words that leave no figure of the clause."""
    items = told.items
    if told.deadlines and {item.quantity.kind for item in items} - {"date"}:
        return _open(told, "planned", told.deadlines)
    if told.unknown and told.figures:
        return _open(told, "unknown", told.unknown)
    if told.each and not told.figures:
        return _open(told, "part", told.each)
    if told.other_rates and not told.figures:
        return _open(told, "other_thing", told.other_rates)
    if told.of_another_side and not told.other_things:
        return _open(told, "extra", told.of_another_side)
    if told.nobody:
        return _open(told, "undone", [told.nobody])
    if told.other_things and _all_of_others(context, told) and not both_sexes(items):
        return _open(told, "other_thing", told.other_things)
    if told.speaks and told.speaks != "unmet" and not items:
        return _open(told, told.speaks, told.words)
    return None


def _all_of_others(context: Context, told: Gathered) -> bool:
    """Whether every figure that was done is of another thing: `印制2000册，拟派发1600册` under 派发."""
    if len(told.other_things) >= told.figures - told.came:
        return True
    promises = [each.phrase for each in told.qualified if each.phrase.sense == "planned"]
    own = any(context.did(phrase.said) and not phrase.text.startswith("应") for phrase in promises)
    return own and bool(told.said_of) and all(text in told.other_things for _, text in told.said_of)


def _qualified_figure(context: Context, told: Gathered) -> Read | None:
    """The first figure that is not what was done and does not only stand beside what was."""
    for each in told.qualified:
        phrase, quantity, before = each
        if _is_of_something_else(context, told, each) or _is_under_way(context, told, each):
            told.explained = True
        elif phrase.sense == "started" and _came_of_it(told, quantity):
            told.explained |= len(told.items) == 1
        elif phrase.sense == "other_time" and _may_be_in_the_total(told, each):
            return _open(told, "other_time", phrase.words)
        elif before is None and told.said_of and _reaches_on(phrase, quantity, *told.said_of[0]):
            return _open(told, phrase.sense, phrase.words)  # 去年覆盖45户，占90%
        elif told.items and stands_beside(phrase) and not is_fewer(phrase, quantity, told.items[-1].quantity):
            promised = phrase.sense == "planned" and PROMISED_WHAT.search(phrase.text)
            told.asides += [(before, quantity)] if promised or phrase.sense in MUST_AGREE else []
        else:
            is_exact = told.figures == 1 and not phrase.dropped
            return _open(told, phrase.sense, phrase.words, [QuantityItem("", quantity)] if is_exact else [])
    return None


def _reaches_on(phrase: Phrase, quantity: Quantity, item: QuantityItem, text: str) -> bool:
    """Whether what is said of a figure is said of the one behind it too; of `未签2份，98%` those 98 % were signed."""
    if phrase.sense not in _REACHES_ON or _GOES_ON.fullmatch(text) is None:
        return False
    is_done = phrase.sense in ("undone", "postponed") and item.quantity.unit != quantity.unit
    return not is_done or text.startswith(("占", "为", "即", "达"))


def _spoken_of(told: Gathered) -> Read | None:
    """Words that speak of all; of a count, that it was not reached must only agree with the target."""
    if not told.speaks:
        return None
    counted = any(item.quantity.kind != "date" for item in told.items)  # 5月，尚未完成: not the day it was done
    if told.speaks == "unmet" and counted:
        unmet = Quantity("text", told.last, sense="unmet", words=tuple(told.words))
        told.asides.append((None, unmet))
        return None
    late = told.speaks == "postponed" and not counted  # 5月6日（因疫情推迟）
    return _open(told, told.speaks, told.words, told.items if late else [])


def _what_stands(context: Context, told: Gathered) -> Read:
    items = told.items
    asides = tuple(Aside(place_of(item, items), aside) for item, aside in told.asides)
    if (told.explained or told.other_rates) and items and items[0].quantity.kind != "text":
        first = items[0].quantity
        codes = tuple(dict.fromkeys((*first.codes, "Q107")))
        items = [items[0]._replace(quantity=first._replace(codes=codes)), *items[1:]]
    return Read(items, asides=asides, years=_years(told), others=bool(told.other_things))


def _open(
    told: Gathered, sense: Sense, words: list[str] | tuple[str, ...], items: list[QuantityItem] | None = None
) -> Read:
    return Read(items or [], sense, tuple(words), years=_years(told))


def _years(told: Gathered) -> tuple[int, ...]:
    return tuple(dict.fromkeys(told.years))


def _may_be_in_the_total(told: Gathered, then: Qualified) -> bool:
    """`去年5个，累计25个`: a total behind it of which no year is told may well be the sum of both."""
    totals = [text for item, text in told.said_of if item.total and item.quantity.unit == then.quantity.unit]
    return then.behind is None and bool(totals) and not any("年" in text for text in totals)


def _is_of_something_else(context: Context, told: Gathered, each: Qualified) -> bool:
    """`12篇，阅读量5000次`, `16例，转介2例`; but `100人，在册70人` says how many of them there are."""
    if each.phrase.sense != "other_thing" or not told.items:
        return False
    word = each.phrase.words[0]
    views = word.endswith("量") and not (each.phrase.value and each.phrase.value.unit)  # 累计阅读量4800
    apart = each.quantity.unit != told.items[0].quantity.unit or word in words_of("座位") or views
    return apart or context.vocabulary.classes.get(word) not in ("stock", "extent")


def _is_under_way(context: Context, told: Gathered, each: Qualified) -> bool:
    """`已整改8个，1个正在整改` of 9个: what is not done yet makes up the target."""
    if each.phrase.sense not in ("planned", "started") or len(told.items) != 1 or each.phrase.among:
        return False
    return context.promised is not None and makes_up(told.items[0].quantity, each.quantity, context.promised)


def _came_of_it(told: Gathered, begun: Quantity) -> bool:
    said = told.said_of
    return len(said) == 1 and came_true(said[0][1], said[0][0].quantity, begun)
