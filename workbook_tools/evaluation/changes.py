"""From one level to another: `由200人增至230人` of 增长10%, `由2021年45起降至2022年28起` of 持续下降."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from workbook_tools.basis.decimals import ROUNDED_PERCENT
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.model import Quantity

_NUMBER = "[0-9]{1,9}(?:[.][0-9]{1,4})?"
_YEAR = "(?:(?:20[0-9]{2}|去|上|今|本)年度?|年初|年末|年底|服务前|服务后|前测|后测|同期){0,2}的?"
_UP = "增长?|增加|上?升|提高|提升|上涨|扩大"
_DOWN = "下降|减少?|降低?|下滑|回落|缩短"
_CHANGE = lazy_pattern(
    "(?P<what>[^0-9,;由从未没拟计预目]{0,10})[由从]?"
    f"(?P<before>{_YEAR})(?P<low>{_NUMBER})(?P<unit>%|[^0-9,;→%]{{0,3}}?)(?:(?:(?P<up>{_UP})|(?P<down>{_DOWN}))[到至为]|→|(?<![月年日号季])[到至](?=[0-9]))"
    f"(?P<after>{_YEAR})(?P<high>{_NUMBER})(?P<other>%|[^0-9,;%]{{0,3}})[。]?",
    holding="到至为→",
)
_DID = "(?:完成|开展|举办|服务|发生|共|为|有|是|达|累计|接到|收到|得分|均分){0,3}"
_SHORT_YEAR = "(?:20)?[0-9]{2}年度?"
_BEFORE = f"(?:(?:去年|上年度?|{_SHORT_YEAR})(?:同期)?|前测|服务前|干预前|年初|期初)"
_AFTER = f"(?:(?:今年|本年度?|当年|{_SHORT_YEAR})(?:同期)?|后测|服务后|干预后|年末|年底|期末)"
_WHAT = "(?P<what>[^0-9,;由从未没拟计预目上去今本]{0,8}?)"
_TOLD = (
    f"(?:[,;](?:同比|平均|实际|共){{0,2}}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?"
    f"(?P<by>{_NUMBER})(?P<in>%|个?百分点|[^0-9,;%]{{1,3}}))?[。]?"
)
_TWO_LEVELS = (  # 去年1200人次，今年1380人次; 前测50分、后测44分，下降12%
    lazy_pattern(
        f"{_WHAT}(?P<before>{_BEFORE}){_DID}(?P<low>{_NUMBER})(?P<unit>%|[^0-9,;、→%]{{0,3}})"
        f"[,;、→](?P<after>{_AFTER}){_DID}(?P<high>{_NUMBER})(?P<other>(?P=unit)){_TOLD}",
        holding="年测后末",
    ),
    lazy_pattern(
        f"{_WHAT}(?P<after>{_AFTER}){_DID}(?P<high>{_NUMBER})(?P<other>%|[^0-9,;、%]{{1,3}})"
        f"[,;、](?P<before>{_BEFORE}){_DID}(?P<low>{_NUMBER})(?P<unit>(?P=other))[。]?",
        holding="年测前初",
    ),
)
_IN_TURN = lazy_pattern(  # 一至四季度依次为112、126、139、158人
    f"[^0-9,;、未没拟计预目]{{0,8}}(?:[一1](?:季度)?[-至到][四4]季度|[四4]个季度|各季度)(?:分别|依次)[为是]?"
    f"(?P<each>{_NUMBER}(?:[、,]{_NUMBER}){{3}})[^0-9,;、]{{0,3}}[。]?",
    holding="别依",
)
_SAME = lazy_pattern(
    "(?:[与同跟较比]?(?:上年度?|去年|上一年度?)(?:同期)?|同比)?(?:保持|维持)?(?:持平|不变|一致|无变化)[。]?"
)
_OF_OTHERS = lazy_pattern("其[他它]|外站|兄弟|全[国省市区县镇]|目标|任务|指标")
_STEP_BY_STEP = lazy_pattern("逐[季月年]|每[季月年]")  # of which one figure of the year says nothing
_SIGNED = lazy_pattern("([+-])[0-9]{1,6}(?:[.][0-9]{1,4})?(?:%|[^0-9,;%]{1,3})?[。]?")
_THAN = lazy_pattern("同比|环比|20[0-9]{2}年")
_A_YEAR = lazy_pattern("(?:20)?([0-9]{2})年")
_AIM = lazy_pattern(
    "(?:[较比](?:上年度?|去年|往年|同期|上年同期|去年同期|服务前|之前)|同比|持续|逐年|逐步|逐[季月]|每[季年月]度?|不断|稳步|稳中有?|有所|呈|实现|总体|进一步|保持|正(?=增长)){0,4}"
    "(?P<no>不)?(?:(?P<up>增长|增加|上升|提高|提升|递增)|(?P<down>下降|减少|降低|递减))(?:趋势|态势)?"
)
_NOT_LESS = lazy_pattern(
    "(?:不低于|不少于)(?:上年度?|去年)(?:同期)?(?:水平)?|[较比](?:上年度?|去年)不减少?|只增不减|持平或增长"
)


class Aim(NamedTuple):
    """More or less of something, without how much; `or_level`: as much as before is enough (不上升)."""

    rises: bool
    or_level: bool = False


class Change(NamedTuple):
    """From `low` to `high`, in one unit; the years that were named."""

    low: Decimal
    high: Decimal
    unit: str
    years: tuple[int, ...]  # of the first level and of the last; none where they are not named

    @property
    def is_rise(self) -> bool:
        return self.high > self.low


def change_in(text: str) -> Change | None:
    """The change that a text tells; None where it tells none, or where its words and figures do not agree."""
    text = _plain(text)
    told = (found for each in (_CHANGE, *_TWO_LEVELS) if (found := each.fullmatch(text)))
    match = next((found for found in told if _years_of(found) == tuple(sorted(_years_of(found)))), None)
    if match is None or _OF_OTHERS.search(match["what"]):
        return None
    said = match.groupdict()
    low, high, unit, other = Decimal(said["low"]), Decimal(said["high"]), said["unit"], said["other"]
    if normal_unit(unit) != normal_unit(other) and unit and other != f"{unit}元":  # 6万→7.5万元
        return None
    way = said.get("up") or said.get("down")
    if low == high or (way and (high > low) is not bool(said["up"])):
        return None
    change = Change(low, high, other, _years_of(match))
    return change if not said.get("by") or _agrees(change, Decimal(said["by"]), said["in"]) else None


def _years_of(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(2000 + int(year) for year in _A_YEAR.findall(f"{match['before']},{match['after']}"))


def _agrees(change: Change, by: Decimal, unit: str) -> bool:
    """Whether so much, in that unit, is what the two levels come to."""
    size = abs(change.high - change.low)
    if unit == "%":
        return bool(change.low) and abs(size / change.low * 100 - by) < ROUNDED_PERCENT
    same = unit.endswith("百分点") if change.unit == "%" else unit == change.unit
    return same and size == by


def aim_of(text: str) -> Aim | None:
    """Whether more or less was promised without saying how much: 持续下降; None for other texts."""
    text = "".join(text.split())
    if _NOT_LESS.fullmatch(text):
        return Aim(rises=True, or_level=True)
    match = _AIM.fullmatch(text)
    return None if match is None else Aim(bool(match["up"]) is not bool(match["no"]), bool(match["no"]))


def stays_level(text: str) -> bool:
    """持平: as much as before."""
    return _SAME.fullmatch(_plain(text)) is not None


def goes_on(text: str, *, rises: bool) -> bool:
    """Whether the figures of the four quarters go up, or down, from each to the next."""
    match = _IN_TURN.fullmatch(_plain(text))
    numbers = [Decimal(number) for number in re.findall(_NUMBER, match["each"])] if match else []
    return bool(numbers) and all((later > one) if rises else (later < one) for one, later in pairwise(numbers))


def way_told(promised: str, actual: Quantity) -> bool | None:
    """Whether what is told went up: `增长5%`, `下降12起`, `+0.6%`; None where nothing is told of it, or of another time
    than was promised."""
    if _STEP_BY_STEP.search(promised) or any(than[0] not in promised for than in _THAN.finditer(actual.text)):
        return None
    if actual.sense in ("up", "down") and actual.number and actual.operator not in AT_MOST and not actual.asides:
        return actual.sense == "up"
    signed = _SIGNED.fullmatch(_plain(actual.text).replace("＋", "+").replace("−", "-"))
    return signed[1] == "+" if signed and actual.number else None


def _plain(text: str) -> str:
    return "".join(text.split()).replace("，", ",").replace("；", ";").replace("％", "%").replace("->", "→")
