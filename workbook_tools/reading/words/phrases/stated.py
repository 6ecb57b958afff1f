"""A figure, or a phrase with one, as the quantity that it states in its column."""

from __future__ import annotations

from workbook_tools.basis.operators import AT_MOST, SIGNS, Operator
from workbook_tools.basis.unit_names import is_rate_unit
from workbook_tools.model.basics import Nature, Quantity, QuantityKind, Sense
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.phrases.phrase import Phrase
from workbook_tools.reading.words.written.bounds import operator_before
from workbook_tools.reading.words.written.figures import Figure

FIGURE_STANDS: tuple[Sense, ...] = ("", "about", "nearly")
_TOLD_OF_A_TARGET: tuple[Sense, ...] = ("up", "down", "about", "nearly", "other_time")


def quantity_of(figure: Figure, unit: str, nature: Nature, text: str = "") -> Quantity:
    """A figure without a unit takes the column's. Under `%`, 95 is 95 %, and 0.95 may be 95 % with its format lost.

    What is bounded from above may well be less than 1 %: there 0.5 under `%` stays 0.5 %.
    """
    number, low, high = figure.number, figure.low, figure.high
    if number is None and low is None:
        return Quantity("text", text, codes=figure.codes)
    kind: QuantityKind = "range" if number is None else "number"
    measured, either = figure.unit or unit.strip(), False
    if not figure.unit and is_rate_unit(unit):
        highest = max(abs(value) for value in (number, low, high) if value is not None)
        either = 0 < highest <= 1 and nature != "≤" and figure.operator not in AT_MOST
        if not either:
            number, low, high = (value and value / 100 for value in (number, low, high))
        measured = "%"
    kind = "rate" if measured == "%" and kind == "number" else kind
    return Quantity(kind, text, figure.operator, number, measured, low, high, codes=figure.codes, either=either)


def quantity_of_phrase(context: Context, phrase: Phrase) -> Quantity:
    """The figure of a phrase that has one, with what its words make of it."""
    figure = phrase.value
    assert figure is not None
    if not (context.done or figure.operator or figure.low is not None) and len(phrase.loose) == 1:
        figure = figure._replace(operator=_bound_of(phrase, phrase.loose[0]))
    elif not (context.done or figure.operator or figure.low is not None) and phrase.text[:1] in ("≥", "≤"):
        figure = figure._replace(operator=_bound_of(phrase, phrase.text[0]))  # ≥总支出的60%
    codes = figure.codes
    if phrase.sense in ("about", "nearly"):
        codes = (*codes, "Q102")
    if phrase.dropped and context.done:
        codes = (*codes, "Q106")
    told = phrase.sense if context.done or phrase.sense in _TOLD_OF_A_TARGET else ""
    sense: Sense = told or figure.about
    in_words = context.done and figure.operator and figure.word not in SIGNS
    bound = (figure.word,) if in_words else ()  # 超过, 以内
    words = phrase.words[:1] if told else bound
    if codes != figure.codes:
        figure = figure._replace(codes=tuple(dict.fromkeys(codes)))
    quantity = quantity_of(figure, context.unit, context.nature)
    if quantity.kind == "text" or not (sense or words):
        return quantity
    return quantity._replace(sense=sense, words=words)


def _bound_of(phrase: Phrase, word: str) -> Operator:
    """`不得超过总支出的15%`: the bound that stands in front of what the figure is a part of."""
    figure = phrase.value
    assert figure is not None
    leads = 0 <= phrase.text.find(word) < figure.start and phrase.text[: figure.start].endswith("的")
    return operator_before(word, len(word))[0] if leads else Operator.NONE
