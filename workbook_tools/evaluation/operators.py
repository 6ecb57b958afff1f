"""Which way a figure is meant: the bound as it is written, else ≤ for what is better when it is smaller."""

from __future__ import annotations

from workbook_tools.basis.unit_names import money_factor
from workbook_tools.evaluation.scheme import Scheme, plain
from workbook_tools.evaluation.verdict import Note
from workbook_tools.model import Indicator, Operator, Quantity


def operator_of(row: Indicator, target: Quantity, item: str, scheme: Scheme) -> tuple[Operator, tuple[Note, ...]]:
    """The bound of a row, or of an item of its list, and a note where it had to be taken from the name."""
    written = target.operator or (row.nature if row.nature in ("≥", "≤", "=") else "")
    if written:
        return written, ()
    name = plain(row.level3 + row.item + item)
    if any(word in name for word in scheme.larger_is_better):
        return "", ()
    smaller = any(word in name for word in scheme.smaller_is_better)
    cost = "成本" in row.level1 + row.level2 and money_factor(target.unit or row.unit) is not None
    if not (smaller or cost):
        return "", ()
    return "≤", (Note("R001", "target"),) if target.number else ()
