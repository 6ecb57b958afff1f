"""Header and label texts: one normal form, so that blanks, line breaks and full-width forms never matter."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_HEADER_LENGTH = 40  # characters
_BLANKS = re.compile(r"[\s\u200b\ufeff*＊:：]+")
_BRACKET = re.compile(r"\(([^()]*)\)$")
_LEVEL_POINTS = re.compile(r"^(.*?)[(\[](?:共)?(\d+(?:\.\d+)?)(%|分)?[)\]]$")
MONEY_UNITS = {
    "元": Decimal("0.0001"),
    "人民币元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "万": Decimal(1),
    "亿元": Decimal(10000),
}


def normal(text: str) -> str:
    """NFKC, without blanks, line breaks, required-stars and colons: `预 算 金 额：` is 预算金额."""
    return _known(text) if len(text) <= _HEADER_LENGTH else _normal(text)


def _normal(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


_known = lru_cache(maxsize=2048)(_normal)  # the same headers and labels are met over and over


def split_unit(text: str) -> tuple[str, str]:
    """A header and what stands in brackets behind it: `预算金额（万元）` → 预算金额, 万元."""
    header = normal(text)
    bracket = _BRACKET.search(header)
    return (header[: bracket.start()], bracket[1]) if bracket else (header, "")


def split_points(text: str) -> tuple[str, Decimal | None]:
    """A level heading and its points: `产出指标（50%）` → 产出指标, 50."""
    heading = normal(text)
    match = _LEVEL_POINTS.match(heading)
    return (match[1], Decimal(match[2])) if match else (heading, None)
