"""Amounts of money in prose: 58.8万元, 588,000元, 共计60万."""

from __future__ import annotations

import re
from decimal import Decimal

_LEAD = r"(?:人民币|金额|总额|合计|共计|为|是|共|约|达|:|了){0,8}"
AMOUNT = _LEAD + r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d+)?)(?P<unit>亿元?|万元?|元)(?!/)"
TEN_THOUSAND = Decimal(10_000)
_ALLOWED = 200  # what is told may be rounded: one part in so many


def told_amount(match: re.Match[str]) -> Decimal:
    """What a match of AMOUNT says, in 万元: 58.8 of 588,000元."""
    unit = match["unit"]
    factor = TEN_THOUSAND if unit.startswith("亿") else Decimal(1) if unit.startswith("万") else 1 / TEN_THOUSAND
    return Decimal(match["number"].replace(",", "")) * factor


def is_amount(told: Decimal, known: Decimal) -> bool:
    """Whether prose means an amount of the table, as rounded as prose tells it."""
    return abs(told - known) <= abs(known) / _ALLOWED
