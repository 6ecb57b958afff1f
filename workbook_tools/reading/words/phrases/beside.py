"""A figure beside the one that was done: who was away, what had only begun, what could at most be confirmed, and two
counts whose rate is told as well."""

from __future__ import annotations

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model.basics import Quantity, Sense
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.phrases.phrase import Phrase
from workbook_tools.reading.words.written.figures import Figure

# Beside the figure that was done: what was planned, what it was before, what is missing of it or goes beyond it.
MUST_AGREE: tuple[Sense, ...] = ("rest", "surplus", "unmet", "undone", "postponed")
_ASIDE: tuple[Sense, ...] = ("planned", "compared", "up", "down", "other_time", *MUST_AGREE)
_THERE = lazy_pattern("实到|实有|到场|出席|参训|签到|参会|到会")
_DID = lazy_pattern("[了成好完过到]$")
_CAME_TRUE = lazy_pattern("实际|实到|到场|获批|批准|通过|成功")


def stands_beside(phrase: Phrase) -> bool:
    """`去年15场`, `差5场` beside the figure that was done; `5场待补` and `其中计划5场` speak of some of these."""
    if phrase.sense not in _ASIDE or _leads(phrase):
        return False
    some = phrase.among and phrase.sense in (*MUST_AGREE, "planned", "other_time")
    waits = phrase.sense == "planned" and phrase.words[0].startswith(words_of("还在等"))  # 37万元，社保待补2万元
    return not (some or waits or _was_done_all_the_same(phrase))


def _was_done_all_the_same(phrase: Phrase) -> bool:
    """`建了58户认为` behind 62户: what is said behind it takes back what was done, and not another figure."""
    value = phrase.value
    if value is None or _DID.search(phrase.text[: value.start]) is None:
        return False
    return phrase.text.rfind(phrase.words[-1]) > value.start


def _leads(phrase: Phrase) -> bool:
    """`5场待补`, `5场是去年的` beside 20场 speak of some of these; `去年15场` and `计划20场` stand beside them."""
    value = phrase.value
    return value is not None and value.start == 0 and phrase.sense in ("planned", "other_time", "compared")


def were_away(phrase: Phrase, stated: Phrase | None, unit: str, absent: frozenset[str]) -> bool:
    """`28户，另2户外出`, `实到35人，1人请假`: people who were not there, nor are counted.

    `stated` is the phrase of the figure that was done, `unit` its unit.
    """
    if phrase.value is None or phrase.among or phrase.sense not in ("extra", "rest", "undone"):
        return False
    if not any(word in phrase.text for word in absent):
        return False
    of_some = phrase.sense == "undone" and phrase.value.unit == unit
    told = stated is not None and _THERE.search(stated.text) is not None
    return phrase.text.startswith(words_of("另外的")) or (of_some and told)


def is_fewer(phrase: Phrase, quantity: Quantity, done: Quantity) -> bool:
    """`20场（可核实12场）`, `20场，预计12场`: no more than these can be meant; `15场，拟办5场` speaks of others."""
    if done.unit != quantity.unit or done.number is None:
        return False
    least = quantity.low if quantity.number is None else quantity.number
    if least is None or least >= done.number:
        return False
    word, value = phrase.words[0], phrase.value
    bare = value is not None and phrase.text == word + phrase.text[value.start : value.end]
    return word in words_of("可能") or (bare and word in words_of("预计"))


def came_true(text: str, done: Quantity, begun: Quantity) -> bool:
    """`报名35人，实际参加32人`, `申报2个，获批1个`: beside what was begun stands what came of it."""
    if done.unit != begun.unit or done.number is None or begun.number is None or begun.operator:
        return False
    return _CAME_TRUE.search(text) is not None and done.number <= begun.number


def makes_up(done: Quantity, left: Quantity, promised: Figure) -> bool:
    """Whether what was done and what is left of it come to what was promised."""
    if {done.unit, left.unit} != {promised.unit} or done.number is None or left.number is None:
        return False
    return promised.number == done.number + left.number
