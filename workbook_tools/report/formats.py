"""Figures as an official document prints them: the styles of `basis.figures`, with units; what is unknown is —."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from workbook_tools.basis.decimals import CENT
from workbook_tools.basis.figures import as_count, as_money, as_percentage_points, as_rate, as_score
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model import Quantity

UNKNOWN = "—"
_ENDS_IN_DIGIT = lazy_pattern(r"[0-9０-９]\s*$")


def score(value: Decimal | None) -> str:
    """A score, always with two decimals: 5.25."""
    return _printed(value, as_score)


def points(value: Decimal | None) -> str:
    """Points: 10 where they are whole, else 8.34."""
    text = score(value)
    return text.removesuffix(".00")


def percent(rate: Decimal | None) -> str:
    """A rate (a fraction) with two decimals: 109.17%."""
    return _printed(rate, as_rate)


def limit(rate: Decimal | None) -> str:
    """A limit as a rule states it: 65%, 12.5%."""
    return _printed(rate, lambda known: as_count(known * 100) + "%")


def amount(value: Decimal | None) -> str:
    """万元 with two decimals at least, and down to the yuan where there is one: 240.00, 262.0191, 1,200.00."""
    return _grouped(_printed(value, as_money))


def money(value: Decimal | None) -> str:
    """万元 with two decimals, as every amount of a report is printed: 262.02. Less than 50 yuan keeps its yuan."""
    if value is None or (value and abs(value) < CENT / 2):
        return amount(value)
    return _grouped(_printed(value, as_score))


def known_money(value: Decimal | None) -> str:
    """万元, "" where unknown."""
    return "" if value is None else money(value)


def score_range(low: Decimal, high: Decimal) -> str:
    """72.75～97.75, or one score where both ends are the same."""
    return score(low) if low == high else f"{score(low)}～{score(high)}"


def count(value: Decimal | float | None) -> str:  # float covers int
    """A count: at most four decimals, none that say nothing."""
    number = None if value is None else value if isinstance(value, Decimal) else Decimal(repr(value))
    return _printed(number, as_count)


def signed(value: Decimal | None, *, percent: bool = False) -> str:
    """A count with its sign: +12, -15, 0; of two rates (fractions) in percentage points: -5%, -6.23%."""
    if value is None or not value.is_finite():
        return UNKNOWN
    text = as_percentage_points(value) if percent else count(value)
    sign = "+" if value > 0 and text != "0" else ""
    return f"{sign}{text}{'%' if percent else ''}"


def apart(value: Decimal | None, unit: str, *, percent: bool = False) -> str:
    """How far two figures lie apart, in words: 15万, 5个百分点; "" where it is unknown or nothing."""
    if not value:
        return ""
    return f"{as_percentage_points(abs(value))}个百分点" if percent else count(abs(value)) + unit.strip()


def day(value: date | None) -> str:
    """2023年7月31日."""
    return "" if value is None else f"{value.year}年{value.month}月{value.day}日"


def period(start: date | None, end: date | None) -> str:
    """2022年8月1日至2023年7月31日; "" unless both ends are known."""
    return f"{day(start)}至{day(end)}" if start and end else ""


def said(quantity: Quantity, unit: str = "") -> str:
    """A target or an actual as it was written, with the unit of its column where the cell has a bare figure.

    A cell in a percent format holds 0.95 and is read by everybody as 95%.
    """
    text = quantity.text.strip()
    if quantity.kind == "rate" and quantity.number is not None and _bare(text):
        return quantity.operator + limit(quantity.number)
    if not text:
        return "" if quantity.number is None else quantity.operator + count(quantity.number) + quantity.unit
    unit = unit.strip()
    if unit and _ENDS_IN_DIGIT.search(text) and quantity.kind in ("number", "rate", "range") and unit not in text:
        return text + unit
    return text


def short(text: str, longest: int = 80) -> str:
    """One line for a running sentence; what is longer ends in … and stands in full in its table."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def joined(names: Iterable[str]) -> str:
    """个案、小组、社区活动 — without the empty ones, which would leave 、、."""
    return "、".join(name for name in names if name.strip())


_SIGNS = (
    (lazy_pattern(r"^\s*(?:[≥≧⩾]|[>＞][=＝])\s*"), "不少于"),
    (lazy_pattern(r"^\s*(?:[≤≦⩽]|[<＜][=＝])\s*"), "不超过"),
    (lazy_pattern(r"^\s*[>＞]\s*"), "超过"),
    (lazy_pattern(r"^\s*[<＜]\s*"), "少于"),
    (lazy_pattern(r"^\s*[=＝﹦]\s*"), ""),
    (lazy_pattern(r"^\s*±\s*"), "上下浮动"),
)
_ISO_DAY = lazy_pattern(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?(?!\d)")
_BETWEEN = lazy_pattern(r"(?<=[\d%])\s*[~～\-－—]\s*(?=\d)")


def in_words(text: str) -> str:
    """A figure as a sentence has it: 不少于4个 for ≥4个, 不低于90% for ≥90%, 2026年1月23日 for 2026-01-23."""
    words = _ISO_DAY.sub(lambda day: f"{day[1]}年{int(day[2])}月{int(day[3])}日", text)
    for pattern, said_so in _SIGNS:
        found = pattern.match(words)
        if found:
            bound = "不低于" if said_so == "不少于" and words.rstrip().endswith("%") else said_so
            return bound + words[found.end() :].strip()
    return _BETWEEN.sub("至", words)


def _grouped(text: str) -> str:
    """1,200.00 for 1200.00."""
    whole, _, decimals = text.partition(".")
    return f"{int(whole):,}.{decimals}" if len(whole) > 3 and whole.lstrip("-").isdigit() else text


def _bare(text: str) -> bool:
    """The text is a figure with no percent sign, so the sign was in the number format or in another column."""
    try:
        Decimal(text.lstrip("≥≤><=＝"))
    except InvalidOperation:
        return False
    return True


def _printed(value: Decimal | None, style: Callable[[Decimal], str]) -> str:
    """A report prints no NaN either."""
    return UNKNOWN if value is None or not value.is_finite() else style(value)
