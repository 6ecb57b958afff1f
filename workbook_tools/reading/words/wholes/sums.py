"""A figure given with its parts: `直接26880+间接3304=30184小时`, `26,880 + 3,304`. It is their sum.

What is written out and comes to another figure (`26880+3304=30185`, `4×4=20场`) is no figure at all, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from operator import add, mul, sub, truediv

from workbook_tools.basis.decimals import ROUNDED_PERCENT
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import SIGNS
from workbook_tools.basis.unit_names import UNIT, normal_unit
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.wholes.arithmetic import not_so, worked_out

_ONE = "[^0-9+=()≥≤<>]{0,20}[0-9][0-9,.]*[^0-9+=()]{0,6}"
_SUM = lazy_pattern(rf"([≥≤<>=]?)({_ONE}(?:\+{_ONE})+)(?:=({_ONE}))?")
_BRACKETED = lazy_pattern(r"\(([0-9][0-9,.+]*)\)([^0-9()+=]{0,6})")  # (30+20)个
_TAKEN_OFF = lazy_pattern(r"\(([0-9]{1,6})-([0-9]{1,6})\)([^0-9()+=]{1,3})", holding="-")  # (48-3)例
_PART = "[^0-9+*÷/=()≥≤<>;,-]{0,8}[0-9][0-9,]*(?:[.][0-9]+)?(?:[^0-9+*÷/=()≥≤<>;,-]{0,6})"
_EQUATION = lazy_pattern(rf"({_PART}(?:[+*÷/-]{_PART}){{1,8}})=({_PART})")
_PLACE = lazy_pattern("(?:社区|村居?|站点?|街道|镇|小区|个?月|季度?|周|天|班|组|小组|学校)?")
_PRODUCT = lazy_pattern("([0-9]{1,5})([^0-9*=]*)[*]([0-9]{1,5})([^0-9*=]*)=([0-9]{1,9})([^0-9*=]+)", holding="*")
_SUM_FIRST = lazy_pattern("([^=+]{1,20})=([^=+]{1,20}(?:[+][^=+]{1,20}){1,8})")
_OPERATION = lazy_pattern("[+*÷/-]")
_DIGITS = lazy_pattern("[0-9][0-9,]*(?:[.][0-9]+)?")
_OPERATE: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": add, "-": sub, "*": mul, "÷": truediv, "/": truediv,
}  # fmt: skip
_WITH_PARTS = lazy_pattern(  # 48万元（人员36万元、活动9万元、办公5万元）
    r"(?<![0-9.])([0-9]+(?:[.][0-9]+)?)(万元|元|场次|场|人次|人|个|份|户次|户|篇|次|例|起|件|小时|期|节|项|支|家)[(]([^()]*[0-9][^()]*[0-9][^()]*)[)]",
    holding="(",
)
_OTHERS_THAN_PARTS = lazy_pattern("第|原|计划|目标|任务|应|预|年|比|较|不含|另|其他|每|各|由|从")
_LIST_OF_PARTS = lazy_pattern(
    "(?!其中|含|包括|主要|包含|如)(?:[^0-9,;、]{1,10}[0-9]+(?:[.][0-9]+)?[^0-9,;、]{1,3}(?:[,;、]|$)){2,12}"
)
_RATE_AND_SHARE = lazy_pattern(  # 80%（8/10）
    "([0-9]{1,3}(?:[.][0-9]{1,3})?)%[(,](?:即|为|约)?([0-9]{1,6})[人户份件个名例]?/([0-9]{1,6})[人户份件个名例]?(?=[),;。]|$)",
    holding="/",
)
_FIGURE = lazy_pattern(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")  # no list number and no date
_TERM = lazy_pattern(r"([^0-9]*?)([0-9][0-9,.]*)([^0-9]*)")


def sum_of_parts(text: str, unit: str, *, done: bool) -> Quantity | None:
    """The sum that a cleaned text says, in the one unit of its terms; None where it is none, or does not add up.

    Without the sum behind it only hours are added, 直接 and 间接 as contracts promise them, and of what was `done` what
    has no names (10场+8场): a promise of 68+2个 may be two things, and parts with names are a list of two things.
    """
    if (less := _TAKEN_OFF.fullmatch(text)) and done and int(less[1]) > int(less[2]):
        number = int(less[1]) - int(less[2])
        return worked_out(f"{less[1]}−{less[2]}＝{number}{less[3]}", number, less[3])
    if "+" not in text:
        return None
    text = _turned(text.replace(";", ""))
    bracketed = _BRACKETED.fullmatch(text)
    match = _SUM.fullmatch(bracketed[1] + bracketed[2] if bracketed else text)
    if match is None:
        return None
    terms = [_term(part) for part in match[2].split("+")]
    stated = _term(match[3]) if match[3] else None
    every = [*terms, stated] if match[3] else terms
    if any(term is None for term in every):
        return None
    units = {normal_unit(term[1]): term[1] for term in every if term is not None and term[1]}
    measured = next(iter(units.values()), unit)
    if len(units) > 1 or (stated is None and not bracketed and not _may_be_added(terms, measured, done=done)):
        return None
    total = sum((term[0] for term in terms if term is not None), Decimal(0))
    if stated is not None and stated[0] != total:
        return None
    if measured == "%":
        return Quantity("rate", operator=SIGNS[match[1]], number=total / 100, unit="%")
    return Quantity("number", operator=SIGNS[match[1]], number=total, unit=measured)


def sum_told(context: Context, text: str) -> Quantity | None:
    """The same for a cell: 40+55 of ≥90% are two rates."""
    return sum_of_parts(text, context.unit or ("%" if context.asks_for_percent() else ""), done=context.done)


def false_sum(text: str) -> Quantity | None:
    """A text without a figure that can be taken, of one whose written sum, product or share comes to another figure."""
    for match in _EQUATION.finditer(_turned(text)) if "=" in text else ():
        written = [*_OPERATION.split(match[1]), match[2]]
        figures = [figure for part in written if (figure := _number(part)) is not None]
        if len(figures) < len(written):
            continue
        (value, *terms), stated, signs = figures[:-1], figures[-1], _OPERATION.findall(match[1])
        for sign, term in zip(signs, terms, strict=True):
            if sign in "÷/" and not term:
                return None
            value = _OPERATE[sign](value, term)
        off = abs(value * (100 if "%" in match[2] else 1) - stated)
        if off > (ROUNDED_PERCENT if set(signs) & set("÷/") else 0):
            return not_so(match[0])
    for match in _WITH_PARTS.finditer(text):
        if off_by := _parts_that_are_off(match):
            return not_so(off_by)
    for rate, some, whole in _RATE_AND_SHARE.findall(text):
        if not Decimal(whole) or abs(Decimal(some) / Decimal(whole) * 100 - Decimal(rate)) >= ROUNDED_PERCENT:
            return not_so(f"{some}/{whole}≠{rate}%")
    return None


def _parts_that_are_off(match: re.Match[str]) -> str:
    """`48万元（人员36万元、活动9万元、办公5万元）`: more than the whole; `20场（老人8场、儿童10场）`: less, where
    nothing says that these are only some."""
    whole, unit, inner = match.groups()
    parts = [Decimal(part) for part in re.findall(f"([0-9]+(?:[.][0-9]+)?){unit}", inner)]
    if len(parts) < 2 or _OTHERS_THAN_PARTS.search(inner):
        return ""
    all_of_it = _LIST_OF_PARTS.fullmatch(inner) is not None and inner.count(unit) == len(_DIGITS.findall(inner))
    off = sum(parts) > Decimal(whole) or (all_of_it and sum(parts) != Decimal(whole))
    return f"{'+'.join(map(str, parts))}≠{whole}" if off else ""


def _turned(text: str) -> str:
    """`65小时=25+40` with its sum at the end."""
    turned = _SUM_FIRST.fullmatch(text)
    return f"{turned[2]}={turned[1]}" if turned else text


def true_product(text: str) -> Quantity | None:
    """`4个社区*5场=20场`: what comes to the figure behind the sign is that figure."""
    match = _PRODUCT.fullmatch(text)
    if match is None or Decimal(match[1]) * Decimal(match[3]) != Decimal(match[5]):
        return None
    counted = _names_a_count(match[2]) and _names_a_count(match[4]) and UNIT.fullmatch(match[6])
    return Quantity("number", number=Decimal(match[5]), unit=match[6]) if counted else None


def _names_a_count(words: str) -> bool:
    """A unit, a place or both: the 个社区 of 4个社区."""
    unit = UNIT.match(words)
    return _PLACE.fullmatch(words, unit.end() if unit else 0) is not None


def _number(text: str) -> Decimal | None:
    found = _FIGURE.fullmatch("".join(_DIGITS.findall(text)))
    return Decimal(found[0].replace(",", "")) if found else None


def _may_be_added(terms: list[tuple[Decimal, str, str] | None], unit: str, *, done: bool) -> bool:
    named = any(term is not None and term[2] for term in terms)
    kind = normal_unit(unit).partition("/")[0]
    return (
        not named
        and all(term is not None and term[0] > 0 for term in terms)
        and (kind == "h" or (done and kind != "%"))
    )


def _term(text: str) -> tuple[Decimal, str, str] | None:
    """Figure, unit, name."""
    match = _TERM.fullmatch(text)
    if match is None or not _FIGURE.fullmatch(match[2]) or (match[3] and UNIT.fullmatch(match[3]) is None):
        return None
    return Decimal(match[2].replace(",", "")), match[3], match[1]
