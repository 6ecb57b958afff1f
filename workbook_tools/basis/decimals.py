"""How figures are reckoned, rounded as Excel's ROUND does it, and shown without idle zeros: the same in every room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import (
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)

CENT = Decimal("0.01")
ROUNDED_RATE = Decimal("0.0051")  # a rate printed without decimals may be off by so much
ROUNDED_PERCENT = ROUNDED_RATE * 100  # the same where 95 % is 95
WIDE = Context(prec=400)  # a cell may hold 1e308
_OURS = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])


@contextmanager
def own_arithmetic() -> Iterator[None]:
    """A program that calls this one may reckon with fewer digits or round its own way: here that changes no figure."""
    with localcontext(_OURS):
        yield


def decimals_of(value: Decimal) -> int:
    """How many digits stand behind the point; fewer than 0 where it ends in front of it (1E+3), 0 for no number."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def half_up(value: Decimal, step: Decimal = CENT) -> Decimal:
    """Rounded half away from zero to a multiple of `step` (0.01, 0.0001 …)."""
    return value.quantize(step, ROUND_HALF_UP, WIDE)
