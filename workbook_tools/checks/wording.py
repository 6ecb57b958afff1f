"""What messages are put together from, besides figures: lists, days, amounts with their sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from workbook_tools.basis.figures import as_money
from workbook_tools.catalogue import Phrase as Phrase
from workbook_tools.catalogue import quote

MOST_LISTED = 6


def signed_money(value: Decimal) -> str:
    return ("+" if value > 0 else "") + as_money(value)


def day(value: date) -> str:
    return value.isoformat()


def listed(parts: Iterable[str], most: int = MOST_LISTED) -> Phrase:
    """`甲、乙、丙等5项`: at most `most` parts, each shortened."""
    shown: Sequence[str] = [quote(part) for part in parts]
    rest = f"等{len(shown)}项" if len(shown) > most else ""
    return Phrase("、".join(shown[:most]) + rest)
