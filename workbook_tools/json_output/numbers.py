"""Figures and days as `--json` prints them; what is unknown is null."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import isfinite


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole ones without a point."""
    if value is None or not isfinite(float(value)):  # no number of JSON
        return None
    return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None
