"""What staff write into a cell that has nothing to say: the one list for figures, days, units, reasons and chapters."""

from __future__ import annotations

from workbook_tools.basis.text_forms import without_blanks

_STROKES = "-–—/\\_"
_STOPS = "。.,;、:…*·~!"
_WORDS = frozenset(("无", "没有", "暂无", "暂缺", "无数据", "不适用", "空", "未填", "na", "n/a"))
_NO_REASON = _WORDS | {"", "0", "否", "无偏差", "无差异", "无原因", "none", "null", "nan", "nil"}


def says_nothing(text: str) -> bool:
    """Whether a cell is as good as blank: `/`, `——`, `无`, `暂无。`, `N/A`.

    A nought is a figure. What may be the rest of a figure or of a formula (`.`, `NaN`) is to be told, not passed over.
    """
    bare = _bare(text)
    return not bare.strip(_STROKES) or bare.strip(_STROKES + _STOPS) in _WORDS


def gives_no_reason(text: str) -> bool:
    """Whether a cell that asks for a reason holds none; a nought, a stop, `否` and `无偏差` are none either."""
    return _bare(text).strip(_STROKES + _STOPS) in _NO_REASON


def _bare(text: str) -> str:
    """NFKC, in small letters, without blanks; a sentence as it is."""
    return text if len(text) > 40 else without_blanks(text).lower()
