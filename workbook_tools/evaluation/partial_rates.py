"""Rates of a part in its whole (满意度, 覆盖率): none of them is above 100 %."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model import Quantity

_CERTAIN = "满意|合格|覆盖|建档|接案|验收|持证|好评|优良"
_PARTIAL = lazy_pattern(
    rf"{_CERTAIN}"
    r"|(?<!完成)(?<!达成)(?<!实现)(?<!执行)(?<!增长)(?<!递增)(?<!提高)(?<!提升)(?<!上升)(?<!变动)(?<!变化)(?<!利用)(?<!使用)"
    r"(?<!产出)(?<!回报)(?<!收益)(?<!利润)(?<!周转)(?<!负荷)(?<!饱和)(?<!贡献)(?<!频)(?<!效)(?<!功)(?<!比)(?<!汇)(?<!税)"
    r"(?<!费)(?<!偏差)(?<!偏离)(?<!差异)(?<!超额)(?<!进度)(?<!转化)(?<!放大)(?<!撬动)(?<!投入)率(?!领|先)"
)
_CERTAINLY_PARTIAL = lazy_pattern(_CERTAIN)
_MAY_GROW = lazy_pattern("[增升涨提速幅倍]|利润|收益|周转|阅读|点击|播放|完成率")
_BEYOND_BELIEF = Decimal(20)  # 9800 %: 98 in a cell that shows hundredths
_TWICE = Decimal(2)  # a rate that may be above its whole is not twice as much by what anyone did: a point was left out


def is_above_the_whole(name: str, quantity: Quantity) -> bool:
    """Whether a rate is more than all of them: 满意度 105 %; and, whatever it is called, 9800 %."""
    above = quantity.kind == "rate" and quantity.number is not None and quantity.number > 1
    if above and (quantity.number or 0) > _BEYOND_BELIEF and not _MAY_GROW.search(name + quantity.text):
        return True
    return above and _PARTIAL.search(name) is not None and "完成率" not in name


def cannot_be(name: str, quantity: Quantity) -> bool:
    """Whether no score may follow from such a rate: the name is surely a part's, or a point was left out (950 %)."""
    if not is_above_the_whole(name, quantity):
        return False
    return _CERTAINLY_PARTIAL.search(name) is not None or (quantity.number or 0) > _TWICE
