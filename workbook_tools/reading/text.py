"""Header and label texts: one normal form, so that blanks, line breaks and full-width forms never matter."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import without_blanks

_HEADER_LENGTH = 40  # characters
_BLANKS = lazy_pattern(r"[\s\u200b\ufeff*＊:：]+")
_BRACKET = lazy_pattern(r"\(([^()]*)\)$")
_LEVEL_POINTS = lazy_pattern(r"^(.*?)[(\[](?:共|计|合计)?(\d+(?:\.\d+)?)(%|分)?[)\]]$")
_BARE_POINTS = lazy_pattern(
    r"^(.*?(?:指标|满意度|产出|效益|效果))(\d+(?:\.\d+)?)(%|分)$", holding="%分"
)  # `产出指标 50分`
_THOUSANDS = lazy_pattern(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_NUMBERING = lazy_pattern(r"^(?:[(]?[0-9一二三四五六七八九十]{1,3}[).、,])+")
EXAMPLE = "示例"  # in the first column of a row: it shows how a table is filled, and counts for nothing
_EXAMPLE = lazy_pattern(rf"[\[(【]?{EXAMPLE}行?[\])】]?(?: ?[:(].*)?|[\[(【]{EXAMPLE}行?[\])】].*")
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


def says_example(text: str) -> bool:
    """示例, （示例）, （示例）开展培训, 示例：2026-03-05; never 示例社区建设, which may be a name."""
    if EXAMPLE not in text:
        return False
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    return _EXAMPLE.fullmatch(line) is not None


def split_unit(text: str) -> tuple[str, str]:
    """A header and what stands in brackets behind it: `预算金额（万元）` → 预算金额, 万元."""
    header = normal(text)
    bracket = _BRACKET.search(header)
    return (header[: bracket.start()], bracket[1]) if bracket else (header, "")


def split_points(text: str) -> tuple[str, Decimal | None]:
    """A level heading and its points: `产出指标（50%）` → 产出指标, 50."""
    heading = normal(text)
    match = _LEVEL_POINTS.match(heading) or _BARE_POINTS.match(heading)
    return (match[1], Decimal(match[2])) if match else (heading, None)


def without_numbering(text: str) -> str:
    """A label without the number that a form puts before it: `1、站点名称` is 站点名称."""
    return _NUMBERING.sub("", text)


def figure_text(text: str) -> str:
    """What may be a figure: NFKC, without blanks and thousand separators. A colon stays: 12:30 is no figure.

    A comma that separates no thousands stays as well: 138,0 may be 138.0.
    """
    return _THOUSANDS.sub("", without_blanks(text))
