"""Targets that are last year's figure: `不少于上年`, `不低于2021年水平`. The cell says both years, or it stays open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import Operator
from workbook_tools.model import Indicator, Quantity

_LAST = "(?:上一?年度?|去年|20[0-9]{2}年度?)(?:同期)?"
_PROMISE = lazy_pattern(
    f"(?:(?P<least>不少于|不低于|≥|不减于)|(?P<most>不高于|不多于|不超过|≤)|(?P<more>高于|多于|超过|>)|(?P<less>低于|少于|<))"
    f"{_LAST}(?:的|实际|水平|人次|场次|人数|数|量)*+",
    holding="上去2",
)
_NUMBER, _UNIT = "[0-9]+(?:[.][0-9]+)?", "[^0-9,，;；。、.（()）]{0,4}?"
_BOTH = lazy_pattern(
    f"(?P<last>{_LAST})(?:为|共|实际|完成|服务|开展)*+(?P<before>{_NUMBER})(?P<unit>{_UNIT})[,，;；、]"
    f"(?P<this>今年|本年度?|当年|本期|20[0-9]{{2}}年度?)(?:为|共|实际|完成|服务|开展)*+(?P<now>{_NUMBER})(?P=unit)[。]?"
)
_SIGNS = {"least": Operator.GE, "most": Operator.LE, "more": Operator.GT, "less": Operator.LT}


def beside_last_year(row: Indicator) -> Indicator:
    """The row with last year's figure as its target and this year's as what was done, where the cell says both."""
    promise = _PROMISE.fullmatch(row.target.text.strip())
    both = _BOTH.fullmatch("".join(row.actual.text.split())) if promise else None
    if promise is None or both is None:
        return row
    named = both["last"][:4], both["this"][:4]
    if all(name.isdigit() for name in named) and int(named[0]) + 1 != int(named[1]):
        return row
    operator = next(sign for name, sign in _SIGNS.items() if promise[name])
    rate = both["unit"] == "%"
    target, actual = (
        Quantity("rate" if rate else "number", text, number=Decimal(said) / (100 if rate else 1), unit=both["unit"])
        for text, said in ((row.target.text, both["before"]), (row.actual.text, both["now"]))
    )
    years = (int(named[1]),) if named[1].isdigit() else ()
    return replace(row, target=target._replace(operator=operator), actual=actual._replace(years=years))
