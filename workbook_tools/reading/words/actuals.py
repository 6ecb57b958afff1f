"""What only an actual says, beyond what a target may: how it is written before its figures are looked for, and what it
comes to. Loaded for the first actual that is more than a figure; targets need none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.promise_words import NOT_INCLUDED
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import IN_ALL
from workbook_tools.model.basics import Quantity
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
from workbook_tools.reading.words.wholes.rhythms import told_of_periods, without_all_the_year
from workbook_tools.reading.words.wholes.shares import rate_told
from workbook_tools.reading.words.wholes.stages import last_stage
from workbook_tools.reading.words.wholes.sums import false_sum, sum_told, true_product
from workbook_tools.reading.words.wholes.whole import nothing_to_handle, whole_text
from workbook_tools.reading.words.written.spelling import due_and_done, figure_in_brackets, without_arrows

__all__ = [
    "as_one_figure",
    "combined_with_others",
    "counted_by_names",
    "in_its_money",
    "numbered_names",
    "own_part",
    "parts_that_make_it",
    "sum_of_named_parts",
    "told",
    "without_another_year",
    "without_what_only_led_to_it",
]
_LIST = lazy_pattern(r"1[.][0-9]+[^0-9.]{1,3}2[.][0-9]")  # 1.8个2.3个, where a list was promised
_GLUED = lazy_pattern(r"([1-9])[.]([0-9]+[^0-9.]{1,3})(?=[1-9][.]|$)")
_ALL_BEHIND = lazy_pattern(f"[0-9][^0-9,;]+?(?:{'|'.join(IN_ALL)})计?[0-9]")
_LEFT_OUT = lazy_pattern(f"(?:{NOT_INCLUDED}|不计){HAN}{{2,8}}", holding="不")
_SO_OFTEN = lazy_pattern("[0-9]+(?:人次|户次|人|户|份|场)[0-9]+[轮遍趟回]")


def as_one_figure(context: Context, text: str) -> str:
    """As an actual is written before its figures are looked for."""
    for step in _AS_ONE_FIGURE:
        text = step(context, text)
    return text


def without_what_only_led_to_it(context: Context, text: str) -> str:
    return last_stage(context, without_remarks(context, text))


def told(context: Context, text: str) -> Quantity | None:
    """What the text comes to as a whole, by the first that knows its form."""
    quantities = (read(context, text) for read in _TOLD)
    return next((quantity for quantity in quantities if quantity is not None), None)


def _without_what_the_target_leaves_out(context: Context, text: str) -> str:
    """`20场（不含线上）` as 20场 where the target says 不含线上 too."""
    for left_out in _LEFT_OUT.findall(context.row.target) if "不" in text else ():
        text = text.replace(f"({left_out})", "").replace(f",{left_out}", "").replace(left_out, "")
    return text


def _counted_apart(context: Context, text: str) -> str:
    """`8个小组共48节` where 个 was promised: what is counted in another unit stands apart."""
    promised = context.promised if _ALL_BEHIND.search(text) else None
    if promised is None or not promised.unit or "/" in promised.unit:
        return text
    unit = re.escape(promised.unit)
    behind = f"(?=(?:{'|'.join(IN_ALL)})计?[0-9]+(?!{unit}){HAN})"
    return re.sub(f"([0-9]{unit}{HAN}{{0,6}}?){behind}", r"\1,", text)


def _times_over(text: str) -> Quantity | None:
    """`60人次2轮`: whether so many in all or each time is not said."""
    told = _SO_OFTEN.fullmatch(text)
    return Quantity("text", sense="unknown", words=(text,), codes=("Q116",)) if told else None


# In this order.
_AS_ONE_FIGURE: tuple[Callable[[Context, str], str], ...] = (
    in_yuan,
    _without_what_the_target_leaves_out,
    lambda _, text: without_all_the_year(text),
    lambda _, text: without_arrows(figure_in_brackets(text)),
    _counted_apart,
    lambda context, text: (
        _GLUED.sub(r";\1、\2", text) if text[:2] == "1." and context.asks_for_several and _LIST.match(text) else text
    ),
    lambda context, text: each_with_its_unit(text) if context.asks_for_several else unnumbered(text),
    names_with_their_number,
    lambda context, text: without_examples(text, context.vocabulary),
    lambda _, text: said_once(text),
    lambda context, text: text if context.asks_for_a_rate() else due_and_done(text),
)
_TOLD: tuple[Callable[[Context, str], Quantity | None], ...] = (
    sum_told,
    lambda _, text: false_sum(text) or false_change(text),
    lambda _, text: true_product(text),
    product_told,
    lambda _, text: _times_over(text),
    rate_told,
    amount_told,
    told_of_periods,
    told_by_the_target,
    nothing_to_handle,
    whole_text,
)
