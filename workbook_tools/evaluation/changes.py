"""From one level to another: `由200人增至230人` of 增长10%, `由2021年45起降至2022年28起` of 持续下降."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import normal_unit

_NUMBER = "[0-9]{1,9}(?:[.][0-9]{1,4})?"
_YEAR = "(?:(?:20[0-9]{2}|去|上|今|本)年度?|年初|年末|年底|服务前|服务后|前测|后测|同期){0,2}的?"
_UP = "增长?|增加|上?升|提高|提升|上涨|扩大"
_DOWN = "下降|减少?|降低?|下滑|回落|缩短"
_CHANGE = lazy_pattern(
    "(?P<what>[^0-9,;由从未没拟计预目]{0,10})[由从]?"
    f"(?P<before>{_YEAR})(?P<low>{_NUMBER})(?P<unit>%|[^0-9,;%]{{0,3}}?)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))[到至为]"
    f"(?P<after>{_YEAR})(?P<high>{_NUMBER})(?P<other>%|[^0-9,;%]{{0,3}})[。]?",
    holding="到至为",
)
_DID = "(?:完成|开展|举办|服务|发生|共|为|有|是|达|累计|接到|收到){0,3}"
_LAST_YEAR, _THIS_YEAR = "(?:去年|上年度?|(?:20[0-9]{2})年度?)(?:同期)?", "(?:今年|本年度?|当年|(?:20[0-9]{2})年度?)"
_TWO_YEARS = (  # 去年1200人次，今年1380人次
    lazy_pattern(
        f"(?P<what>[^0-9,;由从未没拟计预目上去今本]{{0,8}})(?P<before>{_LAST_YEAR}){_DID}(?P<low>{_NUMBER})(?P<unit>[^0-9,;%]{{1,3}})"
        f"[,;](?P<after>{_THIS_YEAR}){_DID}(?P<high>{_NUMBER})(?P<other>(?P=unit))[。]?",
        holding="年",
    ),
    lazy_pattern(
        f"(?P<what>[^0-9,;由从未没拟计预目上去今本]{{0,8}})(?P<after>{_THIS_YEAR}){_DID}(?P<high>{_NUMBER})(?P<other>[^0-9,;%]{{1,3}})"
        f"[,;](?P<before>{_LAST_YEAR}){_DID}(?P<low>{_NUMBER})(?P<unit>(?P=other))[。]?",
        holding="年",
    ),
)
_OF_OTHERS = lazy_pattern("其[他它]|外站|兄弟|全[国省市区县镇]|目标|任务|指标")
_A_YEAR = lazy_pattern("20[0-9]{2}")
_AIM = lazy_pattern(
    "(?:[较比](?:上年度?|去年|往年|同期|上年同期|去年同期|服务前|之前)|同比|持续|逐年|逐步|不断|稳步|稳中有?|有所|呈|实现|总体|进一步){0,4}"
    "(?:(?P<up>增长|增加|上升|提高|提升)|(?P<down>下降|减少|降低))(?:趋势|态势)?"
)


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
    text = "".join(text.split()).replace("，", ",").replace("；", ";").replace("％", "%")
    match = _CHANGE.fullmatch(text) or next((found for each in _TWO_YEARS if (found := each.fullmatch(text))), None)
    if match is None or _OF_OTHERS.search(match["what"]):
        return None
    low, high, unit, other = Decimal(match["low"]), Decimal(match["high"]), match["unit"], match["other"]
    if normal_unit(unit) != normal_unit(other) and unit:
        return None
    if low == high or ("up" in match.groupdict() and (high > low) is not bool(match["up"])):
        return None
    years = tuple(int(year) for year in _A_YEAR.findall(f"{match['before']},{match['after']}"))
    return Change(low, high, other, years)


def aim_of(text: str) -> bool | None:
    """Whether more or less was promised without saying how much: 持续下降 is False; None for other texts."""
    match = _AIM.fullmatch("".join(text.split()))
    return None if match is None else bool(match["up"])
