"""The ages that a text speaks of: `80岁以上`, `0-6岁`, `18周岁以下`.

What is told of other ages than the row's is of others: those of 60 and more are not all 80.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern

_KEPT = 1024  # rows of which it is known whom they ask for
_OLDEST = 200
_AGES = lazy_pattern(
    "(?P<low>[0-9]{1,3})(?:周?岁)?[-~—～至到]{1,2}(?P<high>[0-9]{1,3})周?岁"
    r"|(?P<age>[0-9]{1,3})周?岁(?:[(（]含(?:[0-9]{1,3}周?岁)?[)）])?[及或]?(?P<way>以上|以下|以内)",
    holding="岁",
)


class Ages(NamedTuple):
    low: int
    high: int


def ages_in(text: str) -> frozenset[Ages]:
    """Every span of ages that a text names; an age alone (最大的98岁) is none."""
    return frozenset(map(_ages, _AGES.finditer(text)))


def is_of_other_ages(text: str, row: str) -> bool:
    """Whether a text speaks of ages that lie outside those of its row; 90岁以上 are among 80岁以上."""
    asked = _of_row(row)
    return bool(asked) and any(not any(_within(each, one) for one in asked) for each in ages_in(text))


@lru_cache(maxsize=_KEPT)
def _of_row(name: str) -> frozenset[Ages]:
    return ages_in(name)


def _within(some: Ages, all_: Ages) -> bool:
    return all_.low <= some.low and some.high <= all_.high


def _ages(match: re.Match[str]) -> Ages:
    if match["low"]:
        return Ages(int(match["low"]), int(match["high"]))
    age = int(match["age"])
    return Ages(age, _OLDEST) if match["way"] == "以上" else Ages(0, age)
