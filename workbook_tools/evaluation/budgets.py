"""What is said of a limit of money without what was spent: `未超预算`, `节约1.1万元`, `超支420元`, `零租金`."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import money_factor
from workbook_tools.model import Quantity

_WHAT = "(?:项目|活动|各项|全年|本年度?|实际|总|经费|资金|费用|成本|支出|开支|均|已|全部|严格|有效|都){0,4}"
_LIMIT = "(?:预算|标准|限额|范围|额度|总额|合同价?|规定|目标|计划|指标|上限|控制数)"
_NUMBER = "(?P<by>[0-9]{1,9}(?:[.][0-9]{1,4})?)(?P<unit>%|[万亿]?元)"
_WITHIN = lazy_pattern(
    f"{_WHAT}(?:(?:未|没有?|并未|不)(?:有)?(?:超过?|超出|突破)(?:支|了|{_LIMIT}){{1,3}}"
    f"|(?:控制|保持)?在{_LIMIT}{{1,2}}(?:之)?内|(?:未|没有|无)(?:发生|出现)?超支(?:情况|现象)?)(?:执行)?[。!]?"
)
_SAVED = lazy_pattern(
    f"{_WHAT}(?:比{_LIMIT}|较{_LIMIT})?(?:节约|节省|节支|结余|少支出?|少花|少用)(?:了|{_WHAT}){_NUMBER}[。!]?"
)
_OVERSPENT = lazy_pattern(
    f"{_WHAT}(?:超支|超(?:出|过)?{_LIMIT}{{1,2}}|[比较]{_LIMIT}(?:超支|超出?|多支出?))(?:了|的|支出|金额|约)?{_NUMBER}[。!]?"
)
_NOTHING_SPENT = lazy_pattern(
    "(?:零|0)(?:租金|费用|成本|支出|开支)(?:,[^0-9,;]{0,14})?|(?:未|没有)(?:产生|发生)(?:费用|支出|租金)"
    "|(?:全部|全程)?免费(?:提供|使用)?(?:,未产生费用)?"
)
_A_LIMIT = lazy_pattern(
    f"(?:{_WHAT}(?:控制|保持)?在{_LIMIT}{{1,2}}(?:之)?内|{_WHAT}不(?:得|能|应)?(?:超支|(?:超过?|超出|突破){_LIMIT}{{1,2}})(?:控制)?)"
)
_OF_SAVING = ("节约", "节省", "降低", "压减", "结余")


class Spent(NamedTuple):
    """What was spent, as a part of the limit or as an amount, and how that was found out."""

    within: bool
    share: Decimal | None = None  # of the limit
    amount: Decimal | None = None  # in the unit of the limit
    sum: str = ""


def spent_of(limit: Quantity, name: str, text: str) -> Spent | None:
    """What a text says of an amount that must not be exceeded; None where it says something else."""
    if any(word in name for word in _OF_SAVING):
        return None
    said = text.translate(_PLAIN).strip()
    if said.replace(".", "").isdecimal():
        return None  # as most are: a figure alone
    if _WITHIN.fullmatch(said):
        return Spent(within=True)
    if _NOTHING_SPENT.fullmatch(said):
        return Spent(within=True, amount=Decimal(0))
    saved = _SAVED.fullmatch(said)
    match = saved or _OVERSPENT.fullmatch(said)
    if match is None:
        return None
    by = -Decimal(match["by"]) if saved else Decimal(match["by"])
    if match["unit"] == "%":
        return Spent(within=saved is not None, share=1 + by / 100) if by > -100 else None
    factor, own = money_factor(match["unit"]), money_factor(limit.unit.partition("/")[0])
    if "/" in limit.unit:
        return None  # of how many so much was saved is not said
    if limit.number is None:
        return Spent(within=saved is not None)
    if factor is None or own is None or limit.number + by * factor / own < 0:
        return None
    return Spent(within=saved is not None, amount=limit.number + by * factor / own)


def is_a_limit(text: str) -> bool:
    """`控制在预算内`: a limit in words."""
    return _A_LIMIT.fullmatch(text.translate(_PLAIN).strip()) is not None


_PLAIN = str.maketrans({"，": ",", "％": "%", "。": "", "！": ""})
