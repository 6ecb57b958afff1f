"""A figure told by its factors: `100人×2次` where 人次 was promised, `4个社区×5场`, `4次/月×9个月`, `5×3次`.

Only what comes to the promised unit is multiplied, and told as worked out; every other product leaves the row open.
Money is told by `amounts`.
"""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.wholes.arithmetic import worked_out

_COUNTED = "人次|户次|场次|课时|小时|[人名户次场期节轮份个件例篇]"
_PLACES = "个?(?:社区|村居?|站点?|街道|镇|小区|班级?|学校|点位?)"
_TIME = "个?月|周|季度?|天|年"
_PRODUCT = lazy_pattern(
    f"(?:[已共]|完成|开展){{0,2}}(?P<one>[0-9]{{1,6}})(?P<first>{_PLACES}|{_TIME}|{_COUNTED})?(?:/(?P<per>{_TIME}))?"
    f"[*](?P<other>[0-9]{{1,6}})(?P<second>{_PLACES}|{_TIME}|{_COUNTED})?",
    holding="*",
)
_A_PLACE, _A_TIME = lazy_pattern(_PLACES), lazy_pattern(_TIME)
_TURNS = {"人次": ("人", "次期场轮节"), "户次": ("户", "次期轮")}  # so many, so often


def product_told(context: Context, text: str) -> Quantity | None:
    """What the factors come to in the promised unit; None for a text of something else."""
    match = _PRODUCT.fullmatch(text) if "*" in text else None
    unit = context.promised.unit or context.unit if context.promised else ""
    if match is None or not unit:
        return None
    first, second, per = match["first"] or "", match["second"] or "", match["per"] or ""
    if not any(_comes_to(unit, one, other, per) for one, other in ((first, second), (second, first))):
        return None
    number = Decimal(match["one"]) * Decimal(match["other"])
    return worked_out(f"{match['one']}×{match['other']}＝{number}{unit}", number, unit)


def _comes_to(unit: str, one: str, other: str, per: str) -> bool:
    """Whether so many of `one`, so many times `other`, are a count in the unit."""
    who, events = _TURNS.get(unit, ("", ""))
    if who and normal_unit(one) == who and other and other in events:
        return not per
    if normal_unit(one) != normal_unit(unit) or not one:
        return False
    if _A_TIME.fullmatch(other):
        return not per or per.removeprefix("个") == other.removeprefix("个")
    return not per and (not other or _A_PLACE.fullmatch(other) is not None)
