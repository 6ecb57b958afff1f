"""Figures as messages show them: rounded half up, without zeros that say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from workbook_tools.basis.decimals import half_up, without_idle_zeros
from workbook_tools.catalogue import Phrase as Phrase
from workbook_tools.catalogue import quote

LARGEST_PLAIN = 20  # digits; anything longer is shown with an exponent
MOST_LISTED = 6


def plain(value: Decimal, places: int = 4) -> str:
    """5.5450 → 5.545, 1260.00 → 1260."""
    text = _rounded(value, places)
    return text if "E" in text else without_idle_zeros(text)


def score(value: Decimal) -> str:
    """Points and scores: two decimals, as they are printed."""
    return _rounded(value, 2)


def money(value: Decimal) -> str:
    """万元: two decimals, up to four where the figure has them."""
    text = _rounded(value, 4)
    if "." not in text or "E" in text:
        return text
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def signed_money(value: Decimal) -> str:
    return ("+" if value > 0 else "") + money(value)


def percent(value: Decimal) -> str:
    """A fraction as a percentage: 1.0917 → 109.17%, 0.9 → 90%."""
    return plain(value * 100, 2) + "%"


def day(value: date) -> str:
    return value.isoformat()


def listed(parts: Iterable[str], most: int = MOST_LISTED) -> Phrase:
    """`甲、乙、丙等5项`: at most `most` parts, each shortened."""
    shown: Sequence[str] = [quote(part) for part in parts]
    rest = f"等{len(shown)}项" if len(shown) > most else ""
    return Phrase("、".join(shown[:most]) + rest)


def _rounded(value: Decimal, places: int) -> str:
    if not value.is_finite() or (value and abs(value.adjusted()) > LARGEST_PLAIN):
        return f"{value:.4E}" if value.is_finite() else str(value)
    return f"{half_up(value, Decimal(1).scaleb(-places)):f}"
