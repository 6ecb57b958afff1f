"""A figure told by its factors: `100人×2次` where 人次 was promised, `4个社区×5场`, `4次/月×9个月`, `5×3次`.

Only what comes to the promised unit is multiplied, and told as worked out; every other product leaves the row open.
Money is told by `amounts`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.wholes.arithmetic import multiplied, worked_out
from workbook_tools.reading.words.written.numerals import digits_for_numerals

_COUNTED = "人次|户次|场次|课时|小时|[人名户次场期节轮份个件例篇批]"
_PLACES = "个?(?:社区|村居?|站点?|街道|镇|小区|班级?|学校|点位?|小组|组)"
_TIME = "个?月|周|季度?|天|日|年"
_PRODUCT = lazy_pattern(
    f"(?:[已共]|完成|开展){{0,2}}(?P<one>[0-9]{{1,6}})(?P<first>{_PLACES}|{_TIME}|{_COUNTED})?(?:/(?P<per>{_TIME}))?"
    f"[*](?P<other>[0-9]{{1,6}})(?P<second>{_PLACES}|{_TIME}|{_COUNTED})?",
    holding="*",
)
_EACH_OF_THEM = lazy_pattern(  # 5个社区，每个4场
    f"(?:[已共在]|完成|开展|覆盖){{0,2}}(?P<one>[0-9]{{1,4}}){_PLACES}[,、;(]?每[个所家]?(?:{_PLACES})?"
    f"(?:[各均]|完成|开展|举办){{0,2}}(?P<other>[0-9]{{1,4}})(?P<unit>{_COUNTED})[)]?",
    holding="每",
)
_PART_OF = lazy_pattern(  # 50人的九成
    f"(?:完成了?|达到?)?(?P<whole>[0-9]{{1,6}})(?P<unit>{_COUNTED})的(?P<rate>[0-9]{{1,3}}(?:[.][0-9]{{1,2}})?)%",
    holding="的",
)
_SHARE_OF = lazy_pattern(  # 志愿者88名，党员占25%
    f"(?P<all>{HAN}{{0,8}}?)(?P<whole>[0-9]{{1,6}})(?P<unit>{_COUNTED})[,;(](?:其中)?(?P<who>{HAN}{{2,6}}?)"
    "(?:占比?)(?:为|达)?(?:(?P<rate>[0-9]{1,3}(?:[.][0-9]{1,2})?)%|(?P<of>[二三四五六七八九十])分之(?P<some>[一二两三四五六七八九]))[)]?",
    holding="占",
)
_A_PLACE, _A_TIME = lazy_pattern(_PLACES), lazy_pattern(_TIME)
_TURNS = {"人次": ("人", "次期场轮节批"), "户次": ("户", "次期轮")}  # so many, so often


def product_told(context: Context, text: str) -> Quantity | None:
    """What the factors come to in the promised unit; None for a text of something else."""
    if "的" in text and (of := _PART_OF.fullmatch(digits_for_numerals(text))):
        return _part(context, of)
    part = (_SHARE_OF.fullmatch(text) or _SHARE_OF.fullmatch(digits_for_numerals(text))) if "占" in text else None
    if part and part["who"] in context.row.own and part["who"] not in part["all"]:
        return _part(context, part) if part["rate"] else _fraction(context, part)
    unit = context.promised.unit or context.unit if context.promised else ""
    each = _EACH_OF_THEM.fullmatch(text) if "每" in text else None
    if each and normal_unit(each["unit"]) == normal_unit(unit):
        return multiplied(each["one"], each["other"], unit)
    match = _PRODUCT.fullmatch(text) if "*" in text else None
    if match is None or not unit:
        return None
    first, second, per = match["first"] or "", match["second"] or "", match["per"] or ""
    if not any(_comes_to(unit, one, other, per) for one, other in ((first, second), (second, first))):
        return None
    return multiplied(match["one"], match["other"], unit)


def _part(context: Context, told: re.Match[str]) -> Quantity | None:
    """`50人的九成`: forty-five, where a count was promised."""
    number = Decimal(told["whole"]) * Decimal(told["rate"]) / 100
    how = f"{told['whole']}×{told['rate']}%＝{as_digits(number)}{told['unit']}"
    return None if context.asks_for_percent() else worked_out(how, number, told["unit"])


def _fraction(context: Context, told: re.Match[str]) -> Quantity | None:
    """`120户，孤寡户占三分之一`: forty; open where it does not come out even."""
    some, of = number_of(told["some"]), number_of(told["of"])
    number, rest = divmod(int(told["whole"]) * some, of)
    if context.asks_for_percent():
        return None
    how = f"{told['whole']}×{some}/{of}＝{number}{told['unit']}"
    return worked_out(how, number, told["unit"]) if not rest else Quantity("text", codes=("Q103",))


def _comes_to(unit: str, one: str, other: str, per: str) -> bool:
    """Whether so many of `one`, so many times `other`, are a count in the unit."""
    who, events = _TURNS.get(unit, ("", ""))
    if who and normal_unit(one) == who and other and other in events:
        return not per
    if normal_unit(unit) == "人天" and normal_unit(one) == "人" and normal_unit(other) == "天":
        return not per
    if normal_unit(one) != normal_unit(unit) or not one:
        return False
    if _A_TIME.fullmatch(other):
        return not per or per.removeprefix("个") == other.removeprefix("个")
    return not per and (not other or _A_PLACE.fullmatch(other) is not None)
