"""Exact decimals: shares of points, even shares that add up, and figures as a sentence shows them."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from workbook_tools.basis.decimals import CENT, WIDE, half_up

ZERO = Decimal(0)
ONE = Decimal(1)
_CUT_OFF = Decimal("1E-15")


def share_of(points: Decimal, fraction: Decimal) -> Decimal:
    """`fraction` of the points, half-up to 2 decimals, never above the points.

    5/6 of 0.03 is 0.025 and so 0.03: what the division cut off far behind the point must not tip a half cent.
    """
    score = half_up(half_up(points * fraction, _CUT_OFF))
    return score if score <= points else points.quantize(CENT, ROUND_FLOOR, WIDE)


def spread(total: Decimal, count: int) -> list[Decimal]:
    """`total` in `count` even shares in cents that add up exactly; the first ones carry the remainder.

    >>> [str(share) for share in spread(Decimal(50), 6)]
    ['8.34', '8.34', '8.33', '8.33', '8.33', '8.33']
    """
    if count == 1:
        return [total]
    exponent = total.as_tuple().exponent
    step = Decimal(1).scaleb(min(-2, exponent if isinstance(exponent, int) else -2))
    steps = int(WIDE.divide(total, step))
    each, rest = divmod(steps, count)
    return [WIDE.multiply(step, Decimal(each + (place < rest))) for place in range(count)]
