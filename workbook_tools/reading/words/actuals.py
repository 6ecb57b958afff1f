"""What only an actual says, beyond what a target may: how it is written before its figures are looked for, and what it
comes to. Loaded for the first actual that is more than a figure; targets need none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import cast

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import IN_ALL
from workbook_tools.model.basics import Quantity, Sense
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.phrases.enumerations import each_with_its_unit, unnumbered, without_examples
from workbook_tools.reading.words.wholes.against_target import told_by_the_target
from workbook_tools.reading.words.wholes.agreeing import false_change, said_once
from workbook_tools.reading.words.wholes.amounts import amount_told, in_its_money, in_yuan
from workbook_tools.reading.words.wholes.counted import counted_by_names, names_with_their_number, numbered_names
from workbook_tools.reading.words.wholes.own_part import combined_with_others, own_part, parts_that_make_it
from workbook_tools.reading.words.wholes.parts import sum_of_named_parts
from workbook_tools.reading.words.wholes.products import product_told
from workbook_tools.reading.words.wholes.remarks import without_another_year, without_remarks
from workbook_tools.reading.words.wholes.rhythms import told_of_periods, without_each
from workbook_tools.reading.words.wholes.shares import rate_told
from workbook_tools.reading.words.wholes.stages import last_stage
from workbook_tools.reading.words.wholes.sums import false_sum, sum_told, true_product
from workbook_tools.reading.words.wholes.whole import nothing_to_handle, whole_text
from workbook_tools.reading.words.written.by_character import ByCharacter
from workbook_tools.reading.words.written.spelling import due_and_done, figure_in_brackets, without_arrows

__all__ = [
    "as_one_figure",
    "combined_with_others",
    "counted_by_names",
    "in_its_money",
    "numbered_names",
    "own_part",
    "parts_that_make_it",
    "said_of_all",
    "sum_of_named_parts",
    "told",
    "without_another_year",
    "without_what_only_led_to_it",
]
_LIST = lazy_pattern(r"1[.][0-9]+[^0-9.]{1,3}2[.][0-9]")  # 1.8个2.3个, where a list was promised
_GLUED = lazy_pattern(r"([1-9])[.]([0-9]+[^0-9.]{1,3})(?=[1-9][.]|$)")
_ALL_BEHIND = lazy_pattern(f"[0-9][^0-9,;]+?(?:{'|'.join(IN_ALL)})计?[0-9]")
_HOLD_FOR_ALL: tuple[Sense, ...] = ("other_time", "other_place", "planned", "undone", "postponed")
_AT_THE_END = ("other_time", "other_place", "planned")
_DID_THEN = lazy_pattern("(?!的|基础|共|全年|完成|开展)[^0-9,;:]{2}")  # not 去年15场，开展20场
_SEVERAL = lazy_pattern("[0-9][^0-9.]+[0-9]")
_THIS_YEAR = lazy_pattern("今年|本年|当年|本期|目前|现[有已为达在]|截[至止]|实际|已|完成|同比|[较比]上|20[0-9]{2}年")
_LAST = lazy_pattern("[,(]([^0-9,;()]{1,5})[)]?$", holding=",(")
_LIST_OR_SUM = lazy_pattern(",?(?:1[.、]|[^0-9,;]{0,6}[0-9.]+[^0-9,;+]{0,6}[+])")
_SO_OFTEN = lazy_pattern("[0-9]+(?:人次|户次|人|户|份|场)[0-9]+[轮遍趟回]")


def as_one_figure(context: Context, text: str) -> str:
    """As an actual is written before its figures are looked for."""
    for write in _AS_ONE_FIGURE.for_text(text):
        text = write(context, text)
    return text


def without_what_only_led_to_it(context: Context, text: str) -> str:
    return last_stage(context, without_remarks(context, text))


def told(context: Context, text: str) -> Quantity | None:
    """What the text comes to as a whole, by the first that knows its form."""
    for read in _TOLD.for_text(text):
        if (quantity := read(context, text)) is not None:
            return quantity
    return None


def _counted_apart(context: Context, text: str) -> str:
    """`8个小组共48节` where 个 was promised: what is counted in another unit stands apart."""
    promised = context.promised if _ALL_BEHIND.search(text) else None
    if promised is None or not promised.unit or "/" in promised.unit:
        return text
    unit = re.escape(promised.unit)
    behind = f"(?=(?:{'|'.join(IN_ALL)})计?[0-9]+(?!{unit}){HAN})"
    return re.sub(f"([0-9]{unit}{HAN}{{0,6}}?){behind}", r"\1,", text)


def said_of_all(context: Context, text: str) -> Quantity | None:
    """What is said at the head or at the end of several figures, and holds for all of them: `明年受理22件，调成20件`
    where this year is not named behind it, `取消1.活动12场；2.小组3个`, `已办6期，第7期筹备中（去年）`."""
    if not _SEVERAL.search(text):
        return None
    vocabulary = context.vocabulary
    head = vocabulary.longest(text, 0, len(text))
    if _holds_for_all(context, head):
        was_then = (
            vocabulary.classes[head] == "other_time"
            and "年" in head
            and (text.startswith(",", len(head)) or _DID_THEN.match(text, len(head)))
        )
        of_all = (was_then or head in words_of("假如")) and not _THIS_YEAR.search(text, len(head))
        if of_all or _LIST_OR_SUM.match(text, len(head)):
            return _open(context, head)
    last = _LAST.search(text)
    return _open(context, last[1]) if last and _holds_for_all(context, last[1], _AT_THE_END) else None


def _holds_for_all(context: Context, word: str, senses: Sequence[str] = _HOLD_FOR_ALL) -> bool:
    return context.vocabulary.classes.get(word) in senses and not context.row.has(word)


def _open(context: Context, word: str) -> Quantity:
    return Quantity("text", sense=cast("Sense", context.vocabulary.classes[word]), words=(word,))


def _times_over(text: str) -> Quantity | None:
    """`60人次2轮`: whether so many in all or each time is not said."""
    told = _SO_OFTEN.fullmatch(text)
    return Quantity("text", sense="unknown", words=(text,), codes=("Q116",)) if told else None


# In this order: characters of which every such text has one, and how it is written.
_AS_ONE_FIGURE: ByCharacter[Callable[[Context, str], str]] = ByCharacter((
    ("块", in_yuan),
    ("各", lambda _, text: without_each(text)),
    ("(→", lambda _, text: without_arrows(figure_in_brackets(text))),
    ("共计", _counted_apart),
    (".", lambda context, text: (
        _GLUED.sub(r";\1、\2", text) if text[:2] == "1." and context.asks_for_several and _LIST.match(text) else text
    )),
    ("(:,", lambda context, text: each_with_its_unit(text) if context.asks_for_several else unnumbered(text)),
    ("、.(", names_with_their_number),
    ("、.(", lambda context, text: without_examples(text, context.vocabulary)),
    ("不别,%", lambda _, text: said_once(text)),
    ("应", lambda context, text: text if context.asks_for_a_rate() else due_and_done(text)),
))  # fmt: skip
_TOLD: ByCharacter[Callable[[Context, str], Quantity | None]] = ByCharacter((
    ("+-", sum_told),
    ("=(/,", lambda _, text: false_sum(text) or false_change(text)),
    ("*", lambda _, text: true_product(text)),
    ("的占*每", product_told),
    ("轮遍趟回", lambda _, text: _times_over(text)),
    ("", rate_told),
    ("元", amount_told),
    ("每月季半周星别依最*", told_of_periods),
    ("半%/倍分平致同等吻超高低比较离距期迟晚成", told_by_the_target),
    ("发收无未杜没现零", nothing_to_handle),
    ("", whole_text),
))  # fmt: skip
