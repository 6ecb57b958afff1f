"""Figures that a cell does not state by themselves: worked out of others, or written out falsely."""

from decimal import Decimal

from workbook_tools.basis.figures import as_digits
from workbook_tools.model.basics import Quantity


def worked_out(how: str, number: Decimal | int, unit: str) -> Quantity:
    """A figure that a cell does not state, and how it comes about: it is told, never taken in silence."""
    return Quantity("number", number=Decimal(number), unit=unit, words=(how,), codes=("Q133",))


def multiplied(one: str | int, other: str | int, unit: str) -> Quantity:
    """`60人×900元`: what the two factors come to."""
    number = Decimal(one) * Decimal(other)
    return worked_out(f"{one}×{other}＝{as_digits(number)}{unit}", number, unit)


def not_so(how: str) -> Quantity:
    """No figure: what is written out comes to another one."""
    return Quantity("text", words=(how,), codes=("Q131",))
