"""Which way a figure is meant: the bound as it is written, else ≤ for what is better when it is smaller."""

from __future__ import annotations

from workbook_tools.basis.operators import Operator
from workbook_tools.basis.unit_names import money_factor
from workbook_tools.evaluation.scheme import Scheme, plain
from workbook_tools.evaluation.verdict import Note
from workbook_tools.model import Indicator, Quantity

_BY_NATURE = {sign.value: sign for sign in (Operator.GE, Operator.LE, Operator.EQ)}


def operator_of(row: Indicator, target: Quantity, item: str, scheme: Scheme) -> tuple[Operator, tuple[Note, ...]]:
    """The bound of a row, or of an item of its list, and a note where it had to be taken from the name."""
    written = target.operator or _BY_NATURE.get(row.nature)
    if written:
        return written, ()
    name = plain(row.level3 + row.item + item)
    if any(word in name for word in scheme.larger_is_better):
        return Operator.NONE, ()
    smaller = any(word in name for word in scheme.smaller_is_better)
    cost = "成本" in row.level1 + row.level2 and money_factor(target.unit or row.unit) is not None
    if not (smaller or cost):
        return Operator.NONE, ()
    return Operator.LE, (Note("R001", "target"),) if target.number else ()
