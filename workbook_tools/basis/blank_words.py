"""What staff write into a cell that has nothing to say: the one list for figures, days, units, reasons and chapters."""

from __future__ import annotations

import unicodedata

_DASHES = "-–—/\\_.。、,;:…*·~!"
_WORDS = frozenset(
    ("", "无", "没有", "暂无", "暂缺", "无数据", "不适用", "空", "未填", "na", "n/a", "none", "null", "nan", "nil")
)
_NO_REASON = _WORDS | {"0", "否", "无偏差", "无差异", "无原因"}


def says_nothing(text: str) -> bool:
    """Whether a cell is as good as blank: `/`, `——`, `无`, `暂无。`, `N/A`. A nought says something: it is a figure."""
    return _bare(text) in _WORDS


def gives_no_reason(text: str) -> bool:
    """Whether a cell that asks for a reason holds none; there a nought, `否` and `无偏差` are none either."""
    return _bare(text) in _NO_REASON


def _bare(text: str) -> str:
    """NFKC, small letters, without blanks and without the strokes and stops around the words."""
    if len(text) > 40:  # a sentence
        return text
    return "".join(unicodedata.normalize("NFKC", text).split()).lower().strip(_DASHES)
